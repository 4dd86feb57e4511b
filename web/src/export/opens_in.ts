// In which version of the page opens what a reader gives out: the one it was made with, where the site keeps that, or the newest.
import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import { folder_of, home_of, kept_version, list_of, versions_in } from "../link/home.ts";

export class OpensIn {
  /** Versions that the site keeps; null before it was asked. */
  private versions: readonly string[] | null = null;
  private newest = false;

  constructor(private readonly host: ReactiveControllerHost) {}

  /** Address of the folder that this page lies in. */
  get here(): string {
    return new URL(".", location.href.replace(/[?#].*$/s, "")).href;
  }

  private kept(version: string): string {
    return kept_version(home_of(this.here), version, this.versions ?? []);
  }

  /** Address of the folder that is given out by a page of that version. */
  base(version: string): string {
    return folder_of(home_of(this.here), this.newest ? "" : this.kept(version));
  }

  /** Asks once which versions there are; a site without a list keeps none. */
  ask(): void {
    if (this.versions) return;
    this.versions = [];
    const list = fetch(list_of(home_of(this.here))).then((reply) => (reply.ok ? reply.json() : null));
    void list
      .catch(() => null)
      .then((found: unknown) => {
        this.versions = versions_in(found);
        this.host.requestUpdate();
      });
  }

  /** The choice, where there is one. */
  choice(version: string): TemplateResult | typeof nothing {
    const kept = this.kept(version);
    if (!kept) return nothing;
    const choose = (event: Event): void => {
      this.newest = (event.target as HTMLSelectElement).value === "newest";
      this.host.requestUpdate();
    };
    return html`<label>Opens <select @change=${choose}>
        <option value="kept" .selected=${!this.newest}>as it is now, in version ${kept}</option>
        <option value="newest" .selected=${this.newest}>always in the newest version</option></select></label>`;
  }
}

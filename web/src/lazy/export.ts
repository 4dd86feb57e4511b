// Export: the network as a picture, as data, as LaTeX and as programs; and a file opened in its place.
import { css, html, nothing } from "lit";
import { type Doubt, file_name, type Kind, kGroups, kPython, type Saved } from "../export/files.ts";
import { kFiles, open_file } from "../export/open_file.ts";
import { begins_hidden } from "../export/parts.ts";
import { copy_text } from "../kit/copy_text.ts";
import { DialogBody } from "../kit/dialog.ts";
import { LayoutCache } from "../kit/layout_cache.ts";
import { save_file } from "../kit/save.ts";
import { type Scene, scene } from "../picture/scene.ts";
import { ask_direction, type DirectionAnswer, type DirectionQuestion, key_of } from "../state/ask_direction.ts";
import { dir_of } from "../state/directions.ts";
import { question_of } from "../state/hiding.ts";
import { leaves_of } from "../state/leaves.ts";
import { full_link_of } from "../state/link.ts";
import { PanelAnswer } from "../state/panel_answer.ts";
import { hidden_of } from "../state/quiz.ts";
import type { Result } from "../state/result.ts";
import { network, place_name } from "../state/selectors.ts";

export const tag = "bw-export-body";

function none_of({ name }: Kind): string {
  return `There is no ${name} of this network: it is too large.`;
}

const kRoom = { width: 1400, downward: false };

class Export extends DialogBody {
  static override styles = [
    ...[DialogBody.styles].flat(),
    css`
      h3 { margin: 0; font-size: 14px; }
      ul { display: grid; gap: 4px; margin: 4px 0 0; padding: 0; list-style: none; }
      li { display: grid; grid-template-columns: 9em minmax(0, 1fr) auto; gap: 4px 8px; align-items: center; border-top: 1px solid var(--hairline); padding-top: 4px; }
      li b { font-weight: 600; }
      .acts { display: flex; gap: 8px; width: 8.5em; }
      .drop { padding: 12px; border: 1px dashed var(--quiet); border-radius: var(--radius); }
      .drop input { border: 0; padding: 0; max-width: 100%; }
      .ways { flex-wrap: wrap; width: auto; margin: 4px 0; }
      .said { min-height: 1.5em; overflow-wrap: anywhere; }
      @container (max-width: 639px) { li { grid-template-columns: minmax(0, 1fr) auto; } li .quiet { grid-column: 1 / -1; grid-row: 2; } }
    `,
  ];

  private said = "";
  /** A kind that was asked for and would be of little use, with what to do instead. */
  private doubted: { kind: Kind; doubt: Doubt } | null = null;
  private readonly layouts = new LayoutCache();

  private readonly along = new PanelAnswer<DirectionQuestion, DirectionAnswer>(this, (question) =>
    ask_direction(this.store.engine, question, "directions of export"),
  );

  /** Whether the reader has chosen vectors that the files are to have, too. */
  private get directed(): boolean {
    return dir_of(this.store.state.directions) !== undefined;
  }

  protected override willUpdate(): void {
    const { result, stale, directions } = this.store.state;
    if (!result || result.live || stale || !this.directed) return;
    const question = { result, ...directions };
    this.along.follow_as(question, key_of(question));
  }

  private get title_of(): string {
    return network(this.store.state, this.store.presets).title;
  }

  private scene_of(result: Result): Scene {
    const { state } = this.store;
    const inner = state.graph.scalars?.of.text === result.text ? state.graph.scalars.response : null;
    const picture = {
      graph: result.graph,
      nodes: result.response.nodes,
      ops: state.catalogue?.ops ?? [],
      weight: result.weight,
      output: result.output,
      groups: result.response.groups ?? [],
      stated: result.response.stated,
      scalars: inner?.graph ? { graph: inner.graph, nodes: inner.nodes } : null,
    };
    return scene(picture, this.layouts.of(result, state, kRoom));
  }

  /** The style sheets of the page that this dialog is in. */
  private page_sheets(): CSSStyleSheet[] {
    let root = this.getRootNode();
    while (root instanceof ShadowRoot && root.host.getRootNode() instanceof ShadowRoot) root = root.host.getRootNode();
    return root instanceof ShadowRoot ? root.adoptedStyleSheets : [];
  }

  private saved(result: Result): Saved {
    const { state, presets } = this.store;
    const { graph, response, weight, output } = result;
    const hidden = hidden_of(state.quiz);
    return {
      title: this.title_of,
      version: state.catalogue?.version ?? "",
      graph,
      response,
      ops: state.catalogue?.ops ?? [],
      link: full_link_of(state, presets),
      by: place_name(state, weight),
      of: place_name(state, output),
      scene: () => this.scene_of(result),
      sheets: () => this.page_sheets(),
      ...(this.directed && this.along.response ? { along: this.along.response } : {}),
      ...(hidden.length > 0
        ? { left_out: hidden.map((cell) => question_of(state, cell)), leaves: leaves_of(result) }
        : {}),
    };
  }

  private say(said: string): void {
    this.said = said;
    this.doubted = null;
    this.requestUpdate();
  }

  private async save(kind: Kind, result: Result, sure = false): Promise<void> {
    const saved = this.saved(result);
    const doubt = sure ? null : kind.doubt?.(saved);
    if (doubt) {
      this.say(doubt.words);
      this.doubted = { kind, doubt };
      return;
    }
    const made = await kind.make(saved);
    if (!made) return this.say(none_of(kind));
    const name = file_name(this.title_of, kind);
    const text = typeof made === "string";
    save_file(name, text ? new Blob([kind.mark ?? "", made], { type: kind.type }) : made.blob);
    this.say(`saved as ${name}${text ? "" : made.note}`);
  }

  private ways(result: Result | null) {
    if (!this.doubted || !result) return nothing;
    const { kind, doubt } = this.doubted;
    return html`<p class="acts ways"><button @click=${() => void this.save(doubt.instead, result)}>${doubt.better}</button>
      <button @click=${() => void this.save(kind, result, true)}>${doubt.still}</button></p>`;
  }

  private async copy(kind: Kind, result: Result): Promise<void> {
    const made = await kind.make(this.saved(result));
    if (typeof made !== "string" || made === "") return this.say(none_of(kind));
    this.say((await copy_text(made, kind.name, this)) ? `${kind.name} copied` : "");
  }

  /** Opens a file in the place of the network; that can be undone. */
  async take(file: File | undefined): Promise<void> {
    const refused = file ? await open_file(file, this.store.link) : "";
    if (refused) this.say(refused);
  }

  override render() {
    const { result, stale, quiz } = this.store.state;
    const hidden = hidden_of(quiz).length > 0;
    const blind = hidden && result !== null && begins_hidden(this.saved(result)); // no program can begin
    const line = (kind: Kind) => {
      const program = kind.type === kPython;
      const told = program && blind;
      const image = kind.type.startsWith("image/");
      const counting = result?.response.more !== undefined && !image; // it says what schedules cost
      const waits = counting || (this.directed && !image && !this.along.fresh && !this.along.why);
      const off = result === null || stale !== "" || told || waits;
      const without = program && hidden ? `${kind.about}; without the hidden numbers` : kind.about;
      const about = told
        ? "when the hidden numbers are found"
        : waits
          ? counting
            ? "when all schedules are counted"
            : "when its directions are computed"
          : without;
      return html`<li><b>${kind.name}</b><span class="quiet">${about}</span>
        <span class="acts"><button ?disabled=${off} aria-label=${`Save ${kind.name}`} @click=${() => result && void this.save(kind, result)}>Save</button>
        ${kind.type === "image/png" ? nothing : html`<button ?disabled=${off} aria-label=${`Copy ${kind.name}`} @click=${() => result && void this.copy(kind, result)}>Copy</button>`}</span></li>`;
    };
    const pick = (event: Event): void => void this.take((event.target as HTMLInputElement).files?.[0]);
    return html`<p class="said" role="status">${stale ? `Nothing to export yet: ${stale}.` : this.said}</p>${this.ways(result)}
      ${kGroups.map(({ heading, kinds }) => html`<section><h3>${heading}</h3><ul>${kinds.map(line)}</ul></section>`)}
      <section><h3>Open a file</h3>
        <div class="drop"><label>A JSON file from here, a network as JSON, or a .net text: drop it anywhere on the page, or choose it.
          <input type="file" accept=${kFiles} @change=${pick} /></label></div></section>`;
  }
}
customElements.define(tag, Export);

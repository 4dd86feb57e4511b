// Export: the network as a picture, as data, as LaTeX and as programs; and a file opened in its place.
import { css, html, nothing } from "lit";
import { picture, pixels } from "../export/picture.ts";
import { program, too_large } from "../export/program.ts";
import { kMostFileBytes, read_file } from "../export/read_file.ts";
import { traces } from "../export/traces.ts";
import { copy_text } from "../kit/copy_text.ts";
import { DialogBody } from "../kit/dialog.ts";
import { LayoutCache } from "../kit/layout_cache.ts";
import { save_file } from "../kit/save.ts";
import { canonical } from "../link/link.ts";
import { scene } from "../picture/scene.ts";
import { full_link_of } from "../state/link.ts";
import { hidden_of } from "../state/quiz.ts";
import type { Result } from "../state/result.ts";
import { network, place_name } from "../state/selectors.ts";
import { ledger_rows } from "../view/ledger.ts";
import { ledger_sheet } from "../view/ledger_sort.ts";
import { to_csv } from "../view/sheet.ts";

export const tag = "bw-export-body";

/** A kind of file. `make` gives its text, or pixels. */
interface Kind {
  id: string;
  name: string;
  about: string;
  ending: string;
  type: string;
  make: (result: Result) => string | Promise<Blob | null>;
}

const kPrograms = [
  ["numpy", "NumPy", "the way back written out, line by line"],
  ["torch", "PyTorch", "by its autograd"],
  ["jax", "JAX", "by jax.grad; not run here"],
] as const;

function none_of({ name }: Kind): string {
  return `There is no ${name} of this network: it is too large.`;
}

const kRoom = { width: 1400, downward: false };

const kPython = "text/x-python";

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
      .said { min-height: 1.5em; overflow-wrap: anywhere; }
      @container (max-width: 639px) { li { grid-template-columns: minmax(0, 1fr) auto; } li .quiet { grid-column: 1 / -1; grid-row: 2; } }
    `,
  ];

  private said = "";
  private readonly layouts = new LayoutCache(() => this.requestUpdate());

  private get title_of(): string {
    return network(this.store.state, this.store.presets).title;
  }

  private scene_of(result: Result) {
    const { state } = this.store;
    const { arrangement } = this.layouts.of(result, state, kRoom);
    if (!arrangement) return null;
    const inner = state.graph.scalars?.of.text === result.text ? state.graph.scalars.response : null;
    const picture = {
      graph: result.graph,
      nodes: result.response.nodes,
      ops: state.catalogue?.ops ?? [],
      weight: result.weight,
      output: result.output,
      groups: result.response.groups ?? [],
      scalars: inner?.graph ? { graph: inner.graph, nodes: inner.nodes } : null,
    };
    return scene(picture, arrangement);
  }

  private svg_of(result: Result, theme: "light" | "dark"): string {
    const made = this.scene_of(result);
    return made ? picture(made, this.title_of, theme, this.page_sheets()) : "";
  }

  /** The style sheets of the page that this dialog is in. */
  private page_sheets(): CSSStyleSheet[] {
    let root = this.getRootNode();
    while (root instanceof ShadowRoot && root.host.getRootNode() instanceof ShadowRoot) root = root.host.getRootNode();
    return root instanceof ShadowRoot ? root.adoptedStyleSheets : [];
  }

  private async png_of(result: Result, theme: "light" | "dark"): Promise<Blob | null> {
    const made = this.scene_of(result);
    return made && pixels(this.svg_of(result, theme), made);
  }

  private program_of(result: Result, library: "numpy" | "torch" | "jax"): string {
    const { catalogue } = this.store.state;
    const { graph, response } = result;
    const source = {
      title: this.title_of,
      version: catalogue?.version ?? "",
      graph,
      response,
      ops: catalogue?.ops ?? [],
    };
    return too_large(source) ? "" : program(source, library);
  }

  private ledger_of({ graph, response, weight, output }: Result): string {
    const { state } = this.store;
    return to_csv(
      ledger_sheet(ledger_rows(graph, response.nodes), place_name(state, weight), place_name(state, output)),
    );
  }

  private traces_of({ graph, response, weight, output }: Result): string {
    const { state } = this.store;
    const traced = { title: this.title_of, graph, response, ops: state.catalogue?.ops ?? [] };
    return traces(traced, place_name(state, weight), place_name(state, output));
  }

  private readonly groups: readonly { heading: string; kinds: readonly Kind[] }[] = [
    {
      heading: "The picture of the graph",
      kinds: (["light", "dark"] as const).flatMap((theme): Kind[] => [
        {
          id: `svg-${theme}`,
          name: `SVG, ${theme}`,
          about: "lines that stay sharp, for slides and papers",
          ending: `${theme}.svg`,
          type: "image/svg+xml",
          make: (result) => this.svg_of(result, theme),
        },
        {
          id: `png-${theme}`,
          name: `PNG, ${theme}`,
          about: "pixels, for everything else",
          ending: `${theme}.png`,
          type: "image/png",
          make: (result) => this.png_of(result, theme),
        },
      ]),
    },
    {
      heading: "The network and its numbers",
      kinds: [
        {
          id: "json",
          name: "JSON",
          about: "the network and how it is looked at; it can be opened here again",
          ending: "json",
          type: "application/json",
          make: () => `${canonical(full_link_of(this.store.state, this.store.presets))}\n`,
        },
        {
          id: "csv",
          name: "CSV",
          about: "the ledger: every node, its derivatives and costs, all digits",
          ending: "csv",
          type: "text/csv;charset=utf-8",
          make: (result) => this.ledger_of(result),
        },
        {
          id: "answer",
          name: "JSON, the answer",
          about: "all that the engine has computed, as its API gives it",
          ending: "answer.json",
          type: "application/json",
          make: ({ response }) => `${JSON.stringify(response)}\n`,
        },
        {
          id: "latex",
          name: "LaTeX",
          about: "both traces as tables, values beside tangents and beside adjoints",
          ending: "tex",
          type: "application/x-tex",
          make: (result) => this.traces_of(result),
        },
      ],
    },
    {
      heading: "Programs that compute the same gradient, and stop where it differs from this one",
      kinds: kPrograms.map(([id, name, about]) => ({
        id,
        name,
        about,
        ending: `${id}.py`,
        type: kPython,
        make: (result) => this.program_of(result, id),
      })),
    },
  ];

  private say(said: string): void {
    this.said = said;
    this.requestUpdate();
  }

  private file_name({ ending }: Kind): string {
    const name = this.title_of
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .toLowerCase()
      .slice(0, 60);
    return `${name || "network"}.${ending}`;
  }

  private async save(kind: Kind, result: Result): Promise<void> {
    const made = await kind.make(result);
    if (!made) return this.say(none_of(kind));
    const name = this.file_name(kind);
    save_file(name, typeof made === "string" ? new Blob([made], { type: kind.type }) : made);
    this.say(`saved as ${name}`);
  }

  private async copy(kind: Kind, result: Result): Promise<void> {
    const made = await kind.make(result);
    if (typeof made !== "string" || made === "") return this.say(none_of(kind));
    this.say((await copy_text(made, kind.name, this)) ? `${kind.name} copied` : "");
  }

  /** Opens a file in the place of the network; that can be undone. */
  async take(file: File | undefined): Promise<void> {
    if (!file) return;
    if (file.size > kMostFileBytes) return this.say(`${file.name} is larger than ${kMostFileBytes / 1024 / 1024} MiB.`);
    const read = read_file(file.name, await file.text());
    const refused =
      "refused" in read ? read.refused : "link" in read ? "" : await this.store.link.import_network(read.network);
    if (refused) return this.say(`✗ ${file.name} is not opened. ${refused}`);
    if ("link" in read) this.store.link.open({ status: "link", link: read.link }, "file");
  }

  override render() {
    const { result, stale, quiz } = this.store.state;
    const hidden = hidden_of(quiz).length > 0;
    const placed = result !== null && this.layouts.of(result, this.store.state, kRoom).arrangement !== null;
    const line = (kind: Kind) => {
      const told = kind.type === kPython && hidden; // it would say what is to be found
      const early = kind.type.startsWith("image/") && !placed;
      const off = result === null || stale !== "" || told || early;
      const about = told ? "when the hidden numbers are found" : early ? "when the places are found" : kind.about;
      return html`<li><b>${kind.name}</b><span class="quiet">${about}</span>
        <span class="acts"><button ?disabled=${off} aria-label=${`Save ${kind.name}`} @click=${() => result && void this.save(kind, result)}>Save</button>
        ${kind.type === "image/png" ? nothing : html`<button ?disabled=${off} aria-label=${`Copy ${kind.name}`} @click=${() => result && void this.copy(kind, result)}>Copy</button>`}</span></li>`;
    };
    const pick = (event: Event): void => void this.take((event.target as HTMLInputElement).files?.[0]);
    return html`<p class="said" role="status">${stale ? `Nothing to export yet: ${stale}.` : this.said}</p>
      ${this.groups.map(({ heading, kinds }) => html`<section><h3>${heading}</h3><ul>${kinds.map(line)}</ul></section>`)}
      <section><h3>Open a file</h3>
        <div class="drop"><label>A JSON file from here, a network as JSON, or a .net text: drop it anywhere on the page, or choose it.
          <input type="file" accept=".json,.net,.txt,application/json,text/plain" @change=${pick} /></label></div></section>`;
  }
}
customElements.define(tag, Export);

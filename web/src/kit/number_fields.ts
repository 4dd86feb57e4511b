// Fields for numbers: what is typed or pasted is read by the engine, and what it refuses is said at the field.
import { css, html, nothing, type TemplateResult } from "lit";
import { type Bounds, Reader, type Reading } from "../state/numbers.ts";
import type { Asks } from "../state/slice.ts";
import { spelled } from "../text/literal.ts";
import { stepped } from "./slider.ts";

const kPauseMs = 500; // a hand that rests this long hears that what stands there is no number yet

export interface Field extends Bounds {
  /** Its key among the fields of its panel. */
  key: string;
  /** What it is called. */
  name: string;
  /** What it shows while nobody types. */
  value: number;
  /** What the arrow keys add. */
  step: number;
  off?: boolean;
  /** A number while it is typed, which may be a part of what it is to be. */
  follow?(value: number): void;
  /** What was followed does not stay. */
  let_go?(): void;
  /** A number that stays; not called while the field is drawn. */
  take(value: number): void;
}

/** What somebody has typed and is not a number that stays. */
interface Draft {
  text: string;
  /** What the field showed before, and the last number that was followed. */
  was: number;
  followed: number | null;
  refused: string;
  reader: Reader;
  /** Under way: whether it stays. */
  staying: Promise<void> | null;
  pause: ReturnType<typeof setTimeout> | undefined;
}

/** The panel in which they stand. */
interface Host {
  readonly store: { readonly engine: Asks; readonly history: { isolate(): void } };
  requestUpdate(): void;
}

export class NumberFields {
  private readonly drafts = new Map<string, Draft>();

  constructor(private readonly host: Host) {}

  /** What a drawing of the field depends on beside its numbers. */
  state(key: string): string {
    const draft = this.drafts.get(key);
    return draft ? `${draft.text}\n${draft.refused}` : "";
  }

  /** Whether nothing that is no number stands in a field; what stands there is taken first. */
  async settled(field: Field): Promise<boolean> {
    const draft = this.drafts.get(field.key);
    if (draft) await this.stay(field, draft);
    return !this.drafts.has(field.key);
  }

  /** The field; what is refused stays in it until it is mended, or until the number is changed elsewhere. */
  input(field: Field): TemplateResult {
    const { key, name, value, least, most, off = false } = field;
    const known = this.drafts.get(key);
    if (known?.refused && !Object.is(value, known.was) && !Object.is(value, known.followed)) this.drafts.delete(key);
    const draft = this.drafts.get(key);
    const text = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<input class="number" type="text" inputmode="decimal" role="spinbutton" autocomplete="off" spellcheck="false"
      aria-label=${name} aria-valuenow=${Number.isFinite(value) ? value : nothing} aria-valuemin=${least ?? nothing} aria-valuemax=${most ?? nothing}
      aria-invalid=${draft?.refused ? "true" : nothing} aria-describedby=${draft?.refused ? id_of(key) : nothing} ?disabled=${off}
      .value=${draft?.text ?? spelled(value)} @focus=${() => this.begin()}
      @input=${(event: InputEvent) => void this.type(field, text(event), /^insertFrom/.test(event.inputType))}
      @change=${(event: Event) => this.commit(field, text(event))} @keydown=${(event: KeyboardEvent) => void this.press(field, event)} />`;
  }

  /** Why the field takes not what stands in it. */
  refusal(key: string): TemplateResult | typeof nothing {
    const refused = this.drafts.get(key)?.refused;
    return refused
      ? html`<span class="refused" id=${id_of(key)} role="alert"><span class="wrong">✗</span> ${refused}</span>`
      : nothing;
  }

  /** What is typed from now on is a step of undo, and the engine of the page is wanted soon. */
  private begin(): void {
    const { engine, history } = this.host.store;
    history.isolate();
    void engine.in_page.is_ready;
  }

  private drop(key: string): void {
    clearTimeout(this.drafts.get(key)?.pause);
    this.drafts.delete(key);
    this.host.requestUpdate();
  }

  private draft({ key, value }: Field, text: string): Draft {
    const draft: Draft = this.drafts.get(key) ?? {
      text,
      was: value,
      followed: null,
      refused: "",
      reader: new Reader(
        () => this.host.store.engine,
        () => this.drafts.get(key) === draft,
      ),
      staying: null,
      pause: undefined,
    };
    clearTimeout(draft.pause);
    draft.text = text;
    this.drafts.set(key, draft);
    this.host.requestUpdate(); // so that what is drawn next is compared with what stands there
    return draft;
  }

  /** What the engine makes of a draft; null where something newer stands there. */
  private read(field: Field, draft: Draft): Promise<Reading | null> {
    return draft.reader.read(draft.text, field);
  }

  private async type(field: Field, text: string, pasted: boolean): Promise<void> {
    const draft = this.draft(field, text);
    draft.staying = null;
    const reading = await this.read(field, draft);
    if (!reading) return;
    if ("refused" in reading) {
      const say = (): void => this.refuse(draft, reading.refused);
      if (pasted || draft.refused) say();
      else draft.pause = setTimeout(say, kPauseMs);
      return;
    }
    this.refuse(draft, "");
    if (!field.follow) return;
    draft.followed = reading.value;
    field.follow(reading.value);
  }

  private commit(field: Field, text: string): void {
    if (this.drafts.has(field.key) || text !== spelled(field.value)) void this.stay(field, this.draft(field, text));
  }

  private stay(field: Field, draft: Draft): Promise<void> {
    if (draft.staying) return draft.staying;
    const staying = this.take(field, draft).finally(() => {
      if (draft.staying === staying) draft.staying = null;
    });
    draft.staying = staying;
    return staying;
  }

  private async take(field: Field, draft: Draft): Promise<void> {
    const reading = await this.read(field, draft);
    if (!reading) return;
    if ("refused" in reading) {
      this.refuse(draft, reading.refused);
      if (draft.followed !== null) field.let_go?.();
      return;
    }
    this.drop(field.key);
    field.take(reading.value);
  }

  private refuse(draft: Draft, words: string): void {
    draft.refused = words;
    this.host.requestUpdate();
  }

  /** The arrow keys go to the next step; Escape puts the number back that was there. */
  private async press(field: Field, event: KeyboardEvent): Promise<void> {
    const draft = this.drafts.get(field.key);
    if (event.key === "Escape" && draft) {
      event.preventDefault();
      event.stopPropagation();
      this.drop(field.key);
      if (draft.followed !== null) field.let_go?.();
    }
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (by === 0 || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    let from = field.value;
    if (draft) {
      const reading = await this.read(field, draft);
      if (!reading) return;
      if ("refused" in reading) return this.refuse(draft, reading.refused);
      from = reading.value;
    }
    const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY } = field;
    const next = Math.min(most, Math.max(least, stepped(from, field.step, by)));
    this.drop(field.key);
    if (Number.isFinite(next) && next !== field.value) field.take(next);
  }
}

function id_of(key: string): string {
  return `refused-${key.replace(/\s/g, "_")}`;
}

export const number_styles = css`
  .number[aria-invalid="true"] { border-color: var(--wrong); outline-color: var(--wrong); }
  .refused { flex-basis: 100%; font-size: 12px; overflow-wrap: anywhere; }
`;

// The networks that have a page of their own: the presets, those that are shown from their shapes, and the published examples.
import { type Entry as Example, kPublished, short_source, text_of } from "../../src/published/examples.ts";
import { presets } from "../../src/state/presets.ts";

export interface Entry {
  /** Of its page: /n/NAME/. */
  name: string;
  title: string;
  /** What the reader is asked to find out; of an example where it was printed. */
  question: string;
  text: string;
  /** Null of a preset. */
  example: Example | null;
}

export const entries: readonly Entry[] = [
  ...presets.map(({ id, title, question, text }) => ({ name: id, title, question, text, example: null })),
  ...kPublished.map((example) => ({
    name: example.id,
    title: example.title,
    question: `${short_source(example)}: ${example.source.title}`,
    text: text_of(example),
    example,
  })),
];

// The types of `bothways/element`, which defines <both-ways>.
import type { Link } from "./link.js";

export interface Shown {
  token: string | null;
  link: Link;
  step: number;
  outputs: { id: string; value: unknown }[];
  gradient: { id: string; shape: readonly number[]; value: unknown }[];
  problems: { code: string; message: string; severity: string }[];
}

export class BothWaysElement extends HTMLElement {
  link: Link;
  get(): Shown;
  set(link: Link): void;
  step(how?: { by?: number; to?: number }): void;
  run(): void;
  highlight(id: string, index?: number): void;
  begin(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "both-ways": BothWaysElement;
  }
}

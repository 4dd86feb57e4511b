// The buttons that change the size of the graph.
import { html, type TemplateResult } from "lit";
import { whole } from "../view/format.ts";
import type { Viewport } from "./viewport.ts";

export function zoom_tools(viewport: Viewport, fit: () => void): TemplateResult {
  const percent = `${whole(Math.round(viewport.zoom * 100))} %`;
  return html`<div class="tools" role="group" aria-label="Size of the graph">
    <button aria-label="Smaller" @click=${() => viewport.smaller()}>−</button>
    <button aria-label=${`${percent}, back to 100 %`} @click=${() => viewport.whole()}>${percent}</button>
    <button aria-label="Larger" @click=${() => viewport.larger()}>+</button>
    <button @click=${fit}>Fit</button></div>`;
}

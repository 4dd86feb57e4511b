// SVG → PNG with fonts of our own, so that the same picture comes out on every machine.
import { join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import { root } from "../machine.mjs";

const fonts = join(root, "node_modules", "dejavu-fonts-ttf", "ttf");
const fontFiles = ["DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold"].map((name) =>
  join(fonts, `${name}.ttf`),
);
const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans" };

/** @param {string} svg @param {number} width in px @returns {Buffer} a PNG of that width */
export function png(svg, width) {
  return new Resvg(svg, { font, fitTo: { mode: "width", value: width } }).render().asPng();
}

// The picture of a page that search engines and chats show: its title, its question, the graph of its network, and what the
// directions cost, in 1200×630.
import { picture_styles } from "../../src/picture/draw.ts";
import type { Scene } from "../../src/picture/scene.ts";
import { escaped, kCard } from "./head.ts";
import { rules, write_looks } from "./looks.ts";
import { by_itself, drawn } from "./picture.ts";

const kSide = 48; // px on the left and right
const kReadable = 0.4; // of its size a picture keeps its numbers, as they are seen in a chat; smaller it has names alone
const kLargest = 2.4;
const kSans = "DejaVu Sans";
const kMono = "DejaVu Sans Mono";
/** Mean width of a letter of DejaVu Sans as a part of its size; bold letters are wider. */
const kLetter = { normal: 0.58, bold: 0.67 };

export interface Words {
  title: string;
  question: string;
  /** At the foot, in the colours of the directions. */
  along: string;
  against: string;
}

/** A text in lines of at most so many letters; what does not fit in `most` lines ends in an ellipsis. */
export function wrapped(text: string, letters: number, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && [...last, " ", ...word].length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  const kept = lines.slice(0, most);
  const end = kept.at(-1) ?? "";
  kept[most - 1] = `${[...end].slice(0, letters - 1).join("")}…`;
  return kept;
}

/** Custom properties of a light page, out of the sheet of tokens. */
export function names_of(tokens: string): Record<string, string> {
  const [light = ""] = tokens.split("@media");
  const found = [...light.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]);
  return { ...Object.fromEntries(found), "--sans": kSans, "--mono": kMono, "--tint": "26%" };
}

/** The scene in a place, as large as it may be, with its looks. */
function placed(scene: Scene, names: Record<string, string>, top: number, bottom: number): string {
  const [width, height] = [kCard.width - 2 * kSide, bottom - top];
  const fits = Math.min(width / scene.width, height / scene.height, kLargest);
  const picture = drawn(scene, fits >= kReadable ? 1 : Math.min(fits, 0.9));
  write_looks(picture, rules(picture_styles.cssText), { ...names, color: names["--ink"] ?? "" });
  const [w, h] = [scene.width * fits, scene.height * fits];
  const [x, y] = [kSide + (width - w) / 2, top + (height - h) / 2];
  return `<svg x="${x}" y="${y}" width="${w}" height="${h}" viewBox="${scene.left} ${scene.top} ${scene.width} ${scene.height}" font-family="${kSans}" font-size="12">${by_itself(picture)}</svg>`;
}

/** The whole picture as SVG without names: every colour and font is in it. */
export function card(scene: Scene, words: Words, tokens: string): string {
  const names = names_of(tokens);
  const colour = (name: string): string => names[`--${name}`] ?? "#000";
  const wide = kCard.width - 2 * kSide;
  const lines: string[] = [];
  let y = 108;
  const write = (text: string, size: number, weight: "normal" | "bold", fill: string): void => {
    lines.push(
      `<text x="${kSide}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(text)}</text>`,
    );
  };
  lines.push(
    `<text x="${kSide}" y="52" font-size="22" font-weight="bold" fill="${colour("quiet")}">Bothways <tspan fill="${colour("along")}">▸</tspan><tspan fill="${colour("against")}">◂</tspan></text>`,
  );
  for (const line of wrapped(words.title, wide / (44 * kLetter.bold), 2)) {
    write(line, 44, "bold", colour("ink"));
    y += 52;
  }
  y -= 8;
  for (const line of wrapped(words.question, wide / (26 * kLetter.normal), 2)) {
    write(line, 26, "normal", colour("quiet"));
    y += 34;
  }
  const foot = kCard.height - 32;
  const from = y - 12;
  const ends = `<text x="${kSide}" y="${foot}" font-size="22" fill="${colour("against")}">${escaped(words.against)}</text>
    <text x="${kCard.width - kSide}" y="${foot}" font-size="22" text-anchor="end" fill="${colour("along")}">${escaped(words.along)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${kCard.width}" height="${kCard.height}" viewBox="0 0 ${kCard.width} ${kCard.height}" font-family="${kSans}">
    <rect width="${kCard.width}" height="${kCard.height}" fill="${colour("paper")}"/>
    ${lines.join("\n    ")}
    ${placed(scene, names, from, foot - 34)}
    ${ends}
    <path d="M0 0h600v8H0z" fill="${colour("against")}"/><path d="M600 0h600v8H600z" fill="${colour("along")}"/>
  </svg>`;
}

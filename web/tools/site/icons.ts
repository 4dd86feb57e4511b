// What stands for the page among other programs: its mark as icons, and the file that tells a browser how to install it.

const kForward = "M9 2l6 4-6 4z";
const kBackward = "M7 6l-6 4 6 4z";

/** The mark; `room` is what is left free around it, as a part of its side: 0.2 where a system cuts a circle out of it. */
export function icon(names: Readonly<Record<string, string>>, room: number, ground: boolean): string {
  const free = (16 * room) / (1 - 2 * room);
  const side = 16 + 2 * free;
  const paper = ground ? `<path d="M${-free} ${-free}h${side}v${side}h${-side}z" fill="${names["--paper"]}"/>` : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-free} ${-free} ${side} ${side}" width="512" height="512">${paper}<path d="${kForward}" fill="${names["--along"]}"/><path d="${kBackward}" fill="${names["--against"]}"/></svg>`;
}

/** Side in px, file and use of every icon. */
export const kIcons = [
  { size: 180, file: "icon-180.png", room: 0.12, ground: true, purpose: "" },
  { size: 192, file: "icon-192.png", room: 0, ground: false, purpose: "any" },
  { size: 512, file: "icon-512.png", room: 0, ground: false, purpose: "any" },
  { size: 512, file: "icon-mask-512.png", room: 0.2, ground: true, purpose: "maskable" },
] as const;

export function manifest(names: Readonly<Record<string, string>>, description: string): string {
  const icons = kIcons.flatMap(({ size, file, purpose }) =>
    purpose ? [{ src: file, sizes: `${size}x${size}`, type: "image/png", purpose }] : [],
  );
  const made = {
    name: "Bothways",
    short_name: "Bothways",
    description,
    lang: "en",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: names["--paper"],
    theme_color: names["--paper"],
    icons: [...icons, { src: "icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
  };
  return `${JSON.stringify(made, null, 2)}\n`;
}

// The page: <both-ways> as it stands there by itself. The picture of it that was drawn at build is painted before its code runs.
import "../engine/early.ts";

const { className } = document.documentElement; // "drawn": there is a picture
if (className && performance.getEntriesByType("paint").length === 0)
  await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
const page = await import("./first_screen.ts");
page.begin();

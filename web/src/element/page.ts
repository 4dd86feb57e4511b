// The page: <both-ways> as it stands there by itself. Its code comes by an import of its own, so that the picture of the first screen,
// which was drawn at build, is painted before that runs.
import "../engine/early.ts";

const page = await import("./first_screen.ts");
page.begin();

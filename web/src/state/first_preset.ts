// The preset with which the page opens. What the engine says of it is asked when the page is built (web/tools/answers.ts).

export const kFirstPreset = "four-weights-and-a-skip";

// What web/tools/answers.ts puts in the place of this name when the page is built.
declare module "virtual:answers" {
  /** Requests of the page at its start, word for word, with the engine's answers; none where they could not be read. */
  export const answers: Promise<readonly (readonly [request: string, answer: string])[]>;
}

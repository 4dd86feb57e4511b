// The range of a slider: around zero, twice as far as the value, with a hundred steps to each side.

const kSteps = 100;

/** The smallest of 1, 2, 5, 10, 20, 50 … that holds a value twice. */
export function reach(value: number): number {
  const size = Math.abs(value) * 2;
  if (!Number.isFinite(size) || size <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(size));
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= size) ?? 10 * power;
}

export function step_of(reach: number): number {
  return reach / kSteps;
}

/** The next multiple of a step above a number (`by` = 1) or below it (−1). */
export function stepped(value: number, step: number, by: 1 | -1): number {
  const steps = value / step;
  const near = Math.round(steps);
  const from =
    Math.abs(steps - near) < 1e-9 * Math.max(1, Math.abs(near)) ? near : by > 0 ? Math.floor(steps) : Math.ceil(steps);
  return Number(((from + by) * step).toPrecision(12)) + 0;
}

/** The number that a position of the slider stands for, without the noise of binary fractions. */
export function at_step(position: number, reach: number): number {
  const steps = Math.round(position / step_of(reach));
  return Number(((steps * reach) / kSteps).toPrecision(12)) + 0;
}

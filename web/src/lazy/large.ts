// What stands in the place of a graph that has too many numbers to show: the estimate, with its race, its picture and a slice.
import "./totals.ts";
import "./shapes.ts";
import "./slice.ts";

export { tag } from "./training.ts";

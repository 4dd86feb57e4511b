// The types of the JSON API. Generated from engine/api/schema.json by `npm run types`: edit that file, not this one.

export type Request =
  | CatalogueRequest
  | GraphRequest
  | DifferentiateRequest
  | MoreRequest
  | ScaleRequest
  | EstimateRequest
  | PathsRequest
  | BrokenRequest
  | NumberRequest;
export type Network = NetworkText | NetworkJson;
/**
 * Name of a node, unique in its graph.
 */
export type Id = string;
/**
 * [] a scalar, [n] a vector, [rows, columns] a matrix.
 */
export type Shape = number[];
/**
 * A double as its shortest round-trip decimal, or the spelling of a non-finite one.
 */
export type Real = number | ("NaN" | "Infinity" | "-Infinity");
/**
 * Elements of an array, flat and row-major.
 */
export type Reals = Real[];
/**
 * The operations.
 */
export type Nodes = {
  id: Id;
  /**
   * Name of a row of the catalogue.
   */
  op: string;
  /**
   * Operands in order of port.
   */
  in: Id[];
  attrs?: Attrs;
  /**
   * The statement or call that this node belongs to.
   */
  group?: string;
}[];
/**
 * Default: the last node.
 */
export type Outputs = Id[];
/**
 * Default: every leaf with diff true.
 */
export type Wrt = Id[];
/**
 * Numbers for nodes by id: an object, or an array of {id, value} where an id may be any string.
 */
export type NamedReals =
  | {
      [k: string]: Reals;
    }
  | NamedValue[];
/**
 * A part of a differentiate response that is built on request.
 */
export type Include =
  | "value"
  | "tangent"
  | "adjoint"
  | "gradient_forward"
  | "local"
  | "contributions"
  | "cost"
  | "graph"
  | "groups"
  | "steps"
  | "timeline";
/**
 * How a number is stored: 8, 4 or 2 bytes.
 */
export type Dtype = "float64" | "float32" | "bfloat16";
/**
 * Numbers kept for each weight: sgd 0, momentum 1, adam 2.
 */
export type Optimizer = "sgd" | "momentum" | "adam";
export type Response =
  | ErrorResponse
  | CatalogueResponse
  | GraphResponse
  | DifferentiateResponse
  | MoreResponse
  | ScaleResponse
  | EstimateResponse
  | PathsResponse
  | BrokenResponse
  | NumberResponse;
/**
 * The closed list of diagnostic codes.
 */
export type Code =
  | "E_JSON"
  | "E_UTF8"
  | "E_DEPTH"
  | "E_DUP_KEY"
  | "E_KEY"
  | "E_TYPE"
  | "E_VERSION"
  | "E_KIND"
  | "E_EMPTY"
  | "E_CHAR"
  | "E_SYNTAX"
  | "E_NUMBER"
  | "E_ID"
  | "E_DUP_ID"
  | "E_RESERVED"
  | "E_UNKNOWN_NAME"
  | "E_UNKNOWN_OP"
  | "E_ARITY"
  | "E_ATTR"
  | "E_SHAPE"
  | "E_SHAPE_EMPTY"
  | "E_RANK"
  | "E_INDEX"
  | "E_CYCLE"
  | "E_RECURSION"
  | "E_OUTPUT"
  | "E_SEED"
  | "E_WRT"
  | "E_GONE"
  | "E_LIMIT"
  | "E_LIMIT_REPLY"
  | "E_MEMORY"
  | "E_INTERNAL"
  | "W_NONFINITE"
  | "W_UNUSED"
  | "W_INACTIVE"
  | "W_KINK"
  | "W_SATURATED"
  | "W_PREDICTED"
  | "W_LEFT_OUT"
  | "W_SKIPPED"
  | "W_ALIAS"
  | "W_BROADCAST"
  | "W_STATED";
export type Severity = "error" | "warning" | "note";
/**
 * leaf and size declare, block is followed by what is written out many times, list chooses nodes by their names: these four begin a statement. layer and generator are called; constant is a number; clause goes on with the statement before it.
 */
export type WordRole = "leaf" | "size" | "block" | "list" | "layer" | "generator" | "constant" | "clause";
/**
 * along the arrows (forward accumulation) or against them (backpropagation).
 */
export type Direction = "along" | "against";
export type Line = "solid" | "dashed" | "dotted" | "long_dashed" | "dash_dotted" | "wide_dotted" | "dash_dot_dotted";
export type Mark = "circle" | "square" | "triangle" | "diamond" | "triangle_down" | "plus" | "cross";
export type NullableReals = Reals | null;
/**
 * [add, mul, div, cmp, fn, framework_flops], in operations. flops = add + mul + div + cmp; fn counts named functions apart; framework_flops counts a matmul as 2mnk and is flops for other operations.
 */
export type Cost = [number, number, number, number, number, number];
/**
 * As Cost.
 */
export type WideCost = [WideCount, WideCount, WideCount, WideCount, WideCount, WideCount];
/**
 * A count: up to 2^53 a number, above it its decimal digits as a text.
 */
export type WideCount = number | string;
/**
 * A natural number of any size, in decimal digits.
 */
export type Count = string;

/**
 * The contract of bw_call, version 1: a request and the response to it. Arrays are flat and row-major. Fields may be added, never renamed or removed, while v is 1.
 */
export interface BothwaysApi {
  request?: Request;
  response?: Response;
}
export interface CatalogueRequest {
  v: 1;
  kind: "catalogue";
}
export interface GraphRequest {
  v: 1;
  kind: "graph";
  network: Network;
  /**
   * Rewrite the network as scalar operations first.
   */
  expand?: boolean;
  /**
   * True by default. False: no value of a leaf is made, and the limit `elements` does not bind, but `shaped_elements` does. In the answer the text then makes leaves by their generators, and in network the value of such a leaf is empty.
   */
  values?: boolean;
}
/**
 * A network in the network language.
 */
export interface NetworkText {
  /**
   * UTF-8, at most 4 MiB.
   */
  text: string;
}
/**
 * A network as data. Nodes may come in any order.
 */
export interface NetworkJson {
  /**
   * The leaves.
   */
  inputs: {
    id: Id;
    shape?: Shape;
    value: Reals | Real;
    /**
     * True for a param, false (the default) for an input.
     */
    diff?: boolean;
  }[];
  nodes: Nodes;
  outputs?: Outputs;
  wrt?: Wrt;
}
/**
 * Attributes of an operation, such as axis; a const has value: a number, a list of them, or a list of rows.
 */
export interface Attrs {
  [k: string]: Real | boolean | Real[] | Real[][];
}
export interface DifferentiateRequest {
  v: 1;
  kind: "differentiate";
  network: Network;
  at?: NamedReals;
  /**
   * Leaves or nodes that replace the wrt of the network; with expand also scalars such as a1[2]. A computed node is independent there: its derivatives, a finite difference too, are those by the node where it stands.
   */
  wrt?: [Id, ...Id[]];
  seeds?: NamedReals;
  tangent?: NamedReals;
  /**
   * gradient (the default) of the seeded sum, or jacobian: every element of every output by every element of wrt.
   */
  want?: "gradient" | "jacobian";
  modes?: ModeRequest[];
  include?: Include[];
  /**
   * Rewrite the network as scalar operations first.
   */
  expand?: boolean;
  /**
   * Measure seconds; the only part of a response that is not the same for equal requests.
   */
  timing?: boolean;
  /**
   * Make this network the one of the fast lane and say where its numbers lie.
   */
  layout?: boolean;
  /**
   * Version of the counting convention for costs and saved values, up to that of the catalogue, the default: what was given out earlier can be counted as it was then.
   */
  count?: number;
  /**
   * Run the values once more as a prediction does, each freed after its last reader, and say what that costs.
   */
  values_alone?: boolean;
  /**
   * So many elements, from the first on, are written of each seed, tangent, value, adjoint and gradient; all are computed. Absent: every element is written. Jacobians are whole.
   */
  first?: number;
  /**
   * Work above which the runs and gradient_forward are left to `more`: 16 units a step and one a number. The answer then has `more`, and its runs are pending. Absent: everything is in the answer.
   */
  parts?: number;
}
/**
 * The elements of one node.
 */
export interface NamedValue {
  id: Id;
  value: Reals;
}
/**
 * One schedule to run.
 */
export interface ModeRequest {
  /**
   * Name of a mode of the catalogue.
   */
  mode: string;
  /**
   * How many directions one sweep carries; "all" is all of them. The last chunk is not padded.
   */
  chunk?: number | "all";
  /**
   * Compute values and local coefficients once and sweep only tangents again.
   */
  keep_values?: boolean;
  /**
   * Into how many segments of equally many steps the execution order is cut, going back; "sqrt" (the default of checkpointed): the root of the steps. Of segments, budget_bytes and checkpoints one may be given.
   */
  segments?: number | "sqrt";
  /**
   * The most that inner_peak_bytes may be: the least flops + fn are made again within it, proven on chains of up to 120 steps. In an estimate bytes of the dtype. "least": the smallest for which there is a way.
   */
  budget_bytes?: number | "least";
  /**
   * How many values Revolve may hold, the input among them; on a chain of equal steps.
   */
  checkpoints?: number;
  /**
   * The sweep that steps and timeline are of, from 1 (the default) to the sweeps of the run.
   */
  pass?: number;
}
/**
 * Goes on with what a differentiate request left over. The parts put together are the answer that the request would have had without `parts`.
 */
export interface MoreRequest {
  v: 1;
  kind: "more";
  /**
   * The number in `more` of the answer. The engine keeps the last eight; E_GONE where it is none of them, as after it was started anew.
   */
  of: number;
  /**
   * How many runs, from the first on, are there already and not pending.
   */
  have: number;
  /**
   * About how much is done before it is answered, in units as in `parts`: 16 a step and one a number.
   */
  work: number;
}
/**
 * What the modes cost as a size that the text declares takes other values.
 */
export interface ScaleRequest {
  v: 1;
  kind: "scale";
  network: NetworkText;
  /**
   * Name of a size that the text declares: `size n = 4`.
   */
  vary: string;
  /**
   * Its values, in the order of the points of the answer.
   */
  sizes: [number, ...number[]];
  /**
   * As in differentiate; jacobian for a network of several outputs.
   */
  want?: "gradient" | "jacobian";
  modes?: ModeRequest[];
  /**
   * As in differentiate.
   */
  count?: number;
}
/**
 * What a network costs to run and to train, from its shapes alone: no value of it is made, and the limit `elements` does not bind; `shaped_elements` does.
 */
export interface EstimateRequest {
  v: 1;
  kind: "estimate";
  network: NetworkText | ShapedNetwork;
  /**
   * As in differentiate.
   */
  wrt?: Id[];
  /**
   * Examples, 1 by default. Every node that depends on an `input` is there once for each: its value, its adjoint and their costs count so often. Params, what is computed from params alone, and the gradients of both are there once. Where an `input` of the network holds rows of a batch already, this multiplies them.
   */
  batch?: number;
  dtype?: Dtype;
  optimizer?: Optimizer;
  /**
   * More schedules to predict, as in differentiate; referees are refused.
   */
  modes?: ModeRequest[];
  /**
   * Parts of the answer: nodes and statements by default.
   */
  include?: ("nodes" | "statements" | "graph" | "timeline")[];
  /**
   * As in differentiate.
   */
  count?: number;
}
/**
 * A network as data, of whose leaves the shape is enough.
 */
export interface ShapedNetwork {
  /**
   * The leaves, each with a shape or a value.
   */
  inputs: {
    id: Id;
    shape?: Shape;
    value?: Reals | Real;
    diff?: boolean;
  }[];
  nodes: Nodes;
  outputs?: Outputs;
  wrt?: Wrt;
}
/**
 * The paths along which one node depends on another: how many there are, the first of them, and their sum. An edge is an operand of a node that a derivative passes from, so x*x has two. Only `from` is independent: the wrt of the network cuts nothing.
 */
export interface PathsRequest {
  v: 1;
  kind: "paths";
  network: Network;
  from?: Id;
  to?: Id;
  /**
   * How many paths are listed; all are counted. Default: 20.
   */
  limit?: number;
  at?: NamedReals;
  /**
   * Rewrite the network as scalar operations first.
   */
  expand?: boolean;
}
/**
 * What typical broken implementations of backpropagation make of a network, beside its right gradient. Their numbers are wrong on purpose: they are no mode. They run on the network expanded to scalars.
 */
export interface BrokenRequest {
  v: 1;
  kind: "broken";
  network: Network;
  at?: NamedReals;
  seeds?: NamedReals;
}
/**
 * What a reader has typed or pasted where one number is asked for.
 */
export interface NumberRequest {
  v: 1;
  kind: "number";
  /**
   * A number of the network language with at most a minus before it, or as the page prints it: U+2212 for the minus, U+202F, U+2009 or U+00A0 between groups of three digits, Infinity, ∞, NaN. Anything else is an error.
   */
  text: string;
}
/**
 * Any refused request. kind is null where the request did not say a known one.
 */
export interface ErrorResponse {
  v: 1;
  kind:
    ("catalogue" | "graph" | "differentiate" | "more" | "scale" | "estimate" | "paths" | "broken" | "number") | null;
  ok: false;
  /**
   * The first 20 in the order of the text.
   */
  diagnostics: Diagnostic[];
  diagnostics_total: number;
}
export interface Diagnostic {
  code: Code;
  severity: Severity;
  /**
   * What was seen and what was expected.
   */
  message: string;
  /**
   * What to do about it; may be empty.
   */
  hint: string;
  /**
   * The place in the request, as in $.nodes[3].
   */
  path?: string;
  span?: Span;
}
/**
 * A place in the network text. Lines and columns count from 1; a column is a code point; the end is exclusive.
 */
export interface Span {
  line: number;
  column: number;
  end_line: number;
  end_column: number;
}
export interface CatalogueResponse {
  v: 1;
  kind: "catalogue";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  version: string;
  /**
   * Version of the counting convention.
   */
  count: number;
  /**
   * All versions, in their order.
   */
  conventions: Convention[];
  limits: LimitInfo[];
  ops: OpInfo[];
  /**
   * What the language has beside operations.
   */
  words: WordInfo[];
  modes: ModeInfo[];
  kinds: KindInfo[];
  choices: ChoiceInfo[];
  codes: CodeInfo[];
}
/**
 * A version of the counting convention.
 */
export interface Convention {
  /**
   * The version.
   */
  count: number;
  /**
   * The rows that are counted otherwise since.
   */
  ops: string[];
  doc: string;
}
export interface LimitInfo {
  name: string;
  value: number;
  unit: string;
  doc: string;
}
/**
 * One row of the op table, all but its functions.
 */
export interface OpInfo {
  name: string;
  category: string;
  aliases: string[];
  /**
   * Its operator in the language, or empty.
   */
  symbol: string;
  arity: number;
  /**
   * What each operand is called.
   */
  ports: string[];
  attrs: AttrInfo[];
  doc: string;
  /**
   * With {0}, {1} for the operands.
   */
  latex: string;
  /**
   * One for each operand.
   */
  derivative_latex: string[];
  /**
   * The policy at kinks, ties and the border of the domain; empty where there is none.
   */
  kink: string;
  /**
   * True where its derivative by the second operand is the third, and not that of its value, the first; absent: false.
   */
  states?: boolean;
  saturation?: Saturation;
  /**
   * A range of operands on which the row is smooth, for samples and tests.
   */
  domain: [number, number];
  torch: string;
  jax: string;
  numpy: string;
}
export interface AttrInfo {
  name: string;
  type: "real" | "integer" | "boolean" | "integers" | "numbers";
  /**
   * Of a real number: its value where it is absent.
   */
  default?: number;
  doc: string;
}
export interface Saturation {
  below: number | null;
  above: number | null;
  formula: string;
}
/**
 * A word of the language that is no operation.
 */
export interface WordInfo {
  text: string;
  role: WordRole;
  /**
   * What follows it; of a constant its digits.
   */
  form: string;
  doc: string;
}
export interface ModeInfo {
  name: string;
  /**
   * A few words for it.
   */
  label: string;
  direction: Direction;
  /**
   * The one of its direction that is run where none is named.
   */
  default_of_direction: boolean;
  doc: string;
  /**
   * Where the scheme is described.
   */
  source: string;
  /**
   * Which of chunk, keep_values, segments, budget_bytes and checkpoints it takes.
   */
  options: string[];
  schedules: Schedule[];
  pen?: Pen;
  /**
   * Knows no rule of differentiation (finite differences, complex step): compared with, never counted as a way, not in the agreement.
   */
  referee: boolean;
}
/**
 * A standard way to run a mode.
 */
export interface Schedule {
  /**
   * With {sweeps} and {directions} for the figures of a run.
   */
  title: string;
  request: ModeRequest;
  pen: Pen;
  /**
   * There where it is shown by default for a Jacobian alone: for a gradient it is another schedule again.
   */
  want?: "jacobian";
}
/**
 * How the curve of a run is told apart from the others of its direction: no two have the same line, nor the same mark.
 */
export interface Pen {
  line: Line;
  mark: Mark;
}
/**
 * A kind of request. Fields of its answer are named by the keys on the way to them, without the places in lists, as in `nodes.cost`; each stands for all that is below it.
 */
export interface KindInfo {
  name: string;
  doc: string;
  /**
   * What may be shown whatever a quiz hides: names, shapes, costs.
   */
  safe: string[];
  /**
   * Numbers, and sentences with numbers, that may be shown but for those that a quiz hides. What is neither safe nor compared is hidden while anything is.
   */
  compared: string[];
}
/**
 * What the engine does where the rules leave a choice, for all operations alike.
 */
export interface ChoiceInfo {
  name: string;
  doc: string;
}
export interface CodeInfo {
  code: Code;
  severity: Severity;
  doc: string;
}
export interface GraphResponse {
  v: 1;
  kind: "graph";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  graph: Graph;
  /**
   * The network in the language, one operation a line.
   */
  text: string;
  network: NetworkJson;
  /**
   * The sizes that the text declares, in its order.
   */
  sizes: SizeInfo[];
  /**
   * Where they were left out.
   */
  values?: false;
}
export interface Graph {
  /**
   * In order of execution: leaves first, then the program.
   */
  nodes: GraphNode[];
  outputs: Id[];
  wrt: Id[];
}
export interface GraphNode {
  id: Id;
  /**
   * Name of its row.
   */
  op: string;
  /**
   * Category of its row; "leaf" for inputs and params, "const" for literals.
   */
  category: string;
  /**
   * Operands in order of port.
   */
  inputs: Id[];
  /**
   * Every use of this node, in program order, then port.
   */
  consumers: Use[];
  shape: Shape;
  /**
   * Depends on an element of wrt.
   */
  active: boolean;
  /**
   * Active, and has a path to a seed.
   */
  connected: boolean;
  /**
   * Id of the statement (or call) that made this node.
   */
  group: string;
  /**
   * The statement as written, for the last node of a statement; else the operation.
   */
  label: string;
  /**
   * The operation with its operands as LaTeX.
   */
  latex: string;
  span: Span | null;
  attrs: Attrs;
  of?: Origin;
}
export interface Use {
  node: Id;
  /**
   * Operand position, from 0.
   */
  port: number;
}
/**
 * The element of a node of the network as written that a scalar of the expanded one stands for, or helps to compute.
 */
export interface Origin {
  node: Id;
  /**
   * From 0, row-major.
   */
  element: number;
  /**
   * False: the scalar is that element. True: a product, partial sum or literal on the way to it.
   */
  inner: boolean;
}
/**
 * A size that the text declares: what scale may vary.
 */
export interface SizeInfo {
  id: string;
  value: number;
  span: Span;
  value_span: Span;
}
export interface DifferentiateResponse {
  v: 1;
  kind: "differentiate";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  /**
   * The cotangents in force for the adjoint column.
   */
  seeds: NamedValue[];
  /**
   * The direction in force for the tangent column.
   */
  tangent: NamedValue[];
  graph?: Graph;
  nodes: NodeResult[];
  /**
   * In program order of their last nodes.
   */
  groups?: Group[];
  /**
   * With cost only: one a direction.
   */
  gauges?: Gauge[];
  runs: Run[];
  /**
   * What a prediction costs: values alone, each freed after its last reader.
   */
  values_alone?: {
    cost: Cost;
    memory: Memory;
    predicted: boolean;
  };
  check_cost?: CheckCost;
  agreement: Agreement;
  /**
   * Where definitions that are called state their derivatives (`def f(x) = … with df = …`): each beside that of its expression, by the complex step. In program order; calls beyond some 2e7 operations together are left out.
   */
  stated?: StatedDerivative[];
  layout?: Layout;
  /**
   * Where something is left over (`parts`): the number by which more is asked for, and derivative sweeps of the whole, those of the check too.
   */
  more?: {
    of: number;
    sweeps: number;
  };
}
export interface NodeResult {
  id: Id;
  value?: Reals;
  tangent?: NullableReals;
  adjoint?: NullableReals;
  gradient_forward?: NullableReals;
  /**
   * Largest |adjoint − gradient_forward| / scale; null if inactive.
   */
  difference?: Real | null;
  /**
   * Largest sum of |contributions| to an element with a finite adjoint.
   */
  scale?: Real | null;
  local?: Local[];
  contributions?: Contribution[];
  cost?: NodeCost;
  /**
   * Bytes of its value; 0 for a const.
   */
  bytes?: number;
  saved_for?: SavedFor[];
}
/**
 * The derivative along one edge.
 */
export interface Local {
  input: Id;
  port: number;
  jacobian: NullableReals;
  /**
   * [elements of the node, elements of the operand].
   */
  shape: number[];
}
/**
 * What one use of a node adds to its adjoint: product = localᵀ · upstream. Arrays above 64 numbers are null.
 */
export interface Contribution {
  consumer: Id;
  port: number;
  local: NullableReals;
  upstream: NullableReals;
  product: NullableReals;
}
/**
 * Cost of one sweep at this node.
 */
export interface NodeCost {
  value: Cost;
  tangent: Cost;
  adjoint: Cost;
}
/**
 * An adjoint step that needs a number of this node, and which.
 */
export interface SavedFor {
  node: Id;
  what: "input" | "output" | "hidden";
}
/**
 * A statement as one node. Leaves and literals are in no group. Where a group has one exit, the sum over the groups that read a node of localᵀ · adjoint of the exit is the adjoint of the node, seeds apart.
 */
export interface Group {
  /**
   * As group of its nodes.
   */
  id: string;
  output: Id;
  /**
   * Its computed nodes, in program order.
   */
  members: Id[];
  /**
   * The nodes outside the group that it reads, each once, in the order of their first use; literals apart.
   */
  operands: Id[];
  /**
   * Members that are read outside the group, or are outputs, or that nothing reads; one for most statements.
   */
  exits: Id[];
  /**
   * One for each exit and operand.
   */
  local: GroupLocal[];
}
/**
 * The derivative of a node of a group by a node outside it, summed over the paths inside the group alone; in no cost.
 */
export interface GroupLocal {
  of: Id;
  operand: Id;
  jacobian: NullableReals;
  /**
   * [elements of of, elements of the operand].
   */
  shape: number[];
}
/**
 * How much the derivative costs beside the value alone, in flops + fn, for one sweep in one direction: (value and derivative) / value, counted; and the bound that the rows in use give it. The cheap gradient principle: Griewank & Walther, Evaluating Derivatives, 2008, ch. 3 and 4.
 */
export interface Gauge {
  direction: Direction;
  /**
   * Null where the value costs nothing.
   */
  ratio: number | null;
  /**
   * The largest (value + coef + vjp + adds) / value over the nodes, from the cost formulas of their rows; adds: each contribution to an adjoint as if it were no first one. A node whose value costs nothing (transpose, slice …) is charged to one that reads it, or to one that it reads. Null where there is none to charge.
   */
  bound: number | null;
  /**
   * The node where it is reached.
   */
  bound_node: Id | null;
}
export interface Run {
  mode: string;
  direction: Direction;
  /**
   * The schedule in words.
   */
  title: string;
  chunk?: number | "all";
  keep_values?: boolean;
  segments?: number | "sqrt";
  budget_bytes?: number | "least";
  checkpoints?: number;
  /**
   * Derivative sweeps in all.
   */
  sweeps: number;
  /**
   * Directions carried in all: elements of wrt, or of the outputs (1 for a gradient) going back; of a mode that colours them, their colours.
   */
  directions: number;
  cuts?: RunCuts;
  colouring?: RunColouring;
  /**
   * Absent where predicted.
   */
  gradient?: GradientBlock[];
  /**
   * Absent where predicted.
   */
  jacobian?: JacobianBlock[];
  cost: RunCost;
  memory: Memory;
  /**
   * Of one sweep: the first, or the pass that was asked for.
   */
  steps?: Step[];
  /**
   * Wall time of the run, with timing only.
   */
  seconds?: number;
  max_relative?: Real;
  /**
   * True: not run, above the budget of a call or not yet; costs and bytes come from the rows' formulas.
   */
  predicted: boolean;
  /**
   * True where it is predicted so far, and `more` brings it executed.
   */
  pending?: boolean;
}
/**
 * Of a mode that cuts the execution order.
 */
export interface RunCuts {
  /**
   * Pieces of the execution order, those of pieces too.
   */
  segments: number;
  /**
   * With budget_bytes: true where nothing within it makes less again.
   */
  proven?: boolean;
}
/**
 * Of a mode in which columns of the Jacobian (going along), or rows (going back), share a sweep where they have no place in common that is not structurally zero. Elements are numbered through: those of wrt, or of the outputs, one node after the other.
 */
export interface RunColouring {
  colours: number;
  /**
   * The most of them that have one place in common: no colouring takes fewer colours.
   */
  at_least: number;
  /**
   * The colour of each, from 0, in the order in which they come first.
   */
  of: number[];
  /**
   * The rows (columns) of each in which it is not structurally zero, ascending. Absent where predicted.
   */
  met?: number[][];
}
export interface GradientBlock {
  id: Id;
  shape: Shape;
  value: Reals;
}
export interface JacobianBlock {
  of: Id;
  wrt: Id;
  /**
   * [elements of of, elements of wrt].
   */
  shape: number[];
  value: Reals;
}
/**
 * Over all sweeps of the run.
 */
export interface RunCost {
  value: Cost;
  derivative: Cost;
  recomputed?: Cost;
  total: Cost;
}
/**
 * By the memory model: 8 bytes a number, one buffer a node, scratch inside a step not counted.
 */
export interface Memory {
  /**
   * Values of the leaves; in no other figure.
   */
  inputs_bytes: number;
  peak_bytes: number;
  /**
   * Peak without the tangents and adjoints of leaves and of wrt.
   */
  inner_peak_bytes: number;
  /**
   * Non-leaf values live when the value sweep ends; 0 where nothing is saved.
   */
  saved_bytes: number;
  /**
   * The part of them that an adjoint step needs.
   */
  saved_for_adjoint_bytes: number;
  timeline?: TimelinePoint[];
}
export interface TimelinePoint {
  step: number;
  /**
   * Bytes live while the step computes, without the values of leaves.
   */
  live_bytes: number;
  /**
   * Bytes live when the step has freed what it could.
   */
  live_bytes_after: number;
  /**
   * live_bytes without the tangents and adjoints of leaves and of wrt.
   */
  inner_live_bytes: number;
  /**
   * As in the step.
   */
  again?: boolean;
  /**
   * As in the step.
   */
  cut?: boolean;
}
/**
 * One row applied to one node, or the seeding of one node.
 */
export interface Step {
  step: number;
  /**
   * value: the value alone; tangent: value and tangent together (the tangent alone where values are kept); adjoint.
   */
  sweep: "value" | "tangent" | "adjoint";
  /**
   * From 1.
   */
  pass: number;
  node: Id;
  /**
   * True where the step only writes a seed.
   */
  seed: boolean;
  /**
   * True where a value is made again.
   */
  again?: boolean;
  /**
   * True where the execution order is cut behind the step: what later steps read is kept until the sweep back comes there.
   */
  cut?: boolean;
  reads: Read[];
  terms: Term[];
  allocates: Buffer[];
  frees: Buffer[];
  cost: Cost;
  live_bytes: number;
  live_bytes_after: number;
  /**
   * Sum of adjoint so far × tangent over the active values live across the cut behind this step; the same number at every point. Null in a value step, and where a sweep carries more than one direction.
   */
  cut_sum: Real | null;
}
export interface Read {
  node: Id;
  what: "value" | "tangent" | "adjoint" | "saved";
}
/**
 * One product of a step. In a tangent step it comes from an operand (to = that operand), in an adjoint step it goes to one. Arrays above 64 numbers are null.
 */
export interface Term {
  to: Id;
  port: number;
  local: NullableReals;
  upstream: NullableReals;
  product: NullableReals;
  sum_after: NullableReals;
}
export interface Buffer {
  node: Id;
  what: "value" | "tangent" | "adjoint" | "saved";
  bytes: number;
}
/**
 * What gradient_forward cost; in no total.
 */
export interface CheckCost {
  sweeps: number;
  total: Cost;
}
export interface Agreement {
  max_relative: Real;
  /**
   * Where; null where nothing was compared.
   */
  node: Id | null;
  dot_test: DotTest | null;
}
/**
 * ⟨ȳ, Jv⟩ against ⟨Jᵀȳ, v⟩; relative to the sum of the absolute terms over all paths.
 */
export interface DotTest {
  left: Real;
  right: Real;
  relative: Real;
}
/**
 * A call of a definition that states its derivative, and one node that its expression reads and that depends on wrt.
 */
export interface StatedDerivative {
  /**
   * The value of the call.
   */
  node: string;
  /**
   * What its expression reads.
   */
  by: string;
  /**
   * Whether it is an argument of the call; else nothing passes to it.
   */
  argument: boolean;
  /**
   * How each element of the call moves with all elements of that node together, by what is stated; null above 64.
   */
  stated: Reals | null;
  /**
   * The same of its expression, by the complex step.
   */
  body: Reals | null;
  difference: Real;
  /**
   * They differ only where elements move apart: the expression mixes its elements, which one factor each cannot say.
   */
  mixes: boolean;
}
/**
 * Places in the block of the fast lane, counted in numbers: for each node, in the order of nodes, where its first element's value, tangent and adjoint stand; the others follow, row by row. null: no derivative. Absent where the block would be too large.
 */
export interface Layout {
  /**
   * Length of the block.
   */
  numbers: number;
  value: number[];
  tangent: (number | null)[];
  adjoint: (number | null)[];
}
/**
 * One part. The last, where done is true, has what is known at the end alone: all diagnostics, agreement, and the check.
 */
export interface MoreResponse {
  v: 1;
  kind: "more";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  of: number;
  done: boolean;
  sweeps_done: number;
  /**
   * The place of the first of these runs among all.
   */
  first: number;
  /**
   * Those that are finished and not there yet; with done, from the first referee on again.
   */
  runs: Run[];
  /**
   * Of every node what the check found, where it was asked for.
   */
  nodes?: CheckedNode[];
  check_cost?: CheckCost;
  agreement?: Agreement;
}
export interface CheckedNode {
  id: Id;
  gradient_forward: NullableReals;
  difference: Real | null;
  scale: Real | null;
}
export interface ScaleResponse {
  v: 1;
  kind: "scale";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  vary: string;
  /**
   * Size by size in the order of the request, mode by mode; a mode that a network is too large for is left out, with a diagnostic.
   */
  points: ScalePoint[];
}
/**
 * One schedule at one size.
 */
export interface ScalePoint {
  /**
   * The value of the size that varies.
   */
  size: number;
  /**
   * Numbers in all nodes of the network, inputs included.
   */
  elements: number;
  mode: string;
  direction: Direction;
  /**
   * The schedule in words.
   */
  title: string;
  chunk?: number | "all";
  keep_values?: boolean;
  segments?: number | "sqrt";
  budget_bytes?: number | "least";
  checkpoints?: number;
  /**
   * As in a run.
   */
  sweeps: number;
  /**
   * As in a run.
   */
  directions: number;
  cost: EstimatedRunCost;
  inputs_bytes: WideCount;
  peak_bytes: WideCount;
  inner_peak_bytes: WideCount;
  saved_bytes: WideCount;
  /**
   * True: above the budget of the request, or of more numbers than `elements` allows, so not run; the figures come from the rows' formulas.
   */
  predicted: boolean;
}
export interface EstimatedRunCost {
  value: WideCost;
  derivative: WideCost;
  recomputed?: WideCost;
  total: WideCost;
}
/**
 * All of it is predicted. What an execution counts is the same to the unit for a batch of 1 in float64: training as the default run against the arrows with a seed at every output, prediction as values_alone of differentiate.
 */
export interface EstimateResponse {
  v: 1;
  kind: "estimate";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  batch: number;
  dtype: Dtype;
  number_bytes: number;
  /**
   * Every type with the bytes of a number.
   */
  dtypes: {
    name: Dtype;
    bytes: number;
  }[];
  /**
   * What an execution computes in, whatever the dtype.
   */
  arithmetic: "float64";
  predicted: true;
  elements: WideCount;
  weights: WideCount;
  weights_bytes: WideCount;
  data_bytes: WideCount;
  gradient_bytes: WideCount;
  optimizer: Optimizer;
  optimizer_bytes: WideCount;
  /**
   * The same of every optimizer.
   */
  optimizers: {
    name: Optimizer;
    numbers_per_weight: number;
    bytes: WideCount;
  }[];
  prediction: EstimatedFigures;
  training: EstimatedFigures;
  /**
   * One for each of modes.
   */
  runs: EstimatedRun[];
  /**
   * In the order of their first nodes: declared leaves come first.
   */
  statements?: EstimatedStatement[];
  /**
   * All but consts.
   */
  nodes?: EstimatedNode[];
  graph?: Graph;
}
/**
 * Of all examples of the batch together. An operand that the examples share gets the sum of what each adds to its adjoint, counted as the rows of a matrix are: (batch − 1) adds an element beside the products, and a sign once after the sum. What a network of B rows counts is the same to the unit, but for what reduces over its rows. The losses of the examples are not added up, neither as values nor as tangents: `mse` over B rows has B − 1 adds more than B losses have, and B − 1 divisions less; adjoints count the same.
 */
export interface EstimatedFigures {
  cost: EstimatedRunCost;
  memory: EstimatedMemory;
}
/**
 * As Memory, in bytes of the dtype.
 */
export interface EstimatedMemory {
  inputs_bytes: WideCount;
  peak_bytes: WideCount;
  inner_peak_bytes: WideCount;
  saved_bytes: WideCount;
  saved_for_adjoint_bytes: WideCount;
  /**
   * With `timeline`, of prediction and of training: inner live bytes while each step of the sweeps computes, in order.
   */
  timeline?: WideCount[];
}
/**
 * One schedule: fields as in Run.
 */
export interface EstimatedRun {
  mode: string;
  direction: Direction;
  title: string;
  chunk?: number | "all";
  keep_values?: boolean;
  segments?: number | "sqrt";
  budget_bytes?: number | "least";
  checkpoints?: number;
  sweeps: WideCount;
  directions: WideCount;
  cuts?: RunCuts;
  cost: EstimatedRunCost;
  memory: EstimatedMemory;
}
/**
 * The nodes of one statement together; the params of a dense layer belong to the statement that makes them.
 */
export interface EstimatedStatement {
  /**
   * The group of its nodes.
   */
  id: string;
  node: Id;
  shape: Shape;
  /**
   * Its last node is there once for each example.
   */
  per_example: boolean;
  nodes: number;
  weights: WideCount;
  cost: EstimatedCost;
  bytes: WideCount;
  kept_bytes: WideCount;
}
export interface EstimatedCost {
  value: WideCost;
  adjoint: WideCost;
}
export interface EstimatedNode {
  id: Id;
  op: string;
  /**
   * Its place in statements.
   */
  statement: number;
  shape: Shape;
  /**
   * It depends on an `input`, and is there once for each example.
   */
  per_example: boolean;
  cost: EstimatedCost;
  bytes: WideCount;
  kept_bytes: WideCount;
  /**
   * The adjoint steps that read it.
   */
  saved_for: SavedFor[];
}
export interface PathsResponse {
  v: 1;
  kind: "paths";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  from: Id;
  to: Id;
  /**
   * Elements of `to`.
   */
  rows: number;
  /**
   * Elements of `from`.
   */
  cols: number;
  count: Count;
  /**
   * How many paths have which length, exactly, in ascending order; lengths that none has are left out. null where that would take too long; a diagnostic says so.
   */
  lengths: LengthCount[] | null;
  /**
   * The first ones. Of two paths that part at a node, the one whose next edge leads to the earlier node in the order of nodes, or to the lower port of the same node, comes first.
   */
  paths: Path[];
  /**
   * Whether `paths` has every path. Where a limit of the engine and not that of the request cut it short, a diagnostic says so.
   */
  all_listed: boolean;
  sum: NullableReals;
  /**
   * The derivative of `to` by `from` as one mode of each direction finds it, not from paths. rows × cols, row-major, up to 64 numbers, else null; null too above the budget of a call, with a diagnostic.
   */
  gradient: {
    forward: NullableReals;
    reverse: NullableReals;
  };
  /**
   * What it takes to sum over all paths: each for itself, or with common parts taken out.
   */
  work: {
    one_by_one: OneByOneWork;
    forward: FactoredWork;
    reverse: FactoredWork;
  };
  /**
   * Edges on a path from `from` to `to`.
   */
  edges: number;
}
export interface LengthCount {
  /**
   * In edges.
   */
  length: number;
  count: Count;
}
export interface Path {
  /**
   * From `from` to `to`, one more than edges.
   */
  nodes: Id[];
  /**
   * Of each edge: which operand of its second node the first one is, from 0.
   */
  ports: number[];
  /**
   * One an edge.
   */
  factors: PathFactor[];
  product: NullableReals;
}
/**
 * The local derivative along one edge.
 */
export interface PathFactor {
  /**
   * [elements of the node, elements of its operand]; [1, 1] between scalars.
   */
  shape: number[];
  value: NullableReals;
}
/**
 * Edge products and adds, not flops, where each path is multiplied for itself: the sum of length − 1 over all paths (none for a path without an edge), and one add for each path but the first.
 */
export interface OneByOneWork {
  products: Count;
  adds: Count;
}
/**
 * Edge products and adds, not flops, of one sweep over the nodes between the two, each of which holds one sum: over the paths to it (forward) or from it (reverse). products: one for each edge, also where the sweep begins and the other factor is the seed, 1. adds: k − 1 for each node at which k edges meet, that come in (forward) or go out (reverse).
 */
export interface FactoredWork {
  products: number;
  adds: number;
}
export interface BrokenResponse {
  v: 1;
  kind: "broken";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  /**
   * The right one, by the reverse mode: the same as in a differentiate response.
   */
  gradient: GradientBlock[];
  /**
   * Every broken engine, in a fixed order.
   */
  engines: BrokenEngine[];
}
/**
 * One mistake, and what comes of it. Adjoints are 0 before the seeds are set; operands that no derivative passes from are left out, as are nodes without a path to a seed. A node's operands are visited from the last port to the first.
 */
export interface BrokenEngine {
  id: string;
  /**
   * What it does wrong, in a few words.
   */
  title: string;
  /**
   * All of it, mistake included: lines, two spaces a level.
   */
  pseudocode: string[];
  /**
   * Why it is wrong, on any network, in one sentence.
   */
  why: string;
  /**
   * What it gives in place of the gradient: wrong, but where `right` is true. null where it was stopped.
   */
  gradient: GradientBlock[] | null;
  /**
   * Whether this gradient is right all the same: within 1e-12 of the sum of |products| over all paths or, where the engine makes so many sums that this is less, within their rounding. null where there is none.
   */
  right: boolean | null;
  /**
   * null where every adjoint is right, and where it was stopped. An adjoint can be wrong on the way to a right gradient.
   */
  first_wrong: FirstWrong | null;
  /**
   * Of an engine that calls itself: how many calls the whole gradient takes, exactly, one for each path back from a seeded scalar, of any length; also where they were too many to be made. null for the others.
   */
  calls: Count | null;
  /**
   * Scalar nodes processed, not flops; a node that is processed again counts again.
   */
  work: {
    /**
     * By this engine, until it ended or was stopped.
     */
    visits: number;
    /**
     * By the right sweep back, which processes every node once.
     */
    reverse: number;
  };
  /**
   * It would process more nodes than the limit `broken_visits`.
   */
  stopped: boolean;
}
/**
 * The first node, going back from the outputs as the right sweep does, at which an adjoint is wrong.
 */
export interface FirstWrong {
  node: Id;
  of: Origin;
  got: Real;
  right: Real;
  /**
   * How the mistake made this number, in one sentence with its figures, of six digits.
   */
  why: string;
}
export interface NumberResponse {
  v: 1;
  kind: "number";
  ok: true;
  diagnostics: Diagnostic[];
  diagnostics_total: number;
  value: Real;
  /**
   * How many digits were written, from the first that is not 0; 0 for a name such as NaN.
   */
  digits: number;
  last_place: Real;
}

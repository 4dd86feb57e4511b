// Convolutions and pools in the words of each library, and their ways back in NumPy, window by window.
import { type Library, number_of, type Piece } from "./piece.ts";
import { python_tuple } from "./python.ts";

/** The helpers of the NumPy programs, spelled apart from the engine's loops: windows are views of the padded array. */
export const kWindowHelpers: Record<string, string> = {
  conv: `def conv(x, w, stride, padding):
    seen = np.lib.stride_tricks.sliding_window_view(np.pad(x, [(n, n) for n in padding]), w.shape)[(np.s_[::stride],) * w.ndim]
    return np.sum(seen * w, axis=tuple(range(-w.ndim, 0)))`,
  conv_bar: `def conv_bar(x, w, g, stride, padding):
    """Each element of g goes to what the kernel met there, times the kernel."""
    whole = np.zeros([extent + 2 * n for extent, n in zip(x.shape, padding)])
    for at in np.ndindex(g.shape):
        whole[tuple(np.s_[a * stride:a * stride + k] for a, k in zip(at, w.shape))] += g[at] * w
    return whole[tuple(np.s_[n:n + extent] for extent, n in zip(x.shape, padding))]`,
  kernel_bar: `def kernel_bar(x, w, g, stride, padding):
    """The kernel gets what it met, times the elements of g."""
    seen = np.lib.stride_tricks.sliding_window_view(np.pad(x, [(n, n) for n in padding]), w.shape)[(np.s_[::stride],) * w.ndim]
    return np.tensordot(g, seen, w.ndim)`,
  pool_windows: `def pool_windows(x, size, stride, padding, axes, fill):
    x = np.pad(x, [(0, 0)] * (x.ndim - axes) + [(padding, padding)] * axes, constant_values=fill)
    seen = np.lib.stride_tricks.sliding_window_view(x, (size,) * axes, tuple(range(-axes, 0)))
    return seen[(np.s_[:],) * (x.ndim - axes) + (np.s_[::stride],) * axes]`,
  pool_bar: `def pool_bar(x, part, g, size, stride, padding, axes):
    """Each element of g goes to its window, to each place the part that it has."""
    kept = x.ndim - axes
    whole = np.zeros(x.shape[:kept] + tuple(extent + 2 * padding for extent in x.shape[kept:]))
    for at in np.ndindex(g.shape):
        whole[at[:kept] + tuple(np.s_[a * stride:a * stride + size] for a in at[kept:])] += g[at] * part[at]
    return whole[(np.s_[:],) * kept + tuple(np.s_[padding:padding + extent] for extent in x.shape[kept:])]`,
  max_pool: `def max_pool(x, size, stride, padding, axes):
    return np.max(pool_windows(x, size, stride, padding, axes, -np.inf), axis=tuple(range(-axes, 0)))`,
  max_pool_bar: `def max_pool_bar(x, g, size, stride, padding, axes):
    seen, inner = pool_windows(x, size, stride, padding, axes, -np.inf), tuple(range(-axes, 0))
    most = seen == np.max(seen, axis=inner, keepdims=True)
    return pool_bar(x, most / np.sum(most, axis=inner, keepdims=True), g, size, stride, padding, axes)`,
  avg_pool: `def avg_pool(x, size, stride, padding, axes):
    return np.mean(pool_windows(x, size, stride, padding, axes, 0.0), axis=tuple(range(-axes, 0)))`,
  avg_pool_bar: `def avg_pool_bar(x, g, size, stride, padding, axes):
    return pool_bar(x, np.full(g.shape + (size,) * axes, 1 / size**axes), g, size, stride, padding, axes)`,
};

interface Kernel {
  rank: number;
  stride: number;
  /** Zeros on either side, an axis each. */
  padding: readonly number[];
  flip: boolean;
}
function kernel_of({ node: { attrs }, shapes: [shape = [], kernel = []] }: Piece): Kernel {
  const { stride = 1, padding = 0, flip = false, full = false } = attrs;
  const around = kernel.map((extent) => (full === true ? extent - 1 : Number(padding)));
  return { rank: shape.length, stride: Number(stride), padding: around, flip: flip === true };
}

export function convolution(piece: Piece, library: Library): string {
  const { rank, stride, padding, flip } = kernel_of(piece);
  const [x = "", w = ""] = piece.inputs;
  const pads = python_tuple(padding);
  if (library === "numpy") return `conv(${x}, ${flip ? `np.flip(${w})` : w}, ${stride}, ${pads})`;
  if (library === "torch") {
    const kernel = flip ? `torch.flip(${w}, ${python_tuple([0, 1].slice(0, rank))})` : w;
    return `torch.nn.functional.conv${rank}d(${x}[None, None], ${kernel}[None, None], stride=${stride}, padding=${pads})[0, 0]`;
  }
  const kernel = flip ? `jnp.flip(${w})` : w;
  const around = padding.map((one) => `(${one}, ${one})`).join(", ");
  const strides = python_tuple(padding.map(() => stride));
  return `jax.lax.conv_general_dilated(${x}[None, None], ${kernel}[None, None], ${strides}, [${around}])[0, 0]`;
}

/** What one use adds to the adjoints of its input and its kernel. */
export function convolution_back(piece: Piece): string[] {
  const { stride, padding, flip } = kernel_of(piece);
  const rest = `{g}, ${stride}, ${python_tuple(padding)})`;
  const kernel = flip ? "np.flip({1})" : "{1}";
  const back = `kernel_bar({0}, {1}, ${rest}`;
  return [`conv_bar({0}, ${kernel}, ${rest}`, flip ? `np.flip(${back})` : back];
}

interface Pool {
  size: number;
  stride: number;
  padding: number;
  axes: number;
  rank: number;
}
function pool_of(piece: Piece): Pool {
  const { attrs } = piece.node;
  const rank = piece.shapes[0]?.length ?? 1;
  const size = Number(attrs.size ?? 2);
  const [stride, axes] = [Number(attrs.stride ?? size), Number(attrs.axes ?? rank)];
  return { size, stride, padding: number_of(piece, "padding"), axes, rank };
}

export function pool(piece: Piece, library: Library): string {
  const { size, stride, padding, axes, rank } = pool_of(piece);
  const [x = ""] = piece.inputs;
  const name = piece.node.op;
  if (library === "numpy") return `${name}(${x}, ${size}, ${stride}, ${padding}, ${axes})`;
  if (library === "torch") {
    const [inside, out] = axes < rank ? ["[None]", "[0]"] : ["[None, None]", "[0, 0]"];
    return `torch.nn.functional.${name}${axes}d(${x}${inside}, ${size}, ${stride}, ${padding})${out}`;
  }
  const each = (one: number | string, other: number | string): string =>
    `(${Array.from({ length: rank }, (_, axis) => `${axis < rank - axes ? other : one},`).join(" ")})`;
  const rest = `${each(size, 1)}, ${each(stride, 1)}, ${each(`(${padding}, ${padding})`, "(0, 0)")})`;
  return name === "max_pool"
    ? `jax.lax.reduce_window(${x}, -jnp.inf, jax.lax.max, ${rest}`
    : `jax.lax.reduce_window(${x}, 0.0, jax.lax.add, ${rest} / ${size ** axes}`;
}

export function pool_back(piece: Piece): string[] {
  const { size, stride, padding, axes } = pool_of(piece);
  return [`${piece.node.op}_bar({0}, {g}, ${size}, ${stride}, ${padding}, ${axes})`];
}

// The spellings of NumPy, JAX, PyTorch and TensorFlow that are read: each is translated to the operation that computes the
// same, or is not in the table.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace bw {

// Where a spelling comes from: bits.
enum Library : std::uint16_t {
  kPlain = 1,  // no prefix
  kAsMethod = 2,
  kNumpy = 4,
  kMath = 8,
  kTorch = 16,
  kFunctional = 32,
  kJax = 64,
  kScipy = 128,
  kTf = 256,
  kLax = 512,
  kRandom = 1024,
};

// How the operands of a spelling become those of ours.
enum class Form : std::uint8_t {
  kSame,
  kLastAxis,   // along the last axis where none is given
  kClamp,      // clip, or of one bound maximum or minimum
  kGelu,       // gelu or gelu_tanh, by `approximate`
  kGeluTanh,   // the same, where it is absent: gelu_tanh
  kMean,       // the mean of ours, by `reduction` its sum or ours itself
  kHuber,      // the same, with its delta
  kMse,        // the same of the squared differences
  kAbsolute,   // the same of the absolute differences
  kUnbiased,   // divided by n - 1, unless `correction` or `unbiased` says otherwise
  kLength,     // the Euclidean length, and no other norm
  kDiagonal,   // of a matrix, the main one
  kLinear,     // x @ W.T + b
  kExtreme,    // of one operand a reduction, of two maximum or minimum
  kTranspose,  // with or without its two axes
  kFlatten,
  kLogSigmoid,
  kConvolution,  // with a bias, by one whole number each
  kConvolve,     // with the kernel turned round, by its mode
  kCorrelate,    // the same as it stands
  kPool,         // along one axis or two
  kBatchNorm,    // where it trains
  kAttention,    // without a mask
  kItself,       // the operand
};

struct Spelling {
  std::string_view name;
  std::uint16_t libraries;
  std::string_view op;  // a row, or empty where the form says it
  Form form = Form::kSame;
};

// The translation of a name with that prefix (or none, or as a method); nullptr if there is none.
const Spelling* find_spelling(std::string_view name, Library library);

// `np.linalg.norm` as its library and the rest, `norm`; nothing where the name begins with none.
struct Prefixed {
  Library library;
  std::string_view prefix, name;
};
std::optional<Prefixed> prefixed(std::string_view name);

// What makes an array where it is called: zeros, randn …, with or without a prefix (kGenerator), and np.array, which is
// the list that it is given (kArray).
enum class Maker : std::uint8_t { kNone, kGenerator, kArray };
Maker maker_of(std::string_view call);

// The number behind a name that stands for one unless the text defines it: `np.pi`, `math.e`, `π`.
std::optional<double> constant_of(std::string_view name);

// Our name of an attribute: axis for dim, keepdims for keepdim, alpha for negative_slope.
std::string_view attribute_of(std::string_view name);

}  // namespace bw

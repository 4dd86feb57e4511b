// One line a spelling. A spelling whose meaning differs from library to library has a line for each.
#include "text/libraries.hpp"

#include <string>
#include <unordered_map>

#include "text/words.hpp"

namespace bw {
namespace {

constexpr std::uint16_t kArrays = kNumpy | kTorch | kTf | kAsMethod;

constexpr Spelling kSpellings[] = {
    {"exp", kArrays | kMath, "exp"},
    {"log", kArrays | kMath, "log"},
    {"log1p", kArrays | kMath, "log1p"},
    {"expm1", kArrays | kMath, "expm1"},
    {"sqrt", kArrays | kMath, "sqrt"},
    {"sin", kArrays | kMath, "sin"},
    {"cos", kArrays | kMath, "cos"},
    {"tan", kArrays | kMath, "tan"},
    {"sinh", kArrays | kMath, "sinh"},
    {"cosh", kArrays | kMath, "cosh"},
    {"tanh", kArrays | kMath | kFunctional | kJax, "tanh"},
    {"square", kArrays, "square"},
    {"abs", kArrays, "abs"},
    {"absolute", kNumpy | kTorch | kAsMethod | kPlain, "abs"},
    {"fabs", kNumpy | kMath | kPlain, "abs"},
    {"reciprocal", kArrays, "reciprocal"},
    {"neg", kTorch | kAsMethod, "neg"},
    {"negative", kArrays, "neg"},
    {"asin", kTorch | kTf | kMath | kAsMethod, "asin"},
    {"acos", kTorch | kTf | kMath | kAsMethod, "acos"},
    {"atan", kTorch | kTf | kMath | kAsMethod, "atan"},
    {"arcsin", kNumpy | kTorch | kAsMethod | kPlain, "asin"},
    {"arccos", kNumpy | kTorch | kAsMethod | kPlain, "acos"},
    {"arctan", kNumpy | kTorch | kAsMethod | kPlain, "atan"},
    {"erf", kTorch | kTf | kMath | kScipy | kAsMethod, "erf"},
    {"log2", kNumpy | kTorch | kMath | kAsMethod, "log2"},
    {"log10", kNumpy | kTorch | kMath | kAsMethod, "log10"},
    {"asinh", kTorch | kTf | kMath | kAsMethod, "asinh"},
    {"acosh", kTorch | kTf | kMath | kAsMethod, "acosh"},
    {"atanh", kTorch | kTf | kMath | kAsMethod, "atanh"},
    {"arcsinh", kNumpy | kTorch | kAsMethod | kPlain, "asinh"},
    {"arccosh", kNumpy | kTorch | kAsMethod | kPlain, "acosh"},
    {"arctanh", kNumpy | kTorch | kAsMethod | kPlain, "atanh"},
    {"atan2", kTorch | kTf | kMath | kAsMethod, "atan2"},
    {"arctan2", kNumpy | kTorch | kAsMethod | kPlain, "atan2"},
    {"hypot", kNumpy | kTorch | kMath | kAsMethod, "hypot"},
    {"logaddexp", kNumpy | kTorch | kAsMethod, "logaddexp"},
    {"sign", kArrays, "sign"},
    {"floor", kArrays | kMath, "floor"},
    {"ceil", kArrays | kMath, "ceil"},
    {"round", kArrays, "round"},

    {"sigmoid", kTorch | kFunctional | kJax | kTf | kAsMethod, "sigmoid"},
    {"expit", kScipy | kTorch | kPlain, "sigmoid"},
    {"relu", kTorch | kFunctional | kJax | kTf | kAsMethod, "relu"},
    {"leaky_relu", kFunctional | kJax | kAsMethod, "leaky_relu"},
    {"elu", kFunctional | kJax | kTf | kAsMethod, "elu"},
    {"softsign", kFunctional | kTf | kAsMethod, "softsign"},
    {"soft_sign", kJax, "softsign"},
    {"hardtanh", kFunctional | kAsMethod, "hardtanh"},
    {"hard_tanh", kJax, "hardtanh"},
    {"softplus", kFunctional | kJax | kTf | kAsMethod, "softplus"},
    {"silu", kFunctional | kJax | kTf | kAsMethod, "silu"},
    {"swish", kJax | kTf | kPlain, "silu"},
    {"gelu", kFunctional | kTf, "", Form::kGelu},
    {"gelu", kJax, "", Form::kGeluTanh},
    {"gelu", kAsMethod, "gelu"},
    {"gelu_tanh", kAsMethod, "gelu_tanh"},
    {"layer_norm", kAsMethod, "layer_norm"},
    {"logsigmoid", kFunctional, "", Form::kLogSigmoid},
    {"log_sigmoid", kJax | kTf, "", Form::kLogSigmoid},
    {"softmax", kTorch | kFunctional | kJax | kTf | kAsMethod, "softmax", Form::kLastAxis},
    {"softmax", kScipy, "softmax"},
    {"log_softmax", kTorch | kFunctional | kJax | kTf | kAsMethod, "log_softmax", Form::kLastAxis},
    {"log_softmax", kScipy, "log_softmax"},
    {"logsumexp", kTorch | kJax | kScipy | kAsMethod, "logsumexp"},
    {"reduce_logsumexp", kTf, "logsumexp"},

    {"sum", kNumpy | kTorch | kAsMethod, "sum"},
    {"mean", kNumpy | kTorch | kAsMethod, "mean"},
    {"prod", kNumpy | kTorch | kAsMethod, "prod"},
    {"reduce_prod", kTf, "prod"},
    {"var", kNumpy, "var"},
    {"std", kNumpy, "std"},
    {"var", kTorch, "var", Form::kUnbiased},
    {"std", kTorch, "std", Form::kUnbiased},
    {"reduce_variance", kTf, "var"},
    {"reduce_std", kTf, "std"},
    {"norm", kNumpy | kTorch | kTf | kAsMethod, "norm", Form::kLength},
    {"cumsum", kNumpy | kTorch | kAsMethod, "cumsum"},
    {"argmax", kNumpy | kTorch | kAsMethod, "argmax"},
    {"trace", kArrays, "trace"},
    {"diag", kNumpy | kTorch | kAsMethod, "diag"},
    {"diagonal", kNumpy | kTorch | kAsMethod | kPlain, "diag", Form::kDiagonal},
    {"reduce_sum", kTf, "sum"},
    {"reduce_mean", kTf, "mean"},
    {"reduce_max", kTf, "amax"},
    {"reduce_min", kTf, "amin"},
    {"amax", kNumpy | kTorch | kAsMethod, "amax"},
    {"amin", kNumpy | kTorch | kAsMethod, "amin"},
    {"max", kNumpy | kAsMethod, "amax"},
    {"min", kNumpy | kAsMethod, "amin"},
    {"max", kTorch, "max", Form::kExtreme},
    {"min", kTorch, "min", Form::kExtreme},
    {"maximum", kArrays, "maximum"},
    {"minimum", kArrays, "minimum"},
    {"clip", kNumpy | kAsMethod | kPlain | kTorch, "", Form::kClamp},
    {"clamp", kTorch | kAsMethod | kPlain, "", Form::kClamp},
    {"clip_by_value", kTf, "", Form::kClamp},
    {"where", kNumpy | kTorch | kTf, "where"},
    {"detach", kAsMethod, "stop_gradient"},
    {"stop_gradient", kTf | kLax, "stop_gradient"},

    {"add", kArrays, "add"},
    {"sub", kTorch | kAsMethod, "sub"},
    {"subtract", kNumpy | kTorch | kTf, "sub"},
    {"mul", kTorch | kAsMethod, "mul"},
    {"multiply", kArrays, "mul"},
    {"div", kTorch | kAsMethod, "div"},
    {"divide", kArrays, "div"},
    {"true_divide", kNumpy | kTorch, "div"},
    {"pow", kTorch | kTf | kMath | kAsMethod, "pow"},
    {"power", kNumpy | kPlain, "pow"},
    {"less", kNumpy | kTorch | kTf, "less"},
    {"less_equal", kNumpy | kTorch | kTf, "less_equal"},
    {"greater", kNumpy | kTorch | kTf, "greater"},
    {"greater_equal", kNumpy | kTorch | kTf, "greater_equal"},
    {"not_equal", kNumpy | kTorch | kTf, "not_equal"},
    {"equal", kNumpy | kTf, "equal"},
    {"lt", kTorch | kAsMethod, "less"},
    {"le", kTorch | kAsMethod, "less_equal"},
    {"gt", kTorch | kAsMethod, "greater"},
    {"ge", kTorch | kAsMethod, "greater_equal"},
    {"ne", kTorch | kAsMethod, "not_equal"},
    {"eq", kTorch | kAsMethod, "equal"},

    {"matmul", kArrays, "matmul"},
    {"mm", kTorch | kAsMethod, "matmul"},
    {"mv", kTorch | kAsMethod, "matmul"},
    {"dot", kNumpy | kAsMethod, "matmul"},
    {"dot", kTorch, "dot"},
    {"vdot", kNumpy, "dot"},
    {"inner", kNumpy | kTorch, "dot"},
    {"outer", kNumpy | kTorch | kAsMethod, "outer"},
    {"transpose", kNumpy | kTorch | kTf | kAsMethod, "transpose", Form::kTranspose},
    {"t", kTorch | kAsMethod, "transpose"},
    {"reshape", kArrays, "reshape"},
    {"view", kAsMethod, "reshape"},
    {"flatten", kTorch | kAsMethod, "", Form::kFlatten},
    {"ravel", kNumpy | kTorch | kAsMethod, "", Form::kFlatten},
    {"concatenate", kNumpy | kTorch | kPlain, "concat"},
    {"concat", kNumpy | kTorch | kTf, "concat"},
    {"cat", kTorch | kPlain, "concat"},
    {"stack", kNumpy | kTorch | kTf, "stack"},
    {"array", kNumpy | kPlain, "", Form::kItself},
    {"asarray", kNumpy | kTorch, "", Form::kItself},
    {"tensor", kTorch | kPlain, "", Form::kItself},
    {"as_tensor", kTorch, "", Form::kItself},
    {"constant", kTf, "", Form::kItself},

    {"conv1d", kFunctional | kTorch, "conv1d", Form::kConvolution},
    {"conv2d", kFunctional | kTorch, "conv2d", Form::kConvolution},
    {"convolve", kNumpy, "", Form::kConvolve},
    {"correlate", kNumpy, "", Form::kCorrelate},
    {"max_pool1d", kFunctional | kTorch | kPlain, "max_pool", Form::kPool},
    {"max_pool2d", kFunctional | kTorch | kPlain, "max_pool", Form::kPool},
    {"avg_pool1d", kFunctional | kTorch | kPlain, "avg_pool", Form::kPool},
    {"avg_pool2d", kFunctional | kPlain, "avg_pool", Form::kPool},
    {"batch_norm", kFunctional, "", Form::kBatchNorm},
    {"scaled_dot_product_attention", kFunctional | kPlain, "", Form::kAttention},
    {"linear", kFunctional, "", Form::kLinear},
    {"mse_loss", kFunctional, "mse", Form::kMse},
    {"l1_loss", kFunctional, "", Form::kAbsolute},
    {"huber_loss", kFunctional, "huber", Form::kHuber},
    {"smooth_l1_loss", kFunctional, "huber", Form::kMean},
    {"binary_cross_entropy", kFunctional, "bce", Form::kMean},
    {"binary_cross_entropy_with_logits", kFunctional, "bce_logits", Form::kMean},
    {"cross_entropy", kFunctional, "cross_entropy", Form::kMean},
};

}  // namespace

const Spelling* find_spelling(std::string_view name, Library library) {
  static const auto index = [] {
    std::unordered_multimap<std::string_view, const Spelling*> all;
    for (const Spelling& one : kSpellings) all.emplace(one.name, &one);
    return all;
  }();
  const auto [first, last] = index.equal_range(name);
  for (auto it = first; it != last; ++it)
    if ((it->second->libraries & library) != 0) return it->second;
  return nullptr;
}

Maker maker_of(std::string_view call) {
  const auto parts = prefixed(call);
  const Spelling* spelling = find_spelling(parts ? parts->name : call, parts ? parts->library : kPlain);
  if (spelling != nullptr && spelling->form == Form::kItself) return Maker::kArray;
  if (parts && parts->library == kRandom) return Maker::kGenerator;
  if (parts && parts->library != kNumpy && parts->library != kTorch && parts->library != kTf) return Maker::kNone;
  const std::string_view name = parts ? parts->name : call;
  const Word* word = find_word(name);
  if (word != nullptr && word->role == Role::kGenerator) return Maker::kGenerator;
  return parts && (name == "rand" || name == "full" || name == "arange") ? Maker::kGenerator : Maker::kNone;
}

std::optional<double> constant_of(std::string_view name) {
  if (name == "π") return find_word("pi")->number;
  const auto parts = prefixed(name);
  if (!parts || (parts->library & (kNumpy | kMath | kTorch)) == 0) return std::nullopt;
  if (parts->name == "e") return 2.71828182845904523536;
  const Word* word = find_word(parts->name);
  return word != nullptr && word->role == Role::kConstant ? std::optional(word->number) : std::nullopt;
}

std::string_view attribute_of(std::string_view name) {
  if (name == "dim") return "axis";
  if (name == "keepdim") return "keepdims";
  return name == "negative_slope" ? "alpha" : name;
}

}  // namespace bw

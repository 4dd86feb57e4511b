// Rows of activations: functions of one number that networks put between their layers.
#include "ops/frequent.hpp"
#include "ops/registry.hpp"

namespace bw {
namespace {
constexpr double kRootHalf = 0.70710678118654752440;       // 1/√2
constexpr double kDensityAtZero = 0.39894228040143267794;  // 1/√(2π)
constexpr double kRootTwoOverPi = 0.79788456080286535588;  // √(2/π)
constexpr double kCubic = 0.044715;
constexpr AttrSpec kLeakyReluAttrs[] = {{"alpha", AttrType::kReal, "The slope below 0; absent: 0.01.", 0.01}};
constexpr AttrSpec kEluAttrs[] = {{"alpha", AttrType::kReal, "Minus the limit far below 0; absent: 1.", 1.0}};

constexpr Row kRows[] = {
    // y' = 1 - y²
    elementwise({.name = "tanh",
                 .category = "activation",
                 .ports = {"x"},
                 .doc = "The hyperbolic tangent, between -1 and 1.",
                 .latex = "\\tanh {0}",
                 .derivative_latex = {"1 - y^2"},
                 .saturation = {-9.8, 9.8, "1 − a²"},
                 .domain = {-3, 3},
                 .torch = "torch.tanh({0})",
                 .jax = "jnp.tanh({0})",
                 .numpy = "np.tanh({0})"},
                kTanh, kTanhSlope),
    // y' = y (1 - y)
    elementwise({.name = "sigmoid",
                 .category = "activation",
                 .aliases = {"σ"},
                 .ports = {"x"},
                 .doc = "1 / (1 + exp(-x)), between 0 and 1.",
                 .latex = "\\sigma({0})",
                 .derivative_latex = {"y(1 - y)"},
                 .saturation = {.above = 18.5, .formula = "1 − a"},
                 .domain = {-4, 4},
                 .torch = "torch.sigmoid({0})",
                 .jax = "jax.nn.sigmoid({0})",
                 .numpy = "1 / (1 + np.exp(-{0}))"},
                in_blocks<num::sigmoid_block>([](const auto& at) { return num::sigmoid(at.x[0]); }),
                times_coef(kOutput, [](const auto& at) { return at.y * (1.0 - at.y); })),
    // y' = 1 for x > 0, else 0; y > 0 where x > 0, so y is enough
    elementwise(
        {.name = "relu",
         .category = "activation",
         .ports = {"x"},
         .doc = "x where x is positive, else 0.",
         .latex = "\\max(0, {0})",
         .derivative_latex = {"[{0} > 0]"},
         .kink = "Derivative 0 at 0.",
         .kink_at = KinkAt::kZero,
         .domain = {0.5, 2},
         .torch = "torch.relu({0})",
         .jax = "jax.nn.relu({0})",
         .numpy = "np.maximum({0}, 0)"},
        [](const auto& at) { return num::positive_part(at.x[0]); },
        direct(kOutput, [](auto t, const auto& at) { return num::gate(at.y, t); })),
    // y' = 1 for x > 0, else alpha
    seldom(
        {.name = "leaky_relu",
         .category = "activation",
         .ports = {"x"},
         .attrs = kLeakyReluAttrs,
         .doc = "x where x is positive, else alpha · x.",
         .latex = "\\max({0}, \\alpha {0})",
         .derivative_latex = {"[{0} > 0] + \\alpha [{0} \\le 0]"},
         .kink = "Derivative alpha at 0.",
         .kink_at = KinkAt::kZero,
         .smooth_parameter = 1,
         .domain = {0.5, 2},
         .torch = "torch.nn.functional.leaky_relu({0}, {alpha})",
         .jax = "jax.nn.leaky_relu({0}, {alpha})",
         .numpy = "np.where({0} > 0, {0}, {alpha} * {0})"},
        [](const auto& at) { return num::leak(at.x[0], at.x[0], at.parameter); },
        direct(kFirst, [](auto t, const auto& at) { return num::leak(at.x[0], t, at.parameter); })),
    // y' = 1 for x > 0, else alpha e^x; not y + alpha, which cancels far below 0
    seldom(
        {.name = "elu",
         .category = "activation",
         .ports = {"x"},
         .attrs = kEluAttrs,
         .doc = "x where x is positive, else alpha · (exp(x) - 1).",
         .latex = "\\operatorname{elu}({0})",
         .derivative_latex = {"[{0} > 0] + \\alpha e^{{0}} [{0} \\le 0]"},
         .kink = "Derivative alpha at 0.",
         .kink_at = KinkAt::kZero,
         .smooth_parameter = 1,
         .domain = {0.5, 2},
         .torch = "torch.nn.functional.elu({0}, {alpha})",
         .jax = "jax.nn.elu({0}, {alpha})",
         .numpy = "np.where({0} > 0, {0}, {alpha} * np.expm1({0}))"},
        [](const auto& at) { return num::elu(at.x[0], at.parameter); },
        times_coef(kFirst, [](const auto& at) { return num::elu_slope(at.x[0], at.parameter); })),
    // y' = σ(x)
    seldom(
        {.name = "softplus",
         .category = "activation",
         .ports = {"x"},
         .doc = "log(1 + exp(x)): a smooth relu.",
         .latex = "\\ln(1 + e^{{0}})",
         .derivative_latex = {"\\sigma({0})"},
         .domain = {-4, 4},
         .torch = "torch.logaddexp({0}, torch.zeros_like({0}))",
         .jax = "jax.nn.softplus({0})",
         .numpy = "np.logaddexp({0}, 0)"},
        [](const auto& at) { return num::softplus(at.x[0]); },
        times_coef(kFirst, [](const auto& at) { return num::sigmoid(at.x[0]); })),
    // y' = Φ(x) + x φ(x)
    seldom(
        {.name = "gelu",
         .category = "activation",
         .ports = {"x"},
         .doc = "x times the normal distribution function of x, exact.",
         .latex = "\\tfrac12 {0} (1 + \\operatorname{erf}({0}/\\sqrt2))",
         .derivative_latex = {"\\Phi({0}) + {0}\\varphi({0})"},
         .torch = "torch.nn.functional.gelu({0})",
         .jax = "jax.nn.gelu({0}, approximate=False)",
         .numpy = "0.5 * {0} * (1 + scipy.special.erf({0} / np.sqrt(2)))"},
        [](const auto& at) { return 0.5 * at.x[0] * num::one_plus_erf(at.x[0] * kRootHalf); },
        times_coef(kFirst,
                   [](const auto& at) {
                     return 0.5 * num::one_plus_erf(at.x[0] * kRootHalf) +
                            num::fading(kDensityAtZero * num::exp(-0.5 * (at.x[0] * at.x[0])), at.x[0]);
                   })),
    // u = √(2/π) (x + 0.044715 x³), p = 1 + tanh u; y' = p / 2 + x p (2 - p) u' / 2
    seldom(
        {.name = "gelu_tanh",
         .category = "activation",
         .ports = {"x"},
         .doc = "gelu with its usual approximation by tanh.",
         .latex = "\\operatorname{gelu}_{\\tanh}({0})",
         .derivative_latex = {"\\tfrac12(1 + \\tanh u) + \\tfrac12 {0}\\,(1 - \\tanh^2 u)\\,u'"},
         .torch = "torch.nn.functional.gelu({0}, approximate='tanh')",
         .jax = "jax.nn.gelu({0})",
         .numpy = "0.5 * {0} * (1 + np.tanh(np.sqrt(2 / np.pi) * ({0} + 0.044715 * {0} ** 3)))"},
        [](const auto& at) {
          const auto& x = at.x[0];
          return 0.5 * x * num::one_plus_tanh(kRootTwoOverPi * (x + kCubic * (x * x * x)));
        },
        times_coef(kFirst,
                   [](const auto& at) {
                     const auto& x = at.x[0];
                     const auto square = x * x;
                     const auto p = num::one_plus_tanh(kRootTwoOverPi * (x + kCubic * (square * x)));
                     const auto slope = kRootTwoOverPi * (1.0 + (3 * kCubic) * square);
                     return 0.5 * p + num::fading(num::fading(p * (2.0 - p), slope), 0.5 * x);
                   })),
    // y' = s (1 + x (1 - s)), s = σ(x)
    elementwise({.name = "silu",
                 .category = "activation",
                 .ports = {"x"},
                 .doc = "x · sigmoid(x).",
                 .latex = "{0}\\,\\sigma({0})",
                 .derivative_latex = {"\\sigma({0})(1 + {0}(1 - \\sigma({0})))"},
                 .torch = "torch.nn.functional.silu({0})",
                 .jax = "jax.nn.silu({0})",
                 .numpy = "{0} / (1 + np.exp(-{0}))"},
                in_pairs([](const auto& at) { return at.x[0] * num::sigmoid(at.x[0]); }),
                times_coef(kFirst,
                           [](const auto& at) {
                             const auto s = num::sigmoid(at.x[0]);
                             return num::fading(s, 1.0 + num::fading(1.0 - s, at.x[0]));
                           })),
};

}  // namespace

std::span<const Row> activation_rows() { return kRows; }

}  // namespace bw

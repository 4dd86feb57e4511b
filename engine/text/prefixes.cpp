// The prefixes by which names of other libraries are written. One line a prefix.
#include "text/libraries.hpp"

namespace bw {
namespace {

struct Prefix {
  std::string_view text;
  Library library;
};
// The longer of two that fit comes first.
constexpr Prefix kPrefixes[] = {
    {"torch.nn.functional.", kFunctional},
    {"nn.functional.", kFunctional},
    {"F.", kFunctional},
    {"torch.special.", kScipy},
    {"torch.random.", kRandom},
    {"torch.linalg.", kTorch},
    {"torch.", kTorch},
    {"np.random.", kRandom},
    {"np.linalg.", kNumpy},
    {"np.", kNumpy},
    {"numpy.random.", kRandom},
    {"numpy.linalg.", kNumpy},
    {"numpy.", kNumpy},
    {"jnp.linalg.", kNumpy},
    {"jnp.", kNumpy},
    {"jax.numpy.linalg.", kNumpy},
    {"jax.numpy.", kNumpy},
    {"jax.random.", kRandom},
    {"jax.scipy.special.", kScipy},
    {"scipy.special.", kScipy},
    {"jax.nn.", kJax},
    {"jax.lax.", kLax},
    {"lax.", kLax},
    {"jax.", kLax},
    {"math.", kMath},
    {"tf.random.", kRandom},
    {"tf.nn.", kTf},
    {"tf.math.", kTf},
    {"tf.linalg.", kTf},
    {"tf.", kTf},
    {"nn.", kFunctional},
};

}  // namespace

std::optional<Prefixed> prefixed(std::string_view name) {
  for (const Prefix& one : kPrefixes)
    if (name.size() > one.text.size() && name.substr(0, one.text.size()) == one.text)
      return Prefixed{one.library, one.text, name.substr(one.text.size())};
  return std::nullopt;
}

}  // namespace bw

// Defined where no function is compiled, which would make them constants again.
#include "base/function_numbers.hpp"

namespace bw::num {

const ExpNumbers kExp{};
const SinNumbers kSin{};

}  // namespace bw::num

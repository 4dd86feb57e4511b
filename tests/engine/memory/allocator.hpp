// The allocator of this program: it counts what is alive, and can fail at a chosen allocation.
#pragma once

#include <cstddef>
#include <cstdint>

namespace bw::test {

// Blocks and bytes that operator new gave and operator delete did not take back.
struct Live {
  std::int64_t blocks, bytes;
  bool operator==(const Live&) const = default;
};
Live live();

// Of the allocations from now on number n (from 1) fails; 0: none does.
void fail_at(std::int64_t n);
// Whether it has failed since.
bool has_failed();

}  // namespace bw::test

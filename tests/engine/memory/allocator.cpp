// Replaces the global operators new and delete of the program. Each block is preceded by its size. As the standard
// says, where there is no memory the new handler is asked to give some back, and where there is none new fails.
#include "allocator.hpp"

#include <cstdlib>
#include <new>

namespace bw::test {
namespace {

// As large as the strictest alignment of plain types, so that what follows is aligned as malloc's own.
constexpr std::size_t kHeader = alignof(std::max_align_t);
static_assert(kHeader >= sizeof(std::size_t));

constinit Live now{0, 0};
constinit std::int64_t until_failure = 0;  // 0: none will fail
constinit bool failed = false;

bool fails() { return until_failure > 0 && --until_failure == 0 && (failed = true); }

void* take(std::size_t size) noexcept {
  if (fails()) return nullptr;
  auto* block = static_cast<unsigned char*>(std::malloc(kHeader + size));
  if (block == nullptr) return nullptr;
  *reinterpret_cast<std::size_t*>(block) = size;
  ++now.blocks;
  now.bytes += static_cast<std::int64_t>(size);
  return block + kHeader;
}
void* take_or_throw(std::size_t size) {
  for (;;) {
    if (void* memory = take(size)) return memory;
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}
void give_back(void* memory) noexcept {
  if (memory == nullptr) return;
  auto* block = static_cast<unsigned char*>(memory) - kHeader;
  --now.blocks;
  now.bytes -= static_cast<std::int64_t>(*reinterpret_cast<std::size_t*>(block));
  std::free(block);
}

}  // namespace

Live live() { return now; }
void fail_at(std::int64_t n) {
  until_failure = n;
  failed = false;
}
bool has_failed() { return failed; }

}  // namespace bw::test

void* operator new(std::size_t size) { return bw::test::take_or_throw(size); }
void* operator new[](std::size_t size) { return bw::test::take_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return bw::test::take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return bw::test::take(size); }
void operator delete(void* memory) noexcept { bw::test::give_back(memory); }
void operator delete[](void* memory) noexcept { bw::test::give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { bw::test::give_back(memory); }
void operator delete[](void* memory, std::size_t) noexcept { bw::test::give_back(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { bw::test::give_back(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { bw::test::give_back(memory); }

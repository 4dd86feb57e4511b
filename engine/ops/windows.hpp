// The windows of an array: what a convolution weighs and a pool takes together. All of a vector are on one axis, those of
// a matrix on two; what lies in the padding is met by nothing.
#pragma once

#include <algorithm>
#include <optional>

#include "ops/op.hpp"

namespace bw {

// Windows of size elements along an axis of extent elements: window o begins at o * stride - padding. The padding is smaller
// than the size, so that each window meets an element.
struct WindowAxis {
  std::int64_t extent = 1, size = 1, stride = 1, padding = 0;

  std::int64_t count() const { return (extent + 2 * padding - size) / stride + 1; }
  std::int64_t start(std::int64_t o) const { return o * stride - padding; }
  // The places of window o that meet an element: first to last, which is left out.
  std::int64_t first(std::int64_t o) const { return std::max<std::int64_t>(0, -start(o)); }
  std::int64_t last(std::int64_t o) const { return std::min(size, extent - start(o)); }
  // The first window that meets element i, and the first whose place k meets an element.
  std::int64_t first_over(std::int64_t i) const { return i + padding < size ? 0 : (i + padding - size) / stride + 1; }
  std::int64_t first_with(std::int64_t k) const { return k >= padding ? 0 : (padding - k - 1) / stride + 1; }
  // How often a place meets an element, over all windows.
  std::int64_t meetings() const;
  // How many elements are met at all, and how many places meet any.
  std::int64_t met() const { return size <= stride ? meetings() : std::min(extent, start(count() - 1) + size); }
  std::int64_t meeting() const {
    return extent <= stride ? meetings()
                            : std::min(size, extent + padding) - std::max<std::int64_t>(0, -start(count() - 1));
  }
};

// The windows of an array, down its rows and across.
struct Windows {
  WindowAxis down, across;

  std::int64_t meetings() const { return down.meetings() * across.meetings(); }
  std::int64_t met() const { return down.met() * across.met(); }
  std::int64_t meeting() const { return down.meeting() * across.meeting(); }
  std::int64_t places() const { return down.size * across.size; }
  Shape shape(int rank) const {
    return {.rank = rank, .rows = rank == 2 ? down.count() : down.extent, .cols = across.count()};
  }

  // Calls f(element, place, is_first) for what window (r, c) meets, row by row.
  template <class F>
  void each(std::int64_t r, std::int64_t c, F f) const {
    bool is_first = true;
    for (std::int64_t y = down.first(r); y < down.last(r); ++y)
      for (std::int64_t x = across.first(c); x < across.last(c); ++x) {
        f((down.start(r) + y) * across.extent + across.start(c) + x, y * across.size + x, is_first);
        is_first = false;
      }
  }
  // Calls f(window, r, c) for each.
  template <class F>
  void all(F f) const {
    for (std::int64_t r = 0, o = 0; r < down.count(); ++r)
      for (std::int64_t c = 0; c < across.count(); ++c) f(o++, r, c);
  }
  // Whether window (r, c) is the first over that element, or the first that meets one with that place.
  bool is_first_over(std::int64_t element, std::int64_t r, std::int64_t c) const {
    return down.first_over(element / across.extent) == r && across.first_over(element % across.extent) == c;
  }
  bool is_first_with(std::int64_t place, std::int64_t r, std::int64_t c) const {
    return down.first_with(place / across.size) == r && across.first_with(place % across.size) == c;
  }
};

// The whole number of that attribute.
std::int64_t whole(const Attrs& attrs, std::string_view name, std::int64_t absent);

// Those of a convolution of in[0] with the kernel in[1]: attributes stride, padding, full.
Windows kernel_windows(std::span<const Shape> in, const Attrs& attrs);
// Those of a pool of x: attributes size, stride, padding, axes.
Windows pool_windows(const Shape& x, const Attrs& attrs);

// What is wrong with windows, for a row that calls them a kernel or a window. seen: the operands in words.
std::optional<Problem> bad_windows(const Windows& w, const std::string& seen, std::string_view what);

}  // namespace bw

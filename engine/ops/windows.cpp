// How many meetings windows have, and which windows there cannot be.
#include "ops/windows.hpp"

namespace bw {
namespace {

// The products or sums of one node, so that its costs fit 64 bits.
constexpr std::int64_t kMostMeetings = 1'000'000'000'000'000;

// first + (first + step) + … of count terms.
std::int64_t series(std::int64_t first, std::int64_t step, std::int64_t count) {
  return count <= 0 ? 0 : count * first + count * (count - 1) / 2 * step;
}

std::optional<Problem> bad_axis(const WindowAxis& a, const std::string& seen, const std::string& what) {
  const auto say = [](std::int64_t n) { return std::to_string(n); };
  if (a.stride < 1)
    return Problem{Code::kAttr, seen + ": a stride of " + say(a.stride) + " does not go on",
                   "The stride is a whole number from 1: how far each " + what + " lies behind the one before."};
  if (a.padding < 0)
    return Problem{Code::kAttr, seen + ": a padding of " + say(a.padding) + " zeros",
                   "The padding is a whole number from 0: how many zeros are thought before and behind."};
  if (a.padding >= a.size)
    return Problem{Code::kAttr,
                   seen + ": with a padding of " + say(a.padding) + " the first " + what + ", of " + say(a.size) +
                       ", meets zeros alone",
                   "The padding is at most " + say(a.size - 1) + " here."};
  if (a.size > a.extent + 2 * a.padding)
    return Problem{Code::kShape,
                   seen + ": the " + what + " has " + say(a.size) + " along an axis of " + say(a.extent) +
                       (a.padding > 0 ? ", " + say(a.extent + 2 * a.padding) + " with its padding" : ""),
                   "A " + what + " is not larger than what it moves over; make it smaller, or pad more."};
  return std::nullopt;
}

}  // namespace

std::int64_t WindowAxis::meetings() const {
  const std::int64_t windows = count();
  // Without the places in the padding before, and in that behind, whose windows end beyond the last element.
  const std::int64_t before = std::min(windows, first_with(0)),
                     inside = extent + padding < size ? 0 : (extent + padding - size) / stride + 1;
  const std::int64_t all = windows * size - series(padding, -stride, before);
  return inside == windows ? all : all - series(start(inside) + size - extent, stride, windows - inside);
}

std::int64_t whole(const Attrs& attrs, std::string_view name, std::int64_t absent) {
  const AttrValue* value = find(attrs, name);
  return value != nullptr ? std::get<std::int64_t>(*value) : absent;
}

Windows kernel_windows(std::span<const Shape> in, const Attrs& attrs) {
  const std::int64_t stride = whole(attrs, "stride", 1), padding = whole(attrs, "padding", 0);
  const AttrValue* full = find(attrs, "full");
  const auto axis = [&](std::int64_t extent, std::int64_t size) -> WindowAxis {
    const std::int64_t around = full != nullptr && std::get<bool>(*full) ? size - 1 : padding;
    return {.extent = extent, .size = size, .stride = stride, .padding = around};
  };
  Windows w;
  w.across = axis(in[0].cols, in[1].cols);
  if (in[0].rank == 2) w.down = axis(in[0].rows, in[1].rows);
  return w;
}

Windows pool_windows(const Shape& x, const Attrs& attrs) {
  const std::int64_t size = whole(attrs, "size", 2), stride = whole(attrs, "stride", size),
                     padding = whole(attrs, "padding", 0);
  Windows w;
  w.across = {.extent = x.cols, .size = size, .stride = stride, .padding = padding};
  if (x.rank == 2 && whole(attrs, "axes", 2) == 2)
    w.down = {.extent = x.rows, .size = size, .stride = stride, .padding = padding};
  else w.down = {.extent = x.rows};
  return w;
}

std::optional<Problem> bad_windows(const Windows& w, const std::string& seen, std::string_view what) {
  for (const WindowAxis* axis : {&w.down, &w.across})
    if (auto problem = bad_axis(*axis, seen, std::string(what))) return problem;
  const Wide windows = static_cast<Wide>(w.down.count()) * w.across.count(),
             places = static_cast<Wide>(w.down.size) * w.across.size;
  if (windows > kMostMeetings || places > kMostMeetings || windows * places > kMostMeetings)
    return Problem{
        Code::kLimit,
        seen + ": more than " + std::to_string(kMostMeetings) + " elements of all " + std::string(what) + "s together",
        "Use smaller arrays, or a larger stride."};
  return std::nullopt;
}

}  // namespace bw

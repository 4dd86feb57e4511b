// What the native programs share: reading a workload from a file, timing, and a line of JSON with time and gradient.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "case.hpp"

namespace limits {

Case read_file(const char* path);

// Nanoseconds of one call, the median of batches, from about ms milliseconds of calls. run gets 0, 1, 2 …
double time_ns(const std::function<void(std::size_t)>& run, double ms);

// {"ns": …, "bytes": …, "gradient": […]} and a line end, on the standard output. bytes: what the peer keeps, 0 if unknown.
void print(double ns, std::span<const double> gradient, std::size_t bytes = 0);

}  // namespace limits

// Doubles as text: held against the C library's reading of it.
#include "base/number.hpp"

#include <bit>
#include <cstdlib>
#include <random>

#include <doctest/doctest.h>

using bw::shortest;

TEST_CASE("the text of a double reads back as the same double, and has at most 17 digits") {
  std::mt19937_64 random(1);
  for (int i = 0; i < 200'000; ++i) {
    const double x = std::bit_cast<double>(random());
    if (x != x) continue;
    const std::string text = shortest(x);
    REQUIRE(std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)) == std::bit_cast<std::uint64_t>(x));
    REQUIRE(text.size() <= std::string("-1.2345678901234567e-308").size());
  }
}

TEST_CASE("numbers are written as a person would write them") {
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(-2) == "-2");
  CHECK(shortest(1'000'000) == "1000000");
  CHECK(shortest(1.0 / 3) == "0.3333333333333333");
  CHECK(shortest(1e22) == "1e+22");
  CHECK(shortest(5e-324) == "5e-324");
  CHECK(shortest(-0.0) == "-0");
  CHECK(shortest(HUGE_VAL) == "inf");
  CHECK(shortest(-HUGE_VAL) == "-inf");
  CHECK(shortest(HUGE_VAL - HUGE_VAL) == "nan");
}

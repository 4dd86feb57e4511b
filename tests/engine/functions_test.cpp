// The own elementary functions against a table of high precision, at special values, and lane by lane.
#include <bit>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <sstream>

#include "base/functions.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

struct Function {
  const char* name;
  double (*one)(double);
  Pair (*two)(Pair);
};
const std::vector<Function> kFunctions = {{"exp", &num::exp, &num::exp},
                                          {"tanh", &num::tanh, &num::tanh},
                                          {"sigmoid", &num::sigmoid, &num::sigmoid},
                                          {"sin", &num::sin, &num::sin},
                                          {"cos", &num::cos, &num::cos}};

struct Point {
  const Function* function;
  double x, value, rest;
};
const std::vector<Point>& table() {
  static const std::vector<Point> points = [] {
    std::vector<Point> list;
    std::ifstream in(std::string(BW_TESTS_DIR) + "/engine/functions.txt");
    for (std::string line; std::getline(in, line);) {
      if (line.starts_with("#")) continue;
      std::istringstream words(line);
      std::string name, x, value, rest;
      words >> name >> x >> value >> rest;
      for (const Function& f : kFunctions)
        if (f.name == name)
          list.push_back({&f, std::strtod(x.c_str(), nullptr), std::strtod(value.c_str(), nullptr),
                          std::strtod(rest.c_str(), nullptr)});
    }
    REQUIRE(list.size() > 900);
    return list;
  }();
  return points;
}

// The distance of doubles around x, in which errors are measured.
double unit(double x) {
  int exponent;
  std::frexp(x, &exponent);
  return std::ldexp(1.0, std::max(exponent - 53, -1074));
}
std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

TEST_CASE("exp, tanh, sigmoid, sin and cos are within 2 ulp of the true value") {
  double worst = 0;
  for (const Point& p : table()) {
    const double error = std::fabs((p.function->one(p.x) - p.value) - p.rest) / unit(p.value);
    INFO(p.function->name, " ", p.x, ": ", error, " ulp");
    CHECK(error <= 2.0);
    worst = std::max(worst, error);
  }
  CHECK(worst > 0.4);  // the nearest double is half a unit away at worst: the table does look at digits
}

TEST_CASE("a lane does not depend on the other") {
  const std::vector<Point>& points = table();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Function& f = *points[i].function;
    const double x = points[i].x, other = points[(i * 37 + 11) % points.size()].x;
    const Pair y = f.two(Pair(x, other)), z = f.two(Pair(other, x));
    CHECK(bits(y.first()) == bits(f.one(x)));
    CHECK(bits(z.second()) == bits(f.one(x)));
  }
}

TEST_CASE("many at a time have the bits of one, wherever they stand") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();
  struct Block {
    void (*block)(double*, std::ptrdiff_t);
    double (*one)(double);
  };
  std::vector<double> all = {0.0, -0.0,  kInfinity, -kInfinity, kNan,  19.0625, -19.0625, 19.06,
                             22,  1e300, -1e300,    5e-324,     709.8, -745.2,  -746,     1e-9};
  for (const Point& p : table()) all.push_back(p.x);
  for (const Block& f : {Block{&num::exp_block, &num::exp}, Block{&num::tanh_block, &num::tanh},
                         Block{&num::sigmoid_block, &num::sigmoid}}) {
    for (std::ptrdiff_t n = 4; n <= num::kBlock; n += 20) {
      for (std::size_t begin = 0; begin + static_cast<std::size_t>(n) <= all.size(); begin += 3) {
        std::vector<double> x(all.begin() + static_cast<std::ptrdiff_t>(begin),
                              all.begin() + static_cast<std::ptrdiff_t>(begin) + n);
        f.block(x.data(), n);
        for (std::size_t i = 0; i < x.size(); ++i) {
          const double y = f.one(all[begin + i]);
          const bool same = bits(x[i]) == bits(y) || (std::isnan(x[i]) && std::isnan(y));
          REQUIRE_MESSAGE(same, all[begin + i], " gives ", x[i], " and ", y);
        }
      }
    }
  }
}

TEST_CASE("special values of the elementary functions") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN(),
                   kTiny = std::numeric_limits<double>::denorm_min();
  for (const Function& f : kFunctions) CHECK(std::isnan(f.one(kNan)));
  CHECK(num::exp(0.0) == 1);
  CHECK(num::exp(-0.0) == 1);
  CHECK(num::exp(kInfinity) == kInfinity);
  CHECK(bits(num::exp(-kInfinity)) == bits(0.0));
  CHECK(num::exp(710.0) == kInfinity);
  CHECK(bits(num::exp(-746.0)) == bits(0.0));
  CHECK(bits(num::tanh(0.0)) == bits(0.0));
  CHECK(bits(num::tanh(-0.0)) == bits(-0.0));
  CHECK(num::tanh(kInfinity) == 1);
  CHECK(num::tanh(-kInfinity) == -1);
  CHECK(num::sigmoid(0.0) == 0.5);
  CHECK(num::sigmoid(-0.0) == 0.5);
  CHECK(num::sigmoid(kInfinity) == 1);
  CHECK(bits(num::sigmoid(-kInfinity)) == bits(0.0));
  CHECK(bits(num::sin(0.0)) == bits(0.0));
  CHECK(bits(num::sin(-0.0)) == bits(-0.0));
  CHECK(num::cos(0.0) == 1);
  for (const double x : {kInfinity, -kInfinity}) {
    CHECK(std::isnan(num::sin(x)));
    CHECK(std::isnan(num::cos(x)));
  }
  for (const double x : {kTiny, -kTiny, 1e-310, -1e-310}) {
    CHECK(bits(num::sin(x)) == bits(x));
    CHECK(bits(num::tanh(x)) == bits(x));
    CHECK(num::cos(x) == 1);
    CHECK(num::exp(x) == 1);
    CHECK(num::sigmoid(x) == 0.5);
  }
}

}  // namespace
}  // namespace bw::test

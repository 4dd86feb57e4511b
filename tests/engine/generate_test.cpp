// Generators: published test vectors of the random numbers, and shapes and limits of the arrays.
#include <cmath>

#include "base/generate.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

TEST_CASE("SplitMix64 gives its published sequence") {
  // Seed 1234567, as listed with the reference implementation.
  Random random(1234567);
  CHECK(random.next() == 6457827717110365317u);
  CHECK(random.next() == 3203168211198807973u);
  CHECK(random.next() == 9817491932198370423u);
}

TEST_CASE("the inverse normal distribution function at known quantiles") {
  // From tables of the normal distribution with 16 digits.
  CHECK(inverse_normal(0.5) == 0);
  CHECK(inverse_normal(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-15));
  CHECK(inverse_normal(0.995) == doctest::Approx(2.5758293035489004).epsilon(1e-15));
  CHECK(inverse_normal(0.0013498980316300946) == doctest::Approx(-3).epsilon(1e-14));
  CHECK(inverse_normal(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-14));
  CHECK(inverse_normal(0.9) == doctest::Approx(1.2815515655446004).epsilon(1e-15));
}

TEST_CASE("the plain logarithm") {
  for (const double x : {1.0, 0.9, 0.7072, 0.7, 0.5, 0.1, 1e-5, 1e-300})
    CHECK(plain_log(x) == doctest::Approx(std::log(x)).epsilon(4e-16));
}

TEST_CASE("20,000 normal numbers have mean 0 and variance 1") {
  const auto x = generate({Rule::kNormal, 7}, Shape::vector(20'000));
  double sum = 0, squares = 0;
  for (const double v : x) sum += v, squares += v * v;
  // Four standard deviations of the estimates.
  CHECK(std::fabs(sum / 20'000) < 4 / std::sqrt(20'000.0));
  CHECK(std::fabs(squares / 20'000 - 1) < 4 * std::sqrt(2 / 20'000.0));
}

TEST_CASE("generators and sizes in declarations") {
  const Graph graph = graph_of(
      "size n = 3\nparam W = xavier(2, n, seed=1)\nparam b = zeros(2)\ninput x = linspace(-1, 1, n)\ninput I = "
      "eye(2)\nparam s = ones()\ny = I @ (W @ x + b) * s / n\n");
  CHECK(graph.shape[*graph.find("W")] == Shape::matrix(2, 3));
  CHECK(graph.shape[*graph.find("s")] == Shape::scalar());
  const auto value = [&](const char* id, int i) {
    return graph.leaf_values[static_cast<std::size_t>(graph.offset[*graph.find(id)] + i)];
  };
  CHECK(value("x", 0) == -1);
  CHECK(value("x", 1) == 0);
  CHECK(value("x", 2) == 1);
  CHECK(value("I", 1) == 0);
  CHECK(value("I", 3) == 1);
  for (int i = 0; i < 6; ++i) CHECK(std::fabs(value("W", i)) < std::sqrt(6.0 / 5));
  CHECK(value("W", 0) != value("W", 1));
}

TEST_CASE("seeds choose the numbers") {
  CHECK(generate({Rule::kHe, 1}, Shape::vector(4)) == generate({Rule::kHe, 1}, Shape::vector(4)));
  CHECK(generate({Rule::kHe, 1}, Shape::vector(4)) != generate({Rule::kHe, 2}, Shape::vector(4)));
}

TEST_CASE("what generators refuse") {
  using Names = std::vector<std::string>;
  CHECK(codes_of("param W = randn(0, 2)\ny = W * 2\n") == Names{"E_SHAPE"});
  CHECK(codes_of("param W = randn(2.5)\ny = W * 2\n") == Names{"E_SHAPE"});
  CHECK(codes_of("param W = randn(1, 2, 3)\ny = W * 2\n") == Names{"E_ARITY"});
  CHECK(codes_of("param W = zeros(100000, 100000)\ny = W * 2\n") == Names{"E_LIMIT"});
  CHECK(codes_of("param W = randn(2, sed=1)\ny = W * 2\n") == Names{"E_ATTR"});
  CHECK(codes_of("param W = linspace(1, 2)\ny = W * 2\n") == Names{"E_ARITY"});
  CHECK(codes_of("size n = 2.5\nparam W = zeros(n)\ny = W * 2\n") == Names{"E_NUMBER"});
}

}  // namespace
}  // namespace bw::test

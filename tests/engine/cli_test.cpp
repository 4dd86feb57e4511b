// The ledger that `bothways run` prints.
#include "cli/table.hpp"

#include <doctest/doctest.h>

#include <sstream>

namespace bw::test {
namespace {

struct Printed {
  bool good;
  std::string ledger, problems;
  bool shows(const std::string& text) const { return ledger.find(text) != std::string::npos; }
};
Printed ledger(const std::string& text) {
  std::ostringstream out, problems;
  const bool good = print_ledger(text, out, problems);
  return {good, out.str(), problems.str()};
}

TEST_CASE("the ledger of a network") {
  // L = 5 w² + 3: dL/dw = 10 w; forward carries dy/dw = 2 w.
  const Printed p = ledger("param w = 3\ninput k = 5\ny = w * w\nL = k * y + 3\n");
  CHECK(p.good);
  CHECK(p.problems.empty());
  CHECK(p.shows("▸ ∂/∂w    ◂ ∂L/∂"));
  CHECK(p.shows("w     param      3      1         30"));
  CHECK(p.shows("k     input      5      inactive  inactive"));
  CHECK(p.shows("y     mul        9      6         5"));
  CHECK(p.shows("L     add        48     30        1"));
  CHECK(p.shows("◂ backward: values, then one sweep back"));
  CHECK(p.shows("Largest relative difference between the ways: 0\n"));
  CHECK(!p.shows("L.c"));
}

TEST_CASE("the ledger of vectors and matrices, of several outputs, and without params") {
  const Printed p =
      ledger("param W = [[1, 2], [3, 4]]\nparam v = [1, 2, 3, 4, 5]\ny = W * 2\nz = sum(v)\noutput y, z\n");
  CHECK(p.good);
  CHECK(p.shows("▸ ∂/∂W[0,0] "));
  CHECK(p.shows("◂ ∂y[0,0]/∂ "));
  CHECK(p.shows("1 2 3 4 … (5)"));
  CHECK(ledger("param v = [1, 2]\ny = v * v\noutput y\n").shows("▸ ∂/∂v[0]  ◂ ∂y[0]/∂ "));
  CHECK(ledger("input x = 1\ny = x * x\n").shows("▸ ∂/∂—"));
}

TEST_CASE("a number that is none has no sign in the ledger") {
  const Printed p = ledger("param x = -1\ny = sqrt(x)\nz = y - y\n");
  CHECK(p.shows("y     sqrt       NaN"));
  CHECK(p.shows("z     sub        NaN"));
  CHECK(!p.shows("nan"));
}

TEST_CASE("what is wrong with a network comes before, or instead of, its ledger") {
  const Printed bad = ledger("y = sine(1) * x\n");
  CHECK(!bad.good);
  CHECK(bad.ledger.empty());
  CHECK(bad.problems.find("1:5: E_UNKNOWN_OP: There is no operation `sine`. Did you mean `sin`?\n") !=
        std::string::npos);
  CHECK(bad.problems.find("1:15: E_UNKNOWN_NAME: `x` is not defined.") != std::string::npos);
  const Printed warned = ledger("param x = 0\ny = relu(x)\n");
  CHECK(warned.good);
  CHECK(warned.problems.find("W_KINK") != std::string::npos);
}

}  // namespace
}  // namespace bw::test

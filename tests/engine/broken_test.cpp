// Broken engines: each gives the wrong number that its mistake gives by hand, says where it goes wrong first, and stops
// in time; the one that is only slow is right on every network.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "api/handle.hpp"
#include "base/limits.hpp"
#include "broken/registry.hpp"
#include "support.hpp"

namespace bw::test {
namespace {

using nlohmann::json;
using Numbers = std::vector<double>;

json ask(const std::string& kind, const std::string& text, const json& more = json::object()) {
  json request{{"v", 1}, {"kind", kind}, {"network", {{"text", text}}}};
  request.update(more);
  return json::parse(handle(request.dump()));
}
json broken(const std::string& text, const json& more = json::object()) {
  json answer = ask("broken", text, more);
  REQUIRE_MESSAGE(answer["ok"] == true, text, answer["diagnostics"].dump());
  REQUIRE(answer["engines"].size() == broken_engines().size());
  return answer;
}
json engine(const json& answer, const std::string& id) {
  for (const json& e : answer["engines"])
    if (e["id"] == id) return e;
  FAIL("no engine ", id);
  return {};
}
// Of all params, one after the other.
Numbers numbers(const json& gradient) {
  Numbers all;
  for (const json& block : gradient)
    for (const json& x : block["value"]) all.push_back(x.is_number() ? x.get<double>() : std::nan(""));
  return all;
}
Numbers gradient(const json& answer, const std::string& id) { return numbers(engine(answer, id)["gradient"]); }
// No NaN is near anything.
bool near(const Numbers& a, const Numbers& b, double tolerance) {
  bool good = a.size() == b.size();
  for (std::size_t i = 0; good && i < a.size(); ++i)
    good = std::fabs(a[i] - b[i]) <= tolerance * std::max(std::fabs(a[i]), std::fabs(b[i]));
  return good;
}
void check_all(const json& answer, const std::vector<Numbers>& wanted) {
  std::size_t i = 0;
  for (const char* id : {"overwrite", "queue", "recursion", "one_path", "no_reset"}) {
    INFO(id);
    const Numbers got = gradient(answer, id);
    CHECK(near(got, wanted[i], 1e-15));
    CHECK(engine(answer, id)["right"] == (near(numbers(answer["gradient"]), wanted[i], 1e-9)));
    ++i;
  }
}
void check_first(const json& answer, const char* id, const char* node, double got, double right,
                 const std::string& why) {
  INFO(id);
  const json first = engine(answer, id)["first_wrong"];
  REQUIRE(first.is_object());
  CHECK(first["node"] == node);
  CHECK(first["got"] == got);
  CHECK(first["right"] == right);
  CHECK(first["why"] == why);
}
std::string doublings(int n) { return "param h = 1\nrepeat " + std::to_string(n) + " { h = h + h }\n"; }

TEST_CASE("b = a + a; c = b + b: 4, and by the broken engines 1, 8, 4, 1 and 12") {
  const json got = broken("param a = 3\nb = a + a\nc = b + b\n");
  CHECK(numbers(got["gradient"]) == Numbers{4});
  // overwrite: b = 1, then 1; a = 1, then 1.
  // queue: c gives b 1 + 1 = 2 and queues it twice; each time it gives a 2 + 2: 8.
  // recursion: four paths of 1. one_path: one of them.
  // no_reset: c = 1, b = 2, a = 4; then b = 2 + 1 + 1 = 4, a = 4 + 4 + 4 = 12.
  check_all(got, {{1}, {8}, {4}, {1}, {12}});
  check_first(got, "overwrite", "b", 1, 2,
              "`b` gets 2 contributions, 1 from `c` and 1 from `c`; each overwrote the one before, and 1 is left in "
              "place of their sum, 2.");
  check_first(got, "queue", "a", 8, 4,
              "`b` was taken from the queue 2 times and passed on all it had each time: `a` got 8 in place of 4.");
  check_first(got, "one_path", "b", 1, 2,
              "`b` gets 2 contributions, 1 from `c` and 1 from `c`; only the first was followed, and 1 stands in place "
              "of their sum, 2.");
  check_first(got, "no_reset", "b", 4, 2,
              "`b` still held 2 from the first call when the second one added to it, and has 4.");
  CHECK(engine(got, "recursion")["first_wrong"].is_null());
  // c; b twice; a four times: by both that forget what they have seen. The others go through a, b and c.
  CHECK(engine(got, "recursion")["calls"] == "7");
  for (const char* id : {"queue", "recursion"}) CHECK(engine(got, id)["work"] == json{{"visits", 7}, {"reverse", 3}});
  for (const char* id : {"overwrite", "one_path"})
    CHECK(engine(got, id)["work"] == json{{"visits", 3}, {"reverse", 3}});
  CHECK(engine(got, "no_reset")["work"] == json{{"visits", 6}, {"reverse", 3}});
  for (const char* id : {"overwrite", "queue", "one_path", "no_reset"}) CHECK(engine(got, id)["calls"].is_null());
}

TEST_CASE("the two uses of x in x - x, x / x, x + sin x and a residual block") {
  // The last port is pushed first. -1, then 1; both 0 after two calls: x is a leaf, and nothing stands between.
  check_all(broken("param x = 2\ny = x - x\n"), {{1}, {0}, {0}, {-1}, {0}});
  // -x/x² = -1/2, then 1/x = 1/2.
  check_all(broken("param x = 2\ny = x / x\n"), {{0.5}, {0}, {0}, {-0.5}, {0}});
  // 1 from the sum, then cos x. Two calls: y.1 = sin x has 1, then 2: (1 + cos x) + (1 + 2 cos x).
  const double c = std::cos(0.7);
  const json sine = broken("param x = 0.7\ny = x + sin(x)\n");
  check_all(sine, {{c}, {1 + c}, {1 + c}, {1}, {2 + 3 * c}});
  check_first(sine, "overwrite", "x", c, 1 + c,
              "`x` gets 2 contributions, 1 from `y` and 0.764842 from `y.1`; each overwrote the one before, and "
              "0.764842 is left in place of their sum, 1.76484.");
  CHECK(engine(sine, "overwrite")["first_wrong"]["of"] == json{{"node", "x"}, {"element", 0}, {"inner", false}});
  check_first(sine, "no_reset", "y.1", 2, 1,
              "`y.1` still held 1 from the first call when the second one added to it, and has 2.");
  CHECK(engine(sine, "no_reset")["first_wrong"]["of"] == json{{"node", "y.1"}, {"element", 0}, {"inner", false}});
  // y = x + t, t = tanh p, p = w x; s = 1 - t². x gets 1 and w s; w gets x s. Two calls: t has 1 and 2, p has s and
  // s + 2s = 3s, so x has (1 + w s) + (1 + 3 w s) and w has x s + 3 x s.
  const double t = std::tanh(0.5 * 3), s = 1 - t * t;
  const json block = broken("param x = 3\nparam w = 0.5\ny = x + tanh(w * x)\n");
  const Numbers right{1 + 0.5 * s, 3 * s};
  CHECK(near(numbers(block["gradient"]), right, 1e-14));
  const std::vector<std::pair<const char*, Numbers>> wanted{{"overwrite", {0.5 * s, 3 * s}},
                                                            {"queue", right},
                                                            {"recursion", right},
                                                            {"one_path", {1, 3 * s}},
                                                            {"no_reset", {2 + 4 * 0.5 * s, 4 * 3 * s}}};
  for (const auto& one : wanted) CHECK_MESSAGE(near(gradient(block, one.first), one.second, 1e-14), one.first);
}

TEST_CASE("a queue where short and long ways meet: h = w x, p = h h, L = p + h") {
  // h = 6, dp/dh = 6 + 6. Right: h has 1 + 12 = 13, x has 3 · 13, w has 2 · 13.
  const json got = broken("param x = 2\nparam w = 3\nh = w * x\np = h * h\nL = p + h\n");
  CHECK(numbers(got["gradient"]) == Numbers{39, 26});
  // overwrite: h has 1, 6, 6. one_path: h has the 1 of L.
  // queue: L gives h 1 and p 1. h passes 1 on. p gives h 6 + 6, so h stands there twice more and passes 13 on each
  // time: x has 3 (1 + 13 + 13), w has 2 · 27. Visits: L, p, and three times h, x, w.
  // no_reset: h = 13 + 1 + 2 · 12 = 38, as p has 2: x = 39 + 3 · 38, w = 26 + 2 · 38.
  check_all(got, {{18, 12}, {81, 54}, {39, 26}, {3, 2}, {153, 102}});
  CHECK(engine(got, "queue")["work"] == json{{"visits", 11}, {"reverse", 5}});
  CHECK(engine(got, "recursion")["calls"] == "11");
  check_first(got, "overwrite", "h", 6, 13,
              "`h` gets 3 contributions, 1 from `L`, 6 from `p` and 6 from `p`; each overwrote the one before, and 6 "
              "is left in place of their sum, 13.");
  check_first(got, "queue", "w", 54, 26,
              "`h` was taken from the queue 3 times and passed on all it had each time: `w` got 54 in place of 26.");
  check_first(got, "no_reset", "p", 2, 1,
              "`p` still held 1 from the first call when the second one added to it, and has 2.");
}

TEST_CASE("the queue is explained by the consumer that came most often") {
  // h has 1 and then 13 and 13, as above; x has 1 from L, and 3 (1 + 13 + 13).
  const json got = broken("param x = 2\nh = 3 * x\np = h * h\nL = p + h + x\n");
  check_first(got, "queue", "x", 82, 40,
              "`h` was taken from the queue 3 times and passed on all it had each time: `x` got 82 in place of 40.");
}

TEST_CASE("of many contributions four are named; numbers that overflow") {
  const json many = broken("param x = 2\ny = 2 * x + 3 * x + 4 * x + 5 * x + x\n");
  CHECK(numbers(many["gradient"]) == Numbers{15});
  const std::string why = engine(many, "overwrite")["first_wrong"]["why"];
  CHECK(why.starts_with("`x` gets 5 contributions, 1 from `y`, 5 from `y."));
  CHECK(why.ends_with("` and so on; each overwrote the one before, and 2 is left in place of their sum, 15."));
  // The sum of |products| is infinite, and 1.5e308 is not 0 all the same.
  const json large = broken("param x = 1\ny = 1.5e308 * x - 1.5e308 * x\n");
  CHECK(numbers(large["gradient"]) == Numbers{0});
  CHECK(gradient(large, "overwrite") == Numbers{1.5e308});
  CHECK(engine(large, "overwrite")["right"] == false);
  // m has 0, summed from 1e200 and its opposite; path by path x has infinities.
  const json torn = broken("param x = 1\nm = 1e200 * x\ny = 1e200 * m - 1e200 * m\n");
  CHECK(numbers(torn["gradient"]) == Numbers{0});
  CHECK(engine(torn, "recursion")["right"] == false);
  CHECK(engine(torn, "recursion")["first_wrong"]["why"] ==
        "`x` gets the same terms path by path; rounded so, they are NaN in place of 0.");
}

TEST_CASE("two layers: inside a product of matrices one path is followed, and one contribution left") {
  const json got = broken("param x = [1, 2]\nparam W = [[1, 2], [3, 4]]\nparam v = [5, 6]\nh = W @ x\ny = v @ h\n");
  // Wᵀv = [5 + 18, 10 + 24]; v xᵀ; h = [5, 11].
  CHECK(numbers(got["gradient"]) == Numbers{23, 34, 5, 10, 6, 12, 5, 11});
  // x[j] gets W[1,j] v[1] before W[0,j] v[0].
  CHECK(gradient(got, "overwrite") == Numbers{5, 10, 5, 10, 6, 12, 5, 11});
  CHECK(gradient(got, "one_path") == Numbers{18, 24, 5, 10, 6, 12, 5, 11});
  // Each h[i] is used once: a queue does no harm.
  for (const char* id : {"queue", "recursion"}) CHECK(engine(got, id)["right"] == true);
  // A node d edges behind y has d + 1 times its adjoint: y, y.1, h[0], h[0].1, x[0] and W[0,0]; y, y.1, v[0].
  CHECK(gradient(got, "no_reset") == Numbers{5 * 23, 5 * 34, 25, 50, 30, 60, 15, 33});
  check_first(got, "overwrite", "x[1]", 10, 34,
              "`x[1]` gets 2 contributions, 24 from `h[1].2` and 10 from `h[0].2`; each overwrote the one before, and "
              "10 is left in place of their sum, 34.");
  CHECK(engine(got, "overwrite")["first_wrong"]["of"] == json{{"node", "x"}, {"element", 1}, {"inner", false}});
  // h used again: h[i] has v[i] + 1. The queue passes 1 on and then 6 (7), or both times all: x is wrong, h is right.
  const json again =
      broken("param x = [1, 2]\nparam W = [[1, 2], [3, 4]]\nparam v = [5, 6]\nh = W @ x\ny = v @ h + sum(h)\n");
  CHECK(numbers(again["gradient"]) == Numbers{27, 40, 6, 12, 7, 14, 5, 11});
  CHECK(engine(again, "queue")["right"] == false);
  CHECK(engine(again, "queue")["first_wrong"]["of"]["node"] == "h");
  CHECK(engine(again, "queue")["first_wrong"]["of"]["inner"] == true);
}

TEST_CASE("a plain chain: every node is right but without a reset, where the error grows with the depth") {
  // a = 2x, b = 3a, c = 5b: 1, 5, 15, 30. Again: b = 5 + 5, a = 15 + 3 · 10, x = 30 + 2 · 45.
  const json got = broken("param x = 1\na = 2 * x\nb = 3 * a\nc = 5 * b\n");
  check_all(got, {{30}, {30}, {30}, {30}, {120}});
  check_first(got, "no_reset", "b", 10, 5,
              "`b` still held 5 from the first call when the second one added to it, and has 10.");
  const Graph g = graph_of("param x = 1\na = 2 * x\nb = 3 * a\nc = 5 * b\n");
  Task task = task_of(g);
  task.keep_nodes = true;
  const Tape tape(g, Activity(g, g.wrt, g.outputs), find_mode("reverse")->run(task).values, task.seeds);
  CHECK(tape.size() == 4);
  CHECK(no_reset_engine().run(tape).adjoints == Numbers{120, 45, 10, 1});
  for (const int n : {1, 2, 30}) {
    const json chain = broken("param h = 0.5\nrepeat " + std::to_string(n) + " { h = sin(h) }\n");
    CHECK(engine(chain, "recursion")["calls"] == std::to_string(n + 1));
    CHECK(engine(chain, "queue")["work"]["visits"] == n + 1);
    CHECK(near(gradient(chain, "no_reset"), {(n + 1) * numbers(chain["gradient"])[0]}, 1e-13));
  }
}

TEST_CASE("calls on doublings: 2^(n+1) - 1, exact also where they are not made") {
  const char* const by_python[] = {"3", "7", "15", "31", "63", "127", "255", "511", "1023", "2047"};
  for (int n = 1; n <= 10; ++n) {
    const json got = broken(doublings(n));
    CHECK(engine(got, "recursion")["calls"] == by_python[n - 1]);
    for (const char* id : {"recursion", "queue"})
      CHECK(std::to_string(engine(got, id)["work"]["visits"].get<int>()) == by_python[n - 1]);
    CHECK(gradient(got, "recursion") == Numbers{std::ldexp(1.0, n)});
    // At depth k the queue has 2^k visits; each passes the whole adjoint on twice: 2^(1 + 2 + … + n).
    CHECK(gradient(got, "queue") == Numbers{std::ldexp(1.0, n * (n + 1) / 2)});
    // The first call leaves 2^k at depth k, the second (k + 1) 2^k.
    CHECK(gradient(got, "no_reset") == Numbers{(n + 1) * std::ldexp(1.0, n)});
  }
  CHECK(engine(broken(doublings(100)), "recursion")["calls"] == "2535301200456458802993406410751");
}

TEST_CASE("the bound on visits: both that would go on for ever stop, and say so") {
  const json last = broken(doublings(16)), above = broken(doublings(17)), long_one = broken(doublings(60));
  for (const char* id : {"queue", "recursion"}) {
    CHECK(engine(last, id)["stopped"] == false);
    CHECK(engine(last, id)["work"]["visits"] == 131'071);
    for (const json& answer : {above, long_one}) {
      const json e = engine(answer, id);
      CHECK(e["stopped"] == true);
      for (const char* field : {"gradient", "right", "first_wrong"}) CHECK(e[field].is_null());
      CHECK(e["work"]["visits"] == (std::string(id) == "queue" ? limits::kBrokenVisits : 0));
    }
  }
  CHECK(engine(above, "recursion")["calls"] == "262143");
  CHECK(engine(long_one, "recursion")["calls"] == "2305843009213693951");
  for (const char* id : {"overwrite", "one_path", "no_reset"}) CHECK(engine(long_one, id)["stopped"] == false);
  // 65,536 sums of 0.077 are 1.7e-12 off by rounding, and right all the same.
  CHECK(engine(broken(doublings(16), {{"seeds", {{"h_16", {0.077}}}}}), "recursion")["right"] == true);
}

TEST_CASE("seeds of outputs and inner nodes, other leaf values, an inner wrt, nothing to differentiate") {
  // c = 1, b = 10 and 1 + 1 more. The queue holds c, b: b passes on 12, and 12 and 12 again.
  const std::string text = "param a = 3\nb = a + a\nc = b + b\n";
  const json both = broken(text, {{"seeds", {{{"id", "c"}, {"value", {1}}}, {{"id", "b"}, {"value", {10}}}}}});
  CHECK(numbers(both["gradient"]) == Numbers{24});
  check_all(both, {{1}, {72}, {24}, {10}, {48}});
  CHECK(engine(both, "recursion")["calls"] == "10");
  check_first(both, "overwrite", "b", 1, 12,
              "`b` gets 3 contributions, 10 from its seed, 1 from `c` and 1 from `c`; each overwrote the one before, "
              "and 1 is left in place of their sum, 12.");
  check_first(both, "no_reset", "a", 48, 24,
              "`a` still held 24 from the first call when the second one added to it, and has 48.");
  // d(x²) by hand at another x.
  CHECK(numbers(broken("param x = 2\ny = x * x\n", {{"at", {{"x", {5}}}}})["gradient"]) == Numbers{10});
  CHECK(gradient(broken("param x = 2\ny = x * x\n", {{"at", {{"x", {5}}}}}), "one_path") == Numbers{5});
  // Nothing passes b, which is independent.
  CHECK(gradient(broken(text + "wrt b\n"), "queue") == Numbers{2});
  const json none = broken("input a = 3\nb = a + a\n");
  CHECK(none["gradient"].empty());
  for (const json& e : none["engines"])
    CHECK((e["right"] == true && e["gradient"].empty() && e["work"]["reverse"] == 0));
  CHECK(engine(none, "recursion")["calls"] == "0");
}

}  // namespace
}  // namespace bw::test

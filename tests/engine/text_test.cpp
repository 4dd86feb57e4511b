// The language: what parses, what it means, what is wrong with the rest, and printing it again.
#include "support.hpp"

#include "text/parser.hpp"
#include "text/printer.hpp"
#include "text/words.hpp"

namespace bw::test {
namespace {

double value_of(const std::string& expression) {
  const Graph graph = graph_of("param x = 3\nparam u = 2\ny = " + expression + "\n");
  Task task = task_of(graph);
  task.keep_nodes = true;
  return find_mode("forward")->run(task).values[static_cast<std::size_t>(graph.offset[graph.outputs[0]])];
}
std::vector<std::string> ids(const std::string& text) {
  const Graph graph = graph_of(text);
  std::vector<std::string> out;
  for (NodeId n = 0; n < graph.size(); ++n) out.push_back(graph.text[n].id);
  return out;
}
using Names = std::vector<std::string>;

TEST_CASE("operators bind as in Python") {
  CHECK(value_of("-x**2") == -9);
  CHECK(value_of("2**3**2 + 0*x") == 512);
  CHECK(value_of("x**-1") == doctest::Approx(1.0 / 3));
  CHECK(value_of("x^2") == 9);
  CHECK(value_of("x - u - 1") == 0);
  CHECK(value_of("x / u / 2") == 0.75);
  CHECK(value_of("x * -u + 1") == -5);
  CHECK(value_of("-(x + u) * 2") == -10);
  CHECK(value_of("2 - -x") == 5);
  CHECK(value_of("x ** (u + 1)") == 27);
  CHECK(value_of("square(x) + ln(exp(u))") == doctest::Approx(11));
}

TEST_CASE("every operation is a node; literals take no number") {
  CHECK(ids("param x = 3\nz = 2 * x + 1\n") == Names{"x", "z.1.c1", "z.1", "z.c2", "z"});
  CHECK(ids("param x = 3\nz = -2 * x\n") == Names{"x", "z.c1", "z"});
  CHECK(ids("param W = [[1, 2]]\ny = sum(W.T)\n") == Names{"W", "y.1", "y"});
}

TEST_CASE("each word of the table means to the parser what the table says") {
  for (const Word& word : words()) {
    const std::string text(word.text);
    INFO(text);
    CHECK(find_word(text) == &word);
    if (word.role == Role::kConstant) {
      const double value = value_of("u * 0 + " + text);
      CHECK((value == word.number || std::isnan(word.number)));
    }
    const std::string sizes = word.rule == Rule::kEven ? "(0, 1, 2)" : "(2)";
    if (word.role == Role::kGenerator) CHECK(graph_of("param x = " + text + sizes + "\ny = sum(x)\n").size() == 2);
    if (!word.statement) continue;
    const std::string line = word.role == Role::kList                ? text + " a"
                             : *word.statement == Statement::kDef    ? text + " f(a) = a"
                             : *word.statement == Statement::kRepeat ? text + " 2 { a = 1 }"
                                                                     : text + " a = 1";
    Diagnostics diagnostics;
    const std::vector<Statement> read = parse_statements(line, diagnostics);
    REQUIRE(read.size() == 1);
    CHECK(read[0].kind == *word.statement);
    CHECK(word_of(read[0].kind) == text);
  }
}

TEST_CASE("declarations hold numbers, vectors and matrices") {
  const Graph graph = graph_of("param w = [1/3, -2e-1, pi]\ninput W = [[1, 2, 3], [4, 5, 6]]\ny = W @ w\n");
  CHECK(graph.shape[*graph.find("W")] == Shape::matrix(2, 3));
  CHECK(graph.leaf_values[0] == 1.0 / 3);
  CHECK(graph.leaf_values[2] == 3.14159265358979323846);
}

TEST_CASE("names may be Greek, dotted or quoted; a line goes on inside brackets") {
  CHECK(ids("param β = 1\nŷ = σ(β)\n") == Names{"β", "ŷ"});
  CHECK(ids("param h.W = 1\n`a b` = h.W * 2\nz.1 = (`a b` +\n 1)\n") == Names{"h.W", "a b.c2", "a b", "z.1.c2", "z.1"});
}

TEST_CASE("loss, output and wrt choose; the last statement is the default") {
  const Graph graph = graph_of("param a = 1\nparam b = 2\nc = a * b\nd = a + b\nloss c\nwrt b\n");
  CHECK(graph.text[graph.outputs[0]].id == "c");
  CHECK(graph.text[graph.wrt[0]].id == "b");
  CHECK(graph.text[graph_of("param a = 1\nb = a * a\nc = b\n").outputs[0]].id == "b");
}

TEST_CASE("all mistakes at once, in the order of the text, none said twice") {
  CHECK(codes_of("y = q + 1\nz = sigmod(y)\nv = x +\nw = v * 2\n") ==
        Names{"E_UNKNOWN_NAME", "E_UNKNOWN_OP", "E_SYNTAX"});
  CHECK(codes_of("param W = [[1, 2], [3]]\ny = W @ W\n") == Names{"E_SHAPE"});
  CHECK(codes_of("param x = [1, 2\ny = 1 * 2\nz = )\n") == Names{"E_SYNTAX", "E_SYNTAX"});
  CHECK(codes_of("") == Names{"E_EMPTY"});
  CHECK(codes_of("param x = [1, 2]\nparam y = [1, 2, 3]\nz = x + y\nw = x @ y\n") == Names{"E_SHAPE", "E_SHAPE"});
  CHECK(codes_of("sigmoid = 3\n")[0] == "E_RESERVED");
  CHECK(codes_of("param x = 1\nx = 2 * x\n") == Names{"E_DUP_ID"});
  CHECK(codes_of("y = y + 1\n") == Names{"E_UNKNOWN_NAME"});
  CHECK(codes_of("t = [0, 1]\ny = t + q\n") == Names{"E_UNKNOWN_NAME"});
  CHECK(codes_of("sum = dense(x, 2)\n") ==
        Names{"E_RESERVED", "E_UNKNOWN_NAME"});  // a refused name of a node that was never made
  CHECK(codes_of("h = dense(x, 4, activation=tanh)\ny = sum(h)\n") == Names{"E_UNKNOWN_NAME"});
}

TEST_CASE("a definition is written out at each call") {
  CHECK(ids("def neuron(x, w, b) = sigmoid(w * x + b)\nparam x = 1\nparam w = 2\nh = neuron(x, w, 3)\ny = neuron(h, w, "
            "h) + 1\n") == Names{"x", "w", "h.1", "h.2.c2", "h.2", "h", "y.1", "y.2", "y.3", "y.c2", "y"});
  const Graph graph = graph_of("def twice(f) = f + f\ndef four(f) = twice(twice(f))\nparam x = 3\ny = four(x * x)\n");
  CHECK(run("reverse", graph).gradient == std::vector<double>{24});  // 4 x², 8 x
  CHECK(codes_of("def f(x) = f(x)\nparam a = 1\ny = f(a)\n") == Names{"E_RECURSION"});
  CHECK(codes_of("def f(x, x) = x\nparam a = 1\ny = f(a, a)\n") == Names{"E_DUP_ID"});
  CHECK(codes_of("def f(x) = x + q\nparam a = 1\ny = f(a)\nz = f(a)\n") == Names{"E_UNKNOWN_NAME"});
  CHECK(codes_of("def f(x) = x\nparam a = 1\ny = f(a, a)\nz = f + 1\n") == Names{"E_ARITY", "E_UNKNOWN_NAME"});
}

TEST_CASE("a repetition numbers its names; afterwards they mean the last") {
  CHECK(ids("param h = 1\nrepeat 3 { h = tanh(h) }\ny = h * 2\n") == Names{"h", "h_1", "h_2", "h_3", "y.c2", "y"});
  CHECK(ids("param h = 1\nrepeat 2 {\n  param w = 2\n  h = w * h\n}\nz = h + w\n") ==
        Names{"h", "w_1", "w_2", "h_1", "h_2", "z"});
  CHECK(ids("size n = 2\nparam h = 1\nrepeat n { repeat n { h = sin(h) } }\n") ==
        Names{"h", "h_1_1", "h_1_2", "h_2_1", "h_2_2"});
  const Graph graph = graph_of("param x = 1\nrepeat 30 { x = x + x }\n");
  CHECK(run("reverse", graph).gradient == std::vector<double>{1073741824});
  CHECK(codes_of("param h = 1\nparam h_2 = 1\nrepeat 3 { h = tanh(h) }\n") == Names{"E_DUP_ID"});
  CHECK(codes_of("param h = 1\nrepeat 3 { h = tanh(q) }\n") == Names{"E_UNKNOWN_NAME"});
  CHECK(codes_of("param h = 1\nrepeat 0 { h = tanh(h) }\ny = h + 1\n") == Names{"E_NUMBER"});
  CHECK(codes_of("param h = 1\nrepeat 3 { loss h }\ny = h + 1\n") == Names{"E_SYNTAX"});
  CHECK(codes_of("param h = 1\nrepeat 3 { h = tanh(h)\n") == Names{"E_SYNTAX"});
}

TEST_CASE("a dense layer of an expression: its parts are numbered behind those of the expression") {
  for (const char* activation : {"", ", tanh", ", sq"}) {
    const Graph g = graph_of("def sq(a) = a*a\ninput x = [1, 2]\nparam s = 2\nt = s*x\nL = sum(dense(t, 3" +
                             std::string(activation) + ", seed=1))\n");
    const Graph same = graph_of("def sq(a) = a*a\ninput x = [1, 2]\nparam s = 2\nh = dense(s*x, 3" +
                                std::string(activation) + ", seed=1)\nL = sum(h)\n");
    CHECK(same.text[2].id == "h.1");
    CHECK(same.size() == g.size());
    CHECK(run("reverse", same).gradient[0] == run("reverse", g).gradient[0]);
  }
  CHECK(codes_of("input x = [1, 2]\ny = sum(dense(tanh(dense(2*x, 4)), 3, tanh))\n").empty());
  CHECK(codes_of("input x = [1, 2]\ny = dense(dense(2*x, 4, tanh) + 1, 3, tanh)\nL = sum(y)\n").empty());
}

TEST_CASE("a dense layer declares its params, shaped by its operand") {
  const Graph graph =
      graph_of("input x = [1, 2, 3]\nh = dense(x, 2, tanh, seed=1)\ny = sum(dense(h, 4) + dense(h, 4))\n");
  const auto shape = [&](const char* id) { return graph.shape[*graph.find(id)]; };
  CHECK(shape("h.W") == Shape::matrix(2, 3));
  CHECK(shape("h.b") == Shape::vector(2));
  CHECK(shape("h") == Shape::vector(2));
  CHECK(shape("y.1.W") == Shape::matrix(4, 2));
  CHECK(shape("y.2.b") == Shape::vector(4));
  CHECK(graph.wrt.size() == 6);
  CHECK(graph.leaf_values[static_cast<std::size_t>(graph.offset[*graph.find("y.1.W")])] !=
        graph.leaf_values[static_cast<std::size_t>(graph.offset[*graph.find("y.2.W")])]);
  CHECK(distance(run("forward", graph).gradient, run("reverse", graph).gradient, 1e-3) < 1e-12);
  CHECK(graph_of("input X = [[1, 2, 3], [4, 5, 6]]\nh = dense(X, 4, relu)\nL = sum(h)\nwrt h.W\n").shape[4] ==
        Shape::matrix(2, 4));
  const Graph deep = graph_of(
      "input x = linspace(-1, 1, 8)\nh = dense(x, 8, tanh)\nrepeat 20 { h = h + dense(h, 8, tanh) }\nL = sum(h)\n");
  CHECK(deep.wrt.size() == 42);
  CHECK(deep.find("h_20.1.W").has_value());
  CHECK(run("reverse", graph_of("def layer(x) = dense(x, 3, sigmoid)\ninput x = [1, 2]\nL = sum(layer(layer(x)))\n"))
            .gradient.size() == 9 + 12);
  CHECK(codes_of("input x = 1\nh = dense(x, 2)\n") == Names{"E_RANK"});
  CHECK(codes_of("input x = [1, 2]\nh = dense(x)\n") == Names{"E_ARITY"});
  CHECK(codes_of("input x = [1, 2]\nh = dense(x, 2.5)\n") == Names{"E_NUMBER"});
  CHECK(codes_of("input x = [1, 2]\nh = dense(x, 2, mul)\n") == Names{"E_UNKNOWN_OP"});
  CHECK(codes_of("input x = [1, 2]\nh = dense(x, 100000000)\n") == Names{"E_NUMBER"});
  CHECK(codes_of("input x = [1, 2]\nh = tanh\n") == Names{"E_UNKNOWN_NAME"});
  CHECK(codes_of("input x = [1, 2]\nh = x + tanh\n") == Names{"E_UNKNOWN_NAME"});
}

TEST_CASE("what is written out is bounded") {
  std::string doubling = "def f0(x) = x + x\n", nothing = "def k(x, y) = x\ndef g0(x) = k(x, x)\n";
  for (int i = 1; i < 40; ++i) {
    const std::string n = std::to_string(i), before = std::to_string(i - 1);
    doubling += "def f" + n + "(x) = f" + before + "(x) + f" + before + "(x)\n";
    nothing += "def g" + n + "(x) = k(g" + before + "(x), g" + before + "(x))\n";
  }
  CHECK(codes_of(doubling + "param x = 1\ny = f39(x)\n") == Names{"E_LIMIT"});
  CHECK(codes_of(nothing + "param x = 1\ny = g39(x) + 1\n") == Names{"E_LIMIT"});
  std::string empty = "param x = 1\ny = x + 1\n";
  for (int i = 0; i < 8; ++i) empty += "repeat 100000 { ";
  CHECK(codes_of(empty + "}}}}}}}}\n") == Names{"E_LIMIT"});
  std::string deep = "def f0(x) = x + 1\n";
  for (int i = 1; i < 100; ++i) deep += "def f" + std::to_string(i) + "(x) = f" + std::to_string(i - 1) + "(x)\n";
  CHECK(codes_of(deep + "param x = 1\ny = f99(x)\n")[0] == "E_DEPTH");
}

TEST_CASE("nesting is bounded, length is not") {
  const std::string deep(1000, '(');
  CHECK(codes_of("param x = 1\ny = " + deep + "x\n") == Names{"E_DEPTH"});
  CHECK(codes_of("param x = 1\ny = " + std::string(1000, '-') + "x\n") == Names{"E_DEPTH"});
  std::string sum = "param x = 1\ny = x";
  for (int i = 0; i < 100'000; ++i) sum += " + x";
  CHECK(codes_of(sum + "\n").empty());
}

TEST_CASE("hints: what was meant") {
  const auto hint = [](const std::string& text) {
    Diagnostics diagnostics;
    build(parse(text, diagnostics), diagnostics);
    return diagnostics.shown().at(0).hint;
  };
  CHECK(hint("param x = 1\ny = sigmod(x)\n").find("`sigmoid`") != std::string::npos);
  CHECK(hint("param weight = 1\ny = wieght * 2\n").find("`weight`") != std::string::npos);
  CHECK(hint("param W = [[1, 2], [3, 4], [5, 6]]\nparam x = [1, 2, 3]\ny = W @ x\n").find("`W.T`") !=
        std::string::npos);
  CHECK(hint("param W = [[1, 2, 3], [3, 4, 5]]\nparam x = [[1], [2], [3]]\ny = W * x\n").find("`@`") !=
        std::string::npos);
  CHECK(hint("param x = 1\ny = 2x\n").find("`*`") != std::string::npos);
}

// Leaves are printed first; so where a layer declared some in between, nodes keep their order but not their places.
TEST_CASE("printing and reading again gives the same network") {
  for (const Network& network : golden_networks()) {
    INFO(network.name);
    const std::string once = print(to_spec(graph_of(network.text)));
    const Graph again = graph_of(once);
    CHECK(print(to_spec(again)) == once);
    const Graph first = graph_of(network.text);
    REQUIRE(again.size() == first.size());
    const bool layers =
        network.text.find("dense(") != std::string::npos || network.text.find("gru(") != std::string::npos;
    if (!layers) {
      for (NodeId n = 0; n < first.size(); ++n) CHECK(again.text[n].id == first.text[n].id);
      CHECK(again.leaf_values == first.leaf_values);
    }
    const auto computed = [](const Graph& g) {
      std::vector<std::string> ids;
      for (NodeId n = 0; n < g.size(); ++n)
        if (!g.row[n]->is_leaf()) ids.push_back(g.text[n].id);
      return ids;
    };
    CHECK(computed(again) == computed(first));
    for (NodeId n = 0; n < first.size(); ++n) {
      const std::optional<NodeId> found = again.find(first.text[n].id);
      REQUIRE(found.has_value());
      const NodeId m = *found;
      CHECK(again.text[m].group == first.text[n].group);
      CHECK(again.row[m] == first.row[n]);
      REQUIRE(again.arity(m) == first.arity(n));
      for (std::size_t port = 0; port < first.arity(n); ++port)
        CHECK(again.text[again.in(m)[port]].id == first.text[first.in(n)[port]].id);
      for (std::int64_t i = 0; i < first.elements(n); ++i)
        CHECK(again.leaf_values[static_cast<std::size_t>(again.offset[m] + i)] ==
              first.leaf_values[static_cast<std::size_t>(first.offset[n] + i)]);
    }
  }
}

TEST_CASE("what text cannot say plainly is printed so that it reads back") {
  for (const char* text :
       {"param x = 2\ny = (-2) ** x\n", "param x = -0.0\ny = x - -3\nz = y * inf\n", "param `0` = 1\n`a b` = `0` * 2\n",
        "param x = [1, 2]\ny = sum(x, axis=-1, keepdims=True)\nz = 2 ** y\n",
        "param x = 1\nc = 3\nd = c * c\ny = d * x\n"}) {
    const std::string once = print(to_spec(graph_of(text)));
    INFO(once);
    CHECK(print(to_spec(graph_of(once))) == once);
  }
}

}  // namespace
}  // namespace bw::test

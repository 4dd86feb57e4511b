// One line a word.
#include "text/words.hpp"

#include <limits>

namespace bw {
namespace {

constexpr Word kWords[] = {
    {"input", Role::kLeaf, "name = numbers", "Data: no gradient is asked.", Statement::kInput},
    {"param", Role::kLeaf, "name = numbers", "A weight: differentiable.", Statement::kParam},
    {"size", Role::kSize, "name = whole number",
     "A whole number for generators, layers, repetitions, subscripts and expressions.", Statement::kSize},
    {"def", Role::kBlock, "f(a, b) = expression", "A function of your own, written out at each call.", Statement::kDef},
    {"with", Role::kClause, "df = expression",
     "Behind `def f(x) = …`: its derivative is this factor, element by element, whatever the expression's is. Of more "
     "arguments one each: `with df/dx = w, df/dw = x`. In it f is the value."},
    {"repeat", Role::kBlock, "n { … }",
     "The statements in braces, again and again; with `n as i` i is 0, 1, 2 in them.", Statement::kRepeat},
    {"loss", Role::kList, "name", "What is differentiated; if absent, what is called `loss`, or the last name defined.",
     Statement::kLoss},
    {"output", Role::kList, "names", "Several results: a Jacobian.", Statement::kOutputs},
    {"wrt", Role::kList, "names", "What it is differentiated by; every param, if absent.", Statement::kWrt},
    {"dense", Role::kLayer, "(x, width, activation, seed)", "A layer with weights and biases of its own."},
    {"attention", Role::kLayer, "(Q, K, V, mask, causal)",
     "softmax(Q @ K.T / sqrt(d)) @ V, written out; where the mask is 0 a query does not see the key."},
    {"gru", Role::kLayer, "(x, h, seed, like)",
     "One step of a gated recurrent unit with weights of its own, or those of like."},
    {"lstm", Role::kLayer, "(x, h, c, seed, like)", "One step of a long short-term memory; its cell state is NAME.c."},
    {"zeros", Role::kGenerator, "(m, n)", "An array of zeros.", {}, Rule::kZeros},
    {"ones", Role::kGenerator, "(m, n)", "An array of ones.", {}, Rule::kOnes},
    {"eye", Role::kGenerator, "(n)", "The identity matrix.", {}, Rule::kEye},
    {"linspace", Role::kGenerator, "(a, b, n)", "n numbers at even steps from a to b.", {}, Rule::kEven},
    {"randn", Role::kGenerator, "(m, n, seed)", "Normal random numbers; the seed decides them.", {}, Rule::kNormal},
    {"uniform", Role::kGenerator, "(m, n, seed)", "Random numbers of one probability.", {}, Rule::kUniform},
    {"xavier", Role::kGenerator, "(m, n, seed)", "Random weights for tanh-like layers.", {}, Rule::kXavier},
    {"he", Role::kGenerator, "(m, n, seed)", "Random weights for relu-like layers.", {}, Rule::kHe},
    {"pi", Role::kConstant, "3.14159…", "Half a turn in radians.", {}, {}, 3.14159265358979323846},
    {"inf", Role::kConstant, "", "Infinity.", {}, {}, std::numeric_limits<double>::infinity()},
    {"nan", Role::kConstant, "", "Not a number.", {}, {}, std::numeric_limits<double>::quiet_NaN()},
};

}  // namespace

std::span<const Word> words() { return kWords; }

const Word* find_word(std::string_view text) {
  // Nearly all names are none, and their first letters and lengths say so.
  for (const Word& word : kWords)
    if (word.text.size() == text.size() && word.text.front() == text.front() && word.text == text) return &word;
  return nullptr;
}

std::string_view word_of(Statement::Kind kind) {
  for (const Word& word : kWords)
    if (word.statement == kind) return word.text;
  return "";
}

}  // namespace bw

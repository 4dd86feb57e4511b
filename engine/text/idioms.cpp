// One line an idiom where it is a word; the others are told by the tokens that they begin with.
#include "text/idioms.hpp"

#include "ops/names.hpp"

namespace bw {
namespace {

struct WordSaid {
  std::string_view word, message, hint;
};

constexpr WordSaid kPrefixes[] = {
    {"lambda", "A function is not a value here.", "Define it above: `def f(x) = x * x`."},
    {"not", "There is no `not`.", "Not c is `1 - c`."},
    {"if", "There is no `if`.", "To choose between two values write `where(x > 0, a, b)`."},
    {"new", "There are no objects here.", "A value is a number, a vector or a matrix."},
};
constexpr WordSaid kInfixes[] = {
    {"if", "There is no `if`.", "To choose between two values write `where(x > 0, a, b)`."},
    {"else", "There is no `else`.", "To choose between two values write `where(x > 0, a, b)`."},
    {"for", "There is no `for`.",
     "Operations take whole arrays: `sum(x * x)`; a repetition is `repeat 3 { h = tanh(h) }`."},
    {"and", "There is no `and`.", "Of two comparisons write the product: `(x > 0) * (x < 1)`."},
    {"or", "There is no `or`.", "Of two comparisons write `max(x > 0, x < 1)`."},
    {"in", "There is no `in`.", "Operations take whole arrays: `sum(x * x)`."},
    {"is", "There is no `is`.", "Equality is `a == b`, which gives 0 or 1."},
    {"as", "An `as` stands in `repeat 3 as i { … }` alone.", "A statement is `name = expression`."},
};

// Statements that begin with a word. block: more lines may belong to it.
struct StatementWord {
  std::string_view word, message, hint;
  bool block;
};
constexpr StatementWord kStatements[] = {
    {"for", "There is no `for`.",
     "A repetition is `repeat 3 { h = tanh(h) }`; over the elements of an array go `sum` and `mean`.", true},
    {"while", "There is no `while`.", "A repetition is `repeat 3 { h = tanh(h) }`, as often as a number says.", true},
    {"if", "There is no `if`.", "To choose between two values write `y = where(x > 0, a, b)`.", true},
    {"elif", "There is no `elif`.", "To choose between two values write `y = where(x > 0, a, b)`.", true},
    {"else", "There is no `else`.", "To choose between two values write `y = where(x > 0, a, b)`.", true},
    {"class", "There are no classes.", "A layer is `h = dense(x, 4, tanh)`; a function is `def f(x) = x * x`.", true},
    {"with", "There is no `with`.", "Write its statements alone; through `stop_gradient(x)` no derivative passes.",
     true},
    {"try", "There is no `try`.", "Write its statements alone.", true},
    {"function", "A function is defined with `def`.", "Write `def f(x) = x * x`.", false},
    {"return", "There is no `return`.", "The last name is the result; another is named by `loss L`.", false},
    {"assert", "There is no `assert`.", "Every value is shown; delete the line.", false},
    {"del", "There is no `del`.", "Nothing needs to be freed; delete the line.", false},
};
constexpr std::string_view kDeclaring[] = {"let", "var", "const", "val", "auto", "double", "float", "int"};

bool is_block_end(const Token& t) { return t.kind == TokenKind::kNewline || t.kind == TokenKind::kEnd; }
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

// `import torch`, `print(x)`, `L.backward()`: what a network needs no word for.
std::optional<Said> skipped(const Cursor& cursor) {
  const Token &t = cursor.peek(), &next = cursor.peek(1);
  if ((t.is_word("import") || t.is_word("from")) && next.kind == TokenKind::kName)
    return Said{"The line is skipped: nothing is imported here.",
                "Operations may keep their prefix, as in `np.exp(x)`, or stand alone."};
  if (t.is_word("print") && next.is("("))
    return Said{"The line is skipped: nothing is printed.", "Every value is shown beside its node."};
  if (!next.is("(") || t.kind != TokenKind::kName || t.quoted) return std::nullopt;
  if (ends_with(t.text, ".backward"))
    return Said{"The line is skipped: every derivative is computed, both ways.",
                "What is differentiated is the last name, or that of `loss L`."};
  for (const std::string_view end : {".step", ".zero_grad", ".seed", ".manual_seed", ".requires_grad_"})
    if (ends_with(t.text, end)) return Said{"The line is skipped: it changes no value of the network.", "It can go."};
  return std::nullopt;
}

std::string assigned(const Token& name, const std::string& how) { return in_ticks(std::string(name.text) + " " + how); }

// The token behind the bracket at `at`, or the last one that was looked at.
std::size_t behind_bracket(const Cursor& cursor, std::size_t at) {
  int depth = 0;
  do {
    const Token& t = cursor.peek(at);
    if (is_block_end(t)) return at;
    depth += t.is("(") || t.is("[") ? 1 : t.is(")") || t.is("]") ? -1 : 0;
    ++at;
  } while (depth > 0);
  return at;
}

// NAME followed by what is not a plain `=`.
std::optional<StatementIdiom> changed(const Cursor& cursor) {
  const Token &t = cursor.peek(), &next = cursor.peek(1), &third = cursor.peek(2);
  if (next.is(":") && third.is("="))
    return StatementIdiom{.said = {"A value is given with `=`, not `:=`.", "Write " + assigned(t, "= …") + "."},
                          .name = 1};
  for (const std::string_view op : {"+", "-", "*", "/", "@", "**"})
    if (next.is(op) && third.is("=") && third.begin == next.end)
      return StatementIdiom{
          .said = {in_ticks(std::string(op) + "=") + " changes a value, and a graph has no time.",
                   "Give the new value a name of its own: " +
                       in_ticks(std::string(t.text) + "2 = " + std::string(t.text) + " " + std::string(op) + " …") +
                       "."}};
  if (next.is(":") && third.kind == TokenKind::kName && cursor.peek(3).is("="))
    return StatementIdiom{.said = {"Values have no types here.", "Write " + assigned(t, "= …") + "."}, .name = 1};
  if (next.is(",") && third.kind == TokenKind::kName)
    return StatementIdiom{.said = {"A statement gives one name.", "Write a line for each."}};
  if (next.is("[") && cursor.peek(behind_bracket(cursor, 1)).is("="))
    return StatementIdiom{
        .said = {"A part of " + in_ticks(t.text) + " cannot be given a new value: a graph has no time.",
                 "Make a new array: `y = concat(x[0:1], [2], x[2:])`."}};
  if (next.is("(") && third.kind == TokenKind::kName && cursor.peek(behind_bracket(cursor, 1)).is("="))
    return StatementIdiom{.said = {"A function is defined with `def`.",
                                   "Write " +
                                       in_ticks("def " + std::string(t.text) + "(" + std::string(third.text) +
                                                (cursor.peek(3).is(")") ? ") = …" : ", …) = …")) +
                                       "."},
                          .defines_function = true,
                          .name = 1};
  return std::nullopt;
}

}  // namespace

std::optional<Said> prefix_word(const Cursor& cursor) {
  const Token &t = cursor.peek(), &next = cursor.peek(1);
  const bool value = next.kind == TokenKind::kName || next.kind == TokenKind::kNumber || next.is(":") || next.is("(");
  if (t.kind != TokenKind::kName || t.quoted || !value) return std::nullopt;
  for (const WordSaid& one : kPrefixes)
    if (t.text == one.word && !(next.is("(") && one.word == "lambda"))
      return Said{std::string(one.message), std::string(one.hint)};
  return std::nullopt;
}

Said no_operand(const Cursor& cursor) {
  const Token& t = cursor.peek();
  std::string hint;
  if (t.is("+")) hint = "A number needs no `+` before it.";
  else if (t.is("\"") || t.is("'") || t.kind == TokenKind::kText)
    hint = "The language has no texts, only numbers and names.";
  else if (t.is("/") && cursor.previous().is("/")) hint = "There is one division, `/`; a comment begins with `#`.";
  else if (t.is(")") || t.is("]")) hint = "Delete it, or write before it what it encloses.";
  else if (t.is("!")) hint = "Not c is `1 - c`.";
  else if (t.kind == TokenKind::kEnd || t.kind == TokenKind::kNewline) hint = "Finish the statement: `y = w @ x + b`.";
  else
    for (const std::string_view op : {"*", "/", "@", "**", "^", "·", "×", "<", "<=", ">", ">=", "==", "!="})
      if (t.is(op)) hint = "This operator needs a value on its left.";
  return {"Expected an expression, but there is " + seen(t) + ".", hint};
}

Said no_operator(const Cursor& cursor, const Token* bracket) {
  const Token &t = cursor.peek(), &before = cursor.previous();
  if (t.kind == TokenKind::kName && !t.quoted)
    for (const WordSaid& one : kInfixes)
      if (t.text == one.word) return {std::string(one.message), std::string(one.hint)};
  if (t.is("'"))
    return {"Behind a value stands `'`, which may mean a transpose or a derivative.",
            "The transpose is written `w.T`; the derivatives of every node are shown."};
  if (t.is("!") || t.is("=")) {
    if (bracket != nullptr && t.is("="))
      return {"A single `=` inside brackets.", "Equality is `a == b`, which gives 0 or 1."};
  }
  const std::string message = std::string("Expected an operator") +
                              (bracket != nullptr ? ", `,` or the closing bracket" : " or the end of the statement") +
                              ", but there is " + seen(t) + ".";
  const bool value_before =
      before.kind == TokenKind::kNumber || before.kind == TokenKind::kName || before.is(")") || before.is("]");
  const bool value = t.kind == TokenKind::kName || t.kind == TokenKind::kNumber;
  if (bracket != nullptr && bracket->is("[") && value_before && (value || t.is("[")))
    return {"Between two entries of a list there is no `,`.",
            "Write `[1, 2, 3]`; the rows of a matrix are `[[1, 2], [3, 4]]`."};
  if (bracket != nullptr && bracket->is("[") && t.is(";"))
    return {"The rows of a matrix are not parted by `;`.", "Write `[[1, 2], [3, 4]]`."};
  if (before.kind == TokenKind::kName && !before.quoted && value && find_op_name(before.text) != nullptr)
    return {"An operation takes its operand in brackets.",
            "Write " + in_ticks(std::string(before.text) + "(" + std::string(t.text) + ")") + "."};
  if (!value_before || (!value && !(bracket == nullptr && t.is("(")))) return {message, ""};
  const bool symbols = before.kind == TokenKind::kSymbol || t.kind == TokenKind::kSymbol;
  if (symbols && bracket != nullptr) return {message, ""};
  if (t.is("(") && before.is(")")) return {message, "A product needs `*`; a layer is `dense(x, 3, tanh)`."};
  return {message,
          symbols ? "A product needs `*`."
                  : "A product needs `*`: " + in_ticks(std::string(before.text) + " * " + std::string(t.text)) + "."};
}

std::optional<StatementIdiom> statement_idiom(const Cursor& cursor) {
  const Token &t = cursor.peek(), &next = cursor.peek(1);
  if (t.kind != TokenKind::kName || t.quoted || next.is("=")) return std::nullopt;
  if (const auto said = skipped(cursor)) return StatementIdiom{.said = *said, .skipped = true};
  if (t.is_word("with") && next.kind == TokenKind::kName && (cursor.peek(2).is("=") || cursor.peek(2).is("/")))
    return StatementIdiom{
        .said = {"A `with` at the beginning of a line.",
                 "A derivative is stated on the line of its definition: `def f(x) = … with df = …`."}};
  for (const StatementWord& one : kStatements)
    if (t.text == one.word && !next.is("==") && !is_block_end(next))
      return StatementIdiom{.said = {std::string(one.message), std::string(one.hint)}, .block = one.block};
  for (const std::string_view word : kDeclaring)
    if (t.text == word && next.kind == TokenKind::kName && cursor.peek(2).is("="))
      return StatementIdiom{.said = {in_ticks(word) + " is no word here.",
                                     "A statement begins with its name: " + assigned(next, "= …") + "."},
                            .name = 2};
  return changed(cursor);
}

}  // namespace bw

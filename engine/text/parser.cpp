// The parser of statements.
#include "text/parser.hpp"

#include <algorithm>

#include "text/derivatives.hpp"
#include "text/expression.hpp"
#include "text/idioms.hpp"

namespace bw {
namespace {

class Parser {
 public:
  Parser(std::string_view source, Diagnostics& diagnostics)
      : source_(source), cursor_(lex(source, diagnostics), diagnostics) {}

  // Statements to the end of the text or, inside braces, to the closing one.
  // NOLINTNEXTLINE(misc-no-recursion): once for each `repeat` that is open, and these are bounded
  std::vector<Statement> run() {
    std::vector<Statement> statements;
    if (depth_ == 0) statements.reserve(static_cast<std::size_t>(std::count(source_.begin(), source_.end(), '\n')) + 1);
    while (true) {
      while (cursor_.peek().kind == TokenKind::kNewline) cursor_.advance();
      if (cursor_.peek().kind == TokenKind::kEnd || (depth_ > 0 && cursor_.peek().is("}"))) return statements;
      const std::size_t begin = cursor_.peek().begin;
      Statement s{};
      s.span = cursor_.peek().span;
      s.expression.reserve(3);  // an operation of two
      unclosed_line_ = 0;
      skipped_ = false;
      if (statement(s) && end_of_statement()) {
        s.label = std::string(source_.substr(begin, cursor_.previous().end - begin));
        statements.push_back(std::move(s));
      } else if (!skipped_) {
        cursor_.skip_line(unclosed_line_);
        s.derivatives.clear();
        s.expression.clear();  // its name is kept, so that uses of it are not reported too
        if (s.names.size() == 1 && s.kind <= Statement::kDef) statements.push_back(std::move(s));
      }
    }
  }

 private:
  bool end_of_statement() {
    const Token& t = cursor_.peek();
    if (t.kind == TokenKind::kNewline || t.kind == TokenKind::kEnd || (depth_ > 0 && t.is("}"))) return true;
    const auto fail = [&](std::string message, std::string hint) {
      return cursor_.fail(Code::kSyntax, std::move(message), std::move(hint), t.span);
    };
    if (t.is("=")) return fail("A second `=`: a statement gives one name.", "Write one statement a line.");
    if (t.is(")") || t.is("]") || t.is("}"))
      return fail(seen(t) + " closes a bracket that was not opened.", "Delete it, or open one before it.");
    if (t.is(",") && cursor_.peek(1).kind == TokenKind::kName && cursor_.peek(2).is("="))
      return fail("Two statements on one line.", "Write each on a line of its own.");
    if (t.is(","))
      return fail("A `,` outside brackets.",
                  "The decimal point is `.`; a vector is written with brackets: `param w = [1, 2]`.");
    if (t.is(";")) {
      const bool last = cursor_.peek(1).kind == TokenKind::kNewline || cursor_.peek(1).kind == TokenKind::kEnd;
      return fail(last ? "A `;` at the end of a line." : "A `;` between two statements.",
                  last ? "Delete it: a statement ends with its line." : "Write each statement on a line of its own.");
    }
    Said said = no_operator(cursor_, nullptr);
    return fail(std::move(said.message), std::move(said.hint));
  }

  // NOLINTNEXTLINE(misc-no-recursion): as run
  bool statement(Statement& s) {
    const Token& t = cursor_.peek();
    const Word* word = t.kind == TokenKind::kName && !t.quoted ? find_word(t.text) : nullptr;
    if (word == nullptr || !word->statement)
      if (const auto idiom = statement_idiom(cursor_)) return foreign(s, *idiom);
    if (word != nullptr && word->statement && begins(*word)) {
      s.kind = *word->statement;
      cursor_.advance();
      if (word->role == Role::kList) return names(s, t);
      if (s.kind == Statement::kDef) return definition(s);
      return s.kind == Statement::kRepeat ? repetition(s) : assignment(s);
    }
    if (t.kind == TokenKind::kName && cursor_.peek(1).is("=")) {
      s.kind = Statement::kAssign;
      return assignment(s);
    }
    if (t.kind == TokenKind::kName && cursor_.peek(1).is("=="))
      return cursor_.fail(Code::kSyntax, "`==` compares; a statement gives a name with one `=`.",
                          "Write " + in_ticks(std::string(t.text) + " = …") + ".", cursor_.peek(1).span);
    return cursor_.fail(
        Code::kSyntax,
        "Expected a statement such as `z = w @ x`, but there is " + seen(t) +
            (cursor_.peek(1).kind == TokenKind::kNewline || cursor_.peek(1).kind == TokenKind::kEnd ? "." : " …"),
        "Give the result a name: `y = …`.", t.span);
  }

  // A statement of another language: skipped with a note, or refused; what it would define is known by its name.
  bool foreign(Statement& s, const StatementIdiom& idiom) {
    const Token& t = cursor_.peek();
    if (idiom.skipped) {
      cursor_.note(idiom.said.message, idiom.said.hint, t.span);
      cursor_.skip_statement();
      return skipped_ = true, false;
    }
    if (idiom.name > 0) {
      const Token& name = cursor_.peek(idiom.name - 1);
      s.kind = idiom.defines_function ? Statement::kDef : Statement::kAssign;
      s.names.push_back({std::string(name.text), name.quoted, name.span});
    }
    cursor_.fail(Code::kSyntax, idiom.said.message, idiom.said.hint, t.span);
    if (idiom.block) skip_block(t.span.column);
    return false;
  }
  void skip_block(int column) {
    cursor_.skip_line(0);
    cursor_.skip_indented(column);
  }

  // Whether a word at the cursor begins its statement, or is a name of the writer's.
  bool begins(const Word& word) const {
    const bool wants_name = word.role != Role::kList && word.statement != Statement::kRepeat;
    return wants_name ? cursor_.peek(1).kind == TokenKind::kName : !cursor_.peek(1).is("=");
  }

  bool assignment(Statement& s) {
    const Token& name = cursor_.peek();
    s.names.push_back({std::string(name.text), name.quoted, name.span});
    cursor_.advance();
    if (!cursor_.peek().is("="))
      return cursor_.fail(Code::kSyntax,
                          "Expected `=` after " + in_ticks(name.text) + ", but there is " + seen(cursor_.peek()) + ".",
                          "A declaration is `input x = [1, 2]`.", cursor_.peek().span);
    cursor_.advance();
    return read_expression(cursor_, s.expression, unclosed_line_);
  }

  // def f(x, w) = expression, and perhaps its derivatives
  bool definition(Statement& s) {
    const Token& name = cursor_.peek();
    s.names.push_back({std::string(name.text), name.quoted, name.span});
    cursor_.advance();
    if (!cursor_.peek().is("("))
      return cursor_.fail(Code::kSyntax,
                          "Expected `(` after " + in_ticks(name.text) + ", but there is " + seen(cursor_.peek()) + ".",
                          "A definition is `def neuron(x, w, b) = sigmoid(w @ x + b)`.", cursor_.peek().span);
    do {
      cursor_.advance();
      if (cursor_.peek().is(")") && !s.parameters.empty()) break;
      const Token& parameter = cursor_.peek();
      if (parameter.kind != TokenKind::kName)
        return cursor_.fail(Code::kSyntax, "Expected the name of a parameter, but there is " + seen(parameter) + ".",
                            "A definition is `def neuron(x, w, b) = sigmoid(w @ x + b)`.", parameter.span);
      s.parameters.push_back({std::string(parameter.text), parameter.quoted, parameter.span});
      cursor_.advance();
    } while (cursor_.peek().is(","));
    if (!cursor_.peek().is(")"))
      return cursor_.fail(Code::kSyntax,
                          "Expected `,` or `)` in the list of parameters, but there is " + seen(cursor_.peek()) + ".",
                          "A definition is `def neuron(x, w, b) = sigmoid(w @ x + b)`.", cursor_.peek().span);
    cursor_.advance();
    if (const Token& t = cursor_.peek(); t.is(":") || (t.is("-") && cursor_.peek(1).is(">"))) {
      cursor_.fail(Code::kSyntax, "A definition over several lines.",
                   "It is one line, with `=`: `def " + s.names[0].name + "(" + s.parameters[0].name +
                       (s.parameters.size() > 1 ? ", …" : "") + ") = …`.",
                   t.span);
      return skip_block(s.span.column), false;
    }
    if (!cursor_.peek().is("="))
      return cursor_.fail(Code::kSyntax, "Expected `=` and the expression, but there is " + seen(cursor_.peek()) + ".",
                          "A definition is `def neuron(x, w, b) = sigmoid(w @ x + b)`.", cursor_.peek().span);
    cursor_.advance();
    cursor_.defined.insert(s.names[0].name);
    if (begins_clause(cursor_) && cursor_.peek(1).kind == TokenKind::kName)
      return cursor_.fail(Code::kSyntax, "Expected the expression before its derivative.",
                          "A definition is `def step(x) = x > 0 with dstep = 1`.", cursor_.peek().span);
    if (!read_expression(cursor_, s.expression, unclosed_line_)) return false;
    return !begins_clause(cursor_) || read_derivatives(cursor_, s, unclosed_line_);
  }

  // repeat 20 { statements }
  // NOLINTNEXTLINE(misc-no-recursion): as run; kMostNested bounds it
  bool repetition(Statement& s) {
    constexpr int kMostNested = 8;
    const Token& count = cursor_.peek();
    if (count.kind != TokenKind::kNumber && count.kind != TokenKind::kName && !count.is("(") && !count.is("-"))
      return cursor_.fail(Code::kSyntax, "Expected how often, but there is " + seen(count) + ".",
                          "A repetition is `repeat 3 { h = tanh(h) }`.", count.span);
    if (!read_count(cursor_, s.times)) return false;
    if (cursor_.peek().is_word("as")) {
      const Token& counter = cursor_.peek(1);
      if (counter.kind != TokenKind::kName)
        return cursor_.fail(Code::kSyntax, "Expected the name of a counter, but there is " + seen(counter) + ".",
                            "Write `repeat 3 as i { s = s + x[i] }`: i is 0, 1, 2.", counter.span);
      s.names.push_back({std::string(counter.text), counter.quoted, counter.span});
      cursor_.advance(2);
    }
    const Token& open = cursor_.peek();
    if (!open.is("{"))
      return cursor_.fail(Code::kSyntax, "Expected `{`, but there is " + seen(open) + ".",
                          "A repetition is `repeat 3 { h = tanh(h) }`.", open.span);
    if (depth_ >= kMostNested)
      return cursor_.fail(Code::kDepth, "Repetitions are nested more than " + std::to_string(kMostNested) + " deep.",
                          "", open.span);
    cursor_.advance();
    ++depth_;
    const std::size_t before = cursor_.reported();
    s.body = run();
    --depth_;
    if (!cursor_.peek().is("}") && cursor_.reported() > before) return false;  // what was skipped may have held it
    if (!cursor_.peek().is("}"))
      return cursor_.fail(Code::kSyntax, "A `{` is not closed.", "End the repetition with `}`.", open.span);
    cursor_.advance();
    return true;
  }

  bool names(Statement& s, const Token& word) {
    while (true) {
      const Token& name = cursor_.peek();
      if (name.kind != TokenKind::kName)
        return cursor_.fail(Code::kSyntax,
                            "Expected a name after " + in_ticks(word.text) + ", but there is " + seen(name) + ".",
                            "Give a result a name in a statement of its own, then write it here.", name.span);
      s.names.push_back({std::string(name.text), name.quoted, name.span});
      cursor_.advance();
      if (!cursor_.peek().is(",") || s.kind == Statement::kLoss) return true;
      cursor_.advance();
    }
  }

  std::string_view source_;
  Cursor cursor_;
  int unclosed_line_ = 0;
  int depth_ = 0;
  bool skipped_ = false;
};

}  // namespace

std::vector<Statement> parse_statements(std::string_view source, Diagnostics& diagnostics) {
  return Parser(source, diagnostics).run();
}

}  // namespace bw

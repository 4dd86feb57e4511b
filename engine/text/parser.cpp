// The parser of statements.
#include "text/parser.hpp"

#include "text/expression.hpp"

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
    while (true) {
      while (cursor_.peek().kind == TokenKind::kNewline) cursor_.advance();
      if (cursor_.peek().kind == TokenKind::kEnd || (depth_ > 0 && cursor_.peek().is("}"))) return statements;
      const std::size_t begin = cursor_.peek().begin;
      Statement s{};
      s.span = cursor_.peek().span;
      unclosed_line_ = 0;
      if (statement(s) && end_of_statement()) {
        s.label = std::string(source_.substr(begin, cursor_.previous().end - begin));
        statements.push_back(std::move(s));
      } else {
        cursor_.skip_line(unclosed_line_);
        s.expression.clear();  // its name is kept, so that uses of it are not reported too
        if (s.names.size() == 1 && s.kind <= Statement::kSize) statements.push_back(std::move(s));
      }
    }
  }

 private:
  bool end_of_statement() {
    const Token& t = cursor_.peek();
    if (t.kind == TokenKind::kNewline || t.kind == TokenKind::kEnd || (depth_ > 0 && t.is("}"))) return true;
    if (t.is("="))
      return cursor_.fail(Code::kSyntax, "A second `=`: a statement gives one name.", "Write one statement a line.",
                          t.span);
    if (t.is(")") || t.is("]") || t.is("}"))
      return cursor_.fail(Code::kSyntax, seen(t) + " closes a bracket that was not opened.",
                          "Delete it, or open one before it.", t.span);
    if (t.is(","))
      return cursor_.fail(Code::kSyntax, "A `,` outside brackets.",
                          "The decimal point is `.`; a vector is declared with brackets: `param w = [1, 2]`.", t.span);
    if (t.is("'"))
      return cursor_.fail(Code::kSyntax, "Expected an operator or the end of the statement, but there is `'`.",
                          "The transpose is written `w.T`.", t.span);
    if (t.is("<") || t.is(">") || t.is("==") || t.is("<=") || t.is(">=") || t.is("!="))
      return cursor_.fail(Code::kSyntax, seen(t) + " compares: there are no comparisons here.",
                          "To choose between values use `maximum(a, b)`, `minimum(a, b)` or `relu(x)`.", t.span);
    if (t.is(";"))
      return cursor_.fail(Code::kSyntax, "Expected the end of the statement, but there is `;`.",
                          "Write one statement a line.", t.span);
    const Token& before = cursor_.previous();
    const bool value_before =
        before.kind == TokenKind::kNumber || before.kind == TokenKind::kName || before.is(")") || before.is("]");
    const bool product = value_before && (t.kind == TokenKind::kName || t.kind == TokenKind::kNumber || t.is("("));
    const std::string example = before.kind == TokenKind::kSymbol || t.kind == TokenKind::kSymbol
                                    ? ""
                                    : ": " + in_ticks(std::string(before.text) + " * " + std::string(t.text));
    return cursor_.fail(Code::kSyntax,
                        "Expected an operator or the end of the statement, but there is " + seen(t) + ".",
                        product ? "A product needs `*`" + (example.empty() ? "." : example + ".") : "", t.span);
  }

  // NOLINTNEXTLINE(misc-no-recursion): as run
  bool statement(Statement& s) {
    const Token& t = cursor_.peek();
    const Word* word = t.kind == TokenKind::kName && !t.quoted ? find_word(t.text) : nullptr;
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

  // def f(x, w) = expression
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
    if (!cursor_.peek().is("="))
      return cursor_.fail(Code::kSyntax, "Expected `=` and the expression, but there is " + seen(cursor_.peek()) + ".",
                          "A definition is `def neuron(x, w, b) = sigmoid(w @ x + b)`.", cursor_.peek().span);
    cursor_.advance();
    return read_expression(cursor_, s.expression, unclosed_line_);
  }

  // repeat 20 { statements }
  // NOLINTNEXTLINE(misc-no-recursion): as run; kMostNested bounds it
  bool repetition(Statement& s) {
    constexpr int kMostNested = 8;
    const Token& count = cursor_.peek();
    if (count.kind != TokenKind::kNumber && count.kind != TokenKind::kName)
      return cursor_.fail(Code::kSyntax, "Expected how often, but there is " + seen(count) + ".",
                          "A repetition is `repeat 3 { h = tanh(h) }`.", count.span);
    s.expression.push_back({.kind = count.kind == TokenKind::kName ? Item::kName : Item::kNumber,
                            .text = std::string(count.text),
                            .number = count.number,
                            .span = count.span});
    cursor_.advance();
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
};

}  // namespace

std::vector<Statement> parse_statements(std::string_view source, Diagnostics& diagnostics) {
  return Parser(source, diagnostics).run();
}

}  // namespace bw

// The printer: declarations, one operation a line, output and wrt.
#include "text/printer.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/number.hpp"
#include "ops/names.hpp"
#include "text/lexer.hpp"
#include "text/words.hpp"

namespace bw {
namespace {

std::string spelled(const std::string& id) {
  Diagnostics ignored;
  const Tokens read = lex(id, ignored);
  const std::vector<Token>& tokens = read.list;
  const bool plain = tokens.size() == 2 && tokens[0].kind == TokenKind::kName && !tokens[0].quoted &&
                     tokens[0].text == id && !is_reserved(id);
  return plain ? id : "`" + id + "`";
}

std::string array(const Shape& shape, const std::vector<double>& value) {
  if (shape.rank == 0) return shortest(value[0]);
  std::string out = shape.rank == 2 ? "[[" : "[";
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (i > 0) out += i % static_cast<std::size_t>(shape.cols) == 0 ? "], [" : ", ";
    out += shortest(value[i]);
  }
  return out + (shape.rank == 2 ? "]]" : "]");
}

// The call that makes the numbers.
std::string generator(const Shape& shape, const Recipe& recipe) {
  const auto words_of = words();
  const auto word =
      std::find_if(words_of.begin(), words_of.end(), [&](const Word& w) { return w.rule == recipe.rule; });
  std::string out = std::string(word->text) + "(";
  if (recipe.rule == Rule::kEven) out += shortest(recipe.from) + ", " + shortest(recipe.to) + ", ";
  out += std::to_string(shape.extent(0));
  if (shape.rank == 2 && recipe.rule != Rule::kEye) out += ", " + std::to_string(shape.cols);
  constexpr std::uint64_t kWritten = std::uint64_t{1} << 53;  // what a number of the text can be
  if (recipe.seed != 0) out += ", seed=" + std::to_string(recipe.seed % kWritten);
  return out + ")";
}

std::string attribute(const Attr& attr) {
  std::string out = ", " + attr.name + "=";
  if (const auto* flag = std::get_if<bool>(&attr.value)) return out + (*flag ? "1" : "0");
  if (const auto* whole = std::get_if<std::int64_t>(&attr.value)) return out + std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&attr.value)) return out + shortest(*real);
  out += "[";
  const auto& list = std::get<std::vector<std::int64_t>>(attr.value);
  for (std::size_t i = 0; i < list.size(); ++i) out += (i > 0 ? ", " : "") + std::to_string(list[i]);
  return out + "]";
}

// Of a const.
std::string value_of(const NodeSpec& node) {
  const AttrValue& value = *find(node.attrs, "value");
  const auto* numbers = std::get_if<Numbers>(&value);
  return numbers != nullptr ? array(numbers->shape, numbers->value) : shortest(std::get<double>(value));
}

class Printer {
 public:
  explicit Printer(const GraphSpec& spec) : spec_(spec) {}

  std::string run() {
    find_inline_consts();
    for (const LeafSpec& leaf : spec_.leaves)
      out_ += std::string(word_of(leaf.differentiable ? Statement::kParam : Statement::kInput)) + " " +
              spelled(leaf.id) + " = " +
              (leaf.recipe ? generator(*leaf.shape, *leaf.recipe) : array(*leaf.shape, leaf.value)) + "\n";
    for (const NodeSpec& node : spec_.nodes) {
      if (node.op == "const" && consts_.count(node.id) == 0) out_ += spelled(node.id) + " = " + value_of(node) + "\n";
      if (node.op != "const") out_ += spelled(node.id) + " = " + operation(node) + "\n";
    }
    list(Statement::kOutputs, *spec_.outputs);
    if (!spec_.wrt->empty()) list(Statement::kWrt, *spec_.wrt);
    return std::move(out_);
  }

 private:
  // A literal is written where it is used, if the parser would give it the same name there.
  void find_inline_consts() {
    std::unordered_map<std::string, std::string> all;
    std::unordered_map<std::string, int> uses;
    for (const NodeSpec& node : spec_.nodes) {
      if (node.op == "const") all[node.id] = value_of(node);
      for (const Ref& ref : node.inputs) ++uses[ref.id];
    }
    for (const NodeSpec& node : spec_.nodes) {
      for (std::size_t port = 0; port < node.inputs.size(); ++port) {
        const std::string& id = node.inputs[port].id;
        const auto it = all.find(id);
        if (it != all.end() && uses[id] == 1 && id == node.id + ".c" + std::to_string(port + 1))
          consts_[id] = it->second;
      }
    }
  }

  std::string operand(const NodeSpec& node, std::size_t port) const {
    const auto it = consts_.find(node.inputs[port].id);
    return it != consts_.end() ? it->second : spelled(node.inputs[port].id);
  }
  bool is_inline(const NodeSpec& node, std::size_t port) const { return consts_.count(node.inputs[port].id) != 0; }

  // With its operator, unless a literal beside it would be read differently.
  std::string operation(const NodeSpec& node) const {
    const OpName& op = *find_op_name(node.op);
    const bool plain = node.attrs.empty() && !op.symbol.empty();
    if (plain && op.arity == 2 && !(op.symbol == "**" && is_inline(node, 0)))
      return operand(node, 0) + " " + std::string(op.symbol) + " " + operand(node, 1);
    if (plain && op.arity == 1 && !is_inline(node, 0))
      return op.symbol == ".T" ? operand(node, 0) + ".T" : std::string(op.symbol) + operand(node, 0);
    std::string text = node.op + "(";
    for (std::size_t port = 0; port < node.inputs.size(); ++port) text += (port > 0 ? ", " : "") + operand(node, port);
    for (const Attr& attr : node.attrs) text += attribute(attr);
    return text + ")";
  }

  void list(Statement::Kind kind, const std::vector<Ref>& refs) {
    out_ += word_of(kind);
    for (std::size_t i = 0; i < refs.size(); ++i) out_ += (i > 0 ? ", " : " ") + spelled(refs[i].id);
    out_ += "\n";
  }

  const GraphSpec& spec_;
  std::string out_;
  std::unordered_map<std::string, std::string> consts_;
};

}  // namespace

std::string print(const GraphSpec& spec) { return Printer(spec).run(); }

}  // namespace bw

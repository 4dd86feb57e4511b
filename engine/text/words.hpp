// The words of the language that are no operations: what the parser knows, and the catalogue says.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "base/generate.hpp"
#include "text/syntax.hpp"

namespace bw {

// What a word does. The first four begin a statement.
enum class Role {
  kLeaf,       // declares a leaf
  kSize,       // declares a size
  kBlock,      // is followed by what is written out many times
  kList,       // chooses nodes by their names
  kLayer,      // makes a layer with params of its own
  kGenerator,  // makes the numbers of a leaf
  kConstant,   // is a number
  kClause,     // goes on with the statement before it
};

struct Word {
  std::string_view text;
  Role role;
  std::string_view form;  // what follows it
  std::string_view doc;
  std::optional<Statement::Kind> statement = {};  // which it begins
  std::optional<Rule> rule = {};                  // of a generator
  double number = 0;                              // that it is
};

// In the order in which they are shown.
std::span<const Word> words();
// nullptr if there is none.
const Word* find_word(std::string_view text);
inline bool is_layer(std::string_view text) {
  const Word* word = find_word(text);
  return word != nullptr && word->role == Role::kLayer;
}
// Whether the second operand of such a layer is its width, a number that may be reckoned.
inline bool has_width(std::string_view text) {
  const Word* word = find_word(text);
  return word != nullptr && word->role == Role::kLayer && word->form.find("width") != std::string_view::npos;
}
// The word that begins such a statement.
std::string_view word_of(Statement::Kind kind);

}  // namespace bw

// number: what a reader typed or pasted where one number is asked for.
#include "api/kinds/kind.hpp"
#include "text/field.hpp"

namespace bw {
namespace {

std::string decode(RequestReader& reader, const Value& json) {
  reader.keys(json, {"v", "kind", "text"}, "$");
  return reader.text(json, "text", "$", true).value_or("");
}

std::optional<FieldNumber> run(const std::string& text, Diagnostics& diagnostics) {
  return read_field(text, diagnostics);
}

void encode(const FieldNumber& number, JsonWriter& w) {
  w.field("value", number.value);
  w.field("digits", number.digits);
  w.field("last_place", number.last_place);
}

}  // namespace

const Kind& number_kind() {
  static const Kind kind = {
      .name = "number",
      .doc = "What a reader has typed or pasted where one number is asked for.",
      .safe = {"value", "digits", "last_place"},
      .compared = {},
      .steps = steps<decode, run, encode>(),
  };
  return kind;
}

}  // namespace bw

// Names and types of attributes.
#include "graph/attributes.hpp"

#include <algorithm>

namespace bw {
namespace {

bool is_number(const AttrValue& v) {
  return std::holds_alternative<double>(v) || std::holds_alternative<std::int64_t>(v);
}
bool has_type(const AttrValue& v, AttrType type) {
  switch (type) {
    case AttrType::kReal: return is_number(v);
    case AttrType::kInteger: return std::holds_alternative<std::int64_t>(v);
    case AttrType::kBoolean: return std::holds_alternative<bool>(v);
    case AttrType::kNumbers: return std::holds_alternative<Numbers>(v) || is_number(v);
    case AttrType::kIntegers: return std::holds_alternative<std::vector<std::int64_t>>(v);
  }
  return false;
}

std::string seen_type(const AttrValue& v) {
  if (std::holds_alternative<bool>(v)) return "true or false";
  if (std::holds_alternative<std::int64_t>(v)) return "a whole number";
  return std::holds_alternative<double>(v) ? "a number that is not whole" : "a list";
}
std::string wanted_type(AttrType type) {
  switch (type) {
    case AttrType::kReal: return "a number";
    case AttrType::kInteger: return "a whole number";
    case AttrType::kBoolean: return "true or false";
    case AttrType::kNumbers: return "a number, a list of numbers, or a list of rows";
    default: return "a list of whole numbers";
  }
}
}  // namespace

bool check_attrs(const NodeSpec& n, const Row& row, Diagnostics& diagnostics) {
  const Place place = inside(n.place, ".attrs");
  const auto report = [&](std::string message, std::string hint) {
    diagnostics.add({Code::kAttr, std::move(message), std::move(hint), place.path, place.span});
  };
  bool good = true;
  if (row.is_const() && find(n.attrs, "value") == nullptr) {
    report("The const " + in_ticks(n.id) + " has no value.", "Give attrs: {\"value\": 2}.");
    return false;
  }
  for (const Attr& a : n.attrs) {
    const auto spec =
        std::find_if(row.attrs.begin(), row.attrs.end(), [&](const AttrSpec& s) { return s.name == a.name; });
    if (spec == row.attrs.end()) {
      std::vector<std::string_view> names;
      for (const AttrSpec& s : row.attrs) names.push_back(s.name);
      report(in_ticks(row.name) + " has no attribute " + in_ticks(a.name) + ".",
             did_you_mean(a.name, names, names.empty() ? "It takes none." : "It takes " + listed(names) + "."));
      good = false;
    } else if (!has_type(a.value, spec->type)) {
      report("The attribute " + in_ticks(a.name) + " of " + in_ticks(row.name) + " takes " + wanted_type(spec->type) +
                 ", but there is " + seen_type(a.value) + ".",
             std::string(spec->doc));
      good = false;
    }
  }
  return good;
}

void write_const(const AttrValue& value, double* out) {
  if (const auto* number = std::get_if<double>(&value)) *out = *number;
  else std::copy(std::get<Numbers>(value).value.begin(), std::get<Numbers>(value).value.end(), out);
}

Attrs in_order(Attrs attrs, const Row& row) {
  const auto place = [&](const Attr& a) {
    return std::find_if(row.attrs.begin(), row.attrs.end(), [&](const AttrSpec& s) { return s.name == a.name; });
  };
  // There are at most as many as a row takes.
  for (std::size_t i = 1; i < attrs.size(); ++i)
    for (std::size_t k = i; k > 0 && place(attrs[k]) < place(attrs[k - 1]); --k) std::swap(attrs[k], attrs[k - 1]);
  return attrs;
}

Attrs real_where_real(Attrs attrs, const Row& row) {
  for (Attr& a : attrs)
    for (const AttrSpec& spec : row.attrs)
      if (spec.name == a.name && (spec.type == AttrType::kReal || spec.type == AttrType::kNumbers) &&
          std::holds_alternative<std::int64_t>(a.value))
        a.value = static_cast<double>(std::get<std::int64_t>(a.value));
  return attrs;
}

}  // namespace bw

// One line a kind.
#include "api/kinds/registry.hpp"

namespace bw {

const std::vector<const Kind*>& kinds() {
  static const std::vector<const Kind*> list = {
      &catalogue_kind(), &graph_kind(), &differentiate_kind(), &more_kind(),   &scale_kind(),
      &estimate_kind(),  &paths_kind(), &broken_kind(),        &number_kind(),
  };
  return list;
}

const Kind* find_kind(std::string_view name) {
  for (const Kind* kind : kinds())
    if (kind->name == name) return kind;
  return nullptr;
}

}  // namespace bw

// The leaves and nodes of a spec by number and by name, with what each reads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostic.hpp"
#include "graph/spec.hpp"

namespace bw {

// Items are leaves first, then nodes, as in the spec.
class Items {
 public:
  static constexpr std::uint32_t kUnknown = static_cast<std::uint32_t>(-1);

  Items(const GraphSpec& spec, Diagnostics& diagnostics) : spec_(spec), diagnostics_(diagnostics) {}

  // Reads the names and puts the items in order: operands first; of what is ready, the first in the text. Nothing where
  // they depend on each other, which is reported, as are names that are not defined or defined twice.
  std::optional<std::vector<std::uint32_t>> in_order();

  std::size_t leaves() const { return spec_.leaves.size(); }
  std::size_t size() const { return leaves() + spec_.nodes.size(); }
  const NodeSpec& node(std::uint32_t item) const { return spec_.nodes[item - leaves()]; }
  const std::string& id(std::uint32_t item) const { return item < leaves() ? spec_.leaves[item].id : node(item).id; }
  const Place& place(std::uint32_t item) const { return item < leaves() ? spec_.leaves[item].place : node(item).place; }
  // What an item reads; kUnknown where that is not defined.
  std::span<const std::uint32_t> operands(std::uint32_t item) const;
  std::size_t all_operands() const { return operands_.size(); }
  // kUnknown, reported, where there is none.
  std::uint32_t lookup(const Ref& ref);

 private:
  void report(Code code, std::string message, std::string hint, const Place& place) {
    diagnostics_.add({code, std::move(message), std::move(hint), place.path, place.span});
  }
  void index_names();
  void resolve_inputs();
  void report_cycle(const std::vector<std::uint32_t>& waiting);

  const GraphSpec& spec_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string_view, std::uint32_t> items_by_id_;
  std::vector<std::uint32_t> operands_, first_;
};

}  // namespace bw

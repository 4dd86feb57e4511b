// One line an engine.
#include "broken/registry.hpp"

namespace bw {

const std::vector<const BrokenEngine*>& broken_engines() {
  static const std::vector<const BrokenEngine*> list = {
      &overwrite_engine(), &queue_engine(), &recursion_engine(), &one_path_engine(), &no_reset_engine(),
  };
  return list;
}

}  // namespace bw

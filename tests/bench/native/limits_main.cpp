// limits levels|mlp FILE MS: times one gradient of a workload natively; the gradient printed is at the second set of values.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "program.hpp"

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "limits levels|mlp FILE MS\n"), 2;
  const bool levels = std::string_view(argv[1]) == "levels";
  limits::Case c = limits::read_file(argv[2]);
  const auto run = [&](std::size_t i) { (levels ? limits::run_levels : limits::run_mlp)(c, c.sets[i % 2]); };
  const double ns = limits::time_ns(run, std::atof(argv[3]));
  run(1);
  const double* found = levels ? c.levels.adjoint.data() : c.mlp->gradient.data();
  limits::print(ns, {found, static_cast<std::size_t>(c.wrt)});
}

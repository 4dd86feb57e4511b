// limits levels|ordered|mlp FILE MS: times one gradient of a workload natively; the gradient printed is at the second set of values.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "program.hpp"

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "limits levels|ordered|mlp FILE MS\n"), 2;
  const std::string_view way = argv[1];
  limits::Case c = limits::read_file(argv[2]);
  const auto run = [&](std::size_t i) {
    (way == "mlp" ? limits::run_mlp : way == "ordered" ? limits::run_in_order : limits::run_levels)(c, c.sets[i % 2]);
  };
  const double ns = limits::time_ns(run, std::atof(argv[3]));
  run(1);
  const double* found = way == "mlp" ? c.mlp->gradient.data() : c.levels.adjoint.data();
  limits::print(ns, {found, static_cast<std::size_t>(c.wrt)});
}

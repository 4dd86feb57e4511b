// engine LANE CASE MS: the engine's fast lane natively. LANE: {"request": text, "leaves": [[node, first, count]…]}.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "api/cache.hpp"
#include "api/handle.hpp"
#include "program.hpp"

int main(int argc, char** argv) {
  if (argc != 4) return std::cerr << "engine LANE CASE MS\n", 2;
  std::ifstream file(argv[1]);
  const auto lane = nlohmann::json::parse(file);
  const auto reply = nlohmann::json::parse(bw::handle(lane["request"].get<std::string>()));
  if (!reply["ok"].get<bool>() || bw::lane_plan() == nullptr) return std::cerr << "no lane\n", 1;
  const auto& layout = reply["layout"];

  struct Leaf {
    std::size_t first, count;
    double *value, *adjoint;
  };
  std::vector<Leaf> leaves;
  double* block = bw::lane_plan()->block();
  for (const auto& leaf : lane["leaves"]) {
    const auto node = leaf[0].get<std::size_t>();
    leaves.push_back({.first = leaf[1].get<std::size_t>(),
                      .count = leaf[2].get<std::size_t>(),
                      .value = block + layout["value"][node].get<std::size_t>(),
                      .adjoint = block + layout["adjoint"][node].get<std::size_t>()});
  }
  const limits::Case c = limits::read_file(argv[2]);
  const auto run = [&](std::size_t i) {
    for (const Leaf& leaf : leaves)
      std::copy_n(c.sets[i % 2].begin() + static_cast<std::ptrdiff_t>(leaf.first), leaf.count, leaf.value);
    bw::run_lane(bw::kLaneValues | bw::kLaneAdjoints);
  };
  const double ns = limits::time_ns(run, std::atof(argv[3]));
  run(1);
  std::vector<double> found;
  for (const Leaf& leaf : leaves) found.insert(found.end(), leaf.adjoint, leaf.adjoint + leaf.count);
  limits::print(ns, found, bw::lane_plan()->bytes());
}

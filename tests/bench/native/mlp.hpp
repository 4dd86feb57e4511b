// A hand-written multilayer perceptron on Eigen, value and gradient: the limit for matrix workloads.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace limits {

// params: W1 (inputs × outputs, row-major), b1, W2, …; gradient in the same order. x, y: batch × first and last size.
// One output: sigmoid and binary cross-entropy; several: softmax cross-entropy, mean over the batch. tanh between layers.
struct Mlp {
  std::vector<std::int32_t> sizes;
  std::int32_t batch;
  std::vector<double> x, y, params, gradient;
  double value = 0;  // of the loss

  virtual void run() = 0;
  virtual ~Mlp() = default;
};

std::unique_ptr<Mlp> make_mlp(std::vector<std::int32_t> sizes, std::int32_t batch);

}  // namespace limits

// Rows are cases. With one case the number of rows is known to the compiler, and products become products with vectors.
#include "mlp.hpp"

#include <Eigen/Core>
#include <cmath>

namespace limits {

namespace {

using Eigen::Dynamic;

template <int Rows>
struct Layers : Mlp {
  using Matrix = Eigen::Matrix<double, Dynamic, Dynamic, Eigen::RowMajor>;
  using Cases = Eigen::Matrix<double, Rows, Dynamic, Eigen::RowMajor>;
  using Line = Eigen::Matrix<double, 1, Dynamic>;

  std::vector<Cases> h, bar;  // outputs of each layer (before the loss for the last) and their adjoints

  void shape() {
    std::size_t total = 0;
    for (std::size_t k = 1; k < sizes.size(); ++k) {
      total += static_cast<std::size_t>((sizes[k - 1] + 1) * sizes[k]);
      h.emplace_back(batch, sizes[k]);
      bar.emplace_back(batch, sizes[k]);
    }
    params.resize(total);
    gradient.resize(total);
    x.resize(static_cast<std::size_t>(batch * sizes.front()));
    y.resize(static_cast<std::size_t>(batch * sizes.back()));
  }

  void run() override {
    const Eigen::Map<const Cases> first(x.data(), batch, sizes.front());
    const double* at = params.data();
    for (std::size_t k = 0; k < h.size(); ++k) {
      const Eigen::Map<const Matrix> w(at, sizes[k], sizes[k + 1]);
      const Eigen::Map<const Line> b(at + w.size(), sizes[k + 1]);
      at += w.size() + b.size();
      if (k == 0) h[k].noalias() = first * w;
      else h[k].noalias() = h[k - 1] * w;
      h[k].rowwise() += b;
      if (k + 1 < h.size()) h[k].array() = 1 - 2 / ((2 * h[k].array()).exp() + 1);
    }
    loss();
    double* to = gradient.data() + gradient.size();
    for (std::size_t k = h.size(); k-- > 0;) {
      to -= (sizes[k] + 1) * sizes[k + 1];
      at -= (sizes[k] + 1) * sizes[k + 1];
      Eigen::Map<Matrix> dw(to, sizes[k], sizes[k + 1]);
      if (k == 0) dw.noalias() = first.transpose() * bar[k];
      else dw.noalias() = h[k - 1].transpose() * bar[k];
      Eigen::Map<Line>(to + dw.size(), sizes[k + 1]) = bar[k].colwise().sum();
      if (k == 0) break;
      const Eigen::Map<const Matrix> w(at, sizes[k], sizes[k + 1]);
      bar[k - 1].noalias() = bar[k] * w.transpose();
      bar[k - 1].array() *= 1 - h[k - 1].array().square();
    }
  }

  // The value, and the adjoint of the last layer: softmax(z) − y over the batch, or sigmoid(z) − y.
  void loss() {
    const Eigen::Map<const Cases> target(y.data(), batch, sizes.back());
    const Cases& z = h.back();
    Cases& p = bar.back();
    if (sizes.back() == 1) {
      p = (1 / (1 + (-z.array()).exp())).matrix();
      value = -(target.array() * p.array().log() + (1 - target.array()) * (1 - p.array()).log()).sum();
      p -= target;
      return;
    }
    p = z.array().exp();
    value = 0;
    for (Eigen::Index i = 0; i < p.rows(); ++i) {
      const double sum = p.row(i).sum();
      value += std::log(sum) * target.row(i).sum() - target.row(i).dot(z.row(i));
      p.row(i) /= sum;
    }
    value /= batch;
    p = (p - target) / batch;
  }
};

template <int Rows>
std::unique_ptr<Mlp> made(std::vector<std::int32_t> sizes, std::int32_t batch) {
  auto net = std::make_unique<Layers<Rows>>();
  net->sizes = std::move(sizes);
  net->batch = batch;
  net->shape();
  return net;
}

}  // namespace

std::unique_ptr<Mlp> make_mlp(std::vector<std::int32_t> sizes, std::int32_t batch) {
  return batch == 1 ? made<1>(std::move(sizes), batch) : made<Dynamic>(std::move(sizes), batch);
}

}  // namespace limits

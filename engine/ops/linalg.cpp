// Rows of linear algebra: matmul dot outer.
#include "base/product.hpp"
#include "base/tensor.hpp"
#include "ops/registry.hpp"
#include "ops/structured.hpp"

namespace bw {
namespace {

// m×k by k×n; a vector is a row on the left and a column on the right.
struct Extents {
  std::int64_t m, k, n;
};
Extents extents(const Dims& d) {
  const Shape &a = d.in[0], &b = d.in[1];
  return {.m = a.rows, .k = a.cols, .n = b.rank == 2 ? b.cols : 1};
}
// Cost of an m×n result of which each element is a sum of k products; a framework counts 2mnk.
Cost product_cost(std::int64_t m, std::int64_t k, std::int64_t n) {
  return {.add = m * n * (k - 1), .mul = m * n * k, .framework_extra = m * n};
}

struct Matmul : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) {
    const Shape &a = q.in[0], &b = q.in[1];
    const std::string seen = describe(q, 0) + ", " + describe(q, 1);
    if (a.rank == 0 || b.rank == 0)
      return Problem{Code::kShape, seen + ": `@` needs vectors or matrices", "For a product with a number write `*`."};
    const std::int64_t b_extent = b.rank == 2 ? b.rows : b.cols;
    if (a.cols != b_extent) {
      std::string hint = "The last size of the left side must equal the first of the right side.";
      if (a.rank == 2 && a.rows == b_extent)
        hint = "Did you mean " + in_ticks(std::string(q.names[0]) + ".T") + " on the left?";
      else if (b.rank == 2 && b.cols == a.cols)
        hint = "Did you mean " + in_ticks(std::string(q.names[1]) + ".T") + " on the right?";
      return Problem{Code::kShape, seen + ": `@` pairs " + std::to_string(a.cols) + " with " + std::to_string(b_extent),
                     hint};
    }
    if (a.rank == 1 && b.rank == 1) return Shape::scalar();
    if (a.rank == 1) return Shape::vector(b.cols);
    if (b.rank == 1) return Shape::vector(a.rows);
    return Shape::matrix(a.rows, b.cols);
  }

  // c = (or +=) a b, a being m×k, each transposed where its flag says so. Exactly k products and k-1 sums an element, in
  // the same order on every type of number; doubles in tiles.
  template <class T>
  static void multiply(const T* a, bool a_transposed, const T* b, bool b_transposed, T* c, Extents e, bool add) {
    const auto m = static_cast<std::ptrdiff_t>(e.m), k = static_cast<std::ptrdiff_t>(e.k),
               n = static_cast<std::ptrdiff_t>(e.n);
    if constexpr (std::is_same_v<T, double>) {
      const Strided left = a_transposed ? Strided{a, 1, m} : Strided{a, k, 1},
                    right = b_transposed ? Strided{b, 1, k} : Strided{b, n, 1};
      product(left, right, c, m, k, n, add);
    } else {
      auto out = as_matrix(c, m, n);
      const auto store = [&](const auto& left, const auto& right) {
        if (add) out.noalias() += left.lazyProduct(right);
        else out.noalias() = left.lazyProduct(right);
      };
      if (a_transposed) store(as_matrix(a, k, m).transpose(), as_matrix(b, k, n));
      else if (b_transposed) store(as_matrix(a, m, k), as_matrix(b, n, k).transpose());
      else store(as_matrix(a, m, k), as_matrix(b, k, n));
    }
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    multiply(s.in[0], false, s.in[1], false, out, extents(s.dims), false);
  }
  // Ẏ = Ȧ B + A Ḃ
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    if (t[0] != nullptr) multiply(t[0], false, s.in[1], false, out, extents(s.dims), false);
    if (t[1] != nullptr) multiply(s.in[0], false, t[1], false, out, extents(s.dims), t[0] != nullptr);
  }
  // Ā += Ȳ Bᵀ, B̄ += Aᵀ Ȳ
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const auto [m, k, n] = extents(s.dims);
    if (out[0] != nullptr) multiply(adjoint, false, s.in[1], true, out[0], {m, n, k}, false);
    if (out[1] != nullptr) multiply(s.in[0], true, adjoint, false, out[1], {k, m, n}, false);
  }

  static Cost value_cost(const Dims& d) {
    const auto [m, k, n] = extents(d);
    return product_cost(m, k, n);
  }
  static Cost jvp_cost(const Dims& d, Active active) {
    const auto [m, k, n] = extents(d);
    Cost cost;
    if (active[0]) cost += product_cost(m, k, n);
    if (active[1]) cost += product_cost(m, k, n);
    if (active[0] && active[1]) cost.add += m * n;
    return cost;
  }
  static Cost vjp_cost(const Dims& d, Active active) {
    const auto [m, k, n] = extents(d);
    Cost cost;
    if (active[0]) cost += product_cost(m, n, k);
    if (active[1]) cost += product_cost(k, m, n);
    return cost;
  }

  static void expand(const Dims& d, ScalarBuilder& b) {
    const auto [m, k, n] = extents(d);
    for (std::int64_t row = 0; row < m; ++row) {
      for (std::int64_t col = 0; col < n; ++col) {
        ScalarBuilder::Id sum = 0;
        for (std::int64_t j = 0; j < k; ++j) {
          const auto product = b.op("mul", {b.operand(0, row * k + j), b.operand(1, j * n + col)});
          sum = j == 0 ? product : b.op("add", {sum, product});
        }
        b.result(sum);
      }
    }
  }
};

struct Dot : Matmul {
  static ShapeAnswer shape(const ShapeQuery& q) {
    if (q.in[0].rank == 1 && q.in[0] == q.in[1]) return Shape::scalar();
    return Problem{Code::kShape, describe(q, 0) + ", " + describe(q, 1) + ": dot takes two vectors of one length",
                   "For matrices write `@`."};
  }
};

// The column a times the row b.
struct Outer : NoCoefKernel {
  static ShapeAnswer shape(const ShapeQuery& q) {
    if (q.in[0].rank == 1 && q.in[1].rank == 1) return Shape::matrix(q.in[0].cols, q.in[1].cols);
    return Problem{Code::kShape, describe(q, 0) + ", " + describe(q, 1) + ": outer takes two vectors",
                   "For matrices write `@`."};
  }
  template <class T, class F>
  static void each(const Site<T>& s, F f) {
    const std::int64_t m = s.dims.out.rows, n = s.dims.out.cols;
    for (std::int64_t r = 0; r < m; ++r)
      for (std::int64_t c = 0; c < n; ++c) f(r * n + c, r, c);
  }
  template <class T>
  static void value(const Site<T>& s, T* out) {
    each(s, [&](std::int64_t i, std::int64_t r, std::int64_t c) { out[i] = s.in[0][r] * s.in[1][c]; });
  }
  template <class T>
  static void jvp(const Site<T>& s, const T*, std::span<const T* const> t, T* out) {
    each(s, [&](std::int64_t i, std::int64_t r, std::int64_t c) {
      if (t[0] != nullptr) out[i] = t[0][r] * s.in[1][c];
      if (t[1] == nullptr) return;
      const T second = s.in[0][r] * t[1][c];
      if (t[0] != nullptr) out[i] += second;
      else out[i] = second;
    });
  }
  template <class T>
  static void vjp(const Site<T>& s, const T*, const T* adjoint, std::span<T* const> out) {
    const auto add = [](T& sum, bool first, T term) {
      if (first) sum = term;
      else sum += term;
    };
    each(s, [&](std::int64_t i, std::int64_t r, std::int64_t c) {
      if (out[0] != nullptr) add(out[0][r], c == 0, adjoint[i] * s.in[1][c]);
      if (out[1] != nullptr) add(out[1][c], r == 0, adjoint[i] * s.in[0][r]);
    });
  }
  static Cost value_cost(const Dims& d) { return {.mul = d.out.elements()}; }
  static Cost jvp_cost(const Dims& d, Active active) {
    const std::int64_t n = d.out.elements();
    return {.add = active[0] && active[1] ? n : 0, .mul = n * (active[0] + active[1])};
  }
  static Cost vjp_cost(const Dims& d, Active active) {
    const std::int64_t n = d.out.elements();
    Cost cost;
    if (active[0]) cost += {.add = n - d.out.rows, .mul = n};
    if (active[1]) cost += {.add = n - d.out.cols, .mul = n};
    return cost;
  }
  static void expand(const Dims& d, ScalarBuilder& b) {
    for (std::int64_t i = 0; i < d.out.elements(); ++i)
      b.result(b.op("mul", {b.operand(0, i / d.out.cols), b.operand(1, i % d.out.cols)}));
  }
};

constexpr Row kRows[] = {
    structured<Matmul>({.name = "matmul",
                        .category = "linear algebra",
                        .symbol = "@",
                        .ports = {"A", "B"},
                        .doc = "Matrix product. Each element is a sum of products; a vector is a row on the left and a "
                               "column on the right.",
                        .latex = "{0}\\,{1}",
                        .derivative_latex = {"\\bar Y\\,{1}^\\top", "{0}^\\top\\,\\bar Y"},
                        .torch = "({0} @ {1})",
                        .jax = "({0} @ {1})",
                        .numpy = "({0} @ {1})"},
                       {kSecond, kFirst}),
    seldom_structured<Dot>({.name = "dot",
                            .category = "linear algebra",
                            .ports = {"a", "b"},
                            .doc = "Sum of the products of two vectors.",
                            .latex = "{0} \\cdot {1}",
                            .derivative_latex = {"\\bar y\\,{1}", "\\bar y\\,{0}"},
                            .torch = "torch.dot({0}, {1})",
                            .jax = "jnp.dot({0}, {1})",
                            .numpy = "np.dot({0}, {1})"},
                           {kSecond, kFirst}),
    seldom_structured<Outer>({.name = "outer",
                              .category = "linear algebra",
                              .ports = {"a", "b"},
                              .doc = "Every element of a times every element of b: a matrix.",
                              .latex = "{0}\\,{1}^\\top",
                              .derivative_latex = {"\\bar Y {1}", "\\bar Y^\\top {0}"},
                              .torch = "torch.outer({0}, {1})",
                              .jax = "jnp.outer({0}, {1})",
                              .numpy = "np.outer({0}, {1})"},
                             {kSecond, kFirst}),
};

}  // namespace

std::span<const Row> linalg_rows() { return kRows; }

}  // namespace bw

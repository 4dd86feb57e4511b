// Where a broken engine goes wrong first, in words with its figures.
#pragma once

#include "broken/broken.hpp"

namespace bw {

// The first node of the sweep back at which an adjoint is not the right one.
struct Mistake {
  std::uint32_t place;
  double got, right;
  std::string why;
};

// Holds the attempts of broken engines on one tape against the right adjoints, by place.
class Judge {
 public:
  Judge(const Graph& graph, const Tape& tape, std::vector<double> right);

  // Whether the adjoint at place is the right one: within 1e-12 of the sum of |products| over all paths to it (of the
  // adjoint itself where that sum is not finite) or, where an engine makes so many sums that this is less, within their
  // rounding.
  bool agrees(const Attempt& attempt, std::uint32_t place) const;
  // Nothing where all adjoints are right. attempt: not stopped.
  std::optional<Mistake> first_mistake(const BrokenEngine& engine, const Attempt& attempt) const;

 private:
  // What one use, or the seed where there is no consumer, adds to an adjoint.
  struct Term {
    std::uint32_t consumer;
    double value;
  };
  std::vector<Term> terms(std::uint32_t place) const;
  std::string listed(const std::vector<Term>& terms) const;
  static std::uint32_t most_visited(const std::vector<Term>& terms, const Attempt& attempt);  // of the consumers
  std::string name(std::uint32_t place) const;

  const Graph& graph_;
  const Tape& tape_;
  std::vector<double> right_, absolute_;  // by place
};

}  // namespace bw

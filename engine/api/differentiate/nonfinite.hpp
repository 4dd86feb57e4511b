// What a reader should know about numbers that are not finite.
#pragma once

#include "api/differentiate/differentiate.hpp"

namespace bw {

// Names the first value that is not finite or, where there is none or it is given, the first derivative: in the columns, then in
// the runs and the check; and the row that made it. Where all are finite, whether the ways differ.
void warn_nonfinite(const Graph& graph, const Activity& activity, const Differentiated& result,
                    Diagnostics& diagnostics);

}  // namespace bw

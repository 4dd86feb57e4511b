// The ledger of a network for a terminal.
#pragma once

#include <ostream>
#include <string>

namespace bw {

// Prints the ledger to out, and what is wrong with the network to problems. False where it has errors.
bool print_ledger(const std::string& network_text, std::ostream& out, std::ostream& problems);

}  // namespace bw

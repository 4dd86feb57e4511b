// `bothways`: the JSON API on stdin and stdout, and one network as a table.
#include <fstream>
#include <iostream>
#include <sstream>

#include "api/handle.hpp"
#include "api/version.hpp"
#include "cli/table.hpp"

namespace {

constexpr const char* kHelp =
    "bothways api            one request a line on stdin, one response a line on stdout (JSON Lines)\n"
    "bothways run FILE.net   the ledger of one network: values, derivatives both ways, and what each way costs\n"
    "bothways --version      the version\n"
    "bothways --help         this text\n"
    "Exit: 0 done, 1 the network has errors, 2 wrong usage.\n";

int api() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    std::cout << bw::handle(line) << '\n' << std::flush;
  }
  return 0;
}

int run(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) {
    std::cerr << "bothways: cannot read " << file << '\n';
    return 2;
  }
  std::stringstream text;
  text << in.rdbuf();
  return bw::print_ledger(text.str(), std::cout, std::cerr) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "";
  if (command == "api" && argc == 2) return api();
  if (command == "run" && argc == 3) return run(argv[2]);
  if (command == "--version" && argc == 2) {
    std::cout << "bothways " << bw::version() << '\n';
    return 0;
  }
  if (command == "--help" || command == "help") {
    std::cout << kHelp;
    return 0;
  }
  std::cerr << kHelp;
  return 2;
}

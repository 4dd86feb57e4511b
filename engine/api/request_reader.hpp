// Reads the fields that several kinds of requests have; each mistake names its path, and reading goes on.
#pragma once

#include "api/reader.hpp"

namespace bw {

class RequestReader : public Reader {
 public:
  using Reader::Reader;

  // The fields at and seeds.
  void point(const Value& j, Request& r);
  // The fields want, modes and count.
  void schedules(const Value& j, Request& r);
  // Names of nodes, the value of the field wrt.
  void wrt(const Value& j, std::vector<Ref>& out);
  // {"w": [1, 2]} or [{"id": "w", "value": [1, 2]}].
  void named(const Value& j, const std::string& path, std::vector<NamedNumbers>& out);

 private:
  void modes(const Value& j, Request& r);
  void mode(const Value& j, const std::string& path, Request& r);
  // Where a mode cuts the execution order.
  void cuts(const Value& j, const std::string& path, ModeRequest& m);
};

}  // namespace bw

// One number as it is typed or pasted: what the page prints is read, and anything else is refused, never read in part.
#include "text/field.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace bw;

namespace {

#define MINUS "\xE2\x88\x92"
#define NARROW "\xE2\x80\xAF"
#define THIN "\xE2\x80\x89"
#define NO_BREAK "\xC2\xA0"

std::optional<FieldNumber> read(std::string_view text) {
  Diagnostics diagnostics;
  const auto number = read_field(text, diagnostics);
  CHECK(number.has_value() == !diagnostics.has_errors());
  return number;
}

std::string refusal(std::string_view text) {
  Diagnostics diagnostics;
  CHECK(!read_field(text, diagnostics));
  REQUIRE(diagnostics.total() >= 1);
  const Diagnostic first = diagnostics.shown()[0];
  CHECK(!first.span);
  CHECK(!first.hint.empty());
  return std::string(info(first.code).name) + " " + first.message;
}

}  // namespace

TEST_CASE("a number is read as it is spelled in the language and on the page") {
  struct Case {
    const char* text;
    double value;
  };
  const std::vector<Case> cases = {
      {"0.25", 0.25},
      {".5", 0.5},
      {"3.", 3},
      {"-1.5", -1.5},
      {"2e-3", 2e-3},
      {"1E5", 1e5},
      {"1e+21", 1e21},
      {"pi", 3.141592653589793},
      {MINUS "0.404", -0.404},
      {"3.13e" MINUS "41", 3.13e-41},
      {MINUS "3.13e" MINUS "41", -3.13e-41},
      {MINUS "0", -0.0},
      {"1" NARROW "234", 1234},
      {MINUS "12" NARROW "345" NARROW "678.25", -12345678.25},
      {"1" THIN "234", 1234},
      {"999" NO_BREAK "000", 999000},
      {"  0.5\t", 0.5},
      {NO_BREAK "0.5" NARROW, 0.5},
      {"- 2", -2},
      {"5e-324", 5e-324},
      {"1.7976931348623157e308", 1.7976931348623157e308},
  };
  for (const Case& one : cases) {
    CAPTURE(one.text);
    const auto number = read(one.text);
    REQUIRE(number.has_value());
    CHECK(number->value == one.value);
    CHECK(std::signbit(number->value) == std::signbit(one.value));
  }
  for (const char* text : {"inf", "Infinity", "\xE2\x88\x9E"}) CHECK(read(text)->value == HUGE_VAL);
  for (const char* text : {"-inf", MINUS "Infinity", MINUS "\xE2\x88\x9E"}) CHECK(read(text)->value == -HUGE_VAL);
  for (const char* text : {"nan", "NaN"}) CHECK(std::isnan(read(text)->value));
}

TEST_CASE("what is no number alone is refused in words") {
  CHECK(refusal("") == "E_NUMBER There is no number.");
  CHECK(refusal(" \t" NARROW) == "E_NUMBER There is no number.");
  CHECK(refusal(MINUS) == "E_NUMBER There is no number behind the minus.");
  CHECK(refusal("1,5") == "E_SYNTAX Behind the number there is `,`.");
  CHECK(refusal("1/2") == "E_SYNTAX Behind the number there is `/`.");
  CHECK(refusal("1e999") == "E_NUMBER The number `1e999` is larger than 1.797e308.");
  CHECK(refusal(MINUS "1e999") == "E_NUMBER The number `1e999` is larger than 1.797e308.");
  CHECK(refusal("2e") == "E_SYNTAX The number `2e` ends in its exponent.");
  CHECK(refusal("1 234") == "E_SYNTAX Behind the number there is `234`.");
  CHECK(refusal("+1") == "E_SYNTAX Expected a number, but there is `+`.");
  CHECK(refusal("w") == "E_SYNTAX Expected a number, but there is `w`.");
  CHECK(refusal("`pi`").starts_with("E_SYNTAX"));
  CHECK(refusal("1\nparam q = 2").starts_with("E_SYNTAX"));
  CHECK(refusal("1#2") == "E_SYNTAX Behind the number there is a comment.");
  CHECK(refusal("# 1") == "E_NUMBER There is no number.");
  CHECK(refusal("--1").starts_with("E_SYNTAX"));
  CHECK(refusal("12 %").starts_with("E_"));
  for (const char* text :
       {"1.2.3", "0x1F", "1__000", "1_", "1e5.5", "[1]", "(1)", "?", "1\xE2\x80\x8B", "0.5w", "NaN1", "1Infinity"}) {
    CAPTURE(text);
    CHECK(!refusal(text).empty());
  }
}

TEST_CASE("spaces that part digits part groups of three in the whole part, or nothing") {
  for (const char* text :
       {"12" NARROW "34", "1234" NARROW "567", "1" NARROW "2345", "1" NARROW "234" NARROW "5", "1" NARROW NARROW "234",
        "0.123" NARROW "456", "1e1" NARROW "000", NARROW "1" NARROW, "1" NARROW "23"}) {
    CAPTURE(text);
    Diagnostics diagnostics;
    const auto number = read_field(text, diagnostics);
    if (number) CHECK(number->value == 1);  // a space at either end parts nothing
    else CHECK(diagnostics.has_errors());
    CHECK(number.has_value() == (std::string(text) == NARROW "1" NARROW));
  }
}

TEST_CASE("how exactly a number was written is told with it") {
  struct Case {
    const char* text;
    std::int64_t digits;
    double last_place;
  };
  for (const Case& one : std::vector<Case>{{"1.25", 3, 0.01},
                                           {"-0.050", 2, 0.001},
                                           {"120", 3, 1},
                                           {"2e3", 1, 1e3},
                                           {"1.5e-7", 2, 1e-8},
                                           {"3.", 1, 1},
                                           {"1" NARROW "234.5", 5, 0.1},
                                           {"0.00", 0, 0.01},
                                           {"nan", 0, 0},
                                           {"1e-99999999999999999999", 1, 0}}) {
    CAPTURE(one.text);
    const auto number = read(one.text);
    REQUIRE(number.has_value());
    CHECK(number->digits == one.digits);
    CHECK(number->last_place == one.last_place);
  }
}

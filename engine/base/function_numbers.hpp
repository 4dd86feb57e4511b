// The numbers in the functions of functions.hpp, read from memory: in WebAssembly that is sooner than constants of two lanes
// in the code (tests/bench/NOTES.md).
#pragma once

namespace bw::num {

struct ExpNumbers {
  double log2_e = 0x1.71547652b82fep+0;
  // ln 2 in two parts; the first has 33 bits, so that a whole number times it is exact.
  double ln2_high = 0x1.62e42fefp-1, ln2_low = 0x1.473de6af278edp-34;
  // Adding it rounds to a whole number, which then stands in the low bits, with the bias of an exponent added.
  double rounder = 0x1.8p52 + 1023;
  // (e^r - 1 - r) / r^2 by powers of r, interpolated at 11 Chebyshev nodes of |r| <= ln 2 / 2: 3.4e-19 of e^r at most.
  double series[11] = {0.5,
                       0x1.5555555555557p-3,
                       0x1.5555555555556p-5,
                       0x1.11111111100dcp-7,
                       0x1.6c16c16c162d4p-10,
                       0x1.a01a01abe7fe1p-13,
                       0x1.a01a01a6d889cp-16,
                       0x1.71de0231960ebp-19,
                       0x1.27e4db646b17ep-22,
                       0x1.af4de97ca4194p-26,
                       0x1.1f730349868cep-29};
  double minus_zero = -0.0, half = 0.5, one = 1, two = 2;
};
extern const ExpNumbers kExp;

struct SinNumbers {
  double two_over_pi = 0x1.45f306dc9c883p-1, rounder = 0x1.8p52;
  // π/2 in parts of 33 bits and what is left: a whole number to 2^20 times one of the first three is exact.
  double part[4] = {0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2ep-69, 0x1.b839a252049c1p-104};
  // The Taylor series: of the sine from r^3, of the cosine from r^4.
  double sine[8] = {-0x1.5555555555555p-3,  0x1.1111111111111p-7,  -0x1.a01a01a01a01ap-13, 0x1.71de3a556c734p-19,
                    -0x1.ae64567f544e4p-26, 0x1.6124613a86d09p-33, -0x1.ae7f3e733b81fp-41, 0x1.952c77030ad4ap-49};
  double cosine[8] = {0x1.5555555555555p-5,  -0x1.6c16c16c16c17p-10, 0x1.a01a01a01a01ap-16, -0x1.27e4fb7789f5cp-22,
                      0x1.1eed8eff8d898p-29, -0x1.93974a8c07c9dp-37, 0x1.ae7f3e733b81fp-45, -0x1.6827863b97d97p-53};
  double half = 0.5, one = 1;
};
extern const SinNumbers kSin;

}  // namespace bw::num

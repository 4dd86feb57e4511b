// The limits as a bare WebAssembly module: a workload in, then runs; values go in and gradients come out by address.
#include <emscripten.h>

#include <cstdlib>

#include "case.hpp"

using limits::Case;

extern "C" {

EMSCRIPTEN_KEEPALIVE void* limit_alloc(std::size_t size) { return std::malloc(size); }
EMSCRIPTEN_KEEPALIVE Case* limit_open(const unsigned char* bytes) { return new Case(limits::read_case(bytes)); }
EMSCRIPTEN_KEEPALIVE void limit_close(Case* c) { delete c; }

// Where the first wrt leaf values go, and where their derivatives are.
EMSCRIPTEN_KEEPALIVE double* levels_in(Case* c) { return c->levels.value.data(); }
EMSCRIPTEN_KEEPALIVE double* levels_out(Case* c) { return c->levels.adjoint.data(); }
EMSCRIPTEN_KEEPALIVE void levels_run(Case* c) {
  c->levels.forward();
  c->levels.backward();
}

EMSCRIPTEN_KEEPALIVE double* ordered_in(Case* c) { return c->levels.value.data(); }
EMSCRIPTEN_KEEPALIVE double* ordered_out(Case* c) { return c->levels.adjoint.data(); }
EMSCRIPTEN_KEEPALIVE void ordered_run(Case* c) {
  c->levels.forward();
  c->levels.backward(c->in_order);
}

EMSCRIPTEN_KEEPALIVE double* mlp_in(Case* c) { return c->mlp->params.data(); }
EMSCRIPTEN_KEEPALIVE double* mlp_out(Case* c) { return c->mlp->gradient.data(); }
EMSCRIPTEN_KEEPALIVE double mlp_value(Case* c) { return c->mlp->value; }
EMSCRIPTEN_KEEPALIVE void mlp_run(Case* c) { c->mlp->run(); }
}

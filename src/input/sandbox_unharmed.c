/* input/sandbox_unharmed.c: nothing happens to a parser but what its input does. Alone in a file, so that a program of the tests can have
 * tests/suffer.c in its place. */
#include "input/sandbox.h"
#include "base/banned.h"

void sandbox_suffer(const struct wire *w, const char *bytes, size_t n) { (void)w, (void)bytes, (void)n; }
bool sandbox_unfiltered(void) { return false; }

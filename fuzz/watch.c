/* fuzz/watch.c: stands between libFuzzer and a target and looks at the clock of the processor, which other work on the machine does not move:
 * an input that takes more than a second ends the run as a crash would. The first one is let off, because models are loaded with it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#undef LLVMFuzzerTestOneInput
int fuzz_one(const uint8_t *bytes, size_t n);                          /* the target's, by another name */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

#define MOST_SECONDS 1.0

static double slowest;

static double processor(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void tell(void) { fprintf(stderr, "slowest input: %.3f s of the processor\n", slowest); }

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static int calls;
    if (!calls++) {
        atexit(tell);
        return fuzz_one(bytes, n);
    }
    double began = processor();
    int rc = fuzz_one(bytes, n), late = processor() - began > MOST_SECONDS;
    if (processor() - began > slowest)
        slowest = processor() - began;
    if (late) {
        fprintf(stderr, "==ERROR: an input took %.3f s of the processor\n", slowest);
        abort();
    }
    return rc;
}

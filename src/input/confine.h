/* input/confine.h: a process gives up, for good, what parsing does not need: files, network, other processes, memory without end. */
#pragma once
#include "dateline.h"

struct confinement {
    uint64_t max_memory;           /* bytes of its own: RLIMIT_DATA */
    int max_fd;                    /* the highest file descriptor that it may have */
    bool filter;                   /* refuse all calls of the system but a few (seccomp) */
};

bool confine_can_filter(void);     /* was this program built with libseccomp, and has the kernel filters? */
/* What was asked for, or false. System calls that are refused return EPERM; there is no way back. */
bool confine(const struct confinement *);
bool confine_sanitized(void);      /* was this program built with a sanitizer of memory? */

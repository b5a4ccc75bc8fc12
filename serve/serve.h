/* serve/serve.h: a store and the page over HTTP, in one process. */
#pragma once
#include "dateline.h"

struct serve_options {
    const char *store;             /* URL */
    const char *listen;            /* address to listen at; NULL: loopback alone */
    uint16_t port;                 /* 0: any that is free */
    const char *token;             /* what a client must know; NULL: nothing on loopback, else one is made up */
    const char *name;              /* another name this server goes by in Host:, NULL */
    bool no_edits;                 /* takes no corrections and keeps no texts */
    bool quiet;
    struct dl_options coder;       /* for texts that are dropped and sentences that are parsed */
};

/* Serves until SIGINT or SIGTERM, then ends what is under way and returns true. Prints its address to stdout. */
bool serve_run(const struct serve_options *, struct dl_err *);

/* serve/request.h: a request's target, taken apart. Foreign bytes come in here and nowhere else; fuzz/serve_fuzz.c tries them. */
#pragma once
#include "dateline.h"

enum { REQUEST_MAX_TARGET = 8192, REQUEST_SEGMENTS = 6, REQUEST_PARAMS = 32 };
enum request_suffix { SUFFIX_NONE, SUFFIX_JSON, SUFFIX_CSV, SUFFIX_ATOM };

struct request_param { const char *name, *value; };

struct request {
    const char *target;                    /* as it came, at most REQUEST_MAX_TARGET bytes */
    const char *segment[REQUEST_SEGMENTS]; /* of the path, decoded; "/" has none */
    uint32_t n_segments;
    enum request_suffix suffix;            /* taken off the last segment, but not under /static */
    struct request_param param[REQUEST_PARAMS];   /* decoded, those without a value left out */
    uint32_t n_params;
    int status;                            /* 0: well formed; else the HTTP status of what is wrong ... */
    const char *fault;                     /* ... and a sentence */
    char bytes[];                          /* what the others point to */
};

/* Never NULL, one block of malloc. Text is UTF-8 without control characters, or the request is at fault. */
struct request *request_parse(const char *target);
void request_free(struct request *);
/* The value of a parameter, NULL if it is not given. */
const char *request_param(const struct request *, const char *name);

/* Fills the question from the parameters. `allowed`: names of filters parted by blanks. False: *err says which is wrong (DL_EUSAGE). */
bool request_question(const struct request *, const char *allowed, struct dl_question *, struct dl_err *err);

/* fuzz/serve_fuzz.c: any bytes as what a client sends: a target with its query, asked of a small store, or after "{" or "[" a body. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../serve/route.h"
#include "dateline.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static struct dl_store *store;
static struct dl_coder *coder;
static struct dl_session *session;

/* A store of one article, in memory. */
static void set_up(void)
{
    static const char text[] = "NAIROBI, June 3 (Lake Wire) - Kenya accused Tanzania on Thursday of blocking a ferry. \"We will meet again in July,\" Kenyan Foreign Minister "
                               "Raychelle Omamo said. The ministers of Kenya and Tanzania met in Nairobi on Wednesday.";
    struct dl_document d = {.bytes = text, .n_bytes = sizeof text - 1, .id = "a", .title = "Ferry", .published = "2021-06-03", .outlet = "Lake Wire"};
    struct dl_err err;
    enum dl_put what;
    coder = dl_coder_open(NULL, &err);
    store = dl_store_open("sqlite::memory:", true, &err);
    if (!coder || !store)
        exit(1);
    session = dl_session_new(coder);
    if (!dl_code_for_store(session, &d, &err) || !dl_store_put(store, session, &what, &err) || !dl_store_commit(store, &err) || !dl_talks_refresh(store, NULL, NULL, &err))
        exit(1);
    dl_store_patience(store, 5000, NULL);
}

/* Whatever was asked: an answer, or a failure with a sentence. */
static void ask(struct request *r, const struct route *to)
{
    static char sink[1 << 20];
    struct dl_question q = {.what = to->list, .coder = coder};
    struct dl_err err = {0};
    FILE *out = fmemopen(sink, sizeof sink, "w");
    bool ok = request_question(r, to->filters, &q, &err), list = r->suffix == SUFFIX_CSV || r->suffix == SUFFIX_ATOM;
    if (strchr(to->path, '*'))
        q.article = r->segment[1];
    if (ok && list && to->list) {
        struct dl_answer *a = dl_answer_new(out, r->suffix == SUFFIX_CSV ? "csv-safe" : "atom");
        ok = dl_view_list(store, &q, a, &err);
        dl_answer_end(a, ok ? NULL : &err);
    } else if (ok && !list && to->view) {
        ok = dl_view(store, to->view, &q, out, &err);
    }
    fclose(out);
    if (!ok && (!*err.text || (err.code != DL_EUSAGE && err.code != DL_EABSENT && err.code != DL_ELIMIT)))
        abort();
}

static void body(const char *text, size_t n)
{
    static char sink[1 << 16];
    struct dl_err err = {0};
    FILE *out = fmemopen(sink, sizeof sink, "w");
    if (!dl_code_json(session, text, n, &err) && !*err.text)
        abort();
    if (!dl_edit_json(store, text, n, out, &err) && !*err.text)
        abort();
    fclose(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    if (!store)
        set_up();
    char *text = malloc(n + 1);
    if (!text)
        abort();
    memcpy(text, bytes, n);
    text[n] = 0;
    if (*text == '{' || *text == '[') {
        body(text, n);
    } else {
        struct request *r = request_parse(text);
        const struct route *to = r->status ? NULL : route_find(r);
        if (r->status && (!r->fault || r->status < 400 || r->status > 499))
            abort();
        if (to)
            ask(r, to);
        request_free(r);
    }
    free(text);
    return 0;
}

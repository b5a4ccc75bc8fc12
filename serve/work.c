/* serve/work.c: a job's answer as JSON, written to memory by the rooms that know how. */
#include <stdlib.h>
#include <string.h>

#include "server.h"

static void keep(struct job *j, char *bytes, size_t n)
{
    j->answer = (struct http_answer){200, http_bytes(bytes, n, "application/json", NULL)};
    j->n_answer = n;
}

/* The session of a worker is made when it is first wanted. */
static struct dl_session *session_of(struct worker *w, struct job *j)
{
    if (!w->server->coder)
        j->answer = http_failure(&w->server->no_coder);
    else if (!w->session)
        w->session = dl_session_new(w->server->coder);
    return w->server->coder ? w->session : NULL;
}

static void view(struct worker *w, struct job *j)
{
    struct dl_err err = {0};
    char *bytes = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&bytes, &n);
    if (!f)
        abort();
    if (strchr(j->route->path, '*'))
        j->question.article = j->request->segment[1];
    j->question.coder = w->server->coder;
    bool ok = dl_view(w->store, j->route->view, &j->question, f, &err);
    fclose(f);
    if (ok) {
        keep(j, bytes, n);
        return;
    }
    free(bytes);
    j->answer = http_failure(&err);
}

struct record { char *bytes; size_t n; };

static bool take_record(void *with, const char *id, const char *json, size_t n)
{
    struct record *r = with;
    (void)id;
    r->bytes = malloc(n + 1);
    if (!r->bytes)
        abort();
    memcpy(r->bytes, json, n);
    r->bytes[n] = '\n';
    r->n = n + 1;
    return false;
}

/* Its bytes, malloc'ed; NULL and the answer if there is none. */
static struct record record_of(struct worker *w, struct job *j)
{
    struct record r = {0};
    struct dl_err err = {0};
    const char *id = j->request->segment[1];
    if (!dl_store_records(w->store, id, take_record, &r, &err))
        j->answer = http_failure(&err);
    else if (!r.bytes)
        j->answer = http_error(404, "There is no article \"%.200s\".", id);
    return r;
}

static void record(struct worker *w, struct job *j)
{
    struct record r = record_of(w, j);
    if (r.bytes)
        keep(j, r.bytes, r.n);
}

static void sentence(struct worker *w, struct job *j)
{
    const char *which = j->request->segment[3];
    struct dl_err err = {0};
    struct dl_session *s = session_of(w, j);
    if (!s)
        return;
    if (strspn(which, "0123456789") != strlen(which) || strlen(which) > 6) {
        j->answer = http_error(400, "A sentence is a number, from 0.");
        return;
    }
    struct record r = record_of(w, j);
    if (!r.bytes)
        return;
    size_t n = 0;
    const char *json = dl_sentence_json(s, r.bytes, r.n, (uint32_t)strtoul(which, NULL, 10), &n, &err);
    free(r.bytes);
    if (json)
        keep(j, memcpy(malloc(n + 1), json, n), n);
    else
        j->answer = http_failure(&err);
}

static void code(struct worker *w, struct job *j)
{
    struct dl_err err = {0};
    struct dl_session *s = session_of(w, j);
    size_t n;
    if (!s)
        return;
    if (!dl_code_json(s, j->body ? j->body : "", j->n_body, &err)) {
        j->answer = http_failure(&err);
        return;
    }
    const char *json = dl_record_json(s, true, &n);
    char *copy = malloc(n + 1);
    if (!copy)
        abort();
    keep(j, memcpy(copy, json, n), n);
    j->n_answer = 0;               /* not to be kept */
}

/* The one thing that writes, with a handle of its own for as long as it takes. */
static void edit(struct worker *w, struct job *j)
{
    struct dl_err err = {0};
    char *bytes = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&bytes, &n);
    if (!f)
        abort();
    struct dl_store *s = dl_store_open(w->server->o->store, true, &err);
    bool ok = s && dl_edit_json(s, j->body ? j->body : "", j->n_body, f, &err);
    ok = dl_store_close(s, ok ? &err : NULL) && ok;
    fclose(f);
    live_look(w->server->live);
    if (ok)
        keep(j, bytes, n);
    else
        free(bytes);
    if (!ok)
        j->answer = err.code == DL_ESTORE ? http_error(503, "%s: %s.", err.where, err.text) : http_failure(&err);
    j->n_answer = 0;
}

void work_do(struct worker *w, struct job *j)
{
    switch (j->route->kind) {
    case ROUTE_RECORD: record(w, j); break;
    case ROUTE_SENTENCE: sentence(w, j); break;
    case ROUTE_CODE: code(w, j); break;
    case ROUTE_EDIT: edit(w, j); break;
    default: view(w, j);
    }
    if (!j->answer.response)
        j->answer = http_error(500, "Nothing came of this request.");
}

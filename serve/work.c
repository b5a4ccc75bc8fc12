/* serve/work.c: a job's answer as JSON, written to memory by the rooms that know how. */
#include <stdlib.h>
#include <string.h>

#include "server.h"

static void keep(struct job *j, char *bytes, size_t n)
{
    j->answer = (struct http_answer){200, http_bytes(bytes, n, "application/json", NULL)};
    j->n_answer = n;
}

static char *copied(const char *bytes, size_t n)
{
    char *copy = malloc(n + 1);
    if (!copy)
        abort();
    return memcpy(copy, bytes, n);
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

/* What writes an answer to *out. False sets *err. */
typedef bool write_answer(struct worker *, struct job *, FILE *out, struct dl_err *);

/* The answer is what `write` writes, or its error. */
static void answer_with(struct worker *w, struct job *j, write_answer *write)
{
    struct dl_err err = {0};
    char *bytes = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&bytes, &n);
    if (!f)
        abort();
    bool ok = write(w, j, f, &err);
    fclose(f);
    if (ok) {
        keep(j, bytes, n);
        return;
    }
    free(bytes);
    j->answer = err.code == DL_ESTORE && route_writes(j->route) ? http_error(503, "%s: %s.", err.where, err.text) : http_failure(&err);
}

static bool write_view(struct worker *w, struct job *j, FILE *out, struct dl_err *err)
{
    if (strchr(j->route->path, '*'))
        j->question.article = j->request->segment[1];
    j->question.coder = w->server->coder;
    return dl_view(w->store, j->route->view, &j->question, out, err);
}

static bool take_record(void *with, const char *id, const char *json, size_t n)
{
    (void)id;
    fwrite(json, 1, n, with);
    fputc('\n', with);
    return false;
}

static bool write_record(struct worker *w, struct job *j, FILE *out, struct dl_err *err)
{
    const char *id = j->request->segment[1];
    if (!dl_store_records(w->store, id, take_record, out, err))
        return false;
    if (ftell(out) > 0)
        return true;
    *err = (struct dl_err){.code = DL_EABSENT};
    snprintf(err->text, sizeof err->text, "there is no article \"%.120s\"", id);
    return false;
}

/* The number of a sentence, from 0; UINT32_MAX and the answer if it is none. */
static uint32_t which_of(struct job *j, const char *s)
{
    if (strspn(s, "0123456789") == strlen(s) && strlen(s) <= 6)
        return (uint32_t)strtoul(s, NULL, 10);
    j->answer = http_error(400, "A sentence is a number, from 0.");
    return UINT32_MAX;
}

/* Of a record in memory; the session's memory is copied. */
static void tree(struct worker *w, struct job *j, const char *record, size_t n_record, uint32_t which)
{
    struct dl_err err = {0};
    size_t n = 0;
    struct dl_session *s = session_of(w, j);
    const char *json = s ? dl_sentence_json(s, record, n_record, which, &n, &err) : NULL;
    if (json)
        keep(j, copied(json, n), n);
    else if (s)
        j->answer = http_failure(&err);
}

static void sentence(struct worker *w, struct job *j)
{
    uint32_t which = which_of(j, j->request->segment[3]);
    struct dl_err err = {0};
    char *record = NULL;
    size_t n = 0;
    FILE *f = which == UINT32_MAX ? NULL : open_memstream(&record, &n);
    if (!f)
        return;
    bool ok = write_record(w, j, f, &err);
    fclose(f);
    if (ok)
        tree(w, j, record, n, which);
    else
        j->answer = http_failure(&err);
    free(record);
}

/* Of a text that is not in the store: the client sends its record. */
static void given_sentence(struct worker *w, struct job *j)
{
    uint32_t which = which_of(j, j->request->segment[1]);
    if (which != UINT32_MAX)
        tree(w, j, j->body ? j->body : "", j->n_body, which);
    j->n_answer = 0;
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
    keep(j, copied(json, n), n);
    j->n_answer = 0;               /* not to be kept */
}

/* The two things that write, with a handle of their own for as long as they take. */
static bool write_to_store(struct worker *w, struct job *j, FILE *out, struct dl_err *err)
{
    const char *body = j->body ? j->body : "";
    struct dl_store *s = dl_store_open(w->server->o->store, true, err);
    bool ok = s && (j->route->kind == ROUTE_EDIT ? dl_edit_json(s, body, j->n_body, out, err) : dl_keep_json(s, w->session, body, j->n_body, out, err));
    return dl_store_close(s, ok ? err : NULL) && ok;
}

static void change(struct worker *w, struct job *j)
{
    if (j->route->kind == ROUTE_KEEP && !session_of(w, j))
        return;
    answer_with(w, j, write_to_store);
    live_look(w->server->live);
    j->n_answer = 0;
}

void work_do(struct worker *w, struct job *j)
{
    switch (j->route->kind) {
    case ROUTE_RECORD: answer_with(w, j, write_record); break;
    case ROUTE_SENTENCE: sentence(w, j); break;
    case ROUTE_CODE: code(w, j); break;
    case ROUTE_TREE: given_sentence(w, j); break;
    case ROUTE_KEEP:
    case ROUTE_EDIT: change(w, j); break;
    default: answer_with(w, j, write_view);
    }
    if (!j->answer.response)
        j->answer = http_error(500, "Nothing came of this request.");
}

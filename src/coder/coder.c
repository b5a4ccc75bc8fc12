/* coder/coder.c: opens what is const, and takes one article up the stairs. */
#include "coder/coder.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "attribution/attribution.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/map.h"
#include "base/sha256.h"
#include "events/events.h"
#include "rules/rules.h"
#include "rules/verbs.h"
#include "store/store.h"
#include "entities/entities.h"
#include "entities/knowledge.h"
#include "input/charset.h"
#include "input/clean.h"
#include "input/conllu.h"
#include "input/head.h"
#include "input/html.h"
#include "input/lang.h"
#include "input/sandbox.h"
#include "input/stamp.h"
#include "input/takes.h"
#include "syntax/syntax.h"
#include "talks/talks.h"
#include "text/text.h"
#include "when/when.h"
#include "where/where.h"
#include "base/banned.h"

struct dl_session {
    const struct dl_coder *coder;
    struct arena *arena;
    struct dl_article *article;
    struct buf json;
    enum { NO_JSON, JSON_WITHOUT_TEXT, JSON_WITH_TEXT } written;   /* what json holds of the article */
    struct dl_profile profile;
    struct store_pack pack;        /* of the article last coded for the store */
    struct sandbox_child pages;    /* parses HTML, if there is a sandbox */
};

const char *dl_version(void) { return DL_VERSION; }
const char *dl_made_by(const struct dl_coder *c) { return c->made_by; }

/* The folder that holds data/ and models/: as told, $DATELINE_DATA, the installed one, the present folder. */
const char *coder_data_dir(const struct dl_options *o)
{
    const char *env = getenv("DATELINE_DATA");
    if (o->data_dir || env)
        return o->data_dir ? o->data_dir : env;
    return map_exists(DL_DATA_INSTALLED "/models/text.dlt") ? DL_DATA_INSTALLED : DL_DATA_BUILT;
}

static char *joined(const char *dir, const char *name)
{
    struct buf b = {0};
    buf_printf(&b, "%s/%s", dir, name);
    return b.at;
}

static bool open_syntax(struct dl_coder *c, const char *dir, struct dl_err *err)
{
    const char *env = getenv("DATELINE_MODEL");
    char *path = joined(dir, "models/en.dlm");
    c->syntax = syntax_open(env ? env : path, err);
    free(path);
    return c->syntax && syntax_verbs(c->syntax, dir, err);
}

/* A folder of dictionaries need not hold verbs. */
static bool open_verbs(struct dl_coder *c, struct dl_err *err)
{
    struct verbs_counts counts;
    struct dl_err none = {0};
    c->verbs = c->options.petrarch_dir ? verbs_open(c->options.petrarch_dir, NULL, NULL, &counts, &none) : NULL;
    if (none.text[0] && err)
        *err = none;
    return !none.text[0];
}

/* A half of what a coder opens, and why it could not. */
struct half { struct dl_coder *c; const char *dir; bool ok; struct dl_err err; };

static bool open_pages(struct dl_coder *c, const char *dir, struct dl_err *err)
{
    return (c->html = html_open(dir, err)) && (c->lang = lang_open(dir, err)) && (c->takes = takes_open(dir, err));
}

static bool open_sentences(struct dl_coder *c, const char *dir, struct dl_err *err) { return (c->text = text_open(dir, err)) && open_syntax(c, dir, err); }

/* What articles come as; who, when and where; who says so. */
static void *open_knowing(void *with)
{
    struct half *h = with;
    struct dl_coder *c = h->c;
    h->ok = open_pages(c, h->dir, &h->err) && (c->when = when_open(h->dir, &h->err)) && (c->where = where_open(h->dir, &h->err))
         && (c->knowledge = knowledge_open_with(h->dir, c->options.knowledge_dir, c->options.petrarch_dir, &h->err))
         && (c->entities = entities_open(h->dir, c->knowledge, &h->err)) && (c->names = code_names_open(h->dir, c->knowledge, &h->err))
         && (c->attribution = attribution_open(h->dir, &h->err));
    return NULL;
}

/* How sentences are read, and what is done in them. */
static bool open_reading(struct dl_coder *c, const char *dir, struct dl_err *err)
{
    return open_sentences(c, dir, err) && (c->rules = rules_open(dir, c->options.rules_dir, err)) && open_verbs(c, err)
        && (c->events = events_open(dir, c->rules, c->verbs, err)) && (!c->options.petrarch_dir || events_discard(c->events, c->options.petrarch_dir, err))
        && (c->talks = talks_open(dir, c->rules, err));
}

/* The two halves need nothing of each other: each has a thread, and start-up the time of the longer one. */
static bool open_all(struct dl_coder *c, const char *dir, struct dl_err *err)
{
    struct half knowing = {.c = c, .dir = dir};
    pthread_t thread;
    if (c->options.extract_only || c->options.syntax_only)
        return open_pages(c, dir, err) && (c->options.extract_only || open_sentences(c, dir, err));
    bool apart = pthread_create(&thread, NULL, open_knowing, &knowing) == 0;
    bool ok = open_reading(c, dir, err);
    if (apart)
        pthread_join(thread, NULL);
    else
        open_knowing(&knowing);
    if (ok && !knowing.ok && err)
        *err = knowing.err;
    return ok && knowing.ok;
}

struct dl_coder *dl_coder_open(const struct dl_options *o, struct dl_err *err)
{
    struct dl_coder *c = base_alloc(1, sizeof *c);
    c->options = o ? *o : (struct dl_options){0};
    bool ok = open_all(c, coder_data_dir(&c->options), err);
    if (!ok) {
        dl_coder_close(c);
        return NULL;
    }
    struct buf b = {0};
    buf_printf(&b, "{\"dateline\":\"%s\"", DL_VERSION);
    if (c->syntax)
        buf_printf(&b, ",\"model\":\"%016llx\"", (unsigned long long)syntax_model_id(c->syntax));
    if (c->knowledge)
        buf_printf(&b, ",\"knowledge\":\"%.16s\"", knowledge_hash(c->knowledge));
    if (c->rules)
        buf_printf(&b, ",\"rules\":\"%016llx\"", (unsigned long long)(rules_hash(c->rules) ^ (c->verbs ? verbs_hash(c->verbs) : 0) ^ events_hash(c->events) ^
                                                              coder_hash_tables(coder_data_dir(&c->options))));
    buf_char(&b, '}');
    c->made_by = b.at;
    return c;
}

bool dl_coder_verify(const struct dl_coder *c, struct dl_err *err)
{
    return (!c->syntax || syntax_verify(c->syntax, err)) && (!c->knowledge || knowledge_verify(c->knowledge, err));
}

void dl_coder_close(struct dl_coder *c)
{
    if (!c)
        return;
    html_close(c->html);
    lang_close(c->lang);
    takes_close(c->takes);
    text_close(c->text);
    attribution_close(c->attribution);
    syntax_close(c->syntax);
    when_close(c->when);
    where_close(c->where);
    entities_close(c->entities);
    talks_close(c->talks);
    events_close(c->events);
    rules_close(c->rules);
    verbs_close(c->verbs);
    knowledge_close(c->knowledge);
    code_names_close(c->names);
    free(c->made_by);
    free(c);
}

struct dl_sandbox *dl_sandbox_open(const struct dl_options *o, struct dl_err *err)
{
    struct dl_options with_data = *o;
    with_data.data_dir = coder_data_dir(o);
    return sandbox_open(&with_data, err);
}

struct dl_session *dl_session_new(const struct dl_coder *c)
{
    struct dl_session *s = base_alloc(1, sizeof *s);
    s->coder = c;
    s->arena = arena_new();
    s->pages.of = c->options.sandbox;
    return s;
}

void dl_session_free(struct dl_session *s)
{
    if (!s)
        return;
    sandbox_end(&s->pages, NULL, 0, NULL);
    sandbox_forget(&s->pages);
    arena_free(s->arena);
    buf_free(&s->json);
    free(s);
}

static const char *kept(struct arena *a, const char *s) { return s && *s ? arena_text(a, s, strlen(s)) : NULL; }

static bool is_type(const struct dl_document *d, const char *type) { return d->media_type && !strcmp(d->media_type, type); }

/* An article with the document's bytes and metadata, and nothing found yet. */
static struct dl_article *begin(struct dl_session *s, const struct dl_document *d)
{
    arena_reset(s->arena);
    s->written = NO_JSON;
    struct dl_article *art = arena_take(s->arena, 1, sizeof *art);
    if (!d->id || !s->coder->options.extract_only)     /* what is extracted shows it as an id alone */
        sha256_hex(d->bytes, d->n_bytes, art->sha256);
    const char *told = !d->charset && is_type(d, "text/html") ? charset_named(d->bytes, d->n_bytes, s->arena) : d->charset;
    input_clean(art, d->bytes, d->n_bytes, told, s->arena);
    art->id = d->id ? kept(s->arena, d->id) : arena_text(s->arena, art->sha256, 32);
    art->path = kept(s->arena, d->path);
    art->url = kept(s->arena, d->url);
    art->outlet = kept(s->arena, d->outlet);
    art->fetched = kept(s->arena, d->fetched);
    art->media_type = kept(s->arena, d->media_type);
    art->given_title = kept(s->arena, d->title);
    art->given_byline = kept(s->arena, d->byline);
    art->take = kept(s->arena, d->take);
    for (uint32_t i = 0; i < DL_N_NOTES; i++)
        if (d->notes >> i & 1)
            note_add(art, s->arena, (enum dl_note_code)i, DL_NO_SPAN);
    art->lang = "en";
    art->outlet_entity = art->dateline.place = art->setting = -1;
    return s->article = art;
}

/* Replaces markup by the article in it; *doc gets what the page says of itself where nothing came beside it, *stamp its date as it is written there. */
static bool page_text(struct dl_session *s, struct dl_article *art, struct dl_document *doc, const char **stamp, struct dl_err *err)
{
    struct html_page page = {.url = doc->url, .fetched = doc->fetched};
    bool ok = s->pages.of ? sandbox_page(&s->pages, art->text, art->n, doc, &page, s->arena, err)
                          : (doc->fragment ? html_fragment : html_extract)(s->coder->html, art->text, art->n, doc->path, &page, s->arena, err);
    if (!ok)
        return false;
    art->text = page.text;
    art->n = (uint32_t)page.n_text;
    art->given_title = art->given_title ? art->given_title : page.title;
    art->given_byline = art->given_byline ? art->given_byline : page.byline;
    art->outlet = art->outlet ? art->outlet : page.outlet;
    *stamp = doc->published ? doc->published : page.stamp;
    doc->published = doc->published ? doc->published : page.published;
    return true;
}

static void run_text(struct dl_session *s) { text_split(s->coder->text, s->article, s->arena); }
static void run_syntax(struct dl_session *s) { syntax_annotate(s->coder->syntax, s->article, s->arena); }
static void run_where(struct dl_session *s)
{
    where_find(s->coder->where, s->article, s->arena);
    entities_places(s->article, s->arena);
}
static void run_when(struct dl_session *s) { when_find(s->coder->when, s->article, s->arena); }
static void run_entities(struct dl_session *s) { entities_find(s->coder->entities, s->article, s->arena); }
static void run_attribution(struct dl_session *s) { attribution_find(s->coder->attribution, s->article, s->arena); }
static void run_events(struct dl_session *s) { events_find(s->coder->events, s->article, s->arena); }
static void run_talks(struct dl_session *s) { talks_find(s->coder->talks, s->article, s->arena); }

/* The stairs: each room adds to the article what it finds. */
static const struct stair { const char *room; void (*run)(struct dl_session *); } stairs[] = {
    {"text", run_text},
    {"syntax", run_syntax},
    {"when", run_when},
    {"entities", run_entities},
    {"where", run_where},
    {"attribution", run_attribution},
    {"events", run_events},
    {"talks", run_talks},
};
enum { N_STAIRS = sizeof stairs / sizeof *stairs, N_TREE_STAIRS = 2 };
_Static_assert((int)N_STAIRS <= (int)DL_PROFILE_ROOMS, "a profile has room for every stair");

static uint64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void climb(struct dl_session *s, int from, int to)
{
    uint64_t then = now_ns();
    for (int i = from; i < to; i++) {
        stairs[i].run(s);
        uint64_t now = now_ns();
        s->profile.ns[i] += now - then;
        s->profile.room[i] = stairs[i].room;
        then = now;
    }
    if (from == 0)
        s->profile.words += s->article->n_tokens;
}

const struct dl_article *dl_session_article(const struct dl_session *s) { return s->article; }
const struct dl_profile *dl_session_profile(const struct dl_session *s) { return &s->profile; }

static void remark(struct dl_session *s, enum dl_note_code code) { note_add(s->article, s->arena, code, DL_NO_SPAN); }

/* The mark of its headline, or of the first line of its text. */
static void read_take(struct dl_session *s, struct dl_article *art)
{
    const char *text = art->text + strspn(art->text, " \t\r\n"), *lines[] = {art->given_title, text};
    for (size_t i = 0; i < 2 && !art->take; i++) {
        size_t n = lines[i] ? strcspn(lines[i], "\r\n") : 0;
        struct dl_span mark = takes_find(s->coder->takes, lines[i], n);
        if (mark.end)
            art->take = arena_text(s->arena, lines[i] + mark.start, mark.end - mark.start);
    }
}

/* The article with its text and head; *words if words and sentences are told apart already. */
static struct dl_article *prepare(struct dl_session *s, const struct dl_document *d, bool *words, struct dl_err *err)
{
    struct dl_document text = *d;
    if (d->n_bytes >= UINT32_MAX)
        return err_set(err, DL_ELIMIT, d->path, "is larger than 4 GB"), NULL;
    struct dl_article *art = begin(s, d);
    *words = is_type(d, "text/x-conllu");
    if (*words)
        return input_conllu(art, art->text, art->n, d->path, s->arena, err) ? art : NULL;
    if ((d->fragment || is_type(d, "text/html")) && !page_text(s, art, &text, &(const char *){NULL}, err))
        return NULL;
    input_head(art, text.published ? text.published : s->coder->options.date, s->arena);
    read_take(s, art);
    return art;
}

const struct dl_article *dl_read_document(struct dl_session *s, const struct dl_document *d, struct dl_err *err)
{
    bool words;
    return prepare(s, d, &words, err);
}

const char *dl_take_kind(const struct dl_coder *c, const char *take) { return takes_kind(c->takes, take); }

const struct dl_article *dl_parse_document(struct dl_session *s, const struct dl_document *d, struct dl_err *err)
{
    bool words;
    struct dl_article *art = prepare(s, d, &words, err);
    if (art)
        climb(s, words, N_TREE_STAIRS);
    return art;
}

/* What is not English, or was taken back, keeps its metadata and is not coded. */
static bool to_be_coded(struct dl_session *s, const struct dl_document *d)
{
    struct dl_article *art = s->article;
    art->lang = lang_of(s->coder->lang, art->text, art->n, d->lang);
    bool english = strcmp(art->lang, "en") == 0;
    if (!english)
        remark(s, DL_NOTE_NOT_ENGLISH);
    return english && !(d->notes >> DL_NOTE_WITHDRAWN & 1);
}

const struct dl_article *dl_code_document(struct dl_session *s, const struct dl_document *d, struct dl_err *err)
{
    bool words;
    if (!prepare(s, d, &words, err))
        return NULL;
    if (words || to_be_coded(s, d))
        climb(s, words, N_STAIRS);
    return s->article;
}

const char *dl_extract_json(struct dl_session *s, const struct dl_document *d, size_t *n, struct dl_err *err)
{
    struct dl_document doc = *d;
    struct dl_article *art = begin(s, d);
    const char *stamp = d->published;
    char day[12] = "";
    if ((d->fragment || is_type(d, "text/html")) && !page_text(s, art, &doc, &stamp, err))
        return NULL;
    if (doc.published)
        stamp_day(doc.published, day);
    buf_reset(&s->json);
    json_open(&s->json, '{');
    art->lang = lang_of(s->coder->lang, art->text, art->n, d->lang);
    const char *const fields[][2] = {{"id", art->id}, {"title", art->given_title}, {"byline", art->given_byline}, {"published", *day ? day : NULL},
                                     {"stamp", stamp}, {"outlet", art->outlet}, {"url", art->url}, {"lang", art->lang}, {"media_type", art->media_type}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        json_key(&s->json, fields[i][0]);
        json_string(&s->json, fields[i][1]);
    }
    json_key(&s->json, "text");
    json_bytes(&s->json, art->text, art->n);
    json_close(&s->json, '}');
    *n = s->json.n;
    return s->json.at;
}

const char *dl_extracted_json(const struct dl_session *s, size_t *n)
{
    *n = s->json.n;
    return s->json.at;
}

const char *dl_record_json(struct dl_session *s, bool with_text, size_t *n)
{
    if (s->written != (with_text ? JSON_WITH_TEXT : JSON_WITHOUT_TEXT)) {
        buf_reset(&s->json);
        record_write(&s->json, s->article, s->coder->made_by, with_text);
        s->written = with_text ? JSON_WITH_TEXT : JSON_WITHOUT_TEXT;
    }
    *n = s->json.n;
    return s->json.at;
}

struct buf *session_json(struct dl_session *s)
{
    buf_reset(&s->json);
    s->written = NO_JSON;
    return &s->json;
}

bool dl_code_for_store(struct dl_session *s, const struct dl_document *d, struct dl_err *err)
{
    size_t n;
    if (!dl_code_document(s, d, err))
        return false;
    const char *json = dl_record_json(s, false, &n);
    store_source_key(d, s->coder->options.date, s->pack.source_key);
    s->pack.line = d->line;
    store_make_pack(&s->pack, s->article, json, n, s->coder->made_by, s->arena);
    s->pack.told = takes_kind(s->coder->takes, s->article->take);
    return true;
}

const char *session_source_key(const struct dl_session *s) { return s->pack.source_key; }

bool dl_store_put(struct dl_store *store, struct dl_session *s, enum dl_put *what, struct dl_err *err)
{
    return store_put(store, s->article, &s->pack, what, err);
}

/* store/write.c: an article's findings as rows. What an older coding of the same article left is removed first. */
#include "store/rows.h"

#include "base/date.h"
#include "base/err.h"
#include "base/banned.h"

#define X(n) #n,
static const char *const kinds[] = {DL_ENTITY_KINDS(X)};
static const char *const statement_kinds[] = {DL_STATEMENT_KINDS(X)};
#undef X
#define X(id, name) name,
const char *const store_bases[] = {DL_BASES(X)};
#undef X

/* ---- tables ----------------------------------------------------------------------------------- */

static bool write_entity(struct writer *w, uint32_t i, const uint32_t *n_mentions, const char *spans)
{
    const struct dl_entity *e = &w->a->entity[i];
    struct row r = row_of(w, STORE_put_entity);
    put_id(&r, w, i);
    put_int(&r, w->id);
    put(&r, kinds[e->kind]);
    put(&r, e->name);
    put(&r, e->code);
    put(&r, e->country);
    put(&r, e->sectors);
    put(&r, e->office);
    put(&r, e->key);
    put(&r, e->basis ? store_bases[e->basis] : NULL);
    put_int(&r, n_mentions[i]);
    put(&r, spans);
    return row_done(w, &r);
}

static bool write_entities(struct writer *w)
{
    const struct dl_article *a = w->a;
    struct text *spans = arena_take(w->arena, a->n_entities + 1, sizeof *spans);
    uint32_t *n = arena_take(w->arena, a->n_entities + 1, sizeof *n);
    for (uint32_t m = 0; m < a->n_mentions; m++) {
        uint32_t e = a->mention[m].entity;
        if (e >= a->n_entities)
            continue;
        spans[e].arena = w->arena;
        text_span(&spans[e], n[e] ? "," : "{\"mention\":[", a->mention[m].span);
        n[e]++;
    }
    for (uint32_t i = 0; i < a->n_entities; i++)
        if (!write_entity(w, i, n, n[i] ? spans_done(&spans[i]) : NULL))
            return false;
    return true;
}

/* Who somebody's words went through, the outlet first: "Xinhua > Russian media > Dmitry Peskov". */
static const char *chain_of(struct writer *w, const struct dl_statement *s)
{
    struct text t = {.arena = w->arena};
    for (uint32_t i = 0; i < s->n_chain; i++) {
        const struct dl_entity *e = entity_at(w, s->chain[i].entity);
        struct dl_span span = s->chain[i].span;
        if (e && e->name)
            text_item(&t, " > ", e->name, strlen(e->name));
        else if (span.start < span.end)
            text_item(&t, " > ", w->a->text + span.start, span.end - span.start);
    }
    return t.v.at;
}

static const char *statement_spans(struct writer *w, const struct dl_statement *s)
{
    struct text t = {.arena = w->arena};
    spans_part(&t, "source", s->source, s->n_source);
    spans_part(&t, "cue", s->cue, s->n_cue);
    spans_part(&t, "content", s->content, s->n_content);
    spans_part(&t, "verbatim", s->verbatim, s->n_verbatim);
    spans_part(&t, "hedge", s->hedge, s->n_hedge);
    return spans_done(&t);
}

static void put_statement_who(struct row *r, struct writer *w, const struct dl_statement *s)
{
    const struct dl_entity *e = entity_at(w, s->speaker);
    put_id(r, w, s->speaker);
    put(r, e && e->name ? e->name : words_of(w, s->source, s->n_source));
    put(r, e ? e->code : NULL);
    put(r, s->speaker_role);
    put(r, s->source_type);
}

/* When it was said, else when it was published. */
static const char *day_of_statement(struct writer *w, const struct dl_statement *s)
{
    char day[12];
    const struct dl_time *t = s->time >= 0 && (uint32_t)s->time < w->a->n_times ? &w->a->time[s->time] : NULL;
    if (!t || t->first_day == DL_NO_DAY)
        return w->a->published;
    day_format(t->first_day, day);
    return arena_text(w->arena, day, 10);
}

static bool write_statement(struct writer *w, uint32_t i)
{
    const struct dl_statement *s = &w->a->statement[i];
    const struct dl_entity *to = entity_at(w, s->addressee);
    const char *content = words_of(w, s->content, s->n_content);
    struct row r = row_of(w, STORE_put_statement);
    put_id(&r, w, i);
    put_int(&r, w->id);
    put(&r, statement_kinds[s->kind]);
    put(&r, s->time >= 0 && (uint32_t)s->time < w->a->n_times ? w->a->time[s->time].value : NULL);
    put_statement_who(&r, w, s);
    put(&r, words_of(w, s->cue, s->n_cue));
    put(&r, s->cue_class);
    put(&r, content);
    put(&r, s->directness);
    put(&r, words_of(w, s->verbatim, s->n_verbatim));
    put(&r, to ? to->name : NULL);
    put(&r, s->polarity);
    put(&r, s->certainty);
    put(&r, s->tone);
    put(&r, joined(w, s->topic, s->n_topics));
    put_id(&r, w, s->nested_in);
    put(&r, chain_of(w, s));
    put_int(&r, s->sentence);
    s->confidence > 0 ? put_float(&r, s->confidence) : put_null(&r);
    put(&r, statement_spans(w, s));
    put(&r, day_of_statement(w, s));
    if (!row_done(w, &r))
        return false;
    if (!w->searchable)
        return true;
    struct row f = row_of(w, STORE_put_content);
    put_id(&f, w, i);
    put(&f, content);
    return row_done(w, &f);
}

/* ---- the article ------------------------------------------------------------------------------- */

/* Sets w->searchable. */
static bool is_searchable(struct writer *w)
{
    struct row r = row_of(w, STORE_searchable);
    bool ok = r.st && sqlite3_step(r.st) == SQLITE_ROW;
    w->searchable = ok && sqlite3_column_int64(r.st, 0) >= w->id;
    if (r.st)
        sqlite3_reset(r.st);
    return ok || store_failed(w->s, w->err);
}

/* Takes a title and a text, the first columns of `old`, out of full text. */
static bool drop_text(struct writer *w, sqlite3_stmt *old)
{
    struct row f = row_of(w, STORE_drop_text);
    put_int(&f, w->id);
    for (int i = 0; f.st && i < 2; i++)
        sqlite3_bind_value(f.st, ++f.column, sqlite3_column_value(old, i));
    return row_done(w, &f);
}

/* What an earlier coding left: its rows go, its key and its being a copy stay. */
static bool remove_old(struct writer *w, const char **key, struct store_story *story)
{
    struct row r = row_of(w, STORE_old_article);
    if (!r.st)
        return false;
    put_int(&r, w->id);
    if (sqlite3_step(r.st) != SQLITE_ROW) {
        sqlite3_reset(r.st);
        return true;
    }
    *key = arena_text(w->arena, (const char *)sqlite3_column_text(r.st, 2), (size_t)sqlite3_column_bytes(r.st, 2));
    w->copy_of = sqlite3_column_int64(r.st, 3);
    story->containment = sqlite3_column_double(r.st, 4);
    const char *kind = (const char *)sqlite3_column_text(r.st, 5);
    story->kind = kind ? arena_text(w->arena, kind, strlen(kind)) : NULL;
    story->most_like = sqlite3_column_int64(r.st, 6);
    bool ok = is_searchable(w) && (!w->searchable || drop_text(w, r.st));
    sqlite3_reset(r.st);
    static const enum store_statement drops[] = {STORE_drop_content, STORE_drop_dyads, STORE_drop_actors, STORE_drop_events,
        STORE_drop_statements, STORE_drop_entities, STORE_drop_talks, STORE_drop_rounds, STORE_drop_obstacles};
    for (size_t i = w->searchable ? 0 : 1; ok && i < sizeof drops / sizeof *drops; i++) {
        struct row d = row_of(w, drops[i]);
        put_int(&d, w->first);
        put_int(&d, w->first + STORE_ROWS - 1);
        ok = row_done(w, &d);
        w->s->more_events -= drops[i] == STORE_drop_events ? sqlite3_changes(w->s->db) : 0;
        w->s->more_statements -= drops[i] == STORE_drop_statements ? sqlite3_changes(w->s->db) : 0;
    }
    struct row d = row_of(w, STORE_drop_article);      /* INSERT OR REPLACE would have SQLite keep a copy of every page that it touches */
    put_int(&d, w->id);
    return ok && row_done(w, &d);
}

/* The article's id, or if another article has it, the id and the start of the hash of its bytes. */
static const char *free_key(struct writer *w)
{
    struct row r = row_of(w, STORE_key_taken);
    if (!r.st)
        return NULL;
    put_bytes(&r, w->a->id, strlen(w->a->id));
    put_int(&r, w->id);
    bool taken = sqlite3_step(r.st) == SQLITE_ROW;
    sqlite3_reset(r.st);
    return taken ? arena_printf(w->arena, "%s~%.12s", w->a->id, w->a->sha256) : w->a->id;
}

static const char *title_of(struct writer *w)
{
    const struct dl_article *a = w->a;
    return a->title.start < a->title.end ? arena_text(w->arena, a->text + a->title.start, a->title.end - a->title.start) : a->given_title;
}

static void put_header(struct row *r, struct writer *w, const char *key, const struct store_pack *p)
{
    const struct dl_article *a = w->a;
    const struct dl_dateline *d = &a->dateline;
    put_int(r, w->id);
    put_bytes(r, key, strlen(key));
    put_bytes(r, a->id, strlen(a->id));
    put(r, a->sha256);
    put(r, p->source_key);
    put(r, a->path);
    p->line ? put_int(r, (int64_t)p->line) : put_null(r);
    put(r, a->url);
    put(r, a->outlet);
    put(r, a->media_type);
    put(r, title_of(w));
    put(r, a->byline.start < a->byline.end ? words_of(w, &a->byline, 1) : a->given_byline);
    put(r, a->lang);
    put(r, a->published);
    put(r, a->published_basis ? store_bases[a->published_basis] : NULL);
    put(r, words_of(w, &d->place_span, d->place_span.start < d->place_span.end));
    put(r, d->date);
    put(r, d->agency);
    put(r, a->take);
}

static bool write_article(struct writer *w, const char *key, const struct store_pack *p, struct store_story story)
{
    struct row r = row_of(w, STORE_put_article);
    if (!r.st)
        return false;
    put_header(&r, w, key, p);
    w->copy_of ? put_int(&r, w->copy_of) : put_null(&r);
    w->copy_of ? put_float(&r, (float)story.containment) : put_null(&r);
    put_int(&r, w->a->n_sentences);
    put_int(&r, w->a->n_tokens);
    put(&r, p->made_by);
    put_bytes(&r, w->a->text, w->a->n);
    sqlite3_bind_blob(r.st, ++r.column, p->record, (int)p->n_record, SQLITE_STATIC);
    put(&r, w->copy_of ? story.kind : NULL);
    story.most_like ? put_int(&r, story.most_like) : put_null(&r);
    if (!row_done(w, &r))
        return false;
    struct row k = row_of(w, STORE_put_sketch);
    put_int(&k, w->id);
    put_int(&k, story.digest);
    if (k.st)
        sqlite3_bind_blob(k.st, ++k.column, p->sketch, (int)(p->n_sketch * sizeof *p->sketch), SQLITE_STATIC);
    if (!row_done(w, &k))
        return false;
    if (!w->searchable)
        return true;
    struct row f = row_of(w, STORE_put_text);
    put_int(&f, w->id);
    put(&f, title_of(w));
    put_bytes(&f, w->a->text, w->a->n);
    return row_done(w, &f);
}

static bool write_findings(struct writer *w)
{
    bool ok = write_entities(w);
    for (uint32_t i = 0; ok && i < w->a->n_statements; i++)
        ok = write_statement(w, i);
    return ok && store_write_events(w) && store_write_talks(w);
}

bool store_write(struct dl_store *s, int64_t id, const struct dl_article *a, const struct store_pack *p, struct store_story story, struct dl_err *err)
{
    struct writer w = {.s = s, .a = a, .arena = s->scratch, .id = id, .first = id * STORE_ROWS, .copy_of = story.first, .err = err};
    const char *key = NULL;
    if (a->n_entities >= STORE_ROWS || a->n_statements >= STORE_ROWS || a->n_events >= STORE_ROWS)
        return err_set(err, DL_ELIMIT, a->id, "has more than %d findings of a kind", STORE_ROWS - 1);
    if (!remove_old(&w, &key, &story) || !(key = key ? key : free_key(&w)))
        return false;
    s->more_events += a->n_events;
    s->more_statements += a->n_statements;
    return write_article(&w, key, p, story) && write_findings(&w);
}

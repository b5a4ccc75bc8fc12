/* coder/coder.h: the rooms in order; what a coder and a session hold. */
#pragma once
#include "dateline.h"

struct arena;

struct dl_coder {
    struct dl_options options;
    struct html_words *html;
    struct lang *lang;
    struct takes *takes;
    struct text_model *text;
    struct attribution *attribution;
    struct syntax_model *syntax;
    struct when_tables *when;
    struct where *where;
    struct knowledge *knowledge;
    struct entities *entities;
    struct rules *rules;
    struct verbs *verbs;           /* of --petrarch; NULL: none */
    struct events *events;
    struct talks *talks;
    struct code_names *names;
    char *made_by;
};

/* The folder that holds data/ and models/. */
const char *coder_data_dir(const struct dl_options *o);

/* Appends the record of art as one line of JSON, without newline. */
struct buf;
void record_write(struct buf *out, const struct dl_article *art, const char *made_by, bool with_text);

/* A hash of the tables of words below data/en; those of people and groups are knowledge's, rules have their own. */
uint64_t coder_hash_tables(const char *data_dir);

/* Where a session keeps the JSON it hands out; what it held is gone. */
struct buf *session_json(struct dl_session *s);

/* coder/names.c: names of countries, then of groups. */
struct code_names *code_names_open(const char *data_dir, const struct knowledge *k, struct dl_err *err);
void code_names_close(struct code_names *n);

/* coder/sentence.c: the sentence of the article just parsed that is `span`; it goes by a number of so many. */
struct given_sentence { struct dl_span span; uint32_t which, of; const char *article; };
const char *session_source_key(const struct dl_session *);       /* of the article last coded for the store */
const char *sentence_json(struct dl_session *s, struct given_sentence x, size_t *n, struct dl_err *err);

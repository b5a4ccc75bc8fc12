/* syntax/syntax.h: tags, lemmas and one tree a sentence, from a model that is const once open. */
#pragma once
#include "dateline.h"

struct arena;
struct syntax_model;
struct syntax_model *syntax_open(const char *path, struct dl_err *err);    /* NULL sets *err */
/* The same over bytes that stay with the caller, at an address divisible by 64; name is for messages. */
struct syntax_model *syntax_view(const void *bytes, size_t size, const char *name, struct dl_err *err);
/* Lists of verbs (stems.h) that lemmas are held against; without them the model's guess stands. False sets *err. */
bool     syntax_verbs(struct syntax_model *m, const char *data_dir, struct dl_err *err);
void     syntax_close(struct syntax_model *m);                             /* NULL is fine */
uint64_t syntax_model_id(const struct syntax_model *m);                    /* hash of the model file */

/* Reads the whole model against its hash, which opening does not. */
bool     syntax_verify(const struct syntax_model *m, struct dl_err *err);

/* Fills upos, xpos, feats, lemma, head, rel, margin of all tokens and root of all sentences. A sentence
 * of more than 200 words is parsed in pieces; roots of later pieces hang from the first as parataxis. */
void syntax_annotate(const struct syntax_model *m, struct dl_article *art, struct arena *a);

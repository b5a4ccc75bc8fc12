/* attribution/find.h: what the files of this room share: cues, spans of words, quotations. */
#pragma once
#include "attribution/attribution.h"
#include "base/arena.h"

/* A row of data/en/cues.tsv. pattern: letters that say where the content stands, see the table's head. */
struct cue { const char *lemma, *particle, *class, *pattern; uint8_t kind; char pos; };
struct attribution { struct arena *arena; struct cue *cue; uint32_t n; };

typedef VEC(struct dl_span) span_list;
typedef VEC(struct dl_statement) statement_list;

/* A cue where it stands: its words [first, last], the token that governs its arguments, its row. */
struct match { int32_t head, first, last, particle, verb; const struct cue *cue; bool passive, bare; };
typedef VEC(struct match) match_list;

/* One sentence at work. lo and hi: first and last token of the subtree of each token of the article;
 * top: the outermost quotation that a token stands in, or -1. */
struct finder {
    const struct attribution *at;
    struct dl_article *art;
    struct arena *a;
    const struct dl_sentence *s;
    const int32_t *lo, *hi, *top;
    statement_list *out;
    match_list *cited;         /* "citing X" of this sentence, whose content is another cue's */
};

/* cues.c: the table, and cues in a sentence. */
bool cues_read(struct attribution *at, const char *path, struct dl_err *err);
bool cue_match(const struct finder *f, int32_t i, struct match *m);
const struct cue *cue_headline(const struct finder *f, int32_t i, int32_t *last);   /* the row of "Backs", tagged as a name; its last word */
bool cue_outer(const struct finder *f, struct match *m);    /* makes m the cue that its phase is alone: "declined" of "declined to comment" */
bool cue_is(const struct finder *f, int32_t i, char pos);
const struct cue *cue_word(const struct finder *f, int32_t i, char pos);   /* the token's row of that pos, or NULL */

/* spans.c: words of the tree as stretches of text. */
void    spans_extents(struct dl_article *art, struct arena *a, int32_t **lo, int32_t **hi, int32_t **top);
int32_t span_first(const struct finder *f);                                /* the sentence's first token, behind "NAME:" if it is labelled */
int32_t span_end(const struct finder *f);                                  /* one past the sentence's last token */
int32_t span_child(const struct finder *f, int32_t head, uint8_t rel);     /* first child with the relation, or -1 */
int32_t span_subject(const struct finder *f, int32_t v);                   /* its nsubj; behind it in "..., said X" */
bool    span_under(const struct finder *f, int32_t i, int32_t top);
bool    span_is(const struct finder *f, int32_t i, const char *form);      /* token i is the word, in any case */
bool    span_punct(const struct finder *f, int32_t i);
int32_t span_time(const struct finder *f, int32_t i);                      /* the time expression it is a word of, or -1 */
bool    span_when(const struct finder *f, int32_t i);                      /* a word of time, resolved or not: "Monday" */
bool    span_after_comma(const struct finder *f, int32_t i);               /* a comma is before i, within closing marks or not */
bool    span_participle(const struct finder *f, int32_t i);                /* "adding" of ", adding that ...", whose report is its own */
bool    span_stops(const struct finder *f, int32_t i);                     /* here the speaker or another, not what is said, goes on */
bool    span_can_speak(const struct finder *f, int32_t i);                 /* a person, a body or a text */
struct dl_span span_source(const struct finder *f, int32_t head, int32_t cue);
void    span_push(const struct finder *f, span_list *out, int32_t from, int32_t to);  /* ends trimmed; empty: nothing */
int32_t span_last(const struct finder *f, int32_t head, bool object);      /* last token of content under head */

/* source.c: who speaks at a cue; false if nobody is in the text. */
bool    source_find(const struct finder *f, const struct match *m, bool quoted, int32_t *head, struct dl_span *span);

/* quoted.c: what stands between quotation marks and belongs to the cue; false if the cue takes none. */
bool quoted_content(const struct finder *f, const struct match *m, span_list *out);
void quoted_close(const struct dl_article *art, struct dl_span *p, struct dl_span cue);   /* takes in the marks beside p */
void quoted_continue(const struct finder *f, struct dl_statement *st);
void quoted_verbatim(const struct finder *f, struct dl_statement *st);

/* content.c: what is said, by the tree. */
int32_t content_charge(const struct finder *f, const struct match *m);    /* "of fraud" of "was accused of fraud", or -1 */
bool content_find(const struct finder *f, const struct match *m, span_list *out);

/* special.c: "according to", "X: ...", "as X put it". */
void special_find(const struct finder *f, int32_t i);
bool special_relay(const struct finder *f, const struct match *m);       /* true: the cue is dealt with */
void special_cited(const struct finder *f);                              /* gives those put off their content */
void put(const struct finder *f, const struct match *m, int32_t source, struct dl_span who, span_list content);

/* speaker.c: who speaks, as an entity; false if it is the other pass's turn. self: those who say "I", the outer speaker. */
bool    speaker_find(const struct finder *f, struct dl_statement *st, int32_t head, bool self);
int32_t speaker_author(const struct finder *f, int32_t noun);              /* who is behind a text, or the noun itself */

/* detail.c: what else a record says of a statement. */
void detail_fill(const struct finder *f, struct dl_statement *st, int32_t head);
int32_t detail_top(const struct finder *f, const struct dl_statement *st);    /* the cue's word above all others: the verb of "rejected the charge" */
bool detail_belongs(const struct finder *f, const struct dl_statement *st, int32_t i);    /* i: a word around the cue, no part of source or content */

/* trust.c: how likely the statement is right, from what it rests on; see docs/attribution.md. */
float trust_of(const struct finder *f, const struct match *m, int32_t source, const struct dl_statement *st);

/* chain.c: the way each statement came. */
void chain_build(struct finder *f);
void chain_flag(struct dl_statement *st, struct arena *a, const char *word);

/* dateline.h: the words everyone shares, and every function a stranger may call.
 *
 * An article is bytes that never move; all that is claimed of it points at them. What is made while
 * an article is coded lives in one arena and is valid until the next article of the same session.
 * Lists with wire names are X lists, so that enum, JSON and documentation cannot disagree. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DL_API __attribute__((visibility("default")))

/* ---- spans, errors, notes ---------------------------------------------------------------- */

/* Bytes [start, end) of the article's text. start <= end. An empty span (start == end) means absent. */
struct dl_span { uint32_t start, end; };
#define DL_NO_SPAN ((struct dl_span){0, 0})

enum dl_code { DL_OK, DL_EIO, DL_EFORMAT, DL_EVERSION, DL_ELIMIT, DL_EUSAGE, DL_ESTORE, DL_EABSENT };

struct dl_err {
    enum dl_code code;
    char where[128];   /* "data/en/rules/consult.rules:41", "models/en.dlm", "wire.jsonl:7" */
    char text[160];    /* one sentence, no newline, nothing to free */
};

/* Remarks on an article: counted, never fatal. X(code, what it means) */
#define DL_NOTES(X)                                                                        \
    X(ENCODING_GUESSED, "the text was not UTF-8 and was read in a guessed encoding")       \
    X(ENCODING_REPAIRED, "bytes that are no UTF-8 were replaced")                          \
    X(MARKUP_REPAIRED, "the markup was faulty and was read as well as it could be")        \
    X(NUL_BYTES, "NUL bytes were replaced by spaces")                                      \
    X(TEXT_CUT, "the article was longer than the limit and was cut")                       \
    X(EMPTY, "there is no text")                                                           \
    X(NOT_ENGLISH, "the article is not in English and was not coded")                      \
    X(PARTIAL, "the source gave a summary or a part of the article")                       \
    X(EMBARGOED, "the source asked that the article be held back for a time")              \
    X(WITHDRAWN, "the source has withdrawn the article, and it was not coded")             \
    X(QUOTE_OPEN, "a quotation opens and never closes")                                    \
    X(QUOTE_CLOSE, "a quotation mark closes nothing")                                      \
    X(QUOTE_SPACING, "a quotation mark is spaced against its direction")                   \
    X(YEAR_GUESSED, "the year of the dateline was taken from the publication date")        \
    X(DATE_ORDER, "day and month of a printed date were told apart by other evidence")     \
    X(DATE_AMBIGUOUS, "day and month of a printed date could not be told apart")           \
    X(DATE_CONFLICT, "the printed date and the dateline disagree")                         \
    X(SENTENCE_CUT, "a sentence was too long and was cut")                                 \
    X(NESTING_CUT, "nesting was too deep and was cut")

enum dl_note_code {
#define X(name, text) DL_NOTE_##name,
    DL_NOTES(X)
#undef X
    DL_N_NOTES
};
struct dl_note { enum dl_note_code code; struct dl_span span; };

/* ---- words ------------------------------------------------------------------------------- */

#define DL_UPOS(X) X(X) X(ADJ) X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) \
    X(PART) X(PRON) X(PROPN) X(PUNCT) X(SCONJ) X(SYM) X(VERB)
enum dl_upos {
#define X(name) DL_##name,
    DL_UPOS(X)
#undef X
    DL_N_UPOS
};

/* UD relations of English, subtypes included. X(identifier, wire name) */
#define DL_RELS(X)                                                                          \
    X(dep, "dep") X(root, "root") X(acl, "acl") X(acl_relcl, "acl:relcl") X(advcl, "advcl") \
    X(advcl_relcl, "advcl:relcl") X(advmod, "advmod") X(amod, "amod") X(appos, "appos")     \
    X(aux, "aux") X(aux_pass, "aux:pass") X(case, "case") X(cc, "cc")                       \
    X(cc_preconj, "cc:preconj") X(ccomp, "ccomp") X(clf, "clf") X(compound, "compound")     \
    X(compound_prt, "compound:prt") X(conj, "conj") X(cop, "cop") X(csubj, "csubj")         \
    X(csubj_pass, "csubj:pass") X(csubj_outer, "csubj:outer") X(det, "det")                 \
    X(det_predet, "det:predet") X(discourse, "discourse") X(dislocated, "dislocated")       \
    X(expl, "expl") X(fixed, "fixed") X(flat, "flat") X(goeswith, "goeswith")               \
    X(iobj, "iobj") X(list, "list") X(mark, "mark") X(nmod, "nmod") X(nmod_desc, "nmod:desc") \
    X(nmod_poss, "nmod:poss") X(nmod_unmarked, "nmod:unmarked") X(nsubj, "nsubj")           \
    X(nsubj_pass, "nsubj:pass") X(nsubj_outer, "nsubj:outer") X(nummod, "nummod")           \
    X(obj, "obj") X(obl, "obl") X(obl_agent, "obl:agent") X(obl_unmarked, "obl:unmarked")   \
    X(orphan, "orphan") X(parataxis, "parataxis") X(punct, "punct")                         \
    X(reparandum, "reparandum") X(vocative, "vocative") X(xcomp, "xcomp")
enum dl_rel {
#define X(id, name) DL_REL_##id,
    DL_RELS(X)
#undef X
    DL_N_RELS
};

/* A syntactic word. Words of one multi-word token ("don't") are neighbours; the first has mwt = their
 * number, the others mwt = 1; words that are tokens of their own have mwt = 0. */
struct dl_token {
    struct dl_span span;       /* bytes of this word; for a word inside a multi-word token its own part */
    const char *form;          /* as UD splits it, NUL-terminated */
    const char *lemma;         /* NULL before syntax */
    const char *xpos, *feats;  /* PTB tag; UD features in canonical order, "_" for none */
    int32_t head;              /* index into dl_article.token, -1 for the root of its sentence */
    uint8_t upos, rel;         /* enum dl_upos, enum dl_rel */
    uint8_t mwt;
    uint8_t margin;            /* 0..255: how clearly the arc won against the next best */
    int32_t quote;             /* innermost quotation it stands in (index), -1 outside */
    bool space_after;
};

enum dl_sentence_kind { DL_SENT_BODY, DL_SENT_TITLE, DL_SENT_BYLINE, DL_SENT_DATELINE, DL_SENT_DATE };

struct dl_sentence {
    struct dl_span span;
    uint32_t first, n;         /* tokens [first, first + n) of the article */
    uint32_t paragraph;        /* counted from 0 */
    uint8_t kind;              /* enum dl_sentence_kind; only BODY and TITLE are parsed */
    int32_t root;              /* token index, -1 before syntax */
};

/* A quotation. `span` has the marks, `inner` has not. A continued paragraph opens again without a close. */
struct dl_quote {
    struct dl_span span, inner;
    int32_t parent;            /* enclosing quotation or -1 */
    bool no_open, no_close;    /* a mark is missing */
    bool single;               /* single quotation marks */
};

/* ---- who, when, where --------------------------------------------------------------------- */

#define DL_BASES(X)                                                                          \
    X(none, "none") X(explicit, "explicit") X(dateline, "dateline") X(published, "published") \
    X(metadata, "metadata") X(office, "office") X(coreference, "coreference")                \
    X(apposition, "apposition") X(metonym, "metonym") X(context, "context")                  \
    X(carried_over, "carried-over") X(implicit_passive, "implicit_passive")                  \
    X(given, "given") X(default, "default")
enum dl_basis {
#define X(id, name) DL_BASIS_##id,
    DL_BASES(X)
#undef X
    DL_N_BASES
};

#define DL_ENTITY_KINDS(X) X(person) X(organization) X(country) X(group) X(outlet) X(office) X(unnamed)
enum dl_entity_kind {
#define X(name) DL_ENTITY_##name,
    DL_ENTITY_KINDS(X)
#undef X
    DL_N_ENTITY_KINDS
};

#define DL_MENTION_KINDS(X) X(name) X(nominal) X(pronoun) X(group)
enum dl_mention_kind {
#define X(name) DL_MENTION_##name,
    DL_MENTION_KINDS(X)
#undef X
    DL_N_MENTION_KINDS
};

struct dl_mention {
    struct dl_span span;
    uint32_t entity;           /* index into dl_article.entity */
    int32_t head;              /* its head token */
    uint8_t kind, basis;       /* enum dl_mention_kind, enum dl_basis: how it was linked */
    bool metonym;              /* a place name that stands for its government or people */
};

enum dl_gender { DL_GENDER_unknown, DL_GENDER_male, DL_GENDER_female, DL_GENDER_neuter };

struct dl_entity {
    const char *name;          /* the fullest name, or the description of an unnamed one, word for word */
    const char *code;          /* CAMEO actor code, "USAGOV"; NULL if unknown */
    const char *country;       /* ISO 3166-1 alpha-3 or CAMEO international code; NULL if unknown */
    const char *sectors;       /* three-letter groups joined: "GOVMIL"; "" if none */
    const char *office;        /* "president", "foreign minister"; NULL */
    const char *side;          /* the armed group or party it stands for, with its country: "COLFARC"; NULL */
    const char *key;           /* identity across articles: knowledge key, else normalised name; NULL for unnamed */
    uint32_t *member;          /* entities that make up a group */
    uint32_t n_members;
    uint8_t kind, basis, gender;   /* enum dl_entity_kind, dl_basis, dl_gender */
    bool plural;
};

/* What a name of a place does where it stands: says where; stands for its government or people; qualifies
 * a noun ("the Geneva talks"); is an adjective ("Swiss banks"); is part of another name ("the Bank of Geneva"). */
#define DL_USES(X) X(literal) X(actor) X(modifier) X(adjective) X(part)
enum dl_use {
#define X(name) DL_USE_##name,
    DL_USES(X)
#undef X
    DL_N_USES
};

struct dl_place {
    struct dl_span span;
    uint32_t first, n;             /* tokens [first, first + n) */
    const char *name;
    const char *country, *admin1;  /* ISO3 and name; NULL if unresolved */
    const char *feature;           /* GeoNames feature code */
    uint32_t geonames;             /* 0 if unresolved or not in GeoNames */
    double lat, lon;               /* valid if resolved */
    uint8_t basis, use;            /* enum dl_basis, enum dl_use */
    bool resolved;
};

enum dl_time_type { DL_TIME_DATE, DL_TIME_TIME, DL_TIME_DURATION, DL_TIME_SET };
#define DL_NO_DAY INT32_MIN

struct dl_time {
    struct dl_span span;
    const char *value;             /* TIMEX3 value: "2016-09-05", "2016-W36", "PT1H", "PRESENT_REF" */
    int32_t first_day, last_day;   /* days since 1970-01-01, both included; DL_NO_DAY if it is on no calendar */
    uint8_t type, basis;           /* enum dl_time_type, enum dl_basis */
    bool hedged;                   /* "likely later this week" */
};

/* A date that an event, statement or round carries. */
struct dl_date {
    char value[24];                /* ISO 8601 or TIMEX3 week; "" if unknown */
    int32_t first_day, last_day;
    int32_t time;                  /* index into dl_article.time or -1 */
    uint8_t basis;
};

/* ---- statements ---------------------------------------------------------------------------- */

#define DL_STATEMENT_KINDS(X) X(statement) X(relay) X(report) X(attitude) X(belief) X(commitment) X(directive)
enum dl_statement_kind {
#define X(name) DL_STATEMENT_##name,
    DL_STATEMENT_KINDS(X)
#undef X
    DL_N_STATEMENT_KINDS
};

/* One link of a source chain, outermost (the outlet) first. */
struct dl_link {
    int32_t entity;                /* -1 if nobody is named */
    struct dl_span span, cue;      /* may be empty */
    const char *source_type;
    uint8_t basis;
};

struct dl_statement {
    int32_t speaker;               /* entity, or -1 */
    const char *speaker_role;      /* "Kremlin spokesman", or NULL */
    const char *source_type;       /* official_named ... ; see docs/attribution.md */
    const char *cue_class;         /* say add note deny accuse ... */
    const char *directness;        /* direct mixed indirect */
    const char *polarity, *certainty, *tone, *channel;   /* NULL if unknown */
    struct dl_span *source, *cue, *content, *verbatim, *hedge;
    uint32_t n_source, n_cue, n_content, n_verbatim, n_hedge;
    int32_t addressee;             /* entity or -1 */
    int32_t nested_in;             /* statement or -1 */
    int32_t time, place;           /* of the utterance; indices or -1 */
    const char **topic;
    uint32_t n_topics;
    struct dl_link *chain;
    uint32_t n_chain;
    const char **flag;             /* "malformed_quote", "carried_over" ... */
    uint32_t n_flags;
    int32_t cue_token;             /* head token of the cue, or -1 */
    uint32_t sentence;
    uint8_t kind;                  /* enum dl_statement_kind */
    bool on_record;
    float confidence;
};

/* ---- events -------------------------------------------------------------------------------- */

#define DL_PLOVER(X) X(AGREE) X(CONSULT) X(SUPPORT) X(CONCEDE) X(COOPERATE) X(AID) X(RETREAT) X(REQUEST) \
    X(ACCUSE) X(REJECT) X(THREATEN) X(PROTEST) X(SANCTION) X(MOBILIZE) X(COERCE) X(ASSAULT)
enum dl_plover {
#define X(name) DL_PLOVER_##name,
    DL_PLOVER(X)
#undef X
    DL_N_PLOVER
};

#define DL_STATUSES(X) X(occurred) X(ongoing) X(planned) X(proposed) X(demanded) X(promised) X(threatened) \
    X(denied) X(negated) X(hypothetical) X(historical)
enum dl_status {
#define X(name) DL_STATUS_##name,
    DL_STATUSES(X)
#undef X
    DL_N_STATUSES
};

/* How an actor was reached: from a word, as its "subject", "object", by a "preposition" ...; "speaker" from the cue. */
struct dl_actor { uint32_t entity; int32_t token; const char *how; };

struct dl_event {
    uint8_t plover, status;        /* enum dl_plover, enum dl_status */
    const char **mode, **context;
    uint32_t n_modes, n_contexts;
    char cameo[5];                 /* two to four digits */
    const char *quad;              /* verbal-cooperation material-cooperation verbal-conflict material-conflict */
    float score, goldstein;        /* PLOVER conflict-cooperation; Goldstein of the CAMEO code */
    uint32_t *source, *target;     /* entities */
    uint32_t n_sources, n_targets;
    bool reciprocal;
    struct dl_date date;
    int32_t place;                 /* index or -1 */
    uint8_t place_basis;
    int32_t statement;             /* by whose account; -1 = the outlet's own */
    struct dl_span trigger;
    int32_t trigger_token;
    struct dl_span *evidence;
    uint32_t n_evidence;
    uint32_t sentence;
    float confidence;
    const char *rule;              /* "consult/discuss-with-person" */
    const char *rule_file;
    uint32_t rule_line;
    int32_t core_token;            /* the word of the deed itself where an operator is the trigger: "meet" of "refused to meet" */
    struct dl_actor *source_actor, *target_actor;   /* as source, target */
};

/* ---- talks --------------------------------------------------------------------------------- */

struct dl_round {
    const char *level;             /* heads ministers envoys technical mixed */
    const char **format;           /* bilateral multilateral mediated proximity sidelines phone video */
    uint32_t n_formats;
    uint32_t *participant, n_participants, *mediator, n_mediators;   /* entities */
    struct dl_date start, end;
    int32_t place;
    const char *duration;          /* TIMEX3 or NULL */
    int32_t number;                /* 0 = not reported */
    const char *host_event, *outcome;
    uint32_t *event, n_events, *account, n_accounts;                 /* events, statements */
    struct dl_span *evidence;
    uint32_t n_evidence;
};

struct dl_obstacle { const char *type; int32_t by, statement; struct dl_span words; };

struct dl_agreement { const char *name, *state; struct dl_date date; int32_t place; struct dl_span evidence; };

struct dl_talk {
    const char **party, **mediator, **issue;   /* codes, codes, words */
    uint32_t n_parties, n_mediators, n_issues;
    struct dl_round *round;
    uint32_t n_rounds;
    const char *status;            /* NULL if none is reported */
    struct dl_span *status_evidence;
    uint32_t n_status_evidence;
    bool disputed;
    uint32_t (*dispute)[2];        /* pairs of statements that give rival accounts */
    uint32_t n_disputes;
    const char *next_what;         /* NULL if none */
    struct dl_date next_from, next_to;
    bool next_hedged, next_wished; /* wished: by one side, accepted by none */
    struct dl_span *next_evidence;
    uint32_t n_next_evidence;
    struct dl_obstacle *obstacle;
    uint32_t n_obstacles;
    struct dl_agreement *agreement;
    uint32_t n_agreements;
    const char *back_reference;    /* "resumed", "third round" ...: the words that tie it to earlier talks */
    uint32_t *lead, n_leads;       /* entities: persons at its tables */
    const char *setting;           /* where the report comes from, if that is no side's land */
};

/* ---- the article --------------------------------------------------------------------------- */

struct dl_dateline {
    struct dl_span span, place_span, date_span, agency_span;
    const char *agency;            /* "Xinhua"; NULL */
    char date[12];                 /* ISO, with the year settled; "" */
    int32_t place;                 /* index into dl_article.place, -1 */
};

struct dl_article {
    const char *id, *path, *url, *outlet, *media_type, *lang;   /* NULL if unknown */
    char sha256[65];               /* of the source bytes */
    const char *text;              /* n bytes and a NUL; never moves */
    uint32_t n;

    struct dl_span title, byline, printed_date;   /* spans of text; a title given beside the text is in given_title */
    const char *given_title, *given_byline;
    struct dl_dateline dateline;
    char published[12];            /* ISO date or "" */
    uint8_t published_basis;
    const char *take;              /* the wire's revision mark, "UPDATE 2"; NULL */
    const char *duplicate_of;
    const char *fetched;           /* when a crawler got it; NULL */

    struct dl_token *token;         uint32_t n_tokens;
    struct dl_sentence *sentence;   uint32_t n_sentences;
    struct dl_quote *quote;         uint32_t n_quotes;
    struct dl_entity *entity;       uint32_t n_entities;
    struct dl_mention *mention;     uint32_t n_mentions;     /* sorted by span */
    struct dl_place *place;         uint32_t n_places;
    struct dl_time *time;           uint32_t n_times;
    struct dl_event *event;         uint32_t n_events;
    struct dl_statement *statement; uint32_t n_statements;
    struct dl_talk *talk;           uint32_t n_talks;
    struct dl_note *note;           uint32_t n_notes;
    int32_t outlet_entity;         /* the outlet as an entity, -1 */
    int32_t setting;               /* the one place that the article is set in, index or -1 */
    uint32_t cap_notes;            /* room's own business */
};

/* ---- what a stranger calls ------------------------------------------------------------------ */

/* Where the program's own data are. NULL fields: $DATELINE_DATA, beside the program, then the installed place. */
struct dl_options {
    const char *data_dir;          /* holds data/ and models/ */
    const char *rules_dir;         /* --rules: a user's own rules beside ours */
    const char *knowledge_dir;     /* --knowledge: a user's own tables beside ours */
    const char *petrarch_dir;      /* --petrarch */
    const char *date;              /* publication date of undated input, YYYY-MM-DD */
    size_t max_line, max_article;  /* bytes; 0 = 16 MB, 4 MB */
    /* Of packed and archived input. 0: 64 MB a member, 200 bytes out for one in, 1 TB out of one file, a million members, archives in 2 others */
    uint64_t max_member, max_ratio, max_unpacked, max_members, max_depth;
    struct dl_sandbox *sandbox;    /* where HTML, XML and archives are taken apart; NULL: in this process */
    uint64_t max_seconds, max_memory;      /* of the processor for one document there, bytes of a parser; 0: 60, 1 GB */
    bool syntax_only;              /* open no knowledge and no rules */
    bool extract_only;             /* open only what dl_extract_json needs */
};

/* Processes that take foreign HTML, XML and archives apart, under limits and a filter of system calls, for readers and sessions whose options
 * name it. Opened before the program has threads; used by any; closed after those who use it. NULL sets *err. */
struct dl_sandbox;
DL_API struct dl_sandbox *dl_sandbox_open(const struct dl_options *, struct dl_err *);
DL_API void dl_sandbox_close(struct dl_sandbox *);                                   /* NULL is fine */
DL_API bool dl_sandbox_filters(void);                                                /* does this system filter system calls? */

/* Models, knowledge and rules: const once open, shared by all threads. */
struct dl_coder;
DL_API struct dl_coder *dl_coder_open(const struct dl_options *, struct dl_err *);   /* NULL sets *err */
DL_API void dl_coder_close(struct dl_coder *);                                       /* NULL is fine */

/* One document as a reader hands it over: bytes and what came beside them. Strings are the reader's. */
struct dl_document {
    const char *bytes;             /* text in any encoding, or markup or CoNLL-U (words given) by media_type */
    size_t n_bytes;
    const char *id, *title, *published, *url, *path, *outlet, *byline, *media_type, *lang;   /* NULL if not given */
    const char *charset;           /* as told beside the bytes; NULL */
    const char *fetched;           /* when a crawler got it, "2018-03-01T12:00:00Z"; no date of publication; NULL */
    const char *take;              /* the wire's revision mark, "UPDATE 2"; NULL */
    uint32_t notes;                /* what the reader noticed, a bit 1u << DL_NOTE_... each */
    bool fragment;                 /* the bytes are HTML, and all of it is the article: an item of a feed */
    uint64_t line;                 /* in path, from 1; 0 if the whole file */
};

/* One thread's workshop: an arena and scratch. */
struct dl_session;
DL_API struct dl_session *dl_session_new(const struct dl_coder *);
DL_API void dl_session_free(struct dl_session *);
/* Codes one document. The result is valid until the next call on the same session. NULL sets *err. */
DL_API const struct dl_article *dl_code_document(struct dl_session *, const struct dl_document *, struct dl_err *);
/* Sentences, tokens and trees only. */
DL_API const struct dl_article *dl_parse_document(struct dl_session *, const struct dl_document *, struct dl_err *);
/* Text, head and marks only. */
DL_API const struct dl_article *dl_read_document(struct dl_session *, const struct dl_document *, struct dl_err *);
/* What a mark ("UPDATE 2", "1st LD") makes of an article that is a copy: "update" "correction" "reprint" "take"; NULL if nothing. */
DL_API const char *dl_take_kind(const struct dl_coder *, const char *take);
/* Time spent so far by each room that articles climb through. */
enum { DL_PROFILE_ROOMS = 12 };
struct dl_profile { const char *room[DL_PROFILE_ROOMS]; uint64_t ns[DL_PROFILE_ROOMS], words; };   /* room NULL: none */
DL_API const struct dl_profile *dl_session_profile(const struct dl_session *);
/* The record of the article last coded, as one line of JSON without newline, in the session's memory. */
DL_API const char *dl_record_json(struct dl_session *, bool with_text, size_t *n);

/* Codes a document that comes as JSON: {"text" or "html", "title"?, "date"?, "outlet"?, "url"?}. */
DL_API const struct dl_article *dl_code_json(struct dl_session *, const char *json, size_t n, struct dl_err *);
/* Codes the text of a record (as dl_record_json writes it, with text) anew. NULL sets *err. */
DL_API const struct dl_article *dl_code_record(struct dl_session *, const char *record, size_t n, struct dl_err *);
/* A sentence of a record (as dl_record_json writes it, with text), parsed anew: its words and their tree as JSON, in the session's memory. NULL sets *err. */
DL_API const char *dl_sentence_json(struct dl_session *, const char *record, size_t n, uint32_t which, size_t *n_json, struct dl_err *);

/* The article last coded or parsed in this session; NULL if there is none. */
DL_API const struct dl_article *dl_session_article(const struct dl_session *);

/* Many documents, several threads. `work` runs in any thread and sets *err when it returns false; `done` runs in
 * the thread that gives, in the order given, with err NULL if the work succeeded. `with` is the caller's. */
struct dl_crew;
typedef bool dl_crew_work(void *with, struct dl_session *, const struct dl_document *, struct dl_err *err);
typedef void dl_crew_done(void *with, struct dl_session *, const struct dl_document *, const struct dl_err *err);
DL_API struct dl_crew *dl_crew_new(const struct dl_coder *, int threads, dl_crew_work *, dl_crew_done *, void *with);
DL_API void dl_crew_give(struct dl_crew *, const struct dl_document *);   /* copied; may call done for earlier ones */
DL_API void dl_crew_wait(struct dl_crew *);                               /* until all that was given is done */
DL_API void dl_crew_free(struct dl_crew *);                               /* waits first; NULL is fine */
DL_API struct dl_profile dl_crew_profile(const struct dl_crew *);         /* of all its sessions; wait first */

/* "Kenya" for KEN, "International organizations" for IGO; NULL if the code is not known. The coder's memory. */
DL_API const char *dl_code_name(const struct dl_coder *, const char *code);
/* Calls with each code that has a name, in order of codes. */
typedef void dl_code_names_line(void *with, const char *code, const char *name);
DL_API void dl_code_names(const struct dl_coder *, dl_code_names_line *, void *with);
/* Where a rule ("consult/meet") stands; false if there is none of that name. */
DL_API bool dl_rule_place(const struct dl_coder *, const char *rule, const char **file, uint32_t *line);

/* The article in a web page: {"id","title","byline","published","outlet","text"} in the session's memory. NULL sets *err. */
DL_API const char *dl_extract_json(struct dl_session *, const struct dl_document *, size_t *n, struct dl_err *);
DL_API const char *dl_extracted_json(const struct dl_session *, size_t *n);             /* what dl_extract_json last wrote */

/* Documents of one file, "-" for stdin, or a directory. */
struct dl_reader;
DL_API struct dl_reader *dl_reader_open(const char *path, const struct dl_options *, struct dl_err *);
/* 1: *doc is set and valid until the next call. 0: the end. -1: *err names file and place; go on calling. */
DL_API int dl_reader_next(struct dl_reader *, struct dl_document *doc, struct dl_err *);
DL_API void dl_reader_close(struct dl_reader *);

/* Copies of one story (reprints, updates, cuts, edited copies) among many articles; digests stay apart. Holds `memory` bytes (0: 96 MB) and 24 an
 * article; what is over it lies in a file in TMPDIR or /var/tmp, and nothing else changes. */
struct dl_dedup;
DL_API struct dl_dedup *dl_dedup_new(size_t memory);
DL_API void dl_dedup_free(struct dl_dedup *);                                        /* NULL is fine */
/* Adds UTF-8 text; returns its index, counted from 0. Add all articles before asking for clusters. */
DL_API uint32_t dl_dedup_add(struct dl_dedup *, const char *id, const char *text, size_t n);
/* Compares them. False and *err if that file could not be written or read, before now. */
DL_API bool dl_dedup_settle(struct dl_dedup *, struct dl_err *err);
/* The index of the first article of the cluster that article `index` is in. */
DL_API uint32_t dl_dedup_cluster(struct dl_dedup *, uint32_t index);
/* What the article's own mark says it is (dl_take_kind). */
DL_API void dl_dedup_tell(struct dl_dedup *, uint32_t index, const char *kind);
/* {"id","cluster"} of an article, the cluster named by its first article, and of a copy "duplicate_of", the earlier article it is most like,
 * "kind" (reprint update correction take cut edited) and "containment"; valid until the next call. */
DL_API const char *dl_dedup_json(struct dl_dedup *, uint32_t index, size_t *n);

/* Who somebody is on a day. Tables are read at open (tens of milliseconds); const afterwards. */
struct dl_knowledge;
struct dl_who {
    char code[32];                 /* "RUSGOV"; "~GOV" for a word that tells a sector and no country; "" if unknown */
    const char *name, *office;     /* as the table prints them; office "" if none is held that day */
    const char *basis;             /* office, former, before, name, surname; "unknown" */
    const char *file;              /* the row that decided; NULL if unknown */
    uint32_t line;
};
DL_API struct dl_knowledge *dl_knowledge_open(const struct dl_options *, struct dl_err *);   /* NULL sets *err */
DL_API void dl_knowledge_close(struct dl_knowledge *);
/* False if `date` is neither NULL (today) nor YYYY-MM-DD. country: a code or name that chooses between namesakes and makes a surname enough; or
 * NULL. An unknown name is no failure: its code is "". */
DL_API bool dl_who(const struct dl_knowledge *, const char *name, const char *country, const char *date, struct dl_who *);

/* Codes the example sentences of all rules (of those whose name begins with `only`, if not NULL); says a line about each that does
 * not come out as written. */
typedef void dl_say(void *with, const char *line);
struct dl_rules_result { uint32_t rules, sentences, failed; };
DL_API struct dl_rules_result dl_rules_test(const struct dl_coder *, const char *only, dl_say *, void *with);

/* A remark on a line of a table: "data/en/people/fsu.tsv:12", what is the matter. */
typedef void dl_remark(void *with, const char *where, const char *text);
/* What a folder's PETRARCH verb dictionaries hold, as --petrarch reads them; what cannot be read is a remark. False: *err, or none is there. */
struct dl_verbs_result { uint32_t sets, verbs, patterns, transformations, remarks; };
DL_API bool dl_verbs_check(const char *dir, dl_remark *, void *with, struct dl_verbs_result *, struct dl_err *);

/* ---- the store --------------------------------------------------------------------------------- */

/* Records kept over time, and asked. One thread a store. Errors are sentences a user can act on (DL_ESTORE). */
struct dl_store;
/* COPY: new, and a reprint of an earlier article. SAME: nothing was changed. */
enum dl_put { DL_PUT_NEW, DL_PUT_COPY, DL_PUT_REPLACED, DL_PUT_SAME };
/* url: "sqlite:FILE". With `writes`, it is made if missing and brought up to date if old. NULL sets *err. */
DL_API struct dl_store *dl_store_open(const char *url, bool writes, struct dl_err *);
DL_API bool dl_store_close(struct dl_store *, struct dl_err *);                       /* commits; NULL is fine */
/* Whether these bytes with this metadata were coded by the same program, model and rules. `date` as in dl_options. */
DL_API bool dl_store_has(struct dl_store *, const struct dl_document *, const char *date, const char *made_by);
/* dl_code_document, and in the same thread all that the store will need of it. */
DL_API bool dl_code_for_store(struct dl_session *, const struct dl_document *, struct dl_err *);
/* Keeps the article so coded; committed with others now and then, at dl_store_commit and at dl_store_close. */
DL_API bool dl_store_put(struct dl_store *, struct dl_session *, enum dl_put *what, struct dl_err *);
DL_API bool dl_store_commit(struct dl_store *, struct dl_err *);
/* Commits, and lets full text catch up with what was put. `finished`: creates the indexes too that a first filling does without, as dl_store_close does. */
DL_API bool dl_store_settle(struct dl_store *, bool finished, struct dl_err *);
/* Keeps what failed and why (and forgets it once the place could be read). */
DL_API bool dl_store_fail(struct dl_store *, const struct dl_err *reason, struct dl_err *);

/* Many reports, one negotiation: rounds, statuses, events and accounts joined across the records of articles. */
struct dl_chain;
DL_API struct dl_chain *dl_chain_new(void);
DL_API void dl_chain_free(struct dl_chain *);                                        /* NULL is fine */
/* Adds a record as dl_record_json writes it, with its text; in order of publication. `name` is for *err. */
DL_API bool dl_chain_add(struct dl_chain *, const char *record, size_t n, const char *name, struct dl_err *);
/* Adds all records of a store, reprints left out. */
DL_API bool dl_chain_add_store(struct dl_chain *, struct dl_store *, struct dl_err *);
/* {"chain","events","statements","talks"} of all that was added; valid until the next call. */
DL_API const char *dl_chain_json(struct dl_chain *, const char *name, size_t *n);
/* The same for a person: each negotiation with its status, its rounds a line each, and what is in the way; "" or NULL if there is none. */
DL_API const char *dl_chain_text(struct dl_chain *, size_t *n);

/* Brings the store's tables of negotiations in step with its articles and edits. Sets how many there are and how many were written anew (NULL is fine). */
DL_API bool dl_talks_refresh(struct dl_store *, uint64_t *negotiations, uint64_t *written, struct dl_err *);

/* One negotiation ("t12"): where it stands, rounds with their words, what is in the way, reports with the reasons of their links; or all of
 * that and its accounts as one JSON object; or what each side says beside what the others say. */
enum dl_card { DL_CARD_TEXT, DL_CARD_JSON, DL_CARD_ACCOUNTS };
DL_API bool dl_talks_card(struct dl_store *, const char *talk, enum dl_card how, FILE *out, bool *found, struct dl_err *);

/* A correction by hand, kept in the table `edits`; refreshing applies it however often articles are coded anew. */
struct dl_edit {
    const char *kind;              /* link, split, rename, undo */
    const char *talk;              /* a negotiation's key, "t12"; of undo the edit's number */
    const char *article;           /* link: the report that belongs to it, or the negotiation that is part of it; split: the report that does not */
    const char *name, *note;       /* rename: its name; note: why, or NULL */
};
/* Keeps and applies it. Sets the edit's number and the key of the negotiation that holds the report now. DL_EUSAGE: there is no such thing. */
DL_API bool dl_talks_edit(struct dl_store *, const struct dl_edit *, int64_t *edit, char talk[24], struct dl_err *);
/* The same with the fields as a JSON object; writes {"edit","talk"}. */
DL_API bool dl_edit_json(struct dl_store *, const char *json, size_t n, FILE *out, struct dl_err *);

/* Codes such a document as dl_code_json takes, keeps it and joins negotiations anew; writes {"article","kept"}: its id, and new, copy, replaced or same. */
DL_API bool dl_keep_json(struct dl_store *, struct dl_session *, const char *json, size_t n, FILE *out, struct dl_err *);

/* Calls with the record of every article (or of the one with this id) as a line of JSON, in the order they came in. */
typedef bool dl_record_line(void *with, const char *id, const char *json, size_t n);  /* false: no more */
DL_API bool dl_store_records(struct dl_store *, const char *id, dl_record_line *, void *with, struct dl_err *);

/* What is asked of a store. NULL and 0: no such condition. Lists are parted by commas. Codes (RUS, RUSGOV) or names, in any case. */
struct dl_question {
    const char *what;              /* see dl_ask */
    const char *actor, *source, *target, *dyad;       /* dyad: "RUS-USA", either direction */
    const char *type, *mode, *cameo, *status, *place;
    const char *speaker, *relay, *cue, *kind, *topic, *text;
    const char *since, *until;     /* YYYY-MM-DD, both included; an undated event is in no period */
    const char *article;           /* its id */
    const char *by;                /* of counts: day month year type mode status dyad source target country outlet */
    const char *after;             /* the id of the last row of the page before */
    const char *limit, *confidence;
    bool copies;                   /* events that reprints repeat, too */
    const char *outlet, *tone, *party, *state;        /* party, state: of negotiations */
    const char *order;             /* "newest" first; NULL: as they came in */
    const struct dl_coder *coder;  /* of views: tells names of codes and where rules stand; NULL: they go without */
};
/* Rows on their way out: format is text, jsonl, json, csv, tsv, csv-safe (no cell is a formula to a spreadsheet) or atom (entries of a feed). */
struct dl_answer;
DL_API struct dl_answer *dl_answer_new(FILE *out, const char *format);                /* NULL: no such format */
DL_API uint64_t dl_answer_end(struct dl_answer *, const struct dl_err *cut);          /* rows; says so if they were cut short */
/* Before it is asked: has `what` the filters that are set, and can their values be? False sets *err (DL_EUSAGE). */
DL_API bool dl_question_check(const struct dl_question *, struct dl_err *);
/* After an answer without rows: false if that is a slip in the question, a code (question->coder knows their names), article or page that is nowhere. */
DL_API bool dl_question_empty(struct dl_store *, const struct dl_question *, struct dl_err *);
/* Streams the rows: events, statements, search, counts, timeline, articles, failures, rounds (as articles tell them), talks (negotiations),
 * changes (of where they stand), joined-rounds, or an export's name. */
DL_API bool dl_ask(struct dl_store *, const struct dl_question *, struct dl_answer *, struct dl_err *);
/* How many of the newest articles full text does not have: while another program writes, or where nothing can be written, it cannot follow. */
DL_API uint64_t dl_store_unsearched(struct dl_store *);
/* The same as the page lists them: newest first; events and statements of the year up to the newest article, unless a period is named ("all": no limit). */
DL_API bool dl_view_list(struct dl_store *, const struct dl_question *, struct dl_answer *, struct dl_err *);
/* Writes what a view of the page shows as one JSON object; serve/openapi.json says what is in it. name: today, talks, talk, events, facets, series,
 * matrix, map, event, statements, statement, articles, search, names, totals, version. question->article names the one that is wanted. DL_EABSENT: there is none. */
DL_API bool dl_view(struct dl_store *, const char *name, const struct dl_question *, FILE *out, struct dl_err *);
/* A question that takes longer than so many milliseconds, or is under way when *stop (NULL: none; written atomically) becomes true, ends with DL_ELIMIT. */
DL_API void dl_store_patience(struct dl_store *, int milliseconds, const volatile int *stop);
/* A number that changes when another process has written. */
DL_API int64_t dl_store_version(struct dl_store *);
/* How one row came about, for people; what: "ARTICLE#e3", "ARTICLE#s2" or an article's id. */
DL_API bool dl_explain(struct dl_store *, const char *what, FILE *out, bool *found, struct dl_err *);
DL_API bool dl_store_empty(struct dl_store *, struct dl_err *);                       /* forgets all; for "sqlite::memory:" */

/* Reads the tables of options->data_dir as an editor would; *faults counts the remarks. */
DL_API bool dl_knowledge_check(const struct dl_options *, dl_remark *, void *with, uint32_t *faults, struct dl_err *);
/* Turns a folder of PETRARCH dictionaries into tables of ours, written to the folder `to`, which is made. */
DL_API bool dl_knowledge_import(const char *from, const char *to, dl_remark *, void *with, struct dl_err *);

DL_API const char *dl_version(void);
/* {"dateline","model","knowledge","rules"} of an open coder, as JSON; the coder's memory. */
DL_API const char *dl_made_by(const struct dl_coder *);
/* Reads the model and the compiled knowledge from end to end against the hashes that dl_made_by names. Opening looks at
 * their heads and sizes alone. False sets *err. */
DL_API bool dl_coder_verify(const struct dl_coder *, struct dl_err *err);

#ifdef __cplusplus
}
#endif

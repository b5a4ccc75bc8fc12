/* dateline eval: parses the text of a gold CoNLL-U file and prints the measures of CoNLL 2018. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char content_rels[] = " nsubj obj iobj csubj ccomp xcomp obl vocative expl dislocated advcl advmod discourse "
    "nmod appos nummod acl amod conj fixed flat compound list parataxis orphan goeswith reparandum root dep ";
static const char universal_feats[] = " PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite "
    "Degree VerbForm Mood Tense Aspect Voice Evident Polarity Person Polite ";

enum { MOST_INSIDE = 100 };            /* words of one token */

/* A word by the characters (white space left out) its token covers. */
struct entry {
    size_t start, end;
    bool multi;
    const char *form, *lemma, *upos, *xpos, *feats, *rel;
    long head;                         /* index of a word, -1 the root */
    long mate;                         /* word of the other side, -1 none */
};

struct range { size_t start, end; };

struct side {
    struct entry *word;
    struct range *token, *sentence;
    size_t n, n_tokens, n_sentences, room, at, bytes;
    char *chars;                       /* the text without white space */
};

static void *grow(void *p, size_t n, size_t size)
{
    p = realloc(p, n * size);
    if (!p)
        abort();
    return p;
}

static void make_room(struct side *s, size_t more_bytes)
{
    if (s->n + 2 > s->room || s->n_tokens + 2 > s->room || s->n_sentences + 2 > s->room) {
        s->room = s->room * 2 + 1024;
        s->word = grow(s->word, s->room, sizeof *s->word);
        s->token = grow(s->token, s->room, sizeof *s->token);
        s->sentence = grow(s->sentence, s->room, sizeof *s->sentence);
    }
    s->chars = grow(s->chars, s->bytes + more_bytes + 1, 1);
}

static bool is_space(const char *p, size_t n, size_t *wide)
{
    static const char *const wides[] = {"\xc2\xa0", "\xc2\x85", "\xe3\x80\x80", "\xe2\x80\xa8", "\xe2\x80\xa9"};
    *wide = 1;
    if (*p == ' ' || (*p >= 9 && *p <= 13) || (*p >= 28 && *p <= 31))
        return true;
    for (size_t i = 0; i < sizeof wides / sizeof *wides; i++) {
        *wide = strlen(wides[i]);
        if (*wide <= n && !memcmp(p, wides[i], *wide))
            return true;
    }
    *wide = 3;
    return n >= 3 && !memcmp(p, "\xe2\x80", 2) && ((unsigned char)p[2] <= 0x8a || (unsigned char)p[2] == 0xaf);
}

/* Adds a surface token; its words follow. */
static struct range add_token(struct side *s, const char *form, size_t n)
{
    struct range r = {s->at, s->at};
    make_room(s, n);
    for (size_t i = 0, wide; i < n;) {
        if (is_space(form + i, n - i, &wide)) {
            i += wide;
            continue;
        }
        s->chars[s->bytes++] = form[i++];
    }
    r.end = s->at = s->bytes;
    s->token[s->n_tokens++] = r;
    return r;
}

static bool read_row(struct side *s, char *line, size_t first, int *left, struct range *token)
{
    char *col[10];
    int n = 0;
    for (char *p = line; p && n < 10; n++) {
        col[n] = p;
        p = strchr(p, '\t');
        if (p)
            *p++ = 0;
    }
    if (n < 10)
        return false;
    if (strchr(col[0], '.'))
        return true;
    char *dash = strchr(col[0], '-');
    bool inside = *left > 0;
    if (inside)
        --*left;
    else
        *token = add_token(s, col[1], strlen(col[1]));
    if (dash) {
        long long words = strtoll(dash + 1, NULL, 10) - strtoll(col[0], NULL, 10) + 1;
        *left = (int)words;
        return words > 0 && words <= MOST_INSIDE;
    }
    long head = strtol(col[6], NULL, 10);
    make_room(s, 0);
    s->word[s->n++] = (struct entry){token->start, token->end, inside, col[1], col[2], col[3], col[4], col[5], col[7],
                                     head > 0 ? (long)first + head - 1 : -1, -1};
    return true;
}

static void end_sentence(struct side *s, size_t began)
{
    make_room(s, 0);
    s->sentence[s->n_sentences++] = (struct range){began, s->at};
}

/* The words since `first` hang on one another or on nothing. */
static bool heads_inside(const struct side *s, size_t first)
{
    for (size_t i = first; i < s->n; i++)
        if (s->word[i].head >= (long)s->n)
            return false;
    return true;
}

/* Reads text in place; raw gets the plain text: sentences by spaces, paragraphs by blank lines. *no: of the last line looked at. */
static bool read_gold(struct side *s, char *text, char *raw, size_t *n_raw, unsigned *no)
{
    size_t first = 0, began = 0, n = 0;
    int left = 0;
    struct range token = {0, 0};
    for (char *line = text, *next; *line; line = next) {
        ++*no;
        next = strchr(line, '\n');
        next ? *next++ = 0 : (void)(next = line + strlen(line));
        if (!strncmp(line, "# newpar", 8) || !strncmp(line, "# newdoc", 8)) {
            if (n && raw[n - 1] != '\n')
                n = (size_t)(stpcpy(raw + n, "\n\n") - raw);
        } else if (!strncmp(line, "# text = ", 9)) {
            if (n && raw[n - 1] != '\n')
                raw[n++] = ' ';
            n = (size_t)(stpcpy(raw + n, line + 9) - raw);
        } else if (!*line && s->n > first) {
            if (!heads_inside(s, first))
                return false;
            end_sentence(s, began);
            began = s->at;
            first = s->n;
        } else if (*line && *line != '#' && !read_row(s, line, first, &left, &token))
            return false;
    }
    if (s->n > first)
        end_sentence(s, began);
    raw[n] = 0;
    *n_raw = n;
    return s->n > 0 && heads_inside(s, first);
}

static void read_system(struct side *s, const struct dl_article *art)
{
    for (uint32_t k = 0; k < art->n_sentences; k++) {
        const struct dl_sentence *sent = &art->sentence[k];
        struct range token = {0, 0};
        size_t began = s->at;
        int left = 0;
        long shift = (long)s->n - (long)sent->first;
        for (uint32_t i = sent->first; i < sent->first + sent->n; i++) {
            const struct dl_token *t = &art->token[i];
            if (left > 0)
                left--;
            else if (t->mwt > 1) {
                token = add_token(s, art->text + t->span.start, art->token[i + t->mwt - 1].span.end - t->span.start);
                left = t->mwt - 1;
            } else
                token = add_token(s, t->form, strlen(t->form));
            make_room(s, 0);
            s->word[s->n++] = (struct entry){token.start, token.end, t->mwt > 0, t->form, t->lemma, cli_upos[t->upos],
                                             t->xpos, t->feats, cli_rel[t->rel], t->head < 0 ? -1 : t->head + shift, -1};
        }
        if (sent->n)
            end_sentence(s, began);
    }
}

static void join(struct side *a, struct side *b, size_t i, size_t j)
{
    a->word[i].mate = (long)j;
    b->word[j].mate = (long)i;
}

/* Words a0..a1 and b0..b1 of one stretch with multi-word tokens: a longest common subsequence of forms. */
static void match_forms(struct side *a, size_t a0, size_t a1, struct side *b, size_t b0, size_t b1)
{
    size_t n = a1 - a0, m = b1 - b0, wide = m + 1;
    unsigned *best = calloc((n + 1) * wide, sizeof *best);
    if (!best)
        abort();
    for (size_t i = n; i-- > 0;)
        for (size_t j = m; j-- > 0;) {
            unsigned skip = best[(i + 1) * wide + j], other = best[i * wide + j + 1];
            bool same = !strcasecmp(a->word[a0 + i].form, b->word[b0 + j].form);
            unsigned both = same ? best[(i + 1) * wide + j + 1] + 1 : 0;
            skip = skip > other ? skip : other;
            best[i * wide + j] = both > skip ? both : skip;
        }
    for (size_t i = 0, j = 0; i < n && j < m;) {
        if (!strcasecmp(a->word[a0 + i].form, b->word[b0 + j].form))
            join(a, b, a0 + i++, b0 + j++);
        else if (best[(i + 1) * wide + j] >= best[i * wide + j + 1])
            i++;
        else
            j++;
    }
    free(best);
}

/* The end of the stretch from `start`, closed over overlapping multi-word tokens of both sides; 0 if none begins. */
static size_t stretch(const struct side *a, size_t i, const struct side *b, size_t j, size_t start)
{
    size_t end = 0;
    for (bool more = true; more;) {
        more = false;
        for (; i < a->n && (a->word[i].start < end || a->word[i].start == start); i++)
            if (a->word[i].multi && a->word[i].end > end)
                end = a->word[i].end, more = true;
        for (; j < b->n && (b->word[j].start < end || b->word[j].start == start); j++)
            if (b->word[j].multi && b->word[j].end > end)
                end = b->word[j].end, more = true;
    }
    return end;
}

static void align(struct side *a, struct side *b)
{
    for (size_t i = 0, j = 0; i < a->n && j < b->n;) {
        size_t x = a->word[i].start, y = b->word[j].start, start = x < y ? x : y;
        size_t end = stretch(a, i, b, j, start), a1 = i, b1 = j;
        if (end) {
            while (a1 < a->n && a->word[a1].start >= start && a->word[a1].end <= end)
                a1++;
            while (b1 < b->n && b->word[b1].start >= start && b->word[b1].end <= end)
                b1++;
            match_forms(a, i, a1, b, j, b1);
            i = a1 > i || x > start ? a1 : i + 1;
            j = b1 > j || y > start ? b1 : j + 1;
        } else if (x == y && a->word[i].end == b->word[j].end)
            join(a, b, i++, j++);
        else if (a->word[i].end <= b->word[j].end)
            i++;
        else
            j++;
    }
}

static bool in_list(const char *list, const char *name, size_t n)
{
    char padded[40];
    if (n > 36)
        return false;
    snprintf(padded, sizeof padded, " %.*s ", (int)n, name);
    return strstr(list, padded) != NULL;
}

static bool same_rel(const char *a, const char *b)
{
    size_t n = strcspn(a, ":");
    return n == strcspn(b, ":") && !memcmp(a, b, n);
}

/* Universal features of `feats`, in their order. */
static void keep_universal(const char *feats, char *out, size_t room)
{
    size_t used = 0;
    out[0] = 0;
    for (const char *p = feats; p && *p;) {
        size_t n = strcspn(p, "|");
        if (in_list(universal_feats, p, strcspn(p, "=|")) && used + n + 2 < room)
            used += (size_t)snprintf(out + used, room - used, "%.*s|", (int)n, p);
        p += n + (p[n] == '|');
    }
}

enum measure { TOKENS, SENTENCES, WORDS, UPOS, XPOS, FEATS, LEMMAS, UAS, LAS, CLAS, N_MEASURES };

static void count_word(const struct side *gold, const struct side *sys, const struct entry *g, size_t *right)
{
    const struct entry *s = &sys->word[g->mate];
    char a[512], b[512];
    bool attached = g->head < 0 || s->head < 0 ? g->head < 0 && s->head < 0 : gold->word[g->head].mate == s->head;
    bool labelled = attached && same_rel(g->rel, s->rel);
    keep_universal(g->feats, a, sizeof a);
    keep_universal(s->feats, b, sizeof b);
    right[WORDS]++;
    right[UPOS] += !strcmp(g->upos, s->upos);
    right[XPOS] += !strcmp(g->xpos, s->xpos);
    right[FEATS] += !strcmp(a, b);
    right[LEMMAS] += !strcmp(g->lemma, "_") || !strcmp(g->lemma, s->lemma);
    right[UAS] += attached;
    right[LAS] += labelled;
    right[CLAS] += labelled && in_list(content_rels, g->rel, strcspn(g->rel, ":"));
}

static size_t common_ranges(const struct range *a, size_t n, const struct range *b, size_t m)
{
    size_t both = 0;
    for (size_t i = 0, j = 0; i < n && j < m;) {
        both += a[i].start == b[j].start && a[i].end == b[j].end;
        if (a[i].end == b[j].end)
            i++, j++;
        else
            a[i].end < b[j].end ? i++ : j++;
    }
    return both;
}

static size_t content_words(const struct side *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += in_list(content_rels, s->word[i].rel, strcspn(s->word[i].rel, ":"));
    return n;
}

static void print_scores(const struct side *gold, const struct side *sys)
{
    static const char *const names[N_MEASURES] = {"Tokens", "Sentences", "Words", "UPOS", "XPOS", "UFeats", "Lemmas",
                                                  "UAS", "LAS", "CLAS"};
    size_t right[N_MEASURES] = {0};
    right[TOKENS] = common_ranges(gold->token, gold->n_tokens, sys->token, sys->n_tokens);
    right[SENTENCES] = common_ranges(gold->sentence, gold->n_sentences, sys->sentence, sys->n_sentences);
    for (size_t i = 0; i < gold->n; i++)
        if (gold->word[i].mate >= 0)
            count_word(gold, sys, &gold->word[i], right);
    puts("Metric     Precision  Recall     F1");
    for (int k = 0; k < N_MEASURES; k++) {
        size_t a = k == TOKENS ? gold->n_tokens : k == SENTENCES ? gold->n_sentences : k == CLAS ? content_words(gold) : gold->n;
        size_t b = k == TOKENS ? sys->n_tokens : k == SENTENCES ? sys->n_sentences : k == CLAS ? content_words(sys) : sys->n;
        printf("%-10s %8.2f %8.2f %8.2f\n", names[k], b ? 100.0 * (double)right[k] / (double)b : 0,
               a ? 100.0 * (double)right[k] / (double)a : 0, a + b ? 200.0 * (double)right[k] / (double)(a + b) : 0);
    }
}

static char *read_all(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        return NULL;
    size_t room = 1 << 16;
    char *text = NULL;
    *n = 0;
    do {
        room *= 2;
        text = grow(text, room + 1, 1);
        *n += fread(text + *n, 1, room - *n, f);
    } while (*n == room);
    text[*n] = 0;
    int why = ferror(f) ? errno : 0;
    fclose(f);
    if (!why)
        return text;
    free(text);
    errno = why;
    return NULL;
}

static int eval_text(struct dl_session *session, const char *path, char *text, size_t n)
{
    struct side gold = {0}, sys = {0};
    struct dl_err err = {0};
    char *raw = grow(NULL, 2 * n + 16, 1);
    struct dl_document doc = {.bytes = raw, .path = path, .media_type = "text/plain"};
    const struct dl_article *art = NULL;
    int result = CLI_SOME_FAILED;
    unsigned line = 0;
    if (!read_gold(&gold, text, raw, &doc.n_bytes, &line))
        fprintf(stderr, "dateline: %s:%u: is no CoNLL-U: lines of ten cells parted by tabs, a blank line behind each sentence, and heads inside of it\n", path, line);
    else if (!(art = dl_parse_document(session, &doc, &err)))
        cli_complain(&err);
    else {
        read_system(&sys, art);
        if (gold.bytes != sys.bytes || memcmp(gold.chars, sys.chars, gold.bytes) != 0)
            fprintf(stderr, "dateline: %s: words and \"# text\" lines differ\n", path);
        else {
            align(&gold, &sys);
            print_scores(&gold, &sys);
            result = CLI_OK;
        }
    }
    struct side *both[2] = {&gold, &sys};
    for (int i = 0; i < 2; i++) {
        free(both[i]->word);
        free(both[i]->token);
        free(both[i]->sentence);
        free(both[i]->chars);
    }
    free(raw);
    return result;
}

static int eval_run(struct cli *cli, int argc, char **argv)
{
    struct dl_err err;
    size_t n;
    if (argc != 2 || argv[1][0] == '-')
        return cli_misuse("eval: one gold file in CoNLL-U is needed");
    struct dl_options options = cli->options;
    options.syntax_only = true;
    char *text = read_all(argv[1], &n);
    if (!text) {
        fprintf(stderr, "dateline: %s: cannot be read: %s\n", argv[1], strerror(errno));
        return CLI_SOME_FAILED;
    }
    struct dl_coder *coder = dl_coder_open(&options, &err);
    if (!coder) {
        cli_complain(&err);
        free(text);
        return CLI_SOME_FAILED;
    }
    struct dl_session *session = dl_session_new(coder);
    int result = eval_text(session, argv[1], text, n);
    dl_session_free(session);
    dl_coder_close(coder);
    free(text);
    return result;
}

const struct subcommand eval_cmd = {"eval", "GOLD.conllu", "score our parse of a gold file's text as CoNLL 2018 does", eval_run, NULL};

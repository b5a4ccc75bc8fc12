/* input/lang.c: a language shows in its script and in the small words that hold its sentences together; half of a text are such words.
 *
 * Each language (data/en/input/languages.tsv) is held against English: words that only it has, and words in small letters that English does
 * not write ("párt"), against words that only English has. A text is not English if one of them wins clearly, or if next to none of
 * its words in small letters are ours. Which of several languages it is, is told by shares in the words. Names must not turn the scale: capitals
 * count half, and what joins them ("Santa Cruz de la Sierra") not at all. */
#include "input/lang.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/table.h"
#include "base/utf8.h"
#include "base/banned.h"

enum { MAX_WORD = 24, MAX_SHARERS = 16, MAX_LANGS = 128, READ = 32 << 10, MAX_HELD = 3 };

/* The scripts by their ranges of code points; those written without spaces say more with a letter. */
static const struct range { uint32_t from, to; const char *script; uint8_t weight; } ranges[] = {
    {0x41, 0x24F, "latin", 1}, {0x370, 0x3FF, "greek", 1}, {0x400, 0x52F, "cyrillic", 1}, {0x530, 0x58F, "armenian", 1}, {0x590, 0x5FF, "hebrew", 1},
    {0x600, 0x77F, "arabic", 1}, {0x8A0, 0x8FF, "arabic", 1}, {0x900, 0x97F, "devanagari", 1}, {0x980, 0x9FF, "bengali", 1}, {0xA00, 0xA7F, "gurmukhi", 1},
    {0xA80, 0xAFF, "gujarati", 1}, {0xB00, 0xB7F, "odia", 1}, {0xB80, 0xBFF, "tamil", 1}, {0xC00, 0xC7F, "telugu", 1}, {0xC80, 0xCFF, "kannada", 1},
    {0xD00, 0xD7F, "malayalam", 1}, {0xD80, 0xDFF, "sinhala", 1}, {0xE00, 0xE7F, "thai", 1}, {0xE80, 0xEFF, "lao", 1}, {0xF00, 0xFFF, "tibetan", 1},
    {0x1000, 0x109F, "burmese", 1}, {0x10A0, 0x10FF, "georgian", 1}, {0x1200, 0x139F, "ethiopic", 1}, {0x1780, 0x17FF, "khmer", 1},
    {0x1E00, 0x1EFF, "latin", 1}, {0x3040, 0x30FF, "kana", 3}, {0x3400, 0x9FFF, "han", 3}, {0xAC00, 0xD7AF, "hangul", 3}, {0xFB50, 0xFDFF, "arabic", 1}};
enum { N_RANGES = sizeof ranges / sizeof *ranges };

struct word { const char *s; uint8_t n, n_langs, lang[MAX_SHARERS]; };     /* English, if among them, comes first */

struct lang {
    struct arena *arena;
    struct table t;
    int code, name, script;
    struct word *word;             /* open addressing */
    uint32_t mask;
    const char **particle;         /* words inside of names */
    uint32_t n_particles;
};

static uint32_t hash(const char *s, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

static struct word *find(const struct lang *l, const char *s, size_t n)
{
    uint32_t i = hash(s, n) & l->mask;
    while (l->word[i].s && !(l->word[i].n == n && memcmp(l->word[i].s, s, n) == 0))
        i = (i + 1) & l->mask;
    return &l->word[i];
}

/* False if the word is too long to be looked up. */
static bool add_word(struct lang *l, const char *s, uint8_t lang)
{
    size_t n = strlen(s);
    if (n > MAX_WORD)
        return false;
    struct word *w = find(l, s, n);
    w->s = s;
    w->n = (uint8_t)n;
    if (w->n_langs && w->lang[w->n_langs - 1] == lang)
        return true;
    if (w->n_langs < MAX_SHARERS)
        w->lang[w->n_langs++] = lang;
    return true;
}

static bool add_words(struct lang *l, int column, struct dl_err *err)
{
    for (uint32_t r = 0; r < l->t.n_rows; r++) {
        const char **word;
        uint32_t n = table_list(table_cell(&l->t, r, column), l->arena, &word);
        if (strcmp(table_cell(&l->t, r, l->code), "-") == 0) {
            l->particle = word;
            l->n_particles = n;
            continue;
        }
        for (uint32_t i = 0; i < n; i++)
            if (!add_word(l, word[i], (uint8_t)r))
                return err_at(err, DL_EFORMAT, l->t.path, l->t.line[r], "the word \"%s\" is longer than %d bytes", word[i], MAX_WORD);
    }
    return true;
}

struct lang *lang_open(const char *data_dir, struct dl_err *err)
{
    struct arena *a = arena_new();
    struct lang *l = arena_take(a, 1, sizeof *l);
    int at[4];
    l->arena = a;
    if (!table_read(&l->t, arena_printf(a, "%s/data/en/input/languages.tsv", data_dir), a, err) ||
        !table_need(&l->t, (const char *const[]){"code", "name", "script", "words"}, at, 4, err))
        goto fail;
    if (!l->t.n_rows || l->t.n_rows > MAX_LANGS || strcmp(table_cell(&l->t, 0, at[0]), "en") != 0) {
        err_set(err, DL_EFORMAT, l->t.path, "has more than %d languages, or does not begin with English", MAX_LANGS);
        goto fail;
    }
    l->code = at[0], l->name = at[1], l->script = at[2];
    l->mask = (16u << 10) - 1;         /* of some 3,000 words */
    l->word = arena_take(a, l->mask + 1, sizeof *l->word);
    if (add_words(l, at[3], err))
        return l;
fail:
    arena_free(a);
    return NULL;
}

void lang_close(struct lang *l)
{
    if (l)
        arena_free(l->arena);
}

/* ---- counting ---- */

struct count {
    float share[MAX_LANGS];        /* words of each, shared out */
    float own[MAX_LANGS], ours[MAX_LANGS];     /* words that English has not; words that both have */
    float english;
    uint32_t small, ours_small;    /* words in small letters; those of English among them */
    uint32_t numbers;
    uint32_t foreign;              /* those that have a letter beyond ASCII */
    uint32_t script[N_RANGES];     /* letters, by range */
    uint32_t other;                /* letters of scripts that we do not know */
    uint32_t words, capitals;      /* in Latin letters */
};

static int range_of(uint32_t cp)
{
    for (int i = 0; i < N_RANGES; i++)
        if (cp >= ranges[i].from && cp <= ranges[i].to)
            return i;
    return -1;
}

static void count_word(const struct lang *l, struct count *c, const char *s, size_t n, bool upper)
{
    const struct word *w = n <= MAX_WORD ? find(l, s, n) : NULL;
    if (!w || !w->s || (n == 1 && w->lang[0] == 0))    /* "a" and "i" are words of half the world */
        return;
    float weight = upper ? 0.5f : 1, share = weight / (float)w->n_langs;
    bool english = w->lang[0] == 0;
    c->english += english ? weight : 0;
    c->ours_small += english && !upper;
    for (uint32_t i = 0; i < w->n_langs; i++) {
        c->share[w->lang[i]] += share;
        (english ? c->ours : c->own)[w->lang[i]] += weight;
    }
}

/* A word as it is read, and the particles before it that wait for what follows them. */
struct reading {
    const struct lang *l;
    struct count *c;
    char word[MAX_WORD + 8], held[MAX_HELD][MAX_WORD + 8];
    size_t k, held_n[MAX_HELD], n_held;
    bool upper, latin, foreign, after_name, address;
};

static void let_go(struct reading *r)
{
    for (size_t i = 0; i < r->n_held; i++)
        count_word(r->l, r->c, r->held[i], r->held_n[i], false);
    r->n_held = 0;
}

/* "de" and "la" in "Santa Cruz de la Sierra" say nothing of the sentence around. */
static bool hold(struct reading *r)
{
    bool particle = false;
    for (uint32_t i = 0; r->after_name && r->n_held < MAX_HELD && i < r->l->n_particles && !particle; i++)
        particle = strlen(r->l->particle[i]) == r->k && memcmp(r->l->particle[i], r->word, r->k) == 0;
    if (!particle)
        return false;
    memcpy(r->held[r->n_held], r->word, r->k);
    r->held_n[r->n_held++] = r->k;
    return true;
}

static void end_word(struct reading *r)
{
    struct count *c = r->c;
    c->words += r->latin;
    c->capitals += r->latin && r->upper;
    c->small += r->latin && !r->upper && r->k > 1;
    c->foreign += r->latin && !r->upper && r->foreign;
    if (r->upper)
        r->n_held = 0;
    if (r->upper || !hold(r)) {
        let_go(r);
        count_word(r->l, c, r->word, r->k, r->upper);
        r->after_name = r->upper;
    }
    r->k = 0;
    r->foreign = false;
}

/* "www.example.com/de", "jane_doe": is the character before s[i] a mark inside of an address? */
static bool joins(const char *s, size_t i, size_t n, uint32_t cp)
{
    return cp < 0x80 && strchr("./@_:", (int)cp) && cp && i < n && ((s[i] | 32) >= 'a') && ((s[i] | 32) <= 'z');
}

static void count_all(const struct lang *l, struct count *c, const char *s, size_t n)
{
    struct reading r = {.l = l, .c = c};
    for (size_t i = 0; i <= n;) {
        uint32_t len = 1, cp = i == n ? ' ' : (unsigned char)s[i];
        if (cp >= 0x80)
            cp = utf8_decode(s + i, n - i, &len);
        i += len;
        bool mark = (cp >= 0x300 && cp < 0x370) || (cp >= 0x900 && cp < 0x1100) || (cp >= 0x1780 && cp < 0x1800);
        if (!mark && !utf8_is_letter(cp)) {
            bool initial = r.k == 1 && cp == '.';          /* "Palm Bay d. Rockledge" */
            r.address = joins(s, i, n, cp) || (r.address && cp > ' ');
            if (r.k && !r.address && !initial)
                end_word(&r);
            c->numbers += cp >= '0' && cp <= '9' && (i < 2 || s[i - 2] < '0' || s[i - 2] > '9');
            r.k = 0;
            continue;
        }
        int range = cp < 0x80 ? 0 : range_of(cp);
        *(range >= 0 ? &c->script[range] : &c->other) += 1;
        if (!r.k) {
            r.upper = utf8_is_upper(cp);
            r.latin = range >= 0 && strcmp(ranges[range].script, "latin") == 0;
        }
        r.foreign = r.foreign || cp >= 0x80;
        if (r.k <= MAX_WORD)
            r.k += utf8_encode(utf8_lower(cp), r.word + r.k);
    }
    let_go(&r);
}

/* The script of most of the text, NULL for an unknown one: kana tells Japanese, whatever the number of its Chinese letters. */
static const char *main_script(const struct count *c)
{
    uint32_t best = 0, kana = 0, all = 0;
    const char *script = "latin";
    for (int i = 0; i < N_RANGES; i++) {
        uint32_t n = 0;
        for (int k = 0; k < N_RANGES; k++)
            n += strcmp(ranges[k].script, ranges[i].script) == 0 ? c->script[k] * ranges[k].weight : 0;
        all += c->script[i] * ranges[i].weight;
        kana = strcmp(ranges[i].script, "kana") == 0 ? n : kana;
        if (n > best) {
            best = n;
            script = ranges[i].script;
        }
    }
    if (c->other > best)
        return NULL;
    return strcmp(script, "han") == 0 && kana * 20 > all ? "kana" : script;
}

/* ---- deciding ---- */

/* The row of the language a source says, as "fr", "fr-CA", "French"; -1 if it says none that we know. */
static int row_told(const struct lang *l, const char *told)
{
    size_t n = told ? strcspn(told, "-_;, ") : 0;
    for (uint32_t r = 0; n && r < l->t.n_rows; r++) {
        const char *code = table_cell(&l->t, r, l->code), *name = table_cell(&l->t, r, l->name);
        if ((strlen(code) == n && strncasecmp(code, told, n) == 0) || strncasecmp(name, told, strlen(name)) == 0)
            return (int)r;
    }
    return -1;
}

/* The language of a script with the highest sum; the first of the script if there is none. */
static int best_in(const struct lang *l, const struct count *c, const char *script, int but)
{
    int best = -1;
    for (int r = 0; r < (int)l->t.n_rows; r++)
        if (r != but && strcmp(table_cell(&l->t, (uint32_t)r, l->script), script) == 0 && (best < 0 || c->share[r] > c->share[best]))
            best = r;
    return best;
}

enum { MOST_FOREIGN = 3 };
#define LEAST_LEAD 2.5f

/* By how many words the language that does best against English beats it. */
static float lead(const struct lang *l, const struct count *c)
{
    float most = 0, foreign = (float)(c->foreign < MOST_FOREIGN ? c->foreign : MOST_FOREIGN);
    for (uint32_t r = 1; r < l->t.n_rows; r++) {
        float by = c->own[r] + foreign - (c->english - c->ours[r]);
        if (by > most && c->own[r] > 0 && (c->own[r] + foreign) * 8 >= (float)c->words)
            most = by;
    }
    return most;
}

/* Next to none of its words in small letters are English, where two of five are in prose; headlines, scores and tables have few of either. */
static bool lacks_english(const struct count *c, float by)
{
    static const struct { uint32_t small, ours; } least[] = {{24, 1}, {42, 2}, {60, 4}};
    if (c->foreign > MOST_FOREIGN && c->foreign > 2 * c->ours_small)
        return true;
    if (!c->ours_small && ((c->small >= 6 && c->english < 1 && by >= 2) || (c->small >= 10 && c->english < 0.5f)))
        return true;
    for (size_t i = 0; i < sizeof least / sizeof *least; i++)
        if (c->small >= least[i].small && c->ours_small <= least[i].ours && c->english * 12 < (float)c->words)
            return true;
    return c->small >= 60 && c->ours_small * 12 < c->small;
}

static int decide_latin(const struct lang *l, const struct count *c, int told)
{
    float by = lead(l, c);
    int best = best_in(l, c, "latin", 0);
    if (by >= LEAST_LEAD || (told > 0 && by >= 1))
        return best;
    if (told > 0 && c->english < 1)
        return told;                       /* a short text of which only its source says */
    return c->numbers * 2 > c->small || !lacks_english(c, by) ? 0 : best >= 0 && c->share[best] > 1 ? best : -1;
}

const char *lang_of(const struct lang *l, const char *text, size_t n, const char *told)
{
    struct count c = {0};
    count_all(l, &c, text, n < READ ? n : READ);
    const char *script = main_script(&c);
    int row = !script ? -1 : strcmp(script, "latin") == 0 ? decide_latin(l, &c, row_told(l, told)) : best_in(l, &c, script, -1);
    return row < 0 ? "und" : table_cell(&l->t, (uint32_t)row, l->code);
}

/* Sentences, words and quotation marks: what newswire does to them, and bytes that are no text at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "text/text.h"

static struct text_model *model;
static struct arena *arena;

static int open_model(void **state)
{
    struct dl_err err;
    (void)state;
    arena = arena_new();
    model = text_open(getenv("DATELINE_SRC"), &err);
    return model ? 0 : -1;
}

static int close_model(void **state)
{
    (void)state;
    text_close(model);
    arena_free(arena);
    return 0;
}

static struct dl_article *split_bytes(const char *text, size_t n)
{
    struct dl_article *art = arena_take(arena, 1, sizeof *art);
    art->text = arena_text(arena, text, n);
    art->n = (uint32_t)n;
    text_split(model, art, arena);
    return art;
}

static struct dl_article *split(const char *text)
{
    return split_bytes(text, strlen(text));
}

/* Words joined by a space, sentences by " | "; a word of a multi-word token is tied to the one before by "+". */
static const char *shown(const char *text)
{
    const struct dl_article *art = split(text);
    char *out = arena_text(arena, "", 0);
    for (uint32_t k = 0; k < art->n_sentences; k++)
        for (uint32_t i = 0; i < art->sentence[k].n; i++) {
            const struct dl_token *t = &art->token[art->sentence[k].first + i];
            out = arena_printf(arena, "%s%s%s", out, t->mwt == 1 ? "+" : i ? " " : k ? " | " : "", t->form);
        }
    return out;
}

static void newswire_splits_where_it_should(void **state)
{
    static const struct { const char *text, *want; } table[] = {
        { "ZURICH, Switzerland, Sept. 9 (Reuters) -- U.S. Secretary of State John Doe left.",
          "ZURICH , Switzerland , Sept. 9 ( Reuters ) -- U.S. Secretary of State John Doe left ." },
        { "Envoys from Narland met at 5:30 p.m. on Monday. They didn't agree.",
          "Envoys from Narland met at 5:30 p.m. on Monday . | They did+n't agree ." },
        { "The U.S.-led talks failed. Estovia's envoy left.", "The U.S. - led talks failed . | Estovia+'s envoy left ." },
        { "\"We will return,\" Mr. J. K. Stone said. \"We promise.\" Nobody cannot doubt it.",
          "\" We will return , \" Mr. J. K. Stone said . | \" We promise . \" | Nobody can+not doubt it ." },
        { "The two ministers\xE2\x80\x99 aides met.", "The two ministers+\xE2\x80\x99 aides met ." },
        { "Write to desk@example.org or see https://example.org/a-b?c=1 for details.",
          "Write to desk@example.org or see https://example.org/a-b?c=1 for details ." },
        { "Talks ended at 10 a.m. The U.S. delegation left at 5:30 p.m. Tuesday.",
          "Talks ended at 10 a.m. | The U.S. delegation left at 5:30 p.m. Tuesday ." },
        { "Lt. Col. Maj. Stone met Gen. A. B. Rock in Washington, D.C. He agreed.",
          "Lt. Col. Maj. Stone met Gen. A. B. Rock in Washington , D.C. | He agreed ." },
        { "It cost $1,200.50, a 3.5% rise.", "It cost $ 1,200.50 , a 3.5 % rise ." },
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_string_equal(shown(table[i].text), table[i].want);
}

static void lines_join_when_wrapped(void **state)
{
    (void)state;
    const struct dl_article *art = split("Envoys from Narland and Estovia met in the capital on\n"
                                         "Monday to resume talks about the border. The Narland\n"
                                         "side said it expected progress within a week, though\n"
                                         "Estovia was silent.\n");
    assert_int_equal(art->n_sentences, 2);
    art = split("Talks resume in capital\nEnvoys from Narland met on Monday.\nThey left on Tuesday.\n");
    assert_int_equal(art->n_sentences, 3);
    assert_int_equal(art->sentence[2].paragraph, 2);
}

static void headers_are_sentences(void **state)
{
    static const char text[] = "Talks resume\n\nORSK, Narland, May 4 (NNA) -- Envoys met. They left.";
    (void)state;
    struct dl_article *art = arena_take(arena, 1, sizeof *art);
    art->text = text;
    art->n = sizeof text - 1;
    art->title = (struct dl_span){ 0, 12 };
    art->dateline.span = (struct dl_span){ 14, 41 };
    text_split(model, art, arena);
    assert_int_equal(art->n_sentences, 4);
    assert_int_equal(art->sentence[0].kind, DL_SENT_TITLE);
    assert_int_equal(art->sentence[1].kind, DL_SENT_DATELINE);
    assert_int_equal(art->sentence[2].kind, DL_SENT_BODY);
    assert_int_equal(art->sentence[2].paragraph, art->sentence[1].paragraph);
    assert_string_equal(art->token[art->sentence[2].first].form, "Envoys");
}

/* Quotations one after another, each as its bytes. */
static const char *quoted(const char *text)
{
    const struct dl_article *art = split(text);
    char *out = arena_text(arena, "", 0);
    for (uint32_t i = 0; i < art->n_quotes; i++) {
        const struct dl_quote *q = &art->quote[i];
        out = arena_printf(arena, "%s%s%s%.*s%s>", out, q->parent >= 0 ? "^" : "", q->no_open ? "<!" : "<",
                           (int)(q->inner.end - q->inner.start), art->text + q->inner.start, q->no_close ? "!" : "");
    }
    return out;
}

static void marks_pair(void **state)
{
    static const struct { const char *text, *want; } table[] = {
        { "The visit was \"shorter than hoped, \"Estovian media quoted the envoy as saying.", "<shorter than hoped, >" },
        { "He said 'we go' and left. The envoys' theory of the '90s isn't new.", "<we go>" },
        { "\xE2\x80\x9CThey \xE2\x80\x98insist\xE2\x80\x99 and don\xE2\x80\x99t yield,\xE2\x80\x9D she said.",
          "<They \xE2\x80\x98insist\xE2\x80\x99 and don\xE2\x80\x99t yield,>^<insist>" },
        { "\xC2\xAB" "Bonjour\xC2\xBB, he said.", "<Bonjour>" },
        { "He said it was over.\" Then he left.", "<!He said it was over.>" },
        { "\"We will \"never\" go.", "<We will !><never>" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_string_equal(quoted(table[i].text), table[i].want);
}

static void odd_marks_leave_notes(void **state)
{
    (void)state;
    assert_int_equal(split("It was \"long, \"media said.")->note[0].code, DL_NOTE_QUOTE_SPACING);
    assert_int_equal(split("\"We go, he said.")->note[0].code, DL_NOTE_QUOTE_OPEN);
    /* A quotation that goes on in the next paragraph is opened again, and nothing is wrong. */
    assert_int_equal(split("\"We go.\n\n\"We stay,\" he said.")->n_notes, 0);
}

static void check_spans(const struct dl_article *art)
{
    uint32_t at = 0, tokens = 0;
    for (uint32_t i = 0; i < art->n_tokens; i++) {
        assert_true(art->token[i].span.start >= at && art->token[i].span.start < art->token[i].span.end);
        at = art->token[i].span.end;
        assert_true(at <= art->n);
        assert_true(art->token[i].quote < (int32_t)art->n_quotes);
    }
    for (uint32_t i = 0; i < art->n_sentences; i++) {
        assert_true(art->sentence[i].first == tokens && art->sentence[i].n > 0);
        tokens += art->sentence[i].n;
    }
    assert_int_equal(tokens, art->n_tokens);
}

static void any_bytes_are_text(void **state)
{
    (void)state;
    static char noise[20000];
    uint32_t seed = 1;
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < sizeof noise; i++) {
            seed = seed * 1664525u + 1013904223u;
            noise[i] = (char)(round % 2 ? " .\"'a-\nB9\xE2\x80\x99"[seed >> 24 & 7] : (char)(seed >> 24));
        }
        check_spans(split_bytes(noise, sizeof noise));
        arena_reset(arena);
    }
    assert_int_equal(split("")->n_sentences, 0);
    assert_int_equal(split(" \n\t\n ")->n_sentences, 0);
}

static void long_words_are_cut_and_kept(void **state)
{
    (void)state;
    size_t n = 100000;
    char *word = arena_take(arena, n + 1, 1);
    memset(word, 'x', n);
    const struct dl_article *art = split_bytes(word, n);
    check_spans(art);
    size_t kept = 0;
    for (uint32_t i = 0; i < art->n_tokens; i++)
        kept += art->token[i].span.end - art->token[i].span.start;
    assert_int_equal(kept, n);
}

static void missing_model_is_an_error(void **state)
{
    struct dl_err err = { 0 };
    (void)state;
    assert_null(text_open("/nonexistent", &err));
    assert_int_equal(err.code, DL_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newswire_splits_where_it_should), cmocka_unit_test(lines_join_when_wrapped),
        cmocka_unit_test(headers_are_sentences), cmocka_unit_test(marks_pair), cmocka_unit_test(odd_marks_leave_notes),
        cmocka_unit_test(any_bytes_are_text), cmocka_unit_test(long_words_are_cut_and_kept),
        cmocka_unit_test(missing_model_is_an_error),
    };
    return cmocka_run_group_tests(tests, open_model, close_model);
}

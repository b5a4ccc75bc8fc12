/* Dates: every weekday, tense and anchor; orders of explicit dates; durations; what no anchor means. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"
#include "base/date.h"
#include "when/when.h"

static struct when_tables *tables;
static struct arena *arena;

static int open_tables(void **state)
{
    struct dl_err err;
    (void)state;
    arena = arena_new();
    return (tables = when_open(getenv("DATELINE_SRC"), &err)) ? 0 : -1;
}

static int close_tables(void **state)
{
    (void)state;
    when_close(tables);
    arena_free(arena);
    return 0;
}

/* Words parted by spaces; all hang on the second, which has this tag; a modal hangs on it when `modal`. */
static struct dl_article *read_words(const char *text, const char *xpos, bool modal, const char *anchor)
{
    struct dl_article *art = arena_take(arena, 1, sizeof *art);
    art->token = arena_take(arena, 32, sizeof *art->token);
    art->sentence = arena_take(arena, 1, sizeof *art->sentence);
    art->text = text;
    memcpy(art->dateline.date, anchor, strlen(anchor) + 1);
    for (const char *at = text; *at; at += *at == ' ') {
        size_t n = strcspn(at, " ");
        struct dl_token *t = &art->token[art->n_tokens++];
        *t = (struct dl_token){.form = arena_text(arena, at, n), .xpos = "NN", .upos = DL_ADP, .head = 1,
                               .span = {(uint32_t)(at - text), (uint32_t)(at - text + (ptrdiff_t)n)}};
        at += n;
    }
    art->token[1].upos = DL_VERB, art->token[1].xpos = xpos, art->token[1].head = -1;
    if (modal)
        art->token[0].upos = DL_AUX, art->token[0].xpos = "MD";
    art->sentence[0].n = art->n_tokens;
    art->n_sentences = 1;
    when_find(tables, art, arena);
    return art;
}

static void weekdays_follow_tense_on_every_anchor(void **state)
{
    static const char *const name[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    (void)state;
    for (int32_t a = day_of(2015, 12, 25); a < day_of(2016, 1, 8); a++)
        for (int d = 0; d < 7; d++)
            for (int future = 0; future < 2; future++) {
                char iso[12];
                day_format(a, iso);
                const char *text = arena_printf(arena, "%s on %s", future ? "will meet" : "they met", name[d]);
                const struct dl_article *art = read_words(text, future ? "VB" : "VBD", future, iso);
                assert_int_equal(art->n_times, 1);
                int32_t on = art->time[0].first_day;
                assert_int_equal(day_weekday(on), d + 1);
                assert_true(future ? on >= a && on < a + 7 : on <= a && on > a - 7);
            }
}

/* "have met since Tuesday", "meets, according to a note of Monday": the tense looks ahead, the words look back. */
static void words_that_look_back_outrank_the_tense(void **state)
{
    (void)state;
    assert_string_equal(read_words("they meet since Monday", "VBP", false, "2016-09-07")->time[0].value, "2016-09-05");
    assert_string_equal(read_words("they meet on Monday", "VBP", false, "2016-09-07")->time[0].value, "2016-09-12");
}

static void values_are_timex3(void **state)
{
    static const char *const want[][2] = {
        {"they met on 5 September 2011", "2011-09-05"}, {"they met on September 5 , 2011", "2011-09-05"},
        {"they met in March 2014", "2014-03"},          {"they met in 2011", "2011"},
        {"they met in the 1990s", "199"},               {"they met yesterday", "2016-09-06"},
        {"they met last Wednesday", "2016-08-31"},      {"they met next Wednesday", "2016-09-14"},
        {"they met last week", "2016-W35"},             {"they met last month", "2016-08"},
        {"they met next quarter", "2016-Q4"},           {"they met three days ago", "2016-09-04"},
        {"they met for three hours", "PT3H"},           {"they met for 2 weeks", "P2W"},
        {"they met every Monday", "XXXX-WXX-1"},        {"they met at 7 pm", "2016-09-07T19:00"},
        {"they met on December 30", "2015-12-30"},      {"they met earlier Monday", "2016-09-05"},
        {"they met Tuesday , March 8 , 2011", "2011-03-08"}, {"they met after the 2012 summit", "2012"},
        {"they met on Sept. 1 to 3", "2016-09-01/2016-09-03"}, {"they met on 5-7 May 2015", "2015-05-05/2015-05-07"},
        {"they met Monday night", "2016-09-05TNI"},     {"they met in the third quarter of 2015", "2015-Q3"},
        {"they met in the first half of 2014", "2014-H1"}, {"they met in fiscal 2015", "FY2015"},
        {"they met last summer", "2016-SU"},            {"they met in the nineties", "199"},
        {"they met a decade ago", "2006"},              {"they met 48 hours ago", "2016-09-05"},
        {"they met several years ago", "PAST_REF"},     {"they met at 1430 GMT", "2016-09-07T14:30"},
        {"they met at 7 p.m. on Tuesday", "2016-09-06T19:00 2016-09-06"}, {"they met on 25/08/2016", "2016-08-25"},
        {"they met the past three weeks", "P3W"},       {"they met this past weekend", "2016-W35-WE"},
        {"they met on March 3 , and again two days later", "2016-03-03 2016-03-05"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct dl_article *art = read_words(want[i][0], "VBD", false, "2016-09-07");
        char got[128] = "";
        for (uint32_t t = 0; t < art->n_times; t++)
            snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", t ? " " : "", art->time[t].value);
        assert_string_equal(got, want[i][1]);
    }
}

/* A day printed with its year is read back as that day, wherever the report comes from in time. */
static void days_with_years_are_read_back(void **state)
{
    static const char *const month[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
    static const char *const anchor[] = {"1989-12-31", "2008-02-29", "2026-07-01"};
    (void)state;
    for (int32_t day = day_of(1989, 12, 25); day < day_of(2027, 1, 8); day += 11) {
        struct ymd d = day_ymd(day);
        char want[12], text[3][64];
        day_format(day, want);
        snprintf(text[0], sizeof text[0], "they met on %s %d , %d", month[d.month - 1], d.day, d.year);
        snprintf(text[1], sizeof text[1], "they met on %d %s %d", d.day, month[d.month - 1], d.year);
        snprintf(text[2], sizeof text[2], "they met on %s", want);
        for (int f = 0; f < 3; f++) {
            const struct dl_article *art = read_words(text[f], "VBD", false, anchor[day % 3]);
            if (art->n_times != 1 || strcmp(art->time[0].value, want) != 0)
                fail_msg("\"%s\" on %s is %s", text[f], anchor[day % 3], art->n_times ? art->time[0].value : "no day");
        }
    }
}

static void nothing_is_dated_without_an_anchor(void **state)
{
    (void)state;
    assert_int_equal(read_words("they met on Monday", "VBD", false, "")->n_times, 0);
    assert_int_equal(read_words("they met on February 30", "VBD", false, "2016-09-07")->n_times, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekdays_follow_tense_on_every_anchor),
        cmocka_unit_test(words_that_look_back_outrank_the_tense),
        cmocka_unit_test(values_are_timex3),
        cmocka_unit_test(days_with_years_are_read_back),
        cmocka_unit_test(nothing_is_dated_without_an_anchor),
    };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}

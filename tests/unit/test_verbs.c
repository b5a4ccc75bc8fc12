/* Verb dictionaries of the PETRARCH programs: what is read, what is said of dirt. Where patterns hold is tested in tests/verbs.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "rules/verbs.h"

struct said { char text[512]; };

static void say(void *with, const char *file, uint32_t line, const char *text)
{
    struct said *s = with;
    size_t n = strlen(s->text);
    snprintf(s->text + n, sizeof s->text - n, "%s:%u %s; ", file, line, text);
}

static void expect(const char *bytes, size_t n, struct verbs_counts want, const char *notes)
{
    struct said said = {""};
    struct verbs_counts got;
    struct verbs *v = verbs_parse("lab", bytes, n, say, &said, &got);
    assert_string_equal(said.text, notes);
    assert_int_equal(got.sets, want.sets);
    assert_int_equal(got.verbs, want.verbs);
    assert_int_equal(got.patterns, want.patterns);
    assert_int_equal(got.transformations, want.transformations);
    verbs_close(v);
}

static void dialects(void **unused)
{
    static const char one[] = "&ENVOY\n+NEGOTIATOR\n+SPECIAL_ENVOY_\n\n--- GREET [050] ---\nGREET # a note\nWAVE_AT {WAVES_AT WAVED_AT}\n- &ENVOY * $ FOR + [040]\n"
                              "- % * JOINT_PATROL [062:062]\n- { WILL | IS_TO_ } * TALKS [036]\n- &ENVOY_TEAM * [045]\n";
    static const char two[] = "### BEG ###\nBEG [020]\n- * {FINANCIAL AID} (FROM {RICH COUNTRY}) [0231]\n- * (BEFORE COURT) [:173]\n~ a (b . BEG) DENY = a b 112\n";
    (void)unused;
    expect(one, sizeof one - 1, (struct verbs_counts){.sets = 1, .verbs = 2, .patterns = 5}, "");
    expect(two, sizeof two - 1, (struct verbs_counts){.verbs = 1, .patterns = 2, .transformations = 1}, "");
}

static void dirt(void **unused)
{
    static const struct { const char *bytes, *notes; uint32_t patterns, verbs; } cases[] = {
        {"- * X [010]\n", "lab:1 a pattern before the first verb; ", 0, 0},
        {"GO [010]\n", "lab:1 a verb before the first block; ", 0, 0},
        {"--- A [0100] ---\nGO\n- * AID\n- AID [070]\n- * AID [07O]\n", "lab:3 a pattern without a code; lab:4 a pattern without its verb '*'; lab:5 a code that is no CAMEO code; ", 1, 1},
        {"--- A ---\nGO {GOES\n- * {AID [070]\n- * AID) [070]\n- * &NOBODY [070]\n", "lab:2 forms of a verb whose bracket does not close; "
         "lab:3 a bracket that holds nothing or does not close; lab:4 a bracket too many; lab:5 a set that is defined nowhere before; ", 0, 1},
        {"--- A ---\nGO <!-- one\nGO2\n", "lab:3 a comment that does not close; ", 0, 1},
        {"--- A ---\nGO_ON_AND_ON_AND_ON_AND\n", "lab:2 a verb without a word, or of more than six; ", 0, 0},
        {"", "", 0, 0},
    };
    (void)unused;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(cases[i].bytes, strlen(cases[i].bytes), (struct verbs_counts){.verbs = cases[i].verbs, .patterns = cases[i].patterns}, cases[i].notes);
}

static void bounded_expansion(void **unused)
{
    static const char many[] = "--- A ---\nGO\n- {A|B|C|D} {A|B|C|D} {A|B|C|D} {A|B|C|D} {A|B|C|D} * [010]\n";
    struct verbs_counts got;
    (void)unused;
    verbs_close(verbs_parse("lab", many, sizeof many - 1, NULL, NULL, &got));
    assert_in_range(got.patterns, 1, 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dialects), cmocka_unit_test(dirt), cmocka_unit_test(bounded_expansion)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

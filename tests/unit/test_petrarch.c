/* Dictionaries of the PETRARCH family, with the dirt they have: actors of countries that never were. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/date.h"
#include "entities/knowledge.h"
#include "entities/petrarch.h"

static char out[1 << 14];
static uint32_t notes;

static void put(const char *s) { strncat(out, s, sizeof out - strlen(out) - 1); }

static void take(void *with, const struct petrarch_record *r)
{
    char day[12];
    (void)with;
    for (uint32_t i = 0; i < r->name.n; i++) {
        put(i ? i == r->n_singular && r->kind == PETRARCH_AGENTS ? " / " : ", " : "");
        put(r->name.at[i]);
    }
    for (uint32_t i = 0; i < r->code.n; i++) {
        put(" [");
        put(*r->code.at[i].code ? r->code.at[i].code : "-");
        if (r->code.at[i].first_day != INT32_MIN) {
            day_format(r->code.at[i].first_day, day);
            put(" from "), put(day);
        }
        if (r->code.at[i].last_day != INT32_MAX) {
            day_format(r->code.at[i].last_day, day);
            put(" to "), put(day);
        }
        put("]");
    }
    put(r->whole_story ? " story" : "");
    put(r->category ? r->category : "");
    put("\n");
}

static void note(void *with, const char *file, uint32_t line, const char *text)
{
    (void)with, (void)file, (void)line, (void)text;
    notes++;
}

static const char *read_as(enum petrarch_kind kind, const char *text)
{
    struct petrarch p = {.take = take, .note = note};
    *out = 0;
    notes = 0;
    petrarch_parse(&p, kind, "test", text, strlen(text));
    assert_int_equal(p.notes, notes);
    return out;
}

static void actors(void **state)
{
    (void)state;
    assert_string_equal(read_as(PETRARCH_ACTORS, "OTTO_VELDT_  [NARELI] ; he [of the note] and more\n+PRESIDENT_VELDT\n\t[NARGOV 990101-041231]\n"),
                        "OTTO VELDT, PRESIDENT VELDT [NARGOV from 1999-01-01 to 2004-12-31] [NARELI]\n");
    assert_string_equal(read_as(PETRARCH_ACTORS, "UPPER_NARLAND_[UNL <920101][NAR 920101-20010630][NAR]  # old style\r\n"),
                        "UPPER NARLAND [UNL to 1992-01-01] [NAR from 1992-01-01 to 2001-06-30] [NAR]\n");
    assert_string_equal(read_as(PETRARCH_ACTORS, "THE_MILL\n[NARELI]\n   [NARGOV > 20100301 ]\nLAST_ONE [NAR]"),
                        "THE MILL [NARGOV from 2010-03-01] [NARELI]\nLAST ONE [NAR]\n");
    assert_int_equal(notes, 0);
}

static void dirt(void **state)
{
    (void)state;
    assert_string_equal(read_as(PETRARCH_ACTORS, "A_B\n [NARMIL 2004017-20061201]\n [NARMIL >070101]\n"), "A B [NARMIL from 2007-01-01]\n");
    assert_int_equal(notes, 1);
    assert_string_equal(read_as(PETRARCH_ACTORS, ".made by a program\nX_Y [NAR]\nQ\xff [NA]\n+\n[\n"), "X Y [NAR]\n");
    assert_true(notes >= 4);
    assert_string_equal(read_as(PETRARCH_ACTORS, "+LOST\n[NAR]\n<!-- A [NAR]\nB [NAR] --> C [NAR]\nD [---]\n---STOP---\nE [NAR]\n"), "C [NAR]\nD [-]\n");
    assert_int_equal(notes, 2);
}

static void agents(void **state)
{
    (void)state;
    assert_string_equal(read_as(PETRARCH_AGENTS, "!CREW! = MAN, MEN\nFERRY!CREW! [~LAB]\nENVOY_GENERAL {ENVOYS_GENERAL} [~GOV]\nRIOT_SQUAD {} [~COP]\n"
                                                 "RELIEF_BODY [NGO~]\nATTORNEY [~JUD]\nNOBODY\nX!Y! [~GOV]\n"),
                        "FERRYMAN, FERRYMEN [LAB]\nENVOY GENERAL / ENVOYS GENERAL [GOV]\nRIOT SQUAD [COP]\nRELIEF BODY / RELIEF BODIES [NGO]\n"
                        "ATTORNEY / ATTORNEIES, ATTORNEYS [JUD]\n");
    assert_int_equal(notes, 2);
}

static void issues_and_discards(void **state)
{
    (void)state;
    assert_string_equal(read_as(PETRARCH_ISSUES, "<ISSUE CATEGORY=\"Trade\" TYPE=\"ALL\">\nn:tariff [TRD]\n~~soccer\n</ISSUE>\n"), "n:tariff [TRD]Trade\nsoccer storyTrade\n");
    assert_string_equal(read_as(PETRARCH_DISCARDS, "+WORLD_CUP_\nRECIPE\n1987\n"), "WORLD CUP story\nRECIPE\n1987\n");
}

/* Beside our tables: ours first where it holds on the day, the dictionary's dates next, its default last. */
static void beside_ours(void **state)
{
    char dir[64], path[96];
    struct dl_err err;
    struct known found;
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/dateline-petrarch-%d", (int)getpid());
    assert_int_equal(mkdir(dir, 0700), 0);
    snprintf(path, sizeof path, "%s/my.actors.txt", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs("ORLO_VANTH_ [RUSELI]\n[RUSGOV 20100101-20111231]\n[RUSMIL 20110601-20120630]\nSERGEI_LAVROV [XXXGOV]\nNO_ONE_AT_ALL [---]\n", f);
    fclose(f);
    struct knowledge *k = knowledge_open_with(getenv("DATELINE_SRC"), NULL, dir, &err);
    assert_non_null(k);
    const struct { const char *name; int year; const char *code; } want[] = {
        {"Orlo Vanth", 2009, "RUSELI"}, {"Orlo Vanth", 2011, "RUSGOV"}, {"Orlo Vanth", 2012, "RUSMIL"}, {"Sergei Lavrov", 2016, "RUSGOV"}, {"No One At All", 2016, ""}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_string_equal(knowledge_find(k, want[i].name, strlen(want[i].name), day_of(want[i].year, 6, 15), &found) ? found.code : "", want[i].code);
    knowledge_close(k);
    remove(path);
    assert_null(knowledge_open_with(getenv("DATELINE_SRC"), NULL, dir, &err));
    remove(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(actors), cmocka_unit_test(dirt), cmocka_unit_test(agents), cmocka_unit_test(issues_and_discards),
                                       cmocka_unit_test(beside_ours)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Who is who on a day: tables of people who never lived, and the faults a table can have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/date.h"
#include "entities/knowledge.h"
#include "entities/layer.h"

static char dir[64];
static struct knowledge *tables;

static const char *const people =
    "country\trole\tname\tfrom\tto\talso\ttitle\n"
    "RUS\tFM\tSergei Q. Oblakov\t2004-03-09\t2010\tSergey Oblakov\t\n"
    "RUS\tHOG\tSergei Q. Oblakov\t2014\t2015-06\t\t\n"
    "RUS\tVP\tSergei Q. Oblakov\t2014-02\t2015-06\t\t\n"
    "EGY\tCHOD\tHamdi al-Barqi\t1990\t1995\t\tchief of staff\n"
    "EGY\tUNREP\tTariq bin Nadim\t1990\t\t\t\n"
    "BRA\tFM\tIvo Dantas\t1990\t2000\t\t\n"
    "PRT\tFM\tIvo Dantas\t1995\t2005\t\t\n"
    "KIR\tHOG\tPaulo Quimbar\t1990\t2000\tPaul Kymbar\t\n"
    "TUV\tFM\tRui Quimbar\t1996\t2000\t\t\n";

static void put(const char *name, const char *text)
{
    char path[128];
    snprintf(path, sizeof path, "%s/data/en/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static struct knowledge *open_with(const char *persons, struct dl_err *err)
{
    put("people/a.tsv", persons);
    return knowledge_open(dir, err);
}

static int set_up(void **state)
{
    (void)state;
    static const char *const folders[] = {"", "/data", "/data/en", "/data/en/people", "/data/en/groups"};
    char path[128];
    snprintf(dir, sizeof dir, "/tmp/dateline-test-%d", (int)getpid());
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s%s", dir, folders[i]);
        if (mkdir(path, 0700) != 0)
            return -1;
    }
    put("roles.tsv", "role\tsectors\twords\nHOG\tGOV\thead of government\nVP\tGOV\tdeputy\nFM\tGOV\tforeign minister\nCHOD\tMIL\tchief\n"
                     "UNREP\tGOV\tambassador\n");
    put("particles.tsv", "word\tkind\nal\tarticle\nel\tarticle\nbin\tparticle\ngen\ttitle\n");
    put("spellings.tsv", "word\talso\ntariq\ttareq|tarek\n");
    put("groups/a.tsv", "name\tcode\tkind\talso\tfrom\tto\nFront of the Hills\tSYRREB\tarmed\tFOTH|Hill Front\t2011\t2016\n"
                        "Front of the Hills\tSYRGOV\tarmed\tFOTH\t2017\t\n");
    put("metonyms.tsv", "name\tcode\tnote\nthe Yellow House\tRUSGOV\t\n");
    put("states.tsv", "name\tcode\tmembers\nB3\tIGO\tBRA|PRT|EGY\nthe neighbours\t\t\n");
    put("agents.tsv", "word\tsectors\tnumber\tnote\toffice\nbeekeeper\tAGR\tsingular\t\t\nforeign minister\tGOV\tsingular\t\tFM\n");
    put("countries.tsv", "code\tkind\tname\tadjective\tperson\tpeople\tcapital\tregion\tfrom\tto\torder\n"
                         "NRL\tstate\tNarland|NL|Kingdom of Narland\tNarlandic\tNarlander\tNarlanders\tPort Nar\tEUR\t1995\t\t\n"
                         "ONL\tformer\tNarland\tNarlandic\tNarlander\tNarlanders\t\tEUR\t1900\t1994\t\n");
    struct dl_err err;
    tables = open_with(people, &err);
    return tables ? 0 : -1;
}

static int tear_down(void **state)
{
    static const char *const files[] = {"people/a.tsv", "groups/a.tsv", "roles.tsv", "particles.tsv", "spellings.tsv", "metonyms.tsv", "states.tsv", "agents.tsv", "countries.tsv",
                                        "people", "groups", ""};
    char path[128];
    (void)state;
    knowledge_close(tables);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/data/en/%s", dir, files[i]);
        remove(path);
    }
    snprintf(path, sizeof path, "%s/data", dir);
    remove(path);
    return remove(dir);
}

static const char *code(const char *name, const char *date)
{
    static struct known found;
    int32_t day, last;
    assert_true(day_parse(date, &day, &last));
    return knowledge_find(tables, name, strlen(name), day, &found) ? found.code : "";
}

static void an_office_ends(void **state)
{
    (void)state;
    assert_string_equal(code("Sergei Oblakov", "2003-01-01"), "RUS");
    assert_string_equal(code("Sergei Oblakov", "2004-03-08"), "RUS");
    assert_string_equal(code("Sergei Oblakov", "2004-03-09"), "RUSGOV");
    assert_string_equal(code("Sergei Oblakov", "2010-12-31"), "RUSGOV");
    assert_string_equal(code("Sergei Oblakov", "2011-01-01"), "RUSELI");
    assert_string_equal(code("Sergei Oblakov", "2014-01-01"), "RUSGOV");
    assert_string_equal(code("Sergei Oblakov", "2015-07-01"), "RUSELI");
    assert_string_equal(code("Hamdi al-Barqi", "1994-05-05"), "EGYMIL");
    assert_string_equal(code("Hamdi al-Barqi", "1996-12-31"), "EGYELI");
    assert_string_equal(code("Tariq bin Nadim", "2025-01-01"), "EGYGOV");
}

static const char *asked(const char *name, const char *country, const char *date)
{
    static char answer[64];
    struct known found;
    int32_t day, last;
    assert_true(day_parse(date, &day, &last));
    if (!knowledge_ask(tables, name, strlen(name), country, day, &found))
        return "";
    snprintf(answer, sizeof answer, "%s%s", found.code, found.surname ? " surname" : "");
    return answer;
}

static void surnames_are_answered_if_nobody_else_in_office_bears_them(void **state)
{
    (void)state;
    assert_string_equal(asked("Quimbar", NULL, "1994-01-01"), "KIRGOV surname");
    assert_string_equal(asked("Kymbar", NULL, "1994-01-01"), "KIRGOV surname");
    assert_string_equal(asked("Quimbar", NULL, "1997-01-01"), "");
    assert_string_equal(asked("Quimbar", "TUV", "1997-01-01"), "TUVGOV surname");
    assert_string_equal(asked("Quimbar", NULL, "2001-01-01"), "");
    assert_string_equal(asked("Oblakov", NULL, "2005-01-01"), "");              /* a minister leads no state */
    assert_string_equal(asked("Oblakov", "RUS", "2005-01-01"), "RUSGOV surname");
    assert_string_equal(asked("Ivo Dantas", NULL, "1997-01-01"), "");
    assert_string_equal(asked("Ivo Dantas", "PRT", "1997-01-01"), "PRTGOV");
    assert_string_equal(asked("Ivo Dantas", "RUS", "1992-01-01"), "BRAGOV");
}

static void surnames_lead_to_all_who_bear_them(void **state)
{
    struct bearer b = {0};
    const struct known_row *row;
    uint32_t n = 0, kir = 0;
    (void)state;
    while ((row = knowledge_bearer(tables, "quimbar", &b))) {
        n++;
        kir += strcmp(row->code, "KIR") == 0;
    }
    assert_int_equal(n, 2);
    assert_int_equal(kir, 1);
    assert_null(knowledge_bearer(tables, "nobody", &(struct bearer){0}));
}

static void the_higher_office_names_him(void **state)
{
    struct known found;
    (void)state;
    assert_true(knowledge_find(tables, "Sergey Oblakov", 14, day_of(2014, 6, 1), &found));
    assert_string_equal(found.row->office, "head of government");
    assert_int_equal(found.row->line, 3);
    assert_int_equal(found.term, KNOWN_DURING);
}

static void spellings_lead_to_him(void **state)
{
    static const char *const same[] = {"Hamdi al-Barqi", "Hamdi el-Barqi", "Hamdi Al Barqi", "Hamdi Barqi", "Hamdi Albarqi", "Gen. Hamdi al-Barqi"};
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_string_equal(code(same[i], "1994-05-05"), "EGYMIL");
    assert_string_equal(code("SERGEI Q. OBLAKOV", "2005-01-01"), "RUSGOV");
    assert_string_equal(code("Hamdi Yusuf al-Barqi", "1994-05-05"), "EGYMIL");
    assert_string_equal(code("Hamdi Barqi Shadid", "1994-05-05"), "EGYMIL");
    assert_string_equal(code("Yusuf Hamdi Shadid", "1994-05-05"), "");
    assert_string_equal(code("Tarek bin Nadim", "2000-01-01"), "EGYGOV");
    assert_string_equal(code("Tariq Nadim", "2000-01-01"), "EGYGOV");
    assert_string_equal(code("Oblakov", "2005-01-01"), "");
    assert_string_equal(code("Sergei", "2005-01-01"), "");
    assert_string_equal(code("", "2005-01-01"), "");
}

static void namesakes_are_told_apart_by_the_day_alone(void **state)
{
    (void)state;
    assert_string_equal(code("Ivo Dantas", "1992-01-01"), "BRAGOV");
    assert_string_equal(code("Ivo Dantas", "1997-01-01"), "");
    assert_string_equal(code("Ivo Dantas", "2003-01-01"), "PRTGOV");
}

static void groups_metonyms_and_agents(void **state)
{
    (void)state;
    assert_string_equal(code("FOTH", "2013-01-01"), "SYRREB");
    assert_string_equal(code("Hill Front", "2013-01-01"), "SYRREB");
    assert_string_equal(code("Front of the Hills", "2020-01-01"), "SYRGOV");
    assert_string_equal(code("the Yellow House", "2020-01-01"), "RUSGOV");
    assert_string_equal(code("B3", "2020-01-01"), "IGO");
    assert_string_equal(code("the neighbours", "2020-01-01"), "");
    assert_string_equal(code("beekeeper", "2020-01-01"), "~AGR");
}

static void faults_name_their_line(void **state)
{
    static const char *const bad[] = {"RUS\tXX\tA B\t\t\t\t\n", "RU\tFM\tA B\t\t\t\t\n", "RUS\tFM\t\t\t\t\t\n", "RUS\tFM\tA B\tMay 2004\t\t\t\n",
                                      "RUS\tFM\tA B\t2004\t2003\t\t\n", "RUS\tFM\tA B\t2004\t2005\t\t\t\tx\n"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct dl_err err = {0};
        char text[256];
        snprintf(text, sizeof text, "country\trole\tname\tfrom\tto\talso\ttitle\n%s", bad[i]);
        assert_null(open_with(text, &err));
        assert_non_null(strstr(err.where, "a.tsv:2"));
    }
}

/* Our own tables are without fault; who breaks a line reads here which. */
static void our_tables_open(void **state)
{
    struct dl_err err = {0};
    (void)state;
    struct buf out = {0};
    bool ok = knowledge_compile(getenv("DATELINE_SRC"), &out, &err);
    if (!ok)
        print_error("%s: %s\n", err.where, err.text);
    assert_true(ok);
    struct knowledge *ours = knowledge_view(out.at, out.n, "ours", &err);
    assert_non_null(ours);
    knowledge_close(ours);
    buf_free(&out);
}

static uint32_t country_at(const char *text, const char *date, struct known *out)
{
    struct dl_token tok[16] = {0};
    uint32_t n = 0;
    int32_t day, last;
    day_parse(date, &day, &last);
    for (const char *s = text; *s && n < 16; s += *s == ' ') {
        size_t len = strcspn(s, " ");
        tok[n++].span = (struct dl_span){(uint32_t)(s - text), (uint32_t)(s - text + (ptrdiff_t)len)};
        s += len;
    }
    return knowledge_country_at(tables, text, tok, n, day, out);
}

static void words_of_countries(void **state)
{
    struct known out;
    (void)state;
    assert_int_equal(country_at("Kingdom of Narland said", "2000-01-01", &out), 3);
    assert_string_equal(out.code, "NRL");
    assert_int_equal(out.form, FORM_NAME);
    assert_int_equal(country_at("Narland said", "1990-01-01", &out), 1);
    assert_string_equal(out.code, "ONL");
    assert_int_equal(country_at("Narlanders voted", "2000-01-01", &out), 1);
    assert_int_equal(out.form, FORM_DEMONYMS);
    assert_int_equal(country_at("Narlandic envoys", "2000-01-01", &out), 1);
    assert_int_equal(out.form, FORM_ADJECTIVE);
    assert_int_equal(country_at("Port Nar", "2000-01-01", &out), 2);
    assert_int_equal(out.form, FORM_CAPITAL);
    assert_int_equal(country_at("NL said", "2000-01-01", &out), 1);
    assert_int_equal(country_at("Nl said", "2000-01-01", &out), 0);
    assert_int_equal(country_at("narland wool", "2000-01-01", &out), 0);
    assert_int_equal(country_at("Kingdom of", "2000-01-01", &out), 0);
}

static void surnames_need_one_holder(void **state)
{
    struct known out;
    (void)state;
    assert_true(knowledge_surname(tables, "oblakov", NULL, NULL, day_of(2005, 1, 1), &out));
    assert_string_equal(out.code, "RUSGOV");
    assert_false(knowledge_surname(tables, "oblakov", NULL, NULL, day_of(2012, 1, 1), &out));
    assert_false(knowledge_surname(tables, "oblakov", NULL, "EGY", day_of(2005, 1, 1), &out));
    assert_false(knowledge_surname(tables, "oblakov", "VP", NULL, day_of(2005, 1, 1), &out));
}

static void a_group_that_ended_holds_no_office(void **state)
{
    (void)state;
    assert_string_equal(code("Hill Front", "2018-01-01"), "SYRREB");
    assert_string_equal(code("Front of the Hills", "2000-01-01"), "SYR");
}

static const char *phrase(const char *text, const char *date)
{
    static struct known found;
    int32_t day, last;
    assert_true(day_parse(date, &day, &last));
    return knowledge_phrase(tables, text, strlen(text), day, &found) ? found.code : "";
}

static void phrases_of_country_office_and_name(void **state)
{
    (void)state;
    assert_string_equal(phrase("Narlandic foreign minister", "2000-01-01"), "NRLGOV");
    assert_string_equal(phrase("the foreign minister of Narland", "2000-01-01"), "NRLGOV");
    assert_string_equal(phrase("Narland's former foreign minister", "2000-01-01"), "NRLELI");
    assert_string_equal(phrase("Foreign Minister Oblakov", "2005-01-01"), "RUSGOV");
    assert_string_equal(phrase("Foreign Minister Oblakov", "2012-01-01"), "");
    assert_string_equal(phrase("Narlandic Foreign Minister Ada Unheard", "2000-01-01"), "NRLGOV");
    assert_string_equal(phrase("Foreign Minister Ada Unheard", "2000-01-01"), "");
    assert_string_equal(phrase("foreign minister", "2000-01-01"), "");
    assert_string_equal(phrase("Narland Oblakov", "2005-01-01"), "");
    assert_string_equal(code("S. Oblakov", "2005-01-01"), "RUSGOV");
}

/* A cut is refused. A changed byte is refused, or found when all is compared with the head's SHA-256; asked before that, it is safe to ask. */
static void damage_is_found(void **state)
{
    struct buf out = {0};
    struct dl_err err;
    struct known found;
    struct layer l;
    (void)state;
    put("people/a.tsv", people);
    assert_true(knowledge_compile(dir, &out, &err));
    for (size_t i = sizeof(struct layer_head); i < out.n; i += 97) {
        out.at[i] ^= 0x20;
        struct knowledge *k = knowledge_view(out.at, out.n, "damaged", &err);
        if (k)
            knowledge_find(k, "Sergei Oblakov", 14, 15000, &found);
        knowledge_close(k);
        assert_false(layer_view(&l, out.at, out.n, "damaged", &err) && layer_verify(&l, out.n, "damaged", &err));
        out.at[i] ^= 0x20;
        assert_null(knowledge_view(out.at, i, "cut", &err));
    }
    assert_true(layer_view(&l, out.at, out.n, "whole", &err));
    assert_true(layer_verify(&l, out.n, "whole", &err));
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_office_ends), cmocka_unit_test(surnames_are_answered_if_nobody_else_in_office_bears_them),
        cmocka_unit_test(surnames_lead_to_all_who_bear_them), cmocka_unit_test(the_higher_office_names_him), cmocka_unit_test(spellings_lead_to_him),
        cmocka_unit_test(namesakes_are_told_apart_by_the_day_alone), cmocka_unit_test(groups_metonyms_and_agents),
        cmocka_unit_test(faults_name_their_line), cmocka_unit_test(our_tables_open), cmocka_unit_test(words_of_countries),
        cmocka_unit_test(surnames_need_one_holder), cmocka_unit_test(a_group_that_ended_holds_no_office), cmocka_unit_test(damage_is_found), cmocka_unit_test(phrases_of_country_office_and_name),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* PLOVER and CAMEO: conversion both ways, and scores, quad classes and Goldstein weights as the manuals' tables have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "events/inside.h"

static struct events *events;

#define X(name) #name,
static const char *const types[] = {DL_PLOVER(X)};
#undef X

static int open_events(void **state)
{
    struct dl_err err;
    (void)state;
    return (events = events_open(getenv("DATELINE_SRC"), NULL, NULL, &err)) ? 0 : -1;
}

static int close_events(void **state)
{
    (void)state;
    events_close(events);
    return 0;
}

static bool has_mode(const struct outcome *o, const char *mode)
{
    for (uint32_t i = 0; i < o->n_modes; i++)
        if (!strcmp(o->mode[i], mode))
            return true;
    return false;
}

static void codes_become_types(void **state)
{
    static const struct { const char *code, *type, *mode; } want[] = {
        {"020", "REQUEST", ""}, {"0213", "REQUEST", "assist"}, {"0241", "REQUEST", "change"}, {"0256", "REQUEST", "yield"}, {"028", "REQUEST", "meet"},
        {"0331", "AGREE", ""}, {"036", "AGREE", ""}, {"041", "CONSULT", "phone"}, {"042", "CONSULT", "visit"}, {"044", "CONSULT", "third-party"},
        {"046", "CONSULT", ""}, {"051", "SUPPORT", ""}, {"057", "SUPPORT", ""}, {"055", "CONCEDE", ""}, {"0814", "CONCEDE", ""}, {"063", "COOPERATE", ""},
        {"075", "AID", ""}, {"0831", "CONCEDE", ""}, {"0841", "RETREAT", "release"}, {"0862", "RETREAT", "access"}, {"0871", "RETREAT", "ceasefire"},
        {"0873", "RETREAT", "disarm"}, {"0874", "RETREAT", "withdraw"}, {"092", "ACCUSE", "investigate"}, {"1056", "REQUEST", "yield"},
        {"111", "ACCUSE", "disapprove"}, {"1123", "ACCUSE", "allege"}, {"116", "SANCTION", "convict"}, {"1221", "REJECT", "assist"}, {"1234", "REJECT", "change"},
        {"1246", "REJECT", "yield"}, {"125", "REJECT", "meet"}, {"1312", "THREATEN", "restrict"}, {"136", "THREATEN", "expel"}, {"1382", "THREATEN", "territory"},
        {"1384", "THREATEN", "violence"}, {"1411", "PROTEST", "demo"}, {"142", "PROTEST", "hunger"}, {"145", "PROTEST", "riot"}, {"153", "MOBILIZE", "police"},
        {"154", "MOBILIZE", "troops"}, {"1622", "SANCTION", "discontinue"}, {"163", "SANCTION", "discontinue"}, {"164", "SANCTION", "withdraw"},
        {"1711", "COERCE", "seize"}, {"1712", "ASSAULT", "destroy"}, {"1723", "COERCE", "curfew"}, {"1724", "COERCE", "martial-law"}, {"173", "COERCE", "arrest"},
        {"174", "COERCE", "deport"}, {"176", "COERCE", "cyber"}, {"181", "ASSAULT", "abduct"}, {"1822", "ASSAULT", "torture"}, {"1831", "ASSAULT", "suicide-attack"},
        {"186", "ASSAULT", "targeted"}, {"191", "COERCE", "restrict"}, {"192", "COERCE", "seize"}, {"194", "ASSAULT", "heavy-weapons"}, {"195", "ASSAULT", "aerial"},
        {"1952", "ASSAULT", "drone"}, {"2042", "ASSAULT", "unconventional"}};
    (void)state;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct conversion *c = convert_cameo(events, want[i].code);
        if (!c || strcmp(types[c->event.plover], want[i].type) != 0 || (*want[i].mode && !has_mode(&c->event, want[i].mode)))
            fail_msg("%s is %s, not %s:%s", want[i].code, c ? types[c->event.plover] : "nothing", want[i].type, want[i].mode);
    }
}

static void statements_are_no_events(void **state)
{
    (void)state;
    assert_null(convert_cameo(events, "010"));
    assert_null(convert_cameo(events, "016"));
    assert_null(convert_cameo(events, "21"));
}

static void an_unknown_digit_is_its_familys(void **state)
{
    (void)state;
    assert_string_equal(convert_cameo(events, "0219")->event.cameo, "021");
    assert_string_equal(convert_cameo(events, "19")->event.cameo, "190");
}

/* Whatever a type or mode becomes in CAMEO is that type again, and that mode where CAMEO can tell it. */
static void there_and_back(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < events->n_scales; i++) {
        const char *key = events->scale[i].key, *colon = strchr(key, ':');
        size_t n = colon ? (size_t)(colon - key) : strlen(key);
        uint8_t type = 0;
        while (type < DL_N_PLOVER && (strlen(types[type]) != n || strncmp(types[type], key, n) != 0))
            type++;
        if (type == DL_N_PLOVER)
            continue;                                          /* a CAMEO code */
        const char *code = convert_plover(events, type, colon ? colon + 1 : NULL);
        const struct conversion *back = convert_cameo(events, code);
        bool told = false;
        for (uint32_t k = 0; colon && k < events->n_conversions; k++)
            told |= events->conversion[k].event.plover == type && events->conversion[k].event.n_modes && !strcmp(events->conversion[k].event.mode[0], colon + 1);
        if (!back || back->event.plover != type || (told && !has_mode(&back->event, colon + 1)))
            fail_msg("%s becomes %s, which is %s", key, code, back ? types[back->event.plover] : "nothing");
    }
    assert_string_equal(convert_plover(events, DL_PLOVER_CONSULT, "phone"), "041");
    assert_string_equal(convert_plover(events, DL_PLOVER_SANCTION, "convict"), "116");
    assert_string_equal(convert_plover(events, DL_PLOVER_REQUEST, NULL), "020");
    assert_string_equal(convert_plover(events, DL_N_PLOVER, NULL), "");
}

static void scores_are_the_manuals(void **state)
{
    static const char *const vc = "verbal-cooperation", *const mc = "material-cooperation", *const vx = "verbal-conflict", *const mx = "material-conflict";
    const struct { const char *key; double score; const char *quad; } want[] = {
        {"AGREE", 2.5, vc}, {"CONSULT", 2.5, vc}, {"CONSULT:visit", 4, vc}, {"CONSULT:third-party", 1, vc}, {"CONSULT:multilateral", 4, vc}, {"CONSULT:phone", 1.5, vc},
        {"SUPPORT", 5, vc}, {"CONCEDE", 4.5, vc}, {"COOPERATE", 9.5, mc}, {"AID", 10, mc}, {"RETREAT", 6.5, mc}, {"RETREAT:withdraw", 8, mc}, {"RETREAT:disarm", 10, mc},
        {"RETREAT:ceasefire", 7.5, mc}, {"RETREAT:resign", 4.5, mc}, {"REQUEST", 0, vx}, {"REQUEST:assist", 0.5, vx}, {"ACCUSE", -3, vx}, {"ACCUSE:disapprove", -2, vx},
        {"ACCUSE:allege", -3.5, vx}, {"REJECT", -2, vx}, {"THREATEN", -3.5, vx}, {"THREATEN:territory", -4, vx}, {"PROTEST", -5, mx}, {"PROTEST:riot", -7, mx},
        {"SANCTION", -6, mx}, {"SANCTION:expel", -5.5, mx}, {"MOBILIZE", -5.5, mx}, {"MOBILIZE:troops", -6.5, mx}, {"COERCE", -7, mx}, {"COERCE:martial-law", -7.5, mx},
        {"ASSAULT", -9, mx}, {"ASSAULT:abduct", -8.5, mx}, {"ASSAULT:crowd-control", -7.5, mx}, {"ASSAULT:drone", -9.5, mx}, {"ASSAULT:unconventional", -10, mx}};
    (void)state;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct scale *s = events_scale(events, want[i].key);
        if (!s || s->score < want[i].score - 0.01 || s->score > want[i].score + 0.01 || strcmp(s->quad, want[i].quad) != 0)
            fail_msg("%s is scored %g, %s", want[i].key, s ? (double)s->score : 0.0, s ? s->quad : "nothing");
    }
}

static void goldstein_is_by_code(void **state)
{
    static const struct { const char *code; double weight; } want[] = {
        {"010", 0}, {"012", -0.4}, {"020", 3}, {"036", 4}, {"040", 1}, {"046", 7}, {"051", 3.4}, {"057", 8}, {"064", 7}, {"072", 8.3}, {"0874", 10}, {"090", -2},
        {"1056", -5}, {"111", -2}, {"125", -5}, {"139", -7}, {"141", -6.5}, {"145", -7.5}, {"150", -7.2}, {"163", -8}, {"173", -5}, {"175", -9}, {"1823", -10}, {"196", -9.5}, {"2042", -10}};
    (void)state;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct scale *s = events_scale(events, want[i].code);
        if (!s || s->goldstein < want[i].weight - 0.01 || s->goldstein > want[i].weight + 0.01)
            fail_msg("%s weighs %g", want[i].code, s ? (double)s->goldstein : 0.0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_become_types), cmocka_unit_test(statements_are_no_events), cmocka_unit_test(an_unknown_digit_is_its_familys),
        cmocka_unit_test(there_and_back),     cmocka_unit_test(scores_are_the_manuals),   cmocka_unit_test(goldstein_is_by_code),
    };
    return cmocka_run_group_tests(tests, open_events, close_events);
}

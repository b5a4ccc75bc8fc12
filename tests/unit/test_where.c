/* Places: what is one, which one is meant, what it does in its sentence; and where an event was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "where/atlas.h"
#include "where/where.h"

static struct dl_coder *coder;
static struct dl_session *session;

static int open_coder(void **state)
{
    struct dl_err err;
    (void)state;
    coder = dl_coder_open(&(struct dl_options){.data_dir = getenv("DATELINE_SRC")}, &err);
    if (!coder)
        return fprintf(stderr, "%s: %s\n", err.where, err.text), -1;
    session = dl_session_new(coder);
    return 0;
}

static int close_coder(void **state)
{
    (void)state;
    dl_session_free(session);
    dl_coder_close(coder);
    return 0;
}

static const struct dl_article *code(const char *text)
{
    struct dl_err err;
    const struct dl_article *art = dl_code_document(session, &(struct dl_document){.bytes = text, .n_bytes = strlen(text)}, &err);
    assert_non_null(art);
    return art;
}

/* "Hama/SYR Moscow/RUS:actor": the words, the country, the use if it is not literal; "?" if unresolved. */
static const char *places(const char *text)
{
    static const char *const use[] = {"", ":actor", ":modifier", ":adjective", ":part"};
    static struct buf b;
    const struct dl_article *art = code(text);
    buf_reset(&b);
    buf_str(&b, "");
    for (uint32_t i = 0; i < art->n_places; i++) {
        const struct dl_place *p = &art->place[i];
        buf_printf(&b, "%s%.*s/%s%s", i ? " " : "", (int)(p->span.end - p->span.start), art->text + p->span.start,
                   p->resolved ? p->country ? p->country : "-" : "?", use[p->use]);
    }
    return b.at;
}

static void check(const char *const (*cases)[2], size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_string_equal(places(cases[i][0]), cases[i][1]);
}

static void places_are_told_from_other_names(void **state)
{
    static const char *const cases[][2] = {
        {"Shells fell on Hama overnight.", "Hama/SYR"},
        {"Jordan Ellery visited the factory in Leeds.", "Leeds/GBR"},
        {"Mr. Houston left the room.", ""},
        {"The ferry left for Port-au-Prince.", "Port-au-Prince/HTI"},
        {"She wrote for the Boston Globe.", ""},
        {"Clashes broke out in Deir al-Zour and Idlib.", "Deir al-Zour/SYR Idlib/SYR"},
        {"They asked us to wait.", ""},
        {"A fire burned in northern Aleppo.", "Aleppo/SYR"},
        {"Fishing resumed in the Sea of Azov.", "Sea of Azov/-"},
        {"The men were rescued by the ferry Delmar.", ""},
        {"He is head of the Northern District.", ""},
        {"The shop is in Church Street.", "Church Street/?"},
        {"Voters in Ohio, Oregon and Texas went to the polls.", "Ohio/USA Oregon/USA Texas/USA"},
        {"They flew over the People's Republic of China.", "People's Republic of China/CHN"},
        {"They arrived in Bosnia and Herzegovina.", "Bosnia and Herzegovina/BIH"},
    };
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void the_container_decides(void **state)
{
    static const char *const cases[][2] = {
        {"A bridge collapsed in Paris, Texas.", "Paris/USA Texas/USA"},
        {"A bridge collapsed in Paris.", "Paris/FRA"},
        {"He was born in London, Ontario.", "London/CAN Ontario/CAN"},
        {"The court sat in Springfield, Ill., on Friday.", "Springfield/USA Ill./USA"},
        {"He moved to Moscow, Idaho. The storm reached Moscow at noon.", "Moscow/USA Idaho/USA Moscow/USA"},
    };
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static void old_and_foreign_names_are_one_place(void **state)
{
    static const char *const names[][2] = {{"Kiev", "Kyiv"}, {"Bombay", "Mumbai"}, {"Saigon", "Ho Chi Minh City"}, {"Peking", "Beijing"}, {"Rangoon", "Yangon"}};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char text[96];
        snprintf(text, sizeof text, "The delegation landed in %s.", names[i][0]);
        uint32_t id = code(text)->place[0].geonames;
        snprintf(text, sizeof text, "The delegation landed in %s.", names[i][1]);
        const struct dl_article *art = code(text);
        assert_int_equal(art->n_places, 1);
        assert_true(id != 0);
        assert_int_equal(art->place[0].geonames, id);
    }
}

static void governments_act_and_names_qualify(void **state)
{
    static const char *const cases[][2] = {
        {"Moscow rejected the proposal.", "Moscow/RUS:actor"},
        {"The proposal was drafted in Moscow.", "Moscow/RUS"},
        {"The Geneva talks collapsed.", "Geneva/CHE:modifier"},
        {"Swiss police searched two Greek ships.", "Swiss/CHE:adjective Greek/GRC:adjective"},
        {"The Swiss spoke Greek.", ""},
        {"Fighting continued in Bakhmut, Ukraine's army said.", "Bakhmut/UKR Ukraine/UKR:modifier"},
        {"The leaders of Mali, Niger and Chad flew home.", "Mali/MLI:modifier Niger/NER:modifier Chad/TCD:modifier"},
    };
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

static int32_t word(const struct dl_article *art, const char *form)
{
    for (uint32_t i = 0; i < art->n_tokens; i++)
        if (strcmp(art->token[i].form, form) == 0)
            return (int32_t)i;
    fail_msg("no word %s", form);
    return -1;
}

static void events_have_places(void **state)
{
    static const struct { const char *text, *word, *place; uint8_t basis; } cases[] = {
        {"Rebels attacked a convoy near Homs on Monday.", "attacked", "Homs", DL_BASIS_explicit},
        {"An attack in Kabul killed nine soldiers.", "killed", "Kabul", DL_BASIS_explicit},
        {"The ministers met in Vienna and signed an accord.", "signed", "Vienna", DL_BASIS_explicit},
        {"A Kabul car bombing killed five.", "killed", "Kabul", DL_BASIS_explicit},
        {"The council will meet on Saturday, a spokesman said in Brussels.", "meet", NULL, DL_BASIS_none},
        {"Soldiers in the Red Sea port of Hodeidah shot a driver.", "shot", "Hodeidah", DL_BASIS_explicit},
        {"Troops attacked a village near Kidal. Nine men were killed.", "killed", "Kidal", DL_BASIS_carried_over},
        {"Crowds gathered in Belgrade. The mood in Belgrade was calm.\n\nPolice later fired tear gas.", "fired", "Belgrade", DL_BASIS_context},
        {"Crowds gathered in Belgrade. Others marched in Nis.\n\nPolice later fired tear gas.", "fired", NULL, DL_BASIS_none},
        {"The airstrike that killed the general at a Baghdad airport drew protests.", "airstrike", "Baghdad", DL_BASIS_explicit},
        {"The ministers warned Iran again.", "warned", NULL, DL_BASIS_none},
        {"GENEVA, March 3 (Reuters) - Envoys from Chad met here on Monday.", "met", "Geneva", DL_BASIS_dateline},
        {"The general flew to Kabul. He met elders there.", "met", "Kabul", DL_BASIS_coreference},
        {"The general resumed talks with Iran.", "resumed", NULL, DL_BASIS_none},
        {"PARIS, March 3 (Reuters) - The leaders signed the accord weeks after drafting it in Ohio.", "signed", "Paris", DL_BASIS_dateline},
        {"Jets bombed Yemen again.", "bombed", "Yemen", DL_BASIS_explicit},
        {"Moscow rejected the proposal.", "rejected", NULL, DL_BASIS_none},
        {"GENEVA, March 3 (Reuters) - The envoys adjourned the talks.", "adjourned", "Geneva", DL_BASIS_dateline},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t basis = 99;
        const struct dl_article *art = code(cases[i].text);
        int32_t p = where_of(art, word(art, cases[i].word), &basis);
        if (!cases[i].place) {
            assert_int_equal(p, -1);
        } else {
            assert_true(p >= 0);
            assert_string_equal(art->place[p].name, cases[i].place);
        }
        assert_int_equal(basis, cases[i].basis);
    }
}

static void damaged_tables_are_refused(void **state)
{
    struct dl_err err = {0};
    static _Alignas(8) char bytes[256] = ATLAS_MAGIC;
    (void)state;
    assert_null(atlas_view("short", 5, "x.dlp", &err));
    assert_null(atlas_view(bytes, sizeof bytes, "x.dlp", &err));      /* no room for the buckets */
    assert_string_equal(err.where, "x.dlp");
    assert_int_equal(err.code, DL_EFORMAT);
}

static void keys_ignore_marks(void **state)
{
    static const char *const cases[][2] = {{"N'Djamena", "ndjamena"}, {"St. Louis", "st louis"}, {"Saint-Denis", "st denis"},
                                           {"Ḩamāh", "hamah"}, {"U.S.", "us"}, {"Mount Hermon", "mt hermon"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char key[64];
        size_t n = atlas_key(cases[i][0], strlen(cases[i][0]), key, sizeof key);
        assert_string_equal(key, cases[i][1]);
        assert_int_equal(n, strlen(key));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_told_from_other_names), cmocka_unit_test(the_container_decides),
        cmocka_unit_test(old_and_foreign_names_are_one_place), cmocka_unit_test(governments_act_and_names_qualify),
        cmocka_unit_test(events_have_places), cmocka_unit_test(damaged_tables_are_refused), cmocka_unit_test(keys_ignore_marks),
    };
    return cmocka_run_group_tests(tests, open_coder, close_coder);
}

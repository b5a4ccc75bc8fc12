/* Who is meant: each case gives an article, words of it, and the code of whoever they mean, or other words that mean the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dateline.h"
#include "entities/entities.h"

static struct dl_coder *coder;
static struct dl_session *session;

static int open_all(void **state)
{
    (void)state;
    struct dl_err err = {0};
    coder = dl_coder_open(&(struct dl_options){.data_dir = getenv("DATELINE_SRC")}, &err);
    session = coder ? dl_session_new(coder) : NULL;
    return coder ? 0 : (fprintf(stderr, "%s: %s\n", err.where, err.text), 1);
}

static int close_all(void **state)
{
    (void)state;
    dl_session_free(session);
    dl_coder_close(coder);
    return 0;
}

static const struct dl_article *coded(const char *text, const char *date)
{
    struct dl_err err = {0};
    const struct dl_article *art = dl_code_document(session, &(struct dl_document){.bytes = text, .n_bytes = strlen(text), .published = date}, &err);
    assert_non_null(art);
    return art;
}

/* The entity of the mention at the n-th place (from 1) where the words stand; "Putin#2". NULL if none. */
static const struct dl_entity *meant(const struct dl_article *art, const char *words)
{
    char w[128];
    snprintf(w, sizeof w, "%s", words);
    char *hash = strrchr(w, '#');
    int n = hash ? atoi(hash + 1) : 1;
    if (hash)
        *hash = 0;
    const char *at = art->text - 1;
    while (n-- && at)
        at = strstr(at + 1, w);
    assert_non_null(at);
    uint32_t from = (uint32_t)(at - art->text), to = from + (uint32_t)strlen(w);
    for (uint32_t i = 0; i < art->n_mentions; i++)
        if (art->mention[i].span.start == from && art->mention[i].span.end == to)
            return &art->entity[art->mention[i].entity];
    return NULL;
}

struct case_ { const char *text, *date, *words, *code, *same; };

static void check(const struct case_ *c, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct dl_article *art = coded(c[i].text, c[i].date);
        const struct dl_entity *e = meant(art, c[i].words);
        const struct dl_entity *other = c[i].same ? meant(art, c[i].same) : NULL;
        const char *code = e && e->code ? e->code : e ? "no code" : "nobody";
        if (c[i].code && strcmp(code, c[i].code) != 0)
            fail_msg("\"%s\": %s is %s, not %s", c[i].text, c[i].words, code, c[i].code);
        if (c[i].same && e != other)
            fail_msg("\"%s\": %s is %s, %s is %s", c[i].text, c[i].words, e ? e->name : "nobody", c[i].same, other ? other->name : "nobody");
    }
}
#define CHECK(cases) check(cases, sizeof cases / sizeof *cases)

static void titles(void **state)
{
    (void)state;
    static const struct case_ cases[] = {
        {"Kenyan Interior Minister Joseph Wambua toured the border on Friday.", "2015-04-03", "Kenyan Interior Minister Joseph Wambua", "KENGOV", NULL},
        {"U.S. Secretary of State Madeleine Albright arrived in Geneva.", "1998-03-02", "U.S. Secretary of State Madeleine Albright", "USAGOV", NULL},
        {"Abdul Karim Noor, a spokesman for the Taliban, denied the report.", "2009-08-01", "Abdul Karim Noor", "AFGREB", NULL},
        {"Former Peruvian President Alberto Fujimori was flown to Lima.", "2007-09-22", "Alberto Fujimori", NULL, NULL},
        {"President Putin signed the decree.", "2016-03-01", "President Putin", "RUSGOV", NULL},
        {"The decree was signed by Putin.", "2016-03-01", "Putin", "RUSGOV", NULL},
        {"The decree was signed by Smith.", "2016-03-01", "Smith", "nobody", NULL},
    };
    CHECK(cases);
}

static void surnames(void **state)
{
    (void)state;
    static const struct case_ cases[] = {
        {"Chinese President Xi Jinping met Vietnamese leader Nguyen Phu Trong. Xi said ties were good.", "2015-04-07", "Xi#2", "CHNGOV", "Chinese President Xi Jinping"},
        {"French Foreign Minister Alain Juppe left Paris. \"We will see,\" Juppe said. He gave no date.", "1994-05-12", "He", "FRAGOV", "Juppe#2"},
        {"German Chancellor Angela Merkel met Polish Prime Minister Donald Tusk. She thanked him.", "2010-02-01", "She", "DEUGOV", "German Chancellor Angela Merkel"},
        {"German Chancellor Angela Merkel met Polish Prime Minister Donald Tusk. She thanked him.", "2010-02-01", "him", "POLGOV", "Polish Prime Minister Donald Tusk"},
    };
    CHECK(cases);
}

static void descriptions(void **state)
{
    (void)state;
    static const struct case_ cases[] = {
        {"Turkish warplanes bombed Kurdish villages.", "1997-05-14", "Turkish warplanes", "TURMIL", NULL},
        {"Colombian police seized the boat.", "2001-01-10", "Colombian police", "COLCOP", NULL},
        {"Syrian rebels left the town.", "2013-01-10", "Syrian rebels", "SYRREB", NULL},
        {"Cuban-backed guerrillas of Angola fled.", "1987-01-10", "Cuban-backed guerrillas", "AGOREB", NULL},
        {"A French-led force landed.", "1994-06-23", "A French-led force", "FRAMIL", NULL},
        {"The Chadian president's office confirmed it.", "1994-06-23", "The Chadian president's office", "TCDGOV", NULL},
        {"Zambia borders Angola. The country has no coast.", "1994-06-23", "The country", "ZMB", NULL},
        {"The Russian president flew home.", "2004-01-10", "The Russian president", "RUSGOV", NULL},
        {"NAIROBI (Reuters) - Police fired tear gas. The government denied it.", "2004-01-10", "Police", "KENCOP", NULL},
        {"NAIROBI (Reuters) - Police fired tear gas. The government denied it.", "2004-01-10", "The government", "KENGOV", NULL},
        {"A senior Iraqi official spoke on Monday. The official asked not to be named.", "2004-01-10", "The official", "IRQGOV", "A senior Iraqi official"},
        {"Obama met his French counterpart, Francois Hollande, in the White House.", "2014-02-11", "his French counterpart", "FRAGOV", "Francois Hollande"},
    };
    CHECK(cases);
}

static void countries(void **state)
{
    (void)state;
    static const struct case_ cases[] = {
        {"Georgia Gov. Roy Barnes vetoed the bill. U.S. farmers were pleased.", "2001-04-18", "Georgia", "USA", NULL},
        {"Russia closed its border with Georgia.", "2006-07-08", "Georgia", "GEO", NULL},
        {"Moscow and Grozny signed a truce. Chechnya is quiet.", "1996-08-31", "Moscow", "RUS", NULL},
        {"Belgrade rejected the plan.", "1999-02-20", "Belgrade", "YUG", NULL},
        {"Belgrade rejected the plan.", "2008-02-20", "Belgrade", "SRB", NULL},
        {"Talks were held in Geneva.", "2008-02-20", "Geneva", "nobody", NULL},
        {"They told us to wait.", "2008-02-20", "us", "nobody", NULL},
    };
    CHECK(cases);
    const struct dl_article *art = coded("Russia and Chechnya signed a truce.", "1996-08-31");
    assert_ptr_not_equal(meant(art, "Russia"), meant(art, "Chechnya"));
}

static void bodies(void **state)
{
    (void)state;
    static const char farc[] = "The Revolutionary Armed Forces of Colombia (FARC) freed a soldier. The rebels hold nine more. FARC said so.";
    static const struct case_ cases[] = {
        {farc, "2009-12-20", "FARC#2", "COLREB", "The rebels"},
        {"The National Trade Board (NTB) met on Friday. The NTB said prices would fall.", "2009-12-20", "The NTB", NULL, "The National Trade Board"},
        {"The al-Qaida network claimed the attack.", "2005-07-08", "The al-Qaida network", "IMGREB", NULL},
        {"Ukraine's defense ministry said its troops held the town.", "2022-07-08", "its troops", "UKRMIL", NULL},
        {"Mrs. Kimani spoke to her supporters.", "2022-07-08", "Mrs. Kimani", "no code", NULL},
    };
    CHECK(cases);
}

static void bare_surnames(void **state)
{
    (void)state;
    static const struct case_ cases[] = {
        {"Rabin met Arafat on Monday to talk about the Israeli pullout from Palestinian towns.", "1995-02-09", "Rabin", "ISRGOV", NULL},
        {"HANOI (Reuters) - The talks between Trump and Kim collapsed. The North Koreans went home.", "2019-02-28", "Trump", "USAGOV", NULL},
        {"The Japanese leader flew to Lima.", "2016-11-17", "The Japanese leader", "JPNGOV", NULL},
        {"Rabin met an old friend on Monday.", "1995-02-09", "Rabin", "ISRGOV", NULL},
        {"Clark met an old friend on Friday.", "1995-02-09", "Clark", "nobody", NULL},
        {"President Reagan and Soviet leader Mikhail Gorbachev shook hands.", "1985-11-19", "President Reagan", "USAGOV", NULL},
        {"The Polish president spoke by phone with his Lithuanian counterpart.", "2010-02-09", "his Lithuanian counterpart", "LTUGOV", NULL},
        {"Senator Joe Biden spoke first. His son Hunter Biden listened. Biden then left.", "2007-02-09", "Biden#3", NULL, "Hunter Biden"},
    };
    CHECK(cases);
}

static void groups(void **state)
{
    (void)state;
    static const char text[] = "Egyptian President Hosni Mubarak and Syrian President Hafez al-Assad met in Cairo. "
                               "The two leaders discussed peace, and they will meet again. Both countries want it.";
    static const struct case_ cases[] = {
        {text, "1996-06-03", "they", NULL, "The two leaders"},
    };
    CHECK(cases);
    const struct dl_article *art = coded(text, "1996-06-03");
    const struct dl_entity *two = meant(art, "The two leaders"), *both = meant(art, "Both countries");
    assert_int_equal(two->n_members, 2);
    assert_string_equal(art->entity[two->member[0]].code, "EGYGOV");
    assert_string_equal(art->entity[two->member[1]].code, "SYRGOV");
    assert_int_equal(both->n_members, 2);
    assert_string_equal(art->entity[both->member[0]].code, "EGY");
    assert_string_equal(art->entity[both->member[1]].code, "SYR");
    art = coded("U.S. and Russian negotiators met in Vienna. The foreign ministers of Peru and Chile were absent.", "1997-06-03");
    const struct dl_entity *negotiators = meant(art, "U.S. and Russian negotiators"), *ministers = meant(art, "The foreign ministers");
    assert_int_equal(negotiators->n_members, 2);
    assert_string_equal(art->entity[negotiators->member[0]].code, "USAGOV");
    assert_string_equal(art->entity[negotiators->member[1]].code, "RUSGOV");
    assert_int_equal(ministers->n_members, 2);
    assert_string_equal(art->entity[ministers->member[1]].country, "CHL");
}

static void torn_titles_and_parts(void **state)
{
    static const struct case_ cases[] = {
        {"Former US Ambassador to the United Nations Nikki Haley wrote on Monday that allies matter.", "2019-10-08", "Former US Ambassador", NULL, "Nikki Haley"},
        {"The secretary general flew in. Secretary General of NATO Jens Stoltenberg praised the deal on Monday.", "2019-10-08", "Secretary General", NULL, "Jens Stoltenberg"},
        {"A minister resigned in Kenya. Some members of the Kenyan parliament said on Monday he had to.", "2019-10-08", "Some members of the Kenyan parliament", "KENLEG", NULL},
        {"HANGZHOU, China, Sept. 5 (Northgate) -- A senior State Department official spoke on Monday.", "2016-09-05", "A senior State Department official", "USAGOV", NULL},
        {"Peru on Monday banned the airline, with officials saying that its planes were old.", "2019-10-08", "officials", "PERGOV", NULL},
        {"Donald Trump spoke in Hanoi on Thursday. Pompeo said that teams would meet again.", "2019-02-28", "Pompeo", "USAGOV", NULL},
    };
    (void)state;
    check(cases, sizeof cases / sizeof *cases);
}

/* Relatives, sets of states, bodies that share a noun with "the parties", surnames in another spelling. */
static void relatives_and_sets(void **state)
{
    static const struct case_ cases[] = {
        {"Syrian activist Samir Haddad was freed on Friday. \"He is well,\" said his father, Yusuf Haddad.", "2019-02-12", "his father", "SYR", "Yusuf Haddad"},
        {"Syrian activist Samir Haddad was freed. His mother said he was well. His mother, Layla Haddad, thanked the judges.", "2019-02-12", "His mother", "SYRCVL", "Layla Haddad"},
        {"BELGRADE, July 12 (AP) -- Some members of opposition parties blamed the government.", "2020-07-12", "Some members of opposition parties", "SRBOPP", NULL},
        {"GENEVA, May 2 (AP) -- Iran and Iraq talked. The parties met again on Friday.", "1989-05-02", "The parties", "no code", NULL},
        {"\"We sail again,\" said Sea-Watch spokeswoman Lena Vogt.", "2019-07-01", "Sea-Watch", "DEUNGO", NULL},
        {"WARSAW, Feb. 9 (AP) -- Ukraine accused pro-Russian separatists of shelling a town.", "2015-02-10", "pro-Russian separatists", "UKRREB", NULL},
    };
    (void)state;
    CHECK(cases);
    const struct dl_article *art = coded("VIENNA, July 1 (AP) -- Iran and six world powers met on Tuesday. The E3 had asked for it.", "2014-07-01");
    const struct dl_entity *six = meant(art, "six world powers"), *three = meant(art, "The E3");
    assert_true(six && three && six->kind == DL_ENTITY_group && six->n_members == 6 && three->n_members == 3);
    for (uint32_t i = 0; i < three->n_members; i++)
        assert_string_not_equal(art->entity[three->member[i]].code, "USA");
    art = coded("A basic plan of the quad was read.", "2014-07-01");      /* no BASIC, no Quad */
    for (uint32_t i = 0; i < art->n_entities; i++)
        assert_int_equal(art->entity[i].n_members, 0);
    art = coded("TEHRAN, June 20 (AP) -- Iran has time, Araqchi said.", "2021-06-20");
    assert_string_equal(meant(art, "Araqchi")->name, "Abbas Araqchi");
}

/* A correspondent writes from a country that the report is not about; sides and those who go between them; names that the tagger missed. */
static void from_afar(void **state)
{
    (void)state;
    static const char war[] = "NAIROBI, May 5 (AP) -- Sudan's army and the Rapid Support Forces agreed on a truce. Saudi and U.S. mediators praised it. An RSF spokesman spoke. "
                              "Sudan's ambassador did, too. Egypt and Chad have offered to hold a second round. Police fired at marchers. The minister blamed both sides.";
    static const char alps[] = "BRUSSELS, May 5 (AP) -- Russia warned Serbia. France, Russia and Serbia will meet. Gunmen shot five policemen.";
    static const struct case_ cases[] = {
        {war, "2023-05-05", "Police", "SDNCOP", NULL},
        {alps, "1999-05-05", "five policemen", "BELCOP", NULL},
        {"NAIROBI, May 5 (AP) -- Police fired at marchers.", "2023-05-05", "Police", "KENCOP", NULL},
        {"NAIROBI, May 5 (AP) -- Sudan's army advanced, Sudan said. Sudan shelled Darfur. Sudan closed its border. Sudanese jets bombed Sudanese rebels. Sudan lost two jets over Sudanese hills. Former Kenyan President Uhuru Kenyatta will mediate, Egypt said. The government thanked him.", "2023-05-05", "The government", "SDNGOV", NULL},
        {"PANAMA CITY, May 5 (AP) -- Venezuela sent 600 guardsmen to the border. Panama called for calm.", "2023-05-05", "600 guardsmen", "VENMIL", NULL},
        {"ACCRA, May 5 (AP) -- Talks between the Togolese government and the rebel Danyi Front began. Kofi Mensa, the Front's chief delegate, left. An aide to Mensa in Accra said so.", "1998-05-05", "the rebel Danyi Front", "TGOREB", NULL},
        {"ACCRA, May 5 (AP) -- Talks between the Togolese government and the rebel Danyi Front began. Kofi Mensa, the Front's chief delegate, left. An aide to Mensa in Accra said so.", "1998-05-05", "Kofi Mensa", "TGOREB", NULL},
        {"ACCRA, May 5 (AP) -- Talks between the Togolese government and the rebel Danyi Front began. Kofi Mensa, the Front's chief delegate, left. An aide to Mensa in Accra said so.", "1998-05-05", "An aide", "TGOREB", NULL},
        {"NAIROBI, May 5 (AP) -- Kenya warned Sudan. Sudan's army advanced, Sudan said. Police fired at marchers.", "2023-05-05", "Police", "KENCOP", NULL},
        {"LYON, May 5 (AP) -- The Saudi state news agency SPA said so.", "2023-05-05", "The Saudi state news agency SPA", "SAUMED", NULL},
        {"LYON (AP) -- Primakov was quoted by the Interfax news agency on Monday.", "1998-05-05", "the Interfax news agency", "RUSMED", NULL},
        {"Israeli forces raided a camp of Palestinians. The army said on Tuesday that it was over.", "2024-05-05", "The army", "ISRMIL", NULL},
        {"The blast killed at least 20 Kenyan soldiers.", "2015-05-05", "at least 20 Kenyan soldiers", "KENMIL", NULL},
    };
    CHECK(cases);
    const struct dl_article *art = coded(war, "2023-05-05");
    const struct dl_entity *both = meant(art, "both sides");
    assert_true(both && both->n_members == 2);
    for (uint32_t i = 0; i < 2; i++)
        assert_string_equal(art->entity[both->member[i]].country, "SDN");
    art = coded("Israel refused to leave the corridor. Egyptian mediators met a Hamas delegation in Cairo. Qatar and the United States are also mediating. Hamas called it a trick. "
                "Antony Blinken urged both sides to agree.", "2024-06-18");
    both = meant(art, "both sides");
    assert_true(both && both->n_members == 2);
    for (uint32_t i = 0; i < 2; i++)
        assert_true(!strcmp(art->entity[both->member[i]].country, "ISR") || !strcmp(art->entity[both->member[i]].country, "PSE"));
}

static void promises(void **state)
{
    (void)state;
    const struct dl_article *art = coded("KABUL, Jan. 4 (Xinhua) -- Afghan and Pakistani officials, who met in Kabul, said their talks with the U.N. envoy went well.\n\n"
                                         "He said that \"they\" would (he hoped) go on, and the two sides, both armies and the Kabul government agreed.", "2011-01-04");
    for (uint32_t i = 0; i < art->n_mentions; i++) {
        const struct dl_mention *m = &art->mention[i];
        assert_true(m->entity < art->n_entities && m->head >= 0 && (uint32_t)m->head < art->n_tokens);
        assert_true(m->span.start < m->span.end && m->span.end <= art->n);
        assert_true(!i || art->mention[i - 1].span.start <= m->span.start);
        assert_int_equal(art->mention[entities_at(art, m->head)].head, m->head);
    }
    assert_true(art->outlet_entity >= 0);
    assert_int_equal(art->entity[art->outlet_entity].kind, DL_ENTITY_outlet);
}

/* States of no table; what they are called is invented. */
static void new_states(void **state)
{
    (void)state;
    static const struct case_ cases[] = {
        {"Aides said Velmora's foreign minister, Ludan Petrik, left on Monday. The Velmoran government gave no reason.", "2011-05-11", "Ludan Petrik", "XVEGOV", NULL},
        {"Aides said Velmora's foreign minister, Ludan Petrik, left on Monday. The Velmoran government gave no reason.", "2011-05-11", "The Velmoran government", "XVEGOV", NULL},
        {"The foreign ministers of Velmora and Tarsk shook hands. Tarsk freed nobody.", "2011-05-11", "Tarsk#2", "XTA", NULL},
        {"Talks between Velmora and Tarsk ended on Sunday, officials from both countries said.", "2011-05-11", "Velmora", "XVE", NULL},
        {"BRENN, Tarsk, April 2 (Harbour Press) -- The Tarskian army shelled a village, the Tarskian president said.", "2011-04-02", "The Tarskian army", "XTAMIL", NULL},
        {"Drezek's foreign minister left on Monday. Anton Drezek's government gave no reason.", "2011-05-11", "Drezek", "no code", NULL},
        {"Talks between Bostwick and Marden ended on Sunday.", "2011-05-11", "Marden", "nobody", NULL},
        {"Western foreign ministers met on Sunday. Western governments gave no reason, the Western ambassador said.", "2011-05-11", "Western", "nobody", NULL},
        {"Northwind's president resigned. The Northwind army of lawyers left.", "2011-05-11", "Northwind", "nobody", NULL},
    };
    CHECK(cases);
}

/* Two bodies of one country are two sides. */
static void sides(void **state)
{
    (void)state;
    static const struct { const char *text, *date, *words, *side; } cases[] = {
        {"FARC commander Ivan Marquez met government envoys in Havana.", "2013-05-02", "FARC commander Ivan Marquez", "COLFARC"},
        {"Taliban spokesman Karim Zadran said talks would go on.", "2019-05-02", "Taliban spokesman Karim Zadran", "AFGTAL"},
        {"Sinn Fein president Gerry Adams and Ulster Unionist leader David Trimble met on Monday.", "1998-05-02", "Sinn Fein president Gerry Adams", "GBRSF"},
        {"Sinn Fein president Gerry Adams and Ulster Unionist leader David Trimble met on Monday.", "1998-05-02", "Ulster Unionist leader David Trimble", "GBRUUP"},
        {"British Prime Minister Tony Blair met the parties on Monday.", "1998-05-02", "British Prime Minister Tony Blair", "none"},
        {"Envoys of Ukraine and pro-Russian separatists met on Tuesday.", "2015-02-10", "pro-Russian separatists", "none"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct dl_entity *e = meant(coded(cases[i].text, cases[i].date), cases[i].words);
        assert_non_null(e);
        if (strcmp(e->side ? e->side : "none", cases[i].side))
            fail_msg("\"%s\": the side of %s is %s, not %s", cases[i].text, cases[i].words, e->side ? e->side : "none", cases[i].side);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles), cmocka_unit_test(surnames), cmocka_unit_test(descriptions), cmocka_unit_test(countries), cmocka_unit_test(bodies), cmocka_unit_test(bare_surnames), cmocka_unit_test(groups),
        cmocka_unit_test(torn_titles_and_parts), cmocka_unit_test(relatives_and_sets), cmocka_unit_test(from_afar), cmocka_unit_test(promises), cmocka_unit_test(new_states), cmocka_unit_test(sides),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}

/* attribution: each construction by a sentence that has it and one that only looks like it; chains; quotations with broken marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "dateline.h"

static struct dl_session *session;

static const struct dl_article *code(const char *text)
{
    struct dl_err err;
    struct dl_document doc = {.bytes = text, .n_bytes = strlen(text)};
    const struct dl_article *art = dl_code_document(session, &doc, &err);
    assert_non_null(art);
    return art;
}

static bool same(const struct dl_article *art, struct dl_span s, const char *want)
{
    return s.end - s.start == strlen(want) && memcmp(art->text + s.start, want, strlen(want)) == 0;
}

/* The statement with these words, pieces of content parted by '|'; NULL if there is none. */
static const struct dl_statement *find(const struct dl_article *art, const char *source, const char *cue, const char *content)
{
    for (uint32_t i = 0; i < art->n_statements; i++) {
        const struct dl_statement *s = &art->statement[i];
        if (!same(art, s->cue[0], cue) || (s->n_source > 0) != (*source != 0) || (s->n_source && !same(art, s->source[0], source)))
            continue;
        const char *rest = content;
        uint32_t k = 0;
        for (; k < s->n_content; k++) {
            size_t n = strcspn(rest, "|");
            char piece[256];
            memcpy(piece, rest, n);
            piece[n] = 0;
            if (!same(art, s->content[k], piece))
                break;
            rest += n + (rest[n] == '|');
        }
        if (k == s->n_content && !*rest)
            return s;
    }
    return NULL;
}

static void show(const struct dl_article *art)
{
    for (uint32_t i = 0; i < art->n_statements; i++) {
        const struct dl_statement *s = &art->statement[i];
        print_message("  has: [%.*s] %.*s", s->n_source ? (int)(s->source[0].end - s->source[0].start) : 0, s->n_source ? art->text + s->source[0].start : "",
                      (int)(s->cue[0].end - s->cue[0].start), art->text + s->cue[0].start);
        for (uint32_t k = 0; k < s->n_content; k++)
            print_message(" {%.*s}", (int)(s->content[k].end - s->content[k].start), art->text + s->content[k].start);
        print_message("\n");
    }
}

struct construction { const char *text, *source, *cue, *content; };

static const struct construction all[] = {
    {"The minister said that the talks had failed.", "The minister", "said", "that the talks had failed"},
    {"The envoy wants to leave.", "The envoy", "wants", "to leave"},
    {"According to the ministry, three men died.", "the ministry", "According to", "three men died"},
    {"Three men died, according to the ministry.", "the ministry", "according to", "Three men died"},
    {"\"We will go on,\" the envoy told reporters.", "the envoy", "told", "\"We will go on,\""},
    {"\"We will go on,\" the envoy said. \"There is no other way.\"", "the envoy", "said", "\"We will go on,\"|\"There is no other way.\""},
    {"The truce, the general said, had held.", "the general", "said", "The truce|had held"},
    {"The truce had held, the general said on Monday.", "the general", "said", "The truce had held"},
    {"The truce held, the general said, adding that the road was open.", "the general", "adding", "that the road was open"},
    {"The premier accused the rebels of breaking the truce.", "The premier", "accused", "the rebels of breaking the truce"},
    {"The premier called the plan \"a step back.\"", "The premier", "called", "the plan \"a step back.\""},
    {"The council called for an end to the siege.", "The council", "called for", "an end to the siege"},
    {"The army rejected a claim that it had shelled the town.", "The army", "rejected", "a claim that it had shelled the town"},
    {"His promise to leave the city surprised nobody.", "His", "promise", "to leave the city"},
    {"The ministry did not say who fired.", "The ministry", "did not say", "who fired"},
    {"The envoy went on to explain that the road was closed.", "The envoy", "went on to explain", "that the road was closed"},
    {"The official was quoted as saying that the talks would resume.", "The official", "was quoted as saying", "that the talks would resume"},
    {"Local media quoted the mayor as saying that the bridge was gone.", "the mayor", "as saying", "that the bridge was gone"},
    {"The plan was criticized by the opposition.", "the opposition", "was criticized", "The plan"},
    {"Analysts are worried about the deadline.", "Analysts", "are worried about", "the deadline"},
    {"\xE2\x80\x9CIt is over,\xE2\x80\x9D the general said.", "the general", "said", "\xE2\x80\x9CIt is over,\xE2\x80\x9D"},
    {"''It is over,'' the general said.", "the general", "said", "''It is over,''"},
    {"Reopening the port this year, he said, feels right at a time when the country is hungry.", "he", "said", "Reopening the port this year|feels right at a time when the country is hungry"},
    {"The envoy hailed the vote as \"fantastic,\" telling reporters that the exit was near.", "The envoy", "telling", "that the exit was near"},
    {"Several ministers cautioned against leaving the pact, saying trade was a bigger worry.", "Several ministers", "cautioned against", "leaving the pact"},
    {"Asked about the raids, the general said that was a matter for the court.", "the general", "said", "that was a matter for the court"},
    {"The envoy said in private it takes time to build trust but added that he would stay.", "The envoy", "added", "that he would stay"},
    {"Traders live with what he said was a lasting shortage of cranes.", "he", "said", "what|was a lasting shortage of cranes"},
    {"The ministry last month said for the first time that the convoy had passed the border.", "The ministry", "said", "that the convoy had passed the border"},
    {"The premier criticized the senator during a rally on Friday.", "The premier", "criticized", "the senator"},
    {"Earlier Tuesday, his campaign chief, Ivo Lem, said the vote was open.", "his campaign chief, Ivo Lem,", "said", "the vote was open"},
    {"The senator renewed his attacks on the court.", "The senator", "renewed his attacks on", "the court"},
    {"The two mayors took turns begging the council to pay.", "The two mayors", "begging", "the council to pay"},
};

/* Which words belong to the cue and to the source; then sentences where they do not. */
static const struct construction groups[] = {
    {"The envoy was quick to add that the road was open.", "The envoy", "was quick to add", "that the road was open"},
    {"The minister began by saying that the talks had failed.", "The minister", "began by saying", "that the talks had failed"},
    {"The ministry struggled to explain why it had left.", "The ministry", "struggled to explain", "why it had left"},
    {"The general walked to the door to say that he would leave.", "The general", "to say", "that he would leave"},
    {"The senator declined to comment on the raid.", "The senator", "declined to comment on", "the raid"},
    {"\"We will stay,\" said Ivo Lem, who runs the port.", "Ivo Lem, who runs the port", "said", "\"We will stay,\""},
    {"\"We will stay,\" said Ivo Lem, who added that the port was safe.", "Ivo Lem", "said", "\"We will stay,\""},
    {"\"We will stay,\" said Ana Dor, the harbour master, referring to the crews.", "Ana Dor, the harbour master,", "said", "\"We will stay,\""},
    {"Such investment in its halls over many years, Ms. Dor said, is a perfect example of care.", "Ms. Dor", "said", "Such investment in its halls over many years|is a perfect example of care"},
    {"The crews of Selm, a small port, said that the road was open.", "The crews of Selm, a small port,", "said", "that the road was open"},
    {"Many fear that the talks will fail.", "Many", "fear", "that the talks will fail"},
    {"Many officials fear that the talks will fail.", "Many officials", "fear", "that the talks will fail"},
    {"Other unions, including the dockers, have backed the plan.", "Other unions, including the dockers,", "have backed", "the plan"},
    {"The union pushed back against a plan to close the port.", "The union", "pushed back against", "a plan to close the port"},
    {"The senator took aim at the court.", "The senator", "took aim at", "the court"},
    {"The council voted in favor of the truce.", "The council", "voted in favor of", "the truce"},
    {"The general weighed in with a proposal of his own.", "The general", "weighed in with", "a proposal of his own"},
    {"The court overruled the ban.", "The court", "overruled", "the ban"},
    {"The fund reported spending a million on the port.", "The fund", "reported", "spending a million on the port"},
    {"The envoy sees the truce as a first step.", "The envoy", "sees", "the truce as a first step"},
    {"The envoy allowed that the truce was weak.", "The envoy", "allowed", "that the truce was weak"},
    {"In a Selm poll released Sunday, most voters rejected the pact.", "a Selm poll released Sunday", "In", "most voters rejected the pact"},
    {"The general was reportedly in the town.", "", "reportedly", "The general was|in the town"},
    {"Senator Ivo Lem Endorses Port Strike", "Senator Ivo Lem", "Endorses", "Port Strike"},
    {"Ana Dor, the author of \"The Salt Road,\" said that the port was closed.", "Ana Dor, the author of \"The Salt Road,\"", "said", "that the port was closed"},
};

static int missed(const struct construction *list, size_t n)
{
    int bad = 0;
    for (size_t i = 0; i < n; i++) {
        const struct dl_article *art = code(list[i].text);
        if (find(art, list[i].source, list[i].cue, list[i].content))
            continue;
        print_message("%s\n", list[i].text);
        show(art);
        bad++;
    }
    return bad;
}

static void constructions(void **state)
{
    (void)state;
    assert_int_equal(missed(all, sizeof all / sizeof *all) + missed(groups, sizeof groups / sizeof *groups), 0);
}

static void no_cue(void **state)
{
    static const char *const none[] = {"The train left the station.", "The river runs through the town.", "Three men died on Monday.",
                                       "The talks at 10:30 lasted an hour.", "The house, built in 1910, burned down.",
                                       "It is fair to say that the road is long.", "Do you know that the road is long?",
                                       "The envoy saw the river.", "The shop sells bread.", "The gate allows a passage to the yard.",
                                       "The crowd pushed the cart back.", "The archer took his bow.", "The road sheds water in winter.",
                                       "In a river near the town, three men drowned.", "The general was recently in the town.", "Senator Ivo Lem Hurt In Crash"};
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        const struct dl_article *art = code(none[i]);
        if (art->n_statements)
            show(art);
        assert_int_equal(art->n_statements, 0);
    }
}

/* Each class of cue: a sentence that has one, and one where the word, or one like it, attributes nothing. */
static const struct { const char *class, *yes, *no; } classes[] = {
    {"say", "The envoy said that the road was open.", "The road was open."},
    {"add", "The envoy added that the road was open.", "The cook added salt."},
    {"note", "The envoy noted that the road was open.", "The notes of the song were high."},
    {"report", "The agency reported that the road was open.", "The soldiers left for the port."},
    {"characterise", "The envoy described the talks as useful.", "The circle has a radius of two."},
    {"think", "The envoy believes that the talks will fail.", "The talks lasted two hours."},
    {"want", "The envoy wants the siege to end.", "The siege ended in May."},
    {"feel", "The envoy regrets the loss.", "The cloth is soft."},
    {"fear", "Residents fear that the shelling will go on.", "The shelling went on."},
    {"agree", "The rebels agreed to leave the town.", "The rebels left the town."},
    {"order", "The general ordered his men to stop.", "The shelves stood in a row."},
    {"deny", "The army denied that it had fired.", "The army fired at noon."},
    {"claim", "The rebels claimed that the bridge was theirs.", "The bridge was long."},
    {"accuse", "The army accused the rebels of lying.", "The army met the rebels."},
    {"warn", "The envoy warned that time was short.", "The sun warmed the stones."},
    {"promise", "The premier promised to resign.", "The premier lives in the city."},
    {"ask", "The envoy asked whether the road was open.", "The masks hang on the wall."},
    {"praise", "The envoy praised the mayor for his courage.", "The price rose."},
    {"decline_comment", "The envoy declined to comment.", "The road declines to the river."},
    {"appear", "The talks seem to be over.", "The seam of the coat is torn."},
    {"quote", "Local media quoted the mayor as saying that the bridge was gone.", "The quota was small."},
};

static bool has_class(const struct dl_article *art, const char *class)
{
    for (uint32_t i = 0; i < art->n_statements; i++)
        if (strcmp(art->statement[i].cue_class, class) == 0)
            return true;
    return false;
}

static void cue_classes(void **state)
{
    (void)state;
    int bad = 0;
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        bool yes = has_class(code(classes[i].yes), classes[i].class), no = has_class(code(classes[i].no), classes[i].class);
        if (!yes || no)
            print_message("%s: %s\n", classes[i].class, yes ? classes[i].no : classes[i].yes);
        bad += !yes + no;
    }
    assert_int_equal(bad, 0);
}

/* Who heard it, who cited whom; no link twice. */
static void relays(void **state)
{
    (void)state;
    static const struct { const char *text, *cue, *relay; uint32_t n; } all_relays[] = {
        {"The mayor told Reuters that the bridge was gone.", "told", "Reuters", 3},
        {"The mayor told reporters that the bridge was gone.", "told", NULL, 2},
        {"The mayor told a local newspaper that the bridge was gone.", "told", "local newspaper", 3},
        {"In an interview with Radio Selm, the mayor said that the bridge was gone.", "said", "Radio Selm", 3},
        {"Reuters, citing officials, reported that the bridge was gone.", "citing", "Reuters", 3},
        {"The mayor said on Twitter that the bridge was gone.", "said", NULL, 2},
        {"The mayor was quoted by state radio as saying that the bridge was gone.", "was quoted by state radio as saying", "state radio", 3},
    };
    for (size_t i = 0; i < sizeof all_relays / sizeof *all_relays; i++) {
        const struct dl_article *art = code(all_relays[i].text);
        const struct dl_statement *s = NULL;
        for (uint32_t k = 0; k < art->n_statements; k++)
            if (same(art, art->statement[k].cue[0], all_relays[i].cue))
                s = &art->statement[k];
        if (!s || s->n_chain != all_relays[i].n)
            show(art);
        assert_non_null(s);
        assert_int_equal(s->n_chain, all_relays[i].n);
        assert_true(!all_relays[i].relay || same(art, s->chain[1].span, all_relays[i].relay));
    }
}

/* Speech is surer than a stance; all lies between nothing and certainty. */
static void confidence(void **state)
{
    (void)state;
    const struct dl_article *art = code("\"We will go on,\" the envoy said.");
    assert_int_equal(art->n_statements, 1);
    float speech = art->statement[0].confidence;
    art = code("The premier called the plan a mistake.");
    assert_int_equal(art->n_statements, 1);
    assert_true(speech > art->statement[0].confidence && art->statement[0].confidence > 0.2F && speech < 1);
}

static void chains(void **state)
{
    (void)state;
    const struct dl_article *art = code("Local media quoted the mayor as saying that the bridge was gone.");
    const struct dl_statement *said = find(art, "the mayor", "as saying", "that the bridge was gone");
    assert_non_null(said);
    assert_true(said->nested_in >= 0);
    assert_int_equal(said->n_chain, 3);                                        /* the outlet, local media, the mayor */
    assert_true(same(art, said->chain[1].span, "Local media"));
    art = code("The official was quoted as saying that the talks would resume.");
    said = find(art, "The official", "was quoted as saying", "that the talks would resume");
    assert_non_null(said);
    assert_int_equal(said->n_chain, 3);
    assert_int_equal(said->chain[1].entity, -1);
    assert_int_equal(said->chain[1].basis, DL_BASIS_implicit_passive);
    assert_string_equal(said->chain[1].source_type, "media_unstated");
}

static void manner(void **state)
{
    (void)state;
    const struct dl_article *art = code("The minister said in an interview that the talks might not resume.");
    assert_int_equal(art->n_statements, 1);
    assert_string_equal(art->statement[0].channel, "interview");
    assert_string_equal(art->statement[0].certainty, "possible");
    assert_string_equal(art->statement[0].polarity, "negative");
    assert_string_equal(art->statement[0].directness, "indirect");
    assert_int_equal(art->statement[0].n_hedge, 1);
}

/* Who was spoken to, wherever the sentence says so. */
static void listeners(void **state)
{
    (void)state;
    static const struct { const char *text, *who; } cases[] = {
        {"In a phone call with Vladimir Putin, Emmanuel Macron demanded an immediate ceasefire.", "Vladimir Putin"},
        {"Speaking to reporters at the White House, Joe Biden said the talks were useful.", "reporters"},
        {"The president told lawmakers that the raid had begun.", "lawmakers"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct dl_article *art = code(cases[i].text);
        assert_true(art->n_statements > 0 && art->statement[0].addressee >= 0);
        assert_string_equal(art->entity[art->statement[0].addressee].name, cases[i].who);
    }
    const struct dl_article *art = code("\"They had maps,\" the chief said, referring to the two brothers.");
    assert_true(art->n_statements > 0 && art->statement[0].addressee < 0);
}

/* Marks put at random into a text, left out and doubled: pieces stay in order, inside the article, apart from each other. */
static void broken_marks(void **state)
{
    static const char *const marks[] = {"\"", "''", "\xE2\x80\x9C", "\xE2\x80\x9D", "'", "\xC2\xAB", "\xC2\xBB", "\n\n", ","};
    static const char text[] = "The talks failed , the envoy said . He added that they will go on , and the mayor told us : we are glad . According to them it is over .";
    (void)state;
    srand(7);
    for (int round = 0; round < 300; round++) {
        char made[1024];
        size_t n = 0;
        for (const char *p = text; *p; p++) {
            made[n++] = *p;
            if (*p != ' ' || rand() % 5)
                continue;
            const char *m = marks[(size_t)rand() % (sizeof marks / sizeof *marks)];
            memcpy(made + n, m, strlen(m));
            n += strlen(m);
        }
        made[n] = 0;
        const struct dl_article *art = code(made);
        for (uint32_t i = 0; i < art->n_statements; i++) {
            const struct dl_statement *s = &art->statement[i];
            assert_true(s->n_cue == 1 && s->n_content > 0 && s->cue[0].start < s->cue[0].end && s->cue[0].end <= art->n);
            assert_true(s->nested_in < (int32_t)art->n_statements && s->nested_in != (int32_t)i);
            for (uint32_t k = 0; k < s->n_content; k++)
                assert_true(s->content[k].start < s->content[k].end && s->content[k].end <= art->n && (!k || s->content[k].start >= s->content[k - 1].end));
        }
    }
}

int main(void)
{
    struct dl_err err;
    struct dl_coder *coder = dl_coder_open(NULL, &err);
    if (!coder)
        return 1;
    session = dl_session_new(coder);
    const struct CMUnitTest tests[] = {cmocka_unit_test(constructions), cmocka_unit_test(no_cue), cmocka_unit_test(chains), cmocka_unit_test(cue_classes), cmocka_unit_test(relays), cmocka_unit_test(confidence), cmocka_unit_test(manner), cmocka_unit_test(listeners), cmocka_unit_test(broken_marks)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_session_free(session);
    dl_coder_close(coder);
    return failed;
}

/* attribution: source, cue and content of plain constructions, from text to statement. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "dateline.h"

static struct dl_session *session;

static void same(const struct dl_article *art, const struct dl_span *s, const char *want)
{
    assert_int_equal(s->end - s->start, strlen(want));
    assert_memory_equal(art->text + s->start, want, strlen(want));
}

static void check(const char *text, const char *source, const char *cue, const char *content)
{
    struct dl_err err;
    struct dl_document doc = {.bytes = text, .n_bytes = strlen(text)};
    const struct dl_article *art = dl_code_document(session, &doc, &err);
    assert_non_null(art);
    assert_int_equal(art->n_statements, 1);
    same(art, art->statement[0].source, source);
    same(art, art->statement[0].cue, cue);
    same(art, art->statement[0].content, content);
}

static void clauses(void **state)
{
    (void)state;
    check("The minister said that the talks had failed.", "The minister", "said", "that the talks had failed");
    check("The envoy wants to leave.", "The envoy", "wants", "to leave");
    check("According to the ministry, three men died.", "the ministry", "According to", "three men died");
}

static void speech(void **state)
{
    (void)state;
    check("\"We will go on,\" the envoy told reporters.", "the envoy", "told", "\"We will go on,\"");
}

static void no_cue(void **state)
{
    (void)state;
    struct dl_err err;
    struct dl_document doc = {.bytes = "The train left the station.", .n_bytes = 27};
    const struct dl_article *art = dl_code_document(session, &doc, &err);
    assert_non_null(art);
    assert_int_equal(art->n_statements, 0);
}

int main(void)
{
    struct dl_err err;
    struct dl_coder *coder = dl_coder_open(NULL, &err);
    if (!coder)
        return 1;
    session = dl_session_new(coder);
    const struct CMUnitTest tests[] = {cmocka_unit_test(clauses), cmocka_unit_test(speech), cmocka_unit_test(no_cue)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    dl_session_free(session);
    dl_coder_close(coder);
    return failed;
}

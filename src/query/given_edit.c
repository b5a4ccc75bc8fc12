/* query/given_edit.c: an edit that comes as JSON, from the page. */
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "dateline.h"
#include "base/banned.h"

enum { LONGEST_NAME = 200, LONGEST_NOTE = 2000 };

static const char *text_of(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

/* Strings only, and of the members that this kind has. */
static bool well_formed(json_t *root, struct dl_err *err)
{
    static const char *const kinds[][2] = {{"link", "article"}, {"split", "article"}, {"rename", "name"}, {"undo", NULL}};
    const char *kind = text_of(root, "kind"), *wants = NULL, *key;
    json_t *value;
    bool known = false;
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        if (!strcmp(kind, kinds[i][0])) {
            known = true;
            wants = kinds[i][1];
        }
    if (!known)
        return err_set(err, DL_EUSAGE, "kind", "an edit is a link, a split, a rename or an undo");
    json_object_foreach(root, key, value)
        if (!json_is_string(value) || (strcmp(key, "kind") && strcmp(key, "talk") && strcmp(key, "note") && (!wants || strcmp(key, wants))))
            return err_set(err, DL_EUSAGE, "", "\"%.40s\" is nothing that a %s has", key, kind);
    if (!text_of(root, "talk") || (wants && (!text_of(root, wants) || !*text_of(root, wants))))
        return err_set(err, DL_EUSAGE, "", wants ? "a %s has \"talk\" and \"%s\"" : "an %s has \"talk\": the number of an edit", kind, wants);
    if ((text_of(root, "name") && strlen(text_of(root, "name")) > LONGEST_NAME) || (text_of(root, "note") && strlen(text_of(root, "note")) > LONGEST_NOTE))
        return err_set(err, DL_EUSAGE, "", "that is too long for a name or a note");
    return true;
}

bool dl_edit_json(struct dl_store *s, const char *json, size_t n, FILE *out, struct dl_err *err)
{
    json_error_t je;
    json_t *root = json_loadb(json, n, JSON_REJECT_DUPLICATES, &je);
    char talk[24] = "";
    int64_t edit = 0;
    if (!json_is_object(root)) {
        json_decref(root);
        return err_set(err, DL_EUSAGE, "", root ? "an edit is a JSON object" : "this is not JSON: %.100s", je.text);
    }
    bool ok = well_formed(root, err);
    struct dl_edit e = {.kind = text_of(root, "kind"), .talk = text_of(root, "talk"), .article = text_of(root, "article"), .name = text_of(root, "name"), .note = text_of(root, "note")};
    ok = ok && dl_talks_edit(s, &e, &edit, talk, err);
    json_decref(root);
    if (ok)
        fprintf(out, *talk ? "{\"edit\":%" PRId64 ",\"talk\":\"%s\"}\n" : "{\"edit\":%" PRId64 ",\"talk\":null}\n", edit, talk);
    return ok;
}

/* entities/names.h: the spellings under which one name may appear. */
#pragma once
#include "dateline.h"

enum { NAME_KEY = 256, NAME_FORMS = 16 };

enum name_word { NAME_PLAIN, NAME_ARTICLE, NAME_PARTICLE, NAME_TITLE };

struct arena;
struct particles {
    const char **word; uint8_t *kind; uint32_t n;
    const char **spelling, **usual; uint32_t n_spellings;      /* "yousef" is compared as "yusuf" */
};
bool     particles_read(struct particles *p, const char *path, struct arena *a, struct dl_err *err);
bool     spellings_read(struct particles *p, const char *path, struct arena *a, struct dl_err *err);

/* Fills form[] with distinct keys; form[0] is the name as it is. Returns how many.
 * People: without titles, middle initials, particles; al- for el- and without either;
 * words in their usual spelling. */
uint32_t name_forms(const struct particles *p, const char *name, size_t n, bool person, char form[NAME_FORMS][NAME_KEY]);

/* Of a person's name with three plain words or more: first and last, the last two, first and second. Returns how many. */
uint32_t name_short(const struct particles *p, const char *name, size_t n, char form[3][NAME_KEY]);

/* "b cowen" of Brian Cowen. False for a name of one word. */
bool name_initial(const struct particles *p, const char *name, size_t n, char form[NAME_KEY]);

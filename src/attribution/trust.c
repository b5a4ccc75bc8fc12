/* attribution/trust.c: how likely a statement is right: from the form it has, who its source is, and how sure the tree was. */
#include "attribution/find.h"

#include <string.h>

#include "base/banned.h"

enum form { SPEECH, LABEL, CLAUSE, WISH, OBJECT, NOUN, ADJECTIVE, N_FORMS };

static enum form form_of(const struct finder *f, const struct match *m, const struct dl_statement *st)
{
    if (m->cue->pos == 'N' || m->cue->pos == 'A')
        return m->cue->pos == 'N' ? NOUN : ADJECTIVE;
    if (strcmp(st->directness, "direct") == 0)
        return SPEECH;
    if (m->cue->pos == 'P')
        return LABEL;
    bool says = st->kind == DL_STATEMENT_statement || st->kind == DL_STATEMENT_report || st->kind == DL_STATEMENT_relay;
    if (strchr(m->cue->pattern, 'c') && says && (span_child(f, m->head, DL_REL_ccomp) >= 0 || strcmp(st->directness, "mixed") == 0))
        return CLAUSE;
    return span_child(f, m->head, DL_REL_ccomp) >= 0 || span_child(f, m->head, DL_REL_xcomp) >= 0 ? WISH : OBJECT;
}

/* How many of a hundred of the form are right where the tree hesitated over cue or source, and where it did not. Round
 * figures set by hand; docs/attribution.md shows how they hold. */
static const struct { float low, high; } forms[N_FORMS] = {
    [SPEECH] = {.80F, .95F}, [LABEL] = {.85F, .88F}, [CLAUSE] = {.68F, .95F}, [WISH] = {.48F, .72F},
    [OBJECT] = {.46F, .72F}, [NOUN] = {.42F, .50F}, [ADJECTIVE] = {.30F, .75F}};

enum { SURE = 255 };

float trust_of(const struct finder *f, const struct match *m, int32_t source, const struct dl_statement *st)
{
    const struct dl_token *t = f->art->token;
    enum form form = form_of(f, m, st);
    uint8_t margin = t[m->head].margin;
    if (source >= 0 && t[source].margin < margin)
        margin = t[source].margin;
    float p = forms[form].low + (forms[form].high - forms[form].low) * (float)margin / SURE;
    if (source < 0)
        return p * (form == WISH ? .7F : .4F);      /* "X seems to win" has no source; speech without one is mostly none */
    return t[source].upos == DL_PRON ? p - .06F : p;
}

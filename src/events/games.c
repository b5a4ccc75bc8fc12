/* events/games.c: countries that meet, beat or reject each other on a pitch make no politics. */
#include <string.h>

#include "events/inside.h"
#include "base/banned.h"

static bool names_game(const struct work *w, const struct dl_sentence *s, int32_t class)
{
    for (uint32_t t = s->first; t < s->first + s->n; t++)
        if (grove_in_class(w->grove, (int32_t)t, class))
            return true;
    return false;
}

void games_find(struct work *w)
{
    int32_t class = grove_class(w->grove, "sport");
    uint32_t told = 0, games = 0;
    w->game = arena_take(w->arena, w->art->n_sentences, sizeof *w->game);
    for (uint32_t k = 0; k < w->art->n_sentences && class >= 0; k++) {
        w->game[k] = names_game(w, &w->art->sentence[k], class);
        told += w->art->sentence[k].n > 3;
        games += w->game[k];
    }
    w->all_games = games > 1 && games * 5 >= told * 2;
}

static bool in_office(const struct work *w, const struct actors *a)
{
    static const char *const offices[] = {"GOV", "LEG", "JUD", "MIL", "COP", "REB", "OPP", "SPY", "PTY", "UAF", "PRM"};
    for (uint32_t i = 0; i < a->n; i++) {
        const char *s = w->art->entity[a->at[i]].sectors;
        for (size_t o = 0; s && o < sizeof offices / sizeof *offices; o++)
            if (!strncmp(s, offices[o], 3))
                return true;
    }
    return false;
}

bool games_only(const struct work *w, uint32_t sentence, const struct draft *d)
{
    if (!w->all_games && !w->game[sentence])
        return false;
    switch (d->event.plover) {
    case DL_PLOVER_PROTEST: case DL_PLOVER_COERCE: case DL_PLOVER_SANCTION: case DL_PLOVER_ASSAULT: case DL_PLOVER_MOBILIZE:
        if (!w->all_games)
            return false;
        break;
    default: break;
    }
    return !in_office(w, &d->source) && !in_office(w, &d->target);
}

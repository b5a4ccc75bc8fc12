/* entities/check.h: what the tables may not hold although they can be read; and tables made of dictionaries. */
#pragma once
#include "dateline.h"

/* Says each fault, file:line first: doubled rows, two holders of one office whose terms overlap, codes with groups of letters
 * that codes.tsv and countries.tsv do not list, rows that nobody can reach by their own name. False sets *err. */
bool check_tables(const char *data_dir, dl_remark *say, void *with, uint32_t *faults, struct dl_err *err);
/* Turns PETRARCH dictionaries into tables of ours: to/groups/petrarch.tsv and to/agents.tsv; notes are said. */
bool import_petrarch(const char *from, const char *to, dl_remark *say, void *with, struct dl_err *err);

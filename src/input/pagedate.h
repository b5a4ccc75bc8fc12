/* input/pagedate.h: how a page writes its dates, and which day it was where it was published. */
#pragma once
#include "dateline.h"
#include "input/stamp.h"

struct arena;
struct page_places { const char **at; uint32_t n; };   /* "en-us", "us", "gov": languages and ends of hosts */

/* Of a page in that language ("pt-BR"; NULL) from that address (NULL). month_first are places where 05/09/2016 is in May; the ends of hosts in
 * `anywhere` tell no country. */
struct stamp_style page_style(const char *lang, const char *url, const struct page_places *month_first, const struct page_places *anywhere);

/* "/2019/03/14/", "/2019-03-14-", "/2019/mar/14/", "/20190314/" within an address: the date; NULL if it has none. */
const char *page_url_date(const char *url, struct arena *a);

/* The day of a stamp where the page was published, if the page also shows it: "2019-11-19T03:05Z" beside "Nov. 18" was the 18th. */
int32_t page_local_day(const char *stamp, int32_t day, int32_t shown);

/* query/selects.c: what each question shows, and the columns of each export. docs/export.md explains the exports. */
#include "query/ask.h"

#include <string.h>

#include "base/banned.h"

#define EVENT_ID "a.key || '#e' || (e.id - a.id * 100000)"
#define STATEMENT_ID "a.key || '#s' || (s.id - a.id * 100000)"
#define EVENTS " FROM events e JOIN articles a ON a.id = e.article"
/* A row for every pair of a source and a target; an event without a target has one row for each source. */
#define PAIRS                                                                                                        \
    " FROM events e JOIN articles a ON a.id = e.article LEFT JOIN actors s ON s.event = e.id AND s.role = 'source'"  \
    " LEFT JOIN actors t ON t.event = e.id AND t.role = 'target' AND (s.entity IS NULL OR t.entity <> s.entity)"
#define SECTORS(x) "nullif(substr(" x ".code, length(coalesce(" x ".country, '')) + 1), '')"
#define DIGITS(x) "replace(" x ", '-', '')"
#define QUAD "CASE e.quad WHEN 'verbal-cooperation' THEN 1 WHEN 'material-cooperation' THEN 2 WHEN 'verbal-conflict' THEN 3 WHEN 'material-conflict' THEN 4 END"
#define GDELT_ACTOR(x, n)                                                                                            \
    x ".code AS Actor" n "Code, " x ".name AS Actor" n "Name, " x ".country AS Actor" n "CountryCode, NULL AS Actor" n "KnownGroupCode,"   \
    " NULL AS Actor" n "EthnicCode, NULL AS Actor" n "Religion1Code, NULL AS Actor" n "Religion2Code,"                \
    " substr(" SECTORS(x) ", 1, 3) AS Actor" n "Type1Code, nullif(substr(" SECTORS(x) ", 4, 3), '') AS Actor" n "Type2Code,"               \
    " nullif(substr(" SECTORS(x) ", 7, 3), '') AS Actor" n "Type3Code"
#define CITY "CASE WHEN e.admin1 IS NOT NULL THEN e.place END"        /* a country, and what has no province, is no city */
#define NO_GEO(who) "NULL AS " who "Geo_Type, NULL AS " who "Geo_FullName, NULL AS " who "Geo_CountryCode, NULL AS " who "Geo_ADM1Code,"   \
    " NULL AS " who "Geo_Lat, NULL AS " who "Geo_Long, NULL AS " who "Geo_FeatureID"

static const struct query_select selects[] = {
    {"events", QUERY_EVENTS, EVENT_ID " AS id, e.date, e.plover AS type, e.modes, e.contexts, e.cameo, e.status, e.sources, e.source_names, e.targets,"
     " e.target_names, e.place, e.country, e.geonames, e.lat, e.lon, e.score, e.confidence, e.rule,"
     " CASE WHEN e.statement IS NOT NULL THEN a.key || '#s' || (e.statement - a.id * 100000) END AS statement, a.key AS article, a.published, coalesce(a.outlet, a.agency) AS outlet, a.url,"
     " e.evidence, e.spans", EVENTS, "e.id", false, NULL, "e.date_last DESC, e.id DESC",
     "(SELECT CASE WHEN x.date_last IS NULL THEN e.date_last IS NULL AND e.id < x.id ELSE e.date_last IS NULL OR (e.date_last, e.id) < (x.date_last, x.id) END"
     " FROM events x WHERE x.id = (SELECT id * 100000 + :row FROM articles WHERE key = :page))"},
    {"timeline", QUERY_EVENTS, "e.date, e.plover AS type, e.modes, e.status, e.source_names, e.target_names, e.place, coalesce(a.outlet, a.agency) AS outlet, " EVENT_ID " AS id, e.evidence",
     EVENTS, "e.date_first, e.id", false, NULL, NULL, NULL},
    {"statements", QUERY_STATEMENTS, STATEMENT_ID " AS id, coalesce(s.date, a.published) AS date, s.kind, s.speaker_name AS speaker, s.speaker_code AS code,"
     " s.speaker_role AS role, s.source_type, s.chain, s.cue, s.cue_class, s.directness, s.polarity, s.certainty, s.tone, s.addressee, s.topics,"
     " s.verbatim, a.key AS article, a.published, coalesce(a.outlet, a.agency) AS outlet, a.url, s.confidence, s.content, s.spans",
     " FROM statements s JOIN articles a ON a.id = s.article", "s.id", false, NULL, "a.published DESC, a.id DESC, s.id DESC",
     "(coalesce(a.published, ''), s.id) < (SELECT coalesce(published, ''), id * 100000 + :row FROM articles WHERE key = :page)",
     " FROM articles a CROSS JOIN statements s ON s.id BETWEEN a.id * 100000 AND a.id * 100000 + 99999"},
    {"search", QUERY_PLAIN, "a.key AS article, a.published, coalesce(a.outlet, a.agency) AS outlet, a.title, snippet(articles_fts, 1, '', '', ' … ', 24) AS found, a.url",
     " FROM articles_fts f JOIN articles a ON a.id = f.rowid WHERE articles_fts MATCH :text", "a.id", false, NULL,
     "f.rowid DESC", "a.id < (SELECT id FROM articles WHERE key = :page)"},
    {"articles", QUERY_PLAIN, "a.key AS id, a.published, coalesce(a.outlet, a.agency) AS outlet, a.title, a.words, o.key AS duplicate_of, a.copy_kind, a.containment, a.path, a.url, l.key AS copy_of",
     " FROM articles a LEFT JOIN articles o ON o.id = a.duplicate_of LEFT JOIN articles l ON l.id = a.copy_of", "a.id", false, NULL, "a.published DESC, a.id DESC",
     "(coalesce(a.published, ''), a.id) < (SELECT coalesce(published, ''), id FROM articles WHERE key = :page)"},
    {"failures", QUERY_FAILURES, "place, at, reason", " FROM failures a", "a.place", false, NULL, NULL, NULL},
    {"rounds", QUERY_PLAIN, "a.key || '#d' || (r.id - a.id * 100000) AS id, t.parties, t.mediators, t.issues, r.number, r.level, r.formats, r.participants,"
     " r.mediators AS round_mediators, r.date_start, r.date_end, r.place, r.duration, r.host_event, r.outcome, t.status AS talks_status,"
     " t.next_what, t.next_from, t.next_to, a.key AS article, a.published, coalesce(a.outlet, a.agency) AS outlet, a.url",
     " FROM rounds r JOIN talks t ON t.id = r.talk JOIN articles a ON a.id = r.article", "r.id", false, NULL, NULL, NULL},
    {"talks", QUERY_TALKS, "n.key AS id, n.title, n.parties, n.mediators, n.issues, n.status, n.since, n.disputed, n.next_what, n.next_from, n.next_to, n.next_hedged,"
     " n.first_day, n.last_day, n.reports, n.sources, n.rounds", " FROM negotiations n", "n.id", false, NULL, "n.last_day DESC, n.id DESC",
     "(coalesce(n.last_day, ''), n.id) < (SELECT coalesce(last_day, ''), id FROM negotiations WHERE key = :page)"},
    {"changes", QUERY_CHANGES, "r.date, n.key AS id, n.title, p.status AS was, r.status, r.disputed, r.next_from, r.next_to, r.next_hedged, a.key AS article,"
     " coalesce(a.agency, a.outlet) AS outlet, a.title AS found", " FROM negotiation_reports r JOIN negotiations n ON n.id = r.negotiation JOIN articles a ON a.id = r.article"
     " LEFT JOIN negotiation_reports p ON p.negotiation = r.negotiation AND p.n = r.n - 1"
     " WHERE (p.n IS NULL OR r.status IS NOT p.status OR r.disputed > p.disputed OR (r.next_from IS NOT NULL AND r.next_from IS NOT p.next_from))",
     "r.date, r.talk", false, NULL, NULL, NULL},
    {"joined-rounds", QUERY_TALKS, "n.key || '#d' || d.n AS id, n.key AS negotiation, n.title, n.parties, d.number, d.level, d.formats, d.sides, d.participants, d.mediators,"
     " d.date_start, d.date_end, substr(d.date_start, 1, 4) AS year, substr(d.date_start, 6, 2) AS month, d.place, d.duration, d.host_event,"
     " d.mediators IS NOT NULL OR instr('|' || d.formats || '|', '|mediated|') > 0 AS mediated, d.outcome, n.issues, d.reports, a.key AS article, a.url, d.evidence",
     " FROM negotiation_rounds d JOIN negotiations n ON n.id = d.negotiation JOIN articles a ON a.id = d.article", "n.id, d.n", false, NULL, NULL, NULL},
    {"export-csv", QUERY_EVENTS, EVENT_ID " AS id, e.date, e.date_first, e.date_last, e.date_basis, e.plover, e.modes, e.contexts, e.cameo, e.quad, e.score, e.goldstein,"
     " e.status, e.sources, e.source_names, e.targets, e.target_names, e.reciprocal, e.place, e.geonames, e.country, e.admin1, e.lat, e.lon, e.sentence, e.confidence,"
     " e.rule, e.counted, a.key AS article, a.published, coalesce(a.outlet, a.agency) AS outlet, a.title, a.url, e.evidence", EVENTS, "e.id", false, "csv", NULL, NULL},
    {"export-cameo-daily", QUERY_EVENTS, DIGITS("e.date_first") " AS date, coalesce(s.code, '---') AS source, coalesce(t.code, '---') AS target, e.cameo, NULL AS issues, "
     EVENT_ID " AS id, a.url, coalesce(a.outlet, a.agency) AS outlet", PAIRS " WHERE e.date_first IS NOT NULL AND e.status IN ('occurred', 'ongoing')", "e.date_first, e.id", true, "tsv", NULL, NULL},
    {"export-icews", QUERY_EVENTS, EVENT_ID " AS \"Event ID\", e.date_first AS \"Event Date\", s.name AS \"Source Name\", " SECTORS("s") " AS \"Source Sectors\","
     " s.country AS \"Source Country\", e.plover AS \"Event Text\", e.cameo AS \"CAMEO Code\", e.goldstein AS Intensity, t.name AS \"Target Name\", "
     SECTORS("t") " AS \"Target Sectors\", t.country AS \"Target Country\", a.key AS \"Story ID\", e.sentence + 1 AS \"Sentence Number\", coalesce(a.outlet, a.agency) AS Publisher,"
     " " CITY " AS City, NULL AS District, e.admin1 AS Province, e.country AS Country, e.lat AS Latitude, e.lon AS Longitude",
     PAIRS " WHERE e.status IN ('occurred', 'ongoing')", "e.id", false, "tsv", NULL, NULL},
    {"export-gdelt", QUERY_EVENTS, EVENT_ID " AS GLOBALEVENTID, " DIGITS("e.date_first") " AS SQLDATE, " DIGITS("substr(e.date_first, 1, 7)") " AS MonthYear,"
     " substr(e.date_first, 1, 4) AS Year, NULL AS FractionDate, " GDELT_ACTOR("s", "1") ", " GDELT_ACTOR("t", "2") ", NULL AS IsRootEvent, e.cameo AS EventCode,"
     " substr(e.cameo, 1, 3) AS EventBaseCode, substr(e.cameo, 1, 2) AS EventRootCode, " QUAD " AS QuadClass, e.goldstein AS GoldsteinScale, 1 AS NumMentions,"
     " 1 AS NumSources, 1 AS NumArticles, NULL AS AvgTone, " NO_GEO("Actor1") ", " NO_GEO("Actor2") ", NULL AS ActionGeo_Type, e.place AS ActionGeo_FullName,"
     " e.country AS ActionGeo_CountryCode, e.admin1 AS ActionGeo_ADM1Code, e.lat AS ActionGeo_Lat, e.lon AS ActionGeo_Long, e.geonames AS ActionGeo_FeatureID, "
     DIGITS("a.published") " AS DATEADDED, a.url AS SOURCEURL", PAIRS " WHERE e.status IN ('occurred', 'ongoing')", "e.id", true, "tsv", NULL, NULL},
    {"export-polecat", QUERY_EVENTS, EVENT_ID " AS \"Event ID\", e.date_first AS \"Event Date\", e.plover AS \"Event Type\", replace(e.modes, '|', '; ') AS \"Event Mode\","
     " e.score AS Intensity, upper(e.quad) AS \"Quad Code\", replace(e.contexts, '|', '; ') AS Contexts, s.name AS \"Actor Name\", s.country AS \"Actor Country\","
     " NULL AS \"Actor COW\", substr(" SECTORS("s") ", 1, 3) AS \"Primary Actor Sector\", " SECTORS("s") " AS \"Actor Sectors\", NULL AS \"Actor Title\","
     " s.name AS \"Actor Name Raw\", NULL AS \"Wikipedia Actor ID\", t.name AS \"Recipient Name\", t.country AS \"Recipient Country\", NULL AS \"Recipient COW\","
     " substr(" SECTORS("t") ", 1, 3) AS \"Primary Recipient Sector\", " SECTORS("t") " AS \"Recipient Sectors\", NULL AS \"Recipient Title\","
     " t.name AS \"Recipient Name Raw\", NULL AS \"Wikipedia Recipient ID\", e.place AS Placename, " CITY " AS City, NULL AS District, e.admin1 AS Province,"
     " e.country AS Country, e.lat AS Latitude, e.lon AS Longitude, e.geonames AS \"GeoNames ID\", e.place AS \"Raw Placename\", NULL AS \"Feature Type\","
     " coalesce(a.outlet, a.agency) AS Source, a.published AS \"Publication Date\", NULL AS \"Story People\", NULL AS \"Story Organizations\", NULL AS \"Story Locations\","
     " a.lang AS Language, a.made_by AS Version, e.status AS Status", PAIRS, "e.id", false, "tsv", NULL, NULL},
    {"export-plover-json", QUERY_EVENTS, EVENT_ID " AS id, e.date_first AS date, e.date_last AS date_to, e.plover AS type, e.modes, e.contexts, e.cameo, e.status,"
     " e.sources, e.source_names, e.targets, e.target_names, e.place, e.country, e.lat, e.lon, e.geonames, e.score, e.evidence AS text, coalesce(a.outlet, a.agency) AS publisher,"
     " a.published, a.url, a.made_by AS version", EVENTS, "e.id", false, "jsonl", NULL, NULL},
};

bool query_pages(const struct query_select *s)
{
    return s->order && s->base != QUERY_CHANGES && (s->newest_after || !strcmp(s->what, "timeline") || !strchr(s->order, ','));
}

const struct query_select *query_named(const char *what)
{
    for (size_t i = 0; i < sizeof selects / sizeof *selects; i++)
        if (!strcmp(selects[i].what, what))
            return &selects[i];
    return NULL;
}

"""exports.py DATELINE EXPORT.md ARTICLE...: every export has the columns of its model, in their order and as docs/export.md has them, a row whose every
cell is what the store has, and rows of one article that were written by hand."""
import csv, io, json, os, re, sqlite3, subprocess, sys, tempfile

exe, page, articles = os.path.realpath(sys.argv[1]), open(sys.argv[2]).read(), sys.argv[3:]
POLECAT = ("Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|Primary Actor Sector|Actor Sectors|Actor Title|"
           "Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
           "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|Publication Date|Story People|"
           "Story Organizations|Story Locations|Language|Version|Status").split("|")
ICEWS = ("Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|Target Country|Story ID|Sentence Number|"
         "Publisher|City|District|Province|Country|Latitude|Longitude").split("|")
ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
GEO = "Geo_Type Geo_FullName Geo_CountryCode Geo_ADM1Code Geo_Lat Geo_Long Geo_FeatureID".split()
GDELT = ("GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split() + ["Actor1" + a for a in ACTOR] + ["Actor2" + a for a in ACTOR] +
         "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split() +
         [w + g for w in ("Actor1", "Actor2", "Action") for g in GEO] + ["DATEADDED", "SOURCEURL"])
ROUNDS = ("id parties mediators issues number level formats participants round_mediators date_start date_end place duration host_event outcome talks_status next_what next_from "
          "next_to article published outlet url").split()
JOINED = ("id negotiation title parties number level formats sides participants mediators date_start date_end year month place duration host_event mediated outcome issues reports "
          "article url evidence").split()
QUADS = ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
faults = []

def expect(what, want, got):
    if want != got:
        faults.append(f"{what}: wanted {want}, got {got}")

def cells(**columns):
    return {k: "" if v is None else str(v) for k, v in columns.items()}

with tempfile.TemporaryDirectory() as d:
    path = os.path.join(d, "a.db")
    subprocess.run([exe, "ingest", "--quiet", "--store=" + path, *articles], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(path)
    db.row_factory = sqlite3.Row
    # An event that happened, with one who acts and one acted on, each with a sector, and a place: then few cells are empty.
    pick = db.execute("SELECT e.* FROM events e JOIN actors s ON s.event = e.id AND s.role = 'source' AND length(s.code) >= 6 JOIN actors t ON t.event = e.id AND t.role = 'target'"
                      " AND length(t.code) >= 6 AND t.entity <> s.entity WHERE e.status = 'occurred' AND e.counted AND e.date_first IS NOT NULL AND e.cameo IS NOT NULL"
                      " ORDER BY e.place IS NULL, e.id LIMIT 1").fetchone()
    assert pick, "no event to look at"
    e, a = dict(pick), dict(db.execute("SELECT *, coalesce(outlet, agency) AS by_whom FROM articles WHERE id = ?", (pick["article"],)).fetchone())
    s = dict(db.execute("SELECT * FROM actors WHERE event = ? AND role = 'source' ORDER BY n", (e["id"],)).fetchone())
    t = dict(db.execute("SELECT * FROM actors WHERE event = ? AND role = 'target' AND entity <> ? ORDER BY n", (e["id"], s["entity"])).fetchone())
    name = f"{a['key']}#e{e['id'] - a['id'] * 100000}"
    sectors = lambda x: x["code"][len(x["country"] or ""):] or None

    def export(format):
        out = subprocess.run([exe, "export", "--store=" + path, "--format=" + format], capture_output=True, check=True, text=True).stdout
        return [l.split("\t") for l in out.splitlines()]

    def row_of(format, columns, header=True):
        lines = export(format)
        if header:
            expect(format + ": header", columns, lines.pop(0))
        expect(format + ": cells in every row", {len(columns)}, {len(l) for l in lines})
        at = [columns.index(c) for c in ("Event ID", "GLOBALEVENTID", "id") if c in columns][0]
        return [dict(zip(columns, l)) for l in lines if l[at] == name and (s["name"] in l or s["code"] in l) and (t["name"] in l or t["code"] in l)][0]

    day = e["date_first"]
    place = dict(City=e["place"] if e["admin1"] else None, District=None, Province=e["admin1"], Country=e["country"], Latitude=e["lat"], Longitude=e["lon"])
    side = lambda role, x: {f"{role} Name": x["name"], f"{role} Country": x["country"], f"{role} COW": None, f"Primary {role} Sector": sectors(x)[:3], f"{role} Sectors": sectors(x),
                            f"{role} Title": None, f"{role} Name Raw": x["name"], f"Wikipedia {role} ID": None}
    expect("polecat", cells(**{"Event ID": name, "Event Date": day, "Event Type": e["plover"], "Event Mode": (e["modes"] or "").replace("|", "; "), "Intensity": e["score"],
           "Quad Code": e["quad"].upper(), "Contexts": (e["contexts"] or "").replace("|", "; "), **side("Actor", s), **side("Recipient", t), "Placename": e["place"], **place,
           "GeoNames ID": e["geonames"], "Raw Placename": e["place"], "Feature Type": None, "Source": a["by_whom"], "Publication Date": a["published"], "Story People": None,
           "Story Organizations": None, "Story Locations": None, "Language": a["lang"], "Version": a["made_by"], "Status": e["status"]}), row_of("polecat", POLECAT))
    expect("icews", cells(**{"Event ID": name, "Event Date": day, "Source Name": s["name"], "Source Sectors": sectors(s), "Source Country": s["country"], "Event Text": e["plover"],
           "CAMEO Code": e["cameo"], "Intensity": e["goldstein"], "Target Name": t["name"], "Target Sectors": sectors(t), "Target Country": t["country"], "Story ID": a["key"],
           "Sentence Number": e["sentence"] + 1, "Publisher": a["by_whom"], **place}), row_of("icews", ICEWS))
    want = dict.fromkeys(GDELT)
    want.update(GLOBALEVENTID=name, SQLDATE=day.replace("-", ""), MonthYear=day[:7].replace("-", ""), Year=day[:4], EventCode=e["cameo"], EventBaseCode=e["cameo"][:3],
                EventRootCode=e["cameo"][:2], QuadClass=QUADS.index(e["quad"]) + 1, GoldsteinScale=e["goldstein"], NumMentions=1, NumSources=1, NumArticles=1, ActionGeo_FullName=e["place"],
                ActionGeo_CountryCode=e["country"], ActionGeo_ADM1Code=e["admin1"], ActionGeo_Lat=e["lat"], ActionGeo_Long=e["lon"], ActionGeo_FeatureID=e["geonames"],
                DATEADDED=(a["published"] or "").replace("-", ""), SOURCEURL=a["url"])
    for n, x in ("1", s), ("2", t):
        parts = [sectors(x)[i:i + 3] or None for i in (0, 3, 6)]
        want.update({f"Actor{n}Code": x["code"], f"Actor{n}Name": x["name"], f"Actor{n}CountryCode": x["country"], **{f"Actor{n}Type{i + 1}Code": p for i, p in enumerate(parts)}})
    expect("gdelt has 58 columns", 58, len(GDELT))
    expect("gdelt", cells(**want), row_of("gdelt", GDELT, header=False))
    daily = ["date", "source", "target", "cameo", "issues", "id", "url", "outlet"]
    expect("cameo-daily", cells(date=day.replace("-", ""), source=s["code"], target=t["code"], cameo=e["cameo"], issues=None, id=name, url=a["url"], outlet=a["by_whom"]),
           row_of("cameo-daily", daily, header=False))
    out = subprocess.run([exe, "export", "--store=" + path, "--format=plover-json"], capture_output=True, check=True, text=True).stdout
    got = [r for r in map(json.loads, out.splitlines()) if r["id"] == name][0]
    parts = lambda cell: cell and cell.split("|")
    expect("plover-json", dict(id=name, date=day, date_to=e["date_last"], type=e["plover"], modes=parts(e["modes"]), contexts=parts(e["contexts"]), cameo=e["cameo"], status=e["status"],
           sources=parts(e["sources"]), source_names=parts(e["source_names"]), targets=parts(e["targets"]), target_names=parts(e["target_names"]), place=e["place"], country=e["country"],
           lat=e["lat"], lon=e["lon"], geonames=e["geonames"], score=e["score"], text=e["evidence"], publisher=a["by_whom"], published=a["published"], url=a["url"], version=a["made_by"]), got)
    for format, columns in ("rounds", ROUNDS), ("negotiation-rounds", JOINED):
        lines = export(format)
        expect(format + ": header", columns, lines[0])
        expect(format + ": rows", db.execute("SELECT count(*) FROM " + ("rounds" if format == "rounds" else "negotiation_rounds")).fetchone()[0], len(lines) - 1)
        expect(format + ": cells in every row", {len(columns)}, {len(l) for l in lines})
    # Cut short: the page where events lie is gone, so the last line says so and the exit status is 3.
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root, size = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'events'").fetchone()[0], db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    with open(path, "r+b") as f:
        f.seek((root - 1) * size)
        f.write(b"\xff" * size)
    for format, mark in ("polecat", "# incomplete"), ("plover-json", '{"incomplete"'):
        p = subprocess.run([exe, "export", "--store=" + path, "--format=" + format], capture_output=True, text=True)
        expect(format + " of a damaged store: exit, mark", (3, True), (p.returncode, p.stdout.splitlines()[-1:][0].startswith(mark) if p.stdout else None))

# ---- one article, its rows written by hand ----
# Saturday before Monday, September 5, is the 3rd, Sunday the 4th. Lavrov is RUSGOV, Kerry USAGOV: each acts on the other, so a meeting has two rows. Who
# meets elsewhere meets on third ground (044); blame for an attack is 1123. Syria is no city. The plan to meet is no deed: only some formats have it.
ARTICLE = {"id": "kerry-1", "published": "2016-09-05", "title": "Kerry meets Lavrov in Geneva", "outlet": "Northgate", "url": "https://wire.example/kerry-1",
           "text": "Russian Foreign Minister Sergei Lavrov met U.S. Secretary of State John Kerry in Geneva on Saturday.\n\nRussia accused Turkey on Sunday of shelling villages in "
                   "Syria.\n\nThe two ministers will meet again in Vienna on Sept. 9."}
MET, BLAMED, AGAIN = ARTICLE["text"].split("\n\n")
URL, MEN, SIDES = ARTICLE["url"], "Sergei Lavrov|John Kerry", "RUSGOV|USAGOV"
GENEVA, VIENNA = "Geneva|2660646|CHE|Geneva|46.202|6.146".split("|"), "Vienna|2761369|AUT|Vienna|48.208|16.372".split("|")
TAIL = ["1", "kerry-1", "2016-09-05", "Northgate", "Kerry meets Lavrov in Geneva", URL]
both = lambda row: [row(("Sergei Lavrov", "RUS"), ("John Kerry", "USA")), row(("John Kerry", "USA"), ("Sergei Lavrov", "RUS"))]
polecat = lambda a, r, sector: [a[0], a[1], "", sector, sector, "", a[0], "", r[0], r[1], "", sector, sector, "", r[0], ""]
told = lambda version, status: ["Northgate", "2016-09-05", "", "", "", "en", version, status]
gdelt = lambda x, sector: [x[1] + sector, x[0], x[1], "", "", "", "", sector, "", ""]
HAND = {
    "csv": lambda v: [
        ["kerry-1#e1", "2016-09-03", "2016-09-03", "2016-09-03", "explicit", "CONSULT", "third-party", "", "044", "verbal-cooperation", "1.0", "2.5", "occurred", SIDES, MEN, SIDES, MEN, "1",
         *GENEVA, "0", "*", "consult/meet", *TAIL, MET],
        ["kerry-1#e2", "2016-09-04", "2016-09-04", "2016-09-04", "explicit", "ACCUSE", "allege", "", "1123", "verbal-conflict", "-3.5", "-2.0", "occurred", "RUS", "Russia", "TUR", "Turkey", "0",
         "Syria", "163843", "SYR", "", "35.0", "38.0", "1", "*", "accuse/accuse", *TAIL, BLAMED],
        ["kerry-1#e3", "2016-09-09", "2016-09-09", "2016-09-09", "explicit", "AGREE", "", "", "036", "verbal-cooperation", "2.5", "4.0", "planned", SIDES, MEN, SIDES, MEN, "1",
         *VIENNA, "2", "*", "consult/meet", *TAIL, AGAIN]],
    "polecat": lambda v: [
        *both(lambda a, r: ["kerry-1#e1", "2016-09-03", "CONSULT", "third-party", "1.0", "VERBAL-COOPERATION", "", *polecat(a, r, "GOV"),
                            "Geneva", "Geneva", "", "Geneva", "CHE", "46.202", "6.146", "2660646", "Geneva", "", *told(v, "occurred")]),
        ["kerry-1#e2", "2016-09-04", "ACCUSE", "allege", "-3.5", "VERBAL-CONFLICT", "", *polecat(("Russia", "RUS"), ("Turkey", "TUR"), ""),
         "Syria", "", "", "", "SYR", "35.0", "38.0", "163843", "Syria", "", *told(v, "occurred")],
        *both(lambda a, r: ["kerry-1#e3", "2016-09-09", "AGREE", "", "2.5", "VERBAL-COOPERATION", "", *polecat(a, r, "GOV"),
                            "Vienna", "Vienna", "", "Vienna", "AUT", "48.208", "16.372", "2761369", "Vienna", "", *told(v, "planned")])],
    "icews": lambda v: [
        *both(lambda a, r: ["kerry-1#e1", "2016-09-03", a[0], "GOV", a[1], "CONSULT", "044", "2.5", r[0], "GOV", r[1], "kerry-1", "1", "Northgate", "Geneva", "", "Geneva", "CHE", "46.202", "6.146"]),
        ["kerry-1#e2", "2016-09-04", "Russia", "", "RUS", "ACCUSE", "1123", "-2.0", "Turkey", "", "TUR", "kerry-1", "2", "Northgate", "", "", "", "SYR", "35.0", "38.0"]],
    "gdelt": lambda v: [
        *both(lambda a, r: ["kerry-1#e1", "20160903", "201609", "2016", "", *gdelt(a, "GOV"), *gdelt(r, "GOV"), "", "044", "044", "04", "1", "2.5", "1", "1", "1", *[""] * 16,
                            "Geneva", "CHE", "Geneva", "46.202", "6.146", "2660646", "20160905", URL]),
        ["kerry-1#e2", "20160904", "201609", "2016", "", *gdelt(("Russia", "RUS"), ""), *gdelt(("Turkey", "TUR"), ""), "", "1123", "112", "11", "3", "-2.0", "1", "1", "1", *[""] * 16,
         "Syria", "SYR", "", "35.0", "38.0", "163843", "20160905", URL]],
    "cameo-daily": lambda v: [
        ["20160903", "RUSGOV", "USAGOV", "044", "", "kerry-1#e1", URL, "Northgate"], ["20160903", "USAGOV", "RUSGOV", "044", "", "kerry-1#e1", URL, "Northgate"],
        ["20160904", "RUS", "TUR", "1123", "", "kerry-1#e2", URL, "Northgate"]],
    "rounds": lambda v: [
        ["kerry-1#d1", "RUS|USA", "", "", "", "ministers", "bilateral", MEN, "", "2016-09-03", "2016-09-03", "Geneva", "", "", "agreed-to-meet", "scheduled", AGAIN, "2016-09-09", "2016-09-09",
         "kerry-1", "2016-09-05", "Northgate", URL]],
    "negotiation-rounds": lambda v: [
        ["t1#d1", "t1", "RUS-USA", "RUS|USA", "", "ministers", "bilateral", "RUS|USA", "RUS:Sergei Lavrov|USA:John Kerry", "", "2016-09-03", "2016-09-03", "2016", "09", "Geneva", "", "", "0",
         "agreed-to-meet", "", "1", "kerry-1", URL, MET]],
    "articles": lambda v: [["kerry-1", "2016-09-05", "Northgate", "Kerry meets Lavrov in Geneva", "*", "", "", "", "one.jsonl", URL, ""]],
    "failures": lambda v: [["one.jsonl:2", "*", "has neither a string \"text\" nor a string \"html\""]],
}
JSON = [dict(id="kerry-1#e1", date="2016-09-03", date_to="2016-09-03", type="CONSULT", modes=["third-party"], contexts=None, cameo="044", status="occurred", sources=["RUSGOV", "USAGOV"],
             source_names=["Sergei Lavrov", "John Kerry"], targets=["RUSGOV", "USAGOV"], target_names=["Sergei Lavrov", "John Kerry"], place="Geneva", country="CHE", lat=46.202, lon=6.146,
             geonames=2660646, score=1, text=MET, publisher="Northgate", published="2016-09-05", url=URL)]


def documented(format):
    """The columns that the page has of a format."""
    rows = re.search(rf"^## {format}\n(.*?)(?=^## |\Z)", page, re.M | re.S)[1].splitlines()
    return [name for row in rows if row.startswith("| `") for name in re.findall("`([^`]+)`", row.split(" | ")[0])]


with tempfile.TemporaryDirectory() as d:
    os.chdir(d)
    with open("one.jsonl", "w") as f:
        f.write(json.dumps(ARTICLE) + '\n{"id": "kerry-2"}\n')
    subprocess.run([exe, "ingest", "--quiet", "one.jsonl"], stderr=subprocess.DEVNULL)
    made_by = sqlite3.connect("dateline.db").execute("SELECT made_by FROM articles").fetchone()[0]
    for format, rows in HAND.items():
        out = subprocess.run([exe, "export", "--format=" + format], capture_output=True, check=True, text=True).stdout
        got = list(csv.reader(io.StringIO(out))) if format == "csv" else [l.split("\t") for l in out.splitlines()]
        columns = documented(format)
        expect(format + ": columns of the page", columns, GDELT if format == "gdelt" else columns if format == "cameo-daily" else got[0])
        got = got if format in ("gdelt", "cameo-daily") else got[1:]
        want = rows(made_by)
        expect(format + ": rows", len(want), len(got))
        for i, (w, g) in enumerate(zip(want, got)):
            expect(f"{format}: cells of row {i + 1}", len(columns), len(g))
            for column, cell, is_ in zip(columns, w, g):
                if cell != "*":
                    expect(f"{format}: row {i + 1}, {column}", cell, is_)
    out = subprocess.run([exe, "export", "--format=plover-json"], capture_output=True, check=True, text=True).stdout
    got = [json.loads(l) for l in out.splitlines()]
    expect("plover-json: members of the page", documented("plover-json"), list(got[0]))
    expect("plover-json: rows", [f"kerry-1#e{i}" for i in (1, 2, 3)], [r["id"] for r in got])
    expect("plover-json: by hand", [dict(JSON[0], version=made_by)], got[:1])
    expect("formats of the page", sorted([*HAND, "plover-json", "jsonl"]), sorted(re.findall("^## (.*)", page, re.M)))
print("\n".join(faults))
sys.exit(bool(faults))

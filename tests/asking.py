"""asking.py DATELINE: on 300 articles every question has the same rows in every format, its pages make the whole, and counts are counts of the rows that the
same filters give."""
import collections, csv, io, json, os, sqlite3, subprocess, sys, tempfile, unicodedata
from expect import expect, faults

exe, here = os.path.realpath(sys.argv[1]), os.path.dirname(os.path.abspath(__file__))


def ask(*args):
    p = subprocess.run([exe, *args], capture_output=True, text=True)
    if p.returncode:
        faults.append(f"{args}: exit {p.returncode}: {p.stderr}")
    return p.stdout


def rows(*args):
    return [json.loads(l) for l in ask(*args, "--format=jsonl").splitlines()]


def cell(v):
    return "" if v is None else "|".join(v) if isinstance(v, list) and not any(isinstance(x, list) for x in v) else v


def same(text, value):
    """Is a cell of CSV what JSON has?"""
    if isinstance(value, (int, float)):
        return float(text) == value
    return json.loads(text) == value if isinstance(value, dict) else text == cell(value)


def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


QUESTIONS = [["events"], ["events", "--type=AID,SANCTION", "--since=2015-06", "--until=2016-02"], ["events", "--actor=Lavrov"], ["events", "--dyad=RUS-USA", "--copies"], ["events", "--place=Geneva"],
             ["events", "--text=trade"], ["statements"], ["statements", "--speaker=Lavrov"], ["statements", "--cue=say", "--since=2016"], ["statements", "--text=gap"],
             ["timeline", "RUS", "USA"], ["timeline", "Kenya"], ["timeline"], ["search", "government"], ["search", "radars"], ["events", "--article=wide"], ["search", '"trade agreement"', "--since=2016"], ["talks"],
             ["talks", "--actor=SDN", "--status=signed"], ["talks", "--topic=oil"]]
FILTERS = [[], ["--actor=KEN"], ["--actor=Lavrov"], ["--source=EU"], ["--target=SDNGOV"], ["--type=RETREAT,COERCE"], ["--mode=-"], ["--mode=third-party"], ["--cameo=19"], ["--status=occurred"],
           ["--place=Geneva"], ["--confidence=0.8"], ["--since=2015-07-10", "--until=2015-12-05"], ["--outlet=Northgate"], ["--text=trade"], ["--speaker=Lavrov"], ["--dyad=RUS-USA", "--since=2015-06"]]

with tempfile.TemporaryDirectory() as d:
    os.chdir(d)
    subprocess.run([sys.executable, os.path.join(here, "archive.py"), "archive"], check=True)
    with open("wide.jsonl", "w") as f:       # wide letters, accents of their own, an order to the terminal, marks that turn writing around
        f.write(json.dumps({"id": "wide", "published": "2016-09-05", "outlet": "Northgate", "title": "\u65e5\u672c\u8a9e\u306e\u898b\u51fa\u3057" * 12, "text": "Japan accused Russia on Monday of jamming the "
                            "radars of the ship \u5317\u65b9\u9818\u571f\u6c34\u7523\u7814\u7a76\u6240\u6f01\u696d\u8abf\u67fb\u8239 near the cafe\u0301 of Zoe\u0308 \u001b[31mred\u009b \u202eleft\u202c. "
                            "Police said that nobody was hurt in the harbour. The ministers will meet again in Vienna next month."}) + "\n")
    ask("ingest", "--quiet", "archive", "wide.jsonl")
    db = sqlite3.connect("dateline.db")
    # Dates that are no days, and none: periods and pages must get over them.
    db.execute("UPDATE events SET date = '2015', date_first = '2015-01-01', date_last = '2015-12-31', month = NULL WHERE id % 7 = 0")
    db.execute("UPDATE events SET date = NULL, date_first = NULL, date_last = NULL, month = NULL WHERE id % 11 = 0")
    db.execute("UPDATE dyads SET date = (SELECT date FROM events WHERE id = event), month = coalesce((SELECT month FROM events WHERE id = event), '')")
    db.commit()

    # ---- formats and pages ----
    for q in QUESTIONS:
        whole = rows(*q)
        if not whole:
            faults.append(f"{q}: no rows to test with")
        if q[0] != "talks":              # talks as json is all of it joined
            expect(f"{q}: json", whole, json.loads(ask(*q, "--format=json")))
        table = list(csv.DictReader(io.StringIO(ask(*q, "--format=csv"))))
        expect(f"{q}: rows of csv", len(whole), len(table))
        expect(f"{q}: cells of csv", [], [(i, k) for i, (t, w) in enumerate(zip(table, whole)) for k in w if not same(t[k], w[k])][:3])
        lines = [l.split("\t") for l in ask(*q, "--format=tsv").splitlines()]
        expect(f"{q}: cells of tsv", [[v.replace("\n", " ").replace("\t", " ") for v in t.values()] for t in table], lines[1:])
        text = ask(*q, "--format=text").splitlines()
        expect(f"{q}: text, a line a row and what folds", len(whole), len([l for l in text if not l.startswith("    ")]))
        expect(f"{q}: text of 80 columns", [], [l for l in text if columns(l) > 80][:3])
        expect(f"{q}: text without control characters", [], [l for l in text if any(unicodedata.category(c) == "Cc" or c in "\u202e\u202c" for c in l)][:3])
        key = "article" if q[0] == "search" else "id"
        ids = [w[key] for w in whole]
        expect(f"{q}: ids", len(ids), len(set(ids)))
        paged, last = [], []
        while (page := rows(*q, "--limit=37", "--quiet", *last)) and len(paged) <= len(whole):
            paged += page
            last = ["--after=" + page[-1][key]]
        expect(f"{q}: pages make the whole", ids, [p[key] for p in paged])
    for what in "articles", "failures":
        lines = ask("export", "--format=" + what).splitlines()
        after = lines[1 + 99].split("\t")[0] if what == "articles" else None
        if after:
            expect("articles: a page", lines[101:111], ask("export", "--format=articles", "--limit=10", "--after=" + after).splitlines()[1:])

    # ---- counts ----
    for f in FILTERS:
        events = rows("events", *f)
        for by in "type", "status", "month", "year", "country", "outlet":
            if by in ("country", "outlet") and any("dyad" in x for x in f):
                continue
            if any("dyad" in x for x in f):
                break                       # an event may stand for several pairs of countries
            tell = {"month": lambda e: db.execute("SELECT month FROM events e JOIN articles a ON a.id = e.article WHERE a.key || '#e' || (e.id - a.id * 100000) = ?", [e["id"]]).fetchone()[0],
                    "year": lambda e: e["date"] and e["date"][:4]}.get(by, lambda e: e[by])
            expect(f"counts by {by} {f}", collections.Counter(map(tell, events)), collections.Counter({c[by]: c["events"] for c in rows("counts", "--by=" + by, *f, "--quiet")}))
        db.execute("CREATE TEMP TABLE IF NOT EXISTS asked(id TEXT)")
        db.execute("DELETE FROM asked")
        db.executemany("INSERT INTO asked VALUES (?)", [(e["id"],) for e in events])
        side = {"--actor": "d.source = '{0}' OR d.target = '{0}'", "--source": "d.source = '{0}'", "--target": "d.target = '{0}'",
                "--dyad": "(d.source = '{1}' AND d.target = '{2}') OR (d.source = '{2}' AND d.target = '{1}')"}
        only = [side[k].format(v, v[:3], v[4:]) for k, v in (x.split("=") for x in f) if k in side and (len(v) == 3 or "-" in v) and v.isupper() or k == "--dyad"]
        want = db.execute("SELECT d.source || '-' || d.target, e.month, count(*) FROM dyads d JOIN events e ON e.id = d.event JOIN articles a ON a.id = e.article"
                          " JOIN asked ON asked.id = a.key || '#e' || (e.id - a.id * 100000)" + "".join(f" WHERE {x}" for x in only) + " GROUP BY 1, 2").fetchall()
        got = rows("counts", "--by=dyad,month", *f, "--quiet")
        expect(f"counts by dyad and month {f}", sorted(want, key=str), sorted([(c["dyad"], c["month"], c["events"]) for c in got], key=str))
print("\n".join(f[:600] for f in faults[:20]))
sys.exit(bool(faults))

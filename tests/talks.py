#!/usr/bin/env python3
"""tests/talks.py DATELINE CHAIN.jsonl: four invented reports of one negotiation, read into a store, come out as one negotiation: its
parties, where it stood after each report, its rounds, and every meeting once. Corrections by hand outlive new coding and refreshing."""
import json, os, sqlite3, subprocess, sys, tempfile
from expect import chain, expect, faults, ingest

exe, reports = sys.argv[1], sys.argv[2]

with tempfile.TemporaryDirectory() as d:
    url = "sqlite:" + os.path.join(d, "t.db")
    for _ in range(2):                                   # the second time changes nothing
        ingest(exe, url, reports)
        out = chain(exe, url, "sea-border")
        expect("negotiations", 1, len(out["talks"]))
        t = out["talks"][0]
        expect("parties", {"KEN", "SOM"}, set(t["parties"]))
        expect("statuses", ["scheduled", "under-way", "ended-without-agreement", "suspended"], [s["status"] for s in t["status_after"]])
        expect("next date", "2019-11-07", t["status_after"][0]["next_date"])
        expect("outcome", "suspended", t["outcome"])
        heads = [r for r in t["rounds"] if r["level"] == "heads"]
        expect("rounds of heads", 1, len(heads))
        if heads:
            expect("start", "2019-11-07", heads[0]["start"])
            expect("place", "Addis Ababa", heads[0]["place"])
            expect("reports of it", True, {"k2", "k3"} <= set(heads[0]["reports"]))
            expect("its outcome", "ended-without-agreement", heads[0]["outcome"])
            expect("participants", True, {"KEN:Uhuru Kenyatta", "SOM:Mohamed Abdullahi Mohamed"} <= set(heads[0]["participants"]))
        broken = [e for e in out["events"] if e["plover"] == "SANCTION"]
        expect("the break, once", [["SOM"]], [e["actors"] for e in broken])
    card = subprocess.run([exe, "talks", "t1", "--store=" + url, "--format=text"], check=True, capture_output=True, text=True).stdout
    expect("the card's second line", True, card.splitlines()[1].startswith("  suspended since 2019-12-02"))
    expect("a line for the round", True, any(l.startswith("    2019-11-07 to ") and l.endswith("-> ended-without-agreement") for l in card.splitlines()))
    expect("its words and reports", True, any(l.endswith("(k2, k3)") for l in card.splitlines()))

    def talks(*args, code=0):
        p = subprocess.run([exe, "talks", "--store=" + url, "--format=jsonl", *args], capture_output=True, text=True)
        expect("exit of " + " ".join(args), code, p.returncode)
        return [json.loads(line) for line in p.stdout.splitlines() if line.startswith("{")]

    def sql(text):
        c = sqlite3.connect(os.path.join(d, "t.db"))
        rows = c.execute(text).fetchall()
        c.commit()
        c.close()
        return rows

    rows = talks()
    expect("rows of the list", [("t1", "suspended", 4)], [(r["id"], r["status"], r["reports"]) for r in rows])
    expect("of a side", 1, len(talks("--actor=KEN")))
    expect("of another", 0, len(talks("--actor=FRA")))
    one = talks("t1")[0]
    expect("status after each", ["scheduled", "under-way", "ended-without-agreement", "suspended"], [r["status"] for r in one["reports"]])
    expect("why the first", True, "no earlier negotiation was near enough" in one["reports"][0]["reasons"])
    expect("why the last", True, "the same sides" in one["reports"][3]["reasons"])
    expect("the round's reports", True, any({"k2", "k3"} <= set(r["reports"]) for r in one["rounds"]))
    expect("changes", ["k3", "k4"], [r["article"] for r in talks("--changed-since=2019-11-08")])
    sides = subprocess.run([exe, "talks", "t1", "--accounts", "--store=" + url], check=True, capture_output=True, text=True).stdout
    expect("columns of the accounts", True, any("KEN" in line and "SOM" in line and "|" in line for line in sides.splitlines()))

    talks("split", "t1", "k4", "--note=of the fleet")
    split = [("t1", 3), ("t4", 1)]
    expect("after a split", split, [(r["id"], r["reports"]) for r in talks()])
    talks("rename", "t1", "The sea border")
    sql("UPDATE articles SET made_by = 'older'")
    subprocess.run([exe, "ingest", "--quiet", "--store=" + url, reports], check=True, stdout=subprocess.DEVNULL)
    expect("after new coding", split, [(r["id"], r["reports"]) for r in talks()])
    expect("its name", "The sea border", talks()[0]["title"])
    talks("link", "t1", "t4")
    expect("after linking the two", [("t1", 4)], [(r["id"], r["reports"]) for r in talks()])
    expect("said so", True, any("by hand" in w for w in talks("t1")[0]["reports"][3]["reasons"]))
    talks("undo", "3")
    expect("after taking that back", split, [(r["id"], r["reports"]) for r in talks()])
    talks("link", "t1", "k4")
    expect("a link takes a split back", [("t1", 4)], [(r["id"], r["reports"]) for r in talks()])
    expect("corrections kept", ["split", "rename", "link", "undo", "link"], [k for k, in sql("SELECT kind FROM edits ORDER BY id")])
    for out in "k1", "k2", "k3", "k4":                   # whichever leaves, the other three stay together
        talks("split", "t1", out)
        held = sorted([r["article"] for r in talks(row["id"])[0]["reports"]] for row in talks())
        expect(f"without {out}", sorted([[k for k in ("k1", "k2", "k3", "k4") if k != out], [out]]), held)
        talks("undo", str(sql("SELECT max(id) FROM edits")[0][0]))
        expect(f"{out} is back", [("t1", 4)], [(r["id"], r["reports"]) for r in talks()])
    talks("split", "t1", "k1")
    first = next(r["id"] for r in talks() if r["reports"] == 3)
    talks("split", first, "k3")
    expect("two taken out", [1, 1, 2], sorted(r["reports"] for r in talks()))
    for _ in range(2):
        talks("undo", str(sql("SELECT max(id) FROM edits WHERE kind = 'split' AND id NOT IN (SELECT CAST(subject AS INTEGER) FROM edits WHERE kind = 'undo')")[0][0]))
    expect("both are back", [("t1", 4)], [(r["id"], r["reports"]) for r in talks()])
    talks("split", "t1", "nowhere", code=2)
    talks("split", "t77", "k4", code=2)
    talks("undo", "77", code=2)
    talks("t77", code=1)
    talks("--changed-since=2016-09-01", "--after=t1", code=2)

    deal = {"id": "deal", "published": "2019-12-10", "outlet": "Coast Wire", "text": "ADDIS ABABA, Dec. 10 (Coast Wire) -- The foreign ministers of Kenya and "
            "Somalia, Monica Juma and Ahmed Isse Awad, signed a fishing accord in Addis Ababa on Tuesday. They met again there for two hours.\n"}
    subprocess.run([exe, "ingest", "--quiet", "--store=" + url, "-"], input=json.dumps(deal).encode(), check=True, stdout=subprocess.DEVNULL)
    expect("what was agreed", [("fishing accord", "signed", "2019-12-10")], sql("SELECT name, state, date FROM negotiation_agreements"))
    expect("it belongs to the same talks", [("t1", 5, "signed")], [(r["id"], r["reports"], r["status"]) for r in talks()])

    want = sql("SELECT * FROM negotiations"), sql("SELECT negotiation, article, status, reasons FROM negotiation_reports")
    tables = [t for t, in sql("SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'negotiation%'")]
    for t in [t for t in tables if t != "negotiations"] + ["negotiations"]:      # as version 1 had it
        sql("DROP TABLE " + t)
    for column in "back_reference", "leads", "setting":
        sql("ALTER TABLE talks DROP COLUMN " + column)
    counted = sql("SELECT id, month, sides FROM events"), sql("SELECT id, day FROM statements"), sql("SELECT * FROM dyads")
    for index in "events_day", "events_month", "statements_day":
        sql("DROP INDEX " + index)
    sql("CREATE TABLE old(source TEXT NOT NULL, target TEXT NOT NULL, month TEXT NOT NULL, event INTEGER NOT NULL REFERENCES events(id), date TEXT, plover TEXT NOT NULL,"
        " status TEXT NOT NULL, score REAL, PRIMARY KEY(source, target, month, event)) STRICT, WITHOUT ROWID")
    sql("INSERT INTO old SELECT * FROM dyads")
    sql("DROP TABLE dyads")
    sql("ALTER TABLE old RENAME TO dyads")
    for table, column in ("events", "month"), ("events", "sides"), ("statements", "day"):
        sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    for column in "copy_kind", "copy_of":
        sql("ALTER TABLE articles DROP COLUMN " + column)
    sql("DROP TABLE searchable")
    sql("DROP TABLE totals")
    sql("PRAGMA user_version = 1")
    talks(code=3)
    sql("UPDATE articles SET made_by = 'older'")
    subprocess.run([exe, "ingest", "--quiet", "--store=" + url, "-"], input=json.dumps(deal).encode(), check=True, stdout=subprocess.DEVNULL)
    expect("what is counted, brought up", counted, (sql("SELECT id, month, sides FROM events"), sql("SELECT id, day FROM statements"), sql("SELECT * FROM dyads")))
    subprocess.run([exe, "ingest", "--quiet", "--store=" + url, reports], check=True, stdout=subprocess.DEVNULL)
    expect("brought up from version 1", want, (sql("SELECT * FROM negotiations"), sql("SELECT negotiation, article, status, reasons FROM negotiation_reports")))
    bad = subprocess.run([exe, "talks", "--store=sqlite:" + os.path.join(d, "none", "t.db"), "--format=json"], capture_output=True)
    expect("a store that is not there", 3, bad.returncode)
print("\n".join(faults))
sys.exit(bool(faults))

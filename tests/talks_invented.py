#!/usr/bin/env python3
"""tests/talks_invented.py DATELINE CHAIN.jsonl: reports of two states that no table knows come out as those of known ones do: codes of their
own, rounds with their people, where the talks stood, who gainsaid whom, surnames that an earlier report explained."""
import json, os, subprocess, sys, tempfile
from expect import chain, expect, faults, ingest

exe, reports = sys.argv[1], sys.argv[2]

with tempfile.TemporaryDirectory() as d:
    url = "sqlite:" + os.path.join(d, "t.db")
    ingest(exe, url, reports)
    out = chain(exe, url, "ossel")
t = out["talks"][0]
expect("parties", {"XVE", "XTA"}, set(t["parties"]))
expect("mediators", ["UN"], t["mediators"])
expect("reports", ["r1", "r2", "r3", "r4", "r5", "r6"], t["reports"])
expect("statuses", ["scheduled", "under-way", "ended-without-agreement", "scheduled", "signed", "suspended"], [s["status"] for s in t["status_after"]])
expect("next dates", ["2011-04-02", "2011-05-20"], [t["status_after"][i]["next_date"] for i in (0, 3)])
expect("rounds, a call among them", [("2011-03-14", "2011-03-14"), ("2011-04-02", "2011-04-03"), ("2011-05-11", "2011-05-11"), ("2011-05-20", "2011-05-20")], [(r["start"], r["end"]) for r in t["rounds"]])
expect("first round", ("heads", {"XVE:Anton Drezek", "XTA:Ilena Moravu"}), (t["rounds"][0]["level"], set(t["rounds"][0]["participants"])))
expect("second round's mediators", ["UN:Jonas Halvorsen"], t["rounds"][1]["mediators"])
said = {(s["report"], s["speaker"]) for s in out["statements"]}
expect("surnames of earlier reports", True, {("r3", "XVE:Anton Drezek"), ("r3", "XTA:Sabin Orlu")} <= said)
by = {s["id"]: s["speaker"] for s in out["statements"]}
expect("accounts", True, {"XVE:Anton Drezek", "XTA:Sabin Orlu"} in [{by[i] for i in x["statements"]} for x in t["disputes"]])
expect("surnames alone at the table", {"XVE:Ludan Petrik", "XTA:Sabin Orlu"}, set(t["rounds"][3]["participants"]))
deal = [x for x in out["talks"] if "r5" in x["reports"]]
expect("the deal, suspended since", [("lapsed", "2011-05-20", "Geneva")], [(a["state"], a["date"], a["place"]) for x in deal for a in x["agreements"]])

# Those between the sides are mediators, by noun and by verb; whoever offers to host is no side; "on both sides" is no subject.
BETWEEN = "MUSCAT, May 4 (Northgate) -- Sudan's army and the Rapid Support Forces signed a truce on Sunday after talks in Jeddah. Saudi and U.S. mediators praised it. " \
          "Qatar is also mediating. Egypt and Chad have offered to host a second round of talks. Mistrust on both sides of the talks is deep, a diplomat said."
record = json.loads(subprocess.run([exe, "code", "--date=2023-05-04", "-"], input=BETWEEN, check=True, capture_output=True, text=True).stdout)
expect("the sides, none of those between", [["SDN", "SDNRSF"]], [x["parties"] for x in record["talks"]])
expect("those between", [["QAT", "SAU", "USA"]], [sorted(x["mediators"]) for x in record["talks"]])
expect("no subject", [[]], [x["issues"] for x in record["talks"]])
print("\n".join(faults))
sys.exit(bool(faults))

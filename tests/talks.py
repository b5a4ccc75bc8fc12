#!/usr/bin/env python3
"""tests/talks.py DATELINE CHAIN.jsonl: four invented reports of one negotiation, read into a store, come out as one negotiation: its
parties, where it stood after each report, its rounds, and every meeting once."""
import json, os, subprocess, sys, tempfile

exe, chain = sys.argv[1], sys.argv[2]
faults = []


def expect(what, wanted, got):
    if wanted != got:
        faults.append("%s: wanted %r, got %r" % (what, wanted, got))


with tempfile.TemporaryDirectory() as d:
    url = "sqlite:" + os.path.join(d, "t.db")
    for _ in range(2):                                   # the second time changes nothing
        subprocess.run([exe, "ingest", "--quiet", "--store=" + url, chain], check=True)
        out = json.loads(subprocess.run([exe, "talks", "--store=" + url, "--format=json", "--chain=sea-border"], check=True, capture_output=True).stdout)
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
    card = subprocess.run([exe, "talks", "--store=" + url, "--format=text"], check=True, capture_output=True, text=True).stdout
    expect("the card's first line", True, ": suspended since k4" in card.splitlines()[0])
    expect("a line for the round", True, any("2019-11-07" in l and "ended-without-agreement (k2, k3)" in l for l in card.splitlines()))
    bad = subprocess.run([exe, "talks", "--store=sqlite:" + os.path.join(d, "none", "t.db"), "--format=json"], capture_output=True)
    expect("a store that is not there", 3, bad.returncode)
print("\n".join(faults))
sys.exit(bool(faults))

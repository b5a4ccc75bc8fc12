#!/usr/bin/env python3
"""view.py DATELINE FILE: what the record of FILE says, as lines a person can review."""
import json, subprocess, sys

exe, path = sys.argv[1:3]
out = subprocess.run([exe, "code", "--format=jsonl", path], stdout=subprocess.PIPE, check=False).stdout
for line in out.decode("utf-8").splitlines():
    r = json.loads(line)
    text = r["text"].encode("utf-8")
    cut = lambda s: text[s[0]:s[1]].decode("utf-8", "replace").replace("\n", "\\n") if s else "-"
    print("title     ", cut(r["title"] and r["title"]["span"]))
    print("byline    ", cut(r["byline"] and r["byline"]["span"]))
    print("published ", r["published"], r["published_basis"])
    d = r["dateline"]
    print("dateline  ", "|".join(str(x) for x in (cut(d["place_span"]), d["date"], d["agency"])) if d else "-")
    for s in r["sentences"]:
        print("sentence  ", cut(s))
    for n in r["notes"]:
        print("note      ", n["code"], cut(n["span"]))

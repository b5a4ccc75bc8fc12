#!/usr/bin/env python3
"""contexts.py DATELINE TABLE CONTEXTS: the event of each sentence of the table stands in that context, or in none of that name; each context of
data/en/contexts.tsv has two sentences that tell of it and one that does not."""
import collections, json, subprocess, sys


def rows(path):
    with open(path, encoding="utf-8") as f:
        return [x.rstrip("\n").split("\t") for x in f if x.strip() and not x.startswith("#")][1:]


exe, path, known = sys.argv[1:4]
table, bad = rows(path), 0
times = collections.Counter((context, is_) for context, is_, _ in table)
for context, *_ in rows(known):
    if times[context, "yes"] < 2 or times[context, "no"] < 1:
        bad += 1
        print(f"{context}: two sentences with it and one without are wanted")
given = "".join(json.dumps({"id": str(i), "text": row[2], "published": "2021-06-02"}) + "\n" for i, row in enumerate(table))
ran = subprocess.run([exe, "code", "--format=jsonl", "-"], input=given.encode(), stdout=subprocess.PIPE, check=True)
for (context, is_, text), line in zip(table, ran.stdout.decode().splitlines(), strict=True):
    events = json.loads(line)["events"]
    found = any(context in e["contexts"] for e in events)
    if not events or found != (is_ == "yes"):
        bad += 1
        print(f"{context} {is_}: {text} -> {'; '.join(e['plover'] + ' in ' + ','.join(e['contexts']) for e in events) or 'no event'}")
print(f"{len(table)} sentences, {bad} faults")
sys.exit(bad > 0)

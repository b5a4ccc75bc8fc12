#!/usr/bin/env python3
"""codebook.py DATELINE TABLE SCALE: each sentence of the table tells an event of its type, mode and CAMEO code; each type and mode of the scale
(data/en/plover.tsv) has two sentences."""
import collections, json, subprocess, sys


def rows(path):
    with open(path, encoding="utf-8") as f:
        lines = [x.rstrip("\n").split("\t") for x in f if x.strip() and not x.startswith("#")]
    return lines[1:]


def told(event):
    return f"{':'.join([event['plover'], *event['modes']])} {event['cameo']}"


exe, path, scale = sys.argv[1:4]
table = rows(path)
times = collections.Counter(want for want, _, _ in table)
bad = 0
for key, *_ in rows(scale):
    if key[0].isalpha() and times[key] + (":" not in key and sum(n for k, n in times.items() if k.startswith(key + ":"))) < 2:
        bad += 1
        print(f"{key}: fewer than two sentences")
given = "".join(json.dumps({"id": str(i), "text": text, "published": "2021-06-02"}) + "\n" for i, (_, _, text) in enumerate(table))
ran = subprocess.run([exe, "code", "--format=jsonl", "-"], input=given.encode(), stdout=subprocess.PIPE, check=True)
for (want, cameo, text), line in zip(table, ran.stdout.decode().splitlines(), strict=True):
    kind, _, mode = want.partition(":")
    events = json.loads(line)["events"]
    if not any(e["plover"] == kind and e["cameo"] == cameo and (not mode or mode in e["modes"]) for e in events):
        bad += 1
        print(f"{want} {cameo}: {text} -> {'; '.join(map(told, events)) or 'nothing'}")
print(f"{len(table)} sentences, {bad} faults")
sys.exit(bad > 0)

#!/usr/bin/env python3
"""tests/schema.py DATELINE SCHEMA FILE...: records of the files are what docs/record.schema.json says, and what a schema cannot say:
every span lies in the text, every reference exists, lists are sorted by position."""
import json, subprocess, sys
import jsonschema

exe, schema, files = sys.argv[1], json.load(open(sys.argv[2])), sys.argv[3:]
check = jsonschema.Draft202012Validator(schema)
faults = []


def fail(record, what):
    faults.append("%s: %s" % (record["source"]["path"], what))


def spans(value, key=""):
    """All spans below a value: pairs of integers under the keys that hold spans."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield from spans(v, k)
    elif isinstance(value, list):
        if len(value) == 2 and all(type(v) is int for v in value):
            yield key, value
        else:
            for v in value:
                yield from spans(v, key)


def references(value, own=True):
    if isinstance(value, dict):
        for k, v in value.items():
            if k not in ("id", "value", "take") or not own:
                yield from references(v)
    elif isinstance(value, list):
        for v in value:
            yield from references(v)
    elif isinstance(value, str) and value[:1] in "apwestd" and value[1:].isdigit():
        yield value


def inspect(r):
    for e in check.iter_errors(r):
        fail(r, "/".join(map(str, e.absolute_path)) + ": " + e.message[:200])
    text = r["text"].encode()
    for key, (start, end) in spans(r):
        if not start <= end <= len(text):
            fail(r, "%s: span [%d,%d) of %d bytes" % (key, start, end, len(text)))
    known = {x["id"] for k in ("entities", "places", "times", "events", "statements", "talks") for x in r[k]}
    known |= {d["id"] for t in r["talks"] for d in t["rounds"]}
    for k in ("entities", "events", "statements", "talks", "dateline"):
        for ref in references(r[k]):
            if ref not in known:
                fail(r, "%s: there is no %s" % (k, ref))
    for k, at in (("times", "span"), ("events", "trigger")):
        starts = [x[at] for x in r[k]]
        if starts != sorted(starts):
            fail(r, k + " are not sorted by position")
    for s in r["statements"]:
        for k in ("content", "source", "cue"):
            if s[k] != sorted(s[k]) or any(a[1] > b[0] for a, b in zip(s[k], s[k][1:])):
                fail(r, "%s.%s: pieces overlap or are out of order" % (s["id"], k))


out = subprocess.run([exe, "code", "--format=jsonl"] + files, capture_output=True, text=True, check=True).stdout.splitlines()
if len(out) != len(files):
    sys.exit("%d records of %d files" % (len(out), len(files)))
for line in out:
    inspect(json.loads(line))

found = list(faults)

# The check can fail: a record with a wrong span and an id that is no string is refused.
broken = json.loads(out[0])
broken["id"], broken["title"] = 7, {"span": [5, 10 ** 9]}
inspect(broken)
if len(faults) < len(found) + 2:
    found.append("a broken record passed")
print("\n".join(found))
sys.exit(bool(found))

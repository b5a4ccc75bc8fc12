#!/usr/bin/env python3
"""view.py DATELINE DIR FILE...: what the records of each FILE say, as lines a person can review; of a/b.in in DIR/a/b.want."""
import contextlib, json, os, subprocess, sys


def show_statements(r, cut):
    """a line each: nesting, chain, cue, content; then what else is said of it"""
    names = {e["id"]: e["name"] for e in r["entities"]}
    link = lambda c: (names.get(c["entity"]) or (cut(c["span"]) if c["span"] else "nobody named")) + ("" if c["basis"] in ("explicit", "dateline") else " (%s)" % c["basis"])
    for s in r["statements"]:
        chain = " <- ".join(link(c) for c in s["chain"])
        print(s["id"], "in " + s["nested_in"] if s["nested_in"] else "", "|", chain.replace("\n", "\\n"))
        print("    source ", " ... ".join(map(cut, s["source"])) or "-", "| cue", " ... ".join(map(cut, s["cue"])), "|", s["kind"], s["cue_class"], s["directness"])
        print("    content", " ... ".join(map(cut, s["content"])))
        more = [k + "=" + str(names.get(s[k], s[k])) for k in ("source_type", "polarity", "certainty", "tone", "channel", "addressee") if s[k] not in (None, "positive", "certain", "neutral")]
        more += ["hedges=" + ",".join(map(cut, s["hedges"]))] * bool(s["hedges"]) + s["flags"]
        print("    " + (" ".join(more) or "-"))
    for n in r["notes"]:
        if n["code"].startswith("QUOTE"):
            print("note", n["code"], cut(n["span"]))


def show_events(r, cut):
    """a line each: trigger, sides, type with modes, code, status, day and place with their bases"""
    code = {e["id"]: e["code"] or e["country"] or e["name"] for e in r["entities"]}
    spot = {p["id"]: p["name"] for p in r["places"]}
    known = lambda x, value: f"{value} ({x['basis']})" if x else "-"
    for e in r["events"]:
        sides = " > ".join(",".join(code[a] for a in e[side]) or "-" for side in ("source", "target"))
        print(cut(e["trigger"]), "|", sides, "|", ":".join([e["plover"]] + e["modes"]), e["cameo"], e["status"], "|", known(e["date"], (e["date"] or {}).get("value")), "|",
              known(e["place"], spot.get((e["place"] or {}).get("place"))))


def show(path, r):
    text = r["text"].encode("utf-8")
    cut = lambda s: text[s[0]:s[1]].decode("utf-8", "replace").replace("\n", "\\n") if s else "-"
    if path.startswith("attribution/"):
        show_statements(r, cut)
        return
    if path.startswith("events/"):
        show_events(r, cut)
        return
    if path.startswith(("formats/", "html/")):            # what came beside the text
        print("----", r["source"]["media_type"])
        for key in ("id", "lang", "take", "headline", "given_byline"):
            print(f"{key:<12}", r.get(key))
        print("outlet      ", r["source"]["outlet"])
        print("url         ", r["source"]["url"])
    print("title     ", cut(r["title"] and r["title"]["span"]))
    print("byline    ", cut(r["byline"] and r["byline"]["span"]))
    print("published ", r["published"], r["published_basis"])
    d = r["dateline"]
    print("dateline  ", "|".join(str(x) for x in (cut(d["place_span"]), d["date"], d["agency"])) if d else "-")
    for s in r["sentences"]:
        print("sentence  ", cut(s))
    for n in r["notes"]:
        print("note      ", n["code"], cut(n["span"]))


exe, to = sys.argv[1:3]
for path in sys.argv[3:]:
    os.makedirs(os.path.join(to, os.path.dirname(path)), exist_ok=True)
    ran = subprocess.run([exe, "code", "--format=jsonl", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    with open(os.path.join(to, path[:-3] + ".want"), "w", encoding="utf-8") as f, contextlib.redirect_stdout(f):
        for line in ran.stdout.decode("utf-8").splitlines():
            show(path, json.loads(line))
        sys.stdout.write(ran.stderr.decode("utf-8"))

#!/usr/bin/env python3
"""tests/talks_chains.py DATELINE FOLDER [-v | NAME...]: invented chains of reports come out as their tables say; -v prints what doesn't.

FOLDER/NAME.txt: reports, "=== id | date | wire" and their text; then for each negotiation "== talks" and a table of it:
    parties: SIDE ...              a code, a country's name (an invented one has whatever code it got) or "rebels"
    mediators: SIDE-or-SURNAME ...
    after: REPORT STATUS NEXT-DATE [disputed]
    outcome: STATUS
    round: START END | PLACE | LEVEL | FORMATS | SIDE:SURNAME ... | SIDE:SURNAME ... | OUTCOME | REPORTS | HOST EVENT
    obstacle: TYPE SURNAME         dispute: SURNAME SURNAME         agreement: WORD STATE
"-": nothing is expected. Single words are a writer's judgement, so what is tested is how many of a kind hold: no fewer than FLOORS."""
import collections, json, os, re, sqlite3, subprocess, sys, tempfile
from expect import chain, ingest

FLOORS = {"negotiation": 14, "parties": 12, "status": 44, "next date": 51, "rounds": 29, "days": 24, "place": 22, "outcome": 16, "host event": 29, "who": 15}


def read(path):
    reports, talks, text = [], [], None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("=== "):
            ident, day, wire = (x.strip() for x in line[4:].split("|"))
            reports.append({"id": ident, "published": day, "outlet": wire, "text": ""})
            text = reports[-1]
        elif line == "== talks":
            talks.append(collections.defaultdict(list))
            text = None
        elif text is not None:
            text["text"] += line + "\n"
        elif talks and ":" in line:
            key, value = line.split(":", 1)
            talks[-1][key].append(value.strip())
    for r in reports:
        r["text"] = r["text"].strip() + "\n"
    return reports, talks


class Check:
    """Counts what holds of each kind, and prints what does not."""

    def __init__(self, verbose):
        self.good, self.all, self.verbose = collections.Counter(), collections.Counter(), verbose

    def says(self, kind, holds, what, wanted, got):
        self.all[kind] += 1
        self.good[kind] += bool(holds)
        if self.verbose and not holds:
            print("  %-12s %s: wanted %s, got %s" % (kind, what, wanted, got))


def codes(url):
    """Names of countries and the codes they got."""
    c = sqlite3.connect(url[len("sqlite:"):])
    rows = c.execute("SELECT name, coalesce(country, code) FROM entities WHERE kind = 'country'").fetchall()
    c.close()
    return dict(rows)


def same_side(want, got, known):
    if want == "?":
        return True
    if want == "rebels":
        return len(got) > 3
    return got == want or got == known.get(want)


def same_one(want, got, known):
    """"KEN:Odinga" and "KEN:Raila Odinga"; a side alone asks for no name."""
    side, _, name = want.partition(":")
    code, _, full = got.partition(":")
    return same_side(side, code, known) and (not name or name in full.split(" "))


def all_there(want, got, known):
    """Every one wanted, and nobody of a side that is not."""
    return all(any(same_one(w, g, known) for g in got) for w in want) and all(any(same_side(w.split(":")[0], g.split(":")[0], known) for w in want) for g in got)


def holds_round(want, got, known):
    """How much speaks for one being the other."""
    start, end = want[0].split()
    near = got["start"] and got["start"] <= end and (got["end"] or got["start"]) >= start
    shared = sum(any(same_side(w.split(":")[0], g.split(":")[0], known) for g in got["participants"]) for w in want[4].split())
    return near and shared > 0 and shared + 2 * (got["start"] == start) + bool(set(want[7].split()) & set(got["reports"]))


def check_rounds(check, name, want, got, known):
    left = list(got)
    for row in want:
        w = [x.strip() for x in row.split("|")]
        w += ["-"] * (9 - len(w))
        best = max(left, key=lambda g: holds_round(w, g, known), default=None)
        found = best is not None and holds_round(w, best, known)
        check.says("rounds", found, name, row, None)
        if not found:
            continue
        left.remove(best)
        check.says("days", [best["start"], best["end"]] == w[0].split(), name, w[0], [best["start"], best["end"]])
        for kind, at, key in ("place", 1, "place"), ("level", 2, "level"), ("outcome", 6, "outcome"), ("host event", 8, "host_event"):
            if w[at] != "-" or kind == "host event":
                check.says(kind, (best.get(key) or "-") == w[at], name + " " + w[0], w[at], best.get(key))
        if w[3] != "-":
            check.says("format", set(w[3].split()) == set(best["format"]), name + " " + w[0], w[3], best["format"])
        check.says("who", all_there(w[4].split(), best["participants"], known), name + " " + w[0], w[4], best["participants"])
        if w[5] != "-":
            check.says("between", all(any(same_one(m, g, known) for g in best["mediators"]) for m in w[5].split()), name + " " + w[0], w[5], best["mediators"])
    for g in left:
        check.says("rounds", False, name, None, (g["start"], g["end"], g["place"], g["participants"], g["reports"]))


def check_status(check, name, want, got):
    by = {s["report"]: s for s in got}
    for row in want:
        report, status, day, *rest = row.split()
        s = by.get(report, {})
        check.says("status", s.get("status") == status, name + " " + report, status, s.get("status"))
        check.says("next date", (s.get("next_date") or "-") == day, name + " " + report, day, s.get("next_date"))
        check.says("disputed", bool(s.get("disputed")) == bool(rest), name + " " + report, rest, s.get("disputed"))


def check_talk(check, name, want, got, said, known):
    parties = want["parties"][0].split()
    check.says("parties", all_there(parties, got["parties"], known), name, parties, got["parties"])
    check_status(check, name, want["after"], got["status_after"])
    if want["outcome"]:
        check.says("ends", got["outcome"] == want["outcome"][0], name, want["outcome"][0], got["outcome"])
    check_rounds(check, name, want["round"], got["rounds"], known)
    for row in want["obstacle"]:
        kind, by = row.split()
        check.says("obstacles", any(o["type"] == kind and (o["by"] or "").endswith(by) for o in got["named_obstacles"]), name, row, [(o["type"], o["by"]) for o in got["named_obstacles"]])
    pairs = [{said.get(s, "?").split(" ")[-1].split(":")[-1] for s in d["statements"]} for d in got["disputes"]]
    for row in want["dispute"]:
        check.says("disputes", set(row.split()) in pairs, name, row, pairs)
    for row in want["agreement"]:
        word, state = row.split()
        have = [(a["name"], a["state"]) for a in got["agreements"]]
        check.says("agreements", any(s == state and (word == "-" or word in n) for n, s in have), name, row, have)


def check_chain(check, exe, path, folder):
    reports, talks = read(path)
    name = os.path.basename(path)[:-len(".txt")]
    url = "sqlite:" + os.path.join(folder, name + ".db")
    file = os.path.join(folder, name + ".jsonl")
    with open(file, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(r) + "\n" for r in reports)
    ingest(exe, url, file)
    out, known = chain(exe, url, name), codes(url)
    said = {s["id"]: s["speaker"] for s in out["statements"]}
    left = list(out["talks"])
    for want in talks:
        parties = want["parties"][0].split()
        def fits(t):
            return sum(any(same_side(p, g, known) for g in t["parties"]) for p in parties), len(t["reports"])
        best = max(left, key=fits, default=None)
        check.says("negotiation", best is not None and fits(best)[0] >= 2, name, parties, [t["parties"] for t in left])
        if best is None or fits(best)[0] < 2:
            best = collections.defaultdict(list, outcome=None)
        else:
            left.remove(best)
        check_talk(check, name, want, best, said, known)
    for t in left:
        check.says("negotiation", False, name, None, (t["parties"], t["reports"]))


def main():
    exe, folder, *names = sys.argv[1:]
    verbose = bool(names)
    names = [n for n in names if n != "-v"]
    check = Check(verbose)
    with tempfile.TemporaryDirectory() as d:
        for f in sorted(os.listdir(folder)):
            if f.endswith(".txt") and (not names or f[:-4] in names):
                check_chain(check, exe, os.path.join(folder, f), d)
    low = [k for k, floor in FLOORS.items() if check.good[k] < floor]
    if verbose or low:
        for k in check.all:
            print("%-12s %3d of %3d%s" % (k, check.good[k], check.all[k], "   wanted %d" % FLOORS[k] if k in low else ""))
    return bool(low) and not names


sys.exit(main())

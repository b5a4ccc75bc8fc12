#!/usr/bin/env python3
"""Every name of the tables of places by hand can be reached: in "Soldiers arrived in NAME on Monday." it means its own row."""
import csv, json, os, subprocess, sys

HOME = {"Georgia", "Washington", "Delhi", "Jiangsu"}                 # these mean something else until the text says more
BROKEN = {"Cote d'Azur", "Côte d'Azur", "Bonaire, Sint Eustatius and Saba"}


def rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as f:
        return list(csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))


def names(folder):
    towns = {r["geonames"]: r for r in rows(folder, "cities.tsv")}
    for name in ("regions.tsv", "provinces.tsv", "countries.tsv"):
        for r in rows(folder, name):
            for n in [r["name"]] + (r["also"] or "").split("|"):
                if n:
                    yield name, n, float(r["lat"]), float(r["lon"])
    for r in rows(folder, "exonyms.tsv"):
        yield "exonyms.tsv", r["spelling"], float(towns[r["geonames"]]["lat"]), float(towns[r["geonames"]]["lon"])


def main():
    cli, folder = sys.argv[1:]
    want = list(names(folder))
    text = "".join(json.dumps({"id": str(i), "text": "Soldiers arrived in %s%s on Monday." % (
        "the " if n.startswith(("Gulf", "Sea", "Strait")) else "", n)}) + "\n" for i, (_, n, _, _) in enumerate(want))
    out = subprocess.run([cli, "code", "--format=jsonl", "-"], input=text, capture_output=True, text=True, check=True).stdout
    seen, bad = 0, 0
    for line in out.splitlines():
        record = json.loads(line)
        table, name, lat, lon = want[int(record["id"])]
        seen += 1
        found = any(p["lat"] is not None and abs(p["lat"] - lat) < .02 and abs(p["lon"] - lon) < .02 for p in record["places"])
        if not found and name not in HOME | BROKEN:
            bad += 1
            print("%s: %s is not reached" % (table, name))
    return bad > 0 or seen != len(want)


sys.exit(main())

#!/usr/bin/env python3
"""pages.py DATELINE DIR: what `dateline extract` finds in each DIR/*.html, against the comment that the page begins with ("-": nothing).

The pages are written for these tests, in the markup of content systems and news sites; all their articles have a first paragraph on a truce."""
import glob, json, os, subprocess, sys

exe, folder = sys.argv[1:3]
pages, want = [], {}
for path in sorted(glob.glob(os.path.join(folder, "*.html"))):
    name = os.path.basename(path)[:-5]
    with open(path, encoding="utf-8") as f:
        comment, html = f.read().split("-->\n", 1)
    want[name] = dict(line.split(": ", 1) for line in comment.splitlines()[1:])
    pages.append({"id": name, "url": want[name].pop("url"), "html": html})
bad = 0
for flags in ([], ["--no-sandbox"]):
    got = subprocess.run([exe, "extract", *flags, "-"], input="".join(json.dumps(p) + "\n" for p in pages), stdout=subprocess.PIPE, encoding="utf-8", check=True)
    rows = [json.loads(line) for line in got.stdout.splitlines()]
    assert [r["id"] for r in rows] == [p["id"] for p in pages], "a page is missing"
    for r in rows:
        for key, value in want[r["id"]].items():
            if (r[key] or "-") != value:
                print(f"{r['id']}: {key} is {r[key]!r}, not {value!r}")
                bad += 1
        if len(r["text"].split("\n\n")) not in (2, 3):
            print(f"{r['id']}: the article is {r['text']!r}")
            bad += 1
sys.exit(bad > 0 or not pages)

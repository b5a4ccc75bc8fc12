#!/usr/bin/env python3
"""languages.py DATELINE TEXTS: no text of TEXTS ("en" or "other", a tab, the text) is taken for the wrong one."""
import json, subprocess, sys

exe, path = sys.argv[1:3]
with open(path, encoding="utf-8") as f:
    rows = [line.rstrip("\n").split("\t", 1) for line in f if not line.startswith("#")]
ran = subprocess.run([exe, "extract", "-"], input="".join(json.dumps({"id": "-", "text": text}) + "\n" for _, text in rows), stdout=subprocess.PIPE, encoding="utf-8", check=True)
told = [json.loads(line)["lang"] for line in ran.stdout.splitlines()]
bad = [f"{lang} for {want}: {text}" for (want, text), lang in zip(rows, told, strict=True) if (lang == "en") != (want == "en")]
print("\n".join(bad))
sys.exit(bool(bad) or not rows)

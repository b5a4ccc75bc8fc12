#!/bin/sh
# tests/tutorial.sh DATELINE SOURCE: the Python of docs/tutorial.md runs on a store as it stands there, and so do its commands.
set -u
exe=$(realpath "$1"); src=$(realpath "$2"); dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir" || exit 1
bad=0
mkdir archive; cp "$src"/examples/*.txt archive/
"$exe" ingest --quiet archive >out || { echo "ingest failed"; exit 1; }
awk '/^```python/ {on = 1; next} /^```/ {on = 0} on' "$src/docs/tutorial.md" >chart.py
[ -s chart.py ] || { echo "no Python in the tutorial"; exit 1; }
python3 chart.py >out || { echo "the tutorial's Python fails"; bad=1; }
grep -q '^[1-9][0-9]* events in [1-9]' out || { echo "the chart is empty"; cat out; bad=1; }
python3 -c 'import xml.dom.minidom as d; raise SystemExit(not d.parse("events.svg").getElementsByTagName("rect"))' || { echo "no bars in the picture"; bad=1; }
sed -n 's/^    dateline \([a-z].*\)$/\1/p' "$src/docs/tutorial.md" | sed 's/#.*//; s/|.*//' >commands
article=$("$exe" events --limit=1 --format=jsonl | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["id"])')
n=0
while read -r line; do
    case $line in explain*) line="explain $article" ;; esac
    eval "\"$exe\" $line" >out 2>err || { echo "dateline $line: $(cat err)"; bad=1; }
    n=$((n + 1))
done <commands
[ $n -ge 10 ] || { echo "only $n commands in the tutorial"; bad=1; }
exit $bad

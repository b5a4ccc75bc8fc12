#!/bin/sh
# tests/tutorial.sh DATELINE SOURCE: docs/tutorial.md is followed to the letter, on an archive of 300 articles: every command, the Python, and, where R has
# the packages, the R.
set -u
exe=$(realpath "$1"); src=$(realpath "$2"); dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir" || exit 1
bad=0
mkdir bin mine; ln -s "$exe" bin/dateline; PATH=$dir/bin:$PATH
page=$src/docs/tutorial.md
code() { awk -v want="\`\`\`$1" '$0 == want {on = 1; next} /^```/ {on = 0} on' "$page"; }     # the blocks of one language
fail() { echo "$*"; bad=1; }
python3 "$src/tests/archive.py" archive
code rules >mine/lease.rules; [ -s mine/lease.rules ] || fail "no rule in the tutorial"
sed -n 's/^    \([a-z].*\)$/\1/p' "$page" | grep '^dateline ' >commands
n=0
while read -r line; do
    sh -c "$line" >out.$n 2>err </dev/null || fail "$line: $(cat err)"
    case $line in *'>'*|*failures*) ;; *) [ -s out.$n ] || fail "$line: says nothing" ;; esac
    n=$((n + 1))
done <commands
[ $n -ge 16 ] || fail "only $n commands in the tutorial"
grep -q '^sqlite:dateline.db: 300 new' out.0 || fail "not 300 articles: $(cat out.0)"
grep -q ' 300 coded anew, 0 there before' out.$((n - 1)) || fail "a rule more: $(cat out.$((n - 1)))"
for f in month-type.csv month-dyad.csv polecat.tsv rounds.tsv; do [ "$(wc -l <$f)" -gt 5 ] || fail "$f: no rows"; done
code python >chart.py; python3 chart.py >out || fail "the tutorial's Python fails"
events=$(sed -n 's/^\([1-9][0-9]* events in [1-9][0-9]* months\): .*/\1/p' out); [ -n "$events" ] || fail "the chart is empty: $(cat out)"
grep -q '^w[0-9]*#e[0-9].* -> .* | ' out || fail "nothing opened down to its words: $(cat out)"
python3 -c 'import xml.dom.minidom as d; raise SystemExit(len(d.parse("events.svg").getElementsByTagName("rect")) < 30)' || fail "no bars in the picture"
if Rscript -e 'library(DBI); library(RSQLite)' >/dev/null 2>&1; then
    code r >chart.R; Rscript chart.R >out 2>err || fail "the tutorial's R fails: $(cat err)"
    grep -q "^$events: events.pdf" out || fail "R counts otherwise than Python: $(cat out)"
    grep -q '^[1-9][0-9]* pairs and months' out || fail "no panel"
    [ -s events.pdf ] || fail "no picture of R"
fi
exit $bad

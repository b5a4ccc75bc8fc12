#!/bin/sh
# tests/store.sh DATELINE EXAMPLES: ingesting twice changes nothing, copies are marked, and a bad store is one clear sentence and exit 3.
set -u
exe=$(realpath "$1"); examples=$(realpath "$2"); dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir" || exit 1
bad=0
expect() { # what wanted got
    [ "$2" = "$3" ] || { echo "$1: wanted '$2', got '$3'"; bad=1; }
}
ask() { python3 -c 'import sqlite3, sys; print(*[c for r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2]) for c in r])' "$1" "$2"; }
refuses() { # what sentence arguments...
    what=$1; sentence=$2; shift 2
    "$exe" "$@" >out 2>err; expect "$what: exit" 3 $?
    expect "$what: one line" 1 "$(wc -l <err | tr -d ' ')"
    grep -q "$sentence" err || { echo "$what: not said: $sentence"; cat err; bad=1; }
}
mkdir in; cp "$examples"/lakeside.txt "$examples"/ferry.txt "$examples"/truce.txt in/
{ echo '{"id":"copy","text":'; python3 -c 'import json, sys; print(json.dumps(open(sys.argv[1]).read().replace("Monday", "Monday morning")))' in/truce.txt; echo '}'; } | tr -d '\n' >copy.jsonl
echo >>copy.jsonl; echo 'not json' >>copy.jsonl
"$exe" ingest --store=sqlite:a.db in copy.jsonl >out 2>err; expect "ingest with a bad line" 1 $?
expect "articles" 4 "$(ask a.db 'select count(*) from articles')"
expect "the copy is marked" truce.txt "$(ask a.db 'select substr(o.path, 4) from articles c join articles o on o.id = c.duplicate_of where c.key = "copy"')"
expect "the failure is kept" copy.jsonl:2 "$(ask a.db 'select place from failures')"
grep -q '^dateline: copy.jsonl:2: ' err || { echo "the failure is not listed"; bad=1; }
totals() { expect "$1: totals are kept" "$(ask "$2" "select (select count(*) from events), (select count(*) from statements)")" "$(ask "$2" "select * from totals")"; }
totals "ingest" a.db
expect "nothing of a copy counts twice" 0 "$(ask a.db 'select count(*) from dyads d join events e on e.id = d.event where not e.counted')"
dump() { python3 -c 'import sqlite3, sys; [print(l) for l in sqlite3.connect(sys.argv[1]).iterdump() if "failures" not in l and "_fts" not in l]' "$1"; }
dump a.db >once
"$exe" ingest --store=a.db --jobs=2 in copy.jsonl >out 2>err; dump a.db >twice
cmp -s once twice || { echo "ingesting twice changes the store"; bad=1; }
"$exe" ingest --store=b.db --jobs=3 in copy.jsonl >out 2>err; dump b.db >other
cmp -s once other || { echo "the store differs by the number of jobs"; bad=1; }
python3 -c 'import sqlite3; c = sqlite3.connect("b.db"); c.execute("update articles set made_by = \"older\""); c.execute("update events set rule = \"old\""); c.execute("insert into edits values (1, \"now\", \"rename\", \"x\", \"{}\", null)"); c.commit()'
"$exe" ingest --store=b.db in copy.jsonl >out 2>err; grep -q '4 coded anew' out || { echo "an older maker's articles were not coded anew"; cat out; bad=1; }
totals "coded anew" b.db
expect "edits survive" 1 "$(ask b.db 'select count(*) from edits')"
dump b.db | grep -v 'INTO "edits"' >anew; cmp -s once anew || { echo "coding anew leaves something old"; bad=1; }
expect "full text finds" 1 "$(ask b.db 'select count(*) > 0 from articles_fts where articles_fts match "minister* OR ferry"')"
expect "the index agrees with the text" "" "$(ask b.db 'insert into articles_fts(articles_fts) values ("integrity-check")')"

echo 'no store at all, but long enough to look like a file of some kind or other' >junk.db
refuses "a text file" "is not a Dateline store" ingest --store=junk.db in
refuses "a wrong URL" "write sqlite:FILE" ingest --store=postgres://x/y in
refuses "a missing folder" "cannot be opened" ingest --store=sqlite:no/such/a.db in
python3 -c 'import sqlite3; c = sqlite3.connect("new.db"); c.execute("create table t(x)"); c.execute("pragma application_id = 1145851441"); c.execute("pragma user_version = 99"); c.commit()'
refuses "a newer store" "newer Dateline" ingest --store=new.db in
python3 -c 'import sqlite3; c = sqlite3.connect("foreign.db"); c.execute("create table t(x)"); c.commit()'
refuses "another program's file" "another program" ingest --store=foreign.db in
cp a.db cut.db; python3 -c 'f = open("cut.db", "r+b"); f.seek(4096); f.write(b"\xff" * 40000)'
refuses "a damaged store" "is damaged" ingest --store=cut.db in
python3 -c '
import sqlite3, subprocess, sys
c = sqlite3.connect("b.db"); c.isolation_level = None; c.execute("begin immediate"); c.execute("delete from failures")
sys.exit(subprocess.run([sys.argv[1], "ingest", "--store=b.db", "copy.jsonl"], stderr=open("err", "w"), stdout=open("out", "w")).returncode)' "$exe"
expect "a locked store" 3 $?
grep -q "is locked by another program" err || { echo "the lock is not named"; cat err; bad=1; }
cp a.db behind.db
python3 -c '
import sqlite3, subprocess, sys
c = sqlite3.connect("behind.db"); c.isolation_level = None
c.execute("insert into articles_fts(articles_fts) values (\"delete-all\")"); c.execute("insert into statements_fts(statements_fts) values (\"delete-all\")"); c.execute("update searchable set upto = 0")
c.execute("begin immediate"); c.execute("delete from failures")
sys.exit(subprocess.run([sys.argv[1], "search", "--store=behind.db", "--format=jsonl", "ferry"], stderr=open("err", "w"), stdout=open("out", "w")).returncode)' "$exe"
expect "searching beside a writer" "0 0" "$? $(wc -l <out | tr -d ' ')"
grep -q "the newest 4 articles were not looked through" err || { echo "a search does not say what it left out"; cat err; bad=1; }
"$exe" search --store=behind.db --format=jsonl ferry >out 2>err; expect "searching afterwards" "0 0 1" "$? $(wc -l <err | tr -d ' ') $([ -s out ] && echo 1)"
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=3000k none small 2>/dev/null; then
    i=0; while [ $i -lt 400 ]; do printf '{"id":"n%d","text":"Envoys of Norland and Estavia met on Monday, number %d, and %s."}\n' $i $i "$(seq $i $((i + 800)) | tr '\n' ' ')"; i=$((i + 1)); done >many.jsonl
    "$exe" ingest --store=small/a.db many.jsonl >out 2>err; expect "a full disk" 3 $?
    grep -q 'disk' err || { echo "the full disk is not named"; cat err; bad=1; }
    rm -f small/*; cp a.db small/; mount -o remount,ro small
    refuses "a read-only disk" "read-only" ingest --store=small/a.db --date=2001-01-01 in
    "$exe" events --store=small/a.db --format=jsonl >ro 2>err; expect "reading from a read-only disk" 0 $?
    "$exe" events --store=a.db --format=jsonl >rw; cmp -s ro rw || { echo "a read-only disk answers otherwise"; bad=1; }
    umount small
fi
i=0; while [ $i -lt 400 ]; do printf '{"id":"i%d","text":"Envoys of Norland and Estavia met on Monday, number %d, and spoke of %s."}\n' $i $i "$(seq $i 7 $((i + 300)) | tr '\n' ' ')"; i=$((i + 1)); done >wire.jsonl
"$exe" ingest --store=int.db wire.jsonl >out 2>err & pid=$!
n=0; while [ ! -s int.db ] && [ $n -lt 100 ]; do sleep 0.05; n=$((n + 1)); done
sleep 0.2; n=0    # sh starts it deaf to the signal; it listens once its models are open
while [ $n -lt 60 ]; do kill -INT $pid 2>kill.err; sleep 0.05; n=$((n + 1)); done
wait $pid; expect "interrupted" 130 $?
had=$(ask int.db 'select count(*) from articles')
[ "$had" -gt 0 ] && [ "$had" -lt 400 ] || echo "note: the interrupt came at $had of 400 articles"
"$exe" ingest --store=int.db wire.jsonl >out 2>err; expect "going on" 0 $?
grep -q " $had there before" out || { echo "what was there was coded again"; cat out; bad=1; }
totals "interrupted and gone on" int.db
expect "all of them" 400 "$(ask int.db 'select count(*) from articles')"

# What kind of copy each is, as the store, its record and explain say; a store of the version before gets the column.
python3 - in/truce.txt >kinds.jsonl <<'E'
import json, sys
text = open(sys.argv[1]).read().strip()
later = " ".join(f"Observer {n} counted {n + 3} trucks beyond the river bend at hour {n * 7}." for n in range(24))
for key, words in (("truce", text), ("same", text.replace("Monday", "Monday morning")), ("short", text[:text.rfind(".", 0, len(text) * 2 // 3) + 1]),
                   ("longer", text + "\n\n" + later), ("mended", "CORRECTED-" + text)):
    print(json.dumps({"id": key, "text": words}))
E
head -n 1 kinds.jsonl >first.jsonl
"$exe" ingest --store=kinds.db first.jsonl >out 2>err; expect "the first of a story" 0 $?
python3 -c 'import sqlite3; c = sqlite3.connect("kinds.db"); c.execute("alter table articles drop column copy_of"); c.execute("alter table articles drop column copy_kind"); c.execute("pragma user_version = 4"); c.commit()'
refuses "a store of the version before, to read" "of an older version" statements --store=kinds.db
"$exe" ingest --store=kinds.db kinds.jsonl >out 2>err; expect "copies into a store of the version before" 0 $?
expect "the version of the tables" 7 "$(ask kinds.db 'pragma user_version')"
told="same reprint short cut longer update mended correction"
kinds() { ask kinds.db 'select c.key, c.copy_kind from articles c join articles o on o.id = c.duplicate_of where o.key = "truce" order by c.id'; }
expect "kinds of copies" "$told" "$(kinds)"
python3 -c 'import sqlite3; c = sqlite3.connect("kinds.db"); c.execute("update articles set made_by = \"older\""); c.commit()'
"$exe" ingest --store=kinds.db kinds.jsonl >out 2>err; grep -q '5 coded anew' out || { echo "kinds: not coded anew"; cat out; bad=1; }
expect "kinds stay when articles are coded anew" "$told" "$(kinds)"
# "again" has the words of "longer", which is not the first of the story: a reprint of that, and of the first an update.
python3 -c 'import json; print(json.dumps(dict([json.loads(l) for l in open("kinds.jsonl")][3], id="again")))' >again.jsonl
"$exe" ingest --store=kinds.db again.jsonl >out 2>err; expect "a copy of a copy" "again reprint truce longer" "$(ask kinds.db 'select c.key, c.copy_kind, o.key, l.key from articles c join articles o on o.id = c.duplicate_of join articles l on l.id = c.copy_of where c.key = "again"')"
"$exe" export --store=kinds.db --format=jsonl >out 2>err; expect "its record names both" "truce longer" "$(python3 -c 'import json; print(*[r[k] for r in map(json.loads, open("out")) if r["id"] == "again" for k in ("duplicate_of", "copy_of")])')"
python3 -c 'import sqlite3; c = sqlite3.connect("kinds.db"); c.execute("update articles set made_by = \"older\" where key = \"again\""); c.commit()'
"$exe" ingest --store=kinds.db again.jsonl >out 2>err; "$exe" explain --store=kinds.db again >out 2>err; grep -q '^copy_of  *longer$' out || { echo "coded anew, a copy forgets what it is most like"; cat out; bad=1; }
"$exe" explain --store=kinds.db mended >out 2>err; grep -q '^copy_kind *correction$' out || { echo "explain does not say what kind of copy"; cat out err; bad=1; }
"$exe" export --store=kinds.db --format=jsonl >out 2>err
expect "the records say it" "$told again reprint" "$(python3 -c 'import json; print(*[x for r in map(json.loads, open("out")) if r["duplicate_of"] and r["containment"] > .5 for x in (r["id"], r["copy_kind"])])')"

# A rule more, and the articles are coded anew, once; what was corrected by hand stays.
mkdir own; cat >own/own.rules <<'R'
rule own/pact
  when    verb initial
  with    obj pact
  with    nsubj <actor>
  target  obl(with)
  event   AGREE 057
  yes "Kenya initialed a pact with Uganda on Monday." => AGREE KEN > UGA
  yes "Chile initialed a pact with Peru in May." => AGREE CHL > PER
  no  "The poet initialed a book."
R
printf '%s\n' '{"id":"pact","published":"2016-09-05","text":"NAIROBI, Sept 5 -- Kenya initialed a pact with Uganda on Monday."}' >pact.jsonl
"$exe" ingest --store=own.db pact.jsonl in >out 2>err; python3 -c 'import sqlite3; c = sqlite3.connect("own.db"); c.execute("insert into edits values (1, \"now\", \"rename\", \"x\", \"{}\", null)"); c.commit()'
"$exe" ingest --store=own.db --rules=own pact.jsonl in >out 2>err; grep -q ' 4 coded anew, 0 there before' out || { echo "a new rule: not coded anew"; cat out err; bad=1; }
expect "the rule's event, and the edit" "own/pact 1" "$(ask own.db 'select rule, (select count(*) from edits) from events where article = (select id from articles where key = "pact") and rule like "own/%"')"
"$exe" ingest --store=own.db --rules=own pact.jsonl in >out 2>err; grep -q ' 0 coded anew, 4 there before' out || { echo "the same rules: coded anew again"; cat out err; bad=1; }
"$exe" ingest --store=own.db pact.jsonl in >out 2>err; expect "without it again" 0 "$(ask own.db 'select count(*) from events where rule like "own/%"')"
exit $bad

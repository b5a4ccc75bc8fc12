#!/bin/sh
# tests/ask.sh DATELINE EXAMPLES: what is asked of a store agrees with its records, page by page and in every format.
set -u
exe=$(realpath "$1"); examples=$(realpath "$2"); dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir" || exit 1
bad=0
expect() { # what wanted got
    [ "$2" = "$3" ] || { echo "$1: wanted '$2', got '$3'"; bad=1; }
}
lines() { wc -l <"$1" | tr -d ' '; }
set -- "$examples"/lakeside.txt "$examples"/ferry.txt "$examples"/truce.txt
"$exe" ingest "$@" >out 2>err; expect "ingest" 0 $?
"$exe" code "$@" >records.jsonl; "$exe" export --format=jsonl >again.jsonl; cmp -s records.jsonl again.jsonl || { echo "records do not come out as they went in"; bad=1; }
number() { python3 -c 'import json, sys; print(sum(len(json.loads(l)[sys.argv[1]]) for l in open("records.jsonl")))' "$1"; }
for what in events statements; do
    "$exe" $what --format=jsonl >store.jsonl; "$exe" $what --format=jsonl --jobs=2 "$@" >files.jsonl
    expect "all $what" "$(number $what)" "$(lines store.jsonl)"
    [ "$(lines store.jsonl)" -gt 2 ] || { echo "too few $what to test with"; bad=1; }
    cmp -s store.jsonl files.jsonl || { echo "$what of files and of the store differ"; bad=1; }
    for format in json csv tsv text; do "$exe" $what --format=$format >out.$format; expect "$what as $format" 0 $?; done
    expect "$what as TSV" "$(($(number $what) + 1))" "$(lines out.tsv)"
    python3 -c 'import csv, json; assert len(json.load(open("out.json"))) == len(list(csv.DictReader(open("out.csv"))))' || bad=1
    : >paged; last=
    while "$exe" $what --quiet --limit=2 ${last:+--after="$last"} --format=jsonl >page && [ -s page ]; do
        cat page >>paged; last=$(tail -n 1 page | python3 -c 'import json, sys; print(json.loads(sys.stdin.read())["id"])')
        [ "$(lines paged)" -gt 500 ] && break
    done
    cmp -s store.jsonl paged || { echo "pages of $what do not make the whole"; bad=1; }
done
"$exe" counts --by=type --format=jsonl >counts; "$exe" events --format=jsonl >events
python3 - <<'P' || { echo "counts do not agree with events"; bad=1; }
import collections, json
want = collections.Counter(json.loads(l)["type"] for l in open("events"))
got = {json.loads(l)["type"]: json.loads(l)["events"] for l in open("counts")}
raise SystemExit(want != got)
P
"$exe" counts --by=month,dyad --format=csv >out; expect "by month and dyad" "month,dyad,events,score" "$(head -n 1 out)"
"$exe" counts --by=weather >out 2>err; expect "by nothing known" 2 $?
"$exe" search ferry --format=jsonl >out; [ "$(lines out)" -ge 1 ] || { echo "search finds nothing"; bad=1; }
"$exe" search xyzzy --quiet --format=jsonl >out; expect "search for nothing" 0 "$(lines out)"
"$exe" search 'he said" OR (' --format=jsonl >out 2>err; expect "odd words" 0 $?
speaker=$(python3 -c 'import json
for l in open("records.jsonl"):
    r = json.loads(l)
    for s in r["statements"]:
        if s["speaker"]: print(next(e["name"] for e in r["entities"] if e["id"] == s["speaker"])); raise SystemExit')
"$exe" statements --speaker="$speaker" --format=jsonl >out; [ "$(lines out)" -ge 1 ] || { echo "no statement of $speaker"; bad=1; }
"$exe" statements --speaker=Nobody --quiet >out; expect "a speaker who is not there" 0 "$(lines out)"
"$exe" events --since=2500-01-01 --quiet --format=jsonl >out; expect "the future" 0 "$(lines out)"
"$exe" timeline RUS USA --quiet >out; expect "a timeline" 0 $?
event=$(head -n 1 events | python3 -c 'import json, sys; r = json.loads(sys.stdin.read()); print(r["id"]); open("rule", "w").write(r["rule"])')
"$exe" explain "$event" >out; expect "explain an event" 0 $?
grep -q "^rule  *$(cat rule)$" out && grep -q '^  trigger \[' out || { echo "no rule or trigger explained"; cat out; bad=1; }
grep -q '^rule .*\.rules:[0-9]*, at "' out && grep -q '  root ' out && grep -q '^source  *.*: .*, from "' out && grep -q '^date  *' out && grep -q '^status  *' out ||
    { echo "no tree, or not how the parts were reached"; cat out; bad=1; }
"$exe" explain "${event%#*}" >out; expect "explain an article" 0 $?; grep -q '^#e1 ' out || { echo "no events of the article"; bad=1; }
for what in "$event" "${event%e*}s1" "${event%#*}"; do
    "$exe" explain "$what" --format=json >out; expect "explain $what as JSON" 0 $?
    python3 -c 'import json, sys; r = json.load(open("out")); raise SystemExit(sys.argv[1].split("#")[0] not in json.dumps(r))' "$what" || { echo "explain $what as JSON: not of it"; bad=1; }
done
"$exe" explain "$event" --format=csv 2>err >out; expect "explain as CSV" 2 $?
"$exe" explain 'nothing#e1' --format=json 2>err >out; expect "explain nothing as JSON" 1 $?
"$exe" explain nothing --format=json 2>err >out; expect "explain no article as JSON" 1 $?
"$exe" talks t1 --format=csv 2>err >out; expect "one negotiation as CSV" 2 $?
"$exe" explain nothing#e1 2>err >out; expect "explain nothing" 1 $?
for format in polecat icews gdelt cameo-daily plover-json csv rounds articles failures; do "$exe" export --format=$format >out.$format 2>err; expect "export $format" 0 $?; done
expect "GDELT's columns" 58 "$(head -n 1 out.gdelt | tr '\t' '\n' | wc -l)"
expect "ICEWS's columns" 20 "$(head -n 1 out.icews | tr '\t' '\n' | wc -l)"
python3 -c 'import csv; assert len(list(csv.DictReader(open("out.csv")))) == sum(1 for l in open("events"))' || { echo "the CSV export is not complete"; bad=1; }
"$exe" export --format=jsonl --since=2016 >out 2>err; expect "records by date" 2 $?
"$exe" export --format=excel >out 2>err; expect "no such export" 2 $?
"$exe" events --store=missing.db >out 2>err; expect "no store" 3 $?
"$exe" events --frob=1 >out 2>err; expect "no such filter" 2 $?
# A question that is wrong is one sentence that says so, on standard error, and exit status 2; nothing is passed over in silence.
while IFS='|' read -r command words; do
    eval "\"$exe\" $command --format=jsonl" >out 2>err; expect "$command: exit" 2 $?
    expect "$command: rows" 0 "$(lines out)"
    expect "$command: a sentence and where to look" 2 "$(lines err)"
    grep -q -- "$words" err || { echo "$command says not '$words': $(head -n 1 err)"; bad=1; }
done <<'WRONG'
events --type=MEET|--type=MEET is none of AGREE CONSULT
events --type=AID,HELP|--type=HELP is none of
events --status=happened|none of occurred ongoing
talks --status=occurred|none of under-way scheduled
statements --kind=poem|none of statement relay
statements --tone=shrill|none of positive negative
events --since=2016-13-01|"2016-13-01" is no day
events --until=2016-02-30|"2016-02-30" is no day
events --since=yesterday|"yesterday" is no day
timeline --since=2016-06 --until=2016-05|2016-05-31 is before --since, 2016-06-01
events --actor=XQZ|XQZ is the code of no country
timeline RUS QQQ|QQQ is the code of no country
events --dyad=Russia|"RUSSIA" is no pair of countries
events --cameo=99|"99" is no code of CAMEO
events --confidence=1.5|no number from 0 to 1
events --limit=0|"0" is no number of rows
events --limit=ten|"ten" is no number of rows
events --after='nowhere#e1'|"nowhere#e1" is not in the store
statements --article=nowhere|"nowhere" is not in the store
statements --type=AID|--type is no filter
statements --copies|--copies is of events
counts --after='x#e1'|--after is no filter
search ferry --type=AID|--type is no filter
talks --place=Geneva|--place is no filter
events --frob=1|no option "--frob=1"
WRONG
"$exe" events --type=aid,Consult >out 2>err; expect "types in any case" 0 $?
"$exe" timeline rus usa >out 2>err; expect "codes in small letters" 0 $?
for day in 2016 2016-09; do "$exe" events --since=$day --until=$day --format=jsonl >out 2>err; expect "a period of one year or month" 0 $?; done
for question in "events --since=2500" "statements --speaker=Nobody" "search xyzzy" "counts --since=2500" "timeline RUS USA --since=2500" "export --format=failures"; do
    eval "\"$exe\" $question" >out 2>err; expect "$question: exit" 0 $?
    expect "$question: said so" "dateline: sqlite:dateline.db: nothing in the store answers to that" "$(cat err)"
    eval "\"$exe\" $question --quiet" >out 2>err; expect "$question, quiet" "" "$(cat err)"
done
"$exe" statements --speaker="$speaker" --format=jsonl >said; "$exe" events --speaker="$speaker" --format=jsonl >out
python3 - <<'P' || { echo "events by a speaker's account are not those of the speaker's statements"; bad=1; }
import json
said = {json.loads(l)["id"] for l in open("said")}
want = {e["id"] for e in map(json.loads, open("events")) if e["statement"] in said}
raise SystemExit(not want or want != {json.loads(l)["id"] for l in open("out")})
P
exit $bad

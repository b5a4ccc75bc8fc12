#!/bin/sh
# tests/cli.sh DATELINE: bad input is named, the rest is coded, exit codes are the contract's.
set -u
exe=$(realpath "$1"); root=$(realpath "$(dirname "$0")/.."); dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir" || exit 1
bad=0
expect() { # what wanted got
    [ "$2" = "$3" ] || { echo "$1: wanted '$2', got '$3'"; bad=1; }
}
printf 'OSLO, May 3 (X) -- Ministers met.\n' >good.txt
: >empty.txt
head -c 3000 /dev/zero >nul.txt
printf 'PARIS (X) -- Le pr\351sident left.\n' >latin1.txt
printf '{"id":"a","text":"He left."}\nnot json\n{"id":"b","text":"She came."}\n' >mixed.jsonl
head -c 20000000 /dev/zero | tr '\0' 'x' >long.jsonl; sed -i '1s/^/{"text":"/' long.jsonl
lines() { wc -l <"$1" | tr -d ' '; }

"$exe" code good.txt empty.txt nul.txt latin1.txt >out 2>err; expect "odd files code" 0 $?
expect "a record each" 4 "$(lines out)"
expect "nothing said" 0 "$(lines err)"
grep -q ENCODING_REPAIRED out || { echo "no note on Latin-1"; bad=1; }
grep -q NUL_BYTES out || { echo "no note on NUL bytes"; bad=1; }
printf 'PARIS, May 3 (X) -- Syrian troops shelled Hama on Monday. Lebanese rebels shelled Haifa in Israel on Tuesday.\n' >shelled.txt
"$exe" rules explain shell >out 2>err; expect "a word explained" 0 $?
grep -q '^rule assault/shell, .*assault.rules:[0-9]' out || { echo "the rule of a word is not told"; bad=1; }
"$exe" rules explain threaten >out 2>err; grep -q '^  AID => THREATEN' out || { echo "what an operator makes is not told"; bad=1; }
"$exe" rules explain xyzzy >out 2>err; expect "an unknown word" 1 $?
"$exe" rules coverage shelled.txt good.txt >out 2>err; expect "coverage" 0 $?
grep -q '^ *2  assault/shell  .*assault.rules:[0-9]' out || { echo "a rule is not counted"; bad=1; }
tail -1 out | grep -q ' in 2 articles$' || { echo "articles are not counted"; bad=1; }
mkdir folder folder/inner; cp good.txt folder/b.txt; cp mixed.jsonl folder/inner/a.jsonl
"$exe" code missing.txt good.txt folder >out 2>err; expect "missing and folder" 1 $?
expect "the rest is coded" 4 "$(lines out)"
expect "one line for each failure" 2 "$(lines err)"
grep -q '^dateline: missing.txt: ' err || { echo "the missing file is not named"; bad=1; }
"$exe" code mixed.jsonl >out 2>err; expect "a malformed line" 1 $?
expect "lines around it" 2 "$(lines out)"
grep -q 'mixed.jsonl:2: ' err || { echo "the line is not named"; bad=1; }
"$exe" code long.jsonl >out 2>err; expect "a line over the limit" 1 $?
expect "no record of it" 0 "$(lines out)"
"$exe" code --max-article=10 good.txt >out 2>err; expect "an article over the limit" 1 $?
"$exe" code - <good.txt >out 2>err; expect "stdin" 0 $?
"$exe" code - <good.txt >out2; cmp -s out out2 || { echo "two runs differ"; bad=1; }
printf '\377\376\001\000\000\0000 A\342\200\235 x' >marked.txt; "$exe" code marked.txt >out 2>err; expect "a mark of UTF-16 before something else" 0 $?
i=0; while [ $i -lt 60 ]; do cat good.txt latin1.txt good.txt | head -c $((20 + i * 3)) | sed 's/"//g' | iconv -f latin1 -t utf-8 | tr '\n' ' ' | sed 's/^/{"text":"/; s/$/"}\n/'; i=$((i + 1)); done >many.jsonl
echo 'not json' >>many.jsonl
for jobs in 1 2 4; do "$exe" code --jobs=$jobs many.jsonl good.txt >out.$jobs 2>err.$jobs; expect "$jobs jobs" 1 $?; done
expect "a record each with jobs" 61 "$(lines out.1)"
cmp -s out.1 out.2 && cmp -s out.1 out.4 || { echo "the output differs by the number of jobs"; bad=1; }
cmp -s err.1 err.4 || { echo "the complaints differ by the number of jobs"; bad=1; }
python3 -c 'import json
for i in range(40):
    text = "Kenya signed agreement %d with Sudan on Monday, officials said. " % i * (700 if i in (0, 13, 14) else 1) + ("\\n\\n" * 20000 if i == 20 else "")
    print(json.dumps({"id": str(i), "text": text}) if i != 30 else "{")' >uneven.jsonl
for command in "code --no-text" extract dedup; do
    for jobs in 1 2 3 8; do "$exe" $command --jobs=$jobs uneven.jsonl >out.$jobs 2>err.$jobs; expect "$command of short and long articles, $jobs jobs" 1 $?; done
    expect "$command says all" 39 "$(lines out.1)"
    for jobs in 2 3 8; do cmp -s out.1 out.$jobs && cmp -s err.1 err.$jobs || { echo "$command of short and long articles differs with $jobs jobs"; bad=1; }; done
done
"$exe" frobnicate >out 2>err; expect "no such command" 2 $?
"$exe" code --frob >out 2>err; expect "no such option" 2 $?
"$exe" --help >out 2>err; expect "help" 0 $?
"$exe" version --json >out 2>err; expect "version" 0 $?
"$exe" parse good.txt >tree.conllu 2>err; expect "a parse" 0 $?
"$exe" parse --tokenized tree.conllu >again.conllu 2>err; expect "words given" 0 $?
grep -v '^#' tree.conllu | cut -f 1-8 >a; grep -v '^#' again.conllu | cut -f 1-8 >b; cmp -s a b || { echo "given words parse otherwise"; bad=1; }
printf '1\tMinisters\n' >bad.conllu
"$exe" parse --tokenized bad.conllu tree.conllu >out 2>err; expect "a broken word line" 1 $?
grep -q 'bad.conllu:1: ' err || { echo "the word line is not named"; bad=1; }
"$exe" parse --format=svg good.txt | python3 -c 'import sys, xml.dom.minidom as d; s = d.parse(sys.stdin); sys.exit(len(s.getElementsByTagName("path")) < 6)' || { echo "no arcs in the picture"; bad=1; }
"$exe" code --profile good.txt 2>err >out; grep -q '^syntax .* words/s' err || { echo "no profile"; bad=1; }
{ printf '{"text":"'; head -c 104857600 /dev/zero | tr '\0' 'x'; printf '"}\n{"text":"He left."}\n'; } >huge.jsonl
"$exe" code huge.jsonl good.txt >out 2>err; expect "100 MB in one line" 1 $?
expect "the rest after 100 MB" 2 "$(lines out)"
grep -q '^dateline: huge.jsonl:1: ' err || { echo "the huge file is not named"; bad=1; }
DATELINE_MODEL=good.txt "$exe" code good.txt >out 2>err; expect "a damaged model" 1 $?
cp "$root/models/en.dlm" altered.dlm && printf X | dd of=altered.dlm bs=1 seek=10000000 conv=notrunc 2>err
"$exe" version --json >out 2>err; expect "all bytes are what their hashes say" 0 $?
DATELINE_MODEL=altered.dlm "$exe" version --json >out 2>err; expect "an altered model" 1 $?
grep -q 'altered.dlm: damaged' err || { echo "the altered model is not named"; bad=1; }
mkdir own && ln -s "$root/models" own/models && cp -r "$root/data" own/data && "$exe" version --json --data=own >own.1 2>err; expect "tables of one's own" 0 $?
printf 'frob\tV\tsay\tstatement\tc\n' >>own/data/en/cues.tsv
"$exe" version --json --data=own >own.2 2>err; expect "a cue more" 0 $?
cmp -s own.1 own.2 && { echo "records do not tell that a table has changed"; bad=1; }
exit $bad

#!/bin/sh
# tests/man.sh DATELINE MANUAL: the manual page is well formed and names every command; completions are what their shells can read.
set -u
exe=$1; manual=$2; bad=0
page=$(scdoc <"$manual") || exit 1
for command in $("$exe" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    grep -q "^\*$command\*" "$manual" || { echo "the manual does not name $command"; bad=1; }
    "$exe" help "$command" | grep -q "^usage: dateline $command" || { echo "no help on $command"; bad=1; }
    "$exe" completions bash | grep -qw "$command" || { echo "bash does not complete $command"; bad=1; }
done
# The manual and the helps know the same options, and nothing of the command line is told that the program does not take.
options() { grep -o -- '--[a-z][a-z-]*' | sort -u; }
named=$(mktemp); helped=$(mktemp); trap 'rm -f "$named" "$helped"' EXIT
options <"$manual" >"$named"
for command in $("$exe" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do "$exe" help "$command"; done | options >"$helped"
cmp -s "$named" "$helped" || { echo "the manual and the helps differ in options:"; diff "$named" "$helped"; bad=1; }
for wrong in --jobs=0 --jobs=many --max-line=long --max-seconds=-1; do
    "$exe" events "$wrong" 2>/dev/null; [ $? = 2 ] || { echo "$wrong is no misuse"; bad=1; }
done
[ -n "${command:-}" ] || { echo "no commands in --help"; bad=1; }
case $page in *'.TH "dateline"'*) ;; *) echo "no title in the page"; bad=1 ;; esac
"$exe" completions bash | bash -n || bad=1
"$exe" help frobnicate 2>/dev/null; [ $? = 2 ] || { echo "help on nothing is no misuse"; bad=1; }
exit $bad

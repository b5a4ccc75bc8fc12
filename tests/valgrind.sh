#!/bin/sh
# tests/valgrind.sh DATELINE FILE ...: codes the files under valgrind: nothing uninitialised is read, nothing lost.
set -u
exe=$1; shift
command -v valgrind >/dev/null || { echo "no valgrind here"; exit 77; }
log=$(mktemp); trap 'rm -f "$log"' EXIT
# Faults of the files themselves are exit status 1; 9 is valgrind's.
valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite,indirect --log-file="$log" "$exe" code --no-sandbox --jobs=1 "$@" >/dev/null 2>&1
status=$?
cat "$log"
[ "$status" -le 1 ] && [ ! -s "$log" ]

#!/bin/sh
# tests/example.sh PROGRAM: the example program parses a sentence that we know.
set -u
got=$("$1" "Ministers met in Lima.") || exit 1
[ "$(printf '%s\n' "$got" | head -n 1)" = "$(printf 'Ministers\tmet\tnsubj')" ] || { printf '%s\n' "$got"; exit 1; }
[ "$(printf '%s\n' "$got" | wc -l | tr -d ' ')" = 5 ]

#!/bin/sh
# The regression tests of a small real extension run against a server; one that fails is a failure, with the difference.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r ../pg-base*/tests/rot13 "$work"

test-extension "$work/rot13"

sed -i 's/Uryyb/Hello/' "$work/rot13/expected/rot13.out"
if test-extension "$work/rot13" >"$work/log" 2>&1; then
  echo 'FAILED: wrong output passed' >&2
  exit 1
fi
grep -F -- '- Hello, Jbeyq 13' "$work/log"

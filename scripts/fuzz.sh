#!/usr/bin/env bash
# Fuzzes every target for the given time, one after the other; a finding is kept in the package's testdata/fuzz.
set -euo pipefail

grep -rlE '^func Fuzz' cmd internal web --include='*_test.go' | while read -r file; do
	grep -oE '^func Fuzz[A-Za-z0-9_]*' "$file" | sed 's/^func //' | while read -r target; do
		echo "== $target ($(dirname "$file"))"
		go test -run '^$' -fuzz "^$target\$" -fuzztime "$1" "./$(dirname "$file")"
	done
done

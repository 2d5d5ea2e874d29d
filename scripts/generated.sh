#!/usr/bin/env bash
# Generates again what is generated and fails when anything came out differently.
set -euo pipefail

sums() { find web/views -name '*_templ.go' -print0 | sort -z | xargs -0 -r sha256sum; }

before=$(sums)
go tool -modfile=tools/go.mod templ generate -log-level error -path web/views
after=$(sums)
if [ "$before" != "$after" ]; then
	echo "generated files were not up to date; they are now (make generate):" >&2
	diff <(printf '%s\n' "$before") <(printf '%s\n' "$after") | awk '/^[<>]/ {print "  " $3}' | sort -u >&2
	exit 1
fi

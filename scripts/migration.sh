#!/usr/bin/env bash
# Makes the next numbered migration.
set -euo pipefail

name=${1:-}
if ! [[ $name =~ ^[a-z][a-z0-9_]*$ ]]; then
	echo "usage: make migration NAME=add_something (small letters, digits, underscores)" >&2
	exit 2
fi
last=$(cd migrations && printf '%s\n' 0*.sql | sort | tail -n 1)
next=$(printf '%04d' $((10#${last%%_*} + 1)))
file=migrations/${next}_$name.sql
printf -- '-- +goose Up\n\n-- owner: package\nCREATE TABLE … (\n);\n' >"$file"
echo "$file"

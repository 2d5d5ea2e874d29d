#!/usr/bin/env bash
# govulncheck, which reads its database from the network. Only when the database cannot be reached does the check pass
# without a verdict, and then it says so; a vulnerability found fails.
set -uo pipefail

out=$(go tool -modfile=tools/go.mod govulncheck ./... 2>&1)
code=$?
printf '%s\n' "$out"
[ "$code" -eq 0 ] && exit 0
# 3 means: vulnerabilities were found. Anything else that is not about reaching the database is an error too.
if [ "$code" -ne 3 ] && grep -qE 'vuln\.go\.dev|GOVULNDB' <<<"$out" &&
	grep -qE 'dial tcp|no such host|connection refused|i/o timeout|TLS handshake|context deadline exceeded|network is unreachable|Forbidden|Bad Gateway|Service Unavailable|EOF' <<<"$out"; then
	echo "NOT CHECKED: the vulnerability database cannot be reached from here"
	exit 0
fi
exit "$code"

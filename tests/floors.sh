#!/bin/sh
# Floors: no folder includes one above it, and no headers include each other in a circle.
#
# Reads the includes of all sources; prints each that is wrong and ends with a count.
# SPDX-License-Identifier: Apache-2.0
cd "$(dirname "$0")/.." || exit 2

includes=$(grep -rnE '^#include "(grammar|runtime)/' grammar runtime --include='*.c' \
    --include='*.h' --include='*.cpp' --include='*.l' --include='*.y')

wrong=$(printf '%s\n' "$includes" | awk -F: '
BEGIN {
    # Folders on one floor do not see each other.
    n = split("include:0 base:1 source:2 type:3 tree:3 grammar:4 check:5 core:6 code:7 eval:8 ffi:9 proof:9 fast:9 engine:10 cli:11 batch:12", list, " ")
    for (i = 1; i <= n; i++) { split(list[i], pair, ":"); floor[pair[1]] = pair[2] }
}
function folder(path) {
    sub(/^runtime\//, "", path); sub(/\/.*/, "", path); return path
}
{
    match($3, /"[^"]*"/)
    to = folder(substr($3, RSTART + 1, RLENGTH - 2)); from = folder($1)
    if (!(from in floor) || !(to in floor)) print "no floor for " $1 ": " $3
    else if (from != to && floor[to] >= floor[from]) print $1 ":" $2 ": " from " may not see " to
}')

circles=$(printf '%s\n' "$includes" | grep '\.h:' |
    sed -E 's/^([^:]*):[0-9]*:#include "([^"]*)".*/\1 \2/' | tsort 2>&1 >/dev/null |
    sed 's/^tsort: //')

failed=0
[ -z "$wrong" ] || { printf '%s\n' "$wrong"; failed=$((failed + 1)); }
[ -z "$circles" ] || { printf 'circle of headers:\n%s\n' "$circles"; failed=$((failed + 1)); }
echo "$((2 - failed)) passed, $failed failed"
[ "$failed" = 0 ]

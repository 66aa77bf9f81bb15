#!/bin/sh
# The whole of us.ear answers from a bundle as it does from its sources, short and whole; compiled
# twice it is the same bytes.
#
#     tests/bundle.sh [ORDERS]     a silent success; LICET names another build
# SPDX-License-Identifier: Apache-2.0
cd "$(dirname "$0")/.." || exit 2
licet=${LICET:-build/release/licet}
policy="-p us.ear -p us.products.accelerators"
out=$(mktemp -d) || exit 2
trap 'rm -rf "$out"' EXIT
tests/orderbook.py --orders "${1:-20}" --write "$out/orders" >/dev/null || exit 1
$licet compile $policy --as-of 2024-06-03 -o "$out/policy.lcb" || exit 1
$licet compile $policy --as-of 2024-06-03 -o "$out/again.lcb" || exit 1
cmp "$out/policy.lcb" "$out/again.lcb" || exit 1
for form in '' --full; do
    $licet batch $policy $form "$out/orders" >"$out/sources" 2>"$out/said"
    $licet batch -p "$out/policy.lcb" $form "$out/orders" >"$out/bundle" 2>"$out/says"
    cmp "$out/sources" "$out/bundle" && cmp "$out/said" "$out/says" && [ -s "$out/bundle" ] || exit 1
done

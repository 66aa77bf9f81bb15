#!/usr/bin/env python3
"""The Country Chart: every entry of the control list to every destination, against expected.py.

    run.py [--licet BINARY] [--all] [-j N]

Without --all: every entry to seven kinds of destination, and twenty entries to every
destination. Says how many orders need a license, need none, are decided by words that are no
paragraphs, or cannot be told, with time and memory; exit status 1 when the engine and the
second reading differ. SPDX-License-Identifier: Apache-2.0
"""
import argparse
import collections
import resource
import sys
import time

from expected import UNITED_STATES, Chart
from orders import ROOT, decide, entries, order, table

KINDS = ["DE", "IN", "CN", "MO", "BR", "GB", "GL"]  # A:1, India, D:5, Macau, others, no marks, no row
SOME = ["0A501", "0A606", "0A982", "1C351", "2B999", "3A001", "3A611", "3B001", "3E001", "4A003",
        "5A002", "5A980", "6A003", "9A004", "9A515", "9E003", "1A290", "3A991", "9A005", "1C350"]
FINDINGS = {"license_required": True, "no_license_required": False, "undetermined": None,
            "not_subject": "no export"}
HEAVIEST = {"3A090", "4A090"}  # attested without a paragraph: read as .a, 742.6(a)(6)(iii)(A)


def places():
    """The destinations of the chart, Hong Kong and a few of those that no list has."""
    named = [r["place"] for r in table("country_chart.csv")]
    return sorted(set(named) | {"HK", "KY", "GL", "GI", "FO", "NC", "PF", "BM", "PR", "US"})


def pairs(everything):
    if everything:
        return [(e, p) for e in entries() for p in places()]
    return sorted({(e, p) for e in entries() for p in KINDS} | {(e, p) for e in SOME for p in places()})


def findings(binary, jobs, asked):
    start = time.monotonic()
    answers = decide(binary, jobs, [order(e, p) for e, p in asked])
    return [FINDINGS.get(a["finding"], a["finding"]) for a in answers], time.monotonic() - start


def bucket(found, why):
    if found is None:
        return "decided by words" if "words" in why else "cannot say"
    return {True: "license required", False: "not required by the chart"}.get(found, "no export")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--licet", default=str(ROOT / "build/release/licet"))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("-j", type=int, default=2)
    given = parser.parse_args()
    chart, asked = Chart(), pairs(given.all)
    found, spent = findings(given.licet, given.j, asked)
    counts, causes, wrong = collections.Counter(), collections.Counter(), []
    for (entry, place), answer in zip(asked, found):
        wanted, why = chart.asks(entry, place)
        if entry in HEAVIEST and place in chart.scope:
            # the United Arab Emirates turns on supplement No. 8 to part 740, which no order here states
            wanted, why = (None if place == "AE" else True), {"742.6(a)(6)"}
        counts[bucket(answer, why)] += 1
        if answer is None:
            causes.update(why)
        if answer != wanted:
            wrong.append(f"{entry} to {place}: engine {answer}, by the tables {wanted} {sorted(why)}")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{len(asked)} orders in {spent:.1f} s with {given.j} threads, {memory:.0f} MB at most")
    print("; ".join(f"{n} {name}" for name, n in counts.most_common()))
    print("open for: " + "; ".join(f"{n} {name}" for name, n in causes.most_common()))
    for line in wrong[:20]:
        print("FAILED " + line)
    print(f"{len(asked) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Every rule, version, exception and table of the library is reached by a scenario, or stands in
coverage.csv with the reason why none can.

    tests/law/coverage.py [--licet BINARY]

An unlisted provision that no scenario reaches fails, and so does a line of the list whose
provision is reached or gone.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import csv
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LINE = re.compile(r"^not reached: (.*?)(?: from (\d{4}-\d\d-\d\d))?  (\S+):(\d+)$")
SUM = re.compile(r"^coverage: (\d+) of (\d+) rules and versions, (\d+) of (\d+) exceptions, (\d+) of (\d+) tables$")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--licet", default=ROOT / "build/release/licet")
    licet = str(pathlib.Path(parser.parse_args().licet).resolve())
    done = subprocess.run([licet, "test", "--coverage", "examples", "stdlib"], cwd=ROOT, capture_output=True,
                          text=True, check=False)
    found, counts = {}, None
    for line in done.stdout.splitlines():
        match = LINE.match(line)
        if match and match.group(3).startswith("stdlib/"):
            found[match.group(1), match.group(2) or ""] = f"{match.group(3)}:{match.group(4)}"
        counts = SUM.match(line) or counts
    if counts is None:
        sys.exit(done.stdout[-2000:] + done.stderr[-2000:])
    with open(ROOT / "tests/law/coverage.csv", encoding="utf-8") as table:
        listed = {(row["label"], row["from"]): row["reason"] for row in csv.DictReader(table)}
    bad = 0
    for key in sorted(found.keys() - listed.keys()):
        bad += 1
        print(f"FAILED {' from '.join(filter(None, key))}: no scenario reaches it ({found[key]})")
    for key in sorted(listed.keys() - found.keys()):
        bad += 1
        print(f"FAILED {' from '.join(filter(None, key))}: stands in coverage.csv and is reached or gone")
    for key, reason in listed.items():
        if not reason:
            bad += 1
            print(f"FAILED {key[0]}: no reason in coverage.csv")
    good = sum(int(n) for n in counts.groups()[::2]) + len(listed.keys() & found.keys())
    print(counts.group(0))
    print(f"{good} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The days of every version, read a second time: first_days.csv has the days on which a publication took effect.

    tests/law/first_days.py [--licet BINARY] [--library FOLDER]

A version begins on a day of the publication that its source names, or as first_days_of.csv says
and why; it ends on a day on which something in first_days.csv begins. `known` says where a day
was read: the timeline of the sources, the publication, memory, or nowhere but in the library itself.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import csv
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ROOTS = ("us.ear", "provider.anthropic", "provider.aws", "provider.openai", "provider.microsoft")


def table(name, key):
    with (ROOT / "tests/law" / name).open(encoding="utf-8") as handle:
        found = {}
        for row in csv.DictReader(handle):
            found.setdefault(row[key], set()).update(row["days"].split())
        return found


def versions(licet, library):
    for root in ROOTS:
        path = root if library is None else str(pathlib.Path(library) / (root.replace(".", "/") + ".licet"))
        options = [] if library is None else ["--library", library]
        done = subprocess.run([licet, "check", "--dump", "provisions", *options, path], cwd=ROOT, capture_output=True, check=False)
        if done.returncode != 0:
            sys.exit(done.stderr.decode() + done.stdout.decode())
        yield from (p for p in json.loads(done.stdout) if p.get("from") or p.get("until"))


def fault(p, published, named):
    allowed = set(named.get(p["name"], ()))
    for publication, days in published.items():
        if publication in (p["source"] or ""):
            allowed |= days
    if p["from"] and p["from"] not in allowed:
        return f"begins on {p['from']}; '{p['source']}' has {' '.join(sorted(allowed)) or 'no day'}"
    if p["until"] and not any(p["until"] in days for days in published.values()):
        return f"ends before {p['until']}, on which nothing begins"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--licet", default=str(ROOT / "build/release/licet"))
    parser.add_argument("--library")
    args = parser.parse_args()
    published, named = table("first_days.csv", "publication"), table("first_days_of.csv", "provision")
    seen = {(p["module"], p["kind"], p["name"], p["from"], p["title"]): p for p in versions(args.licet, args.library)}
    bad = [(p, why) for p in seen.values() if (why := fault(p, published, named))]
    for p, why in bad:
        print(f"FAILED {p['module']} {p['kind']} {p['name']}: {why}")
    unused = set(named) - {p["name"] for p in seen.values()}
    for name in sorted(unused):
        print(f"FAILED first_days_of.csv: no provision {name}")
    print(f"{len(seen) - len(bad)} passed, {len(bad) + len(unused)} failed")
    return 1 if bad or unused else 0


if __name__ == "__main__":
    sys.exit(main())

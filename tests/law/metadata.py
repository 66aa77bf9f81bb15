#!/usr/bin/env python3
"""Every provision of the library says what it cites, where it was published and when it holds.

    tests/law/metadata.py [--licet BINARY]

A rule, a table, and a definition that holds a number, day, label, place or word of the law carry
`cites` and a `source` that can be looked up; rules have days or are proposed. unverified.csv
lists every point of the sources that could not be confirmed, and how the library shows it.
The last check lets a policy without these through the same sieve: it must be refused.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
REGIMES = ("us.ear", "us.products.accelerators", "provider.anthropic", "provider.openai", "provider.microsoft")
# A Federal Register page, or what stands in for it where there is none.
SOURCE = re.compile(r"\b\d{2,3} FR \d+|BIS website|BIS letter|eCFR of \d{4}-\d\d-\d\d|Cong\. Rec\.|congress\.gov"
                    r"|Consolidated Screening List of \d{4}|Pub\. L\.|Executive Order|FR Doc \d{4}-\d+")
# Who stands there is listed; who does not stand there may be: no day makes them complete.
FINDS_ONLY = {"listed_name", "sdn_program"}
COMPANY = re.compile(r"\d{4}|SCMP|terms|policy")  # providers: who said it, and when


def provisions(licet, root):
    done = subprocess.run([licet, "check", "--dump", "provisions", root], cwd=ROOT, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.decode() + done.stdout.decode())
    return json.loads(done.stdout)


def states_law(p):
    return p["kind"] in ("rule", "table") or (p["kind"] == "definition" and p["literals"])


def is_of(p, *modules):
    return any(p["module"] == m or p["module"].startswith(m + ".") for m in modules)


def faults(p):
    """What a reader would miss in a provision that states law."""
    found = []
    provider, product = is_of(p, "provider"), is_of(p, "us.products")
    if product:
        return [] if p["source"] or p["kind"] != "definition" or not p["literals"] else ["no source"]
    if not states_law(p):
        return found
    if not p["cites"]:
        found.append("no citation")
    if not p["source"]:
        found.append("no source")
    elif not (COMPANY if provider else SOURCE).search(p["source"]):
        found.append(f"source '{p['source']}' is no place to look it up")
    if p["kind"] == "rule" and not (p["from"] or p["proposed"]):
        found.append("no day from which it holds")
    if p["kind"] == "table" and p["name"] not in FINDS_ONLY and not (
            p["complete_through"] or p["dated_rows"]):
        found.append("no day up to which it is complete")
    return found


def check_marks(all_of_them):
    """Each line of unverified.csv against the provisions."""
    named = {}
    for p in all_of_them:
        named.setdefault(p["name"], []).append(p)
    for row in csv.DictReader((ROOT / "tests/law/unverified.csv").open(encoding="utf-8")):
        where, words, status = named.get(row["provision"], []), row["words"], row["status"]
        if status in ("not encoded", "elsewhere"):
            good = bool(words)
        elif status in ("input", "flagged", "confirmed"):
            good = bool(where and words)
        elif status == "rows":
            good = any(p.get("unverified_rows") for p in where) and words in table_text(where)
        else:
            member = {"marked": "unverified", "doubtful": "doubtful"}[status]
            good = any(words in (p.get(member) or "") for p in where)
        yield f"{row['mark']} ({row['place']})", [] if good else [
            f"{status}: '{row['provision']}' does not say '{words}'"]


def table_text(where):
    return "".join(p.read_text(encoding="utf-8") for t in where
                   for p in (ROOT / t["file"]).parent.rglob("*.csv"))


BAD = """module bad
verdicts { a; b; c; d blocks; e blocks }
outcomes { license raises d }
reasons { RS }
fact x: country
fact day: date
law date = day
rule 1.1 cites "15 CFR 1.1" source "88 FR 1" in force from 2024-01-01 requires license(reason: RS) when x = CN
rule 1.2 source "88 FR 1" in force from 2024-01-01 requires license(reason: RS) when x = CN
rule 1.3 cites "15 CFR 1.3" in force from 2024-01-01 requires license(reason: RS) when x = CN
rule 1.4 cites "15 CFR 1.4" source "88 FR 1" requires license(reason: RS) when x = CN
rule 1.5 cites "15 CFR 1.5" source "somebody told me" in force from 2024-01-01 requires license(reason: RS) when x = CN
define listed: boolean = x in [CN, RU]
define both: boolean = listed and listed
table t columns key place: country hit collect rows { CN }
"""
REFUSED = {"1.2", "1.3", "1.4", "1.5", "listed", "t"}


def check_sieve(licet):
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "bad.licet"
        path.write_text(BAD)
        refused = {p["name"] for p in provisions(licet, str(path)) if faults(p)}
    yield "a provision without citation, source or days is refused", [] if refused == REFUSED else [
        f"refused {sorted(refused)}, expected {sorted(REFUSED)}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--licet", default=ROOT / "build/release/licet")
    licet = str(pathlib.Path(parser.parse_args().licet).resolve())
    seen = {}
    for root in REGIMES:
        for p in provisions(licet, root):
            if is_of(p, "us", "provider"):
                seen[(p["module"], p["kind"], p["name"], p.get("from"), p["title"])] = p
    results = [(f"{p['module']} {p['kind']} {p['name']} {p.get('from') or ''}", faults(p)) for p in seen.values()
               if states_law(p)]
    results += check_marks(seen.values())
    results += check_sieve(licet)
    bad = [(name, found) for name, found in results if found]
    for name, found in bad:
        print(f"FAILED {name}: {'; '.join(found)}")
    print(f"{len(results) - len(bad)} passed, {len(bad)} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

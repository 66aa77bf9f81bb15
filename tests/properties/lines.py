#!/usr/bin/env python3
"""Spoiled lines of a batch: the short way reads them exactly as the long way does.

    lines.py [--seed N] [--lines N]

Good transactions of tests/bench/w1.licet are spoiled byte by byte. Short answers, which read
JSON straight into cells, must say what whole documents say: the same errors, the same ids,
findings, gates and codes.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import random
import subprocess
import sys

import engine

POLICY = os.path.join(engine.ROOT, "tests", "bench", "w1.licet")
PIECES = [b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\", b"0", b"-", b".", b"e5", b"true", b"null", b" ",
          b"\xc3\xa9", b"\xff", b"\x01", b'{"state":"none"}', b'{"list":[],"complete":false}', b'"pack"', b"9" * 30]


def transaction(rng, number):
    """A whole transaction, as w1.licet declares it."""
    country = lambda: rng.choice(["CN", "HK", "MO", "RU", "IR", "DE", "SG", "US"])
    flag = lambda: rng.random() < .3
    modes = [{"tops": rng.randint(1, 2000), "bits": rng.choice([8, 16])} for _ in range(rng.randint(0, 2))]
    return {"id": f"T{number}", "date": f"202{rng.randint(3, 5)}-0{rng.randint(1, 9)}-1{rng.randint(0, 9)}",
            "activity": rng.choice(["export", "reexport", "in_country_transfer", "iaas_access", "model_api_access"]),
            "product": {"name": "Größe 7", "kind": rng.choice(["ic", "computer", "memory", "other"]),
                        "part_number": f"PN{number}", "tpp": rng.choice([{"state": "none"}, 1600, 4800, 70]),
                        "ic_tops": modes, "die_area_mm2": rng.randint(12, 1400), "non_planar": flag(),
                        "interconnect_gbps": rng.randint(1, 900), "memory_bandwidth_gbps": rng.randint(1, 5000),
                        "datacenter_marketed": flag(), "contains_count": rng.randint(0, 8)},
            "destination": country(), "consignee": {"name": "a trader", "country": country(), "reference": "PO-1"},
            "end_user": {"name": "a user", "country": country(), "hq_country": country(), "address": "1 Ring Road",
                         "parents": [{"name": "a parent", "country": country(), "percent": rng.randint(1, 100),
                                      "listed": flag()} for _ in range(rng.randint(0, 3))],
                         "entity_listed": flag(), "footnote": rng.choice([0, 1, 4, 5])},
            "end_use": {"wmd": rng.random() < .05, "military": flag(), "supercomputer": flag(),
                        "training_exaflop": rng.choice([0, 99999999, 100000000]), "foreign_person": flag(),
                        "statement": "resale"}, "value_usd": rng.choice([900, 5000, 5001])}


def written(rng, given):
    """Mostly dense and in the order of the declarations; some with blanks, escapes, another order."""
    if rng.random() < .2:
        names = list(given)
        rng.shuffle(names)
        given = {name: given[name] for name in names}
    blanks = rng.choice([(",", ":"), (",", ":"), (", ", ": "), (" ,\t", " :  ")])
    return json.dumps(given, ensure_ascii=rng.random() < .2, separators=blanks).encode()


def spoil(rng, line):
    out = bytearray(line)
    for _ in range(rng.choice([0, 1, 1, 1, 2])):
        at, what = rng.randrange(len(out)), rng.random()
        if what < .35:
            del out[at:at + rng.choice([1, 1, 2, 8])]
        elif what < .8:
            out[at:at + rng.choice([0, 1])] = rng.choice(PIECES)
        else:
            other = rng.randrange(len(out))
            out[at:at] = out[other:other + rng.choice([3, 12, 40])]
    return bytes(out).replace(b"\n", b" ").strip() or b"{"


def answers(lines, *options):
    done = subprocess.run([engine.binary(), "batch", "-p", POLICY, *options], input=b"\n".join(lines) + b"\n",
                          capture_output=True, timeout=300, check=False)
    if done.returncode not in (0, 4):
        raise engine.EngineError(f"exit {done.returncode}: {done.stderr.decode()[-2000:]}")
    return done.stdout.splitlines()


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--seed", type=int, default=20240315)
    ask.add_argument("--lines", type=int, default=2000)
    args = ask.parse_args()
    rng = random.Random(args.seed)
    print(f"seed {args.seed}", flush=True)
    lines = [spoil(rng, written(rng, transaction(rng, n))) for n in range(args.lines)]
    passed = failed = 0
    for line, short, full in zip(lines, answers(lines), answers(lines, "--full"), strict=True):
        document = json.loads(full)
        told = {"warnings": document["warnings"]} if "warnings" in document else {}
        same = short == full if "error" in document else \
            json.loads(short) == {**engine.short(document["decision"]["statement"], document), **told}
        passed, failed = passed + same, failed + (not same)
        if not same:
            print("FAILED", line, short, full[:400], sep="\n  ")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Many rules: what an index and its screens choose is what whole documents say.

    many.py [--seed N] [--rules N] [--cases N]

A policy of more rules than are sifted one by one, and two of fewer: limits on numbers, in both directions, whole,
broken and very large, and a set of destinations each. Cases lie at the limits, beside them, or
do not say. Short answers, which ask only candidates, must say what whole documents say.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile

import engine

FACTS = {"a": "integer", "b": "number", "c": "optional integer", "d": "integer", "e": "integer"}
LIMITS = [-3, -1, 0, 1, 2, 3, 7, "2.5", "-0.25", (1 << 30) - 1, 1 << 30, -(1 << 30), 1 << 33]
COUNTRIES = ["AE", "CN", "DE", "FR", "GB", "HK", "IN", "IR", "JP", "KR", "MO", "RU", "SG", "TW", "VN"]
CODES = ["LR-CHART", "LR-LIST", "LR-OWNER", "LR-PARTY", "LR-PERSON", "LR-QTY", "LR-USE"]


def limit(rng, name):
    return rng.choice([x for x in LIMITS if FACTS[name] == "number" or not isinstance(x, str)])


def policy(rng, n):
    """Rules of which few act: each of several limits and some destinations."""
    yield 'module many "many rules"\nverdicts { outside; free; excused; review blocks; barred blocks }'
    yield 'outcomes { look "review" raises review }'
    yield "reasons { %s }" % "; ".join(f'k{i} code "{code}"' for i, code in enumerate(CODES))
    yield "fact date: date\nfact destination: country\nlaw date = date"
    yield from (f"fact {name}: {kind}" for name, kind in FACTS.items())
    for i in range(n):
        parts = [f"{name} {rng.choice(['<', '<=', '>', '>='])} {limit(rng, name)}"
                 for name in rng.choices(list(FACTS), k=rng.randint(5, 9))]
        if i % 5 == 0:  # what no screen tells: two conditions that are themselves of several parts
            parts += [f"any of {{ a * b > {limit(rng, 'b')}; {name} < {limit(rng, name)} }}" for name in "cd"]
        if i % 8:  # the others, more than 64, have no place to be found by
            parts.append("destination in [%s]" % ", ".join(rng.sample(COUNTRIES, rng.randint(1, 4))))
        yield f"rule r{i} requires look(reason: k{rng.randrange(len(CODES))}) when all of {{ {'; '.join(parts)} }}"


def value(rng, name):
    if rng.random() < .06:
        return {"state": "none" if FACTS[name].startswith("optional") and rng.random() < .5 else "not_supplied"}
    at = limit(rng, name)
    return at if isinstance(at, str) else at + rng.choice([-1, 0, 0, 1])


def case(rng, number):
    facts = {name: value(rng, name) for name in FACTS if rng.random() > .04}
    if rng.random() > .04:
        facts["destination"] = rng.choice(COUNTRIES + ["US"])
    return {"id": number, "facts": {"date": "2024-03-01", **facts}}


def answers(path, cases, *options):
    given = "".join(json.dumps(c) + "\n" for c in cases)
    done = subprocess.run([engine.binary(), "batch", "-p", path, *options], input=given, capture_output=True,
                          text=True, timeout=600, check=False)
    if done.returncode not in (0, 4):
        raise engine.EngineError(f"exit {done.returncode}: {done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def differ(rng, rules, n):
    """How many of n cases short answers and whole documents say otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "many.licet")
        with open(path, "w", encoding="utf-8") as f:
            f.write("\n".join(policy(rng, rules)) + "\n")
        cases = [case(rng, k) for k in range(n)]
        short, full = answers(path, cases), answers(path, cases, "--full")
    failed = [(c, s, d) for c, s, d in zip(cases, short, full, strict=True)
              if s != engine.short(d["decision"]["statement"], d)]
    for given, one, _ in failed[:5]:
        print("FAILED", json.dumps(given), json.dumps(one)[:400], sep="\n  ")
    return len(failed)


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--seed", type=int, default=20240316)
    ask.add_argument("--rules", type=int, default=1100)
    ask.add_argument("--cases", type=int, default=40)
    args = ask.parse_args()
    rng = random.Random(args.seed)
    print(f"seed {args.seed}", flush=True)
    failed = sum(differ(rng, rules, args.cases) for rules in (args.rules, 600, 200))
    print(f"{3 * args.cases - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

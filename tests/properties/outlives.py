#!/usr/bin/env python3
"""Nothing outlives what it was given for: resolutions, attestations, held licenses of us.ear.

    outlives.py [--seed N] [--windows N]

Each window draws a first and a last day anew for the packs, the resolutions and the license of
an order, and asks on days inside, at and outside of it. Past its end an attestation, a
resolution or a license must count for nothing: the answer is the one without it.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import copy
import json
import os
import random
import subprocess
import sys
from datetime import date, timedelta

import engine

EXAMPLES = os.path.join(engine.ROOT, "examples")
FIRST, LAST = date(2023, 11, 17), date(2026, 6, 1)  # of the orders
BUYER = {"name": "Example Computing", "located": "CN", "headquartered": "CN", "entity_list_names": [], "stakes": [],
         "ultimate_parent_headquartered": {"state": "none"}, "ownership_inquiry": "determined"}
BOARDS = {"activity": "export", "destination": "CN", "end_user": BUYER, "parties": [], "purpose": "ordinary_use",
          "knowledge": [], "signs": [],
          "items": [{"name": "board", "kind": "assembly", "traits": [], "eccn": "4A090.a", "units": 8,
                     "datacenter": True, "operations": [], "contains": ["h100_sxm"]}]}


def example(name):
    with open(os.path.join(EXAMPLES, "diligence", name), encoding="utf-8") as f:
        return json.load(f)


def ask(cases, *options):
    lines = "".join(json.dumps(c) + "\n" for c in cases)
    words = [engine.binary(), "batch", "-p", "us.ear", "-p", "us.products.accelerators", *options]
    done = subprocess.run(words, input=lines.encode(), capture_output=True, timeout=3000, check=False)
    out = [json.loads(line) for line in done.stdout.splitlines()]
    bad = [x for x in out if "error" in x]
    if done.returncode != 0 or bad or len(out) != len(cases):
        raise engine.EngineError(f"exit {done.returncode}: {bad[:1]} {done.stderr.decode()[-1500:]}")
    return out


def on_day(day, *layers):
    """A case on that day, for the batch."""
    layers = copy.deepcopy(list(layers))
    layers[0]["export_date"] = str(day)
    return {"facts": layers}


def window(rng):
    """A time, and days inside, at and outside of it."""
    start = FIRST + timedelta(rng.randrange((LAST - FIRST).days))
    end = start + timedelta(rng.choice([0, 1, 30, 180, 365]))
    days = {start + timedelta(n) for n in (-1, 0, 1)} | {end + timedelta(n) for n in (-1, 0, 1, 2, 400)}
    return start, end, sorted(days | {start + timedelta(rng.randint(0, (end - start).days))})


def said(answer):
    return answer["gate"], answer["finding"], [(x["id"], x["finding"], x["gate"], x["codes"]) for x in answer["lines"]]


class Count:
    def __init__(self):
        self.passed = self.failed = self.counted = 0

    def check(self, good, counts, what, *shown):
        """counts: whether what was given made a difference here."""
        self.passed, self.failed, self.counted = self.passed + good, self.failed + (not good), self.counted + counts
        if not good and self.failed <= 3:
            print("FAILED", what, *(json.dumps(x) for x in shown), sep="\n  ")


def attestations(rng, windows, count):
    order, packs = example("order.json"), [example("kyc.json"), example("end-use.json")]
    asked = []
    for _ in range(windows):
        start, end, days = window(rng)
        which = rng.randrange(2)
        other = copy.deepcopy(packs[1 - which])
        other["pack"].update({"on": "2023-01-01", "until": "2029-12-31"})
        pack = copy.deepcopy(packs[which])
        pack["pack"].update({"on": str(start), "until": str(end)})
        asked += [(end, d, on_day(d, order, other, pack), on_day(d, order, other)) for d in days]
    with_it, without = ask([a[2] for a in asked]), ask([a[3] for a in asked])
    for (end, day, case, _), a, b in zip(asked, with_it, without):
        same = said(a) == said(b)
        count.check(day <= end or same, not same, f"an attestation until {end} counts on {day}", case, a, b)


def licenses(rng, windows, count):
    asked = []
    for _ in range(windows):
        _, end, days = window(rng)
        held = {"number": "D1234567", "expires": str(end), "items": ["4A090.a"], "parties": ["Example Computing"],
                "quantity_left": rng.choice([8, 20])}
        asked += [(end, d, on_day(d, {**BOARDS, "licenses": [held]}), on_day(d, BOARDS)) for d in days]
    with_it, without = ask([a[2] for a in asked]), ask([a[3] for a in asked])
    for (end, day, case, _), a, b in zip(asked, with_it, without):
        same = (a["gate"], a["finding"]) == (b["gate"], b["finding"])
        count.check(day <= end or same, not same, f"a license that expires {end} counts on {day}", case, a, b)


def flags(answer):
    return {(line["id"], f["provision"], f["version"]): f
            for line in answer["decision"]["statement"]["lines"] for f in line["flags"]}


def resolutions(rng, windows, count):
    order, packs = example("order.json"), [example("kyc.json"), example("end-use.json")]
    for pack in packs:
        pack["pack"].update({"on": "2023-01-01", "until": "2029-12-31"})
    asked = []
    for _ in range(windows):
        start, end, days = window(rng)
        asked += [(start, end, d, on_day(d, order, *packs)) for d in days]
    bare, changed = ask([a[3] for a in asked], "--full"), []
    for (start, end, _, case), answer in zip(asked, bare):
        given = [{"flag": f["flag"], "outcome": "cleared", "by": "a.chen", "second_by": "m.ortiz", "on": str(start),
                  "until": str(end), "evidence": "T-11", "facts": f["basis"]} for f in flags(answer).values()]
        other = copy.deepcopy(case)
        if rng.random() < .5:  # a fact changes after two persons have looked
            place = rng.choice([other["facts"][0], other["facts"][0]["parties"][0], other["facts"][0]["end_user"]])
            key, by = rng.choice([("located", "HK"), ("name", "Another")]) if "located" in place else ("activity", "export")
            place[key] = by
        changed.append({"facts": other["facts"] + [{"resolutions": given}]})
    for (start, end, day, _), case, before, after in zip(asked, changed, bare, ask(changed, "--full")):
        old = {f["basis"] for f in flags(before).values()}
        for flag in flags(after).values():
            good = flag["open"] or (start <= day <= end and flag["basis"] in old)
            count.check(good, not flag["open"], f"a resolution of {start} to {end} counts on {day}", case)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=20240315)
    parser.add_argument("--windows", type=int, default=12)
    given = parser.parse_args()
    rng, passed, failed = random.Random(given.seed), 0, 0
    for what in (attestations, licenses, resolutions):
        count = Count()
        what(rng, given.windows, count)
        print(f"{what.__name__:<14} {count.passed:>7} held, {count.counted:>7} of them while it counted")
        if count.counted == 0:
            count.check(False, 0, f"{what.__name__} never counted: this tries nothing")
        passed, failed = passed + count.passed, failed + count.failed
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

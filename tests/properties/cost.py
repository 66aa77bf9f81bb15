#!/usr/bin/env python3
"""The cost that `licet check` prints is never exceeded: generated policies decided under it as a limit.

    cost.py [--seed N] [--policies N] [--measure]

For each case n is the length of its longest list; the policy is loaded again with the bound for
n as its limit of steps, and no answer may end at that. With a limit of 1 answers must end there,
so that the limit is known to count. --measure: by bisection, how near measured steps come.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import pathlib
import random
import re
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
os.environ.setdefault("LICET_LIBRARY", str(ROOT / "build/release/liblicet.so"))
sys.path.insert(0, str(ROOT / "runtime/python"))

import cases  # noqa: E402
import generate  # noqa: E402
import licet  # noqa: E402
from licet import _door  # noqa: E402
from model import iso, text_of  # noqa: E402

CASES = 10  # of a policy
_door.library.licet_policy_cost.argtypes = [_door.c.c_void_p, _door.c.c_uint32, _door.c.POINTER(_door.c.c_void_p)]


def longest(x):
    """Of all lists within, at least 1."""
    if isinstance(x, dict):
        return max([1] + [longest(v) for v in x.values()])
    return max([1, len(x)] + [longest(v) for v in x]) if isinstance(x, list) else 1


def bound(policy, n):
    out = _door.c.c_void_p()
    if _door.library.licet_policy_cost(policy._handle, n, _door.c.byref(out)) != 0:
        raise AssertionError("no cost")
    text = _door.library.licet_buffer_text(out)
    line = _door.c.string_at(text.at, text.len).decode()
    _door.library.licet_buffer_free(out)
    number = re.search(r"operations at most: ([0-9,]+) when", line)
    return max(1, int(number[1].replace(",", ""))) if number else None  # endless; 0 would be no limit


def limited(policy, case):
    """Whether the answer ended at the limit of steps."""
    answer = policy.decide(case["facts"], as_of=case["as_of"], assume=case.get("assume", ()),
                           world=case.get("world", "enforced"))
    return answer.document["statement"]["exit"] == 5


def least(path, case, high):
    """The least limit with which it does not."""
    low = 0
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if limited(licet.load(path, step_limit=middle), case) else (low, middle)
    return high


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--seed", type=int, default=20240315)
    ask.add_argument("--policies", type=int, default=60)
    ask.add_argument("--measure", action="store_true")
    given = ask.parse_args()
    passed = failed = counted = 0
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(given.policies):
            rng = random.Random(f"{given.seed}/{number}")
            made, _ = generate.policy(rng)
            path = os.path.join(folder, "policy.licet")
            pathlib.Path(path).write_text(text_of(made), encoding="utf-8")
            policy, one = licet.load(path), licet.load(path, step_limit=1)
            loaded = {}
            for n in range(CASES):
                case = cases.case(rng, made, n)
                case.setdefault("as_of", iso(cases.a_day(rng, made)))
                length = longest(case["facts"])
                most = bound(policy, length)
                if most is None:
                    continue
                if most not in loaded:
                    loaded[most] = licet.load(path, step_limit=most)
                counted += limited(one, case)
                if not limited(loaded[most], case):
                    passed += 1
                    if given.measure and n == 0:
                        ratios.append(least(path, case, most) / most)
                    continue
                failed += 1
                print(f"FAILED policy {given.seed}/{number}: more than {most} steps with lists of {length}\n"
                      f"{text_of(made)}\n{json.dumps(case)}")
    if counted * 2 < passed:
        failed += 1
        print(f"FAILED: with a limit of one step only {counted} of {passed} answers end there")
    if ratios:
        ratios.sort()
        print(f"steps of the bound: most {ratios[-1]:.0%}, middle {ratios[len(ratios) // 2]:.0%} of {len(ratios)}")
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())

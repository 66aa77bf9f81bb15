#!/usr/bin/env python3
"""What stands outside of depends_on never changes finding, gate and reasons: licet recheck against deciding all anew.

    python3 tests/properties/recheck.py [--policies N] [--first SEED]

A pack is made of a generated policy and its cases. Then the policy changes (rules, conditions, definitions, spans,
rows of tables, in both directions) and so do facts; `licet recheck --verify` decides all cases again and fails when
one that it would have reused comes out otherwise.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import replace

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reference"))
import cases  # noqa: E402
import engine  # noqa: E402
import generate  # noqa: E402
from model import text_of  # noqa: E402
from shrink import smaller_policies, valid  # noqa: E402

BASES = 10


def other_rows(rng, policy):
    """The policy with a row of a table changed: another day, another cell, or the completeness of the table."""
    tables = [(n, t) for n, t in enumerate(policy.tables) if t.rows]
    if not tables:
        return None
    n, table = rng.choice(tables)
    k = rng.randrange(len(table.rows))
    row, donor = table.rows[k], rng.choice(table.rows)
    column = rng.randrange(len(row.cells))
    cells = row.cells[:column] + [donor.cells[column]] + row.cells[column + 1:]
    days = [d for r in policy.rules for d in (r.start, r.end) if d is not None] or [19000]
    other = rng.choice([replace(row, cells=cells), replace(row, start=rng.choice(days), end=None),
                        replace(row, end=max(days) + 1)])
    rows = table.rows[:k] + [other] + table.rows[k + 1:]
    changed = replace(table, rows=rows) if rng.random() < .85 else replace(
        table, complete_through=None if table.complete_through else rng.choice(days))
    return replace(policy, tables=policy.tables[:n] + [changed] + policy.tables[n + 1:])


def other_span(rng, policy):
    """The policy with a rule that begins or ends on another day."""
    if not policy.rules:
        return None
    n = rng.randrange(len(policy.rules))
    rule = policy.rules[n]
    if rule.doubts or rule.start is None:
        return None
    shift = rng.choice([-400, -1, 1, 400])
    end = rule.end if rng.random() < .5 or rule.end is None else max(rule.end + shift, rule.start + 1)
    changed = replace(rule, start=rule.start, end=end) if end != rule.end else replace(rule, start=min(
        rule.start + shift, (rule.end or 10 ** 6) - 1))
    return replace(policy, rules=policy.rules[:n] + [changed] + policy.rules[n + 1:])


def neighbor(rng, policy):
    """Another valid policy, one change away; or the same."""
    for _ in range(6):
        kind = rng.random()
        if kind < .3:
            other = other_rows(rng, policy)
        elif kind < .4:
            other = other_span(rng, policy)
        else:
            found = list(smaller_policies(policy))
            other = rng.choice(found) if found else None
        if other is not None and valid(other) and whole(other):
            return other
    return policy


def whole(policy):
    """Every version of a definition has a body."""
    return all(v.cases or v.body is not None for d in policy.defines for v in d.versions)


def run(words, **how):
    return subprocess.run([engine.binary(), *words], capture_output=True, timeout=120, check=False, **how)


def pack(folder, path, given, options):
    lines = "".join(json.dumps(engine.as_line(c)) + "\n" for c in given)
    name = os.path.join(folder, "pack")
    done = run(["batch", "-p", path, "--pack", name, *options], input=lines.encode())
    return name if done.returncode in (0, 4) else None


def news(rng, policy, given):
    """New facts of some cases."""
    out = []
    for case in given:
        kind = rng.random()
        changed = (cases.other_fact(rng, policy, case, set()) if kind < .5
                   else cases.remove(rng, policy, case) if kind < .6 else None)
        if changed is not None:
            out.append({"id": case["id"], "facts": changed["facts"]})
    return out


def one(seed):
    """(problem or None, reused, decided again, differ)"""
    rng = random.Random(seed)
    first = generate.policy(rng)[0]
    second = neighbor(rng, first)
    if rng.random() < .5:
        first, second = second, first
    given = [{**cases.case(rng, first, n), "id": f"c{n}"} for n in range(BASES)]
    with tempfile.TemporaryDirectory() as folder:
        path, facts = os.path.join(folder, "policy.licet"), os.path.join(folder, "news")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text_of(first))
        made = pack(folder, path, given, rng.choice([[], ["--no-proof"]]))
        if made is None:  # a change that does not check
            return None, 0, 0, 0
        with open(path, "w", encoding="utf-8") as f:
            f.write(text_of(second))
        with open(facts, "w", encoding="utf-8") as f:
            f.writelines(json.dumps(x) + "\n" for x in (news(rng, first, given) if rng.random() < .6 else []))
        done = run(["recheck", "-p", path, "-f", facts, "--verify", "--format", "json", made])
        if done.returncode == 3:
            return None, 0, 0, 0
        states = [json.loads(line)["state"] for line in done.stdout.decode().splitlines()]
    bad = done.returncode not in (0, 4, 6) or len(states) != BASES or "WRONGLY REUSED" in states
    return (f"seed {seed}: status {done.returncode}, {states}\n{done.stderr.decode()[-600:]}" if bad else None,
            states.count("reused"), len(states) - states.count("reused"), states.count("differs"))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--policies", type=int, default=150)
    options.add_argument("--first", type=int, default=20240315)
    given = options.parse_args()
    failed, totals = 0, [0, 0, 0]
    for seed in range(given.first, given.first + given.policies):
        why, *counts = one(seed)
        totals = [a + b for a, b in zip(totals, counts)]
        if why:
            failed += 1
            print("FAILED", why)
    reused, again, differ = totals
    print(f"{reused} reused, {again} decided again, {differ} differ")
    if reused < given.policies or differ < given.policies // 10:
        failed += 1
        print("FAILED: too little was tried")
    print(f"{given.policies - min(failed, given.policies)} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

"""Makes a failing policy and case smaller while they still fail.

`fails(policy, case)` says whether they do; it is asked at most `tries` times.
SPDX-License-Identifier: Apache-2.0
"""
import copy
from dataclasses import replace

from program import Invalid, Program

JOINTS = ("all", "any", "none_of", "at_least", "and", "or")


def simpler(e):
    """Expressions that are e with one part less."""
    if e.op in JOINTS:
        for kid in e.kids:
            yield kid
        if len(e.kids) > 1 and e.op not in ("and", "or"):
            for n in range(len(e.kids)):
                labels = e.labels[:n] + e.labels[n + 1:] if e.labels else ()
                x = min(e.x, len(e.kids) - 1) if e.op == "at_least" else e.x
                yield replace(e, kids=e.kids[:n] + e.kids[n + 1:], labels=labels, x=x)
    if e.op == "not":
        yield e.kids[0]
    if e.op in ("+", "-", "*") and e.kids[0].type == e.kids[1].type:
        yield from e.kids
    if e.op in ("neg", "absolute", "pow", "round_down", "round_up"):
        yield e.kids[0]
    if e.op == "if":
        yield from e.kids[1:]
    if e.op in ("sum", "greatest", "least", "count", "list") and len(e.kids) > 2:
        yield replace(e, kids=e.kids[:2])
    for n, kid in enumerate(e.kids):
        for less in simpler(kid):
            yield replace(e, kids=e.kids[:n] + (less,) + e.kids[n + 1:])


def smaller_rules(rules):
    for n, r in enumerate(rules):
        yield rules[:n] + rules[n + 1:]
    for n, r in enumerate(rules):
        changes = []
        if r.when is not None:
            changes.append({"when": None})
            changes += [{"when": e} for e in simpler(r.when)]
        for key in ("exceptions", "doubts", "over", "under", "targets", "duties"):
            values = getattr(r, key)
            if not (key == "targets" and len(values) < 2) and not (key == "duties" and r.effect == "obliges"):
                changes += [{key: values[:k] + values[k + 1:]} for k in range(len(values))]
        for k, (label, e) in enumerate(r.exceptions):
            changes += [{"exceptions": r.exceptions[:k] + [(label, x)] + r.exceptions[k + 1:]}
                        for x in simpler(e)]
        changes += [{key: ""} for key in ("title", "cites", "source", "proposed", "unverified", "reason")
                    if getattr(r, key)]
        if r.start is not None and not r.doubts:
            changes.append({"start": None, "end": None})
        for change in changes:
            yield rules[:n] + [replace(r, **change)] + rules[n + 1:]


def smaller_policies(policy):
    for rules in smaller_rules(policy.rules):
        yield replace(policy, rules=rules)
    for key in ("defines", "tables"):
        values = getattr(policy, key)
        for n in range(len(values)):
            yield replace(policy, **{key: values[:n] + values[n + 1:]})
    for d, define in enumerate(policy.defines):
        def with_versions(versions, d=d, define=define):
            return replace(policy, defines=policy.defines[:d] + [replace(define, versions=versions)]
                           + policy.defines[d + 1:])
        for n, v in enumerate(define.versions):
            rest = define.versions[:n], define.versions[n + 1:]
            if len(define.versions) > 1:
                yield with_versions(rest[0] + rest[1])
            if v.cases:
                yield with_versions(rest[0] + [replace(v, cases=[], body=v.otherwise, otherwise=None)] + rest[1])
                for k in range(len(v.cases)):
                    yield with_versions(rest[0] + [replace(v, cases=v.cases[:k] + v.cases[k + 1:])] + rest[1])
            else:
                for e in simpler(v.body):
                    yield with_versions(rest[0] + [replace(v, body=e)] + rest[1])
    for t, table in enumerate(policy.tables):
        for n in range(len(table.rows)):
            rows = table.rows[:n] + table.rows[n + 1:]
            yield replace(policy, tables=policy.tables[:t] + [replace(table, rows=rows)] + policy.tables[t + 1:])


def smaller_cases(case):
    for key in ("as_of", "assume", "world"):
        if key in case:
            yield {k: v for k, v in case.items() if k != key}

    def less(x):
        if isinstance(x, dict) and "state" not in x and "list" not in x:
            for key in x:
                yield {k: v for k, v in x.items() if k != key}
                for kid in less(x[key]):
                    yield {**x, key: kid}
        items = x["list"] if isinstance(x, dict) and "list" in x else x if isinstance(x, list) else []
        for n, kid in enumerate(items):
            for change in [items[:n] + items[n + 1:]] + [items[:n] + [y] + items[n + 1:] for y in less(kid)]:
                yield {"list": change, "complete": x["complete"]} if isinstance(x, dict) else change
    for facts in less(case["facts"]):
        yield {**case, "facts": facts}


def valid(policy):
    try:
        Program(policy)
        return True
    except (Invalid, KeyError):
        return False


def shrink(policy, case, fails, tries=400):
    """The smallest failing (policy, case) found by greedy steps."""
    policy = copy.deepcopy(policy)
    left, moved = tries, True
    while moved and left > 0:
        moved = False
        for candidates, pick in ((smaller_policies(policy), 0), (smaller_cases(case), 1)):
            for candidate in candidates:
                if pick == 0 and not valid(candidate):
                    continue
                pair = (candidate, case) if pick == 0 else (policy, candidate)
                left -= 1
                if fails(*pair):
                    policy, case = pair
                    moved = True
                    break
                if left <= 0:
                    break
    return policy, case

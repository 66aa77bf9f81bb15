"""The laws of the meaning, as checks of statements: each gives the reason it fails, or None.

They read decision documents only and know no rule; the reference or the engine may have
written them.
SPDX-License-Identifier: Apache-2.0
"""
from model import covers, iso


class Chain:
    def __init__(self, policy):
        self.rank = {v.name: n for n, v in enumerate(policy.verdicts)}

    def bounds(self, x):
        return self.rank[x["low"]], self.rank[x["high"]]


def pairs(a, b):
    """The regimes and the lines that both statements have."""
    for x, y in zip(a["regimes"], b["regimes"]):
        yield "regime " + x["name"], x, y
    lines = {x["id"]: x for x in b["lines"]}
    for x in a["lines"]:
        if x["id"] in lines:
            yield "line " + x["id"], x, lines[x["id"]]


def fail_closed(policy, base, less):
    """Law 3: knowing less widens the bounds and keeps every possible duty."""
    chain = Chain(policy)
    for name, x, y in pairs(base, less):
        (low, high), (low2, high2) = chain.bounds(x), chain.bounds(y)
        if low2 > low or high2 < high:
            return f"{name}: {x['low']}..{x['high']} became {y['low']}..{y['high']} with fewer facts"
        kept = {(d["duty"], d["provision"], d["version"]) for d in y.get("duties", [])}
        for d in x.get("duties", []):
            if (d["duty"], d["provision"], d["version"]) not in kept:
                return f"{name}: the duty {d['duty']} of {d['provision']} is lost with fewer facts"
    return None


def withdrawn(policy, base, less):
    """Law 3 for acts: claiming less is never more permissive."""
    chain = Chain(policy)
    for name, x, y in pairs(base, less):
        (low, high), (low2, high2) = chain.bounds(x), chain.bounds(y)
        if low2 < low or high2 < high:
            return f"{name}: {x['low']}..{x['high']} became {y['low']}..{y['high']} with an act withdrawn"
    return None


def sound(policy, base, whole):
    """Law 4: a completion lies within."""
    chain = Chain(policy)
    for name, x, y in pairs(base, whole):
        (low, high), (low2, high2) = chain.bounds(x), chain.bounds(y)
        if low2 < low or high2 > high:
            return f"{name}: {x['low']}..{x['high']} has the completion {y['low']}..{y['high']}"
    return None


def only_eased(base, resolved):
    """4.10: resolutions change flags and gates, and gates only towards `proceed`."""
    order = ["proceed", "hold", "stop"]
    for x, y in zip([base] + base["regimes"] + base["lines"], [resolved] + resolved["regimes"] + resolved["lines"]):
        if order.index(y["gate"]) > order.index(x["gate"]) or (x["gate"] == "stop") != (y["gate"] == "stop"):
            return f"the gate went from {x['gate']} to {y['gate']} with resolutions"
    for x, y in zip(base["lines"], resolved["lines"]):
        if y["filing"] and y["gate"] != "proceed":
            return f"line {x['id']} has a filing while something is open"
        if any(x[key] != y[key] for key in x if key not in ("gate", "flags", "filing")):
            return f"line {x['id']}: more than gate and flags changed with resolutions"
        if y["gate"] == "proceed" and any(f["open"] for f in y["flags"]):
            return f"line {x['id']} proceeds with an open flag"
    kept = {"missing", "conflicts", "depends_on", "unverified", "doubts", "not_in_force"}
    return next((f"{key} changed with resolutions" for key in kept if base[key] != resolved[key]), None)


def outlived(statement, today):
    """4.10: what closes a flag quotes the facts it rests on now, by two persons, in its time."""
    for line in statement["lines"]:
        for flag in (f for f in line["flags"] if not f["open"]):
            closers = [x for x in statement["resolutions"] if x["facts"] == flag["basis"]
                       and x["outcome"] == "cleared" and x["on"] <= today <= x["until"]
                       and [x["by"], x["second_by"]] == flag["resolved_by"] and x["state"] == "applied"
                       and x["by"].strip().lower() != x["second_by"].strip().lower()]
            if not closers:
                return f"line {line['id']}: {flag['flag']} is closed by nothing that counts"
    return None


def closed_only_as_given(before, after, statement):
    """4.10: after a change of facts a flag is closed only when all it rests on is what it was.
    before, after: {(line, label, version): {pointer: value}}"""
    for line in statement["lines"]:
        for flag in (f for f in line["flags"] if not f["open"]):
            key = line["id"], flag["provision"], flag["version"]
            if not any(facts == after[key] for facts in before.values()):
                return f"line {line['id']}: {flag['flag']} stays closed though its facts changed"
    return None


def essence(statement):
    """What depends_on speaks for: finding, gate and reasons."""
    return [(x["id"], x["finding"], x["gate"], x["reasons"]) for x in statement["lines"]] + \
        [statement["gate"]] + [x["finding"] for x in statement["regimes"]]


def independent(base, changed):
    """4.7: what stands outside depends_on changes nothing."""
    if essence(base) != essence(changed):
        return "a fact outside of depends_on changed the answer"
    return None


def same(base, other, what):
    return None if base == other else f"differs {what}: " + difference(base, other)


def brief(statement):
    """What result_until speaks of."""
    return [(x["low"], x["high"], x["gate"], x["review"]) for x in statement["lines"]]


def in_force(days, only_rows):
    """Law 6: day by day against result_until. days: (day, statement), every boundary among them.

    A day that nothing but rows makes is tried only when such a row was asked for (4.6).
    """
    for n, (at, statement) in enumerate(days):
        turns = [d for d, s in days[n + 1:] if brief(s) != brief(statement)]
        until = statement["valid"]["result_until"]
        first = next((d for d in turns if d not in only_rows or until == iso(d - 1)), None)
        if until != (None if first is None else iso(first - 1)):
            return f"on {iso(at)} result_until is {until}, day by day it changes on {first and iso(first)}"
    return None


def conflicts(policy, statement, acting):
    """Law 7: two reviews that act and differ are reported. acting(line): {(label, version)}"""
    reviews = [r for r in policy.rules if r.effect == "reviews"]
    for line in statement["lines"]:
        sure = acting(line["id"])
        for reason in line["reasons"]:
            words = {r.word for r in reviews if (r.label, r.start if r.start is None else iso(r.start)) in sure
                     and any(covers(t, reason["provision"]) for t in r.targets)}
            if len(words) > 1 and not (line["review"]["conflict"] and "CF-LAW" in line["codes"]
                                       and any(c["line"] == line["id"] for c in statement["conflicts"])):
                return f"line {line['id']}: reviews under {sorted(words)} act and no conflict is reported"
    return None


def difference(a, b, at=""):
    """Where two JSON values first differ."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in sorted(set(a) | set(b)):
            if key not in a or key not in b:
                return f"{at}/{key}: only in the {'first' if key in a else 'second'}: {a.get(key, b.get(key))!r}"
            if a[key] != b[key]:
                return difference(a[key], b[key], f"{at}/{key}")
    if isinstance(a, list) and isinstance(b, list):
        for n, (x, y) in enumerate(zip(a, b)):
            if x != y:
                return difference(x, y, f"{at}/{n}")
        return f"{at}: {len(a)} against {len(b)} entries: {a!r} against {b!r}"
    return f"{at}: {a!r} against {b!r}"

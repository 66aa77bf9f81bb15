"""Random cases for generated policies, and the changes the laws speak of.

remove, complete and withdraw make, from one case, cases that know less, know all, or claim
less; they never touch what they were given.
SPDX-License-Identifier: Apache-2.0
"""
import copy
from datetime import date, timedelta

import generate
from generate import ACTIVITIES, CLASSES, COUNTRIES, DAYS, FOREIGN, TEXTS
from model import day, iso

KILO = .1
UNKNOWN = [None, None, {"state": "not_supplied"}, {"state": "refused"}, {"state": "could_not_determine"}]


def days_near(facts):
    """Days on which the law date may pass a date among the facts, or that ± what policies add."""
    if isinstance(facts, dict):
        for x in facts.values():
            yield from days_near(x)
    elif isinstance(facts, list):
        for x in facts:
            yield from days_near(x)
    elif isinstance(facts, str) and len(facts) == 10 and facts[4:5] == facts[7:8] == "-":
        for a in (0, 1, -1, 25, -25, 30, -30):
            yield from (day(facts) + a + b + o for b in (0, 30, -30) for o in (0, 1))


class Filler:
    """Values of types; `gap` is the chance that a place stays unknown."""

    def __init__(self, rng, policy, gap):
        self.rng, self.gap, self.policy = rng, gap, policy
        self.records = {r.name: r.fields for r in policy.records}

    def number(self, t):
        pool = [x for x in generate.NUMBERS if (t.low is None or x >= t.low) and (t.high is None or x <= t.high)]
        x = self.rng.choice(pool)
        if t.kind == "quantity":
            return "2 kwob" if self.rng.random() < KILO else f"{x} {t.name}"
        return str(x) if self.rng.random() < .5 or x.denominator != 1 else int(x)

    def scalar(self, t):
        rng = self.rng
        if t.kind == "boolean":
            return rng.random() < .5
        if t.kind == "date":
            return iso(rng.choice(DAYS) + rng.choice([-30, -1, 0, 0, 1, 20]))
        if t.kind == "eccn":
            return rng.choice(CLASSES + FOREIGN)
        return rng.choice({"text": TEXTS, "country": COUNTRIES, "enum": ACTIVITIES}[t.kind])

    def value(self, t, depth=0, whole=False):
        """A value of a type; whole: nothing is left open."""
        rng, gap = self.rng, 0 if whole else self.gap
        if rng.random() < gap:
            return rng.choice(UNKNOWN)
        if t.optional and rng.random() < .35:
            return {"state": "none"}
        if t.kind == "record":
            if t.optional and depth > 1:
                return {"state": "none"}
            out = {}
            for f in self.records[t.name]:
                x = self.value(f.type, depth + 1, whole)
                if x is not None or rng.random() < .3:
                    out[f.name] = x
            return out
        if t.kind == "list":
            deep = t.of.kind == "record" and depth > 1
            items = [] if deep else [self.value(t.of, depth + 1, whole)
                                     for _ in range(rng.choice([0, 1, 1, 2, 2, 3]))]
            return {"list": items, "complete": False} if t.open and rng.random() < gap else items
        return self.number(t) if t.kind in ("number", "quantity") else self.scalar(t)


def case(rng, policy, number):
    """One case, ready for the engine's batch."""
    filler = Filler(rng, policy, rng.choice([0, .1, .25, .5]))
    facts = {}
    for f in policy.facts:
        if f.act:
            if rng.random() < .6:
                facts[f.name] = rng.sample(TEXTS, rng.randint(0, 2)) if f.type.kind == "list" else filler.scalar(f.type)
        elif f.name == "ship_date":
            if rng.random() < .8:
                facts[f.name] = iso(a_day(rng, policy))
        else:
            x = filler.value(f.type)
            if x is not None or rng.random() < .3:
                facts[f.name] = x
    out = {"id": f"c{number}", "facts": facts}
    if rng.random() < (.1 if "ship_date" in facts else .5):
        out["as_of"] = iso(a_day(rng, policy))
    labels = [r.label for r in policy.rules if r.proposed]
    if labels and rng.random() < .3:
        out["assume"] = [rng.choice(labels)]
    if rng.random() < .15:
        out["world"] = "text"
    return out


def a_day(rng, policy):
    days = set(DAYS)
    for r in policy.rules:
        days |= {d for start, end, _ in r.doubts for d in (start, end)}
    return rng.choice(sorted(days)) + rng.choice([-1, 0, 0, 1, rng.randint(-200, 200)])


def spots(policy, facts):
    """(container, key, type) of every place given, acts and list elements included."""
    records = {r.name: r.fields for r in policy.records}

    def inside(x, t):
        if t.kind == "record" and isinstance(x, dict) and "state" not in x:
            for f in records[t.name]:
                if f.name in x:
                    yield x, f.name, f.type
                    yield from inside(x[f.name], f.type)
        if t.kind == "list":
            items = x["list"] if isinstance(x, dict) and "list" in x else x
            for n, kid in enumerate(items if isinstance(items, list) else []):
                yield items, n, t.of
                yield from inside(kid, t.of)
    for f in policy.facts:
        if f.name in facts and not f.act:
            yield facts, f.name, f.type
            yield from inside(facts[f.name], f.type)


def is_known(x):
    return x is not None and not (isinstance(x, dict) and x.get("state") not in (None, "none"))


def remove(rng, policy, given):
    """The case with one to three facts less: a value absent, or the last element of an open list."""
    out = copy.deepcopy(given)
    for _ in range(rng.randint(1, 3)):
        found = [s for s in spots(policy, out["facts"]) if is_known(s[0][s[1]])
                 and not (s[1] == "ship_date" and "as_of" in given)]  # that would change the question
        if not found:
            break
        holder, key, t = rng.choice(found)
        x = holder[key]
        items = x["list"] if isinstance(x, dict) and "list" in x else x
        if t.kind == "list" and t.open and items and rng.random() < .7:
            holder[key] = {"list": items[:-1], "complete": False}
        else:
            holder[key] = rng.choice(UNKNOWN)
    return out


def complete(rng, policy, given):
    """The case with everything known: unknown places filled, open lists closed."""
    filler = Filler(rng, policy, 0)
    records = {r.name: r.fields for r in policy.records}

    def fill(x, t, depth):
        if not is_known(x):
            return filler.value(t, depth, True)
        if isinstance(x, dict) and x.get("state") == "none":
            return x
        if t.kind == "record":
            return {f.name: fill(x.get(f.name), f.type, depth + 1) for f in records[t.name]}
        if t.kind == "list":
            open_ = isinstance(x, dict) and not x.get("complete", True)
            items = x["list"] if isinstance(x, dict) else x
            out = [fill(kid, t.of, depth + 1) for kid in items]
            if open_:
                out += [filler.value(t.of, depth + 1, True) for _ in range(rng.choice([0, 0, 1, 2]))]
            return out
        return x
    out = copy.deepcopy(given)
    for f in policy.facts:
        if f.act or (f.name == "ship_date" and "as_of" in given):
            continue
        if f.name == "ship_date" and not is_known(out["facts"].get("ship_date")):
            out["facts"]["ship_date"] = iso(a_day(rng, policy))
        else:
            out["facts"][f.name] = fill(out["facts"].get(f.name), f.type, 0)
    return out


def withdraw(rng, policy, given):
    """The case with one act less, or None when none was done."""
    out = copy.deepcopy(given)
    done = [f.name for f in policy.facts if f.act and out["facts"].get(f.name) not in (None, False, [])]
    if not done:
        return None
    name = rng.choice(done)
    if isinstance(out["facts"][name], list) and rng.random() < .5:
        out["facts"][name].pop()
    else:
        del out["facts"][name]
    return out


def shuffled(rng, x):
    """The same facts, members in another order."""
    if isinstance(x, dict):
        keys = list(x)
        rng.shuffle(keys)
        return {k: shuffled(rng, x[k]) for k in keys}
    return [shuffled(rng, kid) for kid in x] if isinstance(x, list) else x


def other_fact(rng, policy, given, depends):
    """The case with one scalar outside of depends_on changed, or None when there is none."""
    out = copy.deepcopy(given)
    found = []

    def inside(x, t, pointer):
        if isinstance(x, dict) and "state" in x:
            return
        if t.kind == "record" and isinstance(x, dict):
            for f in records[t.name]:
                if f.name in x:
                    visit(x, f.name, f.type, f"{pointer}/{f.name}")
        if t.kind == "list":
            items = x["list"] if isinstance(x, dict) else x
            for n in range(len(items)):
                visit(items, n, t.of, f"{pointer}/{n}")

    def visit(holder, key, t, pointer):
        if is_known(holder[key]):
            if t.kind not in ("record", "list") and pointer not in depends and not t.asserted and key != "name":
                found.append((holder, key, t))
            inside(holder[key], t, pointer)
    records = {r.name: r.fields for r in policy.records}
    for f in policy.facts:
        if f.name in out["facts"] and not f.act:
            visit(out["facts"], f.name, f.type, "/" + f.name)
    if not found:
        return None
    holder, key, t = rng.choice(found)
    holder[key] = Filler(rng, policy, .3).value(t)
    return out


def resolve(rng, given, statement):
    """The case with resolutions of its flags, most of them in order, or None without a flag."""
    flags = [(line["id"], flag) for line in statement["lines"] for flag in line["flags"]]
    if not flags:
        return None
    at = statement["law"]["as_of"] or iso(DAYS[0])
    return {**copy.deepcopy(given), "resolutions": [
        resolution(rng, line, flag, date.fromisoformat(at)) for line, flag in flags if rng.random() < .85]}


def resolution(rng, line, flag, at):
    """One that counts, mostly; else with one thing or another amiss."""
    def seldom(odd, usual):
        return odd if rng.random() < .08 else usual
    by, other = rng.sample(["a.chen", "m.ortiz", "J. Doe", "w.okafor"], 2)
    out = {"outcome": seldom("pending", "cleared"), "by": by, "second_by": seldom(" " + by.upper(), other),
           "on": str(at - timedelta(rng.choice([0, 1, 40]))), "until": str(at + timedelta(rng.choice([0, 30, 900]))),
           "evidence": "ticket 7", "facts": seldom("sha256:" + 64 * "0", flag["basis"])}
    if rng.random() < .08:
        out["on"], out["until"] = str(at + timedelta(1)), str(at + timedelta(20))
    if rng.random() < .08:
        out["on"], out["until"] = str(at - timedelta(90)), str(at - timedelta(1))
    if rng.random() < .08:
        del out["second_by"]
    if rng.random() < .4:
        out["line"] = seldom("/none/7", line)
    if flag["code"] and rng.random() < .5:
        out["code"] = seldom("RF-NONE", flag["code"])
    else:
        out["flag"] = seldom("no_such_flag", flag["flag"])
    return out

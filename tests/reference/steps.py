#!/usr/bin/env python3
"""Checks the proof of a decision document: every step again from the steps it rests on.

It knows the operations of GRAMMAR.md section 4 and the form of section 5, nothing else of
this project: no policy, no engine, no reference. What it trusts are the leaves: facts,
constants, rows, and whether a provision is in force.

    prove.py FILE...        documents as JSON; says what does not follow, exit status 1

Given `law` (chain, roles and verdicts of provisions, from the policy), it derives low and high
of each line as well. Where the law date is unknown the steps are checked, not the join of the eras.
SPDX-License-Identifier: Apache-2.0
"""
import copy
import json
import re
import sys
import unicodedata
from fractions import Fraction

INF = float("inf")
UNKNOWN, NONE = ("t",), ("n",)
TRUTH = {"true": True, "false": False, "unknown": None}
DATE = re.compile(r"(-?\d{4,})-(\d\d)-(\d\d)")


class Wrong(Exception):
    """A step does not follow."""


# ---- values: ("b", truth) ("i", lo, hi) ("w", text) NONE ("r", place) ("l", values, open) UNKNOWN ----

def day_number(year, month, day):
    year -= month <= 2
    era, month = year // 400, (month + 9) % 12
    return era * 146097 + (year % 400) * 365 + year % 400 // 4 - year % 400 // 100 \
        + (153 * month + 2) // 5 + day - 719469


def folded(text):
    plain = (unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", c).casefold()) for c in text)
    return unicodedata.normalize("NFC", "".join(
        c for c in "".join(plain) if unicodedata.category(c)[0] in "LMN" and not 0x300 <= ord(c) <= 0x36F))


def leaves_calendar(day, months):
    """Moved by so many months it may fall out of the years 1 to 9999."""
    there = day + months * 30
    return there <= day_number(1, 2, 1) or there >= day_number(9999, 11, 1)


def number(text):
    if text in ("inf", "-inf"):
        return float(text)
    date = DATE.fullmatch(text)
    return day_number(*map(int, date.groups())) if date else Fraction(text)


def read(value):
    if isinstance(value, str):
        return ("b", TRUTH[value]) if value in TRUTH else ("i", number(value), number(value))
    if isinstance(value, list):
        return "i", number(value[0]), number(value[1])
    if "word" in value:
        return "w", value["word"]
    if "record" in value:
        return "r", value["record"]
    if "list" in value:
        return "l", [read(v) for v in value["list"]], value["open"]
    if "rows" in value:
        return "l", [("r", f"{value['table']}#{n}") for n in range(value["rows"])], value["open"]
    return NONE if "none" in value else UNKNOWN


def truth(v):
    return v[1] if v[0] == "b" else False if v == NONE else None


def is_exact(v):
    return {"b": lambda: v[1] is not None, "i": lambda: v[1] == v[2], "l": lambda: not v[2],
            "t": lambda: False}.get(v[0], lambda: True)()


def kleene_all(ts):
    return False if False in ts else None if None in ts else True


def kleene_any(ts):
    return True if True in ts else None if None in ts else False


def negate(t):
    return None if t is None else not t


def add(x, y):
    return x if x in (INF, -INF) else y if y in (INF, -INF) else x + y


def mul(x, y):
    if x == 0 or y == 0:
        return 0
    if INF in (x, y) or -INF in (x, y):
        return INF if (x > 0) == (y > 0) else -INF
    return x * y


def corners(x, y):
    all_ = [mul(a, b) for a in x for b in y]
    return "i", min(all_), max(all_)


def arithmetic(op, x, y):
    if NONE in (x, y):
        return NONE
    if UNKNOWN in (x, y):
        return UNKNOWN
    (_, a, b), (_, c, d) = x, y
    if op == "add":
        return "i", add(a, c), add(b, d)
    if op == "sub":
        return "i", add(a, -d), add(b, -c)
    if op == "mul":
        return corners((a, b), (c, d))
    if c <= 0 <= d:
        return UNKNOWN
    return corners((a, b), tuple(0 if q in (INF, -INF) else Fraction(1) / q for q in (c, d)))


def less(x, y, strict):
    if NONE in (x, y):
        return False
    if UNKNOWN in (x, y):
        return None
    (_, a, b), (_, c, d) = x, y
    if strict:
        return True if b < c else False if a >= d else None
    return True if b <= c else False if a > d else None


def equal(x, y):
    if NONE in (x, y):
        return True if x == y else None if UNKNOWN in (x, y) else False
    if UNKNOWN in (x, y):
        return None
    if x[0] == "i":
        return True if x[1] == x[2] == y[1] == y[2] else False if x[2] < y[1] or y[2] < x[1] else None
    if x[0] == "b" and None in (x[1], y[1]):
        return None
    return x == y


def hull(values):
    kinds = {v[0] for v in values}
    if kinds == {"b"}:
        return "b", None
    if kinds == {"i"}:
        return "i", min(v[1] for v in values), max(v[2] for v in values)
    return UNKNOWN


# ---- steps ----

class Proof:
    def __init__(self, document):
        self.steps = document["statement"]["proof"]["steps"]
        self.values, self.members, self.leaves = [], {}, {}
        self.partial = set()  # lists of which only the deciding elements are derived
        self.one_day = document["statement"]["law"]["as_of"] is not None  # else eras are joined

    def check(self):
        for n, step in enumerate(self.steps):
            if step["n"] != n or any(k >= n or k < 0 for k in step["from"]):
                raise Wrong(f"step {n} rests on itself or on a later step")
            claimed = read(step["value"])
            self.values.append(claimed)
            kids = [self.values[k] for k in step["from"]]
            self.same_leaf(step)
            allowed = self.derive(step, kids, claimed)
            if claimed not in allowed:
                raise Wrong(f"step {n} ({step['op']}: {step['text']}) claims {claimed}, "
                            f"but {kids} give {allowed}")

    def same_leaf(self, step):
        """A fact, and being in force, is the same wherever it is read."""
        key = step.get("fact") and ("fact", step["fact"])
        if step["op"] == "live":
            key = ("live", step["provision"], step["version"])
        if key and self.one_day and step["op"] != "is" and self.leaves.setdefault(key, step["value"]) != step["value"]:
            raise Wrong(f"step {step['n']}: two values of {key}")

    def derive(self, step, kids, claimed):
        """The values that may stand here."""
        op, ts = step["op"], [truth(k) for k in kids]
        if op in ("fact", "slot", "live", "rows"):
            return [claimed]
        if op == "const":
            return [claimed]
        if op == "field":
            return [kids[0]] if kids and kids[0] in (NONE, UNKNOWN) else [claimed]
        if op in ("all", "any", "none_of", "not"):
            t = {"all": kleene_all, "any": kleene_any, "none_of": lambda x: negate(kleene_any(x)),
                 "not": lambda x: negate(x[0])}[op](ts)
            return [("b", t)]
        if op == "at_least":
            n = int(re.search(r"at least (\d+) of", step["text"]).group(1))
            sure, possible = ts.count(True), len(ts) - ts.count(False)
            return [("b", True if sure >= n else False if possible < n else None)]
        if op in ("lt", "le", "gt", "ge"):
            x, y = kids if op in ("lt", "le") else kids[::-1]
            return [("b", less(x, y, op in ("lt", "gt")))]
        if op in ("eq", "ne"):
            t = equal(*kids)
            return [("b", t if op == "eq" else negate(t))]
        if op in ("add", "sub", "mul", "div"):
            return [arithmetic(op, *kids)]
        if op == "act":
            return [("b", ts[-1])]
        return getattr(self, "do_" + op)(step, kids, claimed)

    # ---- numbers ----

    def one_number(self, kids, f):
        return [kids[0] if kids[0] in (NONE, UNKNOWN) else f(*kids[0][1:])]

    def do_neg(self, step, kids, claimed):
        return self.one_number(kids, lambda a, b: ("i", -b, -a))

    def do_whole(self, step, kids, claimed):
        return self.one_number(kids, lambda a, b: ("i", a, a) if a == b and Fraction(a).denominator == 1 else UNKNOWN)

    def do_absolute(self, step, kids, claimed):
        return self.one_number(kids, lambda a, b: ("i", 0 if a <= 0 <= b else min(abs(a), abs(b)), max(abs(a), abs(b))))

    def do_pow(self, step, kids, claimed):
        n = int(re.search(r"\^ ?(-?\d+)\)*$", step["text"]).group(1))

        def power(a, b):
            if n == 0:
                return "i", 1, 1
            ends = [(INF if q > 0 or n % 2 == 0 else -INF) if q in (INF, -INF) else q ** abs(n) for q in (a, b)]
            low = 0 if n % 2 == 0 and a <= 0 <= b else min(ends)
            return ("i", low, max(ends)) if n > 0 else arithmetic("div", ("i", 1, 1), ("i", low, max(ends)))
        return self.one_number(kids, power)

    def rounding(self, step, kids, claimed):
        x, by = kids
        if NONE in kids:
            return [NONE]
        if x == UNKNOWN or by == UNKNOWN or by[1] != by[2] or by[1] <= 0:
            return [UNKNOWN]
        sign = 1 if step["op"] == "round_down" else -1
        return [("i", *(q if q in (INF, -INF) else sign * (sign * q // by[1]) * by[1] for q in x[1:]))]
    do_round_down = do_round_up = rounding

    def do_within(self, step, kids, claimed):
        if NONE in kids:
            return [("b", False)]
        if UNKNOWN in kids:
            return [("b", None)]
        x, above = (k[1].split(".") for k in kids)
        return [("b", x[:len(above)] == above)]

    def do_entry(self, step, kids, claimed):
        return [kids[0] if kids[0] in (NONE, UNKNOWN) else ("w", kids[0][1].split(".")[0])]

    def do_folded(self, step, kids, claimed):
        return [kids[0] if kids[0] in (NONE, UNKNOWN) else ("w", folded(kids[0][1]))]

    def do_add_months(self, step, kids, claimed):
        """The month and the kind of day are checked, not the calendar below them."""
        if NONE in kids:
            return [NONE]
        if UNKNOWN in kids or kids[1][1] != kids[1][2]:
            return [UNKNOWN]
        n = kids[1][1]
        near = claimed[0] == "i" and all(
            c == q if q in (INF, -INF) else leaves_calendar(q, n) if c in (INF, -INF) else
            abs((c - q) - n * Fraction(3043685, 100000)) <= 4
            for q, c in zip(kids[0][1:], claimed[1:]))
        return [claimed] if near else ["a date about that many months away"]

    # ---- lists ----

    def surely(self, n, size):
        """Membership of the elements of a step's list: True, or False when only possible."""
        return self.members.get(n, [True] * size)

    def part_of(self, step, values, claimed):
        """A list of which only the elements that decide are derived: the others prove nothing."""
        if claimed[0] != "l" or any(v not in claimed[1] for v in values):
            raise Wrong(f"step {step['n']}: {values} are not in {claimed}")
        self.members[step["n"]] = [v in values for v in claimed[1]]
        self.partial.add(step["n"])
        return [claimed]

    def do_in(self, step, kids, claimed):
        x, l = kids[0], kids[1]
        found = None if l == UNKNOWN else False
        if l[0] == "l":
            sure = self.surely(step["from"][1], len(l[1]))
            parts = [equal(x, v) if m else kleene_all([None, equal(x, v)]) for v, m in zip(l[1], sure)]
            found = kleene_any(parts + ([None] if l[2] else []))
        if step["from"][1] in self.partial and found is not True:
            raise Wrong(f"step {step['n']}: rests on a list that is not derived")
        return [("b", negate(found) if " not in " in step["text"] and claimed == ("b", negate(found)) else found)]

    def quantified(self, step, kids, claimed):
        l, ts = kids[0], [truth(k) for k in kids[1:]]
        if step["op"] == "every":
            ts = [negate(t) for t in ts]
        if l[0] == "l":
            sure = self.surely(step["from"][0], len(l[1]))
            if len(ts) == len(sure):
                ts = [t if m else kleene_all([None, t]) for t, m in zip(ts, sure)]
            elif True not in ts and len(ts) < len(sure):
                raise Wrong(f"step {step['n']}: {len(ts)} of {len(sure)} elements looked at")
            ts += [None] if l[2] else []
        elif l == UNKNOWN:
            ts.append(None)
        found = kleene_any(ts)
        if step["from"][0] in self.partial and found is not True:
            raise Wrong(f"step {step['n']}: rests on a list that is not derived")
        return [("b", found if step["op"] == "some" else negate(found))]
    do_some = do_every = do_no = quantified

    def rows(self, step, kids):
        """(value, sure?) of the members of an aggregate, and whether more may come."""
        l, rest, out = kids[0], list(kids[1:]), []
        size = len(l[1]) if l[0] == "l" else 0
        where = " where " in step["text"] and (len(rest) != size or all(v[0] == "b" for v in rest))
        for m in self.surely(step["from"][0], size):
            t = truth(rest.pop(0)) if where and rest else True
            if t is False:
                continue
            if not rest:
                raise Wrong(f"step {step['n']}: an element has no value")
            out.append((rest.pop(0), m and t is True))
        if rest:
            raise Wrong(f"step {step['n']}: more values than elements")
        return out, l == UNKNOWN or (l[0] == "l" and l[2])

    def do_list(self, step, kids, claimed):
        if kids[0] == UNKNOWN:
            return [UNKNOWN]
        try:
            out, more = self.rows(step, kids)
        except Wrong:
            out, more = [], None
        if step["from"][0] not in self.partial and claimed == ("l", [v for v, _ in out], more):
            self.members[step["n"]] = [m for _, m in out]
            return [claimed]
        if any(truth(v) is not True for v in kids[1:] if v[0] == "b"):
            raise Wrong(f"step {step['n']}: an element that is not sure cannot decide")
        return self.part_of(step, [v for v in kids[1:] if v[0] != "b"], claimed)

    def do_union(self, step, kids, claimed):
        pairs = [(x, m) for k, v in zip(step["from"], kids) if v[0] == "l"
                 for x, m in zip(v[1], self.surely(k, len(v[1])))]
        if claimed[0] == "l" and (len(pairs) < len(claimed[1]) or self.partial & set(step["from"])):
            return self.part_of(step, [x for x, m in pairs if m], claimed)
        self.members[step["n"]] = [m for _, m in pairs]
        return [("l", [x for v in kids if v[0] == "l" for x in v[1]],
                 any(v == UNKNOWN or (v[0] == "l" and v[2]) for v in kids))]

    def do_elements(self, step, kids, claimed):
        return [("l", kids, open_) for open_ in (False, True)]

    def do_lookup(self, step, kids, claimed):
        """The rows are leaves; with a key that is not exact they are only possible."""
        known = all(is_exact(k) for k in kids)
        if claimed[0] == "l":
            self.members[step["n"]] = [known] * len(claimed[1])
            return [claimed]
        return [claimed] if known else [UNKNOWN]

    def do_count(self, step, kids, claimed):
        if len(kids) == 1 and (kids[0] == UNKNOWN or kids[0][1]):
            return self.do_length(step, kids, claimed)
        out, more = self.rows(step, kids)
        return [("i", sum(m for _, m in out), INF if more else len(out))]

    def do_length(self, step, kids, claimed):
        l = kids[0]
        sure = self.surely(step["from"][0], len(l[1])) if l[0] == "l" else []
        return [("i", sum(sure), INF if l == UNKNOWN or (l[0] == "l" and l[2]) else len(sure))]

    def do_sum(self, step, kids, claimed):
        if kids[0] == UNKNOWN:
            return [UNKNOWN]
        out, more = self.rows(step, kids)
        sums = []
        for floor in (-INF, 0):  # whether the summand may be negative is the policy's to say
            low = high = 0
            for v, m in out:
                if v == NONE:
                    continue
                a, b = (floor, INF) if v == UNKNOWN else v[1:]
                low, high = add(low, a if m else min(0, a)), add(high, b if m else max(0, b))
            sums.append(("i", floor if more and floor else low, INF if more else high))
        return sums

    def extreme(self, step, kids, claimed):
        if kids[0] == UNKNOWN:
            return [UNKNOWN]
        out, more = self.rows(step, kids)
        out = [(v if v != UNKNOWN else ("i", -INF, INF), m and v != UNKNOWN) for v, m in out if v != NONE]
        sure = [v for v, m in out if m]
        if not sure:
            return [UNKNOWN]
        if step["op"] == "greatest":
            return [("i", max(v[1] for v in sure), INF if more else max(v[2] for v, _ in out))]
        return [("i", -INF if more else min(v[1] for v, _ in out), min(v[2] for v in sure))]
    do_greatest = do_least = extreme

    # ---- words, cases, calls ----

    def do_is(self, step, kids, claimed):
        if "fact" in step:  # the asserted field: a leaf of its own
            return [claimed]
        acts = [v for k, v in zip(step["from"], kids) if self.steps[k]["op"] == "act"]
        if acts:
            t = kleene_any([truth(v) for v in acts])
            return [("b", negate(t) if claimed == ("b", negate(t)) and " not " in step["text"] else t)]
        return [("b", False), ("b", None)]

    def do_cases(self, step, kids, claimed):
        rest, values, decided = list(zip(step["from"], kids)), [], False
        while rest:
            if len(rest) == 1 and not decided:
                values.append(rest.pop())
                break
            t = truth(rest.pop(0)[1])
            decided = decided or t is True
            if t is not False:
                values.append(rest.pop(0))
        (n, first), same = values[0], all(v == values[0][1] for _, v in values)
        if len(values) == 1:
            if n in self.partial:
                self.partial.add(step["n"])
            if n in self.members:
                self.members[step["n"]] = self.members[n]
            return [first]
        if same and any(k in self.partial for k, _ in values):
            return [first, hull([v for _, v in values])]
        if same and is_exact(first) and all(set(self.members.get(k, [])) <= {True} for k, _ in values):
            return [first]
        return [hull([v for _, v in values])]

    def do_call(self, step, kids, claimed):
        if not kids or claimed == UNKNOWN or claimed == ("b", None):
            return [claimed]  # no version in force is a fault
        body = step["from"][-1]
        if body in self.partial:
            self.partial.add(step["n"])
        if body in self.members:
            self.members[step["n"]] = self.members[body]
        return [kids[-1]]

    def do_native(self, step, kids, claimed):
        return [claimed]


# ---- roots and lines ----

def roots_of(document):
    """(line, provision, version, what) -> truth"""
    proof = document["statement"]["proof"]
    out = {}
    for root in proof["roots"]:
        step = proof["steps"][root["step"]]
        if root["what"] == "act" and (step["op"] != "act" or step["provision"] != root["provision"]
                                      or step["version"] != root["version"]):
            raise Wrong(f"the root of act {root['provision']} is step {step['n']}, another one")
        if step["value"] not in TRUTH:
            raise Wrong(f"the root of {root['provision']} is no truth value")
        key = (root["regime"], root["line"], root["provision"], root["version"], root["what"])
        if key in out:
            raise Wrong(f"two roots of {key}")
        out[key] = TRUTH[step["value"]]
    return out


def check_line(line, roots, law):
    mine = {key[2:]: t for key, t in roots.items() if key[:2] == (line["regime"], line["id"])}
    reasons = {(r["provision"], r["version"]): r["certain"] for r in line["reasons"]}
    opens = {key[:2]: t for key, t in mine.items() if key[2] == "open"}
    wanted = {key: t is True for key, t in opens.items() if t is not False}
    if reasons != wanted:
        raise Wrong(f"line {line['id']}: the reasons are {reasons}, the proof opens {wanted}")
    for key in opens:
        if opens[key] is not False and mine.get((*key, "act")) is False:
            raise Wrong(f"line {line['id']}: {key[0]} is open and does not act")
    for kind in ("flags", "duties"):
        for x in line[kind]:
            act = mine.get((x["provision"], x["version"], "act"), "absent")
            if act != "absent" and (act is False or x["certain"] != (act is True)):
                raise Wrong(f"line {line['id']}: {kind} of {x['provision']} do not follow")
    for x in line["allowed_by"]:
        if x["what"] != "not_required" and mine.get((x["provision"], x["version"], "act")) is not True:
            raise Wrong(f"line {line['id']}: {x['provision']} allows and does not act")
    if law:
        check_bounds(line, mine, law)


def check_bounds(line, mine, law):
    """law: chain, roles, excludes {(label, version)}, verdicts {(label, version): name}, more_lines."""
    rank = {name: n for n, name in enumerate(law["chain"])}
    got = [(rank[law["roles"]["exclusion"]], True)]
    excluding = [t for (p, v, what), t in mine.items() if what == "act" and (p, v) in law["excludes"]]
    open_ = line["id"] == "/" and law["more_lines"]
    default = kleene_all([negate(kleene_any(excluding))] + ([None] if open_ else []))
    got.append((rank[law["roles"]["default"]], default))
    for (p, v, what), t in mine.items():
        if (p, v) in law["verdicts"]:
            got.append((rank[law["verdicts"][p, v] if what == "open" else law["roles"]["exception"]], t))
    low, high = max(n for n, t in got if t), max(n for n, t in got if t is not False)
    high = len(rank) - 1 if open_ else high
    if (rank[line["low"]], rank[line["high"]]) != (low, high):
        raise Wrong(f"line {line['id']}: {line['low']}..{line['high']}, "
                    f"the proof gives {law['chain'][low]}..{law['chain'][high]}")


def check(document, law=None):
    """None, or what does not follow."""
    try:
        proof = Proof(document)
        proof.check()
        roots = roots_of(document)
        for line in document["statement"]["lines"] if proof.one_day else ():
            check_line(line, roots, law)
    except Wrong as e:
        return str(e)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError) as e:
        return f"malformed: {e!r}"
    return None


def acting(document):
    """line -> the (provision, version) whose act is T, as the proof has it."""
    roots = roots_of(document)
    return lambda line: {key[2:4] for key, t in roots.items() if key[1] == line and key[4] == "act" and t}


STRICT = ("all", "any", "none_of", "not", "lt", "le", "gt", "ge", "eq", "ne", "add", "sub", "mul",
          "neg", "act", "some", "every", "no", "at_least")


def spoil(document, rng):
    """(what was done, a document with a wrong proof), or None when there is nothing to spoil."""
    bad = copy.deepcopy(document)
    proof = bad["statement"]["proof"]
    steps = [s for s in proof["steps"] if s["op"] in STRICT and isinstance(s["value"], str)]
    lines = [line for line in bad["statement"]["lines"] if line["reasons"]]
    if lines and rng.random() < .3 and bad["statement"]["law"]["as_of"] is not None:
        reason = rng.choice(rng.choice(lines)["reasons"])
        reason["certain"] = not reason["certain"]
        return f"certain of {reason['provision']}", bad
    if not steps:
        return None
    step = rng.choice(steps)
    if step["value"] in TRUTH:
        step["value"] = rng.choice([v for v in TRUTH if v != step["value"]])
    else:
        step["value"] = "123456789/7"
    return f"the value of step {step['n']} ({step['op']}: {step['text']})", bad


def main():
    failed = 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as f:
            why = check(json.load(f))
        print(f"{path}: {why or 'follows'}")
        failed += why is not None
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""What can be said of a policy without facts: priority, classifiers, eras, signs, static rules.

From sections 4.4, 4.6, 4.8 and 4.9 of GRAMMAR.md. evaluate.py gives a Program its facts.
SPDX-License-Identifier: Apache-2.0
"""
from model import covers, segments
from values import INF, RowRecord, V

FAR = 10 ** 9  # beyond every day of the calendar


class Invalid(Exception):
    """The policy breaks a static rule of the page (cycle, acts, subjects)."""


def meet(a, b):
    return (a.start or -FAR) < (b.end or FAR) and (b.start or -FAR) < (a.end or FAR)


def walk(e):
    """e and all its parts."""
    yield e
    for kid in e.kids:
        yield from walk(kid)


def constant(e):
    """The value of a literal."""
    if e.op == "none":
        return V("n")
    if isinstance(e.x, V):
        return e.x
    kind = e.type.kind
    if kind == "boolean":
        return V("b", e.x)
    return V("i", e.x, e.x) if kind in ("number", "quantity", "date") else V("w", e.x)


def constant_days(e):
    """The days of a constant that is added to a date, or None."""
    if e.op == "whole" and all(k.op == "const" for k in e.kids[0].kids):
        return e.kids[0].kids[0].x // e.kids[0].kids[1].x
    return e.x if e.op == "const" else None


class Program:
    def __init__(self, policy):
        self.policy = policy
        self.rules = sorted(policy.rules, key=lambda r: (segments(r.label), r.start or -FAR))
        for n, rule in enumerate(self.rules):
            rule.index = n
        self.defines = {d.name: d for d in policy.defines}
        self.tables = {t.name: t for t in policy.tables}
        self.fields = {r.name: {f.name: f for f in r.fields} for r in policy.records}
        self.facts = {f.name: f for f in policy.facts}
        self.acts = {f.name for f in policy.facts if f.act}
        self.units = {name: factor or 1 for name, factor, _ in policy.units}
        self.units.update(day=1, days=1)
        self.chain = [v.name for v in policy.verdicts]
        self.blocks = [v.blocks for v in policy.verdicts]
        self.roles = {role: n for n, v in enumerate(policy.verdicts) for role in v.roles}
        self.subject_paths = sorted({r.subject[1] for r in self.rules if r.subject})
        self.expressions = {}
        self.relate()
        self.rows = self.row_records(policy)
        self.breaks = self.find_breaks()
        self.law_breaks = self.find_breaks(rows=False)
        self.check()

    def row_records(self, policy):
        return {t.name: [RowRecord(t, n, [constant(c) for c in row.cells], row.start, row.end)
                         for n, row in enumerate(t.rows)] for t in policy.tables}

    # ---- relations ----

    def relate(self):
        rules = self.rules
        self.beaters = [[s for s in rules if self.beats(s, r)] for r in rules]
        self.allowing = [[a for a in rules if a.effect == "authorizes" and meet(a, r)
                          and self.allows(a, r)] for r in rules]
        self.reviewing = [[a for a in rules if a.effect == "reviews" and meet(a, r)
                           and any(covers(t, r.label) for t in a.targets)] for r in rules]
        self.classifying = [r for r in rules if r.effect == "classifies"]

    @staticmethod
    def allows(a, r):
        named = any(covers(t, r.label) for t in a.targets)
        if not a.all_but:
            return named
        same = (a.subject and a.subject[1]) == (r.subject and r.subject[1])
        return same and r.effect == "requires" and not named

    @staticmethod
    def beats(s, r):
        if s is r or not meet(s, r):
            return False
        if any(covers(label, r.label) for label in s.over):
            return True
        if any(covers(label, s.label) for label in r.over):
            return False
        here = not s.subject or (r.subject and r.subject[1] == s.subject[1])
        return (any(covers(label, s.label) for label in r.under)
                or (s.effect in ("suspends", "unenforces") and any(covers(t, r.label) for t in s.targets))
                or (here and s.effect == "excludes" and r.effect in ("requires", "prohibits")))

    def parts(self, rule):
        """Every expression a rule can reach, through defines too."""
        got = self.expressions.get(id(rule))
        if got is None:
            roots = [e for e in [rule.when] if e is not None] + [e for _, e in rule.exceptions]
            got = self.expressions[id(rule)] = list(self.reach(roots))
        return got

    def reach(self, roots):
        seen, stack = set(), list(roots)
        while stack:
            for e in walk(stack.pop()):
                yield e
                if e.op == "call" and e.x not in seen:
                    seen.add(e.x)
                    for v in self.defines[e.x].versions:
                        stack += [x for pair in v.cases for x in pair]
                        stack += [x for x in (v.otherwise, v.body) if x is not None]

    def all_parts(self):
        """Every expression of the policy, asked by a rule or not."""
        for rule in self.rules:
            for root in self.roots(rule):
                yield from walk(root)
        for define in self.policy.defines:
            for v in define.versions:
                for root in [x for pair in v.cases for x in pair] + [v.otherwise, v.body]:
                    if root is not None:
                        yield from walk(root)

    def reads_act(self, e):
        return any(x.op == "fact" and x.x in self.acts for x in self.reach([e]))

    def asked(self, rule):
        """The classifying rules whose act this rule reads."""
        labels = {label for e in self.parts(rule) if e.op == "is" for label in e.x[1]}
        return [r for r in self.classifying if any(covers(label, r.word) for label in labels)]

    def check(self):
        """The static rules the generator could break."""
        labels = {}
        for r in self.rules:
            for other in labels.setdefault(r.label, []):
                if meet(r, other):
                    raise Invalid("two versions of one label at one time")
            labels[r.label].append(r)
        for n, r in enumerate(self.rules):
            self.check_names(r)
            for s in self.beaters[n] + self.reviewing[n]:
                if s.subject and (not r.subject or r.subject[1] != s.subject[1]):
                    raise Invalid("subjects differ")
            if r.effect in ("requires", "prohibits") and any(
                    s.effect == "excludes" and s.subject and meet(s, r)
                    and (not r.subject or r.subject[1] != s.subject[1]) for s in self.rules):
                raise Invalid("an exclusion of another list")
            for a in self.allowing[n]:
                if r.effect in ("requires", "prohibits") and (a.subject or ("", ""))[1] != (r.subject or ("", ""))[1]:
                    raise Invalid("authorizes over another list")
            if any(self.reads_act(e) for s in self.beaters[n] for e in self.roots(s)) \
                    and r.effect != "reviews":
                raise Invalid("a rule that reads an act beats")
        self.check_cycles()

    def check_names(self, r):
        """Every label a rule names is that of some rule in force together with it."""
        if any(covers(a, b) or covers(b, a) for a in r.over for b in r.under):
            raise Invalid("both notwithstanding and subject to")
        for label in r.targets + r.over + r.under:
            named = [s for s in self.rules if covers(label, s.label) and s is not r and meet(r, s)]
            if not named:
                raise Invalid("names nothing")
            if label not in r.under and r.subject and any(
                    s.subject is None or s.subject[1] != r.subject[1] for s in named):
                raise Invalid("subjects differ")
            if label in r.targets and r.effect in ("authorizes", "reviews") \
                    and not any(s.effect in ("requires", "prohibits") for s in named):
                raise Invalid("nothing to authorize or review")
        if r.effect == "authorizes" and any(d.when == "before" for d in r.duties) \
                and not any(self.reads_act(e) for e in self.roots(r)):
            raise Invalid("a duty due before, and no act")

    @staticmethod
    def roots(rule):
        return ([rule.when] if rule.when is not None else []) + [e for _, e in rule.exceptions]

    def check_cycles(self):
        state = {}

        def visit(r):
            if state.get(r.index) == 1:
                raise Invalid("a cycle")
            if r.index in state:
                return
            state[r.index] = 1
            for s in self.beaters[r.index] + self.asked(r):
                visit(s)
            state[r.index] = 2
        for r in self.rules:
            visit(r)

    # ---- time ----

    def find_breaks(self, rows=True):
        """The first days of the eras; without those that only a row of a table makes."""
        days = set()
        spans = [(x.start, x.end) for x in self.rules] + [d[:2] for r in self.rules for d in r.doubts]
        spans += [(v.start, v.end) for d in self.policy.defines for v in d.versions]
        spans += [(row.start, row.end) for t in self.policy.tables for row in t.rows if rows]
        for start, end in spans:
            days |= {start, end}
        days |= {t.complete_through + 1 for t in self.policy.tables if t.complete_through is not None}
        for e in self.all_parts():
            days |= set(self.flips(e))
        return sorted(days - {None})

    def flips(self, e):
        """The days at which law date ± constant compared with a constant date changes."""
        if e.op not in ("<", "<=", ">", ">=", "=", "!=") or len(e.kids) != 2:
            return
        left, right = e.kids
        op = e.op
        if right.op != "const":
            left, right, op = right, left, {"<": ">", "<=": ">=", ">": "<", ">=": "<="}.get(op, op)
        shift = 0
        if left.op in "+-" and constant_days(left.kids[1]) is not None:
            shift = constant_days(left.kids[1]) * (1 if left.op == "+" else -1)
            left = left.kids[0]
        if left.op != "fact" or left.x != self.policy.law_date or right.op != "const":
            return
        at = right.x - shift
        if op in ("<", ">=", "=", "!="):
            yield at
        if op in ("<=", ">", "=", "!="):
            yield at + 1

    def eras(self):
        """All eras as closed intervals of days."""
        if not self.breaks:
            return [(-INF, INF)]
        ends = [b - 1 for b in self.breaks[1:]] + [INF]
        return [(-INF, self.breaks[0] - 1)] + list(zip(self.breaks, ends))

    def not_negative(self, e):
        """4.9: cannot be negative by its types."""
        if e.op == "const":
            return not isinstance(e.x, (V, str)) and e.x >= 0
        if e.op in ("count", "length", "absolute"):
            return True
        if e.op in ("*", "/", "+"):
            return all(self.not_negative(k) for k in e.kids)
        if e.op in ("greatest", "least", "sum"):
            return self.not_negative(e.kids[1])
        if e.op == "pow" and e.x % 2 == 0:
            return True
        if e.op == "pow":
            return self.not_negative(e.kids[0])
        if e.op in ("fact", "field", "var"):
            return e.type is not None and e.type.low is not None and e.type.low >= 0
        return False

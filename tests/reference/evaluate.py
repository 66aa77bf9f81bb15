"""The meaning of a policy (section 4 of GRAMMAR.md), written from the page.

World: one evaluation of a Program: facts, a law date or era, enforced or text, assumed labels.
statement.py makes the decision document of worlds.
SPDX-License-Identifier: Apache-2.0
"""
import calendar
from datetime import date
from fractions import Fraction
from itertools import accumulate, takewhile
from math import floor
from operator import or_

from model import EPOCH, covers, folded, iso, segments, show_number
from program import constant
from values import (INF, NO, STILL, Place, V, add, anything, arithmetic, boolean, compare,
                    equal, exact, hull, interval, mirrored, moves, power, same, tidy, truth, unfollowed, union,
                    v_all, v_any, v_at_least, v_not)


def place_at(facts, path):
    head, *rest = path.split(".")
    place = facts[head]
    for name in rest:
        place = place.place(name)
    return place


class World:
    """One evaluation of everything at the days [lo, hi] (a single day, or an era)."""

    def __init__(self, program, facts, lo, hi, law=None, text=False, assumed=(), without=None):
        self.program, self.facts, self.lo, self.hi = program, facts, lo, hi
        self.law = law  # value of the law date fact, when it is not simply the fact given
        self.text, self.assumed, self.without = text, assumed, without
        self.acts, self.lives, self.table_lists = {}, {}, {}
        self.row_days = set()  # on which rows that were asked for begin or end, or comparisons turn
        self.ops = {op: getattr(self, "do_" + name) for op, name in OPS.items()}

    def ev(self, e, env):
        return self.ops[e.op](e, env)

    # ---- rules ----

    def live(self, r):
        """T, F, or U on a doubtful day."""
        if r.index not in self.lives:
            self.lives[r.index] = self.find_live(r)
        return self.lives[r.index]

    def in_span(self, x):
        """Whether the days of this world lie in the span of a rule, version or row."""
        return (x.start is None or x.start <= self.lo) and (x.end is None or self.hi < x.end)

    def find_live(self, r):
        if r is self.without or not self.in_span(r):
            return False
        if r.proposed and not any(covers(label, r.label) for label in self.assumed):
            return False
        if r.effect == "unenforces" and self.text:
            return False
        if any(start <= self.lo and (end is None or self.hi < end) for start, end, _ in r.doubts):
            return None
        return True

    def act(self, r, subject):
        """act(r, subject); subject is the value of the element, None for the transaction."""
        if not r.subject:
            subject = None
        key = (r.index, id(subject.a) if subject else 0)
        v = self.acts.get(key)
        if v is None:
            v = self.acts[key] = self.find_act(r, subject)
        return v

    def find_act(self, r, subject):
        live = self.live(r)
        if live is False:
            return V("b", False)
        env = {r.subject[0]: subject} if subject else {}
        leaf = ("p", r.label, r.start)
        doubt = frozenset((("doubt", r.label),)) if live is None else NO
        parts = [boolean(live, doubt, (leaf,))]
        if r.when is not None:
            parts.append(self.ev(r.when, env))
        parts += [v_not(self.ev(e, env)) for _, e in r.exceptions]
        unbeaten = [v_not(self.act(s, subject)) for s in self.program.beaters[r.index]
                    if self.live(s) is not False]
        own = any(truth(p) is False for p in parts)  # then it does not rest on what beats it
        v = v_all(parts if own else parts + unbeaten)
        v.s += (leaf,) if truth(v) is False else (leaf, ("acting", r.label, r.start))
        return v

    def open(self, r, subject):
        if self.live(r) is False:
            return V("b", False)
        allowed = [self.act(a, subject) for a in self.program.allowing[r.index]
                   if self.live(a) is not False]
        return v_all([self.act(r, subject), v_not(v_any(allowed))])

    # ---- leaves ----

    def do_const(self, e, env):
        return constant(e)

    def do_none(self, e, env):
        return V("n")

    def do_fact(self, e, env):
        if self.law is not None and e.x == self.program.policy.law_date:
            law = self.law  # and moves on with the days
            return V(law.k, law.a, law.b, law.c, law.s, (1, 1, False)) if law.k == "i" else law
        return self.facts[e.x].value()

    def do_var(self, e, env):
        return env[e.x]

    def do_field(self, e, env):
        record = self.ev(e.kids[0], env)
        if record.k == "r":
            v = record.a.field(e.x)
            return V(v.k, v.a, v.b, v.c, (v, record)) if record.s else v
        return V(record.k, c=record.c, s=(record,))

    # ---- conditions ----

    def do_all(self, e, env):
        return v_all([self.ev(k, env) for k in e.kids])

    def do_any(self, e, env):
        return v_any([self.ev(k, env) for k in e.kids])

    def do_none_of(self, e, env):
        return v_not(self.do_any(e, env))

    def do_at_least(self, e, env):
        return v_at_least(e.x, [self.ev(k, env) for k in e.kids])

    def do_not(self, e, env):
        return v_not(self.ev(e.kids[0], env))

    def do_compare(self, e, env):
        a, b = self.ev(e.kids[0], env), self.ev(e.kids[1], env)
        self.turn(a, b)
        return compare(e.op, a, b)

    def turn(self, a, b):
        """The days on which bounds of both sides would meet if nothing but the law date moved, and the next."""
        if a.k == b.k == "i":
            self.meet(a.b, a.g[1], b.a, b.g[0], a.g[2] + b.g[2])
            self.meet(a.a, a.g[0], b.b, b.g[1], a.g[2] + b.g[2])

    def unfollowed(self, *values):
        """Something is made of these of which it is not told how it moves: the next day is tried."""
        if any(moves(v) for v in values):
            self.tomorrow()

    def tomorrow(self):
        if self.law is not None and self.lo == self.hi:
            self.row_days.add(self.lo + 1)

    def meet(self, at, grows, other, others, by_months):
        """Two bounds on their way to each other; `by_months`: how many of them move so."""
        if self.law is None or self.lo != self.hi or {at, other} & {INF, -INF}:
            return
        if by_months > 1 or (by_months and abs(grows - others) < 1):
            return self.tomorrow()
        if grows == others:
            return
        first = self.lo + floor(Fraction(other - at) / (grows - others))
        around = range(first - 6, first + 8) if by_months else (first, first + 1)
        self.row_days |= {x for x in around if x <= (date.max - EPOCH).days}

    def extreme(self, sign, bounds):
        """The greatest (1) or least (-1) of (bound, how it grows, how many so far move by months), one by one.

        When equal, what will be it."""
        best = bounds[0]
        for b in bounds[1:]:
            self.meet(*best[:2], *b)
            if (b[0] * sign, b[1] * sign) > (best[0] * sign, best[1] * sign):
                best = b
        return best

    def grown(self, values):
        """How the hull of values grows, as far as they are intervals."""
        values = list(takewhile(lambda v: v.k == "i", values))
        if not values:
            return STILL
        low, high = ([(v.b, v.g[1]) if up else (v.a, v.g[0]) for v in values] for up in (False, True))
        so_far = by_months(values)
        slow = self.extreme(-1, [(*b, m) for b, m in zip(low, so_far)])
        fast = self.extreme(1, [(*b, m) for b, m in zip(high, so_far)])
        return slow[1], fast[1], so_far[-1] > 0

    def do_equal(self, e, env):
        a, b = self.ev(e.kids[0], env), self.ev(e.kids[1], env)
        self.turn(a, b)
        v = equal(a, b)
        return v_not(v) if e.op == "!=" else v

    def do_in(self, e, env):
        x, l = self.ev(e.kids[0], env), self.ev(e.kids[1], env)
        if l.k == "t":
            return boolean(None, union((x, l)), (x, l))
        for el, _ in self.elements(l):
            self.turn(x, el)
        parts = [self.member(m, equal(x, el)) for el, m in self.elements(l)]
        v = self.disjunction(parts, l, (x,))
        return v_not(v) if e.op == "not_in" else v

    @staticmethod
    def elements(l):
        return l.a if l.k == "l" else []

    @staticmethod
    def member(m, condition):
        """member(e) and condition; m is True, or the value that makes e only possible."""
        return condition if m is True else v_all([m, condition])

    @staticmethod
    def disjunction(parts, l, more=()):
        true = [p for p in parts if truth(p) is True]
        if true:
            return V("b", True, None, NO, tuple(true))
        rest = [p for p in parts if truth(p) is None]
        if l.k == "t" or (l.k == "l" and l.b):
            return boolean(None, union(rest) | l.c, (l, *more, *parts))
        return boolean(None if rest else False, union(rest), (l, *more, *parts))

    def do_some(self, e, env):
        l = self.ev(e.kids[0], env)
        negate = e.op == "every"
        parts = []
        for el, m in self.elements(l):
            body = self.ev(e.kids[1], {**env, e.x: el})
            parts.append(self.member(m, v_not(body) if negate else body))
        v = self.disjunction(parts, l)
        return v if e.op == "some" else v_not(v)

    def do_is(self, e, env):
        form, labels = e.x
        x = self.ev(e.kids[0], env)
        v = v_any([self.is_label(x, label) for label in labels])
        return v_not(v) if form in ("not", "none") else v

    def is_label(self, x, label):
        if x.k == "n":
            return V("b", False, s=(x,))
        if x.k == "t":
            return boolean(None, x.c, (x,))
        rules = [r for r in self.program.classifying if covers(label, r.word)]
        if rules:
            return v_any([self.act(r, x) for r in rules if self.live(r) is not False])
        return self.asserted(x, label)

    def asserted(self, x, label):
        scope = frozenset((("label", label),))
        if not isinstance(x.a, Place):
            return boolean(None, scope, (x,))
        name = next((f.name for f in self.program.fields[x.a.type.name].values() if f.type.asserted), None)
        if name is None:
            return boolean(None, scope, (x,))
        v = x.a.field(name)
        if v.k == "n":
            return V("b", False, s=(v,))
        if v.k == "t":
            return boolean(None, v.c, (v,))
        if covers(label, v.a):
            return V("b", True, s=(v,))
        return boolean(None, scope, (v,)) if covers(v.a, label) else V("b", False, s=(v,))

    # ---- numbers and dates ----

    def do_arithmetic(self, e, env):
        x, y = self.ev(e.kids[0], env), self.ev(e.kids[1], env)
        if e.type is not None and e.type.kind == "date":  # date ± quantity of time
            y = self.whole(y, e)
        if unfollowed(e.op, x, y):
            self.tomorrow()
        return arithmetic(e.op, x, y, id(e))

    def whole(self, q, e):
        if q.k == "i" and not (q.a == q.b and q.g[0] == q.g[1] and q.a % 1 == q.g[0] % 1 == 0):
            self.unfollowed(q)
        if q.k == "i" and q.a == q.b:
            return q if q.a.__class__ is int else anything(frozenset((("fault", id(e)),)), (q,))
        return q if q.k == "n" else anything(q.c, (q,))

    def do_whole(self, e, env):
        return self.whole(self.ev(e.kids[0], env), e)

    def do_neg(self, e, env):
        v = self.ev(e.kids[0], env)
        return V(v.k, c=v.c, s=(v,)) if v.k in "nt" else interval(-v.b, -v.a, v.c, (v,), mirrored(v.g))

    def do_pow(self, e, env):
        v = self.ev(e.kids[0], env)
        self.unfollowed(v)
        return power(v, e.x, id(e))

    def do_absolute(self, e, env):
        v = self.ev(e.kids[0], env)
        if v.k in "nt":
            return V(v.k, c=v.c, s=(v,))
        self.turn(v, V("i", 0, 0))
        if v.a >= 0:
            return interval(v.a, v.b, v.c, (v,), v.g)
        other = mirrored(v.g)
        if v.b <= 0:
            return interval(-v.b, -v.a, v.c, (v,), other)
        hi, fast, by_months = self.extreme(1, [(v.b, v.g[1], v.g[2]), (-v.a, other[1], v.g[2])])
        return interval(0, hi, v.c, (v,), (0, fast, by_months))

    def do_within(self, e, env):
        x, y = support = tuple(self.ev(k, env) for k in e.kids)
        if x.k == "n" or y.k == "n":
            return V("b", False, None, NO, support)
        known = x.k == y.k == "w"
        return boolean(covers(y.a, x.a) if known else None, union(support), support)

    def do_entry(self, e, env):
        v = self.ev(e.kids[0], env)
        return V(v.k, segments(v.a)[0] if v.k == "w" else None, c=v.c, s=(v,))

    def do_folded(self, e, env):
        v = self.ev(e.kids[0], env)
        return V(v.k, folded(v.a) if v.k == "w" else None, c=v.c, s=(v,))

    def do_round(self, e, env):
        x, step = self.ev(e.kids[0], env), self.ev(e.kids[1], env)
        support = (x, step)
        causes = union(support)
        if x.k == "n" or step.k == "n":
            return V("n", s=support)
        self.unfollowed(*(support if x.k == step.k == "i" else ()))
        if not exact(step) or x.k == "t":
            return anything(causes, support)
        if step.a <= 0:
            return anything(causes | {("fault", id(e))}, support)

        def to(q):
            if q in (INF, -INF):
                return q
            n = q // step.a if e.op == "round_down" else -(-q // step.a)
            return tidy(n * step.a)
        return interval(to(x.a), to(x.b), causes, support)

    def do_add_months(self, e, env):
        d, n = self.ev(e.kids[0], env), self.ev(e.kids[1], env)
        support = (d, n)
        if d.k == "n" or n.k == "n":
            return V("n", s=support)
        self.unfollowed(*((n, *((d,) if d.g[2] else ())) if d.k == n.k == "i" else ()))
        if d.k == "t" or not exact(n):
            return anything(union(support), support)
        return interval(months(d.a, n.a, e.x), months(d.b, n.a, e.x), d.c, support,
                        (*d.g[:2], d.g != STILL))

    # ---- aggregates ----

    def members(self, e, env):
        """The list, (value, member) of all that may be in an aggregate, causes, support."""
        l = self.ev(e.kids[0], env)
        rows, conditions, causes = [], [], NO if l.k == "n" else l.c
        for el, m in self.elements(l):
            inner = {**env, e.x: el}
            c = self.ev(e.kids[2], inner) if len(e.kids) > 2 else V("b", True)
            c = self.member(m, c)
            conditions.append(c)
            value = self.ev(e.kids[1], inner)
            if truth(c) is not False:
                value = V(value.k, value.a, value.b, value.c, (value, c, el), value.g)
                rows.append((value, True if truth(c) else c))
                if value.k != "n" or e.op in ("count", "list"):  # a none is skipped, with its condition
                    causes = causes | c.c
        return l, rows, causes, (l, *conditions, *(v for v, _ in rows))

    def do_extreme(self, e, env):
        l, rows, causes, support = self.members(e, env)
        causes = causes | union(v for v, _ in rows)
        rows = [(v, m) for v, m in rows if v.k != "n"]
        least = e.op == "least"
        if l.k == "t":
            return anything(causes, support)
        open_ = l.k == "l" and l.b
        if not rows and not open_:
            return anything(causes | {("fault", id(e))}, support)
        if not any(m is True and v.k == "i" for v, m in rows):
            return anything(causes, support)
        numbers = rows
        rows = [(v, m is True, by) for (v, m), by in zip(rows, by_months([v for v, _ in rows])) if v.k == "i"]
        open_ = open_ or len(rows) < len(numbers)
        low = [(v.a, v.g[0], by) for v, sure, by in rows if sure or least]
        high = [(v.b, v.g[1], by) for v, sure, by in rows if sure or not least]
        lo, slow, _ = self.extreme(-1 if least else 1, low)
        hi, fast, _ = self.extreme(-1 if least else 1, high)
        grows = slow, fast, rows[-1][2] > 0
        return interval(-INF if least and open_ else lo, INF if open_ and not least else hi, causes, support, grows)

    def do_sum(self, e, env):
        l, rows, causes, support = self.members(e, env)
        if l.k == "t":
            return anything(causes, support)
        floor = 0 if self.program.not_negative(e.kids[1]) else -INF
        lo = hi = 0
        for v, m in rows:
            if v.k == "n":
                continue
            self.unfollowed(v)
            a, b = (floor, INF) if v.k == "t" else (v.a, v.b)
            if m is not True:
                a, b = min(0, a), max(0, b)
            lo, hi = add(lo, a), add(hi, b)
            causes = causes | v.c
        if l.k == "l" and l.b:
            lo, hi = lo if floor == 0 else -INF, INF
        return interval(lo, hi, causes, support)

    def do_count(self, e, env):
        l, rows, causes, support = self.members(e, env)
        return self.counted(l, rows, causes, support)

    @staticmethod
    def counted(l, rows, causes, support):
        hi = INF if l.k == "t" or (l.k == "l" and l.b) else len(rows)
        return interval(sum(m is True for _, m in rows), hi, causes, support)

    def do_length(self, e, env):
        l = self.ev(e.kids[0], env)
        rows = self.elements(l)
        return self.counted(l, rows, l.c | union(m for _, m in rows if m is not True), (l,))

    def do_list(self, e, env):
        l, rows, causes, support = self.members(e, env)
        if l.k == "t":
            return anything(causes, support)
        return V("l", rows, l.k == "l" and l.b, l.c if l.k == "l" else NO, support)

    def do_union(self, e, env):
        lists = [self.ev(k, env) for k in e.kids]
        rows = [row for l in lists for row in self.elements(l)]
        return V("l", rows, any(l.k == "t" or (l.k == "l" and l.b) for l in lists), union(lists), tuple(lists))

    def do_elements(self, e, env):
        kids = [self.ev(k, env) for k in e.kids]
        return V("l", [(v, True) for v in kids], bool(e.x), NO, tuple(kids))

    # ---- cases, calls, tables ----

    def do_if(self, e, env):
        return self.cases([(e.kids[0], e.kids[1])], e.kids[2], env, "")

    def cases(self, cases, otherwise, env, place):
        tried = [(self.ev(c, env), self.ev(v, env)) for c, v in cases]
        sure = [v for c, v in tried if truth(c) is True]
        values = [v for c, v in tried if truth(c) is not False]
        unknown = [c for c, _ in tried if truth(c) is None]
        if not sure:
            values.append(self.ev(otherwise, env))
        if len(values) > 1:  # lists may be the same tomorrow, or no more
            self.unfollowed(*(v for v in values if v.k == "l"))
        support = (*(c for c, _ in tried), *values)
        if len(values) == 1 or (exact(values[0]) and all(same(values[0], v) for v in values[1:])):
            return chosen(values, tuple(c for c, _ in tried), support, self.grown(values))
        causes = union(unknown) | union(values) | union(m for v in values for _, m in self.elements(v) if m is not True)
        known = [v for v in sure if exact(v)]
        if any(not same(known[0], v) for v in known[1:]):
            causes = causes | {("conflict", place)}
        return hull(values, causes, support, self.grown(values))

    def do_call(self, e, env):
        define = self.program.defines[e.x]
        inner = {name: whole(self.ev(k, env)) for (name, _), k in zip(define.params, e.kids)}
        for v in define.versions:
            if self.in_span(v):
                if v.cases:
                    return self.cases(v.cases, v.otherwise, inner, e.x)
                return self.ev(v.body, inner)
        return anything(frozenset((("fault", e.x),)), tuple(inner.values()))

    def rows_of(self, name):
        """The live rows and whether more may exist."""
        got = self.table_lists.get(name)
        if got is None:
            rows = [r for r in self.program.rows[name] if self.in_span(r)]
            through = self.program.tables[name].complete_through
            got = self.table_lists[name] = (rows, through is not None and self.hi > through)
        return got

    def ask(self, row):
        self.row_days |= {row.start, row.end}

    def do_rows(self, e, env):
        rows, open_ = self.rows_of(e.x)
        for row in self.program.rows[e.x]:
            self.ask(row)
        causes = frozenset((("table", e.x),)) if open_ else NO
        return V("l", [(V("r", r, s=(r.leaf,)), True) for r in rows], open_, causes, (("t", e.x), ("k", e.x, None)))

    def do_lookup(self, e, env):
        keys = [self.ev(k, env) for k in e.kids]
        self.unfollowed(*keys)
        table = self.program.tables[e.x]
        rows, open_ = self.rows_of(e.x)
        names = [name for key, name, _ in table.columns if key]
        leaf = ("t", e.x)
        causes = union(keys) | ({("table", e.x)} if open_ else NO)
        types = [t for key, _, t in table.columns if key]
        asked = ("k", e.x, tuple(key_text(k, t) for k, t in zip(keys, types)))
        support = (leaf, asked, *keys)
        if table.hit == "collect":
            found = []
            for row in self.program.rows[e.x]:
                m = v_all([equal(k, row.fields[n]) for k, n in zip(keys, names)])
                if truth(m) is False:
                    continue
                self.ask(row)
                if row in rows:
                    found.append((V("r", row, s=(row.leaf, asked, *keys)), True if truth(m) else m))
            return V("l", found, open_, frozenset((("table", e.x),)) if open_ else NO, support)
        if not all(exact(k) for k in keys):
            return anything(union(keys), support)
        same_keys = [row for row in self.program.rows[e.x]
                     if all(truth(equal(k, row.fields[n])) is True for k, n in zip(keys, names))]
        for row in same_keys:
            self.ask(row)
        for row in same_keys:
            if row in rows:
                return V("r", row, s=(row.leaf, *support))
        return anything(causes, support) if open_ else V("n", s=support)


def by_months(values):
    """For each, how many of it and what came before move by months: 0, 1 or 2."""
    before = accumulate((v.g[2] for v in values), or_, initial=False)
    return [v.g[2] + so_far for v, so_far in zip(values, before)]


def key_text(v, t):
    """The key of a look-up as documents write it; None when it is not exactly known."""
    if not exact(v) or v.k not in "biw":
        return None
    if v.k == "b":
        return "true" if v.a else "false"
    if v.k == "w":
        return v.a
    return iso(v.a) if t.kind == "date" else show_number(v.a)


def whole(v):
    """A list as an argument: whoever rests on an element of it rests on all of it (4.7)."""
    if v.k != "l" or not v.a:
        return v
    return V("l", [(V(x.k, x.a, x.b, x.c, (x, v), x.g), m) for x, m in v.a], v.b, v.c, (v,))


def chosen(values, conditions, support, grows):
    """What all these values are; an element of a list rests on itself in each, and the conditions (4.7)."""
    v = values[0]
    if v.k != "l":
        return V(v.k, v.a, v.b, v.c, support, grows)
    rows = [(V(x.k, x.a, x.b, x.c, (*conditions, *(w.a[n][0] for w in values)), x.g), m)
            for n, (x, m) in enumerate(v.a)]
    return V("l", rows, v.b, v.c, support)


def months(d, n, rounding):
    """d moved by n months; a day the month lacks: its last day, or the first of the next."""
    if d in (INF, -INF):
        return d
    at = date.fromordinal(d + EPOCH.toordinal())
    year, month = divmod(at.year * 12 + at.month - 1 + n, 12)
    last = calendar.monthrange(year, month + 1)[1]
    start = date(year, month + 1, 1).toordinal() - EPOCH.toordinal()
    if at.day <= last:
        return start + at.day - 1
    return start + last - (1 if rounding == "last_day" else 0)


OPS = {"all": "all", "and": "all", "any": "any", "or": "any", "=": "equal", "!=": "equal", "in": "in",
       "not_in": "in", "some": "some", "every": "some", "no": "some", "greatest": "extreme",
       "least": "extreme", "round_down": "round", "round_up": "round"}
OPS.update({op: "compare" for op in ("<", "<=", ">", ">=")})
OPS.update({op: "arithmetic" for op in "+-*/"})
OPS.update({op: op for op in ("const", "fact", "var", "field", "none_of", "at_least", "not", "neg",
                              "whole", "pow", "is", "sum", "count", "list", "union", "elements", "length",
                              "if", "call", "rows", "lookup", "add_months", "absolute", "within", "entry", "folded",
                              "none")})

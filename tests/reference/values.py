"""Partial values (4.2), exact interval arithmetic and the places of given facts.

A value is kept as one of the kinds of the page: "b" boolean, "i" interval, "w" word, "n" none,
"r" record, "l" list, "t" anything. Numbers are int or Fraction; the only floats are the two
infinities, which never meet arithmetic: every operation looks for them first.
SPDX-License-Identifier: Apache-2.0
"""
import unicodedata
from fractions import Fraction

from model import day

INF = float("inf")
NO = frozenset()
STILL = (0, 0, False)


def composed(text):
    """Names and texts are compared in Unicode normal form C."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


class V:
    """A partial value, its causes (empty when exactly known) and its support: values and leaves.

    a, b by kind: boolean True/False/None; lo, hi; word; record place; elements and openness.
    An element is (value, member): True, or the unknown value that makes it only possible; c of a
    list is why it is open. g of an interval says how its bounds grow with the law date, from one
    day to the next, and whether by months (4.6).
    """
    __slots__ = ("k", "a", "b", "c", "s", "g")

    def __init__(self, k, a=None, b=None, c=NO, s=(), g=STILL):
        self.k, self.a, self.b, self.c, self.s, self.g = k, a, b, c, s, g

    def __repr__(self):
        return f"{self.k}:{self.a!r},{self.b!r} because {set(self.c) or '{}'}"


def exact(v):
    k = v.k
    if k == "b":
        return v.a is not None
    if k == "i":
        return v.a == v.b
    if k == "l":
        return not v.b and all(m is True for _, m in v.a)
    return k != "t"


def same(v, w):
    """The same exact value."""
    if v.k != w.k or not (exact(v) and exact(w)):
        return False
    if v.k == "r":
        return v.a is w.a
    if v.k == "l":
        return len(v.a) == len(w.a) and all(same(x[0], y[0]) for x, y in zip(v.a, w.a))
    return v.k == "n" or v.a == w.a


def moves(v):
    """With the law date: itself, or something that is in it."""
    return v.g != STILL or (v.k == "l" and any(moves(x) for x, _ in v.a))


def union(values):
    out = NO
    for v in values:
        if v.c:
            out = out | v.c if out else v.c
    return out


def truth(v):
    """T, F or U of a value that stands as a condition; none is F."""
    if v.k == "b":
        return v.a
    return False if v.k == "n" else None


def boolean(a, causes, support):
    return V("b", a, None, causes if a is None else NO, support)


def interval(lo, hi, causes, support, grows=STILL):
    return V("i", lo, hi, NO if lo == hi else causes, support, grows)


def anything(causes, support):
    return V("t", None, None, causes, support)


# ---- three-valued connectives; support as in 4.7 ----

def v_all(parts):
    false = [p for p in parts if truth(p) is False]
    if false:
        return V("b", False, None, NO, tuple(false))
    unknown = [p for p in parts if truth(p) is None]
    return boolean(None if unknown else True, union(unknown), tuple(parts))


def v_any(parts):
    true = [p for p in parts if truth(p) is True]
    if true:
        return V("b", True, None, NO, tuple(true))
    unknown = [p for p in parts if truth(p) is None]
    return boolean(None if unknown else False, union(unknown), tuple(parts))


def v_not(v):
    t = truth(v)
    return boolean(None if t is None else not t, v.c, (v,))


def v_at_least(n, parts):
    sure = sum(truth(p) is True for p in parts)
    unknown = [p for p in parts if truth(p) is None]
    a = True if sure >= n else False if sure + len(unknown) < n else None
    return boolean(a, union(unknown), tuple(parts))


# ---- numbers ----

def tidy(q):
    return q.numerator if q.__class__ is Fraction and q.denominator == 1 else q


def add(x, y):
    if x in (INF, -INF):
        return x
    return y if y in (INF, -INF) else tidy(x + y)


def mul(x, y):
    if x == 0 or y == 0:
        return 0
    if x in (INF, -INF) or y in (INF, -INF):
        return INF if (x > 0) == (y > 0) else -INF
    return tidy(x * y)


def reciprocal(x):
    return 0 if x in (INF, -INF) else tidy(1 / Fraction(x))


def times(a, b, c, d):
    corners = (mul(a, c), mul(a, d), mul(b, c), mul(b, d))
    return min(corners), max(corners)


def mirrored(g):
    return -g[1], -g[0], g[2]


def sum_grows(g, h):
    return g[0] + h[0], g[1] + h[1], g[2] or h[2]


def scaled(x, y):
    """How x grows when y, a point that stays where it is, multiplies it."""
    if y.a != y.b or y.g != STILL or y.a == 0:
        return None
    lo, hi, by_months = x.g if y.a > 0 else (x.g[1], x.g[0], x.g[2])
    return lo * y.a, hi * y.a, by_months


def unfollowed(op, x, y):
    """Whether it is not told how the outcome of an operation moves with the law date (4.6)."""
    if x.k != "i" or y.k != "i" or x.g == y.g == STILL:
        return False
    if op in "+-":
        return x.g[2] and y.g[2]
    grows = scaled(x, y) or (op == "*" and scaled(y, x))
    return not grows or grows[2]


def arithmetic(op, x, y, place):
    """a + b, -, *, / of the page; `place` names the fault of a division by exactly 0."""
    support = (x, y)
    if x.k == "n" or y.k == "n":
        return V("n", s=support)
    causes = union(support)
    fault = op == "/" and y.k == "i" and y.a == y.b == 0
    if fault:
        causes = causes | {("fault", place)}
    if fault or x.k == "t" or y.k == "t":
        return anything(causes, support)
    if op == "+":
        return interval(add(x.a, y.a), add(x.b, y.b), causes, support, sum_grows(x.g, y.g))
    if op == "-":
        return interval(add(x.a, -y.b), add(x.b, -y.a), causes, support, sum_grows(x.g, mirrored(y.g)))
    if op == "*":
        return interval(*times(x.a, x.b, y.a, y.b), causes, support, scaled(x, y) or scaled(y, x) or STILL)
    if y.a <= 0 <= y.b:
        return anything(causes, support)
    over = V("i", reciprocal(y.b), reciprocal(y.a), g=y.g)
    return interval(*times(x.a, x.b, over.a, over.b), causes, support, scaled(x, over) or STILL)


def power(x, n, place):
    if x.k in "nt":
        return V(x.k, c=x.c, s=(x,))
    if n < 0:
        return arithmetic("/", V("i", 1, 1), power(x, -n, place), place)
    def up(q):
        return (INF if q > 0 or n % 2 == 0 else -INF) if q in (INF, -INF) and n else tidy(q ** n) if n else 1
    lo, hi = up(x.a), up(x.b)
    if n and n % 2 == 0:
        lo, hi = (0 if x.a <= 0 <= x.b else min(lo, hi)), max(lo, hi)
    return interval(lo, hi, x.c, (x,))


def compare(op, x, y):
    """a < b and its kin."""
    support = (x, y)
    if x.k == "n" or y.k == "n":
        return V("b", False, None, NO, support)
    causes = union(support)
    if x.k == "t" or y.k == "t":
        return boolean(None, causes, support)
    if op in (">", ">="):
        x, y, op = y, x, "<" if op == ">" else "<="
    if op == "<":
        a = True if x.b < y.a else False if x.a >= y.b else None
    else:
        a = True if x.b <= y.a else False if x.a > y.b else None
    return boolean(a, causes, support)


def equal(x, y):
    support = (x, y)
    causes = union(support)
    if x.k == "n" or y.k == "n":
        a = True if x.k == y.k else None if "t" in (x.k, y.k) else False
    elif x.k == "t" or y.k == "t":
        a = None
    elif x.k == "i":
        a = True if x.a == x.b == y.a == y.b else False if x.b < y.a or y.b < x.a else None
    elif x.k == "b":
        a = None if x.a is None or y.a is None else x.a == y.a
    elif x.k == "r":
        a = x.a is y.a
    else:
        a = x.a == y.a
    return boolean(a, causes, support)


def hull(values, causes, support, grows=STILL):
    kinds = {v.k for v in values}
    if kinds == {"b"}:
        return boolean(None, causes, support)
    if kinds == {"i"}:
        return interval(min(v.a for v in values), max(v.b for v in values), causes, support, grows)
    return anything(causes, support)


# ---- facts ----

STATES = ("not_supplied", "refused", "could_not_determine", "stale")


def parse_number(given, units):
    """"3 kwob" in base units; plain numbers as they are."""
    text = str(given)
    if " " in text:
        number, unit = text.split(" ")
        return tidy(Fraction(number) * units[unit] + getattr(units, "offsets", {}).get(unit, 0))
    return tidy(Fraction(text))


class Place:
    """One place in the tree of facts: its state, its pointer, its value when asked for."""
    __slots__ = ("type", "given", "state", "pointer", "schema", "kids", "v", "open", "title")

    def __init__(self, t, given, pointer, schema, title="", above=None):
        self.type, self.pointer, self.schema, self.title = t, pointer, schema, title
        self.kids, self.v, self.open, self.state = {}, None, False, "known"
        if isinstance(given, dict) and "state" in given:
            self.state, given = given["state"], None
        elif given is None:
            self.state = above or "not_supplied"
        if isinstance(given, dict) and "list" in given:
            self.open, given = not given.get("complete", True), given["list"]
        self.given = given

    def field(self, name):
        """The value of a field; unknown or none with the record."""
        return self.place(name).value()

    def place(self, name):
        kid = self.kids.get(name)
        if kid is None:
            f = self.schema.fields[self.type.name][name]
            given = self.given.get(name) if self.given else None
            kid = Place(f.type, given, f"{self.pointer}/{name}", self.schema, f.title,
                        None if self.state == "known" else self.state)
            self.kids[name] = kid
        return kid

    def value(self):
        if self.v is None:
            self.v = self.make()
        return self.v

    def make(self):
        leaf = (("f", self.pointer),)
        if self.state == "none":
            return V("n", s=leaf)
        t, known = self.type, self.state == "known"
        cause = NO if known else frozenset((("fact", self.pointer),))
        if not known and t.optional:
            return anything(cause, leaf)
        if t.kind == "record":
            return V("r", self)
        if t.kind == "list":
            elements = [] if not known else self.elements()
            if not known or self.open:
                cause = frozenset((("fact", self.pointer),))
            return V("l", elements, not known or self.open, cause, leaf)
        if not known:
            return self.unknown(cause, leaf)
        if t.kind == "boolean":
            return V("b", self.given, s=leaf)
        if t.kind in ("number", "quantity"):
            number = parse_number(self.given, self.schema.units)
            return V("i", number, number, s=leaf)
        if t.kind == "date":
            return V("i", day(self.given), day(self.given), s=leaf)
        return V("w", composed(self.given), s=leaf)

    def elements(self):
        for n, x in enumerate(self.given):
            self.kids[n] = Place(self.type.of, x, f"{self.pointer}/{n}", self.schema, self.title)
        return [(kid.value(), True) for kid in self.kids.values()]

    def unknown(self, cause, leaf):
        t = self.type
        if t.kind == "boolean":
            return V("b", None, c=cause, s=leaf)
        if t.kind in ("number", "quantity", "date"):
            lo = -INF if t.low is None else t.low
            return interval(lo, INF if t.high is None else t.high, cause, leaf)
        return anything(cause, leaf)


class RowRecord:
    """A row of a table: a record whose fields are all known."""
    __slots__ = ("fields", "leaf", "start", "end", "unverified")

    def __init__(self, table, index, cells, start, end):
        names = [name for _, name, _ in table.columns]
        self.leaf = ("r", f"{table.name}/{index}")
        self.fields = {n: V(c.k, c.a, c.b, NO, (self.leaf,)) for n, c in zip(names, cells)}
        self.start, self.end = start, end

    def field(self, name):
        return self.fields[name]

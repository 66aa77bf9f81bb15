"""Random policies and cases from a seed: small vocabularies, so that things meet.

The facts, records and words are nearly fixed; the rules, defines, tables and cases vary. A
rule that breaks a static rule of the page (a cycle, an act that beats) is drawn again.
SPDX-License-Identifier: Apache-2.0
"""
import os
import sys
from fractions import Fraction

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "reference"))

from program import Invalid, Program  # noqa: E402
from model import (Define, Duty, Expr, Fact, Policy, Record, Row, Rule, Table, Type, Verdict,  # noqa: E402
                   Version, Word, day)

COUNTRIES = ["CN", "HK", "MO", "DE", "AU"]
TEXTS = ["a", "b", "c", "A."]
NAMES = ["a", "b", "c", "d"]  # in rows, which folded keys are to find
ACTIVITIES = ["export", "reexport", "transfer"]
NUMBERS = [0, 1, 2, 3, 5, 10, -1, Fraction(1, 2), Fraction(5, 2), 100]
DAYS = [day(d) for d in ("2022-10-21", "2023-01-17", "2023-11-17", "2024-01-01", "2024-03-01",
                         "2024-07-01", "2025-01-13")]
CLASSES = ["3A090", "3A090.a", "3A090.a.1", "3A090.b", "4A090.a"]
FOREIGN = ["5A992", "5A992.c", "0A919"]  # labels that no rule classifies
SECTIONS = ["742.6(a)(6)", "742.6(a)(6)(i)", "742.6(a)(6)(iii)", "742.6(b)", "744.1", "744.11",
            "744.11(a)", "744.11(a)(1)", "734.13", "734.1", "740.8(a)", "740.8(a)(1)", "740.8(a)(2)",
            "stay.one", "stay.two", "hr2683", "red.flag", "742.6(b)(10)", "742.6(b)(10)(iii)"]

EFFECTS = ["classifies", "excludes", "requires", "prohibits", "flags", "obliges", "authorizes", "reviews",
           "suspends", "unenforces"]
EFFECT_WEIGHTS = [5, 2, 6, 2, 2, 1, 4, 4, 2, 2]

BOOL, TEXT, COUNTRY, DATE = (Type(k) for k in ("boolean", "text", "country", "date"))
NUM, POS = Type("number"), Type("number", low=0)
SHARE, AGE = Type("number", low=0, high=1), Type("number", low=0, high=100, optional=True)
ECCN = Type("eccn")
SIZE, WIDTH = Type("quantity", "wob", low=0), Type("quantity", "wob")
DAYS_TYPE = Type("quantity", "day")
ACTIVITY = Type("enum", "Activity")
ITEM, PARTY, PARENT, STAKE = (Type("record", n) for n in ("Item", "Party", "Parent", "Stake"))
ORDER = Type("record", "Order")


def listed(t, open_=False):
    return Type("list", of=t, open=open_)


def optional(t):
    return Type(t.kind, t.name, t.of, t.low, t.high, True)


def const(x, t, shown=""):
    return Expr("const", x=x, type=t, shown=shown)


def schema(rng):
    """A policy with its vocabulary and facts, no rules yet."""
    item = [Fact("name", TEXT, "Name"), Fact("size", SIZE, "How large?"), Fact("width", WIDTH),
            Fact("rate", rng.choice([NUM, Type("number", low=0, high=10)]), "At what rate?"), Fact("kind", ACTIVITY),
            Fact("special", BOOL, "Special?"), Fact("age", AGE), Fact("made", DATE, "When made?"), Fact("parts", listed(ITEM, True), "Which parts?"),
            Fact("marks", listed(NUM, rng.random() < .5)), Fact("ports", listed(COUNTRY, True))]
    if rng.random() < .7:
        item.append(Fact("eccn", Type("eccn", asserted=True), "Class said by the supplier"))
    stake = [Fact("owner", COUNTRY), Fact("part", SHARE, "What share?"), Fact("held", optional(POS))]
    party = [Fact("name", TEXT), Fact("located", COUNTRY, "Where?"), Fact("hq", optional(COUNTRY)),
             Fact("parent", optional(PARENT)), Fact("share", SHARE), Fact("stakes", listed(STAKE, True))]
    order = [Fact("number", TEXT), Fact("lines", listed(ITEM, rng.random() < .6), "Which lines?")]
    parent = [Fact("name", TEXT), Fact("located", COUNTRY), Fact("hq", optional(COUNTRY)), Fact("share", SHARE)]
    facts = [Fact("ship_date", DATE, "When shipped?"), Fact("items", listed(ITEM, rng.random() < .6), "Which items?"),
             Fact("parties", listed(PARTY, True)), Fact("order", ORDER), Fact("end_user", PARTY),
             Fact("destination", COUNTRY, "Where to?"),
             Fact("activity", ACTIVITY), Fact("total", POS), Fact("urgent", BOOL), Fact("signed_on", optional(DATE)),
             Fact("paid_on", DATE), Fact("claims", listed(TEXT), act=True), Fact("purchase", BOOL, act=True),
             Fact("told_on", DATE, act=True)]
    verdicts = [Verdict("not_subject", ("exclusion",)), Verdict("no_license_required", ("default",)),
                Verdict("authorized", ("exception",)), Verdict("license_required", ("requirement",), True),
                Verdict("prohibited", ("prohibition",), True)]
    if rng.random() < .15:  # a provider's chain: only its own prohibition blocks
        verdicts = [Verdict("no_terms", ("exclusion",)), Verdict("allowed", ("default", "exception")),
                    Verdict("watched", ("requirement",)), Verdict("barred", ("prohibition",), True)]
    top = verdicts[-1].name
    return Policy(
        "policy", "Generated", verdicts, [Word("license", "LR-LIST"), Word("embargo", "PR-EMBARGO", top)],
        [Word("RS", "LR-CHART"), Word("NS", "LR-USE")], [Word(w) for w in ("case_by_case", "presumed", "denial")],
        [Word("notify", "DU-NOTICE"), Word("report", "DU-REPORT"), Word("draw_down", "OK-LIC"),
         Word("too_little", "LR-QTY")],
        [Word("odd_route", "RF-1"), Word("new_customer", "RF-12")],
        [Word("remote", "OK-NOEXP"), Word("published", "OK-NOEXP")], {"Activity": ACTIVITIES},
        [Record("Stake", stake), Record("Parent", parent), Record("Party", party),
         Record("Item", item), Record("Order", order)],
        [("wob", None, None), ("kwob", 1000, "wob")], facts, "ship_date",
        not_checked=["itar"] if rng.random() < .2 else [],
        read_through=rng.choice(DAYS) if rng.random() < .2 else None)


class Scope:
    """What an expression may name: variables of records and scalars."""

    def __init__(self, names=(), acts=False, depth=3):
        self.names, self.acts, self.depth = list(names), acts, depth

    def inner(self, *more):
        return Scope(self.names + list(more), self.acts, self.depth - 1)


class Maker:
    def __init__(self, rng):
        self.rng, self.policy = rng, schema(rng)
        self.fields = {r.name: r.fields for r in self.policy.records}
        self.count = 0
        self.fact_dates = rng.random() < .1
        self.faults = rng.random() < .6

    def chance(self, p):
        return self.rng.random() < p

    # ---- what can be named ----

    def reachable(self, scope, depth=2):
        """(expr, type) of everything that can be named."""
        out = [(Expr("var", x=n, type=t), t) for n, t in scope.names]
        out += [(Expr("fact", x=f.name, type=f.type), f.type) for f in self.policy.facts
                if not f.act and f.name != "ship_date"]
        for _ in range(depth):
            out += [(Expr("field", (e,), f.name, f.type), f.type) for e, t in out
                    if t.kind == "record" and e.op != "field" or t == optional(PARENT)
                    for f in self.fields[t.name]
                    if not (t.optional and f.type.kind in ("list", "record", "boolean"))]
        return list({repr(e): (e, t) for e, t in out}.values())

    def pick(self, scope, want, opt=True):
        """A named expression of a kind (or unit or record name), or None."""
        found = []
        for e, t in self.reachable(scope):
            through = e.op == "field" and e.kids[0].type.optional
            if want(t) and (opt or not (t.optional or through)):
                found += [e] * (3 if e.op == "var" or (e.op == "field" and e.kids[0].op == "var") else 1)
        return self.rng.choice(found) if found else None

    def pick_list(self, scope, element=None):
        e = self.pick(scope, lambda t: t.kind == "list" and (element is None or t.of == element), False)
        return e, e.type.of

    def variable(self):
        self.count += 1
        return f"x{self.count}"

    # ---- numbers ----

    def number_const(self, unit):
        x = self.rng.choice(NUMBERS)
        if not unit:
            return const(x, NUM)
        if self.chance(.15):
            return const(2000, WIDTH, "2 kwob")
        return const(x, WIDTH)

    def number(self, scope, unit="", opt=True):
        """unit "" or "wob"."""
        rng, inner = self.rng, scope.inner()
        if scope.depth <= 0 or self.chance(.45):
            e = None if self.chance(.25) else self.pick(
                scope, lambda t: t.kind in ("number", "quantity") and t.name == unit, opt)
            return e or self.number_const(unit)
        way = rng.choice(["+", "-", "*", "/", "sum", "extreme", "count", "length", "if", "round",
                          "absolute", "pow", "call", "neg", "table", "+", "*", "sum", "extreme"])
        t = WIDTH if unit else NUM
        if way in "+-":
            return Expr(way, (self.number(inner, unit, opt), self.number(inner, unit, opt)), type=t)
        if way == "*":
            return Expr("*", (self.number(inner, unit, opt), self.number(inner, "", opt)), type=t)
        if way == "/" and (self.faults or not unit):
            by = self.pick(scope, lambda o: o.kind == "number", opt) if self.faults and self.chance(.6) else None
            by = by or const(rng.choice([2, 4, 3]), NUM)  # the checker refuses what is surely zero
            size = self.pick(scope, lambda o: o.kind == "quantity", opt)
            if not unit and self.chance(.2) and self.faults and size:
                return Expr("/", (self.number(inner, "wob", opt), size), type=t)
            return Expr("/", (self.number(inner, unit, opt), by), type=t)
        if way in ("sum", "extreme"):
            return self.aggregate(scope, rng.choice(["greatest", "least"]) if way == "extreme" else "sum", unit, opt)
        if way == "count" and not unit:
            return self.aggregate(scope, "count", unit, opt)
        if way == "length" and not unit:
            return Expr("length", (self.pick_list(scope)[0],), type=NUM)
        if way == "if":
            return Expr("if", (self.condition(inner), self.number(inner, unit, False),
                               self.number(inner, unit, False)), type=t)
        if way == "round" and not unit:
            return Expr(rng.choice(["round_down", "round_up"]),
                        (self.number(inner, "", False), const(rng.choice([1, 2, Fraction(1, 2)]), NUM)), type=t)
        if way in ("absolute", "neg"):
            return Expr(way, (self.number(inner, unit, way == "neg" and opt),), type=t)
        if way == "pow" and not unit:
            return Expr("pow", (self.number(inner, "", opt),), rng.choice([2, 3, 2, 0]), t)
        if way == "call":
            got = self.call(scope, lambda r: r.kind in ("number", "quantity") and r.name == unit)
            if got:
                return got
        if way == "table" and not unit and opt and "chart" in {x.name for x in self.policy.tables}:
            return Expr("field", (self.lookup(scope),), "weight", NUM)
        return self.number_const(unit)

    def aggregate(self, scope, op, unit, opt):
        l, element = self.pick_list(scope)
        x = self.variable()
        inner = scope.inner((x, element))
        value = Expr("var", x=x, type=element)
        if op != "count":
            value = self.number(inner, unit, opt)
            if self.chance(.7):
                value = self.pick(Scope([(x, element)], depth=0),
                                  lambda t: t.kind in ("number", "quantity") and t.name == unit, opt) or value
        kids = (l, value) + ((self.condition(inner),) if self.chance(.5) else ())
        return Expr(op, kids, x, WIDTH if unit else NUM)

    def call(self, scope, want):
        found = [d for d in self.policy.defines if want(d.result)]
        if not found:
            return None
        define = self.rng.choice(found)
        kids = [self.pick(scope, lambda t: t == p, False) for _, p in define.params]
        return Expr("call", tuple(kids), define.name, define.result) if all(kids) else None

    def lookup(self, scope):
        return Expr("lookup", (self.word(scope, COUNTRY), self.word(scope, TEXT)), "chart",
                    Type("record", "chart"))

    # ---- words, dates, lists ----

    def word(self, scope, t, opt=False):
        words = {"country": COUNTRIES, "text": TEXTS, "enum": ACTIVITIES}[t.kind]
        e = self.pick(scope, lambda o: o.kind == t.kind, opt) if self.chance(.7) else None
        e = e or const(self.rng.choice(words), t)
        folds = t.kind == "text" and (self.chance(.2) or e.op == "const" and e.x == "A.")
        return Expr("folded", (e,), type=e.type) if folds else e

    def label(self, scope):
        """A classification: one that is said of an item, a constant, or an entry of either."""
        e = self.pick(scope, lambda o: o.kind == "eccn") if self.chance(.7) else None
        e = e or const(self.rng.choice(CLASSES + FOREIGN), ECCN)
        return Expr("entry", (e,), type=e.type) if self.chance(.2) else e

    def labels_meet(self, scope):
        """Two classifications: one within the other, or equal."""
        left, right = self.label(scope), self.label(scope)
        way = self.rng.choice(["within", "within", "within", "=", "in"])
        if way == "in":
            return Expr("in", (left, Expr("elements", (right, const("5A992.c", ECCN)), False)))
        return Expr(way, (left, right))

    def date(self, scope, opt=True):
        rng = self.rng
        e = self.pick(scope, lambda t: t.kind == "date" and (opt or not t.optional)) if self.chance(.7) else None
        e = e or const(rng.choice(DAYS), DATE)
        if self.chance(.25):
            return Expr(rng.choice("+-"), (e, const(rng.choice([1, 25, 30]), DAYS_TYPE, "")), type=DATE)
        if self.chance(.15) and not e.type.optional:
            return Expr("add_months", (e, const(rng.choice([1, 12, 6]), NUM)),
                        rng.choice(["last_day", "next_month"]), DATE)
        return e

    def law_date(self, scope):
        """A comparison of the law date, as the page allows it."""
        left = Expr("fact", x="ship_date", type=DATE)
        if self.chance(.3):
            left = Expr(self.rng.choice("+-"), (left, const(30, DAYS_TYPE)), type=DATE)
        op = self.rng.choice(["<", "<=", ">", ">=", "="])
        if self.fact_dates and self.chance(.4):
            return self.moving(scope, left, op)
        if self.fact_dates and self.chance(.5):
            return Expr(op, (self.date(scope), left))
        right = const(self.rng.choice(DAYS) + self.rng.choice([0, 0, 1, 40]), DATE)
        return Expr(op, (left, right) if self.chance(.7) else (right, left))

    def moving(self, scope, left, op):
        """A comparison that the law date reaches in another way than by adding and taking away."""
        way = self.rng.choice(["in", "months", "if", "extreme", "absolute", "neg", "scaled"])
        right = self.date(scope, False)
        if way == "in":
            return Expr("in", (left, Expr("elements", (right, self.date(scope, False)), False)))
        if way == "months":
            return Expr(op, (Expr("add_months", (left, const(self.rng.choice([1, 6, -1]), NUM)), "last_day", DATE), right))
        if way == "if":
            return Expr(op, (Expr("if", (self.condition(Scope(scope.names, depth=0)), left, self.date(scope, False)), type=DATE), right))
        if way == "extreme":
            x = self.variable()
            dates = Expr("elements", (left, self.date(scope, False)), False)
            return Expr(op, (Expr(self.rng.choice(["greatest", "least"]), (dates, Expr("var", x=x, type=DATE)), x, DATE), right))
        since = Expr("-", (left, right), type=DAYS_TYPE)
        if way == "scaled":
            by = const(self.rng.choice([2, Fraction(1, 2), -1]), NUM)
            return Expr(op, (Expr("*", (since, by) if self.chance(.5) else (by, since), type=DAYS_TYPE), const(25, DAYS_TYPE)))
        return Expr(op, (Expr(way, (since,), type=DAYS_TYPE), const(self.rng.choice([1, 25, 30]), DAYS_TYPE)))

    def countries(self, scope):
        rng = self.rng
        way = rng.random()
        if way < .4:
            return Expr("elements", tuple(const(c, COUNTRY) for c in rng.sample(COUNTRIES, rng.randint(1, 3))),
                        self.chance(.05))
        if way < .6:
            return self.pick(scope, lambda t: t == listed(COUNTRY, True), False) or \
                Expr("elements", (const("CN", COUNTRY),), False)
        if way < .75 and scope.depth > 0:
            return Expr("union", (self.countries(scope.inner()), self.countries(scope.inner())))
        if way < .8 and scope.depth > 0:
            inner = scope.inner()
            return Expr("if", (self.condition(inner), self.countries(inner), self.countries(inner)))
        if way < .88 and any(t.name == "chart" for t in self.policy.tables):
            x = self.variable()
            row = Expr("var", x=x, type=Type("record", "chart"))
            where = Expr("=", (Expr("field", (row,), "column", TEXT), const(rng.choice(TEXTS), TEXT)))
            return Expr("list", (Expr("rows", x="chart"), Expr("field", (row,), "place", COUNTRY), where), x)
        got = self.call(scope, lambda r: r.kind == "list")
        x = self.variable()
        return got or Expr("list", (Expr("fact", x="parties"),
                                    Expr("field", (Expr("var", x=x, type=PARTY),), "located", COUNTRY),
                                    self.condition(scope.inner((x, PARTY)))), x)

    # ---- conditions ----

    def condition(self, scope):
        rng, inner = self.rng, scope.inner()
        if scope.depth <= 0 or self.chance(.35):
            return self.simple(scope)
        way = rng.choice(["all", "any", "none_of", "at_least", "and", "or", "not", "some", "every", "no",
                          "compare", "compare", "in", "is", "is", "some", "table", "all", "any"])
        if way in ("all", "any", "none_of", "at_least"):
            kids = tuple(self.condition(inner) for _ in range(rng.randint(1, 3) + (way == "at_least")))
            labels = tuple(f"({c})" for c in "abcd"[:len(kids)]) if self.chance(.5) else ()
            return Expr(way, kids, rng.randint(1, len(kids)) if way == "at_least" else None, labels=labels)
        if way in ("and", "or"):
            return Expr(way, (self.condition(inner), self.condition(inner)))
        if way == "not":
            return Expr("not", (self.condition(inner),))
        if way in ("some", "every", "no"):
            l, element = self.pick_list(scope)
            x = self.variable()
            return Expr(way, (l, self.condition(inner.inner((x, element), (x, element)))), x)
        if way == "in":
            return Expr(rng.choice(["in", "in", "not_in"]), (self.word(scope, COUNTRY, True), self.countries(inner)))
        if way == "is":
            return self.is_label(scope) or self.simple(scope)
        if way == "table":
            return self.table_condition(inner) or self.simple(scope)
        return self.simple(scope, deep=True)

    def simple(self, scope, deep=False):
        rng = self.rng
        at = scope if deep else Scope(scope.names, False, 0)
        way = rng.choice(["number", "number", "wob", "wob", "word", "label", "aggregate", "aggregate",
                          "aggregate", "boolean", "boolean", "date", "law",
                          "none", "call", "in"])
        if way in ("number", "wob"):
            unit = "" if way == "number" else "wob"
            op = rng.choice(["<", "<=", ">", ">=", ">=", "=", "!="])
            return Expr(op, (self.number(at, unit), self.number(at, unit)))
        if way == "aggregate":
            return self.measured(scope)
        if way == "word":
            t = rng.choice([COUNTRY, TEXT, ACTIVITY])
            left = self.pick(scope, lambda o: o.kind == t.kind)
            return Expr(rng.choice(["=", "=", "!="]), (left, self.word(at, t, True)))
        if way == "label":
            return self.labels_meet(at)
        if way == "date" and self.chance(.25):
            since = Expr("-", (self.date(at), self.date(at)), type=DAYS_TYPE)
            return Expr(rng.choice(["<", ">="]), (since, const(rng.choice([0, 25, 30]), DAYS_TYPE)))
        if way == "date":
            return Expr(rng.choice(["<", "<=", ">", "="]), (self.date(at), self.date(at)))
        if way == "law":
            return self.law_date(at)
        if way == "none":
            e = self.pick(scope, lambda t: t.optional)
            return Expr(rng.choice(["=", "!="]), (e, Expr("none")))
        if way == "call":
            got = self.call(scope, lambda r: r.kind == "boolean")
            if got:
                return got
        if way == "in":
            return Expr("in", (self.word(scope, COUNTRY, True),
                               Expr("elements", tuple(const(c, COUNTRY) for c in rng.sample(COUNTRIES, 2)), False)))
        return self.pick(scope, lambda t: t == BOOL, False) or const(True, BOOL)

    def measured(self, scope):
        """An aggregate of what is known in part, against a constant near it."""
        rng, unit = self.rng, self.rng.choice(["", "", "wob"])
        l, element = self.pick_list(scope)
        x = self.variable()
        only = Scope([(x, element)], depth=0)
        value = self.own(only, x, unit)
        op = rng.choice(["sum", "greatest", "least", "count", "greatest", "least"])
        if value is None or op == "count":
            op, value, unit = "count", Expr("var", x=x, type=element), ""
        kids = (l, value) + ((self.condition(scope.inner((x, element))),) if self.chance(.3) else ())
        e = Expr(op, kids, x, WIDTH if unit else NUM)
        limit = const(rng.choice([0, 1, 2, 3, 5, 10]), WIDTH if unit else NUM)
        if self.chance(.2):
            e = Expr(rng.choice("+-*"), (e, const(rng.choice([1, 2]), NUM)), type=e.type) if not unit else e
        return Expr(rng.choice(["<", "<=", ">", ">=", "=", "!="]), (e, limit))

    def own(self, scope, x, unit):
        """A number of the element itself, or None."""
        found = [e for e, t in self.reachable(scope) if t.kind in ("number", "quantity") and t.name == unit
                 and (e.x == x or (e.op == "field" and e.kids[0].op == "var" and e.kids[0].x == x))]
        return self.rng.choice(found) if found else None

    def is_label(self, scope):
        x = self.pick(scope, lambda t: t == ITEM, False)
        if x is None:
            return None
        form = self.rng.choice(["", "", "", "not", "any", "none"])
        pool = CLASSES * 3 + FOREIGN
        if not any(f.type.asserted for f in self.fields["Item"]):
            pool = [r.word for r in self.policy.rules if r.effect == "classifies"]
        if not pool:
            return None
        labels = [self.rng.choice(pool) for _ in range(2 if form in ("any", "none") else 1)]
        return Expr("is", (x,), (form, tuple(dict.fromkeys(labels))))

    def table_condition(self, scope):
        tables = {t.name for t in self.policy.tables}
        if "chart" in tables and self.chance(.6):
            return Expr("=", (Expr("field", (self.lookup(scope),), "mark", BOOL), const(self.chance(.6), BOOL)))
        if "names" not in tables:
            return None
        x = self.variable()
        row = Expr("var", x=x, type=Type("record", "names"))
        l = Expr("rows", x="names") if self.chance(.5) else Expr("lookup", (self.word(scope, TEXT),), "names")
        body = self.rng.choice([
            Expr("=", (Expr("field", (row,), "place", COUNTRY), self.word(scope, COUNTRY))),
            Expr(">=", (Expr("field", (row,), "amount", NUM), self.number(scope)))])
        return Expr(self.rng.choice(["some", "every", "no"]), (l, body), x)

    def with_act(self, scope):
        """A condition that reads acts, only where the page lets it."""
        rng = self.rng
        claims = Expr("fact", x="claims", type=listed(TEXT))
        told = Expr("fact", x="told_on", type=DATE)
        x = self.variable()
        parts = [Expr("in", (const(rng.choice(TEXTS), TEXT), claims)),
                 Expr("fact", x="purchase", type=BOOL),
                 Expr("<=", (Expr("+", (told, const(25, DAYS_TYPE)), type=DATE), const(rng.choice(DAYS), DATE))),
                 Expr("some", (claims, Expr("=", (Expr("var", x=x, type=TEXT), const(rng.choice(TEXTS), TEXT)))), x)]
        kids = rng.sample(parts, rng.randint(1, 2)) + [self.condition(scope.inner()) for _ in range(rng.randint(0, 2))]
        rng.shuffle(kids)
        labels = tuple(f"({c})" for c in "abcd"[:len(kids)]) if self.chance(.6) else ()
        return Expr("all", tuple(kids), labels=labels) if self.chance(.85) else Expr("any", tuple(kids))

    # ---- tables, defines ----

    def span(self, p=.5):
        if not self.chance(p):
            return None, None
        start, end = sorted(self.rng.sample(DAYS, 2))
        return start, end if self.chance(.5) else None

    def add_tables(self):
        rng = self.rng
        if self.chance(.5):
            rows = []
            for c in rng.sample(COUNTRIES, 3):
                for t in rng.sample(NAMES, 2):
                    cells = [const(c, COUNTRY), const(t, TEXT), const(self.chance(.5), BOOL),
                             const(rng.choice([0, 1, 5]), NUM)]
                    rows.append(Row(cells, *self.span(.3)))
            self.policy.tables.append(Table(
                "chart", [(True, "place", COUNTRY), (True, "column", TEXT), (False, "mark", BOOL),
                          (False, "weight", NUM)], "unique", rows, rng.choice([None, None, rng.choice(DAYS)])))
        if self.chance(.5):
            cells = [("policy", "C33"), ("740.8(a)(1)", "C67"), ("740.8(a)(2)", "C68"), ("742.6(b)", "C30")]
            rows = [Row([const(x, TEXT) for x in (*pair, rng.choice(["", "a number"]))], *self.span(.3)) for pair in cells]
            self.policy.tables.append(Table("filing_codes", [(True, "provision", TEXT), (False, "license_code", TEXT),
                                                             (False, "waits_for", TEXT)], "unique", rows))
        if self.chance(.5):
            rows = [Row([const(rng.choice(NAMES), TEXT), const(rng.choice(COUNTRIES), COUNTRY),
                         const(rng.choice([0, 3, 10]), NUM)], *self.span(.3)) for _ in range(rng.randint(1, 5))]
            self.policy.tables.append(Table(
                "names", [(True, "name", TEXT), (False, "place", COUNTRY), (False, "amount", NUM)], "collect",
                rows, rng.choice([None, None, rng.choice(DAYS)])))

    def add_define(self):
        rng, n = self.rng, len(self.policy.defines) + 1
        params = rng.choice([[], [("it", ITEM)], [("it", ITEM)], [("who", PARTY)]])
        scope = Scope(params, depth=2)
        kind = rng.choice(["number", "wob", "boolean", "list"])
        result = {"number": NUM, "wob": WIDTH, "boolean": BOOL, "list": listed(COUNTRY, True)}[kind]
        make = {"number": lambda: self.number(scope, "", False), "wob": lambda: self.number(scope, "wob", False),
                "boolean": lambda: self.condition(scope), "list": lambda: self.countries(scope)}[kind]
        versions = [(None, None)]
        if self.chance(.3):
            middle = rng.choice(DAYS)
            versions = [(day("2000-01-01"), middle), (middle, None)]
            if self.chance(.3):
                versions.pop()
        out = []
        for start, end in versions:
            if self.chance(.4):
                cases = [(self.condition(scope.inner()), make()) for _ in range(rng.randint(1, 3))]
                out.append(Version(cases=cases, otherwise=make(), start=start, end=end))
            else:
                out.append(Version(make(), start=start, end=end))
        name = "filing_due" if kind == "boolean" and not params and self.chance(.5) else f"d{n}"
        if not any(d.name == name for d in self.policy.defines):
            self.policy.defines.append(Define(name, params, result, out))

    # ---- rules ----

    def labels(self, effects, narrow=False):
        """Labels (or what covers them) of the rules with such effects."""
        out = [r.label for r in self.policy.rules if r.effect in effects]
        if out and not narrow and self.chance(.2):
            label = self.rng.choice(out)
            if "(" in label:
                return [label[:label.rindex("(")]]
        return out

    def some_labels(self, effects, most=2):
        got = self.labels(effects)
        return list(dict.fromkeys(self.rng.choices(got, k=self.rng.randint(1, most)))) if got else []

    def rule(self, effect, paths):
        rng = self.rng
        path = rng.choice(paths)
        subject = None if path is None else ("it", path)
        scope = Scope([("it", PARTY if path == "parties" else ITEM)] if path else [], depth=3)
        r = Rule("", effect, rng.choice(["", "A title"]), subject)
        r.cites, r.source = rng.choice(["", "15 CFR 742"]), rng.choice(["", "88 FR 1"])
        r.start, r.end = self.span(.5)
        if effect == "classifies":
            if path in (None, "parties"):
                return None
            r.label = r.word = rng.choice(CLASSES)
            if self.chance(.2):
                r.label = rng.choice(SECTIONS)
        else:
            r.label = rng.choice(SECTIONS)
        if not self.set_effect(r, scope):
            return None
        self.set_heads(r)
        if r.when is None and self.chance(.5 if effect in ("reviews", "suspends", "unenforces") else .85):
            r.when = self.condition(scope)
        for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
            r.exceptions.append((rng.choice(["", "note.one", "740.2(a)"]), self.condition(scope.inner())))
        return r

    def set_effect(self, r, scope):
        rng, effect = self.rng, r.effect
        if effect in ("requires", "prohibits"):
            r.word = "license" if effect == "requires" and self.chance(.85) else "embargo"
            r.reason = rng.choice(["RS", "NS"])
        elif effect == "excludes":
            r.word = rng.choice(["remote", "published"])
        elif effect == "flags":
            r.word = rng.choice(["odd_route", "new_customer"])
        elif effect == "obliges":
            r.word = "report"
            r.duties = [Duty("report", [])]
        elif effect != "classifies":
            against = ("requires", "prohibits") if effect in ("authorizes", "reviews") else \
                ("requires", "prohibits", "authorizes", "reviews", "excludes", "classifies", "flags")
            r.targets = self.some_labels(against)
            if not r.targets:
                return False
            if effect == "authorizes" and self.chance(.2):
                r.all_but, r.targets = True, r.targets if self.chance(.6) else []
            if effect == "authorizes" and self.chance(.7):
                r.when = self.with_act(scope)
            if effect == "reviews":
                r.word = rng.choice([w.name for w in self.policy.policies])
        if effect in ("authorizes", "requires", "flags") and self.chance(.3):
            when = rng.choice(["plain", "before", "after"])
            args = rng.choice([[], [("via", "mail")]]) + self.asked(r, scope)
            anchor = rng.choice(["ship_date", "paid_on"])
            word = rng.choice(["notify", "draw_down", "draw_down", "too_little"]) if effect == "authorizes" else "notify"
            r.duties = [Duty(word, args) if when == "plain" else
                        Duty(word, args, when, rng.choice([1, 25]), anchor)]
        return True

    def asked(self, r, scope):
        """An argument of a duty that asks a definition of the subject."""
        if not r.subject or not self.chance(.5):
            return []
        var, t = scope.names[0]
        found = [d for d in self.policy.defines if [p[1] for p in d.params] == [t] and d.result.kind != "record"]
        if not found:
            return []
        d = self.rng.choice(found)
        return [(self.rng.choice(["number", "consumes", "leaves"]), Expr("call", (Expr("var", x=var, type=t),), d.name, d.result))]

    def set_heads(self, r):
        rng = self.rng
        if self.chance(.12) and r.effect in ("requires", "prohibits", "excludes", "suspends"):
            r.proposed = "H.R. 1"
        if self.chance(.1):
            r.unverified = "to be checked"
        if self.chance(.12):
            start = r.start if r.start is not None else day("2024-02-01")
            end = r.end if r.end is not None else start + 60
            at = rng.randint(start, end - 1)
            r.doubts.append((at, min(end, at + rng.choice([1, 1, 10])), "can be read both ways"))
        if self.chance(.2):
            r.over = self.some_labels(("requires", "prohibits", "excludes", "flags", "classifies", "reviews"))
        if r.effect == "reviews" and self.chance(.4):
            r.over = self.some_labels(("reviews",), 1)
        if self.chance(.15):
            r.under = self.some_labels(("requires", "prohibits", "excludes", "flags", "reviews", "classifies"))
        if r.effect == "requires" and self.chance(.3):
            r.over += self.some_labels(("excludes",), 1)
        r.over = list(dict.fromkeys(r.over))

    def add_rule(self, effect, paths):
        for _ in range(12):
            r = self.rule(effect, paths)
            if r is None:
                continue
            self.policy.rules.append(r)
            try:
                Program(self.policy)
                return
            except Invalid:
                self.policy.rules.pop()


def policy(rng):
    """A policy with rules, and whether the law date meets only constant dates in it."""
    made, constant = attempt(rng)
    while not made.rules:  # nothing is decided by such a one
        made, constant = attempt(rng)
    return made, constant


def attempt(rng):
    maker = Maker(rng)
    maker.add_tables()
    for _ in range(rng.randint(0, 3)):
        maker.add_define()
    paths = rng.choice([[None], ["items"], ["items", "items", None], ["items", "items", None],
                        ["items", "items", "parties", None], ["order.lines", None], ["items", "order.lines"]])
    effects = rng.choices(EFFECTS, EFFECT_WEIGHTS, k=rng.randint(1, 12))
    for effect in sorted(effects, key=EFFECTS.index):  # what others name comes first
        maker.add_rule(effect, paths)
    rng.shuffle(maker.policy.rules)
    return maker.policy, not maker.fact_dates

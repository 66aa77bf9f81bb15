"""The decision document's statement (section 5 of GRAMMAR.md) from evaluated worlds.

Left out, because they are not meaning or not this program's: proof, margins, law.policy,
digests. `decide` is the one entry.
SPDX-License-Identifier: Apache-2.0
"""
import json
from itertools import count

from evaluate import World, place_at
from model import Expr, covers, day, iso, segments, show_number
from resolve import basis, closed_by, leaves_of, of_the_day, raised, resolutions, wholes
from values import NO, Place, V, boolean, exact, truth, union, v_all, v_any, v_not

UNDETERMINED_CODE = {"fact": "UN-FACT", "fault": "UN-FAULT", "doubt": "UN-LAW", "table": "UN-LIST",
                     "label": "UN-SCOPE", "conflict": "CF-LAW"}
SEVERITY = {"proceed": 0, "hold": 1, "stop": 2}


def by_label(rule):
    return segments(rule.label), "" if rule.start is None else iso(rule.start)


def version(rule):
    return None if rule.start is None else iso(rule.start)


class Joined:
    """One world, or the join of the worlds of all eras when the law date is unknown."""

    def __init__(self, case, worlds, dated, law_cause):
        self.case, self.program, self.worlds = case, case.program, worlds
        self.dated, self.law_cause = dated, law_cause

    def join(self, values):
        if self.dated:
            return values[0]
        ts = {truth(v) for v in values}
        if len(ts) == 1 and None not in ts:
            return V("b", ts.pop(), None, NO, tuple(values))
        return boolean(None, union(values) | self.law_cause, tuple(values))

    def act(self, r, subject):
        return self.join([w.act(r, subject) for w in self.worlds])

    def open(self, r, subject):
        return self.join([w.open(r, subject) for w in self.worlds])

    def in_time(self, r):
        return any(w.in_span(r) for w in self.worlds)

    def doubts(self, r):
        """Texts of the doubtful days met by r."""
        return [text for start, end, text in r.doubts
                if any(w.live(r) is None and start <= w.lo and w.hi < end for w in self.worlds)]

    def live(self, r):
        ts = {w.live(r) for w in self.worlds}
        return ts.pop() if len(ts) == 1 else None


class Line:
    """What one line comes to: bounds, review, flags and duties. The document asks it more."""

    def __init__(self, joined, path, place, open_causes=NO):
        program = joined.program
        self.complete = boolean(None if open_causes else True, open_causes, ())
        self.joined, self.program, self.place = joined, program, place
        self.subject = place.value() if place else None
        self.id = place.pointer if place else "/"
        self.rules = [r for r in program.rules if (not r.subject or r.subject[1] == path)
                      and joined.live(r) is not False]
        self.acts = {r.index: joined.act(r, self.subject) for r in self.rules}
        self.requirements = [r for r in self.rules if r.effect in ("requires", "prohibits")]
        self.opens = {r.index: joined.open(r, self.subject) for r in self.requirements}
        bounds = [self.bounds(w) for w in joined.worlds]
        self.era_bounds = bounds
        self.low, self.high = min(b[0] for b in bounds), max(b[1] for b in bounds)
        self.duties = [(r, d) for r in self.rules if truth(self.acts[r.index]) is not False for d in r.duties]
        self.same_duties = all(truth(self.acts[r.index]) for r, d in self.duties if not self.is_note(d))
        self.find_reviews()
        self.finding = finding(program, self.low, self.high, self.same_duties)
        self.gate = self.find_gate()

    def verdict(self, r):
        outcome = next((o for o in self.program.policy.outcomes if o.name == r.word), None)
        if outcome and outcome.raises:
            return self.program.chain.index(outcome.raises)
        return self.program.roles["requirement" if r.effect == "requires" else "prohibition"]

    def contributions(self, act, open_):
        """(verdict, value, [(label, the value that names causes)])"""
        roles = self.program.roles
        excluding = [(r, act(r)) for r in self.rules if r.effect == "excludes"]
        yield roles["exclusion"], V("b", True), ()
        if truth(self.complete) is None:  # more lines may come
            yield len(self.program.chain) - 1, self.complete, ()
        yield (roles["default"], v_all([v_not(v_any([v for _, v in excluding])), self.complete]),
               [(r.label, v) for r, v in excluding])
        for r in self.requirements:
            a, o = act(r), open_(r)
            yield roles["exception"], a, [(r.label, a)]
            yield self.verdict(r), o, [(r.label, o)]

    def bounds(self, world):
        got = list(self.contributions(lambda r: world.act(r, self.subject),
                                      lambda r: world.open(r, self.subject)))
        return (max(v for v, x, _ in got if truth(x)), max(v for v, x, _ in got if truth(x) is not False))

    def unknowns(self, world, low):
        """(value, its speakers) of the U contributions of a world (or the join) above low."""
        for verdict, v, speakers in self.contributions(lambda r: world.act(r, self.subject),
                                                       lambda r: world.open(r, self.subject)):
            if verdict > low and truth(v) is None:
                yield v, speakers

    def missing(self):
        """cause -> labels: of every era above its own low, with the law date when it is unknown;
        and what would open the gate. The labels are those of the join."""
        causes, asked = set(self.complete.c), []
        if self.low != self.high:
            causes |= self.joined.law_cause
            for world, (low, _) in zip(self.joined.worlds, self.era_bounds):
                causes.update(*(v.c for v, _ in self.unknowns(world, low)))
            asked = [speakers for _, speakers in self.unknowns(self.joined, self.low)]
        if not self.program.blocks[self.low]:
            asked.append([(r.label, self.acts[r.index]) for r in self.rules if r.effect == "flags"
                          or any(not self.is_note(d) for d in r.duties)])
            causes.update(*(v.c for _, v in asked[-1]))
        return {cause: {label for speakers in asked for label, v in speakers if cause in v.c} for cause in causes}

    # ---- reviews, gate ----

    def find_reviews(self):
        order = [w.name for w in self.program.policy.policies]
        sure, possible, self.conflicts, self.policy_of = set(), set(), [], {}
        for r in self.requirements:
            if truth(self.opens[r.index]) is False:
                continue
            acting = [(s, truth(self.acts[s.index])) for s in self.program.reviewing[r.index]
                      if s.index in self.acts]
            words = {s.word for s, t in acting if t}
            possible |= {s.word for s, t in acting if t is None}
            sure |= words
            self.policy_of[r.index] = max(words, key=order.index, default=None)
            if len(words) > 1:
                labels = sorted({s.label for s, t in acting if t}, key=segments)
                self.conflicts.append((labels, sorted(words, key=order.index)))
        self.review = {"policies": sorted(sure, key=order.index), "possible": sorted(possible, key=order.index),
                       "most_severe": max(sure, key=order.index, default=None),
                       "conflict": bool(self.conflicts)}

    def is_note(self, d):
        """Says why a license held does not cover: owed by nobody."""
        return code_of(self.program, "duties", d.word).startswith("LR-")

    def reviews_something(self, review):
        return any(truth(self.opens[r.index]) is not False and review in self.program.reviewing[r.index]
                   for r in self.requirements)

    def is_open(self, r, d):
        if d.when == "after" or self.is_note(d):
            return False
        return not (d.when == "before" and r.effect == "authorizes" and truth(self.acts[r.index]))

    def find_gate(self):
        if self.program.blocks[self.low]:
            return "stop"
        flags = any(closed_by(self, r) is None for r in raised(self))
        duties = any(self.is_open(r, d) for r, d in self.duties)
        cases = any(kind == "conflict" for kind, _ in self.missing())
        if self.finding == "undetermined" or self.conflicts or cases or flags or duties:
            return "hold"
        return "proceed"

    def brief(self):
        """What result_until compares."""
        return self.low, self.high, self.gate, self.review


def finding(program, low, high, same_duties):
    if program.blocks[low]:
        return program.chain[low]
    if not program.blocks[high] and same_duties:
        return program.chain[high]
    return "undetermined"


class Case:
    """The facts, acts and date of one case, and worlds made of them."""
    World = World

    def __init__(self, program, case):
        self.program = program
        self.id = case.get("id")
        given = dict(case.get("facts", {}))
        self.places = {}
        for f in program.policy.facts:
            x = given.get(f.name)
            if f.act and (x is None or (isinstance(x, dict) and "state" in x)):
                x = [] if f.type.kind == "list" else False if f.type.kind == "boolean" else {"state": "none"}
            self.places[f.name] = Place(f.type, x, "/" + f.name, program, f.title)
        name = program.policy.law_date
        own = self.places[name].value() if name else None  # a policy may have no law date
        self.own = own.a if own and exact(own) and own.k == "i" else None
        self.as_of = case.get("as_of")
        day_asked = None if self.as_of is None else day(self.as_of)
        self.day = self.own if day_asked is None else day_asked
        self.what_if = day_asked is not None and self.own is not None and day_asked != self.own
        self.pointer = "/" + name if name else None
        self.law_cause = frozenset((("fact", self.pointer),)) if name else NO
        self.text = case.get("world") == "text"
        self.assumed = tuple(case.get("assume", ()))
        self.resolutions = case.get("resolutions", ())
        self.rows = self.find_rows()

    def overridden(self):
        """Whether --as-of, not the fact, is the law date."""
        return self.as_of is not None and (self.what_if or self.own is None)

    def find_rows(self):
        """Subject lists: (path, places, whether more may exist)."""
        out = []
        for path in self.program.subject_paths:
            place = place_at(self.places, path)
            v = place.value()
            out.append((path, place, [el.a for el, _ in v.a] if v.k == "l" else [], v.k == "t" or (v.k == "l" and v.b)))
        return out

    def law(self, lo, hi):
        """The law date as a fact, read at [lo, hi]."""
        if self.what_if or not self.pointer:
            return None
        leaf = (("f", self.pointer),)
        return V("i", lo, hi, NO if lo == hi else self.law_cause, leaf)

    def joined(self, at=None, text=None, assumed=None, without=None):
        at = self.day if at is None else at
        spans = self.program.eras() if at is None else [(at, at)]
        worlds = [self.World(self.program, self.places, lo, hi, self.law(lo, hi),
                        self.text if text is None else text,
                        self.assumed if assumed is None else assumed, without) for lo, hi in spans]
        return Joined(self, worlds, at is not None, self.law_cause if at is None else NO)

    def lines(self, joined):
        lines = [Line(joined, path, place) for path, _, places, _ in self.rows for place in places]
        return lines or [Line(joined, None, None, frozenset(
            ("fact", place.pointer) for _, place, _, open_ in self.rows if open_))]


def regime_of(case, lines):
    program = case.program
    open_ = any(row[3] for row in case.rows)
    low = max([program.roles["exclusion"]] + [x.low for x in lines])
    high = max([program.roles["exclusion"]] + [x.high for x in lines])
    if open_:
        high = len(program.chain) - 1
    found = finding(program, low, high, all(x.same_duties for x in lines))
    gate = max([x.gate for x in lines] + ["stop" if program.blocks[low] else
               "hold" if found == "undetermined" else "proceed"], key=SEVERITY.get)
    return {"finding": found, "low": program.chain[low], "high": program.chain[high],
            "gate": gate, "open_subjects": open_}


def brief(regime):
    return {k: regime[k] for k in ("finding", "low", "high")}


# ---- parts of a line ----

def code_of(program, kind, name):
    return next(w.code for w in getattr(program.policy, kind) if w.name == name)


def requirement_code(program, r):
    if r.reason and code_of(program, "reasons", r.reason):
        return code_of(program, "reasons", r.reason)
    return code_of(program, "outcomes", r.word)


def named(r):
    """The members every entry about a provision has."""
    return {"provision": r.label, "version": version(r)}


def reasons(line):
    for r in line.requirements:
        t = truth(line.opens[r.index])
        if t is not False:
            yield {"code": requirement_code(line.program, r) or None, **named(r), "cite": r.cites or None,
                   "fr": r.source or None, "effect": r.effect, "for": r.reason or None, "certain": bool(t),
                   "review": line.policy_of.get(r.index)}


def authority_code(program, a):
    codes = [code_of(program, "duties", d.word) for d in a.duties]
    return next((code for code in codes if code.startswith("OK-")), "OK-EXC")


def allowed_by(line):
    program = line.program
    if program.blocks[line.low]:
        return
    out = []
    for r in line.rules:
        if r.effect == "excludes" and truth(line.acts[r.index]):
            out.append((r, "excluded", code_of(program, "exclusions", r.word) or "OK-NOEXP", r.word))
    allowing = {}
    for r in line.requirements:
        if truth(line.acts[r.index]) and truth(line.opens[r.index]) is False:
            allowing.update({a.index: a for a in program.allowing[r.index]
                             if a.index in line.acts and truth(line.acts[a.index])})
    out += [(a, "authorized", authority_code(program, a), None) for a in allowing.values()]
    for r, what, code, word in sorted(out, key=lambda x: by_label(x[0])):
        yield {"code": code, **named(r), "cite": r.cites or None, "fr": r.source or None,
               "what": what, "word": word}
    if not program.blocks[line.high] and all(truth(line.acts[r.index]) is False for r in line.requirements) \
            and not any(what == "excluded" for _, what, _, _ in out):
        yield {"code": "OK-NLR", "provision": None, "version": None, "cite": None, "fr": None,
               "what": "not_required", "word": None}


def classification(line):
    words = {r.word for r in line.rules if r.effect == "classifies"}
    labels = {w: truth(v_any([line.acts[r.index] for r in line.rules
                              if r.effect == "classifies" and r.word == w])) for w in words}

    def narrowest(want):
        got = [label for label, t in labels.items() if t is want]
        return sorted((x for x in got if not any(x != y and covers(x, y) for y in got)), key=segments)
    sure = narrowest(True)
    asserted = None
    if line.place and line.place.type.kind == "record":
        fields = line.program.fields[line.place.type.name].values()
        name = next((f.name for f in fields if f.type.asserted), None)
        v = line.place.field(name) if name else None
        asserted = v.a if v is not None and v.k == "w" else None
    agrees = None
    if asserted is not None:
        such = [r for r in line.program.classifying if covers(asserted, r.word) or covers(r.word, asserted)]
        alive = {r.index for r in line.rules}
        if any(covers(asserted, x) or covers(x, asserted) for x in sure):
            agrees = True
        elif not any(r.index in alive and truth(line.acts[r.index]) is None for r in such):
            agrees = False if such or sure else None
    return {"sure": sure, "possible": narrowest(None), "asserted": asserted, "agrees": agrees}


def waits(w, e, env):
    """Whether acts could make an expression, which is F, another: what makes it F reads them."""
    false = [k for k in e.kids if truth(w.ev(k, env)) is False] if e.op in ("all", "and", "any", "or", "at_least") else ()
    if e.op in ("all", "and"):
        return bool(false) and all(waits(w, k, env) for k in false)
    if e.op in ("any", "or"):
        return any(waits(w, k, env) for k in false)
    if e.op == "at_least":
        return len(e.kids) - len(false) + sum(waits(w, k, env) for k in false) >= e.x
    if e.op == "some":
        l = w.ev(e.kids[0], env)
        inner = [{**env, e.x: el} for el, _ in w.elements(l)]
        return w.program.reads_act(e.kids[0]) or any(
            truth(w.ev(e.kids[1], at)) is False and waits(w, e.kids[1], at) for at in inner)
    if e.op == "call":
        v = next((v for v in w.program.defines[e.x].versions if w.in_span(v)), None)
        if v is not None and not v.cases and not e.kids and truth(w.ev(v.body, {})) is False:
            return waits(w, v.body, {})
    return w.program.reads_act(e)


def limbs(line, a):
    """(name, failed?, waits for an act?) of everything that can make act(a) false, in order."""
    program, worlds = line.program, [w for w in line.joined.worlds if w.live(a) is not False]
    env = {a.subject[0]: line.subject} if a.subject else {}

    def failed(e, want):
        return all(truth(w.ev(e, env)) is want for w in worlds)

    def waiting(e):
        return all(truth(w.ev(e, env)) is not False or waits(w, e, env) for w in worlds)
    if a.when is not None:
        if a.when.op in ("all", "and"):
            marks = a.when.labels or [""] * len(a.when.kids)
            for n, (mark, kid) in enumerate(zip(marks, a.when.kids), 1):
                yield mark or f"#{n}", failed(kid, False), waiting(kid)
        else:
            yield "#1", failed(a.when, False), waiting(a.when)
    for n, (label, e) in enumerate(a.exceptions, 1):
        yield f"except {label or '#' + str(n)}", failed(e, True), program.reads_act(e)
    for s in program.beaters[a.index]:
        lost = all(truth(w.act(s, line.subject)) is True for w in worlds)
        yield f"beaten by {s.label}", lost, any(program.reads_act(e) for e in program.roots(s))


def exceptions(line):
    for r in line.requirements:
        if truth(line.acts[r.index]) is False:
            continue
        for a in line.program.allowing[r.index]:
            if a.index not in line.acts:
                continue
            t = truth(line.acts[a.index])
            fails = [(name, act) for name, bad, act in limbs(line, a) if bad] if t is False else []
            applies = "yes" if t else "unknown" if t is None else \
                "unclaimed" if fails and all(act for _, act in fails) else "no"
            yield {**named(a), "title": a.title or None, "cite": a.cites or None, "of": r.label,
                   "applies": applies, "fails": [name for name, _ in fails]}


def flags(line):
    for r in sorted(raised(line), key=lambda r: (r.word, by_label(r))):
        closer = closed_by(line, r)
        yield {"flag": r.word, "code": code_of(line.program, "flags", r.word) or None, **named(r),
               "certain": truth(line.acts[r.index]) is True, "open": closer is None, "basis": basis(line, r),
               "resolved_by": [closer["by"], closer["second_by"]] if closer else []}


def written(v, t):
    """A value as documents write it, or None when it is not exactly known."""
    if v.k == "l":
        parts = [written(el, t.of) for el, _ in v.a] if exact(v) else [None]
        return None if None in parts else ", ".join(parts)
    if not exact(v) or v.k in "nrt":
        return None
    if v.k == "b":
        return "true" if v.a else "false"
    if v.k == "i" and t.kind == "date":
        return iso(v.a)
    return show_number(v.a) + (f" {t.name}" if t.kind == "quantity" else "") if v.k == "i" else v.a


def said(line, case, r, text):
    """What an argument of a duty says: as written, or the definition asked of the subject."""
    if isinstance(text, str):
        return text
    if case.day is None:
        return None
    v = line.joined.worlds[0].ev(text, {r.subject[0]: line.subject})
    return written(v, case.program.defines[text.x].result)


def covered_by(line, case, allowed):
    for entry in allowed:
        if entry["what"] != "authorized":
            continue
        a = next(a for a in line.rules if a.effect == "authorizes" and a.label == entry["provision"]
                 and truth(line.acts[a.index]))
        for d in a.duties:
            if code_of(case.program, "duties", d.word) == "OK-LIC":
                args = {name: said(line, case, a, text) for name, text in d.args}
                return {key: args.get(key) for key in ("number", "consumes", "leaves")}
    return None


def filing(line, case, out):
    program = case.program
    table, world = program.tables.get("filing_codes"), line.joined.worlds[0]
    if line.gate != "proceed" or case.day is None or table is None:
        return None
    if "filing_due" in program.defines and truth(world.do_call(Expr("call", (), "filing_due"), {})) is not True:
        return None
    found = []
    for entry in out["allowed_by"]:
        key = program.policy.module if entry["what"] == "not_required" else entry["provision"]
        rows = [row.fields for row in world.rows_of("filing_codes")[0] if row.fields["provision"].a == key]
        if entry["what"] == "excluded" or not rows:
            return None
        found.append({name: v.a for name, v in rows[0].items()})
    if len({row["license_code"] for row in found}) != 1:
        return None
    classes = out["classification"]
    entries = {x.split(".")[0] for x in classes["sure"] or [classes["asserted"]] if x}
    return {"license_code": found[0]["license_code"], "license_number": (out["covered_by"] or {}).get("number"),
            "eccn": entries.pop() if len(entries) == 1 else None, "waits_for": found[0]["waits_for"] or None}


def duties(line, case):
    for r, d in line.duties:
        if line.is_note(d) and not line.program.blocks[line.high]:
            continue
        anchor = place_at(case.places, d.anchor).value() if d.anchor else None
        if d.anchor and d.anchor == case.program.policy.law_date and case.day is not None and not case.what_if:
            anchor = case.law(case.day, case.day)
        due = None
        if anchor is not None and anchor.k == "i" and exact(anchor):
            due = iso(anchor.a + (d.days if d.when == "after" else -d.days))
        yield {"duty": d.word, "args": {name or str(n): said(line, case, r, text) for n, (name, text) in enumerate(d.args)},
               "code": code_of(case.program, "duties", d.word) or None, **named(r),
               "certain": truth(line.acts[r.index]) is True, "when": d.when,
               "days": None if d.when == "plain" else show_number(d.days),
               "anchor": d.anchor or None, "due": due, "open": line.is_open(r, d)}


def undetermined(line, causes):
    out = set()
    if line.finding == "undetermined":
        for kind, what in causes:
            out.add((UNDETERMINED_CODE[kind], "" if kind in ("fact", "fault") else what))
    out |= {("CF-LAW", ", ".join(labels)) for labels, _ in line.conflicts}
    return [{"code": code, "what": what} for code, what in sorted(out)]


def missing(case, causes):
    """Facts among the causes, sorted."""
    out = []
    for (kind, pointer), labels in causes.items():
        if kind == "fact":
            place = find_place(case, pointer)
            state = "incomplete" if place.state == "known" else place.state
            t = place.type
            out.append({"fact": pointer, "state": state, "ask": place.title,
                        "unit": t.name if t.kind == "quantity" else None,
                        "for": sorted(labels, key=segments)})
    return sorted(out, key=lambda m: m["fact"])


def find_place(case, pointer):
    head, *rest = pointer[1:].split("/")
    place = case.places[head]
    for name in rest:
        place = place.kids[int(name)] if place.type.kind == "list" else place.place(name)
    return place


def line_json(case, line):
    causes = line.missing()
    name = None
    if line.place and line.place.type.kind == "record" and "name" in case.program.fields[line.place.type.name]:
        v = line.place.field("name")
        name = v.a if v.k == "w" else None
    out = {"id": line.id, "regime": case.program.policy.module, "subject": {"name": name},
           "finding": line.finding, "low": case.program.chain[line.low],
           "high": case.program.chain[line.high], "gate": line.gate, "codes": [],
           "classification": classification(line), "reasons": list(reasons(line)),
           "allowed_by": list(allowed_by(line)), "review": line.review,
           "exceptions": list(exceptions(line)), "flags": list(flags(line)),
           "duties": list(duties(line, case)), "undetermined": undetermined(line, causes),
           "missing": missing(case, causes)}
    out["covered_by"] = covered_by(line, case, out["allowed_by"])
    out["filing"] = filing(line, case, out)
    out["codes"] = sorted({x["code"] for key in ("reasons", "allowed_by", "flags", "duties", "undetermined")
                           for x in out[key] if x["code"]})
    return out, causes


# ---- the whole ----

def support(case, joined, lines):
    """The leaves of 4.7."""
    stack = []
    plain = ("classifies", "suspends", "unenforces", "authorizes")
    for line in lines:
        for r in line.rules:
            if r.effect in plain and not r.duties:
                continue
            if r.effect == "reviews" and not r.duties and not line.reviews_something(r):
                continue
            stack += [w.act(r, line.subject) for w in joined.worlds]
            if r.index in line.opens:
                stack += [w.open(r, line.subject) for w in joined.worlds]
    leaves = leaves_of(stack) | {("f", place.pointer) for _, place, _, _ in case.rows}
    return leaves if case.overridden() or not case.pointer else leaves | {("f", case.pointer)}


def not_in_force(case, joined, lines):
    program, base = case.program, [(x.low, x.high) for x in lines]
    for r in program.rules:
        if joined.in_time(r) and r.proposed and not any(covers(p, r.label) for p in case.assumed):
            other = case.lines(case.joined(assumed=(*case.assumed, r.label)))
            why = "proposed"
        elif r.effect in ("suspends", "unenforces") and any(
                r.index in x.acts and truth(x.acts[r.index]) is not False for x in lines):
            other = case.lines(case.joined(without=r))
            why = "suspended" if r.effect == "suspends" else "not_enforced"
        else:
            continue
        if [(x.low, x.high) for x in other] != base:
            yield {"provision": r.label, "version": version(r), "why": why, "by": r.label,
                   "targets": r.targets, "regime": program.policy.module,
                   "would_be": brief(regime_of(case, other))}


def row_days(joined, lines):
    """The days of the rows that any part of a live rule asked for."""
    for w in joined.worlds:
        for line in lines:
            for r in line.rules:
                w.act(r, line.subject)
    days = set().union(*(w.row_days for w in joined.worlds)) - {None}
    return days | {joined.worlds[0].lo + 1} if of_the_day(lines) else days


def result_until(case, lines):
    if case.day is None:
        return {"result_until": None}
    base = [x.brief() for x in lines]
    ends = {d for x in case.resolutions for d in (day(x["on"]), day(x["until"]) + 1)}
    at, seen = case.day, row_days(case.joined(at=case.day), lines)
    for tried in count():
        at = min((d for d in ends | seen | set(case.program.law_breaks) if d > at), default=None)
        if at is None:
            return {"result_until": None}
        if tried == 1000:
            return {"result_until": iso(at - 1), "beyond": "unknown"}
        then = case.joined(at=at)
        later = case.lines(then)
        if [x.brief() for x in later] != base:
            return {"result_until": iso(at - 1)}
        seen = row_days(then, later)


def conflict_list(case, lines, causes):
    out, regime = [], case.program.policy.module
    for line, caused in zip(lines, causes):
        for labels, words in line.conflicts:
            entry = {"line": line.id, "regime": regime, "provisions": labels, "policies": words}
            if entry not in out:
                out.append(entry)
        for place in sorted(what for kind, what in caused if kind == "conflict"):
            out.append({"line": line.id, "regime": regime, "provisions": [], "policies": [], "place": place})
    return out


def exit_of(program, regime, gate, conflicts):
    low, prohibition = program.chain.index(regime["low"]), program.roles.get("prohibition")
    requirement = program.roles["requirement"]
    if prohibition is not None and low >= prohibition > requirement and program.blocks[low]:
        return 12
    if conflicts:
        return 21
    if program.blocks[low]:
        return 10
    if regime["finding"] == "undetermined":
        return 20
    return 11 if gate == "hold" else 0


def asked_keys(leaves):
    """Which keys tables were asked for, found or not."""
    asked = [{"table": x[1], "key": None if x[2] is None else list(x[2])} for x in leaves if x[0] == "k"]
    return sorted(asked, key=lambda x: json.dumps(x, separators=(",", ":"), ensure_ascii=False).encode())


def all_missing(case, causes):
    joined = {}
    for caused in causes:
        for cause, labels in caused.items():
            joined.setdefault(cause, set()).update(labels)
    for _, place, _, open_ in case.rows:
        if open_:
            joined.setdefault(("fact", place.pointer), set())
    return missing(case, joined)


def grounds(program, given):
    """{(line, label, version): what each raised flag rests on}"""
    case = Case(program, given)
    return {(line.id, r.label, version(r)): wholes(line, r)
            for line in case.lines(case.joined()) for r in raised(line)}


def decide(program, given):
    """The statement of a case: {"id", "facts", "as_of", "assume", "world"}."""
    case = Case(program, given)
    policy, joined = program.policy, case.joined()
    lines = case.lines(joined)
    regime = regime_of(case, lines)
    shown = [line_json(case, line) for line in lines]
    causes = [caused for _, caused in shown]
    in_text = None
    if not case.text:
        other = case.lines(case.joined(text=True))
        text = brief(regime_of(case, other))
        in_text = text if (text["low"], text["high"]) != (regime["low"], regime["high"]) else None
    leaves = support(case, joined, lines)
    rules = {by_label(r): r for r in program.rules}
    provisions = sorted({(segments(x[1]), "" if x[2] is None else iso(x[2])) for x in leaves if x[0] == "p"})
    cited = [rules[key] for key in provisions]
    rows = sorted({x[1] for x in leaves if x[0] == "r"})
    tables = sorted({x.split("/")[0] for x in rows} | {x[1] for x in leaves if x[0] == "t"})
    conflicts = conflict_list(case, lines, causes)
    through = policy.read_through
    source = None if case.day is None else "--as-of" if case.overridden() else case.pointer
    return {
        "case": {"id": case.id, "title": None},
        "law": {"as_of": None if case.day is None else iso(case.day), "as_of_from": source,
                "what_if": case.what_if, "known_to": None if through is None else iso(through),
                "past_known": through is not None and case.day is not None and case.day > through,
                "world": "text" if case.text else "enforced", "assumed": sorted(case.assumed),
                "tables": [{"name": t, "complete_through": None if program.tables[t].complete_through is None
                            else iso(program.tables[t].complete_through)} for t in tables]},
        "gate": regime["gate"], "exit": exit_of(program, regime, regime["gate"], conflicts),
        "valid": {**result_until(case, lines),
                  "unverified_after": None if through is None else iso(through)},
        "regimes": [{"name": policy.module, "title": policy.title, **brief(regime),
                     "gate": regime["gate"], "in_text": in_text, "open_subjects": regime["open_subjects"]}],
        "lines": [line for line, _ in shown],
        "missing": all_missing(case, causes),
        "not_in_force": list(not_in_force(case, joined, lines)),
        "not_checked": sorted(policy.not_checked),
        "unverified": [{"provision": r.label, "version": version(r), "text": r.unverified}
                       for r in cited if r.unverified and ("acting", r.label, r.start) in leaves],
        "doubts": [{"provision": r.label, "version": version(r), "text": text}
                   for r in program.rules if any(r.index in x.acts for x in lines) for text in joined.doubts(r)],
        "conflicts": conflicts, "resolutions": list(resolutions(case, joined, lines)), "attested": [],
        "depends_on": {"facts": sorted(x[1] for x in leaves if x[0] == "f"),
                       "provisions": [{"label": r.label, "version": version(r)} for r in cited],
                       "rows": rows, "lookups": asked_keys(leaves)}}

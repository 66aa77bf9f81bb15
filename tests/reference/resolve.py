"""Flags, what they rest on, and the resolutions that close them (4.10 of GRAMMAR.md).

In: lines of a case as statement.py makes them. Out: the basis of a flag, what closes it, and the
state of each resolution. Nothing here looks at findings: a resolution touches the gate alone.
SPDX-License-Identifier: Apache-2.0
"""
import hashlib
import json
import unicodedata

from model import day, iso, show_number
from values import truth


def leaves_of(values):
    """The leaves of the support of the values (4.7)."""
    stack, seen, leaves = list(values), set(), set()
    while stack:
        v = stack.pop()
        if v.__class__ is tuple:
            leaves.add(v)
        elif id(v) not in seen:
            seen.add(id(v))
            stack.extend(v.s)
    return leaves


# ---- what a flag rests on ----

def as_given(place):
    """The value of a place as facts_json writes it."""
    if place.state != "known":
        return None if place.state == "not_supplied" else {"state": place.state}
    t = place.type
    if t.kind == "record":
        kids = {f: place.place(f) for f in place.schema.fields[t.name]}
        return {name: as_given(kid) for name, kid in kids.items() if kid.state != "not_supplied"}
    if t.kind == "list":
        place.value()
        items = [as_given(place.kids[n]) for n in range(len(place.given))]
        return {"list": items, "complete": False} if place.open else items
    if t.kind in ("number", "quantity"):
        base, units = place.value().a, place.schema.units
        zero = getattr(units, "offsets", {}).get(t.name, 0)
        return show_number(base) if t.kind == "number" else f"{show_number((base - zero) / units[t.name])} {t.name}"
    return place.given


def whole_of(program, pointer):
    for path in program.subject_paths:
        prefix = "/" + path.replace(".", "/") + "/"
        if pointer.startswith(prefix):
            return prefix + pointer[len(prefix):].split("/")[0]
    return "/" + pointer[1:].split("/")[0]


def value_at(case, joined, pointer):
    if pointer == case.pointer and not case.what_if and joined.dated:
        return iso(joined.worlds[0].lo)
    head, *rest = pointer[1:].split("/")
    place = case.places[head]
    for name in rest:
        place.value()
        place = place.kids[int(name)] if place.type.kind == "list" else place.place(name)
    return as_given(place)


def wholes(line, r):
    """{pointer: value}: all that the flag r rests on, on the line."""
    case, joined = line.joined.case, line.joined
    leaves = leaves_of(w.act(r, line.subject) for w in joined.worlds if w.live(r) is not False)
    return {p: value_at(case, joined, p)
            for p in {whole_of(case.program, x[1]) for x in leaves if x[0] == "f"}}


def basis(line, r):
    text = json.dumps(wholes(line, r), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


# ---- resolutions ----

def names(program, x, r):
    if r.effect != "flags":
        return False
    code = next(w.code for w in program.policy.flags if w.name == r.word)
    return x["flag"] == r.word if x.get("flag") else x["code"] == code


def folded(name):
    return unicodedata.normalize("NFKC", name.strip().casefold())


def void_by_form(program, x, joined):
    if not any(names(program, x, r) for r in program.rules):
        return "unknown_flag"
    if x["outcome"] != "cleared":
        return "not_cleared"
    if not x.get("second_by"):
        return "no_second_person"
    if folded(x["by"]) == folded(x["second_by"]):
        return "same_person"
    if not joined.dated:
        return "no_date"
    today = joined.worlds[0].lo
    return "not_yet" if today < day(x["on"]) else "ended" if today > day(x["until"]) else None


def raised(line):
    return [r for r in line.rules if r.effect == "flags" and truth(line.acts[r.index]) is not False]


def speaks_of(x, line, r):
    return names(line.program, x, r) and x.get("line") in (None, line.id)


def closed_by(line, r):
    """The first resolution that closes the flag r on the line, or None."""
    for x in line.joined.case.resolutions:
        if speaks_of(x, line, r) and void_by_form(line.program, x, line.joined) is None \
                and x["facts"] == basis(line, r):
            return x
    return None


def why_void(x, lines, joined, program):
    why = void_by_form(program, x, joined)
    if why:
        return why
    flags = [(line, r) for line in lines for r in raised(line) if speaks_of(x, line, r)]
    if not flags:
        return "not_raised"
    return None if any(basis(line, r) == x["facts"] for line, r in flags) else "facts_changed"


def of_the_day(lines):
    """Whether one that counts on the day speaks of a flag that rests on the law date, which moves on."""
    return any(void_by_form(line.program, x, line.joined) is None and speaks_of(x, line, r)
               and line.joined.case.pointer in wholes(line, r)
               for line in lines if not line.joined.case.what_if
               for x in line.joined.case.resolutions for r in raised(line))


def resolutions(case, joined, lines):
    for x in case.resolutions:
        why = why_void(x, lines, joined, case.program)
        yield {**{key: x.get(key) for key in ("code", "flag", "line", "outcome", "by", "second_by",
                                              "on", "until", "evidence", "facts")},
               "state": "void" if why else "applied", "why": why}

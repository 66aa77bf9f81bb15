"""A policy as a small Python tree, and its printer to .licet text.

The generator makes these trees, evaluate.py gives them their meaning and the printer hands
the same policy to the engine. Nothing here reads .licet text.
SPDX-License-Identifier: Apache-2.0
"""
import re
import unicodedata
from dataclasses import dataclass, field as member
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Optional

EPOCH = date(1970, 1, 1)


def day(text):
    """The day number of an ISO date."""
    return (date.fromisoformat(text) - EPOCH).days


def iso(number):
    """The ISO date of a day number."""
    return (EPOCH + timedelta(days=number)).isoformat()


@dataclass(frozen=True)
class Type:
    kind: str  # boolean number quantity date text country eccn enum record list
    name: str = ""  # of the enum or record; unit of the quantity
    of: Optional["Type"] = None
    low: object = None  # range in base units
    high: object = None
    optional: bool = False
    open: bool = False
    asserted: bool = False


@dataclass(frozen=True)
class Expr:
    """op: const fact var field all any none_of at_least and or not = != < <= > >= + - * /
    neg whole pow in not_in is some every no sum greatest least count list union elements length
    if call rows lookup add_months round_down round_up absolute within entry folded none.

    x by op: const the value (rational, day number, word or truth), fact/var/field/call/rows/
    lookup the name, quantifiers and aggregates the variable, at_least and pow the number, `is`
    (form, labels), elements whether it is open, add_months the rounding. labels: the printed
    labels of paragraphs, "" for none.
    """
    op: str
    kids: tuple = ()
    x: object = None
    type: Optional[Type] = None
    labels: tuple = ()
    shown: str = ""  # literal as printed, when the value alone does not say it ("3 kwob")


@dataclass
class Fact:
    name: str
    type: Type
    title: str = ""
    act: bool = False


@dataclass
class Record:
    name: str
    fields: list  # of Fact
    title: str = ""


@dataclass
class Version:
    """One body of a define, in force in [start, end)."""
    body: Expr = None  # or cases
    cases: list = member(default_factory=list)  # of (when, then)
    otherwise: Expr = None
    start: Optional[int] = None
    end: Optional[int] = None


@dataclass
class Define:
    name: str
    params: list  # of (name, Type)
    result: Type
    versions: list


@dataclass
class Row:
    cells: list
    start: Optional[int] = None
    end: Optional[int] = None


@dataclass
class Table:
    name: str
    columns: list  # of (key?, name, Type)
    hit: str  # unique, collect
    rows: list
    complete_through: Optional[int] = None


@dataclass
class Word:
    name: str
    code: str = ""
    raises: str = ""


@dataclass
class Verdict:
    name: str
    roles: tuple
    blocks: bool = False


@dataclass
class Duty:
    word: str
    args: list  # of (name or "", text, or a call of a definition with the subject)
    when: str = "plain"  # before, after
    days: int = 0
    anchor: str = ""


@dataclass
class Rule:
    label: str
    effect: str  # the verb
    title: str = ""
    subject: Optional[tuple] = None  # (variable, path)
    when: Optional[Expr] = None
    exceptions: list = member(default_factory=list)  # of (label or "", Expr)
    targets: list = member(default_factory=list)
    all_but: bool = False  # authorizes all requirements but those of the targets
    word: str = ""  # outcome, exclusion, flag, duty word; policy of reviews; label of classifies
    reason: str = ""
    duties: list = member(default_factory=list)
    start: Optional[int] = None
    end: Optional[int] = None  # first day no longer in force
    doubts: list = member(default_factory=list)  # of (start, end, text)
    proposed: str = ""
    over: list = member(default_factory=list)
    under: list = member(default_factory=list)
    cites: str = ""
    source: str = ""
    unverified: str = ""


@dataclass
class Policy:
    module: str
    title: str
    verdicts: list
    outcomes: list
    reasons: list
    policies: list
    duties: list
    flags: list
    exclusions: list
    enums: dict  # name -> [words]
    records: list
    units: list  # of (name, factor or None, base)
    facts: list
    law_date: str
    defines: list = member(default_factory=list)
    tables: list = member(default_factory=list)
    rules: list = member(default_factory=list)
    not_checked: list = member(default_factory=list)
    read_through: Optional[int] = None


@lru_cache(maxsize=None)
def segments(label):
    """742.6(a)(6) -> 742.6, a, 6; 3A090.a.1 -> 3A090, a, 1; paths at their dots."""
    head, *tail = label.replace(")", "").split("(")
    if re.fullmatch(r"\d+\.\d+", head):
        return (head, *tail)
    return (*head.split("."), *tail)


@lru_cache(maxsize=None)
def covers(above, label):
    upper, lower = segments(above), segments(label)
    return lower[:len(upper)] == upper


def folded(text):
    """Letters, numbers and marks alone, case folded, without accents."""
    plain = (d for c in text for d in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", c).casefold()))
    kept = (c for c in plain if unicodedata.category(c)[0] in "LNM" and not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", "".join(kept))


# ---- printing ----

def show_number(value):
    value = Fraction(value)
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    scale = 1
    while (value * 10 ** scale).denominator != 1:
        scale += 1
    digits = str(abs(value * 10 ** scale)).rjust(scale + 1, "0")
    return ("-" if value < 0 else "") + digits[:-scale] + "." + digits[-scale:]


def show_type(t):
    text = {"quantity": "quantity in " + t.name, "enum": t.name, "record": t.name}.get(t.kind, t.kind)
    if t.kind == "list":
        return ("open " if t.open else "") + "list of " + show_type(t.of)
    if t.kind == "eccn" and t.asserted:
        return "asserted eccn"
    if t.low is not None:
        unit = " " + t.name if t.kind == "quantity" else ""
        text += f" from {show_number(t.low)}{unit} .."
        if t.high is not None:
            text += f" {show_number(t.high)}{unit}"
    return ("optional " if t.optional else "") + text


def show_const(e):
    kind = e.type.kind
    if e.shown:
        return e.shown
    if kind == "boolean":
        return "true" if e.x else "false"
    if kind == "date":
        return iso(e.x)
    if kind == "text":
        return f'"{e.x}"'
    if kind == "quantity":
        return f"{show_number(e.x)} {e.type.name}"
    return show_number(e.x) if kind == "number" else e.x


def show_span(start, end):
    text = f"from {iso(start)}"
    return text if end is None else f"{text} until {iso(end)}"


def bracket(e):
    """An operand: bracketed unless it is a plain primary."""
    text = show(e)
    plain = e.op in ("fact", "var", "field", "call", "all", "any", "none_of", "at_least", "sum",
                     "greatest", "least", "count", "list", "union", "elements", "length", "lookup",
                     "rows", "add_months", "round_down", "round_up", "absolute", "within", "entry", "folded",
                     "none")
    if e.op == "const" and "/" not in text and not text.startswith("-"):
        plain = True
    return text if plain else f"({text})"


def show_parag(head, e):
    parts = [(label + " " if label else "") + show(kid)
             for label, kid in zip(e.labels or [""] * len(e.kids), e.kids)]
    return f"{head} of {{ {'; '.join(parts)}; }}"


def show(e):
    """The text of an expression."""
    op, kids = e.op, e.kids
    if op == "const":
        return show_const(e)
    if op in ("fact", "var", "rows"):
        return e.x
    if op == "none":
        return "none"
    if op == "field":
        return f"{bracket(kids[0])}.{e.x}"
    if op in ("all", "any"):
        return show_parag(op, e)
    if op == "none_of":
        return show_parag("none", e)
    if op == "at_least":
        return show_parag(f"at least {e.x}", e)
    if op in ("and", "or", "+", "-", "*", "/", "=", "!=", "<", "<=", ">", ">=", "in"):
        return f" {op} ".join(bracket(kid) for kid in kids)
    if op == "not_in":
        return f"{bracket(kids[0])} not in {bracket(kids[1])}"
    if op == "not":
        return f"not {bracket(kids[0])}"
    if op == "neg":
        return f"-{bracket(kids[0])}"
    if op == "pow":
        return f"{bracket(kids[0])} ^ {e.x}"
    if op == "is":
        form, names = e.x
        what = f"{form} of [{', '.join(names)}]" if form in ("any", "none") else names[0]
        return f"{bracket(kids[0])} is {'not ' if form == 'not' else ''}{what}"
    if op in ("some", "every", "no"):
        return f"{op} {e.x} in {bracket(kids[0])} satisfies {show(kids[1])}"
    if op in ("sum", "greatest", "least", "count", "list"):
        where = f" where {show(kids[2])}" if len(kids) > 2 else ""
        return f"{op}({show(kids[1])} for {e.x} in {bracket(kids[0])}{where})"
    if op == "elements":
        return "[" + ", ".join([show(kid) for kid in kids] + (["..."] if e.x else [])) + "]"
    if op == "if":
        return f"if {show(kids[0])} then {show(kids[1])} otherwise {show(kids[2])}"
    if op == "lookup":
        return f"{e.x}[{', '.join(show(kid) for kid in kids)}]"
    if op == "add_months":
        return f"add_months({show(kids[0])}, {show(kids[1])}, {e.x})"
    if op == "call":
        return e.x + (f"({', '.join(show(kid) for kid in kids)})" if kids else "")
    return f"{op}({', '.join(show(kid) for kid in kids)})"  # union length round_… absolute within entry folded


def show_term(rule):
    return rule.word + (f"(reason: {rule.reason})" if rule.reason else "")


def show_duty(duty):
    args = ", ".join((f"{name}: " if name else "") + (f'"{said}"' if isinstance(said, str) else show(said))
                     for name, said in duty.args)
    text = duty.word + (f"({args})" if args else "")
    return text + (f" {duty.days} days {duty.when} {duty.anchor}" if duty.when != "plain" else "")


def show_effect(rule):
    verb, labels = rule.effect, ", ".join(rule.targets)
    if verb == "classifies":
        return f"classifies {rule.subject[0]} as {rule.word}"
    if rule.all_but:
        return "authorizes all" + (f" not in [{labels}]" if labels else "")
    if verb in ("authorizes", "suspends", "unenforces"):
        return f"{verb} {labels}"
    if verb == "reviews":
        return f"reviews {labels} under {rule.word}"
    if verb == "obliges":
        return f"obliges {show_duty(rule.duties[0])}"
    return f"{verb} {show_term(rule)}".rstrip()


def show_rule(rule):
    head = f"rule {rule.label}" + (f' "{rule.title}"' if rule.title else "")
    if rule.subject:
        head += f" for each {rule.subject[0]} in {rule.subject[1]}"
    lines = [head]
    for word, text in (("cites", rule.cites), ("source", rule.source), ("proposed", rule.proposed),
                       ("unverified", rule.unverified)):
        if text:
            lines.append(f'  {word} "{text}"')
    if rule.start is not None:
        lines.append(f"  in force {show_span(rule.start, rule.end)}")
    for start, end, text in rule.doubts:
        lines.append(f'  doubtful {show_span(start, end)} "{text}"')
    if rule.over:
        lines.append("  notwithstanding " + ", ".join(rule.over))
    if rule.under:
        lines.append("  subject to " + ", ".join(rule.under))
    lines.append("  " + show_effect(rule))
    if rule.when is not None:
        lines.append("  when " + show(rule.when))
    for label, e in rule.exceptions:
        lines.append(f"  except {label + ' ' if label else ''}when {show(e)}")
    if rule.effect != "obliges":
        lines += [f"  with duty {show_duty(duty)}" for duty in rule.duties]
    return "\n".join(lines)


def show_define(define):
    params = ", ".join(f"{name}: {show_type(t)}" for name, t in define.params)
    texts = []
    for v in define.versions:
        text = f"define {define.name}{'(' + params + ')' if params else ''}: {show_type(define.result)}"
        if v.start is not None:
            text += f" in force {show_span(v.start, v.end)}"
        if v.cases:
            cases = "".join(f" when {show(c)} then {show(r)};" for c, r in v.cases)
            text += f"\n  = {{{cases} otherwise {show(v.otherwise)}; }}"
        else:
            text += f"\n  = {show(v.body)}"
        texts.append(text)
    return "\n".join(texts)


def show_table(table):
    columns = ", ".join(("key " if key else "") + f"{name}: {show_type(t)}"
                        for key, name, t in table.columns)
    rows = []
    for row in table.rows:
        text = " | ".join(show(cell) for cell in row.cells)
        rows.append(text + (" " + show_span(row.start, row.end) if row.start is not None else ""))
    text = f"table {table.name} columns {columns}\n  hit {table.hit} rows {{ {'; '.join(rows)}; }}"
    if table.complete_through is not None:
        text += f" complete through {iso(table.complete_through)}"
    return text


def show_words(kind, words):
    texts = [w.name + (f" raises {w.raises}" if w.raises else "") + (f' code "{w.code}"' if w.code else "")
             for w in words]
    return f"{kind} {{ {'; '.join(texts)} }}"


def declarations(policy):
    """The texts of all declarations but the module line: any order of them means the same."""
    out = []
    if policy.not_checked:
        out.append(f"not checked {{ {'; '.join(policy.not_checked)} }}")
    if policy.read_through is not None:
        out.append(f"text read through {iso(policy.read_through)}")
    verdicts = [v.name + (" for " + ", ".join(v.roles) if v.roles else "") + (" blocks" if v.blocks else "")
                for v in policy.verdicts]
    out.append(f'verdicts "{policy.title}" {{ {"; ".join(verdicts)} }}')
    for kind in ("outcomes", "reasons", "policies", "duties", "flags", "exclusions"):
        if getattr(policy, kind):
            out.append(show_words(kind, getattr(policy, kind)))
    out += [f"enum {name} {{ {'; '.join(words)} }}" for name, words in policy.enums.items()]
    for name, factor, base in policy.units:
        out.append(f'unit {name} "{name}"' + (f" = {factor} * {base}" if factor else ""))
    for record in policy.records:
        fields = [f"{f.name}: {show_type(f.type)}" + (f' "{f.title}"' if f.title else "")
                  for f in record.fields]
        out.append(f"record {record.name} {{ {'; '.join(fields)} }}")
    for f in policy.facts:
        title = f' "{f.title}"' if f.title else ""
        out.append(f"{'act' if f.act else 'fact'} {f.name}: {show_type(f.type)}{title}")
    out.append(f"law date = {policy.law_date}")
    return out + [show_define(d) for d in policy.defines] + [show_table(t) for t in policy.tables] \
        + [show_rule(r) for r in policy.rules]


def text_of(policy, order=None):
    """The whole policy as one .licet file; `order` permutes the declarations."""
    parts = declarations(policy)
    if order:
        order(parts)
    return f'module {policy.module}\n' + "\n".join(parts) + "\n"

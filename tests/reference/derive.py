"""The steps of a proof, made a second time: what each rests on, its text, its value.

In:  a Whole (document.py). Out: Proof: every step that may stand in the document, by what it says
and by the steps below it, and the roots. A document's proof follows when each of its steps is
one of these, each of these is there, and the roots are the same (`differences`).
SPDX-License-Identifier: Apache-2.0
"""
import json
import math
import sys
from collections import Counter

from document import FIRST_DAY, LAST_DAY
from model import iso, show_number
from statement import version
from values import INF, Place, RowRecord, V, equal, exact, truth, v_all, v_any, v_not

sys.setrecursionlimit(20000)
CORE = {'=': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge', '+': 'add', '-': 'sub', '*': 'mul',
        '/': 'div', 'and': 'all', 'or': 'any', 'var': 'slot', 'if': 'cases', 'none': 'const', 'length': 'count'}
SPEAKS = ('requires', 'prohibits', 'excludes', 'reviews', 'obliges', 'flags')
LONGEST = 400  # bytes of a quoted expression; longer ones are named by their operation


def truth_name(t):
    return {True: 'true', False: 'false', None: 'unknown'}[t]


def any_day(number):
    """A date, or a day number where the calendar has ended: a bound may lie there."""
    return iso(number) if FIRST_DAY <= number <= LAST_DAY else show_number(number)


def value_json(v, t=None):
    """A value as steps write it."""
    if v.k == 'b':
        return truth_name(v.a)
    if v.k == 'i':
        def end(q):
            return str(q) if q in (INF, -INF) else any_day(q) if t is not None and t.kind == 'date' else show_number(q)
        return end(v.a) if v.a == v.b else [end(v.a), end(v.b)]
    if v.k == 'w':
        return {'word': v.a}
    if v.k == 'n':
        return {'none': True}
    if v.k == 'r':
        return {'record': v.a.pointer if isinstance(v.a, Place) else v.a.leaf[1] if v.a.leaf else None}
    if v.k == 'l':
        return {'list': [value_json(x, t.of if t is not None else None) for x, _ in v.a], 'open': bool(v.b)}
    return {'unknown': True}


def human(q, places=4):
    """A number as people read it: thousands parted, four places; `~` when that is not all."""
    scaled = abs(q) * 10 ** places
    digits = math.floor(scaled + (1 if scaled != int(scaled) and (scaled - int(scaled)) * 2 >= 1 else 0))
    text = str(digits).rjust(places + 1, '0')
    whole, rest = text[:-places], text[-places:].rstrip('0')
    sign = '-' if q < 0 and digits else ''
    return ('~' if scaled != int(scaled) else '') + sign + f'{int(whole):,}' + ('.' + rest if rest else '')


class Proof:
    def __init__(self, whole):
        self.whole, self.library = whole, whole.library
        self.keys, self.made, self.names = {}, {}, []
        self.roots, self.kept = [], []
        for case, joined, lines in zip(whole.cases, whole.joined, whole.lines):
            self.program = case.program
            for line in lines:
                self.tops(joined, line)
        for case, joined, lines in zip(whole.cases, whole.joined, whole.lines):
            self.program = case.program
            for line in lines:
                self.line_roots(joined, line)

    # ---- roots ----

    def speaking(self, line):
        for r in line.rules:
            if r.effect in SPEAKS or (r.effect == 'authorizes' and r.duties):
                if r.effect != 'reviews' or r.duties or line.reviews_something(r):
                    yield r

    def tops(self, joined, line):
        for r in self.speaking(line):
            for world in joined.worlds:
                if world.live(r) is not False:
                    self.act(world, r, line.subject)
                    if r.effect in ('requires', 'prohibits'):
                        self.open(world, r, line.subject)

    def line_roots(self, joined, line):
        for r in line.rules:
            for what, make in (('act', self.act), ('open', self.open)):
                world = next((w for w in reversed(joined.worlds) if w.live(r) is not False), None)
                key = (what, id(world), r.index, id(line.subject.a) if line.subject is not None and r.subject else 0)
                if world is not None and key in self.made:
                    self.roots.append({'regime': self.program.policy.module, 'line': line.id, 'provision': r.label,
                                       'version': version(r), 'what': what, 'step': self.made[key]})

    # ---- steps ----

    def step(self, op, value, kids, text, **details):
        fields = {'op': op, 'value': value, 'text': text, **details}
        key = (json.dumps(fields, sort_keys=True), tuple(kids))
        if key not in self.keys:
            self.keys[key] = len(self.keys)
        return self.keys[key]

    def once(self, key, make):
        if key not in self.made:
            self.made[key] = make()
        return self.made[key]

    def act(self, world, r, subject):
        key = ('act', id(world), r.index, id(subject.a) if subject is not None and r.subject else 0)
        return self.once(key, lambda: self.make_act(world, r, subject if r.subject else None))

    def make_act(self, world, r, subject):
        env = {r.subject[0]: subject} if subject is not None else {}
        live = world.live(r)
        own, unbeaten = [(live, lambda: self.step('live', truth_name(live), [], 'in force', provision=r.label,
                                                  version=version(r)))], []
        if r.when is not None:
            own.append((truth(world.ev(r.when, env)), lambda: self.make(world, r.when, env)))
        for _, e in r.exceptions:
            own.append((truth(v_not(world.ev(e, env))), lambda e=e: self.unless(world, e, env)))
        for s in world.program.beaters[r.index]:
            if world.live(s) is not False:
                t = truth(v_not(world.act(s, subject)))
                unbeaten.append((t, lambda s=s, t=t: self.step('not', truth_name(t), [self.act(world, s, subject)],
                                                               f'unless {s.label}')))
        value = truth(world.act(r, subject))
        if value is False:
            parts = [p for p in own if p[0] is False] or [p for p in unbeaten if p[0] is False]
        else:
            parts = own + unbeaten
        body = self.step('all', truth_name(value), [make() for _, make in parts], 'all of')
        return self.step('act', truth_name(value), [body], r.label, provision=r.label, version=version(r))

    def unless(self, world, e, env):
        """An exception: its negation, quoting the exception."""
        t = truth(v_not(world.ev(e, env)))
        text = self.quoted(e) if e.op == 'is' and e.x[0] == '' else self.cut('unless ' + e.line, 'not', True)
        return self.step('not', truth_name(t), [self.make(world, e, env)], text)

    def open(self, world, r, subject):
        key = ('open', id(world), r.index, id(subject.a) if subject is not None and r.subject else 0)
        return self.once(key, lambda: self.make_open(world, r, subject))

    def make_open(self, world, r, subject):
        act, value = world.act(r, subject), truth(world.open(r, subject))
        allowing = world.program.allowing[r.index]
        parts = [(truth(act), lambda: self.act(world, r, subject))]
        if allowing:
            acts = [(a, world.act(a, subject)) for a in allowing if world.live(a) is not False]
            some = truth(v_any([v for _, v in acts]))
            deciding = [a for a, v in acts if some is not True or truth(v) is True]

            def unless():
                of = self.step('any', truth_name(some), [self.act(world, a, subject) for a in deciding], 'any of')
                return self.step('not', truth_name(truth(v_not(V('b', some)))), [of], 'unless authorized')
            parts.append((truth(v_not(V('b', some))), unless))
        kept = [p for p in parts if p[0] is False] if value is False else parts
        return self.step('all', truth_name(value), [make() for _, make in kept], 'all of')

    # ---- expressions ----

    def make(self, world, e, env):
        key = (id(world), id(e), *[id(v) for v in env.values()])
        self.kept.append(env)
        return self.once(key, lambda: self.expression(world, e, env))

    @staticmethod
    def cut(text, op, always=False):
        return text if text and (always or len(text.encode()) <= LONGEST) else op

    def quoted(self, e, op=None):
        op = op or CORE.get(e.op, e.op)
        if getattr(e, 'tree', '') == 'paragraph':
            return {'all': 'all of', 'any': 'any of', 'none_of': 'none of'}.get(e.op) or f'at least {e.x} of'
        return self.cut(e.line, op)

    def expression(self, world, e, env):
        op, v = CORE.get(e.op, e.op), world.ev(e, env)
        if e.op in ('in', 'not_in'):
            return self.member(world, e, env, v)
        if e.op == 'is':
            return self.classified(world, e, env, v)
        if e.op == 'rows':
            list_ = v.k == 'l'
            value = {'table': e.x, 'rows': len(v.a) if list_ else 0, 'open': not list_ or bool(v.b)}
            return self.step('rows', value, [], self.quoted(e))
        if e.op == 'call' and world.version(world.program.defines[e.x]) is None:
            return self.step(op, value_json(v, e.type), [], self.quoted(e, op))  # a fault: what it is given is not looked at
        kids = [self.make(world, k, inner) for k, inner in self.kids(world, e, env, v)]
        details = {}
        if e.op == 'fact':
            details['fact'] = '/' + e.x
        elif e.op == 'field':
            record = world.ev(e.kids[0], env)
            if record.k == 'r' and isinstance(record.a, Place):
                details['fact'] = f'{record.a.pointer}/{e.x}'
        elif e.op in ('const', 'none'):
            details['const'] = self.constant(e, v)
        elif e.op == 'call':
            kids = [*kids, self.body(world, e, env, world.version(world.program.defines[e.x]))]
        return self.step(op, value_json(v, e.type), kids, self.quoted(e, op), **details)

    def body(self, world, e, env, version_):
        inner = dict(zip(version_.names, world.arguments([world.ev(k, env) for k in e.kids])))
        if not version_.cases:
            return self.make(world, version_.body, inner)
        self.kept.append(inner)
        pairs = [k for pair in version_.cases for k in pair] + [version_.otherwise]
        value = world.ev(e, env)
        kids = [self.make(world, k, inner) for k in self.cases(world, pairs, inner)]
        return self.step('cases', value_json(value, version_.otherwise.type), kids, self.cut(version_.line, 'cases'))

    def cases(self, world, kids, env):
        """Conditions all; values whose condition is not F; otherwise, when no condition is T."""
        ts = [truth(world.ev(k, env)) for k in kids[:-1:2]]
        for n, k in enumerate(kids[:-1]):
            if n % 2 == 0 or ts[n // 2] is not False:
                yield k
        if True not in ts:
            yield kids[-1]

    def kids(self, world, e, env, v):
        """The parts that a step rests on, each with the variables it is read with."""
        op, t = e.op, truth(v)
        if op in ('all', 'and', 'any', 'or', 'none_of'):
            wanted = {('all', False): False, ('and', False): False, ('any', True): True, ('or', True): True,
                      ('none_of', False): True}.get((op, t), ...)
            return [(k, env) for k in e.kids if wanted is ... or truth(world.ev(k, env)) is wanted]
        if op == 'if':
            return [(k, env) for k in self.cases(world, list(e.kids), env)]
        if op in ('some', 'every', 'no'):
            return self.quantified(world, e, env, t)
        if op == 'length':
            return [(e.kids[0], env)]
        if op in ('sum', 'greatest', 'least', 'count', 'list'):
            return self.aggregate(world, e, env)
        return [(k, env) for k in e.kids]

    def quantified(self, world, e, env, t):
        over = world.ev(e.kids[0], env)
        settled = {('some', True): True, ('no', False): True, ('every', False): False}.get((e.op, t), ...)
        out = [(e.kids[0], env)]
        for el, member in (over.a if over.k == 'l' else []):
            inner = {**env, e.x: el}
            body = truth(world.ev(e.kids[1], inner))
            if settled is ... or (body is settled and member is True):
                out.append((e.kids[1], inner))
        return out

    def aggregate(self, world, e, env):
        over, out = world.ev(e.kids[0], env), [(e.kids[0], env)]
        for el, _ in (over.a if over.k == 'l' else []):
            inner = {**env, e.x: el}
            if len(e.kids) > 2:
                out.append((e.kids[2], inner))
                if truth(world.ev(e.kids[2], inner)) is False:
                    continue
            out.append((e.kids[1], inner))
        return out

    def member(self, world, e, env, v):
        inside = truth(v) if e.op == 'in' else truth(v_not(v))
        kids = [self.make(world, k, env) for k in e.kids]
        out = self.step('in', truth_name(inside), kids, self.cut(e.line, 'in'))
        if e.op == 'in':
            return out
        return self.step('not', truth_name(truth(v)), [out], 'unless ' + e.line)

    def classified(self, world, e, env, v):
        form, labels = e.x
        x = world.ev(e.kids[0], env)
        parts = [(label, world.is_label(x, label)) for label in labels]
        many = form in ('none', 'not') or len(labels) > 1
        op = {'none': 'none_of', 'not': 'not'}.get(form, 'any')
        decides = {'any': True, 'none_of': True}.get(op)
        found = truth(v_any([p for _, p in parts]))
        kept = [label for label, p in parts if not many or op == 'not' or found is not True or truth(p) is decides]
        steps = [self.label(world, e, env, x, label) for label in kept]
        if not many:
            return steps[0]
        return self.step(op, truth_name(truth(v)), steps, self.cut(e.line, op))

    def label(self, world, e, env, x, label):
        """One label asked of one record: the classifying rules, or the class that is stated."""
        v, details = world.is_label(x, label), {'label': label}
        rules = [r for r in world.program.classifying if self.asks(r, x, label, e)]
        kids = []
        if not rules or x.k != 'r':
            kids.append(self.make(world, e.kids[0], env))
        if not rules and x.k == 'r' and isinstance(x.a, Place):
            name = next((f.name for f in self.library.fields[x.a.type.name].values() if f.type.asserted), None)
            if name:
                details['fact'] = f'{x.a.pointer}/{name}'
        if rules and x.k == 'r':
            for r in rules:
                if world.live(r) is not False and (truth(v) is not True or truth(world.act(r, x)) is True):
                    kids.append(self.act(world, r, x))
        return self.step('is', truth_name(truth(v)), kids, self.cut(e.line, 'is'), **details)

    def asks(self, r, x, label, e):
        from model import covers
        return covers(label, r.word)

    def constant(self, e, v):
        return self.print(v, e.type)

    def print(self, v, t):
        if v.k == 'n':
            return 'none'
        if v.k == 'b':
            return truth_name(v.a)
        if v.k == 'i' and t.kind == 'date':
            return iso(v.a)
        if v.k == 'i':
            unit = t.name if t.kind == 'quantity' else ''
            return human(self.library.units.shown(v.a, unit) if unit else v.a) + (f' {unit}' if unit else '')
        if v.k == 'l':
            parts = [self.print(x, t.of) for x, _ in v.a] + (['...'] if v.b else [])
            return '[' + ', '.join(parts) + ']'
        if v.k == 'r':
            fields = '; '.join(f'{k} = {self.print(x, self.library.fields[v.a.type_name][k].type)}'
                               for k, x in v.a.fields.items())
            return f'{v.a.type_name} {{{" " + fields + " " if fields else ""}}}'
        return json.dumps(v.a, ensure_ascii=False) if t.kind == 'text' else v.a

    # ---- against a document ----

    def differences(self, proof):
        """What of a document's proof does not follow; nothing when all does."""
        steps, ids, reached = proof['steps'], [], set()
        for n, step in enumerate(steps):
            if step['n'] != n or step.keys() - {'n', 'op', 'value', 'from', 'text', 'fact', 'label', 'provision', 'version', 'const'}:
                yield f'step {n}: its number or members'
                return
            if any(not isinstance(k, int) or isinstance(k, bool) or k >= n or k < 0 for k in step['from']):
                yield f'step {n} rests on itself or on a later step'
                return
            kids = [ids[k] for k in step['from']]
            if step['op'] == 'count' and len(kids) > 1 and self.lone(step, kids[:1]) is not None \
                    and all(steps[k]['op'] == 'slot' for k in step['from'][1:]) \
                    and self.elements(steps[step['from'][0]]) == [steps[k]['value'] for k in step['from'][1:]]:
                kids = kids[:1]  # the elements that a length counts
            found = self.lone(step, kids)
            if found is None and step == {'n': n, 'op': 'slot', 'value': step['value'], 'from': [], 'text': 'slot'}:
                found = -1 - n  # an element that a length counts: whatever else rests on it is no step
            if found is None:
                yield f'step {n} ({step["op"]}: {step["text"]} = {json.dumps(step["value"])}) is no step of this case'
                return
            ids.append(found)
        yield from self.root_differences(proof['roots'], ids)
        reached = {root['step'] for root in proof['roots']}
        for n in range(len(steps) - 1, -1, -1):
            if n in reached:
                reached |= set(steps[n]['from'])
        if len(self.whole.joined[0].worlds) == 1 and len(reached) != len(steps):
            yield f'step {min(set(range(len(steps))) - reached)}: nothing rests on it'
        acts = Counter(self.made[key] for key in self.made if key[0] in ('act', 'open'))
        found = Counter(n for n in ids if n in acts)
        if acts != found:
            yield f'an act or what is open stands there too often or too seldom: {self.say((acts - found) + (found - acts))}'
        missing = set(self.keys.values()) - set(ids)
        if missing:
            yield f'a step is missing: {self.say(missing)}'

    def say(self, ids):
        return next(k[0] for k, n in self.keys.items() if n == min(ids))

    @staticmethod
    def elements(step):
        return step['value']['list'] if isinstance(step['value'], dict) and 'list' in step['value'] else []

    def lone(self, step, kids):
        fields = {k: v for k, v in step.items() if k not in ('n', 'from')}
        return self.keys.get((json.dumps(fields, sort_keys=True), tuple(kids)))

    def root_differences(self, roots, ids):
        got = [{**r, 'step': ids[r['step']]} for r in roots]
        for mine, theirs in zip(self.roots, got):
            if mine != theirs:
                yield f'the root {theirs["what"]} of {theirs["provision"]} on {theirs["line"]} is another step'
                return
        if len(got) != len(self.roots):
            yield f'{len(got)} roots, not {len(self.roots)}'

"""The whole statement of a decision document, made a second time from policy, facts and day.

In:  a Library (load.py) and a case {"facts", "as_of", "assume", "world", "id", "resolutions"}.
Out: Whole: the statement but for its proof, and the worlds that derive.py reads the proof in.
Several regimes over the same facts; packs whose facts end; margins; digests (RFC 8785).
SPDX-License-Identifier: Apache-2.0
"""
import bisect
import copy
import hashlib
import json

import statement as st
from evaluate import World, key_text, whole
from model import day, iso, segments, show_number
from resolve import as_given, resolutions
from values import NO, Place, V, anything, equal, exact, truth, union

FIRST_DAY, LAST_DAY = day('0001-01-01'), day('9999-12-31')
ORDER_OF_EXIT = (12, 21, 10, 20, 11, 0)


def canonical(value):
    """RFC 8785, for what stands in documents: no floating point."""
    return json.dumps(value, sort_keys=True, separators=(',', ':'), ensure_ascii=False)


def digest(value):
    return 'sha256:' + hashlib.sha256(canonical(value).encode()).hexdigest()


class Memo(World):
    """A world that remembers what it evaluated, and finds the rows of a table by their keys."""
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known, self.called = {}, {}
        world = (self.text, self.assumed, id(self.without))
        self.period = self.facts.periods.setdefault(world, {})  # of parts that change on few days
        self.row_days = self.facts.row_days
        self.asked = []  # (rule, subject) of each act, in the order in which they were settled

    def find_act(self, r, subject):
        v = super().find_act(r, subject)
        if r.effect == 'classifies' and self.live(r) is not False:
            self.asked.append((r, subject))
        return v

    def ev(self, e, env):
        if e.op == 'var':
            return env[e.x]
        days = self.program.days_of(e)
        known, when = self.known, 0
        if days is not None:
            known, when = (self.period, bisect.bisect_right(days, self.lo)) if days else (self.facts.always, 0)
        key = (id(e), when, *[id(v) for v in env.values()])
        found = known.get(key)
        if found is None:
            found = known[key] = (self.ops[e.op](e, env), list(env.values()))
        return found[0]

    def do_call(self, e, env):
        define = self.program.defines[e.x]
        args = [self.ev(k, env) for k in e.kids]
        called = self.facts.called if self.program.days_of(e) == () else self.called
        key = (e.x, *map(id, args))
        if key not in called:
            called[key] = (self.call(define, args), args)
        return called[key][0]

    def arguments(self, args):
        """As their definition sees them; the same ones each time."""
        out = []
        for v in args:
            if id(v) not in self.facts.arguments:
                self.facts.arguments[id(v)] = (whole(v), v)
            out.append(self.facts.arguments[id(v)][0])
        return out

    def version(self, define):
        return next((v for v in define.versions if self.in_span(v)), None)

    def call(self, define, args):
        v = self.version(define)
        if v is None:
            return anything(frozenset((('fault', define.name),)), tuple(args))
        inner = dict(zip(v.names, self.arguments(args)))
        if v.cases:
            out = self.cases(v.cases, v.otherwise, inner, define.name)
        else:
            out = self.ev(v.body, inner)
        if v.unverified:
            out = V(out.k, out.a, out.b, out.c, (out, ('d', define.name, v.unverified)))
        return out

    def do_lookup(self, e, env):
        table = self.program.tables[e.x]
        keys = [self.ev(k, env) for k in e.kids]
        if table.hit == 'collect' and not all(k.k == 'w' for k in keys):
            return super().do_lookup(e, env)
        if not all(exact(k) for k in keys):
            return super().do_lookup(e, env)
        names = [name for key, name, _ in table.columns if key]
        found = self.rows_with(table, names, keys)
        rows, _ = self.rows_of(e.x)
        open_ = self.is_open(table)
        causes = union(keys) | ({('table', e.x)} if open_ else NO)
        types = [t for key, _, t in table.columns if key]
        asked = ('k', e.x, tuple(key_text(k, t) for k, t in zip(keys, types)))
        support = (('t', e.x), asked, *keys)
        for row in found:
            self.ask(row)
        live = [row for row in found if self.in_span(row)]
        if table.hit == 'collect':
            return V('l', [(V('r', row, s=(row.leaf, asked, *keys)), True) for row in live], open_,
                     frozenset((('table', e.x),)) if open_ else NO, support)
        if live:
            return V('r', live[0], s=(live[0].leaf, *support))
        return anything(causes, support) if open_ else V('n', s=support)

    def is_open(self, table):
        return table.complete_through is not None and self.hi > table.complete_through

    def rows_of(self, name):
        return super().rows_of(name)

    def rows_with(self, table, names, keys):
        index = self.program.index.get(table.name)
        if index is None:
            index = self.program.index[table.name] = {}
            for row in self.program.rows[table.name]:
                index.setdefault(tuple(word_of(row.fields[n]) for n in names), []).append(row)
        got = index.get(tuple(word_of(k) for k in keys), [])
        return [row for row in got if all(truth(equal(k, row.fields[n])) is True for k, n in zip(keys, names))]


def word_of(v):
    return v.k, v.a if v.k in 'wbi' else None


# ---- facts ----

def expand(library, facts):
    """Facts with the definitions that they name written out; {pointer: (definition, its mark)}."""
    marks = {}

    def value(x, t, pointer):
        if t.kind == 'record' and isinstance(x, str):
            d = library.defines[x][0][1]
            text = st_joined(d.kids[3], 'unverified')
            x = library.as_json(d.kids[4], t)
            if text:
                marks[pointer] = (x, d.text, text)
        if t.kind == 'record' and isinstance(x, dict) and 'state' not in x:
            fields = library.fields[t.name]
            return {k: value(v, fields[k].type, f'{pointer}/{k}') for k, v in x.items() if k in fields}
        if t.kind == 'list' and isinstance(x, list):
            return [value(v, t.of, f'{pointer}/{n}') for n, v in enumerate(x)]
        if t.kind == 'list' and isinstance(x, dict) and 'list' in x:
            return {**x, 'list': [value(v, t.of, f'{pointer}/{n}') for n, v in enumerate(x['list'])]}
        return x
    out = {k: value(v, library.fact_types[k], '/' + k) for k, v in facts.items() if k in library.fact_types}
    return out, {p: (name, text) for p, (_, name, text) in marks.items()}


def st_joined(heads, key):
    return '; '.join(value for k, value in heads if k == key)


def laid(library, layers, at):
    """(facts, resolutions, packs, {pointer: pack id}) of documents laid over one another.

    A pack that has ended on the day `at` says that its facts are stale; None: none has ended."""
    facts, given, packs, by = {}, [], [], {}

    def over(old, new, t, pointer, pack, stale):
        """What stands at a place after a new document; None says nothing."""
        if new is None:
            return old
        if t.kind == 'record' and isinstance(new, dict) and 'state' not in new:
            out = dict(old) if isinstance(old, dict) and 'state' not in old else {}
            for k, v in new.items():
                field = library.fields[t.name].get(k)
                if field:
                    got = over(out.get(k), v, field.type, f'{pointer}/{k}', pack, stale)
                    if got is not None:
                        out[k] = got
            return out
        for p in [p for p in by if p == pointer or p.startswith(pointer + '/')]:
            del by[p]
        if pack:
            mark(new, t, pointer, pack)
        return {'state': 'stale'} if stale and pack else copy.deepcopy(new)

    def mark(x, t, pointer, pack):
        if t.kind != 'record' or not isinstance(x, dict):
            by[pointer] = pack
        if t.kind == 'record' and isinstance(x, dict):
            for k, v in x.items():
                if k in library.fields[t.name] and v is not None:
                    mark(v, library.fields[t.name][k].type, f'{pointer}/{k}', pack)
        items = x.get('list') if isinstance(x, dict) else x
        if t.kind == 'list' and isinstance(items, list):
            for n, v in enumerate(items):
                if v is not None:
                    mark(v, t.of, f'{pointer}/{n}', pack)

    for layer in layers:
        if 'resolutions' in layer:
            given += layer['resolutions']
            continue
        pack, stale = None, False
        if 'pack' in layer:
            pack = layer['pack']
            packs.append(pack)
            stale = at is not None and pack.get('until') and day(pack['until']) < at
            layer = layer.get('facts', {})
        for k, v in layer.items():
            if k in library.fact_types:
                got = over(facts.get(k), v, library.fact_types[k], '/' + k, pack and pack['id'], stale)
                if got is not None:
                    facts[k] = got
    return facts, given, packs, by


class Places(dict):
    """The facts of a case, with what its worlds share."""
    def __init__(self, places):
        super().__init__(places)
        self.always, self.called, self.periods, self.row_days, self.arguments = {}, {}, {}, set(), {}


class WholeCase(st.Case):
    World = Memo

    def __init__(self, program, case):
        super().__init__(program, case)
        self.places = Places(self.places)

    def law(self, lo, hi):
        """Days are those of the calendar: from 0001-01-01 to 9999-12-31."""
        return super().law(max(lo, FIRST_DAY), min(hi, LAST_DAY))


class Whole:
    """All regimes of a library on one case."""
    def __init__(self, library, case):
        self.library, self.case = library, case
        layers = case['facts'] if isinstance(case.get('facts'), list) else [case.get('facts', {})]
        self.layers = layers + ([{'resolutions': case['resolutions']}] if case.get('resolutions') else [])
        at = self.law_day()
        at = LAST_DAY if at is None else at  # on a day that is not known whatever ends may have ended
        self.cases = self.cases_on(at)
        self.facts, _, self.packs, self.by = laid(library, self.layers, at)
        self.joined = [c.joined() for c in self.cases]
        self.lines = [c.lines(j) for c, j in zip(self.cases, self.joined)]

    def law_day(self):
        if self.case.get('as_of'):
            return day(self.case['as_of'])
        facts = laid(self.library, self.layers, None)[0]
        own = facts.get(self.library.law_dates[0]) if self.library.law_dates else None
        return day(own) if isinstance(own, str) else None

    def cases_on(self, at):
        facts, given, _, _ = laid(self.library, self.layers, at)
        facts, self.marks = expand(self.library, facts)
        return [WholeCase(p, {**self.case, 'facts': facts, 'resolutions': given})
                for p in self.library.programs.values()]

    # ---- the parts that span regimes ----

    def result_until(self):
        first = self.cases[0]
        if first.day is None:
            return {'result_until': None}
        base = [x.brief() for lines in self.lines for x in lines]
        ends = {d for x in first.resolutions for d in (day(x['on']), day(x['until']) + 1)}
        ends |= {day(p['until']) + 1 for p in self.packs if p.get('until')}
        ends |= {d for c in self.cases for d in c.program.law_breaks}
        at, seen, tried = first.day, self.row_days(self.joined, self.lines), 0
        while True:
            at = min((d for d in ends | seen if d > at), default=None)
            if at is None:
                return {'result_until': None}
            if tried == 1000:
                return {'result_until': iso(at - 1), 'beyond': 'unknown'}
            tried += 1
            cases = self.cases_on(at) if self.packs else self.cases
            for c in cases if self.packs else ():
                c.day, c.what_if, c.own = first.day, first.what_if, first.own
            then = [c.joined(at=at) for c in cases]
            lines = [c.lines(j) for c, j in zip(cases, then)]
            if [x.brief() for group in lines for x in group] != base:
                return {'result_until': iso(at - 1)}
            seen = self.row_days(then, lines)

    @staticmethod
    def row_days(joined, lines):
        return set().union(*(st.row_days(j, group) for j, group in zip(joined, lines)))

    def leaves(self):
        return [st.support(c, j, lines) for c, j, lines in zip(self.cases, self.joined, self.lines)]

    def unverified(self, leaves):
        out, said = [], set()
        for c, got in zip(self.cases, leaves):
            rules = [r for r in c.program.rules if ('acting', r.label, r.start) in got and r.unverified]
            out += [{'provision': r.label, 'version': st.version(r), 'text': r.unverified} for r in rules]
        every = set().union(*leaves)
        for name in sorted({x[1] for x in every if x[0] == 'r'}):
            table, n = name.rsplit('/', 1)
            row = self.cases[0].program.rows[table][int(n)]
            if row.unverified:
                out.append({'provision': name, 'version': None if row.start is None else iso(row.start),
                            'text': row.unverified})
        called = {x[1]: x[2] for x in every if x[0] == 'd'}
        for name in [n for n in self.library.defines if n in called]:
            said.add(name)
            out.append({'provision': name, 'version': None, 'text': called[name]})
        for pointer in sorted(x[1] for x in every if x[0] == 'f'):
            parts = pointer.split('/')
            for n in range(len(parts), 1, -1):
                name, text = self.marks.get('/'.join(parts[:n]), (None, None))
                if name and name not in said:
                    said.add(name)
                    out.append({'provision': name, 'version': None, 'text': text})
        return out

    def facts_json(self):
        first = self.cases[0]
        places, out = first.places, {}
        if first.as_of is not None and first.own is None and first.program.policy.law_date:
            out[first.program.policy.law_date] = first.as_of
        for name, place in places.items():
            act = self.library.facts[name].kind == 'act'
            x = None if act and place.state != 'known' else as_given(place)
            if x is not None and name not in out and not (act and x in (False, [])):
                out[name] = x
        return out

    def table_digest(self, name):
        table = next(t for t in self.library.model_tables if t.name == name)
        if table.digest:
            return 'sha256:' + table.digest
        text = ''
        for row in table.records:
            text += (iso(row.start) if row.start is not None else '0001-01-01') + ' '
            text += iso(row.end) if row.end is not None else ''
            text += canonical({n: cell_json(self.library, row.fields[n], t) for _, n, t in table.columns
                               if cell_json(self.library, row.fields[n], t) is not None}) + '\n'
        return 'sha256:' + hashlib.sha256(text.encode()).hexdigest()

    def statement(self):
        library, cases = self.library, self.cases
        first = cases[0]
        programs = [c.program for c in cases]
        shown = [[st.line_json(c, x) for x in lines] for c, lines in zip(cases, self.lines)]
        regimes, conflicts, missing = [], [], {}
        for c, lines, got in zip(cases, self.lines, shown):
            regime = st.regime_of(c, lines)
            regimes.append({'name': c.program.policy.module, 'title': c.program.policy.title or None,
                            **st.brief(regime), 'gate': regime['gate'], 'in_text': self.in_text(c, regime),
                            'open_subjects': regime['open_subjects']})
            causes = [caused for _, caused in got]
            conflicts += st.conflict_list(c, lines, causes)
            for m in st.all_missing(c, causes):
                merged = missing.setdefault(m['fact'], m)
                merged['for'] = sorted(set(merged['for']) | set(m['for']), key=segments)
        leaves = self.leaves()
        every = set().union(*leaves)
        rows = sorted({x[1] for x in every if x[0] == 'r'})
        tables = sorted({x.rsplit('/', 1)[0] for x in rows} | {x[1] for x in every if x[0] == 't'})
        known = min((p.policy.read_through for p in programs if p.policy.read_through is not None), default=None)
        source = None if first.day is None else '--as-of' if first.overridden() else first.pointer
        gate = max((r['gate'] for r in regimes), key=st.SEVERITY.get)
        exits = [st.exit_of(p, r, r['gate'], [x for x in conflicts if x['regime'] == r['name']])
                 for p, r in zip(programs, regimes)]
        lines = []
        for c, group, got in zip(cases, self.lines, shown):
            for x, (line, _) in zip(group, got):
                line['margins'] = list(margins(library, c, x))
                lines.append(line)
        provisions = []
        for c, got in zip(cases, leaves):
            provisions += [{'label': r.label, 'version': st.version(r)} for r in c.program.rules
                           if ('p', r.label, r.start) in got]
        return {
            'case': {'id': self.case.get('id'), 'title': self.case.get('title'), 'facts': digest(self.facts_json())},
            'law': {'as_of': None if first.day is None else iso(first.day), 'as_of_from': source,
                    'what_if': first.what_if, 'known_to': None if known is None else iso(known),
                    'past_known': known is not None and first.day is not None and first.day > known,
                    'policy': {'roots': sorted(library.roots), 'source': library.digest()},
                    'world': 'text' if first.text else 'enforced', 'assumed': sorted(first.assumed),
                    'tables': [{'name': t, 'complete_through': through(programs[0].tables[t]),
                                'digest': self.table_digest(t)} for t in tables]},
            'gate': gate, 'exit': next(x for x in ORDER_OF_EXIT if x in exits),
            'valid': {**self.result_until(), 'unverified_after': None if known is None else iso(known)},
            'regimes': regimes, 'lines': lines, 'missing': sorted(missing.values(), key=lambda m: m['fact']),
            'not_in_force': [x for c, j, group in zip(cases, self.joined, self.lines)
                             for x in st.not_in_force(c, j, group)],
            'not_checked': sorted({w for p in programs for w in p.policy.not_checked}),
            'unverified': self.unverified(leaves),
            'doubts': [{'provision': r.label, 'version': st.version(r), 'text': text}
                       for p, j, group in zip(programs, self.joined, self.lines) for r in p.rules
                       if any(r.index in x.acts for x in group) for text in j.doubts(r)],
            'conflicts': conflicts, 'resolutions': self.resolutions(),
            'attested': [{'pack': p['id'], 'by': p['by'], 'on': p['on'], 'until': p.get('until'),
                          'facts': sorted(k for k, v in self.by.items() if v == p['id'])}
                         for p in sorted(self.packs, key=lambda p: p['id'])],
            'depends_on': {'facts': sorted({x[1] for x in every if x[0] == 'f'}), 'provisions': provisions, 'rows': rows,
                           'lookups': st.asked_keys(every)}}

    def in_text(self, c, regime):
        if c.text:
            return None
        text = st.brief(st.regime_of(c, c.lines(c.joined(text=True))))
        return text if (text['low'], text['high']) != (regime['low'], regime['high']) else None

    def resolutions(self):
        """A resolution is applied when it is in some regime; else the first that says why."""
        got = [list(resolutions(c, j, group)) for c, j, group in zip(self.cases, self.joined, self.lines)]
        rank = ('unknown_flag', 'not_cleared', 'no_second_person', 'same_person', 'no_date', 'not_yet', 'ended',
                'not_raised', 'facts_changed', None)
        return [max(each, key=lambda x: rank.index(x['why'])) for each in zip(*got)]


def through(table):
    return None if table.complete_through is None else iso(table.complete_through)


def cell_json(library, v, t):
    if v.k == 'n':
        return {'state': 'none'}
    if v.k == 'l':
        return [cell_json(library, x, t.of) for x, _ in v.a]
    if v.k == 'b':
        return v.a
    if v.k == 'i' and t.kind == 'date':
        return iso(v.a)
    if v.k == 'i':
        return show_number(v.a) if t.kind == 'number' else f'{show_number(library.units.shown(v.a, t.name))} {t.name}'
    return v.a


# ---- margins ----

RELATION = {'>=': 'at_least', '<=': 'at_most', '>': 'more_than', '<': 'less_than'}
FLIPPED = {'>=': 'at_most', '<=': 'at_least', '>': 'less_than', '<': 'more_than'}


def is_constant(e):
    if e.op in ('fact', 'var', 'field', 'is', 'call', 'rows', 'lookup'):
        return False
    return all(is_constant(k) for k in e.kids)


def margins(library, case, line):
    """The comparisons with constants in the conditions that classify: of the item, as last read,
    and of its parts that were surely classified."""
    worlds = line.joined.worlds
    inside = line.place.pointer + '/' if line.place else '//'
    for r in case.program.rules:
        if r.effect != 'classifies' or r.when is None:
            continue
        last = next((w for w in reversed(worlds) if w.live(r) is not False), None)
        for world in worlds:
            for subject in [s for asked, s in world.asked if asked is r]:
                place = subject.a if subject is not None and isinstance(subject.a, Place) else None
                own = world is last and r.index in line.acts and (place is line.place if r.subject else True)
                part = place is not None and place.pointer.startswith(inside) and truth(world.act(r, subject)) is True
                if own or part:
                    env = {r.subject[0]: subject} if r.subject else {}
                    for out in walk(library, world, r.when, env, ''):
                        yield {'provision': r.label, 'subject': place.pointer if place else '/', **out}


def walk(library, world, e, env, limb):
    if e.op in RELATION:
        yield from margin(library, world, e, env, limb)
    elif e.op == 'call':
        define = world.program.defines[e.x]
        v = world.version(define)
        if v is not None and not v.cases:
            yield from walk(library, world, v.body, dict(zip(v.names, world.arguments([world.ev(k, env) for k in e.kids]))), limb)
    elif e.op in ('all', 'any', 'none_of', 'at_least', 'and', 'or', 'not'):
        for mark, k in zip(getattr(e, 'labels', ()) or [''] * len(e.kids), e.kids):
            yield from walk(library, world, k, env, limb + mark)


def margin(library, world, e, env, limb):
    a, b = (world.ev(k, env) for k in e.kids)
    constant = [is_constant(k) for k in e.kids]
    if constant[0] == constant[1] or not all(v.k == 'i' and v.a == v.b and e.kids[0].type.kind != 'date' for v in (a, b)):
        return
    value, limit, kid = (b, a, 0) if constant[0] else (a, b, 1)
    unit = e.kids[kid].type.name or e.kids[1 - kid].type.name
    def said(q, difference=False):
        return show_number(library.units.shown(q, unit, difference) if unit else q)
    yield {'limb': limb, 'value': said(value.a), 'relation': (FLIPPED if constant[0] else RELATION)[e.op],
           'limit': said(limit.a), 'unit': unit, 'over': said(value.a - limit.a, True),
           'holds': truth(world.ev(e, env)) is True}

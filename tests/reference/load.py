"""Makes programs of .licet files: names, types, units and tables, from GRAMMAR.md sections 2 to 4.

In:  paths of policies. Out: Library: one Program (program.py) for each regime, all over the same
facts. Each expression keeps its source on one line (`line`), which the proof quotes.
SPDX-License-Identifier: Apache-2.0
"""
import csv
import gc
import hashlib
import os
import re
from fractions import Fraction
from functools import lru_cache

import model
from model import Expr, Type, day
from program import Program
from read import Node, read_text, Unreadable
from values import RowRecord, V, composed, tidy

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
DAY_UNIT = 86400
ROLES = ('exclusion', 'default', 'exception', 'requirement', 'prohibition')
VOCABULARY = ('outcomes', 'reasons', 'policies', 'duties', 'flags', 'exclusions')
READ = {}  # rows of files, read once
BOOLEAN, NUMBER, TEXT, DATE, ECCN = (Type(k) for k in ('boolean', 'number', 'text', 'date', 'eccn'))


class Units(dict):
    """name -> scale to base units; compound names are worked out; offsets of affine ones."""
    def __init__(self):
        super().__init__()
        self.offsets = {}

    def __missing__(self, name):
        parts = re.split(r'([/*])', name)
        if len(parts) == 1:
            word = re.fullmatch(r'(.*[^\d^])\^?([2-9])', name)
            if word and word.group(1) in self:
                return self[word.group(1)] ** int(word.group(2))
            return Fraction(1)  # a currency
        scale = Fraction(self[parts[0]])
        for sign, part in zip(parts[1::2], parts[2::2]):
            scale = scale * self[part] if sign == '*' else scale / self[part]
        self[name] = scale
        return scale

    def base(self, number, name):
        return tidy(Fraction(number) * self[name] + self.offsets.get(name, 0))

    def shown(self, base, name, difference=False):
        return (Fraction(base) - (0 if difference else self.offsets.get(name, 0))) / self[name]


@lru_cache(maxsize=None)
def parsed(text, literate):
    """What was read once need not be read again: many policies import the same modules."""
    return read_text(composed(text), literate)


class Module:
    def __init__(self, name, path, text):
        self.name, self.path, self.text = name, path, text
        own, heads, self.declarations = parsed(text, path.endswith('.md'))
        self.own = own
        self.title = dict(heads).get('title', '')
        self.imports = [d.text for d in self.declarations if d.kind == 'import']


class ConstRecord:
    """A record of constants: its fields are known, or not given."""
    def __init__(self, type_name, fields):
        self.type_name, self.fields, self.leaf = type_name, fields, None

    def field(self, name):
        return self.fields[name]


class Library:
    def __init__(self, roots, folders=()):
        self.folders = [*folders, os.path.join(ROOT, 'stdlib')]
        self.modules, self.files, self.units = {}, {}, Units()
        self.bases = []
        self.add('licet.units')
        self.roots = [self.root(path) for path in roots]
        gc.disable()  # all that is made here stays
        self.collect()
        self.lower()
        gc.freeze()
        gc.enable()

    # ---- modules ----

    def root(self, path):
        if not path.endswith(('.licet', '.md')):
            self.add(path)
            return path
        with open(path, encoding='utf-8-sig') as f:
            text = f.read()
        probe = Module('', path, text)
        name = probe.own or os.path.basename(path).rsplit('.', 1)[0]
        base = os.path.dirname(os.path.abspath(path))
        for _ in name.split('.')[1:]:
            base = os.path.dirname(base)
        self.bases.append(base)
        self.keep(name, path, text)
        return name

    def keep(self, name, path, text):
        module = self.modules[name] = Module(name, path, text)
        for other in module.imports:
            self.add(other)

    def add(self, name):
        if name in self.modules:
            return
        stem = name.replace('.', '/')
        for folder in self.bases + self.folders:
            for end in ('.licet', '.md'):
                path = os.path.join(folder, stem + end)
                if os.path.exists(path):
                    with open(path, encoding='utf-8-sig', newline='') as f:
                        self.keep(name, path, f.read())
                    return
        raise Unreadable(f'no module {name}')

    def reach(self, name, seen=None):
        """The module and all that it imports."""
        seen = {} if seen is None else seen
        if name not in seen:
            seen[name] = True
            for other in self.modules[name].imports:
                self.reach(other, seen)
        return seen

    def digest(self):
        text = ''.join(f'{name} {hashlib.sha256(self.modules[name].text.encode()).hexdigest()}\n'
                       for name in sorted(self.modules, key=str.encode))
        return 'sha256:' + hashlib.sha256(text.encode()).hexdigest()

    # ---- declarations ----

    def collect(self):
        self.facts, self.records, self.enums, self.words, self.titles = {}, {}, {}, set(), {}
        self.defines, self.tables, self.rules, self.scenarios = {}, {}, [], []
        self.law_dates, self.regimes, self.read_through, self.not_checked = [], {}, {}, {}
        self.vocabulary = {}
        for _, module in sorted(self.modules.items(), key=lambda x: x[0].encode()):
            for d in module.declarations:
                self.declare(module, d)
        self.find_regimes()
        self.find_units()

    def declare(self, module, d):
        kind = d.kind
        if kind in ('fact', 'act'):
            self.facts[d.text] = d
        elif kind == 'record':
            self.records[d.text] = d
        elif kind == 'enum':
            self.enums[d.text] = [w.text for w in d.kids]
            self.words |= set(self.enums[d.text])
        elif kind == 'define':
            self.defines.setdefault(d.text, []).append((module, d))
        elif kind == 'table':
            self.tables[d.text] = (module, d)
        elif kind == 'rule':
            self.rules.append((module, d))
        elif kind == 'law_date':
            self.law_dates.append(d.text)
        elif kind == 'verdicts':
            self.regimes[d.text or module.name] = (module, d)
        elif kind == 'scenario':
            self.scenarios.append((module, d))
        elif kind in ('read_through', 'not_checked', 'unit', *VOCABULARY):
            self.vocabulary.setdefault(kind, []).append((module, d))

    def find_regimes(self):
        """module -> the regime that it sees."""
        self.regime_of = {}
        for name in self.modules:
            seen = self.reach(name)
            for regime, (module, _) in self.regimes.items():
                if module.name in seen and (name not in self.regime_of or module.name == name):
                    self.regime_of[name] = regime

    def find_units(self):
        self.unit_trees = {d.text: d for _, d in self.vocabulary.get('unit', [])}
        for name in self.unit_trees:
            self.unit(name)

    def unit(self, name):
        if name in self.units.keys():
            return self.units[name]
        tree = self.unit_trees.get(name)
        if tree is None or tree.kids[1] is None:
            self.units[name] = Fraction(1)
            return self.units[name]
        body, offset = tree.kids[1], None
        if body.kind in '+-' and len(body.kids) == 2:
            offset = self.measure(body.kids[1]) * (1 if body.kind == '+' else -1)
            body = body.kids[0]
        self.units[name] = self.measure(body)
        if offset is not None:
            self.units.offsets[name] = offset
        return self.units[name]

    def measure(self, tree):
        if tree.kind == 'number':
            return Fraction(tree.text)
        if tree.kind == 'name':
            return self.unit(tree.text)
        if tree.kind == 'pow':
            return self.measure(tree.kids[0]) ** tree.text
        left, right = map(self.measure, tree.kids)
        return left * right if tree.kind == '*' else left / right

    # ---- types ----

    def type(self, t):
        if t.kind == 'list':
            return Type('list', of=self.type(t.kids[0]), open=t.text == 'open')
        if t.kind == 'optional':
            return model.Type(**{**self.type(t.kids[0]).__dict__, 'optional': True})
        if t.kind == 'asserted':
            return Type('eccn', asserted=True)
        low, high = (self.bound(b, t) for b in (t.kids or (None, None)))
        if t.kind in ('quantity', 'money'):
            return Type('quantity', t.text, low=low, high=high)
        kind = {'integer': 'number'}.get(t.text, t.text)
        if t.text in self.records:
            return Type('record', t.text)
        if t.text in self.enums:
            return Type('enum', t.text)
        return Type(kind, low=low, high=high)

    def bound(self, b, t):
        if b is None:
            return None
        if b.kind == 'neg':
            return -self.bound(b.kids[0], t)
        if b.kind == 'date':
            return day(b.text)
        if b.kind == 'quantity':
            return self.units.base(*b.text)
        return tidy(Fraction(b.text) * (self.units[t.text] if t.kind in ('quantity', 'money') else 1))

    # ---- lowering ----

    def lower(self):
        self.fields = {name: {f.text: model.Fact(f.text, self.type(f.kids[0]), f.kids[1]) for f in d.kids[1]}
                       for name, d in self.records.items()}
        self.fact_list = [model.Fact(name, self.type(d.kids[0]), d.kids[1], d.kind == 'act')
                          for name, d in self.facts.items()]
        self.fact_types = {f.name: f.type for f in self.fact_list}
        self.results = {name: self.type(v[0][1].kids[1]) for name, v in self.defines.items()}
        self.columns = {}
        for name, (_, d) in self.tables.items():
            columns = [(key, n, self.type(t)) for key, n, t in d.kids[2]]
            self.columns[name] = columns
            self.fields['row ' + name] = {n: model.Fact(n, t) for _, n, t in columns}
        self.folding = {}
        self.model_defines = [self.lower_define(name, versions) for name, versions in self.defines.items()]
        self.model_tables = [self.lower_table(name, module, d) for name, (module, d) in self.tables.items()]
        self.programs = {}
        for regime in sorted(self.regimes):
            self.programs[regime] = self.make_program(regime)

    def span(self, heads, default=(None, None)):
        got = next((value for key, value in heads if key == 'span'), None)
        return self.days(*got) if got else default

    @staticmethod
    def days(start, end):
        until = None if end is None else day(end[1]) + (end[0] == 'through')
        return day(start), until

    def lower_define(self, name, versions):
        params = [(n, self.type(t)) for n, t in versions[0][1].kids[0]]
        out = []
        for _, d in versions:
            own, _, _, heads, tree = d.kids
            scope = {n: self.type(t) for n, t in own}
            start, end = self.span(heads)
            if tree.kind == 'cases':
                kids = [self.expr(k, scope) for k in tree.kids]
                version = model.Version(cases=list(zip(kids[:-1:2], kids[1:-1:2])), otherwise=kids[-1], start=start, end=end)
                version.line = tree.line
            else:
                version = model.Version(body=self.expr(tree, scope), start=start, end=end)
            version.unverified = joined(heads, 'unverified')
            version.names = [n for n, _ in own]
            out.append(version)
        return model.Define(name, params, self.results[name], out)

    def lower_table(self, name, module, d):
        _, heads, _, hit, rows, file, through = d.kids
        columns = self.columns[name]
        table = model.Table(name, columns, hit, [], None if through is None else day(through))
        table.module, table.records = module, []
        if file:
            path = os.path.join(os.path.dirname(module.path), file)
            with open(path, 'rb') as f:
                data = f.read()
            table.digest = hashlib.sha256(data).hexdigest()
            key = (name, table.digest, str(columns))
            if key not in READ:
                self.read_csv(table, composed(data.decode('utf-8-sig')))
                READ[key] = table.rows, table.records
            table.rows, table.records = READ[key]
        else:
            table.digest = None
            for n, (cells, start, end, mark) in enumerate(rows):
                start, end = self.days(start, end) if start else (None, self.days('1970-01-01', end)[1] if end else None)
                values = [self.constant(cell, t) for cell, (_, _, t) in zip(cells, columns)]
                self.add_row(table, n, values, start, end, mark)
        return table

    def add_row(self, table, n, values, start, end, mark):
        row = RowRecord(table, n, values, start, end)
        row.unverified = mark
        table.records.append(row)
        table.rows.append(model.Row([], start, end))

    def read_csv(self, table, text):
        lines = csv.reader(text.splitlines())
        head = next(lines)
        for n, cells in enumerate(c for c in lines if c):
            got = dict(zip(head, cells))
            values = [self.cell(got.get(name, ''), t) for _, name, t in table.columns]
            start = day(got['from']) if got.get('from') else None
            end = day(got['until']) if got.get('until') else None
            self.add_row(table, n, values, start, end, got.get('unverified', ''))

    def cell(self, text, t):
        if t.kind == 'list':
            return V('l', [(self.cell(x, t.of), True) for x in text.split(';') if x], False)
        if t.optional and text == 'none':
            return V('n')
        if t.kind == 'boolean':
            return V('b', text == 'true')
        if t.kind == 'date':
            return V('i', day(text), day(text))
        if t.kind in ('number', 'quantity'):
            number, _, unit = text.partition(' ')
            base = self.units.base(number, unit) if unit else tidy(Fraction(number))
            return V('i', base, base)
        return V('w', text)

    def make_program(self, regime):
        module, d = self.regimes[regime]
        title, verdicts = d.kids
        chain = [model.Verdict(v.text, v.kids[0], v.kids[1]) for v in verdicts]
        if not any(v.roles for v in chain):
            for role, v in zip(ROLES, chain):
                v.roles = [role]
        words = {kind: [w for m, x in self.vocabulary.get(kind, []) for w in x.kids
                        if self.regime_of.get(m.name, regime) == regime] for kind in VOCABULARY}
        names = {kind: [model.Word(w.text, w.kids[0].get('code', ''), w.kids[0].get('raises', '')) for w in got]
                 for kind, got in words.items()}
        policy = model.Policy(regime, title, chain, **names, enums=self.enums, records=[], units=[],
                              facts=self.fact_list, law_date=self.law_dates[0] if self.law_dates else None)
        policy.defines, policy.tables = self.model_defines, self.model_tables
        policy.rules = [self.lower_rule(m, r) for m, r in self.rules if self.regime_of[m.name] == regime]
        policy.not_checked = sorted({w.text for m, x in self.vocabulary.get('not_checked', []) for w in x.kids
                                     if self.regime_of.get(m.name, regime) == regime})
        through = [day(x.text) for m, x in self.vocabulary.get('read_through', [])
                   if self.regime_of.get(m.name, regime) == regime]
        policy.read_through = min(through, default=None)
        return Ruled(policy, self)

    def lower_rule(self, module, d):
        title, subject, heads, effect, when, exceptions, duties = d.kids
        scope = {subject[0]: self.element(subject[1])} if subject else {}
        verb = effect[0]
        start, end = self.span(heads)
        rule = model.Rule(d.text, verb, title, subject, start=start, end=end)
        rule.doubts = [(*self.days(*value[:2]), value[2]) for key, value in heads if key == 'doubtful']
        rule.over = [x for key, value in heads if key == 'over' for x in value]
        rule.under = [x for key, value in heads if key == 'under' for x in value]
        rule.proposed = joined(heads, 'proposed')
        rule.cites, rule.source = joined(heads, 'cites'), joined(heads, 'source')
        rule.unverified = joined(heads, 'unverified')
        if verb == 'classifies':
            rule.word = effect[1]
        elif verb == 'authorizes':
            rule.all_but, rule.targets = effect[1] == 'all', effect[2]
        elif verb == 'reviews':
            rule.word, rule.targets = effect[1], effect[2]
        elif verb in ('suspends', 'unenforces'):
            rule.targets = effect[2]
        elif effect[1]:
            rule.word = effect[1][0]
            rule.reason = next((e.text for key, e in effect[1][1] if key == 'reason'), '')
        if verb == 'obliges':
            rule.duties = [self.duty(effect[1], 0, 'plain', '', scope)]
        rule.duties += [self.duty(term, days, way, anchor, scope) for term, days, way, anchor in duties]
        rule.when = self.expr(when, scope) if when is not None else None
        rule.exceptions = [(mark, self.expr(e, scope)) for mark, e in exceptions]
        return rule

    def duty(self, term, days, way, anchor, scope):
        args = []
        for key, e in term[1]:
            calls = e.kind == 'call' or (e.kind == 'name' and e.text in self.defines)
            said = self.expr(e, scope) if calls else e.text if e.kind == 'text' else e.line
            args.append((key, said))
        amount = days and tidy(self.units.base(*days.text) / DAY_UNIT)
        return model.Duty(term[0], args, way, amount, anchor)

    def element(self, path):
        head, *rest = path.split('.')
        t = self.fact_types[head]
        for name in rest:
            t = self.fields[t.name][name].type
        return t.of

    # ---- expressions ----

    def expr(self, n, scope):
        kind = n.kind
        if kind in ('elements', 'make', 'number', 'quantity', 'date', 'text', 'label', 'true', 'false', 'none',
                    'unknown'):
            constant = self.fold(n)
            if constant is not None:
                if constant.k == 'n':
                    return made('none', (), None, TEXT, n)
                return made('const', (), constant if constant.k in 'lr' else constant.a, self.constant_type(n), n)
        return getattr(self, 'x_' + {'+': 'arith', '-': 'arith', '*': 'arith', '/': 'arith', '=': 'relation', '!=': 'relation',
                                     '<': 'relation', '<=': 'relation', '>': 'relation', '>=': 'relation', 'if': 'cases',
                                     'and': 'junction', 'or': 'junction', 'in': 'member', 'not_in': 'member',
                                     'not': 'negate'}.get(kind, kind))(n, scope)

    def kids(self, n, scope):
        return tuple(self.expr(k, scope) for k in n.kids)

    def x_name(self, n, scope):
        name = n.text
        if name in scope:
            return made('var', (), name, scope[name], n)
        if name in self.fact_types:
            return made('fact', (), name, self.fact_types[name], n)
        if name in self.defines and not (self.defines[name][0][1].kids[0] and name in self.words):
            return made('call', (), name, self.results[name], n)
        if name in self.tables:
            return made('rows', (), name, Type('list', of=Type('record', 'row ' + name)), n)
        return made('const', (), name, Type('enum'), n)

    def x_field(self, n, scope):
        of = self.expr(n.kids[0], scope)
        field = self.fields[of.type.name][n.text]
        return made('field', (of,), n.text, field.type, n)

    def x_call(self, n, scope):
        name = n.text
        if name in self.defines:
            return made('call', self.kids(n, scope), name, self.results[name], n)
        if name == 'add_months':
            return made('add_months', self.kids(Node('', '', n.kids[:2]), scope), n.kids[2].text, DATE, n)
        kids = self.kids(n, scope)
        if name in ('sum', 'greatest', 'least', 'count', 'list', 'length'):
            of = kids[0].type.of
            if name == 'length':
                return made('length', kids, None, NUMBER, n)
            return made(name, (kids[0], made('var', (), ' it', of, Node('', line='slot'))), ' it', of, n)
        t = {'union': kids[0].type, 'within': BOOLEAN, 'entry': ECCN}.get(name, kids[0].type)
        return made(name, kids, None, t, n)

    def x_comprehend(self, n, scope):
        name, variable = n.text
        over = self.expr(n.kids[0], scope)
        inner = {**scope, variable: over.type.of}
        rest = tuple(self.expr(k, inner) for k in n.kids[1:])
        t = NUMBER if name == 'count' else Type('list', of=rest[0].type) if name == 'list' else rest[0].type
        return made(name, (over, *rest), variable, t, n)

    def x_elements(self, n, scope):
        kids = self.kids(n, scope)
        return made('elements', kids, n.text, Type('list', of=kids[0].type if kids else TEXT), n)

    def x_lookup(self, n, scope):
        row = Type('record', 'row ' + n.text)
        table = self.tables[n.text][1]
        t = Type('list', of=row) if table.kids[3] == 'collect' else row
        return made('lookup', self.kids(n, scope), n.text, t, n)

    def x_neg(self, n, scope):
        kids = self.kids(n, scope)
        return made('neg', kids, None, kids[0].type, n)

    def x_pow(self, n, scope):
        return made('pow', self.kids(n, scope), n.text, NUMBER, n)

    def x_arith(self, n, scope):
        a, b = self.kids(n, scope)
        dates = (a.type.kind == 'date', b.type.kind == 'date')
        if all(dates):
            days = made('-', (a, b), None, NUMBER, n)
            return made('*', (days, self.seconds()), None, Type('quantity', 's'), n)
        if dates[0]:
            b = self.in_days(b)
        if dates[1]:
            a = self.in_days(a)
        t = DATE if any(dates) else a.type if n.kind in '+-' else Type('quantity', '')
        return made(n.kind, (a, b), None, t, n)

    @staticmethod
    def seconds():
        return made('const', (), DAY_UNIT, NUMBER, Node('', line='const'))

    def in_days(self, e):
        ratio = made('/', (e, self.seconds()), None, NUMBER, Node('', line=e.line))
        return made('whole', (ratio,), None, NUMBER, Node('', line=e.line))

    def x_relation(self, n, scope):
        return made(n.kind, self.kids(n, scope), None, BOOLEAN, n)

    def x_member(self, n, scope):
        return made(n.kind, self.kids(n, scope), None, BOOLEAN, n)

    def x_is(self, n, scope):
        return made('is', self.kids(n, scope), n.text, BOOLEAN, n)

    def x_negate(self, n, scope):
        return made('not', self.kids(n, scope), None, BOOLEAN, n)

    def x_junction(self, n, scope):
        return made(n.kind, self.kids(n, scope), None, BOOLEAN, n)

    def quantified(self, n, scope):
        over = self.expr(n.kids[0], scope)
        body = self.expr(n.kids[1], {**scope, n.text: over.type.of})
        return made(n.kind, (over, body), n.text, BOOLEAN, n)
    x_some = x_every = x_no = quantified

    def x_cases(self, n, scope):
        kids = self.kids(n, scope)
        return made('if', kids, None, kids[-1].type, n)

    def x_paragraph(self, n, scope):
        form, count = n.text
        op = {'none': 'none_of'}.get(form, form)
        kids = tuple(self.expr(k.kids[0], scope) for k in n.kids)
        out = made(op, kids, count, BOOLEAN, n)
        object.__setattr__(out, 'labels', tuple(k.text for k in n.kids))
        return out

    # ---- constants ----

    def constant_type(self, n):
        if n.kind in ('true', 'false'):
            return BOOLEAN
        if n.kind == 'quantity':
            return Type('quantity', n.text[1])
        if n.kind == 'elements':
            return Type('list', of=self.constant_type(n.kids[0]) if n.kids else TEXT)
        if n.kind == 'make':
            return Type('record', n.text)
        return {'number': NUMBER, 'date': DATE, 'text': TEXT, 'label': ECCN}.get(n.kind, Type('enum'))

    def fold(self, n):
        """The value of a tree without facts, or None."""
        kind = n.kind
        if kind in ('true', 'false'):
            return V('b', kind == 'true')
        if kind == 'none':
            return V('n')
        if kind == 'unknown':
            return V('t')
        if kind == 'date':
            return V('i', day(n.text), day(n.text))
        if kind in ('number', 'quantity'):
            base = tidy(Fraction(n.text)) if kind == 'number' else self.units.base(*n.text)
            return V('i', base, base)
        if kind in ('text', 'label'):
            return V('w', n.text)
        if kind == 'elements':
            parts = [self.fold(k) for k in n.kids]
            return None if None in parts else V('l', [(p, True) for p in parts], bool(n.text))
        if kind == 'make':
            fields = {b.text: self.fold(b.kids[0]) for b in n.kids}
            return None if None in fields.values() else V('r', ConstRecord(n.text, fields))
        if kind == 'name':
            return self.fold_name(n.text)
        if kind in ('+', '-', '*', '/', 'neg', 'pow'):
            return self.fold_arithmetic(n)
        if kind == 'call' and n.text == 'union':
            parts = [self.fold(k) for k in n.kids]
            return None if None in parts else V('l', [x for p in parts for x in p.a], any(p.b for p in parts))
        return None

    def fold_name(self, name):
        if name in self.defines and not (self.defines[name][0][1].kids[0] and name in self.words):
            versions = self.defines[name]
            d = versions[0][1]
            if len(versions) > 1 or d.kids[0] or d.kids[4].kind == 'cases':
                return None
            return self.fold(d.kids[4])
        if name in self.fact_types or name in self.tables:
            return None
        return V('w', name) if name in self.words or re.fullmatch('[A-Z]{2}|EAR99', name) else None

    def fold_arithmetic(self, n):
        parts = [self.fold(k) for k in n.kids]
        if None in parts or any(p.k != 'i' for p in parts):
            return None
        a, b = parts[0].a, parts[-1].a
        if n.kind == '/' and b == 0:
            return None
        value = {'+': lambda: a + b, '-': lambda: a - b, '*': lambda: a * b, '/': lambda: Fraction(a) / b,
                 'neg': lambda: -a, 'pow': lambda: Fraction(a) ** n.text}[n.kind]()
        return V('i', tidy(value), tidy(value))

    def constant(self, n, t):
        value = self.fold(n)
        return V('w', n.text) if value is None else value

    # ---- scenarios ----

    def as_json(self, n, t):
        """A constant of a scenario as facts say it."""
        if n.kind == 'unknown':
            return None
        if n.kind == 'none':
            return {'state': 'none'}
        if n.kind == 'name' and n.text in self.defines:
            return self.as_json(self.defines[n.text][0][1].kids[4], t)
        if t.kind == 'list':
            if n.kind == 'call':
                parts = [self.as_json(k, t) for k in n.kids]
                return [x for p in parts for x in p]
            items = [self.as_json(k, t.of) for k in n.kids]
            return {'list': items, 'complete': False} if n.text else items
        if t.kind == 'record':
            return {b.text: self.as_json(b.kids[0], self.fields[t.name][b.text].type) for b in n.kids}
        value = self.fold(n)
        if t.kind == 'quantity':
            return f'{model.show_number(self.units.shown(value.a, t.name))} {t.name}'
        if t.kind == 'number':
            return model.show_number(value.a)
        if t.kind == 'date':
            return model.iso(value.a)
        return value.a if value is not None else n.text

    def bind(self, facts, binds):
        for b in binds:
            *path, last = b.text.split('.')
            holder, t = facts, None
            for name in path:
                t = self.fields[t.name][name].type if t else self.fact_types[name]
                if not isinstance(holder.get(name), dict):
                    holder[name] = {}
                holder = holder[name]
            t = self.fields[t.name][last].type if t else self.fact_types[last]
            holder[last] = self.as_json(b.kids[0], t)

    def cases(self):
        """(title, case) of all groups of the scenarios of the roots, each once."""
        import copy
        for module, d in self.scenarios:
            if module.name not in self.roots:
                continue
            _, as_of, given, groups = d.kids
            base = {}
            self.bind(base, given)
            for n, (assume, at, changes, _) in enumerate(groups):
                facts = copy.deepcopy(base)
                self.bind(facts, changes)
                case = {'id': f'{d.text} #{n}', 'facts': facts}
                if at or as_of:
                    case['as_of'] = at or as_of
                if assume:
                    case['assume'] = assume
                yield case


class Ruled(Program):
    """A program whose tables, records and units are the library's."""
    def __init__(self, policy, library):
        self.library = library
        self.read_fields = library.fields
        super().__init__(policy)
        self.fields, self.units = library.fields, library.units
        self.index, self.changes = {}, {}

    # ---- the days on which the value of an expression can change; None: any day ----

    def days_of(self, e):
        if id(e) not in self.changes:
            self.changes[id(e)] = self.find_days(e)
        return self.changes[id(e)]

    def find_days(self, e):
        flips = set(self.flips(e))
        if flips:
            return tuple(sorted(flips))
        if e.op == 'fact' and e.x == self.policy.law_date:
            return None
        own, parts = set(), list(e.kids)
        if e.op in ('rows', 'lookup'):
            table = self.tables[e.x]
            own = {d for r in table.rows for d in (r.start, r.end)}
            own |= {None if table.complete_through is None else table.complete_through + 1}
        elif e.op == 'call':
            for v in self.defines[e.x].versions:
                own |= {v.start, v.end}
                parts += [x for pair in v.cases for x in pair] + [x for x in (v.otherwise, v.body) if x is not None]
        days = [self.days_of(x) for x in parts]
        if e.op == 'is':
            days += [self.days_of_rule(r) for label in e.x[1] for r in self.classifying if model.covers(label, r.word)]
        if None in days:
            return None
        return tuple(sorted((own - {None}).union(*days)))

    def days_of_rule(self, r):
        """Of the act of a rule."""
        if id(r) not in self.changes:
            days = [self.days_of(x) for x in self.roots(r)] + [self.days_of_rule(s) for s in self.beaters[r.index]]
            own = {r.start, r.end, *(d for start, end, _ in r.doubts for d in (start, end))} - {None}
            self.changes[id(r)] = None if None in days else tuple(sorted(own.union(*days)))
        return self.changes[id(r)]

    # ---- what the library says ----

    def row_records(self, policy):
        return {t.name: t.records for t in policy.tables}

    def check(self):
        """The policy checks: that is said by `licet check`."""


def joined(heads, key):
    return '; '.join(value for k, value in heads if k == key)


def made(op, kids, x, t, n):
    e = Expr(op, tuple(kids), x, t)
    object.__setattr__(e, 'line', n.line)
    object.__setattr__(e, 'tree', n.kind)
    return e

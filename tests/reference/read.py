"""Reads .licet text into trees: the notation of GRAMMAR.md section 3.12, nothing of its meaning.

A second reader, so that the proof checker need not trust the first. It takes policies that
check; of mistakes it only says that it cannot read them. Trees are Node(kind, text, kids).
SPDX-License-Identifier: Apache-2.0
"""
import re

TOKEN = re.compile(r'''(?P<space>[\s\ufeff]+|(?:(?<=\s)|(?<![\s\S]))--[^\r\n]*)
    | (?P<text>"(?:[^"\\\r\n]|\\["\\n])*") | (?P<date>\d{4}-\d\d-\d\d)
    | (?P<label>\d[A-Z]\d{3}(?:\.\w+)*|\d+\.\d+(?:\([A-Za-z0-9_]+\))+)
    | (?P<number>\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?) | (?P<word>[^\W\d]\w*)
    | (?P<sign>\.\.\.|\.\.|!=|<=|>=|[-{}\[\]();:,.|+*/^=<>])''', re.X)
UNIT = re.compile(r'[ \t]+([^\W\d]\w*(?:[/*][^\W\d]\w*)*)')
ITEM = re.compile(r'\s*\(([A-Za-z0-9_]+)\)(?=\s)')
RESERVED = set('''module import law fact act enum record unit verdicts outcomes reasons policies duties flags
    exclusions define native table rule scenario when except with and or not in is if then otherwise some
    every no all any none true false unknown for each satisfies at exceeding optional quantity given expect
    assuming'''.split())
NO_UNIT = RESERVED | {'from', 'until', 'through', 'before', 'after', 'where', 'of', 'least', 'most', 'more',
                      'less', 'unverified'}
RELATION = {'=': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>='}
IN_WORDS = {('at', 'least'): '>=', ('at', 'most'): '<=', ('more', 'than'): '>', ('less', 'than'): '<'}


class Unreadable(Exception):
    """Not in the notation."""


class Node:
    """kind, text, kids, and where it stands: line is its source on one line."""
    __slots__ = ('kind', 'text', 'kids', 'line')

    def __init__(self, kind, text='', kids=(), line=''):
        self.kind, self.text, self.kids, self.line = kind, text, list(kids), line

    def __repr__(self):
        return f'{self.kind}({self.text!r}, {self.kids!r})'


class Token:
    __slots__ = ('kind', 'text', 'at', 'end')

    def __init__(self, kind, text, at, end):
        self.kind, self.text, self.at, self.end = kind, text, at, end


def fenced(text):
    """A literate file with all but its blocks blanked, offsets kept."""
    out, inside = [], False
    for line in text.splitlines(True):
        fence = line.lstrip().startswith('```')
        if fence:
            inside = not inside and line.strip()[3:].split()[:1] == ['licet']
        out.append(line if inside and not fence else re.sub(r'[^\r\n]', ' ', line))
    return ''.join(out)


def one_line(text):
    """Comments go, runs of blanks become one blank."""
    return ' '.join(re.sub(r'(^|[ \n])--[^\n]*', r'\1', text).split())


class Reader:
    def __init__(self, text):
        self.text, self.tokens, self.i = text, [], 0
        at = 0
        while at < len(text):
            match = TOKEN.match(text, at)
            if not match:
                raise Unreadable(f'line {text.count(chr(10), 0, at) + 1}: {text[at:at + 20]!r}')
            if match.lastgroup != 'space':
                self.tokens.append(Token(match.lastgroup, match.group(), at, match.end()))
            at = match.end()
        self.tokens.append(Token('end', '', len(text), len(text)))

    # ---- tokens ----

    @property
    def now(self):
        return self.tokens[self.i]

    def ahead(self, n=1):
        return self.tokens[min(self.i + n, len(self.tokens) - 1)].text

    def fail(self, wanted):
        at = self.now.at
        raise Unreadable(f'line {self.text.count(chr(10), 0, at) + 1}: expected {wanted}, found {self.now.text!r}')

    def is_(self, *texts):
        return all(self.ahead(n) == text and self.tokens[min(self.i + n, len(self.tokens) - 1)].kind in ('word', 'sign')
                   for n, text in enumerate(texts))

    def take(self, *texts):
        """Whether these tokens stand here; they are passed over."""
        if self.is_(*texts):
            self.i += len(texts)
            return True
        return False

    def need(self, *texts):
        if not self.take(*texts):
            self.fail(' '.join(texts))

    def next(self, kind=None):
        token = self.now
        if kind and token.kind != kind:
            self.fail(kind)
        self.i += 1
        return token.text

    def string(self):
        return re.sub(r'\\(.)', lambda m: '\n' if m.group(1) == 'n' else m.group(1), self.next('text')[1:-1])

    def maybe_string(self):
        return self.string() if self.now.kind == 'text' else ''

    def line_from(self, first):
        return one_line(self.text[self.tokens[first].at:self.tokens[self.i - 1].end])

    def node(self, first, kind, text='', kids=()):
        return Node(kind, text, kids, self.line_from(first))

    # ---- names and labels ----

    def path(self):
        out = self.next('word')
        while self.is_('.') and self.tokens[self.i + 1].kind == 'word':
            self.i += 1
            out += '.' + self.next('word')
        return out

    def label(self):
        if self.now.kind in ('label', 'number'):
            return self.next()
        return self.path()

    def listed(self, one):
        out = [one()]
        while self.take(','):
            out.append(one())
        return out

    def labels(self):
        return self.listed(self.label)

    # ---- expressions ----

    def expr(self):
        first = self.i
        if self.now.text in ('some', 'every', 'no') and self.now.kind == 'word':
            form = self.next()
            name = self.next('word')
            self.need('in')
            over = self.postfix()
            self.need('satisfies')
            return self.node(first, form, name, [over, self.expr()])
        if self.take('if'):
            when = self.expr()
            self.need('then')
            then = self.expr()
            self.need('otherwise')
            return self.node(first, 'if', '', [when, then, self.expr()])
        left = self.unary()
        for word in ('and', 'or'):
            if self.is_(word):
                kids = [left]
                while self.take(word):
                    kids.append(self.unary())
                return self.node(first, word, '', kids)
        return left

    def unary(self):
        first = self.i
        if self.take('not'):
            return self.node(first, 'not', '', [self.unary()])
        return self.comparison()

    def relation(self):
        if self.now.kind == 'sign' and self.now.text in RELATION:
            return RELATION[self.next()]
        if self.take('exceeding'):
            return '>'
        pair = (self.now.text, self.ahead())
        if pair in IN_WORDS and self.now.kind == 'word':
            self.i += 2
            return IN_WORDS[pair]
        return None

    def comparison(self):
        first, left = self.i, self.sum()
        for op, words in (('not_in', ('not', 'in')), ('in', ('in',))):
            if self.take(*words):
                return self.node(first, op, '', [left, self.sum()])
        if self.take('is'):
            form = 'not' if self.take('not') else self.next() if self.now.text in ('any', 'none') and self.ahead() == 'of' else ''
            if form in ('any', 'none'):
                self.need('of', '[')
                names = self.labels()
                self.need(']')
            else:
                names = [self.label()]
            return self.node(first, 'is', (form, tuple(names)), [left])
        op = self.relation()
        return self.node(first, op, '', [left, self.sum()]) if op else left

    def chain(self, signs, part):
        first, left = self.i, part()
        while self.now.kind == 'sign' and self.now.text in signs:
            left = (self.next(), left)
            left = self.node(first, left[0], '', [left[1], part()])
        return left

    def sum(self):
        return self.chain('+-', self.product)

    def product(self):
        return self.chain('*/', self.negation)

    def negation(self):
        first = self.i
        if self.take('-'):
            return self.node(first, 'neg', '', [self.negation()])
        left = self.postfix()
        if self.take('^'):
            return self.node(first, 'pow', int(self.next('number')), [left])
        return left

    def postfix(self):
        first, left = self.i, self.primary()
        while True:
            if self.is_('.') and self.tokens[self.i + 1].kind == 'word':
                self.i += 1
                left = self.node(first, 'field', self.next('word'), [left])
            elif self.is_('['):
                self.i += 1
                keys = self.listed(self.expr)
                self.need(']')
                left = self.node(first, 'lookup', left.text, keys)
            else:
                return left

    def number(self):
        first, text = self.i, self.next('number').replace('_', '')
        unit = UNIT.match(self.text, self.tokens[first].end)
        if unit and unit.group(1).split('/')[0].split('*')[0] not in NO_UNIT and not re.match(r'\s*\(', self.text[unit.end():unit.end() + 1]):
            while self.now.at < unit.end():
                self.i += 1
            return self.node(first, 'quantity', (text, unit.group(1)))
        return self.node(first, 'number', text)

    def primary(self):
        first, token = self.i, self.now
        if token.kind == 'number':
            return self.number()
        if token.kind in ('date', 'label'):
            return self.node(first, token.kind, self.next())
        if token.kind == 'text':
            text = self.string()
            return self.node(first, 'text', text)
        if self.take('('):
            inner = self.expr()
            self.need(')')
            inner.line = self.line_from(first)
            return inner
        if self.take('['):
            return self.elements(first)
        if token.kind != 'word':
            self.fail('an expression')
        if token.text in ('all', 'any', 'none') and self.ahead() == 'of' and self.ahead(2) == '{':
            self.i += 2
            return self.paragraph(first, token.text, 0)
        if token.text == 'at' and self.ahead() == 'least':
            self.i += 2
            n = int(self.next('number'))
            self.need('of')
            return self.paragraph(first, 'at_least', n)
        if token.text in ('true', 'false', 'unknown', 'none'):
            self.i += 1
            return self.node(first, token.text)
        name = self.next('word')
        if self.is_('('):
            return self.call(first, name)
        if self.is_('{') and name[:1].isupper():
            return self.node(first, 'make', name, self.binds())
        return self.node(first, 'name', name)

    def elements(self, first):
        kids, open_ = [], False
        while not self.take(']'):
            if self.take('...'):
                open_ = True
            else:
                kids.append(self.expr())
            if not self.is_(']'):
                self.need(',')
        return self.node(first, 'elements', open_, kids)

    def paragraph(self, first, form, n):
        self.need('{')
        kids = []
        while not self.take('}'):
            mark = ITEM.match(self.text, self.tokens[self.i - 1].end)
            label = ''
            if mark and self.now.text == '(' and self.ahead(2) == ')':
                label = f'({mark.group(1)})'
                self.i += 3
            kids.append(Node('item', label, [self.expr()]))
            if not self.is_('}'):
                self.need(';')
        return self.node(first, 'paragraph', (form, n), kids)

    def call(self, first, name):
        self.need('(')
        if self.take(')'):
            return self.node(first, 'call', name)
        value = self.expr()
        if self.take('for'):
            variable = self.next('word')
            self.need('in')
            kids = [self.postfix(), value]
            if self.take('where'):
                kids.append(self.expr())
            self.need(')')
            return self.node(first, 'comprehend', (name, variable), kids)
        kids = [value]
        while self.take(','):
            kids.append(self.expr())
        self.need(')')
        return self.node(first, 'call', name, kids)

    def binds(self):
        self.need('{')
        out = []
        while not self.take('}'):
            path = self.path()
            self.need('=')
            out.append(Node('bind', path, [self.expr()]))
            if not self.is_('}'):
                self.need(';')
        return out

    # ---- types ----

    def unit_name(self):
        out = self.next('word')
        while self.now.text in '/*' and self.now.kind == 'sign':
            out += self.next() + self.next('word')
        return out

    def bound(self):
        sign = '-' if self.take('-') else ''
        if self.now.kind == 'date':
            return Node('date', self.next())
        low = self.number()
        if low.kind == 'number' and self.take('/'):
            low = Node('number', f'{low.text}/{self.next("number")}')
        elif low.kind == 'number' and self.take('^'):
            low = Node('number', str(int(low.text) ** int(self.next('number'))))
        return Node('neg', '', [low]) if sign else low

    def type(self):
        if self.take('open'):
            return Node('list', 'open', self.list_of())
        if self.is_('list', 'of'):
            return Node('list', '', self.list_of())
        if self.take('optional'):
            return Node('optional', '', [self.type()])
        if self.take('asserted'):
            return Node('asserted', self.next('word'))
        if self.take('quantity', 'in'):
            base = Node('quantity', self.unit_name())
        elif self.take('money', 'in'):
            base = Node('money', self.next('word'))
        else:
            base = Node('type', self.next('word'))
        if self.is_('from') and self.tokens[self.i + 1].kind in ('number', 'date', 'sign'):
            self.i += 1
            low = self.bound()
            self.need('..')
            high = self.bound() if self.now.kind in ('number', 'date') or self.is_('-') else None
            base.kids = [low, high]
        return base

    def list_of(self):
        self.need('list', 'of')
        return [self.type()]

    # ---- declarations ----

    def file(self):
        """(module name or '', its heads, declarations)"""
        name, heads = '', []
        if self.take('module'):
            name = self.path()
            heads.append(('title', self.maybe_string()))
            while self.now.text in ('cites', 'source', 'note') and self.tokens[self.i + 1].kind == 'text':
                heads.append((self.next(), self.string()))
        out = []
        while self.now.kind != 'end':
            out.append(self.declaration())
        return name, heads, out

    def declaration(self):
        if self.take('law', 'date', '='):
            return Node('law_date', self.next('word'))
        if self.take('not', 'checked'):
            return Node('not_checked', '', self.words())
        if self.take('text', 'read', 'through'):
            return Node('read_through', self.next('date'))
        word = self.next('word')
        if word in ('outcomes', 'reasons', 'policies', 'duties', 'flags', 'exclusions'):
            return Node(word, '', self.words())
        return getattr(self, 'do_' + word)()

    def words(self):
        self.need('{')
        out = []
        while not self.take('}'):
            name, heads = self.next('word'), {'title': self.maybe_string()}
            while not self.is_(';') and not self.is_('}'):
                key = self.next('word')
                heads[key] = self.string() if self.now.kind == 'text' else self.next('word')
            out.append(Node('word', name, [heads]))
            self.take(';')
        return out

    def do_import(self):
        return Node('import', self.path())

    def do_verdicts(self):
        name = self.path() if self.now.kind == 'word' else ''
        title = self.maybe_string()
        self.need('{')
        out = []
        while not self.take('}'):
            verdict, roles = self.next('word'), []
            if self.take('for'):
                roles = self.listed(lambda: self.next('word'))
            blocks = self.take('blocks')
            out.append(Node('verdict', verdict, [roles, blocks, self.maybe_string()]))
            self.take(';')
        return Node('verdicts', name, [title, out])

    def do_enum(self):
        name = self.next('word')
        self.maybe_string()
        return Node('enum', name, self.words())

    def do_record(self):
        name, title = self.next('word'), self.maybe_string()
        self.need('{')
        out = []
        while not self.take('}'):
            field = self.next('word')
            self.need(':')
            out.append(Node('field', field, [self.type(), self.maybe_string()]))
            self.take(';')
        return Node('record', name, [title, out])

    def do_unit(self):
        name, title = self.next('word'), self.maybe_string()
        if self.take('logarithmic'):
            return Node('unit', name, [title, None])
        return Node('unit', name, [title, self.sum() if self.take('=') else None])

    def do_fact(self, kind='fact'):
        name = self.next('word')
        self.need(':')
        return Node(kind, name, [self.type(), self.maybe_string()])

    def do_act(self):
        return self.do_fact('act')

    def params(self):
        out = []
        if self.take('('):
            while not self.take(')'):
                name = self.next('word')
                self.need(':')
                out.append((name, self.type()))
                self.take(',')
        return out

    def span(self):
        start, end = self.next('date'), None
        if self.now.text in ('until', 'through') and self.tokens[self.i + 1].kind == 'date':
            end = (self.next(), self.next('date'))
        return start, end

    def heads(self):
        out = []
        while True:
            if self.now.kind == 'word' and self.tokens[self.i + 1].kind == 'text' and self.now.text in (
                    'cites', 'source', 'note', 'proposed', 'unverified', 'case', 'certainty'):
                out.append((self.next(), self.string()))
            elif self.take('lapses'):
                out.append(('lapses', ''))
            elif self.take('in', 'force', 'from'):
                out.append(('span', self.span()))
            elif self.take('doubtful', 'from'):
                out.append(('doubtful', (*self.span(), self.string())))
            elif self.take('notwithstanding'):
                out.append(('over', self.labels()))
            elif self.take('subject', 'to'):
                out.append(('under', self.labels()))
            else:
                return out

    def do_define(self):
        name, params = self.next('word'), self.params()
        self.need(':')
        kind, title, heads = self.type(), self.maybe_string(), self.heads()
        self.need('=')
        body = self.cases() if self.is_('{') else self.expr()
        return Node('define', name, [params, kind, title, heads, body])

    def cases(self):
        first, kids = self.i, []
        self.need('{')
        while self.take('when'):
            when = self.expr()
            self.need('then')
            kids += [when, self.expr()]
            self.need(';')
        self.need('otherwise')
        kids.append(self.expr())
        self.take(';')
        self.need('}')
        return self.node(first, 'cases', '', kids)

    def do_native(self):
        raise Unreadable('natives are not for this reader')

    def do_table(self):
        name, title, heads = self.next('word'), self.maybe_string(), self.heads()
        self.need('columns')
        columns = self.listed(self.column)
        self.need('hit')
        hit, rows, file = self.next('word'), [], ''
        if self.take('from'):
            file = self.string()
        else:
            self.need('rows', '{')
            while not self.take('}'):
                rows.append(self.row())
                self.take(';')
        through = self.next('date') if self.take('complete', 'through') else None
        return Node('table', name, [title, heads, columns, hit, rows, file, through])

    def column(self):
        key, name = self.is_('key') and self.ahead() != ':', ''
        self.i += key
        name = self.next('word')
        self.need(':')
        return key, name, self.type()

    def row(self):
        cells = [self.sum()]
        while self.take('|'):
            cells.append(self.sum())
        start = self.next('date') if self.take('from') else None
        end = (self.next(), self.next('date')) if self.now.text in ('until', 'through') else None
        mark = self.string() if self.take('unverified') else ''
        return cells, start, end, mark

    def do_rule(self):
        label, title, subject = self.label(), self.maybe_string(), None
        if self.take('for', 'each'):
            name = self.next('word')
            self.need('in')
            subject = (name, self.path())
        heads, effect = self.heads(), self.effect()
        when = self.expr() if self.take('when') else None
        exceptions, duties = [], []
        while self.take('except'):
            mark = '' if self.is_('when') else self.label()
            self.need('when')
            exceptions.append((mark, self.expr()))
        while self.take('with', 'duty'):
            term, days, way, anchor = self.term(), 0, 'plain', ''
            if self.now.kind == 'number':
                days = self.number()
                way, anchor = self.next('word'), self.path()
            duties.append((term, days, way, anchor))
        return Node('rule', label, [title, subject, heads, effect, when, exceptions, duties])

    def term(self):
        name, args = self.next('word'), []
        if self.take('('):
            while not self.take(')'):
                key = ''
                if self.now.kind == 'word' and self.ahead() == ':':
                    key = self.next()
                    self.i += 1
                args.append((key, self.expr()))
                self.take(',')
        return name, args

    def effect(self):
        verb = self.next('word')
        if verb == 'classifies':
            self.next('word')
            self.need('as')
            return verb, self.label()
        if verb == 'authorizes' and self.take('all'):
            if not self.take('not', 'in', '['):
                return verb, 'all', []
            names = self.labels()
            self.need(']')
            return verb, 'all', names
        if verb in ('authorizes', 'suspends', 'unenforces'):
            return verb, '', self.labels()
        if verb == 'reviews':
            names = self.labels()
            self.need('under')
            return verb, self.next('word'), names
        if verb == 'prohibits' and (self.now.kind != 'word' or self.now.text in NO_UNIT or self.now.text in RESERVED):
            return verb, None
        return verb, self.term()

    def do_scenario(self):
        title, heads = self.string(), self.heads()
        as_of = self.next('date') if self.take('as', 'of') else None
        self.need('given')
        given, groups = self.binds(), []
        while self.now.text in ('assuming', 'as', 'given', 'expect') and self.now.kind == 'word':
            groups.append(self.group())
        return Node('scenario', title, [heads, as_of, given, groups])

    def group(self):
        assume, at, changes, expects = [], None, [], []
        if self.take('assuming'):
            self.take('proposed')
            assume = self.labels()
        if self.take('as', 'of'):
            at = self.next('date')
        if self.take('given'):
            changes = self.binds()
        while self.is_('expect'):
            expects.append(self.expectation())
        return assume, at, changes, expects

    def expectation(self):
        """Only whether it is about the text of the law: findings are not this program's to believe."""
        first = self.i
        self.need('expect')
        while self.now.kind != 'end' and not (self.now.kind == 'word' and (
                self.now.text in ('expect', 'assuming', 'given') or (self.is_('as', 'of')) or self.starts())):
            self.i += 1
        return self.line_from(first)

    def starts(self):
        """A declaration begins here: at the start of a line, with its word."""
        at = self.now.at
        alone = at == 0 or self.text[at - 1] in '\n\r'
        return alone and self.now.text in ('scenario', 'define', 'rule', 'import', 'fact', 'act', 'record', 'enum', 'table',
                                           'unit', 'verdicts', 'outcomes', 'reasons', 'policies', 'duties', 'flags',
                                           'exclusions', 'law', 'not', 'text', 'native')


def read_file(path):
    with open(path, encoding='utf-8-sig') as f:
        text = f.read().replace('\r\n', '\n').replace('\r', '\n')
    return read_text(text, path.endswith('.md'))


def read_text(text, literate=False):
    return Reader(fenced(text) if literate else text).file()

#!/usr/bin/env python3
"""Mutation testing of the law: one small error at a time in stdlib/, and do the scenarios notice?

    tests/mutants/law.py                     200, of every kind as many as its part in the whole (at least 6)
    tests/mutants/law.py --count 20000       all of them (hours)
    tests/mutants/law.py --kinds             how many there are of each kind
    tests/mutants/law.py --only 742 -v       those in files whose path holds the word

Each mutant is tried against the scenario files that speak of the provision, then what is left
is tried in groups against all of them: who of a group a file notices is found by halves with that
file and taken out, and what no file notices survives. The share is weighted by kind.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import datetime
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'law'))
from source import closing, declarations, pieces, sources_of, tokens_of

LICET = os.environ.get('LICET', os.path.join(ROOT, 'build/release/licet'))
WORDED = {('at', 'least'): 'more than', ('more', 'than'): 'at least', ('at', 'most'): 'less than',
          ('less', 'than'): 'at most'}
SIGNED = {'<': '<=', '<=': '<', '>': '>=', '>=': '>', '=': '!=', '!=': '='}
WRITTEN = ('country', 'label', 'member', 'number', 'target', 'verdict')  # what a second reader copied
TIME = 120          # seconds for one file of scenarios; more is a hang


class Mutant:
    """path, [start, end) there, what stands there instead."""
    def __init__(self, kind, path, source, start, end, new, label):
        self.kind, self.path, self.start, self.end, self.new, self.label = kind, path, start, end, new, label
        self.line = source.count('\n', 0, start) + 1
        self.old = source[start:end]
        self.result = None

    def __str__(self):
        old, new = (' '.join(x.split()) for x in (self.old, self.new))
        cut = 70
        old = old if len(old) <= cut else old[:cut - 3] + '...'
        return f'{self.path}:{self.line}: {self.kind} ({self.label}): {old!r} -> {new!r}'


class Maker:
    """All mutants of one file."""
    def __init__(self, path, source, vocabulary):
        self.path, self.source, self.vocabulary = path, source, vocabulary
        self.tokens, self.out, self.label = tokens_of(source), [], ''

    def add(self, kind, first, last, new):
        """Tokens first..last (both included) become `new`."""
        self.out.append(Mutant(kind, self.path, self.source, self.tokens[first].at, self.tokens[last].end,
                               new, self.label))

    def all(self):
        for what, first, last in declarations(self.tokens, self.source):
            self.label = self.tokens[first + 1].text
            for i in range(first + 2, last):
                self.number(i, what)
                self.comparison(i)
                self.connective(i)
                self.date(i)
                self.members(i)
            if what == 'rule':
                self.rule(first, last)
        return self.out

    def before(self, i, n=1):
        return self.tokens[i - n].text if i >= n else ''

    def number(self, i, what):
        t = self.tokens[i]
        if t.kind != 'number' or self.before(i) == '^':
            return
        after = self.tokens[i + 1].text if i + 1 < len(self.tokens) else ''
        if self.before(i) in ('rule', 'to', 'notwithstanding', 'suspends', 'unenforces', 'authorizes', 'reviews', 'except') \
                or after == '%' or (self.before(i) == '(' and after == ')'):
            return
        digits = t.text.replace('_', '')
        places = len(digits.split('.')[1]) if '.' in digits else 0
        for step in (1, -1):
            value = round(float(digits) * 10 ** places) + step
            if places == 0:
                value = int(digits) + step
            if value >= 0:
                new = str(value).rjust(places + 1, '0')
                self.add('number', i, i, new if not places else f'{new[:-places]}.{new[-places:]}')

    def comparison(self, i):
        t = self.tokens[i]
        pair = (t.text, self.tokens[i + 1].text if i + 1 < len(self.tokens) else '')
        follows = self.tokens[i + 2].text if i + 2 < len(self.tokens) else ''
        if pair in WORDED and not (pair == ('at', 'least') and follows.isdigit() and self.tokens[i + 3].text == 'of'):
            self.add('comparison', i, i + 1, WORDED[pair])
        elif t.text == 'exceeding':
            self.add('comparison', i, i, 'at least')
        elif t.text in SIGNED and self.is_relation(i):
            self.add('comparison', i, i, SIGNED[t.text])

    def is_relation(self, i):
        """Not the `=` of a definition, a field or an argument."""
        if self.tokens[i].text != '=':
            return True
        depth = 0
        for k in range(i - 1, -1, -1):
            text = self.tokens[k].text
            if text in ('}', ']', ')'):
                depth += 1
            elif text in ('{', '[', '('):
                if depth == 0:
                    return not (text == '{' and self.tokens[k - 1].text[:1].isupper())
                depth -= 1
            elif depth == 0 and text in ('when', 'then', 'otherwise', 'where', 'satisfies', 'and', 'or', 'if', 'not', 'of'):
                return True
            elif depth == 0 and text == '=':
                return True
            elif depth == 0 and text in ('define', 'rule', 'table'):
                return False
        return False

    def connective(self, i):
        t, two = self.tokens[i], self.tokens[i + 1].text if i + 1 < len(self.tokens) else ''
        if t.text in ('all', 'any', 'none') and two == 'of' and self.tokens[i + 2].text == '{':
            self.add('connective', i, i, {'all': 'any', 'any': 'all', 'none': 'any'}[t.text])
            parts = pieces(self.tokens, i + 2, closing(self.tokens, i + 2), ';')
            if len(parts) > 1:
                for first, last in parts:
                    end = last if self.tokens[last].text == ';' else last - 1
                    self.add('limb', first, end, '')
        elif t.text in ('some', 'every', 'no') and self.tokens[i + 2].text == 'in':
            self.add('connective', i, i, {'some': 'every', 'every': 'some', 'no': 'some'}[t.text])
        elif t.text == 'not' and self.before(i) != 'all':
            self.add('negation', i, i, '')
        elif t.text in ('and', 'or') and self.first_of_chain(i):
            new, chain = ('or', 'and')[t.text == 'or'], self.chain(i)
            start, end = self.tokens[i].at, self.tokens[chain[-1]].end
            text, at = '', start
            for k in chain:
                text += self.source[at:self.tokens[k].at] + new
                at = self.tokens[k].end
            self.out.append(Mutant('connective', self.path, self.source, start, end, text, self.label))

    def chain(self, i, step=1):
        """The same connective at this level, from i on."""
        out, depth, k = [i], 0, i + step
        ends = ('when', 'then', 'otherwise', 'where', 'satisfies', 'except', 'with', 'if', ';', ',', 'for', 'rule', 'define')
        opens, closes = (('{', '[', '('), ('}', ']', ')'))[::step]
        while 0 <= k < len(self.tokens):
            text = self.tokens[k].text
            if text in opens:
                depth += 1
            elif text in closes:
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and text in ends:
                break
            elif depth == 0 and text == self.tokens[i].text:
                out.append(k)
            k += step
        return out

    def first_of_chain(self, i):
        return len(self.chain(i, -1)) == 1

    def date(self, i):
        if self.tokens[i].kind == 'date':
            day = datetime.date.fromisoformat(self.tokens[i].text)
            for step in (-1, 1):
                self.add('date', i, i, str(day + datetime.timedelta(step)))

    def members(self, i):
        """Members of written lists, one dropped or a country added."""
        if self.tokens[i].text != '[' or self.tokens[i - 1].kind == 'word' and self.source[self.tokens[i].at - 1] not in ' \n(':
            return
        closed = closing(self.tokens, i)
        parts = [p for p in pieces(self.tokens, i, closed, ',') if self.tokens[p[0]].text != '...']
        words = [self.tokens[a].text for a, b in parts if b == a + 1]
        countries = len(words) == len(parts) and all(re.fullmatch('[A-Z]{2}', w) for w in words)
        kind = 'country' if countries else 'label' if self.tokens[i - 1].text in ('of', 'in') and words and \
            all(self.tokens[a].kind in ('eccn', 'section') for a, _ in parts) else 'member'
        if len(parts) > 1:
            for n, (first, last) in enumerate(parts):
                if n:
                    self.add(kind, first - 1, last - 1, '')
                else:
                    self.add(kind, first, last, '')
        if countries and parts:
            other = next(c for c in ('BR', 'CH', 'KW', 'IR', 'NO', 'VN') if c not in words)
            self.add('country', i, i, f'[{other}, ')

    def rule(self, first, last):
        tokens = self.tokens
        for i in range(first, last):
            if tokens[i].text == 'except' and tokens[i + 1].text != ';':
                end = next((k for k in range(i + 1, last) if tokens[k].text == 'except'
                            or (tokens[k].text == 'with' and tokens[k + 1].text == 'duty')), last)
                self.add('exception', i, end - 1, '')
            for head in ('notwithstanding', 'subject'):
                if tokens[i].text == head and i > first + 1:
                    begin = i + (2 if head == 'subject' else 1)
                    end = begin + 1
                    while end < len(tokens) and tokens[end].text == ',':
                        end += 2
                    self.add('priority', i, end - 1, '')
            self.effect(i)
        self.add('rule', first, last - 1, '')

    def effect(self, i):
        text, next_ = self.tokens[i].text, self.tokens[i + 1].text if i + 1 < len(self.tokens) else ''
        if text == 'reason' and next_ == ':':
            self.swap(i + 2, 'reasons')
        elif text == 'under' and next_ in self.vocabulary['policies']:
            self.swap(i + 1, 'policies')
        elif text == 'requires':
            self.add('verdict', i, i + 1, 'prohibits')
            if self.tokens[i + 2].text == '(':
                self.out[-1].end, self.out[-1].old = self.tokens[i + 1].end, 'requires'
        elif text == 'flags':
            self.swap(i + 1, 'flags')
        elif text in ('authorizes', 'reviews', 'suspends', 'unenforces'):
            parts, k = [i + 1], i + 2
            while k < len(self.tokens) and self.tokens[k].text == ',':
                parts.append(k + 1)
                k += 2
            for n, part in enumerate(parts if len(parts) > 1 else []):
                if n:
                    self.add('target', part - 1, part, '')
                else:
                    self.add('target', part, part + 1, '')

    def swap(self, i, kind):
        words = self.vocabulary[kind]
        if self.tokens[i].text in words:
            at = words.index(self.tokens[i].text)
            self.add('verdict', i, i, words[(at + 1) % len(words)])


def vocabulary_of(sources):
    out = {kind: [] for kind in ('reasons', 'policies', 'flags')}
    for source in sources.values():
        for kind in out:
            for block in re.finditer(r'^' + kind + r' \{(.*?)^\}|^' + kind + r' \{([^\n]*)\}', source, re.M | re.S):
                inner = re.sub(r'"[^"]*"', '', block.group(1) or block.group(2))
                out[kind] += [w.split()[0] for w in inner.split(';') if w.split()]
    return out


# ---- trying ----

class Bench:
    """A copy of the library that is spoiled and put right again."""
    def __init__(self, sources):
        self.folder = tempfile.mkdtemp(prefix='law-mutants-')
        self.library = os.path.join(self.folder, 'stdlib')
        shutil.copytree(os.path.join(ROOT, 'stdlib'), self.library)
        self.sources = sources
        self.runs = 0

    def spoil(self, mutants):
        for path in {m.path for m in mutants}:
            text = self.sources[path]
            for m in sorted((m for m in mutants if m.path == path), key=lambda m: -m.start):
                text = text[:m.start] + m.new + text[m.end:]
            self.write(path, text)

    def restore(self, mutants):
        for path in {m.path for m in mutants}:
            self.write(path, self.sources[path])

    def write(self, path, text):
        with open(os.path.join(self.library, path), 'w', encoding='utf-8') as f:
            f.write(text)

    def refused(self, m):
        root = 'us/ear.licet' if m.path.startswith(('us/ear', 'trade')) else m.path
        return subprocess.run([LICET, 'check', '--library', self.library, os.path.join(self.library, root)],
                              capture_output=True, timeout=TIME, check=False).returncode == 3

    def sound(self, oracle):
        """Every file passes as things are; what each costs."""
        if self.notices('first_days.py', '--licet', LICET) or self.notices('second_reading.py'):
            raise SystemExit('tests/law/first_days.py or second_reading.py fails without any error')
        for file in oracle.files:
            begun = os.times()
            if self.run(file):
                raise SystemExit(f'{file} fails without any error')
            ended = os.times()
            oracle.cost[file] = ended.children_user + ended.children_system - begun.children_user - begun.children_system

    def notices(self, test, *options):
        """A test of tests/law that reads no scenario."""
        return subprocess.run([os.path.join(ROOT, 'tests/law', test), *options, '--library', self.library],
                              capture_output=True, timeout=TIME, check=False).returncode != 0

    def run(self, file):
        """0 as before, 6 a scenario failed, 3 it does not check."""
        self.runs += 1
        inside = file.startswith('stdlib/')
        path = os.path.join(self.folder, file) if inside else os.path.join(ROOT, file)
        try:
            return subprocess.run([LICET, 'test', '--library', self.library, path], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=TIME, check=False).returncode
        except subprocess.TimeoutExpired:
            return -1


class Oracle:
    """Which files of scenarios to ask first, learned on the way."""
    def __init__(self):
        self.files = sorted(self.scenario_files())
        self.texts = {f: open(os.path.join(ROOT, f), encoding='utf-8').read() for f in self.files}
        self.kills, self.cost = {}, {}

    @staticmethod
    def scenario_files():
        for top in ('examples', 'stdlib'):
            for base, _, names in os.walk(os.path.join(ROOT, top)):
                for name in names:
                    path = os.path.join(base, name)
                    if name.endswith(('.licet', '.md')) and 'scenario "' in open(path, encoding='utf-8').read():
                        yield os.path.relpath(path, ROOT)

    def order(self, m):
        near = re.sub(r'\W+', ' ', m.path).split()

        def score(file):
            told = 5 * (re.search(r'\b' + re.escape(m.label) + r'(?![\w(])', self.texts[file]) is not None)
            told += 3 * (re.match(r'[\dA-Z]+', m.label).group() in self.texts[file])if re.match(r'[\dA-Z]+', m.label) else 0
            told += 2 * self.kills.get((m.path, file), 0) ** .5 + 8 * self.kills.get((m.path, m.label, file), 0)
            told += sum(word in file for word in near if len(word) > 4)
            return -told, self.cost.get(file, .3)
        return sorted(self.files, key=score)

    def learn(self, m, file):
        for key in ((m.path, file), (m.path, m.label, file)):
            self.kills[key] = self.kills.get(key, 0) + 1


def first_look(bench, oracle, m, most):
    """'refused', 'caught FILE', or None when the likely files notice nothing."""
    bench.spoil([m])
    try:
        if bench.refused(m):
            return 'refused'
        if m.kind in ('date', 'rule') and bench.notices('first_days.py', '--licet', LICET):
            return 'caught first_days.py'
        if m.kind in WRITTEN and bench.notices('second_reading.py'):
            return 'caught second_reading.py'
        for file in oracle.order(m)[:most]:
            if bench.run(file):
                oracle.learn(m, file)
                return 'caught ' + file
        return None
    finally:
        bench.restore([m])


def notices(bench, group, file):
    bench.spoil(group)
    try:
        return bench.run(file) != 0
    finally:
        bench.restore(group)


def one_of(bench, group, file):
    """One of a group that a file notices, by halves; only together they may be noticed, then None."""
    while len(group) > 1:
        half = group[:len(group) // 2]
        group = half if notices(bench, half, file) else group[len(half):]
    return group[0] if notices(bench, group, file) else None


def settle(bench, oracle, group):
    """Second look: a whole group against all files, without those that are noticed."""
    left = list(group)
    for file in sorted(oracle.files, key=lambda f: oracle.cost[f]):
        while left and notices(bench, left, file):
            m = one_of(bench, left, file)
            if m is None:
                for m in left:
                    settle(bench, oracle, [m])
                return
            m.result = 'caught ' + file
            oracle.learn(m, file)
            left.remove(m)
    for m in left:
        m.result = 'survived'


def apart(mutants, size):
    """Groups in which no two touch each other's declaration."""
    groups = []
    for m in mutants:
        for g in groups:
            if len(g) < size and all((m.path, m.label) != (o.path, o.label) for o in g):
                g.append(m)
                break
        else:
            groups.append([m])
    return groups


LEAST = 6   # drawn of each kind


def sample(mutants, count, seed):
    rng, out = random.Random(seed), []
    for kind in sorted({m.kind for m in mutants}):
        mine = [m for m in mutants if m.kind == kind]
        out += rng.sample(mine, min(len(mine), max(LEAST, round(len(mine) * count / len(mutants)))))
    rng.shuffle(out)
    return out


def estimate(drawn, every):
    """The share caught of all mutants that check, from the shares of the kinds, and 1.96 standard errors."""
    weights, shares = {}, {}
    for kind in {m.kind for m in drawn}:
        mine = [m for m in drawn if m.kind == kind]
        caught, checked = (sum(m.result.startswith(x) for m in mine) for x in ('caught', ('caught', 'survived')))
        if checked:
            weights[kind] = sum(m.kind == kind for m in every) * checked / len(mine)
            shares[kind] = caught / checked, (caught + 1) / (checked + 2), checked
    whole = sum(weights.values())
    share = sum(weights[k] * shares[k][0] for k in weights) / whole
    error = sum((weights[k] / whole) ** 2 * p * (1 - p) / n for k, (_, p, n) in shares.items()) ** .5
    return 100 * share, 196 * error


def report(drawn, every):
    print(f'{"kind":<12} {"of":>6} {"tried":>6} {"refused":>8} {"caught":>7} {"survived":>9}  share caught')
    for kind in sorted({m.kind for m in drawn}) + ['all']:
        mine = [m for m in drawn if kind in (m.kind, 'all')]
        caught, survived, refused = (sum(m.result.startswith(x) for m in mine) for x in ('caught', 'survived', 'refused'))
        share = f'{100 * caught / (caught + survived):.1f} %' if caught + survived else '-'
        of = sum(kind in (m.kind, 'all') for m in every)
        print(f'{kind:<12} {of:>6} {len(mine):>6} {refused:>8} {caught:>7} {survived:>9}  {share}')
    for m in sorted((m for m in drawn if m.result == 'survived'), key=lambda m: (m.path, m.line)):
        print('survived', m)


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument('--count', type=int, default=200)
    ask.add_argument('--seed', type=int, default=20240315)
    ask.add_argument('--only', default='', help='word in the path of the file')
    ask.add_argument('--kind', default='', help='of this kind only')
    ask.add_argument('--at', default='', help='FILE:LINE[:KIND], comma between: these alone, none drawn')
    ask.add_argument('--kinds', action='store_true', help='count and end')
    ask.add_argument('--least', type=float, help='fail when a smaller share (percent) is caught')
    ask.add_argument('--files', type=int, default=5, help='files asked of each mutant before groups')
    ask.add_argument('-v', action='store_true', dest='verbose')
    args = ask.parse_args()
    sources = sources_of(os.path.join(ROOT, 'stdlib'))
    words = vocabulary_of(sources)
    mutants = [m for path in sorted(sources) if not path.startswith(('us/products', 'licet/')) and args.only in path
               for m in Maker(path, sources[path], words).all() if args.kind in ('', m.kind)]
    if args.kinds:
        for kind in sorted({m.kind for m in mutants}):
            print(f'{kind:<12} {sum(m.kind == kind for m in mutants):>6}')
        print(f'{"all":<12} {len(mutants):>6}')
        return 0
    at = [x.split(':') for x in args.at.split(',') if x]
    drawn = [m for m in mutants if any(m.path.endswith(x[0]) and str(m.line) == x[1] and m.kind in (x[2:] or [m.kind]) for x in at)] \
        if at else sample(mutants, args.count, args.seed)
    begun, oracle = time.monotonic(), Oracle()
    bench = Bench(sources)
    tell = lambda m, how='': args.verbose and print(f'{how}{time.monotonic() - begun:.0f}s {m}: {m.result}', flush=True)
    try:
        bench.sound(oracle)
        open_ = []
        for n, m in enumerate(drawn):
            m.result = first_look(bench, oracle, m, args.files)
            tell(m, f'{n + 1}/{len(drawn)} ')
            open_ += [m] if m.result is None else []
            if len(open_) == 16 or m is drawn[-1]:
                for group in apart(open_, 16):
                    settle(bench, oracle, group)
                    for x in group:
                        tell(x)
                open_ = []
    finally:
        shutil.rmtree(bench.folder)
    report(drawn, mutants)
    share, error = estimate(drawn, mutants)
    bad = args.least is not None and share < args.least
    print(f'{time.monotonic() - begun:.0f} s, {bench.runs} runs of files; weighted by kind {share:.1f} % caught, 95 in 100 within {error:.1f}')
    print(f'{0 if bad else 1} passed, {1 if bad else 0} failed')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())

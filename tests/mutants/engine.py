#!/usr/bin/env python3
"""Mutation testing of the engine: one small error at a time in C, and do the tests notice?

    tests/mutants/engine.py                    300 mutants, drawn by a fixed seed
    tests/mutants/engine.py --count 1000 -v    more, each one told
    tests/mutants/engine.py --only eval/       those in files whose path holds the word

Works in a copy of the tree. A mutant is caught by the first of, the cheap ones before the dear:
what `tests/properties` compares (policies and cases of `run.py`, lines of `lines.py`, the rules of
`many.py`, kept as what the sound engine answers, proofs included), the unit tests of its folder,
`properties/laws`, `properties/until.py`, `tests/golden.py stages facts policies cli`. Those that are left are shown to all
scenarios, several in one program; a program that these notice is halved. The sound engine must
pass everything first. A crash or a hang is a catch. Mutants that do not compile do not count.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'properties'))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'reference'))
SEED = 20240315
FILES = ('eval', 'fast', 'core/polarity', 'core/order', 'core/era', 'core/relate', 'core/constant', 'base/rational',
         'base/date', 'proof/answer', 'proof/resolve', 'proof/statement', 'proof/support', 'proof/keep', 'proof/frames',
         'proof/line', 'proof/missing', 'proof/duties', 'proof/exceptions', 'proof/outlook', 'proof/reliance',
         'proof/filing', 'proof/margins', 'proof/classification')
UNITS = {'eval': ('case_test', 'door_test'), 'fast': ('case_test', 'door_test'), 'core': ('lint_test',),
         'base': ('rational_test', 'base_test'), 'proof': ('case_test', 'document_test', 'door_test')}
SLOW = {'eval': ('eval_test',), 'core': ('eval_test',)}
VARIANT = ('V=debug', 'MODE_debug=-O1 -g0')
SCENARIOS = ('stdlib', 'examples/cases', 'examples/part744', 'examples/exceptions', 'examples/review',
             'examples/seed', 'examples/boundaries')
TOKEN = re.compile(r'''(?P<skip>//[^\n]*|/\*.*?\*/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|^[ \t]*\#[^\n]*(?:\\\n[^\n]*)*)
    | (?P<relation><=|>=|==|!=|(?<=\ )[<>](?=\ )) | (?P<logic>&&|\|\|) | (?P<not>!(?!=))
    | (?P<sign>(?<=\ )[+-](?=\ )) | (?P<step>\+\+|--) | (?P<assign>\|=|&=|\+=|-=)
    | (?P<number>(?<![\w.])\d+(?![\w.])) | (?P<word>\b(?:true|false|TRI_[TFU])\b)''', re.X | re.S | re.M)
OTHER = {'<': '<=', '<=': '<', '>': '>=', '>=': '>', '==': '!=', '!=': '==', '&&': '||', '||': '&&', '!': '', '+': '-',
         '-': '+', '++': '--', '--': '++', '|=': '&=', '&=': '|=', '+=': '-=', '-=': '+=', 'true': 'false',
         'false': 'true', 'TRI_T': 'TRI_F', 'TRI_F': 'TRI_U', 'TRI_U': 'TRI_T'}
STATEMENT = re.compile(r'^( +)(?! )((?!return|static|const|enum|typedef|extern|goto|case|default)[^\n{}#]*;)$', re.M)
DECLARES = re.compile(r'^(?:struct |unsigned |const )?[A-Za-z_]\w*(?: \*+|\** )\**[a-z_]\w*(?:\[[^\]]*\])*(?: = |;|, )')
POLICIES, CASES, LINES, RULES, LAWS = 60, 6, 300, (1100, 600, 200), 40


class Mutant:
    def __init__(self, path, start, end, new, kind, text):
        self.path, self.start, self.end, self.new, self.kind = path, start, end, new, kind
        self.line = text.count('\n', 0, start) + 1
        begin = text.rfind('\n', 0, start) + 1
        self.shown = text[begin:text.find('\n', end)].strip()
        self.old = text[start:end].strip()
        self.result = None

    def __str__(self):
        return f'{self.path}:{self.line}: {self.kind}: {self.old} -> {self.new.strip() or "nothing"}   in: {self.shown}'


def mutants_of(path, text):
    inside = text.find('\n{')  # before the first function there are types and names
    for m in TOKEN.finditer(text):
        kind, old = m.lastgroup, m.group()
        if kind == 'skip' or m.start() < inside:
            continue
        line = text[text.rfind('\n', 0, m.start()) + 1:text.find('\n', m.end())]
        if re.match(r'\s*(static |enum |case |#)', line) and '(' not in line:
            continue
        new = str(int(old) + 1) if kind == 'number' else OTHER[old]
        yield Mutant(path, m.start(), m.end(), new, kind, text)
        if kind == 'number' and old == '1':
            yield Mutant(path, m.start(), m.end(), '0', kind, text)
    for m in STATEMENT.finditer(text):
        if m.start() > inside and not DECLARES.match(m.group(2)) and text[:m.start()].rstrip()[-1:] in ';{}:)':
            yield Mutant(path, m.start(2), m.end(2), ';', 'statement', text)


class Tree:
    """A copy of the project, built, and the commands that build one file of it."""
    def __init__(self, folder):
        self.folder = folder
        if not os.path.exists(os.path.join(folder, 'Makefile')):
            for name in ('grammar', 'runtime', 'stdlib', 'examples', 'tests'):
                shutil.copytree(os.path.join(ROOT, name), os.path.join(folder, name))
            for name in ('Makefile', 'README.md', 'CONTRIBUTING.md', 'LICENSE'):
                shutil.copy(os.path.join(ROOT, name), folder)
        subprocess.run(['make', '-s', '-j2', *VARIANT, 'build-tests'], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        self.out = os.path.join(folder, 'build/debug')
        self.licet = os.path.join(self.out, 'licet')
        self.env = {**os.environ, 'LICET': self.licet}
        programs = ('licet', 'properties/laws', *{f'unit/{u}' for us in (*UNITS.values(), *SLOW.values()) for u in us})
        self.links = {t: self.commands('build/debug/inside.a', f'build/debug/{t}')[-1] for t in programs}
        self.how, self.fresh = {}, {'licet'}

    def commands(self, touched, target):
        lines = subprocess.run(['make', '-n', 'VERBOSE=1', *VARIANT, '-W', touched, target], cwd=self.folder,
                               capture_output=True, text=True, check=True).stdout.replace('\\\n', ' ').splitlines()
        return [x for x in lines if ' -o ' in x and ('gcc' in x or 'g++' in x or 'clang' in x)]

    def shell(self, command, limit=120, env=None):
        """Exit status; a hang is -1."""
        process = subprocess.Popen(command, shell=isinstance(command, str), cwd=self.folder, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL, start_new_session=True, env=env)
        try:
            return process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            return -1

    def object(self, path):
        return os.path.join(self.out, path[:-2] + '.o')

    def spoil(self, mutants, texts):
        """Builds the program with all of these; whether there is one."""
        self.fresh = {'licet'}
        for path in sorted({m.path for m in mutants}):
            text = texts[path]
            for m in sorted((m for m in mutants if m.path == path), key=lambda m: -m.start):
                text = text[:m.start] + m.new + text[m.end:]
            shutil.copy2(self.object(path), self.object(path) + '.sound')
            self.write(path, text)
            if path not in self.how:
                self.how[path] = self.commands(path, f'build/debug/{path[:-2]}.o')[0]
            if self.shell(self.how[path] + ' -w') != 0:
                return False
        return self.shell(self.links['licet']) == 0

    def restore(self, mutants, texts):
        for path in {m.path for m in mutants}:
            self.write(path, texts[path])
            if os.path.exists(self.object(path) + '.sound'):
                os.replace(self.object(path) + '.sound', self.object(path))

    def write(self, path, text):
        with open(os.path.join(self.folder, path), 'w', encoding='utf-8') as f:
            f.write(text)

    def program_fails(self, name, *words):
        """Linked anew after each spoiling, when first asked."""
        if name not in self.fresh and self.shell(self.links[name]) != 0:
            return True
        self.fresh.add(name)
        return self.shell([f'build/debug/{name}', *words], 120) != 0

    def until_fails(self):
        return self.shell([sys.executable, 'tests/properties/until.py', '--policies', '40'], 300, self.env) != 0

    def golden_fails(self, group):
        return self.shell(['tests/golden.py', '--licet', 'build/debug/licet', '--first', group], 300, self.env) != 0


def stripped(line):
    """An answer without what no test compares: titles, engine and the words of faults."""
    answer = json.loads(line)
    document = answer.get('decision')
    if document:
        document.pop('record', None)
        document.pop('texts', None)
        document.pop('id', None)
        for x in document['statement']['lines']:
            for u in x['undetermined']:
                u['what'] = '' if u['code'] == 'UN-FAULT' else u['what']
    return answer


class Corpus:
    """The first policies of tests/properties with cases, and what the sound engine says."""
    def __init__(self, tree):
        import cases
        import generate
        from engine import as_line
        from model import text_of
        self.tree, self.items = tree, []
        folder = os.path.join(tree.folder, 'corpus')
        os.makedirs(folder, exist_ok=True)
        for n in range(POLICIES):
            rng = random.Random(f'{SEED}/{n}')
            policy, _ = generate.policy(rng)
            path = os.path.join(folder, str(n), 'policy.licet')
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w', encoding='utf-8') as f:
                f.write(text_of(policy))
            given = [cases.case(rng, policy, k) for k in range(CASES)]
            lines = ''.join(json.dumps(as_line(c)) + '\n' for c in given)
            first = self.ask(path, lines, ['--full'], 600)
            if first[0] not in (0, 4):
                raise SystemExit(f'the sound engine answers nothing to {path}')
            resolved = []
            for c, answer in zip(given, first[1]):
                more = cases.resolve(rng, c, answer['decision']['statement']) if 'decision' in answer else None
                resolved += [more] if more else []
            lines += ''.join(json.dumps(as_line(c)) + '\n' for c in resolved)
            self.add(path, lines, [])
            self.add(path, lines, ['--full'])
        self.add(os.path.join(tree.folder, 'tests/bench/w1.licet'), self.spoiled_lines(), [])
        for rules in RULES:
            path = os.path.join(folder, f'many{rules}.licet')
            self.add(path, self.many_rules(path, rules), [])

    def add(self, path, lines, options):
        self.items.append((path, lines, options, self.ask(path, lines, options, 600)))

    @staticmethod
    def spoiled_lines():
        import lines
        rng = random.Random(SEED)
        made = [lines.spoil(rng, lines.written(rng, lines.transaction(rng, n))) for n in range(LINES)]
        return b'\n'.join(made) + b'\n'

    @staticmethod
    def many_rules(path, rules):
        import many
        rng = random.Random(SEED)
        with open(path, 'w', encoding='utf-8') as f:
            f.write('\n'.join(many.policy(rng, rules)) + '\n')
        return ''.join(json.dumps(many.case(rng, n)) + '\n' for n in range(20))

    def ask(self, path, lines, options, limit=90):
        try:
            done = subprocess.run([self.tree.licet, 'batch', '-p', path, *options], input=lines if isinstance(lines, bytes) else lines.encode(), capture_output=True,
                                  timeout=limit, check=False)
            return done.returncode, [stripped(x) for x in done.stdout.decode().splitlines()]
        except (subprocess.TimeoutExpired, ValueError):
            return -1, []

    def noticed(self):
        for n, (path, lines, options, expected) in enumerate(self.items):
            if self.ask(path, lines, options) != expected:
                self.items.insert(0, self.items.pop(n))  # what caught one is asked first
                return True
        return False


def testers(tree, corpus, folder, quick):
    """(name, whether it fails), the cheap ones first."""
    for unit in UNITS[folder] if folder == 'base' else ():
        yield 'unit ' + unit, lambda: tree.program_fails('unit/' + unit)
    yield 'properties', corpus.noticed
    for unit in UNITS[folder] if folder != 'base' else ():
        yield 'unit ' + unit, lambda: tree.program_fails('unit/' + unit)
    yield 'laws', lambda: tree.program_fails('properties/laws', 'generated', '--policies', str(LAWS))
    if folder in ('eval', 'proof'):
        yield 'until', tree.until_fails
    for group in ('stages', 'facts', 'policies'):
        yield 'golden ' + group, lambda: tree.golden_fails(group)
    for unit in SLOW.get(folder, ()):
        yield 'unit ' + unit, lambda: tree.program_fails('unit/' + unit)
    if not quick:
        yield 'golden cli', lambda: tree.golden_fails('cli')


def try_one(tree, corpus, m, texts, quick):
    try:
        if not tree.spoil([m], texts):
            return 'no program'
        return next((name for name, fails in testers(tree, corpus, m.path.split('/')[1], quick) if fails()), 'survived')
    finally:
        tree.restore([m], texts)


def scenarios_notice(tree):
    return next((x for x in SCENARIOS if os.path.exists(os.path.join(tree.folder, x))
                 and tree.shell([tree.licet, 'test', x], 300)), None)


def settle(tree, group, texts):
    """Survivors so far, in one program, against all scenarios."""
    try:
        noticed = scenarios_notice(tree) if tree.spoil(group, texts) else 'no program'
    finally:
        tree.restore(group, texts)
    if noticed and len(group) == 1:
        group[0].result = 'scenarios ' + noticed
    elif noticed:
        settle(tree, group[:len(group) // 2], texts)
        settle(tree, group[len(group) // 2:], texts)


def apart(mutants, size):
    """Groups of which no two lie within three lines of each other."""
    groups = []
    for m in mutants:
        near = lambda g: any(m.path == o.path and abs(m.line - o.line) < 4 for o in g)
        for_it = next((g for g in groups if len(g) < size and not near(g)), None)
        if for_it is None:
            groups.append([m])
        else:
            for_it.append(m)
    return groups


def sound(tree, corpus, quick):
    """The sound engine passes every tester; else nothing is measured."""
    failing = {name for folder in UNITS for name, fails in testers(tree, corpus, folder, quick) if fails()}
    failing |= {x for x in [not quick and scenarios_notice(tree)] if x}
    if failing:
        raise SystemExit(f'the sound engine is not told from a spoiled one by {", ".join(sorted(failing))}')


def report(drawn):
    print(f'{"folder":<8} {"kind":<10} {"tried":>6} {"caught":>7}  share')
    for folder in sorted({m.path.split('/')[1] for m in drawn}) + ['']:
        for kind in sorted({m.kind for m in drawn}) + ['']:
            mine = [m for m in drawn if folder in ('', m.path.split('/')[1]) and kind in ('', m.kind)]
            if mine and (not folder or not kind):
                caught = sum(m.result != 'survived' for m in mine)
                print(f'{folder or "all":<8} {kind or "all":<10} {len(mine):>6} {caught:>7}  {100 * caught / len(mine):.1f} %')
    for m in sorted((m for m in drawn if m.result == 'survived'), key=lambda m: (m.path, m.line)):
        print('survived', m)


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument('--count', type=int, default=300)
    ask.add_argument('--seed', type=int, default=SEED)
    ask.add_argument('--only', default='')
    ask.add_argument('--at', default='', help='FILE:LINE[:KIND], comma between: these alone, none drawn')
    ask.add_argument('--skip', type=int, default=0, help='the first so many of the drawn ones')
    ask.add_argument('--quick', action='store_true', help='without command transcripts and scenarios')
    ask.add_argument('--tree', help='folder of the copy, kept and used again')
    ask.add_argument('--trust', action='store_true', help='the sound engine is not asked first')
    ask.add_argument('--least', type=float, help='fail when a smaller share (percent) is caught')
    ask.add_argument('-v', action='store_true', dest='verbose')
    args = ask.parse_args()
    folder = args.tree or tempfile.mkdtemp(prefix='engine-mutants-')
    tree = Tree(folder)
    texts, every = {}, []
    for base, _, names in os.walk(os.path.join(folder, 'runtime')):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(base, name), folder)
            if name.endswith('.c') and path.startswith(tuple('runtime/' + f for f in FILES)) and args.only in path:
                with open(os.path.join(folder, path), encoding='utf-8') as f:
                    texts[path] = f.read()
                every += mutants_of(path, texts[path])
    every.sort(key=lambda m: (m.path, m.start, m.new))
    random.Random(args.seed).shuffle(every)
    if args.at:
        at = [x.split(':') for x in args.at.split(',')]
        every = [m for m in every if any(m.path.endswith(x[0]) and str(m.line) == x[1] and m.kind in (x[2:] or [m.kind]) for x in at)]
    print(f'{len(every)} mutants in {len(texts)} files', flush=True)
    corpus, drawn, begun = Corpus(tree), [], time.monotonic()
    if not args.trust:
        sound(tree, corpus, args.quick)
    print(f'{time.monotonic() - begun:.0f} s: the sound engine passes', flush=True)
    try:
        for m in every[args.skip:]:
            if len(drawn) >= args.count:
                break
            m.result = try_one(tree, corpus, m, texts, args.quick)
            if m.result != 'no program':
                drawn.append(m)
            if args.verbose:
                print(f'{len(drawn)} {time.monotonic() - begun:.0f}s {m}: {m.result}', flush=True)
        if not args.quick:
            for group in apart([m for m in drawn if m.result == 'survived'], 6):
                settle(tree, group, texts)
    finally:
        if not args.tree:
            shutil.rmtree(folder)
    report(drawn)
    caught = sum(m.result != 'survived' for m in drawn)
    share = 100 * caught / max(1, len(drawn))
    bad = args.least is not None and share < args.least
    print(f'{time.monotonic() - begun:.0f} s; {caught} of {len(drawn)} caught, {share:.1f} %')
    print(f'{0 if bad else 1} passed, {1 if bad else 0} failed')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())

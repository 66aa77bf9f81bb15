"""Every single change of a decision document that could change what it says.

corruptions(document) walks all leaves and nodes of the statement, proof included, and gives
(kind, what was changed, the changed document). After each change the id is made anew, so that a
checker must see the change itself. Changes that leave an equal document, or the same proof with
its steps written in another order or shared differently, are not given: they say the same.
SPDX-License-Identifier: Apache-2.0
"""
import copy
import json
import re
from datetime import date, timedelta
from fractions import Fraction

from document import digest

TRUTHS = ('true', 'false', 'unknown')
SIBLINGS = (('lt', 'le'), ('gt', 'ge'), ('eq', 'ne'), ('all', 'any', 'none_of'), ('add', 'sub'), ('mul', 'div'),
            ('some', 'every', 'no'), ('sum', 'greatest', 'least', 'count'), ('round_down', 'round_up'),
            ('fact', 'const'), ('act', 'call'), ('is', 'in'), ('not', 'neg'))
NUMBER = re.compile(r'-?\d+(?:\.\d+)?(?:/\d+)?')


def get(document, path):
    for key in path:
        document = document[key]
    return document


def nodes(x, path=()):
    """(path, value) of every member and element, from the top down."""
    yield path, x
    if isinstance(x, dict):
        for k, v in x.items():
            yield from nodes(v, (*path, k))
    elif isinstance(x, list):
        for n, v in enumerate(x):
            yield from nodes(v, (*path, n))


def name_of(path):
    """The path without numbers: what kind of place it is."""
    return '/'.join('*' if isinstance(k, int) else k for k in path)


class Pool:
    """Other values that stand at places of the same kind: what a forger would put there."""
    def __init__(self, statement):
        self.values = {}
        for path, x in nodes(statement):
            if isinstance(x, str):
                self.values.setdefault(self.kind(path), set()).add(x)

    @staticmethod
    def kind(path):
        return next((k for k in reversed(path) if isinstance(k, str)), '')

    def others(self, path, x, most=3):
        return sorted(v for v in self.values.get(self.kind(path), ()) if v != x)[:most]


def other_texts(text):
    """Near misses of a text."""
    if text in TRUTHS:
        return [t for t in TRUTHS if t != text]
    if re.fullmatch(r'\d{4}-\d\d-\d\d', text):
        day = date.fromisoformat(text)
        return [str(day + timedelta(n)) for n in (-1, 1) if 1 < day.toordinal() < 3652059] or ['2024-02-29']
    if text.startswith('sha256:'):
        last = text[-1]
        return [text[:-1] + ('0' if last != '0' else '1')]
    if NUMBER.fullmatch(text):
        value = Fraction(text)
        step = Fraction(1, 10 ** len(text.split('.')[1])) if '.' in text else 1
        return [show(value + step), show(value - step)] + ([show(-value)] if value else [])
    out = [text + 'x', text[:-1]] if text else ['x']
    digits = re.search(r'\d', text)
    if digits:  # a label, a pointer, a quoted number
        n = (int(digits.group()) + 1) % 10
        out.append(text[:digits.start()] + str(n) + text[digits.end():])
    return out


def show(q):
    for places in range(0, 30):
        if (q * 10 ** places).denominator == 1:
            text = str(abs(q * 10 ** places)).rjust(places + 1, '0')
            return ('-' if q < 0 else '') + (text if not places else f'{text[:-places]}.{text[-places:]}')
    return f'{q.numerator}/{q.denominator}'


def leaf_changes(pool, path, x):
    if isinstance(x, bool):
        yield 'truth', not x
    elif isinstance(x, int):
        yield 'count', x + 1
        if x:
            yield 'count', x - 1
    elif isinstance(x, str):
        for text in [*other_texts(x), *pool.others(path, x)]:
            yield 'text', text
        yield 'text', None
    elif x is None:
        yield 'null', ''
        for text in pool.others(path, x, 1):
            yield 'null', text


def list_changes(x):
    for n in range(len(x)):
        yield 'drop', x[:n] + x[n + 1:]
    for n in range(len(x) - 1):
        yield 'swap', x[:n] + [x[n + 1], x[n]] + x[n + 2:]
    if x:
        yield 'double', x + [copy.deepcopy(x[-1])]


def statement_changes(statement):
    """(kind, path, new value) for the answer: all but the proof."""
    pool = Pool(statement)
    answer = {k: v for k, v in statement.items() if k != 'proof'}
    for path, x in nodes(answer):
        if isinstance(x, dict):
            for k in x if path else ():
                yield 'member', path, {m: v for m, v in x.items() if m != k}
        elif isinstance(x, list):
            for kind, new in list_changes(x):
                yield kind, path, new
            if not x:
                yield 'add', path, [invented(pool, path, answer)]
        else:
            for kind, new in leaf_changes(pool, path, x):
                yield kind, path, new


def invented(pool, path, answer):
    """Something to stand in an empty list."""
    name = path[-1] if isinstance(path[-1], str) else ''
    for other, x in nodes(answer):
        if other and other[-1] == name and isinstance(x, list) and x:
            return copy.deepcopy(x[0])
    return next(iter(sorted(pool.values.get('provision', {'x'}))))


def value_changes(pool, value):
    """Other values of a step."""
    if isinstance(value, str):
        yield from other_texts(value)
        yield {'unknown': True}
        if value not in TRUTHS:
            yield ['-inf', value]
        return
    if isinstance(value, list):
        yield value[0]
        for n in (0, 1):
            for text in other_texts(value[n]) if value[n] not in ('inf', '-inf') else ['0']:
                yield [text if k == n else v for k, v in enumerate(value)]
        return
    for key, x in value.items():
        if isinstance(x, list):
            for _, new in list_changes(x):
                yield {**value, key: new}
            for n, inner in enumerate(x):
                for new in list(value_changes(pool, inner))[:2]:
                    yield {**value, key: x[:n] + [new] + x[n + 1:]}
        elif isinstance(x, bool):
            yield {**value, key: not x} if key == 'open' else {'none': True} if 'none' not in value else {'unknown': True}
        elif isinstance(x, int):
            yield {**value, key: x + 1}
        else:
            for text in other_texts(x or ''):
                yield {**value, key: text}


def step_changes(steps, pool, n):
    """(kind, member, new value) for step n."""
    step = steps[n]
    for value in value_changes(pool, step['value']):
        yield 'step value', 'value', value
    for group in SIBLINGS:
        for op in group if step['op'] in group else ():
            if op != step['op']:
                yield 'step op', 'op', op
    for key in ('text', 'fact', 'label', 'provision', 'const', 'version'):
        if step.get(key):
            for text in [*other_texts(step[key]), *pool.others((key,), step[key], 2)]:
                yield 'step ' + key, key, text
        elif key in step:
            yield 'step ' + key, key, '2020-01-01'
    kids = step['from']
    for k in range(len(kids)):
        yield 'step from', 'from', kids[:k] + kids[k + 1:]
        for other in {kids[k] - 1, kids[k] + 1, n - 1} - {kids[k]}:
            if 0 <= other < n:
                yield 'step from', 'from', kids[:k] + [other] + kids[k + 1:]
    for k in range(len(kids) - 1):
        yield 'step from', 'from', kids[:k] + [kids[k + 1], kids[k]] + kids[k + 2:]
    if n:
        yield 'step from', 'from', kids + [n - 1]


def identity(steps, n, known):
    """What a step says with all below it, whatever the numbers are."""
    if n not in known:
        step = steps[n]
        known[n] = json.dumps([{k: v for k, v in step.items() if k not in ('n', 'from')},
                               [identity(steps, k, known) for k in step['from']]], sort_keys=True)
        known[n] = hash(known[n])
    return known[n]


def without(steps, roots, n, heir):
    """Step n dropped, the others numbered anew; what rested on it rests on its first part."""
    def moved(k):
        k = heir if k == n else k
        return k - (k > n)
    out = [{**s, 'n': moved(s['n']), 'from': [moved(k) for k in s['from']]} for s in steps if s['n'] != n]
    return out, [{**r, 'step': moved(r['step'])} for r in roots]


def corruptions(document, wanted=lambda: True):
    """All changes; `wanted` is asked before each is made, for samples."""
    statement = document['statement']
    for kind, path, new in statement_changes(statement):
        if wanted() and new != get(statement, path):
            yield sealed(document, kind, name_of(path), path, new)
    proof = statement['proof']
    steps, roots = proof['steps'], proof['roots']
    pool, known = Pool(proof), {}
    for n in range(len(steps)):
        identity(steps, n, known)
    for n in range(len(steps)):
        for kind, key, new in step_changes(steps, pool, n):
            if wanted() and new != steps[n].get(key) and not same_step(steps, n, key, new, known):
                yield sealed(document, kind, f'proof/{steps[n]["op"]}/{key}', ('proof', 'steps', n, key), new)
        heir = steps[n]['from'][0] if steps[n]['from'] else max(n - 1, 0)
        if wanted() and known[heir] != known[n]:
            fewer, moved = without(steps, roots, n, heir)
            yield sealed(document, 'step dropped', f'proof/{steps[n]["op"]}', ('proof',), {'steps': fewer, 'roots': moved})
        if wanted() and n + 1 < len(steps):
            yield sealed(document, 'steps swapped', 'proof', ('proof', 'steps'),
                         steps[:n] + [steps[n + 1], steps[n]] + steps[n + 2:])
        if wanted() and n:
            taken = {**steps[n - 1], 'n': n}
            if hash_of(steps, taken, known) != known[n]:
                yield sealed(document, 'step replaced', 'proof', ('proof', 'steps', n), taken)
    for n, root in enumerate(roots):
        for key, x in root.items():
            for kind, new in leaf_changes(pool, (key,), x):
                if wanted() and not (key == 'step' and 0 <= new < len(steps) and known[new] == known[x]):
                    yield sealed(document, 'root', f'proof/roots/{key}', ('proof', 'roots', n, key), new)
    for kind, new in list_changes(roots):
        if wanted() and new != roots:
            yield sealed(document, 'root ' + kind, 'proof/roots', ('proof', 'roots'), new)


def hash_of(steps, step, known):
    return hash(json.dumps([{k: v for k, v in step.items() if k not in ('n', 'from')},
                            [known[k] for k in step['from']]], sort_keys=True))


def same_step(steps, n, key, new, known):
    """A reference to another step that says the same leaves the proof as it was."""
    return key == 'from' and all(0 <= k < n for k in new) and [known[k] for k in new] == [known[k] for k in steps[n]['from']]


def sealed(document, kind, place, path, new):
    """A copy with one place changed and a right id, sharing all else."""
    statement = put(document['statement'], path, new)
    return kind, f'{place}: {short(get(document["statement"], path))} -> {short(new)}', \
        {**document, 'statement': statement, 'id': None}


def seal(document):
    return {**document, 'id': digest(document['statement'])}


def put(x, path, new):
    if not path:
        return new
    out = copy.copy(x)
    out[path[0]] = put(x[path[0]], path[1:], new)
    return out


def short(x):
    text = json.dumps(x)
    return text if len(text) < 80 else text[:77] + '...'

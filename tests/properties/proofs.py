#!/usr/bin/env python3
"""The proof checker against true documents, and against every single change of them.

    tests/properties/proofs.py                        what `make test` runs
    tests/properties/proofs.py --policies 500 --orders 50 --files 0 --cases 0 --changes 1 --most 0    all of it

Documents: of generated policies (`generate.py`), of the scenarios of examples/ and of the order
book (`tests/orderbook.py`). Each must follow (`../reference/prove.py`); of each a share of all
single changes (`../reference/corrupt.py`) is made, and none may pass.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import collections
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.normpath(os.path.join(HERE, '..', '..'))
sys.path[:0] = [HERE, os.path.join(HERE, '..', 'reference'), os.path.join(HERE, '..')]
import cases  # noqa: E402
import corrupt  # noqa: E402
import engine  # noqa: E402
import generate  # noqa: E402
import orderbook  # noqa: E402
from load import Library  # noqa: E402
from model import text_of  # noqa: E402
from prove import Checker  # noqa: E402
from read import Unreadable  # noqa: E402

SEED = 20240315
# Words for people, which nothing derives: a fault says what happened.
WORDS = {'lines/*/undetermined/*/what'}


class Tally:
    def __init__(self):
        self.documents, self.steps, self.wrong, self.passed = collections.Counter(), 0, [], []
        self.changes = collections.Counter()

    def add(self, other):
        self.documents += other.documents
        self.changes += other.changes
        self.steps += other.steps
        self.wrong += other.wrong
        self.passed += other.passed


def try_document(tally, origin, library, case, document, share, rng, most):
    checker = Checker(library, case)
    tally.documents[origin] += 1
    tally.steps += len(document['statement']['proof']['steps'])
    why = checker.check(document)
    if why:
        tally.wrong.append(f'{origin} {case.get("id")}: {why}')
        return
    per = share if not most else min(share, most / (25 * max(1, len(document['statement']['proof']['steps']))))
    for kind, what, bad in corrupt.corruptions(document, lambda: rng.random() < per):
        tally.changes[kind] += 1
        if checker.check(corrupt.seal(bad)) is None and not is_words(what, bad):
            tally.passed.append(f'{origin} {case.get("id")}: {kind} {what}')


def is_words(what, document):
    return what.split(':')[0] in WORDS and any(u['code'] == 'UN-FAULT' for x in document['statement']['lines']
                                               for u in x['undetermined'])


def generated(job):
    seed, number, share, most = job
    tally, rng = Tally(), random.Random(f'proofs {seed}/{number}')
    policy, _ = generate.policy(rng)
    text, given = text_of(policy), [cases.case(rng, policy, n) for n in range(6)]
    documents = [engine.answer(line) for line in engine.batch(text, given)]
    resolved = [cases.resolve(rng, c, d['statement']) for c, d in zip(given, documents)]
    given += [c for c in resolved if c][:2]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'policy.licet')
        with open(path, 'w', encoding='utf-8') as f:
            f.write(text)
        library = Library([path])
        for case, line in zip(given, engine.batch(text, given)):
            try_document(tally, f'policy {number}', library, case, engine.answer(line), share, rng, most)
    tally.documents = collections.Counter({'generated': sum(tally.documents.values())})
    return tally


def batch(roots, given):
    words = [engine.binary(), 'batch', '--full']
    for root in roots:
        words += ['-p', root]
    lines = ''.join(json.dumps(engine.as_line(c) if isinstance(c['facts'], dict) else c) + '\n' for c in given)
    done = subprocess.run(words, input=lines.encode(), capture_output=True, check=False, cwd=ROOT)
    out = done.stdout.decode().splitlines()
    if len(out) != len(given):
        raise engine.EngineError(f'exit {done.returncode}, {len(out)} of {len(given)} answers\n{done.stderr.decode()[-2000:]}')
    return [engine.answer(line) for line in out]


def scenarios(job):
    path, cases_of, changes, most = job
    tally, rng = Tally(), random.Random(f'proofs {path}')
    try:
        library = Library([os.path.join(ROOT, path)])
    except Unreadable as e:
        if 'natives' in str(e):
            return tally
        raise
    given = list(library.cases())
    given = rng.sample(given, min(len(given), cases_of or len(given)))
    for case, document in zip(given, batch([path], given)):
        try_document(tally, path, library, case, document, changes, rng, most)
    tally.documents = collections.Counter({'scenarios': sum(tally.documents.values())})
    return tally


def orders(job):
    seed, numbers, changes, most = job
    tally, rng = Tally(), random.Random(f'proofs orders {seed}')
    roots = ['us.ear', 'us.products.accelerators']
    library = Library(roots)
    book = random.Random(seed)
    given = [c for pair in [orderbook.order(book, n) for n in range(numbers)] for c in as_cases(pair)]
    for case, document in zip(given, batch(roots, given)):
        try_document(tally, 'order', library, case, document, changes, rng, most)
    tally.documents = collections.Counter({'order book': sum(tally.documents.values())})
    return tally


def as_cases(pair):
    """The order bare, and with its pack."""
    return [{**c, 'id': f'{c["id"]} {n}'} for n, c in enumerate(pair)]


def files():
    """Files with scenarios."""
    out = []
    for base, _, names in os.walk(os.path.join(ROOT, 'examples')):
        for name in names:
            path = os.path.join(base, name)
            if name.endswith(('.licet', '.md')):
                with open(path, encoding='utf-8') as f:
                    if 'scenario "' in f.read():
                        out.append(os.path.relpath(path, ROOT))
    return sorted(out)


def work(job):
    what, rest = job
    return {'generated': generated, 'scenarios': scenarios, 'orders': orders}[what](rest)


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument('--seed', type=int, default=SEED)
    ask.add_argument('--policies', type=int, default=12, help='generated policies, six cases or more each')
    ask.add_argument('--files', type=int, default=3, help='files of examples/ with scenarios; 0: all, -1: none')
    ask.add_argument('--cases', type=int, default=1, help='cases of each file; 0: all')
    ask.add_argument('--orders', type=int, default=1)
    ask.add_argument('--changes', type=float, default=.02, help='share of all single changes of a document')
    ask.add_argument('--most', type=int, default=400, help='changes of one document, about; 0: no limit')
    ask.add_argument('--only', default='', help='word in the path of the file of scenarios')
    ask.add_argument('--workers', type=int, default=2)
    args = ask.parse_args()
    begun, tally = time.monotonic(), Tally()
    jobs = [('orders', (args.seed, args.orders, args.changes, args.most))] if args.orders else []
    found = [f for f in files() if args.only in f]
    chosen = random.Random(args.seed).sample(found, max(0, min(len(found), args.files or len(found))))
    jobs += [('scenarios', (f, args.cases, args.changes, args.most)) for f in chosen]
    jobs += [('generated', (args.seed, n, args.changes, args.most)) for n in range(args.policies)]
    with multiprocessing.Pool(args.workers) as pool:
        for got in pool.imap_unordered(work, jobs):
            tally.add(got)
            for text in (got.wrong + got.passed)[:5]:
                print(text, flush=True)
    for origin, n in tally.documents.items():
        print(f'{n:>7} documents: {origin}')
    print(f'{tally.steps:>7} steps; {len(tally.wrong)} true documents refused')
    for kind, n in sorted(tally.changes.items()):
        print(f'{n:>7} changes: {kind}')
    print(f'{sum(tally.changes.values())} changes, {len(tally.passed)} passed; {time.monotonic() - begun:.0f} s')
    good = sum(tally.documents.values()) - len(tally.wrong) + sum(tally.changes.values()) - len(tally.passed)
    bad = len(tally.wrong) + len(tally.passed)
    print(f'{good} passed, {bad} failed')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())

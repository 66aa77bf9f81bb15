#!/usr/bin/env python3
"""Checks a decision document: every step and every member again, from policy, facts and day.

    prove.py -p POLICY [-f FACTS]... [--as-of DAY] [--world text] [--assume LABEL]... DOCUMENT...
    prove.py DOCUMENT...        the steps alone, each from the steps it rests on

POLICY is a file or the name of a module of the library. It reads the policy itself (read.py,
load.py), evaluates it by section 4 of GRAMMAR.md (evaluate.py, statement.py, document.py) and
makes the steps of the proof (derive.py); nothing of the engine is used. Exit status 1 when a
document does not follow. Not looked at, since they say nothing of the decision: `texts` (titles
and values once more, in people's words), `record` (when and by what it was made), the layout,
and the words of a fault's message.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import sys

import steps
from derive import Proof
from document import Whole, digest
from load import Library


def plain(statement):
    """The statement without its proof, and without the words of faults."""
    out = {k: v for k, v in statement.items() if k != 'proof'}
    out['lines'] = []
    for line in statement['lines']:
        found = [(u['code'], u['what']) for u in line['undetermined'] if u.keys() == {'code', 'what'}]
        if len(found) < len(line['undetermined']) or found != sorted(set(found)):
            raise ValueError('undetermined: not a set in its order')
        rest = [u for u in found if u[0] != 'UN-FAULT']
        out['lines'].append({**line, 'undetermined': rest, 'faults': len(rest) < len(found)})
    return out


def difference(mine, theirs, at=''):
    """Where two values first differ, or None."""
    if type(mine) is not type(theirs):
        return f'{at or "/"}: {json.dumps(theirs)[:200]}, but it follows {json.dumps(mine)[:200]}'
    if isinstance(mine, dict):
        if mine.keys() != theirs.keys():
            return f'{at or "/"}: members {list(theirs)}, not {list(mine)}'
        return next((d for k in mine for d in [difference(mine[k], theirs[k], f'{at}/{k}')] if d), None)
    if isinstance(mine, (list, tuple)):
        for n, (x, y) in enumerate(zip(mine, theirs)):
            found = difference(x, y, f'{at}/{n}')
            if found:
                return found
        return None if len(mine) == len(theirs) else f'{at}: {len(theirs)} elements, but {len(mine)} follow'
    return None if mine == theirs else f'{at}: {json.dumps(theirs)[:200]}, but it follows {json.dumps(mine)[:200]}'


class Checker:
    """What the document of one case must say; made once, for any number of documents."""
    def __init__(self, library, case):
        self.whole = Whole(library, case)
        self.statement = self.whole.statement()
        self.expected = plain(self.statement)
        self.proof = Proof(self.whole)

    def check(self, document):
        """None, or what does not follow."""
        try:
            return self.first(document)
        except (KeyError, IndexError, TypeError, ValueError, AttributeError) as e:
            return f'malformed: {e!r}'

    def first(self, document):
        if document.keys() != {'schema', 'id', 'statement', 'texts', 'record'} or document['schema'] != 'licet.decision/1':
            return 'not a document of licet.decision/1'
        statement = document['statement']
        if statement['proof'].keys() != {'steps', 'roots'}:
            return 'members of the proof'
        return difference(self.expected, plain(statement)) or next(self.proof.differences(statement['proof']), None) \
            or (None if document['id'] == digest(statement) else 'the id is not the digest of the statement')


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument('-p', '--policy', action='append', default=[])
    ask.add_argument('-f', '--facts', action='append', default=[])
    ask.add_argument('--library', action='append', default=[])
    ask.add_argument('--as-of')
    ask.add_argument('--world', default='enforced')
    ask.add_argument('--assume', action='append', default=[])
    ask.add_argument('documents', nargs='+', metavar='DOCUMENT')
    args = ask.parse_args()
    if args.policy:
        layers = []
        for path in args.facts:
            with open(path, encoding='utf-8') as f:
                layers.append(json.load(f))
        case = {'facts': layers, 'assume': args.assume, 'world': args.world, 'as_of': args.as_of}
        check = Checker(Library(args.policy, args.library), case).check
    else:
        check = steps.check
    failed = 0
    for path in args.documents:
        with open(path, encoding='utf-8') as f:
            why = check(json.load(f))
        print(f'{path}: {why or "follows"}')
        failed += why is not None
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())

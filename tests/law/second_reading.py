#!/usr/bin/env python3
"""Lists and words of effects, read a second time: second_reading.csv against what stands in the library.

    tests/law/second_reading.py [--library FOLDER]
    tests/law/second_reading.py --blind FOLDER     the library without them, for the reader

Members of written lists of the law (entries, paragraphs, provisions, countries, reasons for control
and other words), what an exception or restriction aims at, the reason of a requirement, the policy
of a review and the flag of a rule were copied from the text by a reader who saw only what `--blind` writes.
A row names file, declaration and place in it, what stands there and where it was read; where reader
and library differed, and the library was not put right, `settled` says what the reader had and why
the library's words stand.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import csv
import os
import re
import sys

from source import closing, declarations, pieces, sources_of, tokens_of

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
TABLE = os.path.join(ROOT, 'tests/law/second_reading.csv')
LEFT_OUT = ('us/products/', 'licet/', 'trade/')  # products: test_chips.py; the others are no law
AIMS = ('authorizes', 'suspends', 'unenforces', 'reviews')
LABEL = r'\d[A-Z]\d{3}[\w.]*|EAR99|\d{3}\.\d+(?:\(\w+\))*'


class Place:
    """One list or word: the kind, its parts, and where it stands in the source."""
    def __init__(self, path, name, kind, parts, start, end):
        self.path, self.name, self.kind, self.parts, self.start, self.end = path, name, kind, parts, start, end
        self.nth = 0

    key = property(lambda self: (self.path, self.name, self.nth))


def kind_of(parts):
    for kind, form in (('countries', '[A-Z]{2}'), ('labels', LABEL), ('texts', '".*"')):
        if all(re.fullmatch(form, p) for p in parts):
            return kind
    return 'words' if all(re.fullmatch('[a-z_0-9]+', p) for p in parts) else None


def written_list(path, name, source, tokens, i):
    if tokens[i].text != '[' or tokens[i - 1].kind == 'word' and source[tokens[i].at - 1] not in ' \n(':
        return None
    closed = closing(tokens, i)
    parts = [source[tokens[a].at:tokens[b - 1].end] for a, b in pieces(tokens, i, closed, ',')]
    kind = kind_of(parts) if len(parts) > 1 else None
    return kind and Place(path, name, kind, parts, tokens[i].at, tokens[closed].end)


def aims(path, name, source, tokens, i):
    if tokens[i].text not in AIMS:
        return None
    last = first = i + 1
    while True:
        while source[tokens[last].end] == '(':
            last = closing(tokens, last + 1)
        if last + 1 == len(tokens) or tokens[last + 1].text != ',':
            break
        last += 2
    written = source[tokens[first].at:tokens[last].end]
    return Place(path, name, tokens[i].text, re.split(r',\s*', written), tokens[first].at, tokens[last].end)


EFFECTS = {'reason': 'reason', 'under': 'policy', 'flags': 'flag'}


def effect(path, name, tokens, i):
    kind, t = EFFECTS.get(tokens[i].text), tokens[min(i + 1, len(tokens) - 1)]
    if kind == 'reason' and t.text == ':':
        t = tokens[i + 2]
    return kind and Place(path, name, kind, [t.text], t.at, t.end)


def places(path, source):
    tokens, counted = tokens_of(source), {}
    for _, first, last in declarations(tokens, source):
        name, i = tokens[first + 1].text, first + 2
        while i < last:
            place = written_list(path, name, source, tokens, i) or aims(path, name, source, tokens, i) \
                or effect(path, name, tokens, i)
            if place:
                place.nth = counted[name] = counted.get(name, 0) + 1
                yield place
            i += 1


def library(folder):
    return {path: source for path, source in sorted(sources_of(folder).items()) if not path.startswith(LEFT_OUT)}


def blind(folder, to):
    for path, source in library(folder).items():
        found = list(places(path, source))
        for p in reversed(found):
            source = source[:p.start] + f'[#{p.nth} {p.kind}]' + source[p.end:]
        if found:
            os.makedirs(os.path.dirname(os.path.join(to, path)), exist_ok=True)
            with open(os.path.join(to, path), 'w', encoding='utf-8') as f:
                f.write(source)


def table():
    """The rows by their place: what was read, as parts, or None where no text could be read."""
    with open(TABLE, newline='', encoding='utf-8') as handle:
        for row in csv.DictReader(handle):
            words = row['words']
            parts = words.split(' | ') if ' | ' in words else words.split()
            yield (row['file'], row['declaration'], int(row['nth'])), parts or None, row['read_in']


def faults(found, read):
    for key, place in found.items():
        where = f"{place.path}: {place.name} #{place.nth} ({place.kind})"
        if key not in read:
            yield f'{where}: not read a second time; add a row to second_reading.csv from the text'
        elif read[key][0] is not None and sorted(place.parts) != sorted(read[key][0]):
            ours, theirs = set(place.parts), set(read[key][0])
            yield f"{where}: {read[key][1]} has {' '.join(sorted(theirs - ours)) or 'nothing more'}; " \
                  f"the library alone has {' '.join(sorted(ours - theirs)) or 'nothing'}"
    for path, name, nth in read:
        if (path, name, nth) not in found:
            yield f'second_reading.csv: {path}: {name} #{nth}: nothing stands there'


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument('--library', default=os.path.join(ROOT, 'stdlib'))
    ask.add_argument('--blind', metavar='FOLDER')
    args = ask.parse_args()
    if args.blind:
        return blind(args.library, args.blind)
    found = {p.key: p for path, source in library(args.library).items() for p in places(path, source)}
    read = {key: (parts, where) for key, parts, where in table()}
    bad = list(faults(found, read))
    for fault in bad:
        print('FAILED', fault)
    print(f'{sum(read[k][0] is not None for k in found if k in read)} read, of {len(found)}')
    print(f'{max(len(found) - len(bad), 0)} passed, {len(bad)} failed')
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())

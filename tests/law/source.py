"""The text of the library as words: declarations, brackets, lists; for those who compare or spoil it.
SPDX-License-Identifier: Apache-2.0
"""
import os
import re

TOKEN = re.compile(r'''(?P<comment>(?<!\S)--[^\n]*) | (?P<text>"(?:[^"\\\n]|\\.)*")
    | (?P<date>\d{4}-\d\d-\d\d) | (?P<eccn>\d[A-Z]\d{3}(?:\.\w+)*)
    | (?P<section>\d+\.\d+(?:\(\w+\))+) | (?P<number>\d[\d_]*(?:\.\d+)?)
    | (?P<word>[^\W\d]\w*(?:\.\w+)*) | (?P<space>\s+)
    | (?P<sign>\.\.\.|\.\.|!=|<=|>=|[-{}\[\]();:,.|+*/^=<>])''', re.X)
STARTS = ('rule', 'define', 'table', 'fact', 'act', 'record', 'enum', 'verdicts', 'outcomes', 'reasons',
          'policies', 'duties', 'flags', 'exclusions', 'unit', 'import', 'module', 'scenario', 'native',
          'law', 'not', 'text')


class Token:
    def __init__(self, match):
        self.kind, self.text, self.at, self.end = match.lastgroup, match.group(), match.start(), match.end()


def tokens_of(source):
    return [t for t in map(Token, TOKEN.finditer(source)) if t.kind not in ('space', 'comment')]


def declarations(tokens, source):
    """(label, first, last) of the token ranges of rules, defines and tables."""
    heads = [i for i, t in enumerate(tokens) if t.kind == 'word' and t.text in STARTS
             and (t.at == 0 or source[t.at - 1] == '\n')]
    for here, there in zip(heads, heads[1:] + [len(tokens)]):
        if tokens[here].text in ('rule', 'define', 'table') and tokens[here + 1].text != 'of':
            yield tokens[here].text, here, there


def closing(tokens, i):
    """The index of the bracket that closes the one at i."""
    depth = 0
    for k in range(i, len(tokens)):
        if tokens[k].text in ('{', '[', '('):
            depth += 1
        elif tokens[k].text in ('}', ']', ')'):
            depth -= 1
            if depth == 0:
                return k
    return None


def pieces(tokens, opened, closed, sign):
    """The ranges of tokens between brackets, parted by a sign."""
    out, depth, first = [], 0, opened + 1
    for k in range(opened + 1, closed + 1):
        text = tokens[k].text
        if k == closed or (text == sign and depth == 0):
            if k > first:
                out.append((first, k))
            first = k + 1
        elif text in ('{', '[', '('):
            depth += 1
        elif text in ('}', ']', ')'):
            depth -= 1
    return out


def sources_of(folder):
    out = {}
    for base, _, names in os.walk(folder):
        for name in names:
            if name.endswith('.licet'):
                path = os.path.join(base, name)
                out[os.path.relpath(path, folder)] = open(path, encoding='utf-8').read()
    return out

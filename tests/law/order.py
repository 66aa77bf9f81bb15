"""Writes orders and scenarios as Licet text: what the generators under tests/law share.

In: items as dictionaries of Python values. Out: the text of a module, laid out by `licet fmt`.
Nothing here knows the law; the numbers come from the specifications that call it.
SPDX-License-Identifier: Apache-2.0
"""
import os
import subprocess
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LICET = os.environ.get('LICET', os.path.join(ROOT, 'build/release/licet'))


class Word(str):
    """A name of the language: an enumeration word, a constant, a country."""


class Record:
    def __init__(self, type, **fields):
        self.type, self.fields = type, fields


def decimal(number):
    """A number as Licet writes it: a decimal when it is one, a fraction when it is not."""
    number = Fraction(number)
    scaled, digits = number, 0
    while scaled.denominator != 1 and digits < 30:
        scaled, digits = scaled * 10, digits + 1
    if scaled.denominator != 1:
        return f'{number.numerator}/{number.denominator}'
    sign, text = ('-', str(-scaled.numerator)) if scaled < 0 else ('', str(scaled.numerator))
    if digits:
        text = text.rjust(digits + 1, '0')
        text = text[:-digits] + '.' + text[-digits:]
    return sign + text


class Quantity:
    def __init__(self, number, unit):
        self.number, self.unit = Fraction(str(number)) if not isinstance(
            number, Fraction) else number, unit

    def text(self):
        shown = decimal(self.number)
        return f'{shown} {self.unit}' if '/' not in shown else f'{shown} * 1 {self.unit}'


def text(value):
    if isinstance(value, bool):
        return 'true' if value else 'false'
    if value is None:
        return 'none'
    if isinstance(value, Word):
        return str(value)
    if isinstance(value, str):
        return '"' + value.replace('"', '\\"') + '"'
    if isinstance(value, Quantity):
        return value.text()
    if isinstance(value, Record):
        return value.type + ' { ' + '; '.join(
            f'{name} = {text(field)}' for name, field in value.fields.items()) + ' }'
    if isinstance(value, (list, tuple)):
        return '[' + ', '.join(text(each) for each in value) + ']'
    return decimal(value)


def define(name, type, title, value):
    return f'define {name}: {type} {text(title)} = {text(value)}\n'


def module(comment, imports, declarations):
    """The text of a module; `comment` is its head, one line or more."""
    lines = ['-- ' + line if line else '--' for line in comment.split('\n')]
    lines += ['--', '-- Written by tests/law/generate.py from the numbers of the text; not by hand.',
              '-- SPDX-License-Identifier: Apache-2.0']
    source = '\n'.join(lines) + '\n' + ''.join(f'import {i}\n' for i in imports) + '\n' + \
        '\n'.join(declarations)
    return laid_out(source)


def laid_out(source):
    done = subprocess.run([LICET, 'fmt'], input=source, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f'{done.stderr}\n{source}')
    return done.stdout

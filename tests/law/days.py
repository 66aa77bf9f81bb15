"""The day before, the day, and the day after each change of the law: days.csv as scenarios.

days.csv is written from the Federal Register notices that its last column names: on each row the
facts that differ from an ordinary order, and the finding on the three days.
SPDX-License-Identifier: Apache-2.0
"""
import csv
import os
from datetime import date, timedelta

from order import ROOT, Quantity, Record, Word, define, module
from places import ITEMS, user
import order


def circuit(name, tops, bits, area, io_rate, eccn):
    return Record('Item', name=name, kind=Word('integrated_circuit'), eccn=Word(eccn), units=1, traits=[], datacenter=True,
                  operations=[Record('Operation', tops=tops, bits=bits, nature=Word('digital_processor'))],
                  die_area=Quantity(area, 'mm2'), io_rate=Quantity(io_rate, 'GB/s'),
                  dram_bandwidth=Quantity(1000, 'GB/s'), contains=[])


def items():
    yield ITEMS
    yield define('first_version', 'Item', '600 GB/s and 4,800 operations times bits, sold as EAR99 before', circuit(
        'first version', 600, 8, 800, 600, 'EAR99'))
    yield define('network_card', 'Item', 'a mass-market card with encryption, 5A992 as stated', Record(
        'Item', name='network card', kind=Word('assembly'), eccn=Word('5A992'), units=1, traits=[], operations=[], contains=[]))
    yield define('server_part', 'Item', 'a part that no entry names', Record(
        'Item', name='server part', kind=Word('other_commodity'), eccn=Word('EAR99'), units=1, operations=[],
        contains=[]))
    yield define('tier_two_computer', 'Item', 'a computer with one circuit of 3A090.b', Record(
        'Item', name='computer', kind=Word('computer'), eccn=Word('EAR99'), units=1, traits=[], datacenter=True, operations=[],
        contains=[Word('second_tier')]))


def expectation(found):
    first = found.split()[0]
    if first == 'undetermined':
        return 'expect no_license_required .. license_required'
    return 'expect ' + found


def scenario(row):
    day = date.fromisoformat(row['date'])
    base = ('activity = export; destination = MY; items = [server_part]; parties = []; '
            f'end_user = {order.text(user("MY", "MY", None))}; purpose = ordinary_use; knowledge = []; signs = []; '
            'us_person_support = false')
    own = {part.split('=')[0].strip() for part in row['facts'].split('; ') if '=' in part}
    kept = [part for part in split(base) if part.split('=')[0].strip() not in own]
    expects = [row['before'], row['on'], row['after']]
    changed = row['before'] != row['on']
    if changed and row['on'] == 'license_required':
        expects[1] += ' because ' + row['provision']
    lines = [f'scenario "{day}: {row["title"]}" source "{row["citation"]}" certainty "derived from rule text"',
             f'as of {day - timedelta(1)} given {{ {"; ".join(kept + split(row["facts"]))} }}', expectation(expects[0])]
    for n, found in ((0, expects[1]), (1, expects[2])):
        lines.append(f'as of {day + timedelta(n)} given {{ }} {expectation(found)}')
    return '\n'.join(lines) + '\n'


def split(text):
    """The bindings of one level."""
    parts, depth, start = [], 0, 0
    for n, char in enumerate(text):
        depth += (char in '{[(') - (char in '}])')
        if char == ';' and depth == 0:
            parts.append(text[start:n].strip())
            start = n + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def files():
    with open(os.path.join(ROOT, 'tests/law/days.csv'), encoding='utf-8') as table:
        rows = list(csv.DictReader(table))
    return {'days.licet': module(
        'The day before, the day and the day after each change that an order feels.\n\nFrom tests/law/days.csv, '
        'a row for each.', ['us.ear', 'us.products.accelerators'], list(items()) + [scenario(row) for row in rows])}

"""The chips of chips.csv as facts: writes stdlib/us/products/accelerators.licet.

chips.csv beside this file restates published and reported figures; `operations` is a list of
rate@bits (dense, TOPS), tf32 where the bit length is settled by no source. `dossier_tpp` and
`dossier_pd` are what the collection that the figures come from computed; test_chips.py says
where they differ from the arithmetic of the text.
SPDX-License-Identifier: Apache-2.0
"""
import csv
import os
from fractions import Fraction

import advanced
from order import Quantity, Record, Word, laid_out, text

HERE = os.path.dirname(os.path.abspath(__file__))
NOT_CONFIRMED = {'die_area_mm2': 'die area', 'interconnect_GBps': 'transfer rate',
                 'dram_bw_GBps': 'memory bandwidth', 'tpp': 'performance'}
EXTRA = {
    'rtx_4090': 'Performance depends on the accumulate mode: with FP16 accumulate 5,285 TPP, as here; 10,570 also circulates and counts sparsity.',
    'a30': 'The 4-bit figure makes 2,644 TPP and a density just over 3.2, the 8-bit one 2,640 and just under: .b either way.',
    'mi300x': 'A source that shows 312 at 16 bits is an evident slip.',
    'inferentia2': 'The last operation is TF32: 3,610 TPP at 19 bits, 6,080 at 32 (3A090.a); the bit length is left open.',
    'h20': 'Set just under 2,400 TPP and a density of 3.2; see the letter of 2025-04-09 (is_informed.letters_2025).',
    'mi308x': 'Sources conflict (one gives 654 at 16 bits, one about 2,368 TPP): performance is left open.',
    'a100_40gb_sxm': 'TF32 (156) is left out: at 19 or 32 bits it does not go over 4,992 TPP.',
}


class Chip:
    def __init__(self, row):
        self.constant, self.maker, self.chip = row['constant'], row['vendor'], row['chip']
        self.datacenter = row['datacenter'] == 'yes'
        self.operations = [tuple(o.split('@')) for o in row['operations'].split(';') if o]
        self.known = [(Fraction(rate), int(bits)) for rate, bits in self.operations
                      if bits != 'tf32']
        self.tf32 = [Fraction(rate) for rate, bits in self.operations if bits == 'tf32']
        self.area = Fraction(row['die_area_mm2']) if row['die_area_mm2'] else None
        self.io = Fraction(row['io_GBps']) if row['io_GBps'] else None
        self.dram = Fraction(row['dram_GBps']) if row['dram_GBps'] else None
        self.dossier_tpp, self.dossier_pd = row['dossier_tpp'], row['dossier_pd']
        self.row = row

    def title(self):
        return self.chip if self.maker in ('China', 'Groq') else f'{self.maker} {self.chip}'

    def classes(self, day, assume_area=None, assume_io=None):
        area = self.area if self.area is not None else assume_area
        io = self.io if self.io is not None else assume_io
        return advanced.circuit_classes(self.known, area, io, self.datacenter, day)

    def possible(self, day):
        """Classes under every assumption about what is not known, as a list of sets."""
        performance = advanced.tpp(self.known)
        areas = [None] if self.area is not None else [
            performance / Fraction(d) for d in ('0.1', '2', '4', '10')]
        rates = [None] if self.io is not None else [0, 200, 700]
        return [self.classes(day, a, i) for a in areas for i in rates]

    def stated(self):
        """By the text of 2023-11-17; none when that is open."""
        if not self.known or self.tf32:
            return None
        answers = {min(found) if found else None for found in self.possible(advanced.V2)}
        return answers.pop() if len(answers) == 1 else None


def chips():
    with open(os.path.join(HERE, 'chips.csv')) as handle:
        return [Chip(row) for row in csv.DictReader(handle)]


def operation(rate, bits):
    if bits == 'tf32':
        return Record('Operation', tops=Fraction(rate), nature=Word('digital_processor_tf32'))
    return advanced.operation(rate, bits)


def item(chip, **changed):
    fields = dict(name=chip.title(), kind=Word('integrated_circuit'))
    if chip.stated():
        fields['eccn'] = Word(chip.stated())
    fields['classification_confirmed'] = False
    fields.update(units=1, datacenter=chip.datacenter)
    if chip.operations:
        fields['operations'] = [operation(*o) for o in chip.operations]
    for name, value, unit in (('die_area', chip.area, 'mm2'), ('io_rate', chip.io, 'GB/s'),
                              ('dram_bandwidth', chip.dram, 'GB/s')):
        if value is not None:
            fields[name] = Quantity(value, unit)
    fields['contains'] = []
    fields['traits'] = []
    fields.update(changed)
    return Record('Item', **fields)


def constant(chip):
    cells = [c.split(':')[0].split('(')[0] for c in chip.row['unverified'].split(';')]
    marks = [words for cell, words in NOT_CONFIRMED.items() if cell in cells]
    absent = [words for words, value in (('performance', chip.operations), ('die area', chip.area),
                                         ('transfer rate', chip.io), ('memory bandwidth', chip.dram))
              if not value]
    if 'estimate' in chip.row['die_area_status'] or 'assumed' in chip.row['die_area_status']:
        if 'die area' not in marks and chip.area is not None:
            marks.append('die area')
    doubts = []
    if marks:
        doubts.append(', '.join(marks) + ' not confirmed')
    if absent:
        doubts.append('no ' + ', '.join(absent) + ' in the sources')
    if chip.tf32:
        doubts.append('bit length of TF32 not settled')
    head = f'define {chip.constant}: Item {text(chip.title())}\nsource {text(chip.row["source"])}\n'
    note = EXTRA.get(chip.constant) or chip.row['note'].strip()
    if note:
        head += f'note {text(note)}\n'
    if doubts:
        head += f'unverified {text("; ".join(doubts))}\n'
    return head + f'= {text(item(chip))}\n'


def board(constant_name, title, figures_of, note, name, kind, **fields):
    record = Record('Item', name=name, kind=Word(kind), eccn=Word('4A090.a'),
                    classification_confirmed=False, units=1, datacenter=True, operations=[],
                    traits=[Word('floating_point_64')] if kind == 'computer' else [], **fields)
    source = text(f'figures of {figures_of}')
    return f'define {constant_name}: Item {text(title)}\nsource {source} note {text(note)}\n' \
        f'= {text(record)}\n'


def module():
    known = chips()
    by_name = {chip.constant: chip for chip in known}
    a100, h100 = by_name['a100_sxm'], by_name['h100_sxm']
    head = '''-- Accelerators as ready facts: import us.products.accelerators and write items = [h100_sxm].
--
-- Each constant is one integrated circuit, one piece, with figures as published or reported;
-- what could not be confirmed is marked. `eccn` is this library's own statement by the text of
-- 2023-11-17, not the maker's; whether a product is marketed for datacenters is a judgment.
-- Written by tests/law/generate.py from tests/law/chips.csv; not by hand.
-- SPDX-License-Identifier: Apache-2.0
module us.products.accelerators "accelerators: chips as facts"
note "io_rate is the chip-to-chip rate as listed; the other inputs and outputs come on top. Makers publish no die sizes: areas are reported ones."

import trade.order

'''
    parts = [constant(chip) for chip in known]
    parts.append('-- Boards and servers that the cases speak of.\n')
    for chip, short in ((a100, 'A100 80GB'), (h100, 'H100 SXM5 80GB')):
        key = chip.constant.split('_')[0]
        full = chip.title().replace('NVIDIA ', '')
        parts.append(board(
            f'{key}_board', f'board with one {full}', chip.constant,
            'One integrated circuit on a board; marketed for datacenters.',
            f'{short} board', 'assembly', contains=[Word(chip.constant)],
            dram_bandwidth=Quantity(chip.dram, 'GB/s')))
        note = f'As one entry with eight pieces: the same integrated circuit as {chip.constant}.'
        parts.append(f'define eight_{chip.constant}: Item {text("eight " + chip.title())}\n'
                     f'source {text("figures of " + chip.constant)} note {text(note)}\n'
                     f'= {text(item(chip, units=8))}\n')
        parts.append(board(
            f'{key}_server', f'server with eight {full}', chip.constant,
            'Eight integrated circuits, such as an eight-way system by Supermicro or Dell.',
            f'server with eight {short}', 'computer',
            contains=[Word('eight_' + chip.constant)]))
    parts.append('define ear99_server_part: Item "a server part that no entry of the control list'
                 ' names"\nsource "a part made up for the case of a server part"\nnote "EAR99 as stated by the supplier."\n= ' + text(Record(
                     'Item', name='server part', kind=Word('other_commodity'), eccn=Word('EAR99'),
                     classification_confirmed=False, units=1, datacenter=False, operations=[],
                     contains=[], food_or_medicine=False)) + '\n')
    return laid_out(head + '\n'.join(parts))

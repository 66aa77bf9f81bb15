#!/usr/bin/env python3
"""Every chip of chips.csv, on days of every version: `licet` against arithmetic of its own.

    tests/law/test_chips.py            compares; ends with N passed, N failed
    tests/law/test_chips.py --dossier  lists where the collection's own TPP and density differ

Classes are compared exactly where the figures are known; where one is not known, the sure
classes must be those that every assumption gives, the possible ones those that some give.
TPP and density are read from the margins of the decision.
SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import advanced  # noqa: E402
import products  # noqa: E402
from order import LICET, ROOT  # noqa: E402

DAYS = [date(2022, 10, 20), date(2022, 10, 21), date(2023, 11, 16), date(2023, 11, 17),
        date(2024, 4, 4), date(2024, 12, 2), date(2025, 1, 16), date(2026, 1, 15),
        date(2026, 9, 24)]
AT_ONCE = 14         # a proof of all chips together would need too much memory
ENTRIES = ('3A090', '3A991.p')


def decide(names, day):
    """The classification and margins of every chip on one day."""
    source = 'import us.ear\nimport us.products.accelerators\n' \
        'scenario "some chips" given { activity = statement_to_customers; items = [' + \
        ', '.join(names) + '] } expect not_subject\n'
    with tempfile.NamedTemporaryFile('w', suffix='.licet', delete=False) as handle:
        handle.write(source)
    try:
        done = subprocess.run(
            [LICET, 'decide', '--library', os.path.join(ROOT, 'stdlib'), '--format', 'json',
             '--as-of', day.isoformat(), handle.name], capture_output=True, text=True)
    finally:
        os.unlink(handle.name)
    if not done.stdout:
        raise SystemExit(done.stderr)
    lines = [line for line in json.loads(done.stdout)['statement']['lines']
             if line['id'].startswith('/items/')]
    return {line['id']: line for line in lines}


def ours(labels):
    return {label for label in labels if label.startswith(ENTRIES)}


def figure(line, unit):
    """The value that the margins show, in this unit; None when none shows."""
    values = {m['value'] for m in line['margins'] if m['unit'] == unit
              and m['provision'].startswith('3A090')}
    return Fraction(values.pop()) if len(values) == 1 else None


def compare(chip, line, day):
    """What is wrong with one chip on one day, as a list of texts."""
    wrong = []
    sure = ours(line['classification']['sure'])
    possible = sure | ours(line['classification']['possible'])
    if chip.operations and not chip.tf32:
        answers = chip.possible(day)
        must, may = set.intersection(*answers), set.union(*answers)
        if sure != must:
            wrong.append(f'classes {sorted(sure)}, not {sorted(must)}')
        if not may <= possible:
            wrong.append(f'possible {sorted(possible)}, not {sorted(may)}')
        if day >= advanced.V2:
            if figure(line, 'TPP') != advanced.tpp(chip.known):
                wrong.append(f'TPP {figure(line, "TPP")}, not {advanced.tpp(chip.known)}')
            if chip.area and figure(line, 'TPP/mm2') != advanced.tpp(chip.known) / chip.area:
                wrong.append(f'density {figure(line, "TPP/mm2")}')
    elif day >= advanced.V2 and ours(sure) - {'3A991.p'}:
        wrong.append(f'{sorted(sure)} from figures that nobody knows')
    return [f'{chip.constant} on {day}: {each}' for each in wrong]


def dossier(chips):
    """Where the collection's computed columns differ from the arithmetic, beyond rounding."""
    for chip in chips:
        ours_tpp = advanced.tpp(chip.known)
        if chip.known and chip.dossier_tpp and abs(
                Fraction(chip.dossier_tpp) - ours_tpp) > Fraction(1, 20):
            print(f'{chip.constant}: TPP {float(ours_tpp):.1f}, collection {chip.dossier_tpp}')
        if chip.known and chip.area and chip.dossier_pd and abs(
                Fraction(chip.dossier_pd) - ours_tpp / chip.area) > Fraction(6, 10000):
            print(f'{chip.constant}: density {float(ours_tpp / chip.area):.4f}, '
                  f'collection {chip.dossier_pd}')


def main():
    chips = products.chips()
    if '--dossier' in sys.argv:
        return dossier(chips)
    passed = failed = 0
    for day in DAYS:
        for first in range(0, len(chips), AT_ONCE):
            some = chips[first:first + AT_ONCE]
            lines = decide([chip.constant for chip in some], day)
            for n, chip in enumerate(some):
                wrong = compare(chip, lines[f'/items/{n}'], day)
                passed, failed = passed + (not wrong), failed + bool(wrong)
                for each in wrong:
                    print(each)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0)


main()

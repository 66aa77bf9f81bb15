#!/usr/bin/env python3
"""Writes examples/boundaries/: cases just below, at and above each figure of the control list.

    tests/law/generate.py            writes the files
    tests/law/generate.py --check    says which differ from what would be written

Each specification beside this file is written from the text of the regulation and says itself
what the outcome is; the engine is asked for nothing but the layout.
SPDX-License-Identifier: Apache-2.0
"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import advanced  # noqa: E402
from order import ROOT  # noqa: E402

FOLDER = os.path.join(ROOT, 'examples/boundaries')


def main():
    written = {}
    for specification in (advanced,):
        written.update(specification.files())
    passed = failed = 0
    for name, text in sorted(written.items()):
        path = os.path.join(FOLDER, name)
        if '--check' in sys.argv:
            same = os.path.exists(path) and open(path).read() == text
            passed, failed = passed + same, failed + (not same)
            if not same:
                print(f'{path}: differs from what tests/law/generate.py writes')
        else:
            os.makedirs(FOLDER, exist_ok=True)
            open(path, 'w').write(text)
    for name in sorted(os.listdir(FOLDER)) if '--check' in sys.argv else ():
        if name not in written:
            failed += 1
            print(f'{name}: no specification writes it')
    if '--check' in sys.argv:
        print(f'{passed} passed, {failed} failed')
        sys.exit(failed > 0)


main()

#!/usr/bin/env python3
"""Writes examples/boundaries/ (cases just below, at and above each figure) and the products.

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
import countries  # noqa: E402
import days  # noqa: E402
import places  # noqa: E402
import figures  # noqa: E402
import lvs  # noqa: E402
import persons  # noqa: E402
import products  # noqa: E402
from order import ROOT  # noqa: E402

FOLDER = os.path.join(ROOT, 'examples/boundaries')
PRODUCTS = os.path.join(ROOT, 'stdlib/us/products/accelerators.licet')


def main():
    written = {PRODUCTS: products.module()}
    for specification in (advanced, countries, days, figures, lvs, persons, places):
        for name, text in specification.files().items():
            written[os.path.join(FOLDER, name)] = text
    if '--check' not in sys.argv:
        os.makedirs(FOLDER, exist_ok=True)
        for path, text in written.items():
            with open(path, 'w') as handle:
                handle.write(text)
        return
    wrong = [path for path, text in sorted(written.items())
             if not os.path.exists(path) or open(path).read() != text]
    for path in wrong:
        print(f'{path}: differs from what tests/law/generate.py writes')
    for name in sorted(os.listdir(FOLDER)):
        if os.path.join(FOLDER, name) not in written:
            wrong.append(name)
            print(f'{name}: no specification writes it')
    print(f'{len(written) - len(wrong)} passed, {len(wrong)} failed')
    sys.exit(len(wrong) > 0)


main()

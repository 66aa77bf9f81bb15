#!/usr/bin/env python3
"""Runs tests with a build that counts, and prints which lines and branches they reach, by folder.

    tests/coverage.py [--short] [--holes FOLDER]    after `make V=coverage build-tests` (make coverage does both)

What is run: unit tests, wrong inputs, dumps, transcripts and pages, generated cases, calls that
fail; without --short the scenarios of examples and stdlib as well. --holes lists the lines of a folder
that nothing reached.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import collections
import json
import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OUT = ROOT / "build/coverage"


def run(*words, **kwargs):
    done = subprocess.run([str(word) for word in words], cwd=ROOT, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **kwargs)
    lines = done.stdout.decode(errors="replace").splitlines()
    print(f"{' '.join(pathlib.Path(str(word)).name for word in words)[:70]:70} {lines[-1][:60] if lines else ''}")
    sys.stdout.flush()


def run_tests(short):
    licet = OUT / "licet"
    env = dict(os.environ, LICET=str(licet))
    for test in sorted(OUT.glob("unit/*_test")):
        run(test)
    run("tests/golden.py", "--licet", licet, "policies", "facts", "stages", "layout", "cli", "pages", "man")
    run("tests/faults.py", "--licet", licet)
    run("python3", "tests/properties/run.py", "--cases", 300, env=env)
    if not short:
        run(licet, "test", "examples", "stdlib")


def counted(folder):
    """File -> line -> (times, branches taken, branches); of each function once, the most of all objects."""
    files = collections.defaultdict(dict)
    objects = sorted(str(path.resolve()) for path in OUT.rglob("*.gcda"))
    for start in range(0, len(objects), 40):
        said = subprocess.run(["gcov", "--json-format", "--stdout", "-b", *objects[start:start + 40]], cwd=ROOT,
                              capture_output=True, check=True).stdout
        for text in said.splitlines():
            for file in json.loads(text)["files"]:
                path = pathlib.PurePath(file["file"])
                if path.is_absolute() or path.parts[0] not in ("runtime", "grammar") or path.suffix == ".h":
                    continue
                lines = files[str(path)]
                for line in file["lines"]:
                    taken = sum(branch["count"] > 0 for branch in line["branches"])
                    old = lines.get(line["line_number"], (0, 0, 0))
                    lines[line["line_number"]] = (old[0] + line["count"], max(old[1], taken),
                                                  max(old[2], len(line["branches"])))
    return files


def show(files):
    print(f"{'folder':20} {'lines':>8} {'reached':>9} {'branches':>9} {'taken':>7}")
    sums = collections.defaultdict(lambda: [0, 0, 0, 0])
    for path, lines in files.items():
        for key in (str(pathlib.PurePath(path).parent), "all"):
            total = sums[key]
            total[0] += len(lines)
            total[1] += sum(times > 0 for times, _, _ in lines.values())
            total[2] += sum(n for _, _, n in lines.values())
            total[3] += sum(taken for _, taken, _ in lines.values())
    for key in sorted(sums, key=lambda name: (name == "all", name)):
        lines, reached, branches, taken = sums[key]
        print(f"{key:20} {lines:8} {100 * reached / lines:7.1f} % {branches:9} {100 * taken / max(1, branches):5.1f} %")


def holes(files, folder):
    for path, lines in sorted(files.items()):
        if path.startswith(folder):
            text = (ROOT / path).read_text().splitlines()
            for number in sorted(number for number, (times, _, _) in lines.items() if times == 0):
                print(f"{path}:{number}: {text[number - 1].strip()[:100]}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--holes")
    args = parser.parse_args()
    if args.holes:
        holes(counted(OUT), args.holes)
        return
    for path in OUT.rglob("*.gcda"):
        path.unlink()
    run_tests(args.short)
    show(counted(OUT))


if __name__ == "__main__":
    main()

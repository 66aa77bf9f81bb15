#!/usr/bin/env python3
"""Runs what is written down with its expected output: wrong inputs, dumps of every stage, transcripts.

    tests/golden.py [--licet BINARY] [GROUP]...      groups: see GROUPS at the end
    UPDATE=1 tests/golden.py GROUP                   rewrites the expected outputs

Transcripts (tests/cli/*.t, README.md, man pages) are lines '$ command' followed by what the
command says; '[N]' is its exit status, '...' stands for any lines, '…' for anything in one.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import concurrent.futures
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
UPDATE = os.environ.get("UPDATE") == "1"
STAGES = ("tree", "names", "types", "core", "code", "eras", "provisions")
LIMIT = 300  # seconds for one command; only a hang is longer


class Failure(Exception):
    pass


class Runner:
    def __init__(self, licet):
        self.licet = pathlib.Path(licet).resolve()
        self.folder = tempfile.TemporaryDirectory()
        (pathlib.Path(self.folder.name) / "licet").symlink_to(self.licet)
        self.env = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", LANG="C.UTF-8",
                        PATH=f"{self.folder.name}:{os.environ['PATH']}",
                        NATIVE=str(self.licet.parent / "native"))

    def run(self, words, cwd=ROOT, text=""):
        done = subprocess.run([str(self.licet), *words], cwd=cwd, input=text.encode(),
                              capture_output=True, timeout=LIMIT, check=False, env=self.env)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def shell(self, line):
        """Both outputs in the order written, and the status."""
        done = subprocess.run(["bash", "-c", line], cwd=ROOT, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=LIMIT, check=False, env=self.env)
        return done.returncode, done.stdout.decode()


def compare(path, got):
    """Against the file, or into it."""
    if UPDATE:
        path.write_text(got)
        return
    want = path.read_text() if path.exists() else ""
    if got != want:
        raise Failure("".join(difflib.unified_diff(
            want.splitlines(True), got.splitlines(True), f"{path.relative_to(ROOT)} (expected)", "found")))


def expect_status(status, *wanted):
    if status not in wanted:
        raise Failure(f"exit status {status}, expected {' or '.join(map(str, wanted))}")


# -- wrong inputs ---------------------------------------------------------------------------

def wrong_policies(r):
    """Each .licet or .md with an .err beside it: what `check` says, and its exit status."""
    folder = ROOT / "tests/wrong/policies"

    def one(err):
        source = next(p for p in (err.with_suffix(".licet"), err.with_suffix(".md")) if p.exists())
        status, _, said = r.run(["check", source.name], folder)
        compare(err, said)
        expect_status(status, 3 if "error[" in said else 0)
        if not said:
            raise Failure("nothing was said")

    return [(f"wrong policy {p.stem}", lambda p=p: one(p)) for p in sorted(folder.glob("*.err"))]


def wrong_facts(r):
    """Each .json (a facts file) or .set (one assignment) with an .err beside it: exit 4."""
    folder = ROOT / "tests/wrong/facts"

    def one(err):
        words = ["decide", "-p", "policy.licet"]
        if err.with_suffix(".set").exists():
            words += ["--set", err.with_suffix(".set").read_text().rstrip("\n")]
        else:
            words += ["-f", err.with_suffix(".json").name]
        status, out, said = r.run(words, folder)
        compare(err, said)
        expect_status(status, 4)
        if out:
            raise Failure("something was decided")

    return [(f"wrong facts {p.stem}", lambda p=p: one(p)) for p in sorted(folder.glob("*.err"))]


# -- dumps of the stages --------------------------------------------------------------------

def stages(r):
    """tests/cases/STAGE/X.licet against X.STAGE; up to the types, later passes may object."""
    def one(source, stage):
        status, out, said = r.run(["check", "--dump", stage, source.name], source.parent)
        if not out:
            raise Failure(said)
        if stage not in ("tree", "names", "types"):
            expect_status(status, 0)
        compare(source.with_suffix("." + stage), out)

    return [(f"{stage} of {p.stem}", lambda p=p, s=stage: one(p, s)) for stage in STAGES
            for p in sorted((ROOT / "tests/cases" / stage).glob("*")) if p.suffix in (".licet", ".md")]


def layout(r):
    """tests/cases/fmt/X.licet against X.fmt, which is its own canonical form."""
    def one(source):
        status, out, said = r.run(["fmt", source.name], source.parent)
        if status != 0:
            raise Failure(said)
        compare(source.with_name(source.name + ".fmt"), out)
        _, again, _ = r.run(["fmt", "-"], source.parent, out)
        if source.suffix == ".licet" and again != out:
            raise Failure("the canonical form of the canonical form differs")

    return [(f"layout of {p.name}", lambda p=p: one(p)) for p in sorted((ROOT / "tests/cases/fmt").glob("*"))
            if p.suffix in (".licet", ".md")]


def round_trip(r):
    """Every policy of the house: laying it out changes no tree, and twice is once."""
    def tree(path):
        return r.run(["check", "--dump", "tree", path.name], path.parent)[1]

    def one(path):
        status, out, said = r.run(["fmt", str(path)])
        if status != 0:
            raise Failure(said)
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / path.name
            copy.write_text(out)
            if r.run(["fmt", str(copy)])[1] != out:
                raise Failure("laying it out twice differs from once")
            if tree(copy) != tree(path):
                raise Failure("its tree changed")

    paths = [p for top in ("stdlib", "examples") for p in sorted((ROOT / top).rglob("*.licet"))]
    return [(f"round trip {p.relative_to(ROOT)}", lambda p=p: one(p)) for p in paths]


def checks(r):
    """Every example, and every module of the library that no other imports (a part alone may
    name labels of those that import it), checks without errors and warnings."""
    def one(path):
        status, _, said = r.run(["check", "--strict", str(path.relative_to(ROOT))])
        if status != 0:
            raise Failure(said)

    library = sorted((ROOT / "stdlib").rglob("*.licet"))
    imported = {m for p in library for m in re.findall(r"^import ([\w.]+)", p.read_text(), re.M)}
    paths = [p for p in library
             if ".".join(p.relative_to(ROOT / "stdlib").with_suffix("").parts) not in imported]
    paths += sorted((ROOT / "examples").rglob("*.licet"))
    return [(f"check {p.relative_to(ROOT)}", lambda p=p: one(p)) for p in paths]


# -- transcripts ----------------------------------------------------------------------------

def commands_of(text):
    """[(command, expected lines)] of lines '$ ...', '> ' continues a command."""
    found = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append([line[2:], []])
        elif found and line.startswith("> ") and not found[-1][1]:
            found[-1][0] += "\n" + line[2:]
        elif found:
            found[-1][1].append(line)
    return found


def matches(want, got):
    """'...' stands for any lines, and '…' for anything within a line."""
    pattern = "".join("(.*\n)*?" if line.strip() == "..." else re.escape(line).replace("…", ".*?") + "\n"
                      for line in want)
    return re.fullmatch(pattern, "".join(line + "\n" for line in got)) is not None


def transcript(r, text, exact):
    """The text with what the commands said instead of what was expected. exact: statuses count."""
    out = []
    for command, want in commands_of(text):
        status, said = r.shell(command)
        got = said.splitlines()
        shown = list(got)
        while want and not want[-1].strip():
            want.pop()
        says_status = bool(want) and re.fullmatch(r"\[\d+\]", want[-1]) is not None
        if (exact and status != 0) or says_status:
            shown.append(f"[{status}]")
        while shown and not shown[-1].strip():
            shown.pop()
        if not UPDATE and not matches(want, shown):
            raise Failure(f"$ {command}\n" + "\n".join(difflib.unified_diff(want, shown, "expected", "found", lineterm="")))
        out.append((command, want if matches(want, shown) else shown))
    if not out:
        raise Failure("no command in it")
    return out


def written(out):
    return "".join("$ " + command.replace("\n", "\n> ") + "\n" + "".join(line + "\n" for line in want)
                   for command, want in out)


def console_files(r):
    """tests/cli/*.t"""
    def one(path):
        text = path.read_text()
        at = text.index("$ ")  # comments stand before the first command
        out = transcript(r, text[at:], True)
        if UPDATE:
            path.write_text(text[:at] + written(out))

    return [(f"transcript {p.stem}", lambda p=p: one(p)) for p in sorted((ROOT / "tests/cli").glob("*.t"))]


FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```\s*$", re.S | re.M)


def blocks_of(text):
    return [(match.group(1).strip(), match.group(2)) for match in FENCE.finditer(text)]


def pages():
    """The Markdown pages for people; literate policies among them check as a whole."""
    found = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "grammar/GRAMMAR.md",
             ROOT / "examples/questions.md"]
    found += sorted(ROOT.glob("*/README.md")) + sorted(ROOT.glob("*/*/README.md"))
    return [p for p in found if p.exists()]


def fences(r):
    """Blocks of the pages. sh with '$ ': run in order, as is 'licet >>FILE', which appends to a
    file; licet: checks, beside the other modules of its page; licet-error: is refused; c: runs,
    built against the library, and prints an id; json."""
    def session(path):
        text = path.read_text()
        for kind, body in blocks_of(text):
            if kind.startswith("licet >>"):
                with open(ROOT / kind[len("licet >>"):].strip(), "a", encoding="utf-8") as file:
                    file.write(body)
            elif kind == "sh" and body.startswith("$ "):
                out = transcript(r, body, False)
                text = text.replace(body, written(out)) if UPDATE else text
        if UPDATE:
            path.write_text(text)

    def policy(body, siblings, wrong):
        with tempfile.TemporaryDirectory() as folder:
            for other in [*siblings, body]:
                named = re.search(r"^module ([\w.]+)", other, re.M)
                copy = pathlib.Path(folder) / ((named.group(1) if named else "block").replace(".", "/") + ".licet")
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(other)
            status, _, said = r.run(["check", str(copy.relative_to(folder))], folder)
        if (status == 0) == wrong:
            raise Failure("it should be refused" if wrong else said + "\n" + body)

    def program(body):
        with tempfile.TemporaryDirectory() as folder:
            source, binary = pathlib.Path(folder) / "block.c", pathlib.Path(folder) / "block"
            source.write_text("#include <stdio.h>\n#include \"runtime/include/licet.h\"\n"
                              "int main(void)\n{\n" + body + "return 0;\n}\n")
            status, said = r.shell(f"gcc -std=c11 -Wall -Wextra -Werror -I. {source} -o {binary} "
                                   f"-L{r.licet.parent} -llicet -Wl,-rpath,{r.licet.parent} && {binary}")
        if status != 0 or "sha256:" not in said:
            raise Failure(said)

    tests = []
    for path in pages():
        name = path.relative_to(ROOT)
        blocks = blocks_of(path.read_text())
        if any(kind == "sh" and body.startswith("$ ") for kind, body in blocks):
            tests.append((f"commands of {name}", lambda p=path: session(p)))
        siblings = [body for kind, body in blocks if kind == "licet" and body.startswith("module ")]
        for i, (kind, body) in enumerate(blocks, 1):
            if kind in ("licet", "licet-error"):
                tests.append((f"block {i} of {name}", lambda b=body, o=siblings, w=kind != "licet": policy(b, o, w)))
            elif kind == "c" and "asan" not in str(r.licet):  # a host without sanitizers cannot load those
                tests.append((f"block {i} of {name}", lambda b=body: program(b)))
            elif kind == "json":
                tests.append((f"block {i} of {name}", lambda b=body: json.loads(b)))
    return tests


def man_pages(r):
    """The man pages: examples between .EX and .EE run, and every option of --help is there."""
    def one(path):
        if path.stem != "licet":
            help_text = r.run([path.stem.split("-")[1], "--help"])[1]
            page = path.read_text().replace("\\-", "-")
            missing = [o for o in re.findall(r"^ .*?(--[\w-]+)", help_text, re.M) if o not in page]
            if missing:
                raise Failure(f"not in the page: {', '.join(missing)}")
        blocks = re.findall(r"^\.EX\n(.*?)^\.EE$", path.read_text(), re.S | re.M)
        if not blocks:
            raise Failure("no example in it")
        for block in blocks:
            plain = block.replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\")
            transcript(r, plain, False)

    return [(f"examples of {p.name}", lambda p=p: one(p)) for p in sorted((ROOT / "runtime/cli/man").glob("*.1"))]


# -- whole decisions ------------------------------------------------------------------------

def documents(r):
    """Every example: its document fits the published schema, equals itself, and is drawn."""
    import jsonschema
    schema = json.loads(r.run(["facts", "--decision-schema"])[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)

    def one(path):
        name = str(path.relative_to(ROOT)) + "#1"
        status, out, said = r.run(["decide", name, "--format", "json"])
        if status in (2, 3, 4, 5):
            raise Failure(said)
        document = json.loads(out)
        errors = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in validator.iter_errors(document)]
        if errors:
            raise Failure("\n".join(errors[:5]))
        if document["statement"]["exit"] != status:
            raise Failure("the exit status is not the statement's")
        again = json.loads(r.run(["decide", name, "--format", "json"])[1])
        if again["statement"] != document["statement"] or again["id"] != document["id"]:
            raise Failure("a second run differs")
        for form in ("text", "html"):
            drawn = r.run(["decide", name, "--format", form])
            if drawn[0] != status or not drawn[1]:
                raise Failure(f"as {form}: exit status {drawn[0]}\n{drawn[2]}")

    paths = sorted((ROOT / "examples").rglob("*.licet"))
    return [(f"document of {p.relative_to(ROOT)}", lambda p=p: one(p)) for p in paths]


GROUPS = {
    "policies": wrong_policies, "facts": wrong_facts, "stages": stages, "layout": layout,
    "round": round_trip, "checks": checks, "cli": console_files, "pages": fences,
    "man": man_pages, "documents": documents,
}


def attempt(test):
    name, run = test
    try:
        run()
        return name, None
    except Failure as failure:
        return name, str(failure)
    except Exception as error:  # a broken test is a failed test
        return name, f"{type(error).__name__}: {error}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--licet", default=str(ROOT / "build/release/licet"))
    parser.add_argument("--without", default="", help="leave out what has one of these in its name: 'native,man'")
    parser.add_argument("groups", nargs="*", choices=[*GROUPS, []])
    parser.add_argument("--first", action="store_true", help="ends at the first that fails; one at a time")
    given = parser.parse_args()
    runner = Runner(given.licet)
    tests = [t for g in (given.groups or GROUPS) for t in GROUPS[g](runner)
             if not any(w in t[0] for w in given.without.split(",") if w)]
    jobs = 1 if UPDATE or given.first else os.cpu_count() or 1
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for name, why in pool.map(attempt, tests):
            if why is not None:
                failed += 1
                print(f"FAILED {name}\n{why}")
                if given.first:
                    pool.shutdown(cancel_futures=True)
                    break
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

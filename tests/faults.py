#!/usr/bin/env python3
"""Makes every call to the system fail, one after the other, under every command, and looks at what is left.

    tests/faults.py                    each command, each kind of call, some of the places (make test)
    tests/faults.py --all              every place, and the law itself (make faults)
    tests/faults.py --only decide-text --kind memory [--nth 7]     one of them, shown

A library that is loaded before the command (tests/faults/fail.c) counts its calls and makes the
Nth fail. N goes up until the command no longer meets it. Each time: the exit status is one that the
page of the command names; status and outputs are those of the unharmed run, or there is a message
of a fault and what stands on standard output is the beginning of the answer, and files are as they
were, whole, or absent. Then the things that need no library: full disks, closed pipes, closed
streams, files that may not be read.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
HOUSE = ROOT / "tests/faults/house"
LIMIT = 300  # seconds; only a hang is longer
ITEM = b'{"name": "one", "amount": "123456789012345678901234567890.5", "class": "EAR99"}'
FACTS = b'{"day": "2024-05-01", "place": "FR", "items": [' + ITEM + b"]}"
LINES = (b'{"id": 1, "facts": ' + FACTS + b'}\n{"id": 2, "facts": {"day": "2024-05-01", "items": []}}\n'
         b'{"id": 3, "facts": {"day": "2024-05-01", "place": "BR", "items": [{"amount": "1/3"}, {}]}}\n'
         b'not json\n')
ITEMS = b'{"id": "a", "item": ' + ITEM + b'}\n{"id": "b", "item": {}}\n'
MAP = b'{"id": "Name", "facts": {"items[0].name": "Name", "items[0].amount": "Amount", "place": "Place"}}'
ROWS = b"Name,Amount,Place\none,12,FR\ntwo,9e40,BR\n"

Case = collections.namedtuple("Case", "words stdin writes statuses exact")
Ran = collections.namedtuple("Ran", "status out err files fired")


def case(line, stdin=b"", writes=(), statuses=(), exact=True):
    """A command; `writes`: files; `statuses`: documented ones besides 0, 2, 3 and 5."""
    return Case(line.split(), stdin, tuple(writes), {0, 2, 3, 5, *statuses}, exact)


DECIDE = {4, 10, 11, 12, 20, 21}
CASES = {
    "check": case("check house/"),
    "check-json": case("check --format json house/ broken.licet"),
    "check-sarif": case("check --format sarif house/ broken.licet"),
    "check-github": case("check --format github broken.licet"),
    "check-dump": case("check --dump code house/house.licet"),
    "fmt": case("fmt untidy.licet"),
    "fmt-check": case("fmt --check untidy.licet house"),
    "fmt-write": case("fmt -w untidy.licet", writes=["untidy.licet"]),
    "fmt-stdin": case("fmt", stdin=b"rule   x   excludes  y"),
    "decide-text": case("decide -p house/house.licet -f facts.json", statuses=DECIDE),
    "decide-full": case("decide -p house/house.licet --full", stdin=FACTS, statuses=DECIDE),
    "decide-json": case("decide house/house.licet#F2 --format json", statuses=DECIDE, exact=False),
    "decide-html": case("decide house/house.licet#F1 --format html -o out.html", writes=["out.html"],
                        statuses=DECIDE, exact=False),
    "decide-form": case("decide -p house/house.licet --format resolutions --set day=2024-05-01", statuses=DECIDE),
    "decide-set": case("decide -p house/house.licet --set day=2024-05-01 --set items[0].amount=1e40 -o out.txt",
                       writes=["out.txt"], statuses=DECIDE),
    "decide-pack": case("decide -p house/house.licet -f facts.json --pack new.pack", writes=["new.pack"],
                        statuses=DECIDE),
    "decide-time": case("decide house/house.licet#F2 --over-time", statuses={4}),
    "decide-facts": case("decide -p house/house.licet -f facts.json --alternatives place=FR,BR,XX --format json",
                         statuses={4}),
    "decide-wrong": case("decide -p house/house.licet -f facts.json --set place=Mars", statuses={4}),
    "batch": case("batch -p house/house.licet", stdin=LINES, statuses={4}),
    "batch-file": case("batch -p house/house.licet lines.ndjson --only hold,stop", statuses={4}),
    "batch-two": case("batch -p house/house.licet -j 2", stdin=LINES, statuses={4}),
    "batch-full": case("batch -p house/house.licet --full", stdin=LINES, statuses={4}, exact=False),
    "batch-kept": case("batch -p house/house.licet -o out.txt --pack new.pack", stdin=LINES,
                       writes=["out.txt", "new.pack"], statuses={4}),
    "batch-log": case("batch -p house/house.licet --log opa --at 2024-03-15T09:00:00Z", stdin=LINES, statuses={4}),
    "batch-csv": case("batch -p house/house.licet --columns map.json --as-of 2024-05-01", stdin=ROWS, statuses={4}),
    "batch-classify": case("batch -p house/house.licet --goal classify --as-of 2024-05-01", stdin=ITEMS,
                           statuses={4}),
    "batch-classify-full": case("batch -p house/house.licet --goal classify --full", stdin=ITEMS, statuses={4}),
    "test": case("test house", statuses={6}),
    "test-coverage": case("test --coverage house", statuses={6}),
    "test-tap": case("test --format tap house", statuses={6}),
    "test-junit": case("test --format junit -o report.xml house", writes=["report.xml"], statuses={6}),
    "explain": case("explain -p house/house.licet 1A001 1"),
    "classify": case("classify -p house/house.licet -f item.json --as-of 2024-05-01", statuses={4, 10, 20}),
    "classify-json": case("classify -p house/house.licet --set amount=1e50 --all-versions --format json -o out.json",
                          writes=["out.json"], statuses={4, 10, 20}),
    "facts": case("facts -p house/house.licet"),
    "facts-schema": case("facts -p house/house.licet --schema -o schema.json", writes=["schema.json"]),
    "facts-template": case("facts -p house/house.licet --template"),
    "codes": case("codes"),
    "codes-json": case("codes --format json"),
    "demo": case("demo -o report.html house", writes=["report.html"], statuses={6}, exact=False),
    "replay": case("replay old.pack", statuses={4, 6}),
    "compile": case("compile -p house/house.licet -o out.lcb", writes=["out.lcb"]),
    "bundle": case("decide -p old.lcb -f facts.json", statuses=DECIDE),
    "recheck": case("recheck old.pack -p house/house.licet", statuses={4, 6}),
    "help": case("help decide"),
    "overview": case("--help"),
    "version": case("--version"),
}
LAW = {
    "law-decide": case("decide case.licet --format json", statuses=DECIDE, exact=False),
    "law-batch": case("batch -j 2", stdin=b'{"export_date": "2024-03-20", "destination": "SG"}\n', statuses={4}),
    "law-classify": case("classify h20 --as-of 2024-01-01", statuses={4, 10, 20}),
    "law-explain": case("explain 3A090.a"),
}
# kind, error, mode. A stream that fails once fails the command; it need not fail again.
PLANS = [("open", "EACCES", "once"), ("open", "EMFILE", "always"), ("stat", "EIO", "once"), ("list", "EIO", "once"),
         ("read", "EIO", "once"), ("read", "EINTR", "once"), ("read", "EINTR", "short"), ("write", "EINTR", "short"),
         ("write", "ENOSPC", "once"), ("write", "ENOSPC", "always"), ("write", "EIO", "half"),
         ("close", "EIO", "once"), ("sync", "EIO", "once"), ("rename", "EIO", "once"),
         ("memory", "ENOMEM", "once"), ("memory", "ENOMEM", "always"), ("thread", "EAGAIN", "once")]
REASONS = {"EACCES": "permission denied", "EMFILE": "too many open files", "EIO": "input/output error",
           "ENOSPC": "no space left on device", "ENOMEM": "out of memory", "EINTR": "interrupted"}
ASAN = dict(ASAN_OPTIONS="verify_asan_link_order=0:detect_leaks=1:exitcode=99:allocator_may_return_null=1")


class House:
    """What the commands find: copied for each run, so that no run sees what another wrote."""

    def __init__(self, licet):
        self.licet = licet
        self.made = pathlib.Path(tempfile.mkdtemp(prefix="faults."))
        self.n = 0
        folder = self.made / "given"
        shutil.copytree(HOUSE, folder / "house")
        for name, text in (("facts.json", FACTS), ("item.json", ITEM), ("lines.ndjson", LINES), ("map.json", MAP),
                           ("untidy.licet", b"rule   x   excludes  y\n" * 1000),
                           ("broken.licet", b"fact x: nothing\nrule 1 requires\n")):
            (folder / name).write_bytes(text)
        for name in ("out.html", "out.txt", "report.xml", "new.pack"):
            (folder / name).write_bytes(b"what stood here before\n")
        shutil.copy(ROOT / "examples/your-case/case.licet", folder / "case.licet")
        done = subprocess.run([licet, "decide", "house/house.licet#F1", "--pack", "old.pack"], cwd=folder,
                              stdout=subprocess.DEVNULL, check=False)
        assert done.returncode == 10, done.returncode
        subprocess.run([licet, "compile", "-p", "house/house.licet", "-o", "old.lcb"], cwd=folder, check=True)
        self.given = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}

    def folder(self):
        self.n += 1
        folder = self.made / f"run{self.n}"
        folder.mkdir()
        for name, text in self.given.items():
            (folder / name).write_bytes(text)
        (folder / "house").symlink_to(self.made / "given/house")
        return folder

    def run(self, test, fail=None, preload=None, **streams):
        folder = self.folder()
        seen, told = os.pipe()
        env = dict(os.environ, LC_ALL="C.UTF-8", NO_COLOR="1", **ASAN)
        if fail:
            env.update(LD_PRELOAD=str(preload), LICET_FAIL=fail, LICET_FAIL_SEEN=str(told))
        given = {"input": test.stdin, "stdout": subprocess.PIPE, **streams}
        try:
            done = subprocess.run([self.licet, *test.words], cwd=folder, env=env, pass_fds=[told], timeout=LIMIT,
                                  stderr=subprocess.PIPE, check=False, **given)
        except subprocess.TimeoutExpired:
            done = subprocess.CompletedProcess([], "hangs", b"", b"")
        os.close(told)
        fired = os.read(seen, 1) != b""
        os.close(seen)
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        shutil.rmtree(folder)
        return Ran(done.returncode, done.stdout or b"", done.stderr, files, fired)

    def close(self):
        shutil.rmtree(self.made)


def masked(text):
    """Without what depends on the moment."""
    return re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d+ a second", b"", text)


def equal(test, a, b):
    return a == b if test.exact else masked(a) == masked(b)


def begins(test, whole, part):
    """Whether `part` is a beginning of `whole`; a moment may be cut in two."""
    if test.exact:
        return whole.startswith(part)
    whole, part = masked(whole), masked(part)
    return whole.startswith(part[:max(0, len(part) - 24)])


def answered(test, whole, part):
    """Whether a batch answered each line as it does unharmed, or with an error of its own."""
    pairs = zip(whole.splitlines(), part.splitlines())
    return test.words[0] == "batch" and all(masked(a) == masked(b) or b'"R0507"' in b for a, b in pairs)


def counted(test, out):
    """Whether scenarios that could not run were counted as failed."""
    return test.words[0] == "test" and re.search(rb"[1-9]\d* failed|failures=\"[1-9]", out)


def files(house, test, good, ran):
    """What is wrong with the files that are there afterwards. A journal tells of a part of a batch's output."""
    for name, text in ran.files.items():
        whole = name in good.files and equal(test, good.files[name], text)
        part = name + ".resume" in ran.files or ("out.txt.resume" in ran.files and test.words[0] == "batch")
        if ran.status != 0 and text == b"" and test.words[0] == "batch":
            continue  # emptied before it went wrong
        if ran.status == 5 and test.words[0] == "batch" and b'"R0507"' in ran.files.get("out.txt", b""):
            continue  # with an error for a case that could not be decided, and a pack without it
        if part and ran.status != 0 and (name.endswith(".resume") or good.files[name].startswith(text)):
            continue
        if not whole and not counted(test, text) and house.given.get(name) != text:
            return f"'{name}' is neither whole nor as it was: {text[:80]!r}"
    return None


def judge(house, test, good, ran, error):
    """What is wrong with how a harmed run ended, or None."""
    if ran.status not in test.statuses:
        return f"exit status {ran.status}"
    problem = files(house, test, good, ran)
    if problem:
        return problem
    same = ran.status == good.status and equal(test, good.out, ran.out)
    complete = all(name in ran.files and equal(test, good.files[name], ran.files[name]) for name in test.writes
                   if name in good.files)
    if same and complete:
        return None  # not harmed by it
    if ran.status not in (2, 5):
        return f"exit status {ran.status} (unharmed {good.status}), and the output differs"
    if answered(test, good.out, ran.out) or counted(test, ran.out):
        return None
    if not begins(test, good.out, ran.out):
        return f"standard output is no beginning of the answer: {ran.out[-80:]!r}"
    wanted = REASONS.get(error, "")
    stream = re.search(rb"cannot (write standard output|read '.*' to its end)", ran.err)
    if wanted.encode() not in ran.err and not stream:
        return f"the message does not say '{wanted}': {ran.err[-200:]!r}"
    return None


def places(n, every):
    """Which Nth calls are tried: all of the first and then each `every`-th."""
    return n <= 12 or n % every == 0


def unharmed(house, name, test):
    """A command that refuses its words would try nothing."""
    good = house.run(test)
    assert good.status in test.statuses - {2, 5}, (name, good)
    return good


def walk(house, name, test, plan, preload, every):
    """All places of one kind of fault in one command: how many runs, of these met, and what was wrong."""
    kind, error, mode = plan
    good, wrong, runs, met, n = unharmed(house, name, test), [], 0, 0, 0
    while True:
        n += 1
        if not places(n, every):
            # Past the end nothing fires; a place that is passed over cannot say so.
            continue
        ran = house.run(test, f"{kind}:{n}:{error}:{mode}", preload)
        runs += 1
        met += ran.fired
        problem = judge(house, test, good, ran, None if mode == "short" else error)
        if problem:
            wrong.append(f"{name}: {kind} {n} {error} {mode}: {problem}")
        if not ran.fired or mode == "short":
            return runs, met, wrong


# -- what needs no library ---------------------------------------------------------------


def streams(house, name, test):
    """Full and closed streams: how many runs, all of them harmed, and what was wrong."""
    good, wrong, runs = unharmed(house, name, test), [], 0

    def expect(label, ran, statuses, message):
        nonlocal runs
        runs += 1
        if ran.status not in statuses:
            wrong.append(f"{name}: {label}: exit status {ran.status}, expected {statuses}")
        elif message and message not in ran.err and b"to its end" not in ran.err:
            wrong.append(f"{name}: {label}: the message does not say {message!r}: {ran.err[-200:]!r}")

    with open("/dev/full", "wb") as full:
        ran = house.run(test, stdout=full)
        expect("full standard output", ran, {5} if good.out else {good.status},
               b"no space left on device" if good.out else b"")
    reading, writing = os.pipe()
    os.close(reading)
    ran = house.run(test, stdout=writing)
    os.close(writing)
    ended = ({5}, b"broken pipe") if test.words[0] == "batch" else ({-signal.SIGPIPE}, b"")
    expect("closed pipe", ran, *(ended if good.out else ({good.status}, b"")))
    for closed in ((0,), (1,), (2,), (0, 1, 2)):
        def shut(numbers=closed):
            for number in numbers:
                os.close(number)
        ran = house.run(test, preexec_fn=shut)
        label = "closed streams " + ", ".join(map(str, closed))
        broken = (0 in closed and test.stdin != b"") or (1 in closed and good.out != b"")
        expect(label, ran, {2, 5} if broken else {good.status},
               b"bad file descriptor" if broken and 2 not in closed else b"")
        problem = files(house, test, good, ran)
        if problem:
            wrong.append(f"{name}: {label}: {problem}")
    return runs, runs, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--licet", default=str(ROOT / "build/release/licet"))
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", action="append")
    parser.add_argument("--kind")
    parser.add_argument("--nth", type=int)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    licet = pathlib.Path(args.licet).resolve()
    preload = licet.parent / "faults/libfail.so"
    house = House(licet)
    cases = {**CASES, **(LAW if args.all or args.only else {})}
    cases = {name: test for name, test in cases.items() if not args.only or name in args.only}
    plans = [plan for plan in PLANS if not args.kind or plan[0] == args.kind]
    if args.nth:
        for name, test in cases.items():
            for kind, error, mode in plans:
                ran = house.run(test, f"{kind}:{args.nth}:{error}:{mode}", preload)
                print(f"-- {name} {kind} {args.nth} {error} {mode}: {ran.status}{'' if ran.fired else ' (not met)'}")
                print(judge(house, test, house.run(test), ran, error))
                sys.stdout.flush()
                sys.stdout.buffer.write(ran.out[-2000:] + b"\n--\n" + ran.err[-2000:] + b"\n")
        house.close()
        return 0
    runs, wrong, by_kind, met = 0, [], collections.Counter(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        made = {}
        for name, test in cases.items():
            if not args.kind:
                made[pool.submit(streams, house, name, test)] = "streams"
            for plan in plans:
                every = 1 if args.all and name not in LAW else 37
                made[pool.submit(walk, house, name, test, plan, preload, every)] = plan[0]
        for job, kind in made.items():
            n, fired, problems = job.result()
            runs += n
            by_kind[kind] += n
            met[kind] += fired
            wrong += problems
    house.close()
    wrong += [f"{kind}: no command met it" for kind in by_kind if not met[kind] and not args.only]
    for problem in wrong[:200]:
        print(f"FAILED {problem}")
    print(", ".join(f"{kind} {n}" for kind, n in sorted(by_kind.items())))
    print(f"{runs - len(wrong)} passed, {len(wrong)} failed")
    return len(wrong) > 0


if __name__ == "__main__":
    sys.exit(main())

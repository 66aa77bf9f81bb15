#!/usr/bin/env python3
"""What a batch does when it is interrupted, when its disk is full, when its reader is slow, at a terminal.

    tests/batch.py [--licet BINARY] [--rounds N] [--seed N]

An interrupted batch that is gone on with writes, byte for byte, what an uninterrupted one does.
It is killed at random moments, by every signal, and its files are torn as a crash tears them.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import fcntl
import json
import os
import pathlib
import pty
import random
import re
import resource
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LIBRARY = ["-p", "examples/first-rule/library.licet"]
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
SLOW = 300  # seconds; longer is a hang


class Failure(Exception):
    pass


class Untried(Exception):
    """What a part needs is not there; it counts as nothing."""


def must(holds, said):
    if not holds:
        raise Failure(said)


def wait_until(holds, said):
    """Until something has happened; the machine may be busy with other things."""
    deadline = time.monotonic() + SLOW
    while not holds():
        must(time.monotonic() < deadline, said)
        time.sleep(0.01)


def waiting(pipe):
    """Bytes that lie in a pipe, unread."""
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0]


class Room:
    """A folder, the command, and an order book of lines, some of them unreadable or blank."""

    def __init__(self, licet, folder, seed):
        self.licet, self.folder = str(pathlib.Path(licet).resolve()), pathlib.Path(folder)
        self.random = random.Random(seed)

    def lines(self, n, name="in"):
        kinds = ['{"id": %d, "facts": {"lent_on": "2024-05-01", "tools": [{"power": "%d W"}], "trained": false}}',
                 '{"id": %d, "facts": {"tools": [{"power": "%d W"}], "trained": true}, "as_of": "2024-05-01"}',
                 '{"id": %d, "facts": {"lent_on": "2024-05-01", "tools": [{"power": null}], "n": %d}}',
                 '{"id": %d, "facts": {"lent_on": "2024-05-01", "tools": [{}]}, "world": "text", "%d": 0}',
                 '{bad %d %d', '']
        weights = (60, 20, 3, 3, 2, 2)
        path = self.folder / name
        with path.open("w") as out:
            for i in range(n):
                kind = self.random.choices(kinds, weights)[0]
                out.write((kind % (i, i % 90) if kind else "") + "\n")
        return path

    def start(self, words, **how):
        how.setdefault("stdout", subprocess.PIPE)
        how.setdefault("stderr", subprocess.PIPE)
        return subprocess.Popen([self.licet, *words], cwd=ROOT, env=dict(os.environ, NO_COLOR="1"), **how)

    def run(self, words, **how):
        """Status, standard output, standard error."""
        process = self.start(words, **how)
        out, said = process.communicate(timeout=SLOW)
        return process.returncode, out, said.decode()


# -- interrupted, and gone on with ----------------------------------------------------------

def tear(room, path):
    """What a crash of the machine leaves: files that end early, or in bytes nobody wrote."""
    if not path.exists():
        return
    size = path.stat().st_size
    how = room.random.randrange(4)
    with path.open("r+b") as file:
        if how == 0:
            file.truncate(room.random.randint(0, size))
        elif how == 1:
            file.seek(max(0, size - room.random.randint(1, 3000)))
            file.write(b"\0" * room.random.randint(1, 3000))
        elif how == 2:
            file.seek(0, os.SEEK_END)
            file.write(b'{"line":1,"torn')


def may_begin(journal):
    """The first line is whole, or was never ended."""
    first, end, _ = journal.partition(b"\n")
    try:
        return not end or isinstance(json.loads(first), dict)
    except ValueError:
        return False


def interrupted(room, words, outputs, tearing, rounds, most):
    """Kills within `most` seconds and goes on until it is through; how often it was killed."""
    kills = 0
    for _ in range(rounds):
        jobs = str(room.random.randint(1, 3))
        process = room.start(["batch", *words, "-j", jobs, "--resume"])
        killed = room.random.choice(STOPS + (signal.SIGKILL,) * 2)
        delay = room.random.uniform(0, most)
        try:
            out, said = process.communicate(timeout=delay)
        except subprocess.TimeoutExpired:
            process.send_signal(killed)
            out, said = process.communicate(timeout=SLOW)
        must(out == b"", "something went to standard output")
        said = said.decode()
        if process.returncode in (0, 4):
            return kills
        kills += 1
        must(process.returncode in (5, -killed), f"status {process.returncode}: {said}")
        if process.returncode == 5:
            must(re.search(r"stopped (after line \d+|while .* again); go on with --resume\n$", said), said)
        if outputs[0].exists() and not (room.folder / "out.resume").exists():
            return kills  # killed when all was done but the farewell; the files are compared
        if tearing:
            tear(room, room.random.choice(outputs + [room.folder / "out.resume"] * 2))
            journal = room.folder / "out.resume"
            if journal.exists() and not may_begin(journal.read_bytes()):
                journal.unlink()  # its first line is overwritten: it is begun again
                (room.folder / "out").unlink(missing_ok=True)
    process = room.run(["batch", *words, "--resume"])  # enough
    must(process[0] in (0, 4), process[2])
    return kills


def gone_on_with(room, words, want, tearing, rounds, most):
    """Each round writes what an uninterrupted batch does; how often it was killed."""
    out, evidence = room.folder / "out", room.folder / "pack"
    kills = 0
    for _ in range(rounds):
        for path in (out, evidence):
            path.unlink(missing_ok=True)
        kills += interrupted(room, words, [out, evidence][:len(want)], tearing, 12, most)
        must([path.read_bytes() for path in (out, evidence) if path.exists()] == want, "the output is another one")
        must(not (room.folder / "out.resume").exists(), "the journal is left")
    return kills


def check_resume(room, options, tearing, rounds, n=60000, pack=False):
    source = room.lines(n)
    out, evidence = room.folder / "out", room.folder / "pack"
    words = [*LIBRARY, *options, str(source), "-o", str(out)] + (["--pack", str(evidence)] if pack else [])
    begun = time.monotonic()
    status, _, summary = room.run(["batch", *words])
    most = (time.monotonic() - begun) / 3  # so that a quick machine is interrupted as often
    want = [path.read_bytes() for path in (out, evidence) if path.exists()]
    must(status == 4 and want[0], f"{status} {summary}")
    while gone_on_with(room, words, want, tearing, rounds, most) == 0:
        most /= 2  # the machine has become quicker meanwhile


def resume_by_signals(room, rounds):
    check_resume(room, [], False, rounds)


def resume_of_some_answers(room, rounds):
    check_resume(room, ["--only", "stop,undetermined"], False, rounds // 2 + 1)


def resume_of_torn_files(room, rounds):
    check_resume(room, [], True, rounds)


def resume_of_a_log(room, rounds):
    check_resume(room, ["--log", "opa", "--at", "2024-05-01T00:00:00Z"], False, rounds // 2 + 1, 30000)


def resume_of_a_pack(room, rounds):
    check_resume(room, [], True, rounds // 2 + 1, 600, True)


def resume_of_a_pipe(room, _rounds):
    """The lines come through a pipe, slowly: those that are there are answered; a stop is heard."""
    lines = room.lines(3000).read_bytes().splitlines(True)
    out = room.folder / "out"
    want = room.run(["batch", *LIBRARY], stdin=(room.folder / "in").open())[1]
    how, stopped = [], 0
    while True:
        # Lines 1,000 and 2,000 are not blank: who has answered them has read so far.
        process = room.start(["batch", *LIBRARY, "-o", str(out), *how], stdin=subprocess.PIPE)
        to = min(len(lines), (stopped + 1) * 1000)
        process.stdin.write(b"".join(lines[:to]))
        process.stdin.flush()
        if to == len(lines):
            process.stdin.close()
            process.stdin = None
            status, said = process.wait(timeout=SLOW), process.stderr.read().decode()
            process.communicate()
            break
        there = sum(line != b"\n" for line in lines[:to])
        wait_until(lambda n=there: out.exists() and want[:out.stat().st_size].count(b"\n") == n,
                   "lines that are there are not answered")
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=SLOW)
        said = process.stderr.read().decode()
        process.communicate()
        must(process.returncode == 5 and f"stopped after line {to};" in said, f"{process.returncode}: {said}")
        stopped += 1
        how = ["--resume"]
    must(status == 4 and said.startswith("going on after line 2000\n"), said)
    must(out.read_bytes() == want, "the output is another one")


def summary_is_of_the_whole(room, _rounds):
    source, out = room.lines(2000), room.folder / "out"
    whole = room.run(["batch", *LIBRARY, str(source)])[2]
    process = room.start(["batch", *LIBRARY, "-o", str(out)], stdin=subprocess.PIPE)
    process.stdin.write(b"".join(source.read_bytes().splitlines(True)[:1000]))
    process.stdin.flush()
    wait_until(lambda: out.exists() and out.stat().st_size >= 20000, "lines that are there are not answered")
    process.kill()
    process.communicate()
    status, _, said = room.run(["batch", *LIBRARY, str(source), "-o", str(out), "--resume"])
    must(status == 4 and re.sub(r"^going on after line \d+\n", "", said) == whole, said + whole)


def second_signal_ends_it(room, _rounds):
    """The output is a pipe that nobody reads: the first signal waits, the second does not."""
    source = room.lines(60000)
    process = room.start(["batch", *LIBRARY, str(source)])
    wait_until(lambda: waiting(process.stdout) > 60000, "nothing is written")
    process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    must(process.poll() is None, "it did not wait for what is under way")

    def ends():
        process.send_signal(signal.SIGTERM)  # on a busy machine the first may not have been heard
        return process.poll() is not None

    wait_until(ends, "it does not end")
    process.communicate()
    must(process.returncode == -signal.SIGTERM, str(process.returncode))


def two_at_once(room, _rounds):
    out = room.folder / "out"
    process = room.start(["batch", *LIBRARY, "-o", str(out)], stdin=subprocess.PIPE)
    journal = room.folder / "out.resume"
    wait_until(lambda: journal.exists() and journal.stat().st_size > 0, "no journal is begun")
    status, _, said = room.run(["batch", *LIBRARY, "-o", str(out), "--resume"], stdin=subprocess.DEVNULL)
    process.communicate()
    must(status == 2 and "another batch is writing it" in said, f"{status}: {said}")


# -- outputs that take no more --------------------------------------------------------------

def full_disk(room, _rounds):
    """The file may grow to some size only: what is written is counted, and gone on with."""
    source, out = room.lines(20000), room.folder / "out"
    want = room.run(["batch", *LIBRARY, str(source)])[1]

    def small():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000003, 1000003))

    status, _, said = room.run(["batch", *LIBRARY, str(source), "-o", str(out)], preexec_fn=small)
    must(status == 5 and "file too large" in said and "go on with --resume" in said, f"{status}: {said}")
    must(out.stat().st_size == 1000003, "the disk was not full")
    status, _, said = room.run(["batch", *LIBRARY, str(source), "-o", str(out), "--resume"])
    must(status == 4 and out.read_bytes() == want, f"{status}: {said}")


def closed_pipe(room, _rounds):
    source = room.lines(60000)
    process = room.start(["batch", *LIBRARY, "-j", "2", str(source)])
    first = process.stdout.readline()
    process.stdout.close()
    said = process.stderr.read().decode()
    process.wait(timeout=SLOW)
    must(json.loads(first)["id"] == 0, "the first line is another one")
    must(process.returncode == 5, str(process.returncode))
    must("cannot write standard output: broken pipe\n" in said, said)
    must(re.search(r"stopped after line \d+; with -o FILE it could be gone on with\n$", said), said)


# -- memory ---------------------------------------------------------------------------------

def peak(room, options, source, to):
    """Peak memory in bytes, once all lines of the source are answered and more are waited for.

    That of a process that ended counts Python's own, from before the command took its place.
    """
    status, answers, _ = room.run(["batch", *LIBRARY, str(source)])
    must(status == 4, str(status))
    with open(to, "wb") as out:
        process = room.start(["batch", *LIBRARY, *options], stdin=subprocess.PIPE, stdout=out)
        process.stdin.write(source.read_bytes())
        process.stdin.flush()
        wait_until(lambda: to.stat().st_size == len(answers), "lines that are there are not answered")
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        process.communicate()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) << 10


def memory_does_not_grow(room, _rounds):
    few, many = room.lines(20000, "few"), room.lines(200000, "many")
    out, shown = room.folder / "out", room.folder / "shown"
    for options, to in (([], shown), (["-j", "3"], shown), (["-o", str(out)], out)):
        small, large = (peak(room, options, source, to) for source in (few, many))
        must(large - small < (many.stat().st_size - few.stat().st_size) // 4,
             f"{options}: {small} bytes for 20,000 lines, {large} for 200,000")


def slow_reader(room, _rounds):
    """Nobody reads the answers: soon no more lines are taken."""
    line = b'{"id": 1, "facts": {"lent_on": "2024-05-01", "tools": [], "trained": false}}\n' * 800
    process = room.start(["batch", *LIBRARY, "-j", "3"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    fcntl.fcntl(process.stdin, fcntl.F_SETFL, os.O_NONBLOCK)
    taken, quiet, deadline = 0, 0, time.monotonic() + SLOW
    while quiet < 2.0 or not waiting(process.stdout):
        must(time.monotonic() < deadline, "it answers nothing")
        ready = select.select([], [process.stdin], [], 0.2)[1]
        quiet = 0 if ready else quiet + 0.2
        taken += os.write(process.stdin.fileno(), line) if ready else 0
        must(taken < 16 << 20, "it goes on taking lines that nobody reads the answers of")
    process.kill()
    process.communicate()


def one_and_many(room, _rounds):
    source = room.lines(30000)
    one, many = (room.run(["batch", *LIBRARY, "-j", jobs, str(source)]) for jobs in ("1", "4"))
    must(one == many, "they differ")


# -- at a terminal --------------------------------------------------------------------------

def progress(room, _rounds):
    """Its answers lie in a pipe for longer than a line of progress stands: the next block shows another."""
    source = room.lines(60000)
    try:
        own = pty.openpty()
    except OSError as why:  # a bare chroot has no /dev/pts
        raise Untried(f"no terminal can be had here: {why}") from why
    process = room.start(["batch", *LIBRARY, str(source)], stderr=own[1])
    os.close(own[1])
    wait_until(lambda: waiting(process.stdout) > 60000, "nothing is written")
    time.sleep(0.5)
    reader = threading.Thread(target=process.stdout.read)
    reader.start()
    seen = b""
    while part := read_terminal(own[0]):
        seen += part
    reader.join()
    process.wait(timeout=SLOW)
    process.stdout.close()
    os.close(own[0])
    must(re.search(rb"\r[\d]+ lines, \d+ a second, (\d+ min )?\d+ s left +", seen), repr(seen[-400:]))
    must(b"\x1b" not in seen, "escape sequences in spite of NO_COLOR")
    must(b" lines: " in seen.splitlines()[-2] + seen.splitlines()[-1], repr(seen[-400:]))


def read_terminal(file):
    """What a terminal holds; nothing once its other side is closed, which Linux reports as an error."""
    try:
        return os.read(file, 65536)
    except OSError:
        return b""


PARTS = (resume_by_signals, resume_of_some_answers, resume_of_torn_files, resume_of_a_log, resume_of_a_pack,
         resume_of_a_pipe, summary_is_of_the_whole, second_signal_ends_it, two_at_once, full_disk, closed_pipe,
         memory_does_not_grow, slow_reader, one_and_many, progress)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--licet", default=str(ROOT / "build/release/licet"))
    options.add_argument("--rounds", type=int, default=4)
    options.add_argument("--seed", type=int, default=20240315)
    options.add_argument("part", nargs="*")
    given = options.parse_args()
    passed = failed = 0
    parts = [part for part in PARTS if not given.part or part.__name__ in given.part]
    for part in parts:
        with tempfile.TemporaryDirectory() as folder:
            try:
                part(Room(given.licet, folder, given.seed), given.rounds)
                passed += 1
            except Untried as why:
                print(f"not tried {part.__name__}: {why}")
            except (Failure, subprocess.TimeoutExpired) as failure:
                failed += 1
                print(f"FAILED {part.__name__}: {failure}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

"""One running peer, and how its passes are timed; the method in words is in README.md.

SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import pathlib
import select
import statistics
import subprocess

ANSWER_SECONDS = 180  # for one command
QUIET = 0.05  # of the machine, that others may use while two threads are timed by the clock


class Failed(Exception):
    """A peer that ended or said nothing, with its last words."""


def main_thread(pid):
    """Seconds of the main thread on a processor, and ready without getting one."""
    ran_ns, waited_ns, _ = pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()
    return int(ran_ns) / 1e9, int(waited_ns) / 1e9


def machine_busy():
    """Seconds that all processors together were busy, or taken away, since the machine started."""
    ticks = [int(n) for n in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def ran(pid):
    """Seconds on a processor of each thread of a process."""
    out = {}
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        out[task.name] = int((task / "schedstat").read_text().split()[0]) / 1e9
    return out


def reason(said):
    """The first line that says something, in one cell of a table."""
    lines = [line.strip() for line in said if line.strip() and "panicked at" not in line]
    return lines[0].replace("|", "/")[:160] if lines else ""


class Session:
    """A peer that serves N facts: its rules are compiled, its facts are in memory."""

    def __init__(self, peer, workload, facts, most):
        self.peer = peer
        self.errors = open(facts.parent / f"{peer.name}.err", "w+", encoding="utf-8")
        self.process = subprocess.Popen([*peer.command(workload), str(facts), "serve", str(most)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, text=True)
        ready = self._answer()
        self.version, self.load_ms, self.n = ready["version"], ready["load_ms"], ready["n"]

    def _answer(self):
        if not select.select([self.process.stdout], [], [], ANSWER_SECONDS)[0]:
            self.close()
            raise Failed(f"no answer within {ANSWER_SECONDS} s")
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            self.errors.seek(0)
            said = [text for text in self.errors.read().splitlines() if text.strip()]
            raise Failed(reason(said) or f"exit {self.process.returncode}")
        return json.loads(line)

    def ask(self, command):
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        return self._answer()

    def time(self, mode, count):
        """Seconds of a pass of one thread: on a processor; and that or asleep, whichever is more.
        What other programs took away is in neither."""
        if self.peer.helpers:
            before = sum(ran(self.process.pid).values())
            self.ask(f"{mode} 1 {count}")
            return 2 * [sum(ran(self.process.pid).values()) - before]
        before = main_thread(self.process.pid)
        seconds = self.ask(f"{mode} 1 {count}")["s"]
        on_it, ready = (b - a for a, b in zip(before, main_thread(self.process.pid)))
        return on_it, max(on_it, seconds - ready)

    def rate(self, mode, count):
        """Decisions per second of one thread."""
        return count / self.time(mode, count)[1]

    def rate_of_two(self, mode, count):
        """Decisions per second of two threads by the clock, and by the processor time of the busier
        one; and the share that others had of the machine."""
        pid, cores = self.process.pid, os.cpu_count() or 1
        all_before, before = machine_busy(), ran(pid)
        seconds = self.ask(f"{mode} 2 {count}")["s"]
        used = [time - before.get(name, 0) for name, time in ran(pid).items()]
        others = max(0, machine_busy() - all_before - sum(used)) / (seconds * cores)
        return {"clock": count / seconds, "processor": count / max(used), "others": min(others, 1)}

    def count_for(self, mode, seconds):
        """How many decisions take about that long, after a warm-up of the same length."""
        count, rate = 4, self.rate(mode, 4)
        while count < rate * seconds:
            count = int(min(rate * seconds * 1.05, count * 20)) + 1
            rate = self.rate(mode, count)
        return max(4, int(rate * seconds)) & ~1

    def latency(self, path, count):
        """p50 and p99 of single decisions from JSON, in microseconds; the best of three."""
        best = None
        for _ in range(3):
            self.ask(f"latency {count} {path}")
            times = sorted(int(float(line)) for line in path.read_text().split())
            now = [times[len(times) // 2] / 1e3, times[len(times) * 99 // 100] / 1e3]
            best = now if best is None else [min(a, b) for a, b in zip(best, now)]
        return best

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        self.errors.close()


def interleaved(sessions, reference, mode, seconds, rounds):
    """Rates by peer, one a round: the reference runs before and after each other peer, and each
    rate is also given relative to the mean of these two. {name: {"rate": [...], "ratio": [...]}}"""
    counts = {name: session.count_for(mode, seconds) for name, session in sessions.items()}
    out = {name: {"rate": [], "ratio": []} for name in sessions}
    for _ in range(rounds):
        last = sessions[reference].rate(mode, counts[reference])
        for name, session in sessions.items():
            if name == reference:
                continue
            rate = session.rate(mode, counts[name])
            then = sessions[reference].rate(mode, counts[reference])
            out[name]["rate"].append(rate)
            out[name]["ratio"].append(2 * rate / (last + then))
            out[reference]["rate"].append(then)
            out[reference]["ratio"].append(1.0)
            last = then
    return out


def two_threads(session, mode, seconds, rounds):
    """How many times one thread two are, by the clock where others left the machine alone, else by
    processor time."""
    count, quiet, shared = session.count_for(mode, seconds), [], []
    session.rate_of_two(mode, count)
    for _ in range(rounds):
        on_it, seconds = session.time(mode, count)
        two = session.rate_of_two(mode, 2 * count)
        shared.append(two["processor"] * on_it / count)
        if two["others"] <= QUIET:
            quiet.append(two["clock"] * seconds / count)
    return {"by": "clock" if quiet else "processor", "ratio": statistics.median(quiet or shared), "all": quiet or shared}


def whole_process(command, facts, out):
    """Streams facts through a new process: its peak memory in MB."""
    memory = out.with_suffix(".mem")
    with open(out, "wb") as answers:
        done = subprocess.run(["/usr/bin/time", "-q", "-o", str(memory), "-f", "%M", *command, str(facts), "stream"],
                              stdout=answers, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise Failed(reason(done.stderr.decode(errors="replace").splitlines()) or f"exit {done.returncode}")
    return int(memory.read_text().split()[-1]) / 1024


def cold_start(command, facts, runs):
    """Milliseconds of processor time of a new process to its first decision and out: the best of some."""
    best = float("inf")
    for _ in range(runs):
        process = subprocess.Popen([*command, str(facts), "stream"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, process.returncode, used = os.wait4(process.pid, 0)
        best = min(best, used.ru_utime + used.ru_stime)
    return 1e3 * best

#!/usr/bin/env python3
"""The benchmark: Licet, the same logic by hand, and other engines, side by side in one run.

    tests/bench/run.py [--quick] [--only PEER,PEER] [--facts N] [--publish]

Installs and builds peers into build/bench, checks that all answer alike line by line, measures,
and writes build/bench/results.json, results.md and charts. --publish puts these, and the table
of the README, into the tree. README.md is the method.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import datetime
import json
import os
import pathlib
import platform
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

import facts  # noqa: E402
import law  # noqa: E402
import measure  # noqa: E402
import peers  # noqa: E402
import report  # noqa: E402
import rules  # noqa: E402

REFERENCE = "hand"
MODES = ["memory", "json"]
INDEXED = ("licet", "hand", "sqlite", "clips", "celgo", "opa", "cedar")  # of these the cost of sparse rules
THOUSANDS = [f"w2_{n}" for n in rules.SIZES]
SPARSE = [f"sparse_{n}" for n in (rules.SIZES[0], rules.SIZES[-1])]


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)


class Bench:
    def __init__(self, options):
        self.quick, self.n = options.quick, options.facts or 20000
        self.alike = min(self.n, 5000) if options.quick else self.n  # transactions that all must answer alike
        self.seconds, self.rounds = (0.1, 3) if options.quick else (0.2, 5)
        self.workloads = ["w1", *THOUSANDS, *SPARSE]
        self.names = [name for name in peers.BY_NAME if not options.only or name in options.only or
                      name in (REFERENCE, "licet")]
        self.results = {name: {} for name in self.names}

    def prepare(self):
        """Facts, rules and peers; a peer that cannot be had says why."""
        peers.BUILD.mkdir(parents=True, exist_ok=True)
        rules.write(peers.RULES)
        self.facts = peers.BUILD / "facts.ndjson"
        facts.write(self.facts, self.n)
        self.first = self.head(1)
        for name in self.names:
            try:
                peers.build(peers.BY_NAME[name])
            except peers.NotInstalled as why:
                self.fail(name, f"not installed: {why}")

    def head(self, n):
        path = peers.BUILD / f"facts.{n}.ndjson"
        with open(self.facts, encoding="utf-8") as source, open(path, "w", encoding="utf-8") as out:
            out.writelines(line for line, _ in zip(source, range(n)))
        return path

    def fail(self, name, why):
        say(f"{name}: {why}")
        self.results[name]["failed"] = why

    def alive(self):
        return [name for name in self.names if "failed" not in self.results[name]]

    # -- do all answer alike?

    def answers(self, name, workload, n):
        out = peers.BUILD / f"{name}.{workload}.answers"
        path = self.facts if n == self.n else self.head(n)
        measured = measure.whole_process(peers.BY_NAME[name].command(workload), path, out)
        return out.read_text(encoding="utf-8").splitlines(), measured

    def agree(self, name, workload, n):
        """Compares with the reference line by line; what differs is kept for the table."""
        lines, measured = self.answers(name, workload, n)
        for number, (ours, theirs) in enumerate(zip(self.expected[workload], lines), 1):
            if ours != theirs:
                raise measure.Failed(f"answers differ in line {number}: {theirs!r}, not {ours!r}")
        if len(lines) != n:
            raise measure.Failed(f"{len(lines)} answers to {n} facts")
        return measured

    def agree_w1(self):
        self.expected = {}
        for workload in self.workloads:
            self.expected[workload] = self.answers(REFERENCE, workload, self.n)[0]
        for name in self.alive():
            say(f"w1, all answers: {name}")
            try:
                self.results[name]["peak_mb"] = self.agree(name, "w1", self.alike)
            except measure.Failed as why:
                self.fail(name, str(why))

    # -- W1

    def sessions(self, workload, names):
        out = {}
        for name in names:
            try:
                n = self.n if workload == "w1" or peers.BY_NAME[name].make == "c" else min(self.n, 2000)
                out[name] = measure.Session(peers.BY_NAME[name], workload, self.facts, n)
                self.results[name]["version"] = out[name].version
            except measure.Failed as why:
                if workload == "w1":
                    self.fail(name, str(why))
                else:
                    self.results[name].setdefault("w2_failed", {})[workload] = str(why)
        return out

    def w1(self):
        sessions = self.sessions("w1", self.alive())
        for mode in MODES:
            say(f"w1, {mode}: {', '.join(sessions)}")
            for name, got in measure.interleaved(sessions, REFERENCE, mode, self.seconds, self.rounds).items():
                self.results[name][mode] = got
        for name, session in sessions.items():
            say(f"w1, two threads, latency, start: {name}")
            result = self.results[name]
            if not session.peer.helpers:
                result["two_json"] = measure.two_threads(session, "json", self.seconds, self.rounds)
            count = max(100, min(self.n, int(max(result["json"]["rate"]) * 2 * self.seconds)))
            result["latency_us"] = session.latency(peers.BUILD / "latency", count)
            session.close()
            result["start_ms"] = measure.cold_start(peers.BY_NAME[name].command("w1"), self.first, 3 * self.rounds)

    # -- W2

    def w2(self, workload):
        """One peer after another beside the reference; then its answers, as many as two seconds give."""
        reference = self.sessions(workload, [REFERENCE])[REFERENCE]
        for name in self.alive():
            if workload in SPARSE and name not in (INDEXED[:2] if self.quick else INDEXED):
                continue
            say(f"{workload}: {name}")
            both = {REFERENCE: reference} | ({} if name == REFERENCE else self.sessions(workload, [name]))
            if name not in both:
                continue
            rounds = self.rounds if name in (REFERENCE, "licet") else 1 if self.quick else 3
            try:
                got = measure.interleaved(both, REFERENCE, "memory", self.seconds, rounds) if len(both) > 1 else \
                    {name: {"rate": [reference.rate("memory", reference.count_for("memory", self.seconds))], "ratio": [1.0]}}
                n = max(20, min(self.n, int(max(got[name]["rate"]))))
                self.agree(name, workload, n)
                self.results[name].setdefault("w2", {})[workload] = got[name] | {
                    "load_ms": self.compile_ms(name, workload, both[name].load_ms), "answers": n}
            except measure.Failed as why:
                self.results[name].setdefault("w2_failed", {})[workload] = str(why)
            if name != REFERENCE:
                both[name].close()
        reference.close()

    def compile_ms(self, name, workload, first):
        """The best of three processes: the first may pay for memory that the host had taken back."""
        times = [first]
        for _ in range(2):
            session = measure.Session(peers.BY_NAME[name], workload, self.facts, 20)
            times.append(session.load_ms)
            session.close()
        return min(times)

    def run(self):
        self.prepare()
        self.agree_w1()
        self.w1()
        for workload in self.workloads[1:]:
            self.w2(workload)
        say("the law")
        return {"when": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
                "command": "make bench" + (" BENCH_QUICK=1" if self.quick else ""), "machine": machine(),
                "facts": self.n, "alike": self.alike, "rounds": self.rounds, "peers": self.results,
                "law": law.measure(1000 if self.quick else 5000)}


def machine():
    def first(path, key):
        for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
            if line.startswith(key):
                return line.split(":", 1)[1].strip()
        return "?"
    compiler = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True, check=False).stdout.strip()
    return {"cpu": first("/proc/cpuinfo", "model name"), "cores": os.cpu_count(),
            "memory_gb": round(int(first("/proc/meminfo", "MemTotal").split()[0]) / 1e6),
            "system": f"Linux {platform.release()}", "gcc": compiler}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", type=lambda text: text.split(","))
    parser.add_argument("--facts", type=int)
    parser.add_argument("--publish", action="store_true")
    options = parser.parse_args()
    begun = time.time()
    results = Bench(options).run()
    results["took_s"] = round(time.time() - begun)
    path = peers.BUILD / "results.json"
    path.write_text(json.dumps(results, indent=1), encoding="utf-8")
    report.write(results, peers.BUILD)
    if options.publish:
        report.publish(results)
    print(report.text(results))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The harness is alive: Licet and the hand-written C++ answer alike, line by line, in both
workloads, streamed and as passes over facts in memory and from JSON. No network, nothing timed.
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import subprocess
import sys
import tempfile

import facts
import peers
import rules

N = 2000
WORKLOADS = ["w1", "w2_100", "w2_1000", "sparse_100"]


def streamed(peer, workload, path):
    done = subprocess.run([*peer.command(workload), str(path), "stream"], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def passes(peer, workload, path):
    """Rules that fired in passes over all facts, by one thread and two, in memory and from JSON."""
    commands = "".join(f"{mode} {threads} {N}\n" for mode in ("memory", "json") for threads in (1, 2))
    done = subprocess.run([*peer.command(workload), str(path), "serve", str(N)], input=commands, capture_output=True,
                          text=True, check=True)
    return [json.loads(line)["fired"] for line in done.stdout.splitlines()[1:]]


def check(workload, path):
    """What is wrong, or None."""
    licet, hand = peers.BY_NAME["licet"], peers.BY_NAME["hand"]
    ours, theirs = streamed(licet, workload, path), streamed(hand, workload, path)
    if len(theirs) != N or ours != theirs:
        where = next((i for i, pair in enumerate(zip(ours, theirs)) if pair[0] != pair[1]), min(len(ours), len(theirs)))
        return f"line {where + 1}: licet {ours[where:where + 1]}, by hand {theirs[where:where + 1]}"
    counts, expected = passes(licet, workload, path), passes(hand, workload, path)
    if len(set(counts)) != 1 or len(set(expected)) != 1:
        return f"passes differ: {counts}, {expected}"
    # W1 counts its exclusion (NOT_EXPORT) as a provision of its own.
    more = sum("\tNOT_EXPORT" in line or "R23" in line for line in theirs) if workload == "w1" else 0
    if not expected[0] <= counts[0] <= expected[0] + more:
        return f"rules that fired: licet {counts[0]}, by hand {expected[0]}"
    return None


def main():
    failed = 0
    rules.write(peers.RULES)
    for name in ("licet", "hand"):
        peers.build(peers.BY_NAME[name])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "facts.ndjson"
        facts.write(path, N)
        for workload in WORKLOADS:
            wrong = check(workload, path)
            failed += wrong is not None
            print(f"{'not ok' if wrong else 'ok'} {workload}{': ' + wrong if wrong else ''}")
    print(f"{len(WORKLOADS) - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())

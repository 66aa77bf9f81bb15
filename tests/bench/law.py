"""The real law: the whole of us.ear over transactions of the order book, by `licet batch`.

SPDX-License-Identifier: Apache-2.0
"""
import json
import random
import resource
import statistics
import subprocess
import time

import orderbook
import peers

LICET = str(peers.ROOT / "build/release/licet")
ONE_DAY = "2025-03-03"
REPS = 3


def write(n, path, day=None):
    """n orders with their diligence packs, on days over four years or on one day."""
    rng = random.Random(20240315)
    with open(path, "w", encoding="utf-8") as out:
        for number in range(n):
            order = orderbook.order(rng, number)[1]
            if day is not None:
                order["facts"].update(export_date=day, screened_on=day)
            out.write(json.dumps(order) + "\n")


def busy():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def batch(path, threads):
    """Seconds by the clock and on processors of one whole process."""
    before, begun = busy(), time.perf_counter()
    subprocess.run([LICET, "batch", *orderbook.POLICY, "-j", str(threads), str(path)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun, busy() - before


def rates(n, path):
    """Orders per second with the process that loads the law: of processor time with one thread,
    by the clock with two."""
    ones = [n / batch(path, 1)[1] for _ in range(REPS)]
    twos = [n / batch(path, 2)[0] for _ in range(REPS)]
    return {"orders": n, "one": statistics.median(ones), "two_clock": max(twos)}


def first_decision():
    """Milliseconds of processor time of a whole process that decides one order."""
    times = []
    for _ in range(3 * REPS):
        before = busy()
        subprocess.run([LICET, "decide", *orderbook.POLICY, "--format", "json", "--set", "activity=export", "--as-of",
                        ONE_DAY], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(1e3 * (busy() - before))
    return min(times)


def measure(n):
    out = {}
    for name, day in [("four_years", None), ("one_day", ONE_DAY)]:
        path = peers.BUILD / f"orders.{name}.ndjson"
        write(n, path, day)
        out[name] = rates(n, path)
    out["decide_ms"] = first_decision()
    return out

"""The results as text, as Markdown, and as the short table of the README; which bars are reached.

SPDX-License-Identifier: Apache-2.0
"""
import re
import statistics

import chart
import peers

TITLES = {peer.name: peer.title for peer in peers.PEERS}
KINDS = {peer.name: peer.kind for peer in peers.PEERS}
START, END = "<!-- bench -->", "<!-- /bench -->"


def middle(values):
    return statistics.median(values)


def figure(n):
    """Three digits: 27,300,000 and 0.284."""
    if n == 0:
        return "0"
    digits = max(0, 2 - int(f"{n:e}".split("e")[1]))
    return f"{round(n, digits):,.{digits}f}" if digits else f"{round(float(f'{n:.2e}')):,}"


def spread(values):
    return f"{figure(middle(values))} ({figure(min(values))} to {figure(max(values))})"


def ok(results, name):
    return "failed" not in results["peers"].get(name, {"failed": 1})


def versus(results, a, b, mode):
    """Ratios of two peers, round by round."""
    return [x / y for x, y in zip(results["peers"][a][mode]["ratio"], results["peers"][b][mode]["ratio"])]


def rate(results, name, mode):
    return middle(results["peers"][name][mode]["rate"])


# -- the bars

def bar(text, need, values, low=True):
    got = middle(values)
    return {"text": text, "need": need, "values": values, "reached": got >= need if low else got <= need, "low": low}


def missing(results, text, name):
    return {"text": text, "need": 0, "values": [], "reached": None,
            "why": results["peers"].get(name, {}).get("failed", "not in this run")}


def bars_w1(results):
    out = [bar("W1 from JSON against C++ by hand on simdjson", 0.6, versus(results, "licet", "hand", "json"))]
    for name in ["celgo", "opa", "zen"]:
        text = f"W1 from JSON, times {TITLES[name]}"
        out.append(bar(text, 20, versus(results, "licet", name, "json")) if ok(results, name)
                   else missing(results, text, name))
    engines = [n for n in results["peers"] if KINDS[n] in ("policy", "rules") and ok(results, n)]
    if engines:
        best = max(engines, key=lambda name: rate(results, name, "json"))
        out.append(bar(f"W1 from JSON, times the fastest engine for rules here ({TITLES[best]})", 5,
                       versus(results, "licet", best, "json")))
    if ok(results, "js"):
        out.append(bar("W1 in memory against JavaScript by hand on V8", 1, versus(results, "licet", "js", "memory")))
    out.append(bar("W1 in memory against C on structs", 0.1, versus(results, "licet", "hand", "memory")))
    return out


def bars(results):
    licet = results["peers"]["licet"]
    w2, out = licet.get("w2", {}), bars_w1(results)
    if "w2_10000" in w2:
        out.append(bar("W2, 10,000 rules, against C by hand with an index", 0.2, w2["w2_10000"]["ratio"]))
        out.append(bar("W2, 10,000 rules, compiled and first decision, ms", 50, [w2["w2_10000"]["load_ms"]], low=False))
    if {"sparse_100", "sparse_10000"} <= set(w2):
        out.append(bar("Cost of 10,000 rules against 100 where few can apply", 3,
                       [middle(w2["sparse_100"]["rate"]) / middle(w2["sparse_10000"]["rate"])], low=False))
    two = licet["two_json"]
    by = "by the clock" if two["by"] == "clock" else "by processor time: the machine was not left alone"
    out.append(bar(f"Two threads against one, from JSON ({by})", 1.8, two["all"]))
    return out


def bar_row(each):
    if each["reached"] is None:
        return f"| {each['text']} | | not measured: {each['why']} | |"
    sign = "at least" if each["low"] else "at most"
    values = each["values"]
    got = spread(values) if len(values) > 1 else figure(values[0])
    return f"| {each['text']} | {sign} {each['need']} | {got} | {'reached' if each['reached'] else '**not reached**'} |"


# -- tables

def w1_row(results, name):
    peer = results["peers"][name]
    if not ok(results, name):
        return f"| {TITLES[name]} | | not counted: {peer['failed']} | | | | | | |"
    p50, p99 = peer["latency_us"]
    version = peer.get("version", "").removeprefix("v")
    return (f"| {TITLES[name]} | {version} | {figure(rate(results, name, 'json'))} | "
            f"{spread(peer['json']['ratio']) if name != 'hand' else '1'} | {figure(rate(results, name, 'memory'))} | "
            f"{figure(peer['two_json']['ratio']) if 'two_json' in peer else ''} | {figure(p50)} / {figure(p99)} | {figure(peer['start_ms'])} | "
            f"{figure(peer['peak_mb'])} |")


def by_rate(results):
    good = [name for name in results["peers"] if ok(results, name)]
    return sorted(good, key=lambda name: -rate(results, name, "json")) + \
        [name for name in results["peers"] if name not in good]


def w2_row(results, name):
    peer = results["peers"][name]
    w2, failed = peer.get("w2", {}), peer.get("w2_failed", {})
    cells = [figure(middle(w2[f"w2_{n}"]["rate"])) if f"w2_{n}" in w2
             else "not counted: " + failed.get(f"w2_{n}", "") for n in (100, 1000, 10000)]
    most = w2.get("w2_10000")
    cells.append(figure(most["ratio"] and middle(most["ratio"])) if most else "")
    cells.append(figure(most["load_ms"]) if most else "")
    both = [w2.get(f"sparse_{n}") for n in (100, 10000)]
    cells.append(figure(middle(both[0]["rate"]) / middle(both[1]["rate"])) if all(both) else "")
    return f"| {TITLES[name]} | " + " | ".join(cells) + " |"


def law_rows(results):
    law = results["law"]
    rows = [f"| {law[key]['orders']:,} orders, {text} | {figure(law[key]['one'])} | {figure(law[key]['two_clock'])} |"
            for key, text in [("four_years", "days over four years"), ("one_day", "all on one day")]]
    return "\n".join(rows)


def head(results):
    m = results["machine"]
    return (f"{results['when']}, `{results['command']}` ({results['took_s'] // 60} min); {m['cpu']}, {m['cores']} cores, "
            f"{m['memory_gb']} GB, {m['system']}, gcc {m['gcc']}; {results['facts']:,} transactions, "
            f"{results['rounds']} rounds")


def markdown(results):
    names = by_rate(results)
    return f"""# Results

Written by `make bench`; the method is in [README.md](README.md). {head(results)}.

## The bars

| | bar | ratio, median (lowest to highest round) | |
| --- | --- | --- | --- |
{chr(10).join(map(bar_row, bars(results)))}

## W1: 26 rules, one transaction

Decisions per second of one thread. "By hand" is the ratio to hand-written C++ on simdjson, of passes that ran one after the other.
Two threads: times one. Latency: one decision from JSON. Start: processor time of a new process to its first decision and out.
Peak: a process that streams {results['alike']:,} transactions. All rows gave the same {results['alike']:,} lines of answers, or are not counted.

| | version | from JSON, /s | by hand = 1 | in memory, /s | two threads | p50 / p99, µs | start, ms | peak, MB |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{chr(10).join(w1_row(results, name) for name in names)}

## W2: 100, 1,000 and 10,000 rules

Decisions per second of one thread, facts in memory. Compile: from text to the first decision, processor time. Sparse: what a
decision costs with 10,000 rules, when with 100 it costs 1 and the same 100 are all that can apply.

| | 100 | 1,000 | 10,000 rules | by hand = 1 | compile 10,000, ms | sparse |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
{chr(10).join(w2_row(results, name) for name in names if ok(results, name))}

## The real law

The whole of `us.ear` with `us.products.accelerators`, orders of the order book with their diligence packs, `licet batch` as a
whole process that loads the law first.

| | one thread, /s of processor time | two threads, /s by the clock |
| --- | ---: | ---: |
{law_rows(results)}

A whole `licet decide` on this law, text to answer: {figure(results['law']['decide_ms'])} ms of processor time.

## What hosts do

{chr(10).join(f"* {TITLES[name]}: {peers.BY_NAME[name].note}." for name in results['peers'] if peers.BY_NAME[name].note)}
"""


def readme(results):
    names = [name for name in by_rate(results) if ok(results, name)]
    rows = [f"| {TITLES[name]} | {figure(rate(results, name, 'json'))} | {figure(rate(results, name, 'memory'))} | "
            f"{figure(middle(results['peers'][name]['w2']['w2_10000']['rate'])) if 'w2_10000' in results['peers'][name].get('w2', {}) else ''} |"
            for name in names]
    reached = [each for each in bars(results) if each["reached"] is not None]
    short = "; ".join(f"{each['text']}: {figure(middle(each['values']))}, the bar is {each['need']}"
                      for each in reached if not each["reached"])
    return f"""{START}
<picture>
  <source media="(prefers-color-scheme: dark)" srcset="tests/bench/chart-dark.svg">
  <img src="tests/bench/chart-light.svg" alt="Decisions per second of Licet, of the same logic by hand, and of other engines">
</picture>

| decisions per second, one thread | W1 from JSON | W1 in memory | W2, 10,000 rules |
| --- | ---: | ---: | ---: |
{chr(10).join(rows)}

All rows gave the same answers line by line. {head(results)}.
{sum(each['reached'] for each in reached)} of {len(reached)} goals reached{'; not reached: ' + short if short else ''}.
Everything else, and what hosts do for engines that cannot: [results](tests/bench/results.md), [method](tests/bench/README.md).
{END}"""


def text(results):
    """The Markdown without its links and bars, for a terminal."""
    lines = []
    for line in markdown(results).splitlines():
        if re.fullmatch(r"[|\s:-]+", line):
            continue
        lines.append(re.sub(r"\*\*", "", line))
    return "\n".join(columns(lines))


def columns(lines):
    """Pads the cells of each run of table rows."""
    out, table = [], []
    for line in [*lines, ""]:
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        widths = [max(len(cell) for cell in column) for column in zip(*table)] if table else []
        out += ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in table]
        table = []
        out.append(line)
    return out


def write(results, folder):
    (folder / "results.md").write_text(markdown(results), encoding="utf-8")
    for theme in chart.THEMES:
        (folder / f"chart-{theme}.svg").write_text(chart.chart(results, TITLES, KINDS, theme), encoding="utf-8")


def publish(results):
    write(results, peers.HERE)
    path = peers.ROOT / "README.md"
    page = path.read_text(encoding="utf-8")
    if START in page:
        page = page[:page.index(START)] + readme(results) + page[page.index(END) + len(END):]
        path.write_text(page, encoding="utf-8")

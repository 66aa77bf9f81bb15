#!/usr/bin/env python3
"""`valid.result_until` against the days themselves: generated arithmetic with the law date, each day asked.

    until.py [--seed N] [--policies N]

Each case is decided once, and then on each of the 200 days after: the first day with another
low, high, gate or review of a line is the one after `result_until`. Some cases come with a pack that
attests a fact until a day, and with a resolution, which may be for a later day alone.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta

import engine

START, DAYS = date(2024, 1, 10), 200
HEAD = """module until
verdicts { not_subject; free; excused; license_required blocks; prohibited blocks }
outcomes { license raises license_required }
reasons { RS }
policies { mild; harsh }
duties { report }
flags { odd }
record Party { term: date }
fact parties: list of Party
fact shipped: date
fact lead: quantity in days
fact known: boolean
fact close: optional date
fact near: boolean
fact far: boolean
act told: date
law date = shipped
table holiday columns key day: date, bank: boolean hit unique rows { 2024-01-22 | true; 2024-03-01 | true; }
table fair columns key town: text, opens: date hit collect rows {
  "Lyon" | 2024-02-05 until 2024-02-20; "Lyon" | 2024-04-01; "Ulm" | 2024-01-20 from 2024-01-15;
}
"""
ORDER = ["<", "<=", ">", ">=", "=", "!="]


class Writer:
    """Expressions; `own` is what may be named beside the facts.

    Where something of which it is not told how it moves stands in a rule, every day is tried: that
    would hide every other fault, so in a third of the policies (`followed`) nothing of it stands;
    and others would have the days tried that it needs, so in a third it stands alone.
    """

    def __init__(self, rng, followed):
        self.rng, self.followed = rng, followed

    def day(self):
        return str(START + timedelta(self.rng.randint(-60, 60)))

    def date(self, depth, own, calls=2):
        r, kind = self.rng, self.rng.random()
        if depth <= 0 or kind < 0.35:
            return r.choice(["shipped", "shipped", self.day(), *own, "greatest(d for d in chosen)" if calls else "shipped"])
        if kind < 0.45 and not self.followed:
            return self.months(depth, own, calls)
        if kind < 0.6:
            return f"({self.date(depth - 1, own, calls)} {r.choice('+-')} {r.randint(0, 40)} days)"
        if kind < 0.7:
            return (f"(if {self.test(depth - 1, own, calls)} then {self.date(depth - 1, own, calls)} "
                    f"otherwise {self.date(depth - 1, own, calls)})")
        if kind < 0.8:
            return f"{r.choice(['greatest', 'least'])}(e.term for e in parties)"
        if kind < 0.9 and calls:
            return f"by{r.randrange(calls)}({self.date(depth - 1, own, calls)})"
        return f"({self.date(depth - 1, own, calls)} + ({self.date(depth - 1, own, calls)} - {self.day()}))"

    def months(self, depth, own, calls):
        kept = self.rng.choice(["last_day", "next_month"])
        return f"add_months({self.date(depth - 1, own, calls)}, {self.rng.randint(-2, 14)}, {kept})"

    def span(self, depth, own, calls):
        r, kind = self.rng, self.rng.random()
        if depth <= 0 or kind < 0.2:
            return r.choice([f"{r.randint(0, 30)} days", "lead"])
        if kind < 0.6:
            return f"({self.date(depth - 1, own, calls)} - {self.date(depth - 1, own, calls)})"
        inner = self.span(depth - 1, own, calls)
        if kind < 0.7:
            return f"({inner} {r.choice(['* 2', '* 1/2', '* -1', '/ 3', '/ 7'])})"
        if kind < 0.75 and not self.followed:
            return self.unfollowed(depth, own, calls)
        return f"absolute({inner})" if kind < 0.85 else f"({inner} {r.choice('+-')} {self.span(depth - 1, own, calls)})"

    def unfollowed(self, depth, own, calls):
        """Of these it is not told how they move, so every day is tried."""
        inner, other = self.span(depth - 1, own, calls), self.span(depth - 1, own, calls)
        term = f"({self.date(0, [*own, 'q.term'], calls)} - {self.date(0, own, calls)})"
        return self.rng.choice([
            f"round_down({inner}, 7 days)", f"round_up({inner}, (absolute({other}) + 1 days))", f"({inner} * ({other} / 1 days))",
            f"sum({term} for q in parties where q.term > {self.date(0, own, calls)})",
            f"(({inner} / 1 days) ^ 2 * 1 days)", f"({inner} / ({other} / 1 days))",
            f"(if holiday[{self.date(1, own)}].bank = true then {inner} otherwise {other})"])

    def between(self):
        """One comparison of what is known in part: its bounds grow apart, or come together."""
        r, op = self.rng, self.rng.choice(ORDER)
        date = f"(if known then shipped otherwise {self.day()})"
        since, other = f"({date} - {self.day()})", f"(shipped - {self.day()})"
        days = r.randint(-40, 140)
        return r.choice([
            f"{date} {op} {self.day()}", f"{since} {op} {days} days", f"{days} days {op} {since}",
            f"{since} * -2 {op} {days} days", f"{since} / {r.choice([-3, 2, 3])} {op} {days} days", f"-{since} {op} {days} days",
            f"{since} - {other} {op} {days} days", f"{other} - {since} {op} {days} days", f"{since} + {other} {op} {days} days",
            f"{since} - {other} * 1/2 {op} {days} days", f"absolute({since}) {op} {abs(days)} days",
            f"greatest(q for q in [{date}, {self.day()}]) {op} {self.day()}",
            f"least(q for q in [{date}, {self.day()}, shipped - {abs(days)} days]) {op} {self.day()}",
            f"(if lead > 0 days then {date} otherwise {self.day()}) {op} {self.day()}",
            f"{self.day()} in [{date}, {self.day()}]", f"{date} {op} add_months(shipped, {r.randint(-2, 2)}, last_day)",
            f"add_months({date}, {r.randint(-2, 2)}, next_month) {op} {self.day()}"])

    def alone(self):
        """One comparison with the law date of which it is not told when it turns, and no other."""
        r, op = self.rng, self.rng.choice(ORDER)
        since, n, kept = f"(shipped - {self.day()})", r.randint(-2, 14), r.choice(["last_day", "next_month"])
        days = r.randint(0, 200)
        by_months = f"add_months(shipped, {n}, {kept})"
        about = f"{n * 30 + n // 2 + r.randint(-2, 3)} days"
        return r.choice([
            f"{by_months} {op} shipped + {about}", f"shipped + {about} in [2023-01-01, {by_months}]",
            f"({by_months} - shipped) * 2 {op} 2 * ({about})",
            f"add_months({by_months}, 1, {kept}) {op} shipped + {n * 30 + 30 + r.randint(-2, 6)} days",
            f"{by_months} {op} add_months(shipped, {n + r.randint(0, 1)}, {'next_month' if kept == 'last_day' else 'last_day'})",
            f"add_months(shipped, 1, {kept}) - {self.day()} {op} {since} * 1/2 + {days} days",
            f"greatest(q for q in [{by_months}, shipped + {about}]) {op} shipped + {about}",
            f"absolute({by_months} - shipped - {about}) {op} 1 days",
            f"round_down({since}, 7 days) {op} {days // 7 * 7} days", f"round_up({since}, 30 days) {op} {days} days",
            f"round_down({days} days, ({since} * {since} / 1 days + 1 days)) {op} {r.randint(0, 60)} days",
            f"({since} / 1 days) ^ 2 {op} {r.randint(-20, 80) ** 2}", f"{since} * ({since} / 1 days) {op} {days * days} days",
            f"{days} days / ({since} / 1 days) {op} {r.randint(-3, 3)} days",
            f"sum(shipped - q.term for q in parties) {op} {days} days",
            f"holiday[shipped + {r.randint(0, 40)} days].bank = true",
            f"{self.day()} + {since} / {r.randint(2, 4)} {op} {self.day()}",
            f"2024-01-01 + {since} * ({since} / 1 days) / {r.randint(2, 4)} {op} {self.day()}"])

    def test(self, depth, own, calls=2):
        r, kind = self.rng, self.rng.random()
        if depth <= 1 and kind < 0.2:
            return "known"
        if kind < 0.4:
            return f"({self.date(depth - 1, own, calls)} {r.choice(ORDER)} {self.date(depth - 1, own, calls)})"
        if kind < 0.65:
            return f"({self.span(depth - 1, own, calls)} {r.choice(ORDER)} {self.span(depth - 1, own, calls)})"
        if kind < 0.75:
            return f"(add_months(shipped, {r.randint(-2, 3)}, {r.choice(['last_day', 'next_month'])}) {r.choice(ORDER)} {self.day()})"
        if kind < 0.85:
            return f"({self.date(depth - 1, own, calls)} in {self.days(depth - 1, own, calls)})"
        if own:
            return f"(not {self.test(depth - 1, own, calls)})"
        if kind < 0.92:
            return f"({r.choice(['some', 'every', 'no'])} p in parties satisfies {self.test(depth - 1, ['p.term'], calls)})"
        return r.choice([
            f"(some f in {r.choice(['fair', 'fair[%s]' % self.town()])} satisfies f.opens {r.choice(ORDER)} {self.date(depth - 1, ['f.opens'], calls)})",
            f"(close {r.choice(ORDER)} {self.date(depth - 1, [], calls)})",
            f"(count(p for p in parties where p.term {r.choice(ORDER)} {self.date(depth - 1, ['p.term'], calls)}) > 1)",
            f"at least 2 of {{ {self.test(depth - 1, [], calls)}; {self.test(depth - 1, [], calls)}; near }}"])

    def town(self):
        return self.rng.choice(['"Lyon"', '"Ulm"', 'if shipped < 2024-02-09 then "Lyon" otherwise "Ulm"'])

    def listed(self):
        return self.day() if self.followed and self.rng.random() < 0.8 else self.date(1, [], 0)

    def days(self, depth, own, calls):
        """A list of dates."""
        r = self.rng
        some = f"[{self.date(depth, own, calls)}, {self.day()}]"
        return r.choice([some, "list(g.opens for g in fair where g.opens >= shipped)", f"union(chosen, {some})" if calls else some])

    def policy(self):
        if self.followed is None:
            return HEAD + f"rule 1 requires license(reason: RS) when {self.rng.choice([self.alone, self.between])()}\n"
        return HEAD + f"""define by0(t: date): date = {self.date(1, ['t'], 0)}
define by1(t: date): date = {self.date(2, ['t'], 1)}
define chosen: list of date = {{
  when near then [{self.listed()}];
  when {self.rng.choice(['far', self.test(1, [], 0)])} then [{self.listed()}];
  otherwise [{self.listed()}];
}}
rule 1 requires license(reason: RS) when {self.test(3, [])}
rule 2 for each p in parties prohibits when {self.test(3, ['p.term'])}
rule 3 flags odd when {self.test(2, [])}
rule 4 reviews 1 under {self.rng.choice(['mild', 'harsh'])} when {self.test(2, [])}
rule 5 obliges report when {self.test(2, [])}
rule 6 authorizes 1 when told {self.rng.choice(['+', '-'])} 20 days {self.rng.choice(ORDER[:5])} {self.date(1, [])}
rule 7 for each p in parties requires license(reason: RS) when {self.test(2, ['p.term'])} except when {self.test(2, ['p.term'])}
"""

    def facts(self):
        r = self.rng
        out = {"shipped": str(START), "parties": [{"term": self.day()} for _ in range(r.randint(0, 3))]}
        out["lead"] = None if r.random() < 0.1 else f"{r.randint(-20, 20)} days"
        out["known"] = r.choice([True, False, None, None])
        out["close"] = r.choice([None, {"state": "none"}, self.day(), self.day()])
        out["near"], out["far"] = r.choice([None, True, False, False]), r.choice([None, True, False])
        out["told"] = r.choice([None, self.day()])
        for party in out["parties"]:
            party["term"] = None if r.random() < 0.1 else party["term"]
        return out


def ask(policy, lines, *options):
    words = [engine.binary(), "batch", "--full", "-p", policy, *options]
    done = subprocess.run(words, input="\n".join(map(json.dumps, lines)), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"until: {' '.join(words)}: {done.stderr}")
    return [json.loads(line)["decision"]["statement"] for line in done.stdout.splitlines()]


def said(statement):
    return [(x["id"], x["low"], x["high"], x["gate"], x["review"]["policies"], x["review"]["possible"],
             x["review"]["conflict"]) for x in statement["lines"]]


def on_day(facts, more, day):
    return {"facts": [{**facts, "shipped": str(day)}, *more]}


def layers(policy, facts, rng, followed):
    """What is laid over the facts: an attestation, a resolution of what is flagged on some day.

    While one may come to count every day is tried, so there are few where all else is followed."""
    more = []
    if rng.random() < 0.3:
        until = str(START + timedelta(rng.randint(0, 60)))
        more.append({"pack": {"id": "kyc", "by": "a", "on": "2023-12-01", "until": until}, "facts": {"lead": "3 days"}})
    if rng.random() < (0.3 if followed else 0.5):
        of = START + timedelta(rng.choice([0, 0, 1, 7, 30]))
        flags = [f for line in ask(policy, [on_day(facts, more, of)])[0]["lines"] for f in line["flags"]]
        on, until = (str(of + timedelta(rng.choice(days))) for days in ([0, -20, 3], [0, 20, 90]))
        more += [{"resolutions": [{"flag": f["flag"], "outcome": "cleared", "by": "a.chen", "second_by": "m.ortiz",
                                   "on": min(on, until), "until": until, "evidence": "T-1", "facts": f["basis"]}]}
                 for f in flags[:1]]
    return more


def first_change(policy, facts, more):
    days = [str(START + timedelta(n)) for n in range(DAYS)]
    answers = [said(s) for s in ask(policy, [on_day(facts, more, d) for d in days], "--no-proof")]
    return next((days[n - 1] for n in range(1, DAYS) if answers[n] != answers[0]), None)


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--seed", type=int, default=20240315)
    words.add_argument("--policies", type=int, default=40)
    args = words.parse_args()
    good = bad = changes = 0
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "until.licet")
        for n in range(args.policies):
            writer = Writer(random.Random(args.seed * 1000 + n), (True, False, None)[n % 3])
            with open(path, "w", encoding="utf-8") as f:
                f.write(writer.policy())
            for _ in range(3):
                facts = writer.facts()
                more = layers(path, facts, writer.rng, writer.followed)
                until = ask(path, [on_day(facts, more, START)])[0]["valid"]["result_until"]
                last = first_change(path, facts, more)
                changes += last is not None
                within = until if until and until < str(START + timedelta(DAYS - 1)) else None
                good += within == last
                if within != last:
                    bad += 1
                    with open(path, encoding="utf-8") as f:
                        print(f"{f.read()}{json.dumps([facts, *more])}\nresult_until is {until}, but the answer lasts through {last}")
    print(f"{changes} of them change within {DAYS} days")
    print(f"{good} passed, {bad} failed")
    return 1 if bad or not changes else 0


if __name__ == "__main__":
    sys.exit(main())

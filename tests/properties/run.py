#!/usr/bin/env python3
"""The nine laws on generated policies: the engine against the reference, and against itself.

    run.py [--seed N] [--cases N] [--workers N] [--first N] [--reference-only]

Each policy gets cases, and from each case the same facts in another order, fewer facts, a
withdrawn act and completions; the engine answers all of them in one batch, the reference the
same. Seeds are printed; a failure is shrunk and printed with a policy and facts to paste.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import copy
import json
import multiprocessing
import os
import random
import sys
import time
import traceback

import cases
import engine
import generate
import laws
import shrink
from model import day, iso, text_of
from program import Program
from statement import decide, grounds

sys.path.insert(0, os.path.join(engine.ROOT, "tests", "reference"))
import steps  # noqa: E402

NAMES = {"1": "exact", "2": "total", "3": "fail-closed", "4": "sound", "5": "order-free", "6": "in force",
         "7": "no silent conflict", "8": "accountable", "9": "one meaning", "4.7": "depends on",
         "4.10": "resolutions"}
BASES = 12       # base cases of a policy
PROOFS = 6       # of which the proof is checked
MUTATIONS = 3    # spoiled proofs of each
SEED = 20240315  # of CI


class Run:
    """One policy with its cases; collects what passed and what failed."""

    def __init__(self, seed, number, reference_only):
        self.rng = random.Random(f"{seed}/{number}")
        self.number, self.reference_only = number, reference_only
        self.policy, self.constant_dates = generate.policy(self.rng)
        self.program = Program(self.policy)
        self.text = text_of(self.policy)
        self.flagging = any(r.effect == "flags" for r in self.policy.rules)
        self.passed, self.failed = {}, []

    def check(self, law, why, *shown, fails=None):
        if why is None:
            self.passed[law] = self.passed.get(law, 0) + 1
        else:
            self.failed.append((law, self.number, why, shown, fails))

    # ---- asking ----

    def ask(self, wanted):
        """Documents (engine) or None for the wanted cases, and the reference's statements."""
        expected = [decide(self.program, c) for c in wanted]
        if self.reference_only:
            return [None] * len(wanted), expected, expected
        lines = engine.batch(self.text, wanted)
        documents = [engine.answer(line) for line in lines]
        return documents, [engine.comparable(d["statement"]) for d in documents], expected

    def variations(self):
        """(role, index of its base, case)"""
        out = []
        for n in range(BASES):
            base = cases.case(self.rng, self.policy, n)
            out.append(("base", len(out), base))
            at = len(out) - 1
            out.append(("shuffled", at, {**base, "facts": cases.shuffled(self.rng, base["facts"])}))
            out.append(("less", at, cases.remove(self.rng, self.policy, base)))
            out.append(("whole", at, cases.complete(self.rng, self.policy, base)))
            claim = cases.withdraw(self.rng, self.policy, base)
            if claim:
                out.append(("withdrawn", at, claim))
            self.resolved(out, at, base)
        return out

    def resolved(self, out, at, base):
        """The same with resolutions of its flags; and these after a fact has changed."""
        case = cases.resolve(self.rng, base, decide(self.program, base)) if self.flagging else None
        if case:
            out.append(("resolved", at, case))
            changed = cases.other_fact(self.rng, self.policy, case, set())
            if changed:
                out.append(("outlived", len(out) - 1, changed))

    # ---- the laws ----

    def all(self):
        made = self.variations()
        wanted = [c for _, _, c in made]
        documents, got, expected = self.ask(wanted)
        for n, (role, at, case) in enumerate(made):
            self.check("2", None)
            if not self.reference_only:
                why = laws.same(got[n], expected[n], "from the reference (first: the engine)")
                self.check("9", why, case, got[n], expected[n], fails=differs)
            if role == "shuffled":
                a, b = (documents[at], documents[n]) if documents[n] else (got[at], got[n])
                self.check("1", laws.same(a, b, "with the facts in another order"), wanted[at], case)
            elif role == "less":
                self.check("3", laws.fail_closed(self.policy, got[at], got[n]), wanted[at], case)
            elif role == "withdrawn":
                self.check("3", laws.withdrawn(self.policy, got[at], got[n]), wanted[at], case)
            elif role == "whole":
                self.check("4", laws.sound(self.policy, got[at], got[n]), wanted[at], case)
            elif role == "resolved":
                self.check("4.10", laws.only_eased(got[at], got[n]), wanted[at], case)
                self.check("4.10", laws.outlived(got[n], got[n]["law"]["as_of"]), case)
            elif role == "outlived":
                why = laws.closed_only_as_given(grounds(self.program, wanted[at]), grounds(self.program, case), got[n])
                self.check("4.10", why, wanted[at], case)
        if not self.reference_only:
            self.short(wanted, documents)
        bases = [(c, documents[n], got[n]) for n, (role, _, c) in enumerate(made) if role == "base"]
        self.independent(bases)
        self.permuted(bases)
        self.day_by_day(bases[0][0])
        self.day_by_day(next((c for role, _, c in made if role == "resolved"), None))
        if not self.reference_only:
            self.again(bases[0])
            self.proofs(bases)

    def short(self, wanted, documents):
        """Short answers, made without a proof, say what the documents say."""
        for case, document, line in zip(wanted, documents, engine.batch(self.text, wanted, short=True)):
            mine = engine.short(document["statement"], case)
            self.check("1", laws.same(mine, json.loads(line), "between document and short answer"), case,
                       mine, line)

    def independent(self, bases):
        changed = [cases.other_fact(self.rng, self.policy, c, set(s["depends_on"]["facts"])) for c, _, s in bases]
        pairs = [(s, c, x) for (c, _, s), x in zip(bases, changed) if x]
        answers = self.answers(self.text, self.program, [x for _, _, x in pairs])
        for (s, c, x), y in zip(pairs, answers):
            self.check("4.7", laws.independent(s, y), c, x)

    def answers(self, text, program, wanted):
        if self.reference_only:
            return [decide(program, c) for c in wanted]
        return [engine.comparable(engine.answer(line)["statement"]) for line in engine.batch(text, wanted)]

    def permuted(self, bases):
        other = copy.deepcopy(self.policy)
        for key in ("rules", "facts", "defines", "tables", "records", "reasons", "outcomes"):
            self.rng.shuffle(getattr(other, key))
        text = text_of(other, self.rng.shuffle)
        wanted = [c for c, _, _ in bases]
        for (c, _, s), y in zip(bases, self.answers(text, Program(other), wanted)):
            self.check("5", laws.same(s, y, "with the declarations in another order"), c, text)
        Program(self.policy)  # numbers the rules again

    def day_by_day(self, base):
        if base is None:
            return
        if any("/ship_date" in whole for whole in grounds(self.program, base).values()):
            base = {k: v for k, v in base.items() if k != "resolutions"}  # such a one is for its day alone
        ends = {day(x[k]) for x in base.get("resolutions", ()) for k in ("on", "until")}
        days = sorted({b + o for b in {*self.program.breaks, *ends} for o in (-1, 0, 1)})
        plain = {k: v for k, v in base.items() if k != "as_of"}
        law = {b + o for b in {*self.program.law_breaks, *ends} for o in (-1, 0, 1)}
        near = set() if self.constant_dates else set(cases.days_near(base["facts"]))
        answers = self.on_days(plain, days)
        while near - set(answers):  # days that turn by a comparison, and those that are said to
            answers |= self.on_days(plain, sorted(near - set(answers)))
            untils = (s["valid"]["result_until"] for s in answers.values())
            near |= {day(u) + o for u in untils if u is not None for o in (0, 1)}
        if answers:
            self.check("6", laws.in_force(sorted(answers.items()), set(days) - law - near), base)

    def on_days(self, case, days):
        wanted = [{**case, "facts": {**case["facts"], "ship_date": iso(d)}} for d in days]
        return dict(zip(days, self.answers(self.text, self.program, wanted))) if wanted else {}

    def again(self, base):
        """The same through `decide`: the same statement, and an exit status that is its own."""
        case, document, _ = base
        status, other = engine.decide(self.text, case)
        self.check("2", None if status == document["statement"]["exit"] else
                   f"exit {status}, the statement says {document['statement']['exit']}", case)
        a, b = copy.deepcopy(document["statement"]), other["statement"]
        a["case"]["id"] = b["case"]["id"]
        for law in (a["law"], b["law"]):
            law["policy"]["roots"] = []
        self.check("1", laws.same(a, b, "between batch and decide"), case)

    def law(self, statement):
        """What the proof checker may know of the policy; nothing when eras are joined."""
        if statement["law"]["as_of"] is None:
            return None
        named = {(r.label, None if r.start is None else iso(r.start)): r for r in self.policy.rules}
        roles = {role: v.name for v in self.policy.verdicts for role in v.roles}
        raises = {o.name: o.raises for o in self.policy.outcomes}
        own = {"requires": roles["requirement"], "prohibits": roles["prohibition"]}
        return {"chain": [v.name for v in self.policy.verdicts], "roles": roles,
                "more_lines": statement["regimes"][0]["open_subjects"],
                "excludes": {key for key, r in named.items() if r.effect == "excludes"},
                "verdicts": {key: raises.get(r.word) or own[r.effect] for key, r in named.items()
                             if r.effect in own}}

    def proofs(self, bases):
        for case, document, _ in bases:
            if document["statement"]["law"]["as_of"] is not None:
                acting = steps.acting(document)
                self.check("7", laws.conflicts(self.policy, document["statement"], acting), case)
        for case, document, _ in bases[:PROOFS]:
            self.check("8", steps.check(document, self.law(document["statement"])), case)
            for _ in range(MUTATIONS):
                spoiled = steps.spoil(document, self.rng)
                if spoiled:
                    what, bad = spoiled
                    self.check("8", None if steps.check(bad) else f"a spoiled proof passes: {what}", case)


def differs(policy, case):
    """For shrinking: whether engine and reference still differ, both answering."""
    try:
        mine = decide(Program(policy), case)
        theirs = engine.answer(engine.batch(text_of(policy), [case])[0])["statement"]
        return engine.comparable(theirs) != mine
    except (engine.EngineError, KeyError, StopIteration, ValueError, AttributeError):
        return False


def one(job):
    seed, number, reference_only = job
    try:
        run = Run(seed, number, reference_only)
        run.all()
        failed = [f[:4] for f in run.failed]
        return run.passed, failed
    except engine.EngineError as e:
        return {}, [("2", number, str(e), ())]
    except Exception:  # a fault of the reference or this program: show it as a failure
        return {}, [("2", number, traceback.format_exc(), ())]


def report(seed, failure, small):
    law, number, why, shown = failure
    print(f"\nFAILED law {law} ({NAMES[law]}), seed {seed}, policy {number}: {why}")
    policy, _ = generate.policy(random.Random(f"{seed}/{number}"))
    if law == "9" and small:
        policy, case = shrink.shrink(policy, shown[0], differs)
        try:
            theirs = engine.comparable(engine.answer(engine.batch(text_of(policy), [case])[0])["statement"])
            mine = decide(Program(policy), case)
            shown = [case, {"engine": theirs}, {"reference": mine}]
            print("smallest:", laws.difference(theirs, mine))
        except engine.EngineError as e:
            print("(shrinking lost it:", e, ")")
    print(text_of(policy))
    for x in shown:
        print(x if isinstance(x, str) else json.dumps(x))


def main():
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("--seed", type=int, default=SEED)
    ask.add_argument("--cases", type=int, default=20000, help="statements compared, about")
    ask.add_argument("--workers", type=int, default=2)
    ask.add_argument("--first", type=int, default=0, help="number of the first policy")
    ask.add_argument("--show", type=int, default=3, help="failures printed in full")
    ask.add_argument("--reference-only", action="store_true")
    args = ask.parse_args()
    print(f"seed {args.seed}", flush=True)
    start = time.monotonic()
    jobs = [(args.seed, args.first + n, args.reference_only) for n in range(max(1, args.cases // (BASES * 5 - 3)))]
    passed, failed = {}, []
    with multiprocessing.Pool(args.workers) as pool:
        for good, bad in pool.imap_unordered(one, jobs, chunksize=2):
            for law, n in good.items():
                passed[law] = passed.get(law, 0) + n
            failed += bad
    failed.sort(key=lambda f: (f[0], f[1]))
    shown = {}
    for failure in failed:
        shown[failure[0]] = shown.get(failure[0], 0) + 1
        if shown[failure[0]] <= args.show:
            report(args.seed, failure, shown[failure[0]] == 1)
    for law in NAMES:
        print(f"law {law:>3}  {NAMES[law]:<20} {passed.get(law, 0):>7} passed {shown.get(law, 0):>5} failed")
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
    print(f"{sum(passed.values())} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

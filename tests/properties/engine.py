"""Runs the engine: one policy, many cases, whole decision documents back.

The binary is $LICET, or build/release/licet of this tree.
SPDX-License-Identifier: Apache-2.0
"""
import json
import os
import subprocess
import tempfile

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def binary():
    return os.environ.get("LICET", os.path.join(ROOT, "build", "release", "licet"))


class EngineError(Exception):
    pass


def layers(case):
    """What is laid over one another: the facts, and the resolutions in a document of their own."""
    resolutions = case.get("resolutions")
    return [case["facts"], {"resolutions": resolutions}] if resolutions else [case["facts"]]


def as_line(case):
    given = {k: v for k, v in case.items() if k != "resolutions"}
    return {**given, "facts": layers(case)} if case.get("resolutions") else given


def batch(text, cases, limit=120, short=False):
    """The raw output lines for the cases, in order: whole documents, or short answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "policy.licet")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        lines = "".join(json.dumps(as_line(c)) + "\n" for c in cases)
        try:
            done = subprocess.run([binary(), "batch", "-p", path] + ([] if short else ["--full"]), input=lines.encode(),
                                  capture_output=True, timeout=limit, check=False)
        except subprocess.TimeoutExpired as e:
            raise EngineError("the engine did not end") from e
    out = done.stdout.decode().splitlines()
    if done.returncode not in (0, 4) or len(out) != len(cases):
        raise EngineError(f"exit {done.returncode}, {len(out)} of {len(cases)} answers\n"
                          + done.stderr.decode()[-3000:])
    return out


def decide(text, case, limit=60):
    """Exit status and document of `licet decide` for one case."""
    with tempfile.TemporaryDirectory() as folder:
        policy = os.path.join(folder, "policy.licet")
        with open(policy, "w", encoding="utf-8") as f:
            f.write(text)
        words = [binary(), "decide", "-p", policy, "--format", "json"]
        for n, layer in enumerate(layers(case)):
            words += ["-f", os.path.join(folder, f"facts{n}.json")]
            with open(words[-1], "w", encoding="utf-8") as f:
                json.dump(layer, f)
        for key, option in (("as_of", "--as-of"), ("world", "--world")):
            words += [option, case[key]] if key in case else []
        for label in case.get("assume", []):
            words += ["--assume", label]
        done = subprocess.run(words, capture_output=True, timeout=limit, check=False)
    try:
        return done.returncode, json.loads(done.stdout)
    except ValueError as e:
        raise EngineError(f"exit {done.returncode}: {done.stderr.decode()[-2000:]}") from e


def answer(line):
    """The document of one output line; an error in place is a failure of the run."""
    got = json.loads(line)
    if "decision" not in got:
        raise EngineError(f"case {got.get('id')}: {got.get('error')}")
    return got["decision"]


def comparable(statement):
    """The statement without what the reference does not write."""
    out = {k: v for k, v in statement.items() if k != "proof"}
    out["case"] = {k: v for k, v in statement["case"].items() if k != "facts"}
    law = out["law"] = {k: v for k, v in statement["law"].items() if k != "policy"}
    law["tables"] = [{k: v for k, v in t.items() if k != "digest"} for t in law["tables"]]
    out["lines"] = []
    for line in statement["lines"]:
        line = {k: v for k, v in line.items() if k != "margins"}
        causes = {(u["code"], "" if u["code"] == "UN-FAULT" else u["what"]) for u in line["undetermined"]}
        line["undetermined"] = [{"code": code, "what": what} for code, what in sorted(causes)]
        out["lines"].append(line)
    return out


def short(statement, case):
    """The short answer that says what the statement says."""
    lines = [{k: line[k] for k in ("id", "regime", "finding", "gate", "codes")} for line in statement["lines"]]
    regimes = statement["regimes"]
    finding = regimes[0]["finding"] if len(regimes) == 1 else {r["name"]: r["finding"] for r in regimes}
    law = statement["law"]
    supposed = {"what_if": True} if law["what_if"] else {}
    supposed |= {"world": "text"} if law["world"] == "text" else {}
    supposed |= {"assumed": law["assumed"]} if law["assumed"] else {}
    past = {"unverified_after": statement["law"]["known_to"]} if statement["law"]["past_known"] else {}
    return {"id": case["id"], "gate": statement["gate"], "finding": finding,
            "codes": sorted({c for line in lines for c in line["codes"]}), "lines": lines, **supposed, **past}

#!/usr/bin/env python3
"""Runs the fuzz targets: on what was found before (make test), or against libFuzzer (make fuzz).

    tests/fuzz.py --again               each target on its seeds and on tests/fuzz/found/TARGET/
    tests/fuzz.py --seconds 60 [TARGET]...  libFuzzer for so long of processor time each;
                                        corpora and logs in build/corpus/
    tests/fuzz.py --keep [TARGET]...    the smallest inputs of a corpus that reach all it reaches, to
                                        tests/fuzz/seeds/TARGET, one a line in base64

A crash is written to build/crashes/TARGET/; minimized (-minimize_crash=1) and named for what was
wrong it goes into tests/fuzz/found/TARGET/, where every later test run tries it.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import base64
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PARTS = ("alone", "generate", "generate_rules", "generate_facts", "answer")  # what targets share
QUIET = {"replay": ["-close_fd_mask=3"], "columns": ["-close_fd_mask=3"]}  # they print much
KEPT = 40000  # bytes of tests/fuzz/seeds/TARGET
INTERRUPTED = 72  # libFuzzer, when a signal ends it
WORDS = re.findall(r'"([a-z]+)"', (ROOT / "grammar/keywords.def").read_text())


def policies():
    """Policies that are right and wrong, from all over the house; the law itself is too long."""
    found = [*ROOT.glob("tests/wrong/policies/*.licet"), *ROOT.glob("tests/cases/*/*.licet"),
             *ROOT.glob("examples/first-rule/*.licet"), *ROOT.glob("tests/fuzz/*.licet")]
    return sorted(path for path in found if path.stat().st_size < 20000)


def texts(paths):
    return [path.read_bytes() for path in paths]


def seeds(target):
    """What a target begins with."""
    if target == "policy":
        return texts(policies()) + texts(ROOT.glob("tests/cases/*/*.md")) + [
            b"# Law\n\n```licet\n" + text + b"```\n" for text in texts(policies()[:40])]
    if target == "layout":
        return [b" " + text for text in texts(policies())] + texts(ROOT.glob("tests/cases/*/*.md"))
    if target in ("facts", "batch"):
        facts = texts(ROOT.glob("tests/wrong/facts/*.json")) + texts(ROOT.glob("tests/fuzz/*.json"))
        return facts if target == "facts" else facts + [
            b'{"id": 1, "facts": ' + text.replace(b"\n", b" ") + b', "as_of": "2024-03-15"}' for text in facts]
    if target == "set":
        return texts(ROOT.glob("tests/wrong/facts/*.set")) + [
            b"destination=CN\nitems[0].units=4\nitems[0].operations[0].rate=9 op/s\nclaims=EX;LV\nasked_on=2024-01-01",
            b"buyer.stakes[0].share=1/2\nbuyer.stakes[0].owner.name=Acme\nbuyer.parent=none\nparties=null"]
    if target == "table":
        head = b"key,name,place,class,kind,share,area,day,mark,rest,from,until,unverified\n"
        return [head, b"name,place,class,kind,share,area,day,mark,rest\n"
                b"Acme,CN,3A090.a,one,0.5,12 mm2,2024-01-01,true,a;b\n",
                b'name,place,class,kind,share,area,day,mark,rest,from\n"Ac""me",CN,EAR99,two,1/3,1 mm2,'
                b"2024-02-29,false,,2023-01-01\n"]
    if target == "columns":
        return [b"id,day,to,units,item,price,rate,signed\nA,2024-03-15,CN,4,chip,120.50,600,yes\n"
                b'B,,,,"a ""quoted"" one\nin two lines",,1/2,no\n\n',
                b'{"facts": {"items[0].name": "item", "day": {"column": "on"}}}\0\xef\xbb\xbfitem;on\nx;2024-01-01\n',
                b'{"id": "id", "facts": {"parties[1].located": {"column": "c", "values": {"x": "CN"}}}}\0id,c\n1,x\n']
    if target == "replay":
        pack = (ROOT / "tests/fuzz/small.pack").read_bytes()
        return [pack, b"!" + pack, b'!{"schema": "licet.pack/1"}\n']
    if target == "bundle":  # whole; cut; a byte turned in the head, in the digest, far in; none at all
        return [b"\0", b"\0\x10\0\0", b"\0\0\0\x08\x01", b"\0\0\0\x70\x80", b"\0\x01\x23\x45\xff", b"\1", b"\1LICET"]
    if target == "args":
        return [b"-p\0us.ear\0--full\0--output=x\0--\0-file", b"-pus.ear\0--polcy\0x\0-z", b"--policy", b"-h\0-o"]
    if target == "whole":  # choices for a generator: any bytes will do
        return [random.Random(seed).randbytes(size) for size in (40, 120, 300, 600) for seed in range(16)]
    raise KeyError(target)


def dictionary():
    """The reserved words, and what else is worth trying, once for all targets."""
    path = BUILD / "corpus/licet.dict"
    path.parent.mkdir(parents=True, exist_ok=True)
    words = "".join(f'"{word}"\n' for word in sorted(set(WORDS)))
    path.write_text(words + (ROOT / "tests/fuzz/licet.dict").read_text())
    return path


def found(target):
    return sorted((ROOT / "tests/fuzz/found" / target).glob("*"))


def kept(target):
    """What runs of the fuzzer left to begin with."""
    path = ROOT / "tests/fuzz/seeds" / target
    return [base64.b64decode(line) for line in path.read_text().split()] if path.exists() else []


def keep(target):
    """The corpus without what adds nothing, up to KEPT bytes."""
    small = BUILD / "corpus" / f"{target}.small"
    shutil.rmtree(small, ignore_errors=True)
    small.mkdir(parents=True)
    words = [BUILD / "fuzz/fuzz" / target, "-merge=1", "-timeout=60", "-rss_limit_mb=3000", small, BUILD / "corpus" / target]
    done = subprocess.run([str(word) for word in words], cwd=ROOT, capture_output=True, check=False)
    lines, size = [], 0
    for text in sorted(texts(small.iterdir()), key=lambda text: (len(text), text)):
        line = base64.b64encode(text).decode()
        size += len(line) + 1
        if size > KEPT:
            break
        lines.append(line + "\n")
    path = ROOT / "tests/fuzz/seeds" / target
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(lines))
    print(f"{target}: {len(lines)} of {len(list(small.iterdir()))} inputs kept{'' if done.returncode == 0 else ', merge FAILED'}")
    return done.returncode != 0


def write_seeds(target):
    folder = BUILD / "corpus" / f"{target}.seeds"
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(seeds(target) + kept(target)):
        (folder / f"{number:04}").write_bytes(text)
    return folder


def again(targets):
    """Every seed and everything found, by the sanitized build."""
    passed = failed = 0
    for target in targets:
        files = [*sorted(write_seeds(target).iterdir()), *found(target)]
        done = subprocess.run([BUILD / "asan/fuzz" / target, *files], cwd=ROOT, capture_output=True, check=False)
        if done.returncode == 0:
            passed += len(files)
        else:
            failed += 1
            print(f"FAILED {target}\n{done.stderr.decode(errors='replace')[-3000:]}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


def spent(pid):
    """Seconds of processor time that a running process has used."""
    words = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


def run(words, seconds, log):
    """libFuzzer until it has used so many seconds of its own; exit status and what it used."""
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=1:allocator_may_return_null=1")
    with open(log, "wb") as said, subprocess.Popen(words, cwd=ROOT, env=env, stdout=said, stderr=said) as child:
        used = 0
        while child.poll() is None:
            used = spent(child.pid)
            if used >= seconds:
                child.send_signal(signal.SIGINT)
                child.wait()
            time.sleep(0.5)
        return child.returncode, used


def attack(target, seconds):
    corpus, crashes = BUILD / "corpus" / target, BUILD / "crashes" / target
    for folder in (corpus, crashes):
        folder.mkdir(parents=True, exist_ok=True)
    words = [BUILD / "fuzz/fuzz" / target, corpus, write_seeds(target), f"-dict={dictionary()}",
             f"-artifact_prefix={crashes}/", "-timeout=60", "-rss_limit_mb=3000", "-max_len=20000",
             "-print_final_stats=1", "-reload=0"] + QUIET.get(target, [])
    log = BUILD / "corpus" / f"{target}.log"
    status, used = run([str(word) for word in words], seconds, log)
    said = log.read_text(errors="replace")
    runs = re.findall(r"stat::number_of_executed_units: (\d+)", said) or re.findall(r"^#(\d+)", said, re.M)
    cover = re.findall(r"cov: (\d+) ft: (\d+)", said) or [("?", "?")]
    whole = re.findall(r"\((\d+) inline 8-bit counters\)", said) or ["?"]
    good = status in (0, INTERRUPTED)
    print(f"{target}: {runs[-1] if runs else '?'} executions in {used:.0f} s of processor time, {cover[-1][0]} of "
          f"{whole[0]} edges, {cover[-1][1]} features{'' if good else ': CRASH, see ' + str(log)}", flush=True)
    if not good:
        print(said[-4000:])
    return not good


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("targets", nargs="*")
    given = parser.parse_args()
    targets = given.targets or sorted(p.stem for p in (ROOT / "tests/fuzz").glob("*.c") if p.stem not in PARTS)
    if given.again:
        return again(targets)
    if given.keep:
        return any([keep(target) for target in targets])
    crashed = sum(attack(target, given.seconds) for target in targets)
    print(f"{len(targets) - crashed} passed, {crashed} failed")
    return crashed > 0


if __name__ == "__main__":
    sys.exit(main())

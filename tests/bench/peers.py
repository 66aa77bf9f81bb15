"""The peers of the benchmark: what each is, how it is installed and built, how it is called.

Each has one small driver in peers/, which reads the same facts and answers the same commands
(README.md). Others' code is installed by their own package clients into build/bench, never here.
SPDX-License-Identifier: Apache-2.0
"""
import dataclasses
import hashlib
import os
import pathlib
import shlex
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build/bench"
RULES = BUILD / "rules"
BIN = BUILD / "bin"
INSTALL_SECONDS = 1800
LICET_LIBS = "gmp libffi libutf8proc simdjson libsodium"


@dataclasses.dataclass
class Peer:
    name: str       # on the command line
    title: str      # in tables
    kind: str       # licet, hand, policy, rules, data
    make: str       # c, go, rust, node
    w1: str         # the rules of W1, below build/bench/rules
    suffix: str     # of the rules of W2
    note: str = ""  # what the host does for it, or what to know of the figure
    helpers: bool = False  # decides on threads of its own

    def command(self, workload):
        """workload: "w1", or the name of a file of W2 without its suffix."""
        start = ["node", str(BUILD / "node/serve.js"), self.name] if self.make == "node" else [str(BIN / self.name)]
        if workload == "w1":
            return [*start, "w1", str(HERE / "w1.licet" if self.name == "licet" else RULES / self.w1)]
        return [*start, "w2", str(RULES / f"{workload}.{self.suffix}")]


PEERS = [
    Peer("licet", "Licet", "licet", "c", "", "licet"),
    Peer("hand", "by hand, C++ on simdjson", "hand", "c", "", "json",
         "in memory: a C struct; W2: rules put into buckets by destination"),
    Peer("js", "by hand, JavaScript on V8", "hand", "node", "", "json", "W2: every rule in turn"),
    Peer("celgo", "cel-go", "policy", "go", "w1.cel.json", "cel.json",
         "host: finding from the rules that fired, maximum and sum of a list"),
    Peer("cel", "CEL in Rust", "policy", "rust", "w1.cel.json", "cel.json",
         "host: finding from the rules that fired, maximum and sum of a list"),
    Peer("expr", "expr-lang/expr (Go)", "policy", "go", "w1.expr.json", "expr.json",
         "host: finding from the rules that fired"),
    Peer("opa", "OPA (Go API)", "policy", "go", "w1.rego", "rego"),
    Peer("regorus", "regorus (its virtual machine)", "policy", "rust", "w1.rego", "rego"),
    Peer("cedar", "Cedar (native)", "policy", "rust", "w1.cedar", "cedar",
         "host: finding from the rules that fired, TPP, sum over owners, date as a number"),
    Peer("zen", "GoRules ZEN (Node)", "policy", "node", "w1.zen.json", "zen.json",
         "its native engine decides on threads of its own: the processor time of all of them counts", helpers=True),
    Peer("jre", "json-rules-engine", "rules", "node", "", "json",
         "host: finding from the rules that fired, all arithmetic, sum over owners"),
    Peer("clips", "CLIPS", "rules", "c", ".", "json",
         "host: finding from the rules that fired; in memory: a cJSON tree"),
    Peer("sqlite", "SQLite", "data", "c", ".", "json",
         "in memory: typed rows, one SELECT over many; W2: rules are rows of an indexed table"),
]
BY_NAME = {peer.name: peer for peer in PEERS}


class NotInstalled(Exception):
    """Why a peer cannot be had here."""


def run(command, folder, **environment):
    """The standard output of a step of installing, or NotInstalled with the end of its errors."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False,
                              timeout=INSTALL_SECONDS, env=os.environ | environment)
    except FileNotFoundError:
        raise NotInstalled(f"no {command[0]} on this machine") from None
    except subprocess.TimeoutExpired:
        raise NotInstalled(f"{command[0]} took more than {INSTALL_SECONDS} s") from None
    if done.returncode != 0:
        said = [line for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        raise NotInstalled(f"{' '.join(command[:3])}: {said[-1] if said else done.returncode}")
    return done.stdout


def pkg_config(packages):
    return shlex.split(run(["pkg-config", "--cflags", "--libs", *packages.split()], ROOT))


def build_c(peer):
    cc, cxx = shlex.split(os.environ.get("CC", "gcc")), shlex.split(os.environ.get("CXX", "g++"))
    source, out = HERE / "peers/c", str(BIN / peer.name)
    plain = [*cc, "-O2", "-std=gnu11", "-w", f"{source}/{peer.name}.c", "-o", out, "-pthread"]
    if peer.name == "licet":
        run([*plain, "-I.", "build/release/liblicet.a", *pkg_config(LICET_LIBS), "-lstdc++", "-lm"], ROOT)
    elif peer.name == "hand":
        run([*cxx, "-O2", "-march=native", "-std=c++17", "-w", f"-I{RULES}", f"{source}/hand.cpp", "-o", out,
             "-pthread", "-lsimdjson"], ROOT)
    elif peer.name == "clips":
        run([*plain, "-lcjson", "-lclips", "-lm"], ROOT)
    else:
        run([*plain, "-lsqlite3"], ROOT)


def laid_out(language):
    """The drivers of a language, copied to where packages are installed beside them."""
    folder = BUILD / language
    shutil.copytree(HERE / "peers" / language, folder, dirs_exist_ok=True)
    return folder


def build_go(peer):
    folder = laid_out("go") / peer.name
    run(["go", "mod", "tidy"], folder)
    run(["go", "build", "-o", str(BIN / peer.name), "."], folder)


def build_rust(peer):
    folder, target = laid_out("rust") / peer.name, BUILD / "cargo"
    run(["cargo", "build", "--release", "--quiet"], folder, CARGO_TARGET_DIR=str(target))
    shutil.copy(target / "release" / f"bench-{peer.name}", BIN / peer.name)


def build_node(peer):
    folder = laid_out("node")
    shutil.copy(HERE / "countries.json", folder)
    run(["node", "--version"], folder)
    package = {"jre": "json-rules-engine", "zen": "@gorules/zen-engine"}.get(peer.name)
    if package is not None and not (folder / "node_modules" / package).exists():
        run(["npm", "install", "--no-audit", "--no-fund", "--silent"], folder)
        run(["node", "-e", f"require('{package}')"], folder)


def digest(peer):
    """Of all that the built peer comes from, so that it is built again only when that changes."""
    text = hashlib.sha256()
    files = [HERE / "countries.json", *(HERE / "peers" / peer.make).rglob("*")]
    if peer.name == "licet":
        files.append(ROOT / "build/release/liblicet.a")
    for path in sorted(path for path in files if path.is_file()):
        text.update(path.read_bytes())
    return text.hexdigest()


def build(peer):
    BIN.mkdir(parents=True, exist_ok=True)
    stamp, now = BIN / f"{peer.name}.stamp", digest(peer)
    if stamp.exists() and stamp.read_text() == now:
        return
    print(f"  {peer.title}: building", file=sys.stderr, flush=True)
    {"c": build_c, "go": build_go, "rust": build_rust, "node": build_node}[peer.make](peer)
    stamp.write_text(now)

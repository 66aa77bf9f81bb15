#!/usr/bin/env python3
"""Licet in other people's programs: installed to a folder, found by pkg-config, linked, imported, removed.

    tests/embed.py        ends with N passed, N failed

SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEBIAN_PYTHON = pathlib.Path("/usr/bin/python3")  # the one that `make deps` gave pip and setuptools
PYTHON = DEBIAN_PYTHON if DEBIAN_PYTHON.exists() else sys.executable
EXPECTED = {
    "decide CN 2024-03-15": (10, "stop\n/items/0 accelerator: license_required\n"),
    "decide XX 2024-03-15": (4, ""),
    "orders": (0, "20 W: free\n1499 W: free\n1500 W: permit_needed\n3000 W: permit_needed\n"),
}


def run(*words, status=0, **more):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)
    if done.returncode != status:
        raise AssertionError(f"{' '.join(map(str, words))}: exit status {done.returncode}, expected {status}\n"
                             f"{done.stdout}{done.stderr}")
    return done.stdout


def make(target, folder):
    run("make", "-s", "V=release", target, f"PREFIX={folder}/usr", cwd=ROOT)


def flags(folder, *which):
    env = dict(os.environ, PKG_CONFIG_PATH=f"{folder}/usr/lib/pkgconfig")
    return run("pkg-config", *which, "licet", env=env).split()


def compile_and_run(folder, static):
    """The examples, against what was installed and nothing else."""
    which = ("--cflags", "--libs", *(["--static"] if static else []))
    extra = [word.replace("-llicet", f"{folder}/usr/lib/liblicet.a") for word in flags(folder, *which)] \
        if static else flags(folder, *which)
    run("gcc", "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-o", folder / "decide",
        ROOT / "examples/embed/decide.c", *extra, cwd=folder)
    run("g++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-pthread", "-o", folder / "orders",
        ROOT / "examples/embed/orders.cpp", *extra, cwd=folder)
    for command, (status, output) in EXPECTED.items():
        env = dict(os.environ, LD_LIBRARY_PATH=f"{folder}/usr/lib")
        said = run(f"./{command.split()[0]}", *command.split()[1:], status=status, cwd=folder, env=env)
        assert said == output, f"{command}: {said!r}"


def shared(folder):
    compile_and_run(folder, False)


def static(folder):
    compile_and_run(folder, True)


def versions(folder):
    """Every exported name carries a version."""
    names = run("nm", "-D", "--defined-only", folder / "usr/lib/liblicet.so.0").split()
    wrong = [name for name in names if name.startswith("licet_") and "@@LICET_0.1" not in name]
    assert not wrong, wrong
    assert "licet_decide@@LICET_0.1" in names


def header_version(folder):
    version = flags(folder, "--modversion")
    said = run(folder / "usr/bin/licet", "--version").split()
    assert said == ["licet", *version], (said, version)


def python(folder):
    """pip installs the module with its library; the tests run outside the project."""
    run(PYTHON, "-m", "pip", "install", "-q", "--no-build-isolation", "--no-deps", "--no-index",
        "--disable-pip-version-check", "--root-user-action=ignore", "--target", folder / "site",
        ROOT / "runtime/python")
    assert (folder / "site/licet/liblicet.so").exists()
    run(PYTHON, ROOT / "tests/embed/python_test.py", cwd=folder,
        env=dict(os.environ, PYTHONPATH=str(folder / "site"), PYTHONSAFEPATH="1"))


def uninstall(folder):
    make("uninstall", folder)
    left = [path for path in (folder / "usr").rglob("*") if not path.is_dir()]
    assert not left, left


def main():
    failed, parts = 0, (shared, static, versions, header_version, python, uninstall)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make("install", folder)
        for part in parts:
            try:
                part(folder)
            except AssertionError as problem:
                failed += 1
                print(f"FAILED {part.__name__}: {problem}")
    print(f"{len(parts) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())

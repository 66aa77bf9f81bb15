"""Puts the library that `make` built into the package, so that an installed module needs nothing else.

Without a build the package is pure Python and looks for an installed liblicet.so.0.
SPDX-License-Identifier: Apache-2.0
"""
import os
import pathlib
import shutil

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = pathlib.Path(__file__).resolve().parent
BUILT = pathlib.Path(os.environ.get("LICET_LIBRARY", HERE.parent.parent / "build/release/liblicet.so"))


class WithLibrary(build_py):
    def run(self):
        super().run()
        if BUILT.exists():
            shutil.copy(BUILT, pathlib.Path(self.build_lib) / "licet" / "liblicet.so")


setup(cmdclass={"build_py": WithLibrary})

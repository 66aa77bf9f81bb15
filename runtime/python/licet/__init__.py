"""Licet: rules of export control. Load a policy, give facts, get a decision with its proof.

    >>> import licet
    >>> policy = licet.load("us.ear")
    >>> decision = policy.decide({"activity": "remote_access"}, as_of="2024-06-01")
    >>> decision.gate
    'hold'

A Policy never changes and may be shared by threads; deciding releases the interpreter lock, so
that threads really run side by side. Facts are what `json.dumps` makes of a dict: exact numbers
are strings ("15832 TPP", "1/3"), unknown is None. `int`, `Fraction` and `Decimal` are taken as they
are; a `float` is refused, since a decision never rests on one. `datetime.date` is a date.
SPDX-License-Identifier: Apache-2.0
"""
from __future__ import annotations

import ctypes as _c
import datetime as _datetime
import decimal as _decimal
import fractions as _fractions
import json as _json
import os as _os
import pathlib as _pathlib
import threading as _threading
from dataclasses import dataclass as _dataclass
from typing import Any, Iterable, Mapping, Sequence

from . import _door
from ._door import library as _library

__version__ = "0.1.0"
__all__ = ["load", "Policy", "Decision", "Line", "Diagnostic", "LicetError", "PolicyError", "FactsError",
           "decision_schema", "engine_version"]


@_dataclass(frozen=True)
class Diagnostic:
    """One message: its code, what is wrong, where (file, line and column, or JSON pointer) and what to do."""
    code: str
    severity: str
    message: str
    note: str
    hint: str
    file: str
    line: int
    column: int
    pointer: str


class LicetError(Exception):
    """What went wrong in words; `diagnostics` has it place by place."""

    def __init__(self, text: str, diagnostics: Sequence[Diagnostic] = ()):
        super().__init__(text)
        self.diagnostics = tuple(diagnostics)


class PolicyError(LicetError):
    """The policy does not check, or cannot be found."""


class FactsError(LicetError):
    """The facts or the options do not fit the policy."""


def _text(value: bytes | None) -> str:
    return (value or b"").decode()


def _given(value: Any, what: str) -> bytes:
    """A text for the library, whole: a zero byte would end it."""
    if not isinstance(value, str):
        raise TypeError(f"{what} is a text, not {value!r}")
    if "\0" in value:
        raise ValueError(f"{what} holds a zero byte: {value!r}")
    return value.encode()


def _day(value: Any, what: str) -> bytes:
    return _given(_plain(value) if isinstance(value, _datetime.date) else value, what)


def _taken(buffer: _c.c_void_p) -> str:
    """The text of a buffer, which is freed."""
    text = _library.licet_buffer_text(buffer).bytes().decode()
    _library.licet_buffer_free(buffer)
    return text


def _written(call, *arguments) -> tuple[int, str]:
    out = _c.c_void_p()
    status = call(*arguments, _c.byref(out))
    return status, _taken(out) if out else ""


def _diagnostics(report) -> list[Diagnostic]:
    found = []
    raw = _door.Diagnostic()
    for i in range(_library.licet_report_count(report)):
        _library.licet_report_at(report, i, _c.byref(raw))
        found.append(Diagnostic(_text(raw.code), _door.SEVERITY[raw.severity], _text(raw.message), _text(raw.note),
                                _text(raw.hint), _text(raw.file), raw.line, raw.column, _text(raw.pointer)))
    return found


def _raise(kind: type[LicetError], status: int, report) -> None:
    if status == _door.REJECTED and report:
        raise kind(_written(_library.licet_report_render, report, _door.FORMAT_TEXT)[1].rstrip(),
                   _diagnostics(report))
    raise kind(_door.STATUS[status])


def _plain(value: Any) -> Any:
    """What JSON has no form for, exactly."""
    if isinstance(value, _datetime.datetime) and (value.tzinfo is not None or value.time() != _datetime.time()):
        raise FactsError(f"a date has no time of day: {value.isoformat()}")
    if isinstance(value, _datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, (_fractions.Fraction, _decimal.Decimal)):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a fact cannot be a {type(value).__name__}")


def _refuse_floats(value: Any, pointer: str = "") -> None:
    if isinstance(value, float):
        raise FactsError(f"{pointer}: {value!r} is a float, and no decision rests on one: "
                         f"give it as text (\"{value!r}\"), int, Decimal or Fraction")
    if isinstance(value, Mapping):
        for key, member in value.items():
            _refuse_floats(member, f"{pointer}/{key}")
    elif isinstance(value, (list, tuple)):
        for index, member in enumerate(value):
            _refuse_floats(member, f"{pointer}/{index}")


def _facts_text(facts: Mapping[str, Any] | str | bytes) -> bytes:
    if isinstance(facts, str):
        return facts.encode()
    if isinstance(facts, bytes):
        return facts
    _refuse_floats(facts)
    return _json.dumps(facts, default=_plain).encode()


class _Files:
    """Gives the engine the files of roots and library folders, as the command does."""

    def __init__(self, roots: Sequence[str], libraries: Sequence[str]):
        self.folders = [str(_pathlib.PurePath(root).parent) for root in roots if root.endswith((".licet", ".md"))]
        self.libraries = [str(folder) for folder in libraries]
        self.kept: list[bytes] = []
        self.callback = _door.LOAD(self.load)

    def find(self, path: str) -> _pathlib.Path | None:
        near = [_pathlib.Path(path)] if any(
            folder == "." or path.startswith(folder + _os.sep) for folder in self.folders) else []
        for candidate in near + [_pathlib.Path(folder, path) for folder in self.libraries]:
            if candidate.is_file():
                return candidate
        return None

    def load(self, _host, path: bytes, text, shown) -> bool:
        found = self.find(path.decode())
        if found is None:
            return False
        content, name = found.read_bytes(), str(found).encode()
        self.kept += [content, name]
        text[0] = _door.Text(_c.cast(_c.c_char_p(content), _c.c_void_p).value, len(content))
        shown[0] = name
        return True


def load(*roots: str | _os.PathLike, libraries: Iterable[str | _os.PathLike] = (), memory_limit: int | None = None,
         step_limit: int = 0) -> Policy:
    """Loads, checks and compiles a policy: module names ("us.ear") or .licet files; or opens one bundle (.lcb).

    libraries: folders that are looked in before the library that Licet carries.
    memory_limit: bytes of one policy and of one decision (default 1 GiB; 0 for none).
    step_limit: evaluated operations of one decision (0: the built-in limit).
    Raises PolicyError, whose diagnostics name every place.
    """
    names = [_os.fspath(root) for root in roots] or ["us.ear"]
    for name in names:
        _given(name, "a policy's name")
    return Policy(names, _Files(names, [_os.fspath(folder) for folder in libraries]), memory_limit, step_limit)


class _Owner:
    """Engine and policy, freed after their last decision: finalizers may run in any order."""

    def __init__(self):
        self.engine, self.policy = _c.c_void_p(), _c.c_void_p()
        self.bundle = b""  # the policy lies in it
        self._users = 0
        self._lock = _threading.Lock()

    def hold(self) -> None:
        with self._lock:
            self._users += 1

    def let_go(self) -> None:
        with self._lock:
            self._users -= 1
            last = self._users == 0
        if last:
            _library.licet_policy_free(self.policy)
            _library.licet_engine_free(self.engine)


class Policy:
    """A checked policy. Never changes; may be used by many threads at once. Made by load()."""

    def __init__(self, roots: Sequence[str], files: _Files, memory_limit: int | None, step_limit: int):
        self.roots = tuple(roots)
        self._files = files
        self._owner = _Owner()
        self._owner.hold()
        self._handle, engine = self._owner.policy, self._owner.engine
        config = _door.Config()
        _library.licet_config_init(_c.byref(config))
        config.load = files.callback
        config.step_limit = step_limit
        if memory_limit is not None:
            config.memory_limit = memory_limit
        status = _library.licet_engine_new(_c.byref(config), _c.byref(engine))
        if status == _door.OK:
            status = self._load(roots)
        if status != _door.OK:
            _raise(PolicyError, status, _library.licet_policy_report(self._handle) if self._handle else None)
        files.kept.clear()

    def _load(self, roots: Sequence[str]) -> int:
        owner, out = self._owner, _c.byref(self._handle)
        bundles = [root for root in roots if root.endswith(".lcb")]
        if not bundles:
            array = (_c.c_char_p * len(roots))(*[root.encode() for root in roots])
            return _library.licet_policy_load(owner.engine, array, len(roots), out)
        if len(roots) > 1:
            raise ValueError(f"{bundles[0]!r} is a whole policy: it cannot be joined with another")
        owner.bundle = _pathlib.Path(bundles[0]).read_bytes()
        place = _door.Text(_c.cast(_c.c_char_p(owner.bundle), _c.c_void_p).value, len(owner.bundle))
        return _library.licet_policy_open(owner.engine, place, out)

    def bundle(self, *as_of: str | _datetime.date) -> bytes:
        """The policy as a bundle for load("….lcb"): it opens without being read, with this build of Licet only.

        as_of: days whose law is made ready; without any, the days since it last changed.
        """
        out = _c.c_void_p()
        days = (_c.c_char_p * len(as_of))(*[_day(day, "as_of") for day in as_of])
        status = _library.licet_policy_bundle(self._handle, days, len(as_of), _c.byref(out))
        if status == _door.MISUSE:
            raise ValueError("expected at most 64 dates such as 2024-03-15")
        if status != _door.OK:
            raise PolicyError(_taken(out) if out else _door.STATUS[status])
        content = _library.licet_buffer_text(out).bytes()
        _library.licet_buffer_free(out)
        return content

    def __del__(self):
        if hasattr(self, "_owner"):
            self._owner.let_go()

    def __copy__(self) -> Policy:
        return self  # it never changes, and what it holds is freed once

    def __deepcopy__(self, _memo) -> Policy:
        return self

    @property
    def warnings(self) -> list[Diagnostic]:
        """What the checker remarked."""
        return _diagnostics(_library.licet_policy_report(self._handle))

    def facts_schema(self) -> dict:
        """The JSON Schema (2020-12) of the facts that the policy asks for."""
        return _json.loads(_written(_library.licet_policy_facts, self._handle, _door.FACTS_SCHEMA)[1])

    def facts_template(self) -> dict:
        """A blank form: every fact, unknown."""
        return _json.loads(_written(_library.licet_policy_facts, self._handle, _door.FACTS_TEMPLATE)[1])

    def explain(self, label: str, as_of: str | _datetime.date | None = None) -> str:
        """A provision read back in plain words; LookupError names labels that come near."""
        date = None if as_of is None else _day(as_of, "as_of")
        status, text = _written(_library.licet_policy_explain, self._handle, _given(label, "a label"), date)
        if status == _door.MISUSE:
            raise ValueError(f"expected a date such as 2024-03-15 for as_of, not {as_of!r}")
        if status != _door.OK:
            raise LookupError(text.strip() or f"no provision '{label}'")
        return text

    def decide(self, *facts: Mapping[str, Any] | str | bytes, as_of: str | _datetime.date | None = None,
               assume: Iterable[str] = (), world: str = "enforced", case_id: str | None = None,
               case_title: str | None = None, compact: bool = False, extra_facts: bool = False) -> Decision:
        """Decides one case. Several facts are laid over one another, the later over the earlier.

        as_of: the day whose law counts; None: the law date among the facts.
        assume: labels of proposed provisions to count. world: "enforced" or "text".
        compact: without proof and outlook, for many decisions.
        extra_facts: pass over facts that the policy does not declare.
        Raises FactsError, whose diagnostics have the JSON pointer of every place.
        """
        if world not in ("enforced", "text"):
            raise ValueError(f"world is 'enforced' or 'text', not {world!r}")
        handle = _c.c_void_p()
        status = _library.licet_facts_new(self._handle, _c.byref(handle))
        if status != _door.OK:
            _raise(FactsError, status, None)
        try:
            self._read(handle, facts, extra_facts)
            options = self._options(as_of, assume, world, case_id, case_title, compact)
            decision = _c.c_void_p()
            status = _library.licet_decide(self._handle, handle, _c.byref(options), _c.byref(decision))
            if status != _door.OK:
                try:
                    _raise(FactsError, status, _library.licet_decision_report(decision) if decision else None)
                finally:
                    _library.licet_decision_free(decision)
            return Decision(self._owner, decision, _diagnostics(_library.licet_facts_report(handle)))
        finally:
            _library.licet_facts_free(handle)

    @staticmethod
    def _read(handle, documents, extra_facts) -> None:
        for number, document in enumerate(documents, 1):
            text = _facts_text(document)
            name = "facts" if len(documents) == 1 else f"facts {number}"
            place = _door.Text(_c.cast(_c.c_char_p(text), _c.c_void_p).value, len(text))
            status = _library.licet_facts_read(handle, name.encode(), place, extra_facts)
            if status != _door.OK:
                _raise(FactsError, status, _library.licet_facts_report(handle))

    @staticmethod
    def _options(as_of, assume, world, case_id, case_title, compact) -> _door.Options:
        labels = [assume] if isinstance(assume, str) else list(assume)
        options = _door.Options()
        _library.licet_options_init(_c.byref(options))
        options.as_of = None if as_of is None else _day(as_of, "as_of")
        options.as_of_from = b"as_of"
        options.text_world = world == "text"
        options.assume = (_c.c_char_p * len(labels))(*[_given(label, "a label to assume") for label in labels])
        options.assume_count = len(labels)
        options.case_id = None if case_id is None else _given(case_id, "case_id")
        options.case_title = None if case_title is None else _given(case_title, "case_title")
        options.compact = compact
        return options


@_dataclass(frozen=True)
class Line:
    """What was found for one line of the order; the lists are parts of the decision document."""
    id: str
    regime: str
    subject: str | None
    finding: str
    low: str
    high: str
    gate: str
    codes: tuple[str, ...]
    reasons: list
    review: dict
    exceptions: list
    flags: list
    duties: list
    missing: list
    document: dict


class Decision:
    """One answer. Its document is read when first asked for; texts are written on demand."""

    def __init__(self, owner: _Owner, handle, warnings: list[Diagnostic]):
        self._owner = owner
        self._owner.hold()
        self._handle = handle
        self._warnings = warnings
        self._document: dict | None = None

    def __del__(self):
        if hasattr(self, "_handle"):
            _library.licet_decision_free(self._handle)
            self._owner.let_go()

    def __copy__(self) -> Decision:
        return self

    def __deepcopy__(self, _memo) -> Decision:
        return self

    def __repr__(self) -> str:
        findings = ", ".join(f"{name}: {finding}" for name, finding in self.findings.items())
        return f"<licet.Decision {self.gate} ({findings})>"

    @property
    def warnings(self) -> list[Diagnostic]:
        """What was taken of the facts and is yet to be looked at."""
        return list(self._warnings)

    @property
    def document(self) -> dict:
        """The whole document `licet.decision/1` (see decision_schema())."""
        if self._document is None:
            self._document = _json.loads(self.json())
        return self._document

    @property
    def statement(self) -> dict:
        """The part that is equal on every run and machine, and whose digest is the id."""
        return self.document["statement"]

    @property
    def id(self) -> str:
        return self.document["id"]

    @property
    def gate(self) -> str:
        """"proceed", "hold" or "stop"."""
        return self.statement["gate"]

    @property
    def exit_status(self) -> int:
        """The exit status that `licet decide` would have."""
        return self.statement["exit"]

    @property
    def findings(self) -> dict[str, str]:
        """The finding of each regime: a verdict of its chain, or "undetermined"."""
        return {regime["name"]: regime["finding"] for regime in self.statement["regimes"]}

    @property
    def verdict(self) -> str:
        """The finding, when the policy is of one regime; regimes are never merged."""
        findings = self.findings
        if len(findings) != 1:
            raise LicetError(f"the policy has {len(findings)} regimes ({', '.join(findings)}): ask for findings")
        return next(iter(findings.values()))

    @property
    def lines(self) -> list[Line]:
        return [Line(line["id"], line["regime"], line["subject"]["name"], line["finding"], line["low"], line["high"],
                     line["gate"], tuple(line["codes"]), line["reasons"], line["review"], line["exceptions"],
                     line["flags"], line["duties"], line["missing"], line) for line in self.statement["lines"]]

    @property
    def missing(self) -> list[dict]:
        """The facts to ask for, each with its question."""
        return self.statement["missing"]

    def json(self, pointer: str = "", pretty: bool = False) -> str:
        """The document, or the place of it that a JSON pointer names; KeyError when there is none."""
        status, text = _written(_library.licet_decision_json, self._handle, _given(pointer, "a pointer"), pretty)
        if status != _door.OK:
            raise KeyError(pointer)
        return text

    def text(self, columns: int = 100, full: bool = False) -> str:
        """For people at a terminal."""
        options = _door.WriteOptions(columns=columns, full=full)
        return _written(_library.licet_decision_text, self._handle, _c.byref(options))[1]

    def html(self, matter: str | None = None, header: str | None = None) -> str:
        """One file without scripts and network, fit to print and to file."""
        options = _door.WriteOptions(matter=None if matter is None else _given(matter, "matter"),
                                     header=None if header is None else _given(header, "header"))
        array = (_c.c_void_p * 1)(self._handle)
        return _written(_library.licet_decisions_html, array, 1, _c.byref(options))[1]


def decision_schema() -> dict:
    """The JSON Schema (2020-12) of the decision document."""
    return _json.loads(_library.licet_decision_schema().bytes())


def engine_version() -> str:
    """The version of the library that was loaded."""
    return _text(_library.licet_version())

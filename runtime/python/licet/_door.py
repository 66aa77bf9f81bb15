"""The public door of liblicet (licet.h), as ctypes sees it: the library found, its functions typed.

Nothing here is for users; `licet` is the module to import.
SPDX-License-Identifier: Apache-2.0
"""
import ctypes as c
import ctypes.util
import os
import pathlib

STATUS = ("ok", "rejected", "memory limit reached", "out of memory", "misuse", "not found")
OK, REJECTED, LIMIT, NO_MEMORY, MISUSE, NOT_FOUND = range(6)
SEVERITY = ("note", "warning", "error")
GATE = ("proceed", "hold", "stop")
FACTS_SCHEMA, FACTS_TEMPLATE, FACTS_LIST = range(3)
FORMAT_TEXT = 0


class Text(c.Structure):
    _fields_ = [("at", c.c_void_p), ("len", c.c_size_t)]

    def bytes(self):
        return c.string_at(self.at, self.len) if self.at else b""


LOAD = c.CFUNCTYPE(c.c_bool, c.c_void_p, c.c_char_p, c.POINTER(Text), c.POINTER(c.c_char_p))


class Config(c.Structure):
    _fields_ = [
        ("allocate", c.c_void_p), ("allocate_host", c.c_void_p),
        ("load", LOAD), ("load_host", c.c_void_p),
        ("native_libraries", c.POINTER(c.c_char_p)), ("native_library_count", c.c_size_t),
        ("memory_limit", c.c_size_t), ("step_limit", c.c_uint64),
        ("native_milliseconds", c.c_uint32),
    ]


class Options(c.Structure):
    _fields_ = [
        ("as_of", c.c_char_p), ("as_of_from", c.c_char_p), ("text_world", c.c_bool),
        ("assume", c.POINTER(c.c_char_p)), ("assume_count", c.c_size_t),
        ("case_id", c.c_char_p), ("case_title", c.c_char_p), ("decided_at", c.c_char_p),
        ("compact", c.c_bool),
    ]


class WriteOptions(c.Structure):
    _fields_ = [
        ("color", c.c_bool), ("columns", c.c_size_t), ("full", c.c_bool),
        ("matter", c.c_char_p), ("header", c.c_char_p),
    ]


class Diagnostic(c.Structure):
    _fields_ = [
        ("code", c.c_char_p), ("severity", c.c_int), ("file", c.c_char_p),
        ("start", c.c_uint32), ("end", c.c_uint32), ("line", c.c_uint32), ("column", c.c_uint32),
        ("pointer", c.c_char_p), ("message", c.c_char_p), ("note", c.c_char_p), ("hint", c.c_char_p),
    ]


def _find():
    """LICET_LIBRARY, the copy in the package, or what the system has installed."""
    beside = pathlib.Path(__file__).with_name("liblicet.so")
    for path in (os.environ.get("LICET_LIBRARY"), str(beside) if beside.exists() else None,
                 ctypes.util.find_library("licet"), "liblicet.so.0"):
        if path:
            try:
                return c.CDLL(path)
            except OSError as problem:
                if path == os.environ.get("LICET_LIBRARY"):
                    raise ImportError(f"LICET_LIBRARY: cannot load '{path}': {problem}") from None
    raise ImportError("cannot find liblicet.so: run 'make install', or name it in LICET_LIBRARY")


_P = c.c_void_p
_OUT = c.POINTER(c.c_void_p)
_SIGNATURES = {
    "licet_version": (c.c_char_p, []),
    "licet_buffer_text": (Text, [_P]),
    "licet_buffer_free": (None, [_P]),
    "licet_config_init": (None, [c.POINTER(Config)]),
    "licet_engine_new": (c.c_int, [c.POINTER(Config), _OUT]),
    "licet_engine_free": (None, [_P]),
    "licet_decision_schema": (Text, []),
    "licet_report_count": (c.c_size_t, [_P]),
    "licet_report_at": (c.c_bool, [_P, c.c_size_t, c.POINTER(Diagnostic)]),
    "licet_report_render": (c.c_int, [_P, c.c_int, _OUT]),
    "licet_policy_load": (c.c_int, [_P, c.POINTER(c.c_char_p), c.c_size_t, _OUT]),
    "licet_policy_open": (c.c_int, [_P, Text, _OUT]),
    "licet_policy_bundle": (c.c_int, [_P, c.POINTER(c.c_char_p), c.c_size_t, _OUT]),
    "licet_policy_free": (None, [_P]),
    "licet_policy_report": (_P, [_P]),
    "licet_policy_facts": (c.c_int, [_P, c.c_int, _OUT]),
    "licet_policy_explain": (c.c_int, [_P, c.c_char_p, c.c_char_p, _OUT]),
    "licet_facts_new": (c.c_int, [_P, _OUT]),
    "licet_facts_free": (None, [_P]),
    "licet_facts_read": (c.c_int, [_P, c.c_char_p, Text, c.c_bool]),
    "licet_facts_report": (_P, [_P]),
    "licet_options_init": (None, [c.POINTER(Options)]),
    "licet_decide": (c.c_int, [_P, _P, c.POINTER(Options), _OUT]),
    "licet_decision_free": (None, [_P]),
    "licet_decision_report": (_P, [_P]),
    "licet_decision_json": (c.c_int, [_P, c.c_char_p, c.c_bool, _OUT]),
    "licet_decision_text": (c.c_int, [_P, c.POINTER(WriteOptions), _OUT]),
    "licet_decisions_html": (c.c_int, [c.POINTER(_P), c.c_size_t, c.POINTER(WriteOptions), _OUT]),
}

library = _find()
for _name, (_result, _arguments) in _SIGNATURES.items():
    _function = getattr(library, _name)
    _function.restype = _result
    _function.argtypes = _arguments

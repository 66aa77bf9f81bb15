#!/usr/bin/env python3
"""Hostile input, kind by kind: every reader refuses it, with a message that names the place.

    tests/hostile.py [--licet BINARY]

Facts go through three ways that must agree: a document (decide), a line that is answered
short (read straight into cells) and a line that is answered whole. Files that a policy names are
tried as traversals, links, loops, pipes and devices. Limits are tried at the figure that
GRAMMAR.md section 6 gives and one past it.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
POLICY = ROOT / "tests/wrong/facts/policy.licet"
LIMIT = 600  # seconds for one command; only a hang is longer


class Failure(Exception):
    pass


class Runner:
    def __init__(self, licet):
        self.licet = str(pathlib.Path(licet).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="licet-hostile-"))
        self.env = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8")

    def run(self, words, given=b"", env=None):
        done = subprocess.run([self.licet, *words], input=given, capture_output=True, cwd=self.folder,
                              timeout=LIMIT, check=False, env=dict(self.env, **(env or {})))
        if done.returncode < 0 or b"Sanitizer" in done.stderr:
            raise Failure(f"ended by signal {-done.returncode}: {done.stderr[-2000:].decode(errors='replace')}")
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return name


def expect(done, status, *fragments):
    """The exit status, and what is said among both outputs."""
    got, out, said = done
    if got != status:
        raise Failure(f"exit status {got}, expected {status}: {(said or out)[:600]}")
    for fragment in fragments:
        if fragment not in out + said:
            raise Failure(f"nothing says '{fragment}': {(said + out)[:600]}")


# -- facts: one document, and the same as a line of a batch, short and whole --------------------

def nested(levels):
    return b'{"remark":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


NOT_JSON = "are not JSON: "
FACTS = {  # name: (bytes, fragment of the message, or None when they are taken)
    "zero byte behind": (b'{"shipped_on":"2024-01-01"}\0', "expected nothing more"),
    "zero byte in a text": (b'{"remark":"a\0b"}', "control character in text"),
    "zero byte, escaped": (b'{"remark":"a\\u0000b"}', "cannot be seen (U+0000)"),
    "UTF-8, too long a form": (b'{"remark":"\xc0\xaf"}', "not valid UTF-8"),
    "UTF-8, a surrogate": (b'{"remark":"\xed\xa0\x80"}', "not valid UTF-8"),
    "UTF-8, past the last": (b'{"remark":"\xf4\x90\x80\x80"}', "not valid UTF-8"),
    "UTF-8, cut off": (b'{"remark":"\xe2\x82"}', "not valid UTF-8"),
    "UTF-8, in a key": (b'{"rem\xffark":"a"}', "not valid UTF-8"),
    "Latin-1": (b'{"remark":"M\xfcller"}', "not valid UTF-8"),
    "UTF-16": ('{"remark":"a"}'.encode("utf-16"), "not valid UTF-8"),
    "surrogate, alone": (b'{"remark":"\\ud800"}', "escape"),
    "surrogate, second alone": (b'{"remark":"\\udc00"}', "escape"),
    "escape, unknown": (b'{"remark":"\\x41"}', "escape"),
    "byte order mark": (b'\xef\xbb\xbf{"remark":"a"}', None),
    "byte order mark twice": (b'\xef\xbb\xbf\xef\xbb\xbf{"remark":"a"}', "expected a value"),
    "key twice": (b'{"remark":"a","remark":"b"}', "'remark' stands here a second time"),
    "key twice, escaped": (b'{"remark":"a","rem\\u0061rk":"b"}', "'remark' stands here a second time"),
    "key twice, within": (b'{"end_user":{"name":"a","name":"b"}}', "'name' stands here a second time"),
    "key twice, in a list": (b'{"items":[{"name":"a"},{"name":"a","name":"b"}]}', "'name' stands here a second time"),
    "key twice, far apart": (b'{"remark":"a",' + b"".join(b'"k%d":1,' % i for i in range(200)) + b'"remark":"b"}',
                             "'remark' stands here a second time"),
    "key, empty": (b'{"":1}', "declares no fact"),
    "key, look-alike": ('{"rem\u0430rk":"a"}'.encode(), "declares no fact"),
    "key, very long": (b'{"' + b"k" * 100000 + b'":1}', "declares no fact"),
    "keys, very many": (b"{" + b",".join(b'"k%d":1' % i for i in range(5000)) + b"}", "declares no fact"),
    "exponent, great": (b'{"us_content":1e999999999}', "more than 4096 digits"),
    "exponent, small": (b'{"us_content":1e-999999999}', "more than 4096 digits"),
    "exponent, past 64 bits": (b'{"us_content":1e99999999999999999999999}', "more than 4096 digits"),
    "exponent in a text": (b'{"us_content":"1e999999999"}', "more than 4096 digits"),
    "exponent of zero": (b'{"us_content":0e999999999}', None),
    "minus zero": (b'{"us_content":-0}', None),
    "minus zero, decimal": (b'{"us_content":-0.0}', None),
    "zero twice": (b'{"us_content":00}', "not a number as JSON writes it"),
    "zero before": (b'{"us_content":01}', "not a number as JSON writes it"),
    "plus": (b'{"us_content":+1}', "expected a value"),
    "no digit before the point": (b'{"us_content":.5}', "expected a value"),
    "no digit behind the point": (b'{"us_content":1.}', "not a number as JSON writes it"),
    "no digit in the exponent": (b'{"us_content":1e}', "not a number as JSON writes it"),
    "hexadecimal": (b'{"us_content":0x1}', "not a number as JSON writes it"),
    "NaN": (b'{"us_content":NaN}', "expected a value"),
    "NaN in a text": (b'{"us_content":"NaN"}', "expected a number"),
    "Infinity": (b'{"us_content":Infinity}', "expected a value"),
    "Infinity, negative": (b'{"us_content":-Infinity}', "not a number as JSON writes it"),
    "capital True": (b'{"military_use":True}', "expected a value"),
    "a million digits": (b'{"us_content":0.' + b"1" * 1000000 + b"}", "more than 4096 digits"),
    "a million letters": (b'{"remark":"' + b"x" * 1000000 + b'"}', "has 1000000 bytes, at most 16384 are taken"),
    "nested lists, thousands": (b'{"transit":' + b"[" * 5000 + b"]" * 5000 + b"}", "nested deeper than 128 levels"),
    "nested objects, thousands": (b'{"end_user":' + b'{"a":' * 5000 + b"1" + b"}" * 5001, "nested deeper than 128 levels"),
    "nested, a million, open": (b"[" * 1000000, "nested deeper than 128 levels"),
    "nested at the limit": (nested(128), "expected text"),
    "nested one past it": (nested(129), "nested deeper than 128 levels"),
    "text at the limit": (b'{"remark":"' + b"x" * 16384 + b'"}', None),
    "text one past it": (b'{"remark":"' + b"x" * 16385 + b'"}', "has 16385 bytes, at most 16384 are taken"),
    "digits at the limit": (b'{"us_content":0.' + b"1" * 2047 + b"}", None),  # 2,047 and 2,048
    "digits one past it": (b'{"us_content":0.' + b"1" * 2048 + b"}", "more than 4096 digits"),
    "data behind": (b'{"remark":"a"} x', "expected nothing more"),
    "a second document": (b'{"remark":"a"}{"remark":"b"}', "expected nothing more"),
    "a bracket behind": (b'{"remark":"a"}}', "expected nothing more"),
    "a comma behind": (b'{"remark":"a"},', "expected nothing more"),
    "control character": (b'{"remark":"a\x01b"}', "control character in text"),
    "tab in a text": (b'{"remark":"a\tb"}', "control character in text"),
    "line end, escaped": (b'{"remark":"a\\nb"}', None),
    "turned direction": ('{"remark":"a\u202eb"}'.encode(), "cannot be seen (U+202E)"),
    "turned direction, escaped": (b'{"remark":"a\\u202eb"}', "cannot be seen (U+202E)"),
    "isolated direction": ('{"remark":"a\u2066b"}'.encode(), "cannot be seen (U+2066)"),
    "mark of direction": ('{"remark":"a\u200fb"}'.encode(), "cannot be seen (U+200F)"),
    "no width": ('{"end_user":{"name":"Hua\u200bwei"}}'.encode(), "cannot be seen (U+200B)"),
    "joiner in a Latin word": ('{"end_user":{"name":"Hua\u200dwei"}}'.encode(), "cannot be seen (U+200D)"),
    "joiner in a Persian word": ('{"end_user":{"name":"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"}}'.encode(), None),
    "variant in a Latin word": ('{"end_user":{"name":"Huawei\ufe0e"}}'.encode(), "cannot be seen (U+FE0E)"),
    "tag letters": ('{"remark":"a\U000e0041"}'.encode(), "cannot be seen (U+E0041)"),
    "look-alike letter": ('{"end_user":{"name":"Hu\u0430wei"}}'.encode(), "(U+0430) only looks like"),
    "look-alike, escaped": (b'{"end_user":{"name":"Hu\\u0430wei"}}', "(U+0430) only looks like"),
    "look-alike in a list": ('{"parties":[{"name":"Acme"},{"name":"\u0391cme"}]}'.encode(), "(U+0391) only looks like"),
    "full width": ('{"end_user":{"name":"\uff28uawei"}}'.encode(), "(U+FF28) only looks like"),
    "a Russian name": ('{"end_user":{"name":"\u041e\u041e\u041e \u0420\u043e\u043c\u0430\u0448\u043a\u0430 Trading"}}'.encode(), None),
    "a Greek unit": ('{"remark":"10 k\u03a9, 5 \u03bcm, \u0394t"}'.encode(), None),
    "a Chinese name": ('{"end_user":{"name":"\u534e\u4e3a Technologies"}}'.encode(), None),
    "a Turkish name": ('{"end_user":{"name":"I\u015f\u0131k A.\u015e."}}'.encode(), None),
}
GOOD = b'{"shipped_on":"2024-01-01","end_user":{"name":"Acme"}}'


def error_of(line):
    return json.loads(line).get("error")


def facts_case(r, name):
    given, wanted = FACTS[name]
    document = r.run(["decide", "-p", str(POLICY), "-f", "-"], given)
    lines = {}
    for form in ([], ["--full"]):
        got, out, said = r.run(["batch", "-p", str(POLICY), *form], given + b"\n" + GOOD + b"\n")
        answers = out.splitlines()
        if len(answers) != 2 or error_of(answers[1]) is not None:
            raise Failure(f"batch {form}: the line behind is not answered: {out[:600]} {said[:300]}")
        lines[bool(form)] = (got, error_of(answers[0]))
    if wanted is None:
        expect(document, 0)
        if any(status != 0 or error for status, error in lines.values()):
            raise Failure(f"a batch refuses what a document may say: {lines}")
        return
    expect(document, 4, wanted)
    if "-:1:" not in document[2] and "at /" not in document[2] and "are not JSON" not in document[2]:
        raise Failure(f"no place: {document[2][:400]}")
    for form, (status, error) in lines.items():
        if status != 4 or not error or wanted not in error["message"]:
            raise Failure(f"batch, whole {form}: exit status {status}, {error}; expected '{wanted}'")
    if lines[False] != lines[True]:
        raise Failure(f"short and whole answers differ: {lines}")


# -- files that a policy names --------------------------------------------------------------------

TABLE = 'module {}\ntable t columns key a: text, b: text hit unique from "{}"\nfact x: text\n'
IMPORT = "module {}\nimport {}\nfact x: text\n"


def make_files(r):
    """A folder of a policy with everything in it that is no plain file of its own."""
    r.write("outside/secret.csv", "a,b\nroot,x\n")
    r.write("outside/other.licet", "module other\nfact y: text\n")
    inside = r.folder / "inside"
    inside.mkdir()
    (inside / "out.csv").symlink_to("../outside/secret.csv")
    (inside / "passwd.csv").symlink_to("/etc/passwd")
    (inside / "loop.csv").symlink_to("loop.csv")
    (inside / "gone.csv").symlink_to("nowhere.csv")
    (inside / "zero.csv").symlink_to("/dev/zero")
    (inside / "folder.csv").mkdir()
    (inside / "up").symlink_to("../outside")
    (inside / "other.licet").symlink_to("../outside/other.licet")
    (inside / "circle.licet").symlink_to("circle.licet")
    (inside / "shelf.licet").mkdir()
    os.mkfifo(inside / "pipe.csv")
    os.mkfifo(inside / "pipe.licet")
    r.write("inside/good.csv", "a,b\nx,y\n")
    (inside / "alias.csv").symlink_to("good.csv")


FILES = {  # name: (what is named, how, exit status, fragments)
    "table above": ("../outside/secret.csv", TABLE, 3, ["L0708", "not the name of a file beside the module"]),
    "table above, within the path": ("a/../../outside/secret.csv", TABLE, 3, ["L0708"]),
    "table by an absolute path": ("/etc/passwd", TABLE, 3, ["L0708"]),
    "table with a backslash": ("..\\\\secret.csv", TABLE, 3, ["L0708"]),
    "table by a link that leads out": ("out.csv", TABLE, 2, ["cannot read 'inside/out.csv'", "link leads out"]),
    "table by a link to /etc": ("passwd.csv", TABLE, 2, ["cannot read 'inside/passwd.csv'", "link leads out"]),
    "table in a folder that leads out": ("up/secret.csv", TABLE, 2, ["cannot read 'inside/up/secret.csv'", "leads out"]),
    "table by a link within": ("alias.csv", TABLE, 0, []),
    "table by a circle of links": ("loop.csv", TABLE, 2, ["too many levels of symbolic links"]),
    "table by a dead link": ("gone.csv", TABLE, 2, ["the symbolic link leads nowhere"]),
    "table that is a device": ("zero.csv", TABLE, 2, ["not a regular file"]),
    "table that is a folder": ("folder.csv", TABLE, 3, ["L0702"]),
    "table that is a pipe": ("pipe.csv", TABLE, 2, ["not a regular file"]),
    "import by a link that leads out": ("other", IMPORT, 2, ["cannot read 'inside/other.licet'", "link leads out"]),
    "import by a circle of links": ("circle", IMPORT, 2, ["too many levels of symbolic links"]),
    "import that is a folder": ("shelf", IMPORT, 3, ["L0301"]),
    "import that is a pipe": ("pipe", IMPORT, 2, ["not a regular file"]),
}


def file_case(r, name):
    named, form, status, fragments = FILES[name]
    path = r.write("inside/policy.licet", form.format("policy", named))
    done = r.run(["check", path])
    expect(done, status, *fragments)
    if "root:x" in done[1] + done[2]:
        raise Failure("a file of others is shown")


def own_files(r):
    """What the user names may lie anywhere; what cannot be read is said with its reason."""
    r.write("outside/own.licet", "module own\nfact x: text\n")
    (r.folder / "own.licet").symlink_to("outside/own.licet")
    expect(r.run(["check", "own.licet"]), 0)
    for path, why in (("inside", "is a directory"), ("nowhere", "no such file"), ("inside/loop.csv", "symbolic links"),
                      ("/dev/zero", "too large"), ("inside/good.csv/x", "ot a directory"), ("\033[31mred", "\ufffd[31mred")):
        expect(r.run(["decide", "-p", str(POLICY), "-f", path]), 2, "cannot read", why)
    expect(r.run(["check", "inside/pipe.licet"]), 2, "not a regular file")


# -- the command line, the environment --------------------------------------------------------------

ARGUMENTS = {  # name: (words, status, fragment)
    "--set, not UTF-8": (["--set", b"remark=\xff"], 4, "F0"),
    "--set, a key that is not UTF-8": (["--set", b"rem\xffark=a"], 4, "F0"),
    "--set, turned direction": (["--set", "remark=a\u202eb"], 4, "U+202E"),
    "--set, look-alike": (["--set", "end_user.name=Hu\u0430wei"], 4, "U+0430"),
    "--set, a great exponent": (["--set", "us_content=1e999999999"], 4, "4096 digits"),
    "--set, NaN": (["--set", "us_content=NaN"], 4, "expected a number"),
    "--set, very long": (["--set", "remark=" + "x" * 100000], 4, "at most 16384"),
    "--set, a great index": (["--set", "items[99999999999999999999]=1"], 4, "F02"),
    "--set, deep JSON": (["--set", "transit=" + "[" * 5000], 4, "128 levels"),
    "--set, an endless path": (["--set", "end_user" + ".name" * 5000 + "=a"], 4, "F02"),
    "--as-of, no day": (["--as-of", "2023-02-29"], 2, "2023-02-29"),
    "--as-of, not UTF-8": (["--as-of", b"2024-\xff"], 2, "is not a date"),
    "--assume, nothing": (["--assume", "x" * 10000], 2, "x"),
    "an option, not UTF-8": ([b"--\xff\x1b[31m"], 2, "unknown option"),
    "an option, very long": (["--" + "y" * 100000], 2, "unknown option"),
    "an argument, turned direction": (["a\u202eb.licet"], 2, "\ufffd"),
}


def argument_case(r, name):
    words, status, fragment = ARGUMENTS[name]
    done = r.run(["decide", "-p", str(POLICY), *words], b"{}")
    expect(done, status, fragment)
    for bad in ("\033", "\u202e"):
        if bad in done[1] + done[2]:
            raise Failure(f"{bad!r} reaches the terminal: {done[2][:300]!r}")


def environment(r):
    """Nothing but NO_COLOR changes what is loaded, decided or shown."""
    words = ["decide", str(ROOT / "examples/your-case/case.licet"), "--format", "json"]
    r.write("evil/us/ear.licet", "module us.ear\nthis is no policy\n")
    wanted = json.loads(r.run(words)[1])["statement"]
    evil = str(r.folder / "evil")
    for env in ({"LICET_PATH": evil, "LICET_LIBRARY": evil, "LICET_HOME": evil, "LICET_CONFIG": evil, "XDG_DATA_HOME": evil,
                 "HOME": evil}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "ar_SA", "TZ": "Pacific/Auckland"}, {"TZ": ":/etc/passwd"},
                {"POSIXLY_CORRECT": "1", "MALLOC_PERTURB_": "165", "COLUMNS": "1"}):
        if json.loads(r.run(words, env=env)[1])["statement"] != wanted:
            raise Failure(f"{env} changes the answer")


# -- sources of policies, tables, packs -------------------------------------------------------------

def literate(r):
    fence = "```licet\n{}\n```\n"
    for name, text, status, fragment in (
            ("zero byte", b"# x\n\0\n```licet\nfact x: text\n```\n", 3, "zero byte"),
            ("not UTF-8", b"# \xff\n```licet\nfact x: text\n```\n", 3, "not UTF-8"),
            ("byte order mark", b"\xef\xbb\xbf# x\n" + fence.format("fact x: text").encode(), 0, ""),
            ("open fence", "# x\n```licet\nfact x: text\n", 3, "not closed"),
            ("CR line ends", fence.format("fact x: text").replace("\n", "\r").encode(), 0, ""),
            ("turned direction in prose", "# a\u202eb\n" + fence.format("fact x: text"), 3, "U+202E"),
            ("a thousand fences", fence.format("") * 1000 + fence.format("fact x: text"), 0, ""),
            ("a long fence", "`" * 100000 + "licet\nfact x: text\n" + "`" * 100000 + "\n", 0, ""),
            ("nothing but a fence", "```", 0, ""),
    ):
        path = r.write("page.md", text)
        try:
            expect(r.run(["check", path]), status, fragment)
        except Failure as failure:
            raise Failure(f"{name}: {failure}") from None


def tables(r):
    path = r.write("list.licet", 'module list\ntable t columns key a: text, b: text hit unique from "list.csv"\nfact x: text\n')
    long = "a,b\n" + "".join(f"name {i:06},x\n" for i in range(5000))  # found where it lies
    for name, text, status, fragment in (
            ("quotes", 'a,b\n"x ""y"" z","1,2"\n', 0, ""), ("byte order mark", "\ufeffa,b\n1,2\n", 0, ""),
            ("CR LF", "a,b\r\n1,2\r\n", 0, ""), ("no last line end", "a,b\n1,2", 0, ""),
            ("lone quote", 'a,b\n1"x,2\n', 3, "inside an unquoted cell"), ("open quote", 'a,b\n"1,2\n', 3, "is not closed"),
            ("text behind a quote", 'a,b\n"1"x,2\n', 3, "after the closing"), ("zero byte", b"a,b\n1,\x002\n", 3, "zero byte"),
            ("not UTF-8", b"a,b\n1,\xff\n", 3, "not UTF-8"), ("UTF-16", "a,b\n1,2\n".encode("utf-16"), 3, "not UTF-8"),
            ("semicolons", "a;b\n1;2\n", 3, "separated by semicolons"), ("nothing", "", 3, "no header"),
            ("too few cells", "a,b\n1\n", 3, "1 cell"), ("too many", "a,b\n1,2,3\n", 3, "3 cells"),
            ("turned direction", "a,b\n1,a\u202eb\n", 3, "U+202E"), ("look-alike", "a,b\nHu\u0430wei,x\n", 3, "U+0430"),
            ("hidden in a heading", "a,b\u200b\n1,2\n", 3, "L070"), ("a long cell", "a,b\n1," + "x" * 20000 + "\n", 3, "16384"),
            ("a long list", long, 0, ""), ("look-alike in a long list", long + "nam\u0435 999999,x\n", 3, "U+0435"),
            ("hidden in a long list", long + "name\u200b,x\n", 3, "U+200B"),
            ("zero byte in a long list", long + "x\0,x\n", 3, "zero byte"),
    ):
        r.write("list.csv", text)
        try:
            expect(r.run(["check", path]), status, fragment)
        except Failure as failure:
            raise Failure(f"{name}: {failure}") from None


def packs(r):
    """A pack is replayed from itself alone, and any damage to it is said."""
    r.run(["decide", "-p", str(POLICY), "-f", "-", "--pack", "good.pack"], GOOD)
    good = (r.folder / "good.pack").read_bytes()
    expect(r.run(["replay", "good.pack"]), 0)
    head, _, rest = good.partition(b"\n")
    for name, bad in (
            ("empty", b""), ("zero bytes", b"\0" * 100), ("not UTF-8", b"\xff" + good), ("cut off", good[:len(good) // 2]),
            ("head twice the key", head.replace(b"{", b'{"engine":"x",', 1) + b"\n" + rest),
            ("deep", b"[" * 100000 + b"\n" + rest), ("trailing", head + b" x\n" + rest),
            ("digest", head.replace(b'"sha256": "', b'"sha256": "0').replace(b'"sha256":"', b'"sha256":"0') + b"\n" + rest),
            ("text changed", good.replace(b"day of export", b"day of import")),
            ("case is no JSON", head + b"\nNaN\n"), ("case is deep", head + b"\n" + b"[" * 100000 + b"\n"),
            ("case not UTF-8", head + b'\n{"facts":{"remark":"\xff"}}\n'),
    ):
        r.write("bad.pack", bad)
        got, out, said = r.run(["replay", "bad.pack"])
        if got not in (2, 3, 4, 6) or not out + said:
            raise Failure(f"{name}: exit status {got}, {(said + out)[:400]!r}")
    for path in (".", "/dev/null", "nowhere", "inside/loop.csv"):
        got, out, said = r.run(["replay", path])
        if got not in (2, 4) or not said:
            raise Failure(f"replay {path}: exit status {got}, {said[:300]}")


# -- limits, each at its figure and one past it ---------------------------------------------------

REGIME = """verdicts { not_subject; no_license_required; authorized; license_required blocks; prohibited blocks }
outcomes { license raises license_required }
reasons { RS }
"""
RULE = "rule section_1 requires license(reason: RS) when {}\n"


def brackets(n):
    return "fact x: number\ndefine y: number = " + "(" * n + "x" + ")" * n + "\n"


def chain(n, joint):
    return "fact x: number\ndefine y: number = " + joint.join(["x"] * n) + "\n"


def paragraphs(n):
    return "fact x: boolean\ndefine y: boolean = " + "all of { " * n + "x" + " }" * n + "\n"


def digits(n):
    return "define y: number = " + "7" * n + "\n"


def power(n):
    return f"define y: number = 2^{n}\n"


def squares(n):
    """10, then its square, and so on: 2^n zeros."""
    return (REGIME + "fact x: number\ndefine d0: number = x\n" +
            "".join(f"define d{i}: number = d{i - 1} * d{i - 1}\n" for i in range(1, n + 1)) + RULE.format(f"d{n} > 5"))


def calls(n):
    return (REGIME + "fact x: number\ndefine d1(a: number): number = a + x\n" +
            "".join(f"define d{i}(a: number): number = d{i - 1}(a)\n" for i in range(2, n + 1)) + RULE.format(f"d{n}(1) > 0"))


TRIPLE = REGIME + "fact xs: list of number\n" + RULE.format(
    "some a in xs satisfies some b in xs satisfies some c in xs satisfies a + b + c > 1_000_000")

DEEP, DIGITS = "nests more than 200 levels deep", "more than 4096 digits"
CHECKED = {  # name: (made, figure, what is said one past it, a figure far past it)
    "brackets": (brackets, 200, DEEP, 100000),
    "paragraphs": (paragraphs, 197, DEEP, 100000),
    "sums": (lambda n: chain(n, " + "), 198, DEEP, 100000),
    "digits of a literal": (digits, 4096, DIGITS, 1000000),
    "an exponent": (power, 1000, "an exponent is a whole number from 0 to 1000", 10**30),
}


def checked_case(r, name):
    make, figure, said, far = CHECKED[name]
    for n, status, fragment in ((figure, 0, ""), (figure + 1, 3, said), (far, 3, said)):
        path = r.write("limit.licet", make(n))
        try:
            expect(r.run(["check", path]), status, fragment)
        except Failure as failure:
            raise Failure(f"{n}: {failure}") from None


def decided(r, policy, facts, status, *fragments):
    path = r.write("limit.licet", policy)
    expect(r.run(["decide", "-p", path, "--as-of", "2024-01-01"], json.dumps(facts).encode()), status, *fragments)


def limits_of_numbers(r):
    """A number that explodes is a fault with its reason, and takes no time."""
    decided(r, squares(11), {"x": 10}, 10)  # 10^2048
    decided(r, squares(12), {"x": 10}, 20, DIGITS)
    decided(r, squares(60), {"x": "1.0000001"}, 20, DIGITS)
    sums = REGIME + "fact xs: list of number\n" + RULE.format("sum(1 / x for x in xs) > 0")
    decided(r, sums, {"xs": list(range(1, 1001))}, 10)
    decided(r, sums, {"xs": list(range(1, 10001))}, 20, DIGITS)


def limits_of_calls(r):
    """999 definitions within a rule are 1,000 functions within one another."""
    decided(r, calls(999), {"x": 1}, 10)
    decided(r, calls(1000), {"x": 1}, 5, "the limit of nested calls was reached")
    decided(r, calls(20000), {"x": 1}, 5, "the limit of nested calls was reached")


def limits_of_memory(r):
    """A gigabyte is some half a million operations with their proof."""
    decided(r, TRIPLE, {"xs": list(range(1, 21))}, 0)
    decided(r, TRIPLE, {"xs": list(range(1, 101))}, 5, "memory limit reached")
    path = r.write("limit.licet", TRIPLE)
    lines = b"".join(json.dumps({"xs": list(range(1, n))}).encode() + b"\n" for n in (3, 101, 3))
    got, out, _ = r.run(["batch", "-p", path, "--as-of", "2024-01-01", "--full"], lines)
    answers = [json.loads(line) for line in out.splitlines()]
    if got not in (4, 5) or len(answers) != 3 or "error" in answers[0] or "error" not in answers[1] or "error" in answers[2]:
        raise Failure(f"batch: exit status {got}, {out[:500]}")


def limits_of_messages(r):
    """20 are shown, 1,000 kept, all counted; a million in one line take no time."""
    def faulty(n):
        return "".join(f"fact x{i}: nothing{i}\n" for i in range(n))
    for n, more in ((20, None), (21, "… and 1 more"), (1001, "… and 981 more"), (5000, "… and 4980 more")):
        done = r.run(["check", r.write("limit.licet", faulty(n))])
        expect(done, 3, more or "", f"{n} errors")
        if more is None and "more\n" in done[2]:
            raise Failure(f"{n} messages are not all shown")
    out = r.run(["check", "--format", "json", "limit.licet"])[1]
    if out.count('"L0319"') != 1000:
        raise Failure(f"{out.count('L0319')} messages in JSON, expected 1000")
    expect(r.run(["check", r.write("limit.licet", "$" * 1000000)]), 3, "… and 999980 more")
    expect(r.run(["decide", "-p", str(POLICY), "-f", "-"], b'{"items":[' + b",".join([b'{"tpp":"x"}'] * 50000) + b"]}"), 4,
           "… and 49980 more")


def limits_of_files(r):
    """256 MB of one file; modules as many as memory holds, their chain of any length."""
    size = 256 << 20
    with open(r.folder / "large.json", "wb") as f:
        f.truncate(size + 1)
    expect(r.run(["decide", "-p", str(POLICY), "-f", "large.json"]), 2, "cannot read 'large.json': too large")
    with open(r.folder / "large.licet", "wb") as f:
        f.truncate(size + 1)
    expect(r.run(["check", "large.licet"]), 2, "cannot read 'large.licet': too large")
    for i in range(2000):
        r.write(f"chain/m{i}.licet", f"module m{i}\n" + (f"import m{i + 1}\n" if i < 1999 else "") + f"fact f{i}: boolean\n")
    expect(r.run(["check", "chain/m0.licet"]), 0)
    r.write("chain/m1999.licet", "module m1999\nimport m0\n")
    expect(r.run(["check", "chain/m0.licet"]), 3, "L0304")
    for more, said in ((0, "at most 16384 are taken"), (200000, "the line is longer than 64 MiB")):
        line = b'{"remark":"' + b"x" * ((64 << 20) - 13 + more) + b'"}\n'
        got, out, _ = r.run(["batch", "-p", str(POLICY)], line + GOOD + b"\n")
        if got != 4 or said not in out or len(out.splitlines()) != 2:
            raise Failure(f"a line of 64 MiB and {more}: exit status {got}, {out[:300]}")


def wide(r):
    """Wide is not deep: long lists, many rules, long words are read."""
    for text in ("fact x: boolean\ndefine y: boolean = " + " and ".join(["x"] * 50000) + "\n",
                 "fact x: number\ndefine y: boolean = x in [" + ", ".join(map(str, range(50000))) + "]\n",
                 REGIME + "fact x: boolean\n" + "".join(f"rule {i}.1 requires license(reason: RS) when x\n" for i in range(1, 5000)),
                 "fact " + "x" * 1000000 + ": boolean\n", 'define y: text = "' + "x" * 1000000 + '"\n', "-- " + "x" * 5000000):
        expect(r.run(["check", r.write("wide.licet", text)]), 0)
    expect(r.run(["decide", "-p", str(POLICY), "-f", "-"],
                 b'{"shipped_on":"2024-01-01","transit":[' + b",".join([b'"CN"'] * 200000) + b"]}"), 0)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--licet", default=ROOT / "build/release/licet")
    given = arguments.parse_args()
    r = Runner(given.licet)
    make_files(r)
    cases = [(f"facts: {name}", lambda n=name: facts_case(r, n)) for name in FACTS]
    cases += [(f"file: {name}", lambda n=name: file_case(r, n)) for name in FILES]
    cases += [(f"argument: {name}", lambda n=name: argument_case(r, n)) for name in ARGUMENTS]
    cases += [(f"limit: {name}", lambda n=name: checked_case(r, n)) for name in CHECKED]
    cases += [(part.__name__, lambda p=part: p(r)) for part in (
        own_files, environment, literate, tables, packs, limits_of_numbers, limits_of_calls, limits_of_memory,
        limits_of_messages, limits_of_files, wide)]
    failed = 0
    for name, test in cases:
        try:
            test()
        except (Failure, subprocess.TimeoutExpired, UnicodeDecodeError) as failure:
            failed += 1
            print(f"FAILED {name}: {failure}")
    subprocess.run(["rm", "-rf", str(r.folder)], check=False)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())

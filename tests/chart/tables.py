#!/usr/bin/env python3
"""Makes the tables of the control list and of the Country Chart; the only record of how.

    tables.py FOLDER        FOLDER holds ccl-2026-07-23.json.xz, country-chart-2026-07-23.json
                            and iso_3166-1.json; writes stdlib/us/ear/*.csv

In:  supplement no. 1 to part 774 (633 entries, their License Requirements) and supplement
     no. 1 to part 738, both of the eCFR of 2026-07-23, extracted by others to JSON; public
     domain. Neither a build nor a test needs them: the tables are committed.
Out: control_list.csv        an entry a line: the marks of its whole, the rows of its parts,
                             its category
     control_list_scopes.csv a row that covers less than its entry, parsed; what cannot be
                             parsed is kept as printed, and by_text says so
     country_chart.csv       a destination a line: the columns that are marked
A mark is a column of the chart ("NS1") or a reason with the section that states who needs
a license ("RS 742.6(a)(7)"). SPDX-License-Identifier: Apache-2.0
"""
import csv
import json
import lzma
import re
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parents[2] / "stdlib/us/ear"

# Names of the chart that ISO 3166-1 writes otherwise.
NAMES = {"Bahamas, The": "BS", "Brunei": "BN", "Burma": "MM", "Cape Verde": "CV",
         "Congo (Democratic Republic of the)": "CD", "Congo (Republic of the)": "CG",
         "Cote d'Ivoire": "CI", "Czech Republic": "CZ", "Gambia, The": "GM", "Korea, South": "KR",
         "Kosovo": "",  # no code of ISO 3166-1; facts cannot name it
         "Macau": "MO", "Micronesia (Federated State of)": "FM", "Russia": "RU",
         "St. Kitts and Nevis": "KN", "St. Lucia": "LC", "St. Vincent and the Grenadines": "VC",
         "Seycheles": "SC", "South Sudan, Republic of": "SS", "Vatican City": "VA",
         "Sint Maarten (the Dutch two-fifths of the island of Saint Martin)": "SX",
         "Korea, North": "KP"}

# The cell "Country Chart" where it names no column: the section that states the requirement.
SECTIONS = [
    (r"Worldwide control\. See § 742\.4", "742.4(a)(5)"),
    (r"Worldwide control\. See § 742\.6\(a\)\(10\)", "742.6(a)(10)"),
    (r"742\.6\(a\)\(6\)\(iii\)\(A\)", "742.6(a)(6)(iii)(A)"),
    (r"742\.6\(a\)\(6\)\(iii\)\(B\)", "742.6(a)(6)(iii)(B)"),
    (r"742\.6\(a\)\(6\)\(i\)\(B\)", "742.6(a)(6)(i)(B)"),
    (r"Macau or a destination.*742\.4\(a\)\(4\)", "742.4(a)(4)"),
    (r"Macau or a destination.*742\.6\(a\)", "742.6(a)(6)(i)(A)"),
    (r"742\.6\(a\)\(7\)", "742.6(a)(7)"), (r"742\.6\(a\)\(11\)", "742.6(a)(11)"),
    (r"742\.6\(a\)\(13\)", "742.6(a)(13)"),
    (r"Iraq or Pakistan", "742.6(a)(5)+742.6(a)(12)"), (r"to Iraq", "742.6(a)(5)"),
    (r"to Pakistan", "742.6(a)(12)"), (r"North Korea", "742.19(a)"),
    (r"746\.1|764\.1", "746.1(b)"), (r"746\.8", "746.8(a)(4)"), (r"742\.13", "742.13(a)"),
    (r"742\.14", "742.14(a)"), (r"742\.15", "742.15(a)"), (r"742\.18", "742.18(a)"),
    (r"ALL destinations, except Canada", "742.7(a)(5)")]

# What the copy of the list lost or ran together, by its own text and by part 742:
# entry -> rows (control, chart). Every line says why.
ALL = "{} applies to entire entry"
AT_KP = (ALL.format("AT"), "North Korea: 742.19, 742.8(a)(1); the row is missing in the copy")
CORRECTIONS = {
    # The table of 3E001 stands in its heading, with the whole of 3E002; its rows are 3E002's.
    "3E001": [("NS applies to “technology” for commodities controlled by 3A001, 3A002, 3A003, 3B001, 3B002, or 3C001 to 3C006", "NS Column 1"),
              ("MT applies to “technology” for commodities controlled by 3A001 or 3A101 for MT Reasons", "MT Column 1"),
              ("NP applies to “technology” for commodities controlled by 3A001, 3A201, or 3A225 to 3A234 for NP reasons", "NP Column 1"),
              ("RS applies to “technology” for commodities controlled by 3A001.z.1.a, z.2.a, z.3.a, z.4.a, or 3A090.a", "742.6(a)(6)(iii)(A)"),
              ("RS applies to “technology” for commodities controlled by 3A001.z.1.b, z.2.b, z.3.b, z.4.b, or 3A090.b", "742.6(a)(6)(iii)(B)"),
              ("RS applies to “technology” for commodities controlled by 3A090.c", "742.6(a)(6)(i)(B)"),
              ("NS applies to “technology” for equipment controlled by 3B001.q", "Worldwide control. See § 742.4(a)(5)"),
              ("RS applies to “technology” for equipment controlled by 3B001.q", "Worldwide control. See § 742.6(a)(10)"),
              ("RS applies to “technology” for commodities controlled by 3A001.a.15 or b.13, 3A004, 3B003, 3C007, 3C008, or 3C009", "RS Column 2"),
              (ALL.format("AT"), "AT Column 1")],
    "3E002": [(ALL.format("NS"), "NS Column 1"), (ALL.format("AT"), "AT Column 1")],
    # Two requirements in one cell, or the column in the wrong cell.
    "1A231": [(ALL.format("NP"), "NP Column 1"), (ALL.format("AT"), "AT Column 1")],
    "1C350": [(ALL.format("CB"), "CB Column 2"), ("CW applies as described in the entry", "742.18"), AT_KP],
    "1C351": [("CB applies to items controlled by 1C351.d.15 and .16", "CB Column 1"), (ALL.format("CB"), "CB Column 2"),
              ("CW applies to 1C351.d.15 and 1C351.d.16 as described in 742.18(a)(1)", "742.18"), (ALL.format("AT"), "AT Column 1")],
    "1D018": [(ALL.format("NS"), "NS Column 1"), (ALL.format("AT"), "AT Column 1"),
              ("MT applies to “software” for items controlled by 1B018 for MT reasons", "MT Column 1")],
    # License Requirements without a table: part 742 states them.
    "0A981": [(ALL.format("CC"), "742.7(a)(4)")], "0A982": [(ALL.format("CC"), "ALL destinations, except Canada")],
    "0A983": [(ALL.format("CC"), "742.11(a)")],
    "5A980": [(ALL.format("SL"), "742.13"), ("AT applies as described in the entry", "PROSE")],
    "5D980": [(ALL.format("SL"), "742.13"), ("AT applies as described in the entry", "PROSE")],
    "5E980": [(ALL.format("SL"), "742.13"), ("AT applies as described in the entry", "PROSE")],
    "1C355": [("CW applies as described in the entry", "742.18"), AT_KP],
    "1C395": [("CB applies as described in the entry", "PROSE"), ("CW applies as described in the entry", "742.18"), AT_KP],
    "2A994": [AT_KP], "2D994": [AT_KP], "2E994": [AT_KP],
    "0A999": [AT_KP], "1A999": [AT_KP], "1D999": [AT_KP], "2A999": [AT_KP]}
MORE = {"6A992": [(ALL.format("RS"), "to Iraq: 742.6(a)(5) and 746.3(a)(3) name the entry; the row is missing in the copy")],
        # The last words of two rows that go by words for the rest: these paragraphs are meant as a whole.
        "3A001": [("MT applies to 3A001.z.2", "MT Column 1"), ("NP applies to 3A001.z.3", "NP Column 1")],
        # "... for what is controlled for EI reasons in 5A002, 5A004 or 5D002": the whole of 5A002 and 5A004 is.
        "5D002": [("EI applies to 5D002.a.1, a.3, .b, c.1 and c.3", "742.15")],
        "5E002": [("EI applies to 5E002.b", "742.15")]}


class Unparsed(Exception):
    """The words are no list of paragraphs."""


PATH = re.compile(r"(?:(\d[A-E]\d{3})|(\.?[a-z0-9]+))((?:\.[a-z0-9]+)*)\.?$")


def expand(first, last, entries):
    """first to last: entries of the list, or the letters or numbers of the last segment."""
    a, b = first.split("."), last.split(".")
    if len(a) == 1:
        between = [e for e in entries if a[0] <= e <= b[0] and e[:2] == a[0][:2]]
        return between
    if a[:-1] != b[:-1]:
        raise Unparsed
    low, high = a[-1], b[-1]
    if low.isdigit() and high.isdigit():
        last_segments = [str(n) for n in range(int(low), int(high) + 1)]
    elif len(low) == len(high) == 1:
        last_segments = [chr(c) for c in range(ord(low), ord(high) + 1)]
    else:
        raise Unparsed
    return [".".join(a[:-1] + [s]) for s in last_segments]


def path_of(words, before):
    """A label in full; ".x" and "b.2" are of the entry before, ".16" stands beside it."""
    found = PATH.fullmatch(words)
    if not found:
        raise Unparsed
    if found[1]:
        return found[1] + found[3]
    if not before:
        raise Unparsed
    tail = (found[2].lstrip(".") + found[3]).split(".")
    base = before.split(".")
    if tail[0].isdigit():
        return ".".join(base[:-1] + tail)
    return ".".join(base[:1] + tail)


def paragraphs(text, entry, entries):
    """(labels, spared labels) of a list such as "3A001.b (except b.2), .c to .e and .x"."""
    text = re.sub(r"\bECCNs? |\bparagraphs? |\bto items (?:controlled )?in ", "", text)
    text = re.sub(r"(\d[A-E]\d{3})\. ?([a-z])\b", r"\1.\2", text)
    text = re.sub(r"(\d[A-E]\d{3}) \.", r"\1.", text)
    text = re.sub(r"(\.z)\. (\d)", r"\1.\2", text).replace(" .and ", " and ")
    spared = []

    def take(match):
        spared.append(match[1])
        return ""
    text = re.sub(r" ?\(except ([^()]*)\)", take, text)
    out, before = [], entry
    for part in re.split(r",?\s+(?:and|or)\s+|,\s*(?:and\s+|or\s+)?|;\s*", text.strip(" .")):
        ends = re.split(r"\s+(?:to|through)\s+", part.strip())
        if len(ends) > 2:
            raise Unparsed
        labels = [path_of(ends[0], before)]
        if len(ends) == 2:
            labels = expand(labels[0], path_of(ends[1], labels[0]), entries)
        out += labels
        before = labels[-1]
    spares = [label for words in spared for label in paragraphs(words, out[0].split(".")[0], entries)[0]]
    return out, spares


FOR = re.compile(r'"?(?:software|technology)"? for (?:commodities|items|equipment|commodities and software|materials)'
                 r'(?: controlled)?(?: by| in| under)? (?P<list>.*?)(?P<reasons> for [A-Z]{2} [Rr]easons)?')


def scope(entry, control, entries):
    """(whole, covers, spares, made_for, by_text) of a cell "Control(s)"."""
    text = re.sub(r"[“”]", '"', control)
    text = re.sub(r"^(?:\w\w|Russian industry sector sanctions?) appl(?:y|ies)(?: to| only to)?\s*", "", text).strip(" .")
    text = re.sub(r"^(?:those )?items (?:controlled by|in) |^(?:the )?\"software\" controlled by ", "", text)
    text = re.sub(r"( only| of this entry|, regardless of end user)$", "", text)
    if re.fullmatch(r"(?:the )?entire entry(?: \(refer .*\))?", text):
        return True, [], [], [], False
    try:
        spared = re.fullmatch(r"entire entry,? except:? (.*)", text)
        if spared:
            return False, [entry], paragraphs(spared[1], entry, entries)[0], [], False
        made_for = FOR.fullmatch(text)
        if made_for:
            labels, spares = paragraphs(made_for["list"], "", entries)
            if spares:
                raise Unparsed
            return False, [entry], [], labels, bool(made_for["reasons"])
        labels, spares = paragraphs(text, entry, entries)
        if any(label.split(".")[0] != entry for label in labels + spares):
            raise Unparsed
        return False, labels, spares, [], False
    except Unparsed:
        return False, named(entry, text), [], [], True


def named(entry, text):
    """Paragraphs of the entry that the words speak of; all of it where they are not in full."""
    if text.startswith("spin-forming"):  # of 2B009, no paragraph of which it speaks in full
        return [entry]
    own = re.split(r"except|unless|EXCEPT", text)[0]
    short = re.search(r"(?<![A-Za-z0-9.])\.?[a-z]\.[0-9]|(?<![A-Za-z0-9])\.[a-z]\b|\b(?:and|or) [a-z]\b", own)
    full = set(re.findall(re.escape(entry) + r"(?:\.[a-z0-9]+)+", own))
    return [entry] if short or not full else sorted(full)


def marks(control, chart):
    reason = "RU" if control.startswith("Russian") else control[:2]
    column = re.match(r"(?:([A-Z]{2}) )?Column (\d)", chart)
    if column:
        return [(column[1] or reason) + column[2]], "See §" in chart
    for pattern, section in SECTIONS:
        if re.search(pattern, chart):
            return [f"{reason} {s}" for s in section.split("+")], False
    if re.fullmatch(r"742\.[0-9()a-z]+", chart):
        return [f"{reason} {chart}"], False
    return [f"{reason} prose"], True


def write(name, header, rows):
    with open(OUT / name, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    print(name, len(rows))


def control_list(folder):
    data = json.loads(lzma.open(folder / "ccl-2026-07-23.json.xz").read())["entries"]
    rows = {e["eccn"]: [(r["control"], r["countryChart"]) for r in e["countryChart"]] for e in data}
    heading = {e["eccn"]: e["heading"] for e in data}
    reasons = {e["eccn"]: e["reasonForControl"] or "" for e in data}
    rows.update(CORRECTIONS)
    for entry, more in MORE.items():
        rows[entry] = rows[entry] + more
    entries, out, scopes = sorted(rows), [], []
    for entry in entries:
        whole, numbers = [], []
        for control, chart in rows[entry]:
            if "3A090.c" in control and "(a)(6)(i) of" in (chart or ""):
                chart = "742.6(a)(6)(i)(B)"  # paragraph (i) has two parts; memory is (B)
            everything, covers, spares, made_for, by_text = scope(entry, control, entries)
            names, prose = marks(control, chart or "")
            for mark in names:
                if everything and not prose:
                    whole.append(mark)
                    continue
                numbers.append(f"{entry}/{len(numbers)}")
                printed = control if by_text or prose else ""
                scopes.append([numbers[-1], mark, ";".join(covers or [entry]), ";".join(spares), ";".join(made_for),
                               "true" if by_text or prose else "false", " ".join(printed.split())])
        if not rows[entry]:
            itar = "subject to the ITAR" in heading[entry]
            says = "subject to the ITAR" if itar else reasons[entry] or "see the entry"
            numbers.append(f"{entry}/0")
            scopes.append([numbers[-1], f"{'ITAR' if itar else 'XX'} prose", entry, "", "", "true", says])
        out.append([entry, ";".join(dict.fromkeys(whole)), ";".join(numbers), entry[0]])
    write("control_list.csv", ["entry", "whole", "scopes", "category"], out)
    write("control_list_scopes.csv", ["row", "mark", "covers", "spares", "made_for", "by_text", "printed"], scopes)
    return out, scopes


def country_chart(folder):
    iso = json.loads((folder / "iso_3166-1.json").read_text())["3166-1"]
    codes = {name: c["alpha_2"] for c in iso for name in (c["name"], c.get("common_name"))}
    chart = json.loads((folder / "country-chart-2026-07-23.json").read_text())
    rows = [(codes.get(n, NAMES.get(n)), row["marks"]) for n, row in chart["countries"].items()]
    rows += [(codes.get(n, NAMES.get(n)), []) for n in chart["embargoed"]]
    write("country_chart.csv", ["place", "marks"], [[p, ";".join(m.replace(" ", "") for m in ms)] for p, ms in sorted(rows) if p])


if __name__ == "__main__":
    control_list(Path(sys.argv[1]))
    country_chart(Path(sys.argv[1]))

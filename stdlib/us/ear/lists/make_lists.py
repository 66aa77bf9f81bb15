#!/usr/bin/env python3
"""Makes the tables of listed parties from snapshots of the public lists.

    make_lists.py SNAPSHOTS ENTITIES OUT

Run by hand when a newer snapshot is to be taken in; the build does not need it. In:

SNAPSHOTS  a folder with (names as in 2026-07):
    csl-2026-07-31.json.xz            Consolidated Screening List, as of 2026-07-31
    bis_entity_list-2026-07-09.json.xz  supp. 4 to part 744 by the eCFR, for the days of
                                      publication of the Federal Register citations
    bis_dpl-2026-07-09.json.xz, bis-dpl-raw-2022-09.tsv.xz   Denied Persons, with their terms
    ofac-sdn-raw-2021-07.csv.xz       SDN List of 2021-07-07, by entry number
    dow_1260h-…, dhs_uflpa-…, fcc_covered-…   other lists that buyers ask about
ENTITIES   a table with days of effect and footnotes that were looked up by hand
           (name, date_listed, fr_citation, footnote, date_basis)

Out, beside this program:
    listed_names.csv     every name and alias as `folded` of the language has it (letters, numbers
                         and marks alone, small, without accents), sorted bytewise, with a
                         reference for each list: names that fold to one have the references of all
    entity_listings.csv  what the Entity List says, once for all names of the same words and days
    sdn_programs.csv     the SDN programs of 744.8 that stand together in a row, one by one
    dated_listings.csv   terms of denial orders; the other BIS lists and SDN by program

The lists are works of the US Government (17 USC 105). Left out, and why: SDN aliases, vessels
and aircraft (no parties, or found by screening, not by letters); section 1286, CBP orders (they
say nothing about who may receive an item); entries of other lists without a name.
SPDX-License-Identifier: Apache-2.0
"""
import collections
import csv
import datetime
import io
import json
import lzma
import os
import re
import sys
import unicodedata

AS_OF = "2026-07-31"
SDN_BEFORE = "2021-07-07"
TAGS = """BELARUS-EO14038 BELARUS RUSSIA-EO14024 UKRAINE-EO13660 UKRAINE-EO13661
UKRAINE-EO13662 UKRAINE-EO13685 FTO SDGT NPWMD ILLICIT-DRUGS-EO14059 SDNT SDNTK TCO""".split()
# The day from which a footnote could stand in an entry, and what the entry says of it.
FOOTNOTES = {"1": "2020-05-15", "3": "2022-02-24", "4": "2022-10-21", "5": "2024-12-02"}
# Days that are earlier than that of publication, by the documents' own dates; not confirmed.
EARLIER = {(85, 83420): "2020-12-18", (86, 18437): "2021-04-08", (87, 77505): "2022-12-16",
           (88, 13675): "2023-03-02", (89, 25505): "2024-04-10"}
SCOPES = [("projects", r"746\.8\(a\)\(4\)"), ("ccl_and_supp_7", r"CCL and EAR99 items listed in supp"),
          ("ccl_in_supp_7", r"CCL and listed in supp"),
          ("all_but", r"\bexcept\b|apart from|case-by-case|when used by"), ("all_items", r"")]
REVIEWS = [  # the first that fits; words of the table `review` in entity_list.licet
    ("denial_but_food", r"^policy of denial .*apart from food and medicine.*(?<!space station \(iss\)), which"),
    ("denial_but_food_and_space", r"^policy of denial .*space station.*which will"),
    ("denial_but_space", r"^policy of denial.*(space station|space programs)"),
    ("xinjiang", r"^case-by-case review for eccns 1a004\.c.*infectious"),
    ("xinjiang_but_health", r"^case-by-case review for eccns 1a004\.c"),
    ("health", r"^case-by-case review for items necessary to detect"),
    ("telecom", r"^case-by-case review for telecommunications"),
    ("pakistan", r"^(case-by-case for all items listed on the ccl|presumption of approval for ear99)"),
    ("fabs_200mm", r"200mm"), ("fab_tools", r"^presumption of denial except case-by-case for items not"),
    ("aviation", r"civil aviation"),
    ("chips", r"744\.23\(d\)"),
    ("weapons", r"^see §.*744\.[234] ?(\(d\))?"), ("russia", r"^see § ?746\.8\(b\)"),
    ("policy_of_denial", r"^policy of denial"), ("presumption_of_denial", r"^presumption (of|for) denial"),
    ("case_by_case", r"^case-by-case( basis| review)?\.?$"), ("read_the_entry", r"")]


def load(folder, name):
    with lzma.open(os.path.join(folder, name), "rt", encoding="utf-8-sig", newline="") as file:
        return json.load(file) if ".json" in name else file.read()


def first(pairs, text):
    return next(word for word, pattern in pairs if re.search(pattern, text, re.I))


def citations(text):
    return [(int(v), int(p)) for v, p in re.findall(r"(\d+) F\.?R\.? (\d+)", text or "")]


def iso(month, day, year):
    year = int(year)
    year += 0 if year > 99 else 1900 if year > 80 else 2000
    return f"{year:04}-{int(month):02}-{int(day):02}"


class Days:
    """Days of Federal Register citations: of effect where known, else of publication."""

    def __init__(self, entities, entries):
        self.published, self.effective = {}, {}
        for entry in entries:
            found = re.findall(r"(\d+) FR (\d+),? ?(\d+)/(\d+)/(\d+)", entry["federal_register"])
            for volume, page, month, day, year in found:
                self.published.setdefault((int(volume), int(page)), iso(month, day, year))
        for row in entities:
            cited = citations(row["fr_citation"])
            if row["date_basis"].startswith("effective") and cited:
                self.effective[cited[0]] = (row["date_listed"], "UNVERIFIED" in row["date_basis"])

    @staticmethod
    def near(table, citation):
        pages = [c for c in table if c[0] == citation[0] and abs(c[1] - citation[1]) <= 12]
        return table[min(pages, key=lambda c: abs(c[1] - citation[1]))] if pages else None

    def of(self, citation):
        """(day, mark): mark says what is not certain about the day."""
        known, day = self.near(self.effective, citation), self.near(self.published, citation)
        early = self.near(EARLIER, citation)
        if early:
            return early, f"published {day}; the effective day is not confirmed"
        if known:
            return known[0], f"published {day}; the effective day is not confirmed" if known[1] else ""
        if day:
            return day, "the day is that of publication; the listing may be up to five days older"
        return None, "the day of listing is not known"


def clean(name):
    """The name as the table has it; nothing where a character was lost on the way here."""
    name = re.sub(r"\s*\((see|see also) alternate.*$", "", name, flags=re.I)
    name = re.sub(r"\s+", " ", name).strip()
    plain = (d for c in name for d in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", c).casefold()))
    kept = (c for c in plain if unicodedata.category(c)[0] in "LNM" and not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", "".join(kept)) if name.isprintable() else ""


def footnote(requirement, name, by_hand):
    if name in by_hand and by_hand[name]:
        return by_hand[name][0], "implied" in by_hand[name]
    text = requirement.replace(" ", "")
    marked = re.search(r"\)([45])\.?$", text)
    if marked:
        return marked.group(1), False
    for mark, pattern in (("1", r"734\.9\(e\)1"), ("5", r"734\.9\(e\)\(3\)"),
                          ("4", r"734\.9\(e\)\(2\)"), ("3", r"734\.9\(g\)")):
        if re.search(pattern, text):
            return mark, mark in "45"
    return "", False


def listing_spans(entry, tables, days, by_hand):
    """[(from, until, words…, mark)]: an entry, cut on the day its footnote came."""
    requirement, policy = (tables[t][entry[k]] for t, k in
                           (("licenceRequirements", "lr"), ("licencePolicies", "lp")))
    cited = citations(entry.get("fr", "")) or [(0, 0)]
    start, mark = days.of(cited[0])
    note, implied = footnote(requirement, entry["n"], by_hand)
    marks = [mark] if mark else []
    if len(cited) > 1:
        marks.append("amended since; what the entry said before is not in the list of " + AS_OF)
    if implied:
        marks.append(f"footnote {note} by the paragraph that the entry cites; its mark is missing")
    if re.search(r"734\.9\(e\) and .{0,3}744\.11 of the EAR\)$", requirement):
        marks.append("the entry cites 734.9(e) without saying which footnote")
    kind = "address" if re.match(r"Address \d", entry["n"]) else "entity"
    words = (kind, first(SCOPES, requirement), first(REVIEWS, policy.strip()),
             "yes" if "License Exception GOV" in requirement else "no", entry.get("fr", "").strip())
    start = start or "1997-01-01"
    if note and start < FOOTNOTES[note]:
        later = [d for d in (days.of(c)[0] for c in cited[1:]) if d and d >= FOOTNOTES[note]]
        turn = FOOTNOTES[note] if note != "3" or not later else later[0]
        return [(start, turn, "") + words + ("; ".join(marks),),
                (turn, "", note) + words + ("; ".join(marks),)]
    return [(start, "", note) + words + ("; ".join(marks),)]


def severest(listings):
    """Several entries of one name: the earliest day, the heaviest words."""
    order = [w for w, _ in REVIEWS]
    heavy = ["policy_of_denial", "denial_but_food", "denial_but_food_and_space", "denial_but_space",
             "russia", "presumption_of_denial", "chips"]
    rank = {w: (heavy + [o for o in order if o not in heavy]).index(w) for w in order}
    best = min(sorted(listings), key=lambda spans: (rank[spans[0][5]], spans[0][4] != "all_items", spans[0][0]))
    early = min(spans[0][0] for spans in listings)
    notes = [spans for spans in sorted(listings) if spans[-1][2]]
    best = notes[0] if notes and not best[-1][2] else best
    mark = "several entries bear this name; the strictest is kept"
    spans = [list(s) for s in best]
    if early < spans[0][0] and spans[0][2]:
        spans.insert(0, [early, spans[0][0], ""] + spans[0][3:])  # the footnote is of its own entry
    spans[0][0] = early
    for span in spans:
        span[-1] = "; ".join(m for m in (span[-1], mark) if m)
    return tuple(tuple(s) for s in spans)


def entity_list(data, days, by_hand):
    names = collections.defaultdict(set)
    for entry in data["entries"]:
        if data["tables"]["sources"][entry["s"]].startswith("Entity List"):
            spans = tuple(listing_spans(entry, data["tables"], days, by_hand))
            for name in [entry["n"]] + entry.get("a", []):
                names[clean(name)].add(spans)
    return {n: severest(list(s)) if len(s) > 1 else next(iter(s)) for n, s in names.items() if n}


def denied(snapshots, data):
    """name -> (from, until, mark) of denial orders; until is the day behind the last."""
    before, now = collections.defaultdict(list), collections.defaultdict(list)
    for row in csv.DictReader(io.StringIO(load(snapshots, "bis-dpl-raw-2022-09.tsv.xz")), delimiter="\t"):
        start, end = (iso(*d.split("/")) if d else "" for d in (row["Effective_Date"], row["Expiration_Date"]))
        before[clean(row["Name"])].append((start, end, "term as the list of 2022-09-07 says"))
    for entry in load(snapshots, "bis_dpl-2026-07-09.json.xz")["entities"]:
        end = re.search(r"Expires: ([\d-]+)", entry["notes"] or "")
        now[clean(entry["name"])].append((entry["effective_date"] or "", end.group(1) if end else "", ""))
    orders = {name: max(terms, key=lambda t: (not t[1], t[1])) for name, terms in {**before, **now}.items()}
    out = {}
    for name, (start, end, mark) in orders.items():
        until = str(datetime.date.fromisoformat(end) + datetime.timedelta(1)) if end else ""
        if not until or not start or start < until:
            out[name] = (start or "1970-01-01", until, mark)
    for entry in data["entries"]:
        if data["tables"]["sources"][entry["s"]].startswith("Denied"):
            out.setdefault(clean(entry["n"]), None)
    return out


def sdn(snapshots, data):
    """name -> programs of 744.8 (or none of them), and the day it was listed at the latest."""
    before = {}
    for row in csv.reader(io.StringIO(load(snapshots, "ofac-sdn-raw-2021-07.csv.xz"))):
        if len(row) > 3:
            before[row[0].strip()] = set(re.findall(r"[A-Z0-9-]+(?: [A-Z0-9-]+)*", row[3]))
    out = {}
    for entry in data["entries"]:
        if not data["tables"]["sources"][entry["s"]].startswith("Specially") or entry.get("t") not in ("Entity", "Individual"):
            continue
        programs = set(data["tables"]["programmes"][entry["pg"]].split("; "))
        tags = [t for t in TAGS if t in programs]
        old = tags and before.get(entry.get("e"), set()) & set(tags)
        name = clean(entry["n"])
        known, day = out.get(name, ("", AS_OF))
        tags = [t for t in TAGS if t in tags or t in known.split()]
        out[name] = " ".join(tags), SDN_BEFORE if old else day
    return out


OTHERS = [("CMIC", "Non-SDN Chinese"), ("SSI", "Sectoral"), ("MBS", "Non-SDN Menu"), ("PLC", "Palestinian"),
          ("CAP", "Capta"), ("ISN", "Nonproliferation"), ("DTC", "ITAR Debarred")]


def others(snapshots, data):
    out = collections.defaultdict(set)
    for entry in data["entries"]:
        for code, source in OTHERS:
            if data["tables"]["sources"][entry["s"]].startswith(source):
                for name in [entry["n"]] + entry.get("a", []):
                    out[clean(name)].add(code)
    for code, file in (("1260H", "dow_1260h"), ("UFLPA", "dhs_uflpa"), ("FCC", "fcc_covered")):
        for entry in load(snapshots, file + "-2026-07-09.json.xz")["entities"]:
            for name in [entry["name"]] + entry["aliases"]:
                out[clean(name)].add(code)
    return out


def bis_list(data, source):
    out = {}
    for entry in data["entries"]:
        if data["tables"]["sources"][entry["s"]].startswith(source):
            for name in [entry["n"]] + entry.get("a", []):
                out[clean(name)] = entry.get("fr", "")
    return out


def write(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def main(snapshots, entities, folder):
    data = load(snapshots, "csl-2026-07-31.json.xz")
    with open(entities, encoding="utf-8", newline="") as file:
        by_hand = list(csv.DictReader(file))
    days = Days(by_hand, load(snapshots, "bis_entity_list-2026-07-09.json.xz")["entities"])
    notes = {r["name"]: r["footnote"] for r in by_hand if "Consolidated" in r["source"]}
    el, dpl, blocked = entity_list(data, days, notes), denied(snapshots, data), sdn(snapshots, data)
    meu = bis_list(data, "Military End User")
    uvl, other = bis_list(data, "Unverified"), others(snapshots, data)
    listings, dated = {}, {}

    def number(table, key):
        return str(table.setdefault(key, len(table) + 1))

    rows = []
    for name in sorted(set(el) | set(dpl) | set(blocked) | set(meu) | set(uvl) | set(other), key=lambda n: n.encode()):
        if not name:
            continue
        refs = {"entity": number(listings, el[name]) if name in el else ""}
        if name in dpl:
            refs["denied"] = number(dated, ("denied",) + dpl[name] + ("",)) if dpl[name] else "?"
        if name in meu:
            cited = citations(meu[name])[0]
            refs["meu"] = number(dated, ("meu", {85: "2020-12-23", 86: "2021-01-15"}[cited[0]], "",
                                         "the day is that of publication", meu[name]))
        if name in uvl:
            refs["uvl"] = "1"
        if name in blocked:
            tags, day = blocked[name]
            refs["sdn"] = number(dated, ("sdn", day, "", "", tags)) if tags else ""
            other[name] = other.get(name, set()) | {"SDN"}
        refs["other"] = " ".join(sorted(other.get(name, ())))
        rows.append([name] + [refs.get(c, "") for c in ("entity", "denied", "meu", "uvl", "sdn", "other")])
    write(folder, "listed_names.csv", ["name", "entity", "denied", "meu", "uvl", "sdn", "other"], rows)
    spans = [(str(n), note, kind, scope, review, gov, source, start, until, mark)
             for key, n in listings.items()
             for start, until, note, kind, scope, review, gov, source, mark in key]
    write(folder, "entity_listings.csv", ["listing", "footnote", "kind", "scope", "review", "gov",
                                          "source", "from", "until", "unverified"], spans)
    write(folder, "dated_listings.csv", ["listing", "list", "known_from", "known_until", "words", "unverified"],
          [(str(n), kind, start, until or "none", words, mark) for (kind, start, until, mark, words), n in dated.items()])
    write(folder, "sdn_programs.csv", ["words", "program"],
          sorted({(words, tag) for (kind, _, _, _, words) in dated if kind == "sdn" for tag in words.split()}))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])

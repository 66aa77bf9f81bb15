"""What the chart asks of an entry at a destination, by the steps of 738.4, from the tables alone.

A second reading of part 738 and of the sections that the list sends to, written without the
rules and without the engine. An order names the entry alone: rows about paragraphs, about what
technology is for, or that go by words stay open, and say why. A result is (True, set()),
(False, set()) or (None, why); the first row that surely asks for a license decides.
SPDX-License-Identifier: Apache-2.0
"""
import re

from orders import DAY, table

UNITED_STATES = {"US", "PR", "GU", "VI", "AS", "MP", "UM"}
TREATED_AS = {"HK": "CN", "KY": "GB"}  # 85 FR 83765; 738.3(b)
UN = {"CF", "CD", "ER", "IR", "IQ", "LB", "LY", "KP", "SO", "SD"}  # 746.1(b)(2)
EMBARGOED = {"CU", "IR", "KP", "SY", "RU", "BY"}  # part 746, for every entry of the list
# 746.3(a)(1); RS rows that name other countries are none of it, or (a)(3) would be idle.
IRAQ = re.compile(r"(NS|MT|NP|CB|CC|CW|EI|SI|SL)[0-9 ]|RS[0-9]|RS 742\.6\(a\)\(10\)")
FIREARMS = {"0A501": {"paragraph"}, "0A502": {"words"}, "0A504": {"paragraph"}, "0A505": {"paragraph"},
            "0A506": set(), "0A507": set(), "0A508": {"words"}, "0A509": set(), "0D501": {"words"},
            "0D505": {"words"}, "0E501": set(), "0E504": set(), "0E505": {"words"}}  # footnote 10
INDIA = {"6A003", "9A515"}  # footnote 7: two paragraphs


def read_groups():
    groups = {}
    for row in table("country_groups.csv"):
        if (not row["from"] or row["from"] <= DAY) and (not row["until"] or DAY < row["until"]):
            groups.setdefault(row["name"], set()).add(row["place"])
    return groups


class Chart:
    def __init__(self):
        self.columns = {r["place"]: set(r["marks"].split(";")) - {""} for r in table("country_chart.csv")}
        scopes = {r["row"]: r for r in table("control_list_scopes.csv")}
        self.rows = {}
        for r in table("control_list.csv"):
            rows = [(mark, set()) for mark in r["whole"].split(";") if mark]
            rows += [self.open_row(r["entry"], scopes[name]) for name in r["scopes"].split(";") if name]
            self.rows[r["entry"]] = rows
        groups = read_groups()
        self.d5 = groups["D:5"] | {"MO"}
        self.scope = (groups["D:1"] | groups["D:4"] | self.d5) - groups["A:5"] - groups["A:6"] | {"AE"}

    @staticmethod
    def open_row(entry, row):
        """(mark, why it stays open for the entry alone)."""
        why = set()
        if row["covers"] != entry or row["spares"]:
            why.add("paragraph")
        if row["made_for"]:
            why.add("made for")
        if row["by_text"] == "true":
            why.add("words")
        return row["mark"], why

    def place_asks(self, mark, place):
        """Whether a row with this mark asks for a license here; None: the place is on no list."""
        if re.fullmatch(r"[A-Z]{2}\d", mark):
            row = TREATED_AS.get(place, place)
            if row in self.columns:
                return mark in self.columns[row]
            return None if any(mark in marks for marks in self.columns.values()) else False
        section = mark.split(" ", 1)[1]
        by_section = {
            "742.4(a)(4)": place in self.d5, "742.4(a)(5)": True, "742.6(a)(5)": place == "IQ",
            "742.6(a)(6)(i)(A)": place in self.d5, "742.6(a)(6)(i)(B)": place in self.d5,
            "742.6(a)(6)(iii)(A)": place in self.scope, "742.6(a)(6)(iii)(B)": place in self.scope,
            "742.6(a)(7)": place in ("CN", "HK", "RU", "VE"), "742.6(a)(10)": True,
            "742.6(a)(11)": False,  # no party of footnote 5
            "742.6(a)(12)": place == "PK", "742.6(a)(13)": False,  # not enforced
            "742.7(a)(4)": True, "742.7(a)(5)": place != "CA", "742.11(a)": True,
            "742.13(a)": True, "742.14(a)": place not in ("AU", "CA", "GB", "KY"),
            "742.15(a)": place != "CA", "742.18(a)": True, "742.19(a)": place in ("KP", "IR"),
            "746.1(b)": place in UN, "746.8(a)(4)": False, "prose": True}
        return by_section[section]

    def asks(self, entry, place):
        if place in UNITED_STATES:
            return "no export", set()
        if place in EMBARGOED:
            return True, set()
        if entry == "4D090" and place in self.scope - {"AE"}:
            return True, set()  # it is for items of .a or of .b level, and either asks here
        open_for = set()
        for mark, why in self.rows[entry]:
            asked = True if place == "IQ" and IRAQ.match(mark) else self.place_asks(mark, place)
            if asked is False:
                continue
            if asked is None:
                open_for |= why | {"place"}
            elif not why:
                return True, set()
            open_for |= why
        if place in ("AU", "GB", "KY") and entry in FIREARMS:
            if not FIREARMS[entry]:
                return True, set()
            open_for |= FIREARMS[entry]
        if place == "IN" and entry in INDIA:
            open_for.add("paragraph")
        return (None, open_for) if open_for else (False, set())

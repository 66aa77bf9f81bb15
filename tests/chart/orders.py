"""Orders for the Country Chart: one item of an entry to one destination, nothing else open.

SPDX-License-Identifier: Apache-2.0
"""
import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EAR = ROOT / "stdlib/us/ear"
DAY = "2026-08-03"


def table(name):
    with open(EAR / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def entries():
    return [row["entry"] for row in table("control_list.csv")]


KINDS = {"D": "software", "E": "technology"}
CIRCUITS = {"3A090": "integrated_circuit", "4A090": "computer"}  # what they compute stays unknown


def order(entry, place):
    """The facts of one order; the classification names the entry alone, and is attested."""
    party = {"name": "buyer", "located": place, "headquartered": place, "stakes": [],
             "ultimate_parent_headquartered": {"state": "none"}, "entity_list_names": [],
             "ownership_inquiry": "determined", "foreign_person": True,
             "us_government_agency": False}
    item = {"name": "item", "kind": CIRCUITS.get(entry) or KINDS.get(entry[1], "other_commodity"),
            "eccn": entry, "units": 1, "classification_confirmed": True,
            "food_or_medicine": False, "russia_supplements": False}
    if entry not in CIRCUITS:
        item.update(contains=[], operations=[])
    return json.dumps({
        "export_date": DAY, "activity": "export", "destination": place, "items": [item],
        "end_user": party, "parties": [], "knowledge": [], "signs": [], "purpose": "ordinary_use",
        "exporter": {"located": "US", "headquartered": "US"}, "occupied_region": "elsewhere"})


def decide(binary, jobs, lines):
    """The short answers of a batch, all of them."""
    done = subprocess.run([binary, "batch", "-p", "us.ear", "-j", str(jobs)], input="".join(f"{x}\n" for x in lines),
                          text=True, capture_output=True, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if len(answers) != len(lines) or any("error" in a for a in answers):
        sys.exit(f"batch answered {len(answers)} of {len(lines)}: {done.stdout[:400]} {done.stderr[-400:]}")
    return answers

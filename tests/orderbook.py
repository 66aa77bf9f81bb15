#!/usr/bin/env python3
"""A book of realistic orders, decided by the whole of us.ear: what proceeds, holds, stops, and
what is missing where the answer stays open.

    tests/orderbook.py [--orders N] [--seed N] [--write FILE] [--least PERCENT]

Each order is decided twice: bare, as an order system holds it (names, places, stated classes),
and with an ordinary diligence pack (know-your-customer answers, a screening of the day before,
an end-use statement, the suppliers' letters on classes, data sheets of circuits). Invented orders: destinations by weight of trade, mixed lines, several
parties in their roles, days from 2022-10-07 to 2026-11-08. With --least it is a test: the share
of diligence orders that are definite must be at least that.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import collections
import datetime
import json
import os
import pathlib
import random
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
LICET = os.environ.get("LICET", str(ROOT / "build/release/licet"))
POLICY = ["-p", "us.ear", "-p", "us.products.accelerators"]
ASKED = 100  # of the open answers, whose whole documents are read for their causes
FIRST, LAST = datetime.date(2022, 10, 7), datetime.date(2026, 11, 8)

# Rough weights of trade in computers and semiconductors.
PLACES = {"MX": 16, "CN": 12, "CA": 10, "TW": 8, "KR": 7, "JP": 6, "MY": 6, "SG": 5, "DE": 5, "NL": 4, "GB": 4,
          "HK": 4, "IN": 4, "VN": 3, "TH": 3, "IL": 2, "AE": 2, "BR": 2, "AU": 2, "FR": 2, "IE": 2, "PH": 2, "IT": 1,
          "PL": 1, "SE": 1, "CH": 1, "TR": 1, "ZA": 1, "CL": 1, "SA": 1, "CO": 1, "ID": 1, "EG": 0.5, "NG": 0.5,
          "KZ": 0.4, "PK": 0.3, "QA": 0.3, "MO": 0.2, "RU": 0.2, "UZ": 0.2, "IR": 0.05}
ACTIVITIES = {"export": 80, "reexport": 6, "transfer": 3, "remote_access": 8, "software_as_a_service": 2,
              "hosted_model": 1}
# What is ordered: (weight, name, facts of an order, facts of the data sheet, or a product by name).
PART = {"operations": [], "contains": []}
GOODS = [
    (18, {"name": "cable harness", "kind": "other_commodity", "eccn": "EAR99"}, PART),
    (12, {"name": "server chassis", "kind": "other_commodity", "eccn": "EAR99"}, PART),
    (6, {"name": "office software", "kind": "software", "eccn": "EAR99"}, PART),
    (10, {"name": "network switch", "kind": "assembly", "eccn": "5A992"}, dict(PART, eccn="5A992.c")),
    (6, {"name": "laptop computer", "kind": "computer", "eccn": "5A992"}, dict(PART, eccn="5A992.c")),
    (6, {"name": "telephone set", "kind": "other_commodity", "eccn": "5A991"}, PART),
    (8, {"name": "microcontroller", "kind": "integrated_circuit", "eccn": "EAR99"},
     {"operations": [{"tops": "0.001", "bits": 32, "nature": "digital_processor"}], "die_area": "0 mm2",
      "io_rate": "0.1 GB/s", "dram_bandwidth": "0 GB/s", "datacenter": False, "contains": []}),
    (6, {"name": "signal processor", "kind": "integrated_circuit", "eccn": "3A991"},
     {"operations": [{"tops": "12", "bits": 8, "nature": "digital_processor"}], "die_area": "60 mm2",
      "io_rate": "20 GB/s", "dram_bandwidth": "20 GB/s", "datacenter": False, "contains": []}),
    (6, "rtx_4090", None), (4, "l40", None), (5, "h100_sxm", None), (3, "a100_sxm", None), (3, "h20", None),
    (3, "h100_server", None), (2, "a800_sxm", None),
    (2, {"name": "memory stack", "kind": "memory_stack", "eccn": "EAR99"},
     {"operations": [], "contains": [], "package_bandwidth": "819 GB/s", "package_area": "110 mm2",
      "copackaged_with_logic": False}),
]
STATED = {"rtx_4090": ("graphics card", "integrated_circuit", "3A090.a"), "l40": ("graphics processor", "integrated_circuit", "3A090.a"),
          "h100_sxm": ("accelerator", "integrated_circuit", "3A090.a"), "a100_sxm": ("accelerator", "integrated_circuit", "3A090.a"),
          "h20": ("accelerator", "integrated_circuit", "3A991.p"), "h100_server": ("server", "computer", "4A090.a"),
          "a800_sxm": ("accelerator", "integrated_circuit", "3A090.a")}
LISTED = ["Sichuan University", "Inspur Group Co., Ltd.", "Beijing Sensetime Technology Development Co., Ltd.",
          "Beijing Institute of Technology"]
ROLES = ["purchaser", "intermediate_consignee", "ultimate_consignee", "intermediary"]


def pick(rng, weights):
    return rng.choices(list(weights), list(weights.values()))[0]


def party(rng, place, role=None):
    """What an order says of a party, and what an inquiry finds."""
    seat = place if rng.random() < 0.8 else pick(rng, PLACES)
    parent = None if rng.random() < 0.6 else (seat if rng.random() < 0.5 else pick(rng, PLACES | {"US": 30}))
    said = {"name": f"company {rng.randrange(10**6)}", "located": place}
    found = {"headquartered": seat, "ultimate_parent_headquartered": parent or {"state": "none"},
             "entity_list_names": [rng.choice(LISTED)] if rng.random() < 0.01 and place == "CN" else [],
             "stakes": [], "ownership_inquiry": "determined", "foreign_person": True, "us_government_agency": False,
             "supp_8_entry": {"state": "none"}}
    if rng.random() < 0.02:
        found["stakes"] = [{"owner": {"name": "an owner", "entity_list_names": [rng.choice(LISTED)]},
                            "share": rng.choice(["0.1", "0.3", "0.6"])}]
    if role:
        said["role"] = role
    return said, found


def line(rng):
    weight, goods, sheet = rng.choices(GOODS, [g[0] for g in GOODS])[0]
    units = rng.choice([1, 2, 5, 10, 100])
    if isinstance(goods, str):
        name, kind, eccn = STATED[goods]
        bare = {"name": name, "kind": kind, "eccn": eccn, "units": units}
        return bare, goods
    bare = dict(goods, units=units)
    if rng.random() < 0.15:
        bare.pop("eccn")
    return bare, {**goods, "units": units, **sheet, "classification_confirmed": True}


def order(rng, number):
    place = pick(rng, PLACES)
    day = FIRST + datetime.timedelta(rng.randrange((LAST - FIRST).days + 1))
    activity = pick(rng, ACTIVITIES)
    user, user_found = party(rng, place)
    others = [party(rng, place if rng.random() < 0.7 else pick(rng, PLACES), role)
              for role in rng.sample(ROLES, rng.choices([0, 1, 2, 3], [40, 35, 20, 5])[0])]
    lines = [line(rng) for _ in range(rng.choices([1, 2, 3, 4], [50, 25, 15, 10])[0])]
    bare = {"export_date": str(day), "activity": activity, "destination": place, "items": [b for b, _ in lines],
            "end_user": user, "parties": {"list": [p for p, _ in others], "complete": False}}
    full = dict(bare, items=[f for _, f in lines], end_user=dict(user, **user_found),
                parties=[dict(p, **f) for p, f in others], purpose="ordinary_use", knowledge=[],
                signs=[] if rng.random() < 0.97 else ["purpose_not_stated"], us_person_support=False,
                capacity_in_macau_or_d5=place in ("CN", "HK", "MO"),
                screened_on=str(day - datetime.timedelta(1)))
    return {"id": number, "facts": bare}, {"id": number, "facts": full}


def batch(cases, *options):
    text = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run([LICET, "batch", *POLICY, "-j", "2", *options], input=text, capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        sys.exit(f"batch: exit {done.returncode}\n{done.stderr}\n" + "\n".join(
            answer for answer in done.stdout.splitlines() if '"error"' in answer)[:2000])
    return [json.loads(answer) for answer in done.stdout.splitlines()]


def causes(document):
    """What keeps the answer open: facts without indexes; labels, lists and days of the law."""
    statement = document["decision"]["statement"]
    found = {re.sub(r"/\d+", "/*", m["fact"]) for m in statement["missing"]}
    for each in statement["lines"]:
        found |= {f"{u['code']} {u['what']}".strip() for u in each["undetermined"] if u["code"] != "UN-FACT"}
    return found


def share(n, of):
    return f"{n:6d}  {100 * n / of:5.1f} %"


def report(name, cases):
    answers = batch(cases)
    gates = collections.Counter(a["gate"] for a in answers)
    finding = collections.Counter(a["finding"] for a in answers)
    open_ids = [a["id"] for a in answers if a["finding"] == "undetermined"][:ASKED]
    why = collections.Counter()
    for document in batch([c for c in cases if c["id"] in set(open_ids)], "--full") if open_ids else ():
        why.update(causes(document))
    print(f"{name}: {len(cases)} orders")
    for gate in ("proceed", "hold", "stop"):
        print(f"  {gate:<22}{share(gates[gate], len(cases))}")
    print(f"  {'undetermined':<22}{share(finding['undetermined'], len(cases))}")
    for cause, n in sorted(why.items(), key=lambda item: (-item[1], item[0]))[:15]:
        print(f"    {100 * n / len(open_ids):5.1f} %  {cause}")
    return 100 * (len(cases) - finding["undetermined"]) / len(cases)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20240315)
    parser.add_argument("--write")
    parser.add_argument("--least", type=float)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    book = [order(rng, n) for n in range(args.orders)]
    if args.write:
        pathlib.Path(args.write).write_text("".join(json.dumps(full) + "\n" for _, full in book), encoding="utf-8")
    report("bare", [bare for bare, _ in book])
    definite = report("with a diligence pack", [full for _, full in book])
    print(f"definite with a diligence pack: {definite:.1f} %")
    if args.least is not None:
        good = definite >= args.least
        print(f"{int(good)} passed, {int(not good)} failed")
        sys.exit(not good)


if __name__ == "__main__":
    main()

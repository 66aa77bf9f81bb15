#!/usr/bin/env python3
"""The Country Chart by activity: what is an export in other words needs the same licenses.

    activities.py [--licet BINARY] [-j N]

Every entry of the control list to ten destinations as an export, a reexport, a shipment from
abroad of an item made abroad of nothing but US content (736.2(b)(2)), a software key (734.19(b)),
and, of software and technology, a transmission that 734.18(a)(5) does not spare and a release to
a national of the place (734.13(b)). Each finding is that of the export; a release may be excluded
only by the sections that say so. Exit status 1 when one is not.
SPDX-License-Identifier: Apache-2.0
"""
import argparse
import json
import sys

from orders import ROOT, decide, entries, order

PLACES = ["DE", "IN", "CN", "MO", "BR", "GB", "CA", "VN", "IQ", "HK"]
ORIGIN = {"us_origin": False, "us_content": 100, "content": ["3A991"], "product_of": [],
          "plant_product_of": [], "part_plant_product_of": [], "traits": [], "shipped_from": "JP"}
SENT = {"unclassified": True, "end_to_end_encrypted": False, "means_of_decryption_to_others": False,
        "compliant_modules": True, "stored_in": []}
# Releases that sections exclude, in whole or by nationality: 742.4(a)(4)(ii)(A), (a)(5)(ii)(B),
# 742.6(a)(6)(iv) (also what is for level .a or .b), (a)(10)(ii)(B), (a)(13).
SPARED = {"2D910", "2E910", "3D001", "3D002", "3D901", "3D907", "3D992", "3D993", "3D994", "3E001", "3E901",
          "3E905", "3E992", "3E993", "3E994", "4D001", "4D090", "4D906", "4E001", "4E091", "4E906", "5D002",
          "5D992", "5E002", "5E992"}


def forms(entry, place):
    """The order as an export, then in other words, each with its name."""
    export = json.loads(order(entry, place))
    item = export["items"][0]
    yield "export", export
    yield "reexport", {**export, "activity": "reexport"}
    yield "foreign-made", {**export, "activity": "reexport_foreign_made", "items": [{**item, "origin": ORIGIN}],
                           "exporter": {"located": "JP", "headquartered": "JP"}}
    yield "key", {**export, "activity": "license_key"}
    if entry[1] in "DE":
        yield "transmission", {**export, "activity": "encrypted_transmission", "transmission": SENT}
        if entry not in SPARED:
            yield "release", {**export, "activity": "deemed_export", "destination": "US",
                              "items": [{**item, "object_code": False}],
                              "release": {"reveals": True, "national_of": place, "nationalities": [place],
                                          "employed_since": {"state": "none"}}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--licet", default=str(ROOT / "build/release/licet"))
    parser.add_argument("-j", type=int, default=2)
    given = parser.parse_args()
    asked = [(entry, place, name, facts) for entry in entries() for place in PLACES
             for name, facts in forms(entry, place)]
    answers = decide(given.licet, given.j, [json.dumps(facts) for *_, facts in asked])
    export, wrong = None, []
    for (entry, place, name, _), answer in zip(asked, answers):
        if name == "export":
            export = answer["finding"]
        elif answer["finding"] != export:
            wrong.append(f"{entry} to {place}: {export} as an export, {answer['finding']} as a {name}")
    print("\n".join(wrong[:20]) or f"{len(asked)} orders: each as its export")
    print(f"{len(asked) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

# Checks the JSON Schema of the facts against values it must accept and values it must refuse.
#
# The argument is a folder with schema.json and form.json, both written by fact_test.
# SPDX-License-Identifier: Apache-2.0
import json
import pathlib
import sys

import jsonschema

folder = pathlib.Path(sys.argv[1])
schema = json.loads((folder / "schema.json").read_text())
form = json.loads((folder / "form.json").read_text())
kind = jsonschema.Draft202012Validator
kind.check_schema(schema)
validator = kind(schema)

PACK = {"id": "kyc", "by": "a.chen", "on": "2024-03-01", "until": None}
RESOLUTION = {"code": "RF-1", "outcome": "cleared", "by": "a.chen", "second_by": "m.ortiz",
              "on": "2024-03-18", "until": "2024-09-18", "evidence": "ticket 7", "facts": "sha256:" + 64 * "0"}
GOOD = [
    {},
    form,
    {"destination": "CN", "shipped_on": "2024-03-15", "activity": "export"},
    {"items": [{"tpp": "15832 TPP", "contains": [{"name": "die"}], "pieces": "8"}, None]},
    {"parties": {"list": [], "complete": False}, "remark": {"state": "none"}},
    {"end_user": {"state": "refused"}, "us_content": 0.25, "consignees": 12},
    {"end_user": {"address": {"state": "Hebei"}}},
    {"claims": ["NAC"], "certified": None, "notified_on": {"state": "none"}},
    {"pack": PACK, "facts": {"destination": "CN"}},
    {"resolutions": [RESOLUTION]},
]
BAD = [
    [],
    {"resolutions": [{**RESOLUTION, "facts": "sha256:0"}]},
    {"resolutions": [{**RESOLUTION, "outcome": "approved"}]},
    {"resolutions": [RESOLUTION], "destination": "CN"},
    {"destinaton": "CN"},
    {"destination": "China"},
    {"activity": "lease"},
    {"items": [{"tpp": 15832}]},
    {"items": [{"tpp": "15,832"}]},
    {"items": {"list": [], "complete": False}},
    {"destination": {"state": "none"}},
    {"us_content": 25},
    {"certified": {"state": "refused"}},
    {"pack": {"id": "kyc"}, "facts": {}},
    {"end_user": {"nmae": "A"}},
]
faults = [f"refused: {value}" for value in GOOD if not validator.is_valid(value)]
faults += [f"accepted: {value}" for value in BAD if validator.is_valid(value)]
print("\n".join(faults), end="\n" if faults else "")
sys.exit(1 if faults else 0)

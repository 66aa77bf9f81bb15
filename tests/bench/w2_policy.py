#!/usr/bin/env python3
"""W2 as a policy: w2_policy.py RULES_JSON > w2.licet

Each rule is three comparisons and a set of destinations; about one in 1,100 fires. A rule of
the JSON list is {"id", "link", "die", "value", "dest": [COUNTRY...]}.
SPDX-License-Identifier: Apache-2.0
"""
import json
import pathlib
import re
import sys

HEAD = (pathlib.Path(__file__).resolve().parent / "w1.licet").read_text(encoding="utf-8")
FACTS = re.sub(r"\n +", "\n  ", HEAD[HEAD.index("enum Activity"):HEAD.index("law date")])
START = '''-- W2: many rules that seldom fire, for timing only. Made by w2_policy.py.
module NAME "many rules"

verdicts { outside; free; excused; review blocks; barred blocks }
outcomes { look "review" raises review }
reasons { listed code "LR-LIST" }

'''


def rule_text(rule):
    return (f"rule {rule['id'].lower()} requires look(reason: listed) when all of {{\n"
            f"  product.interconnect_gbps >= {rule['link']}; product.die_area_mm2 < {rule['die']}; "
            f"value_usd >= {rule['value']};\n  destination in [{', '.join(rule['dest'])}]\n}}\n")


def text(rules, name="w2"):
    return START.replace("NAME", name) + FACTS + "law date = date\n\n" + "".join(map(rule_text, rules))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:
        sys.stdout.write(text(json.load(source)))

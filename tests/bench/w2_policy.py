#!/usr/bin/env python3
"""W2 as a policy: w2_policy.py RULES_JSON > w2.licet

Each rule is three comparisons and a set of destinations; about one in 1,100 fires. A rule of
the JSON list is {"id", "link", "die", "value", "dest": [COUNTRY...]}.
SPDX-License-Identifier: Apache-2.0
"""
import json
import re
import sys

HEAD = open(sys.path[0] + "/w1.licet", encoding="utf-8").read()
FACTS = HEAD[HEAD.index("enum Activity"):HEAD.index("law date")]

print('''-- W2: many rules that seldom fire, for timing only. Made by w2_policy.py.
module w2 "many rules"

verdicts { outside; free; excused; review blocks; barred blocks }
outcomes { look "review" raises review }
reasons { listed code "LR-LIST" }
''')
print(re.sub(r"\n +", "\n  ", FACTS))
print("law date = date\n")
for rule in json.load(open(sys.argv[1], encoding="utf-8")):
    print("rule %s requires look(reason: listed) when all of {" % rule["id"].lower())
    print("  product.interconnect_gbps >= %d; product.die_area_mm2 < %d; value_usd >= %d;"
          % (rule["link"], rule["die"], rule["value"]))
    print("  destination in [%s]\n}" % ", ".join(rule["dest"]))

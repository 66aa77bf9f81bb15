"""Lists of countries, read a second time: countries.csv against the lists that the library uses.

countries.csv is written from the supplements themselves (codes of ISO 3166-1; Kosovo has none). A
rule for each list would classify an item as 0Z900 where a country of the text is missing or one
stands there too many; no such entry exists, and nothing may be classified so.
SPDX-License-Identifier: Apache-2.0
"""
import csv
import os

from order import ROOT, module

LIST = os.path.join(ROOT, 'tests/law/countries.csv')
THING = '''define thing: Item "a thing that no entry names"
  = Item { name = "thing"; kind = other_commodity; eccn = EAR99; operations = []; contains = [] }
'''


def rows():
    with open(LIST, newline='', encoding='utf-8') as handle:
        return list(csv.DictReader(handle))


def rule(row):
    codes = ', '.join(row['countries'].split())
    return f'''rule lists.{row['name']} "{row['cites']}" for each i in items
  cites "{row['cites']}" source "{row['source']}"
  classifies i as 0Z900.{row['name']}
  when any of {{
    some c in [{codes}] satisfies c not in {row['library']};
    some c in {row['library']} satisfies c not in [{codes}];
  }}
'''


def scenario(day):
    return f'''scenario "as the text of {day} has them"
  source "15 CFR parts 740 and 744, supplements" certainty "derived from rule text"
  as of {day}
  given {{ activity = statement_to_customers; signs = []; knowledge = []; items = [thing] }}
  expect not_subject class nothing
'''


def files():
    found = rows()
    days = sorted({row['day'] for row in found})
    assert len(days) == 1, 'one day for all lists'
    return {"countries.licet": module('Lists of countries: as the text has them, none missing, none too many.', ['us.ear'],
                                    [THING] + [rule(row) for row in found] + [scenario(days[0])])}

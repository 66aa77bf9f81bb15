# oneday: a resolution that quotes the law date is for that day alone (that --as-of stands for, where no fact says it), and a later
# one may be quoted; lists that may be the same are looked at every day. What is asked of other days, or beside the day, keeps no
# proof: an order of ten items with a resolution stays within its memory.
$ mkdir -p build/oneday && licet decide -p tests/cli/oneday.licet --set shipped=2024-03-15 --set weekly=true --format resolutions | sed 's/pending/cleared/; s/"by": ""/"by": "a.chen"/; s/"second_by": ""/"second_by": "m.ortiz"/; s/"on": ""/"on": "2024-03-01"/; s/"until": ""/"until": "2024-12-31"/; s/"evidence": ""/"evidence": "T-1"/' >build/oneday/cleared
$ for d in 2024-03-10 2024-03-15 2024-03-16; do licet decide -p tests/cli/oneday.licet -f build/oneday/cleared --set shipped=$d --set weekly=true | sed -n '/^  HOLD/p;/^  PROC/p;/^  The/p'; done
  HOLD       1 red flag is open
  The same facts give this result through 2024-03-14; the next day gives another.
  PROCEED    nothing is open
  The same facts give this result through 2024-03-15; the next day gives another.
  HOLD       1 red flag is open
  The same facts give this result through 2024-04-30; the next day gives another.
$ licet decide -p tests/cli/oneday.licet --set shipped=2024-05-02 | sed -n '/^  UND/p;/^  The/p'
  UNDETERMINED   between free and license required
  The same facts give this result through 2024-05-19; the next day gives another.
$ licet decide -p tests/cli/oneday.licet --set shipped=2024-05-20 | sed -n '/^  LIC/p;/^  The/p'
  LICENSE REQUIRED   regional stability
  The same facts give this result through 2024-05-20; the next day gives another.
$ licet decide -p tests/cli/oneday.licet -f build/oneday/cleared --as-of 2024-03-10 --set weekly=true | sed -n '/^  PROC/p;/^  HOLD/p;/^  The/p'
  HOLD       1 red flag is open
  The same facts give this result through 2024-03-14; the next day gives another.
$ python3 -c 'import json; o = json.load(open("examples/diligence/order.json")); o["items"] *= 10; json.dump(o, open("build/oneday/order", "w"))'
$ licet decide -f build/oneday/order -f examples/diligence/kyc.json -f examples/diligence/end-use.json -f build/oneday/cleared | sed -n '/^  NOT SUB/p;/^  HOLD/p'
  NOT SUBJECT   nothing is exported, reexported or transferred, or the item is not subject to the
  HOLD          2 red flags are open

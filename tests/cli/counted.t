# What no rule computes is counted from a table and listed by name.
$ licet explain -p tests/cli/counted.licet entries
entries  entries taken as stated: 2 of 3
  No rule classifies anything as: 3A002 and 4A001.
$ licet decide -p tests/cli/counted.licet -f - --as-of 2024-01-01 <<< '{"items": []}' | grep 'Not checked'
Not checked   entries taken as stated: 2 of 3
$ licet explain -p tests/cli/counted.licet nothing
licet explain: no provision is labeled 'nothing'
[2]

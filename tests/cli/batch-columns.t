# batch-columns: what is wrong with every row is said once, before the first, at the line of the map.
$ printf 'n,p,t\nsaw,5,yes\ndrill,50,no\n' >build/rows.csv
$ m() { echo "$1" >build/rows.json; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/rows.json build/rows.csv; }; m '{"facts": {"tools[0].name": "n", "tools[0].power": {"column": "p", "unit": "W"}, "trained": {"column": "t", "values": {"yes": "true", "no": "false"}}}}'
{"id":null,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/tools/0","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]}
{"id":null,"gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
2 lines: 1 free, 1 permit_needed
$ m() { echo "$1" >build/rows.json; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/rows.json build/rows.csv; }; m '{"facts": {
> "tools[0].name": "n",
> "trainde": "t"}}'; m '{"facts": {"tools[0].nam": "n"}}'; m '{"facts": {"tools.name": "n"}}'; m '{"facts": {"tools[1].name": "n"}}'; m '{"facts": {"tools[0]name": "n"}}'; m '{"facts": {"trained=true": "n"}}'
licet batch: build/rows.json:3: 'trainde': the policy declares no fact 'trainde'; did you mean 'trained'?
licet batch: build/rows.json:1: 'tools[0].nam': 'nam' is not a field of 'Tool'; did you mean 'name'?
licet batch: build/rows.json:1: 'tools.name': 'tools' is a list: 'name' is a field of its elements
licet batch: build/rows.json:1: 'tools[1].name': 'tools' has 0 elements, and there is no [1]
licet batch: build/rows.json:1: 'tools[0]name': 'tools[0]name' is not a path
licet batch: build/rows.json:1: 'trained=true': a path holds no '='
[2]
$ m() { echo "$1" >build/rows.json; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/rows.json build/rows.csv; }; m '{"facts": {"trained": {"value": "maybe"}}}'; m '{"facts": {"trained": {"column": "t", "values": {"yes": "true", "no": "maybe"}}}}'; m '{"facts": {"tools[0].power": {"column": "p", "unit": "kg"}}}'; m '{"facts": {"tools[0].power": {"value": "50", "unit": "W"}}}'
licet batch: build/rows.json:1: 'trained': "maybe": expected true or false
licet batch: build/rows.json:1: 'trained': "maybe": expected true or false
licet batch: build/rows.json:1: 'tools[0].power': "1 kg": expected a quantity in W, and 'kg' measures something else
{"id":null,"gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
{"id":null,"gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
2 lines: 2 permit_needed
[0]
$ echo '{"facts": {"die_area": {"column": "p", "unit": "mm2"}, "colour": "n"}}' >build/rows.json
$ licet batch -p us.ear --goal classify --columns build/rows.json build/rows.csv
licet batch: build/rows.json:1: 'items[0].colour': 'colour' is not a field of 'Item'
[2]

# batch-warnings: what is taken and yet to be looked at is said in the answer of the line, on every way that a line is read.
$ printf '%s\n' '{"id":1,"facts":{"lent_on":"2024-05-01","tools":[{"name":"СОСО","power":"5 W"}]}}' '{"id":2,"facts":{"lent_on":"2024-05-01","tools":[{"name":"COCO","power":"5 W"}]}}' '{"id":3,"facts":{"lent_on":"2024-05-01","tools":[{"name":"СОСО","power":"5 Watt"}]}}' >build/alike.ndjson
$ licet batch -p examples/first-rule/library.licet build/alike.ndjson
{"id":1,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/tools/0","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}],"warnings":[{"code":"F0135","message":"\"СОСО\": every letter only looks like a Latin one","pointer":"/tools/0/name"}]}
{"id":2,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/tools/0","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]}
{"id":3,"line":3,"error":{"code":"F0108","message":"\"5 Watt\": expected a quantity in W, and 'Watt' is not a unit","pointer":"/tools/0/power"}}
3 lines: 2 free; 1 could not be read
[4]
$ licet batch -p examples/first-rule/library.licet --full build/alike.ndjson 2>/dev/null | grep -o '^{"id":.\|"warnings".*'
{"id":1
"warnings":[{"code":"F0135","message":"\"СОСО\": every letter only looks like a Latin one","pointer":"/tools/0/name"}]}
{"id":2
{"id":3
$ licet batch -p examples/first-rule/library.licet --pack build/alike.pack build/alike.ndjson 2>/dev/null | grep -o '^{"id":.\|"warnings".*'
{"id":1
"warnings":[{"code":"F0135","message":"\"СОСО\": every letter only looks like a Latin one","pointer":"/tools/0/name"}]}
{"id":2
{"id":3
$ printf 'n,p\nСОСО,5\nCOCO,5\n' >build/alike.csv
$ echo '{"facts":{"tools[0].name":"n","tools[0].power":{"column":"p","unit":"W"}}}' >build/alike.json
$ licet batch -p examples/first-rule/library.licet --columns build/alike.json build/alike.csv
{"id":null,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/tools/0","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}],"warnings":[{"code":"F0135","message":"\"СОСО\": every letter only looks like a Latin one","pointer":"/tools/0/name"}]}
{"id":null,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/tools/0","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]}
2 lines: 2 free
$ echo '{"name":"СОСО"}' | licet batch -p us.ear --goal classify 2>/dev/null | grep -o '^{"id":null,"name":"[^"]*"\|"warnings".*'
{"id":null,"name":"СОСО"
"warnings":[{"code":"F0135","message":"\"СОСО\": every letter only looks like a Latin one","pointer":"/items/0/name"}]}
$ echo '{"lent_on": "2024-05-01", "tools": [{"name": "saw", "power": "5 W"}, {"name": "laser", "power": "50 W"}]}' >build/longer.json
$ echo '{"pack": {"id": "P-1", "by": "a.chen", "on": "2024-01-10", "until": "2024-06-30"}, "facts": {"tools": [{"name": "saw", "power": "5 W"}]}}' >build/shorter.json
$ licet decide -p examples/first-rule/library.licet -f build/longer.json -f build/shorter.json 2>&1 | sed -n '/^warning/,/^  hint/p;/^  FREE/p'
warning[F0136]: the list has 1 element in place of 2 given before
  at /facts/tools
  build/shorter.json:1:103
    1 | … "on": "2024-01-10", "until": "2024-06-30"}, "facts": {"tools": [{"name": "saw", "power": "5 W"}]}}
      |                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: A later document replaces a list whole: let it give all elements that count.
  FREE       no permit needed
$ echo "{\"id\": 1, \"facts\": [$(cat build/longer.json), $(cat build/shorter.json)]}" | licet batch -p examples/first-rule/library.licet 2>/dev/null | grep -o '"warnings".*'
"warnings":[{"code":"F0136","message":"the list has 1 element in place of 2 given before","pointer":"/facts/tools"}]}
$ licet decide -p examples/first-rule/library.licet -f build/longer.json --set 'tools=[]' 2>&1 | sed -n '/^warning/,/^  hint/p;/^  FREE/p'
  FREE       no permit needed
$ for d in 2026-06-30 2026-07-01; do for b in Zed null; do echo "{\"sold\":\"$d\",\"buyer\":\"$b\",\"loads\":[]}" | sed 's/"null"/null/' | licet batch -p tests/cli/watched.licet 2>/dev/null | grep -o '"finding":"[^"]*"\|"unverified_after".*' | head -4; done; done
"finding":"free"
"finding":"free"
"finding":"undetermined"
"finding":"undetermined"
"finding":"free"
"finding":"free"
"unverified_after":"2026-06-30"}
"finding":"undetermined"
"finding":"undetermined"
"unverified_after":"2026-06-30"}
$ echo '{"item":"h100_sxm","as_of":"2027-01-01"}' | licet batch -p us.ear -p us.products.accelerators --goal classify 2>/dev/null | grep -o '"unverified_after".*'
"unverified_after":"2026-09-24"}

# batch: order kept, lines that cannot be read answered in place, counts, threads.
$ printf '%s\n' '{"id": "a", "facts": {"lent_on": "2024-05-01", "tools": []}}' '{"lent_on": "x"}' '' '[1]' '{bad' '{"id": 7, "facts": {"lent_on": "2024-05-01", "tools": [{"power": "80 W"}], "trained": false}}' '{"id": 8, "fact": {}}' '{"id": 9, "facts": 1}' '{"id": 10, "facts": {}, "wrold": "text"}' '{"id": 11, "facts": {}, "world": "real"}' '{"id": 12, "facts": {}, "as_of": 2024}' '{"id": 13, "facts": {}, "as_of": "2024-02-30"}' '{"id": 14, "facts": {}, "assume": ["2.1"]}' '{"id": 15, "facts": [{"tools": []}, {"trained": true}], "as_of": "2024-05-01"}' | licet batch -p examples/first-rule/library.licet
{"id":"a","gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]}
{"id":null,"line":2,"error":{"code":"F0113","message":"\"x\": expected a date, such as \"2024-03-15\"","pointer":"/lent_on"}}
{"id":null,"line":4,"error":{"code":"R0506","message":"a line is an object, with the facts of one case","pointer":""}}
{"id":null,"line":5,"error":{"code":"R0505","message":"the line is not JSON: expected a key in double quotes","pointer":""}}
{"id":7,"gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
{"id":8,"line":7,"error":{"code":"F0103","message":"the policy declares no fact 'id'","pointer":"/id"}}
{"id":9,"line":8,"error":{"code":"R0504","message":"expected an object of facts, or a list of them for 'facts'","pointer":"/facts"}}
{"id":10,"line":9,"error":{"code":"R0503","message":"'wrold' does not belong beside 'facts'","pointer":""}}
{"id":11,"line":10,"error":{"code":"R0504","message":"expected \"enforced\" or \"text\" for 'world'","pointer":"/world"}}
{"id":12,"line":11,"error":{"code":"R0504","message":"expected a date, such as \"2024-03-15\", for 'as_of'","pointer":"/as_of"}}
{"id":13,"line":12,"error":{"code":"R0501","message":"'2024-02-30' is not a date","pointer":""}}
{"id":14,"line":13,"error":{"code":"R0502","message":"no proposed provision is labeled '2.1'","pointer":""}}
{"id":15,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]}
13 lines: 2 free, 1 permit_needed; 10 could not be read
[4]
$ printf '%s\n' '{"id": 1, "facts": {"lent_on": "2024-05-01", "tools": [{"power": "80 W"}], "trained": false}}' | licet batch -p examples/first-rule/library.licet --full 2>/dev/null | python3 -c 'import json,sys; d=json.loads(sys.stdin.read()); print(d["id"], d["decision"]["statement"]["case"]["id"], len(d["decision"]["statement"]["proof"]["steps"]) > 0)'
1 1 True
$ printf '%s\n' '{"tools": []}' '{}' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --fail-on hold,undetermined >/dev/null
2 lines: 1 free, 1 undetermined
undetermined: 1 of 2 (50.0 %); missing: 1 /tools
[20]
$ printf '%s\n' '{"tools": [{"power": "80 W"}], "trained": false}' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --fail-on stop >/dev/null
1 line: 1 permit_needed
[10]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 </dev/null
0 lines
$ for i in $(seq 3000); do echo "{\"id\": $i, \"facts\": {\"tools\": [{\"power\": \"$((i % 90)) W\"}], \"trained\": false}}"; done >build/batch.in; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/batch.in >build/batch.1 && licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 -j 4 build/batch.in >build/batch.4 && cmp build/batch.1 build/batch.4 && wc -l <build/batch.4; rm -f build/batch.*
3000 lines: 1650 permit_needed, 1350 free
3000 lines: 1650 permit_needed, 1350 free
3000
$ printf '%s\n' '{"id": 1, "facts": {"lent_on": "2024-05-01", "tools": []}}' '{"id": 2, "facts": {"lent_on": "2024-05-01", "tools": [{"power": "80 W"}], "trained": false}}' '{"id": 3, "facts": {"lent_on": "2024-05-01", "tools": [{"power": null}]}}' '{bad' | licet batch -p examples/first-rule/library.licet --only blocked,undetermined
{"id":2,"gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
{"id":3,"gate":"hold","finding":"undetermined","codes":["UN-FACT"],"lines":[{"id":"/tools/0","regime":"library","finding":"undetermined","gate":"hold","codes":["UN-FACT"]}]}
{"id":null,"line":4,"error":{"code":"R0505","message":"the line is not JSON: expected a key in double quotes","pointer":""}}
4 lines: 1 free, 1 permit_needed, 1 undetermined; 1 could not be read
undetermined: 1 of 3 (33.3 %); missing: 1 /tools/*/power
[4]
$ echo '{}' | licet batch -p examples/first-rule/library.licet --only some
licet batch: unknown value 'some' for '--only': expected stop, hold, undetermined or proceed
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch --goal classify --only stop
licet batch: '--only' is for decisions, and the goal is to classify
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch --goal classify --fail-on stop
licet batch: '--fail-on' is for decisions, and the goal is to classify
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch --goal classify --full --no-proof
licet batch: '--no-proof' is for decisions, and the goal is to classify
Try 'licet batch --help'.
[2]

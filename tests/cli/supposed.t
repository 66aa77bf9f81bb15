# A short answer by another law than that in force on the law date says so, as the member 'law' of a whole document does.
$ licet batch -p tests/cli/supposed.licet tests/cli/supposed.ndjson
{"id":1,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"supposed","finding":"free","gate":"proceed","codes":["OK-NLR"]}],"what_if":true}
{"id":2,"gate":"stop","finding":"license_required","codes":[],"lines":[{"id":"/","regime":"supposed","finding":"license_required","gate":"stop","codes":[]}]}
{"id":3,"gate":"stop","finding":"license_required","codes":[],"lines":[{"id":"/","regime":"supposed","finding":"license_required","gate":"stop","codes":[]}]}
{"id":4,"gate":"stop","finding":"license_required","codes":[],"lines":[{"id":"/","regime":"supposed","finding":"license_required","gate":"stop","codes":[]}],"assumed":["2","3"]}
{"id":5,"gate":"hold","finding":"undetermined","codes":["UN-FACT"],"lines":[{"id":"/","regime":"supposed","finding":"undetermined","gate":"hold","codes":["UN-FACT"]}],"what_if":true,"world":"text","assumed":["3"]}
{"id":6,"gate":"stop","finding":"license_required","codes":[],"lines":[{"id":"/","regime":"supposed","finding":"license_required","gate":"stop","codes":[]}],"world":"text"}
{"id":7,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"supposed","finding":"free","gate":"proceed","codes":["OK-NLR"]}],"what_if":true}
{"id":8,"gate":"hold","finding":"undetermined","codes":["UN-FACT"],"lines":[{"id":"/","regime":"supposed","finding":"undetermined","gate":"hold","codes":["UN-FACT"]}]}
8 lines: 4 license_required, 2 free, 2 undetermined
undetermined: 2 of 8 (25.0 %); missing: 2 /a
$ licet batch --full -p tests/cli/supposed.licet tests/cli/supposed.ndjson 2>/dev/null | grep -o '"what_if":[a-z]*\|"world":"[a-z]*"\|"assumed":[^]]*]' | paste - - -
"what_if":true	"world":"enforced"	"assumed":[]
"what_if":false	"world":"enforced"	"assumed":[]
"what_if":false	"world":"enforced"	"assumed":[]
"what_if":false	"world":"enforced"	"assumed":["2","3"]
"what_if":true	"world":"text"	"assumed":["3"]
"what_if":false	"world":"text"	"assumed":[]
"what_if":true	"world":"enforced"	"assumed":[]
"what_if":false	"world":"enforced"	"assumed":[]
$ sed -n '1p;8p' tests/cli/supposed.ndjson | licet batch -p tests/cli/supposed.licet --world text --assume 2
{"id":1,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"supposed","finding":"free","gate":"proceed","codes":["OK-NLR"]}],"what_if":true,"world":"text","assumed":["2"]}
{"id":8,"gate":"hold","finding":"undetermined","codes":["UN-FACT"],"lines":[{"id":"/","regime":"supposed","finding":"undetermined","gate":"hold","codes":["UN-FACT"]}],"world":"text","assumed":["2"]}
2 lines: 1 free, 1 undetermined
undetermined: 1 of 2 (50.0 %); missing: 1 /a

# batch --log opa: answers as events of a decision log, with a time that is given and never taken unasked.
$ printf '%s\n' '{"id": "a", "facts": {"tools": []}}' '{bad' '' '{"tools": []}' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --log opa --at 2024-05-02T08:30:00Z
{"labels":{"app":"licet","version":"0.1.0"},"decision_id":"…","bundles":{"examples/first-rule/library.licet":{"revision":"sha256:…"}},"path":"examples/first-rule/library","input":{"id": "a", "facts": {"tools": []}},"result":{"id":"a","gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]},"timestamp":"2024-05-02T08:30:00Z","req_id":1}
{"labels":{"app":"licet","version":"0.1.0"},"decision_id":"…","bundles":{"examples/first-rule/library.licet":{"revision":"sha256:…"}},"path":"examples/first-rule/library","input":"{bad","error":{"code":"R0505","message":"the line is not JSON: expected a key in double quotes","pointer":""},"timestamp":"2024-05-02T08:30:00Z","req_id":2}
{"labels":{"app":"licet","version":"0.1.0"},"decision_id":"…","bundles":{"examples/first-rule/library.licet":{"revision":"sha256:…"}},"path":"examples/first-rule/library","input":{"tools": []},"result":{"id":null,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]},"timestamp":"2024-05-02T08:30:00Z","req_id":4}
3 lines: 2 free; 1 could not be read
[4]
$ echo '{"tools": []}' | SOURCE_DATE_EPOCH=1714638600 licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --log opa 2>/dev/null | grep -o '"timestamp.*'
"timestamp":"2024-05-02T08:30:00Z","req_id":1}
$ echo '{"tools": []}' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --log opa --at now 2>/dev/null | grep -Eo '"timestamp":"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"' | wc -l
1
$ echo '{}' | SOURCE_DATE_EPOCH= licet batch -p examples/first-rule/library.licet --log opa
licet batch: the log needs a time: give --at TIME, --at now, or set SOURCE_DATE_EPOCH
Try 'licet batch --help'.
[2]
$ echo '{}' | SOURCE_DATE_EPOCH=soon licet batch -p examples/first-rule/library.licet --log opa
licet batch: the log needs a time: give --at TIME, --at now, or set SOURCE_DATE_EPOCH
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch -p examples/first-rule/library.licet --log opa --at 2024-02-30T00:00:00Z
licet batch: '2024-02-30T00:00:00Z' is not a time for '--at': write 2024-03-15T09:00:00Z, or now
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch -p examples/first-rule/library.licet --log opa --at yesterday
licet batch: 'yesterday' is not a time for '--at': write 2024-03-15T09:00:00Z, or now
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch -p examples/first-rule/library.licet --at 2024-05-02T08:30:00Z
licet batch: '--at' is the time in the log of '--log'
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch -p examples/first-rule/library.licet --log splunk --at now
licet batch: unknown value 'splunk' for '--log': expected opa
Try 'licet batch --help'.
[2]
$ echo '{"id": "id", "facts": {"tools[0].power": {"column": "watts", "unit": "W"}}}' >build/log.map; printf 'id,watts,note\n1,80,"a ""b"""\n2,x,\n3\n' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/log.map --log opa --at 2024-05-02T08:30:00Z 2>/dev/null | sed 's/.*"input"/"input"/'
"input":{"id":"1","watts":"80","note":"a \"b\""},"result":{"id":"1","gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]},"timestamp":"2024-05-02T08:30:00Z","req_id":2}
"input":{"id":"2","watts":"x","note":""},"error":{"code":"F0107","message":"\"x\": expected a number with a unit, such as \"12 W\"","pointer":"/tools/0/power"},"timestamp":"2024-05-02T08:30:00Z","req_id":3}
"input":"3","error":{"code":"F0402","message":"the row has 1 cell, the header has 3","pointer":""},"timestamp":"2024-05-02T08:30:00Z","req_id":4}
$ printf '{"tools": []}\n\xff\n' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --only stop --log opa --at 2024-05-02T08:30:00Z 2>/dev/null | sed 's/.*"input"/"input"/'
"input":"�","error":{"code":"R0505","message":"the line is not JSON: not valid UTF-8","pointer":""},"timestamp":"2024-05-02T08:30:00Z","req_id":2}
$ printf '%s\n' '{"id": 1, "facts": {"tools": []}}' '{"id": 1, "facts": {"tools": []}}' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --log opa --at 2024-05-02T08:30:00Z 2>/dev/null | python3 -c 'import json,sys,uuid; events = [json.loads(line) for line in sys.stdin]; print(len({e["decision_id"] for e in events}), {uuid.UUID(e["decision_id"]).variant for e in events}, sorted(events[0]))'
2 {'specified in RFC 4122'} ['bundles', 'decision_id', 'input', 'labels', 'path', 'req_id', 'result', 'timestamp']

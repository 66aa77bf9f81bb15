# batch --goal classify: items as lines of JSON and as rows of CSV; CSV for decisions too; wrong maps.
$ printf '%s\n' '{"id": "a", "item": {"kind": "circuit", "speed": "500 GB/s", "area": "800 mm2", "datacenter": true, "class": "2B002"}}' '{"name": "bare", "kind": "board"}' '{"id": 3, "facts": {"chips": [{"kind": "cable"}, {"kind": "circuit", "speed": "500 GB/s"}]}}' '{"kind": "shoe"}' '{bad' '["fast_chip"]' '{"id": 7, "item": "fast_chip"}' '{"id": 8, "item": {}, "as_of": "2020-02-30"}' '{"id": 9, "item": 1}' | licet batch -p tests/cli/chips.licet --goal classify --as-of 2024-01-01
{"id":"a","name":null,"result":"classified","sure":["1A001"],"possible":[],"asserted":"2B002","stated":"differs","missing":[]}
{"id":null,"name":"bare","result":"classified","sure":["2B002"],"possible":[],"asserted":null,"stated":null,"missing":[]}
{"id":3,"items":[{"id":"/chips/0","name":null,"result":"outside","sure":[],"possible":[],"asserted":null,"stated":null,"missing":[]},{"id":"/chips/1","name":null,"result":"cannot_say","sure":[],"possible":["1A001"],"asserted":null,"stated":null,"missing":["/chips/1/area","/chips/1/datacenter"]}]}
{"id":null,"line":4,"error":{"code":"F0120","message":"\"shoe\": expected circuit, board or cable","pointer":"/chips/0/kind"}}
{"id":null,"line":5,"error":{"code":"R0505","message":"the line is not JSON: expected a key in double quotes","pointer":""}}
{"id":null,"line":6,"error":{"code":"R0506","message":"a line is an object, with the facts of one case","pointer":""}}
{"id":7,"name":"Fast","result":"classified","sure":["1A001"],"possible":[],"asserted":"1A001","stated":"agrees","missing":[]}
{"id":8,"line":8,"error":{"code":"R0501","message":"'2020-02-30' is not a date","pointer":""}}
{"id":9,"line":9,"error":{"code":"R0504","message":"expected an object of facts, or a name, for 'item'","pointer":"/item"}}
5 items: 1 outside the encoded entries (not said to be EAR99), 3 classified, 1 cannot say; 5 could not be read
ask suppliers: 1 area, 1 datacenter
1 differs from the stated classification
[4]
$ printf '%s\n' '{"id": 1, "item": {"kind": "circuit", "speed": "500 GB/s"}}' | licet batch -p tests/cli/chips.licet --goal classify --as-of 2024-01-01 --full
{"id":1,"classification":{"schema":"licet.classification/1","law":{"as_of":"2024-01-01","as_of_from":"--as-of","known_to":"2025-12-31","policy":"sha256:…"},"items":[{"id":"/chips/0","name":null,"asserted":null,"periods":[{"result":"cannot_say","sure":[],"possible":["1A001"],"stated":null,"margins":[{"provision":"1A001","subject":"/chips/0","limb":"(1)","value":"500","relation":"at_least","limit":"400","unit":"GB/s","over":"100","holds":true}],"missing":[{"fact":"/chips/0/area","state":"not_supplied","ask":"die area","unit":"mm2","for":["1A001"]},{"fact":"/chips/0/datacenter","state":"not_supplied","ask":"marketed for datacenters","unit":null,"for":["1A001"]}]}]}]}}
1 item: 0 outside the encoded entries (not said to be EAR99), 0 classified, 1 cannot say
ask suppliers: 1 area, 1 datacenter
0 differ from the stated classification
[0]
$ printf '%s\n' '{"id": "Material", "as_of": "Day", "facts": {"name": "Text", "class": "ECCN", "kind": {"column": "Kind", "values": {"IC": "circuit", "PCB": "board", "Cable": "cable"}}, "speed": {"column": "Speed", "unit": "GB/s"}, "area": {"column": "Die", "unit": "mm2"}, "datacenter": {"value": "true"}}}' >build/map.json
$ printf 'Material,Text,ECCN,Kind,Speed,Die,Day\r\nM1,"Fast, ""the"" chip\nof two lines",1A001,IC,500,800,2024-01-01\r\nM2,Plain,,Cable,,,2024-01-01\r\nM3,Slow,1A001,IC,300,,2024-01-01\r\nM4,Unknown,1A001,IC,0.5 TB/s,,2024-01-01\r\nM5,Odd,,Shoe,,,2024-01-01\r\nM6,short\r\nM7,Bad,,IC,many,,2024-01-01\r\n' >build/master.csv
$ licet batch -p tests/cli/chips.licet --goal classify --columns build/map.json build/master.csv
{"id":"M1","name":"Fast, \"the\" chip\nof two lines","result":"classified","sure":["1A001"],"possible":[],"asserted":"1A001","stated":"agrees","missing":[]}
{"id":"M2","name":"Plain","result":"outside","sure":[],"possible":[],"asserted":null,"stated":null,"missing":[]}
{"id":"M3","name":"Slow","result":"outside","sure":[],"possible":[],"asserted":"1A001","stated":"differs","missing":[]}
{"id":"M4","name":"Unknown","result":"cannot_say","sure":[],"possible":["1A001"],"asserted":"1A001","stated":"cannot_say","missing":["/chips/0/area"]}
{"id":"M5","line":6,"error":{"code":"R0508","message":"'Shoe' is none of the values of the column 'Kind'","pointer":""}}
{"id":null,"line":7,"error":{"code":"F0402","message":"the row has 2 cells, the header has 7","pointer":""}}
{"id":"M7","line":8,"error":{"code":"F0107","message":"\"many\": expected a number with a unit, such as \"12 GB/s\"","pointer":"/chips/0/speed"}}
4 items: 2 outside the encoded entries (not said to be EAR99), 1 classified, 1 cannot say; 3 could not be read
ask suppliers: 1 area
1 differs from the stated classification
[4]
$ printf '%s\n' '{"id": "No", "facts": {"lent_on": "Day", "tools[0].power": {"column": "Power", "unit": "W"}, "trained": {"column": "Trained", "values": {"y": "true", "n": "false"}}}}' >build/map.json
$ printf 'No,Day,Power,Trained\n1,2024-05-01,80,n\n2,2024-05-01,5,\n3,2024-05-01,80,y\n' | licet batch -p examples/first-rule/library.licet --columns build/map.json
{"id":"1","gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
{"id":"2","gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/tools/0","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]}
{"id":"3","gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
3 lines: 2 permit_needed, 1 free
$ printf 'No,Day,Power,Trained\n4,2024-05-01,5\000,n\n' | licet batch -p examples/first-rule/library.licet --columns build/map.json
{"id":null,"line":2,"error":{"code":"F0409","message":"the file holds a zero byte","pointer":""}}
1 line; 1 could not be read
[4]
$ printf 'No,Day,Watt,Trained\n' | licet batch -p examples/first-rule/library.licet --columns build/map.json
licet batch: build/map.json: the file has no column 'Power'
[2]
$ printf '' | licet batch -p examples/first-rule/library.licet --columns build/map.json
licet batch: the first line names the columns: the file has no header line
[2]
$ echo '{"facts": {"a": {"colum": "A"}}}' >build/map.json; licet batch -p tests/cli/chips.licet --columns build/map.json </dev/null
licet batch: build/map.json: 'colum': expected column, unit, value or values
[2]
$ echo '{"facts": {"a": {"unit": "W"}}}' >build/map.json; licet batch -p tests/cli/chips.licet --columns build/map.json </dev/null
licet batch: build/map.json: 'a': expected a column or a value, one of the two
[2]
$ echo '{"facts": {"a": 1}}' >build/map.json; licet batch -p tests/cli/chips.licet --columns build/map.json </dev/null
licet batch: build/map.json: 'a': expected a text
[2]
$ echo '{"facts": {"a": {"column": "A", "values": {"x": 1}}}}' >build/map.json; licet batch -p tests/cli/chips.licet --columns build/map.json </dev/null
licet batch: build/map.json: 'values': expected an object that gives a text for each cell
[2]
$ echo '{"id": "A"}' >build/map.json; licet batch -p tests/cli/chips.licet --columns build/map.json </dev/null
licet batch: build/map.json: 'facts': expected it to be there
[2]
$ echo '{"facts": {}, "ids": 1}' >build/map.json; licet batch -p tests/cli/chips.licet --columns build/map.json </dev/null
licet batch: build/map.json: 'facts': expected an object of paths and columns
[2]
$ echo '[]' >build/map.json; licet batch -p tests/cli/chips.licet --columns build/map.json </dev/null
licet batch: build/map.json: not a map of columns: expected an object
[2]
$ licet batch -p tests/cli/chips.licet --columns build/none.json </dev/null
licet batch: cannot read 'build/none.json': no such file or directory
[2]
$ licet batch -p examples/first-rule/library.licet --goal classify </dev/null
licet batch: the policy classifies nothing: no rule has 'classifies'
[2]
$ licet batch -p tests/cli/chips.licet --goal guess </dev/null
licet batch: unknown value 'guess' for '--goal': expected decide or classify
Try 'licet batch --help'.
[2]
$ rm -f build/map.json build/master.csv
$ printf '{"id": "No", "facts": {"lent_on": "Day", "tools[0].power": {"column": "Power", "unit": "W"}}}' >build/map.json; printf 'No,Day,Power\r1,2024-05-01,80\r2,2024-05-01,5\r' | licet batch -p examples/first-rule/library.licet --columns build/map.json
licet batch: the first line names the columns: it ends in CR alone; expected LF or CR LF
[2]
$ printf 'No,Day,Power\n1,2024-05-01,80\r2,2024-05-01,5\n' | licet batch -p examples/first-rule/library.licet --columns build/map.json
{"id":null,"line":2,"error":{"code":"F0411","message":"a second row stands in the line: rows end in LF or CR LF, not in CR alone","pointer":""}}
1 line; 1 could not be read
[4]
$ printf '{"facts": {"tools[0].power": "Power", "tools": {"value": "[]"}}}' >build/map.json; printf 'No,Day,Power\n' | licet batch -p examples/first-rule/library.licet --columns build/map.json
licet batch: build/map.json: 'tools' would undo 'tools[0].power' before it: expected the whole before its parts, each once
[2]

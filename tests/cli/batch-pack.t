# batch --pack: the evidence of all lines in one file, decided again by replay.
$ printf '%s\n' '{"id": "PO-1", "facts": {"tools": [{"power": "80 W"}], "trained": false}}' '{bad' '{"id": "PO-2", "facts": [{"tools": [{"power": "3 W"}]}, {"trained": true}], "as_of": "2024-06-01"}' '{"tools": [{"power": null}]}' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --pack build/all.pack
{"id":"PO-1","gate":"stop","finding":"permit_needed","codes":[],"lines":[{"id":"/tools/0","regime":"library","finding":"permit_needed","gate":"stop","codes":[]}]}
{"id":null,"line":2,"error":{"code":"R0505","message":"the line is not JSON: expected a key in double quotes","pointer":""}}
{"id":"PO-2","gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/tools/0","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"]}]}
{"id":null,"gate":"hold","finding":"undetermined","codes":["UN-FACT"],"lines":[{"id":"/tools/0","regime":"library","finding":"undetermined","gate":"hold","codes":["UN-FACT"]}]}
4 lines: 1 free, 1 permit_needed, 1 undetermined; 1 could not be read
undetermined: 1 of 3 (33.3 %); missing: 1 /tools/*/power
[4]
$ licet replay build/all.pack
PO-1: same result, byte for byte · sha256:…
PO-2: same result, byte for byte · sha256:…
case 3: same result, byte for byte · sha256:…
3 same, 0 differ · policy from the pack: 2 texts · licet 0.1.0 then, licet 0.1.0 now
$ sed '3s/"3 W"/"95 W"/' build/all.pack >build/altered.pack; licet replay build/altered.pack
PO-1: same result, byte for byte · sha256:…
PO-2: differs in 19 places
  /case/facts: then "sha256:…, now "sha256:…
  /gate: then "proceed", now "stop"
  /exit: then 0, now 10
  /regimes/0/finding: then "free", now "permit_needed"
  /regimes/0/low: then "free", now "permit_needed"
  /regimes/0/high: then "free", now "permit_needed"
  /regimes/0/gate: then "proceed", now "stop"
  /lines/0/finding: then "free", now "permit_needed"
  /lines/0/low: then "free", now "permit_needed"
  /lines/0/high: then "free", now "permit_needed"
  ... and 9 more
case 3: same result, byte for byte · sha256:…
2 same, 1 differs · policy from the pack: 2 texts · licet 0.1.0 then, licet 0.1.0 now
[6]
$ echo '{"id": "id", "facts": {"tools[0].power": {"column": "watts", "unit": "W"}}}' >build/pack.map; printf 'id,watts\n1,80\n2,3\n' | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/pack.map --pack build/rows.pack >/dev/null; licet replay build/rows.pack
2 lines: 1 free, 1 permit_needed
1: same result, byte for byte · sha256:…
2: same result, byte for byte · sha256:…
2 same, 0 differ · policy from the pack: 2 texts · licet 0.1.0 then, licet 0.1.0 now
$ echo '{}' | licet batch --goal classify --pack build/none.pack
licet batch: '--pack' is for decisions, and the goal is to classify
Try 'licet batch --help'.
[2]
$ echo '{}' | licet batch -p examples/first-rule/library.licet --pack build/no/such.pack
licet batch: cannot write 'build/no/such.pack': no such file or directory
[2]
$ python3 -c 'import json; print(json.dumps({"id": "PO-7", "facts": [json.load(open(f"examples/diligence/{name}.json")) for name in ("order", "kyc", "end-use")]}))' | licet batch --pack build/ear.pack 2>/dev/null | grep -o '"gate":[^,]*,"finding":[^,]*' | head -1; licet replay build/ear.pack
"gate":"hold","finding":"not_subject"
PO-7: same result, byte for byte · sha256:…
1 same, 0 differ · policy from the pack: 73 texts · licet 0.1.0 then, licet 0.1.0 now

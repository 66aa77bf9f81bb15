# undated: what is attested until a day counts on no day that is not known; each document follows.
$ echo '{"pack": {"id": "kyc", "by": "a.chen", "on": "2024-01-01", "until": "2024-02-29"}, "facts": {"screened": true}}' >build/undated.pack
$ echo '{"stored_at": "-40 degC"}' >build/undated.facts
$ for d in 2024-02-29 2024-03-01; do licet decide -p tests/cli/undated.licet -f build/undated.facts -f build/undated.pack --set shipped=$d | sed -n '/^  [A-Z][A-Z]/p;/^Missing/,/^$/p;/^Over/,/^$/p'; done
  FREE       free
  PROCEED    nothing is open
Over time
  The same facts give this result through 2024-02-29; what a pack attests ends then.

  UNDETERMINED   between free and license required
  HOLD           1 fact is missing
Missing
  /screened                   was the buyer screened: attestation has ended; for not_screened
$ licet decide -p tests/cli/undated.licet -f build/undated.facts -f build/undated.pack | sed -n '1,4p;/^Missing/,/^$/p'
Law of a day that is not known · undated

  UNDETERMINED   between free and license required
  HOLD           2 facts are missing
Missing
  /screened                   was the buyer screened: attested, but whether for this day is not
                              known; for not_screened
  /shipped                    not supplied; for not_screened
$ licet batch -p tests/cli/undated.licet <build/undated.facts
{"id":null,"gate":"hold","finding":"undetermined","codes":["UN-FACT"],"lines":[{"id":"/","regime":"undated","finding":"undetermined","gate":"hold","codes":["UN-FACT"]}]}
1 line: 1 undetermined
undetermined: 1 of 1 (100.0 %); missing: 1 /screened, 1 /shipped
$ echo "[$(cat build/undated.facts), $(cat build/undated.pack)]" | sed 's/^/{"facts": /; s/$/}/' | licet batch -p tests/cli/undated.licet
{"id":null,"gate":"hold","finding":"undetermined","codes":["UN-FACT"],"lines":[{"id":"/","regime":"undated","finding":"undetermined","gate":"hold","codes":["UN-FACT"]}]}
1 line: 1 undetermined
undetermined: 1 of 1 (100.0 %); missing: 1 /screened, 1 /shipped
$ licet decide -p tests/cli/undated.licet -f build/undated.facts -f build/undated.pack --format json >build/undated.json
[20]
$ tests/reference/prove.py -p tests/cli/undated.licet -f build/undated.facts -f build/undated.pack build/undated.json
build/undated.json: follows
$ licet decide -p tests/cli/undated.licet -f build/undated.facts -f build/undated.pack --as-of 2024-02-29 --format json >build/undated.json
$ tests/reference/prove.py -p tests/cli/undated.licet -f build/undated.facts -f build/undated.pack --as-of 2024-02-29 build/undated.json
build/undated.json: follows
$ licet decide -p tests/cli/dayless.licet --set a=true | sed -n '/^  UND/,/^$/p'
  UNDETERMINED   between free and license required
  HOLD           no fact is the law date: name a day with --as-of
$ licet decide -p tests/cli/dayless.licet --set a=true --as-of 2021-01-01 | sed -n '/^  LIC/,/^$/p'
  LICENSE REQUIRED   RS
  STOP               nothing lifts it
$ echo '{"a": true}' >build/undated.facts
$ for d in '' --as-of=2021-01-01 --as-of=2022-06-01; do licet decide -p tests/cli/dayless.licet -f build/undated.facts $d --format json >build/undated.json; tests/reference/prove.py -p tests/cli/dayless.licet -f build/undated.facts $d build/undated.json; done
build/undated.json: follows
build/undated.json: follows
build/undated.json: follows

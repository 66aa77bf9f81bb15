# recheck: of an evidence pack only those cases are decided again that rest on what has changed.
$ mkdir -p build/watched; cp tests/cli/watched.licet build/watched/; printf '%s\n' '{"id": "PO-1", "facts": {"sold": "2024-05-01", "buyer": "Black Ltd", "note": "soon", "loads": [5]}}' '{"id": "PO-2", "facts": {"sold": "2024-05-01", "buyer": "White AG", "note": "soon", "loads": [5, 35]}}' '{"id": "PO-3", "facts": {"sold": "2021-05-01", "buyer": "White AG", "loads": [5]}}' '{"id": "PO-4", "facts": {"sold": "2024-05-01", "buyer": "Green KG", "loads": []}}' | licet batch -p build/watched/watched.licet --pack build/watched/pack --no-proof >/dev/null
4 lines: 2 free, 2 license_required
$ licet recheck build/watched/pack
4 cases: 4 reused (nothing they depend on has changed), 0 decided again, of which 0 differ
$ sed 's/"Gray Inc" | 2022-01-01/"Green KG" | 2024-04-01/' tests/cli/watched.licet >build/watched/watched.licet; licet recheck build/watched/pack
PO-4: differs, as rows of firms have changed
  gate proceed -> stop
  / finding free -> license_required
  / gate proceed -> stop
  / reasons added: 1 of 2020-01-01
4 cases: 3 reused (nothing they depend on has changed), 1 decided again, of which 1 differs
decided again for: rows of tables 1
[6]
$ licet recheck build/watched/pack --format json
{"id":"PO-1","state":"reused","why":"nothing that it depends on has changed","changes":[]}
{"id":"PO-2","state":"reused","why":"nothing that it depends on has changed","changes":[]}
{"id":"PO-3","state":"reused","why":"nothing that it depends on has changed","changes":[]}
{"id":"PO-4","state":"differs","why":"rows of firms have changed","changes":[{"at":"","what":"gate","then":"proceed","now":"stop"},{"at":"watched","what":"finding","then":"free","now":"license_required"},{"at":"watched","what":"gate","then":"proceed","now":"stop"},{"at":"/","what":"finding","then":"free","now":"license_required"},{"at":"/","what":"gate","then":"proceed","now":"stop"},{"at":"/","what":"reasons","then":[],"now":["1 of 2020-01-01"]}]}
4 cases: 3 reused (nothing they depend on has changed), 1 decided again, of which 1 differs
decided again for: rows of tables 1
[6]
$ sed 's/"Sea" | 400/"Sea" | 300/' tests/cli/watched.licet >build/watched/watched.licet; licet recheck --verify build/watched/pack
4 cases: 4 reused (nothing they depend on has changed), 0 decided again, of which 0 differ
$ sed 's/at least 30/at least 40/' tests/cli/watched.licet >build/watched/watched.licet; licet recheck build/watched/pack
PO-2: differs, as the provision 2 of 2023-01-01 has changed
  gate stop -> proceed
  / finding license_required -> free
  / gate stop -> proceed
  / reasons 2 of 2023-01-01 gone
4 cases: 1 reused (nothing they depend on has changed), 3 decided again, of which 1 differs
decided again for: provisions 3
[6]
$ (cat tests/cli/watched.licet; echo 'rule 3 cites "Act, 3" in force from 2022-01-01 until 2025-01-01 requires license(reason: listed) when buyer = "White AG"') >build/watched/watched.licet; licet recheck build/watched/pack
PO-2: differs, as the provision 3 of 2022-01-01 is new
  / reasons added: 3 of 2022-01-01
4 cases: 1 reused (nothing they depend on has changed), 3 decided again, of which 1 differs
decided again for: provisions 3
[6]
$ sed '/^rule 2/,$d' tests/cli/watched.licet >build/watched/watched.licet; licet recheck build/watched/pack
PO-2: differs, as the provision 2 of 2023-01-01 is gone
  gate stop -> proceed
  / finding license_required -> free
  / gate stop -> proceed
  / reasons 2 of 2023-01-01 gone
4 cases: 1 reused (nothing they depend on has changed), 3 decided again, of which 1 differs
decided again for: provisions 3
[6]
$ sed 's/"the load is heavy"/"a heavy load"/' tests/cli/watched.licet >build/watched/watched.licet; licet recheck build/watched/pack
4 cases: 0 reused (nothing they depend on has changed), 4 decided again, of which 0 differ
decided again for: other declarations 4
$ cp tests/cli/watched.licet build/watched/; printf '%s\n' '{"id": "PO-1", "facts": {"sold": "2024-05-01", "buyer": "Black Ltd", "note": "late", "loads": [25]}}' '{"id": "PO-2", "facts": {"sold": "2024-05-01", "buyer": "Gray Inc", "loads": [5, 35]}}' '{"id": "PO-3", "facts": [{"sold": "2021-05-01", "buyer": "White AG"}, {"loads": [5, 1]}]}' >build/watched/news; licet recheck -f build/watched/news build/watched/pack
PO-2: differs, as the fact /buyer has changed
  / reasons added: 1 of 2020-01-01
4 cases: 1 reused (nothing they depend on has changed), 3 decided again, of which 1 differs
decided again for: facts 3
[6]
$ licet recheck --as-of 2021-06-01 build/watched/pack
PO-2: differs, as the law date is another one: 2021-06-01
  gate stop -> proceed
  / finding license_required -> free
  / gate stop -> proceed
  / reasons 2 of 2023-01-01 gone
4 cases: 0 reused (nothing they depend on has changed), 4 decided again, of which 1 differs
decided again for: another date 4
[6]
$ printf '%s\n' '{"id": "PO-7", "facts": {}}' '{"id": "PO-4", "facts": {"buyer": 7}}' >build/watched/news; licet recheck -f build/watched/news build/watched/pack
licet recheck: PO-4 cannot be decided now
error[F0115]: 7: expected text
  at /buyer
  facts of the pack:1:10
    1 | {"buyer":7}
      |          ^
  hint: Write it in double quotes.
4 cases: 3 reused (nothing they depend on has changed), 1 decided again, of which 0 differ
decided again for: facts 1
no case of the pack has the id 'PO-7', for which there are new facts
[4]
$ echo '{"facts": {}}' >build/watched/news; licet recheck -f build/watched/news build/watched/pack
licet recheck: build/watched/news:1: expected {"id": ..., "facts": {...}}
[4]
$ echo '{bad' >build/watched/news; licet recheck -f build/watched/news build/watched/pack
licet recheck: build/watched/news:1: expected a key in double quotes
[4]
$ licet recheck -f build/watched/none build/watched/pack
licet recheck: cannot read 'build/watched/none': no such file or directory
[2]
$ licet recheck -p tests/cli/watched.licet build/watched/pack
4 cases: 4 reused (nothing they depend on has changed), 0 decided again, of which 0 differ
$ sed '1s/"licet 0/"licet 9/' build/watched/pack >build/watched/older; licet recheck build/watched/older
4 cases: 0 reused (nothing they depend on has changed), 4 decided again, of which 0 differ
decided again for: by another engine 4
$ sed '2s/license_required/free/' build/watched/pack >build/watched/altered; licet recheck build/watched/altered
licet recheck: build/watched/altered:2: the statement does not have the digest that is its id: the pack was altered
[4]
$ echo 'rule' >>build/watched/watched.licet; licet recheck build/watched/pack
error[L0201]: expected a label, found the end of the file
  build/watched/watched.licet:39:5
   39 | rule
      |     ^
[3]
$ licet recheck build/watched/none
licet recheck: cannot read 'build/watched/none': no such file or directory
[2]
$ licet recheck
licet recheck: expected one evidence pack
Try 'licet recheck --help'.
[2]
$ licet recheck --as-of 2024-02-30 build/watched/pack
licet recheck: '2024-02-30' is not a date for '--as-of'
Try 'licet recheck --help'.
[2]
$ licet recheck --format yaml build/watched/pack
licet recheck: unknown value 'yaml' for '--format': expected text or json
Try 'licet recheck --help'.
[2]
$ echo '{}' | licet batch -p tests/cli/watched.licet --no-proof
licet batch: '--no-proof' goes with '--full' or '--pack': short answers have none
Try 'licet batch --help'.
[2]
$ printf '%s\n' '{"id": "PO-1", "facts": {}}' '{"id": "PO-1", "facts": {}}' >build/watched/news; licet recheck -f build/watched/news build/watched/pack
licet recheck: build/watched/news:2: the id 'PO-1' stands here a second time
[4]
$ echo '{"id": "PO-1", "facts": {}, "assume": ["1"]}' >build/watched/news; licet recheck -f build/watched/news build/watched/pack
licet recheck: build/watched/news:1: 'assume': expected id, facts or as_of
[4]
$ cp tests/cli/watched.licet build/watched/; printf '%s\n' '{"id": "PO\nall is well\u001b[2K", "facts": {"sold": "2024-05-01", "buyer": "Black Ltd", "note": "soon", "loads": [5]}}' | licet batch -p build/watched/watched.licet --pack build/watched/pack --no-proof >/dev/null; licet replay build/watched/pack; sed '/^fact note/d' tests/cli/watched.licet >build/watched/watched.licet; licet recheck build/watched/pack; licet recheck build/watched/pack --format json 2>/dev/null
1 line: 1 license_required
PO�all is well�[2K: same result, byte for byte · sha256:…
1 same, 0 differ · policy from the pack: 2 texts · licet 0.1.0 then, licet 0.1.0 now
licet recheck: PO�all is well�[2K cannot be decided now
error[F0103]: the policy declares no fact 'note'
  at /note
  facts of the pack:1:42
    1 | {"sold":"2024-05-01","buyer":"Black Ltd","note":"soon","loads":[5]}
      |                                          ^^^^^^
  hint: Correct the name or leave it out; --extra-facts ignore passes over such facts.
1 case: 0 reused (nothing they depend on has changed), 1 decided again, of which 0 differ
decided again for: other declarations 1
{"id":"PO\nall is well\u001b[2K","state":"failed","why":"declarations have changed on which anything may rest","changes":[]}
[4]
$ sed 's/"Black Ltd"/"Brown Ltd"/' tests/cli/watched.licet >build/watched/watched.licet; licet recheck build/watched/pack; printf '%s\n' '{"id": "no\nsuch", "facts": {}}' >build/watched/news; licet recheck -f build/watched/news build/watched/pack 2>&1 | grep such
PO�all is well�[2K: differs, as rows of firms/0 have changed
  gate stop -> proceed
  / finding license_required -> free
  / gate stop -> proceed
  / reasons 1 of 2020-01-01 gone
1 case: 0 reused (nothing they depend on has changed), 1 decided again, of which 1 differs
decided again for: rows of tables 1
no case of the pack has the id 'no�such', for which there are new facts

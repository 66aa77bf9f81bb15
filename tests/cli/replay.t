# replay: evidence packs decided again; altered and broken ones refused; what differs is named.
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --set course_card_shown=true --pack build/t.pack >/dev/null
$ licet replay build/t.pack
case 1: same result, byte for byte · sha256:…
1 same, 0 differ · policy from the pack: 2 texts · licet 0.1.0 then, licet 0.1.0 now
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --pack build/t.pack >/dev/null
[10]
$ sed 's/"big cutter"/"huge cutter"/' build/t.pack >build/facts.pack; licet replay build/facts.pack
case 1: differs in 2 places
  /case/facts: then "sha256:…, now "sha256:…
  /lines/1/subject/name: then "big cutter", now "huge cutter"
0 same, 1 differs · policy from the pack: 2 texts · licet 0.1.0 then, licet 0.1.0 now
[6]
$ sed 's/"finding":"permit_needed"/"finding":"free"/' build/t.pack >build/answer.pack; licet replay build/answer.pack
licet replay: build/answer.pack:2: the statement does not have the digest that is its id: the pack was altered
[4]
$ sed '1s/40 W/41 W/' build/t.pack >build/policy.pack; licet replay build/policy.pack
licet replay: build/policy.pack:1: the text of 'examples/first-rule/library.licet' does not have its digest: the pack was altered
[4]
$ head -1 build/t.pack >build/none.pack; licet replay build/none.pack
licet replay: build/none.pack:1: the pack holds a policy and no case
[4]
$ head -c 300 build/t.pack >build/short.pack; licet replay build/short.pack
licet replay: build/short.pack:1: not JSON: text without a closing '"'
[4]
$ tail -1 build/t.pack >build/headless.pack; licet replay build/headless.pack
licet replay: build/headless.pack:1: expected the policy of an evidence pack, {"schema": "licet.pack/1", ...}
[4]
$ sed '1s/licet.pack.1/licet.pack\/2/' build/t.pack >build/two.pack; licet replay build/two.pack
licet replay: build/two.pack:1: 'licet.pack/2' is another kind of pack than licet.pack/1
[4]
$ sed '2s/"facts":\[{/"facts":[3,{/' build/t.pack >build/three.pack; licet replay build/three.pack
licet replay: build/three.pack:2: expected a list of objects for 'facts'
[4]
$ : >build/empty.pack; licet replay build/empty.pack
licet replay: build/empty.pack:0: the pack is empty
[4]
$ licet replay build/nothing.pack
licet replay: cannot read 'build/nothing.pack': no such file or directory
[2]
$ licet replay
licet replay: expected one evidence pack
Try 'licet replay --help'.
[2]
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --pack build/no/such.pack | tail -1
licet decide: cannot write 'build/no/such.pack': no such file or directory
exit 10 · decision sha256:… · --format html for the full proof
$ licet decide 'examples/seed/shenzhen-university-buys.licet' --set destination=MO --pack build/seed.pack >/dev/null
[10]
$ licet replay build/seed.pack
SEED-02: same result, byte for byte · sha256:…
1 same, 0 differ · policy from the pack: … texts · licet 0.1.0 then, licet 0.1.0 now
$ sed '1s/"roots":\[[^]]*\]/"roots":[]/' build/seed.pack >build/bad.pack; licet replay build/bad.pack
licet replay: build/bad.pack:1: a pack has 'engine', 'roots' and 'sources'
[4]
$ sed '2s/"scenario":"[^"]*"/"scenario":"another"/' build/seed.pack >build/bad.pack; licet replay build/bad.pack
licet replay: build/bad.pack:2: the policy of the pack has no scenario of the title that the case names
[4]
$ mkdir -p build/renamed && sed 's/^scenario "[^"]*"/scenario "renamed"/' examples/seed/shenzhen-university-buys.licet >build/renamed/seed.licet; licet recheck -p build/renamed/seed.licet build/seed.pack 2>&1 | head -2
licet recheck: SEED-02 cannot be decided now: its scenario is in the policy no more
1 case: 0 reused (nothing they depend on has changed), 1 decided again, of which 0 differ

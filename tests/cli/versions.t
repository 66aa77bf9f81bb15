# versions: over all versions a class changes on the days of rows, of terms among the facts and of attestations, too.
$ echo '{"day": "2024-01-01", "items": [{"name": "one", "maker": "Beta", "made": "2022-04-04"}]}' >build/versions.json
$ licet classify -p tests/cli/versions.licet -f build/versions.json --set confirmed=false --set maker=Alpha --all-versions
one
  2022-02-01 and before     outside the encoded entries
  2022-02-02 to 2022-03-02  3A090.a
  2022-03-03 to 2022-07-13  outside the encoded entries
  2022-07-14 to 2022-07-23  3A090.b
  from 2022-07-24           outside the encoded entries

What is outside the encoded entries is not said to be EAR99.
$ echo '{"pack": {"id": "P-1", "by": "a.chen", "on": "2021-12-01", "until": "2022-06-30"}, "facts": {"items": [{"name": "two", "maker": "Beta", "made": "1999-01-01", "confirmed": true}]}}' >build/versions-pack.json
$ licet classify -p tests/cli/versions.licet -f build/versions-pack.json --set confirmed=true --all-versions
two
  2020-12-31 and before     outside the encoded entries
  2021-01-01 to 2022-04-03  3A090.c
  2022-04-04 to 2022-05-04  3A090.a, 3A090.c
  2022-05-05 to 2022-06-30  3A090.c
  from 2022-07-01           cannot say
                            missing: /items, no longer attested

What is outside the encoded entries is not said to be EAR99.
[20]
$ licet classify -p tests/cli/versions.licet -f build/versions-pack.json --all-versions --format json | grep -o '"from": [^,]*\|"fact": "[^"]*"\|"state": "[^"]*"'
"from": null
"from": "2021-01-01"
"from": "2022-04-04"
"from": "2022-05-05"
"from": "2022-07-01"
"fact": "/items"
"state": "stale"
$ licet classify -p tests/cli/shared/one.licet -p tests/cli/shared/two.licet -p tests/cli/shared/three.licet --library tests/cli/shared --set speed=5000 --set classification=5A002 --all-versions
/items/0
  always                    3A090.a, 5A002
                            as stated, 5A002: agrees
                            3A090.a holds by 200 (5,000, at least 4,800)
                            5A002 holds by 4,900 (5,000, at least 100)

What is outside the encoded entries is not said to be EAR99.
$ echo '{"speed":200,"classification":"5A002"}' | licet batch -p tests/cli/shared/one.licet -p tests/cli/shared/two.licet --library tests/cli/shared --goal classify 2>/dev/null
{"id":null,"name":null,"result":"classified","sure":["5A002"],"possible":[],"asserted":"5A002","stated":"agrees","missing":[]}

# compile, then batch --pack: the evidence of what a bundle answered, replayed and rechecked.
$ licet compile -p tests/cli/watched.licet -o build/watched.lcb; echo '{"id": 1, "facts": {"sold": "2024-05-01", "buyer": "Black Ltd", "loads": []}}' | licet batch -p build/watched.lcb --pack build/bundled.pack 2>/dev/null | cut -c 1-60; licet replay build/bundled.pack
{"id":1,"gate":"stop","finding":"license_required","codes":[
1: same result, byte for byte · sha256:…
1 same, 0 differ · policy from the pack: 2 texts · licet 0.1.0 then, licet 0.1.0 now
$ licet recheck build/bundled.pack; licet recheck -p build/watched.lcb build/bundled.pack
1 case: 1 reused (nothing they depend on has changed), 0 decided again, of which 0 differ
1 case: 1 reused (nothing they depend on has changed), 0 decided again, of which 0 differ

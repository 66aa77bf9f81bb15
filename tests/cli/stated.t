# stated: a stated class agrees with the computed ones, differs, or cannot be compared; every view says the same.
$ for c in 3A090.a 3A090 3A090.b 4A001 5A002; do for s in 5000 2500 100 null; do f="{\"day\":\"2024-01-01\",\"items\":[{\"classification\":\"$c\",\"speed\":$s}]}"; echo "$f" >build/stated.json; echo "$c $s: $(licet decide -p tests/cli/stated.licet -f build/stated.json --format json | grep -o '"agrees": [a-z]*'), $(licet classify -p tests/cli/stated.licet -f build/stated.json --format json | grep -o '"stated": [a-z_"]*')$(licet decide -p tests/cli/stated.licet -f build/stated.json | sed -n 's/^ *as stated */, /p')$(licet decide -p tests/cli/stated.licet -f build/stated.json --format html | grep -o ';[^;]*say otherwise')"; done; done
3A090.a 5000: "agrees": true, "stated": "agrees", 3A090.a: agrees
3A090.a 2500: "agrees": false, "stated": "differs", 3A090.a: DIFFERS; the encoded entries say otherwise
3A090.a 100: "agrees": false, "stated": "differs", 3A090.a: DIFFERS; the encoded entries say otherwise
3A090.a null: "agrees": null, "stated": "cannot_say", 3A090.a: no rule settles whether it is
3A090 5000: "agrees": true, "stated": "agrees", 3A090: agrees
3A090 2500: "agrees": true, "stated": "agrees", 3A090: agrees
3A090 100: "agrees": false, "stated": "differs", 3A090: DIFFERS; the encoded entries say otherwise
3A090 null: "agrees": null, "stated": "cannot_say", 3A090: no rule settles whether it is
3A090.b 5000: "agrees": false, "stated": "differs", 3A090.b: DIFFERS; the encoded entries say otherwise
3A090.b 2500: "agrees": true, "stated": "agrees", 3A090.b: agrees
3A090.b 100: "agrees": false, "stated": "differs", 3A090.b: DIFFERS; the encoded entries say otherwise
3A090.b null: "agrees": null, "stated": "cannot_say", 3A090.b: no rule settles whether it is
4A001 5000: "agrees": false, "stated": "differs", 4A001: DIFFERS; the encoded entries say otherwise
4A001 2500: "agrees": false, "stated": "differs", 4A001: DIFFERS; the encoded entries say otherwise
4A001 100: "agrees": false, "stated": "differs", 4A001: DIFFERS; the encoded entries say otherwise
4A001 null: "agrees": false, "stated": "differs", 4A001: DIFFERS; the encoded entries say otherwise
5A002 5000: "agrees": false, "stated": "differs", 5A002: DIFFERS; the encoded entries say otherwise
5A002 2500: "agrees": false, "stated": "differs", 5A002: DIFFERS; the encoded entries say otherwise
5A002 100: "agrees": null, "stated": "cannot_say", 5A002: no rule settles whether it is
5A002 null: "agrees": null, "stated": "cannot_say", 5A002: no rule settles whether it is

# composed: a letter written as one sign or as two is the same letter, in policies, tables and facts alike.
$ mkdir -p build/composed; printf 'name\nMüller\n' >build/composed/small.csv; (echo name,note; (echo Müller,x; seq -f 'name %g of a list,a note' 10000 12000) | LC_ALL=C sort) >build/composed/large.csv; cp tests/cli/composed.licet build/composed/composed.licet
$ mkdir -p build/parted; for f in small.csv large.csv composed.licet; do sed 's/ü/u\xcc\x88/g; s/ö/o\xcc\x88/g; s/ä/a\xcc\x88/g; s/ë/e\xcc\x88/g; s/module composed/module parted/' build/composed/$f >build/parted/$f; done; mv build/parted/composed.licet build/parted/parted.licet; (head -1 build/parted/large.csv; tail -n +2 build/parted/large.csv | LC_ALL=C sort) >build/parted/sorted && mv build/parted/sorted build/parted/large.csv
$ echo '{"käufer": {"länge": 2, "name": "Müller"}, "größe": "groß"}' >build/composed/facts.json; sed 's/ü/u\xcc\x88/g; s/ö/o\xcc\x88/g; s/ä/a\xcc\x88/g' build/composed/facts.json >build/parted/facts.json
$ for p in composed parted; do for f in composed parted; do echo "$p $f: $(licet decide -p build/$p/$p.licet -f build/$f/facts.json | sed -n 's/^    \([a-z_]*\)  *listed$/\1/p' | tr '\n' ' ')$(licet batch -p build/$p/$p.licet build/$f/facts.json 2>&1 | sed -n 's/.*"finding":"\([a-z_]*\)","codes".*/\1/p')"; done; done
composed composed: by_field by_word in_file in_place in_rows listed literal license_required
composed parted: by_field by_word in_file in_place in_rows listed literal license_required
parted composed: by_field by_word in_file in_place in_rows listed literal license_required
parted parted: by_field by_word in_file in_place in_rows listed literal license_required
$ licet decide -p build/composed/composed.licet --set "$(printf 'ka\314\210ufer.la\314\210nge=3')" --set "$(printf 'gro\314\210\303\237e=klein')" | sed -n 's/^    \([a-z_]*\)  *listed$/\1/p'
by_field
$ printf 'gr\303\266\303\237e\ngro\303\237\n' >build/composed/rows.csv; printf '{"facts": {"gro\314\210\303\237e": "gro\314\210\303\237e"}}' >build/composed/map.json; licet batch -p build/composed/composed.licet --columns build/composed/map.json build/composed/rows.csv 2>&1 | grep -o '^{"id":null,"gate":"[a-z]*","finding":"[a-z_]*"'
{"id":null,"gate":"stop","finding":"license_required"

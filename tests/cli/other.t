# fmt, explain, facts, codes.
$ licet fmt --check examples/first-rule/library.licet
$ echo 'rule   x   excludes  y' | licet fmt
rule x
  excludes y
$ echo 'rule   x   excludes  y' | licet fmt --check
standard input
[3]
$ echo 'rule rule' | licet fmt
error[L0203]: 'rule' is a word of the language and cannot be a name
  standard input:1:6
    1 | rule rule
      |      ^^^^
  hint: Choose another name; only after '.' every word is a name.
[3]
$ cp examples/first-rule/library.licet build/fmt.licet; printf 'fact  a :boolean\n' >>build/fmt.licet; licet fmt -w build/fmt.licet; tail -1 build/fmt.licet; rm build/fmt.licet
fact a: boolean
$ licet explain -p examples/first-rule/library.licet 2
licet explain: no provision is labeled '2'
[2]
$ licet explain -p examples/first-rule/library.licet 2.1 --as-of 2020-01-01
2.1 is not in force on 2020-01-01; its versions:
  2.1(a)  in force from 2024-01-01
$ licet explain 3A090.a --as-of 2024-03-15
3A090.a  integrated circuits: total processing performance
  in force from 2023-11-17 · 15 CFR part 774, supp. 1, 3A090.a · 88 FR 73458 ·
      stdlib/us/ear/category3.licet:…
  For each ic in items: ic is classified as 3A090.a, when all of these hold:
    - ic: an integrated circuit with processing units;
    - ic: one or more digital processing units; and
    - any of these holds:
        (1) total processing performance of ic is at least 4,800 TPP; or
        (2) all of these hold:
            - total processing performance of ic is at least 1,600 TPP; and
            - performance density of ic is at least 5.92 TPP/mm2.
  Except (3A090.note_2) when ic: neither designed nor marketed for datacenters, and under
      4,800 TPP.
$ licet explain tpp
tpp  total processing performance
  Of ic: a quantity in TPP, namely 1 for a package with dies of ic × (sum of (greatest of 2
      × MacTOPS × bit length of the operation of op for each op in operations it performs of
      d) for each d in items built into it of ic where kind of item of d is logic die in the
      package of an integrated circuit) if ic: described by the dies in its package, not as
      a whole, otherwise greatest of 2 × MacTOPS × bit length of the operation of op for
      each op in operations it performs of ic.
$ licet facts -p examples/first-rule/library.licet
fact lent_on: date (law date)               day of the loan
fact tools: list of Tool                    the tools to be lent
fact trained: boolean                       did the borrower take the safety course?
act  course_card_shown: boolean             the borrower showed the course card
$ licet facts -p examples/first-rule/library.licet --template
{
  "lent_on": null,
  "tools": [{"name": null, "power": null}],
  "trained": null,
  "course_card_shown": null
}
$ licet facts -p examples/first-rule/library.licet --schema | python3 -c 'import json,sys,jsonschema; s=json.load(sys.stdin); jsonschema.Draft202012Validator.check_schema(s); jsonschema.validate(json.load(open("examples/first-rule/loan.json")), s); print("fits")'
fits
$ licet facts -p tests/cli/measured.licet --schema >build/schema.json
$ python3 -c 'import json, sys, jsonschema; v = jsonschema.Draft202012Validator(json.load(open("build/schema.json"))); print(*(a + (" fits" if v.is_valid(dict([a.split("=")])) else " does not") for a in sys.argv[1:]), sep="\n")' place="CN" place="CHN" place="XX" place="CNX" mass="5 kg" mass="5 lb" mass="5 m" area="5 cm2" area="5 m^2" area="5 m3" rate="5 TB/s" rate="5 kg" fee="5 EUR" fee="5 USD" heat="5 degF" heat="5 s"
place=CN fits
place=CHN fits
place=XX does not
place=CNX does not
mass=5 kg fits
mass=5 lb fits
mass=5 m does not
area=5 cm2 fits
area=5 m^2 fits
area=5 m3 does not
rate=5 TB/s fits
rate=5 kg does not
fee=5 EUR fits
fee=5 USD does not
heat=5 degF fits
heat=5 s does not
$ licet facts --decision-schema | python3 -c 'import json,sys; print(json.load(sys.stdin)["$schema"])'
https://json-schema.org/draft/2020-12/schema
$ licet codes | head -3
code         gate     means                                          SAP GTS service        AEB result          Oracle status
LR-LIST      stop     license required by the text of a control      legal control          REQUIRE             FAILED
LR-CHART     stop     license required by the country chart          legal control          REQUIRE             FAILED
$ licet codes --format json | python3 -c 'import json,sys; d=json.load(sys.stdin); print(len({c["code"] for c in d}) == len(d))'
True
$ licet codes >/dev/full
licet: cannot write standard output: no space left on device
[5]
$ licet explain entries | head -2
entries  control list entries taken as stated, not computed: … of 634
  No rule classifies anything as: 0A002, 0A501, 0A502, 0A503, 0A504, 0A505, 0A506, 0A507,

# classify: a record by name, an item as JSON, settings, a scenario; over all versions; stated against computed.
$ licet classify -p tests/cli/chips.licet fast_chip --all-versions
Fast
  2019-12-31 and before     outside the encoded entries
                            as stated, 1A001: DIFFERS
  2020-01-01 to 2022-12-31  outside the encoded entries, not 1A001
                            as stated, 1A001: DIFFERS
                            1A001 fails by 100 GB/s (500, at least 600)
  from 2023-01-01           1A001
                            as stated, 1A001: agrees
                            1A001 (1) holds by 100 GB/s (500, at least 400)
                            1A001 (2) holds by 0.125 GB/s/mm2 (0.625, at least 0.5)

Text read to 2025-12-31. What is outside the encoded entries is not said to be EAR99.
[0]
$ licet classify -p tests/cli/chips.licet fast_chip fast_chip --set area=null --as-of 2024-01-01
Law of 2024-01-01
Fast
  class                     cannot say: perhaps 1A001
                            as stated, 1A001: cannot say
                            missing: /chips/0/area (die area), for 1A001

Fast
  class                     1A001
                            as stated, 1A001: agrees
                            1A001 (1) holds by 100 GB/s (500, at least 400)
                            1A001 (2) holds by 0.125 GB/s/mm2 (0.625, at least 0.5)

Text read to 2025-12-31. What is outside the encoded entries is not said to be EAR99.
[20]
$ licet classify -p tests/cli/chips.licet fast_chip --set class=2B002 --as-of 2024-01-01
Law of 2024-01-01
Fast
  class                     1A001
                            as stated, 2B002: DIFFERS
                            1A001 (1) holds by 100 GB/s (500, at least 400)
                            1A001 (2) holds by 0.125 GB/s/mm2 (0.625, at least 0.5)

Text read to 2025-12-31. What is outside the encoded entries is not said to be EAR99.
[10]
$ licet classify -p tests/cli/chips.licet fast_chip --set class=9A999 --set speed="500 GB/s" --set kind=cable --as-of 2024-01-01
Law of 2024-01-01
Fast
  class                     outside the encoded entries, not 1A001
                            as stated, 9A999: cannot say

Text read to 2025-12-31. What is outside the encoded entries is not said to be EAR99.
[0]
$ licet classify -p tests/cli/chips.licet fast_chip --set datacenter=false --as-of 2022-12-31
Law of 2022-12-31
Fast
  class                     outside the encoded entries, not 1A001
                            as stated, 1A001: DIFFERS
                            1A001 fails by 100 GB/s (500, at least 600)

Text read to 2025-12-31. What is outside the encoded entries is not said to be EAR99.
[10]
$ echo '{"name": "Y", "kind": "circuit", "speed": "400 GB/s", "area": "800 mm2"}' | licet classify -p tests/cli/chips.licet -f - --as-of 2024-01-01
Law of 2024-01-01
Y
  class                     cannot say: perhaps 1A001
                            missing: /chips/0/datacenter (marketed for datacenters), for 1A001

Text read to 2025-12-31. What is outside the encoded entries is not said to be EAR99.
[20]
$ echo '{"chips": ["fast_chip", {"name": "a cable", "kind": "cable"}]}' | licet classify -p tests/cli/chips.licet -f - --as-of 2024-01-01
Law of 2024-01-01
Fast
  class                     1A001
                            as stated, 1A001: agrees
                            1A001 (1) holds by 100 GB/s (500, at least 400)
                            1A001 (2) holds by 0.125 GB/s/mm2 (0.625, at least 0.5)

a cable
  class                     outside the encoded entries

Text read to 2025-12-31. What is outside the encoded entries is not said to be EAR99.
[0]
$ licet classify -p tests/cli/chips.licet fast_chip --as-of 2024-01-01 --format json
{
  "schema": "licet.classification/1",
  "law": {
    "as_of": "2024-01-01",
    "as_of_from": "--as-of",
    "known_to": "2025-12-31",
    "policy": "sha256:…"
  },
  "items": [
    {
      "id": "/chips/0",
      "name": "Fast",
      "asserted": "1A001",
      "periods": [
        {
          "result": "classified",
          "sure": ["1A001"],
          "possible": [],
          "stated": "agrees",
          "margins": [
            {
              "provision": "1A001",
              "subject": "/chips/0",
              "limb": "(1)",
              "value": "500",
              "relation": "at_least",
              "limit": "400",
              "unit": "GB/s",
              "over": "100",
              "holds": true
            },
            {
              "provision": "1A001",
              "subject": "/chips/0",
              "limb": "(2)",
              "value": "0.625",
              "relation": "at_least",
              "limit": "0.5",
              "unit": "GB/s/mm2",
              "over": "0.125",
              "holds": true
            }
          ],
          "missing": []
        }
      ]
    }
  ]
}
[0]
$ licet classify examples/your-case/case.licet
Law of 2024-06-01
server with eight H100 SXM5 80GB
  class                     4A090.a; perhaps 4A003.b, 4A994.b
...
                            as stated, 4A090.a: agrees
...
Text read to 2026-09-24. What is outside the encoded entries is not said to be EAR99.
$ licet classify h20 --all-versions
NVIDIA H20
...
  from 2023-11-17           3A991.p, not 3A090
...
                            3A090.b (1) fails by 32 TPP (2,368, at least 2,400)
                            3A090.b (2) fails by ~0.2909 TPP/mm2 (~2.91, at least 3.2)
...
$ licet classify -p tests/cli/chips.licet fast_chp --as-of 2024-01-01
error[F0121]: "fast_chp": expected a record 'Chip'
  at /chips/0
  did you mean 'fast_chip'?
  hint: Write {"field": value, ...}, or the name of a record that the policy defines.
[4]
$ echo '{"chips": ["fastchip"]}' | licet classify -p tests/cli/chips.licet -f - --as-of 2024-01-01
error[F0121]: "fastchip": expected a record 'Chip'
  at /chips/0
  standard input:1:12
    1 | {"chips": ["fastchip"]}
      |            ^^^^^^^^^^
  did you mean 'fast_chip'?
  hint: Write {"field": value, ...}, or the name of a record that the policy defines.
[4]
$ echo '[1]' | licet classify -p tests/cli/chips.licet -f -
error[F0102]: a list: expected an object with the facts
  standard input:1:1
    1 | [1]
      | ^^^
  hint: Write {"name": value, ...}.
[4]
$ licet classify
licet classify: which item? Name a product, or give its facts with -f or --set
Try 'licet classify --help'.
[2]
$ licet classify -p tests/cli/chips.licet fast_chip --as-of 2024-13-01
error[R0501]: '2024-13-01' is not a date
  hint: Write it as year, month and day, such as 2024-03-15.
[2]
$ licet classify -p tests/cli/chips.licet fast_chip --set colour=red --as-of 2024-01-01
error[F0104]: 'colour' is not a field of 'Chip'
  at /chips/0
[4]
$ licet classify -p examples/first-rule/library.licet --set power="10 W"
licet classify: the policy classifies nothing: no rule has 'classifies'
[3]
$ licet classify h20 --format xml
licet classify: unknown value 'xml' for '--format': expected text or json
Try 'licet classify --help'.
[2]
$ licet classify examples/cases/mixed-order.licet#nothing
licet classify: no scenario, or more than one, goes by 'nothing'; there are:
   1  one line under NAC, one line not
[2]
$ licet classify -p tests/cli/chips.licet -f nowhere.json
licet classify: cannot read 'nowhere.json': no such file or directory
[2]

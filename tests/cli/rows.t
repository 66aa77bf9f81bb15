# decide --over-time and --alternatives: rows by time (days of the law, of terms, of attestations) and by a fact, as text and JSON; what does not fit.
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time
  to 2022-12-31             FREE · proceed
  from 2023-01-01           LICENSE REQUIRED · stop
                            5
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time --from 2022-12-31 --until 2023-01-01
  2022-12-31 to 2022-12-31  FREE · proceed
  2023-01-01 to 2023-01-01  LICENSE REQUIRED · stop
                            5
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --set chips[0].area=null --over-time --from 2022-06-01
  2022-06-01 to 2022-12-31  FREE · proceed
  from 2023-01-01           UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing
                            /chips/0/area
                            perhaps: 5
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time --from 2022-12-31 --until 2023-01-01 --format json
{
  "schema": "licet.rows/1",
  "by": "time",
  "rows": [
    {
      "from": "2022-12-31",
      "through": "2022-12-31",
      "answer": {
        "regimes": [{"name": "chips", "finding": "free", "low": "free", "high": "free"}],
        "gate": "proceed",
        "because": [],
        "perhaps": [],
        "review": [],
        "possible_review": [],
        "conflict": false,
        "allowed_by": [],
        "exceptions": [],
        "flags": [],
        "possible_flags": [],
        "duties": [],
        "possible_duties": [],
        "missing": []
      }
    },
    {
      "from": "2023-01-01",
      "through": "2023-01-01",
      "answer": {
        "regimes": [
          {
            "name": "chips",
            "finding": "license_required",
            "low": "license_required",
            "high": "license_required"
          }
        ],
        "gate": "stop",
        "because": ["5"],
        "perhaps": [],
        "review": [],
        "possible_review": [],
        "conflict": false,
        "allowed_by": [],
        "exceptions": [],
        "flags": [],
        "possible_flags": [],
        "duties": [],
        "possible_duties": [],
        "missing": []
      }
    }
  ]
}
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --as-of 2024-01-01 --alternatives chips[0].kind=circuit,board,cable,unknown
  circuit                   LICENSE REQUIRED · stop
                            5
  board                     LICENSE REQUIRED · stop
                            5
  cable                     FREE · proceed
  unknown                   UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing
                            /chips/0/kind
                            perhaps: 5
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --as-of 2024-01-01 --alternatives chips[0].datacenter=true,false --format json | head -12
{
  "schema": "licet.rows/1",
  "by": "chips[0].datacenter=true,false",
  "rows": [
    {
      "value": "true",
      "title": null,
      "answer": {
        "regimes": [
          {
            "name": "chips",
            "finding": "license_required",
$ licet decide examples/first-rule/library.licet -f examples/first-rule/loan.json --over-time
  to 2023-12-31             FREE · proceed
  from 2024-01-01           PERMIT NEEDED · stop
                            2.1(a)
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --as-of 2024-01-01 --alternatives chips[0].kind=circuit,shoe
error[F0120]: "shoe": expected circuit, board or cable
  at /chips/0/kind
[4]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --as-of 2024-01-01 --alternatives chips
licet decide: 'chips' is no fact with a list of words; name the values: --alternatives chips=VALUE,VALUE
Try 'licet decide --help'.
[2]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --as-of 2024-01-01 --alternatives nothing=1
error[F0103]: the policy declares no fact 'nothing'
  hint: Correct the name or leave it out.
[4]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --as-of 2024-01-01 --alternatives chip
error[F0103]: the policy declares no fact 'chip'
  did you mean 'chips'?
  hint: Correct the name or leave it out.
[4]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --as-of 2024-01-01 --alternatives chips[0].knd
error[F0104]: 'knd' is not a field of 'Chip'
  at /chips/0
  did you mean 'kind'?
[4]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time --alternatives chips=x
licet decide: '--over-time' and '--alternatives' are two tables: ask for one
Try 'licet decide --help'.
[2]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time --from 2024-02-30
licet decide: '2024-02-30' is not a date for '--from'
Try 'licet decide --help'.
[2]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time --from 2024-02-01 --until 2024-01-01
licet decide: '--from' is after '--until'
Try 'licet decide --help'.
[2]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --until 2024-01-01
licet decide: '--from' and '--until' go with '--over-time'
Try 'licet decide --help'.
[2]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time --format html
licet decide: a table is written as text or json
Try 'licet decide --help'.
[2]
$ licet decide -p tests/cli/chips.licet --set chips[0]=fast_chip --over-time --pack build/none.pack
licet decide: a pack keeps one decision, not a table
Try 'licet decide --help'.
[2]
$ licet decide examples/seed/shenzhen-university-rents.licet --alternatives activity | head -2
Shenzhen University rents A100 and H100 servers through Yunda Technology
  export                    UNDETERMINED between NOT SUBJECT and LICENSE REQUIRED · hold ·
$ licet decide examples/your-case/case.licet --set export_date=2023-09-01 | head -2
my client's order
Law of 2023-09-01 · US Export Administration Regulations · text read to 2026-09-24
$ mkdir -p build/rows && printf '{"pack": {"id": "P-1", "by": "a.chen", "on": "2024-01-10", "until": "2024-06-30"}, "facts": {"safe": true}}' >build/rows/pack.json
$ licet decide -p tests/cli/terms.licet -f build/rows/pack.json --set sold=2025-03-01 --over-time
  to 2024-06-30             NO LICENSE REQUIRED · proceed
  2024-07-01 to 2025-02-28  UNDETERMINED between NO LICENSE REQUIRED and LICENSE REQUIRED · hold ·
                            missing /safe
                            perhaps: 1.1
  2025-03-01 to 2025-03-01  LICENSE REQUIRED · stop
                            1.3; perhaps: 1.1
  2025-03-02 to 2025-03-31  UNDETERMINED between NO LICENSE REQUIRED and LICENSE REQUIRED · hold ·
                            missing /safe
                            perhaps: 1.1
  from 2025-04-01           LICENSE REQUIRED · stop
                            1.2; perhaps: 1.1
$ licet decide tests/cli/terms.licet --alternatives shipped=2024-03-02,2024-04-01
one day
  2024-03-02                LICENSE REQUIRED · stop
                            1.3
  2024-04-01                NO LICENSE REQUIRED · proceed
$ printf '{"shipped": "2025-05-01"}' >build/rows/day.json
$ licet decide 'tests/cli/terms.licet#one day' -f build/rows/day.json | head -2
one day
Law of 2025-05-01 · terms
$ licet decide -p tests/cli/flagged.licet --set known=null --over-time
  always                    FREE · hold · 1 red flag · missing /known

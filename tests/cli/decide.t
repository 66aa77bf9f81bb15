# decide: formats, facts laid over one another, dates, exit statuses.
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json
Law of 2024-05-01 · the tool library

  PERMIT NEEDED   a permit is needed · the tool can hurt people
  STOP            no exception applies

Why: /tools/0  small cutter                                                                     FREE
  1 Allowed by
    OK-NLR      no provision that was looked at requires a license or prohibits

Why: /tools/1  big cutter                                                              PERMIT NEEDED
  1 Because of
    2.1(a) of 2024-01-01  strong lasers: the tool can hurt people; library rules, 2.1(a)
  2 Exceptions, each tried
    2.2                   not claimed · trained borrowers · would need (b) the borrower showed the
                          course card

exit 10 · decision sha256:… · --format html for the full proof
[10]
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --set course_card_shown=true --format json | head -4
{
  "schema": "licet.decision/1",
  "id": "sha256:…",
  "statement": {
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --set course_card_shown=true >/dev/null
$ licet decide -p examples/first-rule/library.licet <examples/first-rule/loan.json >/dev/null
[10]
$ echo '{"tools": [{"name": "saw", "power": "1 W"}]}' | licet decide -p examples/first-rule/library.licet >/dev/null
$ echo '{"tools": [{"name": "saw", "power": "1 W"}]}' | licet decide -p examples/first-rule/library.licet --as-of 2024-02-01 >/dev/null
$ echo '{"tools": [{"name": "saw"}]}' | licet decide -p examples/first-rule/library.licet --as-of 2024-02-01 >/dev/null
[20]
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --as-of 2023-12-31 --format json | grep -E '"(as_of|as_of_from|what_if|gate|exit)"' | head -5
      "as_of": "2023-12-31",
      "as_of_from": "--as-of",
      "what_if": true,
    "gate": "proceed",
    "exit": 0,
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --as-of 2024-13-01
error[R0501]: '2024-13-01' is not a date
  hint: Write it as year, month and day, such as 2024-03-15.
[2]
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --assume 2.1
error[R0502]: no proposed provision is labeled '2.1'
  hint: Only a provision marked 'proposed' can be assumed.
[2]
$ licet decide -p examples/first-rule/library.licet --set trainde=true
error[F0103]: the policy declares no fact 'trainde'
  did you mean 'trained'?
  hint: Correct the name or leave it out.
[4]
$ licet decide -p examples/first-rule/library.licet --set trained=perhaps
error[F0105]: "perhaps": expected true or false
  at /trained
[4]
$ echo '{"weather": "fine"}' | licet decide -p examples/first-rule/library.licet --as-of 2024-02-01
error[F0103]: the policy declares no fact 'weather'
  at /weather
  standard input:1:2
    1 | {"weather": "fine"}
      |  ^^^^^^^^^
  hint: Correct the name or leave it out; --extra-facts ignore passes over such facts.
[4]
$ echo '{"weather": "fine", "tools": []}' | licet decide -p examples/first-rule/library.licet --as-of 2024-02-01 --extra-facts ignore >/dev/null
$ echo 'trained' | licet decide -p examples/first-rule/library.licet
error[F0101]: the facts are not JSON: expected a value
  standard input:1:1
    1 | trained
      | ^
[4]
$ licet decide examples/first-rule/library.licet --format json | grep -m1 '"title"'
      "title": "an untrained borrower",
$ licet decide 'examples/first-rule/library.licet#untrained' --format json | grep -m1 '"finding"'
        "finding": "permit_needed",
$ licet decide examples/first-rule/library.licet#9
licet decide: no scenario, or more than one, goes by '9'; there are:
   1  an untrained borrower
[2]
$ licet decide examples/cases/chip-boundaries.licet
licet decide: it has several scenarios: name one with FILE#NAME or --scenario
   1  thresholds of 3A090 to China
   2  products to China on the first day of version 2
[2]
$ licet decide examples/first-rule/library.licet --format html -o build/decide.html; grep -c '<html' build/decide.html; rm build/decide.html
1
$ licet decide examples/first-rule/library.licet -o nowhere/answer.txt
licet decide: cannot write 'nowhere/answer.txt': no such file or directory
[2]
$ licet decide -p tests/wrong/policies/names-import-circle.licet </dev/null 2>/dev/null
[3]
$ licet decide examples/your-case/case.licet --set signs=null | sed -n '/^  HOLD/p;/^Red flags/,/^$/p;/^Missing/,/^$/p'
  HOLD                  23 red flags are possible · 1 fact is missing
Red flags to resolve
  possible      23, as the missing facts turn out: RF-GP10 RF-PROJECT RF-PROVIDER RF-1 RF-10 RF-11
                RF-12 RF-13 RF-14 RF-15 RF-16 RF-17 RF-18 RF-19 RF-2 RF-3 RF-4 RF-5 RF-6 RF-7 RF-8
                RF-9 RF-SUPER

Missing
  /signs                      warning signs that were seen ([] = looked for, none seen): not
                              supplied; for 15 CFR 736.2(b)(10); 15 CFR part 732, supp. 3; 15 CFR
                              744.23(a)(1), 772.1; 15 CFR part 732, supp. 3, red flag 1; 15 CFR part
                              732, supp. 3, red flag 10; 15 CFR part 732, supp. 3, red flag 11 and
                              16 more
$ licet decide examples/your-case/case.licet --set signs=null --format html | grep -oE '23 red flags are possible|<li>23 are possible[^:]*'
23 red flags are possible
<li>23 are possible, as the missing facts turn out
$ licet decide examples/seed/sensetime-affiliate-suspended.licet | sed -n '/^Not in force/,/^$/p'
Not in force, and the result without the stay or under the proposal
  90 FR 50857       suspends 744.11(a)(1); 744.8(a)(2); 744.21(a)(3); 15 CFR part 732, supp. 3, red
                    flag 29; affiliates: the affiliates rule is suspended for a year -> LICENSE
                    REQUIRED: a license is required before this may happen
$ licet demo -o build/cited.html examples/seed/sensetime-affiliate-suspended.licet | grep -o '90 FR 50857'; rm build/cited.html
90 FR 50857
$ licet decide examples/review/chips.licet --scenario REV-C04 | sed -n '/^  1 Class/,/^  2/p'
  1 Class
    3A090.a                         integrated circuits: total processing performance
    perhaps                         27 are not ruled out: 3A001.a.1, 3A001.a.10, 3A001.a.11,
                                    3A001.a.12, 3A001.a.13, 3A001.a.14, 3A001.a.2, 3A001.a.3,
                                    3A001.a.5.a, 3A001.a.5.b, 3A001.a.7, 3A001.b.12, 3A001.b.2,
                                    3A991.a, 3A991.b.1.a, 3A991.b.1.b, 3A991.b.2, 3A991.c, 3A991.d,
                                    3A991.e, 3A991.f, 3A991.n, 5A002.a, 5A002.b, 5A002.c, 5A002.d,
                                    5A992.c
    as stated                       3A090.a: agrees
    3A090.a (1)                     1,936 TPP, at least 4,800 TPP: not met, under by 2,864 TPP (60%)
    3A090.a (2)                     1,936 TPP, at least 1,600 TPP: met, over by 336 TPP (21%)
    3A090.a (2)                     ~6.59 TPP/mm2, at least 5.92 TPP/mm2: met, over by ~0.665
                                    TPP/mm2 (11%)
  2 Because of
$ licet decide examples/your-case/case.licet --set end_user.ultimate_parent_headquartered=CN --format html | grep -m1 -oE '>/purchase_order<.*'
>/purchase_order</code></td><td>not done</td><td>–</td></tr>
$ licet decide examples/your-case/case.licet --set end_user.ultimate_parent_headquartered=CN | sed -n '/^    740.9/,/^    750/p'
    740.9(a)(6)                    no · TMP: inspection, test, calibration or repair · fails at (a)
                                   TMP is among the exceptions claimed; (b) purpose of the items at
                                   the destination is inspection, test, calibration or repair
    750.7                          not claimed · a license that is held · would need some of
$ licet decide -f examples/diligence/order.json | grep -A2 '^  /plant/'
  /plant/…                    9 facts: back end only, dram half pitch, headquartered, logic node,
                              makes circuits, nand layers, node known, non planar logic, ultimate
                              parent headquartered
$ licet decide examples/seed/ustc-suzhou-leases.licet | grep -c '^    3A090.a (1)'
1
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --set 'tools[0].name=СОСО' 2>&1 | head -4
warning[F0135]: "СОСО": every letter only looks like a Latin one
  at /tools/0/name
  hint: Write it in Latin letters, if that is meant: names are compared letter by letter.
Law of 2024-05-01 · the tool library

# The views of one answer say the same, and no more than is known.
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json
Law of 2024-05-01 · views

  FREE       free
  HOLD       4 red flags are open · 1 fact is missing

Why: /items/0  slow                                                                             FREE
  1 Class
    3A991.a     slow
    3A991.a     500 GB/s, less than 600 GB/s: met, under by 100 GB/s (17%)
  2 Allowed by
    OK-NLR      no provision that was looked at requires a license or prohibits

Why: /items/1  fast                                                                             FREE
  1 Class
    3A001.a     fast
    3A001.a     700 GB/s, at least 600 GB/s: met, over by 100 GB/s (17%)
  2 Allowed by
    OK-NLR      no provision that was looked at requires a license or prohibits

Red flags to resolve
  RF-ODD        an odd route [6.3]
  RF-ODD        an odd route [6.4]
  RF-ODD        an odd route [6.5 of 2020-01-01]
  RF-ODD        an odd route [4.1]

Missing
  /items/0/odd                not supplied; for 4.1

exit 11 · decision sha256:… · --format html for the full proof
[11]
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set 'items[0].fee=1' --set 'items[1].fee=null' | sed -n '/^  UNDET/p;/^  HOLD/p;/^Duties/,/^$/p'
  UNDETERMINED   free, but a duty may come with it
  HOLD           4 red flags are open · 1 duty is open · 1 duty is possible · 2 facts are missing
Duties
  pay           pay the fee (amount 1): applies, OPEN [5.1]
  pay           pay the fee (amount not known): may apply, OPEN [5.1]
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set 'items[0].fee=1' --set 'items[1].fee=null' --format html | grep -o '<b>pay the fee[^<]*'
<b>pay the fee (amount 1)
<b>pay the fee (amount not known)
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set 'items[0].fee=1' --set 'items[1].fee=null' --alternatives destination=BR,CN
  BR                        UNDETERMINED, FREE but a duty may come with it · hold · 1 red flag ·
                            missing /items/0/odd, /items/1/fee
                            duties: pay
  CN                        LICENSE REQUIRED · stop · presumption of denial · 1 red flag · missing
                            /items/0/odd
                            1.1; duties: pay
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set destination=CN --set claims='["X"]' --set items[1].urgent=true | sed -n '/^  LICENSE/p;/^  STOP/p;/Exceptions/,/^$/p'
  LICENSE REQUIRED   case by case
  STOP               no exception lifts all of it · 3 red flags are open · 1 fact is missing
  4 Exceptions, each tried
    2.1         applies · excused
    2.2         not claimed · both · would need Y is among claims
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set destination=CN --set items[0].urgent=true | sed -n 3,4p
  LICENSE REQUIRED   case by case, presumption of denial
  STOP               no exception applies · 3 red flags are open · 1 red flag is possible
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set destination=CN --set items[1].banned=true | sed -n 3,4p
  PROHIBITED   prohibited
  STOP         no exception applies · 4 red flags are open · 1 fact is missing
$ licet explain -p tests/cli/views.licet 2.1 6.1 6.2 6.3 6.4 6.5 6.6 | grep -v 'in force at all'
2.1  excused
  For each i in items: authorizes what is required by 1.1, when X is among claims and (final
      or ((not the case: open ended) and destination is not North Korea)).

6.1
  For the whole transaction: raises a flag: an odd route, when (not the case: open ended)
      and final.

6.2
  For the whole transaction: raises a flag: an odd route, when not the case: (open ended and
      final).

6.3
  For the whole transaction: raises a flag: an odd route, when final or (open ended and
      destination is North Korea or others that are not named).

6.4
  For the whole transaction: raises a flag: an odd route, when (no i in items is such that
      odd and urgent) and final.

6.5
  in force from 2020-01-01 · tests/cli/views.licet:59
  For the whole transaction: raises a flag: an odd route, when (sum of fee of i for each i
      in items where odd and urgent) is at least limit × 2.

6.6
  For the whole transaction: raises a flag: an odd route, when (a if final, otherwise b) is
      more than the share.
$ licet explain -p tests/cli/views.licet limit share
limit
  in force from 2020-01-01 until 2024-03-01
  A number, namely a − (b − c).

limit
  in force from 2024-03-01
  A number, namely (a + b) × c + (a − b)^2.

share  the share
  A number, namely 1 if final, otherwise 1 / 2 if open ended, otherwise 0.
$ licet explain -p tests/cli/views.licet limit --as-of 2024-02-29
limit
  in force from 2020-01-01 until 2024-03-01
  A number, namely a − (b − c).
$ licet explain -p tests/cli/views.licet limit --as-of 2019-12-31
limit  in force from 2020-01-01 until 2024-03-01
limit  in force from 2024-03-01
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set 'items[0].odd=false' --format resolutions | sed 's/pending/cleared/; s/"by": ""/"by": "a"/; s/"second_by": ""/"second_by": "b"/; s/"on": ""/"on": "2024-06-01"/; s/"until": ""/"until": "2024-07-01"/; s/"evidence": ""/"evidence": "T"/' >build/views.form
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set 'items[0].odd=false' -f build/views.form | sed -n '/^Over/,/^$/p' 
Over time
  The same facts give this result through 2024-05-31; a resolution counts from the next day on.
$ licet decide -p tests/cli/views.licet -f tests/cli/views.json --set 'items[0].odd=false' -f build/views.form --over-time --from 2024-05-01
  2024-05-01 to 2024-05-31  FREE · hold · 1 red flag
  2024-06-01 to 2024-07-01  FREE · proceed
  from 2024-07-02           FREE · hold · 1 red flag
$ licet decide -p tests/cli/views.licet --set shipped=2024-05-01 --set open_ended=true --set final=false | sed -n '/^  UNDET/p;/^Why/,/^$/p'
  UNDETERMINED   between not subject and prohibited
Why: the whole transaction                                                              UNDETERMINED
  1 Not settled, because
    UN-FACT     a fact is missing

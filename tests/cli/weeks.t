# weeks: where every day is tried, looking ahead ends after a thousand of them, and the rows say so.
$ licet decide -p tests/cli/weeks.licet --set shipped=2024-03-08 | grep '^  The same'
  The same facts give this result through 2024-05-07; the next day gives another.
$ licet decide -p tests/cli/weeks.licet --set shipped=2024-05-15 | grep '^  The same'
  The same facts give this result through 2027-02-09; a later day may give another.
$ licet decide -p tests/cli/weeks.licet --set shipped=2024-01-01 --over-time
  to 2024-02-29             FREE · proceed
  2024-03-01 to 2024-03-07  LICENSE REQUIRED · stop
                            shown
  2024-03-08 to 2024-05-07  FREE · proceed
  2024-05-08 to 2024-05-14  LICENSE REQUIRED · stop
                            weeks
  from 2024-05-15           FREE · proceed
  From 0003-09-30 on not every day was looked at: an answer that lasts a few days may be missing.
$ licet decide -p tests/cli/weeks.licet --set shipped=2024-01-01 --over-time --until 2024-12-31 --format json | grep not_every
  "not_every_day_from": "0003-09-30"
$ licet decide -p tests/cli/weeks.licet --set shipped=2024-01-01 --over-time --from 2024-01-01 --until 2024-12-31 --format json | grep not_every
[1]

# turns: an answer lasts until a term among the facts begins or ends, and no day is passed over.
$ for d in 2024-04-01 2024-04-06 2024-04-12 2024-04-16; do licet decide -p tests/cli/turns.licet --set notified=2024-04-01 --set answered=2024-04-11 --set known=true --set 'term=100 h' --set shipped=$d | sed -n '/^  FREE/p;/^  LIC/p;/^  The/p'; done
  FREE       free
  The same facts give this result through 2024-04-05; the next day gives another.
  LICENSE REQUIRED   regional stability
  The same facts give this result through 2024-04-11; the next day gives another.
  FREE       free
  The same facts give this result through 2024-04-15; the next day gives another.
  LICENSE REQUIRED   regional stability
$ licet decide -p tests/cli/turns.licet --set notified=2024-04-01 --set answered=2024-04-11 --set known=true --set 'term=100 h' --over-time
  to 2024-04-05             FREE · proceed
  2024-04-06 to 2024-04-11  LICENSE REQUIRED · stop
                            window
  2024-04-12 to 2024-04-15  FREE · proceed
  2024-04-16 to 2024-05-01  LICENSE REQUIRED · stop
                            term_is_over
  2024-05-02 to 2025-12-31  LICENSE REQUIRED · stop
                            from_the_start, term_is_over
  from 2026-01-01           LICENSE REQUIRED · stop · 1 red flag
                            from_the_start, of_2026, term_is_over
$ licet decide -p tests/cli/turns.licet --set notified=2024-04-01 --set answered=2024-04-11 --set 'term=9000 h' --over-time
  to 2024-04-05             FREE · proceed
  2024-04-06 to 2024-04-11  LICENSE REQUIRED · stop
                            window
  2024-04-12 to 2024-05-01  FREE · proceed
  2024-05-02 to 2024-05-11  UNDETERMINED between FREE and LICENSE REQUIRED · hold · missing /known
                            perhaps: from_the_start
  2024-05-12 to 2025-04-21  LICENSE REQUIRED · stop
                            from_the_start
  2025-04-22 to 2025-12-31  LICENSE REQUIRED · stop
                            from_the_start, term_is_over
  from 2026-01-01           LICENSE REQUIRED · stop · 1 red flag
                            from_the_start, of_2026, term_is_over
$ licet decide -p tests/cli/turns.licet --set notified=2024-04-01 --set answered=2024-04-11 --set known=true --set 'term=100 h' --set shipped=2024-04-01 --as-of 2024-04-02 | sed -n '/^What/p;/^  The/p'
What if: the facts give another date than the law asked for.
  The same facts give this result through 2025-12-31; the next day gives another.

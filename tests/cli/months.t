# months: February is short, so that a month later comes sooner than its days say; of two bounds one may stand still;
# and the months themselves are longer or shorter (May of 2025 is the first after 04-10 with 31 days).
$ for d in 2023-02-01 2023-03-01 2023-04-01 2024-05-01 2024-06-10 2025-04-10; do licet decide -p tests/cli/months.licet --set shipped=$d | sed -n '/^  FREE/p;/^  LIC/p;/^  UND/p;/^  The/p'; done
  FREE       free
  The same facts give this result through 2023-02-28; the next day gives another.
  UNDETERMINED   between free and license required
  The same facts give this result through 2023-03-31; the next day gives another.
  LICENSE REQUIRED   regional stability
  The same facts give this result through 2023-12-30; the next day gives another.
  UNDETERMINED   between free and license required
  The same facts give this result through 2024-05-15; the next day gives another.
  FREE       free
  The same facts give this result through 2024-06-30; the next day gives another.
  UNDETERMINED   between free and license required
  The same facts give this result through 2025-04-30; the next day gives another.

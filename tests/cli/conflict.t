# A conflict of two reviews is said once, names both, and has an exit status of its own.
$ licet decide -p tests/cli/conflict.licet --as-of 2024-01-01 --set sensitive=true --set remote=true </dev/null
Law of 2024-01-01 · conflict

  LICENSE REQUIRED   mild, denial
  STOP               nothing lifts it · provisions conflict as written

Why: the whole transaction                                                          LICENSE REQUIRED
  1 Because of
    742.6(a)    regional stability [LR-LIST]
    742.6(b)    regional stability [LR-LIST]
  2 Review of an application
    CONFLICT    mild, denial
  3 Not settled, because
    CF-LAW      provisions conflict as written: 744.1, 744.2

Provisions that conflict as written
  /                 744.1, 744.2: mild, denial

exit 21 · decision sha256:… · --format html for the full proof
[21]
$ licet decide -p tests/cli/conflict.licet --as-of 2024-01-01 --set sensitive=true --set remote=false </dev/null >/dev/null
[10]
$ licet decide -p tests/cli/conflict.licet --set sensitive=true --alternatives remote=true,false,unknown --as-of 2024-01-01 </dev/null
  true                      LICENSE REQUIRED · stop · denial, mild · provisions conflict
                            742.6(a), 742.6(b)
  false                     LICENSE REQUIRED · stop · mild
                            742.6(a), 742.6(b)
  unknown                   LICENSE REQUIRED · stop · mild · perhaps denial
                            742.6(a), 742.6(b)
$ licet test tests/cli/conflict.licet
FAILED tests/cli/conflict.licet:17: two policies for one requirement
  tests/cli/conflict.licet:21:45: expected one review, found several that conflict for /: mild, denial
FAILED tests/cli/conflict.licet: 0 passed, 1 failed
0 passed, 1 failed
[6]

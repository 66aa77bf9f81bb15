# A scenario may expect that there is no flag, and no duty.
$ licet test tests/cli/nothing.licet
FAILED tests/cli/nothing.licet:14: an odd route
  tests/cli/nothing.licet:16:28: expected flag nothing, found odd
  tests/cli/nothing.licet:16:28: expected duty nothing, found report
  tests/cli/nothing.licet:17:29: expected flag odd, found none
  tests/cli/nothing.licet:17:29: expected duty report, found none
FAILED tests/cli/nothing.licet: 1 passed, 1 failed
1 passed, 1 failed
[6]

# test: counts, formats, failures with what was found, coverage.
$ licet test examples/first-rule
ok     examples/first-rule/library.licet: 1 passed
1 passed, 0 failed
$ licet test --format tap examples/first-rule
ok 1 - examples/first-rule/library.licet: an untrained borrower
1..1
# 1 passed, 0 failed
$ licet test --format junit examples/first-rule
<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="licet" tests="1" failures="0">
  <testcase classname="examples/first-rule/library.licet" name="an untrained borrower">
  </testcase>
</testsuite>
$ licet test --coverage examples/first-rule
ok     examples/first-rule/library.licet: 1 passed
coverage: 2 of 2 rules and versions, 0 of 0 exceptions, 0 of 0 tables
1 passed, 0 failed
$ licet test tests/cli/failing.licet
FAILED tests/cli/failing.licet:6: everything is wrong
  tests/cli/failing.licet:18:3: expected no_license_required, found license_required
  tests/cli/failing.licet:18:3: expected because 734.13, found 742.6(a)(6)(iii)
  tests/cli/failing.licet:18:3: expected review case_by_case, found presumption_of_denial
  tests/cli/failing.licet:18:3: expected missing destination, found none
  tests/cli/failing.licet:18:3: expected gate proceed, found stop
  tests/cli/failing.licet:18:3: expected class 3A090.b, found 4A090.a
  tests/cli/failing.licet:19:3: expected not_subject .. prohibited, found license_required
  tests/cli/failing.licet:20:3: expected conflict, found license_required
  tests/cli/failing.licet:21:3: expected class nothing, found 4A090.a
FAILED tests/cli/failing.licet: 0 passed, 1 failed
0 passed, 1 failed
[6]
$ licet test --format tap tests/cli/failing.licet
not ok 1 - tests/cli/failing.licet: everything is wrong
  # tests/cli/failing.licet:18:3: expected no_license_required, found license_required
  # tests/cli/failing.licet:18:3: expected because 734.13, found 742.6(a)(6)(iii)
  # tests/cli/failing.licet:18:3: expected review case_by_case, found presumption_of_denial
  # tests/cli/failing.licet:18:3: expected missing destination, found none
  # tests/cli/failing.licet:18:3: expected gate proceed, found stop
  # tests/cli/failing.licet:18:3: expected class 3A090.b, found 4A090.a
  # tests/cli/failing.licet:19:3: expected not_subject .. prohibited, found license_required
  # tests/cli/failing.licet:20:3: expected conflict, found license_required
  # tests/cli/failing.licet:21:3: expected class nothing, found 4A090.a
1..1
# 0 passed, 1 failed
[6]
$ licet test --format junit tests/cli/failing.licet
<?xml version="1.0" encoding="UTF-8"?>
<testsuite name="licet" tests="1" failures="1">
  <testcase classname="tests/cli/failing.licet" name="everything is wrong">
    <failure message="expected no_license_required, found license_required">tests/cli/failing.licet:18:3</failure>
    <failure message="expected because 734.13, found 742.6(a)(6)(iii)">tests/cli/failing.licet:18:3</failure>
    <failure message="expected review case_by_case, found presumption_of_denial">tests/cli/failing.licet:18:3</failure>
    <failure message="expected missing destination, found none">tests/cli/failing.licet:18:3</failure>
    <failure message="expected gate proceed, found stop">tests/cli/failing.licet:18:3</failure>
    <failure message="expected class 3A090.b, found 4A090.a">tests/cli/failing.licet:18:3</failure>
    <failure message="expected not_subject .. prohibited, found license_required">tests/cli/failing.licet:19:3</failure>
    <failure message="expected conflict, found license_required">tests/cli/failing.licet:20:3</failure>
    <failure message="expected class nothing, found 4A090.a">tests/cli/failing.licet:21:3</failure>
  </testcase>
</testsuite>
[6]
$ licet test tests/wrong/policies/rules-scenario-type.licet
error[L0401]: fact 'destination' must be 'country', but this is 'text'
  tests/wrong/policies/rules-scenario-type.licet:3:36
    3 | scenario "x" given { destination = "CN" } expect undetermined
      |                                    ^^^^
  tests/wrong/policies/parts/base.licet:18:6
   18 | fact destination: country
      |      ~~~~~~~~~~~ declared here
  hint: Write the country's code without quotes, such as CN.
0 passed, 1 failed
[3]

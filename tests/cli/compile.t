# compile: a bundle answers as its sources do; what is no bundle, damaged or cut off is refused.
$ licet compile -p examples/first-rule/library.licet -o build/t.lcb
$ licet decide -p build/t.lcb -f examples/first-rule/loan.json --set course_card_shown=true --format json | grep -v decided_at >build/t1.json
$ licet decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --set course_card_shown=true --format json | grep -v decided_at | cmp - build/t1.json
$ licet explain -p build/t.lcb "2.1(a)" | head -2
2.1(a)  strong lasers
  in force from 2024-01-01 · library rules, 2.1(a) · examples/first-rule/library.licet:28
$ licet check build/t.lcb
build/t.lcb: 0 errors, 0 warnings, 0 scenarios
  21*tools operations at most: 210 when every list has 10 elements
$ licet test build/t.lcb
licet test: 'build/t.lcb' has no scenarios: test the files that it was compiled of
Try 'licet test --help'.
[2]
$ licet decide -p build/t.lcb -p us.terms
licet decide: 'build/t.lcb' is a whole policy: it cannot be joined with 'us.terms'
Try 'licet decide --help'.
[2]
$ licet compile -p us.ear -o build/ear.txt
licet compile: expected a name that ends in .lcb for '--output', not 'build/ear.txt'
Try 'licet compile --help'.
[2]
$ licet compile -p us.ear
licet compile: expected -o FILE: where the bundle goes
Try 'licet compile --help'.
[2]
$ licet compile -o build/t.lcb --as-of yesterday
licet compile: expected a date such as 2024-03-15 for '--as-of', not 'yesterday'
Try 'licet compile --help'.
[2]
$ licet compile -o build/t.lcb policy.licet
licet compile: unexpected 'policy.licet'; a policy is named with -p
Try 'licet compile --help'.
[2]
$ licet compile -p examples/nothing.licet -o build/none.lcb
licet compile: cannot read 'examples/nothing.licet': no such file or directory
[2]
$ licet compile -p build/t.lcb -o build/t2.lcb; cmp build/t.lcb build/t2.lcb
$ head -c 5000 build/t.lcb >build/short.lcb; licet decide -p build/short.lcb
licet decide: cannot open 'build/short.lcb':
error[R0903]: the bundle ends early
  hint: Copy it again, or compile it again.
[3]
$ printf 'policy' >build/foreign.lcb; licet decide -p build/foreign.lcb
licet decide: cannot open 'build/foreign.lcb':
error[R0901]: this is not a bundle
  hint: Compile one: licet compile -p us.ear -o policy.lcb.
[3]
$ { head -c 9000 build/t.lcb; printf xxxxxxxx; tail -c +9009 build/t.lcb; } >build/bad.lcb; licet decide -p build/bad.lcb
licet decide: cannot open 'build/bad.lcb':
error[R0904]: the bundle is damaged: its bytes are not those that were written
  hint: Copy it again, or compile it again.
[3]
$ { head -c 16 build/t.lcb; printf 00000000; tail -c +25 build/t.lcb; } >build/old.lcb; licet decide -p build/old.lcb
licet decide: cannot open 'build/old.lcb':
error[R0902]: the bundle was compiled by another build of Licet than this one (0.1.0)
  hint: Compile it again: a bundle serves the build that made it. What is to last is an evidence pack.
[3]
$ : >build/empty.lcb; licet decide -p build/empty.lcb
licet decide: cannot read 'build/empty.lcb': it is empty
[2]
$ licet decide -p build/nothing.lcb
licet decide: cannot read 'build/nothing.lcb': no such file or directory
[2]
$ licet decide -p tests/cli.lcb
licet decide: cannot read 'tests/cli.lcb': no such file or directory
[2]

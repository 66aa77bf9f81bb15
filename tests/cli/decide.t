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
    2.2                   not claimed · trained borrowers · would need (b) course_card_shown

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

# check: summary, formats, strictness.
$ licet check examples/first-rule/library.licet
examples/first-rule/library.licet: 0 errors, 0 warnings, 1 scenario
  21*tools operations at most: 210 when every list has 10 elements
$ licet check tests/wrong/policies/names-ambiguous.licet
error[L0314]: 'heavy' can be either of two declarations
  tests/wrong/policies/names-ambiguous.licet:4:28
    4 | define too_much: boolean = heavy(3)
      |                            ^^^^^
  tests/wrong/policies/parts/clash.licet:3:8
    3 | define heavy(limit: number): boolean = limit more than 10
      |        ~~~~~ a definition of module 'parts.clash'
  tests/wrong/policies/parts/other.licet:6:8
    6 | define heavy(limit: number): boolean = tonnage more than limit
      |        ~~~~~ a definition of module 'parts.other'
  hint: Rename one of them, or import only one of the modules.
tests/wrong/policies/names-ambiguous.licet: 1 error, 0 warnings
[3]
$ licet check --format json tests/wrong/policies/names-fact-called.licet
[
  {
    "code": "L0322",
    "severity": "error",
    "message": "'destination' is a fact and takes no arguments",
    "file": "tests/wrong/policies/names-fact-called.licet",
    "line": 3,
    "column": 24,
    "end_line": 3,
    "end_column": 35,
    "labels": [
      {
        "file": "tests/wrong/policies/parts/base.licet",
        "line": 18,
        "column": 6,
        "end_line": 18,
        "end_column": 17,
        "text": "declared here"
      }
    ]
  }
]
[3]
$ licet check --format github tests/wrong/policies/names-fact-called.licet
::error file=tests/wrong/policies/names-fact-called.licet,line=3,col=24,title=L0322::'destination' is a fact and takes no arguments
[3]
$ licet check --format sarif tests/wrong/policies/names-fact-called.licet | python3 -c 'import json,sys; d=json.load(sys.stdin); print(d["version"], len(d["runs"]), d["runs"][0]["results"][0]["ruleId"])'
2.1.0 1 L0322
$ licet check --format sarif tests/wrong/policies/names-fact-called.licet tests/wrong/policies/names-ambiguous.licet 2>&1 | python3 -c 'import json,sys; d=json.load(sys.stdin); print(len(d["runs"]))'
2
$ licet check --format json examples/first-rule/library.licet
[]
$ licet check --dump eras examples/first-rule/library.licet
   0  from the beginning
   1  from 2024-01-01
$ licet check us.ear >/dev/null

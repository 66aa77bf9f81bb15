# Blanks at the ends, and others than the plain one, make another name: taken, and told of.
$ printf '%s\n' '{"id":1,"facts":{"lent_on":"2024-05-01","tools":[{"name":"saw ","power":"5 W"}]}}' '{"id":2,"facts":{"lent_on":"2024-05-01","tools":[{"name":" saw","power":"5 W"}]}}' '{"id":3,"facts":{"lent_on":"2024-05-01","tools":[{"name":"band saw","power":"5 W"}]}}' >build/padded.ndjson
$ printf '{"id":4,"facts":{"lent_on":"2024-05-01","tools":[{"name":"band\302\240saw","power":"5 W"}]}}\n{"id":5,"facts":{"lent_on":"2024-05-01","tools":[{"name":"S\303\244ge","power":"5 W"}]}}\n' >>build/padded.ndjson
$ licet batch -p examples/first-rule/library.licet build/padded.ndjson 2>/dev/null | grep -o '^{"id":.\|"warnings".*'
{"id":1
"warnings":[{"code":"F0137","message":"\"saw \": blanks that no name has","pointer":"/tools/0/name"}]}
{"id":2
"warnings":[{"code":"F0137","message":"\" saw\": blanks that no name has","pointer":"/tools/0/name"}]}
{"id":3
{"id":4
"warnings":[{"code":"F0137","message":"\"band saw\": blanks that no name has","pointer":"/tools/0/name"}]}
{"id":5
$ printf '%s\n' '{"id":6,"facts":{"lent_on":"2024-05-01","tools":[{"name":"saw\t","power":"5 W"}]}}' '{"id":7,"facts":{"lent_on":"2024-05-01","tools":[{"name":"\nsaw","power":"5 W"}]}}' '{"id":8,"facts":{"lent_on":"2024-05-01","tools":[{"name":"band\tsaw","power":"5 W"}]}}' | licet batch -p examples/first-rule/library.licet 2>/dev/null | grep -o '^{"id":.\|"warnings".*'
{"id":6
"warnings":[{"code":"F0137","message":"\"saw\\t\": blanks that no name has","pointer":"/tools/0/name"}]}
{"id":7
"warnings":[{"code":"F0137","message":"\"\\nsaw\": blanks that no name has","pointer":"/tools/0/name"}]}
{"id":8
"warnings":[{"code":"F0137","message":"\"band\\tsaw\": blanks that no name has","pointer":"/tools/0/name"}]}

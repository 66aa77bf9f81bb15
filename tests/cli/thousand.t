# result_until looks at a thousand days; what comes later was not looked at, as GRAMMAR.md 4.6 says.
$ mkdir -p build/thousand && cp tests/cli/thousand.licet build/thousand/
$ python3 -c 'import datetime as t; d = t.date(2020, 1, 2); print("name,listed,from,until\n" + "\n".join(f"x,true,{d + t.timedelta(i)},{d + t.timedelta(i + 1)}" for i in range(1100)))' >build/thousand/thousand.csv
$ for d in 2020-01-05 2020-06-05; do echo "{\"day\": \"$d\", \"name\": \"x\"}" >build/thousand/facts; licet decide -p build/thousand/thousand.licet -f build/thousand/facts --format json >build/thousand/document; grep -o '"\(result_until\|beyond\)": "[^"]*"' build/thousand/document; tests/reference/prove.py -p build/thousand/thousand.licet -f build/thousand/facts build/thousand/document; done
"result_until": "2022-10-01"
"beyond": "unknown"
build/thousand/document: follows
"result_until": "2023-01-05"
build/thousand/document: follows
$ licet decide -p build/thousand/thousand.licet -f build/thousand/facts | grep '^  The same'
  The same facts give this result through 2023-01-05; the next day gives another.
$ licet decide -p build/thousand/thousand.licet --set day=2020-01-05 --set name=x | grep '^  The same'
  The same facts give this result through 2022-10-01; a later day may give another.

# remembered: of two calls of one definition with equal values each rests on its own facts.
$ licet decide -p tests/cli/remembered.licet --set day=2024-01-01 --set first=5 --set second=5 --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)["statement"]["depends_on"]["facts"])'
['/day', '/first', '/second']
$ licet decide -p tests/cli/remembered.licet --set day=2024-01-01 --set first=5 --set second=1 --format json | python3 -c 'import json, sys; print(json.load(sys.stdin)["statement"]["depends_on"]["facts"])'
['/day', '/second']

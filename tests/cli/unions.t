# unions: a list joined of others is open when any of them is, among facts and in rules, the long way and the short.
$ licet test tests/cli/unions.licet | tail -n 1
3 passed, 0 failed
$ for h in CN HK US; do echo "{\"facts\":{\"day\":\"2024-01-01\",\"joined\":true,\"places\":[],\"here\":\"$h\"}}"; done | licet batch -p tests/cli/unions.licet 2>/dev/null | sed 's/,"lines".*//'
{"id":null,"gate":"stop","finding":"review","codes":["LR-LIST"]
{"id":null,"gate":"stop","finding":"review","codes":["LR-LIST"]
{"id":null,"gate":"hold","finding":"undetermined","codes":["LR-LIST"]

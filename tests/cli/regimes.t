# Several regimes: their answers stand by name, in whatever order the policies are given.
$ printf '{"id":"1","facts":{"big":true,"heavy":false}}\n' | licet batch -p tests/cli/zoo.licet -p tests/cli/ark.licet
{"id":"1","gate":"stop","finding":{"ark":"free","zoo":"permit_needed"},"codes":["LR-LIST","OK-NLR"],"lines":[{"id":"/","regime":"ark","finding":"free","gate":"proceed","codes":["OK-NLR"]},{"id":"/","regime":"zoo","finding":"permit_needed","gate":"stop","codes":["LR-LIST"]}]}
1 line: 1 free, 1 permit_needed
$ printf '{"id":"1","facts":{"big":true,"heavy":false}}\n' | licet batch -p tests/cli/ark.licet -p tests/cli/zoo.licet
{"id":"1","gate":"stop","finding":{"ark":"free","zoo":"permit_needed"},"codes":["LR-LIST","OK-NLR"],"lines":[{"id":"/","regime":"ark","finding":"free","gate":"proceed","codes":["OK-NLR"]},{"id":"/","regime":"zoo","finding":"permit_needed","gate":"stop","codes":["LR-LIST"]}]}
1 line: 1 free, 1 permit_needed
$ printf '{"id":"1","facts":{"big":true,"heavy":false}}\n' | licet batch -p tests/cli/zoo.licet -p tests/cli/ark.licet --full 2>/dev/null | grep -o '"regimes":\[.*\],"lines"' | grep -o '"name":"[a-z]*"\|"regime":"[a-z]*"\|"finding":"[a-z_]*"'
"name":"ark"
"finding":"free"
"name":"zoo"
"finding":"permit_needed"

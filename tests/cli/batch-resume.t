# batch -o FILE: interrupted by a disk that takes no more, and gone on with; what cannot be gone on with.
$ mkdir -p build/resume; rm -f build/resume/*; for i in $(seq 1000); do echo "{\"id\": $i, \"facts\": {\"tools\": [{\"power\": \"$((i % 90)) W\"}], \"trained\": false}}"; done >build/resume/in
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in >build/resume/want
1000 lines: 550 permit_needed, 450 free
$ (trap '' XFSZ; ulimit -f 100; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/out)
512 lines: 273 permit_needed, 239 free
licet batch: cannot write 'build/resume/out': file too large
licet batch: stopped after line 512; go on with --resume
[5]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/out
licet batch: 'build/resume/out' is the unfinished output of a batch: go on with --resume, or remove 'build/resume/out.resume' to begin again
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-06-01 build/resume/in -o build/resume/out --resume
licet batch: 'build/resume/out' cannot be gone on with: --as-of was given as '2024-05-01' when it was begun, and is given as '2024-06-01' now
[2]
$ licet batch -p examples/first-rule/library.licet build/resume/in -o build/resume/out --resume
licet batch: 'build/resume/out' cannot be gone on with: --as-of was given as '2024-05-01' when it was begun, and is not given now
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --full build/resume/in -o build/resume/out --resume
licet batch: 'build/resume/out' cannot be gone on with: --full was not given when it was begun, and is given now
[2]
$ licet batch -p tests/cli/chips.licet --as-of 2024-05-01 build/resume/in -o build/resume/out --resume
licet batch: 'build/resume/out' cannot be gone on with: --policy was given as 'examples/first-rule/library.licet' when it was begun, and is given as 'tests/cli/chips.licet' now
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/out --pack build/resume/pack --resume
licet batch: 'build/resume/out' cannot be gone on with: --pack was given at one time and not at the other
[2]
$ sed '3s/false/true/' build/resume/in >build/resume/other; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/other -o build/resume/out --resume
licet batch: 'build/resume/out' cannot be gone on with: the input is another one: lines 1 to 256 are not those that it answers
[2]
$ head -400 build/resume/in >build/resume/short; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/short -o build/resume/out --resume
licet batch: 'build/resume/out' cannot be gone on with: the input ends before line 512, which it answers
[2]
$ sed '1s/"engine":"[^"]*"/"engine":"0.0.9"/' build/resume/out.resume >build/resume/older.resume; cp build/resume/out build/resume/older; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/older --resume
licet batch: 'build/resume/older' cannot be gone on with: it was begun by licet 0.0.9
[2]
$ sed '1s/resume.1/resume\/2/' build/resume/out.resume >build/resume/older.resume; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/older --resume
licet batch: 'build/resume/older' cannot be gone on with: its journal is of another kind than licet.resume/1
[2]
$ echo nonsense >build/resume/older.resume; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/older --resume
licet batch: cannot read 'build/resume/older.resume': its first line is not that of a journal
[2]
$ sed 's/40 W/41 W/' examples/first-rule/library.licet >build/resume/library.licet; licet batch -p build/resume/library.licet --as-of 2024-05-01 build/resume/in >build/resume/x 2>/dev/null; (trap '' XFSZ; ulimit -f 100; licet batch -p build/resume/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/changed 2>/dev/null); cp examples/first-rule/library.licet build/resume/; licet batch -p build/resume/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/changed --resume
licet batch: 'build/resume/changed' cannot be gone on with: the policy has changed since it was begun
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 -j 3 build/resume/in -o build/resume/out --resume && cmp build/resume/want build/resume/out && ls build/resume/out*
going on after line 512
1000 lines: 550 permit_needed, 450 free
build/resume/out
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/out --resume
licet batch: nothing is left to go on with: there is no 'build/resume/out.resume'; to begin again, leave out --resume
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in --resume
licet batch: '--resume' goes on with the file of '--output', and there is none
Try 'licet batch --help'.
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o /dev/null --resume
licet batch: '/dev/null' is no file that could be gone on with
Try 'licet batch --help'.
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/no/such
licet batch: cannot write 'build/resume/no/such.resume': no such file or directory
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o build/resume/out --pack build/resume/out
licet batch: 'build/resume/out' cannot be both the answers and the pack
Try 'licet batch --help'.
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in >/dev/full
0 lines
licet batch: cannot write standard output: no space left on device
licet batch: stopped after line 0; with -o FILE it could be gone on with
[5]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/in -o /dev/full
0 lines
licet batch: cannot write '/dev/full': no space left on device
licet batch: stopped after line 0
[5]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume/nothing
licet batch: cannot read 'build/resume/nothing': no such file or directory
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 build/resume
licet batch: cannot read 'build/resume': is a directory
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 <build/resume
0 lines
licet batch: cannot read '-' to its end: is a directory
licet batch: stopped after line 0; with -o FILE it could be gone on with
[5]
$ (head -c 68000000 /dev/zero | tr '\0' ' '; echo; echo '{"id": 2, "facts": {"tools": []}}') | licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 2>/dev/null | cut -c 1-150
{"id":null,"line":1,"error":{"code":"R0509","message":"the line is longer than 64 MiB","pointer":""}}
{"id":2,"gate":"proceed","finding":"free","codes":["OK-NLR"],"lines":[{"id":"/","regime":"library","finding":"free","gate":"proceed","codes":["OK-NLR"
$ echo '{"id": "id", "facts": {"tools[0].power": {"column": "watts", "unit": "W"}}}' >build/resume/map; (echo id,watts,note; for i in $(seq 900); do printf '%d,%d,"a\nb ""c"""\n' $i $((i % 90)); done) >build/resume/rows; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/resume/map build/resume/rows 2>/dev/null >build/resume/rows.want; (trap '' XFSZ; ulimit -f 100; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/resume/map build/resume/rows -o build/resume/rows.out)
512 lines: 273 permit_needed, 239 free
licet batch: cannot write 'build/resume/rows.out': file too large
licet batch: stopped after line 513; go on with --resume
[5]
$ sed '1s/note/remark/' build/resume/rows >build/resume/renamed; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/resume/map build/resume/renamed -o build/resume/rows.out --resume
licet batch: 'build/resume/rows.out' cannot be gone on with: the first line of the input names other columns
[2]
$ sed 's/"W"/"kW"/' build/resume/map >build/resume/map2; licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/resume/map2 build/resume/rows -o build/resume/rows.out --resume
licet batch: 'build/resume/rows.out' cannot be gone on with: it was begun with another map of columns
[2]
$ licet batch -p examples/first-rule/library.licet --as-of 2024-05-01 --columns build/resume/map build/resume/rows -o build/resume/rows.out --resume && cmp build/resume/rows.want build/resume/rows.out
going on after line 513
900 lines: 500 permit_needed, 400 free

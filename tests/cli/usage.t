# What is said to wrong commands and options: exit status 2, and where to look.
$ licet
licet: no command
Try 'licet --help'.
[2]
$ licet decde
licet: unknown command 'decde'; did you mean 'decide'?
Try 'licet --help'.
[2]
$ licet xyzzy
licet: unknown command 'xyzzy'
Try 'licet --help'.
[2]
$ licet decide --fromat json
licet decide: unknown option '--fromat'; did you mean '--format'?
Try 'licet decide --help'.
[2]
$ licet decide --format yaml
licet decide: unknown value 'yaml' for '--format': expected text, json, html or resolutions
Try 'licet decide --help'.
[2]
$ licet decide --format
licet decide: '--format' needs a value: --format FORMAT
Try 'licet decide --help'.
[2]
$ licet decide --full=yes
licet decide: '--full' takes no value
Try 'licet decide --help'.
[2]
$ licet decide -x
licet decide: unknown option '-x'
Try 'licet decide --help'.
[2]
$ licet decide a.licet b.licet
licet decide: one file at a time, and 'b.licet' is a second one
Try 'licet decide --help'.
[2]
$ licet decide facts.json
licet decide: 'facts.json' is no .licet file; facts are given with -f
Try 'licet decide --help'.
[2]
$ licet decide nowhere.licet
licet decide: cannot read 'nowhere.licet': no such file or directory
[2]
$ licet decide -p examples/first-rule/library.licet -f nowhere.json
licet decide: cannot read 'nowhere.json': no such file or directory
[2]
$ licet decide -p examples/first-rule/library.licet --world wishful --set trained=true
licet decide: unknown value 'wishful' for '--world': expected enforced or text
Try 'licet decide --help'.
[2]
$ licet decide -p examples/first-rule/library.licet --extra-facts maybe -f examples/first-rule/loan.json
licet decide: unknown value 'maybe' for '--extra-facts': expected error or ignore
Try 'licet decide --help'.
[2]
$ licet batch -j 0 </dev/null
licet batch: '0' is not a number of threads from 1 to 256
Try 'licet batch --help'.
[2]
$ licet batch --fail-on never </dev/null
licet batch: unknown value 'never' for '--fail-on': expected stop, hold or undetermined
Try 'licet batch --help'.
[2]
$ licet batch a b
licet batch: one file at a time, and 'b' is a second one
Try 'licet batch --help'.
[2]
$ licet test nowhere
licet test: cannot read 'nowhere': no such file or directory
[2]
$ licet test --format xml
licet test: unknown value 'xml' for '--format': expected text, tap or junit
Try 'licet test --help'.
[2]
$ licet check
licet check: which file?
Try 'licet check --help'.
[2]
$ licet check nowhere.licet
licet check: cannot read 'nowhere.licet': no such file or directory
[2]
$ licet check --dump nothing us.ear
licet check: unknown value 'nothing' for '--dump': expected tree, names, types, core, code, eras or provisions
Try 'licet check --help'.
[2]
$ licet check --list-length many us.ear
licet check: 'many' is not a length
Try 'licet check --help'.
[2]
$ licet fmt nowhere.licet
licet fmt: cannot read 'nowhere.licet': no such file or directory
[2]
$ licet explain
licet explain: which label?
Try 'licet explain --help'.
[2]
$ licet explain -p examples/first-rule/library.licet 2.3
licet explain: no provision is labeled '2.3'
did you mean '2.2'?
[2]
$ licet explain -p examples/first-rule/library.licet 2.1 --as-of yesterday
licet explain: 'yesterday' is not a date, such as 2024-03-15
Try 'licet explain --help'.
[2]
$ licet facts extra
licet facts: unexpected 'extra'; a policy is named with -p
Try 'licet facts --help'.
[2]
$ licet demo
licet demo: which files?
Try 'licet demo --help'.
[2]
$ licet demo examples/first-rule/library.licet
licet demo: no scenario in these files names a 'case'
[2]
$ licet codes --format csv
licet codes: unknown value 'csv' for '--format': expected text or json
Try 'licet codes --help'.
[2]
$ mkdir -p build/empty; licet check build/empty
licet check: no policy in 'build/empty': expected files that end in .licet or .md
[2]
$ licet fmt build/empty
licet fmt: no policy in 'build/empty': expected files that end in .licet or .md
[2]
$ licet test build/empty
licet test: no policy in 'build/empty': expected files that end in .licet or .md
[2]
$ licet decide examples/your-case/case.licet --as-of 2024-01-01 --as-of 2024-02-01
licet decide: '--as-of' stands here twice, and only one counts
Try 'licet decide --help'.
[2]
$ licet decide examples/your-case/case.licet --as-of 2024-01-01 --over-time
licet decide: '--as-of' and '--over-time' do not go together
Try 'licet decide --help'.
[2]
$ licet decide examples/your-case/case.licet --full --format json
licet decide: '--full' and '--format' do not go together
Try 'licet decide --help'.
[2]
$ licet decide examples/your-case/case.licet --matter 42/7
licet decide: '--matter' goes with '--format html'
Try 'licet decide --help'.
[2]
$ licet decide examples/your-case/case.licet#one --scenario two
licet decide: '#one' and '--scenario two' are two names: give one
Try 'licet decide --help'.
[2]
$ licet classify h20 --as-of 2024-01-01 --all-versions
licet classify: '--as-of' and '--all-versions' do not go together
Try 'licet classify --help'.
[2]
$ licet test examples/first-rule -o build/report.xml
licet test: '--output' goes with '--format junit'
Try 'licet test --help'.
[2]
$ licet test examples/first-rule --coverage --format junit
licet test: '--coverage' and '--format' do not go together
Try 'licet test --help'.
[2]
$ licet check examples/first-rule --dump tree --format json
licet check: '--dump' and '--format' do not go together
Try 'licet check --help'.
[2]
$ licet fmt --check -w examples/first-rule/library.licet
licet fmt: '--check' and '--write' do not go together
Try 'licet fmt --help'.
[2]
$ licet facts --schema --template
licet facts: '--schema' and '--template' do not go together
Try 'licet facts --help'.
[2]
$ licet demo --header x examples/first-rule/library.licet
licet demo: '--header' goes with '--output'
Try 'licet demo --help'.
[2]
$ licet codes LR-LIST
licet codes: unexpected 'LR-LIST'
Try 'licet codes --help'.
[2]
$ licet --version 2
licet: unexpected '2'
Try 'licet --help'.
[2]
$ licet help decide batch
licet: unexpected 'batch'
Try 'licet --help'.
[2]
$ licet batch --only stop, </dev/null
licet batch: unknown value '' for '--only': expected stop, hold, undetermined or proceed
Try 'licet batch --help'.
[2]
$ licet batch --as-of tomorrow </dev/null
licet batch: 'tomorrow' is not a date for '--as-of', such as 2024-03-15
Try 'licet batch --help'.
[2]
$ mkdir -p build/over && cp examples/first-rule/loan.json build/over/in && ln -sf in build/over/link
$ licet batch -p examples/first-rule/library.licet -o build/over/link build/over/in
licet batch: '--output' would write over 'build/over/in', which is read
Try 'licet batch --help'.
[2]
$ licet batch -p examples/first-rule/library.licet -o build/over/in <build/over/in
licet batch: '--output' would write over 'standard input', which is read
Try 'licet batch --help'.
[2]
$ licet batch -p examples/first-rule/library.licet --pack build/over/in build/over/in
licet batch: '--pack' would write over 'build/over/in', which is read
Try 'licet batch --help'.
[2]
$ licet decide -p examples/first-rule/library.licet -f build/over/in -o build/over/in
licet decide: '--output' would write over 'build/over/in', which is read
Try 'licet decide --help'.
[2]
$ licet decide -p examples/first-rule/library.licet -f build/over/in -o build/over/out --pack build/over/out
licet decide: 'build/over/out' cannot be both the answers and the pack
Try 'licet decide --help'.
[2]
$ cmp examples/first-rule/loan.json build/over/in
$ licet decide examples/your-case/case.licet --library build/no/such
licet decide: 'build/no/such' is no folder for '--library'
Try 'licet decide --help'.
[2]
$ licet classify h20 --scenario one
licet classify: '--scenario' names one of a FILE, and there is none
Try 'licet classify --help'.
[2]

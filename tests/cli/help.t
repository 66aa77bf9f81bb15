# Every command says what it takes, and what its exit status means.
$ licet --version
licet 0.1.0
$ licet --help
licet decides export questions by rules written as law is written, and proves it.

usage: licet COMMAND [OPTION]... [FILE]...

  decide    one decision with its proof
  batch     one decision a line
  test      runs scenarios and compares with what they expect
  check     errors, warnings and the cost of policies
  fmt       source files in canonical layout
  explain   a provision read back in plain words
  classify  what an item is under the encoded entries, and how far from the limits
  facts     the facts that a policy asks for
  demo      a table and report of many cases
  codes     the registry of reason codes
  compile   a policy as a bundle, which loads at once
  replay    decides the cases of an evidence pack again
  recheck   decides again what rests on what has changed

'licet COMMAND --help' says more; 'licet --version' names the version.
$ licet help decide
usage: licet decide [-p POLICY]... [-f FACTS]... [--set PATH=VALUE]... [FILE[#NAME]]

one decision with its proof

  -p, --policy POLICY        module (us.ear), .licet file or bundle; may be given again
  -f, --facts FILE           facts as JSON; later files are laid over earlier ones; - reads standard input
  -s, --set PATH=VALUE       one fact, such as end_user.located=CN or items[0].quantity=8
      --as-of DATE           decide by the law of this day
      --assume LABEL         count a proposed provision as law
      --world WORLD          enforced (default), or text: the law as written
      --scenario NAME        which scenario: title or part of it, case id, or number
      --format FORMAT        text (default), json, html, or resolutions (a blank form)
  -o, --output FILE          write there instead of standard output
      --pack FILE            write an evidence pack as well: all that 'licet replay' needs years later
      --over-time            instead one row for each period with one answer, by the law of its days
      --from DATE            first day of --over-time
      --until DATE           last day of --over-time
      --alternatives FACT    instead one row for each word of a fact, or FACT=VALUE,VALUE
      --full                 text: with the whole proof
      --matter TEXT          html: matter number for the header
      --header TEXT          html: first line of each page, such as a privilege mark
      --extra-facts WHAT     error (default), or ignore: what to do with facts not declared
      --allow-native LIB     let the policy call functions of this shared library
      --library DIR          look for modules in DIR before the standard library
  -h, --help                 show this help

FILE is a .licet file with a scenario, FILE#NAME one of several: it is decided as it
stands, with --set laid over it. Without FILE, -f or --set, facts come from standard
input. Without a date the answer is undetermined; at a terminal it is today's.

exit status: 0 proceed, 10 license required, 11 hold, 12 prohibited, 20 undetermined,
21 provisions conflict; 2 usage, 3 the policy does not check, 4 the facts do not fit,
5 a fault or a limit.
$ licet batch --help | head -3
usage: licet batch [-p POLICY]... [-j N] [--goal GOAL] [--columns MAP] [--full] [-o FILE [--resume]] [FILE] <in.ndjson

one decision a line
$ licet test --help | tail -3
Folders stand for the .licet and .md files in them; without FILE the current one.

exit status: 0; 2 usage; 3 a policy does not check; 6 a scenario failed; 5 a limit.
$ licet check -h | head -3
usage: licet check [--strict] [--format FORMAT] [--dump STAGE] FILE...

errors, warnings and the cost of policies
$ licet fmt --help
usage: licet fmt [--check | -w] [FILE]...

source files in canonical layout

      --check                only name the files whose layout differs
  -w, --write                write the files instead of standard output
  -h, --help                 show this help

Without files, or for '-', reads standard input. Folders stand for the .licet and .md
files in them.

exit status: 0; 2 usage; 3 a file has errors, or with --check another layout.
$ licet explain --help
usage: licet explain [-p POLICY]... [--as-of DATE] LABEL...

a provision read back in plain words

  -p, --policy POLICY        module (us.ear), .licet file or bundle; may be given again
      --as-of DATE           only the versions in force on this day
      --library DIR          look for modules in DIR before the standard library
  -h, --help                 show this help

LABEL is a provision as it is printed, such as '742.6(a)(6)(iii)' or 3A090.a (quote the
brackets for the shell); all below it are told too. The name of a definition works too.

exit status: 0; 2 when nothing goes by the label; 3 the policy does not check.
$ licet facts --help
usage: licet facts [-p POLICY]... [--schema | --template | --decision-schema]

the facts that a policy asks for

  -p, --policy POLICY        module (us.ear), .licet file or bundle; may be given again
      --schema               JSON Schema (2020-12) of the facts
      --template             a blank form to fill in, as JSON
      --decision-schema      JSON Schema (2020-12) of the answer
  -o, --output FILE          write there instead of standard output
      --library DIR          look for modules in DIR before the standard library
  -h, --help                 show this help

exit status: 0; 2 usage; 3 the policy does not check.
$ licet demo --help | head -3
usage: licet demo [-o REPORT.html] FILE...

a table and report of many cases
$ licet codes --help
usage: licet codes [--format text|json]

the registry of reason codes

      --format FORMAT        text (default) or json
  -h, --help                 show this help

A code is never reused and never changes its meaning. exit status: 0; 2 usage.

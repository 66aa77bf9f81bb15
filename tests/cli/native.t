# Natives: refused unless allowed; wrong path, symbol or signature; failing; asking back; crashing.
$ echo '{"day":"2024-03-02","signed":"2024-01-31","answer":7}' | licet decide -p tests/cli/native.licet --allow-native libexample.so=$NATIVE/libexample.so
Law of 2024-03-02 · native

  LICENSE REQUIRED   regional stability
  STOP               nothing lifts it

Why: the whole transaction                                                          LICENSE REQUIRED
  1 Because of
    1.1         regional stability [LR-LIST]
    1.2         regional stability [LR-LIST]
    1.3         perhaps: regional stability [LR-LIST]

Over time
  The same facts give this result through 2024-03-02; a later day may give another.

exit 10 · decision sha256:… · --format html for the full proof
[10]
$ echo '{"day":"2024-03-01","signed":"2024-01-31","answer":6}' | licet decide -p tests/cli/native.licet --allow-native libexample.so=$NATIVE/libexample.so
Law of 2024-03-01 · native

  UNDETERMINED   between no license required and license required
  HOLD           the answer is not settled

Why: the whole transaction                                                              UNDETERMINED
  1 Because of
    1.3         perhaps: regional stability [LR-LIST]
  2 Not settled, because
    UN-FAULT    a rule could not be evaluated: the native function 'always_fails' failed: it
                reports: register 7 is closed

Over time
  The same facts give this result through 2024-03-01; a later day may give another.

exit 20 · decision sha256:… · --format html for the full proof
[20]
$ echo '{"day":"2024-03-01","signed":"2024-01-31"}' | licet decide -p tests/cli/native.licet --allow-native libexample.so=$NATIVE/libexample.so
Law of 2024-03-01 · native

  UNDETERMINED   between no license required and license required
  HOLD           the answer is not settled

Why: the whole transaction                                                              UNDETERMINED
  1 Because of
    1.2         perhaps: regional stability [LR-LIST]
    1.3         perhaps: regional stability [LR-LIST]
  2 Not settled, because
    UN-FAULT    a rule could not be evaluated: the native function 'always_fails' failed: it
                reports: register 7 is closed
    UN-FAULT    a rule could not be evaluated: the native function 'twice_of' failed: it asked for
                'tripled': it is not known

Over time
  The same facts give this result through 2024-03-01; a later day may give another.

exit 20 · decision sha256:… · --format html for the full proof
[20]
$ echo '{"day":"2024-03-02","signed":"2024-01-31","answer":7}' | licet decide -p tests/cli/native.licet | head -12
warning[R0801]: the native function 'days_between' is refused: the host does not allow the library 'libexample.so'
  tests/cli/native.licet:11:1
   11 | native days_between(a: date, b: date): integer
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Allow it with --allow-native, or leave out the modules that use it.

warning[R0801]: the native function 'twice_of' is refused: the host does not allow the library 'libexample.so'
  tests/cli/native.licet:13:1
   13 | native twice_of(name: text): number
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Allow it with --allow-native, or leave out the modules that use it.

warning[R0801]: the native function 'always_fails' is refused: the host does not allow the library 'libexample.so'
  tests/cli/native.licet:15:1
   15 | native always_fails(code: integer): integer
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Allow it with --allow-native, or leave out the modules that use it.
Law of 2024-03-02 · native

  UNDETERMINED   between no license required and license required
  HOLD           the answer is not settled

Why: the whole transaction                                                              UNDETERMINED
  1 Because of
    1.1         perhaps: regional stability [LR-LIST]
    1.2         perhaps: regional stability [LR-LIST]
    1.3         perhaps: regional stability [LR-LIST]
  2 Not settled, because
    UN-FAULT    a rule could not be evaluated: the native function 'always_fails' failed: the host
$ licet check tests/cli/native.licet
warning[R0801]: the native function 'days_between' is refused: the host does not allow the library 'libexample.so'
  tests/cli/native.licet:11:1
   11 | native days_between(a: date, b: date): integer
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Allow it with --allow-native, or leave out the modules that use it.

warning[R0801]: the native function 'twice_of' is refused: the host does not allow the library 'libexample.so'
  tests/cli/native.licet:13:1
   13 | native twice_of(name: text): number
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Allow it with --allow-native, or leave out the modules that use it.

warning[R0801]: the native function 'always_fails' is refused: the host does not allow the library 'libexample.so'
  tests/cli/native.licet:15:1
   15 | native always_fails(code: integer): integer
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: Allow it with --allow-native, or leave out the modules that use it.
tests/cli/native.licet: 0 errors, 3 warnings, 0 scenarios
  31 operations at most: 31 when every list has 10 elements
$ licet check tests/cli/native.licet --allow-native libexample.so=/nowhere/libexample.so 2>&1 | head -3
error[R0802]: the library 'libexample.so' cannot be opened: /nowhere/libexample.so: cannot open shared object file: No such file or directory
  tests/cli/native.licet:11:1
   11 | native days_between(a: date, b: date): integer
$ licet check tests/cli/native-symbol.licet --allow-native libexample.so=$NATIVE/libexample.so
error[L0302]: this file says it is module 'native', but it stands where module 'native-symbol' belongs
  tests/cli/native-symbol.licet:1:8
    1 | module native
      |        ^^^^^^
  hint: Move the file, or correct its 'module' line.
tests/cli/native-symbol.licet: 1 error, 0 warnings
[3]
$ licet check tests/cli/native-signature.licet --allow-native libexample.so=$NATIVE/libexample.so
error[L0302]: this file says it is module 'native', but it stands where module 'native-signature' belongs
  tests/cli/native-signature.licet:1:8
    1 | module native
      |        ^^^^^^
  hint: Move the file, or correct its 'module' line.
tests/cli/native-signature.licet: 1 error, 0 warnings
[3]
$ echo '{"day":"2024-03-01","how":"crash"}' | licet decide -p tests/cli/hostile.licet --allow-native libhostile.so=$NATIVE/libhostile.so
Law of 2024-03-01 · hostile

  UNDETERMINED   between no license required and license required
  HOLD           the answer is not settled

Why: the whole transaction                                                              UNDETERMINED
  1 Because of
    1.1         perhaps: regional stability [LR-LIST]
  2 Not settled, because
    UN-FAULT    a rule could not be evaluated: the native function 'crashes' failed: it crashed
                (SIGSEGV)

Over time
  The same facts give this result through 2024-03-01; a later day may give another.

exit 20 · decision sha256:… · --format html for the full proof
[20]
$ for how in order crash exit order; do echo "{\"day\":\"2024-03-01\",\"how\":\"$how\"}"; done | licet batch -j 2 -p tests/cli/hostile.licet --allow-native libhostile.so=$NATIVE/libhostile.so
{"id":null,"gate":"stop","finding":"license_required","codes":["LR-LIST"],"lines":[{"id":"/","regime":"hostile","finding":"license_required","gate":"stop","codes":["LR-LIST"]}]}
{"id":null,"gate":"hold","finding":"undetermined","codes":["LR-LIST","UN-FAULT"],"lines":[{"id":"/","regime":"hostile","finding":"undetermined","gate":"hold","codes":["LR-LIST","UN-FAULT"]}]}
{"id":null,"gate":"hold","finding":"undetermined","codes":["LR-LIST","UN-FAULT"],"lines":[{"id":"/","regime":"hostile","finding":"undetermined","gate":"hold","codes":["LR-LIST","UN-FAULT"]}]}
{"id":null,"gate":"stop","finding":"license_required","codes":["LR-LIST"],"lines":[{"id":"/","regime":"hostile","finding":"license_required","gate":"stop","codes":["LR-LIST"]}]}
4 lines: 2 license_required, 2 undetermined
undetermined: 2 of 4 (50.0 %)
[0]
$ LD_LIBRARY_PATH=$NATIVE licet check tests/cli/hostile.licet --allow-native libhostile.so 2>&1 | head -1
error[R0802]: the library 'libhostile.so' cannot be opened: libhostile.so: cannot open shared object file: No such file or directory

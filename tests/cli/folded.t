# folded: in a long sorted file, too, a folded key finds no name that is not folded, and a policy with one is refused;
# the lists of the library are looked at when they are read from files.
$ mkdir -p build/folded && printf '%s\n' 'module names' 'fact name: text' 'table listed columns key name: text, program: text hit unique from "listed.csv"' 'define program: optional text = listed[folded(name)].program' >build/folded/names.licet; python3 -c 'print("name,program"); [print(f"name{n:05},list {n % 7}") for n in range(3000)]' >build/folded/listed.csv; licet check build/folded/names.licet
build/folded/names.licet: 0 errors, 0 warnings, 0 scenarios
  0 operations at most: 0 when every list has 10 elements
[0]
$ sed -i 's/^name01000/"name0""1000"/' build/folded/listed.csv; licet check build/folded/names.licet
error[L0655]: a folded key never finds the row 'name0"1000' of 'listed', whose key would be 'name01000'
  build/folded/names.licet:4:40
    4 | define program: optional text = listed[folded(name)].program
      |                                        ^^^^^^^^^^^^
  hint: Write the keys of the table as 'folded' gives them, without capitals, accents, blanks and stops.
build/folded/names.licet: 1 error, 0 warnings
[3]
$ sed -i 's/^"name0""1000"/name01 000/' build/folded/listed.csv; licet check build/folded/names.licet
error[L0655]: a folded key never finds the row 'name01 000' of 'listed', whose key would be 'name01000'
  build/folded/names.licet:4:40
    4 | define program: optional text = listed[folded(name)].program
      |                                        ^^^^^^^^^^^^
  hint: Write the keys of the table as 'folded' gives them, without capitals, accents, blanks and stops.
build/folded/names.licet: 1 error, 0 warnings
[3]
$ licet check --library stdlib us.ear | head -1
us.ear: 0 errors, 0 warnings, 0 scenarios

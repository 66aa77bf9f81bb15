# compile: natives of a bundle are named and confined as those of its sources.
$ licet compile -p tests/cli/hostile.licet -o build/hostile.lcb 2>/dev/null
$ echo '{"day":"2024-03-01","how":"crash"}' | licet decide -p build/hostile.lcb --allow-native libhostile.so=$NATIVE/libhostile.so | grep -A1 UN-FAULT
    UN-FAULT    a rule could not be evaluated: the native function 'crashes' failed: it crashed
                (SIGSEGV)

#!/bin/bash
# The same answers, byte for byte, from other compilers, optimizations and machines (make cross).
#
#     tests/cross.sh [NAME]...     gcc-O0 gcc-O3 gcc-Os clang-O2 clang-O0 i386 s390x; default: all
#
# Each builds the command below build/cross/NAME. Recorded outputs, scenarios and whole decision
# documents must be those of build/release/licet. i386 has 32 bits, s390x is big-endian and runs
# under qemu-user; their libraries are Debian's, unpacked below build/cross, not installed.
# Ends with 'N passed, N failed'. FULL=1 runs the long parts under emulation as well.
# SPDX-License-Identifier: Apache-2.0
set -u
cd "$(dirname "$0")/.." || exit 2
root=$PWD/build/cross passed=0 failed=0
LIBRARIES='libgmp-dev libffi-dev libutf8proc-dev libsimdjson-dev libsodium-dev libstdc++6'
FLAGS='-g -DNDEBUG -fstack-protector-strong'
mkdir -p "$root"

# sysroot ARCH TRIPLET: Debian's libraries of another machine, unpacked; the system stays as it is.
sysroot()
{
    local arch=$1 at=$root/sysroot/$1 apt=$root/apt/$1
    [ -e "$at/.done" ] && return
    mkdir -p "$at" "$apt/lists/partial" "$apt/cache/archives/partial"
    : >"$apt/status"
    cat >"$apt/conf" <<CONF
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
Dir::State "$apt";
Dir::State::Lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache "$apt/cache";
Debug::NoLocking "true";
CONF
    apt-get -qq -c "$apt/conf" update >/dev/null 2>&1 # an index that fails may not be needed
    apt-get -qq -y -c "$apt/conf" install --download-only \
        --no-install-recommends $LIBRARIES >/dev/null || return 1
    for package in "$apt"/cache/archives/*.deb; do
        dpkg -x "$package" "$at" || return 1
    done
    touch "$at/.done"
}

# compile NAME CC CXX OPTIMIZATION [MAKE VARIABLES]...
compile()
{
    local name=$1 cc=$2 cxx=$3 level=$4 parts
    shift 4
    parts=$(for native in tests/native/*.c; do echo "build/cross/$name/native/lib$(basename "$native" .c).so"; done)
    make -s V=release OUT="build/cross/$name" CC="$cc" CXX="$cxx" MODE_release="$level $FLAGS" "$@" \
        "build/cross/$name/licet" $parts >"$root/$name.log" 2>&1
    local status=$?
    grep -v '^  [A-Z]' "$root/$name.log"
    return $status
}

# What runs programs of i386: their own loader, where the kernel lets it, else qemu.
loader()
{
    local at=$root/sysroot/i386
    sysroot i386
    if "$at/lib/ld-linux.so.2" --version >/dev/null 2>&1; then
        echo "$at/lib/ld-linux.so.2 --library-path $at/lib/i386-linux-gnu:$at/usr/lib/i386-linux-gnu"
    else
        echo "qemu-i386 -L $at"
    fi
}

# foreign NAME ARCH TRIPLET RUNNER...: compiled for another machine; `licet` is a script that runs it.
foreign()
{
    local name=$1 arch=$2 triplet=$3 libs place
    shift 3
    sysroot "$arch" || { echo "no packages for $arch"; return 1; }
    place=$root/sysroot/$arch
    libs=$(basename "$(ls -d "$place"/usr/lib/*-linux-gnu | head -n 1)")
    export PKG_CONFIG_LIBDIR=$place/usr/lib/$libs/pkgconfig PKG_CONFIG_SYSROOT_DIR=$place
    export C_INCLUDE_PATH=$place/usr/include:$place/usr/include/$libs
    export CPLUS_INCLUDE_PATH=$C_INCLUDE_PATH
    compile "$name" "${CCACHE:-} $triplet-gcc" "${CCACHE:-} $triplet-g++" -O2 \
        LDFLAGS="-L$place/usr/lib/$libs -Wl,-rpath-link,$place/lib/$libs:$place/usr/lib/$libs"
    local status=$?
    unset PKG_CONFIG_LIBDIR PKG_CONFIG_SYSROOT_DIR C_INCLUDE_PATH CPLUS_INCLUDE_PATH
    [ $status = 0 ] || return 1
    [ -f "$root/$name/licet.bin" ] && [ "$root/$name/licet.bin" -nt "$root/$name/licet" ] ||
        mv "$root/$name/licet" "$root/$name/licet.bin"
    { echo '#!/bin/sh'; echo "exec $* $root/$name/licet.bin \"\$@\""; } >"$root/$name/licet"
    chmod +x "$root/$name/licet"
    touch "$root/$name/licet.bin"
}

count()
{
    local what=$1 line
    shift
    line=$("$@" 2>&1 | tee "$root/last.log" | grep -aoE '[0-9]+ passed, [0-9]+ failed' | tail -n 1)
    if [ -z "$line" ] || [ "${line#*, }" != '0 failed' ]; then
        failed=$((failed + 1))
        printf '  FAILED %s: %s\n' "$what" "$line"
        grep -a . "$root/last.log" | head -n "${SHOW:-40}"
    else
        passed=$((passed + ${line%% *}))
        printf '  %-28s %s\n' "$what" "$line"
    fi
}

# Whole documents, their digests among them, of the examples and of an order book.
documents()
{
    local file
    for file in examples/seed/*.licet examples/your-case/*.licet; do
        "$1" decide "$file" --format json
    done
    "$1" decide -p examples/first-rule/library.licet -f examples/first-rule/loan.json --full
    "$1" classify h20 --all-versions --format json
    "$1" batch --full examples/diligence/order.json 2>/dev/null
    "$1" explain 3A090.a
    "$1" facts --schema
}

same_documents()
{
    documents build/release/licet >"$root/wanted" 2>&1
    documents "build/cross/$1/licet" >"$root/$1.got" 2>&1
    if [ -s "$root/wanted" ] && sed '/decided_at/d' "$root/wanted" | cmp - <(sed '/decided_at/d' "$root/$1.got"); then
        echo '1 passed, 0 failed'
    else
        echo '0 passed, 1 failed'
    fi
}

# The law answers from a bundle as from its sources, and compiled twice it is the same bytes.
same_bundles()
{
    LICET=$1 tests/bundle.sh "${ORDERS:-3}" && echo '1 passed, 0 failed'
}

# With 32 bits numbers look like addresses: no bundle is written, and one of 64 bits is refused.
no_bundles()
{
    local policy=examples/first-rule/library.licet at=$root/other.lcb none=$root/none.lcb
    build/release/licet compile -p $policy -o "$at" &&
        "$1" compile -p $policy -o "$none" 2>&1 | grep -q 'cannot write a bundle: .* of 64 bits' &&
        [ ! -e "$none" ] && "$1" check "$at" 2>&1 | grep -q 'R0902' && echo '1 passed, 0 failed'
}

try()
{
    local name=$1 licet=build/cross/$1/licet part without= bundle=same_bundles
    case $name in
    s390x) without='transcript native,transcript compile-native';; # qemu cannot start a process for natives
    i386) without=compile bundle=no_bundles;;
    esac
    for part in policies facts stages layout cli man; do
        count "$part" tests/golden.py --licet "$licet" --without "$without" "$part"
    done
    count documents same_documents "$name"
    count bundles $bundle "$licet"
    count 'scenarios of examples' "$licet" test examples/first-rule examples/cases
    if [ "${name#s390x}" = "$name" ] || [ -n "${FULL:-}" ]; then
        count scenarios "$licet" test examples stdlib
    fi
    LICET=$PWD/$licet count 'laws against the reference' python3 tests/properties/run.py --cases "${CASES:-200}" --workers 1
    LICET=$PWD/$licet count 'lines of a batch, both ways' python3 tests/properties/lines.py --lines 500
}

for name in ${*:-gcc-O0 gcc-O3 gcc-Os clang-O0 clang-O2 i386 s390x}; do
    echo "$name"
    case $name in
    gcc-*|clang-*)
        plus=$(echo "${name%%-*}" | sed 's/gcc/g++/; s/clang/clang++/')
        compile "$name" "${CCACHE:-} ${name%%-*}" "${CCACHE:-} $plus" "-${name#*-}"
        ;;
    i386) foreign i386 i386 i686-linux-gnu "$(loader)" ;;
    s390x) foreign s390x s390x s390x-linux-gnu qemu-s390x -L "$root/sysroot/s390x" ;;
    *) echo "tests/cross.sh: no variant '$name'" >&2; exit 2 ;;
    esac && try "$name" || { failed=$((failed + 1)); echo "  FAILED: does not build, see build/cross/$name.log"; }
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]

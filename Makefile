# Builds the engine, the command and everything that checks them. `make help` lists the targets.
# SPDX-License-Identifier: Apache-2.0

# -- what a user may set on the command line
V       ?= release#  release, debug, asan or fuzz: each has its own folder under build/
ifeq ($(origin CC),default)
CC      := gcc
endif
ifeq ($(origin CXX),default)
CXX     := g++
endif
BISON   ?= bison
FLEX    ?= flex
PREFIX  ?= /usr/local
DESTDIR ?=
VERBOSE ?=
VERSION := 0.1.0

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
Q := $(if $(VERBOSE),,@)
say = $(if $(VERBOSE),,@printf '  %-7s %s\n' '$(1)' '$(2)')
# Jobs of a build started from within (deps first, then the rest), unless the caller gave -j.
JOBS = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell nproc 2>/dev/null || echo 2))

# -- folders and sources
V     := $(strip $(V))
OUT   := build/$(V)
GEN   := $(OUT)/gen
CS    := $(sort $(wildcard runtime/*/*.c grammar/*.c))
CXXS  := $(sort $(wildcard runtime/*/*.cpp))
HEADERS := $(sort $(wildcard runtime/*/*.h runtime/*/*.def grammar/*.h))
UNITS := $(sort $(wildcard tests/unit/*_test.c))
FUZZ_PARTS := alone generate generate_rules generate_facts answer# what targets share
FUZZERS := $(filter-out $(FUZZ_PARTS),$(basename $(notdir $(sort $(wildcard tests/fuzz/*.c)))))
NATIVES := $(sort $(wildcard tests/native/*.c))
# What belongs to the command and not to the library.
COMMAND := runtime/cli/% runtime/batch/%
MANS  := $(sort $(wildcard runtime/cli/man/*.1))
# What the command carries with it: the standard library and the schema of its answers.
EMBED := $(sort $(shell find stdlib runtime/proof -type f \
    \( -path 'stdlib/*.licet' -o -path 'stdlib/*.md' -o -path 'stdlib/*.csv' \
    -o -name 'decision.schema.json' \) ! -name README.md 2>/dev/null))
EMBED_DIRS := $(shell find stdlib runtime/proof -type d 2>/dev/null)

# The program that calls natives: carried by the library, plain in every variant.
WORKER := $(OUT)/worker/worker
WORKER_CS := runtime/ffi/worker.c runtime/ffi/wire.c \
    $(addprefix runtime/base/,arena.c buf.c str.c os.c os_process.c os_stream.c os_confine.c)
CORE_OBJS := $(patsubst %.c,$(OUT)/%.o,$(filter-out $(COMMAND) runtime/ffi/worker.c,$(CS))) \
    $(patsubst %.cpp,$(OUT)/%.o,$(CXXS)) \
    $(GEN)/licet_parse.o $(GEN)/licet_scan.o $(GEN)/embedded.o $(GEN)/worker_image.o
CLI_OBJS  := $(patsubst %.c,$(OUT)/%.o,$(filter $(COMMAND),$(CS)))
UNIT_BINS := $(patsubst tests/unit/%.c,$(OUT)/unit/%,$(UNITS))
FUZZ_BINS := $(addprefix $(OUT)/fuzz/,$(FUZZERS))
NATIVE_LIBS := $(patsubst tests/native/%.c,$(OUT)/native/lib%.so,$(NATIVES)) $(OUT)/faults/libfail.so

# -- compilers and their flags
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
    -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition -Wundef -Wvla \
    -Wcast-qual -Wwrite-strings -Wpointer-arith -Wformat=2 -Wimplicit-fallthrough \
    -Wredundant-decls
CXX_WARNINGS := -Wall -Wextra -Wshadow -Wconversion
MODE_release := -O2 -g -DNDEBUG -D_FORTIFY_SOURCE=2 -fstack-protector-strong
MODE_debug   := -O0 -g3
MODE_asan    := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
    -fno-sanitize-recover=all
# clang alone: `make fuzz` sets the compilers.
MODE_fuzz    := -O1 -g -fno-omit-frame-pointer -fno-sanitize-recover=all \
    -fsanitize=fuzzer-no-link,address,undefined
# The rest are for make sanitize and make coverage. thread: what two threads may not do.
MODE_thread  := -O1 -g -fno-omit-frame-pointer -fsanitize=thread
# integer, clang alone: what C allows and nobody meant; who means it stands in the list.
MODE_integer := -O1 -g -fno-omit-frame-pointer \
    -fsanitize=undefined,unsigned-integer-overflow,unsigned-shift-base,implicit-conversion \
    -fsanitize-ignorelist=tests/integer.ignore
# grain: each piece of an arena is a block of its own, so that the address sanitizer sees where
# one ends, and memory can end at every single one (tests/unit/memory_test.c).
MODE_grain   := $(MODE_asan) -DARENA_GRAIN
# holes, clang alone: structures go by way of the stack, holes and all, which valgrind sees.
MODE_holes   := -O0 -gdwarf-4 -DNDEBUG
MODE_coverage := -O0 -g --coverage -fprofile-update=atomic -DNDEBUG
MODE := $(MODE_$(V))
ifeq ($(MODE),)
$(error V=$(V) is not a variant: release, debug, asan, fuzz, thread, integer, grain, holes or coverage)
endif
PACKAGES := gmp libutf8proc simdjson libsodium
# Asked for only once and only when something is compiled: before that, pkg-config may be missing.
pkg_once = $(eval $(1) := $$(shell pkg-config $(2)))$($(1))
PKG_CFLAGS = $(call pkg_once,PKG_CFLAGS,--cflags $(PACKAGES))
PKG_LIBS   = $(call pkg_once,PKG_LIBS,--libs $(PACKAGES))
COMMON   = $(MODE) -fPIC -fno-common -fvisibility=hidden -I. -I$(GEN) \
    -DLICET_VERSION='"$(VERSION)"' $(PKG_CFLAGS) $(EXTRA_CFLAGS)
CFLAGS_ALL   = -std=c11 $(COMMON) $(CFLAGS)
CXXFLAGS_ALL = -std=c++17 -fvisibility-inlines-hidden $(COMMON) $(CXXFLAGS)
LDFLAGS_ALL  = $(MODE) -Wl,--as-needed $(LDFLAGS)
DEPEND = -MMD -MP

.PHONY: all deps demo orderbook test install uninstall clean help symbols-list build-tests warnings \
    build-fuzz fuzz fuzz-deps laws cross cross-deps chart faults mutants proofs \
    lint-deps lint sanitize coverage

all: $(OUT)/licet $(OUT)/liblicet.a $(OUT)/liblicet.so ## build the command and the library

# -- the generated sources
$(GEN)/licet_parse.c $(GEN)/licet_parse.h &: grammar/licet.y | $(GEN)/
	$(call say,BISON,$<)
	$(Q)$(BISON) -Wall -Wcounterexamples -Werror -o $(GEN)/licet_parse.c \
	    --header=$(GEN)/licet_parse.h $<

$(GEN)/licet_scan.c $(GEN)/licet_scan.h &: grammar/licet.l | $(GEN)/
	$(call say,FLEX,$<)
	$(Q)$(FLEX) -Cfe -o $(GEN)/licet_scan.c --header-file=$(GEN)/licet_scan.h $<

# Each file becomes bytes of the object through the assembler; the table names them by path.
$(GEN)/embedded.c: $(EMBED) $(EMBED_DIRS) Makefile | $(GEN)/
	$(call say,EMBED,$(words $(EMBED)) files)
	$(Q){ \
	echo '// Generated: the files that the command carries with it.'; \
	echo '#include "runtime/engine/embedded.h"'; \
	n=0; for f in $(EMBED); do \
	printf '__asm__(".section .rodata\\nembedded_%d: .incbin \\"%s\\"\\nembedded_%d_end: .byte 0\\n.previous\\n");\n' $$n $$f $$n; \
	printf 'extern const char embedded_%d[], embedded_%d_end[];\n' $$n $$n; \
	n=$$((n + 1)); done; \
	echo 'const EmbeddedFile embedded_files[] = {'; \
	n=0; for f in $(EMBED); do \
	printf '    {"%s", embedded_%d, embedded_%d_end, "%.64s"},\n' $${f#stdlib/} $$n $$n \
	"$$(sha256sum < $$f)"; \
	n=$$((n + 1)); done; \
	echo '    {0, 0, 0, 0}};'; } > $@

# What tells one build from another: a bundle lays structures down as this one has them.
$(GEN)/build_id.h: $(CS) $(CXXS) $(HEADERS) grammar/licet.y grammar/licet.l | $(GEN)/
	$(Q)id=$$({ cat $(sort $^); $(CC) -dumpmachine; } | sha256sum | cut -c 1-32); \
	echo "#define LICET_BUILD \"$$id\"" > $@

$(OUT)/runtime/base/image_open.o: | $(GEN)/build_id.h

$(GEN)/embedded.o: $(GEN)/embedded.c
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS_ALL) $(DEPEND) -c -o $@ $<

$(GEN)/%.o: $(GEN)/%.c | $(GEN)/licet_parse.h $(GEN)/licet_scan.h
	$(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS_ALL) $(DEPEND) -c -o $@ $<

# -- objects; the generated headers come first because grammar/*.c include them
$(OUT)/%.o: %.c | $(GEN)/licet_parse.h $(GEN)/licet_scan.h
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_ALL) $(WARNINGS) $(DEPEND) -c -o $@ $<

$(OUT)/%.o: %.cpp
	$(call say,CXX,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CXX) $(CXXFLAGS_ALL) $(CXX_WARNINGS) $(DEPEND) -c -o $@ $<

# -- the program that calls natives, and its bytes as an object
$(WORKER): $(WORKER_CS) $(wildcard runtime/base/*.h runtime/ffi/*.h) runtime/include/licet_native.h | $(OUT)/worker/
	$(call say,WORKER,$@)
	$(Q)$(CC) -std=c11 $(MODE_release) $(WARNINGS) -I. $(shell pkg-config --cflags libffi) \
	    -fvisibility=hidden -Wl,--gc-sections -ffunction-sections $(LDFLAGS) -s -o $@ $(WORKER_CS) \
	    -Wl,-Bstatic $(shell pkg-config --libs libffi) -Wl,-Bdynamic -ldl

$(GEN)/worker_image.c: $(WORKER) Makefile | $(GEN)/
	$(Q)printf '%s\n' '// Generated: the program that calls natives.' >$@
	$(Q)printf '__asm__(".section .rodata\\n.globl ffi_worker_image, ffi_worker_image_end\\n"\n' >>$@
	$(Q)printf '    ".hidden ffi_worker_image, ffi_worker_image_end\\nffi_worker_image: "\n' >>$@
	$(Q)printf '    ".incbin \\"$<\\"\\nffi_worker_image_end: .byte 0\\n.previous\\n");\n' >>$@

# -- library: one relocatable object whose hidden names are made local, so only licet_ is seen
$(OUT)/liblicet.o: $(CORE_OBJS)
	$(Q)$(CC) -nostdlib -r -Wl,--force-group-allocation -o $@.whole $^
	$(Q)objcopy --localize-hidden $@.whole $@
	$(Q)rm -f $@.whole

$(OUT)/liblicet.a: $(OUT)/liblicet.o
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)ar rcs $@ $<

$(OUT)/liblicet.so: $(CORE_OBJS) runtime/include/licet.map
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LDFLAGS_ALL) -shared -Wl,-soname,liblicet.so.0 \
	    -Wl,--version-script=runtime/include/licet.map -o $@ $(CORE_OBJS) $(PKG_LIBS)
	$(Q)ln -sf liblicet.so $(OUT)/liblicet.so.0

# With all names, for the command and the unit tests.
$(OUT)/inside.a: $(CORE_OBJS)
	$(Q)rm -f $@
	$(Q)ar rcsT $@ $^

$(OUT)/licet: $(CLI_OBJS) $(OUT)/inside.a
	$(call say,LINK,$@)
	$(Q)$(CXX) $(LDFLAGS_ALL) -pthread -o $@ $^ $(PKG_LIBS)

# -- tests
$(OUT)/unit/%: tests/unit/%.c $(OUT)/inside.a | $(OUT)/unit/
	$(call say,UNIT,$<)
	$(Q)$(CC) $(CFLAGS_ALL) $(WARNINGS) -Wno-missing-prototypes $(DEPEND) -MT $@ -c -o $@.o $<
	$(Q)$(CXX) $(LDFLAGS_ALL) -pthread -o $@ $@.o $(OUT)/inside.a $(PKG_LIBS) -lcmocka

$(OUT)/native/lib%.so: tests/native/%.c | $(OUT)/native/
	$(call say,NATIVE,$<)
	$(Q)$(CC) -std=c11 $(MODE_release) -fPIC -I. -fvisibility=default -shared -o $@ $<

# Loaded before the command by tests/faults.py; with the C library's own names.
$(OUT)/faults/libfail.so: tests/faults/fail.c | $(OUT)/faults/
	$(call say,FAULTS,$<)
	$(Q)$(CC) -std=gnu11 -O1 -g -Wall -Wextra -fPIC -shared \
	    $(if $(filter release debug,$(V)),,-DSANITIZED) -o $@ $< -ldl

# A fuzz target: under libFuzzer, or, with other compilers, on the files that are given.
FUZZ_OBJS = $(filter-out $(if $(filter fuzz,$(V)),%/alone.o),$(FUZZ_PARTS:%=$(OUT)/fuzz/%.o))
FUZZ_MAIN = $(if $(filter fuzz,$(V)),-fsanitize=fuzzer)
FUZZ_CLI  = $(filter-out %/main.o,$(CLI_OBJS))
$(OUT)/fuzz/%.o: tests/fuzz/%.c | $(OUT)/fuzz/
	$(Q)$(CC) $(CFLAGS_ALL) $(WARNINGS) $(DEPEND) -c -o $@ $<

$(FUZZ_BINS): $(OUT)/fuzz/%: $(OUT)/fuzz/%.o $(OUT)/inside.a $(CLI_OBJS) $(FUZZ_PARTS:%=$(OUT)/fuzz/%.o)
	$(call say,FUZZ,$@)
	$(Q)$(CXX) $(LDFLAGS_ALL) -pthread -o $@ $< $(FUZZ_OBJS) $(FUZZ_CLI) $(OUT)/inside.a $(FUZZ_MAIN) $(PKG_LIBS)

# The laws by the million.
$(OUT)/properties/laws: tests/properties/laws.c $(OUT)/inside.a $(FUZZ_PARTS:%=$(OUT)/fuzz/%.o) | $(OUT)/properties/
	$(call say,LAWS,$@)
	$(Q)$(CC) $(CFLAGS_ALL) $(WARNINGS) $(DEPEND) -MT $@ -c -o $@.o $<
	$(Q)$(CXX) $(LDFLAGS_ALL) -pthread -o $@ $@.o $(filter-out %/alone.o,$(FUZZ_PARTS:%=$(OUT)/fuzz/%.o)) \
	    $(OUT)/inside.a $(PKG_LIBS)

build-tests: all $(OUT)/properties/laws $(UNIT_BINS) $(NATIVE_LIBS) $(if $(filter asan,$(V)),$(FUZZ_BINS))
build-fuzz: $(FUZZ_BINS)

FUZZ_SECONDS ?= 60
FUZZ_ONLY    ?= $(FUZZERS)
fuzz: deps fuzz-deps ## attack each input with libFuzzer for FUZZ_SECONDS (60); FUZZ_ONLY names targets
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=fuzz CC=clang CXX=clang++ build-fuzz
	$(Q)tests/fuzz.py --seconds $(FUZZ_SECONDS) $(FUZZ_ONLY)

faults: deps ## make every call to the system fail in turn under every command; minutes
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=release build-tests
	$(Q)tests/faults.py --all

# More than a million of each, of us.ear hundreds of thousands: three quarters of an hour of one core, by parts
# 2, 18, 18 and 7 minutes.
laws: deps $(OUT)/properties/laws ## a million deletions, withdrawals and completions; every day of 2022-2027
	$(Q)$(OUT)/properties/laws generated --policies 19000 --from 5000
	$(Q)$(OUT)/properties/laws library --tries 2000 examples/cases/*.licet examples/seed/*.licet
	$(Q)$(OUT)/properties/laws days --orders 5 examples/cases/*.licet
	$(Q)python3 tests/properties/outlives.py --windows 300

cross: deps cross-deps ## other compilers, -O0 to -O3, 32 bits, big-endian: the same answers byte for byte
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=release $(OUT)/licet
	$(Q)tests/cross.sh $(CROSS_ONLY)

# -- looking for more: minutes each, and not part of make test
lint: deps lint-deps $(GEN)/licet_parse.h $(GEN)/licet_scan.h $(GEN)/build_id.h ## clang-tidy, cppcheck and gcc -fanalyzer over the tree
	$(Q)tests/lint

sanitize: deps lint-deps ## thread and integer sanitizers, arenas grain by grain, valgrind, holes in bundles
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=release build-tests
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=thread build-tests
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=integer CC=clang CXX=clang++ build-tests
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=grain build-tests
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=holes CC=clang CXX=clang++ \
	    LDFLAGS=-Wl,-Ttext-segment=0x100000000 build/holes/licet
	$(Q)tests/sanitize

coverage: deps ## lines and branches that tests reach, by folder
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=coverage build-tests
	$(Q)tests/coverage.py

test: deps ## build release and sanitizer variants, run every test; ends with N passed, N failed
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=release build-tests
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=asan build-tests
	$(Q)tests/run

# Both compilers, all warnings, every one an error; nothing is linked.
warnings: $(GEN)/licet_parse.h $(GEN)/licet_scan.h $(GEN)/embedded.c $(GEN)/build_id.h ## compile with warnings as errors (CC=clang for the other compiler)
	$(Q)$(CC) $(CFLAGS_ALL) $(WARNINGS) -Werror -fsyntax-only $(CS)
	$(Q)$(CC) $(CFLAGS_ALL) -Wall -Wno-unused-function -Werror -fsyntax-only \
	    $(GEN)/licet_parse.c $(GEN)/licet_scan.c

# -- the first thing to try
CASES = $(sort $(wildcard examples/seed/*.licet))
chart: $(OUT)/licet ## every entry of the control list to every destination; counts, time, memory
	$(Q)tests/chart/run.py --licet $(OUT)/licet --all

demo: deps ## install what is missing, build, decide the reported cases, write build/demo/report.html
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=$(V) $(OUT)/licet
	$(Q)mkdir -p build/demo
	$(Q)$(OUT)/licet demo --title "US export control of AI chips and cloud access" \
	    -o build/demo/report.html $(CASES)
	@echo "your own case next: README.md, 'Your own case'"

orderbook: deps ## decide a book of realistic orders: what proceeds, holds, stops, and what is missing
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=$(V) $(OUT)/licet
	$(Q)LICET=$(OUT)/licet tests/orderbook.py

# Peers come by their own package clients (go, cargo, npm) into build/bench; one that cannot be had is reported.
.PHONY: bench bench-deps
bench: deps bench-deps ## Licet, the same by hand, and other engines: tests/bench/README.md; BENCH_QUICK=1 BENCH_ONLY=P,P BENCH_PUBLISH=1
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=release all
	$(Q)tests/bench/run.py $(if $(BENCH_QUICK),--quick) $(if $(BENCH_ONLY),--only $(BENCH_ONLY)) \
	    $(if $(BENCH_PUBLISH),--publish)

MUTANTS ?= 300
mutants: deps ## spoil the engine (MUTANTS of them) and the law in one place at a time; what the tests notice
	tests/mutants/engine.py --count $(MUTANTS)
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=release all
	tests/mutants/law.py

# Some minutes of one core; PROOFS="--policies 500 --files 0 --cases 0 --orders 50 --most 0" is every
# change of every document, and takes weeks.
PROOFS ?= --policies 40 --files 6 --cases 1 --orders 1 --most 300
proofs: deps ## check the proofs of some 250 documents, and some 300 single changes of each; minutes
	+$(Q)$(MAKE) --no-print-directory $(JOBS) V=release all
	tests/properties/proofs.py --changes 1 $(PROOFS)

# -- what Debian must have; nothing is asked of apt when all is there
DEBIAN := gcc g++ flex bison libffi-dev libgmp-dev libutf8proc-dev libsimdjson-dev \
    libsodium-dev libxxhash-dev libcmocka-dev pkg-config python3 python3-jsonschema python3-pip \
    python3-setuptools python3-wheel
fuzz-deps: DEBIAN := clang libclang-rt-14-dev llvm
cross-deps: DEBIAN := clang qemu-user gcc-s390x-linux-gnu g++-s390x-linux-gnu gcc-i686-linux-gnu \
    g++-i686-linux-gnu
bench-deps: DEBIAN := time libclips-dev libcjson-dev libsqlite3-dev
lint-deps: DEBIAN := clang libclang-rt-14-dev clang-tidy cppcheck valgrind
deps fuzz-deps cross-deps bench-deps lint-deps: ## install the Debian packages that are missing
	@command -v dpkg-query >/dev/null || exit 0; \
	missing=; for p in $(DEBIAN); do \
	dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' \
	    || missing="$$missing $$p"; done; \
	[ -z "$$missing" ] && exit 0; \
	echo "installing:$$missing"; \
	if [ "$$(id -u)" = 0 ]; then sudo=; \
	elif command -v sudo >/dev/null; then sudo=sudo; \
	else echo "cannot install without root: run 'apt-get install$$missing' as root" >&2; exit 1; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	$$sudo apt-get update -qq \
	&& $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null

# -- installing
install: all ## install under PREFIX (default /usr/local), staged under DESTDIR
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include \
	    $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(OUT)/licet $(DESTDIR)$(PREFIX)/bin/licet
	install -m 644 $(OUT)/liblicet.a $(DESTDIR)$(PREFIX)/lib/liblicet.a
	install -m 755 $(OUT)/liblicet.so $(DESTDIR)$(PREFIX)/lib/liblicet.so.0
	ln -sf liblicet.so.0 $(DESTDIR)$(PREFIX)/lib/liblicet.so
	install -m 644 runtime/include/licet.h runtime/include/licet_native.h $(DESTDIR)$(PREFIX)/include/
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' runtime/include/licet.pc.in \
	    >$(DESTDIR)$(PREFIX)/lib/pkgconfig/licet.pc
	install -m 644 $(MANS) $(DESTDIR)$(PREFIX)/share/man/man1/

uninstall: ## remove what install wrote
	rm -f $(DESTDIR)$(PREFIX)/bin/licet $(addprefix $(DESTDIR)$(PREFIX)/include/,licet.h licet_native.h) \
	    $(addprefix $(DESTDIR)$(PREFIX)/lib/,liblicet.a liblicet.so liblicet.so.0 pkgconfig/licet.pc) \
	    $(addprefix $(DESTDIR)$(PREFIX)/share/man/man1/,$(notdir $(MANS)))

clean: ## remove everything that was built
	rm -rf build

help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1\t\2/p' Makefile | expand -t 14
	@echo "  V=release|debug|asan chooses the variant; VERBOSE=1 shows every command."

%/:
	$(Q)mkdir -p $@

.PRECIOUS: %/
.SECONDARY:
-include $(shell find $(OUT) -name '*.d' 2>/dev/null)

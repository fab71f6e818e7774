# xpost: a Lua module in C, built once for each Lua ABI.  `make help` lists the targets.
# GNU make 3.81 or later.  Yours to set: CC CPPFLAGS CFLAGS LDFLAGS PREFIX DESTDIR BUILD.

CC         ?= cc
AR         ?= ar
PKG_CONFIG ?= pkg-config
PREFIX     ?= /usr/local
INST_LUA   ?= $(PREFIX)/share/lua/5.4
INST_LIB   ?= $(PREFIX)/lib/lua/5.4
INST_DOC   ?= $(PREFIX)/share/doc/xpost
BUILD      ?= build
PYTHON     ?= $(if $(wildcard /etc/debian_version),/usr/bin/python3,python3)
# DEV=1 makes warnings errors.  SANITIZE=address,undefined or thread, and HARDEN=no for valgrind
# (which must see what is not initialised), each want a BUILD of their own.
HARDEN     ?= yes

# ---- libraries: found with pkg-config, unless NAME_CFLAGS and NAME_LIBS are given ----------------

LIBS :=
LIBS_CFLAGS :=
MISSING :=
define library
ifeq ($(origin $(1)_LIBS),undefined)
$(1)_LIBS := $$(shell $$(PKG_CONFIG) --libs $(2) 2>/dev/null)
$(1)_CFLAGS := $$(shell $$(PKG_CONFIG) --cflags $(2) 2>/dev/null)
endif
LIBS += $$($(1)_LIBS)
LIBS_CFLAGS += $$($(1)_CFLAGS)
MISSING += $$(if $$($(1)_LIBS),,$(2))
endef
$(eval $(call library,CURL,libcurl))
$(eval $(call library,JSONC,json-c))
$(eval $(call library,CRYPTO,libcrypto))
$(eval $(call library,SQLITE,sqlite3))
$(eval $(call library,UTF8PROC,libutf8proc))

lua-cflags = $(shell PKG_CONFIG='$(PKG_CONFIG)' sh tests/tools/lua-cflags.sh $(1) '$(LUA_INCDIR)')
LUA54_CFLAGS  ?= $(call lua-cflags,5.4)
LUAJIT_CFLAGS ?= $(call lua-cflags,5.1)
ABIS := $(strip $(if $(strip $(LUA54_CFLAGS)),lua5.4) $(if $(strip $(LUAJIT_CFLAGS)),luajit))

# ---- flags: of these lists, what the compiler takes is used ---------------------------------------

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wformat=2 -Wvla \
	-Wimplicit-fallthrough -Werror=format-security -Werror=implicit \
	-Werror=incompatible-pointer-types -Werror=int-conversion -Wbidi-chars=any -Wtrampolines
HARDENING = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	-fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero \
	-fno-delete-null-pointer-checks -fno-strict-overflow -fno-strict-aliasing
LINKING = -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,-z,nodelete -Wl,--as-needed
EXPORTS = -Wl,--version-script=src/core.map
# Defined overflow and fortified calls would hide from the sanitizers what they look for.
ifneq ($(SANITIZE)$(filter-out yes,$(HARDEN)),)
HARDENING = -O1 -fno-omit-frame-pointer -fno-strict-aliasing \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all)
endif

comma = ,
ACCEPTED = $(eval ACCEPTED := $$(shell sh tests/tools/accepted-flags.sh '$$(BUILD)/accepted-flags' \
	'$$(CC)' $$(WARNINGS) $$(HARDENING) $$(LINKING) $$(EXPORTS)))$(ACCEPTED)
ifeq ($(shell uname -s),Darwin)
SHARED = -bundle -undefined dynamic_lookup
PLATFORM = -D_DARWIN_C_SOURCE
else
SHARED = -shared $(filter $(EXPORTS),$(ACCEPTED))
endif
X_CFLAGS = -std=c11 -O2 -g -fPIC -fvisibility=hidden -pthread $(PLATFORM) \
	$(filter-out -Wl$(comma)%,$(ACCEPTED)) $(if $(DEV),-Werror)
COMPILE = $(CC) $(X_CFLAGS) -Isrc $(LIBS_CFLAGS) $(CPPFLAGS) -MMD -MP
LINK = $(CC) -pthread $(filter $(LINKING) -fsanitize=%,$(ACCEPTED))

# V=1 shows the commands.
begin = @mkdir -p $(@D) $(if $(V),,&& echo '  $@')
Q = $(if $(V),,@)

# ---- what is built --------------------------------------------------------------------------------

BINDING := $(patsubst src/%.c,%,$(sort $(wildcard src/lua_*.c)))
CORE    := $(filter-out $(BINDING),$(patsubst src/%.c,%,$(sort $(wildcard src/*.c))))
HELPERS := $(patsubst tests/unit/%.c,%,$(sort $(filter-out tests/unit/test_%,$(wildcard tests/unit/*.c))))
UNITS   := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
MODULES := $(ABIS:%=$(BUILD)/%/xpost/core.so)

.PHONY: all deps deps-test install uninstall demo sandbox test test-quit test-kill test-once \
	test-months test-crowd test-count units fuzzers hardening lint analyse bench bench-count \
	bench-editor format translations explanations pictures clean help FORCE
.SECONDARY:

## all: build build/lua5.4/xpost/core.so and build/luajit/xpost/core.so
all: $(BUILD)/flags $(MODULES)
	@$(if $(LUA_INCDIR),,sh tests/tools/left-out.sh $(ABIS))

# $(call keep,file): keeps what was written to file.new, if it is not what file holds already.
keep = @if cmp -s $(1).new $(1); then rm -f $(1).new; else mv -f $(1).new $(1); fi

# Changes only when the compiler or a flag did: no object is older than its flags.  Everything
# depends on it, so a missing compiler or library is told here, once.
quoted = '$(subst ','\'',$(1))'
$(BUILD)/flags: FORCE
	@CC=$(call quoted,$(CC)) PKG_CONFIG=$(call quoted,$(PKG_CONFIG)) ABIS='$(ABIS)' \
		sh tests/tools/requirements.sh $(MISSING)
	@mkdir -p $(@D)
	@{ $(CC) --version; echo $(call quoted,$(COMPILE) $(CFLAGS)) \
		$(call quoted,$(LINK) $(SHARED) $(LDFLAGS) $(LIBS)); } >$@.new
	$(call keep,$@)

# Changes only when a source came or went.
$(BUILD)/sources: $(BUILD)/flags FORCE
	@echo '$(BINDING) / $(CORE) / $(HELPERS)' >$@.new
	$(call keep,$@)

$(BUILD)/core/%.o: src/%.c $(BUILD)/flags
	$(begin)
	$(Q)$(COMPILE) $(CFLAGS) -c -o $@ $<

# $(call abi,its name,its headers)
define abi
# Changes only when the headers of this Lua did.
$(BUILD)/$(1)/flags: $(BUILD)/flags FORCE
	@mkdir -p $$(@D)
	@echo $$(call quoted,$(2)) >$$@.new
	$$(call keep,$$@)

$(BUILD)/$(1)/%.o: src/%.c $(BUILD)/flags $(BUILD)/$(1)/flags
	$$(begin)
	$$(Q)$$(COMPILE) $(2) $$(CFLAGS) -c -o $$@ $$<

# Put in its place whole: an editor may be loading it.
$(BUILD)/$(1)/xpost/core.so: $(BINDING:%=$(BUILD)/$(1)/%.o) $(CORE:%=$(BUILD)/core/%.o) \
		src/core.map $(BUILD)/sources
	$$(begin)
	$$(Q)$$(LINK) $$(SHARED) -o $$@.new $$(filter %.o,$$^) $$(LDFLAGS) $$(LIBS)
	$$(Q)mv -f $$@.new $$@
endef
$(eval $(call abi,lua5.4,$(LUA54_CFLAGS)))
$(eval $(call abi,luajit,$(LUAJIT_CFLAGS)))

$(BUILD)/core/core.a: $(CORE:%=$(BUILD)/core/%.o) $(BUILD)/sources
	@rm -f $@
	$(Q)$(AR) rcs $@ $(filter %.o,$^)

$(BUILD)/unit/%.o: tests/unit/%.c $(BUILD)/flags
	$(begin)
	$(Q)$(COMPILE) -Itests/unit $(CFLAGS) -c -o $@ $<

$(BUILD)/unit/test_%: $(BUILD)/unit/test_%.o $(HELPERS:%=$(BUILD)/unit/%.o) $(BUILD)/core/core.a
	$(begin)
	$(Q)$(LINK) -o $@ $(filter %.o %.a,$^) $(LDFLAGS) $(LIBS)

units: $(UNITS)

# A fuzz harness with the small driver of ours; libFuzzer's takes the place of replay.o.
$(BUILD)/fuzz/%.o: tests/fuzz/%.c $(BUILD)/flags
	$(begin)
	$(Q)$(COMPILE) $(CFLAGS) -c -o $@ $<

$(BUILD)/fuzz/fuzz_%: $(BUILD)/fuzz/fuzz_%.o $(BUILD)/fuzz/replay.o $(BUILD)/core/core.a
	$(begin)
	$(Q)$(LINK) -o $@ $(filter %.o %.a,$^) $(LDFLAGS) $(LIBS)

fuzzers: $(FUZZERS)

-include $(wildcard $(foreach folder,core lua5.4 luajit unit fuzz,$(BUILD)/$(folder)/*.d))

# ---- for users; then for those who change it -----------------------------------------------------
## deps: install what building and the demo need (Debian, Ubuntu), or name it (elsewhere)
deps:
	@sh tests/tools/deps.sh build

INSTALL_FOLDERS = '$(DESTDIR)$(INST_LUA)' '$(DESTDIR)$(INST_LIB)' '$(DESTDIR)$(INST_DOC)'

## install: put the Lua 5.4 library under PREFIX (/usr/local); DESTDIR is respected
install: $(BUILD)/$(if $(LUA_INCDIR),$(ABIS),lua5.4)/xpost/core.so
	@sh tests/tools/install.sh install $< $(INSTALL_FOLDERS)
	@$(if $(DESTDIR)$(LUA_INCDIR),,sh tests/tools/search-path.sh '$(INST_LUA)' '$(INST_LIB)')

## uninstall: remove what install put there
uninstall:
	@sh tests/tools/install.sh uninstall - $(INSTALL_FOLDERS)

## demo: log in, post, renew and post again from a script, at a stand-in for X on this machine
demo: deps
	@$(MAKE) --no-print-directory all
	@PYTHON='$(PYTHON)' BUILD='$(BUILD)' tests/demo/run

## sandbox: start the stand-in for X and keep it, to try things by hand
sandbox: deps
	@$(MAKE) --no-print-directory all
	@PYTHON='$(PYTHON)' BUILD='$(BUILD)' sh tests/stand_in/sandbox.sh

## deps-test: install what the tests need too
deps-test:
	@sh tests/tools/deps.sh build test

## test: run all tests, or those of SUITE="unit lua"
test:
	@sh tests/tools/deps.sh build test || echo 'Going on with what is there.'
	@MAKE='$(MAKE_COMMAND)' CC='$(CC)' PYTHON='$(PYTHON)' BUILD='$(BUILD)' sh tests/run $(SUITE)

## test-quit: leave each Neovim 700 times, in each way, at random moments
test-quit:
	@QUIT_ROUNDS=200 TIME_LIMIT=3000 MAKE='$(MAKE_COMMAND)' CC='$(CC)' PYTHON='$(PYTHON)' BUILD='$(BUILD)' \
		sh tests/run quit && cat '$(BUILD)/test/quit/quit.log'

## test-once: meet each of 140 failures in each action, 3 times or ONCE_SEEDS=N, and post once
test-once:
	@ONCE_SEEDS=$${ONCE_SEEDS:-3} TIME_LIMIT=100000 MAKE='$(MAKE_COMMAND)' CC='$(CC)' PYTHON='$(PYTHON)' BUILD='$(BUILD)' \
		sh tests/run once && cat '$(BUILD)/test/once/once.log'

## test-months: post by cron over 200 expiries, or MONTHS_EXPIRIES=N, in which everything fails
test-months:
	@MONTHS_EXPIRIES='$(or $(MONTHS_EXPIRIES),200)' TIME_LIMIT=3000 MAKE='$(MAKE_COMMAND)' CC='$(CC)' \
		PYTHON='$(PYTHON)' BUILD='$(BUILD)' sh tests/run months && cat '$(BUILD)/test/months/months.log'

## test-crowd: renew once for 64 processes and 8 Neovims, at 100 expiries or CROWD_EXPIRIES=N
test-crowd:
	@CROWD_EXPIRIES='$(or $(CROWD_EXPIRIES),100)' TIME_LIMIT=3000 MAKE='$(MAKE_COMMAND)' CC='$(CC)' \
		PYTHON='$(PYTHON)' BUILD='$(BUILD)' sh tests/run crowd && cat '$(BUILD)/test/crowd/crowd.log'

# Every system call, or every KILL_EVERY-th.
## test-kill: kill -9 at every system call of posting, drafts, undo; then go on
test-kill:
	@KILL_EVERY='$(or $(KILL_EVERY),1)' TIME_LIMIT=3000 MAKE='$(MAKE_COMMAND)' CC='$(CC)' PYTHON='$(PYTHON)' \
		BUILD='$(BUILD)' sh tests/run kill && cat '$(BUILD)/test/kill/kill.log'

## hardening: check what compiler and linker made of the modules
hardening: all
	@sh tests/tools/hardening.sh '$(BUILD)'

## test-count: count 120,000 random texts beside npm's twitter-text
test-count: $(BUILD)/flags
	@CC='$(CC)' BUILD='$(BUILD)' sh tests/count/run.sh

$(BUILD)/bench/count: tests/bench/count.c $(BUILD)/core/core.a
	$(begin)
	$(Q)$(COMPILE) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(LIBS)

# PARTS="post thread" are some of post thread count editor memory growth upload.
## bench: measure all of it beside what people would use instead, or PARTS="post thread"
bench:
	@sh tests/tools/deps.sh build bench || echo 'Going on with what is there.'
	@$(MAKE) --no-print-directory all '$(BUILD)/bench/count'
	@CC='$(CC)' PKG_CONFIG='$(PKG_CONFIG)' BUILD='$(BUILD)' '$(PYTHON)' tests/bench/run.py $(PARTS)

## bench-count: measure counting and splitting, and npm's twitter-text after test-count
bench-count: $(BUILD)/bench/count
	@$<
	@[ ! -d '$(BUILD)/count/node_modules' ] || node tests/bench/count.mjs '$(BUILD)/count/node_modules' $<

## bench-editor: measure whether Neovim ever waits; NEOVIMS=DIR has more of them
bench-editor: all
	@CC='$(CC)' BUILD='$(BUILD)' NEOVIMS='$(NEOVIMS)' '$(PYTHON)' tests/bench/editor/run.py

## lint: check layers, banned functions, format
lint:
	@sh tests/tools/lint.sh

## analyse: gcc -fanalyzer and cppcheck; slow
analyse:
	@CFLAGS='$(LIBS_CFLAGS)' LUA_CFLAGS='$(LUA54_CFLAGS)' sh tests/tools/analyse.sh

## format: format the C sources (with clang-format 14)
format:
	clang-format -i src/*.[ch] tests/*/*.[ch]

## translations: put the catalogue of messages in order, and make the C module's own from it
translations:
	@lua5.4 tests/tools/translations.lua write

## explanations: make the table of errors in both helps from what explain() says
explanations: all
	@LUA_PATH='lua/?.lua;lua/?/init.lua' LUA_CPATH='$(BUILD)/lua5.4/?.so' \
		lua5.4 tests/tools/explanations.lua write

## pictures: take the pictures of doc/ from a Neovim in tmux, at a stand-in for X
pictures: all
	@PYTHON='$(PYTHON)' BUILD='$(BUILD)' sh tests/pictures/take.sh doc

## clean: remove what was built
clean:
	rm -rf '$(BUILD)'

## help: list the targets
help:
	@sed -n 's/^## \([a-z-]*\): /\1 /p' $(firstword $(MAKEFILE_LIST)) | awk '{ t = $$1; $$1 = ""; printf "make %-10s%s\n", t, $$0 }'

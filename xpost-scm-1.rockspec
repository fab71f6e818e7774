rockspec_format = "3.0"
package = "xpost"
version = "scm-1"
source = {
  url = "git+file://.", -- for `luarocks make` in a checkout
}
description = {
  summary = "Log in to X with OAuth 2.0 and post, from Lua",
  detailed = [[
A C module with a thin Lua layer: OAuth 2.0 with PKCE, tokens that renew themselves, and posts that
are sent at most once.  For Lua 5.4 and for LuaJIT; and for Neovim, with the folder of this rock in
'runtimepath'.]],
  license = "MIT",
}
supported_platforms = { "unix" }
dependencies = {
  "lua >= 5.1, < 5.5", -- 5.4 and LuaJIT; the build refuses 5.2 and 5.3
}
external_dependencies = {
  CURL = { library = "curl" }, -- Debian keeps its headers where LuaRocks does not look
  JSONC = { header = "json-c/json.h", library = "json-c" },
  CRYPTO = { header = "openssl/evp.h", library = "crypto" },
  SQLITE = { header = "sqlite3.h", library = "sqlite3" },
  UTF8PROC = { header = "utf8proc.h", library = "utf8proc" },
}
-- Both steps get the same, because what changes between them would be built again.
local variables = {
  CC = "$(CC)",
  CFLAGS = "$(CFLAGS)",
  LUA_INCDIR = "$(LUA_INCDIR)",
  CURL_CFLAGS = "-I$(CURL_INCDIR)",
  CURL_LIBS = "-L$(CURL_LIBDIR) -lcurl",
  JSONC_CFLAGS = "-I$(JSONC_INCDIR)",
  JSONC_LIBS = "-L$(JSONC_LIBDIR) -ljson-c",
  CRYPTO_CFLAGS = "-I$(CRYPTO_INCDIR)",
  CRYPTO_LIBS = "-L$(CRYPTO_LIBDIR) -lcrypto",
  SQLITE_CFLAGS = "-I$(SQLITE_INCDIR)",
  SQLITE_LIBS = "-L$(SQLITE_LIBDIR) -lsqlite3",
  UTF8PROC_CFLAGS = "-I$(UTF8PROC_INCDIR)",
  UTF8PROC_LIBS = "-L$(UTF8PROC_LIBDIR) -lutf8proc",
  INST_LUA = "$(LUADIR)",
  INST_LIB = "$(LIBDIR)",
  INST_DOC = "$(PREFIX)",
}
build = {
  type = "make",
  build_target = "all",
  build_variables = variables,
  install_target = "install",
  install_variables = variables,
  copy_directories = { "plugin" }, -- what else Neovim looks for, its help, is installed
}

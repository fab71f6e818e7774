std = "min" -- what Lua 5.1 to 5.4 and LuaJIT share
max_line_length = 100
max_comment_line_length = false
self = false
files["lua/xpost"] = { read_globals = { "vim" } }
files["lua/xpost/meta.lua"] = { unused_args = false, read_globals = { "vim" } }
files["lua/xpost/nvim*"] = { std = "luajit", globals = { "vim" } }
files["lua/xpost/nvim/**"] = { std = "luajit", globals = { "vim" } }
files["plugin"] = { std = "luajit", globals = { "vim" } }
files["tests"] = { std = "max", read_globals = { "vim" }, max_line_length = 110 }
files["tests/nvim"] = { std = "max", globals = { "vim" } }
files["tests/demo/editor.lua"] = { globals = { "vim" } }
files["tests/integration"] = { allow_defined = true, ignore = { "122", "131" } }
files["lua/xpost/translate_ja.lua"] = { max_line_length = false } -- a sentence a line

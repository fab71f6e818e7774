std = "min" -- what Lua 5.1 to 5.4 and LuaJIT share
max_line_length = 100
self = false
files["lua/xpost/nvim*"] = { std = "luajit", globals = { "vim" } }
files["lua/xpost/nvim/**"] = { std = "luajit", globals = { "vim" } }
files["plugin"] = { std = "luajit", globals = { "vim" } }
files["tests/nvim"] = { std = "luajit", globals = { "vim" } }
files["lua/xpost"] = { read_globals = { "vim" } }
files["tests"] = { read_globals = { "vim", "jit" } }

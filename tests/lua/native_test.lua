-- Finding the C module: the tree's own or the installed one, and nothing else of that name.
local check = require "check"

local jit = rawget(_G, "jit")
local abi = jit and "luajit" or "lua5.4"
local host = os.getenv("LUA") or abi

if os.getenv("LD_PRELOAD") then
  check.skip("native", "it starts processes, into which a tool would be preloaded too")
  check.finish()
end

local function quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function shell(command)
  local status = os.execute(command)
  return status == true or status == 0
end

local function read(path)
  local file = io.open(path)
  local text = file and file:read("*a") or ""
  if file then
    file:close()
  end
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "w"))
  file:write(text)
  file:close()
end

local module = assert(package.searchpath("xpost.core", package.cpath))
local other_abi = jit and "lua5.4" or "luajit"
local other_module = module:gsub("/" .. abi .. "/xpost/", "/" .. other_abi .. "/xpost/")
local root = io.popen("cd " .. quoted(check.folder .. "../..") .. " && pwd -P"):read("*l")
local place = os.tmpname()
os.remove(place)
assert(shell("mkdir -m 700 " .. place))

--- A tree with the Lua files, and the module unless `built` is false or names another file.
local function make_tree(path, built)
  local quoted_path = quoted(path)
  local copy_lua = "cp -R " .. quoted(root .. "/lua") .. " " .. quoted_path
  assert(shell("mkdir -p " .. quoted_path .. " && " .. copy_lua))
  if built ~= false then
    local folder = quoted(path .. "/build/" .. abi .. "/xpost")
    local copy = quoted(built or module) .. " " .. folder .. "/core.so"
    assert(shell("mkdir -p " .. folder .. " && cp " .. copy))
  end
  return path
end

local runs = 0

--- Runs Lua code in `folder`; returns what it printed, on both streams.
local function run(folder, code, lua_path, lua_cpath)
  runs = runs + 1
  local output = place .. "/output" .. runs
  local script = place .. "/script" .. runs .. ".lua"
  write(script, code)
  shell(("cd %s && LUA_PATH=%s LUA_CPATH=%s LUA_INIT= %s %s >%s 2>&1 </dev/null"):format(
    quoted(folder), quoted(lua_path), quoted(lua_cpath or ";;"), quoted(host), quoted(script),
    quoted(output)))
  return read(output)
end

local function path_of(tree)
  return tree .. "/lua/?.lua;" .. tree .. "/lua/?/init.lua;;"
end

local greeting = [[
  local xpost = require "xpost"
  print("version " .. xpost.version.xpost, HOSTILE or "friendly")
  print(xpost.accounts() and "works")
]]

local function check_works(output, what)
  check.ok(output:find("^version [%d.]+[%w.-]*\tfriendly\nworks\n$"), what .. ": " .. output)
end

local tree = make_tree(place .. "/tree")

-- A folder with what a stranger put there under the module's name.
local hostile = place .. "/hostile"
assert(shell("mkdir -p " .. hostile .. "/xpost " .. hostile .. "/build/" .. abi .. "/xpost"))
for _, name in ipairs { "core.lua", "xpost/core.lua", "xpost/init.lua", "xpost/native.lua", "xpost.lua",
  "xpost_core.lua" } do
  write(hostile .. "/" .. name, "HOSTILE = 'hostile " .. name .. "' error(HOSTILE)")
end
do
  -- A module of its own, which says so as soon as it is loaded.
  local source = place .. "/hostile.c"
  write(source, [[
    #include <stdio.h>
    __attribute__((constructor)) static void loaded(void) { puts("hostile core.so"); fflush(stdout); }
    int luaopen_xpost_core(void *L);
    int luaopen_xpost_core(void *L) { (void)L; puts("hostile core.so opened"); return 0; }
  ]])
  local compiled = shell(("%s -shared -fPIC -o %s/core.so %s 2>/dev/null"):format(os.getenv("CC") or "cc",
    hostile, source))
  if not compiled then
    write(hostile .. "/core.so", "no module")
  end
  for _, copy in ipairs { "xpost/core.so", "build/" .. abi .. "/xpost/core.so", "xpost_core.so" } do
    assert(shell("cp " .. hostile .. "/core.so " .. hostile .. "/" .. copy))
  end
end

check.test("the tree's module is found from anywhere", function()
  check_works(run("/", greeting, path_of(tree)), "from /")
  check_works(run(tree, greeting, path_of(tree)), "from the tree")
  check_works(run(tree .. "/lua/xpost", greeting, path_of(tree)), "from the module's folder")
end)

check.test("the tree's module is found by a relative path", function()
  check_works(run(place, greeting, path_of("tree")), "tree/lua")
  check_works(run(tree, greeting, path_of(".")), "./lua")
  check_works(run(tree .. "/lua", greeting, path_of("..")), "../lua")
  check_works(run(tree .. "/lua", greeting, "?.lua;?/init.lua;;"), "?.lua")
  check_works(run(tree .. "/lua", greeting, "./?.lua;./?/init.lua;;"), "./?.lua")
end)

check.test("the tree's module is found in a folder with any name", function()
  for _, name in ipairs { "with spaces", "日本語 の フォルダ", "a'quote", "100%s %1", "a,comma", "[a-z]",
    "@at" } do
    local path = make_tree(place .. "/" .. name)
    check_works(run("/", greeting, path_of(path)), name)
    check_works(run(path, greeting, path_of(".")), name .. ", relative")
    check_works(run(place, greeting, path_of(name)), name .. ", relative to its parent")
  end
end)

check.test("the tree's module is found through a symbolic link", function()
  assert(shell("ln -s tree " .. place .. "/link"))
  check_works(run("/", greeting, path_of(place .. "/link")), "the tree is a link")
  check_works(run(place, greeting, path_of("link")), "relative")
  assert(shell("mkdir -p " .. place .. "/links && ln -s ../tree/lua/xpost " .. place .. "/links/xpost"))
  local path = place .. "/links/?.lua;" .. place .. "/links/?/init.lua;;"
  check_works(run("/", greeting, path), "the folder of the Lua files is a link")
end)

check.test("what was installed together belongs together", function()
  local version = jit and "5.1" or "5.4"
  for _, library in ipairs { "lib", "lib64" } do
    local prefix = place .. "/installed in " .. library
    local share, lib = prefix .. "/share/lua/" .. version, prefix .. "/" .. library .. "/lua/" .. version
    assert(shell(("mkdir -p '%s' '%s/xpost' && cp -R '%s/lua/xpost' '%s' && cp '%s' '%s/xpost'"):format(
      share, lib, root, share, module, lib)))
    local path = share .. "/?.lua;" .. share .. "/?/init.lua"
    check_works(run("/", greeting, path, "./?.so"), "nothing else is known")
    check_works(run(hostile, greeting, path, "./?.so;" .. hostile .. "/?.so"), "another is found first")
    check_works(run(prefix, greeting, path:gsub(prefix .. "/", "", 2), "./?.so"), "by a relative path")
  end
end)

check.test("what the working directory holds is not loaded", function()
  check_works(run(hostile, greeting, path_of(tree)), "default search path")
  check_works(run(hostile, greeting, path_of(tree), "./?.so;;"), "this folder first")
  check_works(run(hostile, greeting, path_of(tree), "?.so;./?.so;" .. hostile .. "/?.so"), "this folder only")
  check_works(run(hostile .. "/xpost", greeting, path_of(tree), "../?.so;./?.so"), "the folder above")
end)

check.test("a module that is loaded already is taken", function()
  local output = run("/", [[
    package.loaded["xpost.core"] = require "xpost.core"
  ]] .. greeting, path_of(make_tree(place .. "/not built", false)), module:gsub("xpost/core%.so$", "?.so"))
  check_works(output, "preloaded")
end)

local function check_one_sentence(output, wanted)
  check.ok(output:find(wanted, 1, true), output)
  local first = output:match("^[^\n]*")
  check.ok(first:find(wanted, 1, true), "not in the first line: " .. output)
  check.ok(first:find("xpost: ", 1, true) and first:find("make", 1, true), first)
  check.ok(not first:find("native.lua:%d"), "names a line of the source: " .. first)
  check.ok(not output:find("hostile"), output)
end

check.test("a tree that is not built says what to do", function()
  local bare = make_tree(place .. "/bare", false)
  check_one_sentence(run("/", greeting, path_of(bare)), "Run `make`")
  check_one_sentence(run(bare, greeting, path_of(".")), "Run `make`")
end)

check.test("a tree that is built for the other Lua says what to do", function()
  local file = io.open(other_module)
  if not file then
    return check.skip("a module for the other Lua", other_abi .. " is not built")
  end
  file:close()
  local wrong = make_tree(place .. "/wrong", other_module)
  check_one_sentence(run("/", greeting, path_of(wrong)), "Run `make`")
  write(place .. "/wrong/build/" .. abi .. "/xpost/core.so", "")
  check_one_sentence(run("/", greeting, path_of(wrong)), "Run `make`")
  write(place .. "/wrong/build/" .. abi .. "/xpost/core.so", ("no module"):rep(1000))
  check_one_sentence(run("/", greeting, path_of(wrong)), "Run `make`")
end)

check.test("a module of another version says what to do", function()
  local old = make_tree(place .. "/old")
  local native = old .. "/lua/xpost/native.lua"
  local text, count = read(native):gsub("local ABI = %d+", "local ABI = 999")
  check.equal(count, 1)
  write(native, text)
  check_one_sentence(run("/", greeting, path_of(old)), "different versions")
end)

check.test("what is no module of xpost says what to do", function()
  for _, core in ipairs { "{}", "true", "5", "{ version = {} }", "{ version = 5 }" } do
    check_one_sentence(run("/", 'package.loaded["xpost.core"] = ' .. core .. greeting, path_of(tree)), "make")
  end
end)

check.test("the Lua files set no global", function()
  check.equal(run("/", [[
    local before = {}
    for name in pairs(_G) do before[name] = true end
    require "xpost"
    for name in pairs(_G) do if not before[name] then print(name) end end
  ]], path_of(tree)), "")
end)

if abi == "lua5.4" then
  local prefix = place .. "/installed"
  local make = os.getenv("MAKE") or "make"
  local build = os.getenv("BUILD")
  local command = "cd %s && %s -s %s BUILD=%s DESTDIR=%s PREFIX=/usr >%s/install 2>&1"
  local function made(target)
    return shell(command:format(quoted(root), make, target, quoted(build), quoted(prefix), place))
  end
  if not build then
    check.skip("installed", "BUILD does not say where the module is built")
  else
    local share, lib = prefix .. "/usr/share/lua/5.4", prefix .. "/usr/lib/lua/5.4"
    local lua_path = share .. "/?.lua;" .. share .. "/?/init.lua;./?.lua;./?/init.lua"
    local lua_cpath = lib .. "/?.so;./?.so"
    check.test("what is installed works", function()
      check.ok(made("install"), read(place .. "/install"))
      check_works(run("/", greeting, lua_path, lua_cpath), "installed")
    end)
    check.test("what is installed does not load what the working directory holds", function()
      check_works(run(hostile, greeting, lua_path, lua_cpath), "installed")
      -- Where the tree's module would be.
      assert(shell("cp -R " .. hostile .. "/build " .. place .. "/build"))
      check_works(run(place, greeting, lua_path, lua_cpath), "beside a hostile build")
    end)
    check.test("what is uninstalled leaves nothing", function()
      check.ok(made("uninstall"), read(place .. "/install"))
      check.equal(io.popen("find " .. prefix .. " -type f"):read("*a"), "")
    end)
  end
end

shell("rm -rf " .. place)
check.finish()

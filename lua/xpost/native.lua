--- Finds and loads the C module.

local translate = require "xpost.translate"

local M = {}

--- What the Lua files here expect of the module.
local ABI = 5

--- The module that knows the user's language.
---@type table?
local told

local built_for = rawget(_G, "jit") and "luajit" or "lua5.4"
local lua_version = rawget(_G, "jit") and "5.1" or "5.4"

--- This file's own folder, as an absolute or relative path ending in a slash.
---@return string?
local function own_folder()
  local source = debug.getinfo(1, "S").source
  return source:match("^@(.*[/\\])[^/\\]*$")
end

--- The tree that this file is in, ending in a slash.
---@return string?
function M.tree()
  local folder = own_folder()
  if not folder then
    return nil
  end
  -- Shown to people where it can be; through a symbolic link only the system finds the way.
  local tree, found = folder:gsub("lua[/\\]xpost[/\\]$", "")
  return found == 1 and (tree == "" and "./" or tree) or folder .. "../../"
end

---@param path string
---@return table? core
---@return string? problem
local function load_file(path)
  local open, problem = package.loadlib(path, "luaopen_xpost_core")
  if not open then
    return nil, problem
  end
  return open("xpost.core", path)
end

--- What `make install` or LuaRocks put this file into, ending in a slash: a folder with Lua files
--- below its share/ and modules below its lib/.
---@return string?
local function prefix()
  local folder = own_folder() or ""
  if rawget(_G, "vim") then
    -- Managers of rocks show their Lua files to the editor through a symbolic link.
    folder = require("xpost.nvim.path").real(folder)
  end
  local version = lua_version:gsub("%.", "%%.")
  return folder:match("^(.*)share/lua/" .. version .. "/xpost/?$")
end

--- Loads the module that came with this file, by its path: what the working directory or a search
--- path holds under the same name is not looked at.
---@return table? core
---@return string? problem
local function load_own()
  local installed, tree = prefix(), M.tree()
  local paths = {}
  if installed then
    for _, library in ipairs { "lib", "lib64" } do
      paths[#paths + 1] = installed .. library .. "/lua/" .. lua_version .. "/xpost/core.so"
    end
  elseif tree then
    paths[1] = tree .. "build/" .. built_for .. "/xpost/core.so"
  else
    return nil, translate "its folder is not known"
  end
  local problems = {}
  for _, path in ipairs(paths) do
    local core, problem = load_file(path)
    if core then
      return core
    end
    problems[#problems + 1] = tostring(problem)
  end
  return nil, table.concat(problems, "\n")
end

--- Loads the module that the search path finds.  Not with `require`, which would prefer any Lua
--- file of its name, even one in the working directory.
---@return table? core
---@return string? problem
local function load_found()
  -- In Lua 5.4 and LuaJIT; Lua 5.1 has none.
  local search = package.searchpath -- luacheck: ignore 143
  if not search then
    return nil, translate "this Lua is neither 5.4 nor LuaJIT"
  end
  local path, problem = search("xpost.core", package.cpath)
  if not path then
    return nil, problem
  end
  return load_file(path)
end

--- What happened, and what to do about it, in the words of the host.
---@param problem string
---@return string
local function advise(problem)
  if rawget(_G, "vim") and prefix() then
    return translate("%s Run `luarocks --lua-version 5.1 make` in a clone of xpost, then restart "
      .. "Neovim.", problem)
  end
  if rawget(_G, "vim") then
    return translate("%s Run `make` in %s (it says what is missing; the headers of Lua 5.1 are "
      .. "needed), then restart Neovim.", problem, tostring(M.tree()))
  end
  return translate("%s Run `make` in the folder of xpost, or `make install`.", problem)
end

--- The C module.  Raises a text whose first line says what to do.
---@return table core
function M.load()
  local core = package.loaded["xpost.core"]
  local problem
  if not core then
    core, problem = load_own()
  end
  -- An editor loads code from where its plugin is, and from nowhere else.
  if not core and not rawget(_G, "vim") then
    local own = problem
    core, problem = load_found()
    problem = problem and own .. "\n" .. problem
  end
  if type(core) ~= "table" then
    local happened = translate("xpost: the C module is not built for this Lua (%s).", built_for)
    error(advise(happened) .. "\n" .. tostring(problem), 0)
  end
  if type(core.version) ~= "table" or core.version.abi ~= ABI then
    error(advise(translate "xpost: the C module and the Lua files are of different versions."), 0)
  end
  package.loaded["xpost.core"] = core
  if told ~= core then
    told = core
    core.language(translate.language())
  end
  return core
end

return M

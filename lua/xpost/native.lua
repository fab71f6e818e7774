--- Finds and loads the C module.

local translate = require "xpost.translate"

local M = {}

--- What the Lua files here expect of the module.
local ABI = 5

--- The module that knows the user's language.
---@type table?
local told

local built_for = rawget(_G, "jit") and "luajit" or "lua5.4"

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

--- Loads the module from the tree that this file is in, by its path: what the working directory
--- or a search path holds under the same name is not looked at.
---@return table? core
---@return string? problem
local function load_from_tree()
  local tree = M.tree()
  if not tree then
    return nil, translate "its folder is not known"
  end
  return load_file(tree .. "build/" .. built_for .. "/xpost/core.so")
end

--- Loads the installed module.  Not with `require`, which would prefer any Lua file of its name,
--- even one in the working directory.
---@return table? core
---@return string? problem
local function load_installed()
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
    core, problem = load_from_tree()
  end
  -- An editor loads code from its plugin's folder alone.
  if not core and not rawget(_G, "vim") then
    local in_tree = problem
    core, problem = load_installed()
    problem = problem and tostring(in_tree) .. "\n" .. problem
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

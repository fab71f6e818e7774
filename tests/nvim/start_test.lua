-- What a start of Neovim costs and leaves, and what happens where the module is not built.
local check = require "check"

local tree = vim.fn.simplify(vim.fn.fnamemodify(check.folder .. "../..", ":p")):gsub("/+$", "")

check.test("the plugin registers its commands and keys, and loads nothing", function()
  for _, name in ipairs { "XLogin", "XPost", "XAccount", "XHistory" } do
    check.equal(vim.fn.exists(":" .. name), 2, name)
  end
  check.ok(vim.fn.maparg("<Plug>(xpost)", "n") ~= "")
  check.ok(vim.fn.maparg("<Plug>(xpost)", "x") ~= "")
  local editor = check.editor()
  local loaded = editor:lua([[
    local list = {}
    for name in pairs(package.loaded) do
      list[#list + 1] = name:find("^xpost") and name or nil
    end
    return table.concat(list, " ")]])
  check.equal(loaded, os.getenv("XPOST_TEST_MODULE") and "xpost.core" or "")
  check.equal(editor:lua("return require('xpost').statusline()"), "")
  if not os.getenv("XPOST_TEST_MODULE") then
    check.equal(editor:lua("return package.loaded['xpost.core'] == nil"), true)
  end
end)

check.test("no key is mapped but <Plug>", function()
  for _, mode in ipairs { "n", "x", "i", "o", "c" } do
    for _, map in ipairs(vim.api.nvim_get_keymap(mode)) do
      check.ok(not (map.rhs or ""):find("xpost", 1, true) or map.lhs == "<Plug>(xpost)", map.lhs)
    end
  end
end)

--- A copy of the Lua files alone, in which nothing is built.
local function bare_tree()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder, "p")
  for _, name in ipairs { "lua", "plugin" } do
    vim.fn.system { "cp", "-R", tree .. "/" .. name, folder }
  end
  check.after(function() vim.fn.delete(folder, "rf") end)
  return folder
end

local function start_in(folder, lua_path)
  return check.editor { arguments = {
    "--cmd", ("lua package.path = %q .. package.path"):format(lua_path or ""),
    "--cmd", "lua package.loaded['xpost.core'] = nil",
    "--cmd", "set runtimepath-=" .. tree, "--cmd", "set runtimepath-=" .. tree .. "/",
    "--cmd", "set runtimepath^=" .. folder,
  }, environment = { XPOST_TEST_MODULE = "" } }
end

--- What the commands say there, one message each.
local function said(editor)
  return editor:lua([[
    local said = {}
    vim.notify = function(text) said[#said + 1] = text end
    for _, command in ipairs { "XLogin", "XPost", "XAccount", "XHistory" } do
      vim.cmd(command)
    end
    return said]])
end

check.test("where it is not built, each command says what to run", function()
  local folder = bare_tree()
  local editor = start_in(folder)
  local messages = said(editor)
  check.equal(#messages, 4)
  for _, message in ipairs(messages) do
    check.ok(message:find("Run `make` in " .. folder, 1, true), message)
    check.ok(not message:find("\n", 1, true), "more than one line: " .. message)
  end
  check.equal(editor:lua("return #vim.fn.getcompletion('XAccount ', 'cmdline')"), 0)
end)

check.test("a rock without its module says how it is installed", function()
  local folder = bare_tree()
  local lua = folder .. "/share/lua/5.1"
  vim.fn.mkdir(lua, "p")
  vim.fn.rename(folder .. "/lua/xpost", lua .. "/xpost")
  local message = said(start_in(folder, lua .. "/?.lua;" .. lua .. "/?/init.lua;"))[1]
  check.ok(message:find("Run `luarocks --lua-version 5.1 make`", 1, true), message)
end)

check.test("a module for another Lua is told, and one in the working directory is not looked at", function()
  local folder = bare_tree()
  local lua54 = tree .. "/build/lua5.4/xpost/core.so"
  local place = folder .. "/build/luajit/xpost"
  vim.fn.mkdir(place, "p")
  if vim.fn.filereadable(lua54) == 1 then
    vim.fn.system { "cp", lua54, place .. "/core.so" }
    check.ok(said(start_in(folder))[1]:find("Run `make`", 1, true))
  end
  vim.fn.delete(folder .. "/build", "rf")
  local here = folder .. "/here"
  vim.fn.mkdir(here .. "/lua/xpost", "p")
  for _, name in ipairs { "core.lua", "xpost.lua", "xpost/core.lua", "lua/xpost/core.lua" } do
    vim.fn.mkdir(vim.fn.fnamemodify(here .. "/" .. name, ":h"), "p")
    vim.fn.writefile({ "vim.g.intruded = 1", "return {}" }, here .. "/" .. name)
  end
  local editor = start_in(folder)
  editor:lua("vim.cmd('cd ' .. ...)", here)
  check.ok(said(editor)[1]:find("Run `make`", 1, true))
  check.equal(editor:lua("return vim.g.intruded == nil"), true)
end)

check.finish()

--- What the commands and keys of plugin/xpost.lua do.

local M = {}

local modules = {
  login = "xpost.nvim.login",
  post = "xpost.nvim.post",
  compose = "xpost.nvim.compose",
  account = "xpost.nvim.account",
  history = "xpost.nvim.history",
}

---@type table<string, boolean>
local told = {}

--- Tells what is wrong with the configuration, once.
local function check_configuration()
  for _, problem in ipairs(require("xpost.nvim.config").problems()) do
    if not told[problem] then
      told[problem] = true
      require("xpost.nvim.report").warn(problem)
    end
  end
end

--- Makes sure that the commands can work at all.
---@return boolean
local function ready()
  local went_well, problem = pcall(require("xpost.native").load)
  if not went_well then
    vim.notify(tostring(problem):match("^[^\n]*"), vim.log.levels.ERROR, { title = "xpost" })
    return false
  end
  if vim.fn.getcmdwintype() ~= "" then
    local translate = require "xpost.translate"
    require("xpost.nvim.report").warn(translate "close the command-line window first.")
    return false
  end
  require "xpost.nvim.highlight"
  check_configuration()
  return true
end

--- Runs a command.
---@param name string
---@param options table As nvim_create_user_command gives them
---@param typed? string The command line, if it was typed
function M.run(name, options, typed)
  if ready() then
    require(modules[name]).command(options, typed)
  end
end

--- Candidates for the word at the cursor.
---@param name string
---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(name, lead, line, cursor)
  if not pcall(require("xpost.native").load) then
    return {}
  end
  local went_well, found = pcall(require(modules[name]).complete, lead, line, cursor)
  return went_well and found or {}
end

--- Reads a buffer that has the name of a draft.
---@param buffer integer
---@param again boolean Though it was read before
function M.read(buffer, again)
  if ready() and (again or not require("xpost.nvim.opened").of(buffer)) then
    require("xpost.nvim.opened").read(buffer)
  end
end

--- `<Plug>(xpost)` in normal mode: waits for the motion.
---@return string keys
function M.operator()
  vim.o.operatorfunc = "v:lua.require'xpost.nvim.commands'.operate"
  return "g@"
end

---@param kind "char" | "line" | "block"
function M.operate(kind)
  if ready() then
    require("xpost.nvim.post").operator(kind)
  end
end

--- `<Plug>(xpost)` in visual mode.
function M.selection()
  if ready() then
    require("xpost.nvim.post").selection()
  end
end

return M

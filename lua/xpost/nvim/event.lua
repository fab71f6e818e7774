--- `User` autocommands, and the veto.
--- Their data are in the event's `data`; Neovim 0.7 has none: there they are in vim.g.xpost_event.

local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

local has_data = vim.fn.has("nvim-0.8") == 1

---@type string?
local vetoed

--- A copy that an event can carry: plain tables, without functions and metatables.
local function plain(value)
  if type(value) ~= "table" then
    return type(value) ~= "function" and value or nil
  end
  local copy = {}
  for name, part in pairs(value) do
    copy[name] = plain(part)
  end
  return copy
end

---@param name string
---@param data table
local function emit(name, data)
  local event = { pattern = name, modeline = false }
  if has_data then
    event.data = plain(data)
  else
    vim.g.xpost_event = plain(data)
  end
  vim.api.nvim_exec_autocmds("User", event)
end

--- Fires `User <name>`.  An error in somebody's autocommand is shown, and stops nothing.
---@param name string
---@param data table
function M.fire(name, data)
  local went_well, problem = pcall(emit, name, data)
  if not went_well then
    report.warn(translate("an autocommand of %s failed: %s", name, tostring(problem)))
  end
end

---@type table?
local asked

--- Fires XpostPre; see M.ask.
function M.emit_asked()
  emit("XpostPre", asked)
end

--- Asks the autocommands of XpostPre.
---@param data table
---@return string? reason Why it must not be posted
function M.ask(data)
  vetoed, asked = nil, data
  -- Evaluated by Vim, because only so an error in an autocommand comes back here.  Whoever was to
  -- check the post could not.
  local went_well, problem = pcall(vim.api.nvim_eval,
    "v:lua.require'xpost.nvim.event'.emit_asked()")
  asked = nil
  local raised = not went_well
    and tostring(problem):gsub("\nstack traceback:.*", ""):gsub("%s+", " ")
  return vetoed or (raised and translate("an autocommand of %s failed: %s", "XpostPre", raised))
    or nil
end

--- In an autocommand of XpostPre: the post must not be sent.
---@param reason? string
function M.veto(reason)
  if not asked then
    error("veto() is for autocommands of User XpostPre", 3)
  end
  vetoed = vetoed or (type(reason) == "string" and reason ~= "" and reason)
    or translate "no reason was given"
end

return M

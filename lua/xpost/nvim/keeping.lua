--- All texts that are kept while they are written: what happens to them together.

local jobs = require "xpost.jobs"
local kept = require "xpost.nvim.kept"
local native = require "xpost.native"
local translate = require "xpost.translate"

local M = {}

--- Milliseconds, when Neovim ends.
local patience = 5000

---@param fits fun(one: xpost.Kept): boolean
---@return xpost.Kept?
function M.find(fits)
  for one in pairs(kept.all) do
    if fits(one) then
      return one
    end
  end
end

--- Calls back when nothing is being saved.
---@param then_do fun()
function M.settle(then_do)
  local one = M.find(function(each) return each.saving ~= nil end)
  if one then
    one:settle(function() M.settle(then_do) end)
  else
    then_do()
  end
end

--- Hands over all that is not kept yet.
function M.take()
  for _, one in ipairs(vim.tbl_keys(kept.all)) do
    one:take()
  end
end

local function is_saving(one)
  return one.saving ~= nil
end

--- When the time for leaving began.
local leaving = -math.huge

--- Neovim is about to end: this waits until all is kept, but not for long.
---@return number milliseconds That it took
function M.leave()
  local core = native.load().jobs
  local now = core.now()
  if now - leaving > patience + 1000 then
    leaving = now
  end
  local told = false
  M.take()
  while M.find(is_saving) and core.now() < leaving + patience do
    core.wait(math.min(200, leaving + patience - core.now()))
    pcall(jobs.dispatch)
    if not told and core.now() - now > 300 and M.find(is_saving) then
      told = true
      vim.api.nvim_echo({ { translate "xpost: keeping what was written (up to 5 s) ..." } },
        false, {})
      vim.cmd("redraw")
    end
  end
  for one in pairs(kept.all) do
    if one.saving then
      one:mark(true)
    end
  end
  return core.now() - leaving
end

local group = vim.api.nvim_create_augroup("xpost_keeping", {})

vim.api.nvim_create_autocmd({ "FocusLost", "VimSuspend" }, {
  group = group, desc = "xpost: keep what was written",
  callback = function() M.take() end,
})
vim.api.nvim_create_autocmd("CmdlineEnter", {
  pattern = ":", group = group, desc = "xpost: keep what was written, before a command",
  callback = function() M.take() end,
})
-- What cannot be kept can still keep Neovim from ending here.
vim.api.nvim_create_autocmd("ExitPre", {
  group = group, desc = "xpost: keep what was written, before Neovim ends",
  callback = function() M.leave() end,
})

return M

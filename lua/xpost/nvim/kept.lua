--- A text of a buffer that is kept as a draft while it is written.
---
--- A text is handed over to a worker a moment after the last change, from time to time while
--- changes go on, and at once where it may be left.  From then on its buffer is not modified, and
--- may be left: should the text not get into the ledger, it is modified again, or comes back.

local report = require "xpost.nvim.report"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

local uv = vim.uv or vim.loop

--- Milliseconds: after the last change, and while changes go on.
local pause, longest = 400, 2000

--- A text, and what the ledger has of it.
---@class xpost.Kept
---@field buffer integer -1: it is gone
---@field key string Of the entry of the ledger that has the text
---@field draft boolean That entry is a draft
---@field saved string The text as that entry has it
---@field times integer How often that has changed
---@field thread boolean That entry has several posts
---@field posted boolean All of that entry is out
---@field origin? string The entry that is no draft, from which the text came
---@field account? string
---@field on_moved fun(self: xpost.Kept) Another entry has it now
---@field on_lost fun(self: xpost.Kept) It is not kept, and its buffer is gone
---@field private watch? table Of the buffer
---@field private lines string[] As the buffer has them: at the end of Neovim that may have none
---@field private next_key? string Of the draft that it becomes
---@field private timer? userdata
---@field private since? number The first change that is not handed over was then
---@field private saving? string What is being saved
---@field private again? boolean There is more to save then
---@field private asked? boolean The user wants to know whether it is kept
---@field private told? boolean The user knows that it can be kept
---@field private failures integer Since it was kept last
---@field private problem? string What the user was told of these
---@field private waiting (fun(err?: xpost.Error))[]
local Kept = {}
Kept.__index = Kept

--- Those that have a buffer, or are not saved yet.
---@type table<xpost.Kept, true>
M.all = {}

--- The name of a draft: it is part of the buffer's, so one can read it.
---@return string
local function new_key()
  return ("%s-%04x"):format(os.date("%Y%m%d-%H%M%S"), uv.hrtime() % 65536)
end

---@param fields table
---@return xpost.Kept
function M.new(fields)
  require("xpost.nvim.host").watch() -- so that leaving Neovim comes here
  local one = setmetatable(fields, Kept)
  one.key = one.key or new_key()
  if not one.draft and one.saved == "" then
    one.next_key = one.key
  end
  one.lines, one.waiting = vim.split(one.saved, "\n", { plain = true }), {}
  one.failures, one.times = 0, 0
  M.all[one] = true
  return one
end

---@param text string
---@return boolean
function M.is_blank(text)
  return not text:find("%S")
end

---@return string
function Kept:text()
  return table.concat(self.lines, "\n")
end

--- Nothing was written yet.
---@return boolean
function Kept:is_empty()
  return not self.draft and self.saved == "" and not self.saving and M.is_blank(self:text())
end

---@return boolean
function Kept:is_loaded()
  return self.watch ~= nil and vim.api.nvim_buf_is_loaded(self.buffer)
end

---@param modified boolean
function Kept:mark(modified)
  if self:is_loaded() then
    vim.bo[self.buffer].modified = modified
  end
end

--- Has it handed over in a while.
---@param milliseconds number
function Kept:wait(milliseconds)
  self.timer = self.timer or uv.new_timer()
  self.timer:start(math.max(milliseconds, 0), 0, vim.schedule_wrap(function()
    if self.timer then -- it was not let go meanwhile
      self:take()
    end
  end))
end

--- Copies the lines that were changed, or all of them where their number was.
---@param first integer From 0
---@param last integer After the last of them
---@param last_now integer
function Kept:copy(first, last, last_now)
  local changed = last == last_now and vim.api.nvim_buf_get_lines(self.buffer, first, last, false)
  if not changed or #changed ~= last - first then
    self.lines = vim.api.nvim_buf_get_lines(self.buffer, 0, -1, false)
    return
  end
  for i, line in ipairs(changed) do
    self.lines[first + i] = line
  end
end

--- Follows what is written in the buffer.
---@param buffer integer
function Kept:follow(buffer)
  local watch = {}
  self.buffer, self.watch = buffer, watch
  self.lines = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  vim.api.nvim_buf_attach(buffer, false, {
    on_lines = function(_, _, _, first, last, last_now)
      if self.watch ~= watch then
        return true
      end
      self:copy(first, last, last_now)
      self.since = self.since or uv.now()
      self:wait(math.min(pause, self.since + longest - uv.now()))
    end,
  })
end

--- Its buffer has no text any more, or another one.
---@param is_gone? boolean The buffer is of no use for it
function Kept:lose(is_gone)
  self:take()
  self.watch = nil
  if is_gone then
    self.buffer = -1
    vim.schedule(function() self:settle(function() end) end)
  end
end

--- An entry of the ledger has this text.
---@param entry {key: string, draft: boolean, thread: boolean, posted: boolean}
---@param text string
function Kept:become(entry, text)
  self.origin = not entry.draft and entry.key or self.origin
  self.next_key, self.saved, self.thread, self.times = nil, text, entry.thread, self.times + 1
  if self.key ~= entry.key or self.draft ~= entry.draft or self.posted ~= entry.posted then
    self.key, self.draft, self.posted = entry.key, entry.draft, entry.posted
    self:on_moved()
  end
  if self:text() == text then
    self:mark(false)
  else
    self:wait(pause)
  end
end

--- Tells those who wait for it.
---@param err? xpost.Error
function Kept:answer(err)
  local waiting = self.waiting
  self.waiting = {}
  for _, then_do in ipairs(waiting) do
    then_do(err)
  end
  if not self.saving and self.buffer == -1 and self.failures == 0 then
    M.all[self] = nil
    if self.timer then
      self.timer:close()
      self.timer = nil
    end
  end
end

--- Later, as an error in an autocommand of the exit would look like one of the autocommand; but not
--- when there is no later.
---@param message string
local function tell_problem(message)
  local function tell()
    report.notify(message, vim.log.levels.ERROR)
  end
  if vim.v.exiting == vim.NIL then
    vim.schedule(tell)
  else
    tell()
  end
end

--- It could not be saved: it is tried again, later each time.
---@param err xpost.Error
function Kept:fail(err)
  self.failures = self.failures + 1
  local is_lost = not self:is_loaded()
  if self.asked or is_lost or self.problem ~= err.message then
    self.problem = err.message
    tell_problem(translate("the draft is not kept: %s", report.describe(err)))
  end
  self.asked, self.again = nil, nil
  if is_lost and vim.v.exiting == vim.NIL then -- or it would go on failing without end
    pcall(self.on_lost, self) -- such as not in the command-line window: it comes back later
  end
  self:mark(true)
  self:wait(math.min(2 ^ self.failures, 30) * 1000)
  self:answer(err)
end

--- It is saved.
---@param key string
---@param text string
function Kept:succeed(key, text)
  self.failures = 0
  if self.draft and key ~= self.key then
    self.origin = self.key
    report.notify(translate "the draft was changed or posted meanwhile: kept as another.")
  end
  self:become({ key = key, draft = true, thread = false, posted = false }, text)
  if self.again then
    self:take()
  end
  if self.saving then
    return -- the rest is told then
  elseif self.problem or (self.asked and not self.told) then
    report.notify(translate "kept as a draft.")
  end
  self.told = self.told or self.asked
  self.problem, self.asked = nil, nil
  self:answer()
end

---@param text string
function Kept:save(text)
  self.saving, self.again = text, nil
  self.next_key = not self.draft and (self.next_key or new_key()) or nil
  xpost.draft({
    text = text, account = self.account,
    key = self.next_key or self.key, replaces = self.draft and self.saved or "",
  }, function(err, result)
    self.saving = nil
    if err then
      self:fail(err)
    else
      self:succeed(result.key, text)
    end
  end)
end

--- Hands over what is not kept yet.  A text that is blank takes nothing's place.
function Kept:take()
  if self.timer then
    self.timer:stop()
  end
  self.since, self.again = nil, nil
  local text = self:text()
  local is_new = text ~= (self.saving or self.saved) and not M.is_blank(text)
  if is_new and self.saving then
    self.again = true
  elseif is_new then
    self:save(text)
  end
  if not is_new and not self.saving then
    self.failures, self.problem = 0, nil
  end
  if self.failures == 0 then
    self:mark(false)
  end
end

--- Hands it over, as the user asked for.
function Kept:write()
  self:take()
  if M.is_blank(self:text()) then
    report.notify(M.is_blank(self.saving or self.saved) and translate "there is no text to keep."
      or translate "this is blank: the draft stays as it was.")
  elseif self.saving then
    self.asked = true -- it is told then
  elseif not self.told then
    self.told = true
    report.notify(self.draft and translate "kept as a draft."
      or translate "the history has this text already.")
  end
end

--- The ledger has it no more: it is kept again when it is handed over.
function Kept:forget()
  self.draft, self.saved, self.next_key, self.times = false, "", self.key, self.times + 1
end

--- Hands it over, and calls back when it is kept.
---@param then_do fun(err?: xpost.Error)
function Kept:settle(then_do)
  self.waiting[#self.waiting + 1] = then_do
  self:take()
  if not self.saving then
    self:answer()
  end
end

--- Takes over what became of the entry elsewhere, where nothing is lost by that.
---@param entry xpost.HistoryEntry
---@param text string
function Kept:see(entry, text)
  local is_draft, posted = entry.state == "draft", entry.outcome == "posted"
  if entry.key ~= self.key or self.saving or self:text() ~= self.saved or not self:is_loaded() then
    return
  elseif not is_draft and (self.draft or posted ~= self.posted) then
    self:become({ key = entry.key, draft = false, thread = #entry.posts > 1, posted = posted },
      self.saved)
  elseif is_draft and text ~= self.saved then
    self.saved, self.times = text, self.times + 1
    vim.api.nvim_buf_set_lines(self.buffer, 0, -1, false, vim.split(text, "\n", { plain = true }))
    self:mark(false)
  end
end

return M

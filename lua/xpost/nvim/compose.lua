--- `:XCompose[!] [new | KEY]`: a text is written, and kept as it is written.

local accounts = require "xpost.nvim.accounts"
local config = require "xpost.nvim.config"
local entries = require "xpost.nvim.entries"
local keeping = require "xpost.nvim.keeping"
local kept = require "xpost.nvim.kept"
local opened = require "xpost.nvim.opened"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

--- A draft that the user would go on with here.
---@param entry xpost.HistoryEntry
---@return boolean
local function is_ours(entry)
  local account = config.get().account
  return entry.state == "draft" and not kept.is_blank(entry.text)
    and (not account or not entry.account or entry.account == account)
end

--- Opens the draft that was written last, or a new one where there is none.
local function open_newest()
  -- Not before the ledger has what is being written here.
  keeping.settle(function()
    entries.find({ unfinished = true, every_account = true }, is_ours, function(entry)
      if not entry then
        opened.new()
      elseif not opened.open(entry) then
        report.notify(translate "':XCompose new' begins another draft.")
      end
    end)
  end)
end

---@param key string
local function open_key(key)
  keeping.settle(function()
    entries.one(key, function(entry)
      if not entry then
        report.warn(translate("there is no draft '%s'.", key))
      elseif entry.state ~= "draft" then
        report.warn(translate("this is no draft: ':XHistory open %s' opens its text.", key))
      else
        opened.open(entry)
      end
    end)
  end)
end

--- The command.
---@param command table As nvim_create_user_command gives it
function M.command(command)
  local word = vim.trim(command.args)
  if command.bang and word ~= "" then
    report.warn(translate "with ! there are no words: it switches the count.")
  elseif command.bang then
    require("xpost.nvim.counter").toggle(vim.api.nvim_get_current_buf())
  elseif word == "" then
    open_newest()
  elseif word == "new" then
    opened.new()
  else
    open_key(word)
  end
end

--- Opens a new draft with this text.
---@param text string
---@return integer buffer
function M.open_text(text)
  return opened.new(text)
end

--- Keys of drafts, the newest first: the worker gets a moment, in which the editor goes on.
---@return string[]
local function keys()
  local found, done = {}, false
  entries.read({ unfinished = true, every_account = true, limit = entries.page }, function(all)
    for _, entry in ipairs(all) do
      found[#found + 1] = is_ours(entry) and entry.key or nil
    end
    done = true
  end, function() done = true end)
  vim.wait(100, function() return done end, 1)
  return found
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(lead, line, cursor)
  local words = vim.split(line:sub(1, cursor):gsub("^.*XCompose", ""), "%s+")
  if #words > 2 or vim.startswith(words[1], "!") then
    return {}
  end
  return accounts.matching(vim.list_extend({ "new" }, keys()), lead)
end

return M

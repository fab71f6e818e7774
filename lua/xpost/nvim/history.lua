--- `:XHistory [list | resume | check | undo | open] [key]`: what was to be posted, and how to go on.

local accounts = require "xpost.nvim.accounts"
local actions = require "xpost.nvim.history_actions"
local entries = require "xpost.nvim.entries"
local history_window = require "xpost.nvim.history_window"
local opened = require "xpost.nvim.opened"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

local commands = { "list", "resume", "check", "undo", "open" }

--- What each does with its entry.
local run = {
  resume = actions.resume,
  undo = actions.undo,
  check = actions.check,
  open = opened.open,
}

--- Those that can ask.
local takes_bang = { resume = true, undo = true }

--- Looks for the entry where no key is given; nil if there is none.
---@type table<string, fun(then_do: fun(entry?: xpost.HistoryEntry))>
local newest = {}

function newest.resume(then_do)
  entries.find({ unfinished = true }, function(entry)
    return not entries.objection("resume", entry)
  end, then_do)
end

function newest.check(then_do)
  entries.find({ unfinished = true }, function(entry)
    return not entries.objection("check", entry)
  end, then_do)
end

function newest.undo(then_do)
  entries.last(then_do)
end

function newest.open(then_do)
  entries.read({ limit = 1, unfinished = true }, function(unfinished)
    if unfinished[1] then
      then_do(unfinished[1])
    else
      entries.read({ limit = 1 }, function(all) then_do(all[1]) end)
    end
  end)
end

local nothing = {
  resume = "there is nothing to resume.",
  check = "there is nothing to check: what became of each post is known.",
  undo = "there is nothing to undo.",
  open = "nothing was posted yet.",
}

--- The command.
---@param command table As nvim_create_user_command gives it
function M.command(command)
  local action, key = command.args:match("^(%S*)%s*(.-)%s*$")
  if action == "" then
    action = "list"
  end
  if action ~= "list" and not run[action] then
    report.warn(translate("':XHistory %s' is not known: %s.", action,
      table.concat(commands, translate ", ")))
  elseif command.bang and not takes_bang[action] then
    report.warn(translate "! is for ':XHistory! resume' and ':XHistory! undo': do not ask.")
  elseif action == "list" and key ~= "" then
    report.warn(translate "too many words after ':XHistory list'.")
  elseif action == "list" then
    history_window.show()
  elseif key ~= "" then
    entries.one(key, function(entry)
      if entry then
        run[action](entry, command.bang)
      else
        report.warn(translate("the history has no '%s'.", key))
      end
    end)
  else
    newest[action](function(entry)
      if entry then
        run[action](entry, command.bang)
      else
        report.notify(translate(nothing[action]))
      end
    end)
  end
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(lead, line, cursor)
  local words = vim.split(line:sub(1, cursor):gsub("^.*XHistory", ""), "%s+")
  if #words <= 2 then
    return accounts.matching(commands, lead)
  end
  return #words == 3 and accounts.matching(entries.keys(words[2]), lead) or {}
end

return M

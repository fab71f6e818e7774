--- Asks before something is posted, deleted or forgotten, and shows it.

local config = require "xpost.nvim.config"
local preview_entry = require "xpost.nvim.preview_entry"
local preview_plan = require "xpost.nvim.preview_plan"
local question = require "xpost.nvim.question"

local M = {}

--- Is the user asked at all?
---@param bang? boolean
---@return boolean
function M.asks(bang)
  return not bang and config.get().confirm ~= false
end

--- Shows a question, which can also be answered by changing the text.
---@param asked xpost.Question
---@param edit? fun()
---@param decide fun(yes: boolean)
local function show(asked, edit, decide)
  question.ask(asked, function(answer)
    if answer == "edit" and edit then
      edit()
    else
      decide(answer == "yes")
    end
  end)
end

--- Asks with a window, or as the user configured it.
---@param plan xpost.Plan
---@param make fun(): xpost.Question
---@param edit? fun()
---@param decide fun(yes: boolean)
local function ask(plan, make, edit, decide)
  local confirm = config.get().confirm
  if type(confirm) ~= "function" then
    show(make(), edit, decide)
    return
  end
  local answered = false
  confirm(plan, function(yes)
    if not answered then
      answered = true
      decide(yes == true)
    end
  end)
end

--- Asks whether to post what is planned.  What cannot be posted is shown, and why.
---@param plan xpost.Plan
---@param bang? boolean Do not ask
---@param decide fun(yes: boolean) Is not called if the user wants to change the text
---@param about? xpost.PreviewAbout
function M.ask(plan, bang, decide, about)
  about = about or {}
  local function make()
    return preview_plan.question(plan, about)
  end
  if not M.asks(bang) then
    decide(true)
  elseif preview_plan.refusal(plan) or about.too_long then
    -- A function of the user's would take this for what was asked for.
    show(make(), about.edit, decide)
  else
    ask(plan, make, about.edit, decide)
  end
end

--- Asks whether to post what is not out of an entry.
---@param entry xpost.HistoryEntry
---@param bang? boolean Do not ask
---@param decide fun(yes: boolean) Is not called if the user wants to change the text
function M.ask_rest(entry, bang, decide)
  if not M.asks(bang) then
    decide(true)
    return
  end
  local plan = preview_entry.plan_of(entry)
  ask(plan, function() return preview_entry.rest(entry, plan) end, function()
    require("xpost.nvim.opened").open(entry)
  end, decide)
end

--- Asks whether to delete what is out of an entry.
---@param entry xpost.HistoryEntry
---@param decide fun(yes: boolean)
function M.ask_undo(entry, decide)
  show(preview_entry.undo(entry), nil, decide)
end

--- Asks whether to remove an entry from the history.
---@param entry xpost.HistoryEntry
---@param decide fun(yes: boolean)
function M.ask_forget(entry, decide)
  show(preview_entry.forget(entry), nil, decide)
end

--- Asks the user, who can look, what became of an entry.
---@param entry xpost.HistoryEntry
---@param which? integer Of its posts; nil is all
---@param why string Why it could not be found out
---@param decide fun(outcome?: "posted" | "not_posted")
function M.ask_outcome(entry, which, why, decide)
  question.ask(preview_entry.outcome(entry, which, why), decide)
end

return M

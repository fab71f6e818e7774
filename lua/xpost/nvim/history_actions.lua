--- What can be done with an entry of the history.

local dollars = require "xpost.dollars"
local entries = require "xpost.nvim.entries"
local preview = require "xpost.nvim.preview"
local prompt = require "xpost.nvim.prompt"
local report = require "xpost.nvim.report"
local sending = require "xpost.nvim.sending"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

---@param entry xpost.HistoryEntry
---@param action xpost.HistoryAction
---@return boolean
local function makes_sense(entry, action)
  local objection = entries.objection(action, entry)
  if objection then
    report.warn(objection)
  end
  return not objection
end

--- Posts what is not out, after asking.
---@param entry xpost.HistoryEntry
---@param bang? boolean Do not ask
function M.resume(entry, bang)
  if not makes_sense(entry, "resume") then
    return
  end
  preview.ask_rest(entry, bang, function(yes)
    if yes then
      sending.post("resume", { key = entry.key })
    else
      report.notify(translate "not posted.")
    end
  end)
end

--- What was found out, in words.
---@param result xpost.Checked
---@return string
local function found(result)
  local text
  if result.total > 1 then
    text = translate("%d of %d are out", #result.posts, result.total)
  else
    text = result.outcome == "posted" and translate "it is out" or translate "it is not out"
  end
  if (result.reads or 0) > 0 then
    -- Short, so that it fits the command line.
    text = translate("%s (reads: %s)", text, dollars(result.cost))
  end
  local rest = result.outcome ~= "posted" or #result.posts < result.total
  return rest and translate("%s. :XHistory resume goes on.", text) or translate("%s.", text)
end

--- The id in what a user gives as a post's link or id.
---@param text string
---@return string?
local function id_in(text)
  return text:match("/status/(%d+)") or text:match("^%s*(%d+)%s*$")
end

--- Records what the user saw.
---@param entry xpost.HistoryEntry
---@param outcome "posted" | "not_posted"
---@param id? string
local function settle(entry, outcome, id)
  xpost.check({ key = entry.key, outcome = outcome, id = id }, function(err, result)
    if err then
      report.error(err)
    else
      report.notify(found(result))
    end
  end)
end

--- Has the user decide what X did not tell.
---@param entry xpost.HistoryEntry
---@param why string
local function ask_outcome(entry, why)
  preview.ask_outcome(entry, entries.unsettled(entry), why, function(outcome)
    if outcome == "not_posted" then
      settle(entry, outcome)
    elseif outcome == "posted" then
      prompt.ask({ prompt = translate "Its link or id: " }, function(text)
        local id = id_in(text or "")
        if id then
          settle(entry, outcome, id)
        else
          report.warn(translate "that is no link of a post, and no id: it is left open.")
        end
      end)
    else
      report.notify(translate "it is left open.")
    end
  end)
end

--- What keeps X from being asked, but not for long.
local passing = {
  cancelled = true, network = true, tls = true, server = true, rate_limited = true, busy = true,
  store = true,
}

--- Finds out whether it is out; where that cannot be found out, the user is asked.
---@param entry xpost.HistoryEntry
function M.check(entry)
  if not makes_sense(entry, "check") then
    return
  end
  local message = translate "looking on the timeline"
  sending.run("check", message, { key = entry.key }, function(err, result)
    if not err then
      report.notify(found(result))
    elseif not passing[err.code] and vim.api.nvim_get_mode().mode == "n" then
      -- Not over the shoulder of somebody who is writing.
      ask_outcome(entry, err.message)
    else
      report.error(err)
    end
  end)
end

--- How many posts undo would delete.
---@param entry? xpost.HistoryEntry
---@return integer
local function out(entry)
  local count = 0
  for _, post in ipairs(entry and entry.posts or {}) do
    count = count + (post.state == "posted" and not post.deleted_at and 1 or 0)
  end
  return count
end

---@param entry xpost.HistoryEntry
local function delete(entry)
  sending.run("undo", translate "deleting", { key = entry.key }, function(err, result)
    if err then
      report.error(err)
    else
      local count, cost = #result.posts, dollars(result.cost)
      report.notify(count > 1 and translate("deleted %d posts; X bills %s.", count, cost)
        or translate("deleted; X bills %s.", cost))
    end
  end)
end

--- Deletes what is out, after asking.
---@param entry xpost.HistoryEntry
---@param bang? boolean Do not ask
function M.undo(entry, bang)
  if not makes_sense(entry, "undo") then
    return
  elseif bang then
    delete(entry)
    return
  end
  preview.ask_undo(entry, function(yes)
    if not yes then
      report.notify(translate "nothing is deleted.")
      return
    end
    -- What was posted while the question was open was not asked about.
    entries.one(entry.key, function(now)
      if out(now) == out(entry) then
        delete(entry)
      else
        report.warn(translate "nothing is deleted: this changed meanwhile. Look again.")
      end
    end)
  end)
end

--- Removes it from the history, after asking.
---@param entry xpost.HistoryEntry
function M.forget(entry)
  preview.ask_forget(entry, function(yes)
    if not yes then
      report.notify(translate "it stays.")
      return
    end
    xpost.history({ forget = entry.key }, function(err)
      if err then
        report.error(err)
      else
        report.notify(translate "removed from the history.")
      end
    end)
  end)
end

--- Copies the link of the first post that is out.
---@param entry xpost.HistoryEntry
function M.copy(entry)
  local link = entries.link(entry)
  if link then
    report.copy(link, translate "the link is copied.")
  else
    report.warn(translate "this has no link: it is not out, or X did not say where.")
  end
end

return M

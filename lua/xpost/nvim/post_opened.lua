--- `:XPost` of a buffer that a text of the ledger was opened in.

local actions = require "xpost.nvim.history_actions"
local entries = require "xpost.nvim.entries"
local opened = require "xpost.nvim.opened"
local report = require "xpost.nvim.report"
local xpost = require "xpost"

local M = {}

local of_thread = "this is a thread. Select one of its posts and post that,"
  .. " or ':XHistory resume' goes on with it unchanged."
local of_separator = "a line '---' stands between the posts of a thread. Select one of them;"
  .. " ':%XPost' posts all of it as one."
local meanwhile = "this draft was posted meanwhile; nothing is sent. ':%XPost' sends it anew."

--- Is there a line that only separates posts?
---@param text string
---@return boolean
local function has_separator(text)
  return ("\n" .. text .. "\n"):find("\n%-%-%-[ \t]*\n") ~= nil
end

---@param message string
local function refuse(message)
  report.warn("not posted: " .. message)
end

--- Why lines of the buffer must not be posted as they are; nil if they may.
---@param buffer integer
---@param text string
---@return string?
function M.objection(buffer, text)
  local one = opened.of(buffer)
  return one and one.thread and has_separator(text) and of_thread or nil
end

--- What the user has to know of what the text came from.
---@param origin? xpost.HistoryEntry
---@return xpost.PlanProblem[]
local function notes(origin)
  if not origin or origin.outcome ~= "unknown" then
    return {}
  end
  return { {
    code = "unknown_outcome", refused = false,
    message = "The text that this was made of may be out: ':XHistory check' looks for it.",
  } }
end

---@param origin? string
---@param then_do fun(notes: xpost.PlanProblem[])
local function with_notes(origin, then_do)
  if not origin then
    then_do {}
    return
  end
  entries.one(origin, function(entry) then_do(notes(entry)) end)
end

--- Refuses where the key of a draft has become a post's; otherwise tells the error.
---@param key string
---@param err xpost.Error
local function tell_of_draft(key, err)
  local function tell()
    report.error(err)
  end
  if err.code ~= "invalid_request" then
    tell()
    return
  end
  entries.one(key, function(entry)
    if entry and entry.state ~= "draft" then
      refuse(meanwhile)
    else
      tell()
    end
  end, tell)
end

--- What post.lua is to do besides posting.
---@class xpost.PostOpened
---@field problems xpost.PlanProblem[] To be shown
---@field failed? fun(err: xpost.Error) Tells the user
---@field done fun(err?: xpost.Error, result?: xpost.Post) When it was sent

--- After an attempt the text is in the ledger as a post, and not to be saved.
---@param buffer integer
---@param one xpost.Opened
---@param text string
---@return fun(err?: xpost.Error, result?: xpost.Post)
local function when_done(buffer, one, text)
  return function(err, result)
    local key = result and result.key or err and err.key
    if result and result.text == text then
      opened.keep(buffer, one, text, { key = key, draft = false })
      return
    elseif not key or (err and err.code == "invalid_request") then
      return -- what is under the key is somebody else's
    end
    entries.one(key, function(entry)
      if entry and entry.state ~= "draft" and (entry.posts[1] or {}).text == text then
        opened.keep(buffer, one, text, { key = key, draft = false })
      end
    end, function() end)
  end
end

--- Keeps what the draft says now: what it said before would be kept beside the post.  Not where
--- somebody else changed it, which stays.
---@param buffer integer
---@param one xpost.Opened
---@param entry? xpost.HistoryEntry
---@param text string
---@param then_do fun()
local function bring_up_to_date(buffer, one, entry, text, then_do)
  if not entry or entry.text == text or entry.text ~= one.saved then
    then_do()
    return
  end
  local key = one.key
  xpost.draft({ key = key, text = text, account = one.account }, function(err)
    if err then
      tell_of_draft(key, err)
      return
    end
    opened.keep(buffer, one, text, { key = key, draft = true })
    then_do()
  end)
end

---@alias xpost.PostText fun(text: string, options: table, bang: boolean, opened: xpost.PostOpened)

---@param one xpost.Opened
---@param buffer integer
---@param text string
---@param options table
---@param bang boolean
---@param post xpost.PostText
local function post_draft(one, buffer, text, options, bang, post)
  entries.one(one.key, function(entry)
    if entry and entry.state ~= "draft" then
      refuse(meanwhile)
      return
    elseif one.thread or has_separator(text) then
      refuse(one.thread and of_thread or of_separator)
      return
    end
    local key = one.key
    local function go_on(problems)
      post(text, vim.tbl_extend("keep", options, { key = key, account = one.account }), bang, {
        problems = problems, done = when_done(buffer, one, text),
        failed = function(err) tell_of_draft(key, err) end,
      })
    end
    with_notes(one.origin, function(problems)
      bring_up_to_date(buffer, one, entry, text, function() go_on(problems) end)
    end)
  end)
end

--- The text as it was submitted: that is gone on with, if there is something to go on with.
---@param one xpost.Opened
---@param entry xpost.HistoryEntry
---@param bang boolean
---@param post fun(key?: string)
local function post_unchanged(one, entry, bang, post)
  if entry.can_resume then
    actions.resume(entry, bang)
  elseif one.thread then
    report.warn(entries.objection("resume", entry))
  else
    -- What may be out is never begun anew without a word: the core decides.
    post(entry.outcome == "unknown" and entry.key or nil)
  end
end

---@param one xpost.Opened
---@param buffer integer
---@param text string
---@param options table
---@param bang boolean
---@param post xpost.PostText
local function post_entry(one, buffer, text, options, bang, post)
  entries.one(one.key, function(entry)
    local function go_on(key)
      post(text, vim.tbl_extend("keep", options, { key = key }), bang, {
        problems = text ~= one.saved and notes(entry) or {}, done = when_done(buffer, one, text),
      })
    end
    if entry and text == one.saved and next(options) == nil then
      post_unchanged(one, entry, bang, go_on)
    elseif one.thread then
      refuse(of_thread)
    elseif has_separator(text) and text ~= one.saved then
      refuse(of_separator)
    else
      go_on()
    end
  end)
end

--- Posts all of the buffer, if a text was opened in it.
---@param buffer integer
---@param text string
---@param options table As of xpost.post
---@param bang boolean
---@param post xpost.PostText
---@return boolean taken
function M.post(buffer, text, options, bang, post)
  local one = opened.of(buffer)
  if not one then
    return false
  end
  local run = one.draft and not options.key and post_draft or post_entry
  run(one, buffer, text, options, bang, post)
  return true
end

return M

--- `:XPost` of a buffer that holds a text of the ledger.

local actions = require "xpost.nvim.history_actions"
local entries = require "xpost.nvim.entries"
local kept = require "xpost.nvim.kept"
local opened = require "xpost.nvim.opened"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

local meanwhile = "this draft was posted meanwhile; nothing is sent. ':%XPost' sends it anew."

--- How the text of such a buffer is meant; {} for any other buffer.
---@param buffer integer
---@return table options As of xpost.post
function M.options(buffer)
  return opened.of(buffer)
    and { markdown = true, thread = true, directory = vim.fn.getcwd() } or {}
end

---@param message string
local function refuse(message)
  report.warn(translate("not posted: %s", message))
end

--- What the user has to know of what the text came from.
---@param origin? xpost.HistoryEntry
---@return xpost.PlanProblem[]
local function notes(origin)
  local code, message
  if origin and origin.outcome == "unknown" then
    code = "unknown_outcome"
    message = translate
      "The text that this was made of may be out: ':XHistory check' looks for it."
  elseif origin and origin.done > 0 and origin.done < origin.total then
    code = "duplicate"
    message = origin.done == 1 and translate(
      "1 of the %d posts that this was made of is out, and would be posted again.", origin.total)
      or translate("%d of the %d posts that this was made of are out, and would be posted again.",
        origin.done, origin.total)
  end
  return code and { { code = code, refused = false, message = message } } or {}
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
      refuse(translate(meanwhile))
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

--- The draft became a post of this text.  What was kept under its key just before that is another
--- text: the ledger has it as a draft of its own, and the buffer is that draft's.
---@param one xpost.Kept
---@param text string
---@param entry {key: string, draft: boolean, thread: boolean, posted: boolean}
---@param before string The buffer's key when it was sent
local function become(one, text, entry, before)
  local newer = one.saved
  if one.key ~= entry.key and (one.draft or one.key ~= before) then
    return -- the buffer has gone on to another draft, which may be posted by now
  elseif not one.draft or newer == text then
    one:become(entry, text)
    return
  end
  entries.find({ unfinished = true, every_account = true }, function(each)
    return each.state == "draft" and each.text == newer
  end, function(found)
    one:become(entry, text)
    if found then
      one:become({ key = found.key, draft = true, thread = false, posted = false }, newer)
    end
  end)
end

--- After an attempt the text is in the ledger as a post, and no draft any more.
---@param one xpost.Kept
---@param text string
---@return fun(err?: xpost.Error, result?: xpost.Post)
local function when_done(one, text)
  local before = one.key
  return function(err, result)
    local key = result and result.key or err and err.key
    if result then
      become(one, text,
        { key = key, draft = false, posted = true, thread = #(result.posts or {}) > 1 }, before)
      return
    elseif not key or (err and err.code == "invalid_request" and not err.http_status) then
      return -- what is under the key is somebody else's
    end
    entries.one(key, function(entry)
      if entry and entry.state ~= "draft" then
        become(one, text, { key = key, draft = false, posted = entry.outcome == "posted",
          thread = #entry.posts > 1 }, before)
      end
    end, function() end)
  end
end

---@alias xpost.PostText fun(text: string, options: table, bang: boolean, opened: xpost.PostOpened)

--- A text that was written here: it is kept as it is now, and posted under its draft's key.
---@param one xpost.Kept
---@param text string
---@param options table
---@param bang boolean
---@param post xpost.PostText
local function post_draft(one, text, options, bang, post)
  entries.one(one.key, function(entry)
    if one.draft and entry and entry.state ~= "draft" then
      refuse(translate(meanwhile))
      return
    end
    one:settle(function(err)
      if err then
        refuse(err.message)
        return
      end
      local key = one.draft and one.key or nil
      local request = vim.tbl_extend("keep", options, { key = key, account = one.account })
      with_notes(one.origin, function(problems)
        post(text, request, bang, {
          problems = problems, done = when_done(one, text),
          failed = key and function(failure) tell_of_draft(key, failure) end,
        })
      end)
    end)
  end)
end

--- The text as it was submitted: that is gone on with, if there is something to go on with.
---@param one xpost.Kept
---@param entry xpost.HistoryEntry
---@param bang boolean
---@param post fun(key?: string)
local function post_unchanged(one, entry, bang, post)
  if entry.can_resume then
    actions.resume(entry, bang)
  elseif (one.thread or entry.outcome == "posted") and not entry.deleted then
    report.warn(entries.objection("resume", entry))
  else
    -- What may be out is never begun anew without a word: the core decides.
    post(entry.outcome == "unknown" and entry.key or nil)
  end
end

--- A text that is none of our drafts, or is not to be posted as one.
---@param one xpost.Kept
---@param text string
---@param options table
---@param is_plain boolean The user gave no options
---@param bang boolean
---@param post xpost.PostText
local function post_entry(one, text, options, is_plain, bang, post)
  entries.one(one.key, function(entry)
    local function go_on(key)
      post(text, vim.tbl_extend("keep", options, { key = key }), bang, {
        problems = text ~= one.saved and notes(entry) or {}, done = when_done(one, text),
      })
    end
    if entry and not one.draft and text == one.saved and is_plain then
      post_unchanged(one, entry, bang, go_on)
    else
      go_on()
    end
  end)
end

--- Posts all of the buffer, if it holds a text of the ledger.
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
  local all = vim.tbl_extend("keep", options, M.options(buffer))
  local is_written = one.draft or text ~= one.saved
  if is_written and not options.key and not kept.is_blank(text) then
    post_draft(one, text, all, bang, post)
  else
    post_entry(one, text, all, next(options) == nil, bang, post)
  end
  return true
end

return M

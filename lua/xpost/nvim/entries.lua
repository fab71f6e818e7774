--- Entries of the history: they are read, found, and asked what can be done with them.

local config = require "xpost.nvim.config"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

--- As many as are read at once.
M.page = 100

---@alias xpost.HistoryAction "resume" | "check" | "undo"

--- What tells whether an action makes sense: the core decides.
local can = { resume = "can_resume", check = "can_check", undo = "can_undo" }

--- The link of the first post that is out.
---@param entry xpost.HistoryEntry
---@return string?
function M.link(entry)
  for _, post in ipairs(entry.posts) do
    if post.url and not post.deleted_at then
      return post.url
    end
  end
end

---@param text string
---@return string
local function escape(text)
  return (text:gsub("[\\%[%]()<>]", "\\%0"))
end

--- The posts of an entry, with their files, as one text.
---@param entry xpost.HistoryEntry
---@return string
function M.text(entry)
  local texts = {}
  for i, post in ipairs(entry.posts) do
    local lines = { post.text ~= "" and post.text or nil }
    for _, medium in ipairs(post.media or {}) do
      lines[#lines + 1] = ("![%s](%s)"):format(escape(medium.alt or ""), escape(medium.path))
    end
    texts[i] = table.concat(lines, "\n")
  end
  return table.concat(texts, "\n---\n")
end

--- The post to show where the user is asked what became of an entry; nil shows all.
---@param entry xpost.HistoryEntry
---@return integer? number
function M.unsettled(entry)
  for i, post in ipairs(entry.posts) do
    if post.state == "unknown" or post.state == "intent" or (post.state == "posted" and not post.id)
    then
      return i
    end
  end
end

--- Why an action makes no sense for an entry, in words to be translated.
local objections = {}

function objections.resume(entry)
  if entry.state == "draft" then
    return "this is a draft: open it with Enter, and then :XPost."
  elseif entry.deleted then
    return "this was deleted; open its text to post it anew."
  end
  return entry.outcome == "posted" and "all of this is out." or "this cannot be gone on with."
end

function objections.check()
  return "what became of this is known."
end

function objections.undo(entry)
  if entry.deleted then
    return "this is deleted already."
  elseif entry.outcome == "unknown" then
    return "it is not known whether this is out: check it first."
  end
  return entry.done == 0 and "nothing of this is out." or "X did not say where this is: check it."
end

--- Why it cannot be done; nil if it can.
---@param action xpost.HistoryAction
---@param entry xpost.HistoryEntry
---@return string?
function M.objection(action, entry)
  return not entry[can[action]] and translate(objections[action](entry)) or nil
end

--- The keys of what was listed last, with what can be done with each, for completion.
---@type {key: string, actions: table<string, boolean>}[]
local known = {}

---@param entries xpost.HistoryEntry[]
function M.remember(entries)
  known = {}
  local seen = {}
  for _, entry in ipairs(entries) do
    local actions = { open = true }
    for action in pairs(can) do
      actions[action] = not M.objection(action, entry)
    end
    if not seen[entry.key] then
      seen[entry.key] = true
      known[#known + 1] = { key = entry.key, actions = actions }
    end
  end
end

--- Keys of the last list with which the action makes sense.
---@param action string
---@return string[]
function M.keys(action)
  local keys = {}
  for _, one in ipairs(known) do
    if one.actions[action] then
      keys[#keys + 1] = one.key
    end
  end
  return keys
end

---@class xpost.EntriesOptions : xpost.HistoryOptions
---@field every_account? boolean Though an account is configured

--- Reads entries, of the configured account if there is one.
---@param options xpost.EntriesOptions
---@param then_do fun(entries: xpost.HistoryEntry[])
---@param otherwise? fun(err: xpost.Error) Default: the error is told
function M.read(options, then_do, otherwise)
  if not options.every_account then
    options.account = options.account or config.get().account
  end
  options.every_account = nil
  xpost.history(options, function(err, entries)
    if err then
      (otherwise or report.error)(err)
    else
      then_do(entries)
    end
  end)
end

--- Reads the newest, page by page: up to `count`, and one more if there are more.
---@param options xpost.HistoryOptions
---@param count integer
---@param then_do fun(entries: xpost.HistoryEntry[])
---@param otherwise? fun(err: xpost.Error) Default: the error is told
function M.read_many(options, count, then_do, otherwise)
  local all = {}
  local function read()
    local limit = math.min(count + 1 - #all, M.page + 1)
    local page = vim.tbl_extend("force", options,
      { limit = limit, before = all[1] and all[#all].key or nil })
    M.read(page, function(entries)
      vim.list_extend(all, entries)
      if #entries < limit or #all > count then
        then_do(all)
      else
        read()
      end
    end, otherwise)
  end
  read()
end

--- The entry of a key; nil if there is none.
---@param key string
---@param then_do fun(entry?: xpost.HistoryEntry)
---@param otherwise? fun(err: xpost.Error) Default: the error is told
function M.one(key, then_do, otherwise)
  xpost.history({ key = key }, function(err, entries)
    if err then
      (otherwise or report.error)(err)
    else
      then_do(entries[1])
    end
  end)
end

--- The newest entry that fits, looked for page by page; nil if there is none.
---@param options {unfinished?: boolean, account?: string, every_account?: boolean}
---@param fits fun(entry: xpost.HistoryEntry): boolean
---@param then_do fun(entry?: xpost.HistoryEntry)
function M.find(options, fits, then_do)
  local function look(before)
    local page = vim.tbl_extend("force", { limit = M.page, before = before }, options)
    M.read(page, function(entries)
      for _, entry in ipairs(entries) do
        if fits(entry) then
          then_do(entry)
          return
        end
      end
      if #entries < M.page then
        then_do(nil)
      else
        look(entries[#entries].key)
      end
    end)
  end
  look(nil)
end

--- The entry that `xpost.undo` acts on without a key.
---@param then_do fun(entry?: xpost.HistoryEntry)
function M.last(then_do)
  M.read({ last = true }, function(entries) then_do(entries[1]) end)
end

return M

--- A history without a core: entries in a table, and operations that answer a moment later.
---
---     local fake = require("fake_history").install()
---     fake:add { text = "Hello", state = "not_sent" }
---
--- What xpost's functions were called with is in fake.calls; fake.answers[name] replaces an answer.

local M = {}

local Fake = {}
Fake.__index = Fake

--- One entry of the history, from the states of its posts.
local function summed_up(entry)
  local done, deleted, unknown, first = 0, 0, false, nil
  for _, post in ipairs(entry.posts) do
    local out = post.state == "posted"
    done = done + (out and 1 or 0)
    deleted = deleted + (post.deleted_at and 1 or 0)
    unknown = unknown or post.state == "unknown" or post.state == "intent"
    first = first or (not out and post.state) or nil
  end
  entry.total, entry.done = #entry.posts, done
  entry.deleted = done > 0 and deleted == done or nil
  entry.state = first or "posted"
  entry.outcome = unknown and "unknown" or done == #entry.posts and "posted" or "not_posted"
  entry.text, entry.cost = entry.posts[1].text, 0.015 * done
  entry.undo_cost = 0.01 * (done - deleted)
  entry.can_resume = first ~= nil and first ~= "draft" and not entry.deleted
  entry.can_check, entry.can_undo = unknown, not unknown and done > deleted
  return entry
end

--- Adds an entry that is newer than the others.  `entry` has text and state, or posts.
function Fake:add(entry)
  self.number = self.number + 1
  entry.key = entry.key or ("key-%05d"):format(self.number)
  entry.created_at = entry.created_at or 1700000000 + 60 * self.number
  entry.account, entry.username = entry.account or "default", entry.username or "alice"
  entry.posts = entry.posts or { { text = entry.text, state = entry.state or "posted" } }
  for i, post in ipairs(entry.posts) do
    post.cost = post.text:find("https://", 1, true) and 0.2 or 0.015
    if post.state == "posted" then
      post.id = post.id or ("%d%02d"):format(self.number, i)
      post.url = "https://x.example/" .. entry.username .. "/status/" .. post.id
    end
  end
  table.insert(self.entries, 1, summed_up(entry))
  return entry
end

function Fake:find(key)
  for i, entry in ipairs(self.entries) do
    if entry.key == key then
      return entry, i
    end
  end
end

local operations = {}

function operations.history(self, options)
  if options.forget then
    local _, i = self:find(options.forget)
    table.remove(self.entries, i)
    return { forgotten = i and 1 or 0 }
  end
  if options.last then
    -- The newest here is the one that was sent last.
    for _, entry in ipairs(self.entries) do
      if entry.done > 0 or entry.outcome == "unknown" then
        return { vim.deepcopy(entry) }
      end
    end
    return {}
  end
  local found, after = {}, options.before == nil
  for _, entry in ipairs(self.entries) do
    local fits = (not options.key or entry.key == options.key)
      and (not options.unfinished or (entry.outcome ~= "posted" and not entry.deleted))
      and (not options.account or entry.account == options.account)
    if after and fits and #found < (options.limit or 20) then
      found[#found + 1] = vim.deepcopy(entry)
    end
    after = after or entry.key == options.before
  end
  return found
end

function operations.account()
  return { account = "default", username = "alice" }
end

function operations.check(self, options)
  local entry = self:find(options.key)
  local outcome = options.outcome or "posted"
  for _, post in ipairs(entry.posts) do
    if post.state == "unknown" then
      post.state, post.id = outcome == "posted" and "posted" or "not_sent", options.id or "77"
      post.url = "https://x.example/alice/status/" .. post.id
    end
  end
  summed_up(entry)
  local out = vim.tbl_filter(function(post) return post.state == "posted" end, entry.posts)
  return { outcome = outcome, key = entry.key, posts = out, total = entry.total, reads = 5,
    cost = 0.025 }
end

function operations.resume(self, options)
  local entry = self:find(options.key)
  for i, post in ipairs(entry.posts) do
    if post.state ~= "posted" then
      post.state, post.id = "posted", "9" .. i
      post.url = "https://x.example/alice/status/9" .. i
    end
  end
  summed_up(entry)
  return { key = entry.key, id = entry.posts[1].id, url = entry.posts[1].url, posts = entry.posts,
    cost = 0.015 }
end

function operations.post(self, options)
  local entry = self:find(options.key)
  if entry and entry.state == "draft" then
    entry.posts = { { text = options.text, state = "posted", id = "55",
      url = "https://x.example/alice/status/55", cost = 0.015 } }
    summed_up(entry)
  else
    entry = self:add { key = options.key, text = options.text }
  end
  return { key = entry.key, id = entry.posts[1].id, url = entry.posts[1].url, text = options.text,
    posts = vim.deepcopy(entry.posts), cost = 0.015 }
end

function operations.plan(_, options)
  return { account = "default", username = "alice", cost = 0.015, problems = {}, posts = {
    { text = options.text, weight = #options.text, limit = 280, valid = true, urls = 0, media = {} },
  } }
end

function operations.draft(self, options)
  local entry, key = options.key and self:find(options.key), options.key
  local is_seen = entry and entry.state == "draft"
    and (entry.text == options.replaces or entry.text == options.text)
  if entry and options.replaces and not is_seen then
    entry, key = nil, nil
  end
  if entry then
    entry.posts[1].text = options.text
    summed_up(entry)
  else
    entry = self:add { key = key, text = options.text, state = "draft" }
  end
  return { key = entry.key }
end

function operations.undo(self, options)
  local entry = self:find(options.key)
  local posts = vim.deepcopy(entry.posts)
  for _, post in ipairs(entry.posts) do
    post.deleted_at = post.state == "posted" and 1700000000 or nil
  end
  summed_up(entry)
  return { key = entry.key, posts = posts, cost = 0.01 * #posts }
end

M.operations = operations

--- Puts it in the place of xpost's own functions.
---@param after? fun(restore: fun()) Is given what puts them back
function M.install(after)
  local xpost = require "xpost"
  local self = setmetatable({ entries = {}, number = 0, calls = {}, answers = {}, answered = 0 },
    Fake)
  local before = {}
  for name, run in pairs(operations) do
    before[name] = xpost[name]
    xpost[name] = function(options, on_done)
      if type(options) == "function" then
        options, on_done = nil, options
      end
      self.calls[#self.calls + 1] = { name = name, options = options }
      vim.defer_fn(function()
        local answer = self.answers[name] or function(_, given)
          return nil, run(self, given or {})
        end
        local err, result = answer(self, options)
        require("xpost.nvim.host").finished({ name = name }, err, result)
        on_done(err, result)
        self.answered = self.answered + 1
      end, 1)
      return {}
    end
  end
  if after then
    after(function()
      for name, run in pairs(before) do
        xpost[name] = run
      end
    end)
  end
  return self
end

--- Everything that was asked is answered.
function Fake:is_idle()
  return self.answered == #self.calls
end

--- The names of the operations that were called, but not of those that only read.
function Fake:asked()
  local names = {}
  for _, call in ipairs(self.calls) do
    local reads = call.name == "account" or call.name == "plan"
      or (call.name == "history" and not call.options.forget)
    names[#names + 1] = not reads and call.name or nil
  end
  return table.concat(names, " ")
end

return M

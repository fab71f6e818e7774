--- What is shown before something is posted, deleted or forgotten, with the question.

local config = require "xpost.nvim.config"
local question = require "xpost.nvim.question"
local report = require "xpost.nvim.report"
local xpost = require "xpost"

local M = {}

local yes_or_no = "y = yes, n = no"

local is_out = { posted = true }

---@param plan xpost.Plan | xpost.HistoryEntry
---@return string
local function account(plan)
  local name = plan.username and "@" .. plan.username or plan.account or "nobody"
  if plan.username and plan.account and plan.account ~= "default" then
    name = name .. " (" .. plan.account .. ")"
  end
  return name
end

--- Which of several, or "" if it is the only one.
local function number(i, total)
  return total > 1 and ("%d of %d, "):format(i, total) or ""
end

---@param text string
---@return string
local function beginning(text)
  local line = text:gsub("^%s+", ""):match("^[^\r\n]*") or ""
  local short = vim.fn.strcharpart(line, 0, 30)
  return short == text and short or short .. "…"
end

--- A question about what xpost.plan found.
---@param plan xpost.Plan
---@return xpost.Question
local function of_plan(plan)
  local total, posts, notes = #plan.posts, {}, {}
  for i, post in ipairs(plan.posts) do
    posts[i] = {
      text = post.text,
      about = total > 1 and ("%d of %d  (length %d of %d%s)"):format(i, total, post.weight,
        post.limit, post.urls > 0 and ", with a link" or "") or nil,
    }
  end
  for i, problem in ipairs(plan.problems) do
    notes[i] = "Note: " .. problem.message
  end
  local first = plan.posts[1]
  local size = total > 1 and ("%d posts, each a reply to the one before, "):format(total)
    or ("%d of %d, %s"):format(first.weight, first.limit, first.urls > 0 and "with a link, " or "")
  return {
    name = "preview", keys = { y = true }, notes = notes, posts = posts,
    text = ("Post %s as %s?"):format(total > 1 and "these " .. total or "this", account(plan)),
    choice = yes_or_no,
    detail = size .. report.cost(plan.cost),
  }
end

--- What resume would do with an entry, in the form of a plan.
---@param entry xpost.HistoryEntry
---@return xpost.Plan
local function plan_of(entry)
  local plan = { account = entry.account, username = entry.username, posts = {}, problems = {},
    cost = 0 }
  for _, post in ipairs(entry.posts) do
    if not is_out[post.state] then
      local count = xpost.count { text = post.text, limit = config.get().limit }
        or { weight = #post.text, limit = 280, valid = true, urls = 0 }
      plan.posts[#plan.posts + 1] = { text = post.text, weight = count.weight, limit = count.limit,
        valid = count.valid, urls = count.urls, media = {} }
      plan.cost = plan.cost + post.cost
    end
  end
  return plan
end

--- What is out of an entry, and what would be posted now.
---@param entry xpost.HistoryEntry
---@param plan xpost.Plan
---@return xpost.Question
local function of_rest(entry, plan)
  local total, rest, posts, notes = #entry.posts, #plan.posts, {}, {}
  local next = 0
  for i, post in ipairs(entry.posts) do
    local about
    if is_out[post.state] then
      about = ("%d of %d is out: %s"):format(i, total, beginning(post.text))
    else
      next = next + 1
      about = ("%slength %d%s"):format(number(i, total), plan.posts[next].weight,
        plan.posts[next].urls > 0 and ", with a link" or "")
    end
    posts[i] = { text = post.text, about = about, brief = is_out[post.state] }
    if post.state == "unknown" or post.state == "intent" then
      notes[#notes + 1] = ("Whether %s out is not known: X is asked first, which it bills.")
        :format(total > 1 and number(i, total):gsub(", $", " is") or "it is")
    elseif post.message and not is_out[post.state] then
      notes[#notes + 1] = "The last time: " .. post.message
    end
  end
  local what = rest == 1 and "this" or "these " .. rest
  return {
    name = "preview", keys = { y = true }, notes = notes, posts = posts,
    text = ("Post %s%s as %s?"):format(what,
      rest < total and ", the rest of " .. total .. "," or "",
      entry.account and account(entry) or "the default account"),
    choice = yes_or_no,
    detail = report.cost(plan.cost):gsub("^%l", string.upper),
  }
end

--- Asks with a window, or as the user configured it.
---@param plan xpost.Plan
---@param make fun(): xpost.Question
---@param bang? boolean Do not ask
---@param decide fun(yes: boolean)
local function ask(plan, make, bang, decide)
  local confirm = config.get().confirm
  if bang or confirm == false then
    decide(true)
    return
  elseif type(confirm) ~= "function" then
    question.ask(make(), function(yes) decide(yes == true) end)
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

--- Asks whether to post what is planned.
---@param plan xpost.Plan
---@param bang? boolean Do not ask
---@param decide fun(yes: boolean)
function M.ask(plan, bang, decide)
  ask(plan, function() return of_plan(plan) end, bang, decide)
end

--- Asks whether to post what is not out of an entry.
---@param entry xpost.HistoryEntry
---@param bang? boolean Do not ask
---@param decide fun(yes: boolean)
function M.ask_rest(entry, bang, decide)
  local plan = plan_of(entry)
  ask(plan, function() return of_rest(entry, plan) end, bang, decide)
end

--- The posts of an entry, those alone that fit.
local function posts_of(entry, fits)
  local posts = {}
  for i, post in ipairs(entry.posts) do
    if fits(post) then
      local about = number(i, #entry.posts):gsub(", $", "  ") .. (post.url or "")
      posts[#posts + 1] = { text = post.text, about = about ~= "" and vim.trim(about) or nil }
    end
  end
  return posts
end

--- Asks whether to delete what is out of an entry.
---@param entry xpost.HistoryEntry
---@param decide fun(yes: boolean)
function M.ask_undo(entry, decide)
  local posts = posts_of(entry, function(post)
    return is_out[post.state] and not post.deleted_at
  end)
  question.ask({
    name = "question", keys = { y = true }, posts = posts,
    text = ("Delete %s of %s at X?"):format(
      #posts == 1 and "this post" or "these " .. #posts .. " posts", account(entry)),
    choice = yes_or_no,
    detail = report.cost(entry.undo_cost):gsub("^%l", string.upper),
    notes = { "This cannot be taken back." },
  }, function(yes) decide(yes == true) end)
end

--- Asks whether to remove an entry from the history.
---@param entry xpost.HistoryEntry
---@param decide fun(yes: boolean)
function M.ask_forget(entry, decide)
  local note = "Nothing is deleted at X."
  if entry.outcome == "unknown" then
    note = "It may be out, and could not be looked for any more. Its text is lost here."
  elseif entry.outcome ~= "posted" and not entry.deleted then
    note = entry.done > 0 and "Its rest is not out, and is lost. Nothing is deleted at X."
      or "It is not out: its text is lost."
  end
  question.ask({
    name = "question", keys = { y = true }, notes = { note },
    text = "Remove this from the history?", choice = yes_or_no,
    posts = posts_of(entry, function() return true end),
  }, function(yes) decide(yes == true) end)
end

--- Asks the user, who can look, what became of an entry.
---@param entry xpost.HistoryEntry
---@param which? integer Of its posts; nil is all
---@param why string Why it could not be found out
---@param decide fun(outcome?: "posted" | "not_posted")
function M.ask_outcome(entry, which, why, decide)
  question.ask({
    name = "question", keys = { o = "posted", X = "not_posted" }, notes = { why },
    text = ("Is this on the timeline of %s?"):format(account(entry)),
    choice = "o = it is out, X = it is not, n = leave it open",
    posts = posts_of(entry, function(post) return not which or post == entry.posts[which] end),
  }, decide)
end

return M

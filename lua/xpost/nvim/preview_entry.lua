--- The questions about an entry of the history: whether to go on with it, delete it or forget it,
--- and what became of it.

local config = require "xpost.nvim.config"
local dollars = require "xpost.dollars"
local preview_plan = require "xpost.nvim.preview_plan"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

local is_out = { posted = true }

---@param text string
---@return string
local function warning(text)
  return { text, "XpostWarning" }
end

---@param entry xpost.HistoryEntry
---@return string
local function account(entry)
  return preview_plan.account(entry) or translate "nobody"
end

--- An estimate that begins a line.
---@param cost number
---@return string
local function cost_line(cost)
  return (dollars(cost):gsub("^%l", string.upper))
end

---@param text string
---@return string
local function beginning(text)
  local line = text:gsub("^%s+", ""):match("^[^\r\n]*") or ""
  local short = vim.fn.strcharpart(line, 0, 30)
  return short == text and short or short .. "…"
end

--- What resume would do with an entry, in the form of a plan.
---@param entry xpost.HistoryEntry
---@return xpost.Plan
function M.plan_of(entry)
  local plan = { account = entry.account, username = entry.username, posts = {}, problems = {},
    cost = 0 }
  for _, post in ipairs(entry.posts) do
    if not is_out[post.state] then
      local count = xpost.count { text = post.text, limit = config.get().limit }
        or { weight = #post.text, limit = 280, valid = true, urls = 0 }
      plan.posts[#plan.posts + 1] = { text = post.text, weight = count.weight, limit = count.limit,
        valid = count.valid, urls = count.urls, media = post.media }
      plan.cost = plan.cost + post.cost
    end
  end
  return plan
end

---@param rest integer As many posts are not out
---@param total integer
---@param who string
---@return string
local function whether_to_post(rest, total, who)
  if rest == 1 then
    return rest < total and translate("Post this, the rest of %d, as %s?", total, who)
      or translate("Post this as %s?", who)
  end
  return rest < total and translate("Post these %d, the rest of %d, as %s?", rest, total, who)
    or translate("Post these %d as %s?", rest, who)
end

--- What is out of an entry, and what would be posted now.
---@param entry xpost.HistoryEntry
---@param plan xpost.Plan
---@return xpost.Question
function M.rest(entry, plan)
  local total, rest, posts, notes = #entry.posts, #plan.posts, {}, {}
  local next = 0
  for i, post in ipairs(entry.posts) do
    if is_out[post.state] then
      posts[i] = { text = post.text, brief = true,
        about = translate("%d/%d is out: %s", i, total, beginning(post.text)) }
    else
      next = next + 1
      posts[i] = { text = post.text, about = preview_plan.about(plan.posts[next], i, total),
        media = plan.posts[next].media }
    end
    if post.state == "unknown" or post.state == "intent" then
      notes[#notes + 1] = warning(total > 1 and translate(
        "Whether %d of %d is out is not known: X is asked first, which it bills.", i, total)
        or translate "Whether it is out is not known: X is asked first, which it bills.")
    elseif post.message and not is_out[post.state] then
      notes[#notes + 1] = warning(translate("The last time: %s", post.message))
    end
  end
  return {
    name = "preview", keys = { y = "yes", e = "edit" }, notes = notes, posts = posts,
    text = whether_to_post(rest, total,
      entry.account and account(entry) or translate "the default account"),
    choice = translate "y = yes, n = no, e = edit",
    details = { cost_line(plan.cost) },
  }
end

--- The posts of an entry, those alone that fit.
local function posts_of(entry, fits)
  local posts, total = {}, #entry.posts
  for i, post in ipairs(entry.posts) do
    if fits(post) then
      local about = { total > 1 and ("%d/%d"):format(i, total) or nil }
      about[#about + 1] = post.url
      posts[#posts + 1] = { text = post.text, media = post.media,
        about = about[1] and table.concat(about, " · ") }
    end
  end
  return posts
end

--- Whether to delete what is out of an entry.
---@param entry xpost.HistoryEntry
---@return xpost.Question
function M.undo(entry)
  local posts = posts_of(entry, function(post)
    return is_out[post.state] and not post.deleted_at
  end)
  return {
    name = "question", keys = { y = "yes" }, posts = posts,
    text = #posts == 1 and translate("Delete this post of %s at X?", account(entry))
      or translate("Delete these %d posts of %s at X?", #posts, account(entry)),
    choice = translate "y = yes, n = no",
    details = { cost_line(entry.undo_cost) },
    notes = { warning(translate "This cannot be taken back.") },
  }
end

--- Whether to remove an entry from the history.
---@param entry xpost.HistoryEntry
---@return xpost.Question
function M.forget(entry)
  local note = "Nothing is deleted at X."
  if entry.outcome == "unknown" then
    note = "It may be out, and could not be looked for any more. Its text is lost here."
  elseif entry.outcome ~= "posted" and not entry.deleted then
    note = entry.done > 0 and "Its rest is not out, and is lost. Nothing is deleted at X."
      or "It is not out: its text is lost."
  end
  return {
    name = "question", keys = { y = "yes" }, notes = { warning(translate(note)) },
    text = translate "Remove this from the history?", choice = translate "y = yes, n = no",
    posts = posts_of(entry, function() return true end),
  }
end

--- What became of an entry, or of one of its posts.
---@param entry xpost.HistoryEntry
---@param which? integer
---@param why string Why it could not be found out
---@return xpost.Question
function M.outcome(entry, which, why)
  return {
    name = "question", keys = { o = "posted", X = "not_posted" }, notes = { warning(why) },
    text = translate("Is this on the timeline of %s?", account(entry)),
    choice = translate "o = it is out, X = it is not, n = leave it open",
    posts = posts_of(entry, function(post) return not which or post == entry.posts[which] end),
  }
end

return M

--- The question whether to post what xpost.plan found: as whom, what, what it costs, and what is
--- wrong with it.

local report = require "xpost.nvim.report"

local M = {}

--- Who posts; nil if that is not known.
---@param plan {account?: string, username?: string}
---@return string?
function M.account(plan)
  local name = plan.username and "@" .. plan.username or plan.account
  if plan.username and plan.account and plan.account ~= "default" then
    name = name .. " (" .. plan.account .. ")"
  end
  return name
end

--- What there is to say of a post in a line: which of several it is, and its length.
---@param post {weight: integer, limit: integer, urls: integer}
---@param number integer
---@param total integer
---@return string
function M.about(post, number, total)
  local words = { ("%d/%d"):format(post.weight, post.limit) }
  if total > 1 then
    table.insert(words, 1, ("%d/%d"):format(number, total))
  end
  if post.urls > 0 then
    words[#words + 1] = "with a link"
  end
  return table.concat(words, " · ")
end

local who_may_reply = {
  following = "only those you follow may reply", verified = "only verified accounts may reply",
  mentionedUsers = "only those you mention may reply",
  subscribers = "only your subscribers may reply",
}

--- What was asked for besides the text, in words; nil if nothing was.
---@param request xpost.PostOptions
---@return string?
local function wishes(request)
  local words = {}
  local function add(given, text)
    words[#words + 1] = given and text:format(tostring(given)) or nil
  end
  add(request.reply_to, "a reply to %s")
  add(request.quote, "quotes %s")
  add(request.edits, "replaces %s")
  add(request.community, "to community %s")
  add(request.reply_settings and (who_may_reply[request.reply_settings]
    or "may reply: " .. request.reply_settings), "%s")
  add(request.made_with_ai, "labelled as made with AI")
  add(request.paid_partnership, "labelled as a paid partnership")
  return words[1] and (table.concat(words, " · "):gsub("^%l", string.upper))
end

--- What is said below the question: how much it is, and what it costs.
---@param plan xpost.Plan
---@param request? xpost.PostOptions
---@return string[]
local function details(plan, request)
  local total = #plan.posts
  local cost = plan.cost > 0 and report.cost(plan.cost) or "costs nothing"
  if plan.cost > 0 and plan.prices_date then
    cost = ("%s (prices of %s)"):format(cost, plan.prices_date)
  end
  local first = plan.posts[1]
  local size = total > 1 and ("%d posts, each a reply to the one before"):format(total)
    or first and M.about(first, 1, 1) or "no text"
  return { size .. " · " .. cost, request and wishes(request) }
end

--- Which of several posts a problem is of, nil if it is of all, and the problem.
---@param problem xpost.PlanProblem
---@param total integer
---@return integer? number
---@return string message
local function place(problem, total)
  local number, message = problem.message:match("^Post (%d+) of %d+: (.*)$")
  number = tonumber(number)
  if total > 1 and number and number <= total then
    return number, message
  end
  return nil, problem.message
end

--- Problems as they are shown: those that X would refuse come first.
---@param problems xpost.PlanProblem[]
---@param total integer Posts
---@return xpost.QuestionNote[] of_all
---@return table<integer, xpost.QuestionNote[]> of_posts Of each of several posts
local function sorted(problems, total)
  local of_all, of_posts = {}, {}
  for _, refused in ipairs { true, false } do
    for _, problem in ipairs(problems) do
      if problem.refused == refused then
        local number, message = place(problem, total)
        local list = of_all
        if number then
          list = of_posts[number] or {}
          of_posts[number] = list
        end
        list[#list + 1] = refused and { message, "XpostError" }
          or { "Note: " .. message, "XpostWarning" }
      end
    end
  end
  return of_all, of_posts
end

--- The posts that have notes of a group, in words: "posts 2, 5 and 7"; nil if none has.
---@param of_posts table<integer, xpost.QuestionNote[]>
---@param total integer
---@param group string
---@return string?
local function which(of_posts, total, group)
  local numbers = {}
  for i = 1, total do
    for _, note in ipairs(of_posts[i] or {}) do
      numbers[#numbers + 1] = note[2] == group and numbers[#numbers] ~= i and i or nil
    end
  end
  local last = table.remove(numbers)
  if #numbers > 0 then
    return ("posts %s and %d"):format(table.concat(numbers, ", "), last)
  end
  return last and "post " .. last
end

--- What is wrong or to be known: of all, and of each post where there are several.
---@param plan xpost.Plan
---@return xpost.QuestionNote[] of_all
---@return table<integer, xpost.QuestionNote[]> of_posts
local function notes(plan)
  local total = #plan.posts
  local of_all, of_posts = sorted(plan.problems, total)
  local wrong = which(of_posts, total, "XpostError")
  local known = which(of_posts, total, "XpostWarning")
  if wrong then
    table.insert(of_all, 1, { ("Something is wrong with %s: see there."):format(wrong),
      "XpostError" })
  end
  if known then
    table.insert(of_all, { ("Note: see what is said at %s."):format(known), "XpostWarning" })
  end
  if plan.warning then
    table.insert(of_all, { "Note: " .. plan.warning, "XpostWarning" })
  end
  return of_all, of_posts
end

--- The first reason why a plan cannot be posted.
---@param plan xpost.Plan
---@return xpost.PlanProblem?
function M.refusal(plan)
  for _, problem in ipairs(plan.problems) do
    if problem.refused then
      return problem
    end
  end
end

--- What is offered in the place of a post that is too long: a thread, or what is left of it
--- without white space.
---@param plan xpost.Plan
---@param too_long xpost.TooLong
---@return xpost.QuestionNote
local function offer(plan, too_long)
  if #plan.posts == 1 then
    return { ("Too long (%d/%d) with the white space at its ends, which is left out.")
      :format(too_long.weight, too_long.limit), "XpostWarning" }
  end
  local what = too_long.number and ("Post %d is too long"):format(too_long.number)
    or "Too long for one post"
  local thread = M.refusal(plan) and ". A thread of %d is refused too:" or ": a thread of %d?"
  return { ("%s (%d/%d)%s"):format(what, too_long.weight, too_long.limit,
    thread:format(#plan.posts)), "XpostWarning" }
end

--- What the question is about besides the plan.
---@class xpost.PreviewAbout
---@field request? xpost.PostOptions
---@field too_long? xpost.TooLong Why a thread is offered
---@field edit? fun() Has the user change the text

--- A post that is too long to be one.
---@class xpost.TooLong
---@field weight integer
---@field limit integer
---@field number? integer Which of several

---@param plan xpost.Plan
---@param about xpost.PreviewAbout
---@return xpost.Question
function M.question(plan, about)
  local total, posts = #plan.posts, {}
  local refusal, name = M.refusal(plan), M.account(plan)
  local of_all, of_posts = notes(plan)
  for i, post in ipairs(plan.posts) do
    posts[i] = {
      text = post.text, about = total > 1 and M.about(post, i, total) or nil,
      notes = of_posts[i], over_at = post.over_at, media = post.media,
    }
  end
  local edit = about.edit and ", e = edit" or ""
  local as = name and " as " .. name or ""
  return {
    name = "preview", posts = posts, notes = of_all,
    before = about.too_long and { offer(plan, about.too_long) } or nil,
    group = refusal and "XpostWarning" or nil,
    text = refusal and ("This cannot be posted%s."):format(as)
      or ("Post %s%s?"):format(total > 1 and "these " .. total or "this", as),
    choice = refusal and (about.edit and "e = edit, n = close" or "n = close")
      or "y = yes, n = no" .. edit,
    keys = { y = not refusal and "yes" or nil, e = about.edit and "edit" or nil },
    refused = refusal and { y = "this cannot be posted: " .. refusal.message } or nil,
    details = details(plan, about.request),
  }
end

return M

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
  following = "those you follow may reply", mentionedUsers = "those you mention may reply",
  subscribers = "your subscribers may reply", verified = "verified accounts may reply",
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
    cost = ("%s (X's prices of %s)"):format(cost, plan.prices_date)
  end
  local first = plan.posts[1]
  local size = total > 1 and ("%d posts, each a reply to the one before"):format(total)
    or first and M.about(first, 1, 1) or "no text"
  return { size .. " · " .. cost, request and wishes(request) }
end

--- A problem as it is shown.
---@param problem xpost.PlanProblem
---@param message string
---@return xpost.QuestionNote
local function note(problem, message)
  return { problem.refused and message or "Note: " .. message,
    problem.refused and "XpostError" or "XpostWarning" }
end

--- Numbers in words: "2, 5 and 7".
---@param numbers integer[]
---@return string
local function listed(numbers)
  local last = numbers[#numbers]
  return #numbers > 1 and table.concat(numbers, ", ", 1, #numbers - 1) .. " and " .. last
    or tostring(last)
end

--- What is wrong or to be known: of all, and of each post where there are several.
---@param plan xpost.Plan
---@return xpost.QuestionNote[] all
---@return table<integer, xpost.QuestionNote[]> of_posts
local function notes(plan)
  local all, of_posts = {}, {}
  local at = { refused = {}, known = {} }
  local problems = vim.list_extend(
    vim.tbl_filter(function(problem) return problem.refused end, plan.problems),
    vim.tbl_filter(function(problem) return not problem.refused end, plan.problems))
  for _, problem in ipairs(problems) do
    local number, message = problem.message:match("^Post (%d+) of %d+: (.*)$")
    local i = tonumber(number)
    if i and plan.posts[i] and #plan.posts > 1 then
      of_posts[i] = of_posts[i] or {}
      table.insert(of_posts[i], note(problem, message))
      local list = at[problem.refused and "refused" or "known"]
      list[#list + 1] = list[#list] ~= i and i or nil
    else
      all[#all + 1] = note(problem, problem.message)
    end
  end
  if at.known[1] then
    table.insert(all, { ("Note: see what is said at %s %s."):format(
      #at.known > 1 and "posts" or "post", listed(at.known)), "XpostWarning" })
  end
  if at.refused[1] then
    table.insert(all, 1, { ("Something is wrong with %s %s: see there."):format(
      #at.refused > 1 and "posts" or "post", listed(at.refused)), "XpostError" })
  end
  return all, of_posts
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

--- That a thread is offered, in the place of a post that is too long.
---@param plan xpost.Plan
---@param too_long xpost.TooLong
---@return xpost.QuestionNote
local function offer(plan, too_long)
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

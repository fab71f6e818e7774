--- The question whether to post what xpost.plan found: as whom, what, what it costs, and what is
--- wrong with it.

local dollars = require "xpost.dollars"
local translate = require "xpost.translate"

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
    words[#words + 1] = translate "with a link"
  end
  return table.concat(words, " · ")
end

local later = translate.later

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
    words[#words + 1] = given and translate(text, tostring(given)) or nil
  end
  add(request.reply_to, "a reply to %s")
  add(request.quote, later "quotes %s")
  add(request.edits, later "replaces %s")
  add(request.community, "to community %s")
  add(request.reply_settings, who_may_reply[request.reply_settings] or "may reply: %s")
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
  local cost = plan.cost > 0 and dollars(plan.cost) or translate "costs nothing"
  if plan.cost > 0 and plan.prices_date then
    cost = translate("%s (prices of %s)", cost, plan.prices_date)
  end
  local first = plan.posts[1]
  local size = total > 1 and translate("%d posts, each a reply to the one before", total)
    or first and M.about(first, 1, 1) or translate "no text"
  return { size .. " · " .. cost, request and wishes(request) }
end

--- Which of several posts a problem is of, nil if it is of all, and the problem.
---@param problem xpost.PlanProblem
---@param total integer
---@return integer? number
---@return string message
local function place(problem, total)
  local number = problem.number
  if total > 1 and number and number <= total then
    return number, problem.reason
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
          or { translate("Note: %s", message), "XpostWarning" }
      end
    end
  end
  return of_all, of_posts
end

--- The posts that have notes of a group: the last, and in words those before it.
---@param of_posts table<integer, xpost.QuestionNote[]>
---@param total integer
---@param group string
---@return integer? last Nil if none has
---@return string? others "2, 5"; nil if it is the only one
local function which(of_posts, total, group)
  local numbers = {}
  for i = 1, total do
    for _, note in ipairs(of_posts[i] or {}) do
      numbers[#numbers + 1] = note[2] == group and numbers[#numbers] ~= i and i or nil
    end
  end
  local last = table.remove(numbers)
  return last, numbers[1] and table.concat(numbers, translate ", ")
end

--- What is wrong or to be known: of all, and of each post where there are several.
---@param plan xpost.Plan
---@return xpost.QuestionNote[] of_all
---@return table<integer, xpost.QuestionNote[]> of_posts
local function notes(plan)
  local total = #plan.posts
  local of_all, of_posts = sorted(plan.problems, total)
  local wrong, also_wrong = which(of_posts, total, "XpostError")
  local known, also_known = which(of_posts, total, "XpostWarning")
  if wrong then
    table.insert(of_all, 1, { also_wrong
      and translate("Something is wrong with posts %s and %d: see there.", also_wrong, wrong)
      or translate("Something is wrong with post %d: see there.", wrong), "XpostError" })
  end
  if known then
    table.insert(of_all, { also_known
      and translate("Note: see what is said at posts %s and %d.", also_known, known)
      or translate("Note: see what is said at post %d.", known), "XpostWarning" })
  end
  if plan.warning then
    table.insert(of_all, { translate("Note: %s", plan.warning), "XpostWarning" })
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
  local number, weight, limit, total = too_long.number, too_long.weight, too_long.limit, #plan.posts
  local text
  if total == 1 then
    text = translate("Too long (%d/%d) with the white space at its ends, which is left out.",
      weight, limit)
  elseif M.refusal(plan) then
    text = number and translate("Post %d is too long (%d/%d). A thread of %d is refused too:",
      number, weight, limit, total)
      or translate("Too long for one post (%d/%d). A thread of %d is refused too:",
        weight, limit, total)
  else
    text = number and translate("Post %d is too long (%d/%d): a thread of %d?",
      number, weight, limit, total)
      or translate("Too long for one post (%d/%d): a thread of %d?", weight, limit, total)
  end
  return { text, "XpostWarning" }
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

--- The question itself, or that there is none.
---@param plan xpost.Plan
---@return string
local function text_of(plan)
  local name, total = M.account(plan), #plan.posts
  if M.refusal(plan) then
    return name and translate("This cannot be posted as %s.", name)
      or translate "This cannot be posted."
  elseif total > 1 then
    return name and translate("Post these %d as %s?", total, name)
      or translate("Post these %d?", total)
  end
  return name and translate("Post this as %s?", name) or translate "Post this?"
end

--- The keys that answer it, in words.
---@param is_refused boolean
---@param can_edit boolean
---@return string
local function choice_of(is_refused, can_edit)
  if is_refused then
    return can_edit and translate "e = edit, n = close" or translate "n = close"
  end
  return can_edit and translate "y = yes, n = no, e = edit" or translate "y = yes, n = no"
end

---@param plan xpost.Plan
---@param about xpost.PreviewAbout
---@return xpost.Question
function M.question(plan, about)
  local total, posts = #plan.posts, {}
  local refusal = M.refusal(plan)
  local of_all, of_posts = notes(plan)
  for i, post in ipairs(plan.posts) do
    posts[i] = {
      text = post.text, about = total > 1 and M.about(post, i, total) or nil,
      notes = of_posts[i], over_at = post.over_at, media = post.media,
    }
  end
  return {
    name = "preview", posts = posts, notes = of_all,
    before = about.too_long and { offer(plan, about.too_long) } or nil,
    group = refusal and "XpostWarning" or nil,
    text = text_of(plan), choice = choice_of(refusal ~= nil, about.edit ~= nil),
    keys = { y = not refusal and "yes" or nil, e = about.edit and "edit" or nil },
    refused = refusal and { y = translate("this cannot be posted: %s", refusal.message) } or nil,
    details = details(plan, about.request),
  }
end

return M

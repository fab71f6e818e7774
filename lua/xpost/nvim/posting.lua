--- A text on its way: what would be posted is planned, shown, asked about, and sent.

local config = require "xpost.nvim.config"
local event = require "xpost.nvim.event"
local preview = require "xpost.nvim.preview"
local preview_plan = require "xpost.nvim.preview_plan"
local report = require "xpost.nvim.report"
local sending = require "xpost.nvim.sending"
local translate = require "xpost.translate"
local window = require "xpost.nvim.window"
local xpost = require "xpost"

local M = {}

--- Where relative paths in a text begin: the folder of its file, or the working directory.
---@param buffer? integer
---@return string
local function directory_of(buffer)
  local is_file = buffer and vim.api.nvim_buf_is_valid(buffer) and vim.bo[buffer].buftype == ""
  local folder = is_file and vim.api.nvim_buf_get_name(buffer):match("^(/.*)/[^/]*$")
  return folder or vim.fn.getcwd()
end

--- What is given to xpost.plan, and then to xpost.post.
---@param text string
---@param options? table As of xpost.post
---@param buffer? integer That the text is from
---@return table
local function request_of(text, options, buffer)
  local configured = config.get()
  local request = vim.tbl_extend("keep", { text = text }, options or {},
    { account = configured.account, limit = configured.limit, number = configured.number })
  request.number = request.number or nil
  if request.markdown then
    request.directory = request.directory or directory_of(buffer)
  end
  return request
end

--- What is wrong with the account, and not with the text: there is nothing to look at.
local of_account = {
  not_logged_in = true, login_required = true, scope_missing = true, config = true,
}

--- Is there something to look at where a plan is refused?
---@param plan xpost.Plan
---@return boolean
local function is_worth_showing(plan)
  local something = false
  for _, post in ipairs(plan.posts) do
    something = something or post.text:find("%S") ~= nil or (post.media or {})[1] ~= nil
  end
  if not something then
    return false
  end
  for _, problem in ipairs(plan.problems) do
    if problem.refused and not of_account[problem.code] then
      return true
    end
  end
  return false
end

--- The post for which a thread is offered.
---@param plan xpost.Plan
---@return xpost.TooLong?
local function too_long(plan)
  for i, post in ipairs(plan.thread and plan.posts or {}) do
    if post.weight > post.limit then
      return { weight = post.weight, limit = post.limit, number = #plan.posts > 1 and i or nil }
    end
  end
end

--- A text on its way.
---@class xpost.Posting
---@field request table
---@field bang? boolean
---@field from xpost.PostOpened
---@field edit fun()
local Posting = {}
Posting.__index = Posting

--- Tells that it is not posted, and those who listen.
---@param err xpost.Error
---@param is_shown? boolean The user sees it already
function Posting:fail(err, is_shown)
  err.outcome = "not_posted"
  event.fire("XpostFailed", vim.tbl_extend("force", { operation = "post" }, err))
  if not is_shown then
    (self.from.failed or report.error)(err)
  end
end

---@param plan xpost.Plan
function Posting:send(plan)
  -- What was begun with this text is gone on with; that never posts it twice.
  self.request.key = self.request.key or (plan.earlier and plan.earlier.key)
  sending.post("post", self.request, self.from.done, self.from.failed or report.error)
end

--- Shows the plan, and asks; what cannot be posted is only told where nobody is asked.
---@param plan xpost.Plan
---@param offer? xpost.TooLong
function Posting:ask(plan, offer)
  local refusal = preview_plan.refusal(plan)
  if refusal then
    local is_shown = preview.asks(self.bang) and is_worth_showing(plan)
    self:fail({ code = refusal.code, message = refusal.message, retry = refusal.retry }, is_shown)
    if not is_shown then
      return
    end
  end
  vim.list_extend(plan.problems, self.from.problems or {})
  preview.ask(plan, self.bang, function(yes)
    if yes then
      self:send(plan)
    else
      report.notify(translate "not posted.")
    end
  end, { request = self.request, too_long = offer, edit = self.edit })
end

--- Finds out what would be posted.
---@param offer? xpost.TooLong Why it is a thread now
function Posting:plan(offer)
  xpost.plan(self.request, function(err, plan)
    if err then
      self:fail(err)
      return
    end
    local long = not offer and preview.asks(self.bang) and too_long(plan)
    if long then
      self.request.thread = true
      self:plan(long)
    else
      self:ask(plan, offer)
    end
  end)
end

--- Has the user change the text: where it is from, or in a buffer of its own.
---@param text string
---@param options? table
---@param buffer? integer
local function edit(text, options, buffer)
  if buffer and window.go_to(buffer) then
    return
  end
  require("xpost.nvim.compose").open_text(text)
  if not buffer and next(options or {}) then
    report.notify(translate "options are not kept with a text: give them to :XPost again.")
  end
end

--- Posts a text, after asking unless `bang`.
---@param text string
---@param options? table As of xpost.post
---@param bang? boolean
---@param from? xpost.PostOpened If the text was opened from the history
---@param buffer? integer That the text is from
function M.post(text, options, bang, from, buffer)
  local posting = setmetatable({
    request = request_of(text, options, buffer), bang = bang, from = from or {},
    edit = function() edit(text, options, buffer) end,
  }, Posting)
  posting:plan()
end

return M

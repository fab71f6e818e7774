--- `:XPost`: what is to be posted is shown, asked about, sent, and told.

local arguments = require "xpost.nvim.arguments"
local config = require "xpost.nvim.config"
local event = require "xpost.nvim.event"
local post_opened = require "xpost.nvim.post_opened"
local preview = require "xpost.nvim.preview"
local report = require "xpost.nvim.report"
local selection = require "xpost.nvim.selection"
local sending = require "xpost.nvim.sending"
local xpost = require "xpost"

local M = {}

--- More than this is no post, however it is counted; it is not even read.
local most_bytes = 1024 * 1024

--- The first problem that X, or we, would refuse the post for.
---@param plan xpost.Plan
---@return xpost.Error?
local function refusal(plan)
  for _, problem in ipairs(plan.problems) do
    if problem.refused then
      return { code = problem.code, message = problem.message, outcome = "not_posted" }
    end
  end
end

--- Posts a text, after asking unless `bang`.
---@param text string
---@param options? table As of xpost.post
---@param bang? boolean
---@param from? xpost.PostOpened If the text was opened from the history
function M.post(text, options, bang, from)
  local configured = config.get()
  local request = vim.tbl_extend("keep", { text = text }, options or {},
    { account = configured.account, limit = configured.limit })
  local tell = from and from.failed or report.error
  xpost.plan(request, function(err, plan)
    err = err or refusal(plan)
    if err then
      err.outcome = "not_posted"
      event.fire("XpostFailed", vim.tbl_extend("force", { operation = "post" }, err))
      tell(err)
      return
    end
    vim.list_extend(plan.problems, from and from.problems or {})
    -- What was begun with this text is gone on with; that never posts it twice.
    request.key = request.key or (plan.earlier and plan.earlier.key)
    preview.ask(plan, bang, function(yes)
      if yes then
        sending.post("post", request, from and from.done, tell)
      else
        report.notify("not posted.")
      end
    end)
  end)
end

--- Refuses a command.
---@param message string
local function refuse(message)
  report.error { code = "invalid_request", outcome = "not_posted", message = message }
end

---@param bytes integer
local function too_long(bytes)
  report.error {
    code = "over_limit", outcome = "not_posted",
    message = ("The text is %.1f MB long, which is no post. Select a part of it.")
      :format(bytes / 1e6),
  }
end

--- Posts a part of a buffer.
---@param text string
---@param options? table
---@param bang? boolean
local function post_part(buffer, text, options, bang)
  local objection = post_opened.objection(buffer, text)
  if objection then
    report.warn("not posted: " .. objection)
  else
    M.post(text, options, bang)
  end
end

--- Posts what the buffer at hand holds: all of it, or a range.
---@param command table As nvim_create_user_command gives it
---@param typed? string
---@param options table As of xpost.post
local function post_lines(command, typed, options)
  local first, last, buffer = 1, vim.fn.line("$"), vim.api.nvim_get_current_buf()
  local is_whole = command.range == 0
  if not is_whole then
    first, last = command.line1, command.line2
  end
  local bytes = selection.size(first, last)
  if bytes > most_bytes then
    too_long(bytes)
    return
  end
  local text = selection.of_command(command, typed)
  if is_whole and post_opened.post(buffer, text, options, command.bang, M.post) then
    return
  end
  post_part(buffer, text, options, command.bang)
end

--- The command.
---@param command table As nvim_create_user_command gives it
---@param typed? string The command line as it was typed
function M.command(command, typed)
  local options, text, problem = arguments.parse(command.args, arguments.of_post)
  if problem then
    refuse(problem)
    return
  end
  if text and command.range > 0 then
    refuse("A range and a text were given: which one is to be posted? Give one of them.")
    return
  end
  local name = vim.api.nvim_buf_get_name(0)
  if not text and name:find("^xpost://") then
    refuse("This is a window of xpost, not a text"
      .. (name:find("^xpost://preview") and ". Press y to post what it shows, n not to." or "."))
    return
  end
  if not text and command.range == 0 and vim.fn.mode():find("^[vVsS\22\19]") then
    M.selection() -- called by a <Cmd> mapping
    return
  end
  if text then
    M.post(text, options, command.bang)
  else
    post_lines(command, typed, options)
  end
end

--- `<Plug>(xpost)` in visual mode.
function M.selection()
  local text = selection.visual()
  if text then
    post_part(vim.api.nvim_get_current_buf(), text)
  end
end

--- `<Plug>(xpost)` as an operator.
---@param kind "char" | "line" | "block"
function M.operator(kind)
  post_part(vim.api.nvim_get_current_buf(), selection.operator(kind))
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(lead, line, cursor)
  return arguments.complete(lead, line, cursor, arguments.of_post, {
    account = require("xpost.nvim.accounts").names,
    reply_settings = { "following", "mentionedUsers", "subscribers", "verified" },
    made_with_ai = { "true", "false" },
    paid_partnership = { "true", "false" },
  })
end

return M

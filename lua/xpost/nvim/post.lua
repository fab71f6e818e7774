--- `:XPost`: what is to be posted is shown, asked about, sent, and told.

local arguments = require "xpost.nvim.arguments"
local config = require "xpost.nvim.config"
local event = require "xpost.nvim.event"
local preview = require "xpost.nvim.preview"
local report = require "xpost.nvim.report"
local selection = require "xpost.nvim.selection"
local xpost = require "xpost"

local M = {}

--- More than this is no post, however it is counted; it is not even read.
local most_bytes = 1024 * 1024

local doing = { [7] = "sending ...", [8] = "renewing the login ..." }

--- Puts the link where the user wants it.
---@param url? string
local function keep_link(url)
  local register = config.get().register
  if register and url then
    vim.fn.setreg(register, url)
  end
end

---@param result xpost.Post
local function tell(result)
  keep_link(result.url)
  -- Short, so that it fits the command line, and nobody has to press Enter.
  report.notify("posted " .. (result.url or "(X did not say where)"))
  if result.warning then
    report.warn(result.warning)
  end
end

---@param request xpost.PostOptions
local function send(request)
  local progress = report.progress("posting ...")
  local options = vim.tbl_extend("force", {}, request)
  function options.on_step(step)
    if doing[step.number] then
      progress:step(doing[step.number])
    end
  end
  xpost.post(options, function(err, result)
    progress:finish(err)
    if err then
      report.error(err)
    else
      tell(result)
    end
  end)
end

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

--- Asks whether to post it.
---@param plan xpost.Plan
---@param decide fun(yes: boolean)
local function ask(plan, decide)
  local confirm = config.get().confirm
  if type(confirm) ~= "function" then
    preview.ask(plan, decide)
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

--- Posts a text, after asking unless `bang`.
---@param text string
---@param options? table As of xpost.post
---@param bang? boolean
function M.post(text, options, bang)
  local configured = config.get()
  local request = vim.tbl_extend("keep", { text = text }, options or {},
    { account = configured.account, limit = configured.limit })
  xpost.plan(request, function(err, plan)
    err = err or refusal(plan)
    if err then
      err.outcome = "not_posted"
      event.fire("XpostFailed", vim.tbl_extend("force", { operation = "post" }, err))
      report.error(err)
      return
    end
    -- What was begun with this text is gone on with; that never posts it twice.
    request.key = request.key or (plan.earlier and plan.earlier.key)
    if bang or configured.confirm == false then
      send(request)
      return
    end
    ask(plan, function(yes)
      if yes then
        send(request)
      else
        report.notify("not posted.")
      end
    end)
  end)
end

---@param text? string nil: it is too long to be read
local function too_long(bytes)
  report.error {
    code = "over_limit", outcome = "not_posted",
    message = ("The text is %.1f MB long, which is no post. Select a part of it.")
      :format(bytes / 1e6),
  }
end

--- The command.
---@param command table As nvim_create_user_command gives it
---@param typed? string The command line as it was typed
function M.command(command, typed)
  local options, text, problem = arguments.parse(command.args, arguments.of_post)
  if problem then
    report.error { code = "invalid_request", outcome = "not_posted", message = problem }
    return
  end
  if text and command.range > 0 then
    report.error {
      code = "invalid_request", outcome = "not_posted",
      message = "A range and a text were given: which one is to be posted? Give one of them.",
    }
    return
  end
  local name = vim.api.nvim_buf_get_name(0)
  if not text and name:find("^xpost://") then
    report.error {
      code = "invalid_request", outcome = "not_posted",
      message = "This is a window of xpost, not a text"
        .. (name:find("^xpost://preview") and ". Press y to post what it shows, n not to." or "."),
    }
    return
  end
  if not text and command.range == 0 and vim.fn.mode():find("^[vVsS\22\19]") then
    M.selection() -- called by a <Cmd> mapping
    return
  end
  if not text then
    local first, last = 1, vim.fn.line("$")
    if command.range > 0 then
      first, last = command.line1, command.line2
    end
    local bytes = selection.size(first, last)
    if bytes > most_bytes then
      too_long(bytes)
      return
    end
    text = selection.of_command(command, typed)
  end
  M.post(text, options, command.bang)
end

--- `<Plug>(xpost)` in visual mode.
function M.selection()
  local text = selection.visual()
  if text then
    M.post(text)
  end
end

--- `<Plug>(xpost)` as an operator.
---@param kind "char" | "line" | "block"
function M.operator(kind)
  M.post(selection.operator(kind))
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

--- Runs what asks X for something, and tells the user how it goes on.

local config = require "xpost.nvim.config"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

--- Starts an operation, and shows how far it is.
---@param name "post" | "resume" | "check" | "undo"
---@param message string
---@param request table
---@param then_do fun(err?: xpost.Error, result?: any)
function M.run(name, message, request, then_do)
  local progress = report.progress(message .. " ...")
  local options = vim.tbl_extend("force", {}, request)
  local of_thread = false
  function options.on_step(step)
    if step.number == 8 then
      progress:step(translate "renewing the login ...")
    elseif step.number == 7 and not of_thread then
      progress:step(message .. " ...")
    end
  end
  if name == "post" or name == "resume" then
    function options.on_progress(news)
      of_thread = news.total > 1 or news.path ~= nil
      progress:step((report.how_far(news)) .. (news.state == "posted" and "" or " ..."))
    end
  end
  xpost[name](options, function(err, result)
    progress:finish(err)
    then_do(err, result)
  end)
end

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
  local count = #result.posts
  -- Short, so that it fits the command line, and nobody has to press Enter.
  local where = result.url or translate "(X did not say where)"
  report.notify(count > 1 and translate("posted %d: %s", count, where)
    or translate("posted %s", where))
  if result.warning then
    report.warn(result.warning)
  end
end

--- Posts, and tells what became of it.
---@param name "post" | "resume"
---@param request xpost.PostOptions | xpost.ResumeOptions
---@param then_do? fun(err?: xpost.Error, result?: xpost.Post)
---@param tell_failure? fun(err: xpost.Error)
function M.post(name, request, then_do, tell_failure)
  local message = name == "post" and translate "posting" or translate "going on"
  M.run(name, message, request, function(err, result)
    if err then
      (tell_failure or report.error)(err)
    else
      tell(result)
    end
    if then_do then
      then_do(err, result)
    end
  end)
end

return M

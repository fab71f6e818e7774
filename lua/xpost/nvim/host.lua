--- What an editor adds to jobs: its loop, its events, and a way to leave.

local changes = require "xpost.nvim.changes"
local event = require "xpost.nvim.event"
local jobs = require "xpost.jobs"
local native = require "xpost.native"
local report = require "xpost.nvim.report"
local steps = require "xpost.nvim.steps"
local translate = require "xpost.translate"

local M = {}

local uv = vim.uv or vim.loop
local poll

--- Reports what is new, when the editor is ready for it.
local dispatch = vim.schedule_wrap(function()
  local went_well, problem = pcall(jobs.dispatch)
  if poll and not poll:is_active() then
    poll:start("r", M.wake)
  end
  if not went_well then
    error(problem, 0)
  end
end)

--- The descriptor is readable until the news is read, which happens a little later: it is not
--- watched meanwhile.
function M.wake()
  poll:stop()
  dispatch()
end

M.soon = dispatch

--- Leaving ends what can be ended, and waits a little for what must not be abandoned.
local function leave()
  local core = native.load()
  local keeping = package.loaded["xpost.nvim.keeping"]
  local waited = keeping and keeping.leave() or 0
  if poll then
    poll:stop()
  end
  -- After this nothing begins that would have to be finished.
  core.jobs.leave(0, 0)
  if core.jobs.committed() > 0 then
    vim.api.nvim_echo({ { translate "xpost: finishing what X was asked for (up to 5 s) ..." } },
      false, {})
    vim.cmd("redraw")
  end
  core.jobs.leave(nil, 5000 - waited)
end

--- Watches for news.  Once, at the first job.
function M.watch()
  if poll then
    return
  end
  local descriptor, err = native.load().jobs.descriptor()
  if not descriptor then
    error("xpost: " .. tostring(err), 0)
  end
  poll = uv.new_poll(descriptor)
  poll:start("r", M.wake)
  vim.api.nvim_create_autocmd("VimLeavePre", {
    group = vim.api.nvim_create_augroup("xpost", { clear = false }),
    desc = "xpost: finish what has begun",
    callback = leave,
  })
end

local later = translate.later
local titles = {
  login = "logging in", post = later "posting", resume = later "posting",
  check = later "checking", refresh = later "renewing", logout = "logging out",
  delete = later "deleting", undo = later "deleting", upload = later "uploading",
}

local posts = { post = true, resume = true }

--- Jobs under way that a user would want to know of, oldest first.
---@type xpost.Job[]
local active = {}

--- What a thread that is under way is at, in a word or two.
---@type table<xpost.Job, string>
local at = {}

local function progress(job, status, message, more)
  event.fire("XpostProgress", vim.tbl_extend("keep",
    { operation = job.name, status = status, message = message }, more or {}))
end

---@param job xpost.Job
function M.started(job)
  if titles[job.name] then
    active[#active + 1] = job
    progress(job, "running", translate(titles[job.name]))
  end
end

--- A job tells something.
---@param job xpost.Job
---@param what string
function M.told(job, what, ...)
  if what == "step" then
    local step = ...
    event.fire("XpostStep", step)
    progress(job, "running", steps.name(step))
  elseif what == "progress" then
    local news = ...
    local message, short = report.how_far(news)
    at[job] = short
    progress(job, "running", message, {
      number = news.number, total = news.total, state = news.state,
      path = news.path, sent = news.sent, size = news.size,
    })
  end
end

--- Before an operation starts.
---@param name string
---@param options any
---@return string? reason Why it must not
function M.before(name, options)
  if not posts[name] or (type(options) ~= "string" and type(options) ~= "table") then
    return nil
  end
  if type(options) == "string" then
    options = { [name == "post" and "text" or "key"] = options }
  end
  return event.ask(name == "post" and options
    or vim.tbl_extend("force", options, { operation = name }))
end

--- Those after which the ledger may be another.
local changing = {
  post = true, resume = true, check = true, undo = true, delete = true, draft = true,
}

---@param job xpost.Job
---@param err? xpost.Error
---@param result? any
function M.finished(job, err, result)
  local name = job.name
  at[job] = nil
  for i, one in ipairs(active) do
    if one == job then
      table.remove(active, i)
      break
    end
  end
  if titles[name] then
    local status = result and "success" or err.code == "cancelled" and "cancelled" or "failed"
    progress(job, status, err and err.message or translate(titles[name]))
  end
  if posts[name] and result then
    event.fire("XpostDone", result)
  elseif name == "login" and result then
    event.fire("XpostLogin", result)
  elseif posts[name] or name == "login" then
    event.fire("XpostFailed", vim.tbl_extend("force", { operation = name }, err))
  end
  if changing[name] or (name == "history" and result and result.forgotten) then
    changes.tell()
  end
end

--- What is under way, for a statusline; "" if nothing is.
---@return string
function M.statusline()
  local job = active[#active]
  return job and "xpost: " .. (at[job] or translate(titles[job.name])) or ""
end

--- Cancels what is under way.
---@return integer count
function M.cancel_all()
  local all = { unpack(active) }
  for _, job in ipairs(all) do
    job:cancel()
  end
  return #all
end

return M

--- Calls that report to a function when they are done, instead of waiting.

local native = require "xpost.native"
local translate = require "xpost.translate"

local M = {}

--- What an editor adds: its loop and its events.  Nil in a script.
---@type table?
M.host = nil

---@class xpost.Job
---@field name string Of the operation
---@field done boolean
---@field package core? userdata The C module's, until it is done
---@field package on_done fun(err?: xpost.Error, result?: any)
---@field package options table<string, function> The callbacks among them
---@field package warning? string
---@field package posted? xpost.Posted[] What is out of a thread, as far as it was told
---@field package problem? xpost.Error Why it could not be started
local Job = {}
Job.__index = Job

--- The C module's jobs that run, and ours.
---@type table<userdata, xpost.Job>
local running = {}

--- Jobs that could not be started, to be reported like the others.
---@type xpost.Job[]
local failed = {}

--- Has the job reported as cancelled at once.  What X was asked for already is completed and
--- kept: see `outcome` in the error.
function Job:cancel()
  if self.core then
    self.core:cancel()
  end
end

--- Gives a login the redirect URL that the user pasted.
---@param url string
---@return boolean taken False if the job is done
function Job:answer(url)
  if type(url) ~= "string" then
    error("bad argument #1 to 'answer' (string expected, got " .. type(url) .. ")", 2)
  end
  return self.core ~= nil and self.core:answer(url)
end

--- In a script: waits until the job is done, and lets all jobs report meanwhile.
---@param milliseconds? number Default: as long as it takes
---@return boolean done
function Job:wait(milliseconds)
  if M.host then
    error("'wait' would block the editor; use on_done", 2)
  end
  if milliseconds ~= nil and type(milliseconds) ~= "number" then
    error("bad argument #1 to 'wait' (number expected, got " .. type(milliseconds) .. ")", 2)
  end
  local jobs = native.load().jobs
  local deadline = milliseconds and jobs.now() + milliseconds
  M.dispatch()
  while not self.done and (not deadline or jobs.now() < deadline) do
    jobs.wait(deadline and math.min(deadline - jobs.now(), 1000) or 1000)
    M.dispatch()
  end
  return self.done
end

--- What was raised, as a part of one line.
local function said(problem)
  return type(problem) == "string" and problem:sub(1, 255):gsub("%c", " ")
    or translate "(no text)"
end

--- Calls one of the caller's functions; what it raises becomes a warning of the result.
---@param job xpost.Job
---@param name string
local function tell(job, name, ...)
  local callback = job.options[name]
  if not callback then
    return
  end
  local went_well, problem = pcall(callback, ...)
  if not went_well and not job.warning then
    job.warning = translate("%s raised an error: %s", name, said(problem))
  end
end

local events = {}

function events.step(job, step)
  tell(job, "on_step", step)
end

function events.url(job, url, redirect_uri)
  tell(job, "on_url", url, redirect_uri)
  if job.options.open then
    tell(job, "open", url)
  end
end

function events.progress(job, progress)
  if progress.state == "posted" then
    job.posted = job.posted or {}
    job.posted[progress.number] = { id = progress.id, url = progress.url, text = progress.text }
  end
  tell(job, "on_progress", progress)
end

function events.paste_problem(job, problem)
  tell(job, "on_paste_problem", problem)
end

---@param job xpost.Job
local function finish(job, result, err)
  job.done, job.core = true, nil
  if result and job.warning then
    result.warning = result.warning and result.warning .. " " .. job.warning or job.warning
  end
  if err and not err.posted and job.posted and job.posted[1] then
    -- A job that is cancelled is reported before it has ended.  What is resumed began elsewhere.
    err.posted = job.posted
  end
  if M.host then
    M.host.finished(job, err, result)
  end
  job.on_done(err, result)
end

local function handle(job_of_core, event, ...)
  local job = running[job_of_core]
  if event == "done" then
    running[job_of_core] = nil
    finish(job, ...)
    return
  end
  if M.host then
    M.host.told(job, event, ...)
  end
  events[event](job, ...)
end

--- Handles the next piece of news.
---@return boolean some
local function next_news(job_of_core, ...)
  if job_of_core and running[job_of_core] then
    handle(job_of_core, ...)
  end
  return job_of_core ~= nil
end

--- Reports what is new: all of it, but in an editor one piece of news, as its loop comes back for
--- the others.  What a callback raises is raised when all have been called.
function M.dispatch()
  local first_problem
  local function attempt(what, ...)
    local went_well, more = pcall(what, ...)
    first_problem = first_problem or (not went_well and { more } or nil)
    return not went_well or more
  end
  while failed[1] do
    local job = table.remove(failed, 1)
    attempt(finish, job, nil, job.problem)
  end
  local news = native.load().jobs.news
  repeat
    local some = attempt(function() return next_news(news()) end)
  until M.host or not some
  if first_problem then
    error(first_problem[1], 0)
  end
end

--- The functions among the options, which stay here.
local function callbacks(options)
  local found = {}
  for _, name in ipairs { "on_step", "on_progress", "on_url", "on_paste_problem", "open" } do
    local callback = type(options) == "table" and rawget(options, name)
    found[name] = type(callback) == "function" and callback or nil
  end
  return found
end

--- Has a job that was not started reported like the others, and not before `start` returns.
---@param job xpost.Job
---@param err xpost.Error
local function fail(job, err)
  job.problem = err
  failed[#failed + 1] = job
  if M.host then
    M.host.soon()
  end
  return job
end

---@param reason string
---@return xpost.Error
local function vetoed(reason)
  local err = { code = "cancelled", retry = "never", outcome = "not_posted",
    message = translate("Not posted: %s", reason) }
  return setmetatable(err, {
    __tostring = function(self)
      return self.code .. ": " .. self.message
    end,
  })
end

--- Starts an operation of the C module.  Wrong arguments raise; everything else is reported.
---@param name string
---@param options any
---@param on_done fun(err?: xpost.Error, result?: any)
---@return xpost.Job
function M.start(name, options, on_done)
  if name == "login" and type(options) == "table" and rawget(options, "paste") ~= nil then
    error("with on_done a login has no 'paste': give the URL to job:answer()", 2)
  end
  local job = setmetatable(
    { name = name, on_done = on_done, options = callbacks(options), done = false }, Job)
  if M.host then
    M.host.watch()
    local reason = M.host.before(name, options)
    if reason then
      return fail(job, vetoed(reason))
    end
  end
  local went_well, core_job, err = pcall(native.load().jobs.start, name, options)
  if not went_well then
    error((tostring(core_job):gsub("to '[^']*' %(", "to '" .. name .. "' (", 1)), 2)
  end
  if not core_job then
    return fail(job, err)
  end
  job.core = core_job
  running[core_job] = job
  if M.host then
    M.host.started(job)
  end
  return job
end

return M

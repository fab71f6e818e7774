--- In the editor that is to be left: starts the operations of a plan, and leaves at its moment.
--- What the driver needs to know goes to a file, a line of JSON for each thing.
---
--- The plan ($QUIT_PLAN, JSON):
---   root      the tree
---   told      the file for what is told
---   jobs      a list of { name, options }
---   after     when the moment is reckoned from: "start"; "step" (see step); "committed", when
---             something that must not be abandoned has begun; "done", when all jobs are
---   step      the number of the step of OAuth 2.0, for "step"
---   moment    milliseconds from then on; negative: at once, where "start" is meant
---   leave     the command that leaves; false: the editor only tells that it is time

local uv = vim.uv or vim.loop
local plan = vim.fn.json_decode(os.getenv("QUIT_PLAN"))
local told = assert(io.open(plan.told, "a"))

local function tell(what, more)
  local line = vim.tbl_extend("force", { what = what, at = uv.hrtime() / 1e9 }, more or {})
  told:write(vim.fn.json_encode(line), "\n")
  told:flush()
end

vim.opt.runtimepath:prepend(plan.root)
local path = os.getenv("XPOST_TEST_MODULE")
if path then
  local open = assert(package.loadlib(path, "luaopen_xpost_core"))
  package.loaded["xpost.core"] = open("xpost.core", path)
end
local xpost = require "xpost"
local core = require("xpost.native").load()

-- Before the plugin's own, which is made with the first job.
vim.api.nvim_create_autocmd("VimLeavePre", {
  callback = function() tell("leaving", { committed = core.jobs.committed() }) end,
})
vim.api.nvim_create_autocmd("VimLeave", { callback = function() tell("left") end })

local function leave()
  if plan.leave then
    tell("quit")
    vim.cmd(plan.leave)
  else
    tell("now")
  end
end

local triggered = false
local function trigger()
  if triggered then
    return
  end
  triggered = true
  if plan.moment < 0 then
    leave()
  elseif plan.leave then
    vim.defer_fn(leave, math.floor(plan.moment))
  else
    leave()
  end
end

local waiting = #plan.jobs

local function start(job)
  local options = job.options
  if job.name == "login" then
    options.open = false
    options.on_url = function(url) tell("url", { url = url }) end
  end
  options.on_step = function(step)
    tell("step", { number = step.number })
    if plan.after == "step" and step.number == plan.step then
      trigger()
    end
  end
  xpost[job.name](options, function(err, result)
    waiting = waiting - 1
    tell("done", { name = job.name, error = err and tostring(err), key = (result or err).key })
    if plan.after == "done" and waiting == 0 then
      trigger()
    end
  end)
end

for _, job in ipairs(plan.jobs) do
  start(job)
end
tell("started")

if plan.after == "start" then
  trigger()
elseif plan.after == "committed" then
  local timer = uv.new_timer()
  timer:start(1, 1, function()
    if core.jobs.committed() > 0 then
      timer:stop()
      vim.schedule(trigger)
    end
  end)
end

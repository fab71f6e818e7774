-- stand-in: this test needs it.
-- Jobs run on threads of their own: started, told, answered, cancelled and let go, again and again.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"
local support = require "jobs_support"

local xpost, jobs = calls.modules.xpost, calls.modules.core.jobs
local start, finish, run, good, text =
  support.start, support.finish, support.run, support.good, support.text

check.test("a login, its steps and a wrong answer pass between the threads", function()
  for _ = 1, 3 do
    local steps, problems = {}, 0
    local shown
    local record = start("login", stand_in.login_options {
      open = false, on_url = function(url) shown = url end,
      on_step = function(step) steps[#steps + 1] = step.number end,
      on_paste_problem = function()
        problems = problems + 1
        stand_in.visit(shown)
      end,
    })
    record.job:answer("too early to be right")
    check.equal(good(finish(record)).client, "public")
    check.equal(table.concat(steps, " "), "1 2 3 4 5 6")
    check.equal(problems, 1)
  end
end)

check.test("jobs of all kinds at once", function()
  for _ = 1, 3 do
    local records = {}
    for _, name in ipairs { "accounts", "account", "history", "me", "refresh", "accounts" } do
      records[#records + 1] = start(name, name == "me" and { fresh = true } or nil)
    end
    for _ = 1, 3 do
      records[#records + 1] = start("post", text())
    end
    for _, record in ipairs(records) do
      good(finish(record))
    end
  end
end)

check.test("jobs that are cancelled, at once or a little later", function()
  for round = 1, 3 do
    local records = {}
    for i = 1, 10 do
      local name = ({ "accounts", "history", "me", "login", "refresh" })[i % 5 + 1]
      records[i] = start(name, name == "login" and stand_in.login_options { open = false } or nil)
      if i % 3 == round % 3 then
        records[i].job:cancel()
      end
    end
    for _, record in ipairs(records) do
      record.job:wait(5)
      record.job:cancel()
      record.job:cancel()
      local _, err = finish(record)
      check.ok(not err or err.code == "cancelled", tostring(err))
    end
  end
  good(run("refresh"))
end)

check.test("posts that are cancelled while they are sent", function()
  for i = 1, 10 do
    local record = start("post", text())
    support.pass(i)
    record.job:cancel()
    local result, err = finish(record)
    check.ok(result or err.code == "cancelled", tostring(err))
    if result or err.outcome == "unknown" then
      check.equal(support.settled((result or err).key).state, "posted")
    end
  end
end)

check.test("jobs inside of callbacks and beside calls that wait", function()
  local inner
  stand_in.fault('{"path":"/2/users/me","delay":0.1}')
  local outer = start("me", { fresh = true, on_step = function() inner = run("history") end })
  good(xpost.post(text()))
  good(finish(outer))
  check.ok(inner, "nothing inside")
  inner = nil
  stand_in.login(xpost, { on_url = function() inner = run("accounts") end })
  check.equal(inner and #inner, 1)
end)

check.test("jobs that nobody keeps, with the collector at work", function()
  local count = 0
  for _ = 1, 20 do
    xpost.history(function() count = count + 1 end)
    collectgarbage()
  end
  local begin = jobs.now()
  while count < 20 and jobs.now() - begin < 60000 do
    run("account")
  end
  check.equal(count, 20)
end)

-- The rest is cancelled, or finished, by the end of the process.
for _ = 1, 5 do
  start("post", text())
  start("login", stand_in.login_options { open = false })
end

check.finish()

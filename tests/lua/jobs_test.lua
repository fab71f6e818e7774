-- stand-in: this test needs it.
-- Operations as jobs: the same results, each reported once, whatever the callbacks do.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"
local support = require "jobs_support"

-- What xpost.login tells a person is not for this test's output.
io.stderr = { write = function() end } -- luacheck: ignore 122

local core, xpost = calls.modules.core, calls.modules.xpost
local jobs = core.jobs
local start, finish, run, text = support.start, support.finish, support.run, support.text
local good = support.good

stand_in.login(xpost)

-- --- results -----------------------------------------------------------------------------------

check.test("every operation gives the same as a job", function()
  for _, call in ipairs {
    { "accounts" }, { "account" }, { "account", "default" }, { "account", { account = "default" } },
    { "use", "default" }, { "use", { account = "default" } }, { "me" }, { "me", { fresh = true } },
    { "history", { limit = 3 } }, { "history" }, { "plan", "Hello" }, { "refresh", { force = false } },
    -- and errors
    { "account", "nobody" }, { "use", "nobody" }, { "me", "nobody" }, { "refresh", "nobody" },
    { "logout", "nobody" }, { "delete", "nothing" }, { "delete", { id = "1" } }, { "delete", {} },
    { "history", { limit = 0 } }, { "post", { text = "a\0b", key = "k" } },
    { "post", { text = "", key = "k" } }, { "post", { text = "x", key = "" } },
    { "post", { text = ("a"):rep(300), key = "k" } }, { "post", { text = "x", limit = -1, key = "k" } },
    { "post", { text = "x\0", thread = true, key = "k" } }, { "use", {} },
    { "post", { text = "x", account = "nobody", key = "k2" } }, { "login", { timeout = 0 } },
    { "login", { client_id = "a b" } }, { "login", { redirect_uri = "nowhere" } },
  } do
    local result, err = core[call[1]](call[2])
    local as_job, as_err = run(call[1], call[2])
    support.same(as_job, result, call[1], { time = true })
    support.same(as_err, err, call[1] .. ": err")
    if err then
      calls.check_error(as_err, call[1])
      check.equal(tostring(as_err), tostring(err))
    end
  end
end)

check.test("a post, its repetition and its deletion", function()
  local options = { text = text(), key = "repeated" }
  local post = good(run("post", options))
  check.equal(post.text, options.text)
  check.equal(post.key, "repeated")
  support.same(run("post", options), post, "again")
  support.same(core.post(options), post, "and again, waiting")
  check.equal(stand_in.control("counts").creates_by_text[options.text], 1)
  check.equal(support.entry("repeated").outcome, "posted")
  support.same(run("delete", post.id), { id = post.id, deleted = true }, "deleted")
  check.equal(run("post", text()).url, xpost.history()[1].url)
end)

check.test("a refresh, a logout and a login", function()
  local before = xpost.account()
  local renewed = good(run("refresh"))
  check.equal(renewed.account, "default")
  check.ok(renewed.expires_at >= before.expires_at)
  support.same(run("logout"), { account = "default", revoked = true }, "logout")
  check.equal(select(2, run("post", text())).code, "not_logged_in")
  local steps, urls, opened = {}, 0, 0
  local login = good(run("login", stand_in.login_options {
    on_step = function(step) steps[#steps + 1] = step.number end,
    on_url = function(url, redirect_uri)
      urls = urls + 1
      check.ok(url:find("code_challenge", 1, true), url)
      check.ok(redirect_uri:find("^http://127"), redirect_uri)
    end,
    open = function(url)
      opened = opened + urls
      stand_in.visit(url)
    end,
  }))
  check.equal(table.concat(steps, " "), "1 2 3 4 5 6")
  check.equal(urls .. " " .. opened, "1 1")
  support.same(login, xpost.account(), "login", { default = true, summary = true })
  check.ok(login.summary and login.summary:find("@alice", 1, true), login.summary)
end)

check.test("a login that is not allowed, and one that nobody answers", function()
  local _, err = run("login", stand_in.login_options {
    open = function(url) stand_in.browse("deny", url) end,
  })
  check.equal(err and err.code, "login_denied")
  _, err = run("login", stand_in.login_options { open = false, timeout = 1 })
  check.equal(err and err.code, "login_timeout")
end)

-- --- arguments ---------------------------------------------------------------------------------

check.test("on_done may be the only argument", function()
  local got
  check.ok(xpost.accounts(function(_, list) got = list end):wait(5000))
  check.equal(got and #got, 1)
  check.ok(xpost.account(function(_, account) got = account end):wait(5000))
  check.equal(got and got.username, "alice")
  check.ok(xpost.history(nil, function(_, history) got = history end):wait(5000))
  check.ok(got and got[1].text)
end)

check.test("what is of a wrong type raises where it is called", function()
  local here = debug.getinfo(1, "S").short_src .. ":"
  local function nothing()
    check.fail("on_done was called")
  end
  for _, wrong in ipairs {
    { "bad argument #2 to 'post'", "post", "x", 5 }, { "bad argument #2 to 'post'", "post", "x", false },
    { "bad argument #2 to 'login'", "login", {}, "x" }, { "bad argument #2 to 'me'", "me", nil, {} },
    { "bad argument #1 to 'post'", "post", 5, nothing }, { "bad argument #1 to 'post'", "post", nothing },
    { "bad argument #1 to 'post'", "post", nothing, nothing },
    { "unknown option 'txt'", "post", { txt = "" }, nothing },
    { "bad option 'text'", "post", { text = 5 }, nothing },
    { "bad argument #1 to 'use'", "use", nil, nothing },
    { "no 'paste'", "login", { paste = true }, nothing },
    { "no 'paste'", "login", { paste = nothing }, nothing },
  } do
    local function call()
      local job = xpost[wrong[2]](wrong[3], wrong[4])
      return job
    end
    check.equal(tostring(check.raises(wrong[1], call)):sub(1, #here), here)
  end
  support.pass(20)
  good(run("accounts"))
end)

check.test("every value as option and as on_done raises, or comes through on_done", function()
  local function count_calls(name, options)
    local called = 0
    local went_well, job = pcall(xpost[name], options, function() called = called + 1 end)
    if went_well then
      job:cancel()
      check.ok(job:wait(5000), name)
    else
      check.ok(type(job) == "string", name)
    end
    check.equal(called, went_well and 1 or 0, name)
  end
  for _, value in ipairs(calls.values()) do
    for name, options in pairs(calls.options) do
      if name ~= "count" then
        for option in pairs(options) do
          count_calls(name, { [option] = value[2] })
        end
        if type(value[2]) ~= "function" then
          count_calls(name, value[2])
        end
        if value[2] ~= nil and type(value[2]) ~= "function" then
          check.raises("bad argument", xpost[name], {}, value[2])
        end
      end
    end
  end
  check.ok(not calls.intruded, "a metamethod of an argument was called")
  stand_in.login(xpost)
end)

check.test("the methods of a job check their arguments", function()
  local record = start("accounts")
  local job = record.job
  for _, value in ipairs(calls.values()) do
    if value[1] ~= "string" then
      check.raises("bad argument #1 to 'answer'", job.answer, job, value[2])
    end
    if value[1] ~= "number" and value[1] ~= "nil" then
      check.raises("bad argument #1 to 'wait'", job.wait, job, value[2])
    end
  end
  for _, short in ipairs { 0, -1, 0 / 0, -math.huge, 0.1, -2 ^ 63 } do
    job:wait(short)
  end
  finish(record, math.huge)
  for _, long in ipairs { math.huge, 2 ^ 63, 2 ^ 53 } do
    check.equal(job:wait(long), true)
  end
  check.equal(job:answer("x"), false)
end)

check.test("the functions of core.jobs check their arguments", function()
  local job = jobs.start("login", {
    redirect_uri = calls.redirect_uri(), client_id = "Y2xpZW50", open = false,
  })
  for _, value in ipairs(calls.values()) do
    local given, what = value[2], value[3]
    for _, name in ipairs { "cancel", "answer" } do
      check.raises("bad argument", job[name], given)
      check.raises("bad argument", job[name], given, "text")
      if value[1] ~= "string" then
        check.raises("bad argument", job.answer, job, given)
      end
    end
    check.raises("bad argument #1", jobs.start, given)
    check.raises("bad argument #1", jobs.start, given, {})
    calls.call("start " .. what, true, jobs.start, "nonsense", given)
    if value[1] ~= "number" and value[1] ~= "nil" then
      check.raises("bad argument #1", jobs.wait, given)
      check.raises("bad argument #1", jobs.leave, given)
      check.raises("bad argument #2", jobs.leave, 0, given)
    end
    if value[1] ~= "function" and value[1] ~= "nil" then
      check.raises("", setmetatable, job, {})
      check.raises("", function() job[given] = 1 end)
    end
    check.equal(type(jobs.now(given)), "number")
    check.equal(type(jobs.committed(given)), "number")
    check.equal(jobs.descriptor(given), jobs.descriptor())
  end
  check.raises("no operation", jobs.start, "post\0", "x")
  check.raises("no operation", jobs.start, "jobs", "x")
  check.equal(getmetatable(job), false)
  check.equal(tostring(job):match("^userdata"), "userdata")
  for _ = 1, 3 do
    job:cancel()
  end
  local done
  repeat
    jobs.wait(5000)
    local of, event, result, err = jobs.news()
    if event == "done" then
      check.ok(rawequal(of, job))
      check.equal(result, nil)
      check.equal(err.code, "cancelled")
      done = true
    end
  until done
  check.equal(jobs.news(), nil)
  job:cancel()
  check.equal(job:answer("x"), false)
end)

-- --- waiting -----------------------------------------------------------------------------------

check.test("waiting ends in time, and the job goes on", function()
  local before = stand_in.control("counts").faults_used
  stand_in.fault('{"path":"/2/users/me","hold":true}')
  local record = start("me", { fresh = true })
  local begin = jobs.now()
  check.equal(record.job:wait(50), false)
  local passed = jobs.now() - begin
  check.ok(passed >= 49 and passed < 5000, passed .. " ms")
  check.equal(record.job:wait(0), false)
  check.equal(record.count, 0)
  while stand_in.control("counts").faults_used == before do
    support.pass(5)
  end
  stand_in.control "release"
  check.equal(finish(record).username, "alice")
end)

check.test("jobs do not wait for each other, and report in the order in which they end", function()
  local order = {}
  local function note(record)
    order[#order + 1] = record.name .. (record.result and "" or " failed")
  end
  stand_in.fault('{"path":"/2/users/me","hold":true}')
  stand_in.fault('{"path":"/2/tweets","method":"POST","delay":0.5}')
  local before = stand_in.control("counts").faults_used
  local me = start("me", { fresh = true }, note)
  local post = start("post", text(), note)
  local accounts = start("accounts", nil, note)
  check.ok(post.job:wait(20000))
  while stand_in.control("counts").faults_used < before + 2 do
    support.pass(5)
  end
  stand_in.control "release"
  check.ok(me.job:wait(20000))
  check.equal(table.concat(order, ", "), "accounts, post, me")
  for _, record in ipairs { me, post, accounts } do
    finish(record)
  end
end)

check.test("a hundred jobs at once", function()
  local records = {}
  for i = 1, 100 do
    records[i] = start(i % 3 == 0 and "history" or i % 3 == 1 and "accounts" or "account")
  end
  for _, record in ipairs(records) do
    good(finish(record))
  end
end)

check.test("waiting inside of callbacks", function()
  local inner, other
  local outer = start("me", {
    fresh = true,
    on_step = function()
      other = start("history")
      good(finish(other))
    end,
  }, function(record)
    inner = start("account", nil, function() finish(start("accounts")) end)
    good(finish(inner))
    check.equal(record.job:wait(), true)
  end)
  finish(outer)
  check.ok(inner and other)
end)

check.test("a job may be waited for in its own callback", function()
  local record
  record = start("me", { fresh = true, on_step = function() record.job:wait(5000) end })
  good(finish(record))
end)

check.test("on_done may start the next job", function()
  local count = 0
  local last
  local function go_on(err, result)
    check.ok(result, tostring(err))
    count = count + 1
    if count < 30 then
      last = xpost.accounts(go_on)
    end
  end
  last = xpost.accounts(go_on)
  while count < 30 do
    last:wait(5000)
  end
  check.equal(count, 30)
end)

check.test("a blocking call while jobs run, and jobs inside of a blocking call", function()
  stand_in.fault('{"path":"/2/users/me","delay":0.1}')
  local record = start("me", { fresh = true })
  good(xpost.post(text()))
  check.equal(record.count, 0)
  finish(record)
  local inner
  good(xpost.me { fresh = true, on_step = function() inner = run("post", text()) end })
  check.ok(inner and inner.id)
  inner = nil
  stand_in.login(xpost, { on_url = function() inner = run("accounts") end })
  check.equal(inner and #inner, 1)
end)

check.finish()

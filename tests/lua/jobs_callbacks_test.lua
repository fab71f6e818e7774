-- stand-in: this test needs it.
-- Callbacks of jobs that raise, yield, collect garbage or let the job go; and answers to a login.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"
local support = require "jobs_support"

local core, xpost = calls.modules.core, calls.modules.xpost
local start, finish, run, good, text =
  support.start, support.finish, support.run, support.good, support.text
local nothing = function() end

stand_in.login(xpost)

-- --- errors ------------------------------------------------------------------------------------

local forged = setmetatable({}, { __tostring = function() error("again") end, __index = error })

-- What is raised, and what the warning has to hold.
local mistakes = {
  { "oh\n\27[31mno\0", "oh" }, { {}, "(no text)" }, { forged, "(no text)" }, { nil, "(no text)" },
  { 42, "" }, { io.stdout, "(no text)" }, { ("x"):rep(100000), "xxx" },
}

local function raiser(mistake)
  return function() error(mistake[1], 0) end
end

local function check_warning(result, name, mistake)
  local warning = tostring(result.warning)
  check.ok(warning:find(name .. " raised an error: ", 1, true), warning)
  check.ok(warning:find(mistake[2], 1, true), warning)
  check.ok(not warning:find("%c"), "control characters in the warning")
  check.ok(#warning < 1000, #warning .. " bytes of warning")
end

check.test("what a callback raises becomes a warning, as it does without a job", function()
  for _, mistake in ipairs(mistakes) do
    local result = good(run("me", { fresh = true, on_step = raiser(mistake) }))
    check_warning(result, "on_step", mistake)
    for _, name in ipairs { "on_url", "open", "on_step" } do
      local options = stand_in.login_options { open = stand_in.visit }
      options[name] = function(argument)
        if name == "open" then
          stand_in.visit(argument)
        end
        error(mistake[1], 0)
      end
      check_warning(good(run("login", options)), name, mistake)
    end
  end
  local options = { fresh = true, on_step = raiser { "once" } }
  check.equal(good(run("me", options)).warning, core.me(options).warning)
end)

check.test("what on_done raises is raised by wait, when all have reported", function()
  for _, mistake in ipairs(mistakes) do
    local order, records = {}, {}
    for i = 1, 4 do
      records[i] = start("accounts", nil, function()
        order[#order + 1] = i
        if i == 1 then
          error(mistake[1], 0)
        elseif i == 3 then
          error("a later one", 0)
        end
      end)
      support.pass(30)
    end
    local went_well, problem = pcall(records[4].job.wait, records[4].job)
    check.ok(not went_well, "wait did not raise")
    check.ok(rawequal(problem, mistake[1]), "raised " .. type(problem))
    check.equal(table.concat(order, " "), "1 2 3 4")
    for _, record in ipairs(records) do
      finish(record)
    end
  end
end)

check.test("an interruption ends waiting, and the job is there afterwards", function()
  local record = start("me", { fresh = true })
  local _, problem = pcall(function()
    -- As the lua command does at Ctrl-C.
    debug.sethook(function()
      if debug.getinfo(2, "S").what == "C" then
        debug.sethook()
        error("interrupted!", 0)
      end
    end, "c")
    record.job:wait()
  end)
  debug.sethook()
  check.equal(problem, "interrupted!")
  good(finish(record))
end)

-- --- coroutines --------------------------------------------------------------------------------

check.test("starting and waiting inside of a coroutine", function()
  local record
  local co = coroutine.wrap(function()
    record = start("me", { fresh = true })
    coroutine.yield("started")
    good(finish(record))
    return good(run("post", text())).id
  end)
  check.equal(co(), "started")
  check.ok(co())
  -- Started in one that is gone.
  coroutine.wrap(function() record = start("me", { fresh = true, on_step = nothing }) end)()
  collectgarbage()
  good(finish(record))
end)

check.test("callbacks may yield while their job is waited for inside of a coroutine", function()
  local co = coroutine.create(function()
    local job = xpost.login(stand_in.login_options {
      on_url = function() coroutine.yield("on_url") end,
      on_step = function() coroutine.yield("on_step") end,
    }, function(err, login)
      coroutine.yield("on_done")
      check.ok(login and not login.warning, tostring(err or login.warning))
      coroutine.yield("on_done again")
    end)
    job:wait()
    return "end"
  end)
  local yields = {}
  repeat
    local went_well, what = coroutine.resume(co)
    check.ok(went_well, what)
    yields[#yields + 1] = what
    collectgarbage()
  until not went_well or coroutine.status(co) == "dead"
  check.equal(table.concat(yields, " "), "on_step on_url on_step on_step on_step on_step on_step "
    .. "on_done on_done again end")
end)

check.test("where nothing can be yielded to, yielding is an error like others", function()
  local result = good(run("me", { fresh = true, on_step = function() coroutine.yield() end }))
  check.ok(tostring(result.warning):find("yield", 1, true), result.warning)
  local job = xpost.accounts(function() coroutine.yield() end)
  check.raises("yield", job.wait, job)
  check.equal(job.done, true)
end)

check.test("a coroutine that is never resumed keeps nobody waiting", function()
  local record = start("me", { fresh = true, on_step = function() coroutine.yield() end })
  local co = coroutine.create(function() record.job:wait() end)
  check.ok(coroutine.resume(co))
  co = nil -- luacheck: ignore
  collectgarbage()
  good(finish(record))
  good(run("accounts"))
end)

-- --- the collector -----------------------------------------------------------------------------

local function collect()
  collectgarbage()
  collectgarbage()
end

check.test("collecting in each callback", function()
  local login = good(run("login", stand_in.login_options { on_url = collect, on_step = collect }))
  check.equal(login.warning, nil)
  for _, name in ipairs { "accounts", "account", "history", "me", "refresh" } do
    good(finish(start(name, nil, collect)))
    collect()
  end
  local post = good(finish(start("post", { text = text(), on_step = collect }, collect)))
  good(finish(start("delete", { id = post.id, on_step = collect }, collect)))
end)

check.test("collecting every few instructions", function()
  local jit = rawget(_G, "jit")
  if jit then
    jit.off()
  end
  debug.sethook(function() collectgarbage() end, "", 100)
  for _ = 1, 3 do
    good(run("me", { fresh = true, on_step = nothing }))
    good(run("post", text()))
    local record = start("history")
    record.job:cancel()
    finish(record)
  end
  debug.sethook()
  if jit then
    jit.on()
  end
end)

check.test("a job that nobody keeps reports all the same", function()
  local count, wanted = 0, 0
  for _ = 1, 10 do
    for _, name in ipairs { "accounts", "me", "history", "account" } do
      wanted = wanted + 1
      xpost[name](function(err, result)
        check.ok(result, tostring(err))
        count = count + 1
      end)
      collect()
    end
  end
  local last = start("post", text())
  local begin = core.jobs.now()
  while count < wanted and core.jobs.now() - begin < 20000 do
    last.job:wait(20)
    collect()
    support.pass(1)
    run("accounts")
  end
  good(finish(last))
  check.equal(count, wanted)
end)

check.test("memory does not grow with the number of jobs", function()
  local function some()
    for _ = 1, 100 do
      local job = xpost.accounts(nothing)
      xpost.post({ text = "a\0" }, nothing):cancel()
      job:wait()
      run("history", { limit = 1 })
    end
    collect()
    return collectgarbage("count")
  end
  some()
  local before = some()
  local after = some()
  check.ok(after - before < 20, ("%.1f KiB more"):format(after - before))
end)

check.test("options may change as soon as the job is started", function()
  local options = {
    text = text(), key = "changing" .. os.time(), on_step = nothing, poll = { options = { "a", "b" } },
  }
  local wanted, key = options.text, options.key
  local record = start("post", options)
  for name in pairs(options) do
    options[name] = nil
  end
  collect()
  local post = good(finish(record))
  check.equal(post.text, wanted)
  check.equal(post.key, key)
end)

-- --- answers to a login ------------------------------------------------------------------------

-- The redirect URL, as a browser would show it.
local function approve(url)
  local file = os.tmpname()
  os.remove(file)
  stand_in.browse("approve", url, file)
  for _ = 1, 500 * support.patience do
    local found = io.open(file)
    if found then
      local answer = found:read("*a")
      found:close()
      os.remove(file)
      return answer
    end
    support.pass(10)
  end
  check.fail("the browser did not answer")
end

check.test("answers that are wrong, and the one that is right", function()
  local url, problems = nil, {}
  local record = start("login", stand_in.login_options {
    open = false, on_url = function(shown) url = shown end,
    on_paste_problem = function(problem) problems[#problems + 1] = problem end,
  })
  check.equal(record.job:answer("too early"), true)
  while not url do
    record.job:wait(10)
  end
  for _, wrong in ipairs { "", "\0", "nonsense", "http://127.0.0.1/callback?code=a&state=b",
    ("x"):rep(2 ^ 20), "\255\254", ("http://127.0.0.1/callback?code="):rep(2000) } do
    local before = #problems
    check.equal(record.job:answer(wrong), true)
    for _ = 1, 200 * support.patience do
      if #problems > before then
        break
      end
      record.job:wait(10)
    end
    check.ok(#problems > before, ("no problem with %q"):format(wrong:sub(1, 40)))
    check.ok(not tostring(problems[#problems]):find("%c"))
  end
  check.raises("bad argument #1 to 'answer'", record.job.answer, record.job, 5)
  check.raises("bad argument #1 to 'answer'", record.job.answer, record.job)
  local answer = approve(url)
  for _ = 1, 5 do
    check.equal(record.job:answer(answer), true)
  end
  check.equal(good(finish(record)).username, "alice")
  check.equal(record.job:answer(answer), false)
end)

check.test("what on_paste_problem raises is a warning", function()
  local shown
  local record = start("login", stand_in.login_options {
    open = false, on_url = function(url) shown = url end,
    on_paste_problem = function()
      stand_in.visit(shown)
      error("no more of that", 0)
    end,
  })
  record.job:answer("nonsense")
  check_warning(good(finish(record)), "on_paste_problem", { nil, "no more of that" })
end)

check.test("an answer to what is no login is left alone", function()
  local record = start("me", { fresh = true })
  check.equal(record.job:answer("anything"), true)
  good(finish(record))
end)

check.finish()

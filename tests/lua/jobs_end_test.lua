-- stand-in: this test needs it.
-- Scripts that end while their jobs run: soon, without a crash, and with what had begun recorded.
local check = require "check"
local stand_in = require "stand_in"
local support = require "jobs_support"
local core = require "xpost.core"
local xpost = require "xpost"

if os.getenv("LD_PRELOAD") then
  check.skip("jobs_end", "it starts processes, into which a tool would be preloaded too")
  check.finish()
end

local jobs, good = core.jobs, support.good
local lua = os.getenv("LUA") or (rawget(_G, "jit") and "luajit" or "lua5.4")
-- Milliseconds, for a machine that is busy: less than the five seconds for what cannot be given up.
local slack = 2000

local script = os.tmpname()
local function write(code)
  local file = assert(io.open(script, "w"))
  file:write([[
    package.loaded["xpost.core"] = require "xpost.core"
    local xpost, jobs = require "xpost", require("xpost.core").jobs
    local function nothing() end
    local function login(on_step)
      local port = math.floor(jobs.now()) % 9000 + 20000
      return xpost.login({ open = false, on_url = nothing, on_step = on_step, redirect_uri =
        ("http://127.0.0.1:%d/cb http://127.0.0.1:%d/cb"):format(port, port + 10000) }, nothing)
    end
    local function told(...)
      print(...)
      io.stdout:flush()
    end
    local function leave(how)
      told("leaves at " .. jobs.now(), os.time())
      if how == "error" then
        error("it ends here")
      elseif how == "exit" then
        os.exit(0)
      elseif how == "close" then
        os.exit(0, true)
      end
    end
  ]], code)
  file:close()
end

--- Starts the script.  The result is for `ended`.  `before` and `after` are for the shell.
local function begin(arguments, before, after)
  local command = "{ %s %s %s %s </dev/null %s; } 2>&1; echo \"status $?\"; date +'ended at %%s'"
  return assert(io.popen(command:format(before or "", lua, script, arguments, after or "")))
end

--- Waits for its end; checks the status, and that it took no longer than `most` milliseconds once
--- it wanted to end.  Returns its output.
local function ended(process, wanted_status, most)
  local output = process:read("*a")
  local now = jobs.now()
  process:close()
  check.equal(tonumber(output:match("status (%d+)\n")), wanted_status, "status of: " .. output)
  local left_at = tonumber(output:match("leaves at ([%d.]+)"))
  local passed = left_at and now - left_at or 0
  if most and check.ok(left_at, output) then
    check.ok(passed <= most + slack, ("it took %d ms to end: %s"):format(passed, output))
  end
  return output
end

local statuses = { ["end"] = 0, exit = 0, close = 0, error = 1, callback = 0, killed = 143 }

stand_in.login(xpost)

-- A post that is never answered: begun here, looked at below.
write [[
  local job = xpost.post({ text = "never answered", key = "never answered" }, nothing)
  while jobs.committed() == 0 do job:wait(5) end
  leave("exit")
]]
stand_in.fault('{"path":"/2/tweets","method":"POST","silence":true}')
local silent = begin("")

local function faults_used()
  return stand_in.control("counts").faults_used
end

local function wait_for_faults(count)
  for _ = 1, 2000 do
    if faults_used() >= count then
      break
    end
    support.pass(10)
  end
end
wait_for_faults(1)

-- --- at any moment -------------------------------------------------------------------------------

check.test("a script may end at any moment", function()
  write [[
    local how, milliseconds, name = arg[1], tonumber(arg[2]), arg[3]
    for i = 1, 3 do
      xpost.post({ text = name .. "." .. i, key = name .. "." .. i }, nothing)
    end
    if how ~= "killed" then
      xpost.refresh(nothing)
    end
    xpost.me({ fresh = true }, nothing)
    xpost.history(nothing)
    local waiting
    waiting = login(how == "callback" and function(step)
      if step.number == 2 then
        waiting:wait(milliseconds)
        leave("close")
      end
    end or nil)
    waiting:wait(how == "killed" and 5000 or how == "callback" and 5000 or milliseconds)
    leave(how)
  ]]
  local names = {}
  for round = 1, 6 do
    for how, status in pairs(statuses) do
      local name = how .. " " .. round
      local milliseconds = math.floor((round - 1) * 4 + math.random(4))
      names[#names + 1] = name
      local process = begin(("%s %d '%s'"):format(how, milliseconds, name), nil, how == "killed"
        and ("& p=$!; sleep 0.%03d; kill -TERM $p; wait $p"):format(milliseconds * 2 + 10) or nil)
      ended(process, status, how ~= "killed" and 250 or nil)
    end
  end
  local counts, seen = stand_in.control("counts"), {}
  for _, entry in ipairs(good(core.history { limit = 1000 })) do
    seen[entry.key] = entry
  end
  local numbers = {}
  for _, name in ipairs(names) do
    for i = 1, 3 do
      local text = name .. "." .. i
      local created = counts.creates_by_text[text] or 0
      local state = seen[text] and seen[text].state or "nothing"
      check.ok(created <= 1, text .. " was posted " .. created .. " times")
      if name:find("killed") then
        local outcome = seen[text] and seen[text].outcome or "not_posted"
        check.ok(created == 0 or outcome ~= "not_posted", text .. ": was posted, and is " .. state)
      else
        check.equal(state == "posted", created == 1, text .. ": it is " .. state .. ", and posted")
        check.ok(state ~= "intent", text .. " was not recorded")
      end
      numbers[state] = (numbers[state] or 0) + 1
    end
  end
  -- No refresh token was sent twice, and none was lost.
  good(core.refresh())
  good(core.me { fresh = true })
  check.equal(stand_in.control("counts").spent_token_uses, 0)
  if os.getenv("VERBOSE") then
    for state, number in pairs(numbers) do
      print(number .. " " .. state)
    end
  end
end)

-- --- what is being done ------------------------------------------------------------------------

check.test("what has begun is finished first, and recorded", function()
  write [[
    local how = arg[1]
    local job = xpost.post({ text = "slow " .. how, key = "slow " .. how }, nothing)
    while jobs.committed() == 0 do job:wait(5) end
    leave(how)
  ]]
  local endings, processes = { "end", "exit", "close", "error" }, {}
  stand_in.fault('{"path":"/2/tweets","method":"POST","hold":true,"times":4}')
  local before = faults_used()
  for i, how in ipairs(endings) do
    processes[i] = begin(how)
  end
  wait_for_faults(before + 4)
  support.pass(300) -- in which they want to end
  stand_in.control "release"
  for i, how in ipairs(endings) do
    ended(processes[i], statuses[how], 700)
    check.equal((support.entry("slow " .. how) or {}).state, "posted", how)
  end
end)

check.test("a refresh that has begun is finished first, and recorded", function()
  write [[
    xpost.refresh(nothing)
    while jobs.committed() == 0 do jobs.wait(5) end
    leave(arg[1])
  ]]
  for _, how in ipairs { "exit", "end" } do
    local before = core.account().refreshed_at or 0
    support.pass(1000 - jobs.now() % 1000)
    stand_in.fault('{"path":"/2/oauth2/token","act":"after","delay":0.3}')
    ended(begin(how), 0, 300)
    check.ok(core.account().refreshed_at >= before)
    good(core.me { fresh = true })
    good(core.refresh())
  end
  check.equal(stand_in.control("counts").spent_token_uses, 0)
end)

check.test("what waits for a silent server is given up soon", function()
  write [[
    xpost.me({ fresh = true }, nothing)
    login():wait(200)
    leave(arg[1])
  ]]
  local processes = {}
  local endings = { "end", "exit", "close", "error" }
  stand_in.fault('{"path":"/2/users/me","silence":true,"times":4}')
  for i, how in ipairs(endings) do
    processes[i] = begin(how)
  end
  for i, how in ipairs(endings) do
    ended(processes[i], statuses[how], 250)
  end
end)

check.test("core.jobs.leave waits as it is told, and nothing can be started afterwards", function()
  write [[
    xpost.post({ text = "on its way", key = "on its way" }, nothing)
    local waiting = login()
    while jobs.committed() == 0 do waiting:wait(5) end
    local begin = jobs.now()
    told("left", jobs.leave(20, 20), jobs.now() - begin < 1000)
    told("left", jobs.leave(), jobs.committed())
    local count = 0
    local job = xpost.post({ text = "too late", key = "late" }, function(err, result)
      count = count + 1
      told(count, err.code, err.outcome, err.key, result)
    end)
    told(job:wait(1000))
    leave("close")
  ]]
  stand_in.fault('{"path":"/2/tweets","method":"POST","delay":1}')
  local output = ended(begin(""), 0, 250)
  check.ok(output:find("left\tfalse\ttrue\nleft\ttrue\t0\n", 1, true), output)
  check.ok(output:find("1\t%l+\tnot_posted\tlate\tnil\ntrue\n"), output)
  check.equal(stand_in.control("counts").creates_by_text["too late"], nil)
end)

-- --- settings ----------------------------------------------------------------------------------

check.test("settings that are wrong come through on_done", function()
  write [[
    for _, name in ipairs { "me", "post", "refresh", "accounts" } do
      local count = 0
      local job = xpost[name]({ text = name == "post" and "x" or nil, key = name == "post" and "k" or nil,
        fresh = name == "me" or nil }, function(err, result)
        count = count + 1
        told(count .. name, err and err.code, err and err.outcome, err and err.key, result ~= nil)
      end)
      told(job.done, job:wait(5000), count)
    end
  ]]
  local expected = "1me\tconfig\tnil\tnil\tfalse\nfalse\ttrue\t1\n"
    .. "1post\tconfig\tnot_posted\tk\tfalse\nfalse\ttrue\t1\n"
    .. "1refresh\tconfig\tnil\tnil\tfalse\nfalse\ttrue\t1\n"
  local output = ended(begin("", "XPOST_API_URL=http://127.0.0.1:9"), 0)
  check.equal(output:gsub("status.*", ""), expected .. "1accounts\tnil\tnil\tnil\ttrue\nfalse\ttrue\t1\n")
  local counts = stand_in.control("counts")
  output = ended(begin("", "HOME= XDG_STATE_HOME=relative"), 0)
  output = output:gsub("\tstore\t", "\tconfig\t")
  check.ok(output:find("1accounts\tconfig\tnil\tnil\tfalse\nfalse\ttrue\t1\n", 1, true), output)
  check.equal(stand_in.control("counts").requests_seen, counts.requests_seen)
end)

-- --- the end -----------------------------------------------------------------------------------

check.test("what is never answered is waited for five seconds, and recorded as unknown", function()
  local output = ended(silent, 0)
  local seconds = output:match("ended at (%d+)") - output:match("leaves at [%d.]+\t(%d+)")
  check.ok(seconds >= 4 and seconds <= 9, "it ended after " .. seconds .. " s")
  check.equal((support.entry("never answered") or {}).outcome, "unknown")
end)

os.remove(script)
check.finish()

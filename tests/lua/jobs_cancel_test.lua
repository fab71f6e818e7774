-- stand-in: this test needs it.
-- Cancelling jobs: it is reported at once and once, and what is said of a post is true.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"
local support = require "jobs_support"

local core, xpost = calls.modules.core, calls.modules.xpost
local jobs = core.jobs
local start, finish, good, text = support.start, support.finish, support.good, support.text

math.randomseed(os.time())
stand_in.login(xpost)

local function finish_cancelled(record, outcome)
  local result, err = finish(record)
  check.equal(result, nil)
  if check.ok(err, record.name .. " was not cancelled") then
    calls.check_error(err, record.name)
    check.equal(err.code, "cancelled", record.name)
    check.equal(err.outcome, outcome, record.name)
  end
  return err or {}
end

--- Waits until so many workers do what has to be finished.
local function wait_for_committed(count)
  for _ = 1, 1000 * support.patience do
    if jobs.committed() == count then
      return
    end
    support.pass(2)
  end
  check.fail(jobs.committed() .. " jobs are about what has to be finished, not " .. count)
end

local function faults_used()
  return stand_in.control("counts").faults_used
end

local function wait_for_faults(count)
  for _ = 1, 1000 * support.patience do
    if faults_used() >= count then
      return
    end
    support.pass(2)
  end
  check.fail(faults_used() .. " requests arrived, not " .. count)
end

--- Has the stand-in answer the next of these requests differently, and starts a job that sends it.
local function start_with_fault(fault, ...)
  wait_for_committed(0)
  local before = faults_used()
  stand_in.fault(fault)
  local record = start(...)
  wait_for_faults(before + 1)
  return record
end

local function arrived(wanted)
  return stand_in.control("counts").creates_by_text[wanted] or 0
end

-- What has not begun to send anything, and waits for long: each returns a record.
local held_up = {
  login = function() return start("login", stand_in.login_options { open = false }) end,
  me = function()
    return start_with_fault('{"path":"/2/users/me","silence":true}', "me", { fresh = true })
  end,
}

-- What is answered when `release` is called, however long that takes.
local held_post = '{"path":"/2/tweets","method":"POST","hold":true}'
local held_token = '{"path":"/2/oauth2/token","hold":true}'
local function release()
  stand_in.control "release"
end

-- A post that waits for another one with its key.
local function waiting_post(key)
  local wanted = text()
  local first = start_with_fault(held_post, "post", { text = wanted, key = key })
  return start("post", { text = wanted, key = key }), first, wanted
end

check.test("a job is cancelled at once, once, and not again", function()
  for name, begin in pairs(held_up) do
    local record = begin()
    for _ = 1, 3 do
      record.job:cancel()
      check.equal(record.count, 0, name)
    end
    finish_cancelled(record)
    record.job:cancel()
    finish(record)
  end
  local record = start("accounts")
  good(finish(record))
  record.job:cancel()
  good(finish(record))
  record = start("accounts")
  support.pass(100)
  record.job:cancel() -- it is done, but nobody was told yet
  good(finish(record))
end)

check.test("cancelling is reported within 10 ms, however silent the server is", function()
  local function measure(record, outcome)
    support.pass(50)
    record.job:wait(0)
    local begin = jobs.now()
    record.job:cancel()
    finish_cancelled(record, outcome)
    return jobs.now() - begin
  end
  local begins = {
    refresh = function() return start_with_fault(held_token, "refresh") end,
    post = function() return start_with_fault(held_post, "post", text()), "unknown" end,
    ["second post"] = function() return (waiting_post(text())), "unknown" end,
    login = held_up.login, me = held_up.me,
  }
  for name, begin in pairs(begins) do
    -- The best of some, as a busy machine may have something else to do meanwhile.
    local best = math.huge
    for _ = 1, 5 do
      best = best > 10 * support.patience and math.min(best, measure(begin())) or best
      release()
    end
    check.ok(best <= 10 * support.patience, name .. ": " .. best .. " ms")
  end
end)

check.test("of a post that waits for another one with its key nothing is known", function()
  local post, first, wanted = waiting_post("waiting")
  support.pass(20)
  post.job:cancel()
  local err = finish_cancelled(post, "unknown")
  check.equal(err.key, "waiting")
  check.ok(err.message:find("history", 1, true), err.message)
  release()
  good(finish(first))
  check.equal(arrived(wanted), 1)
end)

check.test("a post that was being sent is finished, and its key leads to what became of it", function()
  local becomes = {
    { held_post, "posted" },
    { '{"path":"/2/tweets","method":"POST","act":"after","hold":true,"status":503,"body":{}}', "unknown" },
    { '{"path":"/2/tweets","method":"POST","hold":true,"status":403,"body":{"title":"Forbidden",'
      .. '"detail":"No.","type":"about:blank","status":403}}', "rejected" },
  }
  for i, case in ipairs(becomes) do
    for _, key in ipairs { "given" .. i, false } do
      local wanted = text()
      local record = start_with_fault(case[1], "post", { text = wanted, key = key or nil })
      record.job:cancel()
      local err = finish_cancelled(record, "unknown")
      check.ok(err.message:find("history", 1, true), err.message)
      check.ok(#tostring(err.key) > 5, "no key")
      if key then
        check.equal(err.key, key)
      end
      check.equal(support.entry(err.key).state, "intent")
      release()
      local entry = support.settled(err.key)
      check.equal(entry.state, case[2])
      check.equal(entry.text, wanted)
      check.equal(arrived(wanted), case[2] == "rejected" and 0 or 1)
      check.equal(jobs.committed(), 0)
      if case[2] == "posted" then
        check.equal(good(core.post { text = wanted, key = err.key }).id, entry.id)
      end
    end
  end
end)

check.test("at whatever moment a post is cancelled, what is said of it is true", function()
  local said = {}
  local function note(record)
    local result, err = finish(record)
    local key = result and result.key or err and err.key
    check.ok(key and not said[key], "no key of its own: " .. tostring(key))
    said[key or 0] = result and "posted" or err.outcome
  end
  local before = 0
  for i = 1, 120 do
    local record = start("post", text())
    -- Around the time that the last one took.
    local begin = jobs.now()
    if i % 4 == 0 then
      record.job:wait()
      before = jobs.now() - begin
    else
      support.pass(math.random() * (before + 2))
      record.job:cancel()
    end
    note(record)
  end
  support.pass(100 * support.patience)
  local counts, seen = stand_in.control("counts").creates_by_text, {}
  for _, entry in ipairs(good(core.history { limit = 1000 })) do
    seen[entry.key] = entry
  end
  local numbers = { posted = 0, not_posted = 0, unknown = 0 }
  for key, outcome in pairs(said) do
    local entry = seen[key]
    numbers[outcome] = numbers[outcome] + 1
    if outcome ~= "not_posted" then
      check.equal(entry and entry.outcome, "posted", "said to be " .. outcome)
    else
      check.ok(not entry or entry.outcome == "not_posted", "said to be not posted, but is "
        .. tostring(entry and entry.outcome))
    end
    check.ok(not entry or (counts[entry.text] or 0) == (entry.outcome == "posted" and 1 or 0))
  end
  if os.getenv("VERBOSE") then
    print(numbers.posted .. " posted, " .. numbers.not_posted .. " not, " .. numbers.unknown .. " unknown")
  end
end)

check.test("a post that the history calls posted is not said to be anything else", function()
  for i = 1, 30 do
    local key = "out at once " .. i
    local record = start("post", { text = text(), key = key })
    local newest
    repeat
      newest = core.history { limit = 1 }[1]
    until newest and newest.key == key and newest.state ~= "intent"
    check.equal(newest.state, "posted")
    record.job:cancel()
    local result, err = finish(record)
    check.ok(result or err.outcome == "unknown", "said to be " .. tostring(err and err.outcome))
  end
end)

check.test("cancelling inside of callbacks", function()
  for number = 1, 4 do
    local record
    record = start("login", stand_in.login_options {
      on_step = function(step)
        if step.number == number then
          record.job:cancel()
        end
      end,
    })
    if number < 3 then
      finish_cancelled(record)
    else -- by a browser this quick it may be done before it is told
      local result, err = finish(record)
      check.ok(result or err.code == "cancelled", tostring(err))
    end
  end
  local record
  record = start("login", stand_in.login_options {
    on_url = function() record.job:cancel() end, open = false,
  })
  finish_cancelled(record)
  record = start("login", stand_in.login_options { open = false })
  finish(start("accounts", nil, function() record.job:cancel() end))
  finish_cancelled(record)
end)

check.test("a refresh that was being sent is finished", function()
  for _, fault in ipairs { held_token, '{"path":"/2/oauth2/token","act":"after","hold":true}' } do
    local before = stand_in.control("counts")
    local record = start_with_fault(fault, "refresh")
    record.job:cancel()
    local err = finish_cancelled(record)
    check.ok(err.message:find("completed", 1, true), err.message)
    release()
    -- This waits for the one that was cancelled, which has spent the refresh token.
    good(core.refresh())
    local after = stand_in.control("counts")
    check.equal(after.refreshes, before.refreshes + 2)
    check.equal(after.spent_token_uses, before.spent_token_uses)
    good(core.me { fresh = true })
  end
end)

check.test("a login that is cancelled gives its port back", function()
  local redirect_uri = calls.redirect_uri()
  for _ = 1, 5 do
    local options = stand_in.login_options { open = false, redirect_uri = redirect_uri }
    local shown = false
    options.on_url = function() shown = true end
    local record
    local tries = 0
    repeat
      tries = tries + 1
      record = start("login", options)
      while not shown and not record.job.done do
        record.job:wait(1)
      end
      if record.job.done then
        support.pass(5)
      end
    until shown or tries > 100 * support.patience
    check.ok(tries <= 10 * support.patience, "the port was taken " .. tries .. " times")
    record.job:cancel()
    finish_cancelled(record)
  end
end)

check.test("a login that is cancelled while its code is exchanged is finished", function()
  stand_in.fault(held_token)
  local record = start("login", stand_in.login_options { account = "finished" })
  while jobs.committed() == 0 and not record.job.done do
    record.job:wait(1)
  end
  record.job:cancel()
  check.ok(finish_cancelled(record).message:find("completed", 1, true))
  release()
  local account
  for _ = 1, 200 * support.patience do
    account = core.account "finished"
    if account then
      break
    end
    support.pass(10)
  end
  check.ok(account, "it was not kept")
  good(core.logout "finished")
end)

check.test("a job that is cancelled before a worker has time for it does nothing", function()
  stand_in.login(xpost, { account = "other" })
  stand_in.login(xpost, { account = "default" }) -- which ends the other one at X
  good(xpost.use "default")
  stand_in.fault('{"path":"/2/users/me","hold":true,"times":64}')
  local records, before = {}, faults_used()
  for i = 1, 64 do -- as many as there are workers
    records[i] = start("me", { fresh = true })
  end
  wait_for_faults(before + 64)
  local use, post = start("use", "other"), start("post", { text = text(), key = "in the queue" })
  use.job:cancel()
  post.job:cancel()
  finish_cancelled(use)
  check.equal(finish_cancelled(post, "not_posted").key, "in the queue")
  release()
  for _, record in ipairs(records) do
    good(finish(record))
  end
  for _ = 1, 20 do
    good(support.run("accounts"))
  end
  check.equal(xpost.account().account, "default")
  check.equal((support.entry("in the queue") or {}).outcome or "not_posted", "not_posted")
  good(xpost.logout "other")
end)

check.test("many jobs, cancelled in any order", function()
  stand_in.login(xpost)
  for _ = 1, 5 do
    local records = {}
    for i = 1, 20 do
      local name = ({ "accounts", "history", "me", "login", "refresh" })[i % 5 + 1]
      records[i] = start(name, name == "login" and stand_in.login_options { open = false } or nil)
    end
    while #records > 0 do
      local record = table.remove(records, math.random(#records))
      record.job:cancel()
      if math.random(2) == 1 then
        support.pass(1)
      end
      local _, err = finish(record)
      check.ok(not err or err.code == "cancelled", tostring(err))
    end
  end
  good(core.refresh())
end)

check.finish()

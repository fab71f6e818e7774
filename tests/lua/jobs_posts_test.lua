-- stand-in: this test needs it.
-- Threads as jobs: what is told and in which order, what a failure and a cancelled job list as out.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"
local support = require "jobs_support"

local core, xpost = calls.modules.core, calls.modules.xpost
local start, finish, good, run = support.start, support.finish, support.good, support.run

stand_in.login(xpost)

-- Posts whose texts nothing else has.
local function parts(count)
  local posts = {}
  for i = 1, count do
    posts[i] = { text = support.text() }
  end
  return posts
end

-- An on_progress, and what it was told: "sending1/3".
local function listener()
  local told = {}
  return function(progress)
    told[#told + 1] = ("%s%d/%d"):format(progress.state, progress.number, progress.total)
    told.last = progress
  end, told
end

local function texts_of(list)
  local texts = {}
  for i, post in ipairs(list or {}) do
    texts[i] = post.text
  end
  return table.concat(texts, "|")
end

local function refuse(skip, values)
  stand_in.fault(('{"path":"/2/tweets","method":"POST","skip":%d,%s}'):format(skip, values))
end

-- Waits until this was told.
local function wait_for(record, told, wanted)
  while not record.job.done and told[#told] ~= wanted do
    record.job:wait(1)
  end
  check.equal(told[#told], wanted)
end

local function finish_cancelled(record, outcome)
  local _, err = finish(record)
  if check.ok(err, "it was not cancelled") then
    calls.check_error(err, record.name)
    check.equal(err.code, "cancelled")
    check.equal(err.outcome, outcome)
  end
  return err or {}
end

check.test("a thread tells of each post, and ends with all of them", function()
  local posts, on_progress, told = parts(3), listener()
  local record = start("post", { posts = posts, on_progress = on_progress }, function()
    check.equal(told[#told], "posted3/3", "told before on_done")
  end)
  local done = good(finish(record))
  check.equal(table.concat(told, " "),
    "sending1/3 posted1/3 sending2/3 posted2/3 sending3/3 posted3/3")
  check.equal(texts_of(done.posts), texts_of(posts))
  support.same({ id = told.last.id, url = told.last.url, text = told.last.text }, done.posts[3], "3")
  support.same(done, good(core.post { posts = posts, key = done.key }), "the key gives the same")
end)

check.test("steps and progress come in the order in which things happen", function()
  local order = {}
  local done = good(run("post", {
    posts = parts(2),
    on_step = function(step) order[#order + 1] = step.name or tostring(step.number) end,
    on_progress = function(progress) order[#order + 1] = progress.state end,
  }))
  check.equal(#done.posts, 2)
  local states = {}
  for i, what in ipairs(order) do
    if what == "sending" then
      check.ok(order[i + 1] ~= "posted" and order[i + 1] ~= nil, "no step between sending and posted")
    end
    states[#states + 1] = (what == "sending" or what == "posted") and what or nil
  end
  check.equal(table.concat(states, " "), "sending posted sending posted")
end)

check.test("a single post tells nothing, unless it waits or is looked for", function()
  local on_progress, told = listener()
  local text = support.text()
  good(run("post", { text = support.text(), on_progress = on_progress }))
  check.equal(#told, 0)
  refuse(0, '"act":"after","close":true')
  local _, err = run("post", { text = text, key = "looked for", on_progress = on_progress })
  check.equal(err and err.outcome, "unknown")
  check.equal(#told, 0)
  good(run("post", { text = text, key = "looked for", on_progress = on_progress }))
  check.equal(table.concat(told, " "), "checking1/1")
end)

check.test("what fails lists what is out, and resume goes on as a job", function()
  local posts, on_progress, told = parts(3), listener()
  refuse(1, '"status":402,"body":{"title":"t","detail":"no credits"}')
  local _, err = run("post", { posts = posts, on_progress = on_progress })
  calls.check_error(err, "post")
  check.equal(err.outcome, "not_posted")
  check.equal(texts_of(err.posted), posts[1].text)
  check.equal(table.concat(told, " "), "sending1/3 posted1/3 sending2/3")
  local done = good(run("resume", { key = err.key, on_progress = on_progress }))
  check.equal(table.concat(told, " ", 4), "sending2/3 posted2/3 sending3/3 posted3/3")
  check.equal(texts_of(done.posts), texts_of(posts))
  check.equal(done.id, err.posted[1].id)
end)

check.test("an on_progress that raises leaves a warning", function()
  for _, post in ipairs { core.post, function(options) return run("post", options) end } do
    local done = good(post { posts = parts(2), on_progress = function() error("out of order", 0) end })
    check.equal(done.warning, "on_progress raised an error: out of order")
    check.equal(#done.posts, 2)
  end
end)

check.test("a cancelled thread lists what is out, and can be resumed", function()
  local posts, on_progress, told = parts(3), listener()
  local before = stand_in.control("counts").faults_used
  refuse(1, '"hold":true')
  local record = start("post", { posts = posts, on_progress = on_progress })
  wait_for(record, told, "sending2/3")
  while stand_in.control("counts").faults_used == before and not record.job.done do
    record.job:wait(5)
  end
  record.job:cancel()
  local err = finish_cancelled(record, "unknown")
  check.equal(texts_of(err.posted), posts[1].text)
  stand_in.control "release"
  -- The post that was on its way is finished; the third is not begun.
  local done = good(run("resume", { key = err.key }))
  check.equal(texts_of(done.posts), texts_of(posts))
  local counts = stand_in.control("counts").creates_by_text
  for _, post in ipairs(posts) do
    check.equal(counts[post.text], 1, post.text)
  end
end)

check.test("cancelling between two posts begins no other", function()
  local posts = parts(3)
  local record
  record = start("post", {
    posts = posts,
    on_progress = function(progress)
      if progress.state == "posted" and progress.number == 1 then
        record.job:cancel()
      end
    end,
  })
  local _, err = finish(record)
  check.equal(err and err.code, "cancelled")
  check.equal(err and err.posted and err.posted[1].text, posts[1].text)
  local done = good(run("resume", { key = err.key }))
  check.equal(texts_of(done.posts), texts_of(posts))
end)

check.test("a wait for the rate limit is ended at once by cancelling", function()
  for i, options in ipairs { { text = support.text() }, { posts = parts(2) } } do
    local on_progress, told = listener()
    options.on_progress, options.wait, options.key = on_progress, 600, "limited " .. i
    local reset = os.time() + 300
    refuse(i - 1, ('"status":429,"headers":{"x-rate-limit-reset":%d},"body":{"title":"t"}'):format(reset))
    local record = start("post", options)
    wait_for(record, told, ("waiting%d/%d"):format(i, i))
    check.ok(math.abs(told.last.retry_at - reset) <= 2, "until when")
    for _ = 1, 1000 do
      if core.jobs.committed() == 0 then
        break
      end
      support.pass(5)
    end
    check.equal(core.jobs.committed(), 0, "there is nothing to be finished")
    local begin = core.jobs.now()
    record.job:cancel()
    local err = finish_cancelled(record, "not_posted")
    local passed = core.jobs.now() - begin
    check.ok(passed <= 5000, passed .. " ms")
    check.equal(err.posted and #err.posted or 0, i - 1)
    local done = good(run("resume", { key = options.key }))
    check.equal(#done.posts, i)
  end
end)

check.test("a post that is looked for can be cancelled, and stays unknown", function()
  local text = support.text()
  refuse(0, '"close":true')
  local _, err = run("post", { text = text })
  check.equal(err and err.outcome, "unknown")
  local on_progress, told = listener()
  local record = start("post", { text = text, key = err.key, on_progress = on_progress })
  wait_for(record, told, "checking1/1")
  support.pass(100) -- it is not there, and might still appear
  local begin = core.jobs.now()
  record.job:cancel()
  finish_cancelled(record, "unknown")
  check.ok(core.jobs.now() - begin <= 2000, "it was not quick")
  check.equal(support.entry(err.key).outcome, "unknown")
  record = start("check", err.key)
  support.pass(100)
  record.job:cancel()
  finish(record)
  check.equal(record.err and record.err.code, "cancelled")
  check.equal(support.entry(err.key).outcome, "unknown")
end)

check.test("check, undo, draft and history work as jobs", function()
  local done = good(run("post", { posts = parts(2) }))
  local checked = good(run("check", done.key))
  check.equal(checked.outcome, "posted")
  check.equal(#checked.posts, 2)
  check.equal(#good(run("undo", { key = done.key })).posts, 2)
  check.equal(support.entry(done.key).deleted, true)
  local draft = good(run("draft", "later"))
  check.equal(support.entry(draft.key).state, "draft")
  check.equal(good(run("history", { forget = { draft.key, done.key } })).forgotten, 2)
end)

check.finish()

--- What the tests of jobs share.

local check = require "check"
local core = require "xpost.core"
local xpost = require "xpost"

local M = { jobs = core.jobs }

--- How much longer things may take than they should: tools make everything slower.
M.patience = ({ tsan = 20, asan = 10, valgrind = 50 })[os.getenv("TEST_TOOL") or ""] or 1

--- Lets so many milliseconds pass.  News stays where it is.
function M.pass(milliseconds)
  local until_then = core.jobs.now() + milliseconds
  while core.jobs.now() < until_then do
    core.jobs.wait(until_then - core.jobs.now())
  end
end

--- Starts xpost's function `name` as a job, and notes how it reports.
function M.start(name, options, more)
  local record = { name = name, count = 0 }
  local starting = true
  record.job = xpost[name](options, function(...)
    check.ok(not starting, name .. ": on_done was called inside the call that starts the job")
    check.equal(select("#", ...), 2, name .. ": number of arguments of on_done")
    record.count = record.count + 1
    record.err, record.result = ...
    check.ok((record.err == nil) ~= (record.result == nil), name .. ": either an error or a result")
    if more then
      more(record)
    end
  end)
  starting = false
  check.equal(record.job.done, false, name .. ": done at once")
  return record
end

--- Waits until it is done, and looks that it was reported once.
function M.finish(record, milliseconds)
  check.ok(record.job:wait(milliseconds or 20000), record.name .. ": is not done")
  check.equal(record.job.done, true, record.name)
  check.equal(record.count, 1, record.name .. ": calls of on_done")
  return record.result, record.err
end

--- The result, of which there has to be one.
function M.good(result, err)
  check.ok(result, tostring(err))
  return result or {}
end

--- Runs it as a job from beginning to end.
function M.run(name, options)
  return M.finish(M.start(name, options))
end

local function same(left, right, path, leave)
  if type(left) ~= "table" or type(right) ~= "table" then
    return check.equal(left, right, path)
  end
  for key, value in pairs(left) do
    if not leave[key] then
      same(value, right[key], path .. "." .. tostring(key), leave)
    end
  end
  for key in pairs(right) do
    check.ok(left[key] ~= nil or leave[key], path .. "." .. tostring(key) .. " is there")
  end
end

--- Checks that two values are the same, tables by what they hold; but not the fields `leave`.
function M.same(left, right, what, leave)
  check.equal(type(left), type(right), what)
  same(left, right, what, leave or {})
end

local texts = 0

--- A text that no other call of this test gives.
function M.text()
  texts = texts + 1
  return "Job number " .. texts
end

--- The entry of the history with this key.
function M.entry(key)
  for _, entry in ipairs(check.ok(core.history { limit = 1000 }) or {}) do
    if entry.key == key then
      return entry
    end
  end
end

--- Waits until the history has more to say of a post than that it was being sent.
function M.settled(key)
  for _ = 1, 100 * M.patience do
    local entry = M.entry(key)
    if entry and entry.state ~= "intent" then
      return entry
    end
    M.pass(20)
  end
  return M.entry(key) or {}
end

return M

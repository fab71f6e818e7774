--- The smallest test frame that says what failed where; for Lua 5.4, LuaJIT and Neovim.
--- Tests use it through the check.lua of their folder.

local M = { say = print }

local passed, failed, skipped, failures = 0, 0, 0, nil -- failures: of the test that runs
local after_test = {}

local function shown(value)
  local text = type(value) == "string" and string.format("%q", value) or tostring(value)
  return #text > 300 and text:sub(1, 300) .. "..." or text
end

--- Notes a failure of the running test, with the line of the test that saw it.
function M.fail(message)
  local at = ""
  for level = 2, 20 do
    local info = debug.getinfo(level, "Sl")
    if info and info.short_src:find("_test%.lua$") then
      at = info.short_src .. ":" .. info.currentline .. ": "
      break
    end
  end
  if not failures then
    error(at .. message, 0) -- before the first test
  end
  failures[#failures + 1] = at .. message
end

function M.ok(condition, message)
  if not condition then
    M.fail(message or "not true")
  end
  return condition
end

function M.equal(got, wanted, what)
  return M.ok(got == wanted, (what or "value") .. " is " .. shown(got) .. ", not " .. shown(wanted))
end

--- The string that calling raises; it has to hold `wanted`, as plain text.
function M.raises(wanted, call, ...)
  local went_well, problem = pcall(call, ...)
  if M.ok(not went_well, "raised nothing; expected: " .. wanted) then
    M.ok(type(problem) == "string" and problem:find(wanted, 1, true),
      "raised " .. shown(problem) .. ", without " .. shown(wanted))
  end
  return problem
end

--- Has a function called when the running test is over, however it ends; the last one first.
function M.after(call)
  table.insert(after_test, 1, call)
end

local function run_all(run)
  local went_well, problem = xpcall(run, debug.traceback)
  if not went_well then
    failures[#failures + 1] = tostring(problem)
  end
  if after_test[1] then
    run_all(table.remove(after_test, 1))
  end
end

function M.test(name, run)
  failures = {}
  run_all(run)
  passed, failed = passed + (#failures == 0 and 1 or 0), failed + (#failures > 0 and 1 or 0)
  if #failures == 0 then
    return
  end
  M.say("FAILED: " .. name)
  failures[9] = failures[9] and ("and %d more"):format(#failures - 8)
  M.say("  " .. table.concat(failures, "\n  ", 1, math.min(#failures, 9)))
end

function M.skip(name, reason)
  skipped = skipped + 1
  M.say("skipped: " .. name .. ": " .. reason)
end

--- Says how many passed and failed, in the runner's words.
---@return boolean went_well
function M.sum_up()
  M.say(("%d passed, %d failed, %d skipped"):format(passed, failed, skipped))
  return failed == 0
end

return M

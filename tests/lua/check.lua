--- The smallest test frame that says what failed where; for Lua 5.4 and LuaJIT:
---
---     check.test("a list is empty at first", function() check.equal(#list, 0) end)
---     check.finish()
---
--- check.finish prints "N passed, N failed" for the runner and ends the process.

local M = { folder = arg[0]:match("^(.*/)[^/]*$") or "./" }

local passed, failed, skipped, failures = 0, 0, 0, nil -- failures: of the test that runs

-- The module under test is the one that the search path names, wherever this tree's own is.
assert(not package.loaded["xpost.core"], "Require this before xpost.")
package.loaded["xpost.core"] = require "xpost.core"

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

function M.test(name, run)
  failures = {}
  local went_well, problem = xpcall(run, debug.traceback)
  if not went_well then
    failures[#failures + 1] = tostring(problem)
  end
  passed, failed = passed + (#failures == 0 and 1 or 0), failed + (#failures > 0 and 1 or 0)
  if #failures == 0 then
    return
  end
  print("FAILED: " .. name)
  failures[9] = failures[9] and ("and %d more"):format(#failures - 8)
  print("  " .. table.concat(failures, "\n  ", 1, math.min(#failures, 9)))
end

function M.skip(name, reason)
  skipped = skipped + 1
  print("skipped: " .. name .. ": " .. reason)
end

function M.finish()
  print(("%d passed, %d failed, %d skipped"):format(passed, failed, skipped))
  os.exit(failed == 0, true)
end

return M

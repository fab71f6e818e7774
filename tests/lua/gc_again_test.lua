-- Other tests once more, with the collector at work all the time.
local check = require "check"

-- Tools that make everything slower see as much of it with fewer collections.
local instructions = os.getenv "TEST_TOOL" and 40000 or 10000

for _, name in ipairs { "errors_test", "arguments_test" } do
  local finish = check.finish
  check.finish = function() error("finished", 0) end
  local count = 0
  debug.sethook(function()
    count = count + 1
    collectgarbage(count % 50 == 0 and "collect" or "step")
  end, "", instructions)
  collectgarbage("setpause", 50)
  local _, problem = pcall(dofile, check.folder .. name .. ".lua")
  debug.sethook()
  check.finish = finish
  check.test(name .. " went through", function() check.equal(problem, "finished") end)
end

check.finish()

--- Posts many times, and writes how its memory grew: "KiB at first, KiB in the end".
---
---     memory.lua OUTPUT COUNT

local xpost = require "xpost"

local output, count = arg[1], tonumber(arg[2])
local WARM = 100

local function resident()
  collectgarbage()
  collectgarbage()
  for line in io.lines("/proc/self/status") do
    local kib = line:match("^VmRSS:%s*(%d+)")
    if kib then
      return kib
    end
  end
end

local function post(times)
  for i = 1, times do
    assert(xpost.post(("Measured, and posted by nobody, %d of %d"):format(i, times)))
  end
end

post(WARM)
local before = resident()
post(count)
local file = assert(io.open(output, "w"))
file:write(before, " ", resident(), "\n")
file:close()

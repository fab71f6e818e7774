--- In Neovim: posts many times, one after the other, and writes how its memory grew: "KiB at
--- first, KiB in the end".  With no server to post to it is the idle twin, which waits as long as
--- $BENCH_WAIT is there.
-- luacheck: globals vim

local output, count = os.getenv("BENCH_OUTPUT"), tonumber(os.getenv("BENCH_COUNT"))
local until_gone = os.getenv("BENCH_WAIT")
local uv = vim.uv or vim.loop
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

local function finish(before, problem)
  local file = assert(io.open(output, "w"))
  file:write(problem or before .. " " .. resident(), "\n")
  file:close()
  os.exit(0)
end

local function post(times, then_do)
  require("xpost").post(
    ("Measured, and posted by nobody, %d to go"):format(times),
    function(err)
      if err then
        finish(nil, tostring(err))
      elseif times > 1 then
        post(times - 1, then_do)
      else
        then_do()
      end
    end
  )
end

if count == 0 then
  local before = resident()
  local timer = uv.new_timer()
  timer:start(200, 200, vim.schedule_wrap(function()
    if not uv.fs_stat(until_gone) then
      finish(before)
    end
  end))
else
  post(WARM, function()
    local before = resident()
    post(count, function() finish(before) end)
  end)
end

--- A timer of 1 ms that records how long the main loop keeps it waiting.

local M = {}

local uv = vim.uv or vim.loop

local function find_usage()
  local has_ffi, ffi = pcall(require, "ffi")
  if not has_ffi or ffi.os ~= "Linux" or not ffi.abi("64bit") then
    return function() end
  end
  ffi.cdef [[
    struct bench_time { long seconds, nanoseconds; };
    struct bench_usage { long times[4], others[12], gave_up, taken_away; };
    int clock_gettime(int clock, struct bench_time *time);
    int getrusage(int who, struct bench_usage *usage);
  ]]
  local thread_clock, this_thread = 3, 1
  local time, used = ffi.new("struct bench_time"), ffi.new("struct bench_usage")
  return function(with_switches)
    ffi.C.clock_gettime(thread_clock, time)
    local computed = tonumber(time.seconds) * 1e9 + tonumber(time.nanoseconds)
    if not with_switches then
      return computed
    end
    ffi.C.getrusage(this_thread, used)
    return computed, tonumber(used.gave_up), tonumber(used.taken_away)
  end
end

local usage = find_usage()

--- What this thread has computed, in nanoseconds; and, if wanted, how often it gave the processor
--- up by itself, and had it taken away.  Nil where that cannot be had.
---@type fun(with_switches?: boolean): number?, integer?, integer?
M.usage = usage

local last, last_cpu
local longest, cpu_of_longest

--- Forgets what was recorded.
function M.reset()
  last, last_cpu = uv.hrtime(), usage()
  longest, cpu_of_longest = 0, 0
end

--- Milliseconds; `cpu` is what this thread computed in the longest gap.
function M.report()
  return { longest = longest / 1e6, cpu = cpu_of_longest and cpu_of_longest / 1e6 }
end

--- Starts the timer; `then_do` is called at each tick.
function M.start(then_do)
  M.reset()
  local timer = uv.new_timer()
  timer:start(1, 1, function()
    local now, cpu = uv.hrtime(), usage()
    local gap = now - last
    if gap > longest then
      longest, cpu_of_longest = gap, cpu and cpu - last_cpu
    end
    last, last_cpu = now, cpu
    then_do()
  end)
end

return M

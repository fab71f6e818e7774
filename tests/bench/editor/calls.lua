--- How long our own code holds the main loop: calls that are made to it, and entries of it by the
--- editor.  A call that opens, changes or closes a window, or writes a message, draws, and is
--- counted apart.

local M = {}

local ticks = require "ticks"

local uv = vim.uv or vim.loop

---@type table[]
local calls = {}

---@type table?
local current

--- Calls `call`, and records how long it took.  What it calls in turn is a part of it.
---@param kind string
function M.time(kind, call, ...)
  if current then
    return call(...)
  end
  local mine = {}
  current = mine
  local cpu, gave_up, taken_away = ticks.usage(true)
  local begin = uv.hrtime()
  local results = { pcall(call, ...) }
  local taken = uv.hrtime() - begin
  local _, gave_up_after, taken_away_after = ticks.usage(true)
  current = nil
  calls[#calls + 1] = {
    kind = kind, about = mine.about, draws = mine.draws, taken = taken / 1e6,
    waited = cpu and gave_up_after > gave_up, interrupted = cpu and taken_away_after > taken_away,
  }
  if not results[1] then
    error(results[2], 0)
  end
  return unpack(results, 2, table.maxn(results))
end

--- What the running call of this kind turned out to be about.
function M.name(about)
  if current and not current.about then
    current.about = about
  end
end

--- `call`, recorded each time.
function M.timed(kind, call)
  return function(...)
    return M.time(kind, call, ...)
  end
end

--- `call`, which draws.
function M.drawing(call)
  return function(...)
    if current then
      current.draws = true
    end
    return call(...)
  end
end

--- Gives out what was recorded, and forgets it.
function M.take()
  local taken = calls
  calls = {}
  return taken
end

return M

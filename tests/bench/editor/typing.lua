--- Keys typed into a counted buffer and, in turn, into its twin that is not counted.

local M = {}

local calls = require "calls"
local ticks = require "ticks"

local uv = vim.uv or vim.loop

--- Milliseconds between two keys, and after each ten of them, so that it is counted now and then.
local BETWEEN, PAUSE = 8, 90

local texts = {}

local sentence = "This is a sentence of a text that somebody writes. "

--- 25,000 characters, as a person would write them.
function texts.paragraphs()
  local lines = {}
  for i = 1, 49 do
    lines[2 * i - 1], lines[2 * i] = sentence:rep(10), ""
  end
  return lines
end

function texts.one_line()
  return { sentence:rep(490) }
end

function texts.many_lines()
  local lines = {}
  for i = 1, 5000 do
    lines[i] = i % 8 == 0 and "" or ("Line %d of a long text, with some words."):format(i)
  end
  return lines
end

--- A window with these lines.
local function window_of(lines)
  vim.cmd("new")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  return vim.api.nvim_get_current_win()
end

--- Records what each update of the marks computes at a time: they are many, each is short, and
--- others interrupt some of them in each try.
local function watch_marks()
  local paint = require "xpost.nvim.counter_paint"
  local class = getmetatable(paint.new(0, function() end))
  local taken, running = {}, false
  for _, name in ipairs { "show", "go_on", "notice" } do
    local run = class[name]
    class[name] = function(...)
      if running then
        return run(...)
      end
      running = true
      local begin = ticks.usage() or uv.hrtime()
      local result = run(...)
      taken[#taken + 1] = ((ticks.usage() or uv.hrtime()) - begin) / 1e6
      running = false
      return result
    end
  end
  return taken
end

--- Types a key, and tells how long that takes.
local function key(window, row, text)
  vim.api.nvim_set_current_win(window)
  local begin = uv.hrtime()
  vim.api.nvim_buf_set_text(0, row, 3, row, 3, { text })
  return (uv.hrtime() - begin) / 1e6
end

--- Types keys by a timer; `then_do` gets the times of each, shortest of all rounds.
local function type_keys(windows, row, count, rounds, then_do)
  local shortest, typed = { counted = {}, bare = {} }, 0
  local function both()
    local number = typed % count + 1
    local text = ("x y. z"):sub(typed % 6 + 1, typed % 6 + 1)
    -- What comes second finds more of what it needs at hand.
    for _, name in ipairs(typed % 2 == 0 and { "counted", "bare" } or { "bare", "counted" }) do
      shortest[name][number] = math.min(key(windows[name], row, text),
        shortest[name][number] or math.huge)
    end
    typed = typed + 1
  end
  local timer = uv.new_timer()
  local function next_key()
    both()
    if typed == count * rounds then
      timer:close()
      then_do(shortest)
    else
      timer:start(typed % 10 == 0 and PAUSE or BETWEEN, 0, vim.schedule_wrap(next_key))
    end
  end
  next_key()
end

--- Adds the order.
---@param orders table
---@param send fun(message: table)
function M.install(orders, send)
  --- Types `keys` keys, `rounds` times, into a text, and tells all that it took.
  function orders.type_text(order)
    local lines = texts[order.text]()
    local row = math.floor(#lines / 4) * 2
    local windows = { counted = window_of(lines), bare = window_of(lines) }
    for _, window in pairs(windows) do
      vim.api.nvim_win_set_cursor(window, { row + 1, 0 })
    end
    local marks = watch_marks()
    require("xpost.nvim.counter").attach(vim.api.nvim_win_get_buf(windows.counted),
      { markdown = true })
    -- It is shown for the first time.
    vim.defer_fn(function()
      local first = #marks
      calls.take()
      ticks.reset()
      type_keys(windows, row, order.keys, order.rounds, function(times)
        times.marks = vim.list_slice(marks, first + 1)
        times.event, times.held = "typed", calls.take()
        send(times)
      end)
    end, 700)
  end
end

return M

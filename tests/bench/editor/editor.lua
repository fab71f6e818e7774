--- What an editor of the measurement runs, with `--cmd`: a 1 ms timer, and orders of the driver,
--- which come as lines of JSON over the socket $BENCH_SOCKET.  The idle twin gets no orders but to
--- tell its gaps.
-- luacheck: globals vim

local folder = debug.getinfo(1, "S").source:match("^@(.*/)[^/]*$")
local root = vim.fn.simplify(vim.fn.fnamemodify(folder, ":p") .. "../../.."):gsub("/$", "")
vim.opt.runtimepath:prepend(root)
package.path = folder .. "?.lua;" .. package.path

local calls = require "calls"
local ticks = require "ticks"

local uv = vim.uv or vim.loop
local socket = uv.new_pipe(false)
local outbox = {}

--- Sends with the next tick, so that it is no part of what is measured.
local function send(message)
  outbox[#outbox + 1] = message
end

local function flush()
  if outbox[1] then
    local messages = outbox
    outbox = {}
    for i, message in ipairs(messages) do
      messages[i] = vim.json.encode(message) .. "\n"
    end
    socket:write(messages)
  end
end

-- ---- our code as the editor enters it --------------------------------------------------------------

local function is_ours(call)
  local source = type(call) == "function" and debug.getinfo(call, "S").source or ""
  return source:find("@" .. root .. "/lua/xpost", 1, true) ~= nil
    or source:find("@" .. root .. "/plugin/", 1, true) ~= nil
end

local function timed_if_ours(kind, call)
  return is_ours(call) and calls.timed(kind, call) or call
end

--- Replaces what takes a callback by what takes a timed one.
local function watch_entries()
  local schedule, schedule_wrap, defer = vim.schedule, vim.schedule_wrap, vim.defer_fn
  local autocmd, command = vim.api.nvim_create_autocmd, vim.api.nvim_create_user_command
  local map = vim.keymap.set
  function vim.schedule(call)
    return schedule(timed_if_ours("scheduled", call))
  end
  function vim.schedule_wrap(call)
    return schedule_wrap(timed_if_ours("news", call))
  end
  function vim.defer_fn(call, ...)
    return defer(timed_if_ours("scheduled", call), ...)
  end
  function vim.keymap.set(mode, keys, call, options)
    return map(mode, keys, timed_if_ours("key " .. keys, call), options)
  end
  function vim.api.nvim_create_autocmd(events, options)
    options.callback = timed_if_ours("autocommand", options.callback)
    return autocmd(events, options)
  end
  function vim.api.nvim_create_user_command(name, call, options)
    return command(name, timed_if_ours(":" .. name, call), options)
  end
end

--- Windows and messages: drawing.  What makes an object is watched, and so are its methods.
local function watch_drawing()
  local window, report = require "xpost.nvim.window", require "xpost.nvim.report"
  local known = {}
  local function with_methods(make)
    return calls.drawing(function(...)
      local made = make(...)
      local class = getmetatable(made)
      if not known[class] then
        known[class] = true
        for name, method in pairs(class) do
          class[name] = type(method) == "function" and calls.drawing(method) or method
        end
      end
      return made
    end)
  end
  window.open, report.progress = with_methods(window.open), with_methods(report.progress)
  report.notify, report.lines = calls.drawing(report.notify), calls.drawing(report.lines)
end

--- Gives the news the name of what it is about.
local function watch_news()
  local host = require "xpost.nvim.host"
  host.wake = calls.timed("wake", host.wake)
  local told, finished = host.told, host.finished
  function host.told(job, what, ...)
    calls.name(job.name .. " " .. what)
    return told(job, what, ...)
  end
  function host.finished(job, ...)
    calls.name(job.name .. " done")
    return finished(job, ...)
  end
end

-- ---- orders ------------------------------------------------------------------------------------------

local orders = {}
local jobs = {}

local function milliseconds_of(call, ...)
  local begin = uv.hrtime()
  call(...)
  return (uv.hrtime() - begin) / 1e6
end

--- Loads all, and tells how long that held the loop.
function orders.load()
  local module = os.getenv("BENCH_MODULE")
  local core = milliseconds_of(function()
    local open = assert(package.loadlib(module, "luaopen_xpost_core"))
    package.loaded["xpost.core"] = open("xpost.core", module)
  end)
  local lua = milliseconds_of(function()
    for _, name in ipairs { "", ".jobs", ".nvim.host", ".nvim.commands", ".nvim.highlight",
      ".nvim.config", ".nvim.login", ".nvim.post", ".nvim.account", ".nvim.history" } do
      require("xpost" .. name)
    end
  end)
  watch_news()
  watch_drawing()
  return { core = core, lua = lua }
end

--- Starts an operation as job number `job`; its events are sent.
function orders.start(order)
  local xpost = require "xpost"
  local number, options = order.job, order.options
  if options and order.name == "login" then
    function options.on_url(url)
      send { event = "url", job = number, url = url }
    end
  end
  if type(options) == "table" and (order.name == "login" or order.name == "post") then
    function options.on_step() end
  end
  local job = calls.time("xpost." .. order.name, xpost[order.name], options or {}, function(err, result)
    local state = jobs[number]
    send {
      event = "done", job = number, ok = result ~= nil, code = err and err.code,
      message = err and tostring(err),
      late = state.cancelled and (uv.hrtime() - state.cancelled) / 1e6 or nil,
    }
  end)
  jobs[number] = { job = job }
end

function orders.cancel(order)
  local state = jobs[order.job]
  state.cancelled = uv.hrtime()
  calls.time("job:cancel", state.job.cancel, state.job)
end

function orders.answer(order)
  local state = jobs[order.job]
  calls.time("job:answer", state.job.answer, state.job, order.url)
end

--- Types keys.
function orders.type(order)
  vim.api.nvim_input(order.keys)
end

function orders.lua(order)
  return loadstring(order.code)()
end

function orders.reset()
  calls.take()
  ticks.reset()
end

function orders.report()
  return { gaps = ticks.report(), calls = calls.take() }
end

require("typing").install(orders, send)

local function obey(line)
  local order = vim.json.decode(line)
  local went_well, answer = pcall(orders[order.order], order)
  if not went_well then
    send { id = order.id, problem = tostring(answer) }
  else
    send { id = order.id, answer = answer == nil or answer }
  end
end

local function listen()
  local unread = ""
  socket:read_start(function(_, data)
    if not data then
      os.exit(1)
    end
    unread = unread .. data
    for line in unread:gmatch("(.-)\n") do
      vim.schedule(function() obey(line) end)
    end
    unread = unread:match("[^\n]*$")
  end)
end

watch_entries()
socket:connect(os.getenv("BENCH_SOCKET"), function(problem)
  assert(not problem, problem)
  listen()
  ticks.start(flush)
end)

--- In Neovim, with a buffer of $BENCH_LINES lines: what one does takes, each several times.  Writes
--- lines "name milliseconds" to $BENCH_OUTPUT; what is not there within a while is an error.
-- luacheck: globals vim

local output, lines = os.getenv("BENCH_OUTPUT"), tonumber(os.getenv("BENCH_LINES"))
local uv = vim.uv or vim.loop
local TIMES, KEYS = 9, 60

local file = assert(io.open(output, "w"))

local function finish(problem)
  file:write(problem and "problem " .. problem or "done", "\n")
  file:close()
  vim.cmd("qall!")
end

local function tell(name, begin)
  file:write(("%s %.4f\n"):format(name, (uv.hrtime() - begin) / 1e6))
end

--- Looks every millisecond.
local function wait_for(is_it, what, then_do)
  local deadline = uv.hrtime() + 20e9
  local timer = uv.new_timer()
  timer:start(0, 1, vim.schedule_wrap(function()
    if timer:is_closing() then
      return
    elseif is_it() then
      timer:close()
      then_do()
    elseif uv.hrtime() > deadline then
      timer:close()
      finish("waited for " .. what)
    end
  end))
end

local function times(count, run, then_do)
  if count == 0 then
    then_do()
  else
    run(function() times(count - 1, run, then_do) end)
  end
end

local posted
vim.api.nvim_create_autocmd("User", {
  pattern = "XpostDone",
  callback = function() posted = true end,
})
vim.api.nvim_create_autocmd("User", {
  pattern = "XpostFailed",
  callback = function() finish("a post failed: " .. vim.fn.execute("messages")) end,
})

--- `:XPost!` of two lines: what it holds the loop, and until it is posted.
local function post_range(then_do)
  posted = false
  local begin = uv.hrtime()
  vim.cmd("4,5XPost!")
  tell("range_held", begin)
  wait_for(function() return posted end, "the post", function()
    tell("range_posted", begin)
    then_do()
  end)
end

--- `:XHistory`, until its window is there.
local function history(then_do)
  local begin = uv.hrtime()
  vim.cmd("XHistory")
  wait_for(function() return vim.api.nvim_buf_get_name(0):find("xpost://history", 1, true) end,
    "the history", function()
      tell("history", begin)
      vim.cmd("close")
      vim.defer_fn(then_do, 5)
    end)
end

--- One key in the middle.
local function key(name)
  local row = math.floor(lines / 2)
  local begin = uv.hrtime()
  vim.api.nvim_buf_set_text(0, row, 3, row, 3, { "x" })
  tell(name, begin)
end

local function keys(name, then_do)
  times(KEYS, function(next_one)
    key(name)
    vim.defer_fn(next_one, 8)
  end, then_do)
end

--- A count of the whole, from nothing.
local function count(then_do)
  local counter = require "xpost.nvim.counter"
  counter.detach(0)
  local begin = uv.hrtime()
  counter.attach(0)
  tell("count_held", begin)
  wait_for(function() return counter.statusline(0):find("%d") end, "the count", function()
    tell("counted", begin)
    then_do()
  end)
end

local text = {}
for i = 1, lines do
  text[i] = ("Line %d of it."):format(i)
end
vim.api.nvim_buf_set_lines(0, 0, -1, false, text)

times(TIMES, post_range, function()
  times(TIMES, history, function()
    keys("key_bare", function()
      times(TIMES, count, function()
        keys("key_counted", finish)
      end)
    end)
  end)
end)

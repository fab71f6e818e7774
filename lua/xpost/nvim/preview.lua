--- Shows what would be posted, and asks.

local window = require "xpost.nvim.window"

local M = {}

--- Nanoseconds.
local moment = 250e6

---@param plan xpost.Plan
---@return string
local function account(plan)
  local name = plan.username and "@" .. plan.username or plan.account or "nobody"
  if plan.username and plan.account and plan.account ~= "default" then
    name = name .. " (" .. plan.account .. ")"
  end
  return name
end

---@param cost number
---@return string
local function estimate(cost)
  return (("about $%.3f"):format(cost):gsub("(%.%d%d)0$", "%1"))
end

---@param plan xpost.Plan
---@return string
local function size(plan)
  local post = plan.posts[1]
  return ("%d of %d"):format(post.weight, post.limit)
end

--- What is shown: {text, highlight group or nil} for each line.
---@param plan xpost.Plan
---@param shown xpost.Window
local function lines_of(plan, shown)
  local lines = {}
  local function add(text, group)
    for _, line in ipairs(shown:wrap(text)) do
      lines[#lines + 1] = { line, group }
    end
  end
  add("Post this as " .. account(plan) .. "?  y = yes, n = no", "XpostQuestion")
  add(size(plan) .. (plan.posts[1].urls > 0 and ", with a link, " or ", ") .. estimate(plan.cost),
    "XpostDetail")
  for _, problem in ipairs(plan.problems) do
    add("Note: " .. problem.message, "XpostWarning")
  end
  add("")
  for line in (plan.posts[1].text .. "\n"):gmatch("(.-)\n") do
    lines[#lines + 1] = { line }
  end
  return lines
end

--- Calls back whether nothing was typed in the last moments: a key that comes right after others,
--- or as the window opens, was meant for something else.
---@return fun(): boolean is_deliberate
---@return fun() stop
local function watch_keys()
  local space = vim.api.nvim_create_namespace("")
  local clock = (vim.uv or vim.loop).hrtime
  local last, before = clock(), clock()
  vim.on_key(function()
    last, before = clock(), last
  end, space)
  local function is_deliberate()
    return clock() - before >= moment
  end
  return is_deliberate, function() vim.on_key(nil, space) end
end

--- Leaves Insert and Visual mode, in which the keys of the window would not work.
local function to_normal_mode()
  vim.cmd("stopinsert")
  if vim.fn.mode():find("^[vVsS\22\19]") then
    vim.cmd("normal! \27")
  end
end

--- Asks, in a window that shows all of it; the answer comes once.
---@param plan xpost.Plan
---@param decide fun(yes: boolean)
function M.ask(plan, decide)
  to_normal_mode()
  local is_deliberate, stop = watch_keys()
  local answered = false
  local function answer(yes)
    if not answered then
      answered = true
      stop()
      decide(yes)
    end
  end
  local shown = window.open("preview", function()
    vim.schedule(function() answer(false) end)
  end)
  shown:show(lines_of(plan, shown))
  shown:fit()
  vim.bo[shown.buffer].modifiable = false
  local function close(yes)
    return function()
      if not yes or is_deliberate() then
        shown:close() -- which answers too, but later
        answer(yes)
      end
    end
  end
  shown:map("n", "y", close(true))
  for _, key in ipairs { "n", "q", "<Esc>", "<C-c>" } do
    shown:map("n", key, close(false))
  end
end

return M

--- Asks something in a window that shows what it is about.

local question_lines = require "xpost.nvim.question_lines"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"
local window = require "xpost.nvim.window"

local M = {}

--- Nanoseconds.
local moment = 250e6

---@class xpost.Question
---@field name string Of the window
---@field before? xpost.QuestionNote[] Above the question
---@field text string
---@field group? string Its highlight group; default: XpostQuestion
---@field choice string The keys that answer it, in words
---@field keys table<string, any> What each key answers; others than these answer nil
---@field refused? table<string, string> Keys that cannot answer it, each with the reason
---@field details? string[]
---@field notes? xpost.QuestionNote[]
---@field posts xpost.QuestionPost[]

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

--- What is always in sight: the keys, and where there is more than fits, the question too.
---@param question xpost.Question
---@param width integer
---@param all boolean Everything is in sight
---@return string
local function hint(question, width, all)
  local keys = question.choice
  if all then
    return keys
  end
  local more = #question.posts > 1 and translate("%s, ]] = next post", keys) or keys
  for _, text in ipairs {
    question.text .. "  " .. more, question.text .. "  " .. keys, more,
  } do
    if vim.fn.strdisplaywidth(text) <= width - #"  100% " then
      return text
    end
  end
  return keys
end

--- Shows it.
---@param question xpost.Question
---@param shown xpost.Window
---@return integer[] posts The lines at which the posts begin
local function draw(question, shown)
  local lines, posts = question_lines.of(question, shown)
  shown:show(lines)
  local all = shown:fit()
  shown:set_hint(hint(question, vim.api.nvim_win_get_width(shown.window), all), not all)
  vim.bo[shown.buffer].modifiable = false
  return posts
end

--- The line at which the next post begins, or the one before.
---@param posts integer[]
---@param here integer
---@param forward boolean
---@return integer
local function next_post(posts, here, forward)
  local to = forward and here or 1
  for i = 1, #posts do
    local line = posts[forward and #posts + 1 - i or i]
    if forward and line > here or not forward and line < here then
      to = line
    end
  end
  return to
end

--- Goes to a post, and has as much of it in sight as there is room for.
---@param posts integer[]
---@param forward boolean
local function go_to_post(posts, forward)
  local line = vim.fn.line(".")
  for _ = 1, math.min(vim.v.count1, #posts) do
    line = next_post(posts, line, forward)
  end
  vim.api.nvim_win_set_cursor(0, { line, 0 })
  vim.cmd("normal! zt")
  if vim.fn.line("w$") == vim.fn.line("$") then
    vim.cmd("normal! Gzb")
    vim.api.nvim_win_set_cursor(0, { line, 0 })
  end
end

--- Keys to move with: a line of the screen is what a line is elsewhere, as a text may have one
--- that is longer than the window is high.
---@param shown xpost.Window
---@param posts fun(): integer[]
local function map_moves(shown, posts)
  for key, keys in pairs { j = "gj", k = "gk", ["<Down>"] = "gj", ["<Up>"] = "gk" } do
    shown:map("n", key, keys)
  end
  shown:map("n", "]]", function() go_to_post(posts(), true) end)
  shown:map("n", "[[", function() go_to_post(posts(), false) end)
end

--- Asks, in a window that shows all of it; the answer comes once, and is nil if the window is
--- closed.
---@param question xpost.Question
---@param decide fun(answer: any)
function M.ask(question, decide)
  window.to_normal_mode()
  local is_deliberate, stop = watch_keys()
  local answered, resized = false, nil
  local function answer(what)
    if not answered then
      answered = true
      stop()
      vim.api.nvim_del_autocmd(resized)
      decide(what)
    end
  end
  local shown = window.open(question.name, function()
    vim.schedule(function() answer(nil) end)
  end)
  local posts = draw(question, shown)
  resized = vim.api.nvim_create_autocmd("VimResized", {
    desc = "xpost: a question that fits the screen",
    callback = function()
      if shown:is_open() then
        vim.api.nvim_win_call(shown.window, function() posts = draw(question, shown) end)
      end
    end,
  })
  local function close(what)
    return function()
      if what == nil or is_deliberate() then
        shown:close() -- which answers too, but later
        answer(what)
      end
    end
  end
  shown:ignore_changes()
  map_moves(shown, function() return posts end)
  for _, key in ipairs { "n", "q", "<Esc>", "<C-c>" } do
    shown:map("n", key, close(nil))
  end
  for key, why in pairs(question.refused or {}) do
    shown:map("n", key, function() report.warn(why) end)
  end
  for key, what in pairs(question.keys) do
    shown:map("n", key, close(what))
  end
end

return M

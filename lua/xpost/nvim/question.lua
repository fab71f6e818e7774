--- Asks something in a window that shows what it is about.

local window = require "xpost.nvim.window"

local M = {}

--- Nanoseconds.
local moment = 250e6

--- One of the posts that a question is about.
---@class xpost.QuestionPost
---@field text string
---@field about? string Above the text
---@field brief? boolean It is only mentioned, on one line

---@class xpost.Question
---@field name string Of the window
---@field text string
---@field choice string The keys that answer it, in words
---@field keys table<string, any> What each key answers; others than these answer nil
---@field detail? string
---@field notes string[]
---@field posts xpost.QuestionPost[]

--- What is shown: {text, highlight group or nil} for each line.
---@param question xpost.Question
---@param shown xpost.Window
local function lines_of(question, shown)
  local lines = {}
  local function add(text, group)
    for _, line in ipairs(shown:wrap(text)) do
      lines[#lines + 1] = { line, group }
    end
  end
  local both = question.text .. "  " .. question.choice
  local fits = vim.fn.strdisplaywidth(both) <= vim.api.nvim_win_get_width(shown.window)
  for _, text in ipairs(fits and { both } or { question.text, question.choice }) do
    add(text, "XpostQuestion")
  end
  if question.detail then
    add(question.detail, "XpostDetail")
  end
  for _, note in ipairs(question.notes) do
    add(note, "XpostWarning")
  end
  for i, post in ipairs(question.posts) do
    if not (post.brief and i > 1 and question.posts[i - 1].brief) then
      add("")
    end
    if post.about then
      add(post.about, "XpostDetail")
    end
    for line in (post.brief and "" or post.text .. "\n"):gmatch("(.-)\n") do
      lines[#lines + 1] = { line }
    end
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

--- Shows it, and keeps the question in sight where there is more than fits.
---@param question xpost.Question
---@param shown xpost.Window
local function draw(question, shown)
  shown:show(lines_of(question, shown))
  if not shown:fit() then
    vim.wo[shown.window].statusline = " " .. question.choice .. "%= %P "
  end
  vim.bo[shown.buffer].modifiable = false
end

--- Asks, in a window that shows all of it; the answer comes once, and is nil if the window is
--- closed.
---@param question xpost.Question
---@param decide fun(answer: any)
function M.ask(question, decide)
  window.to_normal_mode()
  local is_deliberate, stop = watch_keys()
  local answered = false
  local function answer(what)
    if not answered then
      answered = true
      stop()
      decide(what)
    end
  end
  local shown = window.open(question.name, function()
    vim.schedule(function() answer(nil) end)
  end)
  draw(question, shown)
  local function close(what)
    return function()
      if what == nil or is_deliberate() then
        shown:close() -- which answers too, but later
        answer(what)
      end
    end
  end
  shown:ignore_changes()
  for _, key in ipairs { "n", "q", "<Esc>", "<C-c>" } do
    shown:map("n", key, close(nil))
  end
  for key, what in pairs(question.keys) do
    shown:map("n", key, close(what))
  end
end

return M

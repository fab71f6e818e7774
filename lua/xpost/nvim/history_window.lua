--- The window of `:XHistory`, and its keys.

local actions = require "xpost.nvim.history_actions"
local changes = require "xpost.nvim.changes"
local entries = require "xpost.nvim.entries"
local history_list = require "xpost.nvim.history_list"
local opened = require "xpost.nvim.opened"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"
local window = require "xpost.nvim.window"

local M = {}

--- Those that are open, by buffer.
---@type table<integer, xpost.HistoryList>
local lists = {}

changes.on(function()
  for _, list in pairs(lists) do
    if list:is_open() then
      list:update()
    end
  end
end)

--- Has a key do something with the entry at the cursor.
---@param list xpost.HistoryList
---@param key string
---@param run fun(entry: xpost.HistoryEntry)
local function map(list, key, run)
  list.shown:map("n", key, function()
    local row = list:here()
    if row and row.entry then
      run(row.entry)
    elseif row and row.more and key == "<CR>" then
      list:more()
    end
  end)
end

---@param list xpost.HistoryList
local function bind(list)
  list.shown:ignore_changes()
  map(list, "<CR>", function(entry)
    entries.one(entry.key, function(now)
      list.shown:close()
      opened.open(now or entry)
    end)
  end)
  map(list, "r", function(entry) actions.resume(entry, false) end)
  map(list, "c", actions.check)
  map(list, "u", function(entry) actions.undo(entry, false) end)
  map(list, "d", actions.forget)
  map(list, "y", actions.copy)
  list.shown:map("n", "m", function() list:more() end)
  list.shown:map("n", "q", function() list.shown:close() end)
  vim.api.nvim_create_autocmd("CursorMoved", {
    buffer = list.shown.buffer,
    desc = "xpost: the keys that make sense",
    callback = function()
      if list:is_open() and vim.api.nvim_get_current_win() == list.shown.window then
        list:write_hint()
      end
    end,
  })
end

--- Goes to the window of this tab, if there is one.
---@return xpost.HistoryList?
local function go_there()
  for _, here in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    local list = lists[vim.api.nvim_win_get_buf(here)]
    if list then
      window.to_normal_mode()
      vim.api.nvim_set_current_win(here)
      return list
    end
  end
end

--- Opens the window.
---@param unfinished xpost.HistoryEntry[]
---@param all xpost.HistoryEntry[]
---@param account? string
local function open(unfinished, all, account)
  window.to_normal_mode()
  local buffer
  local shown = window.open("history", function() lists[buffer] = nil end)
  buffer = shown.buffer
  local list = history_list.new(shown, unfinished, all, account)
  lists[buffer] = list
  shown:fit()
  vim.bo[buffer].modifiable = false
  vim.wo[shown.window].wrap = false
  vim.wo[shown.window].cursorline = true
  vim.api.nvim_win_set_cursor(shown.window, { list.head + (unfinished[1] and 2 or 1), 0 })
  list:write_hint()
  bind(list)
end

--- Reads the newest, and shows them: in the window that this tab has, or in a new one.
function M.show()
  local there = go_there()
  if there then
    there:update()
    return
  end
  history_list.read(history_list.first_page, function(unfinished, all, account)
    if not all[1] and not unfinished[1] then
      report.notify(translate "nothing was posted yet.")
    elseif not go_there() then -- it was asked for twice
      entries.remember(vim.list_extend(vim.list_slice(unfinished), all))
      open(unfinished, all, account)
    end
  end)
end

return M

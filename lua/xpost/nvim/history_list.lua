--- The list of the history in its window: what is not finished, then all, newest first.

local config = require "xpost.nvim.config"
local entries = require "xpost.nvim.entries"
local history_keys = require "xpost.nvim.history_keys"
local lines = require "xpost.nvim.history_lines"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

---@alias xpost.HistoryGroup "unfinished" | "all"

--- What a line is of.
---@class xpost.HistoryRow
---@field line {[1]: string, [2]?: string}
---@field group? xpost.HistoryGroup
---@field entry? xpost.HistoryEntry
---@field more? boolean It stands for the entries that are not read yet

---@class xpost.HistoryList
---@field shown xpost.Window
---@field layout? xpost.HistoryLayout
---@field known table<string, xpost.HistoryRow> What was shown before, by key
---@field rows xpost.HistoryRow[] One for each line
---@field head integer How many of them are of the header
---@field can table<string, boolean> What makes sense with some of the entries
---@field reading? boolean
---@field account? string Of the entries; nil is every account
---@field again? boolean It is to be brought up to date when what is read now is there
local List = {}
List.__index = List

--- As many of each group are shown at first.
local first_page = { unfinished = 20, all = entries.page }

local headings = { unfinished = "Not finished:", all = "All, newest first:" }

---@param entry xpost.HistoryEntry
---@param group xpost.HistoryGroup
---@return xpost.HistoryRow
function List:row(entry, group)
  local before = self.known[entry.key]
  if before and lines.is_alike(before.entry, entry) then
    return { entry = entry, group = group, line = before.line }
  end
  local settled = entry.outcome == "posted" or entry.deleted or entry.state == "draft"
  return {
    entry = entry, group = group,
    line = { lines.of(entry, self.layout), not settled and "XpostWarning" or nil },
  }
end

--- The rows of a page, and one for more if there is more.
---@param page xpost.HistoryEntry[] One more than is shown, if there is more
---@param group xpost.HistoryGroup
---@param most integer As many are shown
---@return xpost.HistoryRow[]
function List:page(page, group, most)
  local rows = {}
  for i = 1, math.min(#page, most) do
    rows[i] = self:row(page[i], group)
    history_keys.add(page[i], self.can)
  end
  if #page > most then
    self.can.more = true
    rows[#rows + 1] = { group = group, more = true, line = {
      group == "all" and translate "(m shows more)"
        or translate "(there are more: m shows them)", "XpostQuestion",
    } }
  end
  return rows
end

--- Replaces rows, and their lines: `count` from `first` on, from 1.
---@param first integer
---@param count integer
---@param rows xpost.HistoryRow[]
function List:splice(first, count, rows)
  local all, texts = {}, {}
  for i = 1, first - 1 do
    all[i] = self.rows[i]
  end
  for i, row in ipairs(rows) do
    all[#all + 1], texts[i] = row, row.line
  end
  for i = first + count, #self.rows do
    all[#all + 1] = self.rows[i]
  end
  self.rows = all
  self.shown:replace(first - 1, first - 1 + count, texts)
end

--- Writes the first lines anew: which keys there are.
function List:write_header()
  local header = {}
  local width = vim.api.nvim_win_get_width(self.shown.window)
  for i, line in ipairs(history_keys.lines(self.can, width)) do
    header[i] = { line = { line, "XpostQuestion" } }
  end
  self:splice(1, self.head, header)
  self.head = #header
end

--- Keeps the keys in sight that make sense where the cursor is.
function List:write_hint()
  local row, can = self:here(), { more = self.can.more, close = true }
  if row and row.entry then
    history_keys.add(row.entry, can)
  end
  vim.wo[self.shown.window].statusline = " " .. history_keys.help(can) .. "%= %P "
end

--- The row that the cursor is on.
---@return xpost.HistoryRow?
function List:here()
  -- The user may have split the window.
  local window = vim.api.nvim_get_current_win()
  if vim.api.nvim_win_get_buf(window) ~= self.shown.buffer then
    window = self.shown.window
  end
  local number = vim.api.nvim_win_get_cursor(window)[1]
  return self.rows[number]
end

--- The last row that fits.
---@param fits fun(row: xpost.HistoryRow): any
---@return integer?
---@return xpost.HistoryRow?
function List:last(fits)
  for i = #self.rows, 1, -1 do
    if fits(self.rows[i]) then
      return i, self.rows[i]
    end
  end
end

--- Reads the next page of the group that the cursor is in, or else of the other.
function List:more()
  local here = self:here()
  local group = here and here.group
  local _, more = self:last(function(row) return row.more and row.group == group end)
  if not more then
    _, more = self:last(function(row) return row.more end)
  end
  if not more or self.reading then
    return
  end
  group = more.group
  local _, last = self:last(function(row) return row.entry and row.group == group end)
  self.reading = true
  entries.read({
    limit = entries.page + 1, unfinished = group == "unfinished" or nil, account = self.account,
    before = last and last.entry.key,
  }, function(page)
    self.reading = false
    local at = self:last(function(row) return row == more end)
    if self:is_open() and at then
      self:splice(at, 1, self:page(page, group, entries.page))
      self.can.more = self:last(function(row) return row.more end) ~= nil
      self:write_header()
      self:write_hint()
    end
    if self.again then
      self:update()
    end
  end, function(err)
    self.reading = false
    report.error(err)
  end)
end

--- Is it still shown, in whatever window?
---@return boolean
function List:is_open()
  local window = vim.fn.win_findbuf(self.shown.buffer)[1]
  if window and not vim.api.nvim_win_is_valid(self.shown.window) then
    self.shown.window = window
  end
  return window ~= nil
end

--- How many entries of a group are shown, or were at first.
---@param group xpost.HistoryGroup
---@return integer
function List:count(group)
  local count = 0
  for _, row in ipairs(self.rows) do
    count = count + (row.entry and row.group == group and 1 or 0)
  end
  return math.max(count, first_page[group])
end

--- Where each window is: the row and the view.
---@return table<integer, {row?: xpost.HistoryRow, view: table}>
function List:places()
  local places = {}
  for _, window in ipairs(vim.fn.win_findbuf(self.shown.buffer)) do
    local view = vim.api.nvim_win_call(window, vim.fn.winsaveview)
    places[window] = { row = self.rows[view.lnum], view = view }
  end
  return places
end

---@param key string
---@param group? xpost.HistoryGroup Nil: of either
---@return fun(row: xpost.HistoryRow): boolean is_it Whether a row shows this entry
local function shows(key, group)
  return function(row)
    return row.entry ~= nil and row.entry.key == key and (not group or row.group == group)
  end
end

--- Puts the windows back to where they were, as far as that is there.
---@param places table<integer, {row?: xpost.HistoryRow, view: table}>
function List:go_back(places)
  for window, place in pairs(places) do
    local row, view = place.row or {}, place.view
    local number = row.entry and (self:last(shows(row.entry.key, row.group))
      or self:last(shows(row.entry.key))) or math.min(view.lnum, #self.rows)
    view.topline = math.max(view.topline + number - view.lnum, 1)
    view.lnum = number
    vim.api.nvim_win_call(window, function() vim.fn.winrestview(view) end)
  end
end

--- Shows these.
---@param unfinished xpost.HistoryEntry[] One more than is shown, if there is more
---@param all xpost.HistoryEntry[] Likewise
function List:set(unfinished, all)
  local layout = lines.layout(vim.api.nvim_win_get_width(self.shown.window), all)
  self.known = {}
  for _, row in ipairs(vim.deep_equal(layout, self.layout) and self.rows or {}) do
    if row.entry then
      self.known[row.entry.key] = row
    end
  end
  local most = { unfinished = self:count("unfinished"), all = self:count("all") }
  self.layout, self.can = layout, { close = true }
  local rows = {}
  for _, group in ipairs(unfinished[1] and { "unfinished", "all" } or { "all" }) do
    if unfinished[1] then
      rows[#rows + 1] = { line = { translate(headings[group]), "XpostDetail" } }
    end
    vim.list_extend(rows, self:page(group == "all" and all or unfinished, group, most[group]))
  end
  if not rows[1] then
    rows[1] = { line = { translate "Nothing was posted yet.", "XpostDetail" } }
  end
  self:splice(self.head + 1, #self.rows - self.head, rows)
  self:write_header()
end

--- Reads what a list shows, of the account that is configured.
---@param counts table<xpost.HistoryGroup, integer>
---@param then_do fun(unfinished: xpost.HistoryEntry[], all: xpost.HistoryEntry[], account?: string)
---@param otherwise? fun(err: xpost.Error) Default: the error is told
function M.read(counts, then_do, otherwise)
  local account = config.get().account
  local options = { unfinished = true, account = account }
  entries.read_many(options, counts.unfinished, function(unfinished)
    entries.read_many({ account = account }, counts.all, function(all)
      then_do(unfinished, all, account)
    end, otherwise)
  end, otherwise)
end

--- Reads all that is shown again, and shows what became of it.
function List:update()
  if self.reading then
    self.again = true
    return
  end
  self.reading, self.again = true, false
  local function go_on()
    self.reading = false
    if self.again and self:is_open() then
      self:update()
    end
  end
  M.read({ unfinished = self:count("unfinished"), all = self:count("all") },
    function(unfinished, all, account)
      if self:is_open() then
        local places = self:places()
        self.account = account
        self:set(unfinished, all)
        self:go_back(places)
        self:write_hint()
      end
      go_on()
    end, go_on) -- what cannot be read stays as it is shown
end

--- Fills a window.
---@param shown xpost.Window
---@param unfinished xpost.HistoryEntry[]
---@param all xpost.HistoryEntry[]
---@param account? string Of the entries; nil is every account
---@return xpost.HistoryList
function M.new(shown, unfinished, all, account)
  local self = setmetatable({ shown = shown, account = account, rows = { {} }, head = 1 }, List)
  self:set(unfinished, all)
  return self
end

M.first_page, M.List = first_page, List

return M

--- `:XHistory [list | open]`: what was to be posted, and its text back.

local accounts = require "xpost.nvim.accounts"
local config = require "xpost.nvim.config"
local report = require "xpost.nvim.report"
local window = require "xpost.nvim.window"
local xpost = require "xpost"

local M = {}

local shown_at_most = 200

local became = { posted = "posted", not_posted = "not posted", unknown = "not known" }

---@param entry xpost.HistoryEntry
---@return string
local function line_of(entry)
  local text = entry.text:gsub("%s+", " ")
  local who = entry.username and "@" .. entry.username or entry.account or ""
  return ("%s  %-10s  %s  %s"):format(os.date("%Y-%m-%d %H:%M", entry.created_at),
    became[entry.outcome], who, text)
end

--- Its text in a buffer of its own, to be changed and posted.
---@param entry xpost.HistoryEntry
local function open(entry)
  local texts = {}
  for i, post in ipairs(entry.posts) do
    texts[i] = post.text
  end
  vim.cmd("botright new")
  local buffer = vim.api.nvim_get_current_buf()
  local options = vim.bo[buffer]
  options.buftype, options.bufhidden, options.swapfile = "nofile", "hide", false
  options.undofile, options.modeline = false, false
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false,
    vim.split(table.concat(texts, "\n---\n"), "\n", { plain = true }))
  options.modified = false
  options.filetype = "markdown"
end

---@param entries xpost.HistoryEntry[]
local function list(entries)
  local lines = {
    { "Newest first.  Enter opens the text, y copies the link, q closes.", "XpostQuestion" },
  }
  for _, entry in ipairs(entries) do
    lines[#lines + 1] = { line_of(entry), entry.outcome ~= "posted" and "XpostWarning" or nil }
  end
  local shown = window.open("history")
  shown:show(lines)
  shown:fit()
  vim.bo[shown.buffer].modifiable = false
  vim.wo[shown.window].wrap = false
  vim.wo[shown.window].cursorline = true
  if entries[1] then
    vim.api.nvim_win_set_cursor(shown.window, { 2, 0 })
  end
  local function here()
    return entries[vim.api.nvim_win_get_cursor(shown.window)[1] - 1]
  end
  shown:map("n", "<CR>", function()
    local entry = here()
    if entry then
      shown:close()
      open(entry)
    end
  end)
  shown:map("n", "y", function()
    local entry = here()
    if entry and entry.url then
      report.copy(entry.url, "link")
    end
  end)
  shown:map("n", "q", function() shown:close() end)
end

---@param limit integer
---@param then_do fun(entries: xpost.HistoryEntry[])
local function read(limit, then_do)
  xpost.history({ limit = limit, account = config.get().account }, function(err, entries)
    if err then
      report.error(err)
    elseif #entries == 0 then
      report.notify("nothing was posted yet.")
    else
      then_do(entries)
    end
  end)
end

local actions = {}

function actions.list()
  read(shown_at_most, list)
end

--- The newest text that is not out, or else the newest.
function actions.open()
  read(shown_at_most, function(entries)
    for _, entry in ipairs(entries) do
      if entry.outcome ~= "posted" then
        open(entry)
        return
      end
    end
    open(entries[1])
  end)
end

--- The command.
---@param command table As nvim_create_user_command gives it
function M.command(command)
  local words = vim.split(command.args, "%s+", { trimempty = true })
  local action = words[1] or "list"
  if actions[action] and #words <= 1 then
    actions[action]()
  else
    report.warn(("':XHistory %s' is not known: list, open."):format(command.args))
  end
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(lead, line, cursor)
  local words = vim.split(line:sub(1, cursor), "%s+")
  return #words <= 2 and accounts.matching({ "list", "open" }, lead) or {}
end

return M

--- Buffers that texts of the ledger are opened in: `:w` keeps them as drafts.

local entries = require "xpost.nvim.entries"
local report = require "xpost.nvim.report"
local xpost = require "xpost"

local M = {}

--- Not the scheme of xpost's own windows, which are no text to post.
local scheme = "xpost-draft://"

--- What a buffer holds.
---@class xpost.Opened
---@field key string Of the entry of the ledger that has the text
---@field draft boolean That entry is a draft
---@field saved string The text as that entry has it
---@field thread boolean There are `---` lines between the posts of a thread
---@field origin? string The entry that is no draft, from which the text came
---@field account? string
---@field saving? boolean
---@field again? string What is to be saved next, as it was asked for meanwhile

--- By buffer.  Not in the buffer's own variables: nothing that is edited configures the plugin.
---@type table<integer, xpost.Opened>
local all = {}

---@param buffer integer
---@return xpost.Opened?
function M.of(buffer)
  return all[buffer]
end

---@param buffer integer
---@return string
local function text_of(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
end

--- Puts a text into the buffer, which cannot be undone.
---@param buffer integer
---@param text string
local function fill(buffer, text)
  local options = vim.bo[buffer]
  local levels = options.undolevels
  options.undolevels = -1
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, "\n", { plain = true }))
  options.undolevels = levels
  options.modified = false
end

--- The text is in the ledger, under this key.
---@param buffer integer
---@param one xpost.Opened
---@param text string
---@param state {key: string, draft: boolean}
function M.keep(buffer, one, text, state)
  if not state.draft then
    one.origin = state.key
  end
  one.key, one.draft, one.saved = state.key, state.draft, text
  if vim.api.nvim_buf_is_loaded(buffer) and text_of(buffer) == text then
    vim.bo[buffer].modified = false
  end
end

--- A window that shows the buffer; here, or else in another tab.
---@param buffer integer
---@return integer?
local function window_of(buffer)
  local here = vim.fn.bufwinid(buffer)
  return here ~= -1 and here or vim.fn.win_findbuf(buffer)[1]
end

--- Goes to the buffer that has the entry, if there is one.
---@param key string
---@return boolean
local function go_to(key)
  for buffer, one in pairs(all) do
    if one.key == key and vim.api.nvim_buf_is_loaded(buffer) then
      local window = window_of(buffer)
      if window then
        vim.api.nvim_set_current_win(window)
      else
        vim.cmd("botright sbuffer " .. buffer)
      end
      return true
    end
  end
  return false
end

--- A name that no buffer has.
---@param key string
---@return string
local function name_of(key)
  local name, number = scheme .. key, 1
  while vim.fn.bufexists(name) == 1 do
    number = number + 1
    name = ("%s%s (%d)"):format(scheme, key, number)
  end
  return name
end

---@param one xpost.Opened
---@return integer buffer
local function show(one)
  if not pcall(vim.cmd, "botright new") then
    vim.cmd("tabnew") -- there is no room for one more window
  end
  local buffer = vim.api.nvim_get_current_buf()
  local options = vim.bo[buffer]
  -- Without a window it is wiped out, so that it cannot be left with something unsaved.
  options.buftype, options.bufhidden, options.swapfile = "acwrite", "wipe", false
  options.undofile, options.modeline = false, false
  vim.api.nvim_buf_set_name(buffer, name_of(one.key))
  all[buffer] = one
  fill(buffer, one.saved)
  options.filetype = "markdown"
  return buffer
end

--- Opens the text, to be changed and posted, or goes to where it is open.
---@param entry xpost.HistoryEntry
function M.open(entry)
  if go_to(entry.key) then
    return
  end
  local texts = {}
  for i, post in ipairs(entry.posts) do
    texts[i] = post.text
  end
  local draft = entry.state == "draft"
  show {
    key = entry.key, draft = draft, origin = not draft and entry.key or nil,
    account = entry.account, saved = table.concat(texts, "\n---\n"), thread = #texts > 1,
  }
end

--- Has a text that could not be kept in a buffer again, if its own is gone.
---@param buffer integer
---@param one xpost.Opened
---@param text string
local function rescue(buffer, one, text)
  if not vim.api.nvim_buf_is_loaded(buffer) and text ~= one.saved then
    local again = show(one)
    vim.api.nvim_buf_set_lines(again, 0, -1, false, vim.split(text, "\n", { plain = true }))
  end
end

---@class xpost.Saving
---@field buffer integer
---@field one xpost.Opened
---@field text string
local Saving = {}
Saving.__index = Saving

---@param err? xpost.Error
function Saving:finish(err)
  local one = self.one
  one.saving = false
  if err then
    report.error(err)
    rescue(self.buffer, one, one.again or self.text)
  elseif one.again then
    M.save(self.buffer, one, one.again)
  end
end

--- Keeps the text as a draft, under this key or a new one.
---@param key? string
---@param message string
function Saving:write(key, message)
  local one, text = self.one, self.text
  xpost.draft({ text = text, key = key, account = one.account }, function(err, result)
    if not err then
      M.keep(self.buffer, one, text, { key = result.key, draft = true })
      report.notify(message)
    end
    self:finish(err)
  end)
end

--- Keeps a text: later, as nothing may wait for a file here.
---@param buffer integer
---@param one xpost.Opened
---@param text string
function M.save(buffer, one, text)
  if one.saving then
    one.again = text
    return
  end
  one.saving, one.again = true, nil
  local saving = setmetatable({ buffer = buffer, one = one, text = text }, Saving)
  if not one.draft then
    saving:write(nil, "kept as a draft.")
    return
  end
  entries.one(one.key, function(entry)
    if entry and (entry.state ~= "draft" or entry.text ~= one.saved) then
      saving:write(nil, "the draft was changed elsewhere: this is kept as another.")
    else
      saving:write(one.key, "kept as a draft.")
    end
  end, function(err) saving:finish(err) end)
end

local group = vim.api.nvim_create_augroup("xpost_opened", {})

vim.api.nvim_create_autocmd("BufWriteCmd", {
  pattern = scheme .. "*", group = group, desc = "xpost: keep a text as a draft",
  callback = function(event)
    local one = all[event.buf]
    if one then
      M.save(event.buf, one, text_of(event.buf))
    else
      report.warn("this text did not come from the history: ':w FILE' writes it to a file.")
    end
  end,
})
vim.api.nvim_create_autocmd("BufReadCmd", {
  pattern = scheme .. "*", group = group, desc = "xpost: go back to the text as it was kept",
  callback = function(event)
    if all[event.buf] then
      fill(event.buf, all[event.buf].saved)
    end
  end,
})
vim.api.nvim_create_autocmd("BufWipeout", {
  pattern = scheme .. "*", group = group, desc = "xpost: forget where the text came from",
  callback = function(event) all[event.buf] = nil end,
})

return M

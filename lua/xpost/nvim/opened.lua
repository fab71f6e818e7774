--- Buffers for texts to be posted: new ones, drafts, and what was submitted before.
---
--- They have no file.  What is written in them is in the ledger, and there alone (see kept.lua);
--- so they can be left and closed in every way, and opened again by their name.

local changes = require "xpost.nvim.changes"
local config = require "xpost.nvim.config"
local counter = require "xpost.nvim.counter"
local entries = require "xpost.nvim.entries"
local keeping = require "xpost.nvim.keeping"
local kept = require "xpost.nvim.kept"
local window = require "xpost.nvim.window"

local M = {}

--- Not the scheme of xpost's own windows, which are no text to post.
local scheme = "xpost-draft://"

--- By buffer.  Not in the buffer's own variables: nothing that is edited configures the plugin.
---@type table<integer, xpost.Kept>
local held = {}

---@param buffer integer
---@return xpost.Kept?
function M.of(buffer)
  return held[buffer]
end

--- Removes a buffer that has the name, and nothing else.
---@param name string
local function wipe_empty(name)
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_get_name(buffer) == name and not held[buffer]
      and not vim.api.nvim_buf_is_loaded(buffer) then
      vim.cmd("noautocmd silent! bwipeout " .. buffer)
    end
  end
end

--- A name that no other buffer has, and that tells what the buffer holds.
---@param one xpost.Kept
---@return string
local function name_of(one)
  local plain = scheme .. one.key .. (one.posted and " (posted)" or "")
  local name, number = plain, 1
  wipe_empty(plain)
  while vim.fn.bufexists(name) == 1 and vim.fn.bufnr(name) ~= one.buffer do
    number = number + 1
    name = ("%s (%d)"):format(plain, number)
  end
  return name
end

---@param name string Of a buffer
---@return string key
local function key_in(name)
  return (name:sub(#scheme + 1):gsub(" %(%d+%)$", ""):gsub(" %(posted%)$", ""))
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

--- Before there is any text: no file gets it.
---@param buffer integer
local function set_options(buffer)
  local options = vim.bo[buffer]
  options.buftype, options.swapfile, options.undofile = "acwrite", false, false
  -- Hidden it keeps its undo, and nothing complains of what is kept anyway.
  options.bufhidden, options.buflisted, options.modeline = "hide", true, false
end

--- Gives the buffer its text, and follows it from then on.
---@param buffer integer
---@param one xpost.Kept
---@param text string
local function hold(buffer, one, text)
  held[buffer] = one
  fill(buffer, one.saved)
  one:follow(buffer)
  if text ~= one.saved then
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(text, "\n", { plain = true }))
  end
  vim.bo[buffer].filetype = "markdown"
  counter.attach(buffer, { markdown = true })
end

--- Makes room: a window of its own, but where nothing is shown that one.
local function make_window()
  local is_free = vim.api.nvim_buf_get_name(0) == "" and vim.bo.buftype == ""
    and not vim.bo.modified and vim.fn.line2byte(vim.fn.line("$") + 1) <= 2
  -- Or there is no room for one more window.
  if not (is_free and pcall(vim.cmd, "enew")) and not pcall(vim.cmd, "botright new") then
    vim.cmd("tabnew")
  end
end

--- Shows it in a buffer of its own.
---@param one xpost.Kept
---@param text string
---@return integer buffer
local function show(one, text)
  make_window()
  local buffer = vim.api.nvim_get_current_buf()
  set_options(buffer)
  vim.api.nvim_buf_set_name(buffer, name_of(one))
  hold(buffer, one, text)
  return buffer
end

--- Goes to where it is.
---@param one xpost.Kept
---@return boolean was_shown
local function go_to(one)
  local buffer = one.buffer
  if buffer == -1 then
    show(one, one:text())
    return false
  end
  local here = vim.fn.bufwinid(buffer)
  local there = here ~= -1 and here or vim.fn.win_findbuf(buffer)[1]
  if there then
    vim.api.nvim_set_current_win(there)
  elseif not pcall(vim.cmd, "botright sbuffer " .. buffer) then
    vim.cmd("tab sbuffer " .. buffer)
  end
  return there ~= nil
end

--- Shows a text again that could not be kept, beside what the user is doing by now.
---@param one xpost.Kept
local function bring_back(one)
  local here = vim.api.nvim_get_current_win()
  go_to(one)
  vim.api.nvim_set_current_win(here)
end

--- The buffer's name is that of the entry that has the text.
---@param one xpost.Kept
local function rename(one)
  if one.buffer == -1 then
    return
  end
  local before, name = vim.api.nvim_buf_get_name(one.buffer), name_of(one)
  if name == before then
    return
  end
  vim.api.nvim_buf_call(one.buffer, function()
    vim.cmd("silent keepalt file " .. vim.fn.fnameescape(name))
  end)
  wipe_empty(before) -- one was made for it
end

---@param fields table
---@return xpost.Kept
local function make(fields)
  return kept.new(vim.tbl_extend("force", {
    buffer = -1, draft = false, posted = false, thread = false, saved = "",
    on_moved = rename, on_lost = bring_back,
  }, fields))
end

---@param entry xpost.HistoryEntry
---@return xpost.Kept
local function of_entry(entry)
  local draft = entry.state == "draft"
  return make {
    key = entry.key, draft = draft, origin = not draft and entry.key or nil,
    posted = entry.outcome == "posted", thread = #entry.posts > 1,
    account = entry.account, saved = entries.text(entry),
  }
end

--- Looks for what became of its entry elsewhere.
---@param one xpost.Kept
local function refresh(one)
  local before = one.times
  entries.one(one.key, function(entry)
    if entry and one.times == before then -- what was read may be older than what it is
      one:see(entry, entries.text(entry))
    end
  end, function() end)
end

--- Keeps it, as the user asked for, though it was removed from the history meanwhile.
---@param one xpost.Kept
local function write(one)
  if not one.draft or one.saving or one:text() ~= one.saved then
    one:write()
    return
  end
  local before = one.times
  entries.one(one.key, function(entry)
    if not entry and one.times == before then
      one:forget()
    end
    one:write()
  end)
end

--- Opens the text, to be changed and posted, or goes to where it is open.
---@param entry xpost.HistoryEntry
---@return boolean was_shown It was in a window already
function M.open(entry)
  window.to_normal_mode()
  local one = keeping.find(function(each) return each.key == entry.key end)
  if not one then
    one = of_entry(entry)
    show(one, one.saved)
    return false
  end
  local was_shown = go_to(one)
  refresh(one)
  return was_shown
end

--- Opens a new text; without one, that which is empty still, if there is one.
---@param text? string
---@return integer buffer
function M.new(text)
  window.to_normal_mode()
  local one = not text and keeping.find(function(each) return each:is_empty() end)
  if one then
    go_to(one)
    return one.buffer
  end
  return show(make { account = config.get().account }, text or "")
end

changes.on(function()
  for _, one in pairs(held) do
    if not one.draft and not one.posted and not one:is_empty() then
      refresh(one) -- a thread may be gone on with
    end
  end
end)

--- Reads the buffer, as its name says.
---@param buffer integer
function M.read(buffer)
  local key = key_in(vim.api.nvim_buf_get_name(buffer))
  local one = held[buffer]
    or keeping.find(function(each) return each.key == key and each.buffer == -1 end)
  set_options(buffer)
  if one then
    hold(buffer, one, one:text())
    refresh(one)
    return
  end
  vim.bo[buffer].modifiable = false
  entries.one(key, function(entry)
    if vim.api.nvim_buf_is_loaded(buffer) and not held[buffer] then
      vim.bo[buffer].modifiable = true
      one = entry and of_entry(entry) or make { key = key, account = config.get().account }
      hold(buffer, one, one.saved)
    end
  end)
end

--- It has got the name of a file: it is an ordinary text from now on.
---@param buffer integer
local function let_go(buffer)
  held[buffer]:lose(true)
  held[buffer] = nil
  local options = vim.bo[buffer]
  options.buftype, options.bufhidden = "", ""
  vim.api.nvim_buf_call(buffer, function() vim.cmd("setlocal swapfile< undofile< modeline<") end)
  if counter.is_attached(buffer) then
    counter.attach(buffer) -- as :XPost reads it from now on
  end
end

local group = vim.api.nvim_create_augroup("xpost_opened", {})

---@param events string | string[]
---@param what string
---@param run fun(one: xpost.Kept, buffer: integer)
local function on(events, what, run)
  vim.api.nvim_create_autocmd(events, {
    pattern = scheme .. "*", group = group, desc = "xpost: " .. what,
    callback = function(event)
      if held[event.buf] then
        run(held[event.buf], event.buf)
      end
    end,
  })
end

on({ "InsertLeave", "BufLeave" }, "keep what was written", function(one) one:take() end)
on("BufWriteCmd", "keep a text as a draft", write)
on("BufHidden", "keep what was written", function(one, buffer)
  one:take()
  vim.schedule(function()
    if one:is_empty() and one:is_loaded() and #vim.fn.win_findbuf(buffer) == 0 then
      vim.cmd("silent! bwipeout " .. buffer)
    end
  end)
end)
on("BufUnload", "keep what was written", function(one) one:lose() end)
-- Another text may get the same number then.
on({ "BufDelete", "BufWipeout" }, "forget the buffer", function(one, buffer)
  held[buffer] = nil
  one:lose(true)
end)
vim.api.nvim_create_autocmd("BufFilePost", {
  group = group, desc = "xpost: a text that is written to a file is no draft",
  callback = function(event)
    if held[event.buf] and not vim.startswith(vim.api.nvim_buf_get_name(event.buf), scheme) then
      let_go(event.buf)
    end
  end,
})

return M

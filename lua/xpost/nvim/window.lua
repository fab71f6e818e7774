--- A window below for what xpost shows: a buffer that belongs to no file, and goes with it.

local wrapping = require "xpost.nvim.wrapping"

local M = {}

local number = 0
local namespace = vim.api.nvim_create_namespace("xpost")

--- A text, the highlight group if it has one, and the byte from which on it has that, from 0.
---@alias xpost.WindowLine {[1]: string, [2]?: string, [3]?: integer}

---@class xpost.Window
---@field buffer integer
---@field window integer
---@field private before integer The window that the user was in
---@field private previous integer The one before that, or 0
---@field private view table As it was
---@field private sizes string Of the windows
---@field private count integer Of the windows
---@field private restored? boolean
local Window = {}
Window.__index = Window

local window_options = {
  number = false, relativenumber = false, signcolumn = "no", foldcolumn = "0", foldenable = false,
  colorcolumn = "", cursorline = false, spell = false, list = false, wrap = true, linebreak = false,
  breakindent = false, winfixheight = true, scrolloff = 0, conceallevel = 0,
  scrollbind = false, cursorbind = false, showbreak = "NONE",
}

--- Those that not every Neovim has.
local newer_options = { statuscolumn = "", smoothscroll = true }
for option, value in pairs(newer_options) do
  if vim.fn.exists("+" .. option) == 1 then
    window_options[option] = value
  end
end

---@return boolean
function Window:is_open()
  return vim.api.nvim_win_is_valid(self.window) and vim.api.nvim_buf_is_valid(self.buffer)
end

--- Replaces all that is shown.
---@param lines xpost.WindowLine[]
function Window:show(lines)
  self:replace(0, -1, lines)
end

--- Replaces some of the lines; those from `first` on, from 0, and before `last`.
---@param first integer
---@param last integer -1: up to the end
---@param lines xpost.WindowLine[]
function Window:replace(first, last, lines)
  local options = vim.bo[self.buffer]
  local modifiable = options.modifiable
  local texts = {}
  for i, line in ipairs(lines) do
    -- What servers say is one line each, whatever is in it.
    texts[i] = line[1]:gsub("\n", " ")
  end
  options.modifiable = true
  vim.api.nvim_buf_clear_namespace(self.buffer, namespace, first, last)
  vim.api.nvim_buf_set_lines(self.buffer, first, last, false, texts)
  options.modifiable = modifiable
  options.modified = false
  for i, line in ipairs(lines) do
    if line[2] then
      vim.api.nvim_buf_set_extmark(self.buffer, namespace, first + i - 1, line[3] or 0,
        { end_col = #texts[i], hl_group = line[2] })
    end
  end
end

--- A text in lines that fit the window; spaces before it stay.
---@param text string
---@param indent? string Before all lines but the first
---@return string[]
function Window:wrap(text, indent)
  return wrapping.lines(text, vim.api.nvim_win_get_width(self.window), indent)
end

--- How many lines of the screen the text takes, wrapped.
---@param enough integer It is not counted any further
---@return integer
function Window:height(enough)
  local width = math.max(vim.api.nvim_win_get_width(self.window), 1)
  local height = 0
  for _, line in ipairs(vim.api.nvim_buf_get_lines(self.buffer, 0, enough + 1, false)) do
    -- In the current window this counts the columns that stay free at the end of a line, too.
    local columns = vim.fn.strdisplaywidth(line:sub(1, 4 * width * (enough + 1)))
    height = height + math.max(1, math.ceil(columns / width))
  end
  return height
end

--- Keeps something in sight: in the status line, or where the window has none, above the text.
---@param text string
---@param scrolls boolean Say where in the text the window is
function Window:set_hint(text, scrolls)
  local line = " " .. text:gsub("%%", "%%%%") .. (scrolls and "%= %P " or "")
  local is_floating = vim.api.nvim_win_get_config(self.window).relative ~= ""
  if vim.o.laststatus > 0 and not is_floating then
    vim.wo[self.window].statusline = line
  elseif scrolls and vim.fn.exists("+winbar") == 1 then
    vim.wo[self.window].winbar = "%#XpostQuestion#" .. line
  end
end

--- The line of the window that the user's 'winbar' takes.
---@return integer
function Window:bar()
  if vim.fn.exists("+winbar") == 0 then
    return 0
  end
  return vim.api.nvim_win_call(self.window, function() return vim.o.winbar ~= "" and 1 or 0 end)
end

--- Makes the window as high as its text, and leaves a few lines of what the user was at.
---@return boolean all Whether there is room for all of it
function Window:fit()
  local most = math.max(vim.o.lines - 6, 3)
  local height = self:height(most) + self:bar()
  vim.api.nvim_win_set_height(self.window, math.min(height, most))
  if height <= most then
    vim.api.nvim_win_call(self.window, function()
      vim.fn.winrestview { topline = 1 }
    end)
  end
  return height <= most
end

--- Has the line of the cursor, the last, at the bottom, with as much above it as there is room for.
function Window:show_end()
  vim.api.nvim_win_call(self.window, function() vim.cmd("normal! zb") end)
end

---@param modes string Such as "n" or "ni"
---@param keys string
---@param run string | fun()
function Window:map(modes, keys, run)
  for mode in modes:gmatch(".") do
    vim.keymap.set(mode, keys, run, { buffer = self.buffer, nowait = true, silent = true })
  end
end

--- Keys that change a text, which cannot be changed here.
local of_normal = {
  "a", "A", "i", "I", "o", "O", "s", "S", "c", "C", "d", "D", "x", "X", "p", "P", "r", "R", "u",
  "U", "J", "~", ".", "<lt>", ">", "=", "!", "<C-r>", "<C-a>", "<C-x>", "<Del>", "<Insert>",
  "gi", "gI", "gp", "gP", "gJ", "gu", "gU", "g~", "gq", "gw", "gr", "gR", "]p", "[p",
}
local of_visual = {
  "A", "I", "s", "S", "c", "C", "d", "D", "x", "X", "p", "P", "r", "R", "u", "U", "J", "~",
  "<lt>", ">", "=", "!", "<C-a>", "<C-x>", "<Del>",
}

--- Has the keys do nothing that a user may press by habit and that would only give an error.  To
--- be called before those are mapped that do something.
function Window:ignore_changes()
  for _, key in ipairs(of_normal) do
    self:map("n", key, "<Nop>")
  end
  for _, key in ipairs(of_visual) do
    self:map("x", key, "<Nop>")
  end
end

--- Closes it, and goes back to where the user was.
function Window:close()
  local was_here = vim.api.nvim_get_current_win() == self.window
  if vim.api.nvim_buf_is_valid(self.buffer) then
    pcall(vim.api.nvim_buf_delete, self.buffer, { force = true })
  end
  self:restore(was_here)
end

--- Puts things back as they were before the window, unless the user changed them meanwhile.
---@param was_here boolean Whether the user was in the window when it was closed
function Window:restore(was_here)
  local is_valid = vim.api.nvim_win_is_valid
  if self.restored or is_valid(self.window) or not is_valid(self.before) then
    return
  end
  self.restored = true
  if was_here then
    -- The one that the user was in before, for CTRL-W p.
    if self.previous ~= 0 and is_valid(self.previous) then
      vim.cmd("noautocmd call win_gotoid(" .. self.previous .. ")")
    end
    vim.cmd("noautocmd call win_gotoid(" .. self.before .. ")")
  end
  if #vim.api.nvim_tabpage_list_wins(0) == self.count then
    vim.cmd(self.sizes)
  end
  vim.api.nvim_win_call(self.before, function()
    local view = vim.fn.winsaveview()
    if view.lnum == self.view.lnum and view.col == self.view.col then
      vim.fn.winrestview(self.view)
    end
  end)
end

--- Leaves Insert and Visual mode, in which the keys of a window would not work.
function M.to_normal_mode()
  vim.cmd("stopinsert")
  if vim.fn.mode():find("^[vVsS\22\19]") then
    vim.cmd("normal! \27")
  end
end

--- Goes to a buffer: to where it is shown, or else to a window of its own.
---@param buffer integer
---@return boolean there False if it is gone
function M.go_to(buffer)
  if not vim.api.nvim_buf_is_loaded(buffer) then
    return false
  end
  local here = vim.fn.bufwinid(buffer)
  local shown = here ~= -1 and here or vim.fn.win_findbuf(buffer)[1]
  if vim.api.nvim_get_current_buf() == buffer then
    return true
  elseif shown then
    vim.api.nvim_set_current_win(shown)
  elseif not pcall(vim.cmd, "botright sbuffer " .. buffer) then
    vim.cmd("tab sbuffer " .. buffer) -- there is no room for one more window
  end
  return true
end

--- Below, or where there is no room for that, above all.
---@param buffer integer
---@return integer window
local function show(buffer)
  if pcall(vim.cmd, "botright 1split") then
    vim.api.nvim_win_set_buf(0, buffer)
    return vim.api.nvim_get_current_win()
  end
  return vim.api.nvim_open_win(buffer, true, {
    relative = "editor", row = 0, col = 0, width = vim.o.columns,
    height = math.max(vim.o.lines - 2, 1),
  })
end

--- Opens a window below, and goes there.
---@param name string What it is for, such as "login"
---@param on_close? fun() When it is closed, by whoever
---@return xpost.Window
function M.open(name, on_close)
  local self = setmetatable({
    before = vim.api.nvim_get_current_win(), view = vim.fn.winsaveview(),
    previous = vim.fn.win_getid(vim.fn.winnr("#")),
    sizes = vim.fn.winrestcmd(), count = #vim.api.nvim_tabpage_list_wins(0),
  }, Window)
  self.buffer = vim.api.nvim_create_buf(false, true)
  self.window = show(self.buffer)
  number = number + 1
  vim.api.nvim_buf_set_name(self.buffer, ("xpost://%s/%d"):format(name, number))
  local options = vim.bo[self.buffer]
  options.buftype, options.bufhidden, options.swapfile = "nofile", "wipe", false
  options.undofile, options.modeline, options.modifiable = false, false, false
  options.undolevels = -1
  options.filetype = "xpost-" .. name
  for option, value in pairs(window_options) do
    vim.wo[self.window][option] = value
  end
  vim.api.nvim_create_autocmd("BufWipeout", {
    buffer = self.buffer,
    once = true,
    callback = function()
      local was_here = vim.api.nvim_get_current_win() == self.window
      local last = number
      -- Not out of another window of ours that was opened meanwhile.
      vim.schedule(function() self:restore(was_here and number == last) end)
      if on_close then
        on_close()
      end
    end,
  })
  return self
end

return M

--- A window below for what xpost shows: a buffer that belongs to no file, and goes with it.

local M = {}

local number = 0
local namespace = vim.api.nvim_create_namespace("xpost")

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
  breakindent = false, winfixheight = true, scrolloff = 0,
}

---@return boolean
function Window:is_open()
  return vim.api.nvim_win_is_valid(self.window) and vim.api.nvim_buf_is_valid(self.buffer)
end

--- Replaces what is shown.
---@param lines {[1]: string, [2]?: string}[] Texts, and highlight groups for those that have one
function Window:show(lines)
  local options = vim.bo[self.buffer]
  local modifiable = options.modifiable
  local texts = {}
  for i, line in ipairs(lines) do
    -- What servers say is one line each, whatever is in it.
    texts[i] = line[1]:gsub("[\r\n]", " ")
  end
  options.modifiable = true
  vim.api.nvim_buf_set_lines(self.buffer, 0, -1, false, texts)
  options.modifiable = modifiable
  options.modified = false
  vim.api.nvim_buf_clear_namespace(self.buffer, namespace, 0, -1)
  for i, line in ipairs(lines) do
    if line[2] then
      vim.api.nvim_buf_set_extmark(self.buffer, namespace, i - 1, 0,
        { end_col = #texts[i], hl_group = line[2] })
    end
  end
end

--- A text in lines that fit the window, broken at spaces.
---@param text string
---@param indent? string Before all lines but the first
---@return string[]
function Window:wrap(text, indent)
  local width = vim.api.nvim_win_get_width(self.window)
  local lines, line = {}, nil
  for space, word in text:gmatch("(%s*)(%S+)") do
    local longer = line and line .. space .. word or word
    if line and vim.fn.strdisplaywidth(longer) > width then
      lines[#lines + 1], line = line, (indent or "") .. word
    else
      line = longer
    end
  end
  lines[#lines + 1] = line or ""
  return lines
end

--- How many lines the text takes, wrapped.
---@return integer
function Window:height()
  local width = math.max(vim.api.nvim_win_get_width(self.window), 1)
  local height = 0
  for _, line in ipairs(vim.api.nvim_buf_get_lines(self.buffer, 0, 200, false)) do
    height = height + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  return height
end

--- Makes the window as high as its text, and leaves a few lines of what the user was at.
---@return boolean all Whether there is room for all of it
function Window:fit()
  local height, most = self:height(), math.max(vim.o.lines - 6, 3)
  vim.api.nvim_win_set_height(self.window, math.min(height, most))
  if height <= most then
    vim.api.nvim_win_call(self.window, function()
      vim.fn.winrestview { topline = 1 }
    end)
  end
  return height <= most
end

---@param modes string Such as "n" or "ni"
---@param keys string
---@param run fun()
function Window:map(modes, keys, run)
  for mode in modes:gmatch(".") do
    vim.keymap.set(mode, keys, run, { buffer = self.buffer, nowait = true, silent = true })
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
      vim.schedule(function() self:restore(was_here) end)
      if on_close then
        on_close()
      end
    end,
  })
  return self
end

return M

--- A window below for what xpost shows: a buffer that belongs to no file, and goes with it.

local M = {}

local number = 0
local namespace = vim.api.nvim_create_namespace("xpost")

---@class xpost.Window
---@field buffer integer
---@field window integer
---@field private before integer The window that the user was in
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
---@return string[]
function Window:wrap(text)
  local width = vim.api.nvim_win_get_width(self.window)
  local lines, line = {}, nil
  for word in text:gmatch("%S+") do
    local longer = line and line .. " " .. word or word
    if line and vim.fn.strdisplaywidth(longer) > width then
      lines[#lines + 1], line = line, word
    else
      line = longer
    end
  end
  lines[#lines + 1] = line or ""
  return lines
end

--- The lines that the text takes in the window, at most half of the screen.
function Window:fit()
  local width = math.max(vim.api.nvim_win_get_width(self.window), 1)
  local height = 0
  for _, line in ipairs(vim.api.nvim_buf_get_lines(self.buffer, 0, 200, false)) do
    height = height + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  local most = math.max(math.floor(vim.o.lines * 0.6), 3)
  vim.api.nvim_win_set_height(self.window, math.min(height, most))
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
  if was_here and vim.api.nvim_win_is_valid(self.before) then
    vim.api.nvim_set_current_win(self.before)
  end
end

--- Opens a window below, and goes there.
---@param name string What it is for, such as "login"
---@param on_close? fun() When it is closed, by whoever
---@return xpost.Window
function M.open(name, on_close)
  local self = setmetatable({ before = vim.api.nvim_get_current_win() }, Window)
  self.buffer = vim.api.nvim_create_buf(false, true)
  vim.cmd("botright split")
  self.window = vim.api.nvim_get_current_win()
  vim.api.nvim_win_set_buf(self.window, self.buffer)
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
  if on_close then
    vim.api.nvim_create_autocmd("BufWipeout",
      { buffer = self.buffer, once = true, callback = on_close })
  end
  return self
end

return M

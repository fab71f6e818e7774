--- Counts the text of buffers as X does while one writes.

local counter_buffer = require "xpost.nvim.counter_buffer"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

local api = vim.api

--- By buffer.
---@type table<integer, xpost.Counter>
local counters = {}

--- Buffers whose changes are told here.
---@type table<integer, boolean>
local listening = {}

--- Whether a buffer was read as Markdown, for when it is counted again.
---@type table<integer, boolean>
local was_markdown = {}

--- Ends the count of a buffer, which may be going.
---@param buffer integer
---@return xpost.Counter? counter It was counted
local function forget(buffer)
  local counter = counters[buffer]
  counters[buffer] = nil
  if counter then
    counter:stop()
  end
  return counter
end

--- Neovim lets go of a buffer that is unloaded, and also of one that is read again with `:edit`.
---@param buffer integer
---@param was_counted boolean
local function attach_again(buffer, was_counted)
  if not api.nvim_buf_is_loaded(buffer) then
    was_markdown[buffer] = nil
  elseif was_counted and not counters[buffer] then
    M.attach(buffer, { markdown = was_markdown[buffer] })
  end
end

--- What the buffer tells, as long as it is counted.
---@param buffer integer
---@return table
local function listener(buffer)
  return {
    on_lines = function(_, _, _, first, last, new_last)
      local counter = counters[buffer]
      if counter then
        counter:changed(first, last, new_last)
      else
        listening[buffer] = nil
        return true
      end
    end,
    on_reload = function()
      local counter = counters[buffer]
      if counter then
        counter:reloaded()
      end
    end,
    on_detach = function()
      listening[buffer] = nil
      local was_counted = forget(buffer) ~= nil
      vim.schedule(function() attach_again(buffer, was_counted) end)
    end,
  }
end

---@param buffer integer
---@return boolean
local function listen(buffer)
  listening[buffer] = listening[buffer] or api.nvim_buf_attach(buffer, false, listener(buffer))
    or nil
  return listening[buffer] == true
end

---@param buffer? integer 0 or nil: the current one
---@return integer
local function resolve(buffer)
  return (buffer == nil or buffer == 0) and api.nvim_get_current_buf() or buffer
end

--- Counts a buffer from now on, until it is unloaded.
---@param buffer? integer
---@param options? {markdown?: boolean} Whether to read `---` lines and images; default: no
---@return boolean attached False if the buffer is not loaded
function M.attach(buffer, options)
  require "xpost.nvim.highlight"
  buffer = resolve(buffer)
  if not api.nvim_buf_is_loaded(buffer) or not listen(buffer) then
    return false
  end
  counters[buffer] = counters[buffer] or counter_buffer.new(buffer)
  was_markdown[buffer] = options ~= nil and options.markdown == true
  counters[buffer]:start_over(was_markdown[buffer])
  return true
end

--- Counts it no more, and takes the marks away.
---@param buffer? integer
function M.detach(buffer)
  local counter = forget(resolve(buffer))
  if counter then
    counter:clear()
  end
end

---@param buffer? integer
---@return boolean
function M.is_attached(buffer)
  return counters[resolve(buffer)] ~= nil
end

--- Switches it on, as it was on before, or off, and says so.
---@param buffer? integer
function M.toggle(buffer)
  buffer = resolve(buffer)
  if counters[buffer] then
    M.detach(buffer)
    report.notify(translate "this buffer is not counted any more.")
  elseif M.attach(buffer, { markdown = was_markdown[buffer] }) then
    report.notify(translate "this buffer is counted.")
  end
end

--- The count, for a statusline: of a thread, that of the post at the cursor.  "" if there is none.
---@param buffer? integer
---@return string
function M.statusline(buffer)
  local counter = counters[resolve(buffer)]
  return counter and counter:status() or ""
end

return M

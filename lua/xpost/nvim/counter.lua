--- Counts the text of a buffer as X does while one writes.  Nothing but a note of what changed is
--- a part of a keystroke.

local config = require "xpost.nvim.config"
local counter_lines = require "xpost.nvim.counter_lines"
local counter_marks = require "xpost.nvim.counter_marks"
local counter_paint = require "xpost.nvim.counter_paint"
local report = require "xpost.nvim.report"
local xpost = require "xpost"

local M = {}

local uv = vim.uv or vim.loop
local api = vim.api
local can_inline = vim.fn.has("nvim-0.10") == 1

--- Milliseconds without a key until it is counted, and for as long as one goes on typing.
local QUIET, LONGEST = 60, 300

--- Bytes: up to so many are counted at once, which takes less time than to have it done; more
--- than so many are not counted.  And lines, which take time themselves.
local FEW, MANY, MANY_LINES = 8192, 1048576, 50000

---@class xpost.Counter
---@field buffer integer
---@field markdown boolean
---@field outline? xpost.Outline As it was counted last
---@field notice? string What is shown instead of counts
---@field private lines xpost.Lines
---@field private paint xpost.Paint
---@field private version integer Of the text
---@field private timer userdata
---@field private waiting? boolean It will be counted, after a while
---@field private first_change integer When the first key came since it was counted
---@field private last_change integer
---@field private job? xpost.Job
---@field private again? boolean It is to be counted when the job is done
---@field private all_changed? boolean The marks are gone with the text
---@field private asked? boolean Somebody shows the status
local Counter = {}
Counter.__index = Counter

--- By buffer.
---@type table<integer, xpost.Counter>
local counters = {}

--- Buffers whose changes are told here.
---@type table<integer, boolean>
local listening = {}

--- How a buffer was counted last, for when that is switched on again.
---@type table<integer, boolean>
local was_markdown = {}

-- ---- when to count ----------------------------------------------------------------------------

--- When the timer is due: perhaps a key came meanwhile.  No function of the editor may be called.
function Counter:look()
  local due = math.min(self.last_change + QUIET, self.first_change + LONGEST)
  local left = due - uv.now()
  if left > 0 then
    self.timer:start(left, 0, self.on_time)
  else
    self.count_soon()
  end
end

--- The text is another; a part of every keystroke.
function Counter:touch()
  self.version = self.version + 1
  local now = uv.now()
  self.last_change = now
  if not self.waiting then
    self.waiting, self.first_change = true, now
    self.timer:start(QUIET, 0, self.on_time)
  end
end

function Counter:is_attached()
  return counters[self.buffer] == self
end

-- ---- counting ---------------------------------------------------------------------------------

--- Has the statuslines drawn again, if one of them shows the count.
function Counter:redraw_status()
  if self.asked then
    self.asked = false
    vim.cmd("redrawstatus!")
  end
end

---@param notice string
---@param group string
---@param rows integer[]
function Counter:show_notice(notice, group, rows)
  self.outline, self.notice = nil, notice
  self.paint:notice(notice, group, rows)
  self:redraw_status()
end

---@return xpost.MarkStyle
function Counter:style()
  local options = vim.bo[self.buffer]
  -- What is shown inside a line counts when Neovim breaks it at 'textwidth'.
  return { markdown = self.markdown,
    inline = can_inline and options.textwidth == 0 and options.wrapmargin == 0 }
end

--- Why there is no count, in a few words.
---@param err xpost.Error
local function reason(err)
  return err.message:find("UTF-8", 1, true) and "not valid UTF-8"
    or err.message:find("NUL", 1, true) and "holds a NUL byte" or "not counted: " .. err.code
end

--- Shows what came of it.
---@param err? xpost.Error
---@param outline? xpost.Outline
function Counter:counted(err, outline)
  local last = #self.lines.all - 1
  if outline and outline.count > 0 then
    self.outline, self.notice = outline, nil
    self.paint:show(outline, self.lines.all, self:style())
    self:redraw_status()
  elseif outline then
    self:show_notice("0/" .. outline.limit, "XpostCount", { last })
  elseif err and err.code ~= "cancelled" then
    self:show_notice(reason(err), "XpostCountNear", last > 0 and { 0, last } or { 0 })
  end
end

---@return table
function Counter:request()
  local settings = config.get()
  return { text = table.concat(self.lines.all, "\n"), markdown = self.markdown,
    limit = settings.limit, number = settings.number, outline = true }
end

--- Has it done, for what that takes.
---@param request table
function Counter:start(request)
  local version = self.version
  self.job = xpost.split(request, function(err, outline)
    self.job = nil
    if not self:is_attached() then
      return
    elseif version == self.version then
      self:counted(err, outline)
    elseif self.again then
      self:count()
    end
  end)
end

--- Whether there is too much to be counted while one writes.
function Counter:is_too_long()
  local lines = api.nvim_buf_line_count(self.buffer)
  return lines > MANY_LINES or api.nvim_buf_get_offset(self.buffer, lines) > MANY + 1
end

function Counter:count()
  self.waiting, self.again = false, false
  if not self:is_attached() then
    return
  elseif self.job then
    self.again = true
    return
  elseif api.nvim_get_mode().mode:sub(1, 1) == "c" then
    -- What a command would do may be on show in the buffer ('inccommand').
    self.waiting, self.first_change, self.last_change = true, uv.now() + QUIET, uv.now() + LONGEST
    self.timer:start(LONGEST, 0, self.on_time)
    return
  end
  if self.all_changed then
    self.all_changed = false
    self.paint:clear()
  end
  if self:is_too_long() then
    self.lines:forget()
    self.paint:changed(nil)
    self:show_notice("too long to count", "XpostCountNear",
      { 0, api.nvim_buf_line_count(self.buffer) - 1 })
    return
  end
  self.paint:changed(self.lines:update(self.buffer))
  local request = self:request()
  if #request.text <= FEW then
    local outline, err = xpost.split(request)
    self:counted(err, outline)
  else
    self:start(request)
  end
end

-- ---- the buffer -------------------------------------------------------------------------------

--- Ends it, and touches nothing of the editor.
---@param buffer integer
local function forget(buffer)
  local self = counters[buffer]
  counters[buffer] = nil
  if not self then
    return
  end
  self.timer:stop()
  self.timer:close()
  if self.job then
    self.job:cancel()
  end
  self.paint:stop()
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

--- Listens to the changes of a buffer, as long as it is counted.
---@param buffer integer
---@return boolean
local function listen(buffer)
  if listening[buffer] then
    return true
  end
  listening[buffer] = api.nvim_buf_attach(buffer, false, {
    on_lines = function(_, _, _, first, last, new_last)
      local self = counters[buffer]
      if not self then
        listening[buffer] = nil
        return true
      end
      if self.lines.change then
        self.lines.change:add(first, last, new_last)
      end
      self.paint:stop()
      self:touch()
    end,
    on_reload = function()
      local self = counters[buffer]
      if self then
        self.lines:forget()
        self.all_changed = true
        self:touch()
      end
    end,
    on_detach = function()
      local was_counted = counters[buffer] ~= nil
      listening[buffer] = nil
      forget(buffer)
      vim.schedule(function() attach_again(buffer, was_counted) end)
    end,
  }) or nil
  return listening[buffer] == true
end

---@param buffer? integer 0 or nil: the current one
---@return integer
local function resolve(buffer)
  return (buffer == nil or buffer == 0) and api.nvim_get_current_buf() or buffer
end

---@param buffer integer
---@return xpost.Counter
local function new(buffer)
  local self = setmetatable({
    buffer = buffer, version = 0, lines = counter_lines.new(),
    paint = counter_paint.new(buffer), timer = uv.new_timer(),
  }, Counter)
  self.paint:clear()
  self.count_soon = vim.schedule_wrap(function() self:count() end)
  self.on_time = function() self:look() end
  return self
end

--- Counts a buffer from now on.
---@param buffer? integer
---@param options? {markdown?: boolean}
---@return boolean attached False if the buffer is not loaded
function M.attach(buffer, options)
  require "xpost.nvim.highlight"
  buffer = resolve(buffer)
  if not api.nvim_buf_is_loaded(buffer) or not listen(buffer) then
    return false
  end
  local self = counters[buffer] or new(buffer)
  counters[buffer] = self
  self.markdown = options ~= nil and options.markdown == true
  was_markdown[buffer] = self.markdown
  self.version = self.version + 1
  self:count()
  return true
end

--- Counts it no more, and takes the marks away.
---@param buffer? integer
function M.detach(buffer)
  buffer = resolve(buffer)
  local self = counters[buffer]
  if self then
    forget(buffer)
    self.paint:clear()
    self:redraw_status()
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
    report.notify("this buffer is not counted any more.")
  elseif M.attach(buffer, { markdown = was_markdown[buffer] }) then
    report.notify("this buffer is counted.")
  end
end

--- The count, for a statusline: of a thread, that of the post at the cursor.
---@param buffer? integer
---@return string
function M.statusline(buffer)
  local self = counters[resolve(buffer)]
  if not self then
    return ""
  end
  self.asked = true
  local outline = self.outline
  if not outline then
    return self.notice or ""
  end
  local number = 1
  if outline.count > 1 then
    local window = self.buffer == api.nvim_get_current_buf() and 0 or vim.fn.bufwinid(self.buffer)
    local place = window == -1 and { 1, 0 } or api.nvim_win_get_cursor(window)
    number = counter_marks.part_at(self.paint.layout, place[1] - 1, place[2])
  end
  return counter_marks.count(outline, math.min(number, outline.count))
end

return M

--- The count of one buffer: when it is counted, what comes of that, and what shows it.

local config = require "xpost.nvim.config"
local counter_lines = require "xpost.nvim.counter_lines"
local counter_marks = require "xpost.nvim.counter_marks"
local counter_paint = require "xpost.nvim.counter_paint"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

local uv = vim.uv or vim.loop
local api = vim.api
local can_inline = vim.fn.has("nvim-0.10") == 1

--- Milliseconds without a key until it is counted, and for as long as one goes on typing.
local QUIET, LONGEST = 60, 300

--- Bytes: up to so many are counted at once, which takes no longer than to have it done; more than
--- so many are not counted.  And lines, which take time themselves.
local FEW, MANY, MANY_LINES = 1024, 1048576, 50000

---@class xpost.Counter
---@field buffer integer
---@field markdown boolean
---@field outline? xpost.Outline As it was counted last
---@field notice? string What is shown instead of counts
---@field private lines xpost.Lines
---@field private paint xpost.Paint
---@field private version integer Of the text
---@field private timer userdata
---@field private on_time fun() For the timer
---@field private count_soon fun()
---@field private waiting? boolean It will be counted, after a while
---@field private first_change integer When the first key came since it was counted
---@field private last_change integer
---@field private job? xpost.Job
---@field private again? boolean It is to be counted when the job is done
---@field private all_changed? boolean The marks are gone with the text
---@field private ended? boolean
---@field private asked? boolean Somebody shows the status
local Counter = {}
Counter.__index = Counter

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
---@return string
function Counter:reason(err)
  local text = table.concat(self.lines.all, "\n")
  if err.code == "invalid_request" and text:find("%z") then
    return translate "holds a NUL byte"
  elseif err.code == "invalid_request" and not xpost.count(text) then
    return translate "not valid UTF-8" -- it is no text at all, whatever the limit is
  end
  return translate("not counted: %s", err.code)
end

--- Both ends of the text, at which one may look.
---@param last integer The last line
---@return integer[] rows
local function ends(last)
  return last > 0 and { 0, last } or { 0 }
end

--- Shows what came of it.
---@param err? xpost.Error
---@param outline? xpost.Outline
function Counter:counted(err, outline)
  local last = #self.lines.all - 1
  if outline and outline.count > 0 then
    self.outline, self.notice = outline, nil
    self.paint:show(outline, self.lines.all, self:style())
  elseif outline then
    self:show_notice("0/" .. outline.limit, "XpostCount", { last })
  elseif err and err.code ~= "cancelled" then
    self:show_notice(self:reason(err), "XpostCountNear", ends(last))
  end
end

--- What is asked for.
---@return xpost.SplitOptions
function Counter:request()
  local settings = config.get()
  return { text = table.concat(self.lines.all, "\n"), markdown = self.markdown,
    limit = settings.limit, number = settings.number, outline = true }
end

--- Has it done, for what that takes.
---@param request xpost.SplitOptions
function Counter:start(request)
  local version = self.version
  self.job = xpost.split(request, function(err, outline)
    self.job = nil
    if self.ended then
      return
    elseif version == self.version then
      self:counted(err, outline)
    elseif self.again then
      self:count()
    end
  end)
end

--- Whether there is too much to be counted while one writes.
---@return boolean
function Counter:is_too_long()
  local lines = api.nvim_buf_line_count(self.buffer)
  return lines > MANY_LINES or api.nvim_buf_get_offset(self.buffer, lines) > MANY + 1
end

--- Counts what there is now.
function Counter:count()
  self.waiting, self.again = false, false
  if self.ended then
    return
  elseif self.job then
    self.again = true
    return
  end
  if self.all_changed then
    self.all_changed = false
    self.paint:clear()
  end
  if self:is_too_long() then
    self.lines:forget()
    self.paint:changed(nil)
    self:show_notice(translate "too long to count", "XpostCountNear",
      ends(api.nvim_buf_line_count(self.buffer) - 1))
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

-- ---- what the buffer tells ----------------------------------------------------------------------

--- Lines were replaced; the arguments are those of on_lines.  A part of every keystroke.
---@param first integer
---@param last integer
---@param new_last integer
function Counter:changed(first, last, new_last)
  local change = self.lines.change
  if change then
    change:add(first, last, new_last)
  end
  self.paint:stop()
  self:touch()
end

--- The text was read from its file again.
function Counter:reloaded()
  self.lines:forget()
  self.all_changed = true
  self:touch()
end

--- Ends it.  Touches nothing of the editor, in which the buffer may be going.
function Counter:stop()
  self.ended = true
  self.timer:stop()
  self.timer:close()
  if self.job then
    self.job:cancel()
  end
  self.paint:stop()
end

--- Takes away what shows it.
function Counter:clear()
  self.paint:clear()
  self:redraw_status()
end

--- Begins anew, perhaps with other options.
---@param markdown boolean
function Counter:start_over(markdown)
  self.markdown = markdown
  self.version = self.version + 1
  self:count()
end

--- The count, for a statusline: of a thread, that of the post at the cursor.
---@return string
function Counter:status()
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

---@param buffer integer
---@return xpost.Counter
function M.new(buffer)
  local self = setmetatable({
    buffer = buffer, markdown = false, version = 0, lines = counter_lines.new(),
    timer = uv.new_timer(),
  }, Counter)
  self.paint = counter_paint.new(buffer, function() self:redraw_status() end)
  self.paint:clear()
  self.count_soon = vim.schedule_wrap(function() self:count() end)
  self.on_time = function() self:look() end
  return self
end

return M

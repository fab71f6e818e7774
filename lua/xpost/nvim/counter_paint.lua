--- Keeps the marks of a buffer as its parts are, by as few changes as that takes, and never for
--- long: what is in sight comes first, and the rest a little later.

local counter_lines = require "xpost.nvim.counter_lines"
local counter_marks = require "xpost.nvim.counter_marks"

local M = {}

local uv = vim.uv or vim.loop
local namespace = vim.api.nvim_create_namespace("xpost_counter")

--- Nanoseconds for which the editor is held at most, and milliseconds that it then has for others.
local SLICE, PAUSE = 60000, 1

--- After so many parts, it is looked at the clock; so few are painted at once.
local OFTEN, FEW = 32, 4

--- What there is of a part, and what it was made from.
---@class xpost.Painted
---@field row? integer Of the label, when it was looked at last; nil if that is not known
---@field pass? integer When that was
---@field marks xpost.Mark[] Their rows are those of when they were set
---@field ids integer[]
---@field place? xpost.LabelPlace
---@field column? integer
---@field weight? integer
---@field limit? integer
---@field total? integer
---@field inline? boolean
---@field more? boolean There is more than can be told from these

---@class xpost.Paint
---@field buffer integer
---@field private outline xpost.Outline What is shown
---@field private lines string[] The text that it is of
---@field private style xpost.MarkStyle
---@field layout xpost.Layout
---@field private on_layout fun()
---@field private painted xpost.Painted[] By the number of the part
---@field private noticed? boolean A notice is shown instead
---@field private pass integer How often it was looked for what is to be done
---@field private changes table<integer, xpost.Change> Of the lines, since a pass of which there are rows left
---@field private work? thread What is still to be done for the parts that are shown
---@field private stop_at integer When the editor is to have its turn
local Paint = {}
Paint.__index = Paint

---@param buffer integer
---@param on_layout fun() Is called when `layout` is that of the parts that are shown
---@return xpost.Paint
function M.new(buffer, on_layout)
  return setmetatable({
    buffer = buffer, on_layout = on_layout, layout = counter_marks.layout(), painted = {},
    changes = {}, stop_at = 0, pass = 0,
  }, Paint)
end

--- Takes all marks away.
function Paint:clear()
  self:stop()
  self.painted, self.changes = {}, {}
  self.layout.count, self.noticed = 0, false
  vim.api.nvim_buf_clear_namespace(self.buffer, namespace, 0, -1)
end

--- Paints nothing more, as the text is another.  A part of every keystroke.
function Paint:stop()
  self.work = nil
end

--- Notes what has changed in the text.
---@param change? xpost.Change Nil: it may be all of it
function Paint:changed(change)
  if not change then
    self.changes = {}
  end
  for _, since in pairs(self.changes) do
    since:join(change)
  end
end

--- Whether a mark that looks right is where it has to be.
---@param buffer integer
---@param mark xpost.Mark
---@param id integer
---@return boolean
local function is_there(buffer, mark, id)
  local is_range = mark.kind == "range"
  local at = vim.api.nvim_buf_get_extmark_by_id(buffer, namespace, id, { details = is_range })
  if at[1] ~= mark.row or (at[2] ~= mark.column and (is_range or mark.inline)) then
    return false
  end
  return not is_range or (at[3].end_row == mark.end_row and at[3].end_col == mark.end_column)
end

--- Has these marks shown instead of those that are.  One that stays where it is and looks the same
--- is left alone; none is moved, as undoing a change moves a mark back that was there before.
---@param painted xpost.Painted
---@param marks xpost.Mark[]
function Paint:replace(painted, marks)
  local buffer, ids = self.buffer, {}
  for i, mark in ipairs(marks) do
    local before, id = painted.marks[i], painted.ids[i]
    if before and counter_marks.are_alike(before, mark) and is_there(buffer, mark, id) then
      ids[i], painted.ids[i] = id, nil
    end
  end
  for _, id in pairs(painted.ids) do
    vim.api.nvim_buf_del_extmark(buffer, namespace, id)
  end
  for i, mark in ipairs(marks) do
    ids[i] = ids[i] or vim.api.nvim_buf_set_extmark(buffer, namespace, mark.row, mark.column,
      counter_marks.options(mark))
  end
  painted.marks, painted.ids = marks, ids
end

--- Whether a part is shown as it is to be, so that its marks need no look.
---@param painted xpost.Painted
---@param number integer
---@return boolean
function Paint:is_done(painted, number)
  local layout, outline = self.layout, self.outline
  return painted.row == layout.row[number] and painted.weight == outline.weight[number]
    and painted.total == outline.count and painted.place == layout.place[number]
    and painted.column == layout.column[number] and painted.limit == outline.limit
    and painted.inline == self.style.inline and not painted.more
    and not outline.over_at[number] and not outline.media[number]
end

--- Paints a part, or takes away what is left of one that there is no more.
---@param number integer
function Paint:part(number)
  local outline, painted = self.outline, self.painted[number]
  if number > outline.count then
    self:replace(painted, {})
    painted.row = nil
    return
  end
  local layout, style = self.layout, self.style
  self:replace(painted, counter_marks.of(number, outline, layout, self.lines, style))
  painted.row, painted.place = layout.row[number], layout.place[number]
  painted.column, painted.weight = layout.column[number], outline.weight[number]
  painted.limit, painted.total, painted.inline = outline.limit, outline.count, style.inline
  -- Other lines than the label's have marks, too.
  painted.more = outline.over_at[number] ~= nil or outline.media[number] ~= nil
end

--- Finds out where the label of a part has gone with the text.
---@param painted xpost.Painted
function Paint:follow(painted)
  local since = self.changes[painted.pass]
  painted.row = painted.row and since and since:moved(painted.row) or nil
  painted.pass = self.pass
end

--- The lines that a window shows.
---@return integer first From 0
---@return integer last
function Paint:in_sight()
  local window = vim.fn.bufwinid(self.buffer)
  if window == -1 then
    return 0, -1
  end
  return vim.fn.line("w0", window) - 1, vim.fn.line("w$", window) - 1
end

--- The parts that are not shown as they are to be.
---@param pause fun()
---@return integer[] in_sight
---@return integer[] others
function Paint:find_work(pause)
  local in_sight, others, total = {}, {}, self.outline.count
  local first, last = self:in_sight()
  for i = 1, math.max(total, #self.painted) do
    local painted = self.painted[i]
    if not painted then
      painted = { marks = {}, ids = {} }
      self.painted[i] = painted
    end
    self:follow(painted)
    if i <= total and not self:is_done(painted, i) or i > total and painted.marks[1] then
      local row = i <= total and self.layout.row[i] or -1
      local queue = row >= first and row <= last and in_sight or others
      queue[#queue + 1] = i
    end
    if i % OFTEN == 0 then
      pause()
    end
  end
  self.changes = { [self.pass] = self.changes[self.pass] }
  return in_sight, others
end

--- All that is to be done, in a coroutine.
function Paint:run()
  local function pause()
    if self.outline.count > FEW and uv.hrtime() > self.stop_at then
      coroutine.yield()
    end
  end
  counter_marks.lay_out(self.outline, self.lines, self.style.markdown, self.layout, pause)
  self.on_layout()
  for _, queue in ipairs { self:find_work(pause) } do
    for _, number in ipairs(queue) do
      pause()
      self:part(number)
    end
  end
end

--- Does a little, and the rest later.
---@param work thread
function Paint:go_on(work)
  local went_well, problem = coroutine.resume(work, self)
  if not went_well then
    self:clear()
    error(problem, 0)
  elseif coroutine.status(work) == "dead" then
    self.work = nil
    return
  end
  vim.defer_fn(function()
    if self.work == work then
      self.stop_at = uv.hrtime() + SLICE
      self:go_on(work)
    end
  end, PAUSE)
end

--- Shows these parts.
---@param outline xpost.Outline
---@param lines string[] The text that they are of, as it is now
---@param style xpost.MarkStyle
function Paint:show(outline, lines, style)
  self.stop_at = uv.hrtime() + SLICE
  if self.noticed then
    self:clear()
  end
  self.outline, self.lines, self.style = outline, lines, style
  self.pass = self.pass + 1
  self.changes[self.pass] = counter_lines.change(#lines)
  self.work = coroutine.create(self.run)
  self:go_on(self.work)
end

--- Shows a text instead of counts.
---@param text string
---@param group string
---@param rows integer[] Where
function Paint:notice(text, group, rows)
  self:clear()
  self.noticed = true
  for _, mark in ipairs(counter_marks.notice(text, group, rows)) do
    vim.api.nvim_buf_set_extmark(self.buffer, namespace, mark.row, mark.column,
      counter_marks.options(mark))
  end
end

return M

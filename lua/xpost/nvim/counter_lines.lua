--- The lines of a buffer, of which only those are read again that changed; and where they did.

local M = {}

--- Which lines of a buffer are as they were.  Takes part in every keystroke.
---@class xpost.Change
---@field before integer So many of the first lines are
---@field after integer So many of the last
---@field old integer How many lines there were
---@field new integer How many there are
local Change = {}
Change.__index = Change

---@param count integer Of the lines; a change is known from here on
---@return xpost.Change
function M.change(count)
  return setmetatable({ before = count, after = count, old = count, new = count }, Change)
end

--- Lines were replaced; the arguments are those of on_lines.
---@param first integer
---@param last integer As it was
---@param new_last integer
function Change:add(first, last, new_last)
  local new = self.new + new_last - last
  self.new = new
  if first < self.before then
    self.before = first
  end
  if new - new_last < self.after then
    self.after = new - new_last
  end
end

--- The lines changed once more.
---@param next xpost.Change From what this one led to
function Change:join(next)
  self.before = math.min(self.before, next.before)
  self.after = math.min(self.after, next.after)
  self.new = next.new
end

--- Where a line is now that was there, both from 0.
---@param row integer
---@return integer? row Nil if it changed, or is gone
function Change:moved(row)
  if row < self.before then
    return row
  end
  return row >= self.old - self.after and row + self.new - self.old or nil
end

---@class xpost.Lines
---@field all string[] As nvim_buf_get_lines gives them
---@field change? xpost.Change Since `all` was read; nil if it was not
local Lines = {}
Lines.__index = Lines

---@return xpost.Lines
function M.new()
  return setmetatable({ all = {} }, Lines)
end

--- Nothing is known of the buffer any more.
function Lines:forget()
  self.all, self.change = {}, nil
end

--- Makes room for `new` lines, or takes it away, before the last `after` of `old`.
---@param all string[]
local function move(all, old, new, after)
  if new > old then
    for i = old, old - after + 1, -1 do
      all[i + new - old] = all[i]
    end
  elseif new < old then
    for i = old - after + 1, old do
      all[i + new - old] = all[i]
    end
    for i = old, new + 1, -1 do
      all[i] = nil
    end
  end
end

--- Reads what changed.
---@param buffer integer
---@return xpost.Change? change Since the last time; nil if that is not known
function Lines:update(buffer)
  local count = vim.api.nvim_buf_line_count(buffer)
  local change = self.change
  local is_known = change ~= nil and change.new == count
  if not is_known then
    self.all = vim.api.nvim_buf_get_lines(buffer, 0, -1, false)
  elseif change.before + change.after < math.max(change.old, count) then
    local read = vim.api.nvim_buf_get_lines(buffer, change.before, count - change.after, false)
    move(self.all, change.old, count, change.after)
    for i, line in ipairs(read) do
      self.all[change.before + i] = line
    end
  end
  self.change = M.change(count)
  return is_known and change or nil
end

return M

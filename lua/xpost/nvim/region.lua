--- The text of a region of the current buffer, as yanking it would give it.

local columns = require "xpost.nvim.columns"

local M = {}

---@class xpost.Position
---@field line integer From 1
---@field column integer From 1, in bytes; one past the last byte is the end of the line
---@field extra integer Screen columns beyond the character, with 'virtualedit'

---@class xpost.Region
---@field kind "char" | "line" | "block"
---@field from xpost.Position
---@field to xpost.Position
---@field exclusive? boolean The character at its end is not part of it
---@field line_break? boolean At the end of a line, the line break is part of it
---@field old? boolean Selected with 'selection' "old"
---@field virtual boolean It may begin and end where there is no text
---@field to_end? boolean A block that goes to the end of each line

---@param first integer From 1
---@param last integer Included
---@return string[]
local function get_lines(first, last)
  return vim.api.nvim_buf_get_lines(0, first - 1, last, false)
end

--- What is left of the lines of a charwise region that may begin and end where there is no text:
--- the bytes from `start` up to `stop`, which is not included, and so many spaces around them.
---@param region xpost.Region
---@param lines string[]
---@return integer start, integer stop, integer lead, integer trail
local function virtual_bounds(region, lines)
  local from, to, text = region.from, region.to, lines[#lines]
  local start, stop, lead, trail = from.column, to.column, 0, 0
  local first, last = columns.span(from.line, lines[1], from.column)
  if from.extra > 0 and last > first then
    lead, start = math.max(last - first + 1 - from.extra, 0), from.column + 1
  end
  local extra = region.exclusive and to.extra - 1 or to.extra
  if extra < 0 then
    return start, stop, lead, trail
  end
  local character = columns.character_at(text, to.column)
  first, last = columns.span(to.line, text, to.column)
  if #character > 1 or #character == 1 and first + extra >= last then
    stop = to.column + #character
  elseif #lines == 1 and from.column == to.column then
    start, lead = stop, extra - from.extra + 1
  else
    trail = extra + 1
  end
  return start, stop, lead, trail
end

--- Cuts a charwise region out of its lines, as yanking it would.
---@param region xpost.Region
---@param lines string[] Taken over
---@return string[] lines With an empty one at the end if a line break is there
local function cut_char(region, lines)
  local from, to, last = region.from, region.to, lines[#lines]
  local start, stop, lead, trail = from.column, to.column, 0, 0
  if region.virtual then
    start, stop, lead, trail = virtual_bounds(region, lines)
  elseif not region.exclusive then
    stop = stop + #columns.character_at(last, stop)
    if to.column > #last and region.line_break then
      lines[#lines + 1] = to.line < vim.api.nvim_buf_line_count(0) and "" or nil
    end
  end
  local number = to.line - from.line + 1
  lines[number] = last:sub(1, stop - 1) .. (" "):rep(trail)
  lines[1] = (" "):rep(lead) .. lines[1]:sub(start)
  return lines
end

---@param region xpost.Region
---@return string
local function char_text(region)
  local from, to = region.from, region.to
  local lines = get_lines(from.line, to.line)
  if region.old and not region.virtual and #lines > 1 and lines[#lines] == "" then
    -- Then the empty line does not count; and if there is but indentation before the rest, that is
    -- taken too.
    lines[#lines] = nil
    if #lines[1]:match("^[ \t]*") >= from.column - 1 then
      return table.concat(lines, "\n")
    end
    to.line, to.column = to.line - 1, #lines[#lines] + 1
  end
  return (table.concat(cut_char(region, lines), "\n"):gsub("\n$", ""))
end

--- The columns that a corner of a block takes.
---@param region xpost.Region
---@param position xpost.Position
---@param text string Of its line
---@return integer first
---@return integer last
local function corner(region, position, text)
  local first, last, open = columns.span(position.line, text, math.min(position.column, #text + 1))
  if not region.virtual then
    return first, last
  end
  local closed = open and 0 or last - first
  if position.extra > closed or closed == 0 then
    first = first + position.extra
  end
  return first, first + closed
end

--- The columns of a block.
---@param region xpost.Region
---@param lines string[] All of the region's
---@return integer first
---@return integer last
local function corners(region, lines)
  local first, last = corner(region, region.from, lines[1])
  local other_first, other_last = corner(region, region.to, lines[#lines])
  if region.to_end then
    last = 0
    for i, text in ipairs(lines) do
      local line = columns.of(region.from.line + i - 1, text)
      local extra = region.virtual and region.from.extra or 0
      last = math.max(last, line:before(line.count + 1) + extra)
    end
  elseif region.exclusive and other_first >= 1 and other_first - 1 >= last then
    last = other_first - 1
  else
    last = math.max(last, other_last)
  end
  return math.min(first, other_first), last
end

--- What is between two columns of a line.  A character that is partly outside becomes spaces.
---@param line xpost.Columns
---@param first integer
---@param last integer
---@param virtual boolean Past the end of the line there are spaces
---@return string
local function slice(line, first, last, virtual)
  local start = line:find(first, 1)
  local before = line:before(start)
  if before < first or before > last then
    return (" "):rep(last - first + 1)
  end
  local lead = (" "):rep(before - first)
  local stop = line:find(last + 1, start)
  local reached = line:before(stop)
  if reached <= last then
    return lead .. line:sub(start, stop) .. (" "):rep(virtual and last - reached + 1 or 0)
  elseif reached == last + 1 then
    return lead .. line:sub(start, stop)
  end
  local inside = last + 1 - line:before(stop - 1)
  return lead .. line:sub(start, stop - 1) .. (" "):rep(inside)
end

---@param region xpost.Region
---@param lines string[] All of the region's; taken over
---@return string[] lines What of them is inside
local function cut_block(region, lines)
  local first, last = corners(region, lines)
  for i, text in ipairs(lines) do
    lines[i] = slice(columns.of(region.from.line + i - 1, text), first, last, region.virtual)
  end
  return lines
end

---@param region xpost.Region
---@return string
local function block_text(region)
  local lines = get_lines(region.from.line, region.to.line)
  return table.concat(cut_block(region, lines), "\n")
end

--- Calls the function while the window is as virtcol() is wanted: with columns for text alone, or
--- without those that the editor's own blocks have not.
---@param region xpost.Region
---@param call fun(): string
---@return string
local function on_plain_lines(region, call)
  local undo = {}
  if vim.o.virtualedit ~= "" then
    local own = vim.api.nvim_get_option_value("virtualedit", { scope = "local" })
    undo[1] = "virtualedit=" .. own
    vim.cmd("noautocmd setlocal virtualedit=NONE")
  end
  if region.kind == "block" and vim.wo.linebreak then
    undo[#undo + 1] = "linebreak"
    vim.cmd("noautocmd setlocal nolinebreak")
  end
  local went_well, result = pcall(call)
  if undo[1] then
    vim.cmd("noautocmd setlocal " .. table.concat(undo, " "))
  end
  if not went_well then
    error(result, 0)
  end
  return result
end

--- The text of the region, without a line break at its end.
---@param region xpost.Region
---@return string
function M.text(region)
  if region.kind == "line" then
    return table.concat(get_lines(region.from.line, region.to.line), "\n")
  end
  return on_plain_lines(region, function()
    return (region.kind == "char" and char_text or block_text)(region)
  end)
end

return M

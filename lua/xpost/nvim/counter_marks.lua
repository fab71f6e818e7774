--- What is shown in a text that is counted: pure, from the outline that xpost.split makes to marks
--- at lines and columns, both from 0.

local M = {}

--- When so little is left, it is said.
local NEAR = 20

local HYPHEN, SPACE = ("- "):byte(1, 2)

--- After so many parts, others may have their turn.
local OFTEN = 32

--- How marks are to be made.
---@class xpost.MarkStyle
---@field inline boolean Text can be shown inside a line, and is not in the way there
---@field markdown boolean

--- Something to be shown: text, or a highlight.
---@class xpost.Mark
---@field kind "label" | "range"
---@field row integer
---@field column integer
---@field group string
---@field end_row? integer Of a highlight
---@field end_column? integer Excluded
---@field grows? boolean What is typed at its end is highlighted, too
---@field place? xpost.LabelPlace
---@field inline? boolean It is a part of the line, and wraps with it
---@field text? string
---@field images? string

--- At a `---`, in a blank line below, behind the line, or where the next part begins in the line.
---@alias xpost.LabelPlace "rule" | "blank" | "end" | "inside"

--- Where the parts and their labels are.  Arrays, by the number of the part: to find out that
--- nothing changed makes no new tables.
---@class xpost.Layout
---@field count integer
---@field first_row integer[] Where the part begins
---@field start integer[] How many bytes of the text come before that line
---@field last_row integer[]
---@field place xpost.LabelPlace[]
---@field row integer[] Of the label
---@field column integer[] Where the next part begins, if that is "inside"; else 0

---@return xpost.Layout
function M.layout()
  return { count = 0, first_row = {}, start = {}, last_row = {}, place = {}, row = {}, column = {} }
end

--- The line that a byte of the text is in.
---@param lines string[]
---@param byte integer From 1
---@param row integer A line that is not after it
---@param start integer How many bytes come before that line
---@return integer row
---@return integer start
local function find_row(lines, byte, row, start)
  local line = lines[row + 1]
  while line and byte > start + #line + 1 do
    start, row = start + #line + 1, row + 1
    line = lines[row + 1]
  end
  return row, start
end

--- What a part takes of the text, with its images.
---@param outline xpost.Outline
---@param number integer
---@return integer first
---@return integer last
local function extent(outline, number)
  local first, last, media = outline.first[number], outline.last[number], outline.media[number]
  for i = 1, media and #media or 0 do
    first, last = math.min(first, media[i].first), math.max(last, media[i].last)
  end
  return first, last
end

---@param line string
local function is_rule(line)
  -- Most lines are none, and a pattern is slow.
  return line:byte(1) == HYPHEN and line:byte(3) == HYPHEN and line:find("^%-%-%-%s*$") ~= nil
end

---@param line string
local function is_blank(line)
  return #line == 0 or line:byte(1) <= SPACE and not line:find("%S")
end

--- The first `---` below a line and above another, between which are nothing else but blanks.
local function find_rule(lines, row, till)
  for i = row + 2, till do
    if is_rule(lines[i]) then
      return i - 1
    end
  end
end

--- Where the label of a part is that ends in `row`.
---@param lines string[]
---@param markdown boolean
---@param row integer
---@param next_row? integer Where the next part begins
---@return xpost.LabelPlace place
---@return integer row
local function find_place(lines, markdown, row, next_row)
  if next_row == row then
    return "inside", row
  end
  local rule = markdown and find_rule(lines, row, next_row or #lines)
  if rule then
    return "rule", rule
  elseif not next_row then
    return "end", #lines - 1 -- where one goes on to write
  elseif row + 1 < next_row and is_blank(lines[row + 2]) then
    return "blank", row + 1
  end
  return "end", row
end

--- Finds out where the parts and their labels are.
---@param outline xpost.Outline
---@param lines string[]
---@param markdown boolean
---@param layout xpost.Layout Is changed
---@param pause? fun() Is called every now and then
function M.lay_out(outline, lines, markdown, layout, pause)
  local count = outline.count
  local row, start, first, last = 0, 0, nil, nil
  if count > 0 then
    first, last = extent(outline, 1)
    row, start = find_row(lines, first, 0, 0)
  end
  for i = 1, count do
    layout.first_row[i], layout.start[i] = row, start
    local last_row, next_row
    last_row, start = find_row(lines, last, row, start)
    if i < count then
      first, last = extent(outline, i + 1)
      next_row, start = find_row(lines, first, last_row, start)
    end
    local place, at = find_place(lines, markdown, last_row, next_row)
    layout.last_row[i], layout.place[i], layout.row[i] = last_row, place, at
    layout.column[i] = place == "inside" and first - start - 1 or 0
    row = next_row
    if pause and i % OFTEN == 0 then
      pause()
    end
  end
  layout.count = count
end

--- The part at a place of the text; between two parts, the one before.
---@param layout xpost.Layout
---@param row integer
---@param column integer
---@return integer number
function M.part_at(layout, row, column)
  local low, high = 1, math.max(layout.count, 1)
  while low < high do
    local middle = math.floor((low + high) / 2)
    local at = layout.row[middle]
    local is_after = at < row or at == row and layout.place[middle] == "inside"
      and layout.column[middle] <= column
    low, high = is_after and middle + 1 or low, is_after and high or middle
  end
  return low
end

--- A count, and which of several it is of.
---@param outline xpost.Outline
---@param number integer
---@return string
function M.count(outline, number)
  local count = outline.weight[number] .. "/" .. outline.limit
  return outline.count > 1 and ("%d/%d · %s"):format(number, outline.count, count) or count
end

---@param outline xpost.Outline
---@param number integer
---@param closes boolean It is the last part of a post as it was written
---@return string
local function group_of(outline, number, closes)
  local left = outline.limit - outline.weight[number]
  if left < 0 or outline.invalid[number] then
    return "XpostCountOver"
  end
  return closes and left <= NEAR and "XpostCountNear" or "XpostCount"
end

--- The names of files, as much of them as tells them apart.
---@param media {path: string}[]
---@return string?
local function names_of(media)
  local names = {}
  for i, image in ipairs(media) do
    local name = vim.fn.strtrans(image.path:match("[^/]*$"))
    local short = vim.fn.strcharpart(name, 0, 24)
    names[i] = short == name and name or short .. "…"
  end
  return names[1] and table.concat(names, ", ")
end

--- Where a byte of a part is.
local function position(lines, layout, number, byte)
  local row, start = find_row(lines, byte, layout.first_row[number], layout.start[number])
  return row, byte - start - 1
end

--- From where the limit is passed to the end of the post as it was written.
---@return xpost.Mark
local function beyond_limit(number, over_at, layout, lines)
  local row, column = position(lines, layout, number, over_at)
  while number < layout.count and layout.place[number] ~= "rule" do
    number = number + 1
  end
  local last_row = layout.last_row[number]
  return { kind = "range", row = row, column = column, group = "XpostOverLimit",
    end_row = last_row, end_column = #lines[last_row + 1], grows = true }
end

--- The first character of the next part, where no text can be shown before it.
---@return xpost.Mark
local function first_character(row, column, line)
  local _, last = line:find("^[^\128-\191][\128-\191]*", column + 1)
  return { kind = "range", row = row, column = column, group = "XpostNext", end_row = row,
    end_column = last or column }
end

--- What marks a part.
---@param number integer
---@param outline xpost.Outline
---@param layout xpost.Layout
---@param lines string[]
---@param style xpost.MarkStyle
---@return xpost.Mark[]
function M.of(number, outline, layout, lines, style)
  local place, row, column = layout.place[number], layout.row[number], layout.column[number]
  local line, media, over_at = lines[row + 1], outline.media[number] or {}, outline.over_at[number]
  local inline = style.inline and (place == "end" or place == "inside")
  local label = { kind = "label", row = row, place = place, inline = inline,
    group = group_of(outline, number, place == "rule" or number == outline.count),
    text = M.count(outline, number), images = names_of(media) }
  local marks = { label }
  if place == "inside" then
    label.column = inline and column or #line
    marks[2] = not inline and first_character(row, column, line) or nil
  elseif place == "rule" then
    label.column = 0
    marks[2] = { kind = "range", row = row, column = 0, group = "XpostBorder", end_row = row,
      end_column = 3 }
  else
    label.column = place == "end" and #line or 0
  end
  if over_at then
    marks[#marks + 1] = beyond_limit(number, over_at, layout, lines)
  end
  for _, image in ipairs(media) do
    local from_row, from = position(lines, layout, number, image.first)
    local end_row, last = position(lines, layout, number, image.last)
    marks[#marks + 1] = { kind = "range", row = from_row, column = from, group = "XpostImage",
      end_row = end_row, end_column = last + 1 }
  end
  return marks
end

--- Something instead of counts.
---@param text string
---@param group string
---@param rows integer[] The lines that it is shown behind
---@return xpost.Mark[]
function M.notice(text, group, rows)
  local marks = {}
  for i, row in ipairs(rows) do
    marks[i] = { kind = "label", row = row, column = 0, place = "rule", text = text, group = group }
  end
  return marks
end

--- Whether two look alike, wherever they are.
---@param a xpost.Mark
---@param b xpost.Mark
---@return boolean
function M.are_alike(a, b)
  return a.kind == b.kind and a.group == b.group and a.text == b.text and a.place == b.place
    and a.inline == b.inline and a.images == b.images
end

--- The texts of a label; behind a line, Neovim leaves a column before them.
---@param mark xpost.Mark
local function chunks_of(mark)
  local place = mark.place
  local text = mark.text .. (mark.images and " · " .. mark.images or "")
  if place == "blank" then
    return { { "┈┈ ", "XpostBorder" }, { text, mark.group } }
  elseif place == "inside" and mark.inline then
    return { { "┈ ", "XpostBorder" }, { text, mark.group }, { " ┈ ", "XpostBorder" } }
  end
  return { { (mark.inline and "  " or " ") .. text, mark.group } }
end

--- What nvim_buf_set_extmark is to be given.
---@param mark xpost.Mark
---@return table
function M.options(mark)
  if mark.kind == "range" then
    return { end_row = mark.end_row, end_col = mark.end_column, hl_group = mark.group,
      right_gravity = false, end_right_gravity = mark.grows, strict = false }
  end
  -- A label behind a line goes along with what is typed there.
  local stays = mark.place ~= "end" and (mark.place ~= "inside" or mark.inline)
  return { virt_text = chunks_of(mark), virt_text_pos = mark.inline and "inline" or "eol",
    right_gravity = not stays, strict = false }
end

return M

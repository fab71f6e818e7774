--- Finds a user command in a command line, as the user typed it.

local M = {}

--- Commands whose argument is a command, with what of the name has to be there.
local prefixes = {
  aboveleft = 3, argdo = 5, belowright = 3, botright = 2, browse = 3, bufdo = 5, cdo = 3, cfdo = 4,
  confirm = 4, folddoclosed = 7, folddoopen = 5, hide = 3, horizontal = 3, keepalt = 5,
  keepjumps = 5, keepmarks = 3, keeppatterns = 5, ldo = 2, leftabove = 5, lfdo = 3, lockmarks = 3,
  noautocmd = 3, noswapfile = 3, rightbelow = 6, sandbox = 3, silent = 3, tab = 3, tabdo = 4,
  topleft = 2, unsilent = 3, verbose = 4, vertical = 4, windo = 5,
}

---@param word string
---@param name string
---@param least integer
local function abbreviates(word, name, least)
  return #word >= least and name:sub(1, #word) == word
end

---@param word string
local function is_prefix(word)
  for name, least in pairs(prefixes) do
    if abbreviates(word, name, least) then
      return true
    end
  end
  return false
end

--- Where a pattern in a range ends: after its delimiter, or with the line.
---@param line string
---@param position integer Of the delimiter
---@return integer
local function skip_pattern(line, position)
  local delimiter = line:sub(position, position)
  local i = position + 1
  while i <= #line do
    local character = line:sub(i, i)
    if character == delimiter then
      return i + 1
    end
    i = i + (character == "\\" and 2 or 1)
  end
  return i
end

--- Where the range at the position ends.
---@param line string
---@param position integer
---@return integer
local function skip_range(line, position)
  while true do
    local character = line:sub(position, position)
    if character == "'" then
      position = position + 2
    elseif character == "/" or character == "?" then
      position = skip_pattern(line, position)
    elseif line:find("^\\[/?&]", position) then
      position = position + 2
    elseif character:find("^[%d.$%%*+,;%- \t-]") then
      position = position + 1
    else
      return math.min(position, #line + 1)
    end
  end
end

---@param range string
---@return boolean is The lines of the last visual selection, by name
function M.is_selection(range)
  range = range:gsub("[ \t]", "")
  return range == "'<,'>" or range == "'<;'>" or range == "*"
end

--- After the command at the position, if another can follow.
---@param line string
---@param position integer
---@return integer?
local function next_command(line, position)
  local bar = line:find("|", position, true)
  while bar and line:find("^[\\\22]", bar - 1) do
    bar = line:find("|", bar + 1, true)
  end
  return bar and bar + 1
end

---@class xpost.CommandLine
---@field range string As typed; "" if there is none
---@field bang boolean
---@field arguments string

--- The first use of the user command.  What other commands do with their arguments (`:execute`,
--- `:normal`, `:global`) is not looked at.
---@param line string
---@param name string Abbreviations are found too
---@return xpost.CommandLine? command
function M.find(line, name)
  local position, range = 1, "" ---@type integer?, string
  while position do
    position = line:match("^[ \t:]*()", position)
    local stop = skip_range(line, position)
    local here = line:sub(position, stop - 1)
    -- A selection's range may stand before `:silent` and its like.
    range = here ~= "" and here or range
    position = line:match("^[ \t:]*()", stop)
    local word, bang, after = line:match("^(%a[%w]*)(!?)()", position)
    if word and abbreviates(word, name, 2) then
      return { range = range, bang = bang == "!", arguments = line:match("^[ \t]*(.*)", after) }
    elseif word and is_prefix(word) then
      range = M.is_selection(range) and range or ""
      position = after
    else
      position, range = next_command(line, position), ""
    end
  end
end

return M

--- Where the characters of a line are on the screen.
--- Columns count from 0.  What the editor shows inside a line without its being text, such as
--- 'showbreak', has columns too, as it has for the editor's own blocks.  All is measured in the
--- current window and buffer.

local M = {}

--- The text as the editor's functions take it, whose strings hold no zero bytes.
---@param text string
---@return string
local function without_zeros(text)
  return (text:gsub("%z", "\n"))
end

--- The character that begins at a byte, with its composing characters; "" at the end.
---@param text string
---@param byte integer
---@return string
function M.character_at(text, byte)
  -- Not all of a long line is handed over for one character.
  return vim.fn.matchstr(without_zeros(text:sub(byte, byte + 4095)), "\\_.")
end

--- Where the character begins whose last byte is this one.
---@param text string
---@param byte integer
---@return integer
function M.start_of(text, byte)
  local before = without_zeros(text:sub(math.max(byte - 4095, 1), byte))
  return byte + 1 - math.max(#vim.fn.matchstr(before, "\\_.$"), 1)
end

--- Where the characters of a line are.
---@class xpost.Columns
---@field number integer The line's
---@field text string
---@field starts integer[]? The byte at which each character begins, and one past the end; absent
---where each is one byte in one column
---@field count integer Of the characters
local Columns = {}
Columns.__index = Columns

--- The columns before the character that begins at a byte.
---@param number integer Of the line
---@param byte integer
---@return integer
local function columns_before(number, byte)
  return byte == 1 and 0 or vim.fn.virtcol { number, byte - 1 }
end

--- The columns before a character; before the one past the end, those of the whole line.
---@param index integer
---@return integer
function Columns:before(index)
  return self.starts and columns_before(self.number, self.starts[index]) or index - 1
end

--- The first character, from `index` on, before which there are at least so many columns; one past
--- the end if there is none.
---@param least integer
---@param index integer
---@return integer
function Columns:find(least, index)
  local beyond = self.count + 1
  while index < beyond do
    local middle = math.floor((index + beyond) / 2)
    if self:before(middle) >= least then
      beyond = middle
    else
      index = middle + 1
    end
  end
  return index
end

--- The text from one character up to another, without that.
---@param first integer
---@param last integer
---@return string
function Columns:sub(first, last)
  if self.starts then
    first, last = self.starts[first], self.starts[last]
  end
  return self.text:sub(first, last - 1)
end

--- The characters of a line.
---@param number integer The line's
---@param text string
---@return xpost.Columns
function M.of(number, text)
  local self = setmetatable({ number = number, text = text }, Columns)
  self.count = #text
  -- No character has less than one column, so that the sum tells.
  if not text:find("[^\32-\126]") and columns_before(number, #text + 1) == #text then
    return self
  end
  self.starts = {}
  local byte, characters = 1, vim.fn.split(without_zeros(text), "\\zs")
  for i, character in ipairs(characters) do
    self.starts[i], byte = byte, byte + #character
  end
  self.count = #characters
  self.starts[self.count + 1] = byte
  return self
end

---@param character string
---@return boolean
local function is_shown_as_it_is(character)
  if character == "" or character == "\t" then
    return false
  end
  local base = vim.fn.nr2char(vim.fn.char2nr(character))
  return vim.fn.strtrans(base) == base
end

--- The columns of the character at a byte, or of the end of the line.
---@param number integer Of the line
---@param text string
---@param byte integer
---@return integer first
---@return integer last
---@return boolean open Can the cursor be on each of them?  As on those of a tab
function M.span(number, text, byte)
  local character = M.character_at(text, byte)
  local open = not is_shown_as_it_is(character)
  if vim.fn.has("nvim-0.10") == 1 then
    local first, last = unpack(vim.fn.virtcol({ number, byte }, 1))
    return first - 1, last - 1, open
  end
  local last = vim.fn.virtcol { number, byte } - 1
  -- A wide character that is wrapped leaves a column before it, which belongs to neither line.
  local first = open and columns_before(number, byte) or last - vim.fn.strwidth(character) + 1
  return first, last, open
end

return M

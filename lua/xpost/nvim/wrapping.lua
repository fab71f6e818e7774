--- Breaks text into lines as it is written: Latin script at spaces, Japanese between characters.

local M = {}

---@param characters string
---@return table<string, true>
local function set(characters)
  local all = {}
  for character in characters:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
    all[character] = true
  end
  return all
end

--- What begins no line, and what ends none.
local never_first = set("、。，．・：；？！」』）】〕〉》”’ーゝゞ々…‥ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
  .. ",.:;?!)]}\226\128\141")
local never_last = set("「『（【〔〈《“‘([{\226\128\141")

--- Han, kana, Hangul and all of full width; what comes after U+FFFF is emoji, or Han as well.
---@param character string
---@return boolean
local function is_wide(character)
  return character:byte() >= 0xE3
end

--- Katakana writes words of other languages, which stay whole as those of Latin script do.
---@param character string
---@return boolean
local function is_katakana(character)
  return character >= "ァ" and character <= "ー" and #character == 3
end

--- The parts of a word between which a line may be broken.
---@param word string
---@return string[]
local function parts_of(word)
  if not word:find("[\227-\244]") then
    return { word }
  end
  local parts, last = {}, nil
  for _, character in ipairs(vim.fn.split(word, "\\zs")) do
    local first = character:match("^[%z\1-\127\194-\244][\128-\191]*") or character
    if last and (never_first[first] or never_last[last]
      or is_katakana(first) and is_katakana(last)
      or not is_wide(first) and not is_wide(last)) then
      parts[#parts] = parts[#parts] .. character
    else
      parts[#parts + 1] = character
    end
    last = first
  end
  return parts
end

--- A text in lines of so many columns; what has no place to break it is longer.
---@param text string
---@param width integer
---@param indent? string Before all lines but the first
---@return string[]
function M.lines(text, width, indent)
  local lines, line = {}, nil
  local function add(space, part)
    local longer = (line or "") .. space .. part
    if line and vim.fn.strdisplaywidth(longer) > width then
      lines[#lines + 1], line = line, (indent or "") .. part
    else
      line = longer
    end
  end
  for space, word in text:gmatch("(%s*)(%S+)") do
    for i, part in ipairs(parts_of(word)) do
      add(i == 1 and space:gsub("[\r\n]", " ") or "", part)
    end
  end
  lines[#lines + 1] = line or ""
  return lines
end

return M

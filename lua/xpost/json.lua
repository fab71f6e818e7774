--- Makes JSON of what the functions of xpost return, for other programs to read.

local M = {}

-- Well-formed UTF-8 beyond ASCII (Unicode Standard, table 3-7).
local sequences = {
  "^[\194-\223][\128-\191]",
  "^\224[\160-\191][\128-\191]",
  "^[\225-\236\238\239][\128-\191][\128-\191]",
  "^\237[\128-\159][\128-\191]",
  "^\240[\144-\191][\128-\191][\128-\191]",
  "^[\241-\243][\128-\191][\128-\191][\128-\191]",
  "^\244[\128-\143][\128-\191][\128-\191]",
}

-- Of these, what a terminal or a reader could take for something else: further control
-- characters, line ends, and marks that change the direction of text.
local unsafe = {
  "^\194[\128-\159]", "^\226\128[\142\143\168-\174]", "^\226\129[\166-\169]", "^\216\156",
  "^\239\187\191",
}

local short = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

---@param character string Of two or three bytes
---@return integer
local function code_point(character)
  local first, second, third = character:byte(1, 3)
  return third and (first % 16) * 4096 + (second % 64) * 64 + third % 64
    or (first % 32) * 64 + second % 64
end

--- A character that is not of ASCII, and its bytes.
local function beyond_ascii(text, at)
  for _, pattern in ipairs(unsafe) do
    local found = text:match(pattern, at)
    if found then
      return ("\\u%04x"):format(code_point(found)), #found
    end
  end
  for _, pattern in ipairs(sequences) do
    local found = text:match(pattern, at)
    if found then
      return found, #found
    end
  end
  return "\\ufffd", 1
end

--- The JSON of what is at a position, and its bytes.
local function next_part(text, at)
  local plain = text:match("^[ !#-Z^-~%[%]]+", at)
  if plain then
    return plain, #plain
  end
  local character = text:sub(at, at)
  if character:byte() >= 128 then
    return beyond_ascii(text, at)
  end
  return short[character] or ("\\u%04x"):format(character:byte()), 1
end

---@param text string
---@return string
local function quote(text)
  local parts, at = { '"' }, 1
  while at <= #text do
    local part, size = next_part(text, at)
    parts[#parts + 1], at = part, at + size
  end
  return table.concat(parts) .. '"'
end

---@param value number
---@return string
local function number(value)
  if value ~= value or value == math.huge or value == -math.huge then
    return "null"
  end
  local whole = value == math.floor(value) and math.abs(value) < 2 ^ 53
  return (whole and "%.0f" or "%.14g"):format(value)
end

--- Members in the order of their names, so that the same always gives the same text.
local function object(value, encode)
  local names, parts = {}, {}
  for name in next, value do
    if type(name) == "string" then
      names[#names + 1] = name
    end
  end
  table.sort(names)
  for i, name in ipairs(names) do
    parts[i] = quote(name) .. ":" .. encode(value[name])
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

--- The JSON of a value, in one line.  A table with a first item, or with nothing in it, is a list;
--- ids are strings and stay so.  What has no place in JSON is null.
---@param value any
---@return string
function M.encode(value)
  local kind = type(value)
  if kind == "string" then
    return quote(value)
  elseif kind == "number" then
    return number(value)
  elseif kind == "boolean" then
    return tostring(value)
  elseif kind ~= "table" then
    return "null"
  elseif next(value) ~= nil and value[1] == nil then
    return object(value, M.encode)
  end
  local parts = {}
  for i, item in ipairs(value) do
    parts[i] = M.encode(item)
  end
  return "[" .. table.concat(parts, ",") .. "]"
end

return M

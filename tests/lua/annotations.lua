--- Reads the LuaCATS annotations of Lua sources, as far as this project uses them, and finds what is
--- wrong with them:
---
---     local all = annotations.new()
---     all:read("lua/xpost/init.lua", text)
---     for _, problem in ipairs(all:problems()) do print(problem) end
---
--- It knows no values.  What it checks: types can be parsed and exist; a public function has a type
--- for each parameter, and for what it returns; of a parameter whose class is known, only fields
--- and methods are used that the class has.

local M = {}

local builtin = {}
for name in ([[nil any boolean string number integer function table thread userdata unknown true
  false]]):gmatch("%S+") do
  builtin[name] = true
end

-- ---- types -----------------------------------------------------------------------------------

--- Where a type ends that begins at the position; calls `found` with each name in it.  Raises what
--- is wrong with it.
local parse_type

local function skip(text, position, pattern)
  return text:match("^%s*" .. pattern .. "()", position)
end

local function expect(text, position, pattern, what)
  return skip(text, position, pattern)
    or error(("expected %s at '%s'"):format(what, text:sub(position)), 0)
end

--- Zero or more of what `one` parses, with commas between them, up to `close`.
local function parse_list(text, position, close, one)
  local stop = skip(text, position, close)
  while not stop do
    position = one(position)
    stop = skip(text, position, close)
    position = stop or expect(text, position, ",", "a comma or '" .. close .. "'")
  end
  return stop
end

local function parse_function(text, position, found)
  position = parse_list(text, position, "%)", function(at)
    at = skip(text, at, "%.%.%.") or expect(text, at, "[%a_][%w_]*%??", "a parameter")
    local typed = skip(text, at, ":")
    return typed and parse_type(text, typed, found) or at
  end)
  local result = skip(text, position, ":")
  while result do
    position = parse_type(text, result, found)
    result = skip(text, position, ",%s*%f[%w{]")
  end
  return position
end

local function parse_table(text, position, found)
  return parse_list(text, position, "}", function(at)
    local key = skip(text, at, "%[")
    if key then
      at = expect(text, parse_type(text, key, found), "%]%??", "']'")
    else
      at = expect(text, at, "[%a_][%w_]*%??", "the name of a field")
    end
    return parse_type(text, expect(text, at, ":", "':'"), found)
  end)
end

local function parse_primary(text, position, found)
  local stop = skip(text, position, '"[^"]*"') or skip(text, position, "%-?%d+")
  if stop then
    return stop
  end
  local open = skip(text, position, "%(")
  if open then
    return expect(text, parse_type(text, open, found), "%)", "')'")
  end
  open = skip(text, position, "fun%(")
  if open then
    return parse_function(text, open, found)
  end
  open = skip(text, position, "{")
  if open then
    return parse_table(text, open, found)
  end
  local name, after = text:match("^%s*([%a_][%w_.]*)()", position)
  if not name then
    error(("expected a type at '%s'"):format(text:sub(position)), 0)
  end
  found(name)
  local arguments = text:match("^<()", after)
  return arguments and parse_list(text, arguments, ">", function(at)
    return parse_type(text, at, found)
  end) or after
end

function parse_type(text, position, found)
  repeat
    position = parse_primary(text, position, found)
    local after = position
    while after do
      position, after = after, text:match("^%[%]()", after) or text:match("^%?()", after)
    end
    local more = skip(text, position, "|")
    position = more or position
  until not more
  return position
end

-- ---- sources -----------------------------------------------------------------------------------

local Annotations = {}
Annotations.__index = Annotations

--- What an annotation with this tag holds.  `block` is of the lines before one that is none.
local readers = {}

function readers.class(self, rest, block)
  local name, parents = rest:match("^([%w_.]+)%s*:?%s*([%w_., ]*)")
  if self.types[name] then
    self:complain("%s is declared twice", name)
  end
  local class = { fields = {}, parents = {} }
  for parent in parents:gmatch("[%w_.]+") do
    class.parents[#class.parents + 1] = parent
    self:need(parent)
  end
  self.types[name], block.class = class, class
end

function readers.field(self, rest, block)
  rest = rest:gsub("^private%s+", ""):gsub("^package%s+", "")
  local name, kind = rest:match("^([%w_]+)%??%s+(.+)$")
  if not name then
    name, kind = rest:match("^(%b[])%s+(.+)$")
  end
  if not name or not block.class then
    self:complain("a field without name, type or class: %s", rest)
  elseif block.class.fields[name] then
    self:complain("the field %s is there twice", name)
  else
    block.class.fields[name] = true
    self:parse(kind)
  end
end

function readers.param(self, rest, block)
  local name, kind = rest:match("^([%w_.]+)%??%s+(.+)$")
  if not name then
    self:complain("a parameter without name or type: %s", rest)
    return
  end
  self:parse(kind)
  block.parameters[#block.parameters + 1] = name
  block.classes[name] = kind:match("^(xpost[%w_.]*)%f[%s?%z]") or nil
end

readers["return"] = function(self, rest, block)
  block.returns = true
  -- Several in a line have commas between them, and names.
  for part in (rest:match("^[%w_.?%[%]]+ [%w_]+, .*") or ""):gmatch(", ([%w_.?%[%]]+) [%w_]+") do
    self:parse(part)
  end
  self:parse(rest)
end

function readers.alias(self, rest)
  local name, kind = rest:match("^([%w_.]+)%s*(.*)$")
  self.types[name] = self.types[name] and self:complain("%s is declared twice", name)
    or { fields = {}, parents = {}, alias = true }
  if kind ~= "" then
    self:parse(kind)
  end
end

function readers.type(self, rest)
  self:parse(rest)
end

function readers.overload(self, rest)
  self:parse(rest)
end

function readers.meta() end

function Annotations:complain(format, ...)
  table.insert(self.list, ("%s:%d: %s"):format(self.path, self.number, format:format(...)))
end

function Annotations:need(name)
  self.needed[#self.needed + 1] = { name = name, path = self.path, number = self.number }
end

function Annotations:parse(text)
  local went_well, problem = pcall(parse_type, text, 1, function(name) self:need(name) end)
  if not went_well then
    self:complain("%s", problem)
  end
end

local function new_block()
  return { parameters = {}, classes = {} }
end

--- The code of a line, without strings and comments.
local function code_of(line)
  return (line:gsub('\\.', ""):gsub('"[^"]*"', '""'):gsub("%-%-.*", ""))
end

--- A function of the file, whose body ends at the `end` that is indented as it is.
local function body_of(lines, first)
  local indent = lines[first]:match("^%s*")
  local body = {}
  for i = first + 1, #lines do
    local line = lines[i]
    if line:match("^%s*") == indent and line:find("^%s*end%f[^%w_]") then
      return body
    end
    body[#body + 1] = code_of(line)
  end
  return body
end

--- Does the function itself return something, and not one inside it?
local function returns_something(body)
  local inner
  for _, line in ipairs(body) do
    local indent, ends = line:match("^%s*"), line:find("^%s*end%f[^%w_]")
    line = line:gsub("%f[%w_]function%s*%b().-%f[%w_]end%f[^%w_]", "{}")
    if inner then
      inner = not (ends and indent == inner) and inner or nil
    elseif line:find("^%s*return%s+[^%s]") or line:find("%f[%w_]then return%s+[^%s]") then
      return true
    elseif line:find("%f[%w_]function%f[^%w_]") then
      inner = indent
    end
  end
  return false
end

function Annotations:check_signature(block, name, parameters, body)
  local given = table.concat(block.parameters, " ")
  local wanted = table.concat(parameters, " ")
  if given ~= wanted then
    self:complain("%s(%s) has types for (%s)", name, wanted, given)
  end
  local returns = returns_something(body)
  if returns ~= (block.returns or false) then
    self:complain("%s returns %s, and is said to return %s", name, returns and "something" or "nothing",
      block.returns and "something" or "nothing")
  end
end

--- Remembers which fields and methods are used of what has a class.
function Annotations:note_uses(classes, body)
  for variable, class in pairs(classes) do
    for i, line in ipairs(body) do
      for before, field in line:gmatch("(.?)%f[%w_]" .. variable .. "[.:]([%a_][%w_]*)") do
        if before ~= "." and before ~= ":" then
          table.insert(self.uses, { class = class, field = field, path = self.path,
            number = self.number + i, name = variable })
        end
      end
    end
  end
end

local function parameters_of(list)
  local parameters = {}
  for name in list:gmatch("[%w_]+") do
    if name:sub(1, 1) ~= "_" then
      parameters[#parameters + 1] = name
    end
  end
  return parameters
end

--- A line that is no annotation, and ends the block above it.
function Annotations:read_code(lines, number, block, classes)
  local line = lines[number]
  local variable = line:match("^local ([%w_]+) = ")
  if variable and block.class then
    classes[variable] = block.class
  end
  local public = line:match("^function ") ~= nil
  local owner, separator, name, list = line:match("^function ([%w_]+)([.:])([%w_]+)(%b())")
  list = list or line:match("^local function [%w_]+(%b())") or line:match("^function [%w_]+(%b())")
    or line:match("^%s*[%w_.]+ = function(%b())")
  if not list then
    return
  end
  local body = body_of(lines, number)
  if owner and classes[owner] then
    classes[owner].fields[name] = true
    block.classes.self = separator == ":" and classes[owner] or nil
  end
  -- Types alone have no body to look at.
  if public and owner and (owner == "M" or classes[owner]) and not line:find("%f[%w]end%s*$") then
    self:check_signature(block, owner .. separator .. name, parameters_of(list), body)
  end
  self:note_uses(block.classes, body)
end

--- Reads a source.
function Annotations:read(path, text)
  local lines, classes, block = {}, {}, new_block()
  for line in (text .. "\n"):gmatch("(.-)\n") do
    lines[#lines + 1] = line
  end
  self.path = path
  for number, line in ipairs(lines) do
    self.number = number
    local tag, rest = line:match("^%s*%-%-%-@(%w+)%s*(.*)$")
    local inline = not tag and line:match("%S.*%-%-%-@type%s+(.*)$")
    if inline then
      self:parse(inline)
    end
    if tag and readers[tag] then
      readers[tag](self, rest, block)
    elseif tag then
      self:complain("'@%s' is not known", tag)
    elseif line:find("^%s*%-%-%-|") then
      self:parse((line:gsub("^%s*%-%-%-|", "")))
    elseif not line:find("^%s*%-%-%-") then
      self:read_code(lines, number, block, classes)
      block = new_block()
    end
  end
end

local function has(types, class, field)
  if type(class) == "string" then
    class = types[class]
  end
  if not class or class.alias or class.fields[field] then
    return true -- what is not declared is told elsewhere
  end
  for _, parent in ipairs(class.parents) do
    if types[parent] and has(types, parent, field) then
      return true
    end
  end
  return false
end

--- What is wrong in all that was read.
---@return string[]
function Annotations:problems()
  local list = {}
  for _, problem in ipairs(self.list) do
    list[#list + 1] = problem
  end
  for _, need in ipairs(self.needed) do
    if not builtin[need.name] and not self.types[need.name] then
      list[#list + 1] = ("%s:%d: the type %s is declared nowhere"):format(
        need.path, need.number, need.name)
    end
  end
  for _, use in ipairs(self.uses) do
    if not has(self.types, use.class, use.field) then
      list[#list + 1] = ("%s:%d: %s.%s is no field of its class"):format(
        use.path, use.number, use.name, use.field)
    end
  end
  return list
end

function M.new()
  return setmetatable({ list = {}, types = {}, needed = {}, uses = {} }, Annotations)
end

return M

--- A help file, taken apart.

local check = require "check"

local root = vim.fn.fnamemodify(check.folder .. "../..", ":p")

---@class HelpFile
---@field name string Such as "xpost.txt"
---@field lines string[]
---@field text string
---@field prose string Without its examples
---@field examples string[]
---@field tags table<string, integer> How many times each is there
local HelpFile = {}
HelpFile.__index = HelpFile

-- An example begins after a ">" that ends a line, and ends before the next line that is not indented.
local function split(lines)
  local prose, examples, example = {}, {}, nil
  for _, line in ipairs(lines) do
    if example and line:find("^[^%s]") then
      examples[#examples + 1] = table.concat(example, "\n")
      example = nil
      line = line:gsub("^<", " ")
    end
    if example then
      example[#example + 1] = line
    else
      prose[#prose + 1] = line
      example = (line == ">" or line:find(" >$")) and {} or nil
    end
  end
  return table.concat(prose, "\n"), examples
end

---@param name string In doc/
---@return HelpFile
function HelpFile.read(name)
  local self = setmetatable({ name = name, tags = {} }, HelpFile)
  self.lines = vim.fn.readfile(root .. "doc/" .. name)
  self.text = table.concat(self.lines, "\n") .. "\n"
  self.prose, self.examples = split(self.lines)
  for tag in self.prose:gmatch("%f[*]%*([^%s*|]+)%*%f[%s%z]") do
    self.tags[tag] = (self.tags[tag] or 0) + 1
  end
  return self
end

--- What is under a tag: up to the next tag of the same column or the next section.
---@param tag string
---@return string
function HelpFile:under(tag)
  local first = self.text:find("*" .. tag .. "*", 1, true)
  local last = first and self.text:find("\n[^\n]*%*[^%s*|]+%*\n", first + #tag + 2)
  return first and self.text:sub(first, last or -1):gsub("\n===.*", "") or ""
end

---@param tag string
function HelpFile:documented(tag)
  return check.ok(self.tags[tag], ("*%s* is not in doc/%s"):format(tag, self.name))
end

--- Is the word explained under the tag?
---@param word string
---@param tag string
function HelpFile:mentioned(word, tag)
  local pattern = "%f[%w_]" .. vim.pesc(word) .. "%f[^%w_]"
  check.ok(self:under(tag):find(pattern),
    ("'%s' is not explained under *%s* in doc/%s"):format(word, tag, self.name))
end

return HelpFile

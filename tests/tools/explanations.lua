#!/usr/bin/env lua5.4
-- explanations.lua check | write: the table of error codes in doc/xpost.txt and doc/xpost.jax is what
-- explain() says; `write` makes it so.  It is what stands between its tag and the next section.  Needs
-- the built module (LUA_CPATH).

local xpost = require "xpost"

local begin, finish = "*xpost-error-codes*\n", "\n===="
local helps = {
  { path = "doc/xpost.txt", language = "en", labels = {
    happened = "What happened:", why = "Why, usually:", todo = "What to do:", where = "Where:" } },
  { path = "doc/xpost.jax", language = "ja", labels = {
    happened = "何が起きたか:", why = "よくある原因:", todo = "対処:", where = "場所:" } },
}
local width, indent = 78, 4

-- Everything beyond Latin in these texts is two columns wide.
local function columns(char)
  return utf8.codepoint(char) >= 0x1100 and 2 or 1
end

local function is_wide(char)
  return char ~= "" and utf8.codepoint(char) >= 0x1100
end

--- What cannot be parted: words, and single wide characters with the marks that may not begin a line.
local function units(text)
  local list, last = {}, ""
  for _, code in utf8.codes(text) do
    local char = utf8.char(code)
    local ends, begins = ("、。」）ーっゃゅょッャュョ"):find(char, 1, true), ("「（"):find(last, 1, true)
    local in_word = char ~= " " and last ~= " " and not is_wide(char) and not is_wide(last)
    if #list > 0 and (ends and is_wide(char) or begins and is_wide(last) or in_word) then
      list[#list] = list[#list] .. char
    else
      list[#list + 1] = char
    end
    last = char
  end
  return list
end

local function wrapped(text)
  local lines, line, taken = {}, (" "):rep(indent), indent
  for _, unit in ipairs(units(text)) do
    local wide = 0
    for _, code in utf8.codes(unit) do
      wide = wide + columns(utf8.char(code))
    end
    if taken + wide > width and taken > indent then
      lines[#lines + 1] = line:gsub("%s+$", "")
      line, taken = (" "):rep(indent), indent
    end
    if not (unit == " " and taken == indent) then
      line, taken = line .. unit, taken + wide
    end
  end
  lines[#lines + 1] = line:gsub("%s+$", "")
  return table.concat(lines, "\n")
end

local function block(help)
  xpost.language(help.language)
  local out = {}
  for _, code in ipairs(xpost.explain()) do
    local tag = "*xpost-error-" .. code .. "*"
    out[#out + 1] = code .. (" "):rep(width - #code - #tag) .. tag
    local explanation = xpost.explain(code)
    for _, part in ipairs { "happened", "why", "todo", "where" } do
      if explanation[part] ~= "" then
        out[#out + 1] = wrapped(help.labels[part] .. " " .. explanation[part])
      end
    end
    out[#out + 1] = ""
  end
  return table.concat(out, "\n")
end

local passed, failed = 0, 0
for _, help in ipairs(helps) do
  local file = assert(io.open(help.path))
  local text = file:read "a"
  file:close()
  local _, first = text:find(begin, 1, true)
  local last = first and text:find(finish, first, true)
  assert(last, help.path .. ": there is no place for the table of errors")
  local right = text:sub(1, first) .. "\n" .. block(help) .. text:sub(last)
  if arg[1] == "write" then
    local out <close> = assert(io.open(help.path, "w"))
    out:write(right)
  elseif right == text then
    passed = passed + 1
  else
    failed = failed + 1
    print("FAILED: " .. help.path .. ": the table of errors is not that of explain(): run make explanations")
  end
end
if arg[1] ~= "write" then
  print(("%d passed, %d failed"):format(passed, failed))
  os.exit(failed == 0)
end

#!/usr/bin/env lua5.4
-- translations.lua check    what the user may read and the catalogue lacks, what nobody says any
--                           more, conversions that differ; ends with "N passed, N failed"
-- translations.lua missing  the same texts as lines for the catalogue
-- translations.lua write    puts lua/xpost/translate_ja.lua in order, and makes
--                           src/translate_ja.c from it
--
-- A text that the user may read is a literal in src/ or lua/ with at least two words, or one that
-- is given to translate(), later(), xpost_translate() or xpost_error_set().  What is none although it looks
-- like one stands in untranslated.lua, beside this file.

local catalogue_path, table_path = "lua/xpost/translate_ja.lua", "src/translate_ja.c"
-- All its words are shown, single ones as well.
local names_path = "src/step.c"
local untranslated = dofile "tests/tools/untranslated.lua"

local function read(path)
  local file <close> = assert(io.open(path))
  return file:read "a"
end

local function files(command)
  local list = {}
  for path in io.popen(command):lines() do
    if not untranslated.files[path] then
      list[#list + 1] = path
    end
  end
  return list
end

-- ---- reading sources

local escapes = { n = "\n", t = "\t", ["\\"] = "\\", ['"'] = '"', ["'"] = "'", ["?"] = "?" }

local function unescape(literal)
  return (literal:gsub("\\x(%x%x)", function(code)
    return string.char(tonumber(code, 16))
  end):gsub("\\z%s*", ""):gsub("\\(%d%d?%d?)", function(code)
    return code == "0" and "\0" or string.char(tonumber(code))
  end):gsub("\\(.)", escapes))
end

--- Calls found(text, before) for each literal; `before` is the code on the way to it.
--- Literals that the language joins (`joint` matches what may stand between) come as one.
local function each_literal(source, comment, joint, found)
  local at, code = 1, {}
  local text, last
  local function flush()
    if text then
      found(text, last)
      text = nil
    end
  end
  while at <= #source do
    local finish = comment(source, at)
    local char = source:sub(at, at)
    if finish then
      at = finish
    elseif char == '"' or char == "'" then
      local stop = at + 1
      while source:sub(stop, stop) ~= char do
        stop = stop + (source:sub(stop, stop) == "\\" and 2 or 1)
      end
      local literal = unescape(source:sub(at + 1, stop - 1))
      local before = table.concat(code)
      if text and before:find(joint) then
        text = text .. literal
      else
        flush()
        text, last = literal, before
      end
      if text == literal then
        last = before
      end
      code = {}
      at = stop + 1
    else
      code[#code + 1] = char
      if text and not table.concat(code):find(joint) and not char:find "[%s.]" then
        flush()
      end
      at = at + 1
    end
  end
  flush()
end

local function c_comment(source, at)
  if source:sub(at, at + 1) == "/*" then
    return source:find("*/", at + 2, true) + 2
  elseif source:sub(at, at) == "#" and source:sub(at):find "^#%s*include" then
    return source:find("\n", at, true)
  elseif source:find("^'\\?.'", at) then
    return select(2, source:find("^'\\?.'", at)) + 1
  end
end

local function lua_comment(source, at)
  if source:sub(at, at + 1) == "--" then
    return source:find("\n", at, true) or #source + 1
  end
end

local function is_prose(text)
  return text:find "%a[%a']+[,;:]? %l[%a']+" and not text:find "^%u%u+ [%u*]"
end

local function is_untranslated(text)
  for _, pattern in ipairs(untranslated.patterns) do
    if text:find(pattern) then
      return true
    end
  end
  return untranslated.texts[text]
end

--- What the user may read: text -> "core" or "lua", and text -> where.
local function collect()
  local section, where = {}, {}
  local function add(part, path, text)
    if not is_untranslated(text) then
      section[text] = section[text] or part
      where[text] = where[text] or path
    end
  end
  for _, path in ipairs(files "find src -name '*.[ch]' | LC_ALL=C sort") do
    each_literal(read(path), c_comment, "^%s*$", function(text, before)
      local raises = before:find "luaL_%a*error%s*%([^;{]*$"
      if not raises and (is_prose(text) or path == names_path or before:find "xpost_translate%s*%(%s*$"
          or before:find "xpost_error_set%s*%([^;{]*$" and text:find "%l%l") then
        add("core", path, text)
      end
    end)
  end
  for _, path in ipairs(files "find lua plugin -name '*.lua' | LC_ALL=C sort") do
    each_literal(read(path), lua_comment, "^%s*%.%.%s*$", function(text, before)
      local raises = before:find "%f[%w]error%s*%($" or before:find "desc = $"
      if not raises and (is_prose(text) or before:find "%f[%w]translate%s*%(?$"
          or before:find "%f[%w]later%s*%(?$") then
        add("lua", path, text)
      end
    end)
  end
  return section, where
end

-- ---- the catalogue

local function load_catalogue()
  local given = dofile(catalogue_path)
  local all = {}
  for _, part in ipairs { "core", "lua" } do
    for english, japanese in pairs(given[part]) do
      all[english] = japanese
    end
  end
  return all
end

--- The conversions of a format in the order of its values, as one text.
local function conversions(format)
  local list, plain = {}, 0
  local pattern = "%%(%d?%$?)([-+ #0]*%d*%.?[%d*]*[hlzj]*%a)"
  for number, conversion in format:gsub("%%%%", ""):gmatch(pattern) do
    if number:find "%$" then
      list[tonumber(number:sub(1, 1))] = conversion
    else
      plain = plain + 1
      list[plain] = number .. conversion
    end
  end
  for i = 1, #list do
    list[i] = list[i] or "?"
  end
  return table.concat(list, " ")
end

local function sorted(all)
  local keys = {}
  for key in pairs(all) do
    keys[#keys + 1] = key
  end
  table.sort(keys) -- strcmp's order: this runs in the C locale
  return keys
end

local function quoted(text)
  return '"' .. text:gsub('[\\"\n\t]', { ["\\"] = "\\\\", ['"'] = '\\"', ["\n"] = "\\n", ["\t"] = "\\t" })
    .. '"'
end

local function catalogue_text(all, section)
  local out = { "--- What xpost says, in Japanese: the one catalogue, for the C module (core) and the Lua"
    .. " files (lua).\n--- Put in order by `make translations`, which also makes src/translate_ja.c"
    .. " from it.\n\nreturn {\n" }
  for _, part in ipairs { "core", "lua" } do
    out[#out + 1] = "  " .. part .. " = {\n"
    for _, english in ipairs(sorted(all)) do
      if (section[english] or "lua") == part then
        out[#out + 1] = ("    [%s] =\n      %s,\n"):format(quoted(english), quoted(all[english]))
      end
    end
    out[#out + 1] = "  },\n"
  end
  out[#out + 1] = "}\n"
  return table.concat(out)
end

local function table_text(all, section)
  local out = { "/* Generated by tests/tools/translations.lua from lua/xpost/translate_ja.lua. */\n"
    .. '#include "translate.h"\n\n/* clang-format off */\n'
    .. "const struct xpost_translation xpost_translations_ja[] = {\n" }
  for _, english in ipairs(sorted(all)) do
    if section[english] == "core" then
      out[#out + 1] = ("    {%s,\n     %s},\n"):format(quoted(english), quoted(all[english]))
    end
  end
  out[#out + 1] = "};\n/* clang-format on */\n\nconst size_t xpost_translations_ja_count =\n"
    .. "    sizeof xpost_translations_ja / sizeof *xpost_translations_ja;\n"
  return table.concat(out)
end

-- ---- what can be asked for

local function check()
  local section, where = collect()
  local all = load_catalogue()
  local passed, failed = 0, 0
  local function expect(holds, problem)
    passed, failed = passed + (holds and 1 or 0), failed + (holds and 0 or 1)
    if not holds then
      print("FAILED: " .. problem)
    end
  end
  for _, english in ipairs(sorted(section)) do
    local japanese = all[english]
    expect(japanese, ("%s: no Japanese for %s"):format(where[english], quoted(english)))
    if japanese then
      expect(conversions(japanese) == conversions(english),
        ("conversions differ: %s and %s"):format(quoted(english), quoted(japanese)))
    end
  end
  for _, english in ipairs(sorted(all)) do
    expect(section[english], "nobody says " .. quoted(english))
    expect(utf8.len(all[english]), "not UTF-8: " .. quoted(all[english]))
  end
  expect(read(catalogue_path) == catalogue_text(all, section), catalogue_path .. ": run make translations")
  expect(read(table_path) == table_text(all, section), table_path .. ": run make translations")
  print(("%d passed, %d failed"):format(passed, failed))
  os.exit(failed == 0)
end

local function missing()
  local section, where = collect()
  local all = load_catalogue()
  for _, english in ipairs(sorted(section)) do
    if not all[english] then
      print(("    [%s] = -- %s\n      \"\","):format(quoted(english), where[english]))
    end
  end
end

local function write()
  local section = collect()
  local all = load_catalogue()
  for path, text in pairs { [catalogue_path] = catalogue_text(all, section),
    [table_path] = table_text(all, section) } do
    local file <close> = assert(io.open(path, "w"))
    file:write(text)
  end
end

assert(({ check = check, missing = missing, write = write })[arg[1]], "check, missing or write")()

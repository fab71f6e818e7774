-- README.md and doc/README.ja.md say the same, and lead somewhere.
local check = require "check"

local root = vim.fn.fnamemodify(check.folder .. "../..", ":p")

local function read(path)
  return table.concat(vim.fn.readfile(root .. path), "\n") .. "\n"
end

-- A block of code without what explains it, which is in the language of the reader.
local function commands(lines)
  local kept = {}
  for _, line in ipairs(lines) do
    line = line:gsub("%s+#%s.*$", ""):gsub("%s*%-%-%s.*$", ""):gsub("^(:[^ ]+.-)%s%s+.*$", "%1")
    if line ~= "" then
      kept[#kept + 1] = line
    end
  end
  return table.concat(kept, "\n")
end

-- The headings, the blocks of code and the links of a document.
local function parts(path)
  local document = { path = path, text = read(path), headings = {}, blocks = {}, links = {} }
  document.folder = path:match("^(.*/)") or ""
  local fenced, indented
  local function close(lines)
    if lines and #lines > 0 then
      document.blocks[#document.blocks + 1] = commands(lines)
    end
  end
  for line in document.text:gmatch("([^\n]*)\n") do
    local code = not fenced and line:match("^    %s*(.*)")
    if line:find("^```") then
      close(fenced)
      fenced = not fenced and {} or nil
    elseif fenced then
      fenced[#fenced + 1] = line
    elseif code and (indented or document.blank) then
      indented = indented or {}
      indented[#indented + 1] = code
    else
      close(indented)
      indented = nil
      local level, title = line:match("^(#+) (.*)")
      if level then
        document.headings[#document.headings + 1] = { level = #level, title = title }
      end
      for link in line:gsub("`[^`]*`", ""):gmatch("%]%(([^)%s]+)%)") do
        document.links[#document.links + 1] = link
      end
    end
    document.blank = line == ""
  end
  return document
end

local english, japanese = parts "README.md", parts "doc/README.ja.md"
local documents = { english, japanese, parts "doc/automation.md" }

local function has(list, wanted)
  return vim.tbl_contains(list, wanted)
end

check.test("each leads to the other at once", function()
  local function top(document)
    return table.concat(vim.list_slice(vim.split(document.text, "\n"), 1, 4), "\n")
  end
  check.ok(top(english):find("(doc/README.ja.md)", 1, true), "in README.md")
  check.ok(top(japanese):find("(../README.md)", 1, true), "in doc/README.ja.md")
end)

check.test("both have the same sections", function()
  for i, heading in ipairs(english.headings) do
    local other = japanese.headings[i] or {}
    check.equal(other.level, heading.level, heading.title .. " and " .. tostring(other.title))
  end
  check.equal(#japanese.headings, #english.headings, "headings")
end)

check.test("both have the same commands and programs", function()
  check.ok(#english.blocks > 15, #english.blocks .. " blocks of code")
  for i, block in ipairs(english.blocks) do
    check.equal(japanese.blocks[i], block, "block " .. i)
  end
  check.equal(#japanese.blocks, #english.blocks, "blocks of code")
end)

check.test("both tell the same rows in their tables", function()
  local _, rows = english.text:gsub("\n|", "")
  check.equal(select(2, japanese.text:gsub("\n|", "")), rows, "rows")
end)

-- As a page shows it: without marks, in small letters, with hyphens for spaces.
local function anchor(title)
  return "#" .. title:lower():gsub("[`*.,:()!]", ""):gsub(" ", "-")
end

--- The sections of another document.
local function sections_of(path)
  local sections = {}
  for _, line in ipairs(vim.fn.readfile(path)) do
    local title = line:match("^#+ (.*)$")
    sections[#sections + 1] = title and anchor(title)
  end
  return sections
end

check.test("every link of theirs leads to a file or a section that is there", function()
  for _, document in ipairs(documents) do
    local anchors = vim.tbl_map(function(heading) return anchor(heading.title) end, document.headings)
    for _, link in ipairs(document.links) do
      if link:sub(1, 1) == "#" then
        check.ok(has(anchors, link), document.path .. ": there is no section " .. link)
      elseif not link:find("^https?:") then
        local file, section = link:match("^([^#]*)(.*)$")
        local path = root .. document.folder .. file
        check.equal(vim.fn.filereadable(path), 1, document.path .. ": " .. link)
        check.ok(section == "" or has(sections_of(path), section), document.path .. ": " .. link)
      end
    end
  end
end)

check.test("each picture is shown in both, in the reader's language", function()
  local pictures = 0
  for _, link in ipairs(english.links) do
    local name = link:match("^doc/(.*)%.svg$")
    if name then
      pictures = pictures + 1
      check.ok(has(japanese.links, name .. ".ja.svg"), name .. ".ja.svg is not in doc/README.ja.md")
    end
  end
  local _, others = table.concat(japanese.links, "\n"):gsub("%.svg", "")
  check.equal(others, pictures, "pictures of doc/README.ja.md")
end)

check.test("the script for cron is that of doc/automation.md, which is tried", function()
  local tried = documents[3].blocks
  for _, part in ipairs { "xpost.script", "*/10 9-11" } do
    local found = 0
    for _, block in ipairs(english.blocks) do
      if block:find(part, 1, true) then
        found = found + 1
        check.ok(has(tried, block), part .. " is another one")
      end
    end
    check.equal(found, 1, "blocks with " .. part)
  end
end)

check.test("every code of an error that they name is one", function()
  local codes = {}
  for code in read("src/error.h"):gmatch('X%([%u_]+, "([%l_]+)"%)') do
    codes[code] = true
  end
  for _, document in ipairs { english, japanese } do
    local section = document.text:match("health[^\n]*%.svg%)\n\n(.-)\n\n## ")
    local named = 0
    for row in section:gmatch("\n(|[^\n]*)") do
      for code in row:match("^|([^|]*)|"):gmatch("`([%l_]+)`") do
        named = named + 1
        check.ok(codes[code], document.path .. ": " .. code)
      end
    end
    check.ok(named > 10, document.path .. " names " .. named)
  end
end)

check.test("the list of all calls has all of them", function()
  local calls = require "xpost"
  for _, document in ipairs { english, japanese } do
    local list = document.text:match("\n### [^\n]*\n\n(`login`.-)\n\n")
    local listed = {}
    for name in (list or ""):gmatch("`([%l]+)`") do
      listed[name] = true
    end
    for name in pairs(require("xpost.native").load()) do
      check.ok(listed[name] or not calls[name] or name == "diagnose", document.path .. ": " .. name)
    end
  end
end)

check.finish()

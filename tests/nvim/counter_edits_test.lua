-- Whatever is done to a text, what is shown is what a fresh count of it would show.
local check = require "check"
local counter = require "xpost.nvim.counter"
local xpost = require "xpost"

local namespace = vim.api.nvim_create_namespace("xpost_counter")

--- All that is shown.  Behind a line, it makes no difference at which column a label is.
local function shown(buffer)
  local found = {}
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true })) do
    local details, text = mark[4], ""
    for _, chunk in ipairs(details.virt_text or {}) do
      text = text .. chunk[1] .. "<" .. chunk[2] .. ">"
    end
    local column = details.virt_text and details.virt_text_pos ~= "inline" and "-" or mark[3]
    found[#found + 1] = ("%d:%s %s%s"):format(mark[2], column, text, details.hl_group
      and ("%s %d:%d"):format(details.hl_group, details.end_row, details.end_col) or "")
  end
  table.sort(found)
  return table.concat(found, "\n")
end

--- What a buffer that was never changed would show, when all is there.
local function fresh(lines)
  local buffer = vim.api.nvim_create_buf(false, true)
  local parts = xpost.split { text = table.concat(lines, "\n"), markdown = true }
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  counter.attach(buffer, { markdown = true })
  local text
  check.wait_for(function()
    text = shown(buffer)
    return select(2, text:gsub("/280", "")) == math.max(#parts, 1)
  end, "all marks of " .. #parts .. " parts")
  vim.api.nvim_buf_delete(buffer, { force = true })
  return text
end

local function expect_fresh(buffer, what)
  local wanted = fresh(vim.api.nvim_buf_get_lines(buffer, 0, -1, false))
  local went_well = vim.wait(3000, function() return shown(buffer) == wanted end, 5)
  return check.ok(went_well, went_well or ("%s shows\n%s\nnot\n%s"):format(what, shown(buffer), wanted))
end

--- The same numbers in each run.
local function random(seed)
  return function(most)
    seed = (seed * 16807) % 2147483647
    return seed % most + 1
  end
end

local words = {
  "word", "two words", "sentence. Next", "日本語。", "é", "👩‍👩‍👧", "https://example.com/a", "@name", "\t",
  "![a](b.png)", ("long"):rep(30), ("A sentence of it. "):rep(20), "---", "```", "a\nb", " ",
}

--- Things that may be done to a text.
local edits = {
  function(some) return "set_text", { some.row, some.column, some.row, some.column, { some.word } } end,
  function(some) return "set_text", { some.row, 0, some.row, some.column, { "", some.word } } end,
  function(some) return "set_lines", { some.row, some.row, { some.word } } end,
  function(some) return "set_lines", { some.row, some.row, { "---" } } end,
  function(some) return "set_lines", { some.row, some.row + 1, { some.word .. some.line } } end,
  function(some) return "command", { ("%d delete _"):format(some.row + 1) } end,
  function(some) return "command", { ("%d,$delete _"):format(some.row + 1) } end,
  function(some) return "command", { ("%d move 0"):format(some.row + 1) } end,
  function(some) return "command", { ("%d copy $"):format(some.row + 1) } end,
  function() return "command", { "undo" } end,
  function() return "command", { "undo" } end,
  function() return "command", { "redo" } end,
  function(some) return "command", { ("normal! %dGA%s"):format(some.row + 1, some.word) } end,
  function(some) return "command", { ("normal! %dGi%s\r"):format(some.row + 1, some.word) } end,
  function(some) return "command", { ("normal! %dGJ"):format(some.row + 1) } end,
  function() return "command", { "global/word/normal! ix" } end,
  function() return "command", { "%substitute/a/ab/ge" } end,
}

local apply = {
  command = function(_, text) vim.cmd("silent! " .. text) end,
  set_text = function(buffer, ...)
    vim.api.nvim_buf_set_text(buffer, ...)
  end,
  set_lines = function(buffer, first, last, lines)
    vim.api.nvim_buf_set_lines(buffer, first, last, false, lines)
  end,
}

local function edit(buffer, next)
  local row = next(vim.api.nvim_buf_line_count(buffer)) - 1
  local line = vim.api.nvim_buf_get_lines(buffer, row, row + 1, false)[1]
  local column = next(#line + 1) - 1
  while line:find("^[\128-\191]", column + 1) do
    column = column - 1
  end
  local name, arguments = edits[next(#edits)] {
    row = row, column = column, line = line, word = words[next(#words)]:gsub("\n", " "),
  }
  pcall(apply[name], buffer, unpack(arguments))
  if vim.api.nvim_buf_get_offset(buffer, vim.api.nvim_buf_line_count(buffer)) > 7000 then
    vim.cmd("2,$delete _")
  end
  return name .. " " .. vim.inspect(arguments):gsub("%s+", " ")
end

check.test("after any edits, the marks are those of the text", function()
  local buffer = check.buffer { "One", "---", "Two" }
  counter.attach(buffer, { markdown = true })
  for seed = 1, tonumber(os.getenv("COUNTER_SEEDS") or 25) do
    local next, done = random(seed * 7919), {}
    for i = 1, next(8) do
      done[i] = edit(buffer, next)
    end
    if not expect_fresh(buffer, ("seed %d: %s"):format(seed, table.concat(done, "; "))) then
      return
    end
  end
end)

check.test("what is undone is counted as before, wherever the marks went meanwhile", function()
  local lines = {}
  for i = 1, 40 do
    lines[i] = i % 8 == 0 and "---" or ("Line %d of it, with words. "):format(i):rep(3)
  end
  local buffer = check.buffer(lines)
  vim.bo[buffer].undolevels = vim.bo[buffer].undolevels
  counter.attach(buffer, { markdown = true })
  local before = fresh(lines)
  for _, command in ipairs { "9,20delete _", "%delete _", "1,39join", "2,9move $", "g/---/delete _" } do
    vim.cmd("silent " .. command)
    expect_fresh(buffer, command)
    vim.cmd("silent undo")
    check.ok(vim.wait(3000, function() return shown(buffer) == before end, 5), "undo of " .. command)
    vim.cmd("silent redo")
    expect_fresh(buffer, "redo of " .. command)
    vim.cmd("silent undo")
    expect_fresh(buffer, "undo again of " .. command)
  end
end)

check.test("files with other line ends are counted", function()
  local buffer = check.buffer { "One\r", "---\r", "Two\r", "" }
  vim.bo[buffer].fileformat = "dos"
  counter.attach(buffer, { markdown = true })
  expect_fresh(buffer, "dos")
end)

check.finish()

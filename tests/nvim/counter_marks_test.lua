-- What is shown in a counted text, from the parts that a text is made of.
local check = require "check"
local counter_marks = require "xpost.nvim.counter_marks"
local xpost = require "xpost"

--- The marks of a text, one line each, with what they cover.
local function marks_of(text, style, options)
  style = vim.tbl_extend("keep", style or {}, { inline = true, markdown = true })
  local outline = assert(xpost.split(vim.tbl_extend("keep", options or {},
    { text = text, markdown = style.markdown, limit = 40, outline = true })))
  local lines, layout, found = vim.split(text, "\n"), counter_marks.layout(), {}
  counter_marks.lay_out(outline, lines, style.markdown, layout)
  for number = 1, outline.count do
    for _, mark in ipairs(counter_marks.of(number, outline, layout, lines, style)) do
      local covered = mark.end_row and table.concat(
        vim.list_slice(lines, mark.row + 1, mark.end_row + 1), "|"):sub(mark.column + 1)
      if covered then
        covered = covered:sub(1, #covered - #lines[mark.end_row + 1] + mark.end_column)
      end
      found[#found + 1] = ("%d:%d %s %s"):format(mark.row, mark.column, mark.group,
        covered or ("%s%s '%s'%s"):format(mark.place, mark.inline and " inline" or "", mark.text,
          mark.images and " " .. mark.images or ""))
    end
  end
  return table.concat(found, "\n"), layout
end

local function expect(text, expected, style, options)
  check.equal((marks_of(text, style, options)), table.concat(expected, "\n"))
end

local many = ("word "):rep(7) .. "end." -- weighs 39

check.test("a single post has its count behind it, where one goes on to write", function()
  expect("Hello", { "0:5 XpostCount end inline '5/40'" })
  expect("\n  Hello\n\n", { "3:0 XpostCount end inline '5/40'" })
  expect("Hello", { "0:5 XpostCount end '5/40'" }, { inline = false })
end)

check.test("a count tells when little is left, and when it is too much", function()
  expect(("x"):rep(20), { "0:20 XpostCountNear end inline '20/40'" })
  expect(("x"):rep(19), { "0:19 XpostCount end inline '19/40'" })
  expect(("x"):rep(41), { "0:41 XpostCountOver end inline '41/40'", "0:40 XpostOverLimit x" },
    nil, { thread = false })
end)

check.test("the posts of a thread are counted at their ---", function()
  expect("One\n\n---\nTwo\n--- \nThree", {
    "2:0 XpostCount rule '1/3 · 3/40'", "2:0 XpostBorder ---",
    "4:0 XpostCount rule '2/3 · 3/40'", "4:0 XpostBorder ---",
    "5:5 XpostCount end inline '3/3 · 5/40'",
  })
  expect("One\n---\n", { "1:0 XpostCount rule '3/40'", "1:0 XpostBorder ---" })
  expect("One\n---\nTwo", { "2:3 XpostCount end inline '11/40'" }, { markdown = false })
  expect("---\n---\nOne", { "2:3 XpostCount end inline '3/40'" })
end)

check.test("a --- in a code fence is no border", function()
  expect("```\n---\n```", { "2:3 XpostCount end inline '11/40'" })
end)

check.test("where a text is cut between lines, a blank line has the count", function()
  expect(many .. "\n\nNext", {
    "1:0 XpostCount blank '1/2 · 39/40'", "1:0 XpostOverLimit |Next",
    "2:4 XpostCount end inline '2/2 · 4/40'",
  })
  expect(many .. "\nNext", {
    "0:39 XpostCount end inline '1/2 · 39/40'", "1:0 XpostOverLimit Next",
    "1:4 XpostCount end inline '2/2 · 4/40'",
  })
end)

check.test("where it is cut inside a line, the count is there, or the next character is marked", function()
  local text = many .. " Ünd so weiter"
  expect(text, {
    "0:40 XpostCount inside inline '1/2 · 39/40'", "0:40 XpostOverLimit Ünd so weiter",
    "0:54 XpostCount end inline '2/2 · 13/40'",
  })
  expect(text, {
    "0:54 XpostCount inside '1/2 · 39/40'", "0:40 XpostNext Ü", "0:40 XpostOverLimit Ünd so weiter",
    "0:54 XpostCount end '2/2 · 13/40'",
  }, { inline = false })
end)

check.test("what is beyond the limit ends with its post", function()
  expect(many .. "\n\nNext\n\n---\nShort\n---\n" .. many .. " Next ", {
    "1:0 XpostCount blank '1/5 · 39/40'", "1:0 XpostOverLimit |Next",
    "4:0 XpostCount rule '2/5 · 4/40'", "4:0 XpostBorder ---",
    "6:0 XpostCount rule '3/5 · 5/40'", "6:0 XpostBorder ---",
    "7:40 XpostCount inside inline '4/5 · 39/40'", "7:40 XpostOverLimit Next ",
    "7:45 XpostCount end inline '5/5 · 4/40'",
  })
end)

check.test("images are marked and named, and belong to the part before the border", function()
  expect("![A cat](pictures/cat.png) Look\n![](a-file-name-that-is-far-too-long.png)\n---\nTwo", {
    "2:0 XpostCount rule '1/2 · 4/40' cat.png, a-file-name-that-is-far-…", "2:0 XpostBorder ---",
    "0:0 XpostImage ![A cat](pictures/cat.png)",
    "1:0 XpostImage ![](a-file-name-that-is-far-too-long.png)",
    "3:3 XpostCount end inline '2/2 · 3/40'",
  })
  expect("![](a.png)", { "0:10 XpostCount end inline '0/40' a.png", "0:0 XpostImage ![](a.png)" })
  expect("![](a\27b.png)", {
    "0:12 XpostCount end inline '0/40' a^[b.png", "0:0 XpostImage ![](a\27b.png)" })
end)

check.test("the part at a place is the one that a person would say", function()
  local _, layout = marks_of("One\n---\n" .. many .. " Next\n---\nLast\n")
  local function at(row, column) return counter_marks.part_at(layout, row, column) end
  check.equal(layout.count, 4)
  check.equal(at(0, 0), 1)
  check.equal(at(1, 3), 1, "the border belongs to what is above it")
  check.equal(at(2, 0), 2)
  check.equal(at(2, 39), 2)
  check.equal(at(2, 40), 3)
  check.equal(at(3, 0), 3)
  check.equal(at(4, 0), 4)
  check.equal(at(9, 0), 4)
end)

check.finish()

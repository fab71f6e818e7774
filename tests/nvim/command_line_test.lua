-- Finding a command in what a user typed.
local check = require "check"
local command_line = require "xpost.nvim.command_line"

--- "range|!|arguments" of the command, or nil.
local function found(line, name)
  local command = command_line.find(line, name or "XPost")
  return command and ("%s|%s|%s"):format(command.range, command.bang and "!" or "", command.arguments)
end

check.test("the range, the bang and the arguments are found", function()
  for line, wanted in pairs {
    ["XPost"] = "||",
    ["XPost!"] = "|!|",
    [" : :XPost"] = "||",
    ["'<,'>XPost"] = "'<,'>||",
    ["'<,'>XPost! reply_to=1 -- a | b"] = "'<,'>|!|reply_to=1 -- a | b",
    ["'<,'> XPost a  b "] = "'<,'> ||a  b ",
    ["'<,'>:XPost"] = "'<,'>||",
    [":'<,'>XPost!a"] = "'<,'>|!|a",
    ["*XPost a"] = "*||a",
    ["%XPost"] = "%||",
    ["1,5XPost"] = "1,5||",
    [".,$-1XPost"] = ".,$-1||",
    ["'a,'bXPost"] = "'a,'b||",
    ["'<,'>+1XPost"] = "'<,'>+1||",
    ["'<;'>XPost"] = "'<;'>||",
    ["/XPost/,?a\\?b?XPost"] = "/XPost/,?a\\?b?||",
    ["/a|b/XPost"] = "/a|b/||",
    ["\\/;\\?,\\&XPost"] = "\\/;\\?,\\&||",
    ["+XPost"] = "+||",
    ["-3XPost x"] = "-3||x",
    ["XPost|echo 1"] = "|||echo 1",
  } do
    check.equal(found(line), wanted, line)
  end
end)

check.test("the command may be abbreviated", function()
  check.equal(found "'<,'>XPos a", "'<,'>||a")
  check.equal(found "XP", "||")
  check.equal(found "X", nil)
  check.equal(found "XPosts", nil)
  check.equal(found "XPost2", nil)
  check.equal(found "MyXPost", nil)
  check.equal(found("'<,'>XL! you", "XLogin"), "'<,'>|!|you")
end)

check.test("it may stand after modifiers", function()
  for _, before in ipairs { "silent ", "silent! ", "sil ", "keepjumps ", "noautocmd keepalt ", "noa ",
    "verbose ", "3verbose ", "vertical ", "tab ", "bufdo ", "silent bufdo keepjumps ", ": silent : " } do
    check.equal(found(before .. "'<,'>XPost a"), "'<,'>||a", before)
    check.equal(found(before .. "XPost a"), "||a", before)
    check.equal(found(before .. "5XPost a"), "5||a", before)
    check.equal(found("'<,'>" .. before .. "XPost a"),
      before:find("%d") and "||a" or "'<,'>||a", "'<,'>" .. before)
  end
end)

check.test("it may stand after other commands", function()
  for _, before in ipairs { "a | ", "echo 'XPost' | ", "5|", "'<,'>sort |", "s/a/XPost/ | ",
    "echo 'a|b' | silent ", "normal! a\\|b | ", "3,5XAccount | " } do
    check.equal(found(before .. "'<,'>XPost a"), "'<,'>||a", before)
    check.equal(found(before .. "XPost a"), "||a", before)
  end
end)

check.test("it is not found where another command has it", function()
  for _, line in ipairs { "", "echo 'XPost'", "normal! :XPost", "lua vim.cmd 'XPost'", "help XPost",
    "g/a/XPost", "echo 1 \\| XPost", "'<,'>", "/XPost", "/XPost/", "'", "\\", "|", "| |", "1,2,",
    "call XPost()", "silent", "XPosting" } do
    check.equal(found(line), nil, line)
  end
end)

check.test("any line ends the search", function()
  math.randomseed(5)
  local words = { "XPost", "'<,'>", "'", "/", "?", "\\", "|", " ", "silent", "!", ":", "5", "a", "\22" }
  for _ = 1, 2000 do
    local line = {}
    for i = 1, math.random(0, 12) do
      line[i] = words[math.random(#words)]
    end
    found(table.concat(line))
  end
end)

check.test("the lines of a selection are known by their names", function()
  for _, range in ipairs { "'<,'>", "'<;'>", " '< , '> ", "*" } do
    check.ok(command_line.is_selection(range), range)
  end
  for _, range in ipairs { "", "%", "'<", "'>", "'>,'<", "'<,'>+1", "'<+0,'>", "'<,'a", "1,2",
    "'<,'>,'>", "**", "'<,.", "/a/,'>" } do
    check.ok(not command_line.is_selection(range), range)
  end
end)

check.finish()

-- What is an option of `:XPost` and what is text, and what is offered for completion.
local arguments = require "xpost.nvim.arguments"
local check = require "check"

local known = { limit = "number", reply_to = "string", made_with_ai = "boolean", tags = "words" }

--- Options as one string, sorted.
local function shown(options)
  local words = {}
  for name, value in pairs(options) do
    words[#words + 1] = name .. "=" .. type(value) .. ":"
      .. (type(value) == "table" and table.concat(value, "+") or tostring(value))
  end
  table.sort(words)
  return table.concat(words, " ")
end

check.test("leading words of known options are options, the rest is text", function()
  for raw, wanted in pairs {
    [""] = { "", nil },
    ["  "] = { "", nil },
    ["Hello"] = { "", "Hello" },
    ["reply_to=12"] = { "reply_to=string:12", nil },
    ["reply_to=12 Hello"] = { "reply_to=string:12", "Hello" },
    ["  reply_to=12 \t limit=5   Hello"] = { "limit=number:5 reply_to=string:12", "Hello" },
    ["Hello reply_to=12"] = { "", "Hello reply_to=12" },
    ["limit=5 Hello limit=x"] = { "limit=number:5", "Hello limit=x" },
    ["reply_to =12"] = { "", "reply_to =12" },
    ["=12"] = { "", "=12" },
    ["a=b"] = { "", "a=b" },
    ["Reply_to=12"] = { "", "Reply_to=12" },
    ["xreply_to=12 a"] = { "", "xreply_to=12 a" },
    ["reply_to==12=3"] = { "reply_to=string:=12=3", nil },
    ["tags=one,two,,three"] = { "tags=table:one+two+three", nil },
    ["reply_to=\"a b\" c"] = { "reply_to=string:\"a", "b\" c" },
    ["日本=語 テキスト"] = { "", "日本=語 テキスト" },
    ["reply_to=日本 語"] = { "reply_to=string:日本", "語" },
    ["| limit=5"] = { "", "| limit=5" },
  } do
    local options, text, problem = arguments.parse(raw, known)
    check.equal(shown(options), wanted[1], raw)
    check.equal(text, wanted[2], raw)
    check.equal(problem, nil, raw)
  end
end)

check.test("two dashes end the options", function()
  for raw, wanted in pairs {
    ["--"] = { "", nil },
    ["-- "] = { "", nil },
    ["-- limit=5"] = { "", "limit=5" },
    ["limit=5 -- limit=6"] = { "limit=number:5", "limit=6" },
    ["limit=5 --"] = { "limit=number:5", nil },
    ["-- -- a"] = { "", "-- a" },
    ["--a limit=5"] = { "", "--a limit=5" },
    ["a -- b"] = { "", "a -- b" },
    ["--limit=5"] = { "", "--limit=5" },
    ["- limit=5"] = { "", "- limit=5" },
  } do
    local options, text, problem = arguments.parse(raw, known)
    check.equal(shown(options), wanted[1], raw)
    check.equal(text, wanted[2], raw)
    check.equal(problem, nil, raw)
  end
end)

check.test("the spaces inside of a text stay as they are", function()
  for _, inner in ipairs { "a  b", "a\tb \t c", "a\n\n  b", "a\0b", "a\194\160b", "ein  Wort" } do
    for _, before in ipairs { "", " ", "limit=5 ", "limit=5    ", "-- ", "limit=5\t--  " } do
      local _, text, problem = arguments.parse(before .. inner .. "  ", known)
      check.equal(text, inner, ("%q"):format(before))
      check.equal(problem, nil)
    end
  end
end)

check.test("true and false can be said in several ways", function()
  for word, wanted in pairs { ["true"] = true, ["1"] = true, yes = true,
    ["false"] = false, ["0"] = false, no = false } do
    local options, _, problem = arguments.parse("made_with_ai=" .. word, known)
    check.equal(options.made_with_ai, wanted, word)
    check.equal(problem, nil, word)
  end
end)

check.test("a known name with a value that cannot be used is a problem, not text", function()
  for raw, wanted in pairs {
    ["limit="] = "a whole number",
    ["limit=x"] = "a whole number",
    ["limit=-1"] = "a whole number",
    ["limit=5.5"] = "a whole number",
    ["limit=0x10"] = "a whole number",
    ["limit=1e3"] = "a whole number",
    ["limit= 5"] = "without a space",
    ["made_with_ai=True"] = "true or false",
    ["made_with_ai=2"] = "true or false",
    ["made_with_ai= yes"] = "true or false",
    ["reply_to="] = "a value",
    ["reply_to= Hello"] = "a value",
    ["tags="] = "words with commas",
    ["tags=,"] = "words with commas",
    ["limit=5 limit=6 Hello"] = "twice",
    ["made_with_ai=no made_with_ai=no Hello"] = "twice",
  } do
    local _, text, problem = arguments.parse(raw, known)
    check.equal(text, nil, raw)
    check.ok(problem and problem:find(wanted, 1, true), raw .. ": " .. tostring(problem))
  end
  local _, _, problem = arguments.parse("limit=x Hello", known)
  check.equal(problem, "'limit=x' cannot be used: after '=' there has to be a whole number, "
    .. "without a space before it. If it is text, put '-- ' before it.")
end)

check.test("what :XPost knows is what post() takes", function()
  local meta = io.open(check.folder .. "../../lua/xpost/meta.lua"):read("*a")
  local options = meta:match("%-%-%-@class xpost.PostOptions\n(.-)\n\n")
  for name, type in pairs(arguments.of_post) do
    local described = options:match("@field " .. name .. "%?? ([^\n]*)") or ""
    local wanted = { number = "^integer", boolean = "^boolean", string = '^["s]',
      words = "%[%]" }
    check.ok(described:find(wanted[type]), name .. ": " .. described)
  end
end)

check.test("a long text takes no time", function()
  local text = ("word" .. (" "):rep(1000)):rep(1000) .. "end"
  local before = os.clock()
  local _, got = arguments.parse("limit=5 " .. text .. (" "):rep(100000), known)
  check.equal(got, text)
  check.ok(os.clock() - before < 0.5, ("it took %d ms"):format((os.clock() - before) * 1e3))
end)

-- ---- completion

local values = {
  reply_to = function() return { "12", "13", "21" } end,
  tags = function(begun) return { begun .. "1", begun .. "2" } end,
  limit = { "280", "25000" },
}

--- What is offered at the end of the line, or at the "^" in it.
local function completed(line)
  local cursor = (line:find("^", 1, true) or #line + 1) - 1
  line = line:gsub("%^", "")
  local lead = line:sub(1, cursor):match("%S*$")
  return table.concat(arguments.complete(lead, line, cursor, known, values), " ")
end

check.test("names of options are completed, each once", function()
  check.equal(completed "XPost ", "limit= made_with_ai= reply_to= tags=")
  check.equal(completed "XPost r", "reply_to=")
  check.equal(completed "XPost x", "")
  check.equal(completed "XPost limit=5 ", "made_with_ai= reply_to= tags=")
  check.equal(completed "XPost limit=5 reply_to=1 m", "made_with_ai=")
  check.equal(completed "XPost limit=5 l", "")
  check.equal(completed "XPost ^ Hello", "limit= made_with_ai= reply_to= tags=")
  check.equal(completed "XPost l^ limit=5", "limit=")
end)

check.test("values are completed", function()
  check.equal(completed "XPost reply_to=", "reply_to=12 reply_to=13 reply_to=21")
  check.equal(completed "XPost reply_to=1", "reply_to=12 reply_to=13")
  check.equal(completed "XPost limit=2", "limit=280 limit=25000")
  check.equal(completed "XPost made_with_ai=", "made_with_ai=true made_with_ai=false")
  check.equal(completed "XPost tags=a,", "tags=a,1 tags=a,2")
  check.equal(completed "XPost limit=5 reply_to=2", "reply_to=21")
  check.equal(completed "XPost other=", "")
end)

check.test("what :XPost knows is offered, and true and false for what is one of them", function()
  local function offered(line)
    return arguments.complete(line:match("%S*$"), line, #line, arguments.of_post, {})
  end
  check.equal(#offered "XPost ", vim.tbl_count(arguments.of_post))
  for name, type in pairs(arguments.of_post) do
    local words = table.concat(offered("XPost " .. name .. "="), " ")
    check.equal(words, type == "boolean" and ("%s=true %s=false"):format(name, name) or "", name)
  end
end)

check.test("nothing is offered inside of the text", function()
  check.equal(completed "XPost Hello ", "")
  check.equal(completed "XPost Hello r", "")
  check.equal(completed "XPost other=1 r", "")
  check.equal(completed "XPost -- ", "")
  check.equal(completed "XPost -- r", "")
  check.equal(completed "XPost limit=5 -- reply_to=", "")
  check.equal(completed "XPost Hello reply_to=", "")
end)

check.test("a range and other commands before it do not matter", function()
  for _, before in ipairs { "'<,'>", "%", ":", "3,5", "silent! ", "silent '<,'>", "'<,'>silent! ",
    "echo 1 | ", "*", "/a word/,$", "vertical keepjumps " } do
    check.equal(completed(before .. "XPost re"), "reply_to=", before)
    check.equal(completed(before .. "XPost! limit=5 re"), "reply_to=", before)
    check.equal(completed(before .. "XPost! reply_to=2"), "reply_to=21", before)
    check.equal(completed(before .. "XPost Hello re"), "", before)
  end
end)

check.test("the editor completes a command with it", function()
  local function complete(...)
    local words = { ... }
    words[4], words[5] = known, values
    return arguments.complete(unpack(words, 1, 5))
  end
  vim.api.nvim_create_user_command("XPost", function() end,
    { nargs = "*", range = true, bang = true, complete = complete })
  for line, wanted in pairs {
    ["'<,'>XPost re"] = "reply_to=",
    ["XPost! limit=5 reply_to=1"] = "reply_to=12 reply_to=13",
    ["XPost!re"] = "reply_to=",
    ["silent XPost -- re"] = "",
  } do
    check.equal(table.concat(vim.fn.getcompletion(line, "cmdline"), " "), wanted, line)
  end
end)

check.finish()

-- count: how long X finds a text; a look at it, with no files and no network.
local check = require "check"
local core = require "xpost.core"
local xpost = require "xpost"

-- Every test runs with each of them.
local function test(name, run)
  check.test("core.count: " .. name, function() run(core.count) end)
  check.test("xpost.count: " .. name, function() run(xpost.count) end)
end

local function is_whole(value)
  return type(value) == "number" and value % 1 == 0
    and (not math.type or math.type(value) == "integer")
end

local function check_count(count, wanted, what)
  if not check.ok(type(count) == "table", what .. ": no result") then
    return
  end
  for name, value in pairs(wanted) do
    check.equal(count[name], value, what .. ": " .. name)
  end
  check.equal(count.remaining, count.limit - count.weight, what .. ": remaining")
  check.equal(count.over_at ~= nil, count.weight > count.limit, what .. ": has over_at")
  for name, value in pairs(count) do
    check.ok(name == "valid" and type(value) == "boolean" or is_whole(value), what .. ": " .. name)
  end
end

test("weighs a text as X does", function(count)
  local weights = {
    ["Hello"] = 5, [""] = 0, ["こんにちは"] = 10, ["H🐱☺👨‍👩‍👧‍👦"] = 7, ["e\204\129"] = 1,
    ["a\nb\tc"] = 5, ["http://test.co"] = 23, ["see example.com/path"] = 27, ["\1\2"] = 2,
  }
  for text, weight in pairs(weights) do
    check_count(count(text), { weight = weight, limit = 280 }, text)
  end
end)

test("gives a result of six fields, over_at among them where the limit is passed", function(count)
  local names = {}
  for name in pairs(count(("a"):rep(281))) do
    names[#names + 1] = name
  end
  table.sort(names)
  check.equal(table.concat(names, " "), "limit over_at remaining urls valid weight")
end)

test("says where the limit is passed, as string.sub counts", function(count)
  check_count(count(("a"):rep(280)), { valid = true, remaining = 0 }, "280")
  local text = ("a"):rep(280) .. "bc"
  local result = count(text)
  check_count(result, { valid = false, remaining = -2, over_at = 281 }, "282")
  check.equal(text:sub(result.over_at), "bc")
  local cases = {
    -- text, limit, what is within it, what is not
    { "日本語です", 6, "日本語", "です" },
    { "日本語です", 7, "日本語", "です" },
    { "go https://example.com/long", 10, "go ", "https://example.com/long" },
    { "ab👨‍👩‍👧‍👦c", 3, "ab", "👨‍👩‍👧‍👦c" },
    { "ab👨‍👩‍👧‍👦c", 4, "ab👨‍👩‍👧‍👦", "c" },
    { "e\204\129e\204\129x", 1, "e\204\129", "e\204\129x" },
  }
  for _, case in ipairs(cases) do
    local given, limit, within, beyond = case[1], case[2], case[3], case[4]
    local counted = count { text = given, limit = limit }
    check_count(counted, { limit = limit, valid = false }, given)
    check.equal(given:sub(1, counted.over_at - 1), within)
    check.equal(given:sub(counted.over_at), beyond)
  end
end)

test("counts URLs", function(count)
  check_count(count("a https://example.com b.com c"), { urls = 2 }, "two URLs")
  check_count(count("none"), { urls = 0 }, "no URL")
end)

test("finds what X takes valid", function(count)
  check_count(count("x"), { valid = true }, "x")
  for _, text in ipairs { "", " ", "\n\t ", "\239\187\191x" } do
    check_count(count(text), { valid = false }, ("%q"):format(text))
  end
end)

test("takes a table", function(count)
  check_count(count { text = "Hello" }, { weight = 5, limit = 280 }, "text")
  check_count(count { text = "Hello", limit = 4 }, { weight = 5, limit = 4, over_at = 5 }, "limit")
  check_count(count { text = "Hello", limit = 25000 }, { limit = 25000 }, "a higher limit")
  check_count(count {}, { weight = 0, valid = false }, "no text")
end)

test("gives an error for what is no text", function(count)
  for _, text in ipairs { "caf\233", "\255", "a\0b", "\237\160\128", "\192\175" } do
    for _, argument in ipairs { text, { text = text } } do
      local result, err = count(argument)
      check.equal(result, nil)
      check.equal(err and err.code, "invalid_request", ("%q"):format(text))
      check.ok(tostring(err):find("byte", 1, true), tostring(err))
    end
  end
end)

test("refuses a limit that is none", function(count)
  for _, limit in ipairs { 0, -1, 1.5, 0 / 0, 1 / 0, 2 ^ 53 } do
    local result, err = count { text = "a", limit = limit }
    check.equal(result, nil)
    check.equal(err and err.code, "invalid_request", tostring(limit))
    check.ok(err and err.message:find("limit", 1, true))
  end
end)

test("raises for a wrong type", function(count)
  for _, argument in ipairs { 5, true, print, io.stdout } do
    check.raises("argument #1", count, argument)
  end
  check.raises("argument #1", count)
  check.raises("'text'", count, { text = 5 })
  check.raises("'limit'", count, { text = "a", limit = "5" })
  check.raises("unknown option 'markdown'", count, { text = "a", markdown = true })
  check.raises("options have names", count, { "a" })
end)

test("leaves its argument as it is", function(count)
  local given = setmetatable({ text = "a" }, { __index = error, __newindex = error })
  check_count(count(given), { weight = 1 }, "table with a metatable")
  check.equal(next(given), "text")
end)

test("keeps no memory", function(count)
  local text = ("long text "):rep(10000)
  local argument = { text = text }
  for _ = 1, 2 do
    collectgarbage()
  end
  local before = collectgarbage("count")
  for _ = 1, 1000 do
    count(argument)
    count(text)
  end
  for _ = 1, 2 do
    collectgarbage()
  end
  check.ok(collectgarbage("count") - before < 100, "grew")
end)

check.finish()

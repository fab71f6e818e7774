-- xpost.script and its JSON: what is printed, and the statuses.  How a script ends, and where its text
-- comes from, is tested with whole scripts in tests/integration/test_script.py.
local calls = require "calls"
local check = require "check"
local json = require "xpost.json"
local script = require "xpost.script"

local core = calls.modules.core

check.test("JSON of each kind of value", function()
  for wanted, value in pairs {
    ["true"] = true, ["false"] = false, ['"a"'] = "a", ["1"] = 1, ["-3"] = -3, ["0.015"] = 0.015,
    ["0.2"] = 0.1 + 0.1, ["1795885995"] = 1795885995, ["null"] = print, ["[]"] = {},
    ["[1,[2],{\"a\":[]}]"] = { 1, { 2 }, { a = {} } },
    ['{"a":1,"b":"2126695926012579841"}'] = { b = "2126695926012579841", a = 1 },
  } do
    check.equal(json.encode(value), wanted)
  end
  for _, value in ipairs { 0 / 0, math.huge, -math.huge } do
    check.equal(json.encode(value), "null")
  end
end)

check.test("JSON of text is safe to read and to show", function()
  for text, wanted in pairs {
    ['"\\'] = [["\"\\"]], ["\n\r\t"] = [["\n\r\t"]], ["\0\1\31\127"] = [["\u0000\u0001\u001f\u007f"]],
    ["[]^_`{|}~ !#$%&'()*+,-./"] = '"[]^_`{|}~ !#$%&\'()*+,-./"',
    ["日本\240\159\152\128é"] = '"日本\240\159\152\128é"', ["\194\155\194\133"] = [["\u009b\u0085"]],
    ["\226\128\174\226\129\166\226\128\168\239\187\191\216\156"] = [["\u202e\u2066\u2028\ufeff\u061c"]],
    ["\255a\128\193\129"] = [["\ufffda\ufffd\ufffd\ufffd"]], ["\237\160\128"] = [["\ufffd\ufffd\ufffd"]],
    ["\224\159\191\244\144\128\128"] = '"' .. ("\\ufffd"):rep(7) .. '"', ["\226\128"] = [["\ufffd\ufffd"]],
  } do
    check.equal(json.encode(text), wanted)
  end
  local all = {}
  for byte = 0, 255 do
    all[#all + 1] = string.char(byte)
  end
  check.ok(not json.encode(table.concat(all)):find("[%z\1-\31\127-\255]"))
end)

local function err_of(fields)
  return setmetatable(fields, { __tostring = function(e) return e.code .. ": " .. e.message end })
end

check.test("each way to go on has a status of its own", function()
  check.equal(script.status(nil), 0)
  check.equal(script.status { code = "network", retry = "later" }, 75)
  check.equal(script.status { code = "login_required", retry = "login" }, 77)
  check.equal(script.status { code = "over_limit", retry = "never" }, 65)
  check.equal(script.status { code = "config", retry = "never" }, 78)
  check.equal(script.status { code = "config", retry = "login" }, 77)
  check.equal(script.status { code = "not_enrolled", retry = "never" }, 78)
  for _, none in ipairs { "a text", {}, 5, true, { retry = "tomorrow" } } do
    check.equal(script.status(none), 1)
  end
end)

check.test("what was done is told in one line", function()
  local function said(result)
    local output, errors = script.report(result)
    check.equal(errors, result.warning and "xpost: " .. result.warning .. "\n" or "")
    return output
  end
  check.equal(said { url = "https://x", posts = { {} } }, "Posted: https://x\n")
  check.equal(said { url = "https://x", posts = { {}, {} } }, "Posted: https://x (2 posts)\n")
  check.equal(said { outcome = "posted", url = "https://x", posts = {} }, "Posted: https://x\n")
  check.equal(said { outcome = "not_posted" }, "Not posted.\n")
  check.equal(said { expires_at = 1, warning = "careful" }, "Done.\n")
  check.equal(script.report("text"), "text\n")
end)

check.test("what went wrong is told in one line, with what to do", function()
  local function said(err)
    local output, errors = script.report(nil, err)
    check.equal(output, "")
    return errors
  end
  check.equal(said(err_of { code = "network", message = "m", retry = "later" }), "xpost: network: m\n")
  check.equal(said(err_of { code = "rate_limited", message = "m", retry = "later", retry_at = 1795885995,
    outcome = "not_posted", key = "k" }),
    "xpost: rate_limited: m [not posted, key k, try again after 2026-11-28 17:13:15 UTC]\n")
  check.equal(said(err_of { code = "unknown_outcome", message = "m", retry = "login", retry_at = 5,
    outcome = "unknown", key = "k" }), "xpost: unknown_outcome: m [may be posted, key k]\n")
  check.equal(said(err_of { code = "server", message = "m", retry = "later", outcome = "not_posted",
    posted = { {}, {} } }), "xpost: server: m [2 of the thread posted]\n")
  check.equal(said "two\nlines", "xpost: two lines\n")
end)

check.test("JSON is on standard output in each case", function()
  local output, errors = script.report({ id = "1" }, nil, { json = true })
  check.equal(output .. "|" .. errors, '{"result":{"id":"1"}}\n|')
  local err = err_of { code = "busy", message = "m", retry = "later" }
  output, errors = script.report(nil, err, { json = true })
  check.equal(output .. "|" .. errors, '{"error":{"code":"busy","message":"m","retry":"later"}}\n|')
  check.equal(script.report(nil, "a text", { json = true }), '{"error":{"message":"a text"}}\n')
end)

check.test("a report needs something to tell", function()
  check.ok(not pcall(script.report))
  check.ok(not pcall(script.finish))
end)

check.test("a text is taken as it is, but for the line break at its end", function()
  check.equal(script.text "", "")
  check.equal(script.text "a\n\n", "a\n")
  check.equal(script.text "a\r\n", "a")
  check.equal(script.text "a\rb\r", "a\rb\r")
  check.equal(script.text "/etc/passwd", "/etc/passwd")
  check.equal(script.text "--", "--")
end)

check.test("what is no text is an error like all others", function()
  local text, err = script.text(nil)
  check.equal(text, nil)
  calls.check_error(err, "no text")
  for _, options in ipairs {
    { file = "/nowhere" }, { file = "/" }, { file = "/dev/null" }, { file = "a\0b" },
    { file = "/etc/passwd", limit = 3 }, { file = "x", limit = 0 }, { file = "x", timeout = 0.5 },
  } do
    text, err = script.text(options)
    check.equal(text, nil)
    calls.check_error(err, options.file)
    check.equal(script.status(err), 65)
  end
end)

check.test("the core's functions take what they say, and raise for the rest", function()
  local types = {
    read = { path = "string", limit = "number", timeout = "number" },
    ask = { text = "string", timeout = "number" },
  }
  for name, options in pairs(types) do
    for _, value in ipairs(calls.values()) do
      if value[1] ~= "table" then
        check.ok(not pcall(core.script[name], value[2]), name .. " took a " .. value[3])
      end
      for option, kind in pairs(options) do
        if value[1] ~= kind and value[1] ~= "nil" then
          check.ok(not pcall(core.script[name], { [option] = value[2] }), option .. " took a " .. value[3])
        end
      end
    end
    check.ok(not pcall(core.script[name], { other = 1 }))
  end
  for _, value in ipairs(calls.values()) do
    if value[1] ~= "string" then
      check.ok(not pcall(core.script.write, value[2]))
    end
  end
end)

check.test("what would be refused is not asked about", function()
  local yes, err = script.ask { posts = {}, cost = 0, problems = {
    { code = "duplicate", message = "Only a warning.", retry = "never", refused = false },
    { code = "not_logged_in", message = "Nobody is logged in.", retry = "login", refused = true },
  } }
  check.equal(yes, nil)
  calls.check_error(err, "ask")
  check.equal(script.status(err), 77)
end)

check.test("it is not for Neovim", function()
  package.loaded["xpost.script"], _G.vim = nil, {} -- luacheck: ignore
  local went_well, problem = pcall(require, "xpost.script")
  _G.vim = nil -- luacheck: ignore
  check.ok(not went_well and tostring(problem):find("Neovim"), problem)
end)

check.finish()

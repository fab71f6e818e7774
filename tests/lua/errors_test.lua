-- Errors: what they hold, and how they print.
local calls = require "calls"
local check = require "check"

local xpost = calls.modules.xpost

-- One error of each kind that can be had without a server.
local function short_login(more)
  local options = calls.short_login()
  for name, value in pairs(more) do
    options[name] = value
  end
  return options
end

local examples = {
  { "not_logged_in", xpost.refresh },
  { "not_logged_in", xpost.me },
  { "not_logged_in", xpost.logout },
  { "not_logged_in", xpost.account },
  { "not_logged_in", xpost.account, "nobody" },
  { "not_logged_in", xpost.use, "nobody" },
  { "not_logged_in", xpost.delete, "1" },
  { "not_logged_in", xpost.post, "Hello" },
  { "over_limit", xpost.post, ("a"):rep(281) },
  { "over_limit", xpost.post, { text = "Hello", limit = 4 } },
  { "invalid_request", xpost.post, "" },
  { "invalid_request", xpost.post, "a\0b" },
  { "invalid_request", xpost.post, "\255" },
  { "invalid_request", xpost.post, { text = "Hello", media = { { path = "" } } } },
  { "media_rejected", xpost.upload, "/nowhere/at all" },
  { "invalid_request", xpost.post, { text = "Hello", key = "" } },
  { "invalid_request", xpost.post, { text = "Hello", key = "a\nb" } },
  { "invalid_request", xpost.post, { text = "Hello", reply_to = "one" } },
  { "invalid_request", xpost.post, { text = "Hello", quote = "-1" } },
  { "invalid_request", xpost.post, { text = "Hello", reply_settings = "nobody" } },
  { "invalid_request", xpost.delete, "" },
  { "invalid_request", xpost.delete, "1/2" },
  { "invalid_request", xpost.delete, {} },
  { "invalid_request", xpost.history, { limit = 0 } },
  { "bad_client_id", xpost.login, short_login { client_id = "" } },
  { "bad_client_id", xpost.login, short_login { client_id = "a b\n\27[1mc" } },
  { "cancelled", xpost.login, short_login {} },
  { "login_timeout", xpost.login, short_login { paste = false } },
  { "invalid_request", xpost.login, short_login { timeout = 0 } },
  { "config", xpost.login, short_login { redirect_uri = "no URI\n" } },
}

for _, example in ipairs(examples) do
  check.test("errors are tables that print as one line: " .. example[1], function()
    local result, err = example[2](example[3])
    check.equal(result, nil)
    calls.check_error(err, example[1])
    check.equal(err.code, example[1])
    check.ok(#err.message > 20, "no sentence: " .. err.message)
    local text = tostring(err)
    local plain = err.code .. ": " .. err.message
    check.equal(text, err.detail and plain .. " (" .. err.detail .. ")" or plain)
    check.equal(("%s"):format(text), text)
    check.equal(err.http_status, nil)
    check.equal(err.outcome, example[2] == xpost.post and "not_posted" or nil, "outcome")
  end)
end

check.test("an error of a post holds its key, given or made up", function()
  local _, err = xpost.post { text = "Hello", key = "my key" }
  check.equal(err.key, "my key")
  local _, first = xpost.post "Hello"
  local _, second = xpost.post "Hello"
  check.ok(first.key and second.key and first.key ~= second.key)
end)

check.test("what an error holds is in the history", function()
  local _, err = xpost.post { text = "Kept", key = "kept" }
  local entry = check.ok(xpost.history())[1]
  check.equal(entry.key, "kept")
  check.equal(entry.text, "Kept")
  check.equal(entry.code, err.code)
  check.equal(entry.message, err.message)
  check.equal(entry.outcome, "not_posted")
end)

check.test("each error is a table of its own", function()
  local _, one = xpost.me()
  local _, other = xpost.me()
  check.ok(one ~= other)
  one.code, one.message, one.detail = nil, {}, print
  check.equal(type(tostring(one)), "string")
  check.equal(other.code, "not_logged_in")
  one.code, one.message, one.detail = 1, 2, 3
  check.equal(tostring(one), "1: 2 (3)")
  setmetatable(one, nil)
  check.equal(tostring(other):sub(1, 15), "not_logged_in: ")
end)

check.test("an error's metatable does not crash on what is no error", function()
  local _, err = xpost.me()
  local print_it = getmetatable(err).__tostring
  for _, value in ipairs(calls.values()) do
    local went_well, text = pcall(print_it, value[2])
    check.ok(not went_well or type(text) == "string")
  end
end)

-- That looked into forged tables.
calls.intruded = nil

check.test("an error can be raised, and asserted", function()
  local problem = select(2, pcall(function() assert(xpost.me()) end))
  check.equal(type(problem), "table")
  check.equal(problem.code, "not_logged_in")
end)

check.test("no error repeats a secret", function()
  local secret = "VerySecretClientSecret0123456789"
  for _, given in ipairs {
    short_login { client_secret = secret }, short_login { client_secret = secret .. "\n" },
    short_login { client_secret = secret .. "\0" }, short_login { client_secret = secret:rep(100) },
  } do
    local _, err = xpost.login(given)
    check.ok(err)
    for _, value in pairs(err) do
      check.ok(not tostring(value):find(secret, 1, true), "an error holds the client secret")
    end
  end
end)

check.finish()

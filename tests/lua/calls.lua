--- What several tests need to call every function with every kind of value.

local check = require "check"
local xpost = require "xpost"
local core = require "xpost.core"

local M = {}

--- The types that an option takes; "list" is a list of strings.
M.options = {
  login = {
    client_id = "string", client_secret = "string", account = "string",
    redirect_uri = "string list", scopes = "string list", timeout = "number",
    open = "boolean function", on_url = "function", on_step = "function",
    paste = "boolean function", on_paste_problem = "function",
  },
  refresh = { account = "string", force = "boolean", on_step = "function" },
  post = {
    text = "string", account = "string", reply_to = "string", quote = "string",
    community = "string", edits = "string", reply_settings = "string", key = "string",
    made_with_ai = "boolean", paid_partnership = "boolean", limit = "number", poll = "list",
    posts = "list", wait = "number", on_step = "function", on_progress = "function",
    media = "list", directory = "string", thread = "boolean", markdown = "boolean",
    number = "boolean",
  },
  upload = {
    path = "string", alt = "string", directory = "string", account = "string", timeout = "number",
    on_step = "function", on_progress = "function",
  },
  resume = { key = "string", wait = "number", on_step = "function", on_progress = "function" },
  check = { key = "string", outcome = "string", id = "string", on_step = "function" },
  undo = { account = "string", key = "string", on_step = "function" },
  draft = { text = "string", key = "string", account = "string", replaces = "string" },
  delete = { id = "string", account = "string", on_step = "function" },
  me = { account = "string", fresh = "boolean", on_step = "function" },
  logout = { account = "string", on_step = "function" },
  account = { account = "string" },
  use = { account = "string" },
  history = {
    limit = "number", account = "string", unfinished = "boolean", before = "string", key = "string",
    forget = "string list number", last = "boolean",
  },
  diagnose = {
    client_id = "string", account = "string", redirect_uri = "string list", scopes = "string list",
    offline = "boolean",
  },
  count = { text = "string", limit = "number" },
  app = { client_id = "string", client_secret = "string" },
  split = {
    text = "string", limit = "number", thread = "boolean", markdown = "boolean",
    number = "boolean", outline = "boolean",
  },
}

M.options.plan = M.options.post

--- The types that the first argument takes.
M.arguments = {
  login = "nil table", refresh = "nil string table", post = "string table",
  delete = "string table", me = "nil string table", logout = "nil string table",
  accounts = "any", account = "nil string table", use = "string table", history = "nil table",
  plan = "string table", resume = "string table", check = "string table",
  undo = "nil string table", draft = "string table", upload = "string table",
  count = "string table", split = "string table", app = "nil table",
}

local codes = "bad_client_id not_logged_in login_denied login_timeout login_failed login_required "
  .. "revoked_elsewhere scope_missing invalid_request over_limit duplicate forbidden not_found "
  .. "not_enrolled credits_depleted usage_capped rate_limited media_rejected media_timeout server "
  .. "network tls unknown_outcome cancelled busy store config"

M.codes = {}
for code in codes:gmatch("%S+") do
  M.codes[code] = true
end

M.retries = { later = true, login = true, never = true }

function M.accepts(types, name)
  return types == "any" or (" " .. types .. " "):find(" " .. name .. " ", 1, true) ~= nil
end

local function forged()
  local function intrude()
    M.intruded = true
    error("a metamethod was called")
  end
  return setmetatable({}, {
    __index = intrude, __newindex = intrude, __len = intrude, __pairs = intrude, __gc = 5,
    __tostring = intrude, __eq = intrude, __concat = intrude, __call = intrude, __mode = "kv",
    __name = "xpost", __close = intrude,
  })
end

--- Less where a tool makes everything slower.
local long = os.getenv "TEST_TOOL" and 2 ^ 16 or 2 ^ 20

--- Every kind of value: {type, value, what it is}.
function M.values()
  local list = {
    { "nil", nil }, { "boolean", true }, { "boolean", false }, { "number", 0 }, { "number", -1 },
    { "number", 1.5 }, { "number", 0 / 0, "NaN" }, { "number", math.huge },
    { "number", -math.huge }, { "number", 2 ^ 53 + 1, "2^53+1" }, { "number", -2 ^ 63, "-2^63" },
    { "string", "" }, { "string", "a\0b" }, { "string", "\0" }, { "string", "\255\254" },
    { "string", " \r\n\t" }, { "string", "%s%n%99999d" }, { "string", ("x"):rep(long), "1 MiB" },
    { "table", {} }, { "table", forged(), "forged table" },
    { "table", getmetatable(io.stdout), "table of methods" },
    { "function", function() end }, { "function", type },
    { "thread", coroutine.create(function() end) }, { "userdata", io.stdout },
  }
  if math.maxinteger then
    list[#list + 1] = { "number", math.maxinteger }
    list[#list + 1] = { "number", math.mininteger }
  end
  if rawget(_G, "newproxy") then
    list[#list + 1] = { "userdata", newproxy(true) } -- luacheck: ignore
  end
  for _, value in ipairs(list) do
    value[3] = value[3] or ("%s %q"):format(value[1], tostring(value[2])):sub(1, 40)
  end
  return list
end

--- A redirect URI on a port that is probably free.
function M.redirect_uri()
  return "http://127.0.0.1:" .. math.random(20000, 30000) .. "/callback"
end

--- Options of a login that ends as soon as it waits for an answer.
function M.short_login()
  return {
    client_id = "Y2xpZW50LW9mLXRoZS10ZXN0czoxOmNp", redirect_uri = M.redirect_uri(), timeout = 1,
    open = false, on_url = function() end, paste = function() error("no answer today") end,
  }
end

--- An error as the contract has it; `call` says whose.
function M.check_error(err, call)
  local fields = {
    code = "string", message = "string", retry = "string", detail = "string", http_status = "number",
    retry_at = "number", outcome = "string", key = "string", posted = "table",
  }
  if not check.ok(type(err) == "table", call .. ": err is a " .. type(err)) then
    return
  end
  for name, value in pairs(err) do
    check.equal(type(value), fields[name], call .. ": err." .. tostring(name))
    check.ok(type(value) ~= "string" or not value:find("[%z\1-\31\127]"),
      call .. ": err." .. tostring(name) .. " holds control characters")
  end
  check.ok(M.codes[err.code], call .. ": the code is " .. tostring(err.code))
  check.ok(err.message and #err.message > 10, call .. ": there is no message")
  check.ok(tostring(err):sub(1, #err.code + 2) == err.code .. ": ",
    call .. ": prints as " .. tostring(err))
  check.ok(not tostring(err):find("\n"), call .. ": prints as several lines")
  local outcomes = { not_posted = true, unknown = true, posted = true }
  check.ok(M.retries[err.retry], call .. ": retry is " .. tostring(err.retry))
  check.ok(err.outcome == nil or outcomes[err.outcome], call .. ": outcome")
end

--- Calls, and checks that this ended in one of the ways that are allowed: it raised a string, and
--- `may_raise`; or gave a result; or nil and an error.  Returns how.
function M.call(what, may_raise, call, ...)
  local count
  local function packed(...)
    count = select("#", ...)
    return ...
  end
  local went_well, result, err = packed(pcall(call, ...))
  if not went_well then
    check.ok(type(result) == "string", what .. ": raised a " .. type(result))
    check.ok(may_raise, what .. ": raised " .. tostring(result):sub(1, 300))
    return "raised", result
  end
  if result ~= nil then
    check.equal(count, 2, what .. ": number of values")
    return "result", result
  end
  check.equal(count, 3, what .. ": number of values")
  M.check_error(err, what)
  return "error", err
end

M.modules = { xpost = xpost, core = core }

return M

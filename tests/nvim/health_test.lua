-- stand-in: what :checkhealth xpost shows.
local check = require "check"
local x = require "stand_in"

--- Runs the health check; all that it shows.
local function run_check()
  vim.cmd("silent checkhealth xpost")
  local text = x.shown()
  -- The levels have other signs in each version.
  for _, sign in ipairs { "✅ ", "❌ ", "⚠️ ", "INFO: " } do
    text = text:gsub(sign, "")
  end
  vim.cmd("bwipeout!")
  return (text:gsub("%f[%u](%u+): ", "%1 "))
end

local function has(text, part)
  return check.ok(text:find(part, 1, true), "there is no '" .. part .. "' in:\n" .. text)
end

local function lacks(text, part)
  return check.ok(not text:find(part, 1, true), "there is '" .. part .. "' in:\n" .. text)
end

--- Calls the function with each string of a table, however deep; how many there are.
local function each_string(value, call)
  if type(value) == "string" then
    call(value)
    return 1
  end
  local count = 0
  for _, item in pairs(type(value) == "table" and value or {}) do
    count = count + each_string(item, call)
  end
  return count
end

--- Puts something else in the place of a function until the test is over.
local function replace(module, name, value)
  local before = rawget(module, name)
  module[name] = value
  check.after(function() module[name] = before end)
end

local function state_files()
  return vim.fn.glob(os.getenv("XDG_STATE_HOME") .. "/xpost/*", true, true)
end

check.test("without a login it says what to do, and makes no file", function()
  x.reset()
  x.configure()
  local text = run_check()
  has(text, "OK Neovim ")
  has(text, "the C module is loaded")
  has(text, "libcurl ")
  has(text, "Nobody is logged in. Log in: :XLogin")
  has(text, "no state directory yet")
  has(text, "XPOST_API_URL is http://127.0.0.1:")
  has(text, "OK http://127.0.0.1:")
  has(text, "after ")
  has(text, "OK The clock of this machine agrees")
  lacks(text, "ERROR")
  check.equal(vim.fn.isdirectory(os.getenv("XDG_STATE_HOME") .. "/xpost"), 0)
end)

check.test("an account is described; nothing is asked in its name", function()
  x.reset()
  x.login { redirect_uri = "http://127.0.0.1:48917/callback" }
  local before = #x.control("state", nil).requests
  local files = table.concat(state_files(), "\n")
  local text = run_check()
  has(text, "(the default one): @alice; a ")
  has(text, "tweet.write")
  has(text, "it is renewed by itself")
  has(text, "http://127.0.0.1:48917/callback (register exactly this at X")
  lacks(text, "8739/callback (")
  has(text, "is yours alone (mode 0700)")
  lacks(text, "ERROR")
  lacks(text, "WARNING")
  local requests = x.control("state", nil).requests
  check.equal(#requests, before + 1)
  check.equal(requests[#requests].path, "/")
  check.equal(requests[#requests].headers.authorization, nil)
  check.equal(table.concat(state_files(), "\n"), files)
  check.ok(each_string(x.control("secrets", nil), function(secret) lacks(text, secret) end) > 2)
end)

check.test("what is wrong is told with what mends it", function()
  local file = os.getenv("XDG_STATE_HOME") .. "/xpost/accounts.json"
  check.equal(vim.loop.fs_chmod(file, 420), true)
  check.after(function() vim.loop.fs_chmod(file, 384) end)
  vim.g.xpost = { client_secret = "CANARY", limits = 1 }
  check.after(function() vim.g.xpost = nil end)
  local text = run_check()
  has(text, "Mend it: chmod 600 '" .. file)
  has(text, "ERROR The accounts cannot be read.")
  has(text, "WARNING vim.g.xpost.client_secret:")
  has(text, "WARNING vim.g.xpost.limits: is not known")
  lacks(text, "CANARY")
end)

check.test("a module that cannot be loaded is one sentence with what to run", function()
  replace(require "xpost.native", "load", function()
    error("xpost: the C module is not built for this Lua. Run `make`.\nthe loader's words", 0)
  end)
  local text = run_check()
  has(text, "ERROR xpost: the C module is not built for this Lua. Run `make`.\n")
  has(text, "the loader's words")
  has(text, "vim.g.xpost")
  lacks(text, "traceback")
end)

check.test("an operation that fails or cannot be called is told", function()
  local xpost = require "xpost"
  replace(xpost, "diagnose", function() error("out of order", 0) end)
  has(run_check(), "ERROR out of order")
  replace(xpost, "diagnose", function(_, on_done)
    vim.schedule(function() on_done({ message = "no" }, nil) end)
  end)
  has(run_check(), "ERROR ")
end)

check.test("where the network takes too long, the rest is shown", function()
  x.reset()
  local diagnose, cancelled = require("xpost").diagnose, 0
  replace(require "xpost", "diagnose", function(options, on_done)
    if options.offline then
      return diagnose(options, on_done)
    end
    return { cancel = function() cancelled = cancelled + 1 end }
  end)
  local began = vim.loop.hrtime()
  local text = run_check()
  check.ok((vim.loop.hrtime() - began) / 1e9 < 40, "it took too long")
  check.equal(cancelled, 1)
  has(text, "perhaps a name lookup hangs")
  has(text, "Nobody is logged in")
  has(text, "register exactly this at X")
end)

check.test("a server that never answers is given up", function()
  x.control("fault", { path = "/", method = "GET", delay = 30 })
  local began = vim.loop.hrtime()
  local text = run_check()
  check.ok((vim.loop.hrtime() - began) / 1e9 < 25, "it took too long")
  has(text, "did not answer in time")
  has(text, "The clock was not compared")
end)

check.finish()

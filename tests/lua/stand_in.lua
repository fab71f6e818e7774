--- The stand-in for X that with_stand_in.sh started, and its browser.

local calls = require "calls"

local M = {}

if not os.getenv("BROWSER_PIPE") then
  print("Run this with tests/lua/with_stand_in.sh.")
  os.exit(1)
end

--- Has the browser do something; see with_stand_in.sh.
function M.browse(...)
  local pipe = assert(io.open(os.getenv("BROWSER_PIPE"), "a"))
  pipe:write(table.concat({ ... }, " "), "\n")
  pipe:close()
end

function M.visit(url)
  M.browse("visit", url)
end

--- Asks the stand-in's control interface; `values` is JSON.
function M.control(name, values)
  M.browse("control", name, values or "{}")
  local pipe = assert(io.open(os.getenv("CONTROL_ANSWER")))
  local answer = pipe:read("*a")
  pipe:close()
  answer = assert((loadstring or load)("return " .. answer))() -- luacheck: ignore
  assert(answer.ok ~= false, answer.error)
  return answer
end

--- Has the stand-in answer differently: see Control in tests/stand_in/README.md.
function M.fault(values)
  M.control("fault", values)
end

--- Options of a login that the browser answers; `more` is added to them.
function M.login_options(more)
  local options = {
    redirect_uri = calls.redirect_uri() .. " " .. calls.redirect_uri(), timeout = 20,
    open = M.visit, on_url = function() end,
  }
  for name, value in pairs(more or {}) do
    options[name] = value
  end
  return options
end

--- Logs in, with this module's functions.
function M.login(module, more)
  local login, err = module.login(M.login_options(more))
  return assert(login, "login: " .. tostring(err))
end

return M

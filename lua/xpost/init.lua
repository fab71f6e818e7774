--- xpost: post to X from Lua.
---
---     local xpost = require "xpost"
---     local me, err = xpost.login{client_id = "..."}
---     local post, err = xpost.post "Hello"
---
--- Every function returns its result, or nil and an error: a table that prints as one line, with
--- `code`, `message`, `outcome` and more (see the types in meta.lua).  A wrong argument raises.

local core = require("xpost.native").load()

---@class xpost
local M = {}

--- Versions of xpost and of the libraries that it works with.
---@type xpost.Version
M.version = core.version

---@param text string
local function tell(text)
  io.stderr:write(text, "\n")
end

--- In a script the person to answer sits at the terminal: the URL is always shown there.
---@param options xpost.LoginOptions
---@return xpost.LoginOptions
local function with_terminal(options)
  local all = {}
  -- What the table itself holds, as the module reads it.
  for name, value in next, options do
    all[name] = value
  end
  if all.on_url == nil then
    function all.on_url(url, redirect_uri)
      tell("Open this URL in your browser and allow the app:\n\n  " .. url .. "\n")
      if all.paste then
        tell("If the browser then shows an error, copy the address that begins with "
          .. redirect_uri
          .. "\nand paste it here, followed by Enter. You have 30 seconds for that.")
      end
    end
  end
  if all.on_paste_problem == nil and all.paste == true then
    all.on_paste_problem = tell
  end
  return all
end

--- A call that is not made, because it would wait although the caller asks it not to.
---@param name string
---@param on_done unknown
local function refuse_callback(name, on_done)
  if type(on_done) == "function" then
    error("'" .. name .. "' has no on_done in this version; the call returns its result", 3)
  end
end

--- Logs in to X with OAuth 2.0, and stores the account.
---@param options? xpost.LoginOptions
---@return xpost.Login? login
---@return xpost.Error? err
function M.login(options, on_done)
  refuse_callback("login", on_done)
  if options == nil then
    options = {}
  end
  if type(options) ~= "table" then
    error("bad argument #1 to 'login' (table expected, got " .. type(options) .. ")", 2)
  end
  return core.login(with_terminal(options))
end

-- The rest is the C module's own.
local blocking = { "refresh", "post", "delete", "me", "logout", "account", "use", "history" }
for _, name in ipairs(blocking) do
  local call = core[name]
  M[name] = function(argument, on_done)
    refuse_callback(name, on_done)
    return call(argument)
  end
end

---@return xpost.Account[]? accounts
---@return xpost.Error? err
function M.accounts(on_done)
  refuse_callback("accounts", on_done)
  return core.accounts()
end

return M

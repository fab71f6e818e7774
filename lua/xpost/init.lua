--- xpost: post to X from Lua.
---
---     local xpost = require "xpost"
---     local me, err = xpost.login{client_id = "..."}
---     local post, err = xpost.post "Hello"
---
--- Every operation returns its result, or nil and an error: a table that prints as one line, with
--- `code`, `message`, `outcome` and more (see the types in meta.lua).  A wrong argument raises.
--- With a function `on_done(err, result)` as last argument it returns a job at once; in Neovim,
--- where nothing may wait, it needs one.

local native = require "xpost.native"
local translate = require "xpost.translate"

---@class xpost : xpost.Functions
local M = {}

local editor = rawget(_G, "vim") ~= nil

if editor then
  -- The C module is loaded at the first use, not when the editor starts.
  setmetatable(M, {
    __index = function(_, name)
      return name == "version" and native.load().version or nil
    end,
  })
else
  --- Versions of xpost and of the libraries that it works with.
  ---@type xpost.Version
  M.version = native.load().version
end

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
      tell(translate("Open this URL in your browser and allow the app:") .. "\n\n  " .. url .. "\n")
      if all.paste then
        tell(translate("If the page that comes then cannot be opened, copy its address, which "
          .. "begins with\n%s, and paste it here within 30 seconds, followed by Enter.",
          redirect_uri))
      else
        tell(translate("The page that comes then begins with %s\nIf it cannot be opened, as the "
          .. "browser is on another computer, use login{paste = true}.", redirect_uri))
      end
      tell(translate("If X says 'Something went wrong': that has to be a Callback URI of the app, "
        .. "exactly so\n(X's console, User authentication settings), and the Client ID that of the "
        .. "app."))
    end
  end
  if all.on_paste_problem == nil and all.paste == true then
    all.on_paste_problem = tell
  end
  return all
end

--- Runs an operation: at once, or as a job if there is an on_done.
local function call(name, options, on_done)
  if type(options) == "function" and on_done == nil then
    options, on_done = nil, options
  end
  if on_done == nil then
    if editor then
      error("in Neovim '" .. name .. "' needs on_done(err, result) as its last argument", 2)
    end
    return native.load()[name](options)
  end
  if type(on_done) ~= "function" then
    error("bad argument #2 to '" .. name .. "' (function expected, got " .. type(on_done) .. ")", 2)
  end
  local jobs = require "xpost.jobs"
  jobs.host = jobs.host or (editor and require "xpost.nvim.host" or nil)
  return jobs.start(name, options, on_done)
end

--- Logs in to X with OAuth 2.0, and stores the account.
---@param options? xpost.LoginOptions
---@param on_done? fun(err?: xpost.Error, login?: xpost.Login)
---@return xpost.Login|xpost.Job|nil login
---@return xpost.Error? err
function M.login(options, on_done)
  if type(options) == "function" and on_done == nil then
    options, on_done = nil, options
  end
  if options == nil then
    options = {}
  end
  if type(options) ~= "table" then
    error("bad argument #1 to 'login' (table expected, got " .. type(options) .. ")", 2)
  end
  return call("login", editor and options or with_terminal(options), on_done)
end

-- The rest are the C module's own.  Their types are in meta.lua.
local operations = {
  "refresh", "post", "resume", "check", "undo", "draft", "plan", "delete", "me", "logout",
  "accounts", "account", "use", "history", "diagnose", "upload",
}
for _, name in ipairs(operations) do
  M[name] = function(options, on_done)
    return call(name, options, on_done)
  end
end

--- Looks at the keys of an app before a login.  It needs no file and no network, so it may be called
--- without on_done in Neovim too.
---@param options {client_id?: string, client_secret?: string}
---@param on_done? fun(err?: xpost.Error, app?: xpost.App)
---@return xpost.App | xpost.Job | nil app
---@return xpost.Error? err
function M.app(options, on_done)
  if on_done == nil and type(options) ~= "function" then
    return native.load().app(options)
  end
  return call("app", options, on_done)
end

--- What an error code means: what happened, why it usually does, what to do, and where.
---@param code? string Without it: the list of all codes
---@return xpost.Explanation | string[] | nil explanation
function M.explain(code)
  return native.load().explain(code)
end

--- The language of what users are told: "en" or "ja".  A name chooses it; by itself it is that of
--- the editor or of the environment (LC_ALL, LC_MESSAGES, LANG).
---@param name? "en" | "ja"
---@return string
function M.language(name)
  if name ~= nil then
    translate.use(name)
  end
  return translate.language()
end

--- Counts a text as X does.
---@param text string | {text: string, limit?: integer}
---@return xpost.Count? count
---@return xpost.Error? err
function M.count(text)
  return native.load().count(text)
end

--- Makes the posts of a thread from a text.  It needs no file and no network, so it may be called
--- without on_done in Neovim too.
---@param options string | xpost.SplitOptions
---@param on_done? fun(err?: xpost.Error, parts?: xpost.Part[])
---@return xpost.Part[] | xpost.Job | nil parts
---@return xpost.Error? err
function M.split(options, on_done)
  if on_done == nil then
    return native.load().split(options)
  end
  return call("split", options, on_done)
end

if editor then
  for name, run in pairs(require("xpost.nvim.api")) do
    M[name] = run
  end
end

return M

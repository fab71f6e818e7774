--- The app at X that a login is for: its Client ID and Client Secret.

local config = require "xpost.nvim.config"
local prompt = require "xpost.nvim.prompt"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

---@class xpost.Credentials
---@field client_id? string
---@field client_secret? string "": there is none

--- What was given for a login that did not succeed, so that it need not be typed again.
---@type xpost.Credentials
local given = {}

-- No key of an app has this character; it stands for a prompt that was left with Escape.
local left = "\27"

--- Keeps an answer out of the history of prompts, where another key may have been put by mistake.
---@param answer string
local function forget_answer(answer)
  vim.fn.histdel("@", "^" .. vim.fn.escape(answer, "\\^$.*~[]") .. "$")
end

--- What was pasted behind the ID that stood there already comes in its place, if it surely is one:
--- Client IDs of X are base64 of twenty characters and ":1:ci".
---@param answer string
---@param default? string
---@return string
local function newest(answer, default)
  local before, id = answer:match("^(.*)(" .. ("[%w_-]"):rep(27) .. "6MTpjaQ)%s*$")
  return before == default and id or answer
end

---@param default? string
---@param then_do fun(id: string)
local function ask_id(default, then_do)
  prompt.ask({
    prompt = translate "OAuth 2.0 Client ID (console.x.com): ", default = default,
  }, function(answer)
    forget_answer(answer or "")
    if vim.trim(answer or "") == "" then
      report.notify(translate "not logged in.")
      return
    end
    local app, err = xpost.app { client_id = newest(answer, default) }
    if app then
      then_do(app.client_id)
      return
    end
    report.warn(err.message)
    vim.schedule(function() ask_id(nil, then_do) end)
  end)
end

---@param id string
---@param then_do fun(secret: string)
local function ask_secret(id, then_do)
  -- Ctrl-C raises an error.
  local answered, secret = pcall(vim.fn.inputsecret,
    { prompt = translate "Its Client Secret (nothing for a Native App): ", cancelreturn = left })
  if not answered or secret == left then
    report.notify(translate "not logged in.")
    return
  end
  local app, err = xpost.app { client_id = id, client_secret = secret }
  if app then
    then_do(secret)
    return
  end
  report.warn(err.message)
  ask_secret(id, then_do)
end

--- Is there a secret in the environment that goes with any Client ID?
---@return boolean
local function has_secret()
  return (vim.env.XPOST_CLIENT_SECRET or "") ~= "" and (vim.env.XPOST_CLIENT_ID or "") == ""
end

--- The account that says which app is most likely meant: the default one, or else any.
---@param list xpost.Account[]
---@param id? string Only of this app
---@return xpost.Account?
local function find_account(list, id)
  local found
  for _, account in ipairs(list) do
    if (not id or account.client_id == id) and (not found or account.default) then
      found = account
    end
  end
  return found
end

--- Asks for the app's Client ID and secret; neither stays in a history.  What certainly is another
--- key is asked for again at once, and the secret not at all where an account of the app is stored.
---@param list xpost.Account[]
---@param then_do fun(credentials: xpost.Credentials)
---@param used? string The Client ID that X did not accept, or that the user wants to change
function M.ask(list, then_do, used)
  local likely = find_account(list)
  ask_id(used or given.client_id or (likely and likely.client_id), function(id)
    local secret = given.client_id == id and given.client_secret or nil
    if not used and (secret or has_secret() or find_account(list, id)) then
      then_do { client_id = id, client_secret = secret }
      return
    end
    vim.schedule(function()
      ask_secret(id, function(answer)
        then_do { client_id = id, client_secret = answer }
      end)
    end)
  end)
end

--- After a login: what was given for it is kept until one succeeds, but no secret that X refused.
---@param credentials xpost.Credentials
---@param err? xpost.Error
function M.remember(credentials, err)
  given = {}
  if err then
    given.client_id = credentials.client_id
    given.client_secret = err.code ~= "bad_client_id" and credentials.client_secret or nil
  end
end

--- Says so where the next login would be with another Client ID than the one that was given now.
---@param credentials xpost.Credentials
function M.warn_of_settings(credentials)
  local configured, environment = config.get().client_id, vim.env.XPOST_CLIENT_ID or ""
  local id = credentials.client_id
  if id and configured and configured ~= id then
    report.warn(translate "the configuration still has another client_id: correct it there.")
  elseif id and not configured and environment ~= "" and environment ~= id then
    report.warn(translate "XPOST_CLIENT_ID still holds another Client ID: correct it there.")
  end
end

--- Does an account, the configuration or the environment say which app it is?
---@param list xpost.Account[]
---@param name? string
---@return boolean
function M.is_known(list, name)
  if config.get().client_id or (vim.env.XPOST_CLIENT_ID or "") ~= "" then
    return true
  end
  name = name or config.get().account or vim.env.XPOST_ACCOUNT
  for _, account in ipairs(list) do
    if account.account == name or (not name and account.default) then
      return true
    end
  end
  return false
end

return M

--- `:XAccount [status | use NAME | refresh | logout | cancel]`.

local accounts = require "xpost.nvim.accounts"
local config = require "xpost.nvim.config"
local prompt = require "xpost.nvim.prompt"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"
local xpost = require "xpost"

local M = {}

local no_account = "There is no account yet. Log in with :XLogin"

---@param seconds number
---@return string
local function span(seconds)
  seconds = math.abs(seconds)
  if seconds < 90 then
    return translate("%d s", seconds)
  elseif seconds < 5400 then
    return translate("%d min", seconds / 60 + 0.5)
  elseif seconds < 172800 then
    return translate("%d h", seconds / 3600 + 0.5)
  end
  return translate("%d days", seconds / 86400 + 0.5)
end

--- When the access token has to be renewed, which happens by itself if it can.
---@param account xpost.Account
---@return string
local function expiry(account)
  local left = account.expires_at - os.time()
  if not account.renewable then
    return left > 0 and translate("log in again in %s", span(left))
      or translate "expired: log in again"
  end
  return left > 0 and translate("renews itself in %s", span(left))
    or translate "renews itself at the next post"
end

---@param account xpost.Account
---@return string
local function describe(account)
  local who = account.username and "@" .. account.username or translate "(not known who)"
  local client = account.client == "confidential" and translate "confidential client"
    or translate "public client"
  return table.concat({ (account.default and "* " or "  ") .. account.account, who, client,
    expiry(account), translate("may: %s", table.concat(account.scopes, " ")) }, "  ")
end

local actions = {}

function actions.status()
  accounts.read(function(list, err)
    if err then
      report.error(err)
    elseif #list == 0 then
      report.notify(translate(no_account))
    else
      report.lines(vim.tbl_map(describe, list))
    end
  end)
end

local function use(name)
  xpost.use(name, function(err, account)
    if err then
      report.error(err)
    else
      report.notify(translate("posts go out as %s from now on.",
        account.username and "@" .. account.username or account.account))
    end
  end)
end

function actions.use(name)
  if name then
    use(name)
    return
  end
  accounts.read(function(list, err)
    if err or #list == 0 then
      report.error(err or { code = "not_logged_in", message = translate(no_account) })
      return
    end
    prompt.choose(list, {
      prompt = translate "Post as:",
      format_item = function(account)
        return account.account .. (account.username and "  @" .. account.username or "")
      end,
    }, function(account)
      if account then
        use(account.account)
      end
    end)
  end)
end

function actions.refresh(name)
  xpost.refresh({ account = name or config.get().account }, function(err, renewed)
    if err then
      report.error(err)
    else
      local left = span(renewed.expires_at - os.time())
      report.notify(translate("renewed; the next time is in %s.", left))
    end
  end)
end

function actions.logout(name)
  name = name or config.get().account
  local question = name and translate("Log out %s, and forget it here?", name)
    or translate "Log out the default account, and forget it here?"
  local yes = translate "Yes"
  prompt.choose({ yes, translate "No" }, { prompt = question }, function(answer)
    if answer ~= yes then
      return
    end
    xpost.logout({ account = name }, function(err, done)
      if err then
        report.error(err)
        return
      end
      report.notify(translate("logged out: %s", done.account))
      if done.warning then
        report.warn(done.warning)
      end
    end)
  end)
end

function actions.cancel()
  if require("xpost.nvim.host").cancel_all() == 0 then
    report.notify(translate "nothing is under way.")
  end
end

local takes_name = { use = true, refresh = true, logout = true }

--- The command.
---@param command table As nvim_create_user_command gives it
function M.command(command)
  local words = vim.split(command.args, "%s+", { trimempty = true })
  local action = words[1] or "status"
  if not actions[action] then
    report.warn(translate("':XAccount %s' is not known: status, use NAME, refresh, logout, cancel.",
      action))
  elseif #words > (takes_name[action] and 2 or 1) then
    report.warn(translate("too many words after ':XAccount %s'.", action))
  else
    actions[action](words[2])
  end
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(lead, line, cursor)
  local words = vim.split(line:sub(1, cursor), "%s+")
  if #words <= 2 then
    return accounts.matching({ "status", "use", "refresh", "logout", "cancel" }, lead)
  end
  return #words == 3 and takes_name[words[2]] and accounts.matching(accounts.names(), lead) or {}
end

return M

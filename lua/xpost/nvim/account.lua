--- `:XAccount [status | use NAME | refresh | logout | cancel]`.

local accounts = require "xpost.nvim.accounts"
local config = require "xpost.nvim.config"
local report = require "xpost.nvim.report"
local xpost = require "xpost"

local M = {}

local no_account = "There is no account yet. Log in with :XLogin"

---@param seconds number
---@return string
local function span(seconds)
  seconds = math.abs(seconds)
  if seconds < 90 then
    return ("%d s"):format(seconds)
  elseif seconds < 5400 then
    return ("%d min"):format(seconds / 60 + 0.5)
  elseif seconds < 172800 then
    return ("%d h"):format(seconds / 3600 + 0.5)
  end
  return ("%d days"):format(seconds / 86400 + 0.5)
end

--- When the access token has to be renewed, which happens by itself if it can.
---@param account xpost.Account
---@return string
local function expiry(account)
  local left = account.expires_at - os.time()
  if not account.renewable then
    return left > 0 and "log in again in " .. span(left) or "expired: log in again"
  end
  return left > 0 and "renews itself in " .. span(left) or "renews itself at the next post"
end

---@param account xpost.Account
---@return string
local function describe(account)
  local who = account.username and "@" .. account.username or "(not known who)"
  return ("%s %s  %s  %s client  %s  may: %s"):format(account.default and "*" or " ",
    account.account, who, account.client, expiry(account), table.concat(account.scopes, " "))
end

local actions = {}

function actions.status()
  accounts.read(function(list, err)
    if err then
      report.error(err)
    elseif #list == 0 then
      report.notify(no_account)
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
      report.notify(("posts go out as %s from now on."):format(
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
      report.error(err or { code = "not_logged_in", message = no_account })
      return
    end
    vim.ui.select(list, {
      prompt = "Post as:",
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
      report.notify(("renewed; the next time is in %s."):format(left))
    end
  end)
end

function actions.logout(name)
  name = name or config.get().account
  local question = ("Log out %s, and forget it here?"):format(name or "the default account")
  vim.ui.select({ "Yes", "No" }, { prompt = question }, function(answer)
    if answer ~= "Yes" then
      return
    end
    xpost.logout({ account = name }, function(err, done)
      if err then
        report.error(err)
        return
      end
      report.notify(("logged out: %s"):format(done.account))
      if done.warning then
        report.warn(done.warning)
      end
    end)
  end)
end

function actions.cancel()
  if require("xpost.nvim.host").cancel_all() == 0 then
    report.notify("nothing is under way.")
  end
end

local takes_name = { use = true, refresh = true, logout = true }

--- The command.
---@param command table As nvim_create_user_command gives it
function M.command(command)
  local words = vim.split(command.args, "%s+", { trimempty = true })
  local action = words[1] or "status"
  if not actions[action] then
    report.warn("':XAccount " .. action
      .. "' is not known: status, use NAME, refresh, logout, cancel.")
  elseif #words > (takes_name[action] and 2 or 1) then
    report.warn(("too many words after ':XAccount %s'."):format(action))
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

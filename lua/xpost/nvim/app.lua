--- The app at X that a login is for: its Client ID and Client Secret.

local config = require "xpost.nvim.config"
local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

--- Asks for the app's Client ID and secret; neither stays in a history.
---@param then_do fun(credentials: {client_id: string, client_secret?: string})
function M.ask(then_do)
  local prompt = translate "OAuth 2.0 Client ID of your app at X (console.x.com): "
  vim.ui.input({ prompt = prompt }, function(id)
    vim.fn.histdel("@", "^" .. vim.fn.escape(id or "", "\\^$.*~[]") .. "$")
    id = vim.trim(id or "")
    if id == "" then
      report.notify(translate "not logged in.")
      return
    end
    vim.schedule(function()
      local secret = vim.fn.inputsecret(translate "Its Client Secret (nothing for a Native App): ")
      then_do { client_id = id, client_secret = vim.trim(secret) }
    end)
  end)
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

--- The names of the stored accounts, for completion and for asking.

local xpost = require "xpost"

local M = {}

---@type string[]?
local known

--- Reads them; `then_do` gets the accounts, or nil and the error.
---@param then_do fun(accounts?: xpost.Account[], err?: xpost.Error)
function M.read(then_do)
  xpost.accounts(function(err, accounts)
    if accounts then
      known = {}
      for i, account in ipairs(accounts) do
        known[i] = account.account
      end
    end
    then_do(accounts, err)
  end)
end

--- The names: completion gives the worker a moment, in which the editor goes on.
---@return string[]
function M.names()
  local done = false
  M.read(function()
    done = true
  end)
  vim.wait(100, function() return done end, 1)
  return known or {}
end

--- Those of `candidates` that begin with `lead`.
---@param candidates string[]
---@param lead string
---@return string[]
function M.matching(candidates, lead)
  return vim.tbl_filter(function(candidate)
    return vim.startswith(candidate, lead)
  end, candidates)
end

return M

--- The functions of `require "xpost"` that only an editor has.

local M = {}

--- Changes the configuration; not needed.
---@param options? xpost.Config
function M.setup(options)
  require("xpost.nvim.config").setup(options)
end

--- In an autocommand of User XpostPre: the post is not sent.
---@param reason? string
function M.veto(reason)
  require("xpost.nvim.event").veto(reason)
end

--- What xpost is doing, for a statusline; "" if nothing.  Loads nothing.
---@return string
function M.statusline()
  local host = package.loaded["xpost.nvim.host"]
  return host and host.statusline() or ""
end

return M

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

--- For a statusline: what xpost is doing, or else how long the text of the current buffer is, if
--- that is counted; or "".  Loads nothing.
---@return string
function M.statusline()
  local host = package.loaded["xpost.nvim.host"]
  local under_way = host and host.statusline() or ""
  if under_way ~= "" then
    return under_way
  end
  local counter = package.loaded["xpost.nvim.counter"]
  return counter and counter.statusline() or ""
end

return M

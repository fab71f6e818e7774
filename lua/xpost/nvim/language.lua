--- Which language the user of this Neovim reads.

local M = {}

--- What the configuration says, else Neovim's own language for messages (`v:lang`); "en" or "ja".
--- nil where neither says anything: a system that does not know the locale that is asked for gives
--- "C", and then the environment knows more.
---@return string?
function M.chosen()
  local configured = require("xpost.nvim.config").get().language
  if configured then
    return configured
  end
  local locale = vim.v.lang
  if locale == "" or locale == "C" or locale == "POSIX" then
    return nil
  end
  return require("xpost.translate").language_of(locale)
end

return M

--- The highlight groups, each linked to one that every colour scheme has.

local M = {}

local links = {
  XpostQuestion = "Question",
  XpostDetail = "Comment",
  XpostWarning = "WarningMsg",
  XpostError = "ErrorMsg",
  XpostStep = "Comment",
  XpostUrl = "Underlined",
  XpostPrompt = "Question",
  XpostCount = "Comment",
  XpostCountNear = "DiagnosticWarn",
  XpostCountOver = "DiagnosticError",
  XpostOverLimit = "DiagnosticUnderlineError",
  XpostBorder = "NonText",
  XpostNext = "MatchParen",
  XpostImage = "Directory",
}

--- Defines them; a colour scheme or a user may have done so before.
function M.define()
  for group, link in pairs(links) do
    vim.api.nvim_set_hl(0, group, { link = link, default = true })
  end
end

M.define()
vim.api.nvim_create_autocmd("ColorScheme", {
  group = vim.api.nvim_create_augroup("xpost_highlight", {}),
  desc = "xpost: define its highlight groups again",
  callback = M.define,
})

return M

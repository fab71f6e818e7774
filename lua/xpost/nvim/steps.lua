--- The steps of OAuth 2.0 in the user's language.

local translate = require "xpost.translate"

local M = {}

--- The core gives the fourth step the name of what it brings.
local issued = { ["authorization code"] = "authorization code issued" }

--- What a step is called.
---@param step xpost.Step
---@return string
function M.name(step)
  return translate(issued[step.name] or step.name)
end

--- What happens, between whom, and which keys and tokens are used.
---@param step xpost.Step
---@return string
function M.line(step)
  local name, from, to = M.name(step), translate(step.from), translate(step.to)
  if not step.uses[1] then
    return translate("%d  %s: %s to %s", step.number, name, from, to)
  end
  local uses = table.concat(vim.tbl_map(translate, step.uses), translate ", ")
  return translate("%d  %s: %s to %s, with %s", step.number, name, from, to, uses)
end

return M

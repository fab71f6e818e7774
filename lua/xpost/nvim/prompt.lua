--- What the user is asked in the command line, or in what they have in its place.  Ctrl-C raises an
--- error at the prompts of Neovim 0.7; here it is no answer, as everywhere.

local M = {}

---@param ask function Of vim.ui
---@param on_answer fun(answer?: any)
---@param ... any What comes before the callback
local function ask_for(ask, on_answer, ...)
  local answered = false
  local arguments = { ... }
  arguments[#arguments + 1] = function(answer)
    answered = true
    on_answer(answer)
  end
  local went_well, problem = pcall(ask, unpack(arguments))
  if went_well then
    return
  elseif answered or not tostring(problem):find("Keyboard interrupt", 1, true) then
    error(problem, 0)
  end
  on_answer(nil)
end

--- A line, as vim.ui.input.
---@param options {prompt: string, default?: string}
---@param on_answer fun(answer?: string)
function M.ask(options, on_answer)
  ask_for(vim.ui.input, on_answer, options)
end

--- One of several, as vim.ui.select.
---@param list any[]
---@param options {prompt: string, format_item?: fun(item: any): string}
---@param on_answer fun(item?: any)
function M.choose(list, options, on_answer)
  ask_for(vim.ui.select, on_answer, list, options)
end

return M

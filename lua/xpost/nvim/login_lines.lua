--- What the window of a login shows.

local translate = require "xpost.translate"

local M = {}

--- How many sizes there are, for screens that get smaller: all, without empty lines, without the
--- steps that are done, what is needed.
M.sizes = 4

local loose, with_steps, short = 1, 2, 4

--- What to do where the browser cannot bring the answer, and where X shows an error page instead of
--- asking, from which it never comes back.
---@param screen xpost.LoginScreen
---@param size integer
---@return string[]
local function help(screen, size)
  if size == short then
    return {
      translate "Or paste the address of the page that cannot be opened:",
      translate "'Something went wrong' at X? e changes the Client ID.",
    }
  end
  return {
    translate("If the page that comes then cannot be opened, paste its address below within 30 "
      .. "seconds and press Enter. It begins with %s", screen.redirect_uri),
    translate("If X says 'Something went wrong': that has to be a Callback URI of the app, exactly "
      .. "so (X's console, User authentication settings), and %s its Client ID (e changes it).",
      screen.client_id),
  }
end

--- The lines: {text, highlight group or nil} for each.
---@param screen xpost.LoginScreen
---@param size integer From 1 to M.sizes
---@return {[1]: string, [2]?: string}[]
function M.make(screen, size)
  local lines = {}
  local function add(text, group, indent)
    for _, line in ipairs(screen.shown:wrap(text, indent)) do
      lines[#lines + 1] = { line, group }
    end
  end
  local function add_space()
    if size == loose then
      add("")
    end
  end
  add(screen.failure and translate "Not logged in to X  (q closes this)"
    or translate "Logging in to X  (q or Ctrl-C cancels)", "XpostQuestion")
  for i, step in ipairs(screen.steps) do
    if size <= with_steps or (i == #screen.steps and not screen.url) then
      add(step, "XpostStep", "   ")
    end
  end
  for i, paragraph in ipairs(screen.failure or {}) do
    if i <= 2 then
      add_space()
    end
    add(paragraph, i == 1 and "XpostError" or nil, i > 1 and "  " or nil)
  end
  if not screen.url then
    return lines
  end
  add_space()
  if size < short then
    add(translate "Open this URL in a browser and allow the app (y copies it, o opens it):")
  end
  lines[#lines + 1] = { screen.url, "XpostUrl" }
  if size == short then
    -- What is next to the prompt is in sight even where the URL is not.
    add(translate "Allow the app at this URL: y copies it, o opens it.")
  end
  add_space()
  if size < short or not screen.problem then
    for _, text in ipairs(help(screen, size)) do
      add(text)
    end
  end
  if screen.problem then
    add(screen.problem, "XpostError")
  end
  return lines
end

return M

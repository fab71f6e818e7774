--- The keys of the history's window that make sense, in words.

local entries = require "xpost.nvim.entries"
local translate = require "xpost.translate"

local M = {}

local later = translate.later
local keys = {
  { "open", later "Enter open" }, { "resume", later "r resume" }, { "check", later "c check" },
  { "undo", later "u undo" }, { "forget", later "d forget" }, { "link", later "y copy link" },
  { "more", later "m more" }, { "close", later "q close" },
}

--- What makes sense with an entry is added to `can`.
---@param entry xpost.HistoryEntry
---@param can table<string, boolean>
function M.add(entry, can)
  can.open, can.forget = true, true
  for _, action in ipairs { "resume", "check", "undo" } do
    can[action] = can[action] or not entries.objection(action, entry)
  end
  can.link = can.link or entries.link(entry) ~= nil
end

--- On lines of so many columns; a key and what it does stay together.
---@param can table<string, boolean>
---@param width integer
---@return string[]
function M.lines(can, width)
  local lines = {}
  for _, key in ipairs(keys) do
    local words = can[key[1]] and translate(key[2])
    local longer = words and lines[1] and lines[#lines] .. "  " .. words
    if longer and vim.fn.strdisplaywidth(longer) <= width then
      lines[#lines] = longer
    elseif words then
      lines[#lines + 1] = words
    end
  end
  return lines
end

---@param can table<string, boolean>
---@return string
function M.help(can)
  return table.concat(M.lines(can, math.huge))
end

return M

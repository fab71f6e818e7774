--- The keys of the history's window that make sense, in words.

local entries = require "xpost.nvim.entries"

local M = {}

local keys = {
  { "open", "Enter open" }, { "resume", "r resume" }, { "check", "c check" }, { "undo", "u undo" },
  { "forget", "d forget" }, { "link", "y copy link" }, { "more", "m more" }, { "close", "q close" },
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

---@param can table<string, boolean>
---@return string
function M.help(can)
  local words = {}
  for _, key in ipairs(keys) do
    if can[key[1]] then
      words[#words + 1] = key[2]
    end
  end
  return table.concat(words, "  ")
end

return M

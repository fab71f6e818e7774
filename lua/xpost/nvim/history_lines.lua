--- How an entry of the history is shown: on one line, as wide as there is room for.

local translate = require "xpost.translate"

local M = {}

local later = translate.later
local words = {
  draft = later "draft", intent = "not known", not_sent = "not sent", rejected = later "refused",
  unknown = "not known", posted = later "posted",
}

--- Narrower than this, dates have no time, and the account is left out where it is one alone; if
--- it is not, the year is.
local narrow = 60

--- What became of an entry.
---@param entry xpost.HistoryEntry
---@return string
function M.state(entry)
  if entry.deleted then
    return translate "deleted"
  end
  local word = translate(words[entry.outcome == "unknown" and "unknown" or entry.state]
    or entry.state)
  if entry.total > 1 and entry.done > 0 and entry.done < entry.total then
    return entry.outcome == "unknown" and ("%s %d/%d"):format(word, entry.done, entry.total)
      or translate("%d of %d posted", entry.done, entry.total)
  end
  return word
end

--- The text in exactly this many columns; what does not fit is cut.
---@param text string
---@param width integer
---@return string
local function fit(text, width)
  -- Not all of a long text is looked at; nor is a character that is cut.
  local most = 8 * width + 64
  if #text > most then
    text = text:sub(1, most):gsub("[\192-\255][\128-\191]*$", "")
  end
  text = text:gsub("[%s%c%z]+", " ")
  local is_plain = not text:find("[\128-\255]")
  local columns = is_plain and #text or vim.fn.strdisplaywidth(text)
  if columns <= width then
    return text .. (" "):rep(width - columns)
  end
  local cut = vim.o.ambiwidth == "double" and ".." or "…"
  local room = width - vim.fn.strdisplaywidth(cut)
  if is_plain then
    return text:sub(1, room) .. cut
  end
  local kept = vim.fn.printf("%-" .. room .. "." .. room .. "S", text)
  return kept .. cut
end

---@class xpost.HistoryLayout
---@field width integer
---@field date string Format of os.date
---@field state integer Columns
---@field account integer Columns; 0 leaves it out

---@param entry xpost.HistoryEntry
---@return string
local function account_of(entry)
  return entry.username and "@" .. entry.username or entry.account or ""
end

--- How much room each part gets.
---@param width integer Of the window
---@param entries xpost.HistoryEntry[]
---@return xpost.HistoryLayout
function M.layout(width, entries)
  local wide = width >= narrow
  local state, account, first, several = 9, 0, nil, false
  for _, entry in ipairs(entries) do
    local who = account_of(entry)
    first = first or who
    several = several or who ~= first
    state = math.max(state, vim.fn.strdisplaywidth(M.state(entry)))
    account = math.max(account, vim.fn.strdisplaywidth(who))
  end
  account = math.min(account, wide and 16 or 8)
  return {
    width = width, state = state, account = (wide or several) and account or 0,
    date = wide and "%Y-%m-%d %H:%M" or several and "%m-%d" or "%Y-%m-%d",
  }
end

--- Are two readings of an entry shown alike?
---@param one xpost.HistoryEntry
---@param other xpost.HistoryEntry
---@return boolean
function M.is_alike(one, other)
  return M.state(one) == M.state(other) and one.outcome == other.outcome
    and one.posts[1].text == other.posts[1].text
end

---@param entry xpost.HistoryEntry
---@param layout xpost.HistoryLayout
---@return string
function M.of(entry, layout)
  local gap = layout.width >= narrow and "  " or " "
  local parts = { os.date(layout.date, entry.created_at), fit(M.state(entry), layout.state) }
  if layout.account > 0 then
    parts[3] = fit(account_of(entry), layout.account)
  end
  local head = table.concat(parts, gap) .. gap
  local room = math.max(layout.width - vim.fn.strdisplaywidth(head), 8)
  return (head .. fit(entry.posts[1].text, room):gsub("%s+$", ""))
end

return M

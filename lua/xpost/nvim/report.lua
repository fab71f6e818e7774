--- What the user is told.

local M = {}

local levels = vim.log.levels
local has_progress_messages = vim.fn.has("nvim-0.12") == 1

---@param message string
---@param level? integer
function M.notify(message, level)
  vim.notify("xpost: " .. message, level or levels.INFO, { title = "xpost" })
end

---@param message string
function M.warn(message)
  M.notify(message, levels.WARN)
end

--- What became of a post, before what happened.
local became = {
  not_posted = "Not posted. ",
  unknown = "It may be posted. ",
  posted = "It is posted, but: ",
}

--- With these the same text fails again.
local wants_change = {
  duplicate = true, invalid_request = true, over_limit = true, forbidden = true,
}

--- How to go on with what is in the ledger.
---@param err xpost.Error
---@param out integer How many posts of a thread are out
---@return string
local function advice(err, out)
  if err.outcome == "unknown" then
    return " (:XHistory check)"
  elseif err.outcome ~= "not_posted" or not err.key then
    return ""
  elseif wants_change[err.code] then
    -- What was refused here and not by X may be no text, such as a key that was never used.
    return (err.code ~= "invalid_request" or err.http_status) and " ':XHistory open' to change it."
      or ""
  end
  return out > 0 and " ':XHistory resume' goes on." or " ':XHistory' keeps the text."
end

--- A sentence or two for a person: what became of the post, what happened, what to do.
---@param err xpost.Error
---@return string
function M.describe(err)
  local out = err.posted and #err.posted or 0
  local text = err.message
  if out > 0 then
    text = ("%s out, %s. %s"):format(out == 1 and "1 post is" or out .. " posts are",
      err.outcome == "unknown" and "the next may be" or "the rest is not",
      err.code == "cancelled" and "Cancelled." or text)
  elseif err.code ~= "cancelled" and not text:find("^Not posted") then
    -- A veto and a cancelled post say it themselves.
    text = (became[err.outcome] or "") .. text
  end
  if err.retry_at then
    local is_soon = err.retry_at - os.time() < 20 * 3600
    text = text .. os.date(is_soon and " At %H:%M." or " On %Y-%m-%d at %H:%M.", err.retry_at)
  end
  if err.detail then
    -- The hint is for the sentence before it.
    return text .. advice(err, out) .. " (" .. err.detail .. ")"
  end
  return text .. advice(err, out)
end

---@param err xpost.Error
function M.error(err)
  local cancelled = err.code == "cancelled" and err.outcome ~= "unknown"
  M.notify(M.describe(err), cancelled and levels.WARN or levels.ERROR)
end

--- An estimate, in words.
---@param cost number US dollars
---@return string
function M.cost(cost)
  return (("about $%.3f"):format(cost):gsub("(%.%d%d)0$", "%1"))
end

local far = {
  sending = { "posting", "posting" },
  posted = { "posted", "posting" },
  checking = { "looking on the timeline for", "checking" },
}

--- How far a file is that is uploaded.
---@param progress xpost.PostProgress
---@return string message
---@return string short For a statusline
local function how_far_of_file(progress)
  local name = progress.path:match("[^/]*$"):gsub("%c", "?")
  local message, short = "waiting until X has processed " .. name, "processing"
  if progress.state == "uploading" then
    local percent = math.floor(100 * progress.sent / progress.size)
    message = ("uploading %s, %d%%"):format(name, percent)
    short = ("uploading %d%%"):format(percent)
  end
  if (progress.total or 1) > 1 then
    message = ("%s (for %d of %d)"):format(message, progress.number, progress.total)
  end
  return message, short
end

--- How far a thread is, or a file of it.
---@param progress xpost.PostProgress
---@return string message
---@return string short For a statusline
function M.how_far(progress)
  if progress.state == "waiting" and progress.retry_at then
    local soon = progress.retry_at - os.time() < 60
    local till = os.date(soon and "%H:%M:%S" or "%H:%M", progress.retry_at)
    return soon and "waiting for X until " .. till or "waiting until " .. till .. " for X's limit",
      "waiting until " .. till
  end
  if progress.path then
    return how_far_of_file(progress)
  end
  local words = far[progress.state] or far.sending
  if progress.total <= 1 then
    return progress.state == "checking" and "looking for it on the timeline" or words[1], words[2]
  end
  return ("%s %d of %d"):format(words[1], progress.number, progress.total),
    ("%s %d/%d"):format(words[2], progress.number, progress.total)
end

--- Several lines, kept among the messages.
---@param lines string[]
function M.lines(lines)
  vim.api.nvim_echo({ { table.concat(lines, "\n") } }, true, {})
end

--- As much of a text as fits the command line, so that nobody has to press Enter.
---@param text string
---@param before? integer Columns that are taken already
---@return string
local function fitting(text, before)
  local room = math.max(vim.o.columns - 14 - (before or 0), 10)
  while vim.fn.strdisplaywidth(text) > room do
    text = vim.fn.strcharpart(text, 0, vim.fn.strchars(text) - 1)
  end
  return text
end

--- Copies a link for the user: to the unnamed register, and to the clipboard where there is one.
---@param url string
---@param what string How the message calls it
function M.copy(url, what)
  vim.fn.setreg('"', url)
  pcall(vim.fn.setreg, "+", url)
  M.notify("the " .. what .. " is copied.")
end

---@class xpost.Progress
local Progress = {}
Progress.__index = Progress

---@param message string
---@param status "running" | "success" | "failed" | "cancel"
local function show(self, message, status)
  if has_progress_messages then
    local id = vim.api.nvim_echo({ { fitting(message, #"xpost: ") } }, false,
      { kind = "progress", source = "xpost", title = "xpost", status = status, id = self.id })
    self.id = id
  elseif status == "running" then
    vim.api.nvim_echo({ { fitting("xpost: " .. message) } }, false, {})
  end
end

--- Tells how far it is: a progress message where Neovim has them, else a line that is not kept.
---@param message string
function Progress:step(message)
  show(self, message, "running")
end

---@param err? xpost.Error
function Progress:finish(err)
  local cancelled = err and err.code == "cancelled"
  show(self, err and (cancelled and "cancelled" or "failed") or "done",
    cancelled and "cancel" or err and "failed" or "success")
end

---@param message string
---@return xpost.Progress
function M.progress(message)
  local progress = setmetatable({}, Progress)
  progress:step(message)
  return progress
end

return M

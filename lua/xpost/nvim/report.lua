--- What the user is told.

local translate = require "xpost.translate"

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
  not_posted = "Not posted. %s",
  unknown = "It may be posted. %s",
  posted = "It is posted, but: %s",
}

--- With these the same text fails again.
local wants_change = {
  duplicate = true, invalid_request = true, over_limit = true, forbidden = true,
}

--- Adds to what happened how to go on with what is in the ledger.
---@param err xpost.Error
---@param out integer How many posts of a thread are out
---@param text string
---@return string
local function with_advice(err, out, text)
  if err.outcome == "unknown" then
    return translate("%s (:XHistory check)", text)
  elseif err.outcome ~= "not_posted" or not err.key then
    return text
  elseif wants_change[err.code] then
    -- What was refused here and not by X may be no text, such as a key that was never used.
    return (err.code ~= "invalid_request" or err.http_status)
      and translate("%s ':XHistory open' to change it.", text) or text
  end
  return out > 0 and translate("%s ':XHistory resume' goes on.", text)
    or translate("%s ':XHistory' keeps the text.", text)
end

--- What is out of a thread, and why the rest is not.
---@param err xpost.Error
---@param out integer
---@return string
local function describe_part(err, out)
  local why = err.code == "cancelled" and translate "Cancelled." or err.message
  if err.outcome == "unknown" then
    return out == 1 and translate("1 post is out, the next may be. %s", why)
      or translate("%d posts are out, the next may be. %s", out, why)
  end
  return out == 1 and translate("1 post is out, the rest is not. %s", why)
    or translate("%d posts are out, the rest is not. %s", out, why)
end

--- Adds when it can be tried again.
---@param text string
---@param time integer
---@return string
local function with_time(text, time)
  if time - os.time() < 20 * 3600 then
    return translate("%s At %s.", text, os.date("%H:%M", time))
  end
  return translate("%s On %s at %s.", text, os.date("%Y-%m-%d", time), os.date("%H:%M", time))
end

--- A sentence or two for a person: what became of the post, what happened, what to do.
---@param err xpost.Error
---@return string
function M.describe(err)
  local out = err.posted and #err.posted or 0
  local text = err.message
  if out > 0 then
    text = describe_part(err, out)
  elseif err.code ~= "cancelled" and became[err.outcome] then
    -- A veto and a cancelled post say it themselves.
    text = translate(became[err.outcome], text)
  end
  if err.retry_at then
    text = with_time(text, err.retry_at)
  end
  -- The advice is for the sentence before it.
  text = with_advice(err, out, text)
  return err.detail and text .. " (" .. err.detail .. ")" or text
end

---@param err xpost.Error
function M.error(err)
  local cancelled = err.code == "cancelled" and err.outcome ~= "unknown"
  local text = require("xpost.nvim.explanation").with_pointer(M.describe(err), err.code)
  M.notify(text, cancelled and levels.WARN or levels.ERROR)
end

--- What a post of a thread is at: in a message, and in a statusline; and a post alone.
local later = translate.later
local far = {
  sending = { later "posting %d of %d", later "posting %d/%d", later "posting" },
  posted = { later "posted %d of %d", later "posting %d/%d", later "posted" },
  checking = { "looking on the timeline for %d of %d", later "checking %d/%d",
    "looking for it on the timeline" },
}

--- How far a file is that is uploaded.
---@param progress xpost.PostProgress
---@return string message
---@return string short For a statusline
local function how_far_of_file(progress)
  local name = progress.path:match("[^/]*$"):gsub("%c", "?")
  local message = translate("waiting until X has processed %s", name)
  local short = translate "processing"
  if progress.state == "uploading" then
    local percent = math.floor(100 * progress.sent / progress.size)
    message = translate("uploading %s, %d%%", name, percent)
    short = translate("uploading %d%%", percent)
  end
  if (progress.total or 1) > 1 then
    message = translate("%s (for %d of %d)", message, progress.number, progress.total)
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
    return soon and translate("waiting for X until %s", till)
      or translate("waiting until %s for X's limit", till), translate("waiting until %s", till)
  end
  if progress.path then
    return how_far_of_file(progress)
  end
  local words = far[progress.state] or far.sending
  if progress.total <= 1 then
    return translate(words[3]), translate(progress.state == "checking" and "checking" or "posting")
  end
  return translate(words[1], progress.number, progress.total),
    translate(words[2], progress.number, progress.total)
end

--- Several lines, kept among the messages; one that is too long goes on below.
---@param lines string[]
function M.lines(lines)
  local wrapping, all = require "xpost.nvim.wrapping", {}
  for _, line in ipairs(lines) do
    vim.list_extend(all, wrapping.lines(line, vim.o.columns - 1, "    "))
  end
  vim.api.nvim_echo({ { table.concat(all, "\n") } }, true, {})
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
---@param message string What the user is told
function M.copy(url, message)
  vim.fn.setreg('"', url)
  pcall(vim.fn.setreg, "+", url)
  M.notify(message)
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
  show(self, cancelled and translate "cancelled" or err and translate "failed" or translate "done",
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

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

--- A sentence or two for a person: what became of the post, what happened, what to do.
---@param err xpost.Error
---@return string
function M.describe(err)
  local text = (became[err.outcome] or "") .. err.message
  -- A veto and a cancelled post say it themselves.
  if err.code == "cancelled" or err.message:find("^Not posted") then
    text = err.message
  end
  if err.retry_at then
    text = text .. os.date(" That is at %H:%M.", err.retry_at)
  end
  if err.detail then
    text = text .. " (" .. err.detail .. ")"
  end
  if err.outcome == "unknown" then
    text = text .. " See :XHistory."
  end
  return text
end

---@param err xpost.Error
function M.error(err)
  local cancelled = err.code == "cancelled" and err.outcome ~= "unknown"
  M.notify(M.describe(err), cancelled and levels.WARN or levels.ERROR)
end

--- Several lines, kept among the messages.
---@param lines string[]
function M.lines(lines)
  vim.api.nvim_echo({ { table.concat(lines, "\n") } }, true, {})
end

--- As much of a text as fits the command line, so that nobody has to press Enter.
local function fitting(text)
  local room = math.max(vim.o.columns - 14, 10)
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
    local id = vim.api.nvim_echo({ { message } }, false,
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

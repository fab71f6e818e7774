--- `:XPost`, and the keys: which text is to be posted.

local arguments = require "xpost.nvim.arguments"
local post_opened = require "xpost.nvim.post_opened"
local posting = require "xpost.nvim.posting"
local report = require "xpost.nvim.report"
local selection = require "xpost.nvim.selection"
local translate = require "xpost.translate"

local M = {}

--- More than this is no post, however it is counted; it is not even read.
local most_bytes = 1024 * 1024

--- Refuses a command.
---@param message string
local function refuse(message)
  report.error { code = "invalid_request", outcome = "not_posted", message = message }
end

---@param bytes integer
local function refuse_bytes(bytes)
  report.error {
    code = "over_limit", outcome = "not_posted",
    message = translate("The text is %.1f MB long, which is no post. Select a part of it.",
      bytes / 1e6),
  }
end

--- Posts a part of a buffer, which is meant as all of it would be.
---@param buffer integer
---@param text string
---@param options? table
---@param bang? boolean
local function post_part(buffer, text, options, bang)
  options = vim.tbl_extend("keep", options or {}, post_opened.options(buffer))
  posting.post(text, options, bang, nil, buffer)
end

--- Posts what the buffer at hand holds: all of it, or a range.
---@param command table As nvim_create_user_command gives it
---@param typed? string
---@param options table As of xpost.post
local function post_lines(command, typed, options)
  local first, last, buffer = 1, vim.fn.line("$"), vim.api.nvim_get_current_buf()
  local is_whole = command.range == 0
  if not is_whole then
    first, last = command.line1, command.line2
  end
  local bytes = selection.size(first, last)
  if bytes > most_bytes then
    refuse_bytes(bytes)
    return
  end
  local text = selection.of_command(command, typed)
  local function post(its_text, its_options, bang, from)
    posting.post(its_text, its_options, bang, from, buffer)
  end
  if is_whole and post_opened.post(buffer, text, options, command.bang, post) then
    return
  end
  post_part(buffer, text, options, command.bang)
end

--- The command.
---@param command table As nvim_create_user_command gives it
---@param typed? string The command line as it was typed
function M.command(command, typed)
  local options, text, problem = arguments.parse(command.args, arguments.of_post)
  if problem then
    refuse(problem)
    return
  end
  if text and command.range > 0 then
    refuse(translate "A range and a text were given: which one is to be posted? Give one of them.")
    return
  end
  local name = vim.api.nvim_buf_get_name(0)
  if not text and name:find("^xpost://") then
    refuse(name:find("^xpost://preview")
      and translate "This is a window of xpost, not a text. Answer what it asks first."
      or translate "This is a window of xpost, not a text.")
    return
  end
  if not text and command.range == 0 and vim.fn.mode():find("^[vVsS\22\19]") then
    M.selection() -- called by a <Cmd> mapping
    return
  end
  options.media = options.media and vim.tbl_map(function(path)
    return { path = vim.fn.fnamemodify(path, ":p") } -- as completion has it
  end, options.media)
  if text then
    posting.post(text, options, command.bang)
  else
    post_lines(command, typed, options)
  end
end

--- `<Plug>(xpost)` in visual mode.
function M.selection()
  local text = selection.visual()
  if text then
    post_part(vim.api.nvim_get_current_buf(), text)
  end
end

--- `<Plug>(xpost)` as an operator.
---@param kind "char" | "line" | "block"
function M.operator(kind)
  post_part(vim.api.nvim_get_current_buf(), selection.operator(kind))
end

--- Files, for a list with commas.  A name with a space or a comma cannot be given there.
---@param begun string
---@return string[]
local function files(begun)
  local before, last = begun:match("^(.-)([^,]*)$")
  local words = {}
  for _, file in ipairs(vim.fn.getcompletion(last, "file")) do
    words[#words + 1] = not file:find("[%s,]") and before .. file or nil
  end
  return words
end

---@param lead string
---@param line string
---@param cursor integer
---@return string[]
function M.complete(lead, line, cursor)
  return arguments.complete(lead, line, cursor, arguments.of_post, {
    account = require("xpost.nvim.accounts").names, media = files,
    reply_settings = { "following", "mentionedUsers", "subscribers", "verified" },
  })
end

return M

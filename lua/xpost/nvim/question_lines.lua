--- What a question shows, line by line: what is asked, what there is to know, and the posts.

local translate = require "xpost.translate"

local M = {}

--- What is to be known, in its own colour.
---@class xpost.QuestionNote
---@field [1] string
---@field [2] string Highlight group

--- One of the posts that a question is about.
---@class xpost.QuestionPost
---@field text string
---@field about? string Above the text
---@field notes? xpost.QuestionNote[] Likewise
---@field brief? boolean It is only mentioned, without its text
---@field over_at? integer The byte of the text, from 1, from which on it is too much
---@field media? xpost.PlanMedium[] Below the text

---@class xpost.QuestionLines
---@field shown xpost.Window
---@field lines xpost.WindowLine[]
---@field posts integer[] The lines, from 1, at which the posts begin
local Lines = {}
Lines.__index = Lines

---@param text string
---@param group? string
---@param indent? string Before all lines but the first
function Lines:add(text, group, indent)
  for _, line in ipairs(self.shown:wrap(text, indent)) do
    self.lines[#self.lines + 1] = { line, group }
  end
end

---@param notes? xpost.QuestionNote[]
function Lines:add_notes(notes)
  for _, note in ipairs(notes or {}) do
    self:add(note[1], note[2])
  end
end

--- The text as it is: nothing of it is wrapped or changed.
---@param text string
---@param over_at? integer
function Lines:add_text(text, over_at)
  local first = 1
  for _, line in ipairs(vim.split(text, "\n", { plain = true })) do
    local next = first + #line + 1
    if over_at and over_at < next then
      self.lines[#self.lines + 1] = { line, "XpostOverLimit", math.max(over_at - first, 0) }
    else
      self.lines[#self.lines + 1] = { line }
    end
    first = next
  end
end

---@param bytes integer
---@return string
local function size(bytes)
  if bytes < 1000 then
    return translate("%d bytes", bytes)
  end
  local number, unit = bytes / 1e3, "kB"
  if number >= 999.5 then
    number, unit = bytes / 1e6, "MB"
  end
  return ((number < 10 and "%.1f %s" or "%.0f %s"):format(number, unit):gsub("%.0 ", " "))
end

--- A file, in words: its name, what it is and how large.
---@param media xpost.PlanMedium
---@return string
local function file(media)
  local kind, format = (media.type or ""):match("^(%a+)/(.+)$")
  local words = { media.path:match("[^/]+$") or media.path }
  words[#words + 1] = format and format:upper() or media.type
  words[#words + 1] = media.bytes and size(media.bytes)
  words[#words + 1] = media.width and media.height and media.width .. "x" .. media.height or nil
  local all = table.concat(words, " · ")
  return kind == "image" and translate("Image: %s", all)
    or kind == "video" and translate("Video: %s", all) or translate("File: %s", all)
end

---@param media xpost.PlanMedium
function Lines:add_media(media)
  self:add(file(media), "XpostDetail", "  ")
  if (media.alt or "") ~= "" then
    self:add("  " .. translate("Alt text: %s", media.alt), "XpostDetail", "  ")
  else
    self:add("  " .. translate "No alt text.", "XpostWarning")
  end
end

---@param post xpost.QuestionPost
function Lines:add_post(post)
  self.posts[#self.posts + 1] = #self.lines + 1
  if post.about then
    self:add(post.about, "XpostDetail")
  end
  self:add_notes(post.notes)
  local has_media = post.media and post.media[1]
  -- A post can be an image alone.
  if not post.brief and not (has_media and post.text == "") then
    self:add_text(post.text, post.over_at)
  end
  for _, media in ipairs(post.media or {}) do
    self:add_media(media)
  end
end

--- What is asked, with the keys that answer it: on one line if that has room for both.
---@param question xpost.Question
function Lines:add_question(question)
  local both = question.text .. "  " .. question.choice
  local fits = vim.fn.strdisplaywidth(both) <= vim.api.nvim_win_get_width(self.shown.window)
  for _, text in ipairs(fits and { both } or { question.text, question.choice }) do
    self:add(text, question.group or "XpostQuestion")
  end
end

--- What is shown of a question, and the lines at which its posts begin.
---@param question xpost.Question
---@param shown xpost.Window
---@return xpost.WindowLine[]
---@return integer[]
function M.of(question, shown)
  local self = setmetatable({ shown = shown, lines = {}, posts = {} }, Lines)
  self:add_notes(question.before)
  self:add_question(question)
  for _, detail in ipairs(question.details or {}) do
    self:add(detail, "XpostDetail")
  end
  self:add_notes(question.notes)
  for i, post in ipairs(question.posts) do
    if not (post.brief and i > 1 and question.posts[i - 1].brief) then
      self:add("")
    end
    self:add_post(post)
  end
  return self.lines, self.posts
end

return M

--- What there is to know of a failure beside its message: why it usually comes, and what to do.

local translate = require "xpost.translate"

local M = {}

local later = translate.later

--- What the core says of an error code.
---@param code xpost.Code
---@return {why?: string, todo?: string, where?: string}? explanation Nil if it says nothing
local function of(code)
  local explain = require("xpost.native").load().explain
  return explain and explain(code)
end

--- That in words, one paragraph each; nil if there is nothing to say.
---@param code xpost.Code
---@return string[]?
function M.paragraphs(code)
  local explanation = of(code)
  if not explanation then
    return nil
  end
  local all = {}
  local function add(text, format)
    all[#all + 1] = text and translate(format, text) or nil
  end
  add(explanation.why, later "Why: %s")
  add(explanation.todo, "What to do: %s")
  add(explanation.where, later "Where: %s")
  return all[1] and all
end

--- With these there is more to do than to try again or to change the text.
local has_reasons = {
  login_required = true, revoked_elsewhere = true, scope_missing = true, forbidden = true,
  not_enrolled = true, credits_depleted = true, usage_capped = true, media_rejected = true,
  tls = true, config = true,
}

--- Adds where the help tells of an error, if that helps.  It is short: a message of one line takes
--- two then, and not more.
---@param text string
---@param code xpost.Code
---@return string
function M.with_pointer(text, code)
  local is_explained = has_reasons[code] and of(code) ~= nil
  return is_explained and translate("%s (:help xpost-error-%s)", text, code) or text
end

return M

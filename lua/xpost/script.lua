--- For scripts that nobody watches, or that ask the person at the terminal:
---
---     local xpost, script = require "xpost", require "xpost.script"
---     local text, err = script.text(arg[1])
---     local post
---     if text then
---       post, err = xpost.post { text = text, key = arg[2] }
---     end
---     script.finish(post, err)
---
--- Nothing here waits without a limit, and nothing but `ask` asks.

if rawget(_G, "vim") then
  error("xpost.script is for scripts; in Neovim there are the commands.", 0)
end

local dollars = require "xpost.dollars"
local native = require "xpost.native"
local translate = require "xpost.translate"

local M = {}

---@class xpost.TextOptions
---@field file? string Without it, and with "-", standard input
---@field limit? integer Bytes; default 1 MiB
---@field timeout? integer Seconds within which all of it has to come; default 300

---@class xpost.FinishOptions
---@field json? boolean One object, on standard output in each case

-- The statuses of sysexits.h, which other programs know too.
local statuses = { later = 75, login = 77, never = 65 }
local set_up = 78

-- Of what is never to be tried again as it is, these are not about the text.
local about_set_up = { config = true, not_enrolled = true }

local error_methods = {
  __tostring = function(err)
    return err.code .. ": " .. err.message
  end,
}

---@param code xpost.Code
---@param message string
---@return xpost.Error
local function refusal(code, message)
  return setmetatable({ code = code, message = message, retry = "never", outcome = "not_posted" },
    error_methods)
end

--- Gets a text to post: the argument itself; or all of standard input, where it is "-"; or of a
--- file.  Without the line break at its end.  It is not read from a terminal.
---@param source string | xpost.TextOptions | nil
---@return string? text
---@return xpost.Error? err
function M.text(source)
  if source == nil then
    return nil, refusal("invalid_request",
      translate "No text was given. Give it as an argument, or - for standard input.")
  end
  if source == "-" then
    source = { file = "-" }
  end
  local text, err = source, nil
  if type(source) == "table" then
    text, err = native.load().script.read {
      path = source.file ~= "-" and source.file or nil, limit = source.limit,
      timeout = source.timeout,
    }
  elseif type(source) ~= "string" then
    error("bad argument #1 to 'text' (string or table expected, got " .. type(source) .. ")", 2)
  end
  if not text then
    return nil, err
  end
  return (text:gsub("\r?\n$", ""))
end

--- The exit status of a script: 0 without an error; 75 where the same can be tried again later, with
--- the same key; 77 where a person has to log in again before; 65 where the same would be refused
--- again; 78 where that is a matter of settings, or of the app at X.  1 is for mistakes of a script.
---@param err? xpost.Error
---@return integer
function M.status(err)
  if err == nil then
    return 0
  end
  local status = type(err) == "table" and statuses[err.retry] or 1
  return status == statuses.never and about_set_up[err.code] and set_up or status
end

---@param result table
---@return string
local function describe_result(result)
  if type(result) ~= "table" then
    return tostring(result)
  elseif result.url then
    local count = #(result.posts or {})
    return count > 1 and translate("Posted: %s (%d posts)", result.url, count)
      or translate("Posted: %s", result.url)
  end
  return result.outcome == "not_posted" and translate "Not posted." or translate "Done."
end

local outcomes = {
  not_posted = "not posted", unknown = "may be posted", posted = translate.later "posted",
}

---@param err xpost.Error
---@return string
local function describe_error(err)
  local text = tostring(err):gsub("%c", " ")
  if type(err) ~= "table" then
    return text
  end
  local more = {}
  if err.posted then
    more[#more + 1] = translate("%d of the thread posted", #err.posted)
  elseif err.outcome then
    more[#more + 1] = translate(outcomes[err.outcome] or err.outcome)
  end
  if err.key then
    more[#more + 1] = translate("key %s", err.key)
  end
  if err.retry == "later" and err.retry_at then
    more[#more + 1] = translate("try again after %s",
      os.date("!%Y-%m-%d %H:%M:%S UTC", err.retry_at))
  end
  return #more > 0 and text .. " [" .. table.concat(more, translate ", ") .. "]" or text
end

--- What finish would print: to standard output, and to standard error.
---@param result any
---@param err? xpost.Error
---@param options? xpost.FinishOptions
---@return string output
---@return string errors
function M.report(result, err, options)
  if result == nil and err == nil then
    error("report needs a result or an error", 2)
  end
  if options and options.json then
    local json = require "xpost.json"
    local told = err == nil and { result = result }
      or { error = type(err) == "table" and err or { message = tostring(err) } }
    return json.encode(told) .. "\n", ""
  elseif err ~= nil then
    return "", "xpost: " .. describe_error(err) .. "\n"
  end
  local warning = type(result) == "table" and result.warning
  return describe_result(result) .. "\n", warning and "xpost: " .. warning .. "\n" or ""
end

--- Ends the script: tells a person in one line, or a program in JSON, what came of it, and exits
--- with the status.  That nobody reads it changes nothing.
---@param result any
---@param err? xpost.Error
---@param options? xpost.FinishOptions
function M.finish(result, err, options)
  local output, errors = M.report(result, err, options)
  local write = native.load().script.write
  io.stdout:flush()
  if output ~= "" then
    write(output)
  end
  if errors ~= "" then
    write(errors, true)
  end
  os.exit(M.status(err), true)
end

--- Lines of a text, marked so that none of them can pass for one of ours.
---@param text string
---@return string
local function marked(text)
  return "| " .. text:gsub("\n", "\n| ")
end

--- What there is to say of a post, above its text.
---@param post xpost.PlanPost
---@param number integer
---@param total integer
---@return string
local function describe_post(post, number, total)
  local length = translate("length %d of %d", post.weight, post.limit)
  if total > 1 then
    length = translate("%d of %d, %s", number, total, length)
  end
  return post.urls > 0 and translate("%s, with a link:", length) or length .. ":"
end

--- A file, and what it is described as.
---@param medium xpost.PlanMedium
---@return string
local function describe_medium(medium)
  local path = medium.path:gsub("%c", " ")
  return medium.alt and translate("with %s, described as:\n%s", path, marked(medium.alt))
    or translate("with %s", path)
end

--- The question itself.
---@param plan xpost.Plan
---@return string
local function question(plan)
  local total, name = #plan.posts, plan.username and "@" .. plan.username or plan.account
  if plan.username and plan.account ~= "default" then
    name = name .. " (" .. plan.account .. ")"
  end
  return total > 1
    and translate("Post these %d as %s, for %s?", total, name, dollars(plan.cost))
    or translate("Post this as %s, for %s?", name, dollars(plan.cost))
end

---@param plan xpost.Plan
---@return string[]
local function describe_plan(plan)
  local lines, total = {}, #plan.posts
  for i, post in ipairs(plan.posts) do
    lines[#lines + 1] = describe_post(post, i, total)
    lines[#lines + 1] = marked(post.text)
    for _, medium in ipairs(post.media) do
      lines[#lines + 1] = describe_medium(medium)
    end
  end
  for _, problem in ipairs(plan.problems) do
    lines[#lines + 1] = translate("Note: %s", problem.message)
  end
  if plan.earlier then
    lines[#lines + 1] = translate("Note: this was begun before, under the key %s (%s).",
      plan.earlier.key, plan.earlier.state)
  end
  lines[#lines + 1] = question(plan)
  return lines
end

--- Shows what `xpost.plan` found, at the terminal, and asks.  No answer is no.  What would be refused
--- is not asked about.
---@param plan xpost.Plan
---@param options? {timeout?: integer} Seconds to answer in; default 300
---@return true? yes
---@return xpost.Error? err
function M.ask(plan, options)
  for _, problem in ipairs(plan.problems) do
    if problem.refused then
      local err = refusal(problem.code, problem.message)
      err.retry = problem.retry
      return nil, err
    end
  end
  local yes, err = native.load().script.ask {
    text = table.concat(describe_plan(plan), "\n"), timeout = options and options.timeout,
  }
  if yes == false then
    err = refusal("cancelled", translate "The answer was not yes, so nothing was posted.")
  end
  return yes or nil, err
end

return M

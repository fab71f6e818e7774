--- The plugin's configuration: `vim.g.xpost` (a table, or a function that returns one), and what
--- `require("xpost").setup{}` was given, which comes first.
--- Servers and secrets are no part of it: they come from the environment, and never from a file
--- that happens to be edited.

local report = require "xpost.nvim.report"
local translate = require "xpost.translate"

local M = {}

---@class xpost.Config
---@field account? string The account to use; default: XPOST_ACCOUNT, or the default account
---@field client_id? string Default: XPOST_CLIENT_ID, or as the account has it
---@field redirect_uri? string | string[] Default: XPOST_REDIRECT_URI, or two on 127.0.0.1
---@field scopes? string | string[]
---@field open? false | fun(url: string) Opens the browser; false: nothing is opened
---@field timeout? integer Seconds to wait for the browser's answer; default 300
---@field limit? integer Weighted characters of a post; default 280
---@field number? boolean Number the posts of threads; default false
---@field confirm? boolean | fun(plan: xpost.Plan, decide: fun(yes: boolean)) Ask before posting; default true
---@field language? "en" | "ja" Of what xpost says; default: that of Neovim's messages (v:lang)
---@field register? string Register that gets the link of what was posted; default none

local function is_string(value)
  return type(value) == "string" and value ~= "", "has to be a string that is not empty"
end

local function is_words(value)
  if type(value) ~= "table" then
    return is_string(value), "has to be a string or a list of strings"
  end
  for _, word in ipairs(value) do
    if type(word) ~= "string" then
      return false, "has to be a list of strings"
    end
  end
  return #value > 0, "has to be a list that is not empty"
end

local function is_count(value)
  return type(value) == "number" and value >= 1 and value % 1 == 0,
    "has to be a whole number above 0"
end

local checks = {
  account = is_string,
  client_id = is_string,
  redirect_uri = is_words,
  scopes = is_words,
  timeout = is_count,
  limit = is_count,
  number = function(value)
    return type(value) == "boolean", "has to be true or false"
  end,
  open = function(value)
    return value == false or type(value) == "function", "has to be false or a function"
  end,
  confirm = function(value)
    return type(value) == "boolean" or type(value) == "function",
      "has to be true, false or a function"
  end,
  language = function(value)
    return value == "en" or value == "ja", 'has to be "en" or "ja"'
  end,
  register = function(value)
    return type(value) == "string" and value:match('^[%w"*+]$') ~= nil,
      "has to be the name of a register"
  end,
}

local elsewhere = {
  client_secret = "a secret does not belong in a configuration; :XLogin asks for it, or set "
    .. "XPOST_CLIENT_SECRET in the environment",
  api_url = "servers are set in the environment alone (XPOST_API_URL)",
  token_url = "servers are set in the environment alone (XPOST_TOKEN_URL)",
  authorize_url = "servers are set in the environment alone (XPOST_AUTHORIZE_URL)",
}

---@type table?
local given

--- Adds what is usable of `options` to `config`, and the rest to `problems`.
local function take(options, path, config, problems)
  if type(options) == "function" then
    local went_well, result = pcall(options)
    if not went_well then
      problems[#problems + 1] = translate("%s raised an error: %s", path, tostring(result))
      return
    end
    options = result
  end
  if options == nil then
    return
  end
  if type(options) ~= "table" then
    problems[#problems + 1] = translate(
      "%s has to be a table or a function that returns one, not a %s", path, type(options))
    return
  end
  for name, value in pairs(options) do
    local check = checks[name]
    local fits, wanted = false, nil
    if check then
      fits, wanted = check(value)
    end
    if fits then
      config[name] = value
    else
      local problem = translate(wanted or elsewhere[name] or "is not known")
      problems[#problems + 1] = ("%s.%s: %s"):format(path, tostring(name), problem)
    end
  end
end

local function read()
  local config, problems = { confirm = true }, {}
  take(vim.g.xpost, "vim.g.xpost", config, problems)
  take(given, "setup", config, problems)
  table.sort(problems)
  return config, problems
end

--- The configuration of now; what is not usable in it is left out.
---@return xpost.Config
function M.get()
  return (read())
end

--- What is not usable in the configuration.
---@return string[]
function M.problems()
  local _, problems = read()
  return problems
end

---@param options? xpost.Config
function M.setup(options)
  if options ~= nil and type(options) ~= "table" then
    error("bad argument #1 to 'setup' (table expected, got " .. type(options) .. ")", 2)
  end
  given = options
  translate.forget()
  for _, problem in ipairs(M.problems()) do
    report.warn(problem)
  end
end

return M

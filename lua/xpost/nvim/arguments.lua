--- The arguments of `:XPost`: `[key=value ...] [--] [text]`.
---
--- Leading words of the form key=value are options where the key is known; the rest is the text, with
--- its spaces as they are.  `--` ends the options, for a text that begins like one.  A value ends at
--- the next space: there are no quotes.

local command_line = require "xpost.nvim.command_line"
local translate = require "xpost.translate"

local M = {}

---@alias xpost.ArgumentType "string" | "boolean" | "number" | "words"

--- What `:XPost` knows; see xpost.PostOptions.
---@type table<string, xpost.ArgumentType>
M.of_post = {
  account = "string", thread = "boolean", markdown = "boolean", number = "boolean",
  reply_to = "string", quote = "string", reply_settings = "string",
  community = "string", made_with_ai = "boolean", paid_partnership = "boolean", edits = "string",
  key = "string", limit = "number", wait = "number", media = "words",
}

local booleans = {
  ["true"] = true, ["1"] = true, yes = true, ["false"] = false, ["0"] = false, no = false,
}

---@param value string
---@return string[]?
local function read_words(value)
  local words = {}
  for word in value:gmatch("[^,]+") do
    words[#words + 1] = word
  end
  return words[1] and words
end

--- How a value of each type is read, which is not empty; and what to ask for where it cannot be.
---@type table<xpost.ArgumentType, { read: (fun(value: string): any), wanted: string }>
local types = {
  string = { read = function(value) return value end, wanted = translate.later "a value" },
  boolean = { read = function(value) return booleans[value] end, wanted = "true or false" },
  number = {
    read = function(value) return value:find("^%d+$") and tonumber(value) or nil end,
    wanted = "a whole number",
  },
  words = { read = read_words, wanted = "words with commas between them" },
}

--- The value of an option, or what is wrong with it.
---@param type xpost.ArgumentType
---@param word string The whole of it
---@param value string
---@return any value
---@return string? problem
local function read(type, word, value)
  local result
  if value ~= "" then
    result = types[type].read(value)
  end
  if result ~= nil then
    return result
  end
  return nil, translate("'%s' cannot be used: after '=' there has to be %s, without a space before "
    .. "it. If it is text, put '-- ' before it.", word, translate(types[type].wanted))
end

--- An option, if the word is one.
---@param word string
---@param known table<string, xpost.ArgumentType>
---@return string? name
---@return string? value
local function split_option(word, known)
  local name, value = word:match("^([%w_]+)=(.*)$")
  if name and known[name] then
    return name, value
  end
end

--- Takes the arguments of a command apart.
---@param raw string As it was typed
---@param known table<string, xpost.ArgumentType>
---@return table<string, any> options
---@return string? text Nil if there is none
---@return string? problem A sentence for the user; then nothing is to be done
function M.parse(raw, known)
  local options, rest = {}, raw:match("^%s*(.*%S)") or ""
  while rest ~= "" do
    local word, after = rest:match("^(%S+)%s*()")
    if word == "--" then
      rest = rest:sub(after)
      break
    end
    local name, value = split_option(word, known)
    if not name then
      break
    end
    local result, problem = read(known[name], word, value)
    if problem then
      return options, nil, problem
    elseif options[name] ~= nil then
      return options, nil, translate("'%s=' is there twice. Remove one of them.", name)
    end
    options[name], rest = result, rest:sub(after)
  end
  return options, rest ~= "" and rest or nil, nil
end

---@alias xpost.ArgumentValues string[] | fun(begun: string): string[] All of them, or those that fit

---@param name string
---@param begun string What is typed of the value
---@param known table<string, xpost.ArgumentType>
---@param values table<string, xpost.ArgumentValues>
---@return string[]
local function values_of(name, begun, known, values)
  local list = values[name]
  if type(list) == "function" then
    list = list(begun)
  end
  return list or known[name] == "boolean" and { "true", "false" } or {}
end

--- Completes names of options and their values, for a user command's `complete`.
---@param lead string The word at the cursor
---@param line string The command line
---@param cursor integer Bytes before the cursor
---@param known table<string, xpost.ArgumentType>
---@param values table<string, xpost.ArgumentValues> What is suggested for an option
---@return string[] words
function M.complete(lead, line, cursor, known, values)
  local command = command_line.find(line:sub(1, cursor), "XPost")
  local before = command and command.arguments:sub(1, -#lead - 1) or ""
  local used = {}
  for word in before:gmatch("%S+") do
    local name = split_option(word, known)
    if not name then
      return {}
    end
    used[name] = true
  end
  local words = {}
  local name, begun = split_option(lead, known)
  if name then
    for _, value in ipairs(values_of(name, begun, known, values)) do
      words[#words + 1] = name .. "=" .. value
    end
  else
    for other in pairs(known) do
      words[#words + 1] = not used[other] and other .. "=" or nil
    end
  end
  words = vim.tbl_filter(function(word) return vim.startswith(word, lead) end, words)
  if not name then
    table.sort(words)
  end
  return words
end

return M

--- What users read, in their language.  The English text, as the sources have it, is the key to
--- the catalogue, translate_ja.lua, from which the C module's own is made, too.

local M = {}

local editor = rawget(_G, "vim") ~= nil

--- "en" or "ja"; nil until it is needed.
---@type string?
local language

---@param locale? string As POSIX names it, such as "ja_JP.UTF-8"
local function language_of(locale)
  return locale and locale:find "^ja%f[^%a]" and "ja" or "en"
end

--- What the environment asks for, as the C module reads it too.
local function of_environment()
  for _, name in ipairs { "LC_ALL", "LC_MESSAGES", "LANG" } do
    local locale = os.getenv(name)
    if locale and locale ~= "" then
      return language_of(locale)
    end
  end
  return "en"
end

--- The language of now: "en" or "ja".
---@return string
function M.language()
  if not language then
    -- What is said about the configuration while it is read for this is not shown to anybody.
    language = "en"
    language = editor and require("xpost.nvim.language").chosen() or of_environment()
  end
  return language
end

--- Chooses it, for this and for the C module.
---@param name "en" | "ja"
function M.use(name)
  if name ~= "en" and name ~= "ja" then
    error("bad argument #1 to 'language' ('en' or 'ja' expected)", 2)
  end
  language = name
  local core = package.loaded["xpost.core"]
  if core then
    core.language(name)
  end
end

--- Asks anew at the next text, as after a change of the configuration.
function M.forget()
  language = nil
  local core = package.loaded["xpost.core"]
  if core then
    core.language(M.language())
  end
end

--- The language of a locale, as an editor names it.
M.language_of = language_of

---@param english string
---@return string
local function look_up(english)
  if M.language() ~= "ja" then
    return english
  end
  local catalogue = require "xpost.translate_ja"
  return catalogue.lua[english] or catalogue.core[english] or english
end

--- Lua's own format knows no "%2$s", which a translation needs where its words have another order.
---@param format string
local function formatted(format, ...)
  if not format:find "%%%d%$" then
    return format:format(...)
  end
  local given, ordered = { ... }, {}
  local plain = format:gsub("%%(%d)%$", function(number)
    ordered[#ordered + 1] = given[tonumber(number)]
    return "%"
  end)
  return plain:format((table.unpack or unpack)(ordered)) -- luacheck: ignore 143 113
end

--- Marks a text of one word, in a table, that is given to translate() later: the catalogue is made
--- from what stands in calls, and from prose.
---@param english string
---@return string
function M.later(english)
  return english
end

--- `translate("%d posts are out.", count)`: in the language of the user, with the values in it.
--- Without values it is no format, so that a single % stays one.
---@overload fun(english: string, ...: any): string
return setmetatable(M, {
  __call = function(_, english, ...)
    local text = look_up(english)
    if select("#", ...) == 0 then
      return text
    end
    return formatted(text, ...)
  end,
})

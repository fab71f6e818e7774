-- prelude.lua LUA_FOLDER MODULE EMITTED SCRIPT: runs a test's script with
--   xpost        the module
--   emit(v, err) appends v, or else {err = err}, as a line of JSON to EMITTED; error tables get the
--                text that they print as
--   told_url     an on_url that emits {url, redirect_uri}
--   sleep(s)     waits, without the processor
--   now()        seconds since 1970
--   unique()     a text that no other call on this machine gives
local folder, module, emitted, script = arg[1], arg[2], arg[3], arg[4]
package.path = folder .. "/?.lua;" .. folder .. "/?/init.lua"
package.cpath = ""

local escapes = {['"'] = '\\"', ["\\"] = "\\\\"}
local function quote(text)
  return '"' .. text:gsub('[%c"\\\127]', function(c)
    return escapes[c] or string.format("\\u%04x", c:byte())
  end) .. '"'
end

local encode
local function encode_table(value)
  local meta = getmetatable(value)
  local parts = {}
  if #value > 0 or next(value) == nil and not (meta and meta.__tostring) then
    for i, item in ipairs(value) do
      parts[i] = encode(item)
    end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for name, item in pairs(value) do
    parts[#parts + 1] = quote(tostring(name)) .. ":" .. encode(item)
  end
  if meta and meta.__tostring then
    parts[#parts + 1] = '"text":' .. quote(tostring(value))
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

function encode(value)
  if type(value) == "table" then
    return encode_table(value)
  elseif type(value) == "number" then
    return value == math.floor(value) and string.format("%.0f", value) or string.format("%.17g", value)
  elseif type(value) == "string" then
    return quote(value)
  elseif value == nil then
    return "null"
  elseif type(value) == "boolean" then
    return tostring(value)
  end
  return quote(type(value))
end

function emit(value, err)
  if value == nil and err ~= nil then
    value = {err = err}
  end
  local file = assert(io.open(emitted, "a"))
  file:setvbuf("full")
  assert(file:write(encode(value), "\n"))
  assert(file:close())
end

function told_url(url, redirect_uri)
  emit{url = url, redirect_uri = redirect_uri}
end

function sleep(seconds)
  os.execute("sleep " .. seconds)
end

function now()
  return os.time()
end

local given = 0
function unique()
  given = given + 1
  return "text " .. script:match("script%-(%d+)") .. "." .. given
end

local open, problem = package.loadlib(module, "luaopen_xpost_core")
assert(open, problem)
package.loaded["xpost.core"] = open("xpost.core", module)
xpost = require "xpost"

arg = {[0] = script}
dofile(script)

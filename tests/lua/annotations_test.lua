-- The types that lua/ and plugin/ are annotated with: see annotations.lua for what is checked.
local annotations = require "annotations"
local check = require "check"

local root = check.folder .. "../../"

local function problems_of(text)
  local all = annotations.new()
  all:read("example", text)
  return table.concat(all:problems(), "\n")
end

local function find_in(text, wanted)
  local problems = problems_of(text)
  check.ok(problems:find(wanted, 1, true), ("%s\nhas: %s\nnot: %s"):format(text, problems, wanted))
end

local class = [[
---@class Box
---@field size integer
---@field private lid? string | { [1]: integer, colour?: "red" }
local Box = {}

---@class Case : Box
---@field lock fun(key: string, ...: any): boolean, Box?
local Case = {}
]]

check.test("what is well annotated is left alone", function()
  check.equal(problems_of(class .. [[
--- Opens it.
---@param key string|nil
---@param boxes table<string, Box[]> Those inside
---@return Box? box
---@return string? problem
function Case:open(key, boxes)
  each(function() return 1 end)
  return self.lid and self.lock(key) and boxes.size, self:open()
end

---@alias Key
---| "small" | "large"

---@param key Key
function Box.shut(key)
  print(key, "--", "self.nothing") -- self.nothing
  return
end
]]), "")
end)

check.test("a type has to exist, and to be one", function()
  find_in("---@type Nothing", "the type Nothing is declared nowhere")
  find_in("local x = y ---@type string | Nothing", "the type Nothing is declared nowhere")
  find_in("---@param x fun(y: Nothing)\n", "the type Nothing is declared nowhere")
  find_in("---@return table<string, Nothing[]>\n", "the type Nothing is declared nowhere")
  find_in("---@class Thing : Nothing\n", "the type Nothing is declared nowhere")
  find_in("---@type fun(x: string", "expected a comma")
  find_in("---@type { x string }", "expected ':'")
  find_in("---@type string |", "expected a type")
  find_in("---@parm x string", "'@parm' is not known")
end)

check.test("nothing is declared twice", function()
  find_in(class .. "\n---@class Box\n", "Box is declared twice")
  find_in("---@class A\n---@field x string\n---@field x string\n", "the field x is there twice")
end)

check.test("a public function has a type for each parameter and for its result", function()
  find_in("function M.run(x)\nend", "M.run(x) has types for ()")
  find_in("---@param y string\n---@param x string\nfunction M.run(x, y)\nend", "has types for (y x)")
  find_in("function M.run()\n  return 1\nend", "M.run returns something")
  find_in("---@return integer\nfunction M.run()\n  call(function() return 1 end)\nend",
    "M.run returns nothing")
  find_in(class .. "function Box:run(x)\nend", "Box:run(x) has types for ()")
end)

check.test("of what has a class only that is used which the class has", function()
  find_in(class .. "function Box:run()\n  print(self.weight)\nend", "self.weight is no field")
  find_in(class .. "function Case:run()\n  print(self.size, self:fly())\nend", "self.fly is no field")
  find_in("---@class xpost.A\n\n---@param a xpost.A\nlocal function run(a)\n  a.x = 1\nend",
    "a.x is no field")
end)

check.test("the annotations of xpost are right", function()
  local all, files = annotations.new(), 0
  local list = assert(io.popen("find '" .. root .. "lua' '" .. root .. "plugin' -name '*.lua'"))
  for path in list:lines() do
    local file = assert(io.open(path))
    all:read(path:sub(#root + 1), file:read("*a"))
    file:close()
    files = files + 1
  end
  list:close()
  check.ok(files > 10, files .. " files")
  for _, problem in ipairs(all:problems()) do
    check.fail(problem)
  end
end)

check.finish()

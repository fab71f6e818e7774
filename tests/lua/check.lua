--- The test frame for scripts, in Lua 5.4 and LuaJIT:
---
---     check.test("a list is empty at first", function() check.equal(#list, 0) end)
---     check.finish()
---
--- check.finish prints "N passed, N failed" for the runner and ends the process.

local M = require "frame"

M.folder = arg[0]:match("^(.*/)[^/]*$") or "./"

-- The module under test is the one that the search path names, wherever this tree's own is.
assert(not package.loaded["xpost.core"], "Require this before xpost.")
package.loaded["xpost.core"] = require "xpost.core"

function M.finish()
  os.exit(M.sum_up(), true)
end

return M

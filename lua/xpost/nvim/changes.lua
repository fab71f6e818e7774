--- Tells those who show the ledger that it may have changed.

local M = {}

---@type fun()[]
local listeners = {}

---@param run fun() Is called after each change
function M.on(run)
  listeners[#listeners + 1] = run
end

function M.tell()
  for _, run in ipairs(listeners) do
    run()
  end
end

return M

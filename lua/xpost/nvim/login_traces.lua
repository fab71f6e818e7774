--- What a login leaves behind where it does not belong: the authorization code, in registers and
--- histories.

local M = {}

--- Takes a login's answer out of whatever kept it: a recording, or a command line that it was
--- pasted into by mistake.
---@param url? string That begins the login
function M.forget(url)
  local state = (url or ""):match("[?&]state=([%w_%-]+)")
  if not state then
    return
  end
  for register in ("0123456789abcdefghijklmnopqrstuvwxyz-\""):gmatch(".") do
    local kept = vim.fn.getreg(register)
    if kept:find(state, 1, true) and kept:find("code=", 1, true) then
      vim.fn.setreg(register, "")
    end
  end
  for _, history in ipairs { ":", "@", "/" } do
    if vim.fn.histget(history, -1):find(state, 1, true) then
      vim.fn.histdel(history, -1)
    end
  end
end

--- For TextYankPost: what was deleted or yanked from the prompt stays in no register.
function M.forget_code()
  local name = vim.v.event.regname
  vim.schedule(function()
    for _, register in ipairs { name ~= "" and name or '"', "0", "1", "-" } do
      if vim.fn.getreg(register):find("[?&]code=") then
        vim.fn.setreg(register, "")
      end
    end
  end)
end

return M

--- Paths as the system has them.

local M = {}

---@param path string
---@return string real Without symbolic links; the path itself, if it leads nowhere
function M.real(path)
  return vim.loop.fs_realpath(path) or path
end

return M

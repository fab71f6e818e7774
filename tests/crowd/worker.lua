-- A process that posts when it is told to: in a Lua that blocks, or in Neovim.  Reads lines
-- "KEY<tab>TEXT", and answers each with "KEY<tab>posted<tab>ID", or with
-- "KEY<tab>CODE<tab>OUTCOME<tab>MESSAGE"; first of all with "ready".
-- $WORKER_ROOT is the tree, $WORKER_MODULE the C module.

local root, module = os.getenv "WORKER_ROOT", os.getenv "WORKER_MODULE"
if vim then
  vim.opt.runtimepath:prepend(root)
else
  package.path = root .. "/lua/?.lua;" .. root .. "/lua/?/init.lua"
end
local open = assert(package.loadlib(module, "luaopen_xpost_core"))
package.loaded["xpost.core"] = open("xpost.core", module)
local xpost = require "xpost"

local function answer(key, err, result)
  if not err then
    return table.concat({ key, "posted", result.id }, "\t") .. "\n"
  end
  return table.concat({ key, err.code, err.outcome or "", tostring(err) }, "\t") .. "\n"
end

if not vim then
  io.stdout:setvbuf "line"
  print "ready"
  for line in io.lines() do
    local key, text = line:match "^(.-)\t(.*)$"
    local result, err = xpost.post { key = key, text = text }
    io.write(answer(key, err, result))
  end
  return
end

local channel, rest = nil, ""
channel = vim.fn.stdioopen {
  on_stdin = function(_, data)
    if #data == 1 and data[1] == "" then
      vim.cmd "qa!"
    end
    data[1] = rest .. data[1]
    rest = table.remove(data)
    for _, line in ipairs(data) do
      local key, text = line:match "^(.-)\t(.*)$"
      xpost.post({ key = key, text = text }, function(err, result)
        vim.fn.chansend(channel, answer(key, err, result))
      end)
    end
  end,
}
vim.fn.chansend(channel, "ready\n")

--- Another Neovim of the same version, for what wants a real queue of typed keys, an exit, or
--- files of its own:
---
---     local editor = check.editor()
---     editor:input("vj:XPost<CR>")
---     check.equal(editor:lua("return vim.fn.mode()"), "n")
---     editor:stop()
---
--- It starts as the test's own did, with this tree as a plugin.

local M = {}

local Editor = {}
Editor.__index = Editor

local folder = debug.getinfo(1, "S").source:match("^@(.*/)[^/]*$")

-- v:progpath may be the dynamic loader, and lacks what a wrapper sets.
local program = os.getenv("XPOST_TEST_NVIM") or vim.v.progpath

---@class xpost.test.EditorOptions
---@field arguments? string[] Words for its command line, after what it is always given
---@field own_files? boolean Without --clean: it reads its user's configuration and shada file
---@field environment? table<string, string>

---@param options? xpost.test.EditorOptions
function M.start(options)
  options = options or {}
  local command = { program, "--embed", "--headless", "--cmd", "luafile " .. folder .. "start.lua",
    -- With room, no message asks for Enter.
    "--cmd", "set lines=40 columns=120 cmdheight=10 noswapfile" }
  if not options.own_files then
    table.insert(command, 2, "--clean")
  end
  vim.list_extend(command, options.arguments or {})
  local self = setmetatable({ errors = {} }, Editor)
  self.channel = vim.fn.jobstart(command, {
    rpc = true, env = options.environment,
    on_exit = function(_, status) self.status = status end,
    on_stderr = function(_, lines) vim.list_extend(self.errors, lines) end,
  })
  assert(self.channel > 0, "the child Neovim did not start")
  return self
end

--- Calls a function of the editor's API.
function Editor:call(name, ...)
  return vim.fn.rpcrequest(self.channel, name, ...)
end

--- Runs Lua code there, which gets the other arguments as "...".
function Editor:lua(code, ...)
  return self:call("nvim_exec_lua", code, { ... })
end

--- Types keys, such as "vj:XPost<CR>", and waits until they are taken.  After keys that are not a
--- whole command, the editor answers nothing but more input.  They may also end it.
function Editor:input(keys)
  local went_well, problem = pcall(function()
    while #keys > 0 do
      keys = keys:sub(self:call("nvim_input", keys) + 1)
    end
    -- Typed keys come before what was asked through the channel.
    if not self:call("nvim_get_mode").blocking then
      self:lua("")
    end
  end)
  if not went_well and not self:wait(1000) then
    error(problem, 0)
  end
end

--- Waits until the Lua code returns something true there.
function Editor:wait_for(code, what, milliseconds)
  local check = require "check"
  return check.wait_for(function() return self:lua(code) end, what or code, milliseconds)
end

--- Waits until it has ended by itself.
---@return integer? status Nil if it still runs
function Editor:wait(milliseconds)
  vim.wait(milliseconds or 5000, function() return self.status end, 5)
  return self.status
end

--- Ends it, if it still runs: with `:qall!`, or by force where that does not help.
---@return integer? status Nil if it took force
function Editor:stop()
  pcall(vim.fn.rpcnotify, self.channel, "nvim_command", "qall!")
  local status = self:wait()
  self:kill()
  return status
end

--- Ends it by force, whatever it does, if it still runs.
function Editor:kill()
  if not self.status then
    vim.loop.kill(vim.fn.jobpid(self.channel), "sigkill")
    self:wait()
  end
end

--- What it wrote to its standard error.
function Editor:stderr()
  return table.concat(self.errors, "\n")
end

return M

--- The test frame inside Neovim, started by run.sh:
---
---     check.test("a buffer is empty at first", function()
---       check.equal(vim.fn.line("$"), 1)
---     end)
---     check.finish()
---
--- A test may wait for what happens later, see what the user is told, type keys, and start other
--- editors; what it leaves of that is put right after it (see check.after).

local M = require "frame"

M.folder = debug.getinfo(1, "S").source:match("^@(.*/)[^/]*$")

-- Not with Neovim's print, which is for messages.  Those have no line break at their end.
function M.say(text)
  io.stdout:write("\n", text, "\n")
end

--- Lets the editor work until the condition holds; a failure of the test if it never does.
---@param condition fun(): any
---@param what? string
---@param milliseconds? integer Default: 10 s
---@return any holds What the condition returned
function M.wait_for(condition, what, milliseconds)
  local result
  local limit = milliseconds or 10000
  vim.wait(limit, function()
    result = condition()
    return result
  end, 5)
  return M.ok(result, ("%s: not within %d ms"):format(what or "a condition", limit)) and result
end

--- Collects what vim.notify is given from now on, until the test ends.
---@return { text: string, level: integer?, options: table? }[] messages Grows as they come
function M.messages()
  local messages, notify = {}, vim.notify
  vim.notify = function(text, level, options)
    messages[#messages + 1] = { text = text, level = level, options = options }
  end
  M.after(function() vim.notify = notify end)
  return messages
end

--- Collects the data of a User event from now on, until the test ends.
---@param name string
---@param run? fun(data: table) Is called with each
---@return table[] all Grows as they come
function M.events(name, run)
  local all = {}
  local id = vim.api.nvim_create_autocmd("User", { pattern = name, callback = function(event)
    local data = vim.fn.has("nvim-0.8") == 1 and event.data or vim.g.xpost_event
    all[#all + 1] = data
    if run then
      run(data)
    end
  end })
  M.after(function() pcall(vim.api.nvim_del_autocmd, id) end)
  return all
end

--- Completes a command line, again where it did not get the words: a worker that has to find them
--- has only a moment, which may pass on a busy machine.
---@param wanted string The words
function M.completes(line, wanted)
  local found
  for _ = 1, 100 do
    found = table.concat(vim.fn.getcompletion(line, "cmdline"), " ")
    if found == wanted then
      break
    end
  end
  M.equal(found, wanted, line)
end

--- Stops the clock by which keys are told from those that are typed ahead, until the test ends.
---@return fun(milliseconds: integer) pass Has time go by
function M.stop_clock()
  local uv = vim.uv or vim.loop
  local hrtime, now = uv.hrtime, uv.hrtime()
  function uv.hrtime() return now end -- luacheck: ignore
  M.after(function() uv.hrtime = hrtime end)
  return function(milliseconds) now = now + milliseconds * 1e6 end
end

--- Does what typing the keys would, such as "vj:XPost<CR>", and returns when all is done.  Insert
--- mode ends with them, Visual mode does not.
function M.feed(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), "xt", false)
end

--- Makes a buffer with these lines the current one; it is gone after the test.
---@return integer buffer
function M.buffer(lines)
  local buffer = vim.api.nvim_create_buf(true, false)
  vim.api.nvim_set_current_buf(buffer)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  M.after(function() vim.api.nvim_buf_delete(buffer, { force = true }) end)
  return buffer
end

--- A child Neovim; see editor.lua.
function M.editor(options)
  local editor = require("editor").start(options)
  M.after(function() editor:stop() end)
  return editor
end

--- Prints the counts and ends Neovim as a user would.
function M.finish()
  local went_well = M.sum_up()
  io.stdout:flush()
  vim.cmd(went_well and "qall!" or "cquit 1")
end

return M

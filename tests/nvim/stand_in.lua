--- The stand-in for X that run.sh started, its browser, and what a user does with them.

local check = require "check"

local M = {}

--- Has the browser do something; see tests/lua/with_stand_in.sh.
function M.browse(...)
  local pipe = assert(io.open(os.getenv("BROWSER_PIPE"), "a"))
  pipe:write(table.concat({ ... }, " "), "\n")
  pipe:close()
end

--- Calls the control interface.
---@param name string Such as "state", "fault", "set"
---@param values? table
function M.control(name, values)
  M.browse("json", name, values and vim.fn.json_encode(values) or "{}")
  local pipe = assert(io.open(os.getenv("CONTROL_ANSWER")))
  local answer = vim.fn.json_decode(pipe:read("*a"))
  pipe:close()
  check.ok(answer.ok ~= false, ("control %s: %s"):format(name, answer.error))
  return answer
end

--- The texts that arrived, in their order.
function M.texts()
  return vim.tbl_map(function(post) return post.text end, M.control("state", nil).posts)
end

--- Everything as at the start, and nobody logged in here.
function M.reset()
  M.control("reset")
  vim.fn.delete(os.getenv("XDG_STATE_HOME") .. "/xpost", "rf")
end

local function redirect_uri()
  return ("http://127.0.0.1:%d/callback"):format(20000 + vim.loop.hrtime() % 20000)
end

--- A configuration with which the browser answers a login.
function M.configure(more)
  vim.g.xpost = nil
  require("xpost").setup(vim.tbl_extend("force", {
    redirect_uri = { redirect_uri(), redirect_uri(), redirect_uri() },
    open = function(url) M.browse("visit", url) end,
    timeout = 20,
  }, more or {}))
end

--- Logs in, as `:XLogin` does.
function M.login(more)
  M.configure(more)
  local messages = check.messages()
  vim.cmd("XLogin")
  return check.wait_for(function()
    return messages[#messages] and messages[#messages].text:find("logged in as", 1, true)
  end, "the login")
end

--- Waits for a message that holds this text.
function M.wait_for_message(messages, text)
  local found = check.wait_for(function()
    for _, message in ipairs(messages) do
      if message.text:find(text, 1, true) then
        return message
      end
    end
  end, "the message '" .. text .. "'")
  if not found then
    check.fail("but: " .. vim.inspect(vim.tbl_map(function(one) return one.text end, messages)))
  end
  return found or { text = "" }
end

--- The window of xpost, when it is there.
function M.wait_for_window(name)
  return check.wait_for(function()
    return vim.api.nvim_buf_get_name(0):find("xpost://" .. name, 1, true)
  end, "the window of " .. name)
end

--- Runs a command, and waits for a message that holds the text.
function M.expect(command, text)
  local messages = check.messages()
  vim.cmd(command)
  return M.wait_for_message(messages, text)
end

--- Answers a question as a person who reads it would; returns what its window showed.
function M.answer(key, name)
  M.wait_for_window(name)
  local shown = M.shown()
  vim.wait(300)
  check.feed(key)
  return shown
end

--- Calls an operation, and waits until it is done.
---@return any result
---@return xpost.Error? err
function M.call(name, options)
  local done, err, result
  require("xpost")[name](options, function(problem, found)
    done, err, result = true, problem, found
  end)
  check.wait_for(function() return done end, name, 20000)
  return result, err
end

--- The only entry of a key.
function M.entry(key)
  return (M.call("history", { key = key }) or {})[1] or {}
end

--- The posts that X made whose text begins so, with what each answers.
function M.posts(beginning)
  return vim.tbl_filter(function(post)
    return vim.startswith(post.text, beginning)
  end, M.control("state").posts)
end

--- What the current buffer shows.
function M.shown()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
end

return M

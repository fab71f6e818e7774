--- The demo in Neovim: `:XLogin`, then `:XPost` of a buffer, and of a selection.

vim.o.columns = 100

local function say(text)
  io.stdout:write(text, "\n")
  io.stdout:flush()
end

--- What the user would be told, the last one last.
local told = {}
vim.notify = function(text, level)
  told[#told + 1] = text
  say("  " .. text)
  if level == vim.log.levels.ERROR then
    say("That failed.")
    vim.cmd("cquit")
  end
end

vim.api.nvim_create_autocmd("User", {
  pattern = "XpostStep",
  callback = function(event)
    local step = event.data or vim.g.xpost_event
    local uses = #step.uses > 0 and "  with " .. table.concat(step.uses, ", ") or ""
    say(("  step %d  %-22s %s -> %s%s"):format(step.number, step.name, step.from, step.to, uses))
  end,
})

--- Lets Neovim work until the condition holds.
local function wait_for(what, condition)
  if not vim.wait(30000, condition, 10) then
    say("Waited in vain for " .. what .. ".")
    vim.cmd("cquit")
  end
end

local function type_keys(keys)
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes(keys, true, false, true), "xt", false)
end

local function in_window(name)
  return function()
    return vim.api.nvim_buf_get_name(0):find("xpost://" .. name, 1, true)
  end
end

--- Posts with the keys, and answers the question.
local function post(keys)
  local before = #told
  say("  " .. keys)
  type_keys(keys)
  wait_for("the question", in_window "preview")
  for _, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    say("  | " .. line)
  end
  say("  y")
  vim.wait(500) -- as a person who reads it would
  type_keys("y")
  wait_for("the link", function()
    return told[before + 1] and told[#told]:find("posted http", 1, true)
  end)
end

say("1. Logging in from Neovim " .. tostring(vim.version().major) .. "." .. vim.version().minor
  .. "." .. vim.version().patch .. ", with a browser that allows the app:")
say("  :XLogin")
type_keys(":XLogin<CR>")
wait_for("the login", function()
  return told[1] and told[#told]:find("logged in", 1, true)
end)
local expires_at
require("xpost").account(function(_, account)
  expires_at = account.expires_at
end)

say("\n2. Posting a buffer:")
vim.api.nvim_buf_set_lines(0, 0, -1, false, {
  "こんにちは、X! Written in a buffer of Neovim. 🌸",
  "",
  "It has three lines.",
})
post(":XPost<CR>")

say("\n3. Waiting until the access token has expired ...")
wait_for("the token to expire", function()
  return expires_at and os.time() > expires_at
end)

say("\n4. Posting a selection: the token is renewed by itself.")
post("ggWvf.:XPost<CR>")

vim.cmd("qall!")

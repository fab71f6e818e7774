-- Registers what xpost has: commands, and keys to map.  Nothing is loaded before it is used.
if vim.g.loaded_xpost then
  return
end
vim.g.loaded_xpost = 1

local command = vim.api.nvim_create_user_command

-- The command line that was typed last, if it holds one of the commands.
local typed

local function run(name)
  return function(options)
    local line = typed
    typed = nil
    require("xpost.nvim.commands").run(name, options, line)
  end
end

local function complete(name)
  return function(lead, line, cursor)
    return require("xpost.nvim.commands").complete(name, lead, line, cursor)
  end
end

command("XLogin", run "login",
  { nargs = "?", bang = true, complete = complete "login", desc = "Log in to X" })
command("XPost", run "post", {
  nargs = "*", range = true, bang = true, complete = complete "post",
  desc = "Post the buffer, the selection or a text to X",
})
command("XCompose", run "compose", {
  nargs = "*", bang = true, complete = complete "compose",
  desc = "Write a post to X, which is kept as it is written",
})
command("XAccount", run "account",
  { nargs = "*", complete = complete "account", desc = "Show and change accounts at X" })
command("XHistory", run "history", {
  nargs = "*", bang = true, complete = complete "history",
  desc = "Show what was posted to X, and go on with it",
})

vim.api.nvim_set_keymap("n", "<Plug>(xpost)", "v:lua.require'xpost.nvim.commands'.operator()",
  { noremap = true, expr = true, desc = "Post what a motion covers to X" })
vim.api.nvim_set_keymap("x", "<Plug>(xpost)",
  "<Esc><Cmd>lua require('xpost.nvim.commands').selection()<CR>",
  { noremap = true, desc = "Post the selection to X" })

-- By its name a draft is opened as a file is.  A session gives an empty buffer the name.
vim.api.nvim_create_autocmd({ "BufReadCmd", "SessionLoadPost" }, {
  pattern = "xpost-draft://*",
  group = vim.api.nvim_create_augroup("xpost_read", {}),
  desc = "xpost: open a draft",
  callback = function(event)
    require("xpost.nvim.commands").read(event.buf, event.event == "BufReadCmd")
  end,
})

-- Which lines a range means depends on how it was typed.
vim.api.nvim_create_autocmd("CmdlineLeave", {
  pattern = ":",
  group = vim.api.nvim_create_augroup("xpost_typed", {}),
  desc = "xpost: keep a typed :XPost until it runs",
  callback = function()
    local line = vim.fn.getcmdline()
    typed = line:find("XP", 1, true) and not vim.v.event.abort and line or nil
  end,
})

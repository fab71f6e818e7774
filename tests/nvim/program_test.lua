-- stand-in: what a program writes is shown, asked about, and posted: doc/automation.md, in Neovim.
local check = require "check"
local x = require "stand_in"

--- A stand-in for the command line of a program that writes.
local function program(text)
  local path = vim.fn.tempname()
  vim.fn.writefile({ "#!/bin/sh", text }, path)
  vim.fn.setfperm(path, "rwx------")
  return path
end

--- Puts what the command writes into a draft, as the document says, and shows it.
local function draft_of(command)
  local document = vim.fn.readfile(vim.api.nvim_get_runtime_file("doc/automation.md", false)[1])
  local read = table.concat(document, "\n"):match("`:(0r !COMMAND)`")
  vim.cmd(vim.fn.exists(":XCompose") == 2 and "XCompose" or "enew")
  vim.cmd("silent " .. read:gsub("COMMAND", command))
end

check.test("what a program writes is seen by a person before it is posted", function()
  x.reset()
  x.login()
  draft_of(program "printf 'A machine wrote this,\\nin two lines.\\n'")
  check.equal(#x.texts(), 0)
  local messages = check.messages()
  vim.cmd("XPost")
  x.wait_for_window("preview")
  local shown = x.shown()
  check.ok(shown:find("A machine wrote this,\nin two lines.", 1, true), shown)
  check.ok(shown:find("@alice", 1, true), shown)
  check.equal(#x.texts(), 0)
  vim.wait(300) -- as a person who reads it would
  check.feed("y")
  x.wait_for_message(messages, "posted http")
  check.equal(vim.trim(table.concat(x.texts(), "|")), "A machine wrote this,\nin two lines.")
end)

check.test("a no posts nothing, nor does a program that wrote nothing", function()
  local before = #x.texts()
  draft_of(program "echo 'Not this.'")
  local messages = check.messages()
  vim.cmd("XPost")
  x.wait_for_window("preview")
  check.feed("n")
  x.wait_for_message(messages, "not posted")
  draft_of(program "exit 1")
  messages = check.messages()
  vim.cmd("XPost")
  x.wait_for_message(messages, "Not posted")
  check.equal(#x.texts(), before)
end)

check.finish()

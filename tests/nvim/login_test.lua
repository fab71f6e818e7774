-- stand-in: :XLogin, by browser and by pasting; and cancelled.
local check = require "check"
local x = require "stand_in"

local answers = {}

--- The redirect URL of an allowed login, which nobody follows.
local function approve(url)
  local file = vim.fn.tempname()
  x.browse("approve", url, file)
  check.wait_for(function() return vim.fn.filereadable(file) == 1 end, "the browser's answer")
  local answer = vim.fn.readfile(file)[1]
  answers[#answers + 1] = answer
  return answer
end

--- Opens the login window without a browser; returns the URL that it shows.
local function open_login(more)
  x.configure(vim.tbl_extend("force", { open = false }, more or {}))
  vim.cmd("XLogin")
  x.wait_for_window("login")
  return check.wait_for(function()
    return x.shown():match("http://127%.0%.0%.1:%d+/i/oauth2/authorize%S+")
  end, "the URL")
end

check.test("the browser's answer is enough", function()
  x.reset()
  local steps = {}
  if vim.fn.has("nvim-0.8") == 1 then
    local id = vim.api.nvim_create_autocmd("User", { pattern = "XpostStep", callback = function(event)
      steps[#steps + 1] = event.data.number
    end })
    check.after(function() vim.api.nvim_del_autocmd(id) end)
  end
  check.ok(x.login(), "logged in")
  check.ok(not vim.api.nvim_buf_get_name(0):find("xpost://", 1, true), "the window is gone")
  if vim.fn.has("nvim-0.8") == 1 then
    check.equal(table.concat(steps, " "), "1 2 3 4 5 6")
  end
end)

check.test("the URL is shown, steps too, and a pasted answer is taken", function()
  x.reset()
  local messages = check.messages()
  local url = open_login()
  check.ok(x.shown():find("authorization request", 1, true), x.shown())
  vim.api.nvim_put({ approve(url) }, "c", true, true)
  check.feed("<CR>")
  x.wait_for_message(messages, "logged in as @alice")
end)

check.test("pasted with a line break it needs no Enter; in pieces it is one", function()
  x.reset()
  local messages = check.messages()
  local answer = approve(open_login())
  check.feed("A" .. answer:sub(1, 40))
  check.feed("A" .. answer:sub(41) .. "<CR>")
  x.wait_for_message(messages, "logged in as @alice")
end)

check.test("a wrong paste is explained in the window, and can be mended", function()
  x.reset()
  local messages = check.messages()
  local url = open_login()
  check.feed("Anonsense<CR>")
  check.wait_for(function() return x.shown():find("whole address", 1, true) end, "the explanation")
  check.ok(x.shown():find("\n> ?$"), "the prompt is empty again")
  vim.api.nvim_put({ approve(url) }, "c", true, true)
  check.feed("<CR>")
  x.wait_for_message(messages, "logged in as @alice")
end)

check.test("what is typed stays while steps arrive, and goes with the window", function()
  x.reset()
  local messages = check.messages()
  local url = open_login()
  vim.api.nvim_put({ "half an addre" }, "c", true, true)
  x.browse("visit", url)
  x.wait_for_message(messages, "logged in as @alice")
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    check.ok(not vim.api.nvim_buf_get_name(buffer):find("xpost://", 1, true), "a buffer is left")
  end
end)

check.test("a code that is deleted from the prompt stays in no register", function()
  local answer = approve(open_login())
  vim.api.nvim_put({ answer }, "c", true, true)
  check.feed("dd")
  check.feed("u0D")
  check.feed("u")
  check.feed('"ayy')
  vim.wait(50)
  for _, register in ipairs { '"', "0", "1", "2", "-", "a" } do
    check.ok(not vim.fn.getreg(register):find("code=", 1, true), "register " .. register)
  end
  local messages = check.messages()
  check.feed("q")
  x.wait_for_message(messages, "Cancelled")
end)

check.test("it is cancelled with q, Ctrl-C, by closing the window, and with :XAccount cancel", function()
  for _, keys in ipairs { "q", "<C-c>", "<Esc>", ":q<CR>", ":bwipeout!<CR>", ":XAccount cancel<CR>",
    "ihalf<C-c>" } do
    local messages = check.messages()
    open_login()
    check.feed(keys)
    x.wait_for_message(messages, "ancelled")
    check.ok(not vim.api.nvim_buf_get_name(0):find("xpost://", 1, true), keys .. ": still open")
  end
end)

check.test("one login at a time", function()
  local messages = check.messages()
  open_login()
  vim.cmd("wincmd p")
  vim.cmd("XLogin")
  x.wait_for_message(messages, "under way")
  check.ok(vim.api.nvim_buf_get_name(0):find("xpost://login", 1, true), "its window is shown")
  check.feed("q")
  x.wait_for_message(messages, "Cancelled")
end)

--- Begins a login that is denied.
local function deny()
  x.configure { open = function(url) x.browse("deny", url) end }
  vim.cmd("XLogin")
end

check.test("a denied login says so in its window, with why and what to do", function()
  x.reset()
  local messages = check.messages()
  deny()
  local message = x.wait_for_message(messages, "the login failed.")
  check.equal(message.level, vim.log.levels.ERROR)
  local shown = x.shown()
  for _, part in ipairs { "did not allow", "\nWhy: ", "\nWhat to do: ", "\nWhere: ", "\n2  " } do
    check.ok(shown:find(part, 1, true), part .. " is not in:\n" .. shown)
  end
  check.ok(not shown:find("http", 1, true) and not shown:find("> ", 1, true), shown)
  for _, key in ipairs { "q", "<CR>", "<C-c>", ":q<CR>" } do
    if key ~= "q" then
      deny()
      x.wait_for_message(messages, "the login failed.")
      check.wait_for(function() return x.shown():find("Why: ", 1, true) end, "the reasons")
    end
    check.feed(key)
    vim.wait(20) -- the windows are put back as they were
    check.ok(not vim.api.nvim_buf_get_name(0):find("xpost://", 1, true), key .. ": still open")
  end
  deny()
  check.wait_for(function() return x.shown():find("Why: ", 1, true) end, "the reasons")
  check.ok(x.login(), "logged in after all")
  check.ok(not vim.api.nvim_buf_get_name(0):find("xpost://", 1, true), "still open")
end)

check.test("a denied login is told by a core that explains nothing", function()
  local core = require("xpost.native").load()
  local explain = core.explain
  check.after(function() core.explain = explain end)
  core.explain = nil
  local messages = check.messages()
  deny()
  check.equal(x.wait_for_message(messages, "did not allow").level, vim.log.levels.ERROR)
  check.ok(not vim.api.nvim_buf_get_name(0):find("xpost://", 1, true), "its window is gone")
end)

check.test("without a Client ID it is asked for, and leaves nothing in the histories", function()
  x.reset()
  local id = vim.env.XPOST_CLIENT_ID
  vim.env.XPOST_CLIENT_ID = nil
  check.after(function() vim.env.XPOST_CLIENT_ID = id end)
  local input, inputsecret = vim.ui.input, vim.fn.inputsecret
  check.after(function() vim.ui.input, vim.fn.inputsecret = input, inputsecret end)
  function vim.ui.input(options, on_confirm)
    check.ok(options.prompt:find("Client ID", 1, true), options.prompt)
    vim.fn.histadd("@", id)
    vim.schedule(function() on_confirm(id) end)
  end
  vim.fn.inputsecret = function() return "" end
  check.ok(x.login(), "logged in")
  check.ok(not vim.fn.histget("@", -1):find(id, 1, true), "the Client ID is in the history")
  -- Asked once: the account keeps it.
  vim.ui.input = function() check.fail("asked again") end
  check.ok(x.login(), "logged in again")
end)

check.test("an account's name can be given, and is completed", function()
  x.configure()
  local messages = check.messages()
  vim.cmd("XLogin work")
  x.wait_for_message(messages, "logged in as @alice")
  check.completes("XLogin ", "default work")
  check.completes("XLogin w", "work")
end)

check.test("no code and no URL of it is in histories, messages or the shada file", function()
  local seen = vim.api.nvim_exec("messages", true) .. vim.api.nvim_exec("history all", true)
    .. vim.inspect(vim.fn.getcompletion("", "history"))
  local shada = vim.fn.tempname()
  vim.cmd("set shadafile= shada='100,<50,s10,h | wshada! " .. shada)
  seen = seen .. table.concat(vim.fn.readfile(shada, "b"), "\n")
  check.ok(#answers >= 4)
  for _, answer in ipairs(answers) do
    check.ok(not seen:find(answer:match("code=([^&]+)"), 1, true), "a code is left")
  end
end)

check.finish()

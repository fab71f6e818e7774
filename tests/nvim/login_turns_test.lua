-- stand-in: :XLogin, with what new users do wrong on the way; and how they go on from there.
local check = require "check"
local x = require "stand_in"

local secret = os.getenv "STAND_IN_CONFIDENTIAL_CLIENT_SECRET"
local confidential, public = os.getenv "STAND_IN_CONFIDENTIAL_CLIENT_ID", os.getenv "XPOST_CLIENT_ID"
local api_key = "aB3dE6gH9jK2mN5pQ8sT1vW4y"

--- Answers the prompts in turn; returns what they asked, with what was filled in already, and what
--- the window at hand shows then.
local function answer(list)
  local input, inputsecret, asked = vim.ui.input, vim.fn.inputsecret, {}
  check.after(function() vim.ui.input, vim.fn.inputsecret = input, inputsecret end)
  local function take(options)
    asked[#asked + 1] = vim.tbl_extend("force", options, { shown = x.shown():gsub("%s+", " ") })
    local text = list[#asked]
    if text == nil then
      check.fail("asked once more: " .. options.prompt)
    end
    return text or options.cancelreturn or nil
  end
  function vim.ui.input(options, on_confirm)
    local text = take(options)
    vim.schedule(function() on_confirm(text) end)
  end
  vim.fn.inputsecret = take
  return asked
end

--- A user of whom nothing is known here.
local function arrive()
  x.reset()
  vim.env.XPOST_CLIENT_ID = nil
  check.after(function() vim.env.XPOST_CLIENT_ID = public end)
  x.configure()
  return check.messages()
end

local function login(messages)
  vim.cmd("XLogin")
  return x.wait_for_message(messages, "logged in as @alice")
end

--- The window of a login that waits; returns the URL in it.
local function waiting()
  x.wait_for_window("login")
  return check.wait_for(function()
    return x.shown():match("http://127%.0%.0%.1:%d+/i/oauth2/authorize%S+")
  end, "the URL")
end

local function cancel(messages)
  check.feed("q")
  x.wait_for_message(messages, "Cancelled")
end

check.test("another key is recognised at the prompt, and asked for again", function()
  local messages = arrive()
  local asked = answer { api_key, '  "' .. confidential .. '"', api_key, secret .. "\n" }
  login(messages)
  check.equal(#asked, 4)
  check.ok(messages[1].text:find("Client ID looks like the API Key", 1, true), messages[1].text)
  check.ok(messages[2].text:find("Client Secret looks like the API Key", 1, true), messages[2].text)
end)

check.test("leaving a prompt is no empty secret: nobody is logged in", function()
  for _, list in ipairs { { false }, { "" }, { confidential, false } } do
    local messages = arrive()
    local asked = answer(list)
    vim.cmd("XLogin")
    x.wait_for_message(messages, "not logged in")
    check.equal(#asked, #list)
    check.ok(not vim.api.nvim_buf_get_name(0):find("xpost://", 1, true), "no window is open")
  end
end)

check.test("Ctrl-C at a prompt is no answer, where Neovim makes an error of it too", function()
  local messages = arrive()
  local input, select = vim.ui.input, vim.ui.select
  check.after(function() vim.ui.input, vim.ui.select = input, select end)
  function vim.ui.input()
    error("Keyboard interrupt", 0)
  end
  vim.ui.select = vim.ui.input
  vim.cmd("XLogin")
  x.wait_for_message(messages, "not logged in")
  vim.cmd("XAccount logout")
  check.equal(#messages, 1)
end)

check.test("a secret that is missing, or not right, is asked for again with the Client ID kept", function()
  local messages = arrive()
  local asked = answer { confidential, "", confidential, secret:reverse(), confidential, secret }
  login(messages)
  check.equal(asked[3].default, confidential)
  check.equal(asked[5].default, confidential)
  check.ok(asked[3].shown:find("without a Client Secret.*Why: "), asked[3].shown)
  check.ok(asked[5].shown:find("Regenerate", 1, true), asked[5].shown)
  -- What is stored is what was right: nothing is asked again.
  login(check.messages())
end)

check.test("a secret that is needed although the configuration has the Client ID is asked for", function()
  local messages = arrive()
  x.configure { client_id = confidential }
  answer { confidential, secret }
  login(messages)
end)

check.test("a Client ID of the configuration that is wrong is told, asked for, and told again", function()
  local messages = arrive()
  x.configure { client_id = "12345678" }
  local asked = answer { public, "" }
  login(messages)
  check.ok(asked[1].shown:find("is the App ID", 1, true), asked[1].shown)
  x.wait_for_message(messages, "configuration still has another client_id")
end)

check.test("the window says what to do at X's error page, and 'e' changes the Client ID", function()
  local messages = arrive()
  x.configure { open = false }
  -- The second is pasted behind the one that stands there.
  local asked = answer {
    "not-the-client-id-of-any-app", "", "not-the-client-id-of-any-app" .. public, "",
  }
  vim.cmd("XLogin")
  local url = waiting()
  local shown = x.shown():gsub("%s+", " ")
  check.ok(shown:find("Something went wrong", 1, true), shown)
  check.ok(shown:find("not-the-client-id-of-any-app its Client ID", 1, true), shown)
  vim.api.nvim_put({ url }, "c", true, true)
  check.feed("<CR>")
  check.wait_for(function()
    return x.shown():gsub("%s+", " "):find("starts the login, so X has not answered", 1, true)
  end, "the explanation")
  check.feed("e")
  check.wait_for(function() return #asked == 4 end, "the prompts")
  check.equal(asked[3].default, "not-the-client-id-of-any-app")
  check.ok(waiting():find("client_id=" .. public .. "&", 1, true), "the other Client ID is in the URL")
  check.equal(#messages, 0)
  cancel(messages)
end)

check.test("where there is no room for all, the end of the window is in sight, with its keys", function()
  local messages = arrive()
  local before = { vim.o.columns, vim.o.lines }
  check.after(function() vim.o.columns, vim.o.lines = before[1], before[2] end)
  vim.o.columns, vim.o.lines = 40, 15
  x.configure { open = false, client_id = public }
  vim.cmd("XLogin")
  check.wait_for(function()
    vim.cmd("redraw")
    return x.shown():find("y copies it", 1, true)
  end, "the window")
  vim.cmd("redraw")
  check.equal(vim.fn.line("."), vim.fn.line("$"))
  -- Neovim 0.7 cannot show a part of the URL above.
  check.ok(vim.fn.winline() >= 7, "at line " .. vim.fn.winline() .. " of the window")
  local first = vim.fn.getline(vim.fn.line("w0"), "$")
  check.ok(table.concat(first, " "):find("y copies it", 1, true), table.concat(first, "\n"))
  cancel(messages)
end)

check.test("after a login that was denied all that was given is kept, and one key goes on", function()
  local messages = arrive()
  x.configure { open = function(url) x.browse("deny", url) end }
  local asked = answer { confidential, secret, confidential }
  vim.cmd("XLogin")
  x.wait_for_message(messages, "the login failed.")
  check.ok(x.shown():find("did not allow", 1, true), x.shown())
  x.configure()
  login(messages)
  check.equal(asked[3].default, confidential)
end)

check.test("an answer that is too old is told in the window, which shows a new URL", function()
  x.reset()
  x.configure { open = false }
  local messages = check.messages()
  local function paste(url)
    local file = vim.fn.tempname()
    x.browse("approve", url, file)
    check.wait_for(function() return vim.fn.filereadable(file) == 1 end, "the browser's answer")
    vim.api.nvim_put(vim.fn.readfile(file), "c", true, true)
    check.feed("<CR>")
  end
  vim.cmd("XLogin")
  local old = waiting()
  x.control("set", { code_lifetime = 0 })
  paste(old)
  check.wait_for(function()
    return x.shown():gsub("%s+", " "):find("too old: X accepts one for 30 seconds", 1, true)
  end, "the explanation")
  local new = waiting()
  check.ok(new ~= old, "another URL")
  check.ok(not x.shown():find("\n3 ", 1, true), "the steps begin again: " .. x.shown())
  x.control("set", { code_lifetime = 30 })
  paste(new)
  x.wait_for_message(messages, "logged in as @alice")
end)

check.test("for a second account the app of the first is offered, and its secret not asked for", function()
  local messages = arrive()
  local asked = answer { confidential, secret, confidential }
  login(messages)
  vim.cmd("XLogin work")
  x.wait_for_message(messages, "logged in as @alice: account 'work'.")
  check.equal(asked[3].default, confidential)
end)

check.test("the account is named where one was given, and whose login it ended", function()
  x.reset()
  x.login()
  local messages = check.messages()
  vim.cmd("XLogin work")
  x.wait_for_message(messages, "logged in as @alice: account 'work'.")
  x.wait_for_message(messages, "is account 'default', too")
end)

check.finish()

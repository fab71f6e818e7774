-- stand-in: :XAccount and :XHistory.
local check = require "check"
local x = require "stand_in"

--- Runs the command and waits for a message that holds the text.
local function expect(command, text)
  local messages = check.messages()
  vim.cmd(command)
  return x.wait_for_message(messages, text)
end

--- What the command echoes.
local function echoed(command, text)
  vim.cmd("messages clear")
  vim.cmd(command)
  return check.wait_for(function()
    local all = vim.api.nvim_exec("messages", true)
    return all:find(text, 1, true) and all
  end, text) or ""
end

local function choose(answer)
  local select = vim.ui.select
  vim.ui.select = function(items, options, on_choice)
    check.ok(options.prompt ~= nil, "there is no prompt")
    for _, item in ipairs(items) do
      local shown = options.format_item and options.format_item(item) or item
      if shown:find(answer, 1, true) then
        on_choice(item)
        return
      end
    end
    on_choice(nil)
  end
  check.after(function() vim.ui.select = select end)
end

check.test("without an account it says how to get one", function()
  x.reset()
  x.configure()
  expect("XAccount", ":XLogin")
  expect("XAccount use", ":XLogin")
  expect("XHistory", "nothing was posted")
  expect("XHistory open", "nothing was posted")
end)

check.test("the accounts are listed, without secrets", function()
  check.ok(x.login(), "logged in")
  local messages = check.messages()
  vim.cmd("XLogin work")
  x.wait_for_message(messages, "logged in as @alice")
  local all = echoed("XAccount status", "work")
  check.ok(all:find("* default  @alice  public client", 1, true), all)
  local secrets = vim.inspect(x.control("secrets"))
  for secret in secrets:gmatch('"([%w_%-]+)"') do
    check.ok(#secret < 20 or not all:find(secret, 1, true), "a secret is shown")
  end
end)

check.test("another account becomes the default, by name and by choice", function()
  expect("XAccount use work", "@alice")
  check.ok(echoed("XAccount", "work"):find("* work", 1, true))
  choose("default")
  expect("XAccount use", "@alice")
  check.ok(echoed("XAccount", "work"):find("* default", 1, true))
  expect("XAccount use nobody", "nobody")
end)

check.test("an access token is renewed", function()
  expect("XAccount use work", "posts go out as") -- X keeps one login for each app and user: the last
  local before = x.control("counts").refreshes
  expect("XAccount refresh", "renewed")
  check.equal(x.control("counts").refreshes, before + 1)
end)

check.test("what does not fit is said", function()
  expect("XAccount nonsense", "not known")
  expect("XAccount status too many", "too many words")
  expect("XHistory nonsense", "not known")
  expect("XAccount cancel", "nothing is under way")
end)

check.test("the commands complete", function()
  check.completes("XAccount ", "status use refresh logout cancel")
  check.completes("XAccount u", "use")
  check.completes("XAccount use w", "work")
  check.completes("XAccount status ", "")
  check.completes("XHistory ", "list resume check undo open")
  check.completes("XPost account=w", "account=work")
  check.completes("'<,'>XPost account=w", "account=work")
  check.completes("XPost! reply_s", "reply_settings=")
end)

check.test("the history shows what became of each text, and gives it back", function()
  expect("XPost! First post", "posted http")
  x.control("fault", { path = "/2/tweets", method = "POST", act = "after", status = 503 })
  expect("XPost! Not known", "may be posted")
  vim.cmd("XHistory list")
  x.wait_for_window("history")
  local shown = x.shown()
  check.ok(shown:find("not known +@alice +Not known"), shown)
  check.ok(shown:find("posted +@alice +First post"), shown)
  vim.fn.search("First post")
  check.feed("<CR>")
  check.wait_for(function() return x.shown() == "First post" end, "the text that is out")
  check.equal(vim.bo.buftype, "acwrite")
  vim.cmd("bwipeout!")
  vim.cmd("XHistory open")
  check.wait_for(function() return x.shown() == "Not known" end, "the text that is not out")
  vim.cmd("bwipeout!")
end)

check.test("a logout asks, revokes, and forgets", function()
  choose("No")
  vim.cmd("XAccount logout work")
  vim.wait(100)
  check.ok(echoed("XAccount", "work") ~= "")
  choose("Yes")
  expect("XAccount logout work", "logged out: work")
  check.ok(not echoed("XAccount", "default"):find("work", 1, true))
end)

check.finish()

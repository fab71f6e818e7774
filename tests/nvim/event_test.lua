-- stand-in: User events, the veto, and configuration.
local check = require "check"
local x = require "stand_in"

local collect = check.events

local function post(text)
  local done, err, result
  require("xpost").post(text, function(problem, posted)
    done, err, result = true, problem, posted
  end)
  check.ok(not done, "on_done was called at once")
  check.wait_for(function() return done end, "the post")
  return result, err
end

check.test("a login tells its steps, its progress and its end", function()
  x.reset()
  local steps, progress, logins = collect "XpostStep", collect "XpostProgress", collect "XpostLogin"
  check.ok(x.login(), "logged in")
  check.equal(#steps, 6)
  check.equal(steps[5] and steps[5].uses[1], "authorization code")
  check.equal(logins[1] and logins[1].username, "alice")
  check.equal(logins[1] and logins[1].access_token, nil)
  check.equal(progress[1] and progress[1].status, "running")
  check.equal(progress[#progress] and progress[#progress].status, "success")
end)

check.test("a post tells what goes out and where it is", function()
  local before, done = collect "XpostPre", collect "XpostDone"
  local result, err = post "An event"
  check.ok(result, tostring(err))
  check.equal(before[1] and before[1].text, "An event")
  check.equal(done[1] and done[1].url, result and result.url)
end)

check.test("an autocommand forbids a post", function()
  local count = #x.texts()
  local failed = collect "XpostFailed"
  collect("XpostPre", function() require("xpost").veto("no posts on Sundays") end)
  local result, err = post "Forbidden"
  check.equal(result, nil)
  check.equal(err and err.code, "cancelled")
  check.equal(err and err.outcome, "not_posted")
  check.ok(err and err.message:find("Sundays", 1, true), tostring(err))
  check.equal(failed[1] and failed[1].operation, "post")
  check.equal(#x.texts(), count)
  local messages = check.messages()
  vim.cmd("XPost! Forbidden too")
  x.wait_for_message(messages, "Not posted: no posts on Sundays")
end)

check.test("an autocommand of XpostPre that fails forbids it too; of others it does not", function()
  local count = #x.texts()
  local id = vim.api.nvim_create_autocmd("User", { pattern = "XpostPre", callback = function()
    error("a broken check")
  end })
  local _, err = post "Unchecked"
  vim.api.nvim_del_autocmd(id)
  check.equal(err and err.code, "cancelled")
  check.equal(#x.texts(), count)
  vim.cmd("autocmd User XpostPre call NoSuchFunction()")
  _, err = post "Unchecked too"
  vim.cmd("autocmd! User XpostPre")
  check.equal(err and err.code, "cancelled")
  check.equal(#x.texts(), count)
  collect("XpostDone", function() error("a broken report") end)
  check.ok(post "Reported badly", "it is posted")
end)

check.test("veto outside of XpostPre is a mistake", function()
  check.raises("XpostPre", require("xpost").veto, "x")
end)

check.test("a call without on_done raises, and says so", function()
  local xpost = require "xpost"
  for _, name in ipairs { "post", "login", "refresh", "me", "accounts", "history", "plan", "use", "resume",
    "check", "undo", "draft" } do
    check.raises("on_done", xpost[name], name ~= "login" and "x" or {})
  end
  local job = xpost.accounts(function() end)
  check.raises("block the editor", job.wait, job)
  check.equal(xpost.count("日本語").weight, 6)
  check.equal(type(xpost.version.abi), "number")
end)

check.test("configuration is checked, by its path", function()
  local function problems(value)
    vim.g.xpost = value
    require("xpost").setup(nil)
    return table.concat(require("xpost.nvim.config").problems(), "\n")
  end
  check.equal(problems(nil), "")
  check.equal(problems { register = "+", confirm = false, timeout = 60 }, "")
  check.equal(problems { register = "++" }, "vim.g.xpost.register: has to be the name of a register")
  check.ok(problems({ timeout = 0.5 }):find("vim.g.xpost.timeout", 1, true))
  check.ok(problems({ nonsense = 1 }):find("vim.g.xpost.nonsense: is not known", 1, true))
  check.ok(problems({ client_secret = "s3cret" }):find("XPOST_CLIENT_SECRET", 1, true))
  check.ok(not problems({ client_secret = "s3cret" }):find("s3cret", 1, true))
  check.ok(problems({ api_url = "https://evil.example" }):find("environment", 1, true))
  check.ok(problems("text"):find("has to be a table", 1, true))
  vim.g.xpost = function() return { limit = 100 } end
  check.equal(require("xpost.nvim.config").get().limit, 100)
  vim.g.xpost = function() return 5 end
  check.ok(#require("xpost.nvim.config").problems() == 1)
  local messages = check.messages()
  vim.g.xpost = { register = 5 }
  vim.cmd("XAccount cancel")
  x.wait_for_message(messages, "vim.g.xpost.register")
  vim.g.xpost = nil
  check.raises("setup", require("xpost").setup, 5)
end)

check.test("nothing that is edited changes where a post goes", function()
  for _, name in ipairs { "api_url", "token_url", "authorize_url", "account" } do
    vim.g["xpost_" .. name] = "https://127.0.0.1:1/"
    vim.b["xpost_" .. name] = "https://127.0.0.1:1/"
  end
  vim.b.xpost = { account = "nobody" }
  vim.g.xpost = { api_url = "https://127.0.0.1:1", token_url = "https://127.0.0.1:1" }
  local messages = check.messages()
  vim.cmd("XPost! Still here")
  x.wait_for_message(messages, "posted http")
  local texts = x.texts()
  check.equal(texts[#texts], "Still here")
  vim.g.xpost = nil
end)

check.finish()

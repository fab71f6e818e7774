-- stand-in: this test needs it.
-- The collector at work around and inside of every call, and the module required again.
local check = require "check"
local calls = require "calls"
local stand_in = require "stand_in"

local is_54 = _VERSION ~= "Lua 5.1"
local text = 0

local function thread(module, around)
  local posts = { { text = "First " .. text }, { text = "Second " .. text } }
  local draft = check.ok(module.draft { text = posts[1].text })
  around()
  stand_in.fault '{"path":"/2/tweets","method":"POST","skip":1,"status":402,"body":{"title":"t"}}'
  local _, err = module.post { posts = posts, on_step = around, on_progress = around, key = draft.key }
  check.equal(err and err.posted and #err.posted, 1)
  around()
  local done = check.ok(module.resume { key = draft.key, on_step = around, on_progress = around })
  check.equal(#done.posts, 2)
  around()
  check.equal(#check.ok(module.undo { on_step = around }).posts, 2)
  check.equal(check.ok(module.history { forget = { draft.key, "none" } }).forgotten, 1)
end

local function every_call(module, around)
  text = text + 1
  around()
  local login = stand_in.login(module, { on_step = around, on_url = around })
  check.equal(login.username, "alice")
  around()
  local post, err = module.post { text = "Collecting " .. text, on_step = around }
  check.ok(post, tostring(err))
  around()
  check.ok(module.refresh { on_step = around })
  check.ok(module.me { fresh = true, on_step = around })
  around()
  check.equal(#check.ok(module.accounts()), 1)
  check.equal(check.ok(module.account()).default, true)
  check.ok(module.use "default")
  around()
  check.ok(check.ok(module.history { limit = 5 })[1].text == "Collecting " .. text)
  check.equal(check.ok(module.check { key = post.key, on_step = around }).outcome, "posted")
  check.ok(module.delete { id = post.id, on_step = around })
  around()
  thread(module, around)
  around()
  for _ = 1, 20 do
    calls.check_error(select(2, module.post(("a"):rep(300))), "post")
    pcall(module.post, { text = {} })
    pcall(module.login, { timeout = "" })
  end
  check.ok(module.logout { on_step = around })
  around()
end

local function collect()
  collectgarbage()
end

for name, module in pairs(calls.modules) do
  check.test(name .. ": a full collection around each call and in each callback", function()
    every_call(module, collect)
  end)

  check.test(name .. ": collecting in steps", function()
    every_call(module, function() collectgarbage("step", 1) end)
  end)

  check.test(name .. ": without pause", function()
    collectgarbage("setpause", 1)
    collectgarbage("setstepmul", 1000)
    every_call(module, function() end)
    collectgarbage("setpause", 200)
    collectgarbage("setstepmul", is_54 and 100 or 200)
  end)

  if is_54 then
    check.test(name .. ": with generations", function()
      collectgarbage("generational")
      every_call(module, function() collectgarbage("step") end)
      every_call(module, collect)
      collectgarbage("incremental")
    end)
  end

  check.test(name .. ": with the collector stopped", function()
    collectgarbage("stop")
    every_call(module, function() end)
    collectgarbage("restart")
  end)

  check.test(name .. ": a collection every few instructions", function()
    local jit = rawget(_G, "jit")
    if jit then
      jit.off()
    end
    debug.sethook(collect, "", 50)
    every_call(module, function() end)
    debug.sethook()
    if jit then
      jit.on()
    end
  end)
end

check.test("memory does not grow with the number of calls", function()
  local core = calls.modules.core
  local function some()
    for _ = 1, 200 do
      core.accounts()
      core.post { text = "Hello", key = "" }
      core.history { limit = 1 }
      core.history { forget = { "none", "none either" } }
      core.post { posts = { { text = "Hello" }, { text = "World" } }, key = "" }
      core.resume("none")
      core.check("none")
      core.undo { key = "none" }
      core.draft { text = "Hello", key = "one" }
      pcall(core.history, { forget = { 5 } })
      pcall(core.post, { posts = { { text = "Hello" }, 5 } })
      pcall(core.post, 5)
      core.login { timeout = 0 }
    end
    collectgarbage()
    collectgarbage()
    return collectgarbage("count")
  end
  some()
  local before = some()
  local after = some()
  check.ok(after - before < 20, ("%.1f KiB more"):format(after - before))
end)

check.test("the module can be required again", function()
  local before = calls.modules.xpost
  check.ok(require "xpost" == before)
  stand_in.login(before)
  for _ = 1, 3 do
    for _, name in ipairs { "xpost", "xpost.native", "xpost.core" } do
      package.loaded[name] = nil
    end
    collectgarbage()
    package.loaded["xpost.core"] = require "xpost.core"
    local again = require "xpost"
    check.ok(again ~= before)
    check.equal(again.version.xpost, before.version.xpost)
    check.equal(check.ok(again.account()).username, "alice")
    check.equal(check.ok(before.account()).username, "alice")
    before = again
  end
  local core = require "xpost.core"
  check.ok(package.loaded["xpost.core"] == core)
  check.ok(core.logout())
end)

check.finish()

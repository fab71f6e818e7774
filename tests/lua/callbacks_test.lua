-- stand-in: this test needs it.
-- Callbacks that raise, yield, call xpost again, collect garbage or change what they were given:
-- the operation goes on, and tells in `warning` what happened.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"

local counter = 0
local function new_text()
  counter = counter + 1
  return "Callbacks " .. counter
end

-- What can go wrong in a callback, and what the warning has to hold.
local mistakes = {
  { "raises a string", function() error("oh\n\27[31mno", 0) end, "oh" },
  { "raises a table", function() error({}) end, "(no text)" },
  { "raises a number", function() error(42) end, "" },
  { "raises nil", function() error(nil) end, "(no text)" },
  { "raises a forged table", function()
    error(setmetatable({}, { __tostring = function() error("again") end, __index = error }))
  end, "(no text)" },
  { "raises an error of xpost", function()
    error((select(2, calls.modules.core.delete("nothing"))))
  end, "" },
  { "yields", function() coroutine.yield("away") end, "yield" },
  { "overflows the stack", function()
    local function deeper() return 1 + deeper() end
    deeper()
  end, "overflow", slow = true },
  { "calls what is no function", function() local none = nil; none() end, "call" },
}

local function check_warning(result, name, mistake)
  local warning = tostring(result.warning)
  check.ok(warning:find(name .. " raised an error", 1, true), mistake[1] .. ": warning: " .. warning)
  check.ok(warning:find(mistake[3], 1, true), mistake[1] .. ": warning: " .. warning)
  check.ok(not warning:find("[%z\1-\31\127]"), mistake[1] .. ": control characters in the warning")
end

for module_name, module in pairs { xpost = calls.modules.xpost } do
  check.test(module_name .. ".login goes on when a callback fails", function()
    for _, mistake in ipairs(mistakes) do
      local login
      if not mistake.slow then
        login = stand_in.login(module, { on_step = mistake[2] })
        check_warning(login, "on_step", mistake)
      end
      login = stand_in.login(module, { on_url = mistake[2] })
      check_warning(login, "on_url", mistake)
      login = stand_in.login(module, {
        open = function(url)
          stand_in.visit(url)
          mistake[2]()
        end,
      })
      check_warning(login, "open", mistake)
    end
  end)

  check.test(module_name .. ".login stops when paste fails", function()
    for _, mistake in ipairs(mistakes) do
      local login, err = module.login(stand_in.login_options { open = false, paste = mistake[2] })
      check.equal(login, nil, mistake[1])
      calls.check_error(err, mistake[1])
      check.equal(err.code, "cancelled", mistake[1])
      check.ok(err.message:find("paste raised an error", 1, true), err.message)
    end
  end)

  check.test(module_name .. ".login goes on when on_paste_problem fails", function()
    for i = 1, #mistakes, 2 do
      local mistake = mistakes[i]
      local asked, the_url = 0, nil
      local login = stand_in.login(module, {
        open = false, on_url = function(url) the_url = url end, on_paste_problem = mistake[2],
        paste = function()
          asked = asked + 1
          if asked == 1 then
            return "no redirect URL"
          elseif asked == 2 then
            stand_in.visit(the_url)
          end
        end,
      })
      check_warning(login, "on_paste_problem", mistake)
    end
  end)

  check.test(module_name .. ": the other calls go on when on_step fails", function()
    for i = 1, #mistakes, 2 do
      local mistake = mistakes[i]
      stand_in.login(module)
      local on_step = mistake[2]
      check_warning(assert(module.refresh { on_step = on_step }), "on_step", mistake)
      local post = assert(module.post { text = new_text(), on_step = on_step })
      local steps = 0
      assert(module.post { text = new_text(), on_step = function() steps = steps + 1 end })
      if steps > 0 then
        check_warning(post, "on_step", mistake)
      end
      for _, call in ipairs {
        function(step) return module.me { fresh = true, on_step = step } end,
        function(step) return module.delete { id = post.id, on_step = step } end,
        function(step) return module.logout { on_step = step } end,
      } do
        local called = false
        local result, err = call(function()
          called = true
          on_step()
        end)
        check.ok(result, tostring(err))
        if called and result then
          check_warning(result, "on_step", mistake)
        end
      end
    end
  end)

  check.test(module_name .. ".login asks for a paste once the URL is shown, not before", function()
    local shown, order
    for _ = 1, 5 do
      shown, order = false, nil
      module.login(stand_in.login_options {
        open = false, on_url = function() shown = true end,
        paste = function()
          order = order or (shown and "after" or "before")
          error("enough")
        end,
      })
      check.equal(order, "after")
    end
    local asked = false
    module.login(stand_in.login_options {
      redirect_uri = "nowhere", paste = function() asked = true end,
    })
    check.ok(not asked, "asked although the login could not begin")
  end)

  check.test(module_name .. ".login takes no nonsense from paste", function()
    local answers = { 42, true, {}, print, "", "\0", "x", ("x"):rep(2 ^ 20), "http://127.0.0.1/",
      "http://127.0.0.1/callback?code=a&state=b", "\255\254", coroutine.create(print), io.stdout }
    local file, asked, problems, the_url = os.tmpname(), 0, 0, nil
    os.remove(file)
    local login = stand_in.login(module, {
      open = false, on_url = function(url) the_url = url end,
      paste = function(problem)
        if problem then
          problems = problems + 1
          check.ok(not problem:find("\n"), problem)
        end
        asked = asked + 1
        if asked <= #answers then
          return answers[asked]
        elseif asked == #answers + 1 then
          stand_in.browse("approve", the_url, file)
        end
        local found = io.open(file)
        if found then
          local answer = found:read("*a")
          found:close()
          return "  '" .. answer .. "' \n"
        end
      end,
    })
    os.remove(file)
    check.equal(login.username, "alice")
    check.ok(problems >= 3, "told " .. problems .. " problems")
  end)

  check.test(module_name .. ".login says that the user did not allow it", function()
    local _, err = module.login(stand_in.login_options {
      open = function(url) stand_in.browse("deny", url) end,
    })
    calls.check_error(err, "denied")
    check.equal(err and err.code, "login_denied")
  end)

  check.test(module_name .. ": callbacks may call xpost", function()
    local function everything()
      check.ok(module.accounts())
      check.ok(module.history { limit = 1 })
      module.account()
      module.me()
      module.post("not allowed: \0")
    end
    local login = stand_in.login(module, { on_step = everything, on_url = everything })
    check.equal(login.warning, nil)
    local function act()
      everything()
      check.ok(module.use("default"))
      local post, err = module.post(new_text())
      check.ok(post, "post inside a callback: " .. tostring(err))
      check.ok(post and module.delete(post.id))
    end
    local options = stand_in.login_options { on_step = act }
    options.paste = everything
    check.equal(check.ok(module.login(options)).warning, nil)
    check.equal(check.ok(module.post { text = new_text(), on_step = act }).warning, nil)
    check.equal(check.ok(module.me { fresh = true, on_step = act }).warning, nil)
  end)

  check.test(module_name .. ": a login inside a login", function()
    local inner
    local login = stand_in.login(module, {
      on_url = function() inner = stand_in.login(module, { account = "inner" }) end,
    })
    check.equal(login.account, "default")
    check.equal(inner and inner.account, "inner")
    check.ok(module.logout("inner"))
  end)

  check.test(module_name .. ": logging out inside of another call", function()
    for _, call in ipairs {
      function(on_step) return module.post { text = new_text(), on_step = on_step } end,
      function(on_step) return module.me { fresh = true, on_step = on_step } end,
    } do
      stand_in.login(module)
      local begin = os.time()
      calls.call("logout inside", false, call, function()
        calls.call("logout", false, module.logout, {})
      end)
      check.ok(os.time() - begin < 5, "it took " .. os.time() - begin .. " s")
    end
    stand_in.login(module)
  end)

  check.test(module_name .. ": options may change while the call runs", function()
    local options = stand_in.login_options()
    local function forget()
      for name in pairs(options) do
        options[name] = nil
      end
      collectgarbage()
      collectgarbage()
      for i = 1, 1000 do
        assert(#("x"):rep(i) == i)
      end
    end
    options.client_id = os.getenv("XPOST_CLIENT_ID") .. ""
    options.account = ("changing"):rep(3)
    options.scopes = { "tweet.read", "tweet.write", "users.read", "offline.access" }
    options.on_step, options.on_url = forget, forget
    local login, err = module.login(options)
    check.ok(login, tostring(err))
    check.equal(login and login.account, ("changing"):rep(3))
    check.equal(login and table.concat(login.scopes, " "),
      "tweet.read tweet.write users.read offline.access")
    local text = new_text()
    options = { text = text, account = ("changing"):rep(3), on_step = forget, key = text .. " key" }
    local key, post = options.key -- luacheck: ignore 221
    post, err = module.post(options)
    check.ok(post, tostring(err))
    check.equal(post and post.text, text)
    check.equal(post and post.key, key)
    module.logout { account = ("changing"):rep(3), on_step = forget }
  end)

  check.test(module_name .. ": a step may be kept and changed", function()
    local steps = {}
    stand_in.login(module, {
      on_step = function(step)
        steps[#steps + 1] = step
        collectgarbage()
      end,
    })
    check.ok(#steps >= 6, #steps .. " steps")
    for _, step in ipairs(steps) do
      check.equal(type(step.number), "number")
      check.equal(type(step.name), "string")
      check.ok(#step.uses >= 0)
      step.uses, step.name = nil, nil
    end
  end)

  check.test(module_name .. ": everything works inside a coroutine", function()
    local thread = coroutine.create(function()
      local login = stand_in.login(module, { on_step = function() collectgarbage() end })
      coroutine.yield(login)
      local post = module.post(new_text())
      coroutine.yield(post)
      return module.login(stand_in.login_options { on_step = function() coroutine.yield(1) end })
    end)
    local _, login = coroutine.resume(thread)
    check.equal(type(login) == "table" and login.username, "alice")
    local _, post = coroutine.resume(thread)
    check.ok(type(post) == "table" and post.id, tostring(post))
    local fine, warned = coroutine.resume(thread)
    check.ok(fine and type(warned) == "table" and tostring(warned.warning):find("yield"), tostring(warned))
    check.equal(coroutine.status(thread), "dead")
  end)

  check.test(module_name .. ".login is ended by an interruption, which goes on", function()
    for _, what in ipairs { "interrupted!", { "a table" } } do
      local went_well, problem = pcall(module.login, stand_in.login_options {
        open = false,
        -- As the lua command does at Ctrl-C.
        on_url = function()
          debug.sethook(function()
            if debug.getinfo(2, "S").what == "C" then
              debug.sethook()
              error(what, 0)
            end
          end, "c")
        end,
      })
      debug.sethook()
      check.ok(not went_well, "it went on")
      check.equal(problem, what)
    end
    check.ok(module.post(new_text()))
  end)
end

check.test("a callback that works leaves no warning", function()
  local login = stand_in.login(calls.modules.xpost, { on_step = function() end })
  check.equal(login.warning, nil)
end)

check.test("a finalizer may call xpost at any time", function()
  local core, count = calls.modules.core, 0
  local function litter()
    local function finish()
      count = count + 1
      core.accounts()
      core.history { limit = 2 }
    end
    if rawget(_G, "newproxy") then
      getmetatable(newproxy(true)).__gc = finish -- luacheck: ignore
    else
      setmetatable({}, { __gc = finish })
    end
  end
  for _ = 1, 20 do
    for _ = 1, 5 do
      litter()
    end
    check.ok(core.post { text = new_text(), on_step = litter })
    check.ok(core.refresh { on_step = litter })
    local history = check.ok(core.history { limit = 30 })
    check.ok(#history > 10)
  end
  collectgarbage()
  check.ok(count > 50, count .. " finalizers ran")
end)

check.test("a ledger that is removed inside of a callback is still that of the call", function()
  local core = calls.modules.core
  local inside
  local post = check.ok(core.post {
    text = new_text(),
    on_step = function()
      for _, name in ipairs { "ledger.db", "ledger.db-wal", "ledger.db-shm" } do
        os.remove(os.getenv("XDG_STATE_HOME") .. "/xpost/" .. name)
      end
      core.history()
      inside = select(2, core.post(new_text()))
    end,
  })
  check.ok(post and post.warning, "the post was not recorded, but there is no warning")
  check.equal(inside and inside.code, "store")
  check.ok(core.post(new_text()))
  check.equal(#check.ok(core.history()), 1)
end)

check.finish()

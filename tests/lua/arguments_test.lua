-- Every function with every kind of value, as an argument and as an option: a wrong type raises,
-- what is of the right type and cannot be used gives nil and an error, and nothing else happens.
local calls = require "calls"
local check = require "check"

assert(not os.getenv("XPOST_CLIENT_ID"), "This test works without XPOST_CLIENT_ID.")

-- What xpost.login tells a person is not for this test's output.
io.stderr = { write = function() end } -- luacheck: ignore 122

local unpack = table.unpack or unpack -- luacheck: ignore

local function call_with(what, call, accepted, ...)
  local how, problem = calls.call(what, not accepted, call, ...)
  if not accepted then
    check.equal(how, "raised", what)
    check.ok(how ~= "raised" or problem:find("argument #1", 1, true)
      or problem:find("unknown option", 1, true),
      what .. ": does not name the argument: " .. tostring(problem))
  end
end

-- With a function as last argument, xpost's functions start a job.
local function start_job(what, call, accepted, ...)
  local went_well, job = pcall(call, ...)
  check.equal(went_well, accepted, what)
  if not went_well then
    check.ok(tostring(job):find("argument #1", 1, true) or tostring(job):find("unknown option", 1, true),
      what .. ": does not name the argument: " .. tostring(job))
  elseif check.ok(type(job) == "table" and type(job.wait) == "function", what .. ": is no job") then
    job:cancel()
    check.ok(job:wait(5000), what .. ": is not done")
  end
end

local function call_of_xpost(what, name, accepted, ...)
  local options, on_done = ...
  local call = calls.modules.xpost[name]
  if type(options) == "function" and on_done == nil then
    start_job(what, call, calls.accepts(calls.arguments[name], "nil") or name == "accounts", ...)
  elseif on_done == nil then
    call_with(what, call, accepted, ...)
  elseif type(on_done) == "function" then
    start_job(what, call, accepted, ...)
  else
    local problem = check.raises("bad argument #", call, ...)
    check.ok(not accepted or tostring(problem):find("#2", 1, true), what .. ": " .. tostring(problem))
  end
end

local function test_arguments(module_name, name, call)
  for _, value in ipairs(calls.values()) do
    local accepted = calls.accepts(calls.arguments[name], value[1])
      and (calls.arguments[name] == "any" or value[3] ~= "table of methods")
    for count = 1, 5 do
      for _, other in ipairs { "same", 42, io.stdout } do
        local list = { value[2] }
        for i = 2, count do
          if other == "same" then
            list[i] = value[2]
          else
            list[i] = other
          end
        end
        local what = ("%s.%s(%s, x%d)"):format(module_name, name, value[3], count)
        -- count answers at once.
        if module_name == "xpost" and name ~= "count" then
          call_of_xpost(what, name, accepted, unpack(list, 1, count))
        else
          call_with(what, call, accepted, unpack(list, 1, count))
        end
      end
    end
  end
end

for module_name, module in pairs(calls.modules) do
  for name in pairs(calls.arguments) do
    check.test(module_name .. "." .. name .. " takes 0 to 5 arguments of any type", function()
      local needed = not calls.accepts(calls.arguments[name], "nil")
        and calls.arguments[name] ~= "any"
      call_with(module_name .. "." .. name .. "()", module[name], not needed)
      test_arguments(module_name, name, module[name])
      check.ok(not calls.intruded, "a metamethod of an argument was called")
    end)
  end
end

-- What else a call needs so that the option is looked at, and that the call ends soon.
local function base(name, option)
  if name == "login" then
    local options = calls.short_login()
    if option == "paste" or option == "open" then
      options.redirect_uri = "nowhere"
    end
    return options
  end
  if name == "diagnose" then
    return { offline = true }
  end
  if name == "post" or name == "plan" then
    return option ~= "posts" and { text = "Hello" } or {}
  end
  return name == "draft" and { text = "Hello" } or name == "delete" and { id = "1" } or {}
end

local function accepts_option(types, value)
  return value[1] == "nil" or calls.accepts(types, value[1])
    or (value[1] == "table" and calls.accepts(types, "list"))
end

for module_name, module in pairs(calls.modules) do
  for name, options in pairs(calls.options) do
    check.test(module_name .. "." .. name .. " takes options of their type alone", function()
      for option, types in pairs(options) do
        for _, value in ipairs(calls.values()) do
          local given = base(name, option)
          if option ~= "offline" or value[2] then -- what is not offline is not for a test
            given[option] = value[2]
          end
          local accepted = accepts_option(types, value)
          -- A table may hold what a list, a poll or a thread does not.
          local may_raise = not accepted or (value[1] == "table" and next(value[2]) ~= nil)
          local what = ("%s.%s{%s = %s}"):format(module_name, name, option, value[3])
          local how, problem = calls.call(what, may_raise, module[name], given)
          check.ok(accepted or how == "raised", what .. ": did not raise")
          check.ok(how ~= "raised" or problem:find(option, 1, true)
            or (option == "poll" and problem:find("unknown option", 1, true)),
            what .. ": does not name the option: " .. tostring(problem))
        end
      end
      check.ok(not calls.intruded, "a metamethod of an option was called")
    end)
  end
end

for module_name, module in pairs(calls.modules) do
  check.test(module_name .. ": options that are not known raise", function()
    for name in pairs(calls.options) do
      for _, option in ipairs { "clientid", "", "text\0", "account\0", "__index", ("x"):rep(2 ^ 20),
        "%s%n", "Account" } do
        local given = base(name)
        given[option] = "x"
        check.raises("unknown option", module[name], given)
      end
      local keys = { 1, 0, -1, 1.5, 2 ^ 53 + 1, math.huge, true, false, {}, print, io.stdout,
        coroutine.create(print) }
      for _, key in ipairs(keys) do
        local given = base(name)
        given[key] = "x"
        check.raises("options have names", module[name], given)
      end
      check.raises("options have names", module[name], { "Hello" })
    end
  end)

  check.test(module_name .. ".post checks each part of a poll", function()
    for _, value in ipairs(calls.values()) do
      if value[1] ~= "nil" then
        for _, poll in ipairs {
          { options = value[2] }, { options = { "a", value[2] } }, { options = { value[2] } },
          { options = { "a", "b" }, minutes = value[2] }, { [value[2] == value[2] and value[2] or 1] = 1 },
        } do
          calls.call("poll with " .. value[3], true, module.post, { text = "x", poll = poll })
        end
      end
    end
    check.raises("'minutes'", module.post, { text = "x", poll = { options = {}, minutes = "5" } })
    check.raises("'options'", module.post, { text = "x", poll = { options = "a" } })
    check.raises("item 2", module.post, { text = "x", poll = { options = { "a", 5 } } })
    check.raises("unknown option 'hours'", module.post, { text = "x", poll = { hours = 1 } })
    local _, err = module.post { text = "x", poll = { options = { "a", "b", "c", "d", "e" } } }
    check.equal(err and err.code, "invalid_request")
    _, err = module.post { text = "x", poll = {} }
    check.equal(err and err.code, "invalid_request")
  end)

  check.test(module_name .. ".post checks each part of media", function()
    for _, value in ipairs(calls.values()) do
      if value[1] ~= "nil" then
        for _, media in ipairs {
          { value[2] }, { { path = "a" }, value[2] }, { { path = value[2] } }, { { alt = value[2] } },
          { { [value[2] == value[2] and value[2] or 1] = 1 } },
        } do
          calls.call("media with " .. value[3], true, module.post, { text = "x", media = media })
        end
      end
    end
    check.raises("'media'", module.post, { text = "x", media = { "a.png" } })
    check.raises("'path'", module.post, { text = "x", media = { { path = 5 } } })
    check.raises("'alt'", module.post, { text = "x", media = { { path = "a", alt = false } } })
    check.raises("unknown option 'name'", module.post, { text = "x", media = { { name = "a" } } })
  end)

  check.test(module_name .. ".post checks each part of a thread", function()
    for _, value in ipairs(calls.values()) do
      if value[1] ~= "nil" then
        for _, posts in ipairs {
          { value[2] }, { { text = "a" }, value[2] }, { { text = value[2] } },
          { { text = "a" }, { text = value[2] } }, { { text = "a", media = value[2] } },
          { { [value[2] == value[2] and value[2] or 1] = 1 } },
        } do
          calls.call("posts with " .. value[3], true, module.post, { posts = posts })
        end
      end
    end
    check.raises("'posts'", module.post, { posts = { "a", "b" } })
    check.raises("'posts'", module.post, { posts = { { text = "a" }, 5 } })
    check.raises("'text'", module.post, { posts = { { text = "a" }, { text = 5 } } })
    check.raises("unknown option 'key'", module.post, { posts = { { text = "a", key = "k" } } })
    check.raises("options have names", module.post, { posts = { { "a" } } })
  end)

  check.test(module_name .. ".post refuses what is no thread", function()
    local many = {}
    for i = 1, 101 do
      many[i] = { text = "part " .. i }
    end
    local refused = {
      ["no post"] = { posts = {} },
      ["not both"] = { posts = { { text = "a" }, { text = "b" } }, text = "c" },
      ["100"] = { posts = many },
      ["not by a thread"] = { posts = { { text = "a" }, { text = "b" } }, edits = "1" },
      ["most four"] = { text = "a", media = { {}, {}, {}, {}, {} } },
      ["inside of 'posts'"] = { posts = { { text = "a" } }, media = { { path = "a" } } },
      ["Post 2 of 2"] = { posts = { { text = "a" }, {} } },
      ["zero byte"] = { posts = { { text = "a" }, { text = "b\0" } } },
    }
    local problem = module.plan(refused["Post 2 of 2"]).problems[1]
    check.equal(problem.number, 2)
    check.equal(problem.message, "Post 2 of 2: " .. problem.reason)
    for word, options in pairs(refused) do
      local _, err = module.post(options)
      check.equal(err and err.code, "invalid_request", word)
      check.equal(err and err.outcome, "not_posted", word)
      check.ok(err and err.message:find(word, 1, true), word .. ": " .. tostring(err))
    end
  end)

  check.test(module_name .. ": values that cannot be used are errors", function()
    local function refused(word, name, options)
      local _, err = module[name](options)
      check.equal(err and err.code, "invalid_request", name .. ": " .. word)
      check.ok(err and err.message:find(word, 1, true), name .. ": " .. tostring(err))
    end
    for _, name in ipairs { "resume", "check" } do
      refused("key", name, {})
      refused("key", name, { key = "" })
      refused("'none'", name, { key = "none" })
      refused("'none'", name, "none")
    end
    refused("'none'", "undo", { key = "none" })
    refused("outcome", "check", { key = "none", outcome = "unknown" })
    refused("wait", "resume", { key = "none", wait = -1 })
    refused("wait", "post", { text = "a", wait = 0.5 })
    refused("forget", "history", { forget = 0 })
    refused("forgotten", "history", { forget = {} })
    refused("UTF-8", "draft", "\255")
    refused("zero byte", "draft", { text = "a\0b" })
    refused("zero byte", "draft", { text = "a", replaces = "a\0b" })
    check.raises("item 2", module.history, { forget = { "a", 5 } })
    check.raises("'forget'", module.history, { forget = true })
    check.raises("'outcome'", module.check, { key = "k", outcome = true })
  end)

  check.test(module_name .. ": a draft is kept, and is no submission", function()
    local draft = check.ok(module.draft("Hello"))
    local entry = check.ok(module.history { key = draft.key })[1]
    check.equal(entry and entry.state, "draft")
    check.equal(entry and entry.text, "Hello")
    local _, err = module.resume(draft.key)
    check.equal(err and err.code, "invalid_request")
    check.equal(check.ok(module.history { forget = draft.key }).forgotten, 1)
    check.equal(check.ok(module.history { forget = draft.key }).forgotten, 0)
    check.equal(#check.ok(module.history { key = draft.key }), 0)
  end)

  check.test(module_name .. ": a draft that was changed elsewhere is kept beside", function()
    local draft = check.ok(module.draft("Hello"))
    local again = check.ok(module.draft { key = draft.key, text = "Mine", replaces = "Hello" })
    check.equal(again.key, draft.key)
    local beside = check.ok(module.draft { key = draft.key, text = "Ours", replaces = "Hello" })
    check.ok(beside.key ~= draft.key)
    for key, text in pairs { [draft.key] = "Mine", [beside.key] = "Ours" } do
      check.equal(check.ok(module.history { key = key })[1].text, text)
    end
    check.equal(check.ok(module.history { forget = { draft.key, beside.key } }).forgotten, 2)
  end)

  check.test(module_name .. ": numbers that are not whole or too large are refused", function()
    local numbers = { 0, -1, 1.5, 0 / 0, math.huge, -math.huge, 2 ^ 53 + 1, 2 ^ 31, -2 ^ 63, 2 ^ 63,
      math.maxinteger, math.mininteger }
    for _, number in pairs(numbers) do
      for name, option in pairs { login = "timeout", post = "limit", history = "limit" } do
        local given = base(name)
        given[option] = number
        local how, err = calls.call(name, false, module[name], given)
        check.equal(how, "error", name)
        check.equal(err.code, "invalid_request", name .. " with " .. number)
        check.ok(err.message:find(option, 1, true), err.message)
      end
    end
    local _, err = module.post { text = "x", poll = { options = { "a", "b" }, minutes = 0 / 0 } }
    check.equal(err and err.code, "invalid_request")
  end)

  check.test(module_name .. ": a zero byte ends no string", function()
    local tables = { poll = true, posts = true, media = true }
    for name, options in pairs(calls.options) do
      for option, types in pairs(options) do
        for _, kind in ipairs { "string", "list" } do
          if calls.accepts(types, kind) and not tables[option] then
            local given = base(name)
            given[option] = kind == "list" and { "a\0b" } or "a\0b"
            local _, err = module[name](given)
            if name == "plan" and option == "text" then
              err = module[name](given).problems[1] -- what it was asked for
            end
            check.equal(err and err.code, "invalid_request", name .. " " .. option)
          end
        end
      end
    end
    for _, name in ipairs { "account", "use" } do
      local _, err = module[name]("default\0")
      check.equal(err and err.code, "invalid_request", name)
    end
  end)

  check.test(module_name .. ": a number is no name", function()
    check.raises("argument #1", module.account, 5)
    check.raises("argument #1", module.use, 5)
  end)

  check.test(module_name .. ": a false callback is a wrong type", function()
    for _, option in ipairs { "on_url", "on_step", "on_paste_problem" } do
      local given = calls.short_login()
      given[option] = false
      check.raises("'" .. option .. "'", module.login, given)
    end
  end)

  check.test(module_name .. ": options are what the table holds, not its metatable", function()
    for name, options in pairs(calls.options) do
      for option in pairs(options) do
        local given = base(name)
        if option ~= "offline" then
          given[option] = nil
        end
        setmetatable(given, {
          __index = function(_, key)
            if key == option and option ~= "offline" then
              check.fail(name .. ": asked for " .. option)
            end
          end,
          __pairs = function() check.fail(name .. ": used __pairs") return next, {}, nil end,
          __newindex = function() check.fail(name .. ": changed the options") end,
          __gc = function() end,
        })
        if option == "paste" and name == "login" then
          given.redirect_uri = "nowhere"
        end
        if option == "redirect_uri" and name == "login" then
          given.client_id = ""
        end
        calls.call(name, name == "post" or name == "plan" or name == "delete", module[name], given)
      end
    end
  end)
end

check.test("long texts and long lists are refused soon", function()
  local core = calls.modules.core
  local begin = os.clock()
  local huge = ("four"):rep(2 ^ 24)
  local _, err = core.post(huge)
  check.equal(err and err.code, "invalid_request", "64 MiB of text")
  _, err = core.post { text = "x", account = huge }
  check.ok(err, "64 MiB of account")
  _, err = core.login { client_id = huge }
  check.ok(err, "64 MiB of client id")
  local list = {}
  for i = 1, 100000 do
    list[i] = "tweet.read"
  end
  for _, option in ipairs { "scopes", "redirect_uri" } do
    local given = calls.short_login()
    given[option] = list
    _, err = core.login(given)
    check.ok(err, "100000 " .. option)
  end
  _, err = core.post { text = "x", poll = { options = list } }
  check.equal(err and err.code, "invalid_request", "100000 choices")
  check.ok(os.clock() - begin < 10, "it took " .. os.clock() - begin .. " s")
end)

check.test("a login that nobody answers ends in time", function()
  local given = calls.short_login()
  given.paste = nil
  local begin = os.time()
  local result, err = calls.modules.xpost.login(given)
  check.equal(result, nil)
  check.equal(err and err.code, "login_timeout")
  check.ok(os.time() - begin <= 3, "it took " .. os.time() - begin .. " s")
end)

check.finish()

-- stand-in: this test needs it.
-- A login runs on a thread of its own: answered, pasted, stopped and let go, again and again.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"

local xpost = calls.modules.xpost

check.test("the browser answers while paste has nothing to say", function()
  for _ = 1, 3 do
    local asked = 0
    local login = stand_in.login(xpost, { paste = function() asked = asked + 1 end })
    check.equal(login.client, "public")
    check.ok(asked > 0, "paste was not asked")
  end
end)

check.test("steps, wrong answers and the right one pass between the threads", function()
  local steps, problems, url = {}, 0, nil
  local login = stand_in.login(xpost, {
    open = false,
    on_url = function(shown) url = shown end,
    on_step = function(step) steps[#steps + 1] = step.number end,
    paste = function(problem)
      problems = problems + (problem and 1 or 0)
      if problems < 2 then
        return "this is no address " .. problems
      elseif url then
        stand_in.visit(url)
        url = nil
      end
    end,
  })
  check.equal(login.client, "public")
  check.equal(table.concat(steps, " "), "1 2 3 4 5 6")
  check.equal(problems, 2)
end)

check.test("a login that is stopped is followed by one that works", function()
  for _ = 1, 3 do
    local login, err = xpost.login(stand_in.login_options {
      open = false, paste = function() error("stop") end,
    })
    check.equal(login, nil)
    check.equal(err.code, "cancelled")
    stand_in.login(xpost)
  end
end)

check.test("a login inside another one's callback is one of its own", function()
  local inner
  local outer = stand_in.login(xpost, {
    on_step = function(step)
      if step.number == 1 and not inner then
        inner = stand_in.login(xpost, { account = "inner" })
      end
    end,
  })
  check.equal(outer.client, "public")
  check.equal(inner and inner.account, "inner")
end)

check.test("what was logged in can post", function()
  local post, err = xpost.post { text = "After threads" }
  check.ok(post, tostring(err))
end)

check.finish()

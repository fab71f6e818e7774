--- The script of the demo.

local xpost = require "xpost"

local function say(text)
  io.stdout:write(text, "\n")
  io.stdout:flush()
end

local function show_step(step)
  local uses = #step.uses > 0 and "  with " .. table.concat(step.uses, ", ") or ""
  say(("  step %d  %-22s %s -> %s%s"):format(step.number, step.name, step.from, step.to, uses))
end

--- The result, or the end of the demo.
local function must(result, err)
  if not result then
    say("That failed: " .. tostring(err))
    os.exit(1)
  end
  if result.warning then
    say("  (" .. result.warning .. ")")
  end
  return result
end

local function post(text)
  local posted = must(xpost.post { text = text, on_step = show_step })
  say(("  posted: %s  (at X this would cost about $%.3f)"):format(posted.url, posted.cost))
end

say("1. Logging in, with a browser that allows the app:")
local login = must(xpost.login {
  on_step = show_step,
  on_url = function() end,
  timeout = 60,
})
say("  " .. login.summary)

say("\n2. Posting:")
post("こんにちは、X! The first post of the demo. 🌸")

say("\n3. Waiting until the access token has expired ...")
while os.time() <= login.expires_at do
  os.execute("sleep 0.2")
end

say("\n4. Posting again: the token is renewed by itself.")
post("The second post, with a renewed token.\nIt has two lines.")

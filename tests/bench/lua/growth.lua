--- Does one thing many times, so that a start is little beside it.
---
---     growth.lua post|history COUNT

local xpost = require "xpost"

local what, count = arg[1], tonumber(arg[2])
for i = 1, count do
  if what == "post" then
    assert(xpost.post(("Measured, and posted by nobody, %d of %d"):format(i, count)))
  else
    assert(#assert(xpost.history { limit = 20 }) > 0)
  end
end

--- Posts, in one call: a text, or a thread of as many posts as the argument says.

local xpost = require "xpost"

local count = tonumber(arg[1])
local posts = {}
for i = 1, count do
  posts[i] = { text = ("Measured, and posted by nobody, %d of %d"):format(i, count) }
end
assert(xpost.post(count == 1 and posts[1].text or { posts = posts }))

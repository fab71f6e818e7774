-- job.lua ROOT MODULE KEY TEXT: what cron starts when a post is due.  It says in one line what
-- became of it: "posted<tab>ID", or "CODE<tab>OUTCOME<tab>RETRY_AT<tab>MESSAGE".
local root, module, key, text = arg[1], arg[2], arg[3], arg[4]
package.path = root .. "/lua/?.lua;" .. root .. "/lua/?/init.lua"
package.cpath = ""
local open = assert(package.loadlib(module, "luaopen_xpost_core"))
package.loaded["xpost.core"] = open("xpost.core", module)
local xpost = require "xpost"

local result, err = xpost.post { key = key, text = text }
if not result and os.getenv "JOB_CARELESS" then
  result, err = xpost.post { key = key .. " again", text = text }
end
if result then
  print("posted\t" .. result.id)
  os.exit(0, true)
end
local retry_at = err.retry_at and string.format("%.0f", err.retry_at) or ""
print(table.concat({ err.code, err.outcome or "", retry_at, tostring(err) }, "\t"))
os.exit(1, true)

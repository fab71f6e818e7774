local translate = require "xpost.translate"

--- An estimate, in words.
---@param cost number US dollars
---@return string
local function dollars(cost)
  return translate("about $%s", (("%.3f"):format(cost):gsub("(%.%d%d)0$", "%1")))
end

return dollars

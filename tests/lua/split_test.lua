-- split: the parts of a text, and their outline, which says the same in less.
local check = require "check"
local core = require "xpost.core"
local xpost = require "xpost"

local texts = {
  "", "Short", "One\n---\nTwo ![A cat](cat.png) and ![](dog.png)\n---\n![](alone.png)",
  ("A sentence of it. "):rep(60), "not a character: \239\191\191", ("x"):rep(600),
  ("Line\n\n"):rep(200) .. "---\n" .. ("日本語の文章。"):rep(90),
}

local function split(text, thread, outline)
  return xpost.split { text = text, markdown = true, limit = 100, thread = thread, outline = outline }
end

local function check_media(got, wanted, what)
  check.equal(got and #got or 0, #wanted, what .. ": media")
  for i, image in ipairs(wanted) do
    for name, value in pairs(image) do
      check.equal(got[i][name], value, what .. ": " .. name)
    end
  end
end

local function check_outline(outline, parts, what)
  check.equal(outline.count, #parts, what)
  check.equal(outline.limit, 100, what)
  for _, name in ipairs { "first", "last", "weight" } do
    check.equal(#outline[name], #parts, what .. ": " .. name)
  end
  for i, part in ipairs(parts) do
    local which = what .. ", part " .. i
    for _, name in ipairs { "first", "last", "weight", "over_at" } do
      check.equal(outline[name][i], part[name], which .. ": " .. name)
    end
    check.equal(outline.invalid[i], (part.weight > 0 and not part.valid) or nil, which)
    check_media(outline.media[i], part.media, which)
  end
end

check.test("an outline has what the parts have", function()
  for number, text in ipairs(texts) do
    for _, thread in ipairs { true, false } do
      check_outline(split(text, thread, true), split(text, thread), "text " .. number)
    end
  end
end)

check.test("an outline of nothing has the limit, and fails as parts do", function()
  check.equal(core.split({ text = " ", outline = true }).limit, 280)
  local outline, err = core.split { text = "\255", outline = true }
  check.equal(outline, nil)
  check.equal(err.code, "invalid_request")
end)

check.finish()

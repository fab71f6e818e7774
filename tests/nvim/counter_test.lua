-- The count in a buffer: when it is there, what it shows, and that it goes without a trace.
local check = require "check"
local counter = require "xpost.nvim.counter"
local xpost = require "xpost"

local namespace = vim.api.nvim_create_namespace("xpost_counter")
local has_inline = vim.fn.has("nvim-0.10") == 1

--- A counted buffer with these lines.
local function counted(lines, options)
  local buffer = check.buffer(lines)
  check.equal(counter.attach(buffer, options), true)
  return buffer
end

--- What is shown: "LINE text" for each label.
local function labels(buffer)
  local found = {}
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true })) do
    local text = ""
    for _, chunk in ipairs(mark[4].virt_text or {}) do
      text = text .. chunk[1]
    end
    if text ~= "" then
      found[#found + 1] = mark[2] .. " " .. vim.trim(text:gsub("┈", ""))
    end
  end
  return table.concat(found, ", ")
end

local function wait_for(buffer, wanted)
  return check.wait_for(function() return labels(buffer) == wanted end,
    wanted .. ", not " .. labels(buffer), 3000)
end

--- What is highlighted, as "GROUP line:column-line:column".
local function ranges(buffer)
  local found = {}
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true })) do
    if mark[4].hl_group then
      found[#found + 1] = ("%s %d:%d-%d:%d"):format(mark[4].hl_group, mark[2], mark[3],
        mark[4].end_row, mark[4].end_col)
    end
  end
  return table.concat(found, ", ")
end

local function set(buffer, ...)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, { ... })
end

--- Counts how often xpost.split is asked, and may answer instead of it.
local function watch_split(instead)
  local calls, split = {}, xpost.split
  xpost.split = function(options, on_done)
    calls[#calls + 1] = options
    return (instead or split)(options, on_done)
  end
  check.after(function() xpost.split = split end)
  return calls
end

check.test("an empty buffer has 0, and what is typed is counted a little later", function()
  local buffer = counted { "" }
  check.equal(labels(buffer), "0 0/280")
  check.equal(counter.statusline(buffer), "0/280")
  vim.api.nvim_buf_set_text(buffer, 0, 0, 0, 0, { "日本" })
  check.equal(labels(buffer), "0 0/280")
  wait_for(buffer, "0 4/280")
  set(buffer, "")
  wait_for(buffer, "0 0/280")
end)

check.test("who goes on typing sees the count all the same", function()
  local buffer = counted { "" }
  local calls, begin = watch_split(), vim.loop.now()
  while vim.loop.now() - begin < 700 do
    vim.api.nvim_buf_set_text(buffer, 0, 0, 0, 0, { "x" })
    vim.wait(15)
  end
  check.ok(#calls >= 1 and #calls <= 10, #calls .. " counts")
end)

check.test("the limit, the number and Markdown are what is configured and asked for", function()
  vim.g.xpost = { limit = 30 }
  check.after(function() vim.g.xpost = nil end)
  local calls = watch_split()
  local buffer = counted({ "One ![](a.png)", "---", "Two" }, { markdown = true })
  wait_for(buffer, "1 1/2 · 3/30 · a.png, 2 2/2 · 3/30")
  check.equal(calls[1].limit, 30)
  check.equal(ranges(buffer), "XpostImage 0:4-0:14, XpostBorder 1:0-1:3")
  counter.attach(buffer, { markdown = false })
  wait_for(buffer, "2 22/30")
  check.equal(ranges(buffer), "")
end)

check.test("text beyond the limit is highlighted, also while it grows", function()
  vim.g.xpost = { limit = 10 }
  check.after(function() vim.g.xpost = nil end)
  local buffer = counted { "Twelve bytes" }
  wait_for(buffer, "0 1/2 · 6/10, 0 2/2 · 5/10")
  check.ok(ranges(buffer):find("XpostOverLimit 0:10-0:12", 1, true), ranges(buffer))
  vim.api.nvim_buf_set_text(buffer, 0, 12, 0, 12, { "!" })
  check.ok(ranges(buffer):find("XpostOverLimit 0:10-0:13", 1, true), ranges(buffer))
end)

check.test("where lines are broken as one types, nothing is shown inside of them", function()
  local text = ("A sentence. "):rep(30)
  local buffer = counted { text }
  local function position()
    local marks = vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, { details = true })
    for _, mark in ipairs(marks) do
      if mark[4].virt_text then
        return mark[4].virt_text_pos or "eol" -- which Neovim 0.7 does not tell
      end
    end
  end
  check.wait_for(position, "a label")
  check.equal(position(), has_inline and "inline" or "eol")
  vim.bo[buffer].textwidth = 72
  vim.api.nvim_buf_set_text(buffer, 0, 0, 0, 0, { "x" })
  check.wait_for(function() return position() == "eol" end, "no text inside the line")
end)

check.test("a large text is counted elsewhere, and a result that is old is dropped", function()
  local answers = {}
  local calls = watch_split(function(_, on_done)
    answers[#answers + 1] = on_done
    return { cancel = function() end }
  end)
  local function answer(number, weight, last)
    answers[number](nil, { count = 1, limit = 280, first = { 1 }, last = { last },
      weight = { weight }, over_at = {}, invalid = {}, media = {} })
  end
  local buffer = counted { ("x"):rep(9000) }
  check.equal(#answers, 1)
  check.equal(labels(buffer), "")
  set(buffer, ("x"):rep(9001))
  vim.wait(100) -- the timer
  check.equal(#calls, 1, "only one at a time")
  answer(1, 1, 9000)
  check.equal(labels(buffer), "", "it is old")
  check.wait_for(function() return #calls == 2 end, "the next one")
  answer(2, 2, 9001)
  wait_for(buffer, "0 2/280")
end)

check.test("a large text is counted as a small one is", function()
  local lines = {}
  for i = 1, 300 do
    lines[i] = i % 10 == 0 and "" or "Line " .. i .. " of a large text."
  end
  local buffer = counted(lines)
  local total = #xpost.split { text = table.concat(lines, "\n") }
  check.wait_for(function() return labels(buffer):find(("%d/%d · "):format(total, total), 1, true) end,
    "all parts")
  check.equal(#vim.split(labels(buffer), ", "), total)
end)

check.test("what is no text says so, once and quietly", function()
  local messages = check.messages()
  local buffer = counted { "good", "bad \xff", "good" }
  check.equal(labels(buffer), "0 not valid UTF-8, 2 not valid UTF-8")
  check.equal(counter.statusline(buffer), "not valid UTF-8")
  set(buffer, "bad \xfe")
  wait_for(buffer, "0 not valid UTF-8")
  set(buffer, "good")
  wait_for(buffer, "0 4/280")
  vim.fn.setline(1, "a\nb") -- a NUL
  wait_for(buffer, "0 holds a NUL byte")
  check.equal(#messages, 0)
end)

check.test("a limit that nothing fits in is told, too", function()
  vim.g.xpost = { limit = 1 }
  check.after(function() vim.g.xpost = nil end)
  check.equal(labels(counted { "日本" }), "0 not counted: invalid_request")
end)

check.test("more than 1 MiB is not counted, until it is less", function()
  local calls = watch_split()
  local buffer = counted { ("x"):rep(1048000), ("x"):rep(576) }
  check.equal(labels(buffer), "0 too long to count, 1 too long to count")
  check.equal(#calls, 0)
  vim.api.nvim_buf_set_lines(buffer, 0, 1, false, {})
  check.wait_for(function() return labels(buffer):find("0 1/3", 1, true) end, "a count")
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.fn["repeat"]({ "" }, 50001))
  check.wait_for(function() return labels(buffer):find("too long", 1, true) end, "too many lines")
end)

check.test("it is detached without a trace", function()
  local calls = watch_split()
  local buffer = counted { "One" }
  counter.detach(buffer)
  counter.detach(buffer)
  check.equal(counter.is_attached(buffer), false)
  check.equal(#vim.api.nvim_buf_get_extmarks(buffer, namespace, 0, -1, {}), 0)
  check.equal(counter.statusline(buffer), "")
  set(buffer, "Two")
  vim.wait(100)
  check.equal(#calls, 1)
  counter.attach(buffer)
  counter.detach(buffer)
  counter.attach(buffer)
  set(buffer, "Three")
  wait_for(buffer, "0 5/280")
  check.equal(#calls, 4, "one count for each attach, and one for the change")
end)

check.test("a buffer that is unloaded is let go, even while it is counted", function()
  local messages = check.messages()
  for _, command in ipairs { "bunload!", "bdelete!", "bwipeout!" } do
    local buffer = vim.api.nvim_create_buf(true, false)
    vim.api.nvim_set_current_buf(buffer)
    counter.attach(buffer)
    set(buffer, ("more text "):rep(2000))
    vim.wait(65) -- so that it is being counted
    set(buffer, "and a change")
    vim.cmd(command .. " " .. buffer)
    check.equal(counter.is_attached(buffer), false, command)
    check.equal(counter.attach(buffer), false, "attach after " .. command)
    counter.detach(buffer)
    vim.wait(100)
  end
  check.equal(#messages, 0)
end)

check.test("a buffer without a window is counted, and one that is hidden", function()
  local buffer = counted { "One" }
  vim.o.hidden = true
  vim.cmd("enew")
  set(buffer, "Three")
  wait_for(buffer, "0 5/280")
end)

check.test("a file that is read again is counted again", function()
  local name = vim.fn.tempname()
  vim.fn.writefile({ "One", "line" }, name)
  vim.cmd("edit " .. name)
  local buffer = vim.api.nvim_get_current_buf()
  check.after(function() vim.cmd("bwipeout! " .. buffer) end)
  counter.attach(buffer)
  check.equal(labels(buffer), "1 8/280")
  set(buffer, "Changed", "a", "lot")
  wait_for(buffer, "2 13/280")
  vim.cmd("edit!")
  wait_for(buffer, "1 8/280")
  vim.fn.writefile({ "Elsewhere" }, name)
  vim.fn.setfperm(name, "rw-------")
  vim.cmd("edit")
  wait_for(buffer, "0 9/280")
  set(buffer, "And", "more")
  wait_for(buffer, "1 8/280")
end)

check.test("it is switched on and off, and remembers how", function()
  local buffer = counted({ "One", "---", "Two" }, { markdown = true })
  local messages = check.messages()
  counter.toggle(0)
  check.equal(counter.is_attached(buffer), false)
  counter.toggle(buffer)
  wait_for(buffer, "1 1/2 · 3/280, 2 2/2 · 3/280")
  check.equal(#messages, 2)
  check.ok(messages[1].text:find("not counted any more", 1, true), messages[1].text)
  check.ok(messages[2].text:find("this buffer is counted", 1, true), messages[2].text)
end)

check.test("the statusline has the post at the cursor of the window that is drawn", function()
  local buffer = counted({ "One", "---", "Three" }, { markdown = true })
  check.equal(xpost.statusline(), "1/2 · 3/280")
  vim.api.nvim_win_set_cursor(0, { 3, 0 })
  check.equal(xpost.statusline(), "2/2 · 5/280")
  local below = vim.api.nvim_get_current_win()
  vim.cmd("new")
  check.after(function() vim.cmd("silent! only!") end)
  local expression = "%{v:lua.require'xpost'.statusline()}"
  check.equal(xpost.statusline(), "")
  check.equal(counter.statusline(buffer), "2/2 · 5/280")
  if has_inline then
    check.equal(vim.api.nvim_eval_statusline(expression, { winid = below }).str, "2/2 · 5/280")
    check.equal(vim.api.nvim_eval_statusline(expression, {}).str, "")
  end
end)

check.test("the statusline is drawn again when the count is another", function()
  local drawn = 0
  _G.xpost_drawn = function()
    drawn = drawn + 1
    return xpost.statusline()
  end
  local buffer = counted { "One" }
  vim.wo.statusline = "%{v:lua.xpost_drawn()}"
  check.after(function() vim.wo.statusline = "" end)
  vim.cmd("redrawstatus!")
  local before = drawn
  set(buffer, "Three")
  wait_for(buffer, "0 5/280")
  vim.cmd("redraw")
  check.ok(drawn > before)
end)

check.test("several buffers and windows are counted side by side", function()
  local one, two = counted { "One" }, counted { "Four" }
  vim.cmd("split | vsplit")
  check.after(function() vim.cmd("silent! only!") end)
  set(one, "Three")
  set(two, "")
  wait_for(one, "0 5/280")
  wait_for(two, "0 0/280")
end)

check.test("the groups survive a colour scheme, and a user's own stay", function()
  counted { "One" }
  vim.api.nvim_set_hl(0, "XpostCount", { link = "Title" })
  vim.cmd("colorscheme default")
  for _, group in ipairs { "Count", "CountNear", "CountOver", "OverLimit", "Border", "Next", "Image" } do
    check.ok(vim.fn.execute("highlight Xpost" .. group):find("links to", 1, true), group)
  end
end)

check.test("nothing is loaded before it is asked for", function()
  local editor = check.editor()
  local loaded = "return package.loaded['xpost.nvim.counter'] ~= nil"
  check.equal(editor:lua("return require('xpost').statusline()"), "")
  check.equal(editor:lua(loaded), false)
  editor:lua("require('xpost.nvim.counter').attach()")
  check.equal(editor:lua("return require('xpost').statusline()"), "0/280")
end)

check.finish()

-- stand-in: threads: how far they are, that they stop, and go on with :XHistory resume.
local check = require "check"
local x = require "stand_in"
local xpost = require "xpost"

--- A thread whose creates go wrong from the second one on, as `fault` says.
local function stopped_thread(name, fault)
  x.control("fault", vim.tbl_extend("force",
    { path = "/2/tweets", method = "POST", skip = 1, times = 1 }, fault))
  local posts = {}
  for i = 1, 3 do
    posts[i] = { text = ("%s, part %d"):format(name, i) }
  end
  local _, err = x.call("post", { posts = posts })
  return check.ok(err, "the thread did not stop") or {}
end

check.test("a thread tells how far it is", function()
  x.reset()
  x.login()
  local seen, shown = {}, {}
  local progress = check.events("XpostProgress", function(data)
    seen[data.message] = true
    shown[xpost.statusline()] = true
  end)
  local result, err = x.call("post", { posts = { { text = "One" }, { text = "Two" } } })
  check.ok(result, tostring(err))
  check.ok(seen["posting 1 of 2"] and seen["posted 1 of 2"] and seen["posted 2 of 2"], vim.inspect(seen))
  check.ok(shown["xpost: posting 2/2"], vim.inspect(shown))
  check.equal(xpost.statusline(), "")
  for _, data in ipairs(progress) do
    if data.message == "posted 2 of 2" then
      check.equal(data.number, 2)
      check.equal(data.total, 2)
      check.equal(data.operation, "post")
    end
  end
  check.equal(progress[#progress].status, "success")
end)

--- A file that a test may attach.
local function picture(name)
  local path = vim.fn.tempname() .. name
  vim.fn.writefile({ "\255\216\255\217" }, path, "b")
  return path
end

check.test("the media of a thread tell how far they are", function()
  x.reset()
  x.login()
  local seen, shown, path = {}, {}, picture "a %s\n.jpg"
  check.events("XpostProgress", function(data)
    seen[data.message] = data
    shown[xpost.statusline()] = true
  end)
  local posts = { { text = "Without" }, { text = "With", media = { { path = path, alt = "A" } } } }
  local result, err = x.call("post", { posts = posts })
  check.ok(result, tostring(err))
  local message = ("uploading %s, 100%% (for 2 of 2)"):format(vim.fn.fnamemodify(path, ":t"):gsub("\n", "?"))
  local data = check.ok(seen[message], vim.inspect(seen)) or {}
  check.equal(data.path, path)
  check.equal(data.sent, 4)
  check.equal(data.size, 4)
  check.ok(shown["xpost: uploading 100%"], vim.inspect(shown))
end)

check.test("a file is uploaded while the editor goes on", function()
  check.raises("needs on_done", xpost.upload, { path = "a" })
  local uploaded, err = x.call("upload", { path = picture ".jpg" })
  check.ok(uploaded and uploaded.media_id:find "^%d+$", tostring(err))
  check.equal(xpost.statusline(), "")
end)

check.test("a thread that stopped is shown, and goes on where it stopped", function()
  local err = stopped_thread("Stopped", { status = 403,
    body = '{"title":"Forbidden","detail":"Not now.","status":403,"type":"about:blank"}' })
  check.equal(err.outcome, "not_posted")
  check.equal(#(err.posted or {}), 1)
  local text = require("xpost.nvim.report").describe(err)
  check.ok(text:find("^1 post is out, the rest is not.", 1), text)
  check.ok(text:find(" ':XHistory open' to change it. %(Not now.%)$"), text)
  vim.cmd("XHistory")
  x.wait_for_window("history")
  local shown = x.shown()
  check.ok(shown:find("1 of 3 posted  @alice  Stopped, part 1", 1, true), shown)
  check.feed("r")
  shown = x.answer("y", "preview")
  check.ok(shown:find("Post these 2, the rest of 3, as @alice?", 1, true), shown)
  check.ok(shown:find("1/3 is out: Stopped, part 1", 1, true), shown)
  local messages = check.messages()
  x.wait_for_message(messages, "posted 3: http")
  check.wait_for(function() return not x.shown():find("Not finished", 1, true) end, "the list")
  check.feed("q")
  local posts = x.posts("Stopped")
  check.equal(#posts, 3)
  for i = 2, 3 do
    check.equal(posts[i].body.reply.in_reply_to_tweet_id, posts[i - 1].id, "what it answers")
  end
end)

check.test("XpostPre can forbid it to go on", function()
  stopped_thread("Forbidden", { status = 403, body = "{}" })
  local forbidden, failed = true, check.events "XpostFailed"
  local before = check.events("XpostPre", function()
    if forbidden then
      xpost.veto("not today.")
    end
  end)
  x.expect("XHistory! resume", "Not posted: not today.")
  forbidden = false
  check.equal(before[1] and before[1].operation, "resume")
  check.equal(before[1] and before[1].key, x.entry(before[1] and before[1].key).key)
  check.equal(failed[1] and failed[1].operation, "resume")
  check.equal(#x.posts("Forbidden"), 1)
  local done = check.events "XpostDone"
  x.expect("XHistory! resume", "posted 3: http")
  check.equal(done[1] and #done[1].posts, 3)
  check.equal(#x.posts("Forbidden"), 3)
  x.expect("XHistory resume", "nothing to resume")
end)

check.test("a thread that is cancelled says what is out, and goes on exactly", function()
  x.control("fault", { path = "/2/tweets", method = "POST", skip = 1, act = "after", hold = true })
  local err
  local job = xpost.post({ posts = { { text = "Cancelled, part 1" }, { text = "Cancelled, part 2" },
    { text = "Cancelled, part 3" } } }, function(problem) err = problem end)
  check.wait_for(function() return #x.posts("Cancelled") == 2 end, "the second")
  check.wait_for(function() return xpost.statusline() == "xpost: posting 2/3" end, "the statusline")
  job:cancel()
  check.wait_for(function() return err end, "the end")
  x.control "release"
  check.equal(err.code, "cancelled")
  check.equal(#(err.posted or {}), 1)
  check.equal(err.posted and err.posted[1].text, "Cancelled, part 1")
  local text = require("xpost.nvim.report").describe(err)
  check.ok(text:find("1 post is out, the next may be.", 1, true), text)
  check.wait_for(function()
    local post = (x.entry(err.key).posts or {})[2]
    return post and post.state == "posted"
  end, "what was on its way is recorded")
  x.expect("XHistory! resume", "posted 3: http")
  check.equal(#x.posts("Cancelled"), 3)
end)

check.test("a thread is shown before it is posted, on a small screen too", function()
  local columns, lines = vim.o.columns, vim.o.lines
  check.after(function() vim.o.columns, vim.o.lines = columns, lines end)
  local posts = {}
  for i = 1, 12 do
    posts[i] = { text = ("Part %d 日本語 "):format(i) .. ("word "):rep(i * 3) }
  end
  posts[3].text = "Look: https://example.com/"
  local plan = check.ok(x.call("plan", { posts = posts }))
  local answer
  for _, size in ipairs { { 80, 24 }, { 40, 15 } } do
    vim.o.columns, vim.o.lines, answer = size[1], size[2], nil
    require("xpost.nvim.preview").ask(plan, false, function(yes) answer = yes end)
    local shown = x.shown()
    check.ok(shown:find("^Post these 12 as @alice%?[ \n]+y = yes, n = no\n"), shown)
    check.ok(shown:find("12 posts, each a reply to the one.before.·.about %$0.365"), shown)
    check.ok(shown:find("\n\n3/12 · 29/280 · with a link\nLook: https://example.com/\n\n4/12", 1, true),
      shown)
    check.ok(vim.api.nvim_win_get_height(0) <= size[2] - 6, "it leaves room")
    check.ok(vim.wo.statusline:find("y = yes, n = no", 1, true), vim.wo.statusline)
    check.feed("G")
    check.equal(vim.fn.line("."), vim.fn.line("$"))
    vim.wait(300)
    check.feed(size[1] == 80 and "y" or "n")
    check.equal(answer, size[1] == 80)
  end
end)

check.finish()

-- stand-in: texts of :XCompose are posted as threads, with their images.
local check = require "check"
local x = require "stand_in"

vim.cmd("new somewhere | split")

--- The least PNG that is one: 1 pixel.
local png = ("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63"
  .. "6060606000000005000166ab1d0c0000000049454e44ae426082"):gsub("..", function(byte)
    return string.char(tonumber(byte, 16))
  end)

local function compose(...)
  local buffer = require("xpost.nvim.compose").open_text(table.concat({ ... }, "\n"))
  check.after(function() vim.cmd("silent! bwipeout! " .. buffer) end)
  return buffer
end

local function key()
  return vim.api.nvim_buf_get_name(0):match("^xpost%-draft://(%S+)")
end

local function is_posted()
  return vim.api.nvim_buf_get_name(0):find(" (posted)", 1, true) ~= nil
end

local function texts(beginning)
  return vim.tbl_map(function(post) return post.text end, x.posts(beginning))
end

check.test("a draft is posted as a thread, and its buffer stays", function()
  x.reset()
  x.login()
  local buffer = compose("Thread, one", "---", "Thread, two", "---", "", "Thread, three", "")
  local draft = key()
  vim.cmd("XPost")
  check.ok(x.answer("y", "preview"):find("Thread, three", 1, true))
  check.wait_for(is_posted, "it is posted")
  check.equal(table.concat(texts("Thread"), " | "), "Thread, one | Thread, two | Thread, three")
  check.equal(vim.api.nvim_get_current_buf(), buffer)
  check.equal(vim.fn.line("$"), 7)
  check.equal(vim.bo.modified, false)
  check.equal(x.entry(draft).outcome, "posted")
  check.equal(#x.call("history", {}), 1, "the draft is gone")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { "The next" })
  check.wait_for(function() return not is_posted() end, "another draft")
  check.equal(x.entry(key()).text, "The next")
  check.equal(x.entry(key()).state, "draft")
  check.equal(x.entry(draft).outcome, "posted")
  vim.cmd("bwipeout")
  vim.cmd("XCompose")
  check.wait_for(function() return vim.fn.getline(1) == "The next" end, "it is found")
  vim.cmd("bwipeout")
end)

check.test("a thread that stopped goes on; changed, it is another", function()
  x.control("fault", { path = "/2/tweets", method = "POST", skip = 1, times = 1, status = 403,
    body = "{}" })
  compose("Stopped 1", "---", "Stopped 2", "---", "Stopped 3")
  local draft = key()
  x.expect("XPost!", "1 post is out, the rest is not.")
  check.wait_for(function() return x.entry(draft).done == 1 end, "it is recorded")
  check.equal(is_posted(), false)
  vim.wait(50)
  x.expect("XPost!", "posted 3: http")
  check.equal(table.concat(texts("Stopped"), " | "), "Stopped 1 | Stopped 2 | Stopped 3")
  check.equal(x.entry(draft).outcome, "posted")
  check.wait_for(is_posted, "its title")
  vim.cmd("bwipeout")
  vim.cmd("XHistory open " .. draft)
  check.wait_for(function() return vim.fn.getline(1) == "Stopped 1" end, "its text")
  check.equal(x.shown(), "Stopped 1\n---\nStopped 2\n---\nStopped 3")
  vim.fn.setline(1, "Begun anew 1")
  vim.fn.setline(3, "Begun anew 2")
  vim.cmd("4,$delete")
  x.expect("XPost!", "posted 2: http")
  check.equal(table.concat(texts("Begun anew"), " | "), "Begun anew 1 | Begun anew 2")
  check.wait_for(is_posted, "its title")
  check.ok(key() ~= draft)
  check.equal(#x.call("history", { unfinished = true }), 1, "no draft is left but the first test's")
  vim.cmd("bwipeout")
end)

check.test("a text of the command line is gone on with in a draft", function()
  vim.cmd("XPost From the command line")
  x.answer("e", "preview")
  check.wait_for(key, "a draft")
  check.equal(x.shown(), "From the command line")
  check.wait_for(function() return x.entry(key()).state == "draft" end, "it is kept")
  x.expect("XPost!", "posted http")
  check.equal(#texts("From the command line"), 1)
  check.wait_for(is_posted, "its title")
  vim.cmd("bwipeout")
end)

check.test("images are found from the working directory, and are there when it is opened", function()
  local place = vim.fn.tempname()
  vim.fn.mkdir(place .. "/pictures", "p")
  local file = assert(io.open(place .. "/pictures/a (1).png", "wb"))
  file:write(png)
  file:close()
  local before = vim.fn.getcwd()
  vim.cmd("cd " .. place)
  check.after(function() vim.cmd("cd " .. before) end)
  compose("With an image", "![A \\[small\\] dot](<pictures/a (1).png>)")
  local draft = key()
  x.expect("XPost!", "posted http")
  local post = x.posts("With an image")[1] or {}
  check.equal(post.text, "With an image")
  check.ok(post.body and post.body.media, vim.inspect(post))
  check.wait_for(is_posted, "its title")
  check.equal(#x.call("history", { unfinished = true }), 1, "no draft is left beside it")
  vim.cmd("bwipeout | XHistory open " .. draft)
  check.wait_for(function() return vim.fn.getline(1) == "With an image" end, "its text")
  local image = vim.fn.getline(2)
  local plan = check.ok(x.call("plan", { text = "Again\n" .. image, markdown = true }))
  local medium = plan and plan.posts[1].media[1] or {}
  check.equal(medium.alt, "A [small] dot", image)
  check.equal(medium.path and vim.fn.fnamemodify(medium.path, ":t"), "a (1).png", image)
  vim.cmd("bwipeout")
end)

check.finish()

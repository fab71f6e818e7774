-- stand-in: :XPost from its text to its link.
local check = require "check"
local x = require "stand_in"

local function in_last(list)
  return list[#list]
end

--- Runs the command and answers the preview with a key.
local function post_and_press(command, key)
  vim.cmd(command)
  x.wait_for_window("preview")
  local shown = x.shown()
  vim.wait(300) -- as a person who reads it would
  check.feed(key)
  return shown
end

check.test("without a login it says what to do, and nothing is sent", function()
  x.reset()
  x.configure()
  check.buffer { "Hello" }
  local messages = check.messages()
  vim.cmd("XPost")
  local message = x.wait_for_message(messages, "Not posted")
  check.equal(message.level, vim.log.levels.ERROR)
  check.ok(message.text:find(":XLogin", 1, true) or message.text:find("og in", 1, true), message.text)
  check.equal(#x.texts(), 0)
end)

check.test("the whole buffer is shown, asked about, and posted exactly", function()
  x.reset()
  x.login { register = "a" }
  local buffer = check.buffer { "Hello from Neovim", "二行目、絵文字 🌸", "", "https://example.com/a" }
  local messages = check.messages()
  local shown = post_and_press("XPost", "y")
  check.ok(shown:find("@alice", 1, true), shown)
  check.ok(shown:find("60/280 · with a link · about $0.20", 1, true), shown)
  check.ok(shown:find("二行目、絵文字 🌸\n\nhttps://example.com/a", 1, true), shown)
  local message = x.wait_for_message(messages, "posted http")
  check.equal(vim.fn.getreg("a"), message.text:match("posted (%S+)"))
  check.equal(in_last(x.texts()), "Hello from Neovim\n二行目、絵文字 🌸\n\nhttps://example.com/a")
  check.equal(vim.api.nvim_get_current_buf(), buffer, "the user is back in the buffer")
  check.equal(vim.fn.line("$"), 4, "the buffer is as it was")
end)

check.test("a preview that is answered with no, or closed, posts nothing", function()
  local before = #x.texts()
  check.buffer { "Not this one" }
  for _, keys in ipairs { "n", "q", "<Esc>", "<C-c>", ":q<CR>", "<C-w>c" } do
    local messages = check.messages()
    post_and_press("XPost", keys)
    x.wait_for_message(messages, "not posted")
    check.ok(not vim.api.nvim_buf_get_name(0):find("xpost://", 1, true), keys .. ": it is still open")
  end
  check.equal(#x.texts(), before)
end)

check.test("a y that comes with other keys, or at once, was not meant", function()
  local before = #x.texts()
  check.buffer { "Typed on" }
  local pass = check.stop_clock()
  vim.cmd("XPost")
  x.wait_for_window("preview")
  check.feed("y")
  pass(300)
  check.feed("ly")
  vim.wait(100)
  check.ok(vim.api.nvim_buf_get_name(0):find("xpost://preview", 1, true), "it is still asked")
  pass(300)
  check.feed("n")
  check.equal(#x.texts(), before)
end)

check.test("a window of xpost is no text to post", function()
  local before = #x.texts()
  check.buffer { "A text" }
  vim.cmd("XPost")
  x.wait_for_window("preview")
  for _, command in ipairs { "XPost!", "%XPost!", "XPost" } do
    local messages = check.messages()
    vim.cmd(command)
    x.wait_for_message(messages, "Answer what it asks")
  end
  check.feed("n")
  check.equal(#x.texts(), before)
end)

check.test("without room for a window below, one above all asks; windows are as before", function()
  check.buffer { "A text" }
  local count = 0
  while pcall(vim.cmd, "split") do
    count = count + 1
  end
  check.ok(count > 3)
  local sizes = vim.fn.winrestcmd()
  local messages = check.messages()
  post_and_press("XPost", "n")
  x.wait_for_message(messages, "not posted")
  vim.wait(50)
  check.equal(vim.fn.winrestcmd(), sizes)
  vim.cmd("only")
  vim.cmd("vsplit | split | 3resize 12")
  vim.cmd("3wincmd w | 2wincmd w")
  local layout = { vim.fn.winrestcmd(), vim.fn.winnr(), vim.fn.winnr("#") }
  for _, key in ipairs { "n", ":q<CR>" } do
    post_and_press("XPost", key)
    vim.wait(50)
    check.equal(vim.fn.winrestcmd(), layout[1], key)
    check.equal(vim.fn.winnr(), layout[2], key)
    check.equal(vim.fn.winnr("#"), layout[3], key)
  end
  vim.cmd("only")
end)

check.test("a <Cmd> mapping in Visual mode posts the selection", function()
  vim.api.nvim_set_keymap("x", "gY", "<Cmd>XPost<CR>", {})
  check.buffer { "one two three" }
  check.feed("gg0wviwgY")
  x.wait_for_window("preview")
  check.ok(x.shown():find("\n\ntwo$"), x.shown())
  check.equal(vim.fn.mode(), "n")
  vim.wait(300)
  check.feed("n")
end)

check.test("with ! nothing is asked; options stand before the text, -- ends them", function()
  local messages = check.messages()
  vim.cmd("XPost! A text of the command line | with a bar \" and a quote")
  x.wait_for_message(messages, "posted http")
  check.equal(in_last(x.texts()), 'A text of the command line | with a bar " and a quote')
  messages = check.messages()
  vim.cmd("XPost! account=default made_with_ai=true -- key=value is text here")
  x.wait_for_message(messages, "posted http")
  check.equal(in_last(x.texts()), "key=value is text here")
  messages = check.messages()
  vim.cmd("XPost! account=nobody Hello")
  x.wait_for_message(messages, "nobody")
  vim.cmd("XPost! limit=many Hello")
  x.wait_for_message(messages, "limit")
  check.equal(in_last(x.texts()), "key=value is text here")
end)

check.test("lines of a range; a range and a text together are refused", function()
  check.buffer { "one", "two", "three", "four" }
  local messages = check.messages()
  vim.cmd("2,3XPost!")
  x.wait_for_message(messages, "posted http")
  check.equal(in_last(x.texts()), "two\nthree")
  messages = check.messages()
  vim.cmd("2,3XPost! a text")
  x.wait_for_message(messages, "range")
  check.equal(in_last(x.texts()), "two\nthree")
end)

check.test("a selection is posted exactly, as <Plug>(xpost) and as '<,'>XPost", function()
  x.configure { confirm = false }
  vim.api.nvim_set_keymap("x", "gX", "<Plug>(xpost)", {})
  vim.api.nvim_set_keymap("n", "gX", "<Plug>(xpost)", {})
  check.buffer { "日本語の一行", "and another line of it", "third" }
  local function posted(keys, text)
    local messages = check.messages()
    check.feed(keys)
    x.wait_for_message(messages, "posted http")
    check.equal(in_last(x.texts()), text, keys)
  end
  posted("gg0lvjegX", "本語の一行\nand another")
  posted("gg0l<C-v>jlgX", "本\nd ")
  posted("gg0VgX", "日本語の一行")
  posted("gg0lvl:XPost<CR>", "本語")
  posted("gg0jwgXiw", "another")
  posted("gg0gX2j", "日本語の一行\nand another line of it\nthird")
  x.configure()
end)

check.test("confirm can be a function", function()
  local seen
  x.configure { confirm = function(plan, decide)
    seen = plan
    vim.schedule(function()
      decide(true)
      decide(true)
    end)
  end }
  local messages = check.messages()
  vim.cmd("XPost asked by a function")
  x.wait_for_message(messages, "posted http")
  check.equal(seen.posts[1].text, "asked by a function")
  check.equal(seen.account, "default")
  check.equal(x.control("state").creates_by_text["asked by a function"] or 1, 1)
  x.configure()
end)

check.test("what X would refuse is shown with all that is wrong, and not sent", function()
  local before = #x.texts()
  local buffer = check.buffer { ("x"):rep(281) .. " $ABC $DEF \239\187\191" }
  local failed, messages = check.events "XpostFailed", check.messages()
  local shown = post_and_press("XPost edits=12", "y")
  for _, part in ipairs { "(294/280). A thread of 2 is refused too", "'edits' replaces one post",
    "cannot be posted", "2 cashtags", "U+FEFF" } do
    check.ok(shown:find(part, 1, true), shown)
  end
  x.wait_for_message(messages, "cannot be posted")
  vim.wait(300)
  check.feed("e")
  check.equal(vim.api.nvim_get_current_buf(), buffer)
  check.equal(#failed, 1)
  check.equal(#x.texts(), before)
  x.expect("XPost! edits=12", "Not posted")
end)

check.test("a text that is too long is offered as a thread, which y posts", function()
  local buffer = check.buffer { ("Many words. "):rep(20), "", ("Other words. "):rep(20) .. "🌸" }
  local messages = check.messages()
  local shown = post_and_press("XPost", "n")
  x.wait_for_message(messages, "not posted")
  check.ok(shown:find("^Too long for one post %(504/280%): a thread of 2%?\nPost these 2 as @alice%?"), shown)
  check.ok(shown:find("\n2/2 · 262/280\nOther words.", 1, true), shown)
  local before = #x.texts()
  x.expect("XPost!", "Not posted. The text is too long")
  check.equal(#x.texts(), before)
  messages = check.messages()
  shown = post_and_press("XPost number=true", "y")
  check.ok(shown:find("Many words. 1/2\n\n2/2 · 266/280\n", 1, true), shown)
  x.wait_for_message(messages, "posted 2: http")
  local posts = { unpack(x.control("state").posts, before + 1) }
  check.equal(#posts, 2)
  check.ok(posts[2].text:find("^Other words.* 🌸 2/2$"), posts[2].text)
  check.equal(posts[2].body.reply.in_reply_to_tweet_id, posts[1].id)
  check.equal(vim.api.nvim_get_current_buf(), buffer)
end)

check.test("no thread of one is offered where only white space makes a text too long", function()
  check.buffer { ("a"):rep(280), " " }
  local shown = post_and_press("XPost", "n")
  check.ok(shown:find("^Too long %(282/280%) with the white space at its ends, which is left out%.\n"),
    shown)
  check.ok(shown:find("\n280/280 ", 1, true), shown)
end)

check.test("a text of Markdown is shown as its posts, with the images that are beside its file", function()
  local folder = vim.fn.tempname()
  vim.fn.mkdir(folder)
  local png = assert(io.open(folder .. "/cat.png", "wb"))
  png:write("\137PNG\r\n\26\n\0\0\0\13IHDR\0\0\0\3\0\0\0\2\8\2\0\0\0\0\0\0\0")
  png:close()
  check.buffer { "One ![A black cat](cat.png)", "---", "Two ![](gone.png)" }
  vim.api.nvim_buf_set_name(0, folder .. "/notes.md")
  local shown = post_and_press("XPost markdown=true", "n")
  check.ok(shown:find("\n1/2 · 3/280\nOne\nImage: cat.png · PNG · 33 bytes · 3x2\n", 1, true), shown)
  check.ok(shown:find("\n  Alt text: A black cat\n", 1, true), shown)
  check.ok(shown:find("Something is wrong with post 2: see there.", 1, true), shown)
  check.ok(shown:find("gone.png", 1, true), shown)
  vim.cmd("silent! only | enew!")
  check.buffer { "A text" }
  local progress, messages = check.events "XpostProgress", check.messages()
  shown = post_and_press("XPost media=" .. folder .. "/cat.png", "y")
  check.ok(shown:find("A text\nImage: cat.png", 1, true), shown)
  x.wait_for_message(messages, "posted http")
  local seen = table.concat(vim.tbl_map(function(data) return data.message end, progress), ", ")
  check.ok(seen:find("uploading cat.png, 100%", 1, true), seen)
end)

check.test("10 MB are not read", function()
  local lines = {}
  for i = 1, 10000 do
    lines[i] = ("x"):rep(1000)
  end
  check.buffer(lines)
  local messages = check.messages()
  local begin = os.clock() -- of the processor alone, which others use too
  vim.cmd("XPost!")
  check.ok(os.clock() - begin < 0.05, ("the command took %d ms"):format((os.clock() - begin) * 1e3))
  x.wait_for_message(messages, "MB")
end)

check.test("after a failure the same text goes on with the same attempt", function()
  x.control("fault", { path = "/2/tweets", method = "POST", act = "after", status = 503 })
  local messages = check.messages()
  vim.cmd("XPost! It may be out")
  local message = x.wait_for_message(messages, "It may be posted")
  check.equal(message.level, vim.log.levels.ERROR)
  check.ok(message.text:find("(:XHistory check)", 1, true), message.text)
  messages = check.messages()
  vim.cmd("XPost! It may be out")
  x.wait_for_message(messages, "posted http")
  local count = 0
  for _, text in ipairs(x.texts()) do
    count = count + (text == "It may be out" and 1 or 0)
  end
  check.equal(count, 1, "the second time found it, and sent nothing")
end)

check.test("what X refuses is told in words, and the buffer is not touched", function()
  local buffer = check.buffer { "refused" }
  x.control("fault", { path = "/2/tweets", method = "POST", status = 403,
    body = '{"title":"Forbidden","detail":"You are not permitted\\nto do this.","status":403,'
      .. '"type":"about:blank"}' })
  local messages = check.messages()
  post_and_press("XPost", "y")
  local message = x.wait_for_message(messages, "Not posted")
  check.ok(message.text:find("not permitted", 1, true), message.text)
  check.equal(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)[1], "refused")
  check.equal(vim.api.nvim_get_current_buf(), buffer)
end)

check.test("it is cancelled while the server is silent", function()
  x.control("fault", { path = "/2/tweets", method = "POST", act = "after", hold = true, status = 201 })
  local messages = check.messages()
  vim.cmd("XPost! cancelled on its way")
  check.wait_for(function()
    return x.control("counts").creates > 0 and #x.texts() > 0
      and in_last(x.texts()) == "cancelled on its way"
  end, "it is on its way")
  check.equal(require("xpost").statusline(), "xpost: posting")
  local begin = vim.loop.hrtime()
  vim.cmd("XAccount cancel")
  x.wait_for_message(messages, "it may be out")
  check.ok((vim.loop.hrtime() - begin) / 1e6 < 5000, "reported late")
  check.equal(require("xpost").statusline(), "")
  x.control "release"
end)

check.test("the result window of a failure leaves no trace in the editor's options", function()
  check.buffer { "vim: set tabstop=3:" }
  local before = vim.o.tabstop
  local shown = post_and_press("XPost", "n")
  check.ok(shown:find("tabstop=3", 1, true), shown)
  check.equal(vim.o.tabstop, before)
end)

check.finish()

-- What :XPost shows before it posts, with plans that are made up; and its keys.
local check = require "check"
local fake_history = require "fake_history"
local x = require "stand_in"

local long = "The text is too long: it counts as 412 of 280. Shorten it."

---@return table
local function post(text, more)
  return vim.tbl_extend("force", { text = text, weight = 36, limit = 280, valid = true, urls = 0,
    media = {} }, more or {})
end

---@return table
local function plan(posts, more)
  return vim.tbl_extend("force", { account = "default", username = "alice", posts = posts,
    problems = {}, cost = 0.015 * #posts }, more or {})
end

local function refused(message, code, number)
  return { code = code or "over_limit", refused = true, reason = message, number = number,
    message = number and ("Post %d: %s"):format(number, message) or message }
end

--- Has every text planned so, or as the function says of what it is given.
local function install(planned)
  local fake = fake_history.install(check.after)
  fake.answers.plan = function(_, request)
    return nil, vim.deepcopy(type(planned) == "function" and planned(request) or planned)
  end
  return fake
end

--- The screen, until the test ends.
local function screen(columns, lines)
  local before = { vim.o.columns, vim.o.lines }
  vim.o.columns, vim.o.lines = columns, lines
  check.after(function() vim.o.columns, vim.o.lines = before[1], before[2] end)
end

local function configure(config)
  require("xpost").setup(config)
  check.after(function() require("xpost").setup(nil) end)
end

--- Runs the command; what the preview shows.
local function preview(command)
  vim.cmd(command or "XPost")
  x.wait_for_window("preview")
  return x.shown()
end

--- Answers as a person who reads it would.
local function press(key)
  vim.wait(300)
  check.feed(key)
end

local function is_open()
  return vim.api.nvim_buf_get_name(0):find("xpost://preview", 1, true) ~= nil
end

--- What was given to an operation, each time.
local function given(fake, name)
  local all = {}
  for _, call in ipairs(fake.calls) do
    all[#all + 1] = call.name == name and call.options or nil
  end
  return all
end

--- The highlighted texts of the preview, each with its group.
local function highlighted()
  local space, found = vim.api.nvim_get_namespaces().xpost, {}
  for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, space, 0, -1, { details = true })) do
    local line = vim.api.nvim_buf_get_lines(0, mark[2], mark[2] + 1, false)[1]
    found[#found + 1] = mark[4].hl_group .. ": " .. line:sub(mark[3] + 1, mark[4].end_col)
  end
  return table.concat(found, "\n")
end

-- ---- what is shown

check.test("a glance tells as whom, how much of it, what it costs, and what it is besides", function()
  screen(80, 24)
  install(plan({ post("Look: https://example.com/\n\n  二行目 ", { weight = 49, urls = 1 }) },
    { cost = 0.2, account = "work", prices_date = "2026-04-20" }))
  check.buffer { "A text" }
  check.equal(preview "XPost reply_to=12 reply_settings=verified made_with_ai=true", [[
Post this as @alice (work)?  y = yes, n = no, e = edit
49/280 · with a link · about $0.20 (prices of 2026-04-20)
A reply to 12 · only verified accounts may reply · labelled as made with AI

Look: https://example.com/

  二行目 ]])
  check.equal(highlighted(), [[
XpostQuestion: Post this as @alice (work)?  y = yes, n = no, e = edit
XpostDetail: 49/280 · with a link · about $0.20 (prices of 2026-04-20)
XpostDetail: A reply to 12 · only verified accounts may reply · labelled as made with AI]])
  check.feed("n")
end)

check.test("of a thread each post has its number, its length and its media", function()
  screen(80, 30)
  install(plan({
    post("One\n", { media = {
      { path = "/tmp/a cat.jpg", alt = "A black cat\non a wall", type = "image/jpeg", bytes = 1234567,
        width = 1200, height = 800 },
      { path = "猫.png", type = "image/png", bytes = 999 },
    } }),
    post("", { weight = 0, media = { { path = "x/y.mp4", alt = "", type = "video/mp4", bytes = 88e6 } } }),
    post("Three", { urls = 1, media = { { path = "gone.png" } } }),
  }))
  check.equal(preview "XPost A text", [[
Post these 3 as @alice?  y = yes, n = no, e = edit
3 posts, each a reply to the one before · about $0.045

1/3 · 36/280
One

Image: a cat.jpg · JPEG · 1.2 MB · 1200x800
  Alt text: A black cat on a wall
Image: 猫.png · PNG · 999 bytes
  No alt text.

2/3 · 0/280
Video: y.mp4 · MP4 · 88 MB
  No alt text.

3/3 · 36/280 · with a link
Three
File: gone.png
  No alt text.]])
  check.ok(highlighted():find("XpostWarning:   No alt text.", 1, true), highlighted())
  check.feed("n")
end)

check.test("all that would be refused is shown with the text, and y only says why", function()
  screen(80, 24)
  local fake = install(plan({ post("日本語 and more", { over_at = 7, weight = 412 }) }, { problems = {
    { code = "duplicate", message = "This was posted before.", refused = false }, refused(long),
    refused("There are two cashtags.", "forbidden"),
  } }))
  local failed, messages = check.events "XpostFailed", check.messages()
  local buffer = check.buffer { "A text" }
  check.equal(preview(), [[
This cannot be posted as @alice.  e = edit, n = close
412/280 · about $0.015
]] .. long .. [[

There are two cashtags.
Note: This was posted before.

日本語 and more]])
  check.equal(highlighted(), [[
XpostWarning: This cannot be posted as @alice.  e = edit, n = close
XpostDetail: 412/280 · about $0.015
XpostError: ]] .. long .. [[

XpostError: There are two cashtags.
XpostWarning: Note: This was posted before.
XpostOverLimit: 語 and more]])
  check.equal(#failed, 1)
  check.equal(failed[1] and failed[1].code .. failed[1].outcome .. failed[1].operation,
    "over_limitnot_postedpost")
  press "y"
  check.ok(is_open(), "y closed it")
  check.ok(messages[1] and messages[1].text:find("cannot be posted: " .. long, 1, true))
  check.feed("n")
  check.equal(vim.api.nvim_get_current_buf(), buffer)
  check.equal(messages[#messages].text, "xpost: not posted.")
  check.equal(#failed, 1)
  check.equal(fake:asked(), "")
end)

check.test("what is wrong with one of several is said there, and which ones above all", function()
  screen(80, 40)
  install(plan({ post "One", post("Two", { over_at = 2 }), post "Three", post "Four" }, { problems = {
    refused(long, nil, 2), refused("Something.", "forbidden", 4),
    refused("Another thing.", "forbidden", 4), refused "Of all.",
    { code = "forbidden", message = "3: A note.", reason = "A note.", number = 3, refused = false },
  }, warning = "A warning." }))
  local shown = preview "XPost A text"
  check.ok(shown:find("Something is wrong with posts 2 and 4: see there.\nOf all.\n"
    .. "Note: see what is said at post 3.\nNote: A warning.\n\n1/4", 1, true), shown)
  check.ok(shown:find("2/4 · 36/280\n" .. long .. "\nTwo\n", 1, true), shown)
  check.ok(shown:find("3/4 · 36/280\nNote: A note.\nThree\n", 1, true), shown)
  check.ok(shown:find("4/4 · 36/280\nSomething.\nAnother thing.\nFour$"), shown)
  check.feed("n")
end)

check.test("what the editor cannot show, it shows in its own way; nothing is left out", function()
  local text = "esc \27[31m cr\r bell \7 rlo \226\128\174abc\226\128\172 tab\t% \194\160 \239\191\189"
  install(plan { post(text .. "\n\n" .. text) })
  local shown = preview "XPost A text"
  check.ok(vim.endswith(shown, "\n\n" .. text .. "\n\n" .. text), vim.inspect(shown))
  check.feed("n")
end)

-- ---- keys

check.test("y posts what was shown; n, q and others do not", function()
  local fake = install(plan({ post "A text" }, { earlier = { key = "a-key", state = "not_sent" } }))
  preview "XPost reply_to=12 A text"
  press "y"
  check.wait_for(function() return fake:asked() == "post" end, "it is posted")
  local request = given(fake, "post")[1]
  check.equal(request.text .. request.reply_to .. request.key, "A text12a-key")
  for _, key in ipairs { "n", "q", "<Esc>", "<C-c>", ":q<CR>" } do
    local messages = check.messages()
    preview "XPost A text"
    check.feed(key)
    x.wait_for_message(messages, "not posted.")
    check.ok(not is_open(), key)
  end
  check.equal(fake:asked(), "post")
end)

check.test("e goes back to the text: the buffer, wherever it is, or one with what was typed", function()
  local fake = install(plan { post "A text" })
  local opened = {}
  package.loaded["xpost.nvim.compose"] = { open_text = function(text) opened[#opened + 1] = text end }
  check.after(function() package.loaded["xpost.nvim.compose"] = nil end)
  local messages, count = check.messages(), vim.fn.winnr("$")
  local buffer = check.buffer { "A text" }
  preview()
  press "e"
  check.equal(vim.api.nvim_get_current_buf(), buffer)
  check.equal(vim.fn.winnr("$"), count)
  -- Elsewhere meanwhile.
  vim.cmd("XPost")
  vim.cmd("enew")
  x.wait_for_window("preview")
  press "e"
  check.equal(vim.api.nvim_get_current_buf(), buffer, "not shown any more")
  vim.cmd("only")
  vim.cmd("XPost")
  vim.cmd("tabnew")
  x.wait_for_window("preview")
  press "e"
  check.equal(vim.api.nvim_get_current_buf(), buffer, "in another tab")
  vim.cmd("tabonly")
  check.equal(#opened, 0)
  preview "XPost reply_to=12 Typed | here"
  press "e"
  check.equal(opened[1], "Typed | here")
  check.ok(messages[1] and messages[1].text:find("options are not kept", 1, true))
  vim.cmd("enew")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { "It goes away", "with its buffer" })
  local gone = vim.api.nvim_get_current_buf()
  preview()
  vim.cmd("bwipeout! " .. gone)
  press "e"
  check.equal(opened[2], "It goes away\nwith its buffer")
  check.equal(#messages, 1)
  check.equal(fake:asked(), "")
end)

check.test("what was typed ahead answers nothing, in a real editor too", function()
  local editor = check.editor()
  editor:lua [[
    local fake = require("fake_history").install()
    _G.fake = fake
  ]]
  editor:input("iA text<Esc>:XPost<CR>yey")
  editor:wait_for("return vim.bo.filetype == 'xpost-preview'", "the preview")
  editor:input("lye")
  vim.wait(50)
  check.equal(editor:lua "return vim.bo.filetype", "xpost-preview")
  vim.wait(300)
  editor:input("y")
  editor:wait_for("return fake:asked() == 'post'", "it is posted")
  -- A preview that comes while a text is written takes no letters of it for answers.
  editor:input(":call timer_start(100, {-> execute('XPost')})<CR>ostill wri")
  editor:wait_for("return vim.bo.filetype == 'xpost-preview'", "the next preview")
  check.equal(editor:lua "return vim.fn.mode()", "n")
  editor:input("le")
  vim.wait(300)
  check.equal(editor:lua "return vim.bo.filetype", "xpost-preview")
  editor:input("e")
  check.equal(editor:lua "return vim.fn.getline('.')", "still wri")
  check.equal(editor:stderr(), "")
end)

-- ---- refusals that are not shown

check.test("with ! and where nobody is asked, a refusal is an error", function()
  local fake = install(plan({ post("A text", { weight = 412 }) }, { problems = { refused(long) },
    thread = 2 }))
  local failed = check.events "XpostFailed"
  x.expect("XPost! A text", "Not posted. " .. long)
  configure { confirm = false }
  x.expect("XPost A text", "Not posted. " .. long)
  check.ok(not is_open(), "it is shown")
  check.equal(#failed, 2)
  check.equal(#given(fake, "plan"), 2, "never a thread by itself")
  check.equal(fake:asked(), "")
end)

check.test("where there is nothing to look at, a refusal is an error", function()
  local failed = check.events "XpostFailed"
  local nobody = refused("Nobody is logged in.", "not_logged_in")
  install(plan({ post "A text" }, { problems = { nobody }, account = false, username = false }))
  x.expect("XPost A text", "Not posted. Nobody is logged in.")
  install(plan({ post " \n" }, { problems = { nobody, refused("It is blank.", "invalid_request") } }))
  x.expect("XPost A text", "Not posted. Nobody is logged in.")
  install(plan({}, { problems = { refused("It is blank.", "invalid_request") } }))
  x.expect("XPost A text", "Not posted. It is blank.")
  check.equal(#failed, 3)
  install(plan({ post "A text" }, { problems = { nobody, refused(long) }, account = false,
    username = false }))
  local shown = preview "XPost A text"
  check.ok(shown:find("^This cannot be posted.  e = edit, n = close\n"), shown)
  check.ok(shown:find("Nobody is logged in.\n" .. long, 1, true), shown)
  check.feed("n")
end)

-- ---- a thread is offered

--- Plans a text that is too long for one post.
local function too_long(request)
  if request.thread then
    return plan { post "Part one", post "Part two" }
  end
  return plan({ post("A text", { weight = 412, over_at = 3 }) },
    { problems = { refused(long) }, thread = 2 })
end

check.test("for a text that is too long a thread is offered, and posted only after a yes", function()
  local fake = install(too_long)
  screen(80, 24)
  local failed = check.events "XpostFailed"
  for _, key in ipairs { "n", "y" } do
    check.equal(preview "XPost reply_to=12 A text", [[
Too long for one post (412/280): a thread of 2?
Post these 2 as @alice?  y = yes, n = no, e = edit
2 posts, each a reply to the one before · about $0.03
A reply to 12

1/2 · 36/280
Part one

2/2 · 36/280
Part two]])
    press(key)
  end
  check.wait_for(function() return fake:asked() == "post" end, "it is posted")
  local request = given(fake, "post")[1]
  check.equal(request.thread, true)
  check.equal(request.text, "A text")
  check.equal(request.reply_to, "12")
  check.equal(#failed, 0)
end)

check.test("a thread that was asked for is none that is offered", function()
  local fake = install(too_long)
  local shown = preview "XPost thread=true number=true A text"
  check.ok(shown:find("^Post these 2 as @alice%?"), shown)
  local request = given(fake, "plan")[1]
  check.equal(tostring(request.thread) .. tostring(request.number), "truetrue")
  check.equal(#given(fake, "plan"), 1)
  check.feed("n")
end)

check.test("which post of several is too long is said; and that a thread would be refused too", function()
  install(function(request)
    local answer = too_long(request)
    if request.thread then
      answer.problems = { refused("A thread can have at most 100 posts here.", "invalid_request") }
    else
      table.insert(answer.posts, 1, post "Fits")
    end
    return answer
  end)
  local failed = check.events "XpostFailed"
  local shown = preview "XPost A text"
  check.ok(shown:find("^Post 2 is too long %(412/280%)%. A thread of 2 is refused too:\n"), shown)
  check.ok(shown:find("\nThis cannot be posted as @alice.  e = edit", 1, true), shown)
  check.ok(shown:find("\nA thread can have at most 100 posts here.\n", 1, true), shown)
  check.equal(failed[1] and failed[1].code, "invalid_request")
  check.equal(#failed, 1)
  check.feed("n")
end)

check.test("a function that asks is asked about what was asked for, and about nothing else", function()
  local seen = {}
  configure { confirm = function(its_plan) seen[#seen + 1] = its_plan.posts[1].text end }
  install(too_long)
  check.ok(preview("XPost A text"):find("a thread of 2?", 1, true))
  check.feed("n")
  install(plan({ post "Refused" }, { problems = { refused(long) } }))
  check.ok(preview("XPost A text"):find("cannot be posted", 1, true))
  check.feed("n")
  install(plan { post "Good" })
  vim.cmd("XPost A text")
  check.wait_for(function() return seen[1] end, "the function is asked")
  check.equal(table.concat(seen, ","), "Good")
end)

-- ---- what is asked for

check.test("paths in a text begin where its file is, or else in the working directory", function()
  local fake = install(plan { post "A text" })
  local folder = vim.fn.fnamemodify(vim.fn.tempname(), ":h") .. "/a folder"
  local function directory(command)
    fake.calls = {}
    preview(command)
    check.feed("n")
    return given(fake, "plan")[1].directory
  end
  check.buffer { "A text" }
  vim.api.nvim_buf_set_name(0, folder .. "/notes.md")
  check.equal(directory "XPost markdown=true", folder)
  check.equal(directory "XPost", nil, "there can be none")
  check.equal(directory "XPost markdown=true A text", vim.fn.getcwd())
  check.buffer { "A text" }
  check.equal(directory "XPost markdown=true", vim.fn.getcwd())
  vim.api.nvim_buf_set_name(0, "scheme://some/thing")
  check.equal(directory "XPost markdown=true", vim.fn.getcwd())
end)

check.test("a part of a draft is Markdown too, and becomes a thread", function()
  local fake = install(plan { post "A text" })
  local buffer = require("xpost.nvim.compose").open_text("One\n---\nTwo")
  check.after(function() vim.cmd("bwipeout! " .. buffer) end)
  for _, command in ipairs { "%XPost", "1,2XPost thread=false" } do
    preview(command)
    press "e"
    check.equal(vim.api.nvim_get_current_buf(), buffer)
  end
  local first, second = unpack(given(fake, "plan"))
  check.equal(first.text, "One\n---\nTwo")
  check.ok(first.markdown and first.thread and second.markdown and first.directory)
  check.equal(second.thread, false)
end)

check.test("threads are numbered where that is configured, or asked for", function()
  local fake = install(plan { post "A text" })
  local function number(command)
    fake.calls = {}
    preview(command)
    check.feed("n")
    return given(fake, "plan")[1].number
  end
  check.equal(number "XPost A text", nil)
  check.equal(number "XPost number=true A text", true)
  configure { number = true }
  check.equal(number "XPost A text", true)
  check.equal(number "XPost number=false A text", nil)
end)

-- ---- the window

local function thread(count)
  local posts = {}
  for i = 1, count do
    posts[i] = post(("Part %d 日本語の文章です。"):format(i) .. ("word "):rep(20))
  end
  return plan(posts)
end

check.test("the question stays in sight on a small screen, and ]] goes from post to post", function()
  for _, size in ipairs { { 80, 24 }, { 40, 15 } } do
    screen(unpack(size))
    install(vim.tbl_extend("force", thread(25), { account = "100%", username = false }))
    local shown = preview "XPost A text"
    check.ok(shown:find("^Post these 25 as 100%%%?[ \n]+y = yes, n = no, e = edit\n"), shown)
    check.ok(vim.api.nvim_win_get_height(0) <= size[2] - 6, "it leaves room")
    check.equal(vim.wo.statusline, size[1] == 80
      and " Post these 25 as 100%%?  y = yes, n = no, e = edit, ]] = next post%= %P "
      or " y = yes, n = no, e = edit%= %P ")
    check.feed("]]]]")
    check.equal(vim.fn.getline("."), "2/25 · 36/280")
    check.equal(vim.fn.line("w0"), vim.fn.line("."))
    check.feed("3]]")
    check.equal(vim.fn.getline("."), "5/25 · 36/280")
    check.feed("j[[")
    check.equal(vim.fn.getline("."), "5/25 · 36/280")
    check.feed("G[[")
    check.equal(vim.fn.getline("."), "25/25 · 36/280")
    check.feed("]]")
    check.equal(vim.fn.getline("."), "25/25 · 36/280")
    check.equal(vim.fn.line("w$"), vim.fn.line("$"))
    check.feed("99[[")
    check.equal(vim.fn.line("."), 1)
    check.feed("n")
  end
end)

check.test("where there is no status line, the question is above the text", function()
  if vim.fn.exists("+winbar") == 0 then
    return
  end
  screen(80, 24)
  local before = vim.o.laststatus
  check.after(function() vim.o.laststatus = before end)
  vim.o.laststatus = 0
  install(thread(25))
  preview "XPost A text"
  check.ok(vim.wo.winbar:find("y = yes, n = no, e = edit", 1, true), vim.wo.winbar)
  check.feed("n")
end)

check.test("a 'winbar' takes nothing of the text", function()
  if vim.fn.exists("+winbar") == 0 then
    return
  end
  screen(80, 24)
  check.after(function() vim.o.winbar = "" end)
  vim.o.winbar = "%f"
  install(plan { post "A text" })
  preview "XPost A text"
  check.equal(vim.fn.line("w$"), vim.fn.line("$"))
  check.feed("n")
end)

check.test("a line that is higher than the window is scrolled through", function()
  screen(40, 15)
  install(plan { post(("word "):rep(300) .. "end") })
  preview "XPost A text"
  local last = vim.fn.line("$")
  for _ = 1, 60 do
    check.feed("j")
  end
  check.equal(vim.fn.line("."), last)
  check.ok(vim.fn.col(".") > 1400, "the cursor is at column " .. vim.fn.col("."))
  check.feed("n")
end)

check.test("the window is exactly as high as its text, whatever is in it", function()
  if vim.fn.exists("*nvim_win_text_height") == 0 then
    return
  end
  local texts = {
    ("日"):rep(77), ("ab 日"):rep(40), ("x"):rep(240), "tab\tx\t日本\ty", "",
    ("👍🏽 e\204\129 "):rep(30), "\27[31m" .. ("日"):rep(100),
  }
  for columns = 39, 42 do
    screen(columns, 40)
    for _, text in ipairs(texts) do
      install(plan { post(text) })
      preview "XPost A text"
      check.equal(vim.api.nvim_win_get_height(0), vim.api.nvim_win_text_height(0, {}).all,
        columns .. ": " .. text)
      check.feed("n")
    end
  end
end)

check.test("it fits the screen again when that has another size", function()
  screen(80, 24)
  install(thread(2))
  preview "XPost A text"
  check.equal(vim.wo.statusline, " y = yes, n = no, e = edit")
  vim.o.columns, vim.o.lines = 40, 13
  vim.cmd("doautocmd VimResized")
  check.equal(vim.fn.getline(2), "y = yes, n = no, e = edit")
  check.ok(vim.api.nvim_win_get_height(0) <= 7)
  check.ok(vim.wo.statusline:find("%P", 1, true), vim.wo.statusline)
  check.feed("n")
  vim.cmd("doautocmd VimResized")
end)

check.test("it takes nothing of how the user's own windows look", function()
  install(plan { post(("word "):rep(60)) })
  check.buffer { "A text" }
  vim.cmd("set showbreak=> scrollbind cursorbind conceallevel=2 list number")
  check.after(function() vim.cmd("set showbreak& scrollbind& cursorbind& conceallevel& list& number&") end)
  preview "XPost A text"
  check.equal(vim.wo.showbreak, "NONE")
  check.equal(vim.wo.conceallevel, 0)
  for _, option in ipairs { "scrollbind", "cursorbind", "list", "number" } do
    check.equal(vim.wo[option], false, option)
  end
  check.feed("n")
  check.ok(vim.wo.scrollbind and vim.wo.cursorbind and vim.wo.number)
end)

check.test("a thread of 100 posts is there at once", function()
  screen(80, 24)
  local planned, best = thread(100), math.huge
  for _ = 1, 7 do
    -- Of the processor alone, which others use too.
    local begin = os.clock()
    require("xpost.nvim.preview").ask(planned, false, function() end, {})
    best = math.min(best, (os.clock() - begin) * 1e3)
    check.feed("n")
  end
  -- A tool that is loaded beside makes all slower.
  check.ok(best < (os.getenv("TEST_PRELOAD") and 80 or 8), ("it took %.1f ms"):format(best))
end)

check.finish()

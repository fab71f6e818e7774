-- :XHistory with a history that is made up: its window, its questions, and its keys.
local check = require "check"
local fake_history = require "fake_history"
local x = require "stand_in"

local function install()
  return fake_history.install(check.after)
end

--- The lines of the window at hand that have this text.
local function lines_with(text)
  return vim.tbl_filter(function(line)
    return line:find(text, 1, true) ~= nil
  end, vim.api.nvim_buf_get_lines(0, 0, -1, false))
end

--- The last call of an operation.
local function last_call(fake, name)
  for i = #fake.calls, 1, -1 do
    if fake.calls[i].name == name then
      return fake.calls[i]
    end
  end
  return { options = {} }
end

--- Opens the list.
local function list(count)
  local messages = check.messages()
  vim.cmd("XHistory")
  x.wait_for_window("history")
  check.after(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      local name = vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window))
      if name:find("xpost://", 1, true) then
        vim.api.nvim_win_close(window, true)
      end
    end
  end)
  if count then
    check.equal(vim.fn.line("$"), count, "lines")
  end
  return messages
end

--- Puts the cursor on the first line with the text.
local function go_to(text)
  check.ok(vim.fn.search("\\V" .. text, "cw") > 0, text .. " is not in the list")
end

local function answer(key, name)
  return x.answer(key, name or "question")
end

--- A thread of five, two of which are out.
local function add_thread(fake, state)
  local posts = {}
  for i = 1, 5 do
    posts[i] = { text = "Part " .. i, state = i <= 2 and "posted" or i == 3 and state or "not_sent" }
  end
  posts[5].text = "Part 5 https://example.com/"
  posts[3].message = "The network could not be reached."
  return fake:add { posts = posts }
end

local function add_all(fake)
  fake:add { text = "An old one" }
  fake:add { text = "Refused one", state = "rejected" }
  fake:add { text = "A draft of mine", state = "draft" }
  fake:add { text = "Sent once", state = "unknown" }
  add_thread(fake, "not_sent")
  fake:add { posts = { { text = "Gone again", state = "posted", deleted_at = 1 } } }
  fake:add { text = "The newest" }
end

check.test("what is not finished comes first, then all, each with its state in words", function()
  add_all(install())
  list(14)
  local all = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  check.equal(all[1], "Enter open  r resume  c check  u undo  d forget  y copy link  q close")
  check.equal(all[2], "Not finished:")
  check.ok(all[3]:find("2 of 5 posted  @alice  Part 1$"), all[3])
  check.ok(all[4]:find("not known      @alice  Sent once$"), all[4])
  check.ok(all[5]:find("draft          @alice  A draft of mine$"), all[5])
  check.ok(all[6]:find("refused        @alice  Refused one$"), all[6])
  check.equal(all[7], "All, newest first:")
  check.ok(all[8]:find("^2023%-11%-1%d %d%d:%d%d  posted         @alice  The newest$"), all[8])
  check.ok(all[9]:find("deleted        @alice  Gone again$"), all[9])
  check.equal(vim.fn.line("."), 3)
end)

check.test("keys that make no sense are not shown, and say why they do nothing", function()
  local fake = install()
  fake:add { text = "The only one" }
  local messages = list(2)
  check.equal(vim.fn.getline(1), "Enter open  u undo  d forget  y copy link  q close")
  check.feed("r")
  x.wait_for_message(messages, "all of this is out")
  check.feed("c")
  x.wait_for_message(messages, "what became of this is known")
  check.feed("m")
  check.equal(fake:asked(), "")
end)

check.test("the keys that make sense at the cursor stay in sight", function()
  add_all(install())
  local before = vim.o.statusline
  list()
  go_to("A draft")
  vim.cmd("doautocmd CursorMoved")
  check.equal(vim.wo.statusline, " Enter open  d forget  q close%= %P ")
  check.feed("q")
  check.equal(vim.o.statusline, before)
  check.equal(vim.go.statusline, before)
end)

check.test("nothing is told where nothing was posted", function()
  install()
  local messages = check.messages()
  for _, action in ipairs { "", " open", " resume", " check", " undo" } do
    vim.cmd("XHistory" .. action)
  end
  for _, text in ipairs { "nothing was posted yet", "nothing to resume", "nothing to check",
    "nothing to undo" } do
    x.wait_for_message(messages, text)
  end
  check.equal(#messages, 5)
end)

check.test("2,000 entries are read page by page, and never hold the editor up", function()
  local fake = install()
  for i = 1, 2000 do
    fake:add { text = ("Entry %d: 長い投稿のテキスト "):format(i) .. ("word "):rep(100),
      state = i % 2 == 0 and "posted" or "not_sent" }
  end
  local worst = 0
  -- Of the processor alone, which others use too.
  local function timed(run)
    local begin = os.clock()
    run()
    worst = math.max(worst, (os.clock() - begin) * 1e3)
  end
  local slow = require "xpost.nvim.history_list"
  local new = slow.new
  check.after(function() slow.new = new end)
  function slow.new(...)
    local arguments, made = { ... }, nil
    timed(function() made = new(unpack(arguments)) end)
    return made
  end
  list()
  check.equal(#lines_with("Entry "), 120)
  check.equal(#lines_with("(m shows more)"), 1)
  check.equal(vim.fn.getline(23), "(there are more: m shows them)")
  for _, call in ipairs(fake.calls) do
    check.ok((call.options.limit or 0) <= 101, "limit is " .. tostring(call.options.limit))
  end
  vim.cmd("normal! G")
  for page = 2, 20 do
    local at = vim.fn.line(".")
    timed(function() check.feed("m") end)
    check.wait_for(function() return #lines_with("Entry ") == 20 + 100 * page end, "page " .. page)
    check.equal(vim.fn.line("."), at, "the cursor")
    check.equal(#lines_with("(m shows more)"), page == 20 and 0 or 1, "more")
    vim.cmd("normal! G")
  end
  check.ok(vim.fn.getline("$"):find("Entry 1:", 1, true))
  check.equal(fake.calls[#fake.calls].options.before, "key-00101")
  check.ok(worst < 100, ("it took %d ms"):format(worst))
  check.ok(vim.fn.getline(1):find("m more", 1, true), "more of what is not finished")
  go_to("(there are more")
  check.feed("<CR>")
  check.wait_for(function() return #lines_with("Entry ") == 2120 end, "more that is not finished")
  local set = slow.List.set
  check.after(function() slow.List.set = set end)
  local is_set = false
  function slow.List.set(...)
    local arguments = { ... }
    timed(function() set(unpack(arguments)) end)
    is_set = true
  end
  go_to("Entry 7:")
  local at = vim.fn.line(".")
  require("xpost.nvim.changes").tell()
  check.wait_for(function() return is_set end, "it is brought up to date")
  check.equal(#lines_with("Entry "), 2120)
  check.equal(vim.fn.line("."), at)
  check.ok(worst < 150, ("to bring it up to date took %d ms"):format(worst))
end)

check.test("it fits 80 and 40 columns, with wide characters", function()
  local columns = vim.o.columns
  check.after(function() vim.o.columns = columns end)
  local fake = install()
  add_all(fake)
  fake:add { text = ("これは長い日本語の投稿です👨‍👩‍👧"):rep(5) }
  fake:add { text = ("x" .. ("\204\129"):rep(40)):rep(60) }
  fake:add { text = "tab\tand\nline\r\nbreaks, and \1 control characters that need room, too" }
  for _, width in ipairs { 80, 40 } do
    for _, other in ipairs { false, true } do
      if other then
        fake:add { text = "Of another account", username = "a_user_of_15_ch", account = "work" }
      end
      vim.o.columns = width
      list()
      for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
        check.ok(vim.fn.strdisplaywidth(line) <= width, ("%d of %d: %s"):format(number, width, line))
        check.ok(not line:find("[%c]"), line)
      end
      check.equal(#lines_with("2 of 5 posted"), 2)
      check.equal(#lines_with("@alice") > 0, width == 80 or other)
      check.feed("q")
    end
    table.remove(fake.entries, 1)
  end
end)

check.test("r shows what is out and what remains, and goes on after a yes", function()
  local fake = install()
  local thread = add_thread(fake, "not_sent")
  local messages = list(5)
  check.feed("r")
  local shown = answer("n", "preview")
  check.ok(shown:find("Post these 3, the rest of 5, as @alice?  y = yes, n = no, e = edit", 1, true), shown)
  check.ok(shown:find("About $0.23", 1, true), shown)
  check.ok(shown:find("The last time: The network could not be reached.", 1, true), shown)
  check.ok(shown:find("1/5 is out: Part 1\n2/5 is out: Part 2\n\n3/5 · 6/280\nPart 3\n", 1,
    true), shown)
  check.ok(shown:find("5/5 · 30/280 · with a link\nPart 5 https://example.com/$"), shown)
  x.wait_for_message(messages, "not posted")
  check.equal(fake:asked(), "")
  check.feed("r")
  answer("y", "preview")
  x.wait_for_message(messages, "posted 5: https://x.example/alice/status/101")
  check.equal(fake:asked(), "resume")
  check.equal(last_call(fake, "resume").options.key, thread.key)
  check.wait_for(function() return vim.fn.line("$") == 2 end, "the list is brought up to date")
  check.ok(vim.fn.getline(2):find("  posted "), x.shown())
end)

check.test("c says what it found and what that costs; what X does not tell, the user is asked", function()
  local fake = install()
  fake:add { text = "Sent once", state = "unknown" }
  fake:add { text = "Sent twice", state = "unknown" }
  fake:add { text = "Sent thrice", state = "unknown" }
  local messages = list(9)
  go_to("Sent thrice")
  check.feed("c")
  x.wait_for_message(messages, "it is out (reads: about $0.025).")
  check.wait_for(function() return vim.fn.line("$") == 8 end, "the list")
  function fake.answers.check(_, options)
    if options.outcome then
      fake.answers.check = nil
      return nil, fake_history.operations.check(fake, options)
    end
    return { code = "unknown_outcome", outcome = "unknown", message = "Two posts are alike." }
  end
  local asking = fake.answers.check
  go_to("Sent twice")
  check.feed("c")
  local shown = answer("q")
  check.ok(shown:find("o = it is out, X = it is not, n = leave it open", 1, true), shown)
  check.ok(shown:find("Two posts are alike.\n\nSent twice$"), shown)
  x.wait_for_message(messages, "left open")
  for _, key in ipairs { "n", "<Esc>" } do
    messages = check.messages()
    check.feed("c")
    answer(key)
    x.wait_for_message(messages, "left open")
  end
  check.equal(fake:asked(), "check check check check")
  check.feed("c")
  answer("X")
  x.wait_for_message(messages, "it is not out")
  check.wait_for(function() return #lines_with("not sent") == 2 end, "the list")
  check.equal(last_call(fake, "check").options.outcome, "not_posted")
  fake.answers.check = asking
  local input, given = vim.ui.input, "nonsense"
  check.after(function() vim.ui.input = input end)
  vim.ui.input = function(_, take) take(given) end
  go_to("Sent once")
  check.feed("c")
  answer("o")
  x.wait_for_message(messages, "no link of a post")
  given = "https://x.com/alice/status/1234567890123456789?s=20"
  check.feed("c")
  answer("o")
  check.wait_for(function() return #lines_with("Sent once") == 1 end, "the list")
  local call = last_call(fake, "check")
  check.equal(call.options.outcome, "posted")
  check.equal(call.options.id, "1234567890123456789")
end)

check.test("a network that is down leaves nothing to decide", function()
  local fake = install()
  fake:add { text = "Sent once", state = "unknown" }
  function fake.answers.check()
    return { code = "network", message = "The network is down." }
  end
  local messages = list(5)
  check.feed("c")
  x.wait_for_message(messages, "The network is down.")
  check.ok(vim.api.nvim_buf_get_name(0):find("xpost://history", 1, true))
end)

check.test("u shows what is deleted, and that it cannot be taken back", function()
  local fake = install()
  fake:add { posts = { { text = "One", state = "posted" }, { text = "Two", state = "posted" } } }
  local messages = list(2)
  check.feed("u")
  local shown = answer("n")
  check.ok(shown:find("Delete these 2 posts of @alice at X?", 1, true), shown)
  check.ok(shown:find("About $0.02\nThis cannot be taken back.", 1, true), shown)
  check.ok(shown:find("1/2 · https://x.example/alice/status/101\nOne\n", 1, true), shown)
  x.wait_for_message(messages, "nothing is deleted")
  check.feed("u")
  answer("y")
  x.wait_for_message(messages, "deleted 2 posts; X bills about $0.02.")
  check.wait_for(function() return #lines_with("deleted") == 1 end, "the list")
  check.feed("u")
  x.wait_for_message(messages, "deleted already")
  check.feed("y")
  x.wait_for_message(messages, "has no link")
  check.equal(fake:asked(), "undo")
end)

check.test("d says what is lost, and removes the entry", function()
  local fake = install()
  add_all(fake)
  local messages = list(14)
  for text, note in pairs { ["A draft of mine"] = "It is not out: its text is lost.",
    ["Part 1"] = "Its rest is not out, and is lost.", ["Sent once"] = "It may be out,",
    ["The newest"] = "Nothing is deleted at X." } do
    go_to(text)
    check.feed("d")
    local shown = answer("n")
    check.ok(shown:find(note, 1, true), shown)
  end
  x.wait_for_message(messages, "it stays")
  go_to("A draft of mine")
  check.feed("d")
  answer("y")
  x.wait_for_message(messages, "removed from the history")
  check.wait_for(function() return vim.fn.line("$") == 12 end, "the list")
  check.equal(#lines_with("A draft of mine"), 0)
  check.equal(fake:asked(), "history")
end)

check.test("y copies the link of what is out", function()
  local fake = install()
  add_thread(fake, "not_sent")
  local messages = list(5)
  check.feed("y")
  x.wait_for_message(messages, "the link is copied")
  check.equal(vim.fn.getreg('"'), "https://x.example/alice/status/101")
end)

check.test("a key that is typed ahead answers no question", function()
  local fake = install()
  add_thread(fake, "not_sent")
  list(5)
  check.stop_clock()
  check.feed("ry")
  x.wait_for_window("preview")
  check.feed("y")
  vim.wait(50)
  check.ok(vim.api.nvim_buf_get_name(0):find("xpost://preview", 1, true), "it is answered")
  check.feed("n")
  check.equal(fake:asked(), "")
end)

check.test("windows that are closed in the middle of something are not missed", function()
  local fake = install()
  fake:add { text = "Sent once", state = "unknown" }
  add_thread(fake, "not_sent")
  local buffer = check.buffer { "The user's own text" }
  for _, name in ipairs { "check", "resume", "history" } do
    local messages = list()
    fake.answers[name] = function() return { code = "network", message = "Late answer." } end
    if name == "check" then
      go_to("Sent once")
      check.feed("c:q<CR>")
      x.wait_for_message(messages, "Late answer")
    elseif name == "resume" then
      go_to("Part 1")
      check.feed("r")
      x.wait_for_window("preview")
      vim.wait(300)
      check.feed("y")
      vim.cmd("only")
      vim.api.nvim_set_current_buf(buffer)
      x.wait_for_message(messages, "Late answer")
    else
      check.feed("d")
      x.wait_for_window("question")
      vim.cmd("wincmd k | quit")
      vim.wait(300)
      vim.cmd("only")
      vim.wait(50)
    end
    fake.answers[name] = nil
    vim.wait(50)
  end
  check.equal(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)[1], "The user's own text")
  check.equal(vim.v.errmsg, "")
end)

check.test("a list in another tab is brought up to date, whoever changed something", function()
  local fake = install()
  add_all(fake)
  list(14)
  local first = vim.api.nvim_get_current_buf()
  go_to("Sent once")
  vim.cmd("tabnew")
  check.after(function() vim.cmd("silent! tabonly") end)
  list(14)
  local second = vim.api.nvim_get_current_buf()
  check.ok(first ~= second, "each tab has its own")
  local messages = check.messages()
  go_to("Part 1")
  check.feed("r")
  answer("y", "preview")
  x.wait_for_message(messages, "posted 5:")
  for _, buffer in ipairs { first, second } do
    check.wait_for(function() return vim.api.nvim_buf_line_count(buffer) == 13 end, "the list")
  end
  vim.api.nvim_set_current_buf(second)
  check.feed("q")
  vim.cmd("tabfirst")
  check.equal(vim.api.nvim_get_current_buf(), first)
  check.ok(vim.fn.getline("."):find("Sent once", 1, true), "the cursor stays: " .. vim.fn.getline("."))
  require("xpost").draft({ text = "A draft by a script" }, function() end)
  check.wait_for(function() return #lines_with("A draft by a script") == 2 end, "the script's")
  check.ok(vim.fn.getline("."):find("Sent once", 1, true), vim.fn.getline("."))
  fake.answers.history = function() return { code = "store", message = "The disk is full." } end
  require("xpost.nvim.changes").tell()
  vim.wait(50)
  check.equal(#lines_with("A draft by a script"), 2, "what cannot be read stays")
end)

check.test(":XHistory goes to the list that is there", function()
  local fake = install()
  fake:add { text = "The older" }
  list(2)
  local buffer, count = vim.api.nvim_get_current_buf(), vim.fn.winnr("$")
  vim.cmd("wincmd k")
  fake:add { text = "The newer" }
  vim.cmd("XHistory")
  check.equal(vim.api.nvim_get_current_buf(), buffer)
  check.equal(vim.fn.winnr("$"), count)
  check.wait_for(function() return #lines_with("The newer") == 1 end, "the newer one")
  check.feed("q")
  vim.cmd("XHistory")
  vim.cmd("XHistory")
  x.wait_for_window("history")
  vim.wait(50)
  check.equal(vim.fn.winnr("$"), count)
end)

check.test("keys that would change a text do nothing", function()
  local fake = install()
  fake:add { text = "The only one" }
  list(2)
  vim.v.errmsg = ""
  local function try(keys)
    for _, key in ipairs(keys) do
      local went_well, problem = pcall(check.feed, key)
      check.ok(went_well and vim.v.errmsg == "", key .. ": " .. tostring(problem) .. vim.v.errmsg)
    end
  end
  local before = vim.fn.mode()
  try { "i", "a", "o", "O", "s", "x", "p", "P", "R", "J", "D", ".", "Vd<Esc>", "vx<Esc>" }
  check.feed("dd")
  x.wait_for_window("question")
  try { "d", "i", "x", "c", "p", "u" }
  answer("n")
  check.equal(vim.fn.mode(), before)
end)

check.test("what was posted while it was asked about is not deleted", function()
  local fake = install()
  local thread = add_thread(fake, "not_sent")
  local messages = list(5)
  check.feed("u")
  x.wait_for_window("question")
  thread.posts[3].state = "posted"
  answer("y")
  x.wait_for_message(messages, "this changed meanwhile")
  check.equal(fake:asked(), "")
end)

check.test("a window of the list that was split works on its own", function()
  local fake = install()
  fake:add { text = "The older" }
  fake:add { text = "The newer" }
  local messages = list(3)
  vim.cmd("split")
  vim.cmd("wincmd p | quit")
  check.feed("jy")
  x.wait_for_message(messages, "the link is copied")
  check.equal(vim.fn.getreg('"'), "https://x.example/alice/status/101")
end)

check.test("the commands take the newest that fits, or a key", function()
  local fake = install()
  add_all(fake)
  local messages = check.messages()
  vim.cmd("XHistory resume")
  check.ok(answer("n", "preview"):find("Part 3", 1, true))
  vim.cmd("XHistory resume key-00002")
  check.ok(answer("n", "preview"):find("Refused one", 1, true))
  vim.cmd("XHistory check")
  x.wait_for_message(messages, "it is out (")
  vim.cmd("XHistory undo")
  check.ok(answer("n"):find("The newest", 1, true))
  vim.cmd("XHistory undo key-00006")
  x.wait_for_message(messages, "deleted already")
  vim.cmd("XHistory resume key-00003")
  x.wait_for_message(messages, "this is a draft")
  vim.cmd("XHistory resume no such key")
  x.wait_for_message(messages, "the history has no 'no such key'")
  vim.cmd("XHistory! check")
  x.wait_for_message(messages, "! is for")
  vim.cmd("XHistory list too many")
  x.wait_for_message(messages, "too many words")
  check.equal(fake:asked(), "check")
  vim.cmd("XHistory! resume")
  x.wait_for_message(messages, "posted 5:")
  vim.cmd("XHistory! undo")
  x.wait_for_message(messages, "deleted; X bills")
  check.equal(fake:asked(), "check resume undo")
  check.equal(fake.calls[#fake.calls].options.key, "key-00007")
end)

check.test("what is to be resumed is found behind many drafts", function()
  local fake = install()
  fake:add { text = "Refused one", state = "rejected" }
  for i = 1, 450 do
    fake:add { text = "Draft " .. i, state = "draft" }
  end
  vim.cmd("XHistory resume")
  check.ok(answer("n", "preview"):find("Refused one", 1, true))
  check.equal(#fake.calls, 5)
end)

check.test("sub-commands are completed, and keys of the last list", function()
  local function complete(line)
    return table.concat(vim.fn.getcompletion(line, "cmdline"), " ")
  end
  check.equal(complete("XHistory "), "list resume check undo open")
  check.equal(complete("XHistory! re"), "resume")
  local fake = install()
  add_all(fake)
  list()
  check.feed("q")
  local count = #fake.calls
  check.equal(complete("XHistory resume "), "key-00005 key-00004 key-00002")
  check.equal(complete("XHistory check "), "key-00004")
  check.equal(complete("XHistory undo key-00007"), "key-00007")
  check.equal(complete("XHistory open key-0000"):match("^key%-00005"), "key-00005")
  check.equal(complete("XHistory list "), "")
  check.equal(#fake.calls, count, "completion reads nothing")
end)

check.test("Enter opens the text in a buffer of its own, and so does e where it is asked about", function()
  local fake = install()
  add_thread(fake, "not_sent")
  for _, key in ipairs { "<CR>", "r" } do
    list(5)
    check.feed(key)
    if key == "r" then
      answer("e", "preview")
    end
    check.wait_for(function() return vim.bo.buftype == "acwrite" end, "the buffer")
    check.equal(x.shown(),
      "Part 1\n---\nPart 2\n---\nPart 3\n---\nPart 4\n---\nPart 5 https://example.com/")
    check.equal(next(vim.fn.getbufvar("", "")["xpost"] or {}), nil, "no buffer variable")
    check.equal(vim.bo.modified, false)
    vim.cmd("bwipeout!")
  end
  check.equal(fake:asked(), "")
end)

check.finish()

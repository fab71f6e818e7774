-- Texts of a made-up history, opened in buffers: they are kept as they are changed, and posted.
local check = require "check"
local fake_history = require "fake_history"
local x = require "stand_in"

--- Another window, so that a test can close its own.
vim.cmd("new somewhere | split")

local function title()
  return vim.api.nvim_buf_get_name(0):gsub("^xpost%-draft://", "")
end

--- A history; the buffers of its texts are gone after the test.
local function install()
  local fake = fake_history.install(check.after)
  check.after(function()
    fake.answers = {}
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.startswith(vim.api.nvim_buf_get_name(buffer), "xpost-draft://") then
        vim.cmd("silent! bwipeout! " .. buffer)
      end
    end
    -- What is saved then is of this history still.
    check.wait_for(function()
      return not require("xpost.nvim.keeping").find(function() return true end)
    end, "the end")
  end)
  return fake
end

--- Opens an entry.
local function open(key)
  vim.cmd("XHistory open " .. key)
  check.wait_for(function() return title():gsub(" %(posted%)$", "") == key end, "the buffer of " .. key)
  return vim.api.nvim_get_current_buf()
end

local function set(...)
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { ... })
end

local function saved()
  check.wait_for(function() return not vim.bo.modified end, "it is saved")
end

local function kept(entry, text)
  check.wait_for(function() return entry.posts[1].text == text end, "kept: " .. text)
end

local function last_call(fake, name)
  for i = #fake.calls, 1, -1 do
    if fake.calls[i].name == name then
      return fake.calls[i].options
    end
  end
  return {}
end

local function add_thread(fake)
  return fake:add { posts = { { text = "Part 1", state = "posted" },
    { text = "Part 2", state = "not_sent" }, { text = "Part 3", state = "not_sent" } } }
end

check.test("a draft is kept with :w, which says so once", function()
  local fake = install()
  local draft = fake:add { text = "A draft\nof two lines", state = "draft" }
  local buffer = open(draft.key)
  check.equal(x.shown(), "A draft\nof two lines")
  check.equal(vim.bo.swapfile or vim.bo.undofile, false)
  vim.cmd("silent! undo")
  check.equal(x.shown(), "A draft\nof two lines", "loading cannot be undone")
  check.equal(vim.bo.modified, false)
  local messages = check.messages()
  set("Changed")
  vim.cmd("write")
  check.equal(vim.bo.modified, false, "it may be left")
  kept(draft, "Changed")
  check.equal(last_call(fake, "draft").key, draft.key)
  set("Changed again")
  vim.cmd("write | write | update | wall | quit")
  kept(draft, "Changed again")
  vim.wait(20)
  check.equal(#messages, 1)
  check.equal(messages[1] and messages[1].text, "xpost: kept as a draft.")
  check.equal(vim.fn.bufwinid(buffer), -1)
  check.equal(open(draft.key), buffer)
  check.equal(fake:asked(), "draft draft", "what is kept already is not kept again")
end)

check.test("a draft that was removed from the history is kept again with :w", function()
  local fake = install()
  local draft = fake:add { text = "Removed", state = "draft" }
  open(draft.key)
  fake.entries = {}
  local messages = check.messages()
  vim.cmd("write")
  x.wait_for_message(messages, "kept as a draft")
  check.equal(last_call(fake, "draft").text, "Removed")
  check.equal(last_call(fake, "draft").key, draft.key)
end)

check.test(":w does not call a draft what is posted", function()
  local fake = install()
  local entry = fake:add { text = "It is out", state = "posted" }
  open(entry.key)
  local messages = check.messages()
  vim.cmd("write")
  x.wait_for_message(messages, "the history has this text already")
  check.equal(fake:asked(), "")
end)

check.test("what is typed while it is saved is not taken for saved", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("Changed")
  vim.cmd("write")
  set("Changed more")
  kept(draft, "Changed")
  vim.wait(20)
  check.equal(vim.bo.modified, true)
  kept(draft, "Changed more")
  saved()
  set("Changed back")
  vim.cmd("write")
  set("Changed more")
  vim.cmd("write")
  check.wait_for(function() return fake:asked() == "draft draft draft draft" end, "all of them")
  kept(draft, "Changed more")
end)

check.test("what is kept is what the buffer has, however it is changed", function()
  local fake = install()
  local draft = fake:add { text = "一\n二\n三", state = "draft" }
  open(draft.key)
  local ways = { "x", "dd", "yyp", "yyP", "J", "oline<Esc>", "ggOtop<Esc>", "A end<Esc>", "guu", "u",
    "<C-R>", ":global/./normal! Ix<CR>", ":silent! %s/e/\\r/g<CR>", "ggdG", "Ia<CR>b<Esc>", "ggVjd",
    ":sort<CR>", "P", ":silent! 2,$move 0<CR>", "u", "G$<C-V>gg0d" }
  local one = require("xpost.nvim.opened").of(vim.api.nvim_get_current_buf())
  math.randomseed(5)
  for i = 1, 300 do
    local way = ways[math.random(#ways)]
    check.feed(way)
    check.equal(one:text(), x.shown(), ("%d: %q"):format(i, way))
    if vim.fn.line("$") > 200 then
      vim.cmd("silent %delete")
    end
  end
  set("The end")
  vim.cmd("write")
  kept(draft, "The end")
end)

check.test("an error is told once, keeps it modified, and it is tried again", function()
  local fake = install()
  local entry = fake:add { text = "Refused", state = "rejected" }
  open(entry.key)
  fake.answers.draft = function() return { code = "store", message = "The disk is full." } end
  local messages = check.messages()
  set("Refused no more")
  x.wait_for_message(messages, "the draft is not kept: The disk is full.")
  check.equal(vim.bo.modified, true)
  set("Refused no more!")
  check.wait_for(function() return fake:asked() == "draft draft" end, "the second attempt")
  vim.wait(20)
  check.equal(#messages, 1)
  vim.cmd("write")
  check.wait_for(function() return #messages == 2 end, "it is told who asks")
  check.equal(vim.bo.modified, true)
  fake.answers.draft = nil
  vim.cmd("write")
  x.wait_for_message(messages, "kept as a draft.")
  saved()
  check.equal(#fake.entries, 2)
  local key = fake.entries[1].key
  check.equal(title(), key, "it has the name of its draft")
  for _, call in ipairs(fake.calls) do
    check.ok(call.name ~= "draft" or call.options.key == key, "one key for all attempts")
  end
  set("Once more")
  kept(fake.entries[1], "Once more")
  check.equal(#fake.entries, 2)
  check.equal(entry.text, "Refused")
end)

check.test("a text that cannot be kept is there again, however its buffer was closed", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  fake.answers.draft = function() return { code = "store", message = "The disk is full." } end
  for _, way in ipairs { "bwipeout!", "bdelete!", "quit!" } do
    local text = "Precious: " .. way
    open(draft.key)
    -- It is there before it is opened.
    check.wait_for(function() return fake:is_idle() end, "it is opened")
    set(text)
    local messages = check.messages()
    vim.cmd(way)
    local window = vim.api.nvim_get_current_win()
    if way ~= "quit!" then -- that hides it
      x.wait_for_message(messages, "The disk is full.")
    end
    check.equal(vim.api.nvim_get_current_win(), window, "nobody is taken away")
    open(draft.key)
    check.equal(x.shown(), text)
    check.equal(vim.bo.modified, true)
  end
end)

check.test("what was kept is not opened again after it was closed", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  local buffer = open(draft.key)
  set("First")
  vim.cmd("write")
  set("Second")
  vim.cmd("bwipeout!")
  kept(draft, "Second")
  vim.wait(20)
  check.ok(not vim.api.nvim_buf_is_valid(buffer))
  check.ok(not vim.api.nvim_buf_get_name(0):find("xpost-draft", 1, true), "it is open again")
end)

check.test("what is opened again before it is saved is not read from the ledger", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("Newer")
  vim.cmd("bwipeout!")
  open(draft.key)
  check.equal(x.shown(), "Newer")
  kept(draft, "Newer")
end)

check.test("a draft that was changed elsewhere is not written over", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("Mine")
  draft.posts[1].text, draft.text = "Theirs", "Theirs"
  x.expect("write", "changed or posted meanwhile: kept as another.")
  saved()
  check.equal(draft.posts[1].text, "Theirs")
  check.equal(fake.entries[1].text, "Mine")
end)

check.test("an entry that is open is gone to, in any tab", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  local buffer = open(draft.key)
  set("Changed")
  local window = vim.api.nvim_get_current_win()
  vim.cmd("wincmd k")
  check.equal(open(draft.key), buffer)
  check.equal(vim.api.nvim_get_current_win(), window)
  vim.cmd("tabnew")
  check.equal(open(draft.key), buffer)
  check.equal(vim.api.nvim_get_current_win(), window)
  vim.cmd("silent! tabonly")
  check.equal(x.shown(), "Changed")
end)

check.test("a thread is gone on with unchanged, and changed it is another", function()
  local fake = install()
  local thread = add_thread(fake)
  open(thread.key)
  check.equal(x.shown(), "Part 1\n---\nPart 2\n---\nPart 3")
  vim.cmd("XPost")
  check.ok(x.answer("n", "preview"):find("Post these 2, the rest of 3", 1, true))
  set("Part 1", "---", "Part two", "---", "Part 3")
  vim.cmd("XPost")
  local shown = x.answer("n", "preview")
  check.ok(shown:find("1 of the 3 posts that this was made of is out", 1, true), shown)
  x.expect("XPost!", "posted http")
  local call = last_call(fake, "post")
  check.equal(call.text, "Part 1\n---\nPart two\n---\nPart 3")
  check.equal(call.markdown and call.thread and call.directory, vim.fn.getcwd())
  check.ok(call.key and call.key ~= thread.key)
  check.equal(fake:asked(), "draft post")
  check.equal(thread.done, 1)
end)

check.test("a thread that was deleted is posted anew, under another key", function()
  local fake = install()
  local posts = {}
  for i = 1, 2 do
    posts[i] = { text = "Part " .. i, state = "posted", deleted_at = 1700000000 }
  end
  local thread = fake:add { posts = posts }
  open(thread.key)
  x.expect("XPost!", "posted http")
  local call = last_call(fake, "post")
  check.equal(call.text, "Part 1\n---\nPart 2")
  check.ok(call.markdown and call.thread and call.key ~= thread.key)
end)

check.test("a draft of several posts is posted as they are separated", function()
  local fake = install()
  local draft = fake:add { text = "One\n---\nTwo", state = "draft" }
  open(draft.key)
  x.expect("XPost!", "posted http")
  check.equal(last_call(fake, "post").text, "One\n---\nTwo")
  check.equal(last_call(fake, "post").key, draft.key)
  check.equal(last_call(fake, "post").thread, true)
  check.equal(fake:asked(), "post")
end)

check.test("an unchanged text goes on under its key, though it is old", function()
  local fake = install()
  local entry = fake:add { text = "Sent once", state = "unknown", created_at = 1 }
  open(entry.key)
  x.expect("XPost!", "posted http")
  check.equal(fake:asked(), "resume")
  check.equal(last_call(fake, "resume").key, entry.key)
end)

check.test("a changed text says that what it came from may be out", function()
  local fake = install()
  local entry = fake:add { text = "Sent once", state = "unknown" }
  open(entry.key)
  set("Sent once!")
  vim.cmd("XPost")
  check.ok(x.answer("n", "preview"):find("may be out", 1, true))
  vim.cmd("write")
  saved()
  vim.cmd("XPost")
  check.ok(x.answer("n", "preview"):find("may be out", 1, true), "as a draft, too")
end)

check.test("a draft is posted under its key, and then its buffer holds a post", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("A draft, changed")
  x.expect("XPost!", "posted http")
  check.equal(last_call(fake, "post").key, draft.key)
  saved()
  check.equal(x.shown(), "A draft, changed")
  check.equal(draft.state, "posted")
  check.wait_for(function() return title() == draft.key .. " (posted)" end, "the title")
  set("Another")
  check.wait_for(function() return fake.entries[1].text == "Another" end, "another draft")
  check.equal(#fake.entries, 2)
  check.wait_for(function() return title() == fake.entries[1].key end, "the title")
  x.expect("XPost!", "posted http")
  check.equal(last_call(fake, "post").key, fake.entries[1].key)
  check.equal(draft.text, "A draft, changed")
end)

check.test("a draft that failed is mended and posted", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  fake.answers.post = function()
    draft.posts[1].state, draft.state, draft.outcome = "rejected", "rejected", "not_posted"
    return { code = "forbidden", message = "X refused it.", outcome = "not_posted", key = draft.key }
  end
  x.expect("XPost!", "Not posted. X refused it. ':XHistory open' to change it.")
  fake.answers.post = nil
  check.wait_for(function() return fake:is_idle() end, "the end")
  set("A better one")
  x.expect("XPost!", "posted http")
  check.ok(last_call(fake, "post").key ~= draft.key)
  check.equal(draft.text, "A draft")
end)

check.test("what is changed while it is posted becomes another draft", function()
  for _, moment in ipairs { "before it is recorded", "after that" } do
    local fake = install()
    local draft = fake:add { text = "A draft", state = "draft" }
    open(draft.key)
    fake.answers.post = function(self, options)
      local function record()
        local entry = self:find(draft.key)
        if entry.text ~= options.text then
          self:add { text = entry.text, state = "draft" } -- as the core does
        end
        return fake_history.operations.post(self, options)
      end
      local result = moment == "after that" and record() or nil
      set("A draft, and more")
      vim.cmd("write")
      vim.wait(20)
      return nil, result or record()
    end
    x.expect("XPost!", "posted http")
    local function texts()
      return table.concat(vim.tbl_map(function(entry)
        return entry.state .. ": " .. entry.text
      end, fake.entries), " | ")
    end
    local wanted = "draft: A draft, and more | posted: A draft"
    check.wait_for(function() return texts() == wanted end, "both")
    check.wait_for(function() return title() == fake.entries[1].key end, moment)
    set("A draft, and still more")
    kept(fake.entries[1], "A draft, and still more")
    check.equal(#fake.entries, 2, moment)
    vim.cmd("bwipeout!")
  end
end)

check.test("what is changed and posted while it is posted stays what is posted last", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  local messages, second = check.messages(), nil
  local function posted()
    return #vim.tbl_filter(function(message) return message.text:find("posted http") end, messages)
  end
  fake.answers.post = function(self, options)
    local result = fake_history.operations.post(self, options)
    fake.answers.post = nil
    set("A draft, and more")
    vim.cmd("write")
    check.wait_for(function() return title() ~= draft.key end, "another draft")
    second = title()
    vim.cmd("XPost!")
    check.wait_for(function() return posted() == 1 end, "the second is out")
    return nil, result
  end
  vim.cmd("XPost!")
  check.wait_for(function() return posted() == 2 end, "both are out")
  check.equal(title(), second .. " (posted)")
end)

check.test("a draft that was posted elsewhere is not posted again", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("A draft, changed")
  vim.cmd("XPost")
  x.wait_for_window("preview")
  draft.posts[1].state, draft.state, draft.outcome = "posted", "posted", "posted"
  fake.answers.post = function()
    return { code = "invalid_request", message = "This key was used for another post.",
      outcome = "not_posted", key = draft.key }
  end
  local messages = check.messages()
  x.answer("y", "preview")
  x.wait_for_message(messages, "this draft was posted meanwhile; nothing is sent.")
  check.equal(#messages, 1)
  fake.answers.post = nil
  check.wait_for(function() return fake:is_idle() end, "the end")
  x.expect("XPost!", "this draft was posted meanwhile; nothing is sent.")
  check.equal(fake:asked(), "draft post")
  x.expect("%XPost!", "posted http")
end)

check.finish()

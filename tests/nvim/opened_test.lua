-- Texts of a made-up history, opened in buffers: they are kept with :w, and posted.
local check = require "check"
local fake_history = require "fake_history"
local x = require "stand_in"

local function install()
  return fake_history.install(check.after)
end

--- Opens an entry; its buffer is gone after the test.
local function open(key, name)
  vim.cmd("XHistory open " .. key)
  check.wait_for(function()
    return vim.api.nvim_buf_get_name(0) == "xpost-draft://" .. (name or key)
  end, "the buffer of " .. key)
  local buffer = vim.api.nvim_get_current_buf()
  check.after(function() vim.cmd("silent! bwipeout! " .. buffer) end)
  return buffer
end

local function set(...)
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { ... })
end

local function saved()
  check.wait_for(function() return not vim.bo.modified end, "it is saved")
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

check.test("a draft is kept with :w, and :q protests before", function()
  local fake = install()
  local draft = fake:add { text = "A draft\nof two lines", state = "draft" }
  local buffer = open(draft.key)
  check.equal(x.shown(), "A draft\nof two lines")
  check.equal(vim.bo.swapfile or vim.bo.undofile, false)
  vim.cmd("silent! undo")
  check.equal(x.shown(), "A draft\nof two lines", "loading cannot be undone")
  check.equal(vim.bo.modified, false)
  set("Changed")
  local went_well, problem = pcall(vim.cmd, "quit")
  check.ok(not went_well and problem:find("E37", 1, true), tostring(problem))
  vim.cmd("write")
  check.equal(vim.bo.modified, true, "it is not kept yet")
  saved()
  check.equal(draft.posts[1].text, "Changed")
  check.equal(last_call(fake, "draft").key, draft.key)
  set("Changed again")
  vim.cmd("edit!")
  check.equal(x.shown(), "Changed")
  check.equal(vim.bo.modified, false)
  vim.cmd("quit")
  check.ok(not vim.api.nvim_buf_is_loaded(buffer))
end)

check.test("what is typed while it is saved is not taken for saved", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("Changed")
  vim.cmd("write")
  set("Changed more")
  check.wait_for(function() return draft.posts[1].text == "Changed" end, "the first")
  vim.wait(50)
  check.equal(vim.bo.modified, true)
  vim.cmd("write | write")
  saved()
  vim.wait(50) -- the second :w
  check.equal(draft.posts[1].text, "Changed more")
end)

check.test("an error keeps it modified; a text that is no draft becomes one", function()
  local fake = install()
  local entry = fake:add { text = "Refused", state = "rejected" }
  open(entry.key)
  set("Refused no more")
  fake.answers.draft = function() return { code = "store", message = "The disk is full." } end
  x.expect("write", "The disk is full.")
  check.equal(vim.bo.modified, true)
  fake.answers.draft = nil
  x.expect("write", "kept as a draft")
  saved()
  check.equal(#fake.entries, 2)
  check.equal(last_call(fake, "draft").key, nil)
  local key = fake.entries[1].key
  set("Once more")
  vim.cmd("write")
  saved()
  check.equal(last_call(fake, "draft").key, key, "the key is remembered")
  check.equal(fake.entries[1].text, "Once more")
  check.equal(entry.text, "Refused")
end)

check.test("a text that cannot be kept after :wq! is there again", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("Precious")
  fake.answers.draft = function() return { code = "store", message = "The disk is full." } end
  vim.cmd("write | quit!")
  check.wait_for(function() return x.shown() == "Precious" end, "the text")
  check.equal(vim.bo.modified, true)
  vim.cmd("bwipeout!")
end)

check.test("what was kept is not opened again after :w and :q!", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  local buffer = open(draft.key)
  set("First")
  vim.cmd("write")
  set("Second")
  vim.cmd("write")
  vim.cmd("quit!")
  check.wait_for(function() return draft.posts[1].text == "Second" end, "the second")
  vim.wait(50)
  check.ok(not vim.api.nvim_buf_is_loaded(buffer))
  check.ok(not vim.api.nvim_buf_get_name(0):find("xpost-draft", 1, true), "it is open again")
end)

check.test("a draft that was changed elsewhere is not written over", function()
  local fake = install()
  local draft = fake:add { text = "A draft", state = "draft" }
  open(draft.key)
  set("Mine")
  draft.posts[1].text, draft.text = "Theirs", "Theirs"
  x.expect("write", "changed elsewhere")
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

check.test("a thread is gone on with unchanged, and never posted with its ---", function()
  local fake = install()
  local thread = add_thread(fake)
  open(thread.key)
  check.equal(x.shown(), "Part 1\n---\nPart 2\n---\nPart 3")
  vim.cmd("XPost")
  check.ok(x.answer("n", "preview"):find("Post these 2, the rest of 3", 1, true))
  set("Part 1", "---", "Part two", "---", "Part 3")
  for _, command in ipairs { "XPost", "XPost!", "%XPost", "2,3XPost!", "XPost! account=work" } do
    x.expect(command, "not posted: this is a thread.")
  end
  vim.cmd("write")
  saved()
  x.expect("XPost!", "not posted: this is a thread.")
  check.equal(fake:asked(), "draft")
  x.expect("3XPost!", "posted http")
  check.equal(last_call(fake, "post").text, "Part two")
  check.equal(last_call(fake, "post").key, nil)
  check.equal(thread.done, 1)
end)

check.test("a thread that is kept as a draft is no single post later", function()
  local fake = install()
  open(fake:add { text = "One\n---\nTwo", state = "draft" }.key)
  x.expect("XPost!", "a line '---' stands between")
  x.expect("%XPost!", "posted http")
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
  set("Another")
  x.expect("XPost!", "posted http")
  check.equal(last_call(fake, "post").key, nil)
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
  vim.wait(50)
  set("A better one")
  x.expect("XPost!", "posted http")
  check.equal(last_call(fake, "post").key, nil)
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
  vim.wait(50)
  x.expect("XPost!", "this draft was posted meanwhile; nothing is sent.")
  check.equal(fake:asked(), "draft post")
  x.expect("%XPost!", "posted http")
end)

check.finish()

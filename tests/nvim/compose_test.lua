-- Drafts that are kept as they are written, with a ledger, in other Neovims that end in every way.
local check = require "check"
local x = require "stand_in"

local state = os.getenv("XDG_STATE_HOME")

local function start(arguments)
  return check.editor { arguments = arguments }
end

--- The texts of the drafts, newest first.
local function drafts()
  local texts = {}
  for _, entry in ipairs(x.call("history", { unfinished = true, limit = 100 }) or {}) do
    texts[#texts + 1] = entry.state == "draft" and entry.text or nil
  end
  return texts
end

local function wait_for_draft(text)
  return check.wait_for(function() return vim.tbl_contains(drafts(), text) end,
    "the draft '" .. text .. "'")
end

local function shown(editor)
  return table.concat(editor:call("nvim_buf_get_lines", 0, 0, -1, false), "\n")
end

local function name(editor)
  return editor:call("nvim_buf_get_name", 0)
end

--- Opens a draft, with a command, and waits until it is there.
local function compose(editor, command)
  editor:lua("require('xpost') vim.cmd(...)", command or "XCompose new")
  editor:wait_for("return vim.bo.filetype == 'markdown' and vim.bo.modifiable", "a draft")
end

local function modified(editor)
  return editor:lua("return vim.bo.modified")
end

--- As check.equal, for lists.
local function same(list, wanted, what)
  check.equal(vim.inspect(list), vim.inspect(wanted), what)
end

--- Completion gives the history a moment, which is short on a busy machine.
---@param wanted string[]|integer The words, or how many there are
local function wait_for_completion(editor, line, wanted)
  local found
  vim.wait(10000, function()
    found = editor:lua("return vim.fn.getcompletion(..., 'cmdline')", line)
    return type(wanted) == "number" and #found == wanted or vim.deep_equal(found, wanted)
  end, 50)
  same(type(wanted) == "number" and #found or found, wanted, line)
end

local function forget_all()
  vim.fn.delete(state .. "/xpost", "rf")
end

check.test("what is typed is kept by itself, in no other file, and found again", function()
  local place = vim.fn.tempname()
  vim.fn.mkdir(place, "p")
  local editor = start { "--cmd", ("set backup writebackup undofile swapfile updatecount=1"
    .. " directory=%s// undodir=%s backupdir=%s shada='100,<50,s10,h,n%s/shada"):format(
      place, place, place, place) }
  compose(editor, "XCompose")
  local options = "return { vim.bo.buftype, vim.bo.swapfile, vim.bo.undofile, vim.bo.modeline }"
  same(editor:lua(options), { "acwrite", false, false, false })
  editor:input("i下書き: 一行目<CR>---<CR>二行目")
  wait_for_draft("下書き: 一行目\n---\n二行目")
  check.equal(editor:call("nvim_get_mode").mode, "i")
  check.equal(modified(editor), false)
  editor:input("<Esc>:wshada<CR>")
  for _, file in ipairs(vim.fn.readdir(place)) do
    local text = table.concat(vim.fn.readfile(place .. "/" .. file, "b"), "\n")
    check.ok(not text:find("一行目", 1, true), file .. " holds the text")
  end
  local draft = name(editor)
  editor:kill()
  editor = start()
  editor:lua("messages = {} vim.notify = function(text) table.insert(messages, text) end")
  compose(editor, "XCompose")
  check.equal(shown(editor), "下書き: 一行目\n---\n二行目")
  check.equal(name(editor), draft)
  check.equal(editor:lua("return #vim.api.nvim_list_wins()"), 1, "no empty window is left beside")
  check.ok(editor:lua("return messages[1]"):find("':XCompose new' begins another draft", 1, true))
  editor:input("u")
  check.equal(shown(editor), "下書き: 一行目\n---\n二行目", "loading cannot be undone")
  editor:lua("vim.cmd('new | XCompose')")
  editor:wait_for("return vim.api.nvim_buf_get_name(0) ~= ''", "it is gone to")
  check.equal(editor:lua("return #vim.api.nvim_list_wins()"), 2)
  editor:lua("vim.cmd('XCompose new')")
  check.equal(shown(editor), "")
  wait_for_completion(editor, "XCompose ", { "new", (draft:gsub("^.*//", "")) })
  editor:lua("vim.cmd('quit')")
  check.equal(#drafts(), 1, "an empty one is not kept")
  check.equal(editor:stop(), 0)
end)

check.test("typing on without a pause loses little when it is killed", function()
  forget_all()
  local editor = start()
  compose(editor)
  editor:input("i")
  local text = ""
  while not drafts()[1] and #text < 100 do
    vim.wait(150)
    text = text .. "x "
    editor:input("x ")
  end
  check.ok(#text < 100, "it is kept before there is a pause")
  editor:kill()
  check.ok(vim.startswith(text, drafts()[1]), drafts()[1])
end)

check.test("it may be left in every way at once", function()
  forget_all()
  local ways = { ":quit", ":close", ":bdelete", ":bwipeout", ":enew", ":buffer other", ":wq", ":x",
    "ZZ", "<C-W>c", ":hide", ":wall|quit", ":update|bdelete", ":w!|bwipeout", "<C-W>p:only",
    ":tab split|tabclose", ":bwipeout!", ":bdelete!", ":quit!", ":edit other2", "<C-W>o<C-W>n" }
  for _, option in ipairs { "hidden", "nohidden autowriteall" } do
    local editor = start { "--cmd", "set " .. option }
    editor:lua("vim.cmd('edit other | split')")
    for i, way in ipairs(ways) do
      local text = ("%s %d: %s"):format(option, i, way)
      compose(editor)
      editor:lua("vim.v.errmsg = ''")
      editor:input("i" .. text:gsub("<", "<lt>") .. "<Esc>" .. way
        .. (way:find(":", 1, true) and "<CR>" or ""))
      check.equal(editor:lua("return vim.v.errmsg"), "", text)
      wait_for_draft(text)
      editor:lua("vim.cmd('silent! tabonly! | silent! only! | split')")
    end
    check.equal(#drafts(), #ways)
    check.equal(editor:stop(), 0)
    forget_all()
  end
end)

check.test("Neovim may be ended in every way at once", function()
  local ways = { ":qa<CR>", ":qa!<CR>", ":wqa<CR>", ":xa<CR>", "ZZ", ":wq<CR>", ":q<CR>", ":q!<CR>",
    ":cq<CR>", ":x<CR>", "sigterm", "sighup" }
  for i, way in ipairs(ways) do
    local editor, text = start(), ("%d: the end"):format(i)
    compose(editor)
    editor:input("i" .. text)
    if way:find("^sig") then
      vim.loop.kill(vim.fn.jobpid(editor.channel), way)
    else
      -- It may be gone before it answers.
      vim.fn.rpcnotify(editor.channel, "nvim_input", "<Esc>" .. way)
    end
    check.ok(editor:wait(), way .. " does not end it")
    check.equal(drafts()[1], text, way)
  end
  forget_all()
end)

check.test("two Neovims do not write over each other", function()
  local one, other = start(), start()
  compose(one)
  one:input("iText<Esc>")
  wait_for_draft("Text")
  compose(other, "XCompose")
  other:lua("messages = {} vim.notify = function(text) table.insert(messages, text) end")
  one:input("A one<Esc>")
  wait_for_draft("Text one")
  other:input("A two<Esc>")
  wait_for_draft("Text two")
  other:wait_for("return #messages > 0")
  check.ok(name(one) ~= name(other), "the name is that of the new draft")
  same(other:lua("return messages"),
    { "xpost: the draft was changed or posted meanwhile: kept as another." })
  check.equal(other:lua("return #vim.fn.getbufinfo()"), 1, "no buffer is left of the old name")
  other:input("A more<Esc>")
  wait_for_draft("Text two more")
  local all = drafts()
  table.sort(all)
  same(all, { "Text one", "Text two more" })
  -- Without changes of its own, what was written elsewhere is shown.
  other:lua("vim.cmd('XCompose ' .. ...)", (name(one):gsub("^.*//", "")))
  other:wait_for("return vim.fn.getline(1) == 'Text one'")
  one:input("A, again<Esc>")
  wait_for_draft("Text one, again")
  other:lua("vim.cmd('edit')")
  other:wait_for("return vim.fn.getline(1) == 'Text one, again'")
  check.equal(modified(other), false)
  other:input("A: both<Esc>")
  wait_for_draft("Text one, again: both")
  check.equal(#drafts(), 2)
end)

check.test("a session and ':edit' open a draft by its name, ':saveas' makes a file of it", function()
  forget_all()
  local place = vim.fn.tempname()
  vim.fn.mkdir(place, "p")
  local editor = start()
  compose(editor)
  editor:input("iIn a session<Esc>:wq<CR>")
  editor:wait()
  editor = start()
  compose(editor, "XCompose")
  editor:lua("vim.cmd('mksession ' .. ...)", place .. "/session")
  local text = table.concat(vim.fn.readfile(place .. "/session"), "\n")
  check.ok(not text:find("In a session", 1, true))
  editor:stop()
  editor = start()
  editor:lua("vim.cmd('silent! source ' .. ...)", place .. "/session")
  editor:wait_for("return vim.fn.getline(1) == 'In a session'")
  check.equal(editor:lua("return vim.bo.buftype"), "acwrite")
  editor:input("A, changed<Esc>")
  wait_for_draft("In a session, changed")
  editor:input(":w " .. place .. "/copy<CR>")
  same(vim.fn.readfile(place .. "/copy"), { "In a session, changed" })
  editor:input(":saveas " .. place .. "/file<CR>A<CR>---<CR>More<Esc>:w<CR>")
  same(vim.fn.readfile(place .. "/file"), { "In a session, changed", "---", "More" })
  editor:wait_for("return require('xpost').statusline() == '30/280'", "the count of a plain text")
  check.equal(editor:lua("return vim.bo.buftype"), "")
  same(drafts(), { "In a session, changed" })
end)

check.test("nothing takes the place of what was written, and undo brings it back", function()
  forget_all()
  local editor = start()
  editor:lua("messages = {} vim.notify = function(text) table.insert(messages, text) end")
  compose(editor)
  editor:input("iOf worth<Esc>:w<CR>")
  editor:wait_for("return #messages == 1", "it is told to be kept")
  same(drafts(), { "Of worth" })
  editor:input("ggdG:w<CR>")
  same(drafts(), { "Of worth" })
  check.equal(modified(editor), false)
  editor:wait_for("return #messages == 2")
  same(editor:lua("return messages"), { "xpost: kept as a draft.",
    "xpost: this is blank: the draft stays as it was." })
  editor:input("u")
  vim.wait(500)
  check.equal(modified(editor), false)
  editor:input("A, and more<Esc>")
  wait_for_draft("Of worth, and more")
  check.equal(#drafts(), 1)
  check.equal(#editor:lua("return messages"), 2)
end)

check.test("a draft is of the account that is configured, or of none", function()
  forget_all()
  for _, account in ipairs { "work", "other" } do
    check.ok(x.call("draft", { text = "For " .. account, account = account }))
  end
  local editor = start()
  editor:lua("vim.g.xpost = { account = 'work' }")
  compose(editor, "XCompose")
  check.equal(shown(editor), "For work")
  compose(editor, "XCompose new")
  editor:input("iNew<Esc>")
  wait_for_draft("New")
  check.equal((x.call("history", {}) or {})[1].account, "work")
  check.ok(x.call("draft", "For nobody"))
  editor:lua("vim.cmd('new | XCompose')")
  editor:wait_for("return vim.fn.getline(1) == 'For nobody'")
  -- The key of one that was composed begins with the day; the others' are random.
  wait_for_completion(editor, "XCompose ", 4)
  wait_for_completion(editor, "XCompose " .. os.date("%Y%m"), 1)
end)

check.test("what saves files by itself neither publishes nor fails", function()
  forget_all()
  local editor = start { "--cmd", "set autowriteall nohidden",
    "--cmd", "autocmd TextChanged,InsertLeave * silent! wall" }
  editor:lua([[messages = {}
    vim.notify = function(text) table.insert(messages, text) end
    buffer = require("xpost.nvim.compose").open_text("From\nelsewhere")]])
  wait_for_draft("From\nelsewhere")
  for i = 1, 10 do
    editor:input("A" .. i .. "<Esc>x")
  end
  editor:input("A!<Esc>")
  wait_for_draft("From1!\nelsewhere")
  check.ok(#editor:lua("return messages") <= 1, "one message at most")
  check.equal(#drafts(), 1)
end)

check.finish()

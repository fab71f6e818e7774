-- The exact text that is meant, compared with what the editor itself would yank.
local check = require "check"
local selection = require "xpost.nvim.selection"

local ESCAPE = "<Esc>"

--- Runs in a buffer with these lines.
local function with_lines(lines, call)
  local buffer = vim.api.nvim_create_buf(true, false)
  vim.api.nvim_set_current_buf(buffer)
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  call(buffer)
  vim.api.nvim_buf_delete(buffer, { force = true })
end

--- Sets options for the test.
local function set(options)
  for name, value in pairs(options) do
    local before = vim.o[name]
    vim.o[name] = value
    check.after(function() vim.o[name] = before end)
  end
end

--- Selects with keys; some of them may go nowhere.
local function select_with(keys)
  vim.cmd("silent! normal! " .. keys)
  vim.cmd("silent! normal! \27")
end

--- Lines as functions of the editor give them, which say "\n" for a zero byte.
local function joined(lines)
  return table.concat(vim.tbl_map(function(line) return (line:gsub("\n", "\0")) end, lines), "\n")
end

--- What yanking with these keys gives, as posted: without a line break at the end.
local function yanked(keys)
  vim.cmd("silent! noautocmd normal! " .. keys)
  local register = vim.fn.getreginfo "z"
  local text = joined(register.regcontents or {})
  return register.regtype == "v" and text:gsub("\n$", "") or text
end

--- The text of a selection made with the keys, which must be the one that is wanted and yanked.
local function selected(lines, keys, wanted)
  with_lines(lines, function()
    check.feed("gg0" .. keys)
    check.equal(selection.visual(), wanted, keys .. ", active")
    check.feed(ESCAPE)
    check.equal(selection.visual(), wanted, keys)
    vim.cmd "normal! G$"
    check.equal(selection.visual(), wanted, keys .. ", stale")
    check.equal(yanked 'gv"zy', wanted, keys .. ", yanked")
  end)
end

local text = { "one two three", "", "\tfour", "日本語 e\204\129 😀 x", "last" }

check.test("lines are joined, without a line break at the end", function()
  with_lines({ "one", "", "three" }, function()
    check.equal(selection.lines(1, 3), "one\n\nthree")
    check.equal(selection.lines(2, 2), "")
    check.equal(selection.lines(2, 9), "\nthree")
    check.equal(selection.lines(7, 9), "")
  end)
  with_lines({ "" }, function() check.equal(selection.lines(1, 1), "") end)
  with_lines({ "a\0b", "\0" }, function() check.equal(selection.lines(1, 2), "a\0b\n\0") end)
end)

check.test("a size is that of the lines", function()
  with_lines({ "one", "", "日本", "four" }, function(buffer)
    for first = 1, 4 do
      for last = first, 6 do
        check.equal(selection.size(first, last), #selection.lines(first, last), first .. "," .. last)
      end
    end
    check.equal(selection.size(3, 2), 0)
    for _, option in ipairs { "fileformat=dos", "noendofline nofixendofline", "binary" } do
      vim.cmd("setlocal " .. option)
      check.equal(selection.size(1, 4), 16, option)
      check.equal(selection.size(2, 4), 12, option)
      check.equal(selection.size(2, 3), 7, option)
    end
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, {})
    check.equal(selection.size(1, 1), 0)
  end)
end)

check.test("nothing selected is nil", function()
  with_lines({ "one" }, function() check.equal(selection.visual(), nil) end)
end)

check.test("a charwise selection", function()
  selected(text, "wve", "two")
  selected(text, "v", "o")
  selected(text, "wvj", "two three\n")
  selected(text, "wv2j", "two three\n\n\t")
  selected(text, "v$", "one two three")
  selected(text, "vj$", "one two three\n")
  selected(text, "vG$", table.concat(text, "\n"))
  selected(text, "$vG0o", "e\n\n\tfour\n日本語 e\204\129 😀 x\nl")
  selected(text, "3G0v", "\t")
  selected(text, "4Gvl", "日本")
  selected(text, "4G4lv", "e\204\129")
  selected(text, "4G4lv2l", "e\204\129 😀")
  selected(text, "2Gv", "")
  selected({ "" }, "v", "")
  selected({ "a\0b\0" }, "vl", "a\0")
  selected({ "a\255b" }, "vl", "a\255")
end)

check.test("a linewise selection", function()
  selected(text, "V", "one two three")
  selected(text, "2GVj", "\n\tfour")
  selected(text, "GVgg", table.concat(text, "\n"))
  selected({ "" }, "V", "")
  selected({ "a", "" }, "Vj", "a\n")
end)

check.test("a block", function()
  selected({ "abcd", "efgh", "ijkl" }, "l<C-v>jl", "bc\nfg")
  selected({ "abcd", "efgh", "ijkl" }, "jll<C-v>jhh", "efg\nijk")
  selected({ "abcd", "efgh" }, "ll<C-v>jhoO", "bc\nfg")
  selected({ "ab", "", "abcdef", "abc" }, "2jl<C-v>jl", "bc\nbc")
  -- Where a line ends before the block there are spaces, as when it is yanked.
  selected({ "abcdef", "", "abc", "abcd" }, "l<C-v>3j2l", "bcd\n   \nbc\nbcd")
  selected({ "abcdef", "a日本b" }, "l<C-v>jll", "bcdef\n日本b")
  selected({ "a日本b", "abcdef" }, "jll<C-v>kh", "a日\nabc")
  selected({ "日本語", "abcdef" }, "jl<C-v>kl", " 本\nbcd")
  selected({ "日本語", "abcdef", "日本語" }, "jl<C-v>lj", "bcd\n 本")
  selected({ "日本語", "abcd" }, "jl<C-v>l", "bc")
  selected({ "abcd", "日本語", "efgh" }, "l<C-v>2jl", "bc\n  \nfg")
  selected({ "abcdefghij", "\tx", "abcdefghij" }, "l<C-v>2j8l", "bcdefghij\n       x\nbcdefghij")
  selected({ "e\204\129e\204\129e\204\129", "abc" }, "l<C-v>j", "e\204\129\nb")
  selected({ "a\0b", "cdef" }, "l<C-v>jl", "\0\nde")
end)

check.test("a block to the end of each line", function()
  selected({ "abc", "a", "", "abcdef" }, "l<C-v>3j$", "bc\n\n      \nbcdef")
  selected({ "abcdef", "abc" }, "l<C-v>j$", "bcdef\nbc")
  selected({ "日本語x", "abc" }, "jl<C-v>k$", " 本語x\nbc")
  selected({ "\tone", "two" }, "<C-v>j$", "\tone\ntwo")
end)

check.test("'selection' is exclusive", function()
  set { selection = "exclusive" }
  selected(text, "wve", "two")
  selected(text, "v", "o")
  selected(text, "v$", "one two three")
  selected(text, "vj", "one two three")
  selected(text, "v2j", "one two three\n")
  selected(text, "4Gvl", "日")
  selected(text, "4Gv5l", "日本語 e\204\129")
  selected({ "abcd", "efgh" }, "l<C-v>jl", "b\nf")
  selected({ "abcd", "efgh" }, "l<C-v>j$", "bcd\nfgh")
end)

check.test("'selection' is old", function()
  set { selection = "old" }
  selected(text, "wve", "two")
  selected(text, "v$", "one two three")
  selected(text, "wvj", "two three")
  selected(text, "vj", "one two three")
  selected(text, "2Gv", "")
  selected({ "  a", "", "", "b" }, "lv2j", "  a\n")
end)

check.test("the cursor was where there is no text", function()
  set { virtualedit = "all" }
  selected({ "a", "b" }, "v3l", "a   ")
  selected({ "\ta" }, "llvl", "  ")
  selected({ "\ta" }, "llv7l", "      a" .. " ")
  selected({ "日本" }, "vl", "日本")
  selected({ "ab", "abcd", "" }, "l<C-v>jjl", "b \nbc\n  ")
  set { virtualedit = "block" }
  selected({ "ab", "abcd", "" }, "l<C-v>jjl", "b \nbc\n  ")
end)

-- ---- at random

local atoms = { "a", "b", " ", "  ", "\t", "word ", "é", "e\204\129", "日", "本", "　", "한", "ſ",
  "😀", "❤️", "👨‍👩‍👧", "\1", "\127", "\0", "\194\133", "\226\128\139" }

local function one_of(list)
  return list[math.random(#list)]
end

local function random_lines()
  local lines = {}
  for i = 1, math.random(6) do
    local line = {}
    for j = 1, math.random(0, 12) do
      line[j] = one_of(atoms)
    end
    lines[i] = table.concat(line)
  end
  return lines
end

local recent = vim.fn.has("nvim-0.10") == 1

local function random_options()
  return {
    selection = one_of { "inclusive", "inclusive", "exclusive", "old" },
    virtualedit = one_of { "", "", "all", "block", "onemore", "insert" },
    ambiwidth = one_of { "single", "double" },
    tabstop = one_of { 8, 4, 3 }, vartabstop = one_of { "", "", "4,7,2" },
    list = one_of { false, true }, linebreak = one_of { false, true }, wrap = one_of { true, false },
    -- Before 0.10 the editor does not tell in which column such a line goes on.
    showbreak = recent and one_of { "", ">> " } or "", breakindent = recent and one_of { false, true },
    display = one_of { "", "uhex" }, startofline = one_of { false, true },
  }
end

--- Text that is shown inside of lines without being there.
local function decorate(lines)
  local space = vim.api.nvim_create_namespace("xpost-test")
  for i, line in ipairs(lines) do
    if math.random(2) == 1 then
      vim.api.nvim_buf_set_extmark(0, space, i - 1, math.random(0, #line),
        { virt_text = { { one_of { "hint", "日本", ":int " } } }, virt_text_pos = "inline" })
    end
  end
end

--- Before 0.11 the editor yanks only a space of a tab or control character that ends such a region.
local function is_yanked_wrongly(options)
  return vim.fn.has("nvim-0.11") == 0 and options.selection == "exclusive"
    and options.virtualedit == "all" and vim.fn.visualmode() == "v"
end

--- Selects something, and compares.
local function try_random(number)
  local lines, options = random_lines(), random_options()
  set(options)
  with_lines(lines, function()
    vim.cmd("setlocal tabstop=" .. options.tabstop .. " vartabstop=" .. options.vartabstop)
    if recent and options.virtualedit == "" and math.random(3) == 1 then
      decorate(lines)
    end
    local keys = ("%dG%d|%s%dG%d|%s"):format(math.random(#lines), math.random(14),
      one_of { "v", "v", "V", "\22", "\22", "\22" }, math.random(#lines), math.random(14),
      one_of { "", "", "$", "o", "O", "l", "h" })
    select_with(keys)
    local got = selection.visual()
    local what = ("case %d: %q of %s with %s"):format(number, keys, vim.inspect(lines),
      vim.inspect(options, { newline = " ", indent = "" }))
    check.equal(selection.visual(), got, what .. ", again")
    local wanted = yanked 'gv"zy'
    check.ok(got == wanted or is_yanked_wrongly(options),
      ("%s is %q, not %q"):format(what, got, wanted))
  end)
end

for part, columns in ipairs { 80, 13 } do
  check.test("random selections in a window of " .. columns .. " columns", function()
    math.randomseed(part)
    set { columns = math.max(columns, 20), fillchars = "", listchars = "" }
    vim.cmd "set listchars=eol:$"
    if columns < 20 then
      vim.cmd("vsplit | vertical resize " .. columns)
    end
    for number = 1, 250 do
      try_random(number)
    end
    vim.cmd "silent only!"
  end)
end

local function compare_with_getregion()
  math.randomseed(3)
  for _ = 1, 250 do
    local lines = random_lines()
    set { selection = one_of { "inclusive", "exclusive" } }
    with_lines(lines, function()
      local keys = ("%dG%d|%s%dG%d|%s"):format(math.random(#lines), math.random(14),
        one_of { "v", "V", "\22" }, math.random(#lines), math.random(14), one_of { "", "o", "l" })
      select_with(keys)
      local region = vim.fn.getregion(vim.fn.getpos "'<", vim.fn.getpos "'>",
        { type = vim.fn.visualmode() })
      check.equal((selection.visual():gsub("\n$", "")), (joined(region):gsub("\n$", "")),
        ("%q of %s"):format(keys, vim.inspect(lines)))
    end)
  end
end

if vim.fn.exists "*getregion" == 1 then
  check.test("random selections are what getregion() says", compare_with_getregion)
else
  check.skip("random selections beside getregion()", "this Neovim has none")
end

-- ---- operators

--- What the operator is given, and what yanking gives, for the same keys.
local function compare_operator(keys)
  local got = "" -- where the keys go nowhere
  function _G.xpost_test_operator(kind)
    got = selection.operator(kind)
  end
  set { operatorfunc = "v:lua.xpost_test_operator", report = 9999 }
  local position = vim.fn.getcurpos()
  check.feed(keys:gsub("OP", "g@"))
  vim.fn.setpos(".", position)
  -- Selected anew: the operator has ended the selection before.
  vim.fn.setreg("z", {})
  check.feed((keys:gsub("OP", '"zy')))
  -- Of a line break at the end, an operator does not know.
  check.equal((got:gsub("\n$", "")), (yanked "":gsub("\n$", "")), keys)
end

check.test("an operator is given what it is called for", function()
  for _, keys in ipairs { "OPiw", "OPw", "OP$", "OPj", "OP_", "OPG", "OP}", "OPl", "OP2w", "vjOP", "vOP",
    "v$OP", "VjOP", "v2j$OP", "<C-v>jlOP", "<C-v>2j$OP", "l<C-v>GlOP", "OPv$", "OPV}", "OPvj", "OPf ",
    "wOPb", "wOPap", "OPVw", "$OPge", "GOP{", "GOPgg" } do
    for _, lines in ipairs { text, { "one two", "", "three", "", "" }, { "" }, { "日本 語", "\tb" } } do
      with_lines(lines, function()
        vim.cmd "normal! gg0"
        compare_operator(keys)
      end)
    end
  end
end)

check.test("an operator is given the same whatever 'selection' and 'virtualedit' are", function()
  for _, kind in ipairs { "exclusive", "old", "inclusive" } do
    set { selection = kind, virtualedit = kind == "inclusive" and "all" or "block" }
    for _, keys in ipairs { "wOPiw", "wOP$", "OPj", "OPw", "wvjOP", "v$OP", "<C-v>jlOP", "<C-v>2j$OP" } do
      with_lines({ "one two", "four five", "six" }, function()
        vim.cmd "normal! gg0"
        compare_operator(keys)
      end)
    end
  end
end)

-- ---- what is odd about a buffer, and what must not change

check.test("a buffer that cannot be changed", function()
  with_lines({ "one", "two" }, function()
    check.feed("gg0vj" .. ESCAPE)
    vim.cmd "setlocal nomodifiable readonly"
    check.equal(selection.visual(), "one\nt")
    check.equal(selection.lines(1, 2), "one\ntwo")
  end)
end)

check.test("a selection whose end is beyond the text", function()
  for _, keys in ipairs { "vG$", "VG", "Gvgg", "GVgg", "l<C-v>Gl", "l<C-v>G$", "Gl<C-v>ggh" } do
    with_lines({ "one", "two", "three", "four" }, function()
      local file = vim.fn.tempname()
      vim.cmd("silent file " .. file)
      vim.cmd "silent write!"
      check.feed("gg0" .. keys .. ESCAPE)
      vim.fn.writefile({ "o", "t" }, file)
      vim.cmd "silent edit!"
      local marks = vim.inspect { vim.fn.getpos "'<", vim.fn.getpos "'>" }
      local got = selection.visual()
      check.equal(vim.inspect { vim.fn.getpos "'<", vim.fn.getpos "'>" }, marks, keys)
      check.equal(selection.visual(), got, keys)
      check.ok(got == nil or ("o\nt"):find(got, 1, true) or got:find("^ *\n *$"),
        keys .. ": " .. tostring(got))
      vim.fn.delete(file)
    end)
  end
  with_lines({ "one two", "three" }, function(buffer)
    check.feed("gg04lvj$" .. ESCAPE)
    vim.api.nvim_buf_set_text(buffer, 0, 2, 0, 7, { "" })
    local marks = vim.inspect { vim.fn.getpos "'<", vim.fn.getpos "'>" }
    check.equal(selection.visual(), "\nthree")
    check.equal(vim.inspect { vim.fn.getpos "'<", vim.fn.getpos "'>" }, marks)
    check.equal(yanked 'gv"zy', "\nthree")
  end)
end)

--- All that a user could notice, by name.
local function state()
  local registers = {}
  for name in ('"0123456789abcdefghijklmnopqrstuvwxyz-:./'):gmatch "." do
    registers[name] = vim.fn.getreginfo(name)
  end
  local all = {
    mode = vim.fn.mode(1), view = vim.fn.winsaveview(), cursor = vim.fn.getcurpos(),
    other_end = vim.fn.getpos "v", visual_mode = vim.fn.visualmode(), registers = registers,
    marks = vim.fn.getmarklist(), local_marks = vim.fn.getmarklist(vim.api.nvim_get_current_buf()),
    jumps = vim.fn.getjumplist(), changes = vim.fn.getchangelist(), tick = vim.b.changedtick,
    undo = vim.fn.undotree(), messages = vim.fn.execute "messages", error = vim.v.errmsg,
    history = vim.fn.histnr ":", register = vim.v.register,
    options = vim.fn.execute "setlocal all", global = vim.fn.execute "setglobal all",
    windows = vim.api.nvim_list_wins(), buffers = vim.api.nvim_list_bufs(),
    sizes = vim.fn.winrestcmd(),
  }
  for name, value in pairs(all) do
    all[name] = vim.inspect(value)
  end
  return all
end

check.test("reading changes nothing of the editor", function()
  local lines = {}
  for i = 1, 300 do
    lines[i] = i % 7 == 0 and "" or ("word\t日本 "):rep(i % 40)
  end
  vim.cmd "enew"
  for _, virtualedit in ipairs { "", "all", "block" } do
    set { virtualedit = virtualedit, linebreak = true, report = 9999 }
    for _, keys in ipairs { "v", "V20j", "lv3jh", "20jv15k", "l<C-v>30jl", "l<C-v>9j$", "9jll<C-v>6k$o" } do
      with_lines(lines, function()
        vim.cmd "silent echomsg 'told'"
        check.feed("ma120Gzt7lgg5j" .. keys)
        for _, after in ipairs { "", ESCAPE, "200G3lzt", "G$zb4k" } do
          check.feed(after)
          local before = state()
          local size, text_before = selection.size(1, 300), selection.visual()
          check.ok(size > 0 and text_before)
          selection.of_command({ range = 2, line1 = vim.fn.line "'<", line2 = vim.fn.line "'>" }, nil)
          for name, value in pairs(state()) do
            check.equal(value, before[name], ("%s of %s%s"):format(name, keys, after))
          end
        end
        check.feed(ESCAPE)
      end)
    end
  end
end)

check.test("reading is not an event", function()
  local editor = check.editor()
  editor:lua [[
    vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(("one two three\n"):rep(200), "\n"))
    vim.o.linebreak, vim.o.virtualedit = true, "all"
  ]]
  for _, keys in ipairs { "gg0wvj", "20Gl<C-v>10j$", "100GVG", "50Glv3l<Esc>150G", "l<C-v>30k2l<Esc>gg" } do
    editor:input(keys)
    editor:lua [[
      vim.g.events = ""
      local events = { "CursorMoved", "ModeChanged", "WinScrolled", "OptionSet", "TextYankPost",
        "WinEnter", "WinNew", "BufEnter", "CmdlineEnter", "CmdlineLeave", "TextChanged" }
      for _, event in ipairs(events) do
        vim.cmd("autocmd " .. event .. " * let g:events ..= '" .. event .. " '")
      end
    ]]
    check.ok(#editor:lua "return require('xpost.nvim.selection').visual()" > 0)
    editor:input("<Ignore>")
    vim.wait(20)
    check.equal(editor:lua "return vim.g.events", "", keys)
    editor:lua "vim.cmd 'autocmd!'"
  end
  check.equal(editor:stderr(), "")
end)

check.test("a selection is read in any mode, which stays", function()
  local editor = check.editor()
  editor:lua [[
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { "one two", "three" })
    function _G.read() vim.g.text = require("xpost.nvim.selection").visual() end
    for _, mode in ipairs { "n", "x", "s", "i" } do
      vim.api.nvim_set_keymap(mode, "<F2>", "<Cmd>lua read()<CR>", { noremap = true })
    end
  ]]
  for _, case in ipairs {
    { "wvj<Esc>GA more<F2>", "two\nthree", "i" }, { "!<Esc><F2>", "two\nthree", "n" },
    { "gg0v2l<F2>", "one", "v" }, { "<C-g><F2>", "one", "s" }, { "<Esc>gg0A<C-o><F2>", "one", "i" },
    { "<Esc>:set selectmode=cmd<CR>G<F2>", "one", "n" },
    { ":set selectmode=<CR>ggVj<F2>", "one two\nthree more!", "V" },
    { "<Esc>gg0l<C-v>j<F2>", "n\nh", "\22" }, { "<Esc>G<F2>", "n\nh", "n" },
    { "gg0v<Esc>x<F2>.", "n", "n" }, { "<F2>", "e", "n" },
    { "qqgg0vl<F2><Esc>q", "e ", "n" }, { "gg0x@q", " t", "n" },
  } do
    editor:lua "vim.g.text = 'nothing'"
    editor:input(case[1])
    check.equal(editor:lua "return vim.g.text", case[2], case[1])
    check.equal(editor:call("nvim_get_mode").mode:sub(1, 1), case[3], case[1])
  end
  check.equal(editor:lua "return table.concat(vim.fn.getline(1, '$'), '|')", " two|three more!")
  check.equal(editor:stderr(), "")
end)

check.test("a large buffer is not read for its size", function()
  local line = ("x"):rep(1000)
  local lines = {}
  for i = 1, 10000 do
    lines[i] = line
  end
  -- The best of some: the machine does other things too.
  local function milliseconds(call)
    local best = math.huge
    for _ = 1, 5 do
      local start = os.clock()
      call()
      best = math.min(best, (os.clock() - start) * 1e3)
    end
    return best
  end
  local slow = os.getenv "TEST_TOOL" and 10 or 1
  with_lines(lines, function()
    check.equal(selection.size(1, 10000), 10000 * 1001 - 1)
    local took = milliseconds(function() selection.size(1, 10000) end)
    check.ok(took < 1 * slow, "a size took " .. took .. " ms")
    took = milliseconds(function() check.equal(#selection.lines(1, 1000), 1000 * 1001 - 1) end)
    check.ok(took < 20 * slow, "1 MB took " .. took .. " ms")
    check.feed("5000Gvjl" .. ESCAPE)
    took = milliseconds(function() check.equal(selection.visual(), line .. "\nxx") end)
    check.ok(took < 20 * slow, "a selection took " .. took .. " ms")
  end)
end)

-- ---- the command, typed by a user

local command_code = [[
  local selection = require "xpost.nvim.selection"
  local typed
  vim.api.nvim_create_autocmd("CmdlineLeave", { pattern = ":", callback = function()
    typed = not vim.v.event.abort and vim.fn.getcmdline() or nil
  end })
  vim.api.nvim_create_user_command("XPost", function(options)
    vim.g.posted, typed = selection.of_command(options, typed), nil
  end, { range = true, bang = true, nargs = "*" })
  vim.cmd "xnoremap <F2> :XPost<CR>"
  vim.cmd "nnoremap <F3> <Cmd>'<,'>XPost<CR>"
  vim.cmd "nnoremap <F4> :'<,'>XPost<CR>"
  vim.cmd "nnoremap <F5> <Cmd>lua vim.cmd \"'<,'>XPost\"<CR>"
  vim.cmd "nnoremap <F6> <Cmd>1,2XPost<CR>"
  vim.cmd "nnoremap <F7> <Cmd>1XPost<CR>"
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { "one two", "three four", "five", "six" })
]]

--- The text that the command has when these keys are typed.
local function posted(editor, keys)
  editor:lua "vim.g.posted = 'nothing'"
  editor:input(keys)
  return editor:lua "return vim.g.posted"
end

check.test("the command posts lines, or the selection exactly", function()
  local editor = check.editor()
  editor:lua(command_code)
  local all, two = "one two\nthree four\nfive\nsix", "one two\nthree four"
  local exactly, block = "two\nthr", "ne\nhr"
  local charwise, blockwise = "gg0wvj0ll<Esc>G", "gg0l<C-v>jl<Esc>G"
  for _, case in ipairs {
    { ":XPost<CR>", all }, { ":%XPost<CR>", all }, { ":2XPost<CR>", "three four" },
    { "2G:.XPost<CR>", "three four" }, { ":2,3XPost! key=a -- b<CR>", "three four\nfive" },
    { ":/five/XPost<CR>", "five" }, { ":$XPost<CR>", "six" },
    -- With a selection that is active when the command is typed.
    { "gg0wvj0ll:XPost<CR>", exactly }, { "gg0wvj0ll:XPost! key=a -- b<CR>", exactly },
    { "gg0wvj0ll:silent XPost<CR>", vim.fn.has("nvim-0.12") == 1 and exactly or "nothing" },
    { "gg0wvj0ll:<Home>silent <End>XPost<CR>", exactly }, { "gg0wvj0ll<F2>", exactly },
    { "gg0wvj0ll:<C-u>XPost<CR>", all }, { "gg0l<C-v>jl:XPost<CR>", block },
    { "gg0l<C-v>j$:XPost<CR>", "ne two\nhree four" }, { "gg0l<C-v>jl<F2>", block },
    { "gg0wVj:XPost<CR>", two }, { "gg0wv:XPost<CR>", "t" }, { "gg0wv$:XPost<CR>", "two" },
    -- With one that was made earlier.
    { charwise .. ":'<lt>,'>XPost<CR>", exactly }, { charwise .. ":*XPost<CR>", exactly },
    { charwise .. ":'<lt>,'>XP<CR>", exactly }, { charwise .. ":'<lt>;'>XPost<CR>", exactly },
    { charwise .. ": : '<lt> , '> XPost<CR>", exactly }, { charwise .. ":silent '<lt>,'>XPost<CR>", exactly },
    { charwise .. ":echo '' | '<lt>,'>XPost<CR>", exactly }, { charwise .. "<F3>", exactly },
    { charwise .. "<F4>", exactly }, { charwise .. "<F5>", exactly },
    { blockwise .. ":'<lt>,'>XPost<CR>", block }, { blockwise .. "<F3>", block },
    -- The same lines, typed otherwise.
    { charwise .. ":1,2XPost<CR>", two }, { charwise .. ":1;2XPost<CR>", two },
    { charwise .. ":'<lt>+0,'>XPost<CR>", two }, { charwise .. ":'<lt>,2XPost<CR>", two },
    { charwise .. ":/one/,/four/XPost<CR>", two }, { charwise .. "gg:.,+1XPost<CR>", two },
    { charwise .. "gg:,+XPost<CR>", two }, { charwise .. ":silent 1,2XPost<CR>", two },
    { charwise .. ":echo '' | 1,2XPost<CR>", two }, { charwise .. ":%XPost<CR>", all },
    { charwise .. ":'<lt>XPost<CR>", "one two" }, { charwise .. ":'<lt>,'<lt>XPost<CR>", "one two" },
    { charwise .. ":XPost<CR>", all }, { charwise .. ":2,3XPost<CR>", "three four\nfive" },
    -- By a script, whatever was typed before it.
    { charwise .. ":3XPost<CR><F3>", exactly }, { charwise .. ":call feedkeys('')<CR><F6>", exactly },
    { "gg0lvl<Esc><F3>", "ne" }, { "gg0lvl<Esc><F7>", "one two" },
  } do
    check.equal(posted(editor, case[1]), case[2], case[1])
  end
  check.equal(editor:stderr(), "")
end)

check.test("the command knows a selection whose ends are in closed folds", function()
  local editor = check.editor()
  editor:lua(command_code)
  editor:lua "vim.cmd 'set foldmethod=manual'"
  check.equal(posted(editor, "gg0lv2jh<Esc>:1,2fold<CR>:3,4fold<CR>gg:'<lt>,'>XPost<CR>"),
    "ne two\nthree four\nf")
  check.equal(posted(editor, "gg:1,3XPost<CR>"), "one two\nthree four\nfive\nsix")
end)

check.finish()

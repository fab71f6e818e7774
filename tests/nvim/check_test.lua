-- What the other tests here rely on.
local check = require "check"

check.test("this tree is a plugin, and nothing of the user's is there", function()
  local root = vim.fn.resolve(vim.fn.fnamemodify(check.folder .. "../..", ":p:h"))
  local native = vim.api.nvim_get_runtime_file("lua/xpost/native.lua", true)
  check.equal(#native, 1)
  check.equal(vim.fn.resolve(native[1]), root .. "/lua/xpost/native.lua")
  check.ok(vim.fn.stdpath("config"):find(os.getenv("XDG_CONFIG_HOME"), 1, true))
  check.equal(vim.fn.isdirectory(vim.fn.stdpath("config")), 0)
end)

check.test("wait_for lets the editor work", function()
  local done
  vim.defer_fn(function() done = "done" end, 20)
  check.equal(check.wait_for(function() return done end, "the timer"), "done")
end)

check.test("messages are collected", function()
  local messages = check.messages()
  vim.notify("Hello", vim.log.levels.WARN, { title = "xpost" })
  check.equal(#messages, 1)
  check.equal(messages[1].text, "Hello")
  check.equal(messages[1].level, vim.log.levels.WARN)
  check.equal(messages[1].options.title, "xpost")
end)

check.test("keys are typed", function()
  check.buffer { "one", "two" }
  check.feed "ggxVj:s/[ot]/X/<CR>"
  check.equal(table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), " "), "ne Xwo")
  check.equal(vim.fn.histget(":", -1), "'<,'>s/[ot]/X/")
end)

check.test("a child is a Neovim like this one", function()
  local editor = check.editor()
  check.equal(editor:lua "return tostring(vim.version().minor)", tostring(vim.version().minor))
  check.equal(editor:lua("return (...) + select(2, ...)", 1, 2), 3)
  check.equal(editor:call("nvim_get_runtime_file", "lua/xpost/native.lua", false)[1],
    vim.api.nvim_get_runtime_file("lua/xpost/native.lua", false)[1])
  editor:input("iHello <lt>there><Esc>v")
  check.equal(editor:call("nvim_get_current_line"), "Hello <there>")
  check.equal(editor:call("nvim_get_mode").mode, "v")
  editor:lua "vim.defer_fn(function() vim.g.done = true end, 20)"
  check.ok(editor:wait_for "return vim.g.done")
  check.equal(editor:stop(), 0)
  check.equal(editor:stop(), 0)
end)

check.test("a child takes options, and ends as it will", function()
  local editor = check.editor { environment = { XPOST_LIMIT = "5" }, arguments = { "-c", "set tw=7" } }
  check.equal(editor:lua "return vim.env.XPOST_LIMIT", "5")
  check.equal(editor:lua "return vim.o.textwidth", 7)
  editor:input(":cquit 4<CR>")
  check.equal(editor:wait(), 4)
  check.equal(editor:stop(), 4)

  local hanging = check.editor()
  vim.fn.rpcnotify(hanging.channel, "nvim_exec_lua", "while true do end", {})
  check.equal(hanging:wait(50), nil)
  hanging:kill()
  check.ok(hanging.status)
end)

check.test("a child with files of its own has its user's configuration", function()
  vim.fn.mkdir(vim.fn.stdpath("config"), "p")
  vim.fn.writefile({ "let g:mine = 5" }, vim.fn.stdpath("config") .. "/init.vim")
  local editor = check.editor { own_files = true }
  check.equal(editor:lua "return vim.g.mine", 5)
  check.equal(check.editor():lua "return vim.g.mine == nil", true)
  vim.fn.delete(vim.fn.stdpath("config"), "rf")
end)

check.finish()

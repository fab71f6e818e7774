-- doc/xpost.txt says what is there, all of it and nothing else, and is a help file as Neovim wants it.
local check = require "check"

local root = vim.fn.fnamemodify(check.folder .. "../..", ":p")

local function read(path)
  return table.concat(vim.fn.readfile(root .. path), "\n") .. "\n"
end

local help = read "doc/xpost.txt"
local lines = vim.fn.readfile(root .. "doc/xpost.txt")

-- The help without its examples, and these by themselves.
local prose, examples = {}, {}
do
  local example
  for _, line in ipairs(lines) do
    if example and line:find("^[^%s]") then
      examples[#examples + 1] = table.concat(example, "\n")
      example = nil
      line = line:gsub("^<", " ")
    end
    if example then
      example[#example + 1] = line
    else
      prose[#prose + 1] = line
      example = (line == ">" or line:find(" >$")) and {} or nil
    end
  end
end
prose = table.concat(prose, "\n")

local tags = {}
for tag in prose:gmatch("%f[*]%*([^%s*|]+)%*%f[%s%z]") do
  tags[tag] = (tags[tag] or 0) + 1
end

-- What is under a tag: up to the next tag of the same column or the next section.
local function under(tag)
  local first = help:find("*" .. tag .. "*", 1, true)
  local last = first and help:find("\n[^\n]*%*[^%s*|]+%*\n", first + #tag + 2)
  return first and help:sub(first, last or -1):gsub("\n===.*", "") or ""
end

local function documented(tag)
  return check.ok(tags[tag], "*" .. tag .. "* is not in doc/xpost.txt")
end

local function mentioned(word, tag)
  local pattern = "%f[%w_]" .. vim.pesc(word) .. "%f[^%w_]"
  check.ok(under(tag):find(pattern), ("'%s' is not explained under *%s*"):format(word, tag))
end

-- The words that the pattern finds in the files of a folder.
local function words_of(folder, endings, pattern)
  local words = {}
  for _, path in ipairs(vim.fn.globpath(root .. folder, "**/*" .. endings, true, true)) do
    for word in table.concat(vim.fn.readfile(path), "\n"):gmatch(pattern) do
      words[word] = true
    end
  end
  return words
end

-- The help as Neovim sees it, with a tags file of its own.
local documents = vim.fn.tempname()
vim.fn.mkdir(documents .. "/doc", "p")
vim.fn.writefile(lines, documents .. "/doc/xpost.txt")

check.test("its tags can be made, and no tag is there twice", function()
  vim.cmd("helptags " .. vim.fn.fnameescape(documents .. "/doc"))
  local made = 0
  for _, line in ipairs(vim.fn.readfile(documents .. "/doc/tags")) do
    local tag = line:match("^[^\t]+")
    if tag ~= "!_TAG_FILE_ENCODING" then
      made = made + 1
      check.equal(tags[tag], 1, tag)
    end
  end
  check.equal(made, vim.tbl_count(tags), "the tags that Neovim found")
end)

check.test(":help xpost opens it", function()
  vim.opt.runtimepath:prepend(documents)
  check.after(function() vim.opt.runtimepath:remove(documents) end)
  vim.o.modeline = true -- which it is not for root
  for _, subject in ipairs { "xpost", ":XPost", "<Plug>(xpost)", "xpost.post()", "XpostPre" } do
    vim.cmd("help " .. subject)
    check.equal(vim.fn.expand "%:t", "xpost.txt", subject)
    check.equal(vim.bo.filetype, "help")
    check.equal(vim.bo.textwidth, 78)
    check.ok(vim.api.nvim_get_current_line():find("*" .. subject .. "*", 1, true), subject)
    vim.cmd("helpclose")
  end
end)

check.test("it ends with its modeline", function()
  check.equal(lines[#lines], " vim:tw=78:ts=8:noet:ft=help:norl:")
end)

check.test("it fits 78 columns, and has no space at the end of a line", function()
  vim.bo.tabstop = 8
  for number, line in ipairs(lines) do
    check.ok(vim.fn.strdisplaywidth(line) <= 78, ("line %d is too wide"):format(number))
    check.ok(not line:find("%s$"), ("line %d ends with a space"):format(number))
  end
end)

check.test("what it refers to is there, in it or in Neovim's own help", function()
  local known = vim.deepcopy(tags)
  for _, line in ipairs(vim.fn.readfile(vim.env.VIMRUNTIME .. "/doc/tags")) do
    known[line:match("^[^\t]+")] = 1
  end
  for link in prose:gmatch("|([^%s|]+)|") do
    check.ok(known[link], "|" .. link .. "| leads nowhere")
  end
  for option in prose:gmatch("%f[%w'](%b'')") do
    if option:find("^'%l%l+'$") then
      check.ok(known[option], option .. " is no option")
    end
  end
  for folder, ending in pairs { lua = ".lua", plugin = ".lua", src = ".c" } do
    for subject in pairs(words_of(folder, ending, ":help ([%w:._-]*%w)")) do
      check.ok(known[subject], ":help " .. subject .. " leads nowhere")
    end
  end
end)

check.test("every command is explained, with what can follow it", function()
  local commands = 0
  for name in pairs(vim.api.nvim_get_commands {}) do
    if name:find("^X") then
      commands = commands + 1
      documented(":" .. name)
    end
  end
  check.equal(commands, 5, "commands")
  for module, command in pairs { account = "XAccount", history = "XHistory" } do
    local line = command .. " "
    for _, word in ipairs(require("xpost.nvim." .. module).complete("", line, #line)) do
      check.ok(prose:find("\n:" .. command .. "%[?!?%]? %[?" .. word), command .. " " .. word)
    end
  end
  for option in pairs(require("xpost.nvim.arguments").of_post) do
    mentioned(option, "xpost-arguments")
  end
end)

check.test("every key to map is explained", function()
  for _, mode in ipairs { "n", "x" } do
    for _, map in ipairs(vim.api.nvim_get_keymap(mode)) do
      if map.lhs:find("<Plug>(xpost", 1, true) then
        documented(map.lhs)
      end
    end
  end
end)

check.test("every option of the configuration is explained", function()
  local options = 0
  local checks = read("lua/xpost/nvim/config.lua"):match("\nlocal checks = (%b{})")
  for option in checks:gmatch("\n  ([%w_]+) =") do
    options = options + 1
    documented("xpost-config-" .. option)
  end
  check.ok(options > 0, "config.lua has no options")
  for tag in pairs(tags) do
    local option = tag:match("^xpost%-config%-(.+)")
    check.ok(not option or checks:find("\n  " .. option .. " =", 1, true), tag .. ": no option")
  end
  for variable in pairs(words_of("src", "config.c", '"(XPOST_[%u_]+)"')) do
    mentioned(variable, "xpost-environment")
  end
end)

-- Where the fields of a class are explained.
local places = {
  LoginOptions = "xpost.login()", PostOptions = "xpost.post()", Post = "xpost.post()",
  Plan = "xpost.plan()", PlanPost = "xpost.plan()", PlanProblem = "xpost.plan()",
  Count = "xpost.count()", Account = "xpost.account()", HistoryPost = "xpost.history()",
  HistoryEntry = "xpost.history()", Finding = "xpost.diagnose()", Version = "xpost.version",
  Error = "xpost.Error", Step = "XpostStep", Login = "xpost.account()",
}
-- With on_done, paste is job:answer(); the others are explained for all results together.
local elsewhere = { paste = true, warning = true, summary = true, media = true }

check.test("every function is explained, with its options and results", function()
  local xpost = require "xpost"
  for name, value in pairs(xpost) do
    documented("xpost." .. name .. (type(value) == "function" and "()" or ""))
  end
  documented "xpost.version"
  for tag in pairs(tags) do
    local name = tag:match("^xpost%.([%l_]+)%(%)$")
    check.ok(not name or type(xpost[name]) == "function", tag .. ": no function")
  end
  local types, class = read "lua/xpost/meta.lua" .. read "lua/xpost/health.lua", nil
  for line in types:gmatch("[^\n]+") do
    class = line:match("^%-%-%-@class xpost%.(%w+)") or class
    local field = line:match("^%-%-%-@field ([%w_]+)")
    if field and places[class] and not elsewhere[field] then
      mentioned(field, places[class])
    end
  end
end)

check.test("every event is explained", function()
  local events = words_of("lua", ".lua", '%l%("(Xpost%a+)",')
  check.ok(events.XpostPre and events.XpostFailed, "the events in lua/")
  for event in pairs(events) do
    documented(event)
  end
end)

check.test("every highlight group is explained, with what it is linked to", function()
  require "xpost.nvim.highlight"
  for _, group in ipairs(vim.fn.getcompletion("Xpost", "highlight")) do
    documented("hl-" .. group)
    local link = vim.fn.execute("highlight " .. group):match("links to (%a+)")
    check.equal(help:match("\n%*hl%-" .. group .. "%*[^*;]-; (%a+)\n"), link, group)
  end
end)

check.test("every code of an error is explained", function()
  for code in read("src/error.h"):gmatch('X%([%u_]+, "([%l_]+)"%)') do
    check.ok(under("xpost-errors"):find("\n" .. code .. "\t"), code .. " is not explained")
  end
end)

check.test("it tells of nothing that is not there", function()
  local xpost, commands = require "xpost", vim.api.nvim_get_commands {}
  for name in help:gmatch(":(X%a+)") do
    check.ok(commands[name], ":" .. name)
  end
  for name in help:gmatch('%f[%w]xpost"?%)?[.]([%l_]+)%(') do
    check.equal(type(xpost[name]), "function", name)
  end
  local groups = vim.fn.getcompletion("Xpost", "highlight")
  for name in help:gmatch("%f[%w](Xpost%u%a+)") do
    check.ok(tags[name] or vim.tbl_contains(groups, name), name)
  end
end)

check.test("its examples can be run", function()
  local config = require "xpost.nvim.config"
  check.after(function()
    vim.g.xpost = nil
    config.setup(nil)
    vim.cmd("silent! nunmap <Leader>x | silent! nunmap <Leader>xx | silent! xunmap <Leader>x")
    pcall(vim.api.nvim_clear_autocmds, { event = "User" })
  end)
  local went_through = 0
  for _, example in ipairs(examples) do
    local lua = loadstring(example)
    local is_lua = example:find("vim%.g%.xpost = ") or example:find("xpost.+[.]setup")
      or example:find("nvim_create_autocmd") and not example:find("vim.pack", 1, true)
      or example:find("vim.keymap", 1, true)
    if is_lua and check.ok(lua, "is no Lua:\n" .. example) then
      lua()
    elseif example:find("^\t[nx]map") or example:find("^\tlet g:") then
      for line in example:gmatch("[^\n]+") do
        vim.cmd(line)
      end
    end
    local counts = is_lua or example:find("^\tlet g:") or example:find("^\t[nx]map")
    went_through = went_through + (counts and 1 or 0)
    check.equal(table.concat(config.problems(), "; "), "", example)
  end
  check.ok(went_through >= 8, went_through .. " examples were run")
end)

check.test("the tags that Neovim makes beside it are no part of the repository", function()
  check.ok(("\n" .. read ".gitignore"):find("\n/doc/tags", 1, true), ".gitignore")
end)

check.finish()

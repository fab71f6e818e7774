-- doc/xpost.txt and doc/xpost.jax say what is there, all of it and nothing else, and are help files as
-- Neovim wants them.
local check = require "check"
local HelpFile = require "help_file"

local root = vim.fn.fnamemodify(check.folder .. "../..", ":p")

local function read(path)
  return table.concat(vim.fn.readfile(root .. path), "\n") .. "\n"
end

local helps = { HelpFile.read "xpost.txt", HelpFile.read "xpost.jax" }
local english, japanese = helps[1], helps[2]

-- Both explain it.
local function documented(tag)
  for _, help in ipairs(helps) do
    help:documented(tag)
  end
end

local function mentioned(word, tag)
  for _, help in ipairs(helps) do
    help:mentioned(word, tag)
  end
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

-- The helps as Neovim sees them, with tags files of their own.
local documents = vim.fn.tempname()
vim.fn.mkdir(documents .. "/doc", "p")
for _, help in ipairs(helps) do
  vim.fn.writefile(help.lines, documents .. "/doc/" .. help.name)
end

-- The tags that Neovim made.
local function tags_of(name)
  local tags = {}
  for _, line in ipairs(vim.fn.readfile(documents .. "/doc/" .. name)) do
    tags[#tags + 1] = line:match("^([^\t]+)\t")
  end
  return vim.tbl_filter(function(tag) return tag:sub(1, 6) ~= "!_TAG_" end, tags)
end

check.test("their tags can be made, and no tag is there twice", function()
  vim.v.errmsg = ""
  vim.cmd("helptags " .. vim.fn.fnameescape(documents .. "/doc"))
  check.equal(vim.v.errmsg, "", "what :helptags said")
  for name, help in pairs { ["tags"] = english, ["tags-ja"] = japanese } do
    local made = tags_of(name)
    for _, tag in ipairs(made) do
      check.equal(help.tags[tag], 1, tag)
    end
    check.equal(#made, vim.tbl_count(help.tags), name .. ": the tags that Neovim found")
  end
end)

check.test("both have the same tags, in the same order", function()
  local orders = {}
  for i, help in ipairs(helps) do
    orders[i] = {}
    for tag in help.prose:gmatch("%f[*]%*([^%s*|]+)%*%f[%s%z]") do
      orders[i][#orders[i] + 1] = tag
    end
  end
  for i, tag in ipairs(orders[1]) do
    if not check.equal(orders[2][i], tag, "tag " .. i) then
      break -- all that follow differ, too
    end
  end
  check.equal(#orders[2], #orders[1], "tags")
end)

check.test(":help opens the one of the language, and leads from there to its own tags", function()
  vim.opt.runtimepath:prepend(documents)
  local language = vim.o.helplang
  check.after(function()
    vim.opt.runtimepath:remove(documents)
    vim.o.helplang = language
    vim.cmd("silent! helpclose")
  end)
  vim.o.modeline = true -- which it is not for root
  local function opens(subject, tag, name)
    vim.cmd("help " .. subject)
    check.equal(vim.fn.expand "%:t", name, subject)
    check.equal(vim.bo.filetype, "help")
    check.equal(vim.bo.textwidth, 78)
    check.ok(vim.api.nvim_get_current_line():find("*" .. tag .. "*", 1, true), subject)
  end
  for _, subject in ipairs { "xpost", ":XPost", "<Plug>(xpost)", "xpost.post()", "XpostPre" } do
    vim.o.helplang = "en"
    opens(subject, subject, "xpost.txt")
    opens(subject .. "@ja", subject, "xpost.jax")
    vim.o.helplang = "ja"
    opens(subject, subject, "xpost.jax")
    opens(subject .. "@en", subject, "xpost.txt")
    vim.cmd("helpclose")
  end
  vim.o.helplang = "en"
  for _, help in ipairs(helps) do
    vim.cmd("help xpost-start" .. (help == japanese and "@ja" or ""))
    vim.fn.search([[|:XLogin|]])
    vim.cmd("normal! l\29")
    check.equal(vim.fn.expand "%:t", help.name)
    check.ok(vim.api.nvim_get_current_line():find("*:XLogin*", 1, true), "CTRL-] in " .. help.name)
    vim.cmd("helpclose")
  end
end)

check.test("they end with their modeline", function()
  for _, help in ipairs(helps) do
    check.equal(help.lines[#help.lines], " vim:tw=78:ts=8:noet:ft=help:norl:", help.name)
  end
end)

check.test("they fit 78 columns, and have no space at the end of a line", function()
  vim.bo.tabstop = 8
  for _, help in ipairs(helps) do
    for number, line in ipairs(help.lines) do
      local place = ("doc/%s: line %d "):format(help.name, number)
      check.ok(vim.fn.strdisplaywidth(line) <= 78, place .. "is too wide")
      check.ok(not line:find("%s$"), place .. "ends with a space")
    end
  end
end)

check.test("no line of the Japanese one begins or ends with what must not stand there", function()
  for number, line in ipairs(japanese.lines) do
    local first = line:match("^%s*([%z\1-\127\194-\244][\128-\191]*)") or ""
    local last = line:match("([%z\1-\127\194-\244][\128-\191]*)$") or ""
    check.ok(#first < 3 or not ("、。）」』・ー"):find(first, 1, true), number .. " begins with " .. first)
    check.ok(#last < 3 or not ("（「『"):find(last, 1, true), number .. " ends with " .. last)
  end
end)

-- Neovim's own parser sees a link, a code or an option only after a space or a bracket.
check.test("links and codes of the Japanese one are apart from the words before them", function()
  for mark in japanese.prose:gmatch("[\128-\255]([|`'][^%s|`']+[|`'])") do
    check.fail(mark .. " has no space before it")
  end
end)

check.test("what they refer to is there, in them or in Neovim's own help", function()
  local known = vim.deepcopy(english.tags)
  for _, line in ipairs(vim.fn.readfile(vim.env.VIMRUNTIME .. "/doc/tags")) do
    known[line:match("^[^\t]+")] = 1
  end
  for _, help in ipairs(helps) do
    for link in help.prose:gmatch("|([^%s|]+)|") do
      check.ok(known[link], ("|%s| in doc/%s leads nowhere"):format(link, help.name))
    end
    for option in help.prose:gmatch("%f[%w'](%b'')") do
      if option:find("^'%l%l+'$") then
        check.ok(known[option], option .. " is no option")
      end
    end
  end
  for folder, ending in pairs { lua = ".lua", plugin = ".lua", src = ".c" } do
    for subject in pairs(words_of(folder, ending, ":help ([%w:._-]*%w)%f[^%w:._-]")) do
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
      for _, help in ipairs(helps) do
        local form = "\n:" .. command .. "%[?!?%]? %[?" .. word
        check.ok(help.prose:find(form), help.name .. ": " .. command .. " " .. word)
      end
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
  for tag in pairs(english.tags) do
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
  for tag in pairs(english.tags) do
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
    for _, help in ipairs(helps) do
      local named = help.text:match("\n%*hl%-" .. group .. "%*[^*;]-; (%a+)\n")
      check.equal(named, link, help.name .. ": " .. group)
    end
  end
end)

check.test("every code of an error is explained, in four sentences or more", function()
  local codes = 0
  for code in read("src/error.h"):gmatch('X%([%u_]+, "([%l_]+)"%)') do
    codes = codes + 1
    documented("xpost-error-" .. code)
    for _, help in ipairs(helps) do
      local _, parts = help:under("xpost-error-" .. code):gsub("\n    %S[^\n:]*:", "")
      check.ok(parts >= 4, ("%s: %s has %d parts"):format(help.name, code, parts))
    end
  end
  check.ok(codes > 20, codes .. " codes")
  local _, all = table.concat(vim.tbl_keys(english.tags), " "):gsub("xpost%-error%-%l", "")
  check.equal(all, codes + 1, "tags of errors; one is that of the table")
end)

check.test("of each code they say what explain() says", function()
  local xpost = require "xpost"
  local before = xpost.language()
  check.after(function() xpost.language(before) end)
  for language, help in pairs { en = english, ja = japanese } do
    xpost.language(language)
    for _, code in ipairs(xpost.explain()) do
      local told = help:under("xpost-error-" .. code):gsub("%s", "")
      for _, part in ipairs { "happened", "why", "todo", "where" } do
        local text = xpost.explain(code)[part]:gsub("%s", "")
        check.ok(told:find(text, 1, true),
          ("%s: %s, %s; run make explanations"):format(help.name, code, part))
      end
    end
  end
end)

check.test("each of the eight steps tells who talks to whom, and what is used", function()
  for _, help in ipairs(helps) do
    local steps = help:under "xpost-steps"
    for number = 1, 8 do
      local step = steps:match(("\n %d  (.-)\n %d  "):format(number, number + 1))
        or steps:match(("\n %d  (.*)"):format(number))
      check.ok(step and step:find("\n    [^\n]*: "), ("%s: step %d"):format(help.name, number))
    end
  end
end)

check.test("they tell of nothing that is not there", function()
  local xpost, commands = require "xpost", vim.api.nvim_get_commands {}
  local groups = vim.fn.getcompletion("Xpost", "highlight")
  for _, help in ipairs(helps) do
    for name in help.text:gmatch(":(X%a+)") do
      check.ok(commands[name], ":" .. name)
    end
    for name in help.text:gmatch('%f[%w]xpost"?%)?[.]([%l_]+)%(') do
      check.equal(type(xpost[name]), "function", name)
    end
    for name in help.text:gmatch("%f[%w](Xpost%u%a+)") do
      check.ok(english.tags[name] or vim.tbl_contains(groups, name), name)
    end
  end
end)

check.test("both have the same examples", function()
  for i, example in ipairs(english.examples) do
    check.equal(japanese.examples[i], example, "example " .. i)
  end
  check.equal(#japanese.examples, #english.examples, "examples")
end)

check.test("the examples can be run", function()
  local config = require "xpost.nvim.config"
  check.after(function()
    vim.g.xpost = nil
    config.setup(nil)
    vim.cmd("silent! nunmap <Leader>x | silent! nunmap <Leader>xx | silent! xunmap <Leader>x")
    pcall(vim.api.nvim_clear_autocmds, { event = "User" })
  end)
  local went_through = 0
  for _, example in ipairs(english.examples) do
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
  check.ok(("\n" .. read ".gitignore"):find("\n/doc/tags*\n", 1, true), ".gitignore")
end)

check.finish()

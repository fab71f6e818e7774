-- What is shown in Japanese: all of it, and within the width of the window.
local check = require "check"
local fake_history = require "fake_history"
local translate = require "xpost.translate"
local wrapping = require "xpost.nvim.wrapping"
local x = require "stand_in"
local xpost = require "xpost"

--- Names at X that are shown as they are.
local names = { "User authentication settings", "Keys and tokens", "Something went wrong",
  "OAuth 2.0 Client ID and Client Secret", "Read and write", "Native App", "Web App",
  "Automated App", "Single page App", "code verifier" }

--- No part of the text is an English sentence; commands and settings are none.
local function is_japanese(text)
  check.ok(text:find "[\227-\233][\128-\191][\128-\191]", "no Japanese is in:\n" .. text)
  local rest = text:gsub("%s+", " "):gsub(":%a+!? [%w! ]+", ""):gsub("vim%.g[%w_.]+: ", "")
  for _, name in ipairs(names) do
    rest = rest:gsub(vim.pesc(name), "")
  end
  local english = rest:match "%a[%a']+[,;:]? %l[%a']+[^\n]*"
  check.ok(not english, ("'%s' is in:\n%s"):format(english, text))
end

--- No line is wider than that, and none begins with what begins no line.  URLs and paths have no
--- place to break them.
local function fits(lines, columns)
  for _, line in ipairs(lines) do
    local width = line:find "^%s*[%w%p]*/[%w%p]*$" and 0 or vim.fn.strdisplaywidth(line)
    check.ok(width <= columns, ("%d columns of %d: %s"):format(width, columns, line))
    for _, character in ipairs { "、", "。", "」", ")", "ー" } do
      check.ok(not vim.startswith(vim.trim(line), character), line)
    end
  end
end

local function speak(language)
  xpost.setup { language = language }
  check.after(function() xpost.setup(nil) end)
end

--- Calls the function with screens of two widths.
local function on_screens(call)
  local before = { vim.o.columns, vim.o.lines }
  check.after(function() vim.o.columns, vim.o.lines = before[1], before[2] end)
  for columns, lines in pairs { [80] = 24, [40] = 15 } do
    vim.o.columns, vim.o.lines = columns, lines
    call(columns)
  end
end

--- Does the text hold the translation, wherever its lines are broken?
local function says(text, english)
  local wanted = translate(english)
  check.ok(text:gsub("%s+", ""):find(wanted:gsub("%s+", ""), 1, true), wanted .. " is not in:\n" .. text)
end

--- What the window shows is Japanese and fits; closes it with a key.
local function look(name, columns, key)
  x.wait_for_window(name)
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  local shown = table.concat(lines, "\n")
  is_japanese(shown)
  fits(lines, columns)
  if key then
    check.feed(key)
  end
  return shown
end

local function replace(module, name, value)
  local before = module[name]
  module[name] = value
  check.after(function() module[name] = before end)
end

-- ---- the language

check.test("it is that of the configuration, or else that of the environment", function()
  local ask = [[
    vim.g.xpost = { language = ... }
    return { require("xpost").language(), require("xpost.native").load().language(),
      (require("xpost.translate")("posted %s", 1)) }
  ]]
  for _, case in ipairs {
    { "ja_JP.UTF-8", nil, "ja" }, { "C.UTF-8", nil, "en" }, { "ja_JP.UTF-8", "en", "en" },
    { "C.UTF-8", "ja", "ja" },
  } do
    local editor = check.editor { environment = { LC_ALL = "", LC_MESSAGES = "", LANG = case[1] } }
    local answer = editor:lua(ask, case[2])
    check.equal(answer[1] .. answer[2], case[3] .. case[3])
    check.equal(answer[3], case[3] == "ja" and "投稿しました: 1" or "posted 1")
    editor:stop()
  end
end)

check.test("Neovim's own language for messages comes before the environment's", function()
  local language = require "xpost.nvim.language"
  local v = vim.v
  check.after(function() vim.v = v end)
  for locale, wanted in pairs { ["ja_JP.UTF-8"] = "ja", ["en_GB.UTF-8"] = "en", jam_JM = "en" } do
    vim.v = setmetatable({ lang = locale }, { __index = v })
    check.equal(language.chosen(), wanted)
  end
  vim.v = setmetatable({ lang = "C" }, { __index = v })
  check.equal(language.chosen(), nil)
end)

-- ---- lines

check.test("Japanese is broken between characters, words of Latin script and katakana are not", function()
  local function lines(text, width, indent)
    return table.concat(wrapping.lines(text, width, indent), "|")
  end
  check.equal(lines("これは日本語の長い文です", 8), "これは日|本語の長|い文です")
  check.equal(lines("これは文。次です", 8), "これは|文。次で|す")
  check.equal(lines("これは「文」です", 8), "これは|「文」で|す")
  check.equal(lines("次のログイン画面", 10), "次の|ログイン画|面")
  check.equal(lines("これは Neovim の話", 10), "これは|Neovim の|話")
  check.equal(lines("XPOST_CLIENT_IDを設定", 12), "XPOST_CLIENT_ID|を設定")
  check.equal(lines("ここで y、次に n です", 10, "  "), "ここで y、|  次に n|  です")
  check.equal(lines("one two three", 8), "one two|three")
  local family = "👨‍👩‍👧" -- of five characters; how wide it is, each Neovim has its own idea
  check.ok(lines("家族" .. family .. "です", 5):find(family, 1, true))
end)

-- ---- windows

--- A plan with everything that can be said of one.
local function full_plan()
  local post = { text = "一つ目の投稿です。", weight = 18, limit = 280, valid = true, urls = 1, media = {
    { path = "/tmp/猫.png", alt = "黒い猫が塀の上で寝ています。", type = "image/png", bytes = 1234567,
      width = 1200, height = 800 },
    { path = "/tmp/動画.mp4", type = "video/mp4", bytes = 999 }, { path = "不明.dat" },
  } }
  return {
    account = "work", username = "alice", posts = { post, post, post }, cost = 0.23,
    prices_date = "2026-08-22", warning = "警告です。", problems = {
      { code = "duplicate", message = "注意", reason = "同じ投稿があります。", number = 1, refused = false },
      { code = "duplicate", message = "注意", reason = "同じ投稿があります。", number = 3, refused = false },
    },
  }
end

check.test("the preview is Japanese, and as wide as its window", function()
  speak "ja"
  local fake, plan = fake_history.install(check.after), nil
  fake.answers.plan = function() return nil, vim.deepcopy(plan) end
  on_screens(function(columns)
    plan = full_plan()
    vim.cmd("XPost reply_to=1 quote=2 edits=3 community=4 reply_settings=verified made_with_ai=true"
      .. " paid_partnership=true 本文")
    local shown = look("preview", columns, "n")
    check.ok(shown:gsub("\n", ""):find("この 3 件を @alice (work) として投稿しますか?", 1, true), shown)
    check.ok(shown:find("y = はい、n = いいえ、e = 書き直す", 1, true), shown)
    plan.problems[2].refused, plan.problems[1].refused = true, true
    vim.cmd("XPost 本文")
    shown = look("preview", columns, "n")
    check.ok(shown:find("投稿 1、3 に問題があります。", 1, true), shown)
  end)
end)

check.test("what a thread is offered for is Japanese, and that it would be refused too", function()
  speak "ja"
  local fake, problems = fake_history.install(check.after), {}
  fake.answers.plan = function(_, request)
    local plan = full_plan()
    plan.problems = request.thread and problems or {}
    plan.thread = not request.thread and 3 or nil
    plan.posts[1].weight = request.thread and 10 or 412
    plan.posts[request.thread and 4 or 2] = nil
    return nil, plan
  end
  on_screens(function(columns)
    problems = {}
    vim.cmd("XPost 本文")
    check.ok(look("preview", columns, "n"):gsub("\n", ""):find("3 件のスレッドにしますか?", 1, true))
    problems = { { code = "forbidden", message = "だめです。", reason = "だめです。", refused = true } }
    vim.cmd("XPost 本文")
    check.ok(look("preview", columns, "n"):gsub("\n", ""):find("受け付けられません:", 1, true))
  end)
end)

--- Entries of each state.
local function fill(fake)
  fake:add { text = "投稿済みの長い本文がここにあります" }
  fake:add { text = "拒否された本文", state = "rejected" }
  fake:add { text = "下書きの本文", state = "draft" }
  fake:add { text = "不明な本文", state = "unknown" }
  fake:add { posts = {
    { text = "最初", state = "posted" }, { text = "二つ目", state = "not_sent", message = "送れません。" },
    { text = "三つ目", state = "not_sent" },
  } }
end

check.test("the history and its questions are Japanese, and as wide as their windows", function()
  speak "ja"
  local fake = fake_history.install(check.after)
  fill(fake)
  on_screens(function(columns)
    vim.cmd("XHistory")
    local shown = look("history", columns)
    for _, word in ipairs { "posted", "refused", "draft", "not known", "Enter open" } do
      says(shown, word)
    end
    is_japanese(vim.wo.statusline)
    check.feed("q")
    for command, key in pairs {
      ["XHistory resume key-00005"] = "n", ["XHistory undo key-00001"] = "n",
      ["XHistory resume key-00004"] = "n",
    } do
      vim.cmd(command)
      look(command:find "undo" and "question" or "preview", columns, key)
    end
    local preview = require "xpost.nvim.preview"
    for _, entry in ipairs(fake.entries) do
      preview.ask_forget(entry, function() end)
      look("question", columns, "n")
    end
    preview.ask_outcome(fake:find "key-00004", 1, "X から応答がありません。", function() end)
    look("question", columns, "n")
  end)
end)

check.test("what is done with an entry is told in Japanese", function()
  speak "ja"
  local fake = fake_history.install(check.after)
  fill(fake)
  local messages = check.messages()
  for _, command in ipairs {
    "XHistory check key-00004", "XHistory! resume key-00005", "XHistory! undo key-00005",
    "XHistory resume key-00003", "XHistory check key-00001", "XHistory undo key-00002",
    "XHistory nonsense", "XHistory! check", "XHistory list x", "XHistory open nothing",
    "XAccount nonsense", "XAccount use a b", "XAccount cancel", "XCompose! a", "XCompose nothing",
    "XPost number=x", "XPost key=a key=b text", "1XPost text",
  } do
    local count = #messages
    vim.cmd(command)
    check.wait_for(function() return #messages > count end, command)
    is_japanese(messages[#messages].text)
  end
end)

--- A login that goes as the function says, which gets the options and what ends it.
local function fake_login(run)
  replace(xpost, "accounts", function(on_done) on_done(nil, {}) end)
  replace(vim.env, "XPOST_CLIENT_ID", "id")
  replace(xpost, "login", function(options, on_done)
    vim.schedule(function() run(options, on_done) end)
    return { cancel = function() on_done { code = "cancelled", message = "やめました。" } end }
  end)
end

local url = "http://127.0.0.1:1/i/oauth2/authorize?client_id=id&state=abc"

check.test("the login's window is Japanese with all of its steps, and as wide as it is", function()
  speak "ja"
  local steps = {
    { 1, "authorization request", "client app", "authorization server", { "client id", "redirect url" } },
    { 2, "consent is asked", "authorization server", "user", {} },
    { 3, "the user allows it", "user", "authorization server", {} },
    { 4, "authorization code", "authorization server", "client app", { "authorization code" } },
    { 5, "access token request", "client app", "authorization server",
      { "authorization code", "client id", "code verifier", "client secret" } },
    { 6, "access token issued", "authorization server", "client app", { "access token", "refresh token" } },
    { 7, "API request", "client app", "resource server", { "access token" } },
    { 8, "renewal", "client app", "authorization server", { "refresh token", "client id" } },
  }
  local reached
  fake_login(function(options)
    for i = 1, 8 do
      local step = steps[i]
      options.on_step { number = i, name = step[2], from = step[3], to = step[4], uses = step[5] }
      if i == 2 then
        options.on_url(url, "http://127.0.0.1:8739/callback")
        options.on_paste_problem "アドレス全体を貼り付けてください。"
        is_japanese(x.shown())
      end
    end
    reached = true
  end)
  on_screens(function(columns)
    reached = false
    vim.cmd("XLogin")
    check.wait_for(function() return reached end, "the steps")
    local shown = look("login", columns)
    if columns == 80 then
      for i, step in ipairs(steps) do
        says(shown, i == 4 and "authorization code issued" or step[2])
        says(shown, step[3])
        for _, key in ipairs(step[5]) do
          says(shown, key)
        end
      end
      check.ok(shown:find("4  認可コード発行: ", 1, true), shown)
    end
    check.feed("q")
  end)
end)

check.test("while the browser is awaited the window fits, with the URL in it", function()
  speak "ja"
  fake_login(function(options)
    options.on_url(url, "http://127.0.0.1:8739/callback")
    options.on_paste_problem "アドレス全体を貼り付けてください。"
  end)
  on_screens(function(columns)
    vim.cmd("XLogin")
    check.wait_for(function() return x.shown():find(url, 1, true) end, "the URL")
    says(look("login", columns, "q"), columns > 40
      and "Open this URL in a browser and allow the app (y copies it, o opens it):"
      or "Allow the app at this URL: y copies it, o opens it.")
  end)
end)

check.test("of each login that fails, the window says why and what to do in Japanese", function()
  speak "ja"
  local code
  fake_login(function(_, on_done)
    on_done { code = code, message = "ログインできませんでした。" }
  end)
  check.messages()
  on_screens(function(columns)
    for _, each in ipairs { "login_denied", "login_timeout", "login_failed", "network", "busy" } do
      code = each
      vim.cmd("XLogin")
      check.wait_for(function() return x.shown():find("対処: ", 1, true) end, "the reasons")
      local shown = look("login", columns, "q")
      check.ok(shown:find("原因: ", 1, true) and shown:find("場所: ", 1, true), shown)
    end
  end)
end)

check.test("the prompts for the app's keys are Japanese", function()
  speak "ja"
  local asked = {}
  replace(vim.ui, "input", function(options, on_confirm)
    asked[1] = options.prompt
    on_confirm "not-the-client-id-of-any-app"
  end)
  replace(vim.fn, "inputsecret", function(options)
    asked[2] = options.prompt
    return options.cancelreturn
  end)
  local messages = check.messages()
  require("xpost.nvim.app").ask({}, function() end)
  check.wait_for(function() return messages[1] end, "the end")
  for _, text in ipairs { asked[1], asked[2], messages[1].text } do
    is_japanese(text)
    check.ok(vim.fn.strdisplaywidth(text) < 79, text)
  end
end)

-- ---- messages

check.test("errors are Japanese in every form", function()
  speak "ja"
  local report = require "xpost.nvim.report"
  local _, refused = xpost.count "\255"
  is_japanese(refused.message)
  for _, more in ipairs {
    {}, { outcome = "not_posted" }, { outcome = "unknown" }, { outcome = "posted" },
    { outcome = "not_posted", key = "k" }, { outcome = "not_posted", key = "k", http_status = 403 },
    { outcome = "not_posted", key = "k", posted = { {} } }, { outcome = "unknown", posted = { {} } },
    { outcome = "not_posted", posted = { {}, {} } }, { outcome = "unknown", posted = { {}, {} } },
    { code = "cancelled", posted = { {} } }, { retry_at = os.time() + 60 },
    { retry_at = os.time() + 86400 }, { code = "network", outcome = "not_posted", key = "k" },
  } do
    is_japanese(report.describe(vim.tbl_extend("force", refused, more)))
  end
  check.equal(report.describe { code = "server", message = "だめです。", outcome = "not_posted", key = "k" },
    "投稿されていません。だめです。本文は :XHistory に残っています。")
end)

check.test("an error points to the help where there is more to say, a line becomes two", function()
  local messages, report = check.messages(), require "xpost.nvim.report"
  local function told(code, message)
    report.error { code = code, message = message }
    return messages[#messages].text
  end
  local line = ("word "):rep(6) .. "s."
  check.equal(told("not_enrolled", line), "xpost: " .. line .. " (:help xpost-error-not_enrolled)")
  check.equal(told("over_limit", line), "xpost: " .. line)
  for _, code in ipairs(xpost.explain()) do
    check.ok(#told(code, line) <= 80, messages[#messages].text)
  end
end)

check.test("progress, counts and what is wrong with the configuration are Japanese", function()
  speak "ja"
  local report = require "xpost.nvim.report"
  for _, state in ipairs { "sending", "posted", "checking", "uploading", "processing", "waiting" } do
    local path = (state == "uploading" or state == "processing") and "/tmp/a.png" or nil
    for _, retry_at in ipairs(state == "waiting" and { os.time() + 9, os.time() + 900 } or { false }) do
      for total = 1, 2 do
        local message, short = report.how_far { state = state, number = 1, total = total, path = path,
          sent = 1, size = 2, retry_at = retry_at or nil }
        is_japanese(message)
        is_japanese(short)
      end
    end
  end
  local counter = require "xpost.nvim.counter"
  for line, wanted in pairs { ["\255"] = "正しい UTF-8 ではありません", ["a\nb"] = "NUL バイトがあります" } do
    local buffer = check.buffer {}
    vim.fn.setline(1, line)
    counter.attach(buffer)
    check.equal(counter.statusline(buffer), wanted)
    counter.detach(buffer)
  end
  vim.g.xpost = { limit = 0, number = 1, open = 1, confirm = 1, language = 1, register = 1, account = "",
    scopes = {}, redirect_uri = { 1 }, client_id = 1, client_secret = "x", api_url = "x", nonsense = 1 }
  check.after(function() vim.g.xpost = nil end)
  local problems = require("xpost.nvim.config").problems()
  check.equal(#problems, 13)
  for _, problem in ipairs(problems) do
    is_japanese(problem)
  end
end)

-- ---- :checkhealth

local function run_check(columns)
  vim.cmd("silent checkhealth xpost")
  local lines = vim.api.nvim_buf_get_lines(0, 0, -1, false)
  vim.cmd("bwipeout!")
  -- Neovim has lines of its own.
  lines = vim.tbl_filter(function(line)
    return not line:find "^=+$" and not line:find "require%(" and not line:find "^xpost:  "
  end, lines)
  fits(lines, columns)
  return table.concat(lines, "\n")
end

check.test("what is healthy or not is Japanese, and as wide as its window", function()
  speak "ja"
  replace(xpost, "diagnose", function(_, on_done)
    local findings = {}
    for i, topic in ipairs { "accounts", "redirect", "files", "network", "clock", "settings" } do
      findings[i] = { topic = topic, level = ({ "ok", "info", "warning", "error" })[i % 4 + 1],
        text = ("これは長い説明の文です。"):rep(6), advice = ("次のコマンドで直せます。"):rep(6) }
    end
    vim.schedule(function() on_done(nil, { findings = findings }) end)
    return {}
  end)
  on_screens(function(columns)
    local text = run_check(columns)
    for _, title in ipairs { "settings", "accounts", "redirect URIs", "files", "network", "clock" } do
      says(text, title)
    end
    check.ok(text:gsub("\n%s*", ""):find("モジュールを読み込みました", 1, true), text)
  end)
end)

check.test("where the C module cannot be loaded, that is said in Japanese, too", function()
  speak "ja"
  replace(package.loaded, "xpost.core", nil)
  replace(package, "loadlib", function() return nil, "no such file" end)
  on_screens(function(columns)
    -- Where the lines break depends on the name of this folder, which is among the words.
    local text = run_check(columns):gsub("%s", "")
    check.ok(text:find("用にビルドされていません。", 1, true), text)
    check.ok(text:find("makeを実行し", 1, true), text)
  end)
  local messages = check.messages()
  vim.cmd("XPost 本文")
  is_japanese(messages[1].text)
end)

check.finish()

-- What users read in their language; what programs read in English.
local calls = require "calls"
local check = require "check"

local xpost = calls.modules.xpost
local host = os.getenv("LUA") or (rawget(_G, "jit") and "luajit" or "lua5.4")

--- Speaks Japanese while the running test lasts.
local function speak_japanese()
  check.after(function()
    xpost.language("en")
  end)
  check.equal(xpost.language("ja"), "ja")
end

--- A login that ends by itself, with some options more.
local function login(more)
  local options = calls.short_login()
  for name, value in pairs(more) do
    options[name] = value
  end
  return xpost.login(options)
end

local function is_japanese(text)
  return check.ok(text:find("。", 1, true), "not in Japanese: " .. text)
end

local function check_environment()
  local script = [[print(require("xpost").language(), require("xpost.core").language())]]
  for variables, wanted in pairs {
    [""] = "en", ["LANG=ja_JP.UTF-8"] = "ja", ["LANG=ja"] = "ja", ["LANG=C"] = "en",
    ["LC_MESSAGES=ja_JP LANG=en_US.UTF-8"] = "ja", ["LC_ALL= LC_MESSAGES=de_DE LANG=ja_JP"] = "en",
    ["LC_ALL=ja_JP.eucJP LC_MESSAGES=en_US LANG=en_US"] = "ja", ["LC_ALL=C LANG=ja_JP"] = "en",
    ["LANG=jam_JM"] = "en", ["LC_CTYPE=ja_JP.UTF-8"] = "en",
  } do
    local command = "env -u LC_ALL -u LC_MESSAGES -u LANG %s %s -e '%s' 2>&1"
    local child = io.popen(command:format(variables, host, script))
    check.equal(child:read("*l"), wanted .. "\t" .. wanted, variables)
    child:close()
  end
end

if os.getenv("LD_PRELOAD") then
  check.skip("the environment", "it starts processes, into which a tool would be preloaded too")
else
  check.test("the language is the one that the environment names first", check_environment)
end

check.test("the language is one that there is", function()
  check.equal(xpost.language(), "en")
  check.raises("'en' or 'ja' expected", xpost.language, "xx")
  check.raises("'en' or 'ja' expected", xpost.language, 1)
  check.raises("'en' or 'ja' expected", calls.modules.core.language, "xx")
  check.equal(xpost.language(), "en")
end)

check.test("an error speaks to people in Japanese, and to programs in English", function()
  local _, english = xpost.post { text = ("a"):rep(281), key = "long" }
  speak_japanese()
  local _, err = xpost.post { text = ("a"):rep(281), key = "long" }
  for _, name in ipairs { "code", "outcome", "key", "retry" } do
    check.equal(err[name], english[name], name)
  end
  check.equal(err.code, "over_limit")
  is_japanese(err.message)
  check.ok(err.message:find("281.*280"), err.message)
  check.equal(tostring(err), "over_limit: " .. err.message)
  xpost.language("en")
  check.equal(select(2, xpost.post { text = ("a"):rep(281), key = "long" }).message, english.message)
end)

check.test("reasons are in Japanese within Japanese", function()
  speak_japanese()
  local _, err = xpost.refresh()
  check.equal(err.code, "not_logged_in")
  is_japanese(err.message)
  _, err = xpost.upload { path = "/nowhere/at all" }
  check.equal(err.code, "media_rejected")
  check.ok(err.message:find("^'/nowhere/at all' を添付できません: ファイルが見つかりません。"), err.message)
  _, err = login { redirect_uri = "ftp://127.0.0.1" }
  check.equal(err.code, "config")
  check.ok(err.message:find("リダイレクト URL を使えません。「ftp://127.0.0.1」", 1, true), err.message)
end)

check.test("values may change places", function()
  speak_japanese()
  local _, err = xpost.post { posts = { { text = "One" }, { text = ("a"):rep(281) }, { text = "Three" } } }
  check.equal(err.code, "over_limit")
  check.equal(err.message:match("^(.-): "), "3 件中 2 件目の投稿")
end)

check.test("what a plan warns of is in Japanese", function()
  speak_japanese()
  local plan = check.ok(xpost.plan { text = "$ABC $DEF", quote = "20" })
  check.ok(#plan.problems >= 2, "too few problems")
  for _, problem in ipairs(plan.problems) do
    is_japanese(problem.message)
    check.ok(problem.code:find("^[a-z_]+$"), problem.code)
  end
end)

check.test("a stopped login says so in Japanese; its steps have English names", function()
  local names = {}
  speak_japanese()
  local _, err = login {
    on_step = function(step)
      names[#names + 1] = step.name .. ": " .. step.from .. ", " .. table.concat(step.uses, ", ")
    end,
  }
  check.equal(err.code, "cancelled")
  check.ok(err.message:find("^ログインを中止しました: paste でエラーが起きました: "), err.message)
  check.equal(names[1], "authorization request: client app, client id, redirect url")
end)

check.test("the catalogue is valid UTF-8, and whole sentences stay so", function()
  local catalogue = require "xpost.translate_ja"
  for _, part in pairs(catalogue) do
    for english, japanese in pairs(part) do
      check.ok(xpost.count(japanese), english)
      if english:find("^%u.*%l%.$") then
        check.ok(japanese:find("。$"), "no end: " .. japanese)
      end
    end
  end
end)

check.finish()

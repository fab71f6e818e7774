-- stand-in: this test needs it.
-- lua/xpost/meta.lua says what is there: every function, every option, every field of a result.
local calls = require "calls"
local check = require "check"
local stand_in = require "stand_in"

local core, xpost = calls.modules.core, calls.modules.xpost

local contract = {
  login = "client_id client_secret account redirect_uri scopes timeout open on_url on_step paste",
  post = "text posts thread markdown number account reply_to quote media poll reply_settings "
    .. "community made_with_ai paid_partnership edits key limit wait on_step on_progress directory",
  resume = "key wait on_step on_progress", check = "key outcome id on_step",
  undo = "account key on_step", draft = "text key account replaces",
  refresh = "account force", delete = "id", me = "account fresh", logout = "account",
  history = "limit account unfinished before key last forget", count = "text limit", accounts = "",
  split = "text limit number markdown thread",
  account = "account", use = "account", app = "client_id client_secret",
  diagnose = "client_id account redirect_uri scopes offline",
  upload = "path alt directory account timeout on_step on_progress",
  explain = "", language = "",
}
contract.plan = contract.post

local function read(path)
  local file = assert(io.open(path))
  local text = file:read("*a")
  file:close()
  return text
end

local meta = read(check.folder .. "../../lua/xpost/meta.lua")

-- The fields of each class, those of what it inherits too.
local classes = {}
do
  local fields
  for line in meta:gmatch("[^\n]*") do
    local name, parent = line:match("^%-%-%-@class xpost%.(%w+) ?:? ?x?p?o?s?t?%.?(%w*)")
    if name then
      fields = setmetatable({}, { __index = classes[parent] })
      classes[name] = fields
    elseif line:match("^%-%-%-@field") then
      local field, optional, kind = line:match("^%-%-%-@field ([%w_]+)(%??) (.+)$")
      fields[field] = { kind = kind, optional = optional ~= "" }
    end
  end
end

-- What an alias of a table stands for.
local aliases = {}
for name, kind in meta:gmatch("%-%-%-@alias xpost%.(%w+) (%b{})") do
  aliases[name] = kind
end

-- The options of each function: those of the class that its parameter names, and those written out.
local functions = {}
do
  local parameter, result
  for line in meta:gmatch("[^\n]*") do
    parameter = line:match("^%-%-%-@param %w+%?? (.*)$") or parameter
    result = result or line:match("^%-%-%-@return (.*)$")
    local name = line:match("^function core%.(%w+)")
    if name then
      local options = {}
      for option in ((parameter or ""):match("{(.*)}") or ""):gmatch("([%w_]+)%??: ") do
        options[option] = options[option] or "written out"
      end
      options.step = nil -- the parameter of on_step
      local class = (parameter or ""):match("xpost%.(%w+Options)")
      for option in pairs(classes[class] or {}) do
        options[option] = class
      end
      functions[name] = { options = options, result = result }
      parameter, result = nil, nil
    end
  end
end

check.test("every function is described, and every description has its function", function()
  for _, module in pairs(calls.modules) do
    for name, value in pairs(module) do
      if type(value) == "function" then
        check.ok(functions[name], name .. " is not in meta.lua")
        check.ok(contract[name], name .. " is not agreed on")
      else
        check.ok(name == "version" or (module == core and (name == "jobs" or name == "script")), name)
      end
    end
    for name in pairs(functions) do
      check.equal(type(module[name]), "function", name)
    end
  end
  for name in pairs(core) do
    check.ok(xpost[name] or name == "jobs" or name == "script", "xpost has no " .. name)
  end
  for name, described in pairs(classes.Functions) do
    check.ok(xpost[name] or described.kind:find("In Neovim$"), "xpost has no " .. name)
  end
  for name in pairs(contract) do
    check.ok(classes.Functions[name] or ("login count split app explain language"):find(name, 1, true),
      name .. " as a job")
  end
end)

check.test("what scripts need is described", function()
  for name in pairs(core.script) do
    check.ok(classes.ScriptCore[name], "script." .. name .. " is not in meta.lua")
  end
  for name in pairs(classes.ScriptCore) do
    check.equal(type(core.script[name]), "function", name)
  end
end)

check.test("jobs are described", function()
  for name in pairs(core.jobs) do
    check.ok(classes.Jobs[name], "jobs." .. name .. " is not in meta.lua")
  end
  for name in pairs(classes.Jobs) do
    check.equal(type(core.jobs[name]), "function", name)
  end
  local job = xpost.accounts(function() end)
  for name in pairs(getmetatable(job).__index) do
    check.ok(name:find("^__") or ("cancel answer wait"):find(name, 1, true), "job:" .. name)
  end
  local of_core = core.jobs.start "accounts"
  for name in pairs(classes.CoreJob) do
    check.equal(type(of_core[name]), "function", name)
  end
  check.ok(job:wait())
end)

-- Does the module know the option?  A userdata is of no option's type.
local function knows(name, option)
  if name == "accounts" then
    return false -- it takes no argument, and looks at none
  end
  local given = { [option] = io.stdout }
  local went_well, problem = pcall(core[name], given)
  return not went_well and problem:find("bad option", 1, true) ~= nil
end

check.test("every option that is described exists", function()
  for name, described in pairs(functions) do
    for option in pairs(described.options) do
      check.ok(knows(name, option), name .. " does not know " .. option)
    end
  end
end)

-- The names in the C sources, between quotes: whatever the module might know.
local words = {}
for _, name in ipairs { "account", "accounts", "app", "check", "diagnose", "draft", "history",
  "jobs", "login", "media", "module", "options", "plan", "post", "push", "request", "split", "task",
  "text", "undo", "upload" } do
  for word in read(check.folder .. "../../src/lua_" .. name .. ".c"):gmatch('"([%w_]+)"') do
    words[word] = true
  end
end

check.test("every option that exists is described", function()
  for name, options in pairs(calls.options) do
    for word in pairs(words) do
      if knows(name, word) then
        local described = functions[name].options[word]
        check.ok(described, name .. "{" .. word .. "} is not in meta.lua")
        check.ok(options[word], name .. "{" .. word .. "} is not tested")
      end
    end
  end
end)

check.test("every option that is agreed on is described", function()
  for name, list in pairs(contract) do
    for option in list:gmatch("%S+") do
      check.ok(functions[name].options[option], name .. "{" .. option .. "}")
    end
  end
end)

check.test("the codes are those that are agreed on", function()
  local list = meta:match("@alias xpost%.Code\n(.-)\n\n")
  local described = {}
  for code in list:gmatch('"([%w_]+)"') do
    check.ok(calls.codes[code], code .. " is not agreed on")
    described[code] = true
  end
  for code in pairs(calls.codes) do
    check.ok(described[code], code .. " is not in meta.lua")
  end
end)

local function type_fits(kind, value)
  for alternative in (kind .. "|"):gmatch("(.-)|") do
    alternative = alternative:match("^%s*(.-)%s*$")
    local literal = alternative:match('^"([^"]*)')
    local fits
    if literal then
      fits = value == literal
    elseif alternative == "integer" then
      fits = type(value) == "number" and value % 1 == 0
        and (not math.type or math.type(value) == "integer")
    elseif alternative:match("%[%]$") or classes[alternative:match("^xpost%.(%w+)$") or ""] then
      fits = type(value) == "table"
    elseif alternative == "xpost.Code" then
      fits = calls.codes[value]
    elseif alternative == "xpost.Retry" then
      fits = calls.retries[value]
    else
      fits = type(value) == alternative:match("^%w+")
    end
    if fits then
      return true
    end
  end
  return false
end

local function check_fields(value, class, what)
  local fields = classes[class]
  for name, field in pairs(value) do
    local described = fields[name]
    if check.ok(described, what .. "." .. tostring(name) .. " is not in meta.lua") then
      -- Words after the type are for people.
      check.ok(type_fits(described.kind:gsub('^([%w%.%[%]]+) .*$', "%1"), field),
        ("%s.%s is %s, not a %s"):format(what, name, tostring(field), described.kind))
    end
  end
  local own = fields
  while own do
    for name, field in pairs(own) do
      check.ok(field.optional or value[name] ~= nil, what .. " has no " .. name)
    end
    own = getmetatable(own) and getmetatable(own).__index
  end
end

local function check_inline(value, name)
  local kinds = {}
  local described = functions[name].result
  described = aliases[described:match("^xpost%.(%w+)") or ""] or described
  for field, optional, kind in described:gmatch("([%w_]+)(%??): ([%w%[%]]+)") do
    kinds[field] = { kind = kind == "true" and "boolean" or kind, optional = optional ~= "" }
  end
  for field, content in pairs(value) do
    if check.ok(kinds[field], name .. ": " .. field .. " is not in meta.lua") then
      check.ok(type_fits(kinds[field].kind, content), name .. ": " .. field)
    end
  end
  for field, wanted in pairs(kinds) do
    check.ok(wanted.optional or value[field] ~= nil, name .. ": no " .. field)
  end
end

-- A thread that is refused at its second post, and goes on.
local function check_thread()
  local seen = {}
  local function on_progress(progress)
    seen[progress.state] = true
    check_fields(progress, "PostProgress", "progress")
  end
  stand_in.fault '{"path":"/2/tweets","method":"POST","skip":1,"status":402,"body":{"title":"t"}}'
  local _, err = xpost.post { posts = { { text = "One" }, { text = "Two" } }, on_progress = on_progress }
  check_fields(check.ok(err), "Error", "err")
  check_fields(err.posted[1], "Posted", "err.posted[1]")
  check_fields(check.ok(xpost.history { key = err.key })[1], "HistoryEntry", "history of a thread")
  local done = check.ok(xpost.resume { key = err.key, on_progress = on_progress })
  check_fields(done, "Post", "resume")
  check.ok(seen.sending and seen.posted)
  local undone = check.ok(xpost.undo { on_step = function() error("a warning") end })
  check_fields(undone, "Undone", "undo")
  check_fields(undone.posts[2], "Posted", "undo.posts[2]")
end

-- What has no clear answer is looked for.
local function check_unknown()
  stand_in.fault '{"path":"/2/tweets","method":"POST","act":"after","close":true}'
  local _, err = xpost.post("Unclear")
  check_fields(check.ok(err), "Error", "err")
  local checked = check.ok(xpost.check { key = err.key, on_step = function() error("a warning") end })
  check_fields(checked, "Checked", "check")
  check_fields(checked.posts[1], "Posted", "check.posts[1]")
end

-- A picture that is uploaded, and one that is planned.
local function check_media()
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write("\137PNG\r\n\26\n\0\0\0\13IHDR\0\0\0\3\0\0\0\2\8\2\0\0\0")
  file:close()
  local function on_progress(progress)
    check_fields(progress, "PostProgress", "progress")
  end
  local media = { { path = path, alt = "A" } }
  local plan = check.ok(xpost.plan { text = "", media = media })
  check_fields(plan.posts[1], "PlanPost", "plan of media")
  check_fields(plan.posts[1].media[1], "PlanMedium", "plan.posts[1].media[1]")
  local uploaded = check.ok(xpost.upload {
    path = path, alt = "A", on_progress = on_progress, on_step = function() error("a warning") end,
  })
  check_fields(uploaded, "Uploaded", "upload")
  local post = check.ok(xpost.post { media = media, on_progress = on_progress })
  check_fields(post, "Post", "post of media")
  check_fields(post.posts[1], "Posted", "post of media .posts[1]")
  local entry = check.ok(xpost.history { key = post.key })[1]
  check_fields(entry, "HistoryEntry", "history of media")
  check_fields(check.ok(entry.posts[1].media)[1], "Medium", "history of media .posts[1].media[1]")
  os.remove(path)
end

local function check_draft()
  local draft = check.ok(xpost.draft("For later"))
  check_inline(draft, "draft")
  local entry = check.ok(xpost.history { unfinished = true })[1]
  check_fields(entry, "HistoryEntry", "history of a draft")
  check_fields(entry.posts[1], "HistoryPost", "history of a draft .posts")
  local forgotten = check.ok(xpost.history { forget = draft.key })
  check.equal(forgotten.forgotten, 1)
end

check.test("results hold what is described", function()
  local login = stand_in.login(xpost, {
    on_step = function(step) check_fields(step, "Step", "step") end,
  })
  check_fields(login, "Login", "login")
  check_fields(check.ok(xpost.account()), "Account", "account")
  check_fields(check.ok(xpost.accounts())[1], "Account", "accounts[1]")
  local user = check.ok(xpost.me { fresh = true, on_step = function() error("a warning") end })
  check_inline(user, "me")
  check_fields(check.ok(xpost.app { client_id = "an-id" }), "App", "app")
  check_inline(check.ok(xpost.refresh { on_step = function() error("a warning") end }), "refresh")
  local post = check.ok(xpost.post { text = "Types", on_step = function() error("a warning") end })
  check_fields(post, "Post", "post")
  check_fields(post.posts[1], "Posted", "post.posts[1]")
  xpost.post("Types")
  for _, entry in ipairs(check.ok(xpost.history())) do
    check_fields(entry, "HistoryEntry", "history")
    check_fields(entry.posts[1], "HistoryPost", "history.posts")
  end
  check_fields(check.ok(xpost.check(post.key)), "Checked", "check")
  check_inline(check.ok(xpost.delete { id = post.id, on_step = function() error("w") end }), "delete")
  check_fields(select(2, xpost.post("Types\0")), "Error", "err")
  check_fields(select(2, xpost.delete("1")), "Error", "err")
  check_thread()
  check_unknown()
  check_draft()
  check_media()
  check_inline(check.ok(xpost.logout { on_step = function() error("w") end }), "logout")
  check_fields(check.ok(xpost.count(("a"):rep(281))), "Count", "count")
  local plan = check.ok(xpost.plan(("a"):rep(281)))
  check_fields(plan, "Plan", "plan")
  check_fields(plan.posts[1], "PlanPost", "plan.posts[1]")
  check_fields(plan.problems[1], "PlanProblem", "plan.problems[1]")
  check_fields(xpost.version, "Version", "version")
end)

check.finish()

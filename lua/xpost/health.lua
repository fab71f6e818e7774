--- `:checkhealth xpost`: whether the plugin can work here, and what the C module finds out about
--- accounts, files, network and clock.  No token is sent, and nothing is asked that X bills.

local translate = require "xpost.translate"

local M = {}

local OLDEST = "0.7.2"

-- Milliseconds.  Of all of xpost this alone waits, because a health check has to: it is over when
-- it returns.
local PATIENCE, PATIENCE_OFFLINE = 8000, 2000

-- The topics of xpost.Finding, and what they are called here.
local sections = {
  { "accounts", translate.later "accounts" },
  { "redirect", translate.later "redirect URIs" },
  { "files", translate.later "files" },
  { "network", translate.later "network" },
  { "clock", translate.later "clock" },
}

---@class xpost.Finding
---@field topic "accounts" | "redirect" | "files" | "network" | "clock" | "settings"
---@field level "ok" | "info" | "warning" | "error"
---@field text string
---@field advice? string

--- Columns that Neovim puts before a text, at most.
local MARGIN = 16

--- A text in lines.  Neovim breaks those that are too long at spaces, of which Japanese has few.
---@param text string
---@return string
local function folded(text)
  if translate.language() ~= "ja" then
    return text
  end
  local width = math.max(vim.o.columns - MARGIN, MARGIN)
  return table.concat(require("xpost.nvim.wrapping").lines(text, width), "\n")
end

--- Neovim's functions, which had other names before 0.10.
local function reporter()
  local health = vim.health or require "health"
  local function with_lines(tell)
    return function(text, advice)
      if advice then
        tell(folded(text), vim.tbl_map(folded, advice))
      else
        tell(folded(text))
      end
    end
  end
  return {
    start = health.start or health.report_start,
    ok = with_lines(health.ok or health.report_ok),
    info = with_lines(health.info or health.report_info),
    warning = with_lines(health.warn or health.report_warn),
    error = with_lines(health.error or health.report_error),
  }
end

---@param finding xpost.Finding
local function show(report, finding)
  local tell = report[finding.level]
  if not finding.advice then
    tell(finding.text)
  elseif finding.level == "warning" or finding.level == "error" then
    tell(finding.text, { finding.advice })
  else
    tell(translate("%s %s", finding.text, finding.advice))
  end
end

---@param findings xpost.Finding[]
---@param topic string
---@param title? string Of the section; without one, the findings go on with the one before
local function show_topic(report, findings, topic, title)
  for _, finding in ipairs(findings) do
    if finding.topic == topic then
      if title then
        report.start("xpost: " .. translate(title))
        title = nil
      end
      show(report, finding)
    end
  end
end

local function check_neovim(report)
  local version = vim.version()
  local text = ("Neovim %d.%d.%d"):format(version.major, version.minor, version.patch)
  if vim.fn.has("nvim-" .. OLDEST) == 1 then
    report.ok(text)
  else
    report.error(translate("%s is too old", text),
      { translate("xpost needs Neovim %s or later.", OLDEST) })
  end
end

--- What is wrong, and on the lines below it what the loader said.
local function show_lines(report, text)
  local lines = vim.split(text, "\n", { plain = true, trimempty = true })
  local first = table.remove(lines, 1) or translate "The C module cannot be loaded."
  report.error(first)
  if lines[1] then
    report.info(translate("The loader said: %s", table.concat(lines, " ")))
  end
end

---@return boolean loaded
local function check_module(report)
  local found, core = pcall(function()
    return require("xpost.native").load()
  end)
  if not found then
    show_lines(report, tostring(core))
    return false
  end
  local version = core.version
  report.ok(translate("xpost %s: the C module is loaded, built for %s", version.xpost,
    rawget(_G, "jit") and "LuaJIT" or version.lua))
  report.info(translate("with libcurl %s, %s, json-c %s, SQLite %s",
    version.libcurl, version.openssl, version.json_c, version.sqlite))
  return true
end

---@return table configuration
local function check_configuration(report)
  local went_well, problems, configuration = pcall(function()
    local config = require "xpost.nvim.config"
    return config.problems(), config.get()
  end)
  if not went_well then
    report.error(translate("The configuration cannot be read: %s", tostring(problems)))
    return {}
  end
  for _, problem in ipairs(problems) do
    report.warning(problem, { translate "See :help xpost." })
  end
  if #problems == 0 then
    report.ok(translate "nothing is wrong in vim.g.xpost and setup()")
  end
  return configuration
end

--- The findings; or nil, and what went wrong; or nil alone if that takes too long.
---@return xpost.Finding[]? findings
---@return string? problem
local function diagnose(options, patience)
  local answer
  local started, job = pcall(function()
    return require("xpost").diagnose(options, function(err, result)
      answer = { err = err, result = result }
    end)
  end)
  if not started then
    return nil, tostring(job)
  end
  if not vim.wait(patience, function() return answer ~= nil end, 10) then
    job:cancel()
    return nil
  end
  return answer.result and answer.result.findings, answer.err and tostring(answer.err)
end

--- A name lookup can hang for longer than anybody waits; then what is on this machine is shown.
---@return xpost.Finding[] findings
local function find_out(configuration)
  local options = {
    account = configuration.account,
    client_id = configuration.client_id,
    redirect_uri = configuration.redirect_uri,
    scopes = configuration.scopes,
  }
  local findings, problem = diagnose(options, PATIENCE)
  if findings then
    return findings
  end
  local text = problem
  if not problem then
    options.offline = true
    findings, problem = diagnose(options, PATIENCE_OFFLINE)
    text = problem or translate("Looking at the network took more than %d s, and was ended: "
      .. "perhaps a name lookup hangs.", PATIENCE / 1000)
  end
  findings = findings or {}
  findings[#findings + 1] = { topic = "network", level = "error", text = text }
  return findings
end

function M.check()
  local report = reporter()
  report.start("xpost")
  check_neovim(report)
  local loaded = check_module(report)
  report.start("xpost: " .. translate "settings")
  local configuration = check_configuration(report)
  if not loaded then
    return
  end
  local findings = find_out(configuration)
  show_topic(report, findings, "settings")
  for _, section in ipairs(sections) do
    show_topic(report, findings, section[1], section[2])
  end
end

return M

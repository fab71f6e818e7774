--- `:XLogin`: a window that shows the steps and the URL, and takes a pasted redirect URL while the
--- browser is awaited.

local accounts = require "xpost.nvim.accounts"
local app = require "xpost.nvim.app"
local config = require "xpost.nvim.config"
local explanation = require "xpost.nvim.explanation"
local login_lines = require "xpost.nvim.login_lines"
local report = require "xpost.nvim.report"
local steps = require "xpost.nvim.steps"
local traces = require "xpost.nvim.login_traces"
local translate = require "xpost.translate"
local window = require "xpost.nvim.window"
local xpost = require "xpost"

local M = {}

--- The login that waits in this editor; one at a time, as X keeps one grant for each app and user.
---@type table?
local current

--- The one that failed, whose window may be open still.
---@type table?
local failed

local prompt = "> "

local answered_step = 4

---@class xpost.LoginScreen
---@field steps string[]
---@field account? string As it was given
---@field credentials xpost.Credentials
---@field bang boolean
---@field prompt_line? integer From 1
---@field url? string While it can be used
---@field latest_url? string
---@field redirect_uri? string
---@field client_id? string
---@field problem? string
---@field failure? string[] Why it failed, when it has: what happened, and what there is to know
---@field change? boolean The user wants to log in with another Client ID
---@field shown xpost.Window
---@field job xpost.Job
local Screen = {}
Screen.__index = Screen

--- Draws all; what the user is typing in the last line stays.
function Screen:draw()
  if not self.shown:is_open() then
    return
  end
  local typed = self:input()
  local cursor = vim.api.nvim_win_get_cursor(self.shown.window)
  local at_prompt = not self.prompt_line or cursor[1] >= self.prompt_line
  local lines, all
  for size = 1, login_lines.sizes do
    lines = login_lines.make(self, size)
    self.prompt_line = self.url and #lines + 1 or nil
    if self.url then
      lines[#lines + 1] = { prompt .. typed, "XpostPrompt" }
    end
    self.shown:show(lines)
    all = self.shown:fit()
    if all then
      break
    end
  end
  vim.bo[self.shown.buffer].modifiable = self.url ~= nil
  if self.url and at_prompt then
    vim.api.nvim_win_set_cursor(self.shown.window, { #lines, #prompt + #typed })
    if not all then
      self.shown:show_end()
    end
  end
end

--- What is typed or pasted after the prompt; several lines are one.
---@return string
function Screen:input()
  if not self.prompt_line then
    return ""
  end
  local typed = vim.api.nvim_buf_get_lines(self.shown.buffer, self.prompt_line - 1, -1, false)
  return (table.concat(typed):gsub("^>%s?", "", 1))
end

--- Gives what was pasted to the login.  The line is emptied: it holds an authorization code.
function Screen:submit()
  local text = vim.trim(self:input())
  if self.prompt_line then
    vim.api.nvim_buf_set_lines(self.shown.buffer, self.prompt_line - 1, -1, false, { prompt })
    vim.api.nvim_win_set_cursor(self.shown.window, { self.prompt_line, #prompt })
  end
  if text ~= "" then
    self.problem = nil
    self.job:answer(text)
  end
end

--- What was pasted with a line break needs no Enter.
function Screen:notice_change()
  if self.prompt_line
    and vim.api.nvim_buf_line_count(self.shown.buffer) > self.prompt_line then
    self:submit()
  end
end

function Screen:cancel()
  if self.failure then
    self.shown:close()
  else
    self.job:cancel()
  end
end

--- Enter ends what is typed, and closes what is only to be read.
function Screen:enter()
  if self.failure then
    self.shown:close()
  else
    self:submit()
  end
end

--- Ends this login, and begins another one with what the user gives then.
function Screen:change_app()
  if self.url then
    self.change = true
    self.job:cancel()
  end
end

function Screen:bind()
  local shown = self.shown
  shown:map("ni", "<CR>", function() self:enter() end)
  shown:map("n", "y", function()
    if self.url then
      report.copy(self.url, translate "the URL is copied.")
    end
  end)
  shown:map("n", "o", function() if self.url then self:open() end end)
  shown:map("n", "e", function() self:change_app() end)
  shown:map("ni", "<C-c>", function() self:cancel() end)
  shown:map("n", "q", function() self:cancel() end)
  shown:map("n", "<Esc>", function() self:cancel() end)
  vim.api.nvim_create_autocmd("TextYankPost", {
    buffer = shown.buffer, callback = traces.forget_code,
  })
  vim.api.nvim_create_autocmd({ "TextChanged", "TextChangedI" }, {
    buffer = shown.buffer,
    callback = function() self:notice_change() end,
  })
  vim.api.nvim_create_autocmd("VimResized", {
    group = vim.api.nvim_create_augroup("xpost_login", {}),
    callback = function() self:draw() end,
  })
end

--- Opens the URL again, the way the user configured, or Neovim's own way.
function Screen:open()
  local open = config.get().open or vim.ui.open
  if type(open) == "function" then
    open(self.url)
  else
    report.notify(translate "copy the URL with y, and open it in a browser.")
  end
end

---@param step xpost.Step
function Screen:add_step(step)
  if step.number == 1 then
    self.steps = {}
  end
  self.steps[#self.steps + 1] = steps.line(step)
  -- With the code there is nothing to open or paste any more.
  if step.number >= answered_step then
    self.url, self.problem = nil, nil
  end
  self:draw()
end

---@param err? xpost.Error
---@param result? xpost.Login
function Screen:tell(err, result)
  if err and not self.failure then
    report.error(err)
  elseif err and err.code ~= "bad_client_id" then -- or a prompt comes at once
    report.notify(translate "the login failed.", vim.log.levels.ERROR)
  end
  if err then
    return
  end
  if not result.username then
    report.notify(translate "logged in.")
  elseif self.account then
    report.notify(translate("logged in as @%s: account '%s'.", result.username, result.account))
  else
    report.notify(translate("logged in as @%s.", result.username))
  end
  if result.warning then
    report.warn(result.warning)
  end
  app.warn_of_settings(self.credentials)
end

local start

--- What comes after the window: a message, and where X does not accept the app, another try.
---@param err? xpost.Error
---@param result? xpost.Login
function Screen:go_on(err, result)
  if not self.change then
    self:tell(err, result)
  end
  if self.change or (err and err.code == "bad_client_id") then
    vim.cmd("redraw") -- so that one sees why
    app.ask({}, function(credentials)
      start(self.account, credentials, self.bang)
    end, self.client_id or "")
  end
end

--- Leaves what was typed, if the user is at it.
---@return boolean was_typing
function Screen:stop_typing()
  local typing = vim.api.nvim_get_current_win() == self.shown.window
    and vim.api.nvim_get_mode().mode:find("^[iR]") ~= nil
  if typing then
    vim.cmd("stopinsert")
  end
  return typing
end

--- Shows why it failed, and what to do, where there is something to say.
---@param err xpost.Error
---@return boolean shown
function Screen:explain(err)
  local paragraphs = err.code ~= "cancelled" and explanation.paragraphs(err.code)
  if not paragraphs then
    return false
  end
  self.url, self.problem = nil, nil
  self.failure = vim.list_extend({ report.describe(err) }, paragraphs)
  self:draw()
  vim.api.nvim_win_set_cursor(self.shown.window, { 1, 0 })
  failed = self
  return true
end

--- Done, or not: the window goes, and its text with it, but for what there is to know of a failure.
---@param err? xpost.Error
---@param result? xpost.Login
function Screen:finish(err, result)
  current = nil
  traces.forget(self.latest_url)
  app.remember(self.credentials, err)
  local typing = false
  if self.shown:is_open() then
    typing = self:stop_typing()
    if not err or not self:explain(err) then
      self.shown:close()
    end
  end
  -- Leaving insert mode clears the line that messages are on, a little later.
  if typing then
    vim.defer_fn(function() self:go_on(err, result) end, 30)
  else
    self:go_on(err, result)
  end
end

--- The value of a parameter of a URL.
---@param url string
---@param name string
---@return string?
local function parameter(url, name)
  local value = url:match("[?&]" .. name .. "=([^&]*)")
  return value and (value:gsub("%%(%x%x)", function(code)
    return string.char(tonumber(code, 16))
  end))
end

--- What is given to xpost.login.
---@param screen xpost.LoginScreen
local function options_for(screen)
  local configured = config.get()
  local open = configured.open
  if screen.bang then
    open = false
  end
  return {
    account = screen.account or configured.account,
    client_id = screen.credentials.client_id or configured.client_id,
    client_secret = screen.credentials.client_secret,
    redirect_uri = configured.redirect_uri,
    scopes = configured.scopes,
    timeout = configured.timeout,
    open = open,
    on_step = function(step) screen:add_step(step) end,
    on_url = function(url, redirect_uri)
      -- Not the first, where an answer was pasted too late.
      traces.forget(screen.latest_url)
      screen.url, screen.latest_url, screen.redirect_uri = url, url, redirect_uri
      screen.client_id = parameter(url, "client_id")
      screen:draw()
    end,
    on_paste_problem = function(problem)
      screen.problem = problem
      screen:draw()
    end,
  }
end

---@param account? string
---@param credentials xpost.Credentials
---@param bang boolean
function start(account, credentials, bang)
  local screen = setmetatable(
    { steps = {}, account = account, credentials = credentials, bang = bang }, Screen)
  if failed and failed.shown:is_open() then
    failed.shown:close()
  end
  failed = nil
  vim.cmd("stopinsert")
  screen.shown = window.open("login", function()
    -- Whoever closes the window does not want to log in.
    if current == screen then
      screen:cancel()
    end
  end)
  current = screen
  -- So that insert mode begins after the prompt, not before its last character.
  vim.wo[screen.shown.window].virtualedit = "onemore"
  screen:bind()
  screen:draw()
  screen.job = xpost.login(options_for(screen), function(err, result)
    screen:finish(err, result)
  end)
end

--- The command.
---@param command table As nvim_create_user_command gives it
function M.command(command)
  if current then
    if current.shown:is_open() then
      vim.api.nvim_set_current_win(current.shown.window)
    end
    report.notify(translate "a login is under way; <C-c> in its window cancels it.")
    return
  end
  local name = command.args ~= "" and command.args or nil
  accounts.read(function(list, err)
    if not list then
      report.error(err)
    elseif app.is_known(list, name) then
      start(name, {}, command.bang)
    else
      app.ask(list, function(credentials)
        start(name, credentials, command.bang)
      end)
    end
  end)
end

---@param lead string
---@return string[]
function M.complete(lead)
  return accounts.matching(accounts.names(), lead)
end

return M

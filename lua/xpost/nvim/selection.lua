--- The text of the current buffer that is meant: lines, a selection, or what an operator was given.
--- Reading leaves no trace in the editor (but in v:count).

local command_line = require "xpost.nvim.command_line"
local columns = require "xpost.nvim.columns"
local text_of = require("xpost.nvim.region").text

local M = {}

--- The column of what goes on to the end of the line.
local MAXCOL = 2147483647

--- Visual and Select modes, as mode() names them.
local kinds = {
  v = "char", V = "line", ["\22"] = "block", s = "char", S = "line", ["\19"] = "block",
}

--- The text of whole lines, without a line break at its end.
---@param first integer From 1
---@param last integer Included
---@return string
function M.lines(first, last)
  return table.concat(vim.api.nvim_buf_get_lines(0, first - 1, last, false), "\n")
end

--- How many bytes M.lines would give, without reading them.
---@param first integer
---@param last integer
---@return integer
function M.size(first, last)
  last = math.min(last, vim.api.nvim_buf_line_count(0))
  if first > last then
    return 0
  end
  local offset = vim.api.nvim_buf_get_offset
  return offset(0, last - 1) - offset(0, first - 1) + vim.fn.col { last, "$" } - 1
end

---@param mark string
---@return xpost.Position
local function position(mark)
  local _, line, column, extra = unpack(vim.fn.getpos(mark))
  return { line = line, column = column, extra = extra }
end

---@param a xpost.Position
---@param b xpost.Position
---@return boolean
local function is_before(a, b)
  if a.line ~= b.line then
    return a.line < b.line
  elseif a.column ~= b.column then
    return a.column < b.column
  end
  return a.extra < b.extra
end

--- May a selection of this kind begin and end where there is no text?
---@param kind "char" | "line" | "block"
---@return boolean
local function is_virtual(kind)
  local places = "," .. vim.o.virtualedit .. ","
  return places:find(",all,", 1, true) ~= nil or places:find("," .. kind .. ",", 1, true) ~= nil
end

---@param kind "char" | "line" | "block"
---@param from xpost.Position
---@param to xpost.Position
---@return xpost.Region
local function selected_region(kind, from, to)
  return {
    kind = kind, from = from, to = to,
    exclusive = vim.o.selection == "exclusive" and is_before(from, to),
    line_break = vim.o.selection ~= "old", old = vim.o.selection == "old",
    virtual = is_virtual(kind),
  }
end

--- The selection of Visual mode, which has to be on.
---@return xpost.Region
local function active_region()
  local from, to = position "v", position "."
  if is_before(to, from) then
    from, to = to, from
  end
  local region = selected_region(kinds[vim.fn.mode()], from, to)
  region.to_end = vim.fn.getcurpos()[5] == MAXCOL
  return region
end

--- What the marks tell of the last selection.
---@return xpost.Region?
local function marked_region()
  local from, to = position "'<", position "'>"
  local last = vim.api.nvim_buf_line_count(0)
  if from.line == 0 or from.line > last then
    return nil
  elseif to.line > last then
    to = { line = last, column = MAXCOL, extra = 0 }
  end
  return selected_region(kinds[vim.fn.visualmode()] or "char", from, to)
end

--- Puts the marks of the selection back where they were beyond the text.
---@param marks integer[][] Of '< and '>
local function restore_marks(marks, backward)
  for i, mark in ipairs { "'<", "'>" } do
    if not vim.deep_equal(vim.fn.getpos(mark), marks[i]) then
      local first, last = backward and 2 or 1, backward and 1 or 2
      vim.fn.setpos("'<", marks[first])
      vim.fn.setpos("'>", marks[last])
      return
    end
  end
end

--- Selects again what was selected last, calls the function, and puts all back.
---@param call fun(): string?
---@return string?
local function while_reselected(call)
  local view, backward = vim.fn.winsaveview(), false
  local marks = { vim.fn.getpos "'<", vim.fn.getpos "'>" }
  local went_well, result = true, nil
  vim.cmd("silent! noautocmd normal! gv")
  if kinds[vim.fn.mode()] then
    backward = is_before(position ".", position "v")
    went_well, result = pcall(call)
    vim.cmd("silent! noautocmd normal! \27")
  end
  restore_marks(marks, backward)
  vim.fn.winrestview(view)
  if not went_well then
    error(result, 0)
  end
  return result
end

--- Calls the function with the selection of Visual mode, or with the last one.
---@param call fun(region: xpost.Region): string?
---@return string?
local function with_selection(call)
  local mode = vim.fn.mode()
  if kinds[mode] then
    local view = vim.fn.winsaveview()
    local went_well, result = pcall(call, active_region())
    vim.fn.winrestview(view)
    if not went_well then
      error(result, 0)
    end
    return result
  elseif mode == "n" then
    -- No mark tells that a block goes to the end of each line.
    return while_reselected(function() return call(active_region()) end)
  end
  -- In Insert mode nothing can be selected again.
  local region = marked_region()
  return region and call(region)
end

--- The text of the selection of Visual mode, or of the last one in the buffer, exactly as yanking
--- it would give it, but for a line break at the end.
---@return string? text Nil if nothing has been selected
function M.visual()
  return with_selection(text_of)
end

---@param at xpost.Position
---@return integer first Screen column
---@return integer last
local function span(at)
  local text = M.lines(at.line, at.line)
  local first, last = columns.span(at.line, text, math.min(at.column, #text + 1))
  return first + at.extra, last + at.extra
end

--- Is the block that an operator was given the last selection?
---@param region xpost.Region
---@param selected xpost.Region
---@return boolean
local function is_selected(region, selected)
  local first, last = span(region.from)
  local selected_first = math.min((span(selected.from)), (span(selected.to)))
  return selected.kind == "block" and first <= selected_first and selected_first <= last
    and selected.from.line == region.from.line and selected.to.line == region.to.line
end

--- The text that an operator was given, for 'operatorfunc'.
---@param kind "char" | "line" | "block"
---@return string
function M.operator(kind)
  local region = {
    kind = kind, from = position "'[", to = position "']", virtual = is_virtual "char",
  }
  -- The mark is at the last byte of a character.
  region.to.column = columns.start_of(M.lines(region.to.line, region.to.line), region.to.column)
  if kind == "char" and is_before(region.to, region.from) then
    return ""
  end
  -- The marks of a block do not tell how far it goes where the last line is shorter.
  return kind == "block" and with_selection(function(selected)
    return is_selected(region, selected) and text_of(selected) or nil
  end) or text_of(region)
end

--- Is the range that of the lines of the last selection?
---@param first integer
---@param last integer
local function is_of_selection(first, last)
  local from, to = vim.fn.line "'<", vim.fn.line "'>"
  local folded_from, folded_to = vim.fn.foldclosed(from), vim.fn.foldclosedend(to)
  -- A command's range takes in all of the closed folds at its ends.
  return from > 0 and (first == from or first == folded_from) and (last == to or last == folded_to)
end

--- The text that `:[range]XPost` is about: the selection exactly if the range is the last
--- selection's and was not typed in another way, such as with line numbers.
---@param options { range: integer, line1: integer, line2: integer } As a user command gets them
---@param typed? string The command line as typed; nil if the command was not typed
---@return string
function M.of_command(options, typed)
  if options.range == 0 then
    return M.lines(1, vim.api.nvim_buf_line_count(0))
  end
  local command = typed and command_line.find(typed, "XPost")
  local range = command and command.range or ""
  local selected = options.range == 2 and is_of_selection(options.line1, options.line2)
    and (range == "" or command_line.is_selection(range))
  return selected and M.visual() or M.lines(options.line1, options.line2)
end

return M

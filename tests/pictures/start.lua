--- The Neovim of the pictures, with `--cmd`: this tree is a plugin, and the colours are quiet.

local folder = debug.getinfo(1, "S").source:match("^@(.*/)[^/]*$")
dofile(folder .. "../nvim/start.lua")

vim.cmd("set termguicolors background=dark noswapfile number noruler noshowcmd laststatus=2")
vim.cmd("set shortmess+=I")

local highlights = {
  "Comment guifg=#8b95a5",
  "EndOfBuffer guifg=#4a5361 gui=none",
  "ErrorMsg guifg=#f28779 guibg=none",
  "LineNr guifg=#5b6675",
  "Normal guifg=#d3d8e0 guibg=none",
  "Question guifg=#9ece8c gui=bold",
  "Special guifg=#8b95a5",
  "Statement guifg=#e6b673 gui=none",
  "StatusLine guifg=#e6eaf0 guibg=#3a4452 gui=none",
  "StatusLineNC guifg=#9aa5b4 guibg=#2d3541 gui=none",
  "TabLine guifg=#9aa5b4 guibg=#2d3541 gui=none",
  "TabLineFill guifg=#9aa5b4 guibg=#2d3541 gui=none",
  "TabLineSel guifg=#e6eaf0 guibg=#3a4452 gui=none",
  "Title guifg=#7fb4f0 gui=bold",
  "Underlined guifg=#7fb4f0 gui=underline",
  "Visual guibg=#36506e",
  "WarningMsg guifg=#e6b673",
  "healthError guifg=#1f242c guibg=#f28779",
  "healthSuccess guifg=#1f242c guibg=#9ece8c",
  "healthWarning guifg=#1f242c guibg=#e6b673",
}

vim.api.nvim_create_autocmd("VimEnter", {
  callback = function()
    for _, highlight in ipairs(highlights) do
      vim.cmd("highlight clear " .. highlight:match("%w+"))
      vim.cmd("highlight " .. highlight)
    end
  end,
})

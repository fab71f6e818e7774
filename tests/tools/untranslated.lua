-- Texts that look like something the user reads, and are not; see translations.lua.
return {
  files = {
    ["src/page.c"] = true, -- pages in both languages at once
    ["src/translate_ja.c"] = true,
    ["lua/xpost/translate_ja.lua"] = true,
    ["lua/xpost/meta.lua"] = true,
  },
  texts = {
    -- What Neovim runs.
    ["<Esc><Cmd>lua require('xpost.nvim.commands').selection()<CR>"] = true,
    ["botright new"] = true,
    ["botright sbuffer "] = true,
    ["noautocmd call win_gotoid("] = true,
    ["noautocmd setlocal "] = true,
    ["noautocmd setlocal nolinebreak"] = true,
    ["noautocmd setlocal virtualedit=NONE"] = true,
    ["noautocmd silent! bwipeout "] = true,
    ["setlocal swapfile< undofile< modeline<"] = true,
    ["silent keepalt file "] = true,
    ["silent! noautocmd normal! \27"] = true,
    ["silent! noautocmd normal! gv"] = true,
    ["tab sbuffer "] = true,
    ["\nstack traceback:.*"] = true, -- a pattern
    -- What autocommands are for, which only a list of them tells.
    ["forget the buffer"] = true,
    ["keep a text as a draft"] = true,
    ["keep what was written"] = true,
    -- Raised, to programmers.
    ["' (function expected, got "] = true,
    ["' needs on_done(err, result) as its last argument"] = true,
  },
}

-- Texts that look like something the user reads, and are not; see translations.lua.
return {
  files = {
    ["src/page.c"] = true, -- pages in both languages at once
    ["src/ledger_statement.c"] = true, -- SQL
    ["src/translate_ja.c"] = true,
    ["lua/xpost/translate_ja.lua"] = true,
    ["lua/xpost/meta.lua"] = true,
  },
  -- SQL
  patterns = { "PRAGMA %l", "SELECT [%l%d]", " WHERE %l", "CREATE TABLE" },
  texts = {
    -- for programs
    ["Accept: application/json"] = true,
    ["multipart/form-data; boundary=%s"] = true,
    ["tweet.read tweet.write users.read"] = true,
    -- words that are looked for
    ["Mr Mrs Ms Dr Prof St Jr Sr vs cf No no Fig fig approx ca al"] = true,
    ["Keyboard interrupt"] = true,
    ["code was invalid"] = true,
    ["token was invalid"] = true,
    -- what a programmer is told: errors that are raised, and of the compiler
    ["' (function expected, got "] = true,
    ["' needs on_done(err, result) as its last argument"] = true,
    ["too many items"] = true,
    ["too many media"] = true,
    ["too many options"] = true,
    ["too many posts"] = true,
    ["too many values"] = true,
    ["xpost needs libcurl 7.85 or later"] = true,
    -- What X says, and requests to it.
    ["Reply to this conversation is not allowed"] = true,
    ["bit shorter"] = true,
    ["deleted or not visible"] = true,
    ["duplicate content"] = true,
    ["media IDs are invalid"] = true,
    ["only reply to or quote"] = true,
    ["redirect uri"] = true,
    ["spend cap"] = true,
    ["spending limit"] = true,
    ["--%s\\r\nContent-Disposition: form-data; name=\"segment_index\"\\r\n\\r\n%d\\r\n--%s\\r\n"
      .. "Content-Disposition: form-data; name=\"media\"; filename=\"media\"\\r\n"
      .. "Content-Type: application/octet-stream\\r\n\\r\n"] = true,
    -- Lists for programs.
    ["http://127.0.0.1:8739/callback http://127.0.0.1:28739/callback"] = true,
    ["tweet.read tweet.write users.read media.write offline.access"] = true,
    ["tweet.read users.read"] = true,
    -- The name of a URL in an error that nobody is told.
    ["The API's address"] = true,
    -- For who builds it.
    ["a setting is missing in the list"] = true,
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
  },
}

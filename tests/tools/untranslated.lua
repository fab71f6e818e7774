-- Texts that look like something the user reads, and are not; see translations.lua.
return {
  files = {
    ["src/page.c"] = true, -- pages in both languages at once
    ["src/translate_ja.c"] = true,
    ["lua/xpost/translate_ja.lua"] = true,
    ["lua/xpost/meta.lua"] = true,
  },
  texts = {
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
  },
}

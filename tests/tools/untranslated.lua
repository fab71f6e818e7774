-- Texts that look like something the user reads, and are not; see translations.lua.
return {
  files = {
    ["src/page.c"] = true, -- pages in both languages at once
    ["src/translate_ja.c"] = true,
    ["lua/xpost/translate_ja.lua"] = true,
    ["lua/xpost/meta.lua"] = true,
  },
  texts = {},
}

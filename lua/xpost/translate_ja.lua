--- What xpost says, in Japanese: the one catalogue, for the C module (core) and the Lua files (lua).
--- Put in order by `make translations`, which also makes src/translate_ja.c from it.

return {
  core = {
    ["There is not enough memory. Try again."] =
      "メモリーが足りません。もう一度お試しください。",
  },
  lua = {
  },
}

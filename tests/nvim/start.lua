--- What a Neovim of the tests does before anything else, with `--cmd`: this tree is a plugin of
--- its user's, and what the tests share can be required.

local folder = debug.getinfo(1, "S").source:match("^@(.*/)[^/]*$")
local root = vim.fn.simplify(vim.fn.fnamemodify(folder, ":p") .. "../..")

vim.opt.runtimepath:prepend(root)
package.path = ("%s?.lua;%s/tests/lua/?.lua;%s"):format(folder, root, package.path)

-- Another build's module, such as one for a sanitizer, in the place of the tree's own.
local path = os.getenv("XPOST_TEST_MODULE")
if path then
  local open = assert(package.loadlib(path, "luaopen_xpost_core"))
  package.loaded["xpost.core"] = open("xpost.core", path)
end

--- Uploads a file.

assert(require("xpost").upload { path = arg[1] })

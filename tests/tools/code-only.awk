# Prints "file:line:code" for C sources, with comments, strings and characters taken out.
FNR == 1 { inside = "" }
{
    code = ""
    count = length($0)
    for (i = 1; i <= count; i++) {
        here = substr($0, i, 1)
        two = substr($0, i, 2)
        if (inside == "*") {
            if (two == "*/") { inside = ""; i++ }
        } else if (inside != "") {
            if (here == "\\") i++
            else if (here == inside) { inside = ""; code = code here }
        } else if (two == "//") {
            break
        } else if (two == "/*") {
            inside = "*"; i++; code = code " "
        } else {
            if (here == "\"" || here == "'") inside = here
            code = code here
        }
    }
    if (inside != "*") inside = ""
    print FILENAME ":" FNR ":" code
}

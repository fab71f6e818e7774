/* The version of xpost, and of the interface between the module and its Lua files. */
#ifndef XPOST_VERSION_H
#define XPOST_VERSION_H

#define XPOST_VERSION "0.1.0"

enum { XPOST_ABI = 5 };

#endif

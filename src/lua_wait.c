#define _POSIX_C_SOURCE 200809L
#include "lua_binding.h"

#include "job.h"

#include <poll.h>

static int nothing(lua_State *L)
{
    (void)L;
    return 0;
}

bool xpost_lua_interrupted(lua_State *L)
{
    lua_pushcfunction(L, nothing);
    return lua_pcall(L, 0, 0, 0) != 0;
}

bool xpost_lua_wait(const struct xpost_jobs *jobs, int input, int milliseconds)
{
    struct pollfd ready[] = {
        {.fd = xpost_jobs_descriptor(jobs), .events = POLLIN},
        {.fd = input, .events = POLLIN}, /* -1 is ignored */
    };
    return poll(ready, 2, milliseconds) > 0 && ready[1].revents != 0;
}

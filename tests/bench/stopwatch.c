/* Runs a command, and prints what it took: "wall us, user us, system us, KiB at most, status".
 *
 * A process of its own, and a small one: what a process used at most is told to be no less than
 * what the one that started it did. */
#define _DEFAULT_SOURCE /* wait4 */

#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static long long microseconds(struct timeval time)
{
    return (long long)time.tv_sec * 1000000 + time.tv_usec;
}

int main(int count, char **arguments)
{
    posix_spawn_file_actions_t actions;
    pid_t child;
    int status;
    struct rusage used;
    if (count < 2)
        return 2;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    long long begin = now();
    int problem = posix_spawnp(&child, arguments[1], &actions, NULL, arguments + 1, environ);
    if (problem != 0) {
        fprintf(stderr, "%s: %s\n", arguments[1], strerror(problem));
        return 2;
    }
    if (wait4(child, &status, 0, &used) != child)
        return 2;
    long long end = now();
    printf("%lld %lld %lld %ld %d\n", end - begin, microseconds(used.ru_utime),
           microseconds(used.ru_stime), used.ru_maxrss, status);
    return 0;
}

/* A temporary directory for one test program, and files in it.  A failure here ends the
 * program: without its directory a test can say nothing. */
#ifndef SCRATCH_H
#define SCRATCH_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static char scratch[64];

static inline void scratch_must(int holds, const char *what)
{
    if (!holds) {
        perror(what);
        exit(2);
    }
}

/* Makes the directory, whose path is then in `scratch`. */
static inline void scratch_begin(void)
{
    snprintf(scratch, sizeof scratch, "/tmp/xpost-test-XXXXXX");
    scratch_must(mkdtemp(scratch) != NULL, "mkdtemp");
}

static inline void scratch_remove_tree(int parent, const char *name)
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *listing = descriptor < 0 ? NULL : fdopendir(descriptor);
    const struct dirent *entry;
    while (listing && (entry = readdir(listing)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
            unlinkat(descriptor, entry->d_name, 0) != 0)
            scratch_remove_tree(descriptor, entry->d_name);
    if (listing)
        closedir(listing);
    unlinkat(parent, name, AT_REMOVEDIR);
}

static inline void scratch_end(void)
{
    scratch_remove_tree(AT_FDCWD, scratch);
}

/* The path of `name` in the directory; good until the eighth call from now. */
static inline const char *scratch_path(const char *name)
{
    static char paths[8][512];
    static unsigned next;
    char *path = paths[next++ % 8];
    snprintf(path, sizeof paths[0], "%s/%s", scratch, name);
    return path;
}

static inline void scratch_write(const char *path, const char *text, mode_t mode)
{
    unlink(path);
    FILE *file = fopen(path, "w");
    scratch_must(file != NULL, path);
    scratch_must(fputs(text, file) >= 0 && fclose(file) == 0, path);
    scratch_must(chmod(path, mode) == 0, path);
}

/* The text of the file, to be freed; NULL if there is none. */
static inline char *scratch_read(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return NULL;
    size_t size = 0, length = 0, count;
    char *text = NULL;
    do {
        size += 65536;
        text = realloc(text, size);
        scratch_must(text != NULL, "realloc");
        count = fread(text + length, 1, size - length - 1, file);
        length += count;
    } while (count);
    text[length] = '\0';
    fclose(file);
    return text;
}

static inline int scratch_mode(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 ? (int)(info.st_mode & 07777) : -1;
}

/* How many entries of the directory have `part` in their names. */
static inline int scratch_count(const char *path, const char *part)
{
    int count = 0;
    DIR *listing = opendir(path);
    const struct dirent *entry;
    while (listing && (entry = readdir(listing)))
        if (strstr(entry->d_name, part) && entry->d_name[0] != '.')
            count++;
    if (listing)
        closedir(listing);
    return count;
}

/* Runs `work` in a child; its result is the child's exit status, or -1 if a signal ended it. */
static inline pid_t scratch_fork(int (*work)(void))
{
    fflush(NULL);
    pid_t child = fork();
    scratch_must(child >= 0, "fork");
    if (child == 0)
        _exit(work());
    return child;
}

static inline int scratch_wait(pid_t child)
{
    int status = 0;
    scratch_must(waitpid(child, &status, 0) == child, "waitpid");
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#endif

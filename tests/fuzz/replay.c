/* Runs a fuzz harness without libFuzzer:
 *
 *     fuzz_json SECONDS FOLDER
 *
 * gives it each file of the folder, then changed copies of them for so many seconds (0: none).
 * The changes are the same in every run.  An input that ends the program is left in the file
 * fuzz-last-input of the working directory. */
#define _GNU_SOURCE
#include "../unit/random_text.h"
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SEEDS_MAX = 1024, SIZE_MAX_BYTES = 16384 };

struct seed {
    uint8_t *data;
    size_t size;
};

static struct seed seeds[SEEDS_MAX];
static size_t seed_count;
static uint8_t input[SIZE_MAX_BYTES];
static size_t input_size;

/* Only what a signal handler may call. */
static void save_input(int number)
{
    int file = open("fuzz-last-input", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file >= 0 && write(file, input, input_size) >= 0)
        close(file);
    signal(number, SIG_DFL);
    raise(number);
}

/* From memory of exactly that size, so that a sanitizer sees each byte too many. */
static void give(void)
{
    uint8_t *copy = malloc(input_size ? input_size : 1);
    if (!copy)
        exit(2);
    memcpy(copy, input, input_size);
    LLVMFuzzerTestOneInput(copy, input_size);
    free(copy);
}

static void add_seed(const char *folder, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return;
    input_size = fread(input, 1, sizeof input, file);
    fclose(file);
    uint8_t *copy = malloc(input_size ? input_size : 1);
    if (!copy || seed_count == SEEDS_MAX)
        exit(2);
    memcpy(copy, input, input_size);
    seeds[seed_count++] = (struct seed){copy, input_size};
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static void read_folder(const char *folder)
{
    struct dirent **names;
    int count = scandir(folder, &names, NULL, by_name);
    for (int i = 0; i < count; i++) {
        if (names[i]->d_name[0] != '.')
            add_seed(folder, names[i]->d_name);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

static void insert(size_t at, const uint8_t *data, size_t size)
{
    if (size > sizeof input - input_size)
        size = sizeof input - input_size;
    memmove(input + at + size, input + at, input_size - at);
    memcpy(input + at, data, size);
    input_size += size;
}

static void change(void)
{
    static const char *const words[] = {"\"",      "\\",       "{",
                                        "}",       "[",        "]",
                                        ",",       ":",        "\\u0000",
                                        "null",    "true",     "-1",
                                        "1e999",   "\r\n",     "\r\n\r\n",
                                        "%00",     "%0d%0a",   "&state=",
                                        "\xff",    "\xc0\x80", "\xe2\x80\xae",
                                        "\\ud83d", "\\ude00",  "99999999999999999999",
                                        "=",       "?"};
    const struct seed *other = &seeds[random_below(seed_count)];
    size_t at = input_size ? random_below(input_size) : 0;
    size_t length = input_size ? 1 + random_below(input_size - at) : 0;
    size_t from = other->size ? random_below(other->size) : 0;
    const char *word = words[random_below(sizeof words / sizeof *words)];
    switch (random_below(6)) {
    case 0:
        if (input_size)
            input[at] = (uint8_t)random_next();
        break;
    case 1:
        if (input_size)
            input[at] ^= (uint8_t)(1u << random_below(8));
        break;
    case 2:
        if (random_below(4) && length > 8)
            length = 1 + random_below(8);
        memmove(input + at, input + at + length, input_size - at - length);
        input_size -= length;
        break;
    case 3:
        insert(at, (const uint8_t *)word, strlen(word));
        break;
    case 4:
        if (other->size)
            insert(at, other->data + from, 1 + random_below(other->size - from));
        break;
    default:
        if (random_below(8) == 0)
            input_size = at;
    }
}

int main(int count, char **arguments)
{
    static const int signals[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    if (count != 3) {
        fprintf(stderr, "usage: %s SECONDS FOLDER\n", arguments[0]);
        return 2;
    }
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], save_input);
    read_folder(arguments[2]);
    for (size_t i = 0; i < seed_count; i++) {
        input_size = seeds[i].size;
        memcpy(input, seeds[i].data, input_size);
        give();
    }
    unsigned long runs = seed_count;
    time_t end = time(NULL) + strtol(arguments[1], NULL, 10);
    while (seed_count && ((runs & 255) || time(NULL) < end)) {
        const struct seed *seed = &seeds[random_below(seed_count)];
        input_size = seed->size;
        memcpy(input, seed->data, input_size);
        for (size_t changes = 1 + random_below(6); changes > 0; changes--)
            change();
        give();
        runs++;
    }
    for (size_t i = 0; i < seed_count; i++)
        free(seeds[i].data);
    printf("%lu inputs\n%d passed, %d failed\n", runs, seed_count > 0, seed_count == 0);
    return seed_count == 0;
}

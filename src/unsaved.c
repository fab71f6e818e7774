#define _POSIX_C_SOURCE 200809L
#include "unsaved.h"

#include "error.h"
#include "memory.h"

#include <pthread.h>
#include <stdlib.h>

struct entry {
    struct entry *next;
    char *state_directory;
    struct xpost_account account;
    char *spent;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct entry *entries;

static void free_entry(struct entry *entry)
{
    if (!entry)
        return;
    free(entry->state_directory);
    xpost_account_release(&entry->account);
    xpost_secret_free(entry->spent);
    free(entry);
}

/* With the lock held. */
static struct entry **find(const char *state_directory, const char *name)
{
    struct entry **at = &entries;
    while (*at && !(xpost_string_equal((*at)->state_directory, state_directory) &&
                    xpost_string_equal((*at)->account.name, name)))
        at = &(*at)->next;
    return at;
}

int xpost_unsaved_keep(const char *state_directory, const struct xpost_account *account,
                       const char *spent, struct xpost_error *error)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (!entry || xpost_string_set(&entry->state_directory, state_directory) != 0 ||
        xpost_string_set(&entry->spent, spent) != 0) {
        free_entry(entry);
        return xpost_error_no_memory(error);
    }
    if (xpost_account_copy(&entry->account, account, error) != 0) {
        free_entry(entry);
        return -1;
    }
    pthread_mutex_lock(&lock);
    struct entry **at = find(state_directory, account->name);
    struct entry *replaced = *at;
    entry->next = replaced ? replaced->next : NULL;
    *at = entry;
    pthread_mutex_unlock(&lock);
    free_entry(replaced);
    return 0;
}

int xpost_unsaved_find(const char *state_directory, const char *name,
                       struct xpost_account *account, char **spent, struct xpost_error *error)
{
    int result = 0;
    *spent = NULL;
    pthread_mutex_lock(&lock);
    const struct entry *entry = *find(state_directory, name);
    if (entry) {
        *spent = xpost_string_copy(entry->spent);
        if (!*spent)
            result = xpost_error_no_memory(error);
        else
            result = xpost_account_copy(account, &entry->account, error) == 0 ? 1 : -1;
    }
    pthread_mutex_unlock(&lock);
    if (result < 0) {
        xpost_secret_free(*spent);
        *spent = NULL;
    }
    return result;
}

void xpost_unsaved_forget(const char *state_directory, const char *name)
{
    pthread_mutex_lock(&lock);
    struct entry **at = find(state_directory, name);
    struct entry *entry = *at;
    if (entry)
        *at = entry->next;
    pthread_mutex_unlock(&lock);
    free_entry(entry);
}

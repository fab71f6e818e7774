#include "cancel.h"

#include "error.h"
#include "wakeup.h"

#include <stdatomic.h>
#include <stdlib.h>

struct xpost_cancel {
    atomic_bool requested;
    atomic_bool committed;
    atomic_bool doubted;
    struct xpost_wakeup wakeup; /* signalled once, and never cleared */
};

struct xpost_cancel *xpost_cancel_new(struct xpost_error *error)
{
    struct xpost_cancel *cancel = calloc(1, sizeof *cancel);
    if (!cancel) {
        xpost_error_no_memory(error);
        return NULL;
    }
    if (xpost_wakeup_open(&cancel->wakeup, error) != 0) {
        free(cancel);
        return NULL;
    }
    return cancel;
}

void xpost_cancel_free(struct xpost_cancel *cancel)
{
    if (!cancel)
        return;
    xpost_wakeup_close(&cancel->wakeup);
    free(cancel);
}

void xpost_cancel_request(struct xpost_cancel *cancel)
{
    if (!atomic_exchange(&cancel->requested, true))
        xpost_wakeup_signal(&cancel->wakeup);
}

bool xpost_cancel_requested(const struct xpost_cancel *cancel)
{
    return cancel && atomic_load(&cancel->requested);
}

int xpost_cancel_descriptor(const struct xpost_cancel *cancel)
{
    return cancel ? xpost_wakeup_descriptor(&cancel->wakeup) : -1;
}

bool xpost_cancel_begin(struct xpost_cancel *cancel)
{
    if (!cancel)
        return true;
    /* First the mark, then the look: who requests first and looks for the mark then cannot miss
     * it while this misses the request. */
    atomic_store(&cancel->committed, true);
    if (!atomic_load(&cancel->requested))
        return true;
    atomic_store(&cancel->committed, false);
    return false;
}

void xpost_cancel_end(struct xpost_cancel *cancel)
{
    if (cancel)
        atomic_store(&cancel->committed, false);
}

bool xpost_cancel_committed(const struct xpost_cancel *cancel)
{
    return cancel && atomic_load(&cancel->committed);
}

void xpost_cancel_doubt(struct xpost_cancel *cancel, bool doubt)
{
    if (cancel)
        atomic_store(&cancel->doubted, doubt);
}

bool xpost_cancel_doubted(const struct xpost_cancel *cancel)
{
    return cancel && atomic_load(&cancel->doubted);
}

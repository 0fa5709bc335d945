/* SPDX-License-Identifier: MIT */
/* The multithreaded apartment that the platform holds open while it is started. */

#include "platform/platform.h"
#include "base/os.h"
#include "base/os_newer.h"
#include <objbase.h>

/* Without CoIncrementMTAUsage a thread sits in the apartment. */
struct mta_holder
{
    struct os_thread *thread;
    LONG state; /* 0 starting, 1 in the apartment, 2 asked to leave; atomic, slept on */
};

static void mta_holder_main(void *argument)
{
    struct mta_holder *holder = argument;
    HRESULT hr = CoInitializeEx(NULL, COINIT_MULTITHREADED);

    atomic_store(&holder->state, 1);
    os_wake_all(&holder->state);
    while (atomic_load(&holder->state) == 1)
        os_wait_on_address(&holder->state, 1, OS_INFINITE);
    if (SUCCEEDED(hr))
        CoUninitialize();
}

static void *holder_start(void)
{
    struct mta_holder *holder = os_heap_alloc(sizeof(*holder), TRUE);

    if (!holder)
        return NULL;
    if (!(holder->thread = os_thread_create(mta_holder_main, holder, "mf mta")))
    {
        os_heap_free(holder);
        return NULL;
    }
    while (!atomic_load(&holder->state))
        os_wait_on_address(&holder->state, 0, OS_INFINITE);
    return holder;
}

static void holder_end(struct mta_holder *holder)
{
    atomic_store(&holder->state, 2);
    os_wake_all(&holder->state);
    os_thread_join(holder->thread, OS_INFINITE);
    os_thread_close(holder->thread);
    os_heap_free(holder);
}

void *mta_usage_start(void)
{
    void *cookie = NULL;

    if (!os_newer.co_increment_mta_usage)
        return holder_start();
    return SUCCEEDED(os_newer.co_increment_mta_usage(&cookie)) ? cookie : NULL;
}

void mta_usage_end(void *cookie)
{
    if (!cookie)
        return;
    if (os_newer.co_decrement_mta_usage)
        os_newer.co_decrement_mta_usage(cookie);
    else
        holder_end(cookie);
}

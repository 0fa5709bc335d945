/* SPDX-License-Identifier: MIT */
/* Objects that are told when the platform really starts and stops. */

#include "platform/platform.h"
#include "base/lock.h"
#include "base/memory.h"
#include <rtworkq.h>

static struct lock events_lock = LOCK_INIT(LOCK_RANK_LEAF);
static IRtwqPlatformEvents **registered; /* guarded by events_lock; each with a reference */
static size_t registered_count;          /* guarded by events_lock */

/* Registers an object for the start and the end of the platform. A reference is held until it is unregistered. An
 * object may be registered several times.
 * S_OK; E_POINTER for NULL; E_OUTOFMEMORY. Thread safe; works in every state of the platform. Documented. */
HRESULT WINAPI RtwqRegisterPlatformEvents(IRtwqPlatformEvents *events)
{
    IRtwqPlatformEvents **grown;

    if (!events)
        return E_POINTER;
    IRtwqPlatformEvents_AddRef(events);
    lock_acquire(&events_lock);
    if ((grown = memory_realloc_array(registered, registered_count + 1, sizeof(*grown))))
    {
        registered = grown;
        registered[registered_count++] = events;
    }
    lock_release(&events_lock);
    if (!grown)
        IRtwqPlatformEvents_Release(events);
    return grown ? S_OK : E_OUTOFMEMORY;
}

/* Undoes one registration. S_OK; E_POINTER for NULL; MF_E_NOT_FOUND when the object is not registered. */
HRESULT WINAPI RtwqUnregisterPlatformEvents(IRtwqPlatformEvents *events)
{
    BOOL found = FALSE;
    size_t i;

    if (!events)
        return E_POINTER;
    lock_acquire(&events_lock);
    for (i = 0; i < registered_count && !found; i++)
    {
        if (registered[i] == events)
        {
            memmove(registered + i, registered + i + 1, (--registered_count - i) * sizeof(*registered));
            found = TRUE;
        }
    }
    if (!registered_count)
    {
        memory_free(registered);
        registered = NULL;
    }
    lock_release(&events_lock);
    if (found)
        IRtwqPlatformEvents_Release(events);
    return found ? S_OK : RTWQ_E_NOT_FOUND;
}

enum platform_event
{
    INITIALIZATION_COMPLETE,
    SHUTDOWN_START,
    SHUTDOWN_COMPLETE
};

/* The objects are called from a copy of the list: they may register and unregister meanwhile. Without memory for the
 * copy nobody is told. */
static void tell(enum platform_event event)
{
    IRtwqPlatformEvents **copy = NULL;
    size_t count, i;

    lock_acquire(&events_lock);
    count = registered_count;
    if (count && (copy = memory_alloc_array(count, sizeof(*copy))))
    {
        for (i = 0; i < count; i++)
        {
            copy[i] = registered[i];
            IRtwqPlatformEvents_AddRef(copy[i]);
        }
    }
    lock_release(&events_lock);
    if (!copy)
        return;

    for (i = 0; i < count; i++)
    {
        if (event == INITIALIZATION_COMPLETE)
            IRtwqPlatformEvents_InitializationComplete(copy[i]);
        else if (event == SHUTDOWN_START)
            IRtwqPlatformEvents_ShutdownStart(copy[i]);
        else
            IRtwqPlatformEvents_ShutdownComplete(copy[i]);
        IRtwqPlatformEvents_Release(copy[i]);
    }
    memory_free(copy);
}

void platform_events_initialization_complete(void)
{
    tell(INITIALIZATION_COMPLETE);
}

void platform_events_shutdown_start(void)
{
    tell(SHUTDOWN_START);
}

void platform_events_shutdown_complete(void)
{
    tell(SHUTDOWN_COMPLETE);
}

/* SPDX-License-Identifier: MIT */
/* The state of the platform: how often it was started, how often it is locked.
 *
 * Model, observed on Windows: S counts start-ups, L counts locks (signed). The platform is operational only while both
 * are greater than 0. The first start-up takes a lock, the last shutdown gives it back. Every result object holds a
 * lock; while the platform runs, the lock of a released result stays with its memory and passes to the next result, so
 * L is 1 + explicit locks + the greatest number of results that existed at one time. The last shutdown gives back the
 * locks of the free ones.
 */
#ifndef OPENMFPLAT_PLATFORM_PLATFORM_H
#define OPENMFPLAT_PLATFORM_PLATFORM_H

#include "base/atomic.h"

/* S: written under the start-up lock, read anywhere. L: atomic. Kept apart from anything that is written often. */
extern LONG platform_startup_count;
extern LONG platform_lock_count;

static inline BOOL platform_is_operational(void)
{
    return atomic_load_relaxed(&platform_startup_count) > 0 && atomic_load_relaxed(&platform_lock_count) > 0;
}

static inline BOOL platform_is_started(void)
{
    return atomic_load_relaxed(&platform_startup_count) > 0;
}

/* The flags of the MFStartup call that started the platform, 0 when it is down. */
DWORD platform_startup_flags(void);

/* Told by async_result.c. */
static inline void platform_lock_for_result(void)
{
    atomic_increment(&platform_lock_count);
}

static inline void platform_unlock_for_result(void)
{
    atomic_decrement(&platform_lock_count);
}

/* The objects registered with RtwqRegisterPlatformEvents are told; no lock is held. */
void platform_events_initialization_complete(void);
void platform_events_shutdown_start(void);
void platform_events_shutdown_complete(void);

/* Gives the process a multithreaded apartment / takes it away again. The cookie is NULL when COM gave none. */
void *mta_usage_start(void);
void mta_usage_end(void *cookie);

#endif

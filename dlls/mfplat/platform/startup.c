/* SPDX-License-Identifier: MIT */
/* Start-up, shutdown and the platform lock. */

#include "platform/platform.h"
#include "async/engine.h"
#include "base/lock.h"
#include "base/os.h"
#include "base/pool.h"
#include "base/trace.h"
#include <mfapi.h>
#include <mferror.h>
#include <rtworkq.h>

LONG platform_startup_count;
LONG platform_lock_count;

static struct lock startup_lock = LOCK_INIT(LOCK_RANK_PLATFORM);
static DWORD startup_flags; /* guarded by startup_lock */
static void *mta_cookie;    /* guarded by startup_lock */
/* Atomic, slept on: a teardown is under way. Written under startup_lock; a start-up waits until it is over. */
static LONG stopping;

static void lock_when_settled(void)
{
    lock_acquire(&startup_lock);
    while (atomic_load(&stopping))
    {
        lock_release(&startup_lock);
        os_wait_on_address(&stopping, TRUE, OS_INFINITE);
        lock_acquire(&startup_lock);
    }
}

static HRESULT startup(DWORD flags)
{
    BOOL first = FALSE;
    HRESULT hr = S_OK;

    lock_when_settled();
    if (!platform_startup_count)
    {
        hr = engine_start();
        if (SUCCEEDED(hr))
        {
            mta_cookie = mta_usage_start();
            startup_flags = flags;
            atomic_increment(&platform_lock_count);
            first = TRUE;
        }
    }
    if (SUCCEEDED(hr))
        atomic_store(&platform_startup_count, platform_startup_count + 1);
    lock_release(&startup_lock);

    if (first)
        platform_events_initialization_complete();
    return hr;
}

/* Starts the platform. Each success wants one MFShutdown.
 *
 * version: MF_VERSION of the headers the caller was compiled with; flags: MFSTARTUP_FULL or MFSTARTUP_LITE. The flags
 * make no difference: the sockets library is initialised by what uses it.
 * S_OK; MF_E_BAD_STARTUP_VERSION when the version asks for a newer Media Foundation than this one; E_OUTOFMEMORY.
 * Thread safe; not to be called from a work-queue thread. Documented; versions observed on Windows. */
HRESULT WINAPI MFStartup(ULONG version, DWORD flags)
{
    if (HIWORD(version) > HIWORD(MF_VERSION))
    {
        trace_warning("version %08x is newer than %08x", (unsigned int)version, (unsigned int)MF_VERSION);
        return MF_E_BAD_STARTUP_VERSION;
    }
    return startup(flags);
}

/* Starts the platform; the same counters as MFStartup without a version. S_OK or E_OUTOFMEMORY. */
HRESULT WINAPI RtwqStartup(void)
{
    return startup(MFSTARTUP_FULL);
}

/* Ends one start-up. The last one runs what is queued, disarms timers and waits, ends the threads and gives back the
 * memory; it waits a bounded time for callbacks in progress and never for locks or results.
 * S_OK always, also when the platform is down (nothing changes then). Thread safe. Observed on Windows. */
HRESULT WINAPI RtwqShutdown(void)
{
    struct engine *engine;
    void *cookie;
    BOOL last;

    lock_acquire(&startup_lock);
    last = platform_startup_count == 1;
    lock_release(&startup_lock);
    if (last)
        platform_events_shutdown_start();

    lock_acquire(&startup_lock);
    if (platform_startup_count != 1)
    {
        if (platform_startup_count)
            atomic_store(&platform_startup_count, platform_startup_count - 1);
        lock_release(&startup_lock);
        return S_OK;
    }
    /* From here on the public functions answer MF_E_SHUTDOWN; what is queued inside still moves. */
    atomic_store(&platform_startup_count, 0);
    atomic_store(&stopping, TRUE);
    engine = engine_detach();
    cookie = mta_cookie;
    mta_cookie = NULL;
    startup_flags = 0;
    lock_release(&startup_lock);

    /* Outside the lock: callbacks that end meanwhile may call anything but a start-up. */
    engine_stop(engine);
    mta_usage_end(cookie);

    lock_acquire(&startup_lock);
    atomic_fetch_add(&platform_lock_count, -1 - pool_drain(POOL_RESULTS));
    pool_drain(POOL_ITEMS);
    atomic_store(&stopping, FALSE);
    lock_release(&startup_lock);
    os_wake_all(&stopping);

    platform_events_shutdown_complete();
    return S_OK;
}

/* Ends one start-up: RtwqShutdown under its older name. S_OK always. */
HRESULT WINAPI MFShutdown(void)
{
    return RtwqShutdown();
}

/* Takes the platform lock once more. S_OK in every state; one signed counter serves MF and Rtwq. Thread safe. */
HRESULT WINAPI RtwqLockPlatform(void)
{
    atomic_increment(&platform_lock_count);
    return S_OK;
}

/* Gives the platform lock back. At 0 the platform is not operational until it is locked again; nothing is torn down.
 * S_OK in every state, below 0 too. Thread safe. Observed on Windows. */
HRESULT WINAPI RtwqUnlockPlatform(void)
{
    atomic_decrement(&platform_lock_count);
    return S_OK;
}

DWORD platform_startup_flags(void)
{
    DWORD flags;

    lock_acquire(&startup_lock);
    flags = startup_flags;
    lock_release(&startup_lock);
    return flags;
}

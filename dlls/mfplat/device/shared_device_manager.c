/* SPDX-License-Identifier: MIT */
/* MFLockDXGIDeviceManager, MFUnlockDXGIDeviceManager: the device manager that the whole process shares. */

#include "base/lock.h"
#include "device/device_manager.h"
#include <mfapi.h>

static struct
{
    struct lock lock;
    /* Guarded by lock. Callers balance Lock, Release and Unlock in more than one way, so the pointer is no reference
     * of its own: the manager takes itself out of here when its last reference goes (shared_device_manager_forget). */
    struct device_manager *manager;
    DWORD locks;
} shared = {.lock = LOCK_INIT(LOCK_RANK_PLATFORM)};

void shared_device_manager_forget(struct device_manager *manager)
{
    lock_acquire(&shared.lock);
    if (shared.manager == manager)
        shared.manager = NULL;
    lock_release(&shared.lock);
}

/* Gives the shared manager, and makes it when nobody holds a lock.
 * Params:    token: receives what ResetDevice wants, may be NULL; out: receives the manager.
 * Ownership: the lock holds a reference that MFUnlockDXGIDeviceManager takes back; the pointer has one of its own.
 * Returns:   S_OK; E_POINTER for a NULL out pointer; E_OUTOFMEMORY.
 * Threads:   any. Needs no MFStartup.
 * Rule:      documented; counts as observed on Windows. */
HRESULT WINAPI MFLockDXGIDeviceManager(UINT *token, IMFDXGIDeviceManager **out)
{
    HRESULT hr = S_OK;

    if (!out)
        return E_POINTER;
    *out = NULL;
    lock_acquire(&shared.lock);
    if (!shared.manager || !object_try_add_ref(&shared.manager->object))
    {
        hr = device_manager_create(TRUE, &shared.manager);
        if (SUCCEEDED(hr)) /* observed: two references after the first lock */
            object_add_ref(&shared.manager->object);
    }
    if (SUCCEEDED(hr))
    {
        shared.locks++;
        *out = &shared.manager->IMFDXGIDeviceManager_iface;
        if (token)
            *token = shared.manager->token;
    }
    lock_release(&shared.lock);
    return hr;
}

/* Gives a lock back.
 * Returns:   S_OK, also when there is none.
 * Ownership: a reference goes; after the last lock the manager is forgotten, and the next lock makes another.
 * Threads:   any. Needs no MFStartup.
 * Rule:      observed on Windows: each call takes one reference back, although the callers do not release. */
HRESULT WINAPI MFUnlockDXGIDeviceManager(void)
{
    struct device_manager *manager = NULL;

    lock_acquire(&shared.lock);
    if (shared.locks)
    {
        manager = shared.manager;
        if (!--shared.locks)
            shared.manager = NULL;
    }
    lock_release(&shared.lock);
    if (manager)
        object_release(&manager->object);
    return S_OK;
}

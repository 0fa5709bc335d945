/* SPDX-License-Identifier: MIT */
/* The DXGI device manager. */
#ifndef OPENMFPLAT_DEVICE_DEVICE_MANAGER_H
#define OPENMFPLAT_DEVICE_DEVICE_MANAGER_H

#include "base/lock.h"
#include "base/object.h"
#include <mfobjects.h>

/* A handle is an index + 1, shifted, and the generation of its slot, so that stale ones are known. */
struct device_handle
{
    WORD generation;  /* of the handle that is or was last in this slot */
    BYTE open;
    BYTE locked;      /* this handle holds one of the locks */
    DWORD device;     /* the number of the device that was current when it was opened */
};

struct device_manager
{
    IMFDXGIDeviceManager IMFDXGIDeviceManager_iface;
    struct object object;
    UINT token;       /* immutable */
    BOOL shared;      /* immutable; of MFLockDXGIDeviceManager */
    struct lock lock; /* LOCK_RANK_OBJECT */
    /* Guarded by lock. */
    IUnknown *device; /* one reference, or NULL */
    MF_DXGI_DEVICE_MANAGER_MODE mode;
    DWORD device_number; /* counts ResetDevice */
    struct device_handle *handles;
    DWORD handle_count;
    DWORD lock_owner;    /* thread id, while lock_depth */
    DWORD lock_depth;    /* locks that handles hold; all of one thread */
    LONG changes;        /* atomic for waiters, who sleep on it: counts everything that may let one in */
};

HRESULT device_manager_create(BOOL shared, struct device_manager **out);

/* The last reference of a shared manager is gone. */
void shared_device_manager_forget(struct device_manager *manager);

#endif

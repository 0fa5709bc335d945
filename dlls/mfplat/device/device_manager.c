/* SPDX-License-Identifier: MIT */
/* MFCreateDXGIDeviceManager: shares a Direct3D device among components and threads. */

#include "device/device_manager.h"
#include "base/memory.h"
#include "base/os.h"
#include "buffer/direct3d.h"
#include <mfapi.h>
#include <mferror.h>

/* Handles: bits 0-1 zero, 2-13 the slot + 1, 14-29 the generation. The value 100 would be slot 24, generation 0; a
 * slot's first generation is 1. */
#define HANDLE_SLOT_SHIFT 2
#define HANDLE_SLOT_BITS 12
#define HANDLE_GENERATION_SHIFT (HANDLE_SLOT_SHIFT + HANDLE_SLOT_BITS)
#define HANDLES_MAX ((1u << HANDLE_SLOT_BITS) - 1)

static struct device_manager *impl_from_IMFDXGIDeviceManager(IMFDXGIDeviceManager *iface)
{
    return CONTAINING_RECORD(iface, struct device_manager, IMFDXGIDeviceManager_iface);
}

static HANDLE make_handle(DWORD slot, WORD generation)
{
    return (HANDLE)(ULONG_PTR)((slot + 1) << HANDLE_SLOT_SHIFT | (ULONG)generation << HANDLE_GENERATION_SHIFT);
}

/* NULL for a handle that is not open. */
static struct device_handle *find_handle_locked(struct device_manager *manager, HANDLE value)
{
    ULONG_PTR n = (ULONG_PTR)value;
    DWORD slot = (n >> HANDLE_SLOT_SHIFT) & HANDLES_MAX;
    struct device_handle *handle;

    if (!slot || slot > manager->handle_count)
        return NULL;
    handle = &manager->handles[slot - 1];
    return handle->open && make_handle(slot - 1, handle->generation) == value ? handle : NULL;
}

/* S_OK for an open handle of the current device. */
static HRESULT check_handle_locked(struct device_manager *manager, HANDLE value, struct device_handle **handle)
{
    if (!(*handle = find_handle_locked(manager, value)))
        return E_HANDLE;
    return (*handle)->device == manager->device_number ? S_OK : MF_E_DXGI_NEW_VIDEO_DEVICE;
}

/* Somebody who waits may have a chance now. Called with the lock held; the wake-up itself wants none. */
static void note_change_locked(struct device_manager *manager)
{
    atomic_increment(&manager->changes);
    os_wake_all(&manager->changes);
}

static void give_up_lock_locked(struct device_manager *manager, struct device_handle *handle)
{
    handle->locked = FALSE;
    if (!--manager->lock_depth)
        manager->lock_owner = 0;
    note_change_locked(manager);
}

static HRESULT WINAPI device_manager_QueryInterface(IMFDXGIDeviceManager *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFDXGIDeviceManager(iface)->object, iid, out);
}

static ULONG WINAPI device_manager_AddRef(IMFDXGIDeviceManager *iface)
{
    return object_add_ref(&impl_from_IMFDXGIDeviceManager(iface)->object);
}

static ULONG WINAPI device_manager_Release(IMFDXGIDeviceManager *iface)
{
    return object_release(&impl_from_IMFDXGIDeviceManager(iface)->object);
}

/* A lock that the handle holds goes with it. E_HANDLE for a handle that is not open. */
static HRESULT WINAPI device_manager_CloseDeviceHandle(IMFDXGIDeviceManager *iface, HANDLE value)
{
    struct device_manager *manager = impl_from_IMFDXGIDeviceManager(iface);
    struct device_handle *handle;
    HRESULT hr = E_HANDLE;

    lock_acquire(&manager->lock);
    if ((handle = find_handle_locked(manager, value)))
    {
        if (handle->locked)
            give_up_lock_locked(manager, handle);
        else
            note_change_locked(manager); /* somebody may wait with it */
        handle->open = FALSE;
        hr = S_OK;
    }
    lock_release(&manager->lock);
    return hr;
}

/* A reference on the device when the handle is good. */
static HRESULT get_device(struct device_manager *manager, HANDLE value, IUnknown **device)
{
    struct device_handle *handle;
    HRESULT hr;

    lock_acquire(&manager->lock);
    hr = manager->device ? check_handle_locked(manager, value, &handle) : MF_E_DXGI_DEVICE_NOT_INITIALIZED;
    if (SUCCEEDED(hr))
    {
        *device = manager->device;
        IUnknown_AddRef(*device);
    }
    lock_release(&manager->lock);
    return hr;
}

/* QueryInterface of the device. */
static HRESULT WINAPI device_manager_GetVideoService(IMFDXGIDeviceManager *iface, HANDLE value, REFIID iid, void **out)
{
    struct device_manager *manager = impl_from_IMFDXGIDeviceManager(iface);
    IUnknown *device;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    *out = NULL;
    hr = get_device(manager, value, &device);
    if (FAILED(hr))
        return hr;
    hr = IUnknown_QueryInterface(device, iid, out);
    IUnknown_Release(device);
    return hr;
}

/* Whether the thread may have the lock now; MF_E_DXGI_VIDEO_DEVICE_LOCKED: wait and look again. The thread that holds the
 * lock may take it again through another handle without blocking; blocking, it would wait for itself. */
static HRESULT try_lock_locked(struct device_manager *manager, HANDLE value, BOOL block)
{
    struct device_handle *handle;
    DWORD thread = os_thread_id();
    HRESULT hr;

    if (!manager->device)
        return MF_E_DXGI_DEVICE_NOT_INITIALIZED;
    hr = check_handle_locked(manager, value, &handle);
    if (FAILED(hr))
        return hr;
    if (manager->lock_depth && (block || manager->lock_owner != thread || handle->locked))
        return MF_E_DXGI_VIDEO_DEVICE_LOCKED;
    manager->lock_owner = thread;
    manager->lock_depth++;
    handle->locked = TRUE;
    return S_OK;
}

static void unlock_handle(struct device_manager *manager, HANDLE value)
{
    struct device_handle *handle;

    lock_acquire(&manager->lock);
    if ((handle = find_handle_locked(manager, value)) && handle->locked)
        give_up_lock_locked(manager, handle);
    lock_release(&manager->lock);
}

/* Locks the device for the calling thread and gives an interface of it. MF_E_DXGI_VIDEO_DEVICE_LOCKED when it is not
 * free and `block` is FALSE; with `block` it waits, and looks at its handle again each time it wakes.
 * MF_E_DXGI_DEVICE_NOT_INITIALIZED, E_HANDLE, MF_E_DXGI_NEW_VIDEO_DEVICE; what QueryInterface answers: not locked. */
static HRESULT WINAPI device_manager_LockDevice(IMFDXGIDeviceManager *iface, HANDLE value, REFIID iid, void **out,
        BOOL block)
{
    struct device_manager *manager = impl_from_IMFDXGIDeviceManager(iface);
    IUnknown *device = NULL;
    LONG changes;
    HRESULT hr;

    if (!out)
        return E_POINTER;
    *out = NULL;
    for (;;)
    {
        lock_acquire(&manager->lock);
        changes = atomic_load(&manager->changes);
        hr = try_lock_locked(manager, value, block);
        if (SUCCEEDED(hr))
        {
            device = manager->device;
            IUnknown_AddRef(device);
        }
        lock_release(&manager->lock);
        if (hr != MF_E_DXGI_VIDEO_DEVICE_LOCKED || !block)
            break;
        os_wait_on_address(&manager->changes, changes, OS_INFINITE);
    }
    if (FAILED(hr))
        return hr;
    hr = IUnknown_QueryInterface(device, iid, out);
    IUnknown_Release(device);
    if (FAILED(hr))
        unlock_handle(manager, value);
    return hr;
}

/* Room for one more handle. */
static HRESULT reserve_handle_locked(struct device_manager *manager, DWORD *slot)
{
    struct device_handle *handles;
    DWORD i;

    for (i = 0; i < manager->handle_count && manager->handles[i].open; i++)
        ;
    *slot = i;
    if (i < manager->handle_count)
        return S_OK;
    if (i == HANDLES_MAX || !(handles = memory_realloc_array(manager->handles, i + 1, sizeof(*handles))))
        return E_OUTOFMEMORY;
    manager->handles = handles;
    memset(&handles[i], 0, sizeof(*handles));
    manager->handle_count++;
    return S_OK;
}

/* MF_E_DXGI_DEVICE_NOT_INITIALIZED before the first ResetDevice; E_OUTOFMEMORY. */
static HRESULT WINAPI device_manager_OpenDeviceHandle(IMFDXGIDeviceManager *iface, HANDLE *value)
{
    struct device_manager *manager = impl_from_IMFDXGIDeviceManager(iface);
    struct device_handle *handle;
    DWORD slot;
    HRESULT hr;

    if (!value)
        return E_POINTER;
    *value = NULL;
    lock_acquire(&manager->lock);
    hr = manager->device ? reserve_handle_locked(manager, &slot) : MF_E_DXGI_DEVICE_NOT_INITIALIZED;
    if (SUCCEEDED(hr))
    {
        handle = &manager->handles[slot];
        if (!++handle->generation)
            handle->generation = 1;
        handle->open = TRUE;
        handle->locked = FALSE;
        handle->device = manager->device_number;
        *value = make_handle(slot, handle->generation);
    }
    lock_release(&manager->lock);
    return hr;
}

/* Which kind of device it is; E_INVALIDARG for anything else. */
static HRESULT get_device_mode(IUnknown *device, MF_DXGI_DEVICE_MANAGER_MODE *mode)
{
    IUnknown *unknown;

    if (SUCCEEDED(IUnknown_QueryInterface(device, &IID_ID3D11Device, (void **)&unknown)))
        *mode = MF_DXGI_DEVICE_MANAGER_MODE_D3D11;
    else if (SUCCEEDED(IUnknown_QueryInterface(device, &IID_ID3D12Device, (void **)&unknown)))
        *mode = MF_DXGI_DEVICE_MANAGER_MODE_D3D12;
    else
        return E_INVALIDARG;
    IUnknown_Release(unknown);
    return S_OK;
}

/* Makes another device the current one; all open handles become old. They keep locks that they hold.
 * E_INVALIDARG for NULL, a wrong token, an object that is no Direct3D 11 or 12 device: the device stays. */
static HRESULT WINAPI device_manager_ResetDevice(IMFDXGIDeviceManager *iface, IUnknown *device, UINT token)
{
    struct device_manager *manager = impl_from_IMFDXGIDeviceManager(iface);
    MF_DXGI_DEVICE_MANAGER_MODE mode;
    IUnknown *old;
    HRESULT hr;

    if (!device || token != manager->token)
        return E_INVALIDARG;
    hr = get_device_mode(device, &mode);
    if (FAILED(hr))
        return hr;
    IUnknown_AddRef(device);
    lock_acquire(&manager->lock);
    old = manager->device;
    manager->device = device;
    manager->mode = mode;
    manager->device_number++;
    note_change_locked(manager);
    lock_release(&manager->lock);
    if (old)
        IUnknown_Release(old);
    return S_OK;
}

/* E_HANDLE, MF_E_DXGI_NEW_VIDEO_DEVICE. */
static HRESULT WINAPI device_manager_TestDevice(IMFDXGIDeviceManager *iface, HANDLE value)
{
    struct device_manager *manager = impl_from_IMFDXGIDeviceManager(iface);
    struct device_handle *handle;
    HRESULT hr;

    lock_acquire(&manager->lock);
    hr = check_handle_locked(manager, value, &handle);
    lock_release(&manager->lock);
    return hr;
}

/* Any thread may unlock. observed: E_FAIL for a handle that is not open, E_INVALIDARG for one that holds no lock. */
static HRESULT WINAPI device_manager_UnlockDevice(IMFDXGIDeviceManager *iface, HANDLE value, BOOL save_state)
{
    struct device_manager *manager = impl_from_IMFDXGIDeviceManager(iface);
    struct device_handle *handle;
    HRESULT hr = S_OK;

    (void)save_state;
    lock_acquire(&manager->lock);
    if (!(handle = find_handle_locked(manager, value)))
        hr = E_FAIL;
    else if (!handle->locked)
        hr = E_INVALIDARG;
    else
        give_up_lock_locked(manager, handle);
    lock_release(&manager->lock);
    return hr;
}

static const IMFDXGIDeviceManagerVtbl device_manager_vtbl =
{
    device_manager_QueryInterface,
    device_manager_AddRef,
    device_manager_Release,
    device_manager_CloseDeviceHandle,
    device_manager_GetVideoService,
    device_manager_LockDevice,
    device_manager_OpenDeviceHandle,
    device_manager_ResetDevice,
    device_manager_TestDevice,
    device_manager_UnlockDevice,
};

static void device_manager_destroy(struct object *object)
{
    struct device_manager *manager = CONTAINING_RECORD(object, struct device_manager, object);

    if (manager->shared)
        shared_device_manager_forget(manager);
    if (manager->device)
        IUnknown_Release(manager->device);
    memory_free(manager->handles);
    memory_free(manager);
}

static const struct object_interface device_manager_interfaces[] =
{
    OBJECT_INTERFACE(device_manager, IMFDXGIDeviceManager),
};

static const struct object_class device_manager_class =
{
    "DXGI device manager",
    offsetof(struct device_manager, object),
    device_manager_interfaces,
    ARRAYSIZE(device_manager_interfaces),
    device_manager_destroy,
};

HRESULT device_manager_create(BOOL shared, struct device_manager **out)
{
    static LONG tokens; /* atomic */
    struct device_manager *manager;

    *out = NULL;
    if (!(manager = memory_alloc_zeroed(sizeof(*manager))))
        return E_OUTOFMEMORY;
    manager->shared = shared;
    manager->IMFDXGIDeviceManager_iface.lpVtbl = (IMFDXGIDeviceManagerVtbl *)&device_manager_vtbl;
    object_init(&manager->object, &device_manager_class);
    lock_init(&manager->lock, LOCK_RANK_OBJECT);
    do
        manager->token = (UINT)atomic_increment(&tokens) * 0x9e3779b1; /* odd: another number for each count */
    while (!manager->token);
    *out = manager;
    return S_OK;
}

/* Creates a device manager without a device.
 * Params:  token: receives what ResetDevice wants, never 0; out: receives one reference.
 * Returns: S_OK; E_POINTER for a NULL pointer, nothing is written then; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented, observed on Windows. */
HRESULT WINAPI MFCreateDXGIDeviceManager(UINT *token, IMFDXGIDeviceManager **out)
{
    struct device_manager *manager;
    HRESULT hr;

    if (!token || !out)
        return E_POINTER;
    hr = device_manager_create(FALSE, &manager);
    if (FAILED(hr))
        return hr;
    *token = manager->token;
    *out = &manager->IMFDXGIDeviceManager_iface;
    return S_OK;
}

/* Tells which version of Direct3D the device of a manager has.
 * Params:  manager: of MFCreateDXGIDeviceManager; mode: receives MF_DXGI_DEVICE_MANAGER_MODE_INVALID while there is no
 *          device.
 * Returns: S_OK; E_INVALIDARG for NULL pointers and for an object that is no manager of this library.
 * Threads: any.
 * Rule:    in the SDK's headers only; what the names say. */
HRESULT WINAPI MFGetDXGIDeviceManageMode(IUnknown *unknown, MF_DXGI_DEVICE_MANAGER_MODE *mode)
{
    IMFDXGIDeviceManager *iface;
    struct device_manager *manager;
    HRESULT hr = E_INVALIDARG;

    if (mode)
        *mode = MF_DXGI_DEVICE_MANAGER_MODE_INVALID;
    if (!unknown || !mode
            || FAILED(IUnknown_QueryInterface(unknown, &IID_IMFDXGIDeviceManager, (void **)&iface)))
        return E_INVALIDARG;
    if (iface->lpVtbl == &device_manager_vtbl)
    {
        manager = impl_from_IMFDXGIDeviceManager(iface);
        lock_acquire(&manager->lock);
        *mode = manager->device ? manager->mode : MF_DXGI_DEVICE_MANAGER_MODE_INVALID;
        lock_release(&manager->lock);
        hr = S_OK;
    }
    IMFDXGIDeviceManager_Release(iface);
    return hr;
}

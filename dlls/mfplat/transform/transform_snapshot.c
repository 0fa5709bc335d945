/* SPDX-License-Identifier: MIT */
/* What the registry says about all transforms, read once and kept until it changes. */

#include "transform/transform_snapshot.h"
#include "base/lock.h"
#include "base/memory.h"

/* Windows 8 and later: the notification outlives the thread that asked for it. */
#define NOTIFY_THREAD_AGNOSTIC 0x10000000

static struct lock cache_lock = LOCK_INIT(LOCK_RANK_LEAF);
static struct transform_snapshot *cached; /* guarded by cache_lock, holds a reference; NULL for none */

void transform_snapshot_release(struct transform_snapshot *snapshot)
{
    size_t i;

    if (atomic_decrement(&snapshot->references))
        return;
    for (i = 0; i < snapshot->count; i++)
        transform_release(snapshot->transforms[i]);
    memory_free(snapshot->transforms);
    if (snapshot->root)
        RegCloseKey(snapshot->root);
    if (snapshot->changed)
        CloseHandle(snapshot->changed);
    memory_free(snapshot);
}

static HRESULT append(struct transform_snapshot *snapshot, struct transform *transform)
{
    struct transform **larger;
    size_t capacity;

    if (snapshot->count == snapshot->capacity)
    {
        capacity = max(64, snapshot->capacity * 2);
        if (!(larger = memory_realloc_array(snapshot->transforms, capacity, sizeof(*larger))))
            return E_OUTOFMEMORY;
        snapshot->transforms = larger;
        snapshot->capacity = capacity;
    }
    snapshot->transforms[snapshot->count++] = transform;
    return S_OK;
}

/* A class in a category: a member without a key of its own is passed over. */
static HRESULT read_member(const GUID *category, const CLSID *clsid, void *context)
{
    struct transform_snapshot *snapshot = context;
    struct transform_registration registration;
    struct transform *transform;
    HRESULT hr;

    hr = transform_registration_read(snapshot->root, clsid, &registration);
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY ? hr : S_OK;
    hr = transform_create(category, clsid, &registration, FALSE, NULL, &transform);
    transform_registration_clear(&registration);
    if (FAILED(hr))
        return hr;
    hr = append(snapshot, transform);
    if (FAILED(hr))
        transform_release(transform);
    return hr;
}

/* Before Windows 8 the notification comes when the thread ends, too: the registry is then read once more than needed. */
static void watch(struct transform_snapshot *snapshot)
{
    const DWORD filter = REG_NOTIFY_CHANGE_NAME | REG_NOTIFY_CHANGE_LAST_SET;
    HANDLE changed = CreateEventW(NULL, TRUE, FALSE, NULL);

    if (!changed)
        return;
    if (RegNotifyChangeKeyValue(snapshot->root, TRUE, filter | NOTIFY_THREAD_AGNOSTIC, changed, TRUE)
            && RegNotifyChangeKeyValue(snapshot->root, TRUE, filter, changed, TRUE))
    {
        CloseHandle(changed);
        return;
    }
    snapshot->changed = changed;
}

static HRESULT load(struct transform_snapshot **out)
{
    struct transform_snapshot *snapshot;
    HRESULT hr = S_OK;

    if (!(snapshot = memory_alloc_zeroed(sizeof(*snapshot))))
        return E_OUTOFMEMORY;
    snapshot->references = 1;
    if (transform_registration_open_root(&snapshot->root))
        snapshot->root = NULL;
    else
    {
        watch(snapshot);
        hr = transform_registration_visit(snapshot->root, read_member, snapshot);
    }
    if (FAILED(hr))
    {
        transform_snapshot_release(snapshot);
        return hr;
    }
    *out = snapshot;
    return S_OK;
}

/* Takes over the caller's reference, which may be NULL. */
static void publish(struct transform_snapshot *snapshot)
{
    struct transform_snapshot *old;

    lock_acquire(&cache_lock);
    old = cached;
    cached = snapshot;
    lock_release(&cache_lock);
    if (old)
        transform_snapshot_release(old);
}

HRESULT transform_snapshot_get(struct transform_snapshot **out)
{
    struct transform_snapshot *snapshot;
    HRESULT hr;

    lock_acquire(&cache_lock);
    if ((snapshot = cached))
        atomic_increment(&snapshot->references);
    lock_release(&cache_lock);

    if (snapshot)
    {
        if (WaitForSingleObject(snapshot->changed, 0) == WAIT_TIMEOUT)
        {
            *out = snapshot;
            return S_OK;
        }
        transform_snapshot_release(snapshot);
    }

    hr = load(&snapshot);
    if (FAILED(hr))
        return hr;
    if (snapshot->changed)
    {
        atomic_increment(&snapshot->references);
        publish(snapshot);
    }
    *out = snapshot;
    return S_OK;
}

void transform_snapshot_invalidate(void)
{
    publish(NULL);
}

/* Drops the cached results of transform enumeration (MFTEnum, MFTEnumEx, MFTEnum2); the next enumeration reads the
 * registry. Programs need not call it: changes of the registry are noticed. Always S_OK. Thread safe.
 * Undocumented; the meaning follows from the name. */
HRESULT WINAPI MFInvalidateMFTEnumCache(void);
HRESULT WINAPI MFInvalidateMFTEnumCache(void)
{
    transform_snapshot_invalidate();
    return S_OK;
}

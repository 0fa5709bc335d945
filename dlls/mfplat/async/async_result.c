/* SPDX-License-Identifier: MIT */
/* The asynchronous result object. */

#include "async/async_result.h"
#include "base/pool.h"
#include "base/trace.h"
#include "platform/platform.h"
#include <mfapi.h>
#include <rtworkq.h>

/* `references` holds two counts. The low part is what AddRef and Release return. The high part counts pins: one for
 * each queue that is just invoking the callback. A queue turns its reference into a pin before Invoke, so that a
 * thread woken from inside Invoke sees the count without the queue's share, and takes the pin off afterwards. The
 * object goes when both parts are 0; a visible count of 0 alone destroys nothing. */
#define PIN 0x1000000u
#define VISIBLE (PIN - 1)
#define MANY_PINS (200u * PIN)

struct async_result
{
    MFASYNCRESULT public;       /* first: native programs read and write it */
    ULONG references;           /* atomic */
    LONG item_taken;            /* atomic: `item` travels through a queue */
    IUnknown *object, *state;   /* immutable until the end */
    struct work_item item;
    ULONG_PTR private_word;     /* see async_result_private_word */
};

_Static_assert(sizeof(struct async_result) <= POOL_RESULT_SIZE, "a result fills a block of the pool");

static const IMFAsyncResultVtbl async_result_vtbl;

static inline struct async_result *impl_from_IMFAsyncResult(IMFAsyncResult *iface)
{
    return CONTAINING_RECORD(iface, struct async_result, public.AsyncResult);
}

/* NULL for an object of another implementation. */
static inline struct async_result *async_result_try_from_IMFAsyncResult(IMFAsyncResult *iface)
{
    return iface->lpVtbl == &async_result_vtbl ? impl_from_IMFAsyncResult(iface) : NULL;
}

static void destroy(struct async_result *result)
{
    IMFAsyncCallback *callback = result->public.pCallback;
    IUnknown *object = result->object, *state = result->state;

    if (result->public.hEvent)
        CloseHandle(result->public.hEvent);
    if (platform_is_started())
        pool_free(POOL_RESULTS, result);
    else
    {
        pool_free_cold(POOL_RESULTS, result);
        platform_unlock_for_result();
    }
    if (callback)
        IMFAsyncCallback_Release(callback);
    if (state)
        IUnknown_Release(state);
    if (object)
        IUnknown_Release(object);
}

static HRESULT WINAPI async_result_QueryInterface(IMFAsyncResult *iface, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    if (IsEqualGUID(iid, &IID_IMFAsyncResult) || IsEqualGUID(iid, &IID_IUnknown))
    {
        *out = iface;
        IMFAsyncResult_AddRef(iface);
        return S_OK;
    }
    *out = NULL;
    trace_debug("async result: no interface %s", trace_guid(iid));
    return E_NOINTERFACE;
}

static ULONG WINAPI async_result_AddRef(IMFAsyncResult *iface)
{
    struct async_result *result = impl_from_IMFAsyncResult(iface);

    return __atomic_add_fetch(&result->references, 1, __ATOMIC_RELAXED) & VISIBLE;
}

static ULONG WINAPI async_result_Release(IMFAsyncResult *iface)
{
    struct async_result *result = impl_from_IMFAsyncResult(iface);
    ULONG left = 0;

    /* Whoever sees 1 has the only reference, so nobody else can be changing the count. */
    if (__atomic_load_n(&result->references, __ATOMIC_ACQUIRE) != 1)
        left = __atomic_sub_fetch(&result->references, 1, __ATOMIC_ACQ_REL);
    if (!left)
        destroy(result);
    return left & VISIBLE;
}

static HRESULT get_unknown(IUnknown *unknown, IUnknown **out)
{
    if (!out || !unknown)
        return E_POINTER;
    *out = unknown;
    IUnknown_AddRef(unknown);
    return S_OK;
}

/* E_POINTER for a NULL pointer and also when there is no state; the out value stays as it was. Observed on Windows. */
static HRESULT WINAPI async_result_GetState(IMFAsyncResult *iface, IUnknown **state)
{
    return get_unknown(impl_from_IMFAsyncResult(iface)->state, state);
}

/* The field itself: a program that writes the field changes it. */
static HRESULT WINAPI async_result_GetStatus(IMFAsyncResult *iface)
{
    return impl_from_IMFAsyncResult(iface)->public.hrStatusResult;
}

static HRESULT WINAPI async_result_SetStatus(IMFAsyncResult *iface, HRESULT status)
{
    impl_from_IMFAsyncResult(iface)->public.hrStatusResult = status;
    return S_OK;
}

/* As GetState. */
static HRESULT WINAPI async_result_GetObject(IMFAsyncResult *iface, IUnknown **object)
{
    return get_unknown(impl_from_IMFAsyncResult(iface)->object, object);
}

static IUnknown *WINAPI async_result_GetStateNoAddRef(IMFAsyncResult *iface)
{
    return impl_from_IMFAsyncResult(iface)->state;
}

static const IMFAsyncResultVtbl async_result_vtbl =
{
    async_result_QueryInterface,
    async_result_AddRef,
    async_result_Release,
    async_result_GetState,
    async_result_GetStatus,
    async_result_SetStatus,
    async_result_GetObject,
    async_result_GetStateNoAddRef,
};

IMFAsyncResult *async_result_create(IUnknown *object, IMFAsyncCallback *callback, IUnknown *state)
{
    BOOL warmed;
    struct async_result *result = pool_alloc(POOL_RESULTS, &warmed);

    if (!result)
        return NULL;
    if (__builtin_expect(warmed, 0))
        platform_lock_for_result();

    memset(&result->public, 0, sizeof(result->public));
    result->public.AsyncResult.lpVtbl = (IMFAsyncResultVtbl *)&async_result_vtbl;
    result->public.pCallback = callback;
    result->references = 1;
    result->item_taken = FALSE;
    result->object = object;
    result->state = state;
    result->private_word = 0;
    if (callback)
        IMFAsyncCallback_AddRef(callback);
    if (state)
        IUnknown_AddRef(state);
    if (object)
        IUnknown_AddRef(object);
    return &result->public.AsyncResult;
}

ULONG_PTR *async_result_private_word(IMFAsyncResult *iface)
{
    struct async_result *result = async_result_try_from_IMFAsyncResult(iface);
    return result ? &result->private_word : NULL;
}

/* Creates an asynchronous result.
 *
 * object, callback, state: each may be NULL; a reference is held on each until the final Release, the pointers are
 * stored as they are. *out receives the object with one reference; untouched on failure.
 * S_OK; E_POINTER when out is NULL; E_OUTOFMEMORY. Works in every state of the platform, and holds one platform lock
 * (see platform.h). hEvent is NULL also when callback is: the creator stores one, which the final Release closes.
 * Thread safe. Documented; counts and fields observed on Windows. */
HRESULT WINAPI RtwqCreateAsyncResult(IUnknown *object, IRtwqAsyncCallback *callback, IUnknown *state,
        IRtwqAsyncResult **out)
{
    IMFAsyncResult *result;

    if (!out)
        return E_POINTER;
    if (!(result = async_result_create(object, (IMFAsyncCallback *)callback, state)))
        return E_OUTOFMEMORY;
    *out = (IRtwqAsyncResult *)result;
    return S_OK;
}

static void run_in_result(struct work_item *item)
{
    struct async_result *result = CONTAINING_RECORD(item, struct async_result, item);

    /* Free before Invoke, which may put the same result again. */
    atomic_store_release(&result->item_taken, FALSE);
    async_result_invoke(&result->public.AsyncResult);
}

static void discard_in_result(struct work_item *item)
{
    struct async_result *result = CONTAINING_RECORD(item, struct async_result, item);

    atomic_store_release(&result->item_taken, FALSE);
    IMFAsyncResult_Release(&result->public.AsyncResult);
}

static const struct work_item_class item_in_result = {run_in_result, discard_in_result, TRUE};

static void run_pooled(struct work_item *item)
{
    IMFAsyncResult *result = item->result;

    pool_free(POOL_ITEMS, item);
    async_result_invoke(result);
}

static void discard_pooled(struct work_item *item)
{
    IMFAsyncResult *result = item->result;

    pool_free(POOL_ITEMS, item);
    IMFAsyncResult_Release(result);
}

static const struct work_item_class item_pooled = {run_pooled, discard_pooled, TRUE};

struct work_item *async_result_make_only_item(IMFAsyncResult *iface, LONG priority)
{
    struct async_result *result = impl_from_IMFAsyncResult(iface);

    result->item_taken = TRUE;
    work_item_init(&result->item, &item_in_result, iface, priority);
    return &result->item;
}

struct work_item *async_result_make_item(IMFAsyncResult *iface, LONG priority)
{
    struct async_result *result = async_result_try_from_IMFAsyncResult(iface);
    struct work_item *item;
    BOOL warmed;

    if (result && !atomic_load_relaxed(&result->item_taken) && !atomic_exchange(&result->item_taken, TRUE))
    {
        __atomic_add_fetch(&result->references, 1, __ATOMIC_RELAXED);
        work_item_init(&result->item, &item_in_result, iface, priority);
        return &result->item;
    }
    if (!(item = pool_alloc(POOL_ITEMS, &warmed)))
        return NULL;
    IMFAsyncResult_AddRef(iface);
    work_item_init(item, &item_pooled, iface, priority);
    return item;
}

static inline void call_back(IMFAsyncResult *iface)
{
    MFASYNCRESULT *public = (MFASYNCRESULT *)iface;

    if (public->pCallback)
        IMFAsyncCallback_Invoke(public->pCallback, iface); /* what it returns means nothing */
    else if (public->hEvent)
        SetEvent(public->hEvent);
}

void async_result_invoke(IMFAsyncResult *iface)
{
    struct async_result *result = async_result_try_from_IMFAsyncResult(iface);
    ULONG references;

    if (!result || (references = __atomic_load_n(&result->references, __ATOMIC_ACQUIRE)) >= MANY_PINS)
    {
        call_back(iface);
        IMFAsyncResult_Release(iface);
        return;
    }
    /* The queue's reference becomes a pin; alone, without an interlocked operation. */
    if (references == 1)
        __atomic_store_n(&result->references, PIN, __ATOMIC_RELEASE);
    else
        __atomic_add_fetch(&result->references, PIN - 1, __ATOMIC_ACQ_REL);
    call_back(iface);
    if (__atomic_load_n(&result->references, __ATOMIC_ACQUIRE) == PIN
            || !__atomic_sub_fetch(&result->references, PIN, __ATOMIC_ACQ_REL))
        destroy(result);
}

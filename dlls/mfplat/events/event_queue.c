/* SPDX-License-Identifier: MIT */
/* The event queue: what an event generator keeps its events in.
 *
 * Events leave in the order they came, each to one reader: a thread that calls GetEvent, or the subscriber that called
 * BeginGetEvent. A subscription lasts from BeginGetEvent to the EndGetEvent that takes its event (or to the shutdown),
 * so also while the callback runs; meanwhile nobody else can read. Its asynchronous result carries no private data: the
 * queue knows it by its address, and owns a reference on it so that no other object can have that address.
 *
 * Nothing is called under the lock that is not ours. The callback's GetParameters is called by the thread that
 * dispatches, Invoke only by a work queue.
 */

#include "async/async_result.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include "base/os.h"
#include "events/event_fifo.h"
#include "events/media_event.h"
#include <mfapi.h>
#include <mferror.h>
#include <rtworkq.h>

struct event_queue
{
    IMFMediaEventQueue IMFMediaEventQueue_iface;
    struct object object;
    struct lock lock; /* LOCK_RANK_LEAF; guards everything below */
    LONG shut_down;   /* 0 or 1, for ever; may be looked at without the lock, by atomic loads */
    LONG signal;      /* atomic: the address that GetEvent sleeps on; advances when a sleeper has to look again */
    LONG waiters;     /* threads in GetEvent that sleep, or are about to */
    BOOL dispatched;  /* the result of the subscription was given to a work queue */
    IMFAsyncResult *subscription; /* with a reference; NULL for none */
    IMFAsyncCallback *callback;   /* those of the subscription, without references: for comparisons */
    IUnknown *state;
    struct event_fifo fifo;
};

static struct event_queue *impl_from_IMFMediaEventQueue(IMFMediaEventQueue *iface)
{
    return CONTAINING_RECORD(iface, struct event_queue, IMFMediaEventQueue_iface);
}

/* When there is a subscriber to be told of an event, its result, with a reference for event_queue_dispatch. */
static IMFAsyncResult *take_for_dispatch_locked(struct event_queue *queue)
{
    if (!queue->subscription || queue->dispatched || !queue->fifo.count)
        return NULL;
    queue->dispatched = TRUE;
    IMFAsyncResult_AddRef(queue->subscription); /* an object of ours: no foreign code */
    return queue->subscription;
}

/* Puts the subscriber's result on the work queue of its choice and gives up the reference. After a failure the next
 * event tries again. */
static HRESULT event_queue_dispatch(struct event_queue *queue, IMFAsyncResult *result)
{
    HRESULT hr = RtwqInvokeCallback((IRtwqAsyncResult *)result);

    if (FAILED(hr))
    {
        lock_acquire(&queue->lock);
        if (queue->subscription == result)
            queue->dispatched = FALSE;
        lock_release(&queue->lock);
    }
    IMFAsyncResult_Release(result);
    return hr;
}

/* Lets the threads in GetEvent look again; to be followed by os_wake_* when TRUE. */
static BOOL signal_waiters_locked(struct event_queue *queue)
{
    if (!queue->waiters)
        return FALSE;
    atomic_increment(&queue->signal);
    return TRUE;
}

/* Appends the event and takes over the caller's reference, also on failure. */
static HRESULT event_queue_append(struct event_queue *queue, IMFMediaEvent *event)
{
    IMFMediaEvent **block = NULL;
    IMFAsyncResult *dispatch;
    BOOL wake;

    lock_acquire(&queue->lock);
    while (!queue->shut_down && !event_fifo_push(&queue->fifo, event))
    {
        size_t capacity = queue->fifo.capacity;

        /* No allocation under the lock; meanwhile everything may have changed. */
        lock_release(&queue->lock);
        block = event_fifo_alloc(capacity);
        if (!block)
        {
            IMFMediaEvent_Release(event);
            return E_OUTOFMEMORY;
        }
        lock_acquire(&queue->lock);
        if (!queue->shut_down && queue->fifo.capacity == capacity)
            block = event_fifo_grow(&queue->fifo, block);
        if (block)
        {
            lock_release(&queue->lock);
            event_fifo_free(block);
            lock_acquire(&queue->lock);
        }
    }
    if (queue->shut_down)
    {
        lock_release(&queue->lock);
        IMFMediaEvent_Release(event);
        return MF_E_SHUTDOWN;
    }
    dispatch = take_for_dispatch_locked(queue);
    wake = signal_waiters_locked(queue);
    lock_release(&queue->lock);

    if (wake)
        os_wake_one(&queue->signal);
    if (dispatch)
        event_queue_dispatch(queue, dispatch);
    return S_OK;
}

static HRESULT WINAPI event_queue_QueryInterface(IMFMediaEventQueue *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFMediaEventQueue(iface)->object, iid, out);
}

static ULONG WINAPI event_queue_AddRef(IMFMediaEventQueue *iface)
{
    return object_add_ref(&impl_from_IMFMediaEventQueue(iface)->object);
}

static ULONG WINAPI event_queue_Release(IMFMediaEventQueue *iface)
{
    return object_release(&impl_from_IMFMediaEventQueue(iface)->object);
}

/* Takes the oldest event.
 *
 * flags: MF_EVENT_FLAG_NO_WAIT, or 0 to sleep until there is one. event: receives the reference of the queue.
 * S_OK; E_INVALIDARG for a NULL event; MF_E_SHUTDOWN, also for a thread that slept; MF_E_MULTIPLE_SUBSCRIBERS at once
 * while there is a subscription, also for a thread that slept when it was made (that part is ours);
 * MF_E_NO_EVENTS_AVAILABLE when there is none and flags say not to wait. *event is left alone then.
 * Documented, the order of the checks observed on Windows. Tests: check_event_queue. */
static HRESULT WINAPI event_queue_GetEvent(IMFMediaEventQueue *iface, DWORD flags, IMFMediaEvent **event)
{
    struct event_queue *queue = impl_from_IMFMediaEventQueue(iface);
    IMFMediaEvent *first;
    HRESULT hr;
    LONG seen;

    if (!event)
        return E_INVALIDARG;

    lock_acquire(&queue->lock);
    for (;;)
    {
        if (queue->shut_down)
            hr = MF_E_SHUTDOWN;
        else if (queue->subscription)
            hr = MF_E_MULTIPLE_SUBSCRIBERS;
        else if ((first = event_fifo_pop(&queue->fifo)))
        {
            lock_release(&queue->lock);
            *event = first;
            return S_OK;
        }
        else if (flags & MF_EVENT_FLAG_NO_WAIT)
            hr = MF_E_NO_EVENTS_AVAILABLE;
        else
        {
            queue->waiters++;
            seen = atomic_load(&queue->signal);
            lock_release(&queue->lock);
            os_wait_on_address(&queue->signal, seen, OS_INFINITE);
            lock_acquire(&queue->lock);
            queue->waiters--;
            continue;
        }
        lock_release(&queue->lock);
        return hr;
    }
}

/* Subscribes for the next event: when there is one, the callback is invoked on the work queue that its GetParameters
 * names, once, with a result that EndGetEvent turns into the event. The result carries `state` and no object; it holds
 * the only reference on the callback.
 *
 * S_OK; E_INVALIDARG for a NULL callback, also after the shutdown; MF_E_SHUTDOWN; with a subscription in force
 * MF_S_MULTIPLE_BEGIN for the same callback and state (nothing changes), MF_E_MULTIPLE_BEGIN for another state,
 * MF_E_MULTIPLE_SUBSCRIBERS for another callback; E_OUTOFMEMORY; the error of MFInvokeCallback when an event is there
 * and the callback cannot be put on a work queue, there is no subscription then.
 * Documented, the order of the checks observed on Windows. Tests: check_event_queue. */
static HRESULT WINAPI event_queue_BeginGetEvent(IMFMediaEventQueue *iface, IMFAsyncCallback *callback, IUnknown *state)
{
    struct event_queue *queue = impl_from_IMFMediaEventQueue(iface);
    IMFAsyncResult *result, *dispatch = NULL;
    BOOL wake = FALSE;
    HRESULT hr = E_OUTOFMEMORY;

    if (!callback)
        return E_INVALIDARG;

    /* Made in advance: it adds references to objects that are not ours. */
    result = async_result_create(NULL, callback, state);

    lock_acquire(&queue->lock);
    if (queue->shut_down)
        hr = MF_E_SHUTDOWN;
    else if (queue->subscription && queue->callback != callback)
        hr = MF_E_MULTIPLE_SUBSCRIBERS;
    else if (queue->subscription)
        hr = queue->state == state ? MF_S_MULTIPLE_BEGIN : MF_E_MULTIPLE_BEGIN;
    else if (result)
    {
        queue->subscription = result;
        queue->callback = callback;
        queue->state = state;
        queue->dispatched = FALSE;
        dispatch = take_for_dispatch_locked(queue);
        wake = signal_waiters_locked(queue);
        hr = S_OK;
    }
    lock_release(&queue->lock);

    if (hr != S_OK)
    {
        if (result)
            IMFAsyncResult_Release(result);
        return hr;
    }
    if (wake)
        os_wake_all(&queue->signal);
    if (!dispatch)
        return S_OK;

    hr = event_queue_dispatch(queue, dispatch);
    if (FAILED(hr))
    {
        lock_acquire(&queue->lock);
        if (queue->subscription == result && !queue->dispatched)
            queue->subscription = NULL;
        else
        {
            /* Another event or the shutdown did what failed here. */
            result = NULL;
            hr = S_OK;
        }
        lock_release(&queue->lock);
        if (result)
            IMFAsyncResult_Release(result);
    }
    return hr;
}

/* Ends the subscription and takes its event.
 *
 * result: what the callback got, from inside Invoke or later. event: receives the reference of the queue.
 * S_OK; E_INVALIDARG for a NULL event; MF_E_SHUTDOWN for every result after the shutdown; E_FAIL for a result that is not
 * the one of the present subscription, or when there is no event. *event is left alone then.
 * Documented, the errors observed on Windows. Tests: check_event_queue. */
static HRESULT WINAPI event_queue_EndGetEvent(IMFMediaEventQueue *iface, IMFAsyncResult *result, IMFMediaEvent **event)
{
    struct event_queue *queue = impl_from_IMFMediaEventQueue(iface);
    IMFMediaEvent *first = NULL;
    HRESULT hr = S_OK;

    if (!event)
        return E_INVALIDARG;

    lock_acquire(&queue->lock);
    if (queue->shut_down)
        hr = MF_E_SHUTDOWN;
    else if (!result || result != queue->subscription || !(first = event_fifo_pop(&queue->fifo)))
        hr = E_FAIL;
    else
        queue->subscription = NULL;
    lock_release(&queue->lock);

    if (SUCCEEDED(hr))
    {
        *event = first;
        IMFAsyncResult_Release(result);
    }
    return hr;
}

/* Appends an event, with a reference; the reader gets the same pointer.
 *
 * S_OK; MF_E_SHUTDOWN, whatever the event; E_INVALIDARG for NULL; E_OUTOFMEMORY.
 * Documented; MF_E_SHUTDOWN observed on Windows. Tests: check_event_queue. */
static HRESULT WINAPI event_queue_QueueEvent(IMFMediaEventQueue *iface, IMFMediaEvent *event)
{
    struct event_queue *queue = impl_from_IMFMediaEventQueue(iface);

    if (atomic_load(&queue->shut_down))
        return MF_E_SHUTDOWN;
    if (!event)
        return E_INVALIDARG;
    IMFMediaEvent_AddRef(event);
    return event_queue_append(queue, event);
}

/* Appends a new event, made as by MFCreateMediaEvent.
 *
 * S_OK; MF_E_SHUTDOWN, whatever the arguments; E_INVALIDARG for a NULL extended_type; E_OUTOFMEMORY; the error of copying
 * the value. Documented; MF_E_SHUTDOWN observed on Windows. Tests: check_event_queue. */
static HRESULT WINAPI event_queue_QueueEventParamVar(IMFMediaEventQueue *iface, MediaEventType type,
        REFGUID extended_type, HRESULT status, const PROPVARIANT *value)
{
    struct event_queue *queue = impl_from_IMFMediaEventQueue(iface);
    IMFMediaEvent *event;
    HRESULT hr;

    if (atomic_load(&queue->shut_down))
        return MF_E_SHUTDOWN;
    if (!extended_type)
        return E_INVALIDARG;
    hr = media_event_create(type, extended_type, status, value, &event);
    return SUCCEEDED(hr) ? event_queue_append(queue, event) : hr;
}

/* The same with an interface as the value: VT_UNKNOWN, also for NULL. */
static HRESULT WINAPI event_queue_QueueEventParamUnk(IMFMediaEventQueue *iface, MediaEventType type,
        REFGUID extended_type, HRESULT status, IUnknown *unknown)
{
    PROPVARIANT value;

    value.vt = VT_UNKNOWN;
    value.punkVal = unknown;
    return event_queue_QueueEventParamVar(iface, type, extended_type, status, &value);
}

/* Ends the queue: drops its events, wakes every thread in GetEvent, and invokes the callback of a subscriber that was not
 * invoked yet, whose EndGetEvent fails then like every other method. S_OK, again and again.
 * Documented; what a subscriber sees was observed on Windows. Tests: check_event_queue. */
static HRESULT WINAPI event_queue_Shutdown(IMFMediaEventQueue *iface)
{
    struct event_queue *queue = impl_from_IMFMediaEventQueue(iface);
    IMFAsyncResult *subscription;
    struct event_fifo dropped;
    BOOL dispatched, wake;

    lock_acquire(&queue->lock);
    if (queue->shut_down)
    {
        lock_release(&queue->lock);
        return S_OK;
    }
    atomic_store(&queue->shut_down, TRUE);
    subscription = queue->subscription;
    dispatched = queue->dispatched;
    queue->subscription = NULL;
    event_fifo_move(&dropped, &queue->fifo);
    wake = signal_waiters_locked(queue);
    lock_release(&queue->lock);

    if (wake)
        os_wake_all(&queue->signal);
    if (subscription)
    {
        if (!dispatched)
            RtwqInvokeCallback((IRtwqAsyncResult *)subscription);
        IMFAsyncResult_Release(subscription);
    }
    event_fifo_destroy(&dropped);
    return S_OK;
}

static const IMFMediaEventQueueVtbl event_queue_vtbl =
{
    event_queue_QueryInterface,
    event_queue_AddRef,
    event_queue_Release,
    event_queue_GetEvent,
    event_queue_BeginGetEvent,
    event_queue_EndGetEvent,
    event_queue_QueueEvent,
    event_queue_QueueEventParamVar,
    event_queue_QueueEventParamUnk,
    event_queue_Shutdown,
};

/* Observed on Windows: a subscriber is not invoked when the queue goes without a shutdown, and its callback is free when
 * Release returns. */
static void event_queue_destroy(struct object *object)
{
    struct event_queue *queue = CONTAINING_RECORD(object, struct event_queue, object);

    if (queue->subscription)
        IMFAsyncResult_Release(queue->subscription);
    event_fifo_destroy(&queue->fifo);
    memory_free(queue);
}

static const struct object_interface event_queue_interfaces[] =
{
    OBJECT_INTERFACE(event_queue, IMFMediaEventQueue),
};

static const struct object_class event_queue_class =
{
    .name = "event queue",
    .object_offset = offsetof(struct event_queue, object),
    .interfaces = event_queue_interfaces,
    .interface_count = ARRAYSIZE(event_queue_interfaces),
    .destroy = event_queue_destroy,
};

/* Creates an event queue, the usual inside of an object that generates media events.
 *
 * queue: receives the new object with one reference, the caller's. It answers IMFMediaEventQueue only.
 * S_OK; E_POINTER for NULL; E_OUTOFMEMORY, *queue is NULL then. The object may be used from any thread. Subscribers need a
 * started platform, the rest does not. Documented. Tests: check_event_queue. */
HRESULT WINAPI MFCreateEventQueue(IMFMediaEventQueue **queue)
{
    struct event_queue *object;

    if (!queue)
        return E_POINTER;
    *queue = NULL;

    object = memory_alloc_zeroed(sizeof(*object));
    if (!object)
        return E_OUTOFMEMORY;
    object_init(&object->object, &event_queue_class);
    object->IMFMediaEventQueue_iface.lpVtbl = (IMFMediaEventQueueVtbl *)&event_queue_vtbl;
    lock_init(&object->lock, LOCK_RANK_LEAF);
    event_fifo_init(&object->fifo);
    *queue = &object->IMFMediaEventQueue_iface;
    return S_OK;
}

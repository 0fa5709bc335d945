/* SPDX-License-Identifier: MIT */
/* Scheduled items: a result whose callback is invoked after a time; and the cancellation of all kinds of keys. */

#include "async/async_result.h"
#include "async/dispatch.h"
#include "async/key_table.h"
#include "async/timer.h"
#include "async/wait.h"
#include "async/work_queue.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

struct scheduled
{
    struct timer timer;
    struct work_item item; /* what goes to the queue when the time has come */
};

_Static_assert(sizeof(struct scheduled) <= TIMER_BLOCK_SIZE, "a scheduled item fills a timer's block");

static void run_scheduled(struct work_item *item)
{
    IMFAsyncResult *result = item->result;

    timer_block_free(CONTAINING_RECORD(item, struct scheduled, item));
    async_result_invoke(result);
}

static void discard_item(struct work_item *item)
{
    IMFAsyncResult *result = item->result;

    timer_block_free(CONTAINING_RECORD(item, struct scheduled, item));
    IMFAsyncResult_Release(result);
}

static const struct work_item_class scheduled_class = {run_scheduled, discard_item, TRUE};

static void fire(struct timer *timer)
{
    struct scheduled *scheduled = CONTAINING_RECORD(timer, struct scheduled, timer);

    work_queue_submit_internal(dispatch_queue_id(scheduled->item.result, MFASYNC_CALLBACK_QUEUE_TIMER),
            &scheduled->item);
}

/* Shutdown. observed: the item's reference on the result stays for ever; nothing of ours touches the result again. */
static void leak(struct timer *timer)
{
    timer_block_free(CONTAINING_RECORD(timer, struct scheduled, timer));
}

/* Owns the caller's reference on the result when it succeeds. */
static HRESULT schedule(IMFAsyncResult *result, INT64 timeout, UINT64 *key)
{
    struct scheduled *scheduled;
    UINT64 new_key;

    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    if (!(scheduled = timer_block_alloc()))
        return E_OUTOFMEMORY;
    timer_init(&scheduled->timer, fire, leak);
    work_item_init(&scheduled->item, &scheduled_class, result, 0);
    /* Negative by contract; a positive time is taken as meant. */
    if (!timer_start_with_key(&scheduled->timer, timeout < 0 ? -(ULONGLONG)timeout : (ULONGLONG)timeout, &new_key))
    {
        timer_block_free(scheduled);
        return platform_is_operational() ? E_OUTOFMEMORY : MF_E_SHUTDOWN;
    }
    if (key)
        *key = new_key;
    return S_OK;
}

/* Invokes the result's callback once, after a time.
 *
 * result: a reference is held until Invoke has returned, or for ever when the platform goes down first (observed).
 * timeout: milliseconds, negative. key: receives what MFCancelWorkItem takes; may be NULL.
 * S_OK; E_POINTER for a NULL result; MF_E_SHUTDOWN; E_OUTOFMEMORY. The callback runs on the timer queue, or on the
 * queue its GetParameters names other than the standard one. Thread safe. Documented. */
HRESULT WINAPI RtwqScheduleWorkItem(IRtwqAsyncResult *result, INT64 timeout, RTWQWORKITEM_KEY *key)
{
    HRESULT hr;

    if (!result)
        return E_POINTER;
    IRtwqAsyncResult_AddRef(result);
    hr = schedule((IMFAsyncResult *)result, timeout, key);
    if (FAILED(hr))
        IRtwqAsyncResult_Release(result);
    return hr;
}

/* As RtwqScheduleWorkItem, with a result made of callback and state (which may be NULL). E_POINTER for a NULL
 * callback. */
HRESULT WINAPI MFScheduleWorkItem(IMFAsyncCallback *callback, IUnknown *state, INT64 timeout, MFWORKITEM_KEY *key)
{
    IMFAsyncResult *result;
    HRESULT hr;

    if (!callback)
        return E_POINTER;
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    if (!(result = async_result_create(NULL, callback, state)))
        return E_OUTOFMEMORY;
    hr = schedule(result, timeout, key);
    if (FAILED(hr))
        IMFAsyncResult_Release(result);
    return hr;
}

/* Cancels a scheduled or waiting item.
 *
 * A scheduled item is gone, with its references, when the call returns; its callback is not invoked. A waiting item's
 * callback is invoked with the status MF_E_OPERATION_CANCELLED.
 * S_OK; MF_E_NOT_FOUND for a key that is not pending (any more); MF_E_SHUTDOWN, checked first. Thread safe. Observed. */
HRESULT WINAPI RtwqCancelWorkItem(RTWQWORKITEM_KEY key)
{
    struct timer *timer;

    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    if (key_kind(key) == KEY_WAIT)
        return wait_cancel(key);
    if (key_kind(key) != KEY_TIMER || !(timer = timer_cancel(key)))
        return MF_E_NOT_FOUND;
    discard_item(&CONTAINING_RECORD(timer, struct scheduled, timer)->item);
    return S_OK;
}

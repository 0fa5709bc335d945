/* SPDX-License-Identifier: MIT */
/* Waiting items: results whose callback is invoked when a kernel object is signalled.
 *
 * Each wait thread watches up to 63 objects, the first place of its array being its own wake-up event. A new item goes
 * to the first thread with room; the thread takes it over when it wakes. What the threads share is guarded by
 * waits_lock; `handles` and `watched` are the thread's own.
 *
 * A wait is WAITING until either the thread sees the object signalled or somebody cancels it, both under the lock, so
 * one of them wins. A cancellation returns only when the thread no longer watches the object: a signal that comes after
 * MFCancelWorkItem has returned is nobody's but the caller's.
 *
 * The object is watched through a duplicate of the handle, so the caller may close his at once.
 */

#include "async/wait.h"
#include "async/async_result.h"
#include "async/dispatch.h"
#include "async/key_table.h"
#include "async/work_queue.h"
#include "base/memory.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

#define PLACES (MAXIMUM_WAIT_OBJECTS - 1)

enum wait_state
{
    WAIT_WAITING,
    WAIT_ENDED /* fired or cancelled: whoever set it delivers the item */
};

struct wait
{
    struct work_item item;
    UINT64 key;
    HANDLE handle;             /* ours; NULL for a wait that only a cancellation ends */
    struct wait_thread *thread; /* NULL without a handle; immutable */
    struct wait *next;         /* guarded by waits_lock: in the thread's list of new waits; in `endless` */
    enum wait_state state;     /* guarded by waits_lock */
    LONG unwatched;            /* atomic, slept on: the thread does not look at the handle any more */
    LONG references;           /* atomic: the thread's, and the canceller's or the item's */
};

struct wait_thread
{
    struct wait_thread *next;  /* guarded by waits_lock */
    struct os_thread *thread;  /* immutable */
    HANDLE wake;               /* auto-reset event; immutable */
    struct wait *added;        /* guarded by waits_lock: not yet in the arrays */
    LONG count;                /* guarded by waits_lock: waits that belong to the thread, added ones included */
    BOOL changed;              /* guarded by waits_lock: `wake` was set and the thread has not looked yet */
    BOOL stop;                 /* guarded by waits_lock */

    HANDLE handles[MAXIMUM_WAIT_OBJECTS]; /* the thread's: [0] is wake */
    struct wait *watched[MAXIMUM_WAIT_OBJECTS];
    DWORD watched_count;                  /* with [0] */
};

static struct lock waits_lock = LOCK_INIT(LOCK_RANK_TIMER);
static struct wait_thread *threads; /* guarded by waits_lock */
static struct key_table keys;       /* guarded by waits_lock; holds the struct waits that are WAITING */

static void unreference(struct wait *wait)
{
    if (atomic_decrement(&wait->references))
        return;
    if (wait->handle)
        CloseHandle(wait->handle);
    memory_free(wait);
}

static void run_wait(struct work_item *item)
{
    IMFAsyncResult *result = item->result;

    unreference(CONTAINING_RECORD(item, struct wait, item));
    async_result_invoke(result);
}

static void discard_wait(struct work_item *item)
{
    IMFAsyncResult *result = item->result;

    unreference(CONTAINING_RECORD(item, struct wait, item));
    IMFAsyncResult_Release(result);
}

static const struct work_item_class wait_class = {run_wait, discard_wait, TRUE};

static void deliver(struct wait *wait)
{
    work_queue_submit_internal(dispatch_queue_id(wait->item.result, MFASYNC_CALLBACK_QUEUE_STANDARD), &wait->item);
}

/* Takes place i out of the thread's arrays. */
static void unwatch(struct wait_thread *thread, DWORD i)
{
    struct wait *wait = thread->watched[i];

    thread->watched_count--;
    thread->handles[i] = thread->handles[thread->watched_count];
    thread->watched[i] = thread->watched[thread->watched_count];

    lock_acquire(&waits_lock);
    thread->count--;
    lock_release(&waits_lock);
    atomic_store(&wait->unwatched, TRUE);
    os_wake_all(&wait->unwatched);
    unreference(wait);
}

/* The object of place i is signalled. */
static void fire(struct wait_thread *thread, DWORD i)
{
    struct wait *wait = thread->watched[i];
    BOOL won;

    lock_acquire(&waits_lock);
    if ((won = wait->state == WAIT_WAITING))
    {
        wait->state = WAIT_ENDED;
        key_table_remove(&keys, wait->key);
    }
    lock_release(&waits_lock);
    if (won)
        deliver(wait);
    unwatch(thread, i);
}

/* Takes over new waits and lets go of ended ones. FALSE when the thread has to end. */
static BOOL look_at_changes(struct wait_thread *thread)
{
    struct wait *wait, *ended[MAXIMUM_WAIT_OBJECTS];
    DWORD i, count = 0;
    BOOL stop;

    lock_acquire(&waits_lock);
    thread->changed = FALSE;
    stop = thread->stop;
    while ((wait = thread->added))
    {
        thread->added = wait->next;
        thread->handles[thread->watched_count] = wait->handle;
        thread->watched[thread->watched_count++] = wait;
    }
    for (i = 1; i < thread->watched_count; i++)
    {
        if (thread->watched[i]->state == WAIT_ENDED)
            ended[count++] = thread->watched[i];
    }
    lock_release(&waits_lock);

    while (count--)
    {
        for (i = 1; thread->watched[i] != ended[count]; i++)
            ;
        unwatch(thread, i);
    }
    return !stop;
}

static void thread_main(void *argument)
{
    struct wait_thread *thread = argument;
    DWORD first, found;

    for (;;)
    {
        found = WaitForMultipleObjects(thread->watched_count, thread->handles, FALSE, INFINITE);
        /* Everything that is signalled by now, without another sleep; each place once, so that none starves. */
        for (first = 0; found < WAIT_OBJECT_0 + thread->watched_count - first;)
        {
            found += first - WAIT_OBJECT_0;
            if (!found)
            {
                if (!look_at_changes(thread))
                    return;
                first = 1;
            }
            else
            {
                fire(thread, found);
                first = found;
            }
            if (first >= thread->watched_count)
                break;
            found = WaitForMultipleObjects(thread->watched_count - first, thread->handles + first, FALSE, 0);
        }
        if (found == WAIT_FAILED)
        {
            /* A duplicate of ours cannot become invalid; should the system be out of something, try again later. */
            os_sleep(1);
        }
    }
}

static void change_locked(struct wait_thread *thread, HANDLE *wake)
{
    *wake = thread->changed ? NULL : thread->wake;
    thread->changed = TRUE;
}

static struct wait_thread *create_thread_locked(void)
{
    struct wait_thread *thread = memory_alloc_zeroed(sizeof(*thread));

    if (!thread)
        return NULL;
    if ((thread->wake = CreateEventW(NULL, FALSE, FALSE, NULL)))
    {
        thread->handles[0] = thread->wake;
        thread->watched_count = 1;
        if ((thread->thread = os_thread_create(thread_main, thread, "mf wait")))
        {
            thread->next = threads;
            threads = thread;
            return thread;
        }
        CloseHandle(thread->wake);
    }
    memory_free(thread);
    return NULL;
}

static HRESULT add_wait(struct wait *wait)
{
    struct wait_thread *thread = NULL;
    HANDLE wake = NULL;
    HRESULT hr = S_OK;

    lock_acquire(&waits_lock);
    if (!platform_is_started())
        hr = MF_E_SHUTDOWN;
    if (SUCCEEDED(hr) && wait->handle)
    {
        for (thread = threads; thread && thread->count == PLACES; thread = thread->next)
            ;
        if (!thread && !(thread = create_thread_locked()))
            hr = E_OUTOFMEMORY;
    }
    if (SUCCEEDED(hr) && !(wait->key = key_table_add(&keys, KEY_WAIT, wait)))
        hr = E_OUTOFMEMORY;
    if (SUCCEEDED(hr) && thread)
    {
        wait->thread = thread;
        atomic_increment(&wait->references);
        wait->next = thread->added;
        thread->added = wait;
        thread->count++;
        change_locked(thread, &wake);
    }
    lock_release(&waits_lock);
    if (wake)
        SetEvent(wake);
    return hr;
}

/* Invokes the result's callback once when a kernel object is signalled.
 *
 * event: any object that can be waited for; the caller may close the handle at once. NULL: only a cancellation ends the
 * wait. A satisfied wait consumes an auto-reset event. priority: 1, 0 or -1 on the queue that the callback's
 * GetParameters names. result: a reference is held until Invoke; the same result may wait several times. *key
 * (optional) receives what MFCancelWorkItem takes.
 * S_OK; E_POINTER for a NULL result; the system's error for a bad handle; MF_E_SHUTDOWN; E_OUTOFMEMORY. Thread safe.
 * Documented; handle rules observed on Windows. */
HRESULT WINAPI RtwqPutWaitingWorkItem(HANDLE event, LONG priority, IRtwqAsyncResult *result, RTWQWORKITEM_KEY *key)
{
    struct wait *wait;
    UINT64 new_key;
    HRESULT hr;

    if (!result)
        return E_POINTER;
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    if (!(wait = memory_alloc_zeroed(sizeof(*wait))))
        return E_OUTOFMEMORY;
    wait->references = 2; /* the item's, and this function's */
    work_item_init(&wait->item, &wait_class, (IMFAsyncResult *)result, priority);
    IRtwqAsyncResult_AddRef(result);

    if (event && !DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &wait->handle, 0, FALSE,
            DUPLICATE_SAME_ACCESS))
    {
        wait->handle = NULL;
        hr = HRESULT_FROM_WIN32(GetLastError());
    }
    else
        hr = add_wait(wait);
    new_key = wait->key;
    if (FAILED(hr))
        discard_wait(&wait->item);
    else if (key)
        *key = new_key;
    unreference(wait);
    return hr;
}

HRESULT wait_cancel(UINT64 key)
{
    struct wait *wait;
    HANDLE wake = NULL;

    lock_acquire(&waits_lock);
    if ((wait = key_table_find(&keys, key)))
    {
        wait->state = WAIT_ENDED;
        key_table_remove(&keys, key);
        atomic_increment(&wait->references);
        if (wait->thread)
            change_locked(wait->thread, &wake);
    }
    lock_release(&waits_lock);
    if (!wait)
        return MF_E_NOT_FOUND;
    if (wake)
        SetEvent(wake);

    /* The wait thread runs nobody's code, so this is short. */
    while (wait->thread && !atomic_load(&wait->unwatched))
        os_wait_on_address(&wait->unwatched, FALSE, OS_INFINITE);
    IMFAsyncResult_SetStatus(wait->item.result, MF_E_OPERATION_CANCELLED);
    deliver(wait);
    unreference(wait);
    return S_OK;
}

void waits_stop(void)
{
    struct wait_thread *list, *thread;
    struct wait **dropped = NULL, *wait;
    ULONG count = 0, i;

    lock_acquire(&waits_lock);
    /* Without memory for the list the results are not released; nothing else depends on it. */
    dropped = memory_alloc_array(keys.count + 1, sizeof(*dropped));
    for (i = 0; i < keys.count; i++)
    {
        if (!(wait = keys.slots[i].object))
            continue;
        wait->state = WAIT_ENDED;
        keys.slots[i].object = NULL;
        if (dropped)
            dropped[count++] = wait;
    }
    key_table_trim(&keys);
    list = threads;
    threads = NULL;
    for (thread = list; thread; thread = thread->next)
        thread->stop = TRUE;
    lock_release(&waits_lock);

    for (thread = list; thread; thread = thread->next)
        SetEvent(thread->wake);
    while ((thread = list))
    {
        list = thread->next;
        os_thread_join(thread->thread, OS_INFINITE);
        os_thread_close(thread->thread);
        CloseHandle(thread->wake);
        memory_free(thread);
    }
    for (i = 0; i < count; i++)
        discard_wait(&dropped[i]->item);
    memory_free(dropped);
}

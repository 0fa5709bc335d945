/* SPDX-License-Identifier: MIT */
/* Queues with a pool of threads: multithreaded queues and the long-function queue (whose threads are single-threaded
 * apartments).
 *
 * Producers push to the lane without a lock; threads take one item at a time under the queue's lock. The lane is never
 * idle while the queue lives.
 *
 * Waking. A thread that finds nothing *searches* for a moment, then declares itself *idle* and sleeps until it gets a
 * token. A producer that sees a searcher leaves it the item. Otherwise it claims one idle thread (idle - 1), gives a
 * token and wakes one sleeper. Push and the look at searching and idle are sequentially consistent on both sides, so
 * either the producer sees the thread or the thread sees the item. A searcher that has found an item wakes the next one
 * when there is more.
 *
 * Growing. A pool starts as many threads as there are processors, each when there is an item and nobody free. More
 * come only when the queue stands still: the stall watch looks a few milliseconds later whether any item was taken
 * since, and if not, all threads are blocked in callbacks and one more is started. Threads above the base end after
 * some seconds without work.
 */

#include "async/timer.h"
#include "async/work_queue.h"
#include <mferror.h>
#include <objbase.h>

#define LINGER_MS 5000
#define STALL_CHECK_MS 3
#define STA_BASE_THREADS 8

static const struct work_queue_ops pool_queue_ops;

static struct work_item *take(struct work_queue *queue, BOOL *more)
{
    struct work_item *item;

    lock_acquire(&queue->lock);
    if ((item = lane_pop(&queue->lane)))
        atomic_store_relaxed(&queue->pool.taken, queue->pool.taken + 1);
    *more = item && (queue->lane.waiting[0].first || queue->lane.waiting[1].first || queue->lane.waiting[2].first
            || lane_has_arrivals(&queue->lane));
    lock_release(&queue->lock);
    return item;
}

/* A hint without the lock: the lists may be changing. */
static LONG has_work(struct work_queue *queue)
{
    return lane_has_arrivals(&queue->lane)
            || __atomic_load_n(&queue->lane.waiting[0].first, __ATOMIC_RELAXED)
            || __atomic_load_n(&queue->lane.waiting[1].first, __ATOMIC_RELAXED)
            || __atomic_load_n(&queue->lane.waiting[2].first, __ATOMIC_RELAXED)
            || atomic_load(&queue->closing);
}

/* Claims a sleeper and wakes it. */
static BOOL wake_one(struct work_queue *queue)
{
    LONG idle;

    while ((idle = atomic_load(&queue->pool.idle)) > 0)
    {
        if (!atomic_compare_exchange(&queue->pool.idle, idle, idle - 1))
            continue;
        atomic_increment(&queue->pool.tokens);
        os_wake_one(&queue->pool.tokens);
        return TRUE;
    }
    return FALSE;
}

static BOOL take_token(struct work_queue *queue)
{
    LONG tokens;

    while ((tokens = atomic_load(&queue->pool.tokens)) > 0)
    {
        if (atomic_compare_exchange(&queue->pool.tokens, tokens, tokens - 1))
            return TRUE;
    }
    return FALSE;
}

/* Takes back the declaration of being idle. FALSE when somebody has claimed us already: his token is ours to take. */
static BOOL cancel_idle(struct work_queue *queue)
{
    LONG idle;

    while ((idle = atomic_load(&queue->pool.idle)) > 0)
    {
        if (atomic_compare_exchange(&queue->pool.idle, idle, idle - 1))
            return TRUE;
    }
    return FALSE;
}

static void wait_for_token(struct work_queue *queue)
{
    while (!take_token(queue))
        os_wait_on_address(&queue->pool.tokens, 0, OS_INFINITE);
}

/* Sleeps until there may be work. FALSE when the thread is one too many and nothing came for a while. */
static BOOL sleep_for_work(struct work_queue *queue, BOOL may_end)
{
    BOOL timed_out = FALSE;

    atomic_increment(&queue->pool.idle);
    if (has_work(queue))
    {
        if (!cancel_idle(queue))
            wait_for_token(queue);
        return TRUE;
    }
    while (!take_token(queue))
    {
        if (timed_out)
        {
            if (cancel_idle(queue))
                return FALSE;
            wait_for_token(queue);
            return TRUE;
        }
        if (!os_wait_on_address(&queue->pool.tokens, 0, may_end ? LINGER_MS : OS_INFINITE) && may_end)
            timed_out = TRUE;
    }
    return TRUE;
}

/* TRUE when the thread leaves: its place is given up under the lock. *last tells whether it closes the queue. */
static BOOL leave(struct work_queue *queue, BOOL too_many, BOOL *last)
{
    BOOL left = FALSE;

    *last = FALSE;
    lock_acquire(&queue->lock);
    if (queue->closing)
    {
        left = TRUE;
        if (queue->pool.thread_count == 1)
            left = *last = !queue->lane.waiting[0].first && !queue->lane.waiting[1].first
                    && !queue->lane.waiting[2].first && lane_leave(&queue->lane, LANE_CLOSED);
    }
    else if (too_many && queue->pool.thread_count > queue->pool.base_threads)
        left = TRUE;
    if (left)
        atomic_store_relaxed(&queue->pool.thread_count, queue->pool.thread_count - 1);
    lock_release(&queue->lock);
    return left;
}

static void enter_apartment(struct work_queue *queue, BOOL *inside)
{
    if (!*inside)
        *inside = SUCCEEDED(CoInitializeEx(NULL, queue->sta ? COINIT_APARTMENTTHREADED : COINIT_MULTITHREADED));
}

static void leave_apartment(BOOL *inside)
{
    if (*inside)
        CoUninitialize();
    *inside = FALSE;
}

static void thread_main(void *argument)
{
    struct work_queue *queue = argument;
    HANDLE mmcss_handle = NULL;
    LONG mmcss_generation = 0;
    BOOL inside = FALSE, more, last, searching = FALSE, found;
    struct work_item *item;

    for (;;)
    {
        while ((item = take(queue, &more)))
        {
            if (searching)
            {
                searching = FALSE;
                /* The last one that looked leaves nobody who would see the next item. */
                if (!atomic_decrement(&queue->pool.searching) && more)
                    wake_one(queue);
            }
            enter_apartment(queue, &inside);
            if (__builtin_expect(atomic_load_relaxed(&queue->mmcss_generation) != mmcss_generation, 0))
                mmcss_apply(queue, &mmcss_generation, &mmcss_handle);
            item->class->run(item);
        }
        if (searching)
        {
            searching = FALSE;
            atomic_decrement(&queue->pool.searching);
        }
        if (leave(queue, FALSE, &last))
            break;
        if (atomic_load(&queue->closing))
            continue;

        searching = TRUE;
        atomic_increment(&queue->pool.searching);
        if (spin_for(has_work, queue))
            continue;
        searching = FALSE;
        atomic_decrement(&queue->pool.searching);

        /* A single-threaded apartment without a message loop would hold up whoever sends to all windows. */
        if (queue->sta)
            leave_apartment(&inside);
        found = sleep_for_work(queue, atomic_load_relaxed(&queue->pool.thread_count) > queue->pool.base_threads);
        if (!found && leave(queue, TRUE, &last))
            break;
    }

    mmcss_leave(&mmcss_handle);
    leave_apartment(&inside);
    if (last)
        work_queue_mark_ended(queue);
    work_queue_unreference(queue);
}

/* Starts a thread unless there are `limit` of them. */
static BOOL start_thread(struct work_queue *queue, LONG limit)
{
    struct os_thread *thread = NULL;
    BOOL counted = FALSE;

    lock_acquire(&queue->lock);
    if (queue->pool.thread_count < limit && queue->lane.inbox != LANE_CLOSED)
    {
        atomic_store_relaxed(&queue->pool.thread_count, queue->pool.thread_count + 1);
        work_queue_reference(queue);
        counted = TRUE;
    }
    lock_release(&queue->lock);
    if (!counted)
        return FALSE;

    if ((thread = os_thread_create(thread_main, queue, queue->sta ? "mf long function" : "mf worker")))
    {
        os_thread_close(thread);
        return TRUE;
    }
    lock_acquire(&queue->lock);
    atomic_store_relaxed(&queue->pool.thread_count, queue->pool.thread_count - 1);
    lock_release(&queue->lock);
    work_queue_unreference(queue);
    return FALSE;
}

/* The stall watch of one queue, while it is on. */
struct stall_watch
{
    struct timer timer;
    struct work_queue *queue; /* with a reference */
    LONG taken;               /* as it was at the last look */
};

_Static_assert(sizeof(struct stall_watch) <= TIMER_BLOCK_SIZE, "a stall watch fills a timer's block");

static void stall_check(struct timer *timer)
{
    struct stall_watch *watch = CONTAINING_RECORD(timer, struct stall_watch, timer);
    struct work_queue *queue = watch->queue;
    LONG taken = atomic_load(&queue->pool.taken);

    if (has_work(queue) && !atomic_load(&queue->closing))
    {
        if (taken == watch->taken && !atomic_load(&queue->pool.idle))
            start_thread(queue, POOL_MAX_THREADS);
        watch->taken = taken;
        if (timer_start(&watch->timer, STALL_CHECK_MS))
            return;
    }
    atomic_store(&queue->pool.watched, FALSE);
    work_queue_unreference(queue);
    timer_block_free(watch);
    /* What was put since the look, by somebody who still saw the watch on, must not stand still unwatched. */
    if (has_work(queue) && !atomic_load(&queue->pool.idle) && !atomic_load(&queue->closing))
        start_thread(queue, POOL_MAX_THREADS);
}

static void discard_watch(struct timer *timer)
{
    struct stall_watch *watch = CONTAINING_RECORD(timer, struct stall_watch, timer);

    work_queue_unreference(watch->queue);
    timer_block_free(watch);
}

static void watch_for_stall(struct work_queue *queue)
{
    struct stall_watch *watch;

    if (atomic_load_relaxed(&queue->pool.watched) || atomic_exchange(&queue->pool.watched, TRUE))
        return;
    if ((watch = timer_block_alloc()))
    {
        watch->queue = queue;
        watch->taken = atomic_load(&queue->pool.taken);
        work_queue_reference(queue);
        timer_init(&watch->timer, stall_check, discard_watch);
        if (timer_start(&watch->timer, STALL_CHECK_MS))
            return;
        discard_watch(&watch->timer);
    }
    atomic_store(&queue->pool.watched, FALSE);
}

static HRESULT pool_queue_prepare(struct work_queue *queue)
{
    if (__builtin_expect(atomic_load_relaxed(&queue->pool.thread_count) > 0, 1))
        return S_OK;
    if (atomic_load(&queue->closing))
        return MF_E_INVALID_WORKQUEUE;
    return start_thread(queue, 1) || atomic_load(&queue->pool.thread_count) > 0 ? S_OK : E_OUTOFMEMORY;
}

static BOOL pool_queue_submit(struct work_queue *queue, struct work_item *item)
{
    LONG limit = queue->pool.base_threads;

    if (lane_push(&queue->lane, item) == LANE_REFUSED)
        return FALSE;
    if (atomic_load(&queue->pool.searching) > 0 || wake_one(queue))
        return TRUE;
    if (atomic_load_relaxed(&queue->long_running))
        limit = POOL_MAX_THREADS;
    if (atomic_load_relaxed(&queue->pool.thread_count) < limit && start_thread(queue, limit))
        return TRUE;
    watch_for_stall(queue);
    return TRUE;
}

static void pool_queue_close(struct work_queue *queue)
{
    BOOL empty;

    lock_acquire(&queue->lock);
    atomic_store(&queue->closing, TRUE);
    empty = !queue->pool.thread_count && lane_leave(&queue->lane, LANE_CLOSED);
    lock_release(&queue->lock);
    if (empty)
        work_queue_mark_ended(queue);
    while (wake_one(queue))
        ;
    work_queue_unreference(queue);
}

static const struct work_queue_ops pool_queue_ops =
{
    pool_queue_prepare,
    pool_queue_submit,
    pool_queue_close,
};

struct work_queue *pool_queue_create(BOOL sta)
{
    struct work_queue *queue = work_queue_alloc(&pool_queue_ops);

    if (!queue)
        return NULL;
    memset(&queue->pool, 0, sizeof(queue->pool));
    queue->sta = sta;
    queue->pool.base_threads = sta ? STA_BASE_THREADS : (LONG)max(2, os_processor_count());
    lane_init(&queue->lane, NULL);
    return queue;
}

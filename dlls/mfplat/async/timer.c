/* SPDX-License-Identifier: MIT */
/* The set of timers. */

#include "async/timer.h"
#include "async/key_table.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/os.h"
#include "base/pool.h"

#define FIRE_AT_ONCE 64
#define FOREVER (~0ull)

struct node
{
    ULONGLONG deadline; /* os_time_hns */
    ULONGLONG order;    /* of starting: equal deadlines fire in that order */
    struct timer *timer;
};

/* timers_lock guards all of this. */
static struct lock timers_lock = LOCK_INIT(LOCK_RANK_TIMER);
static struct node *heap;
static ULONG heap_count, heap_capacity;
static ULONGLONG next_order;
static struct key_table keys;
static struct os_thread *thread;
static BOOL enabled;
static ULONGLONG asleep_until; /* 0 while the thread is awake and will look at the heap again */
static LONG signal;            /* atomic, slept on: changes to wake the thread */

static BOOL before(const struct node *a, const struct node *b)
{
    return a->deadline != b->deadline ? a->deadline < b->deadline : a->order < b->order;
}

static void place(ULONG index, struct node node)
{
    heap[index] = node;
    node.timer->heap_index = index + 1;
}

static void sift_up(ULONG index, struct node node)
{
    while (index && before(&node, &heap[(index - 1) / 4]))
    {
        place(index, heap[(index - 1) / 4]);
        index = (index - 1) / 4;
    }
    place(index, node);
}

static void sift_down(ULONG index, struct node node)
{
    ULONG child, best, end;

    for (;;)
    {
        child = index * 4 + 1;
        if (child >= heap_count)
            break;
        end = min(child + 4, heap_count);
        for (best = child++; child < end; child++)
        {
            if (before(&heap[child], &heap[best]))
                best = child;
        }
        if (!before(&heap[best], &node))
            break;
        place(index, heap[best]);
        index = best;
    }
    place(index, node);
}

static void remove_locked(ULONG index)
{
    struct timer *timer = heap[index].timer;
    struct node last = heap[--heap_count];

    if (index < heap_count)
    {
        if (index && before(&last, &heap[(index - 1) / 4]))
            sift_up(index, last);
        else
            sift_down(index, last);
    }
    timer->heap_index = 0;
    if (timer->key_slot)
    {
        struct key_slot *slot = &keys.slots[timer->key_slot - 1];
        key_table_remove(&keys, (UINT64)slot->generation << 32 | (UINT64)(timer->key_slot - 1) << 4 | KEY_TIMER);
        timer->key_slot = 0;
    }
}

void *timer_block_alloc(void)
{
    BOOL warmed;
    return pool_alloc(POOL_ITEMS, &warmed);
}

void timer_block_free(void *block)
{
    pool_free(POOL_ITEMS, block);
}

static void wake_locked(void)
{
    asleep_until = 0;
    atomic_increment(&signal);
}

static void thread_main(void *unused)
{
    struct timer *expired[FIRE_AT_ONCE];
    ULONGLONG now, until;
    LONG seen;
    int count, i;

    (void)unused;
    lock_acquire(&timers_lock);
    while (enabled)
    {
        now = os_time_hns();
        for (count = 0; count < FIRE_AT_ONCE && heap_count && heap[0].deadline <= now; count++)
        {
            expired[count] = heap[0].timer;
            remove_locked(0);
        }
        if (count)
        {
            lock_release(&timers_lock);
            for (i = 0; i < count; i++)
                expired[i]->fire(expired[i]);
            lock_acquire(&timers_lock);
            continue;
        }
        until = heap_count ? heap[0].deadline : FOREVER;
        asleep_until = until;
        seen = atomic_load(&signal);
        lock_release(&timers_lock);
        os_wait_on_address(&signal, seen, until == FOREVER ? OS_INFINITE
                : (DWORD)min((until - now + 9999) / 10000, 0x7fffffff));
        lock_acquire(&timers_lock);
        asleep_until = 0;
    }
    lock_release(&timers_lock);
}

BOOL timer_start_with_key(struct timer *timer, ULONGLONG ms, UINT64 *key)
{
    ULONGLONG now = os_time_hns();
    struct node node = {0, 0, timer};
    BOOL wake = FALSE, started = FALSE;
    UINT64 new_key = 0;

    node.deadline = ms < (FOREVER - now) / 10000 - 1 ? now + ms * 10000 : FOREVER - 1;

    lock_acquire(&timers_lock);
    if (enabled && !thread)
        thread = os_thread_create(thread_main, NULL, "mf timer");
    if (enabled && thread)
    {
        if (heap_count == heap_capacity)
        {
            ULONG capacity = heap_capacity ? heap_capacity * 2 : 64;
            struct node *grown = memory_realloc_array(heap, capacity, sizeof(*grown));

            if (grown)
            {
                heap = grown;
                heap_capacity = capacity;
            }
        }
        if (heap_count < heap_capacity && (!key || (new_key = key_table_add(&keys, KEY_TIMER, timer))))
        {
            timer->key_slot = key ? ((ULONG)new_key >> 4) + 1 : 0;
            node.order = next_order++;
            sift_up(heap_count++, node);
            started = TRUE;
            if (key)
                *key = new_key;
            if (node.deadline < asleep_until)
            {
                wake_locked();
                wake = TRUE;
            }
        }
    }
    lock_release(&timers_lock);
    if (wake)
        os_wake_one(&signal);
    return started;
}

BOOL timer_start(struct timer *timer, ULONGLONG ms)
{
    return timer_start_with_key(timer, ms, NULL);
}

struct timer *timer_cancel(UINT64 key)
{
    struct timer *timer;

    lock_acquire(&timers_lock);
    if ((timer = key_table_find(&keys, key)))
        remove_locked(timer->heap_index - 1);
    lock_release(&timers_lock);
    return timer;
}

void timers_start(void)
{
    lock_acquire(&timers_lock);
    enabled = TRUE;
    lock_release(&timers_lock);
}

void timers_stop(void)
{
    struct os_thread *ended;
    struct node *old;
    ULONG count, i;

    lock_acquire(&timers_lock);
    enabled = FALSE;
    wake_locked();
    ended = thread;
    thread = NULL;
    old = heap;
    count = heap_count;
    for (i = 0; i < count; i++)
        old[i].timer->heap_index = old[i].timer->key_slot = 0;
    heap = NULL;
    heap_count = heap_capacity = 0;
    for (i = 0; i < keys.count; i++)
        keys.slots[i].object = NULL;
    key_table_trim(&keys);
    lock_release(&timers_lock);
    os_wake_one(&signal);

    if (ended)
    {
        os_thread_join(ended, OS_INFINITE);
        os_thread_close(ended);
    }
    for (i = 0; i < count; i++)
        old[i].timer->discard(old[i].timer);
    memory_free(old);
}

/* SPDX-License-Identifier: MIT */
/* Work queues: memory, identifiers, locks. */

#include "async/work_queue.h"
#include "async/engine.h"
#include "base/memory.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

/* An id is (slot + 2) << 16 | generation, so that the high word is never 0 and 0x10000 is never an id. */
#define FIRST_SLOT_ID 2
#define MAX_SLOTS (0xffff - FIRST_SLOT_ID)
#define SLOTS_PER_PAGE 256
#define SPIN_ROUNDS 3000

struct slot
{
    struct work_queue *queue; /* atomic pointer; NULL: free. Written under table_lock */
    LONG generation;          /* guarded by table_lock; the low word of the id of the queue in the slot */
    LONG next_free;           /* guarded by table_lock; slot number + 1 */
};

static struct lock table_lock = LOCK_INIT(LOCK_RANK_QUEUE_TABLE);
/* Pages appear and stay; a look-up needs no lock. */
static struct slot *pages[(MAX_SLOTS + SLOTS_PER_PAGE - 1) / SLOTS_PER_PAGE];
static LONG slot_count;               /* guarded by table_lock */
static LONG first_free, last_free;    /* guarded by table_lock; slot number + 1: reused in turn, not at once */
static struct work_queue *free_first, *free_last; /* guarded by table_lock: memory of ended queues, oldest first */
static LONG free_count;

/* Ended queues rest this long before their memory serves again. */
#define REST 64

static struct slot *slot_of(LONG n)
{
    struct slot *page = atomic_load_pointer_acquire((void **)&pages[n / SLOTS_PER_PAGE]);
    return page ? page + n % SLOTS_PER_PAGE : NULL;
}

struct work_queue *work_queue_alloc(const struct work_queue_ops *ops)
{
    struct work_queue *queue = NULL;

    if (memory_must_fail())
        return NULL;
    lock_acquire(&table_lock);
    if (free_count > REST)
    {
        queue = free_first;
        free_first = queue->next_free;
        free_count--;
    }
    lock_release(&table_lock);
    if (!queue && !(queue = os_heap_alloc(sizeof(*queue), TRUE)))
        return NULL;

    /* A late look-up may still hold a pointer to the queue that was here: it must find it closed until all is set. */
    __atomic_store_n(&queue->lane.inbox, LANE_CLOSED, __ATOMIC_SEQ_CST);
    queue->ops = ops;
    queue->references = 1;
    queue->id = 0;
    queue->locks = 0;
    lock_init(&queue->lock, LOCK_RANK_QUEUE);
    queue->closing = queue->ended = queue->long_running = queue->mmcss_generation = 0; /* the kind sets its own part */
    memset(&queue->mmcss, 0, sizeof(queue->mmcss));
    queue->sta = FALSE;
    return queue;
}

void work_queue_reference(struct work_queue *queue)
{
    atomic_increment(&queue->references);
}

void work_queue_unreference(struct work_queue *queue)
{
    if (atomic_decrement(&queue->references))
        return;
    lock_acquire(&table_lock);
    queue->next_free = NULL;
    if (free_count++)
        free_last->next_free = queue;
    else
        free_first = queue;
    free_last = queue;
    lock_release(&table_lock);
}

void work_queue_mark_ended(struct work_queue *queue)
{
    atomic_store(&queue->ended, TRUE);
    os_wake_all(&queue->ended);
}

static LONG take_slot_locked(void)
{
    LONG n = first_free - 1;
    struct slot *page;

    if (n >= 0)
    {
        if (!(first_free = slot_of(n)->next_free))
            last_free = 0;
        return n;
    }
    if (slot_count == MAX_SLOTS)
        return -1;
    n = slot_count;
    if (!pages[n / SLOTS_PER_PAGE])
    {
        if (!(page = memory_alloc_zeroed(SLOTS_PER_PAGE * sizeof(*page))))
            return -2;
        atomic_store_pointer_release((void **)&pages[n / SLOTS_PER_PAGE], page);
    }
    slot_count++;
    return n;
}

static void give_slot_locked(LONG n)
{
    struct slot *slot = slot_of(n);

    atomic_store_pointer_release((void **)&slot->queue, NULL);
    slot->next_free = 0;
    if (last_free)
        slot_of(last_free - 1)->next_free = n + 1;
    else
        first_free = n + 1;
    last_free = n + 1;
}

HRESULT work_queue_publish(struct work_queue *queue, DWORD *id)
{
    HRESULT hr = S_OK;
    struct slot *slot;
    LONG n;

    lock_acquire(&table_lock);
    if (!platform_is_operational())
        hr = MF_E_SHUTDOWN;
    else if ((n = take_slot_locked()) < 0)
        hr = n == -1 ? E_FAIL : E_OUTOFMEMORY;
    else
    {
        slot = slot_of(n);
        slot->generation = (slot->generation + 1) & 0xffff;
        queue->id = (DWORD)(n + FIRST_SLOT_ID) << 16 | slot->generation;
        queue->locks = 1;
        *id = queue->id;
        atomic_store_pointer_release((void **)&slot->queue, queue);
    }
    lock_release(&table_lock);
    if (FAILED(hr))
        queue->ops->close(queue);
    return hr;
}

struct work_queue *work_queue_find(DWORD id)
{
    LONG n = (LONG)(id >> 16) - FIRST_SLOT_ID;
    struct work_queue *queue;
    struct slot *slot;

    if (!(id >> 16))
        return engine_platform_queue(id);
    if (n < 0 || n >= MAX_SLOTS || !(slot = slot_of(n)))
        return NULL;
    queue = atomic_load_pointer_acquire((void **)&slot->queue);
    return queue && atomic_load_relaxed((LONG *)&queue->id) == (LONG)id ? queue : NULL;
}

HRESULT work_queue_get(DWORD id, struct work_queue **queue)
{
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    return (*queue = work_queue_find(id)) ? S_OK : MF_E_INVALID_WORKQUEUE;
}

HRESULT work_queue_submit(struct work_queue *queue, struct work_item *item)
{
    HRESULT hr = queue->ops->prepare(queue);

    if (SUCCEEDED(hr) && !queue->ops->submit(queue, item))
        hr = MF_E_INVALID_WORKQUEUE;
    if (FAILED(hr))
        item->class->discard(item);
    return hr;
}

void work_queue_submit_internal(DWORD id, struct work_item *item)
{
    struct work_queue *queue = work_queue_find(id);

    /* An item that somebody waits for must not be lost because its queue has gone meanwhile. */
    if (!queue || FAILED(queue->ops->prepare(queue)) || !queue->ops->submit(queue, item))
    {
        queue = engine_platform_queue(MFASYNC_CALLBACK_QUEUE_STANDARD);
        if (!queue || FAILED(queue->ops->prepare(queue)) || !queue->ops->submit(queue, item))
            item->class->discard(item);
    }
}

/* Adds to the locks of a queue; when they are gone, its id goes and it is closed. The queue that has to be closed is
 * returned: not under the table's lock. */
static struct work_queue *change_locks_locked(struct work_queue *queue, LONG change)
{
    queue->locks += change;
    if (queue->locks || !queue->id)
        return NULL;
    give_slot_locked((LONG)(queue->id >> 16) - FIRST_SLOT_ID);
    atomic_store_relaxed((LONG *)&queue->id, 0);
    return queue;
}

static HRESULT change_locks(DWORD id, LONG change)
{
    struct work_queue *queue, *closed = NULL;

    if (!(id >> 16))
        return S_OK;
    lock_acquire(&table_lock);
    if ((queue = work_queue_find(id)))
        closed = change_locks_locked(queue, change);
    lock_release(&table_lock);
    if (closed)
        closed->ops->close(closed);
    return queue ? S_OK : MF_E_INVALID_WORKQUEUE;
}

/* Adds a lock to a private queue; platform queues need none and always succeed.
 * S_OK; MF_E_INVALID_WORKQUEUE. Thread safe. Documented; codes for platform queues observed on Windows. */
HRESULT WINAPI RtwqLockWorkQueue(DWORD id)
{
    return change_locks(id, 1);
}

/* Takes a lock off a private queue. With the last one the id becomes invalid; what is queued still runs.
 * S_OK, always so for platform queues; MF_E_INVALID_WORKQUEUE. Thread safe. Observed on Windows. */
HRESULT WINAPI RtwqUnlockWorkQueue(DWORD id)
{
    return change_locks(id, -1);
}

HRESULT work_queue_lock_target(DWORD id, struct work_queue **target)
{
    HRESULT hr;

    lock_acquire(&table_lock);
    hr = work_queue_get(id, target);
    if (SUCCEEDED(hr))
    {
        work_queue_reference(*target);
        (*target)->locks++;
    }
    lock_release(&table_lock);
    return hr;
}

void work_queue_unlock_target(struct work_queue *target)
{
    struct work_queue *closed;

    lock_acquire(&table_lock);
    closed = change_locks_locked(target, -1);
    lock_release(&table_lock);
    if (closed)
        closed->ops->close(closed);
    work_queue_unreference(target);
}

struct work_queue *work_queue_take_any(void)
{
    struct work_queue *queue = NULL;
    struct slot *slot;
    LONG n;

    lock_acquire(&table_lock);
    for (n = 0; n < slot_count && !queue; n++)
    {
        slot = slot_of(n);
        if ((queue = slot->queue))
        {
            give_slot_locked(n);
            atomic_store_relaxed((LONG *)&queue->id, 0);
            work_queue_reference(queue);
        }
    }
    lock_release(&table_lock);
    return queue;
}

BOOL spin_for(LONG (*has_work)(struct work_queue *queue), struct work_queue *queue)
{
    int i;

    if (os_processor_count() == 1)
        return FALSE;
    for (i = 0; i < SPIN_ROUNDS; i++)
    {
        if (has_work(queue))
            return TRUE;
        atomic_pause();
    }
    return FALSE;
}

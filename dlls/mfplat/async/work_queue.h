/* SPDX-License-Identifier: MIT */
/* Work queues: what all kinds share, and the interface of operations behind which each kind lives.
 *
 * Life cycle: work_queue_create_* gives a queue with one reference and no id; work_queue_publish gives it an id and one
 * lock, the application's. When the last lock goes the id becomes invalid and `close` is called: what is queued still
 * runs, then the threads end and the queue's own reference is dropped. The memory of queues is never given back while
 * the DLL is loaded, only reused for other queues: a thread that looked an id up just before the queue was closed finds
 * a closed queue and not freed memory.
 *
 * Safety: submit may be called from any thread, also under locks of a lower rank than LOCK_RANK_QUEUE. Callbacks run
 * with no lock held.
 */
#ifndef OPENMFPLAT_ASYNC_WORK_QUEUE_H
#define OPENMFPLAT_ASYNC_WORK_QUEUE_H

#include "async/lane.h"
#include "base/lock.h"
#include "base/os.h"
#include <mfapi.h>

struct work_queue;

struct work_queue_ops
{
    /* Makes sure that submit finds a thread. S_OK, E_OUTOFMEMORY, MF_E_INVALID_WORKQUEUE when closed. Cheap when done. */
    HRESULT (*prepare)(struct work_queue *queue);
    /* Gives an item to the queue, which then owns it. FALSE when the queue is closed: the item is still the caller's. */
    BOOL (*submit)(struct work_queue *queue, struct work_item *item);
    /* No more ids lead here: run what is queued, then end. Called once. */
    void (*close)(struct work_queue *queue);
};

/* What MMCSS registration knows of a queue. */
struct mmcss_state
{
    WCHAR class[64];
    DWORD task_id;
    LONG priority;
};

#define POOL_MAX_THREADS 192

struct work_queue
{
    const struct work_queue_ops *ops; /* immutable while published */
    LONG references;                  /* atomic; memory is reused at 0 */
    DWORD id;                         /* guarded by the table's lock; 0: none */
    LONG locks;                       /* guarded by the table's lock: by applications and by serial queues on top */
    struct work_queue *next_free;     /* guarded by the table's lock */
    struct lock lock;                 /* LOCK_RANK_QUEUE: threads, mmcss, and a pool's consumer side of the lane */
    LONG closing;                     /* atomic: close was called */
    LONG ended;                       /* atomic, slept on: all threads are through with COM and with the queue */
    LONG long_running;                /* atomic: RtwqSetLongRunning */
    LONG mmcss_generation;            /* atomic: grows with each change of mmcss */
    struct mmcss_state mmcss;         /* guarded by lock */
    BOOL sta;                         /* immutable: threads are single-threaded apartments */

    struct lane lane;

    union
    {
        struct /* thread_queue.c */
        {
            struct os_thread *thread;   /* guarded by lock; NULL until the first item */
            LONG thread_exists;         /* atomic */
            HANDLE event;               /* window queues: set to wake the thread; immutable */
        } one;
        struct /* pool_queue.c */
        {
            LONG thread_count;          /* guarded by lock, read anywhere */
            LONG base_threads;          /* immutable: how many threads start without a reason to */
            LONG idle;                  /* atomic: sleepers nobody has woken yet */
            LONG tokens;                /* atomic, slept on: wake-ups under way */
            LONG searching;             /* atomic: threads that look for work before they sleep */
            LONG taken;                 /* atomic: items taken so far, wraps: progress for the stall watch */
            LONG watched;               /* atomic: the stall watch is on */
        } pool;
        struct /* serial_queue.c */
        {
            struct work_queue *target;  /* immutable; holds a lock or reference on it */
            struct work_item drain;     /* travels through the target while the lane is not idle */
            IMFAsyncResult *reply_to;   /* guarded by the reply lock: the result whose reply is awaited */
            struct work_queue *next_reply; /* guarded by the reply lock */
            BOOL replied;               /* guarded by the reply lock */
        } serial;
    };
};

/* Memory for a queue with one reference; NULL without. */
struct work_queue *work_queue_alloc(const struct work_queue_ops *ops);
void work_queue_reference(struct work_queue *queue);
void work_queue_unreference(struct work_queue *queue);
/* For the kinds: the last thread is through with the queue. Wakes who waits for that. */
void work_queue_mark_ended(struct work_queue *queue);

/* The kinds. NULL without memory. */
struct work_queue *thread_queue_create(void);
struct work_queue *window_queue_create(void);
struct work_queue *pool_queue_create(BOOL sta);
struct work_queue *serial_queue_create(struct work_queue *target);

/* The queue of a public id: a platform queue for any id whose high word is 0. NULL for an invalid one. No reference:
 * see the life cycle above. */
struct work_queue *work_queue_find(DWORD id);
/* MF_E_SHUTDOWN, MF_E_INVALID_WORKQUEUE or S_OK and the queue. */
HRESULT work_queue_get(DWORD id, struct work_queue **queue);

/* Puts an item of the library itself: works also while the platform goes down. The item is discarded when there is no
 * queue for it any more. */
void work_queue_submit_internal(DWORD id, struct work_item *item);
/* Puts an item and owns it in any case: discards it on failure. */
HRESULT work_queue_submit(struct work_queue *queue, struct work_item *item);

/* MF_E_SHUTDOWN; E_FAIL when there are too many; takes over the creator's reference in any case. */
HRESULT work_queue_publish(struct work_queue *queue, DWORD *id);

/* For serial queues: a lock on the target, whichever kind it is. */
HRESULT work_queue_lock_target(DWORD id, struct work_queue **target);
void work_queue_unlock_target(struct work_queue *target);

/* For the shutdown: takes a private queue out of the table and makes its id invalid. NULL when there is none left. With
 * a reference. */
struct work_queue *work_queue_take_any(void);

/* Calls MMCSS for the calling thread when the queue's registration has changed since *generation. `handle` is what a
 * thread has to keep between the calls. */
void mmcss_apply(struct work_queue *queue, LONG *generation, HANDLE *handle);
void mmcss_leave(HANDLE *handle);

/* TRUE when something arrives while we look for it: a thread that has just run out does this before it sleeps. */
BOOL spin_for(LONG (*has_work)(struct work_queue *queue), struct work_queue *queue);

#endif

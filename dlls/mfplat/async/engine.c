/* SPDX-License-Identifier: MIT */
/* The engine as a whole: what starts and stops with the platform. */

#include "async/engine.h"
#include "async/join.h"
#include "async/periodic.h"
#include "async/shared_queue.h"
#include "async/timer.h"
#include "async/wait.h"
#include "async/work_queue.h"
#include "base/memory.h"

#define QUEUE_COUNT 8
/* How long a shutdown waits for callbacks in progress. Documented: a few seconds, then the threads are left alone. */
#define STOP_TIMEOUT_MS 5000

struct engine
{
    struct work_queue *queues[QUEUE_COUNT]; /* by id; with the engine's reference; NULL where there is no such queue */
};

/* The queues of the running engine by id, unknown ids filled with the standard queue. Atomic pointers, all NULL while
 * there is none. */
static struct work_queue *current[QUEUE_COUNT];
static struct engine *running; /* guarded by the start-up lock */

static struct work_queue *create_queue(DWORD id)
{
    switch (id)
    {
        case MFASYNC_CALLBACK_QUEUE_STANDARD:
        case MFASYNC_CALLBACK_QUEUE_RT:
        case MFASYNC_CALLBACK_QUEUE_IO:
        case MFASYNC_CALLBACK_QUEUE_TIMER:
            return thread_queue_create();
        case MFASYNC_CALLBACK_QUEUE_MULTITHREADED:
            return pool_queue_create(FALSE);
        default:
            return pool_queue_create(TRUE);
    }
}

static BOOL is_queue(DWORD id)
{
    return id && id < QUEUE_COUNT && id != 6;
}

HRESULT engine_start(void)
{
    struct engine *engine = memory_alloc_zeroed(sizeof(*engine));
    DWORD id;

    if (!engine)
        return E_OUTOFMEMORY;
    for (id = 0; id < QUEUE_COUNT; id++)
    {
        if (!is_queue(id) || (engine->queues[id] = create_queue(id)))
            continue;
        while (id--)
        {
            if (engine->queues[id])
                engine->queues[id]->ops->close(engine->queues[id]);
        }
        memory_free(engine);
        return E_OUTOFMEMORY;
    }
    for (id = 0; id < QUEUE_COUNT; id++)
    {
        DWORD served_by = is_queue(id) ? id : MFASYNC_CALLBACK_QUEUE_STANDARD;

        if (is_queue(id))
            work_queue_reference(engine->queues[id]);
        atomic_store_pointer_release((void **)&current[id], engine->queues[served_by]);
    }
    running = engine;
    timers_start();
    return S_OK;
}

struct engine *engine_detach(void)
{
    struct engine *engine = running;

    running = NULL;
    return engine;
}

struct work_queue *engine_platform_queue(DWORD id)
{
    if (id >= QUEUE_COUNT)
        id = MFASYNC_CALLBACK_QUEUE_STANDARD;
    return atomic_load_pointer_acquire((void **)&current[id]);
}

void engine_for_each_platform_queue(void (*visit)(struct work_queue *queue, void *context), void *context)
{
    struct work_queue *queue;
    DWORD id;

    for (id = 0; id < QUEUE_COUNT; id++)
    {
        if (is_queue(id) && (queue = engine_platform_queue(id)))
            visit(queue, context);
    }
}

/* Waits for the end of a queue's threads, until the deadline; drops the reference. */
static void await_end(struct work_queue *queue, ULONGLONG deadline_hns)
{
    ULONGLONG now;

    while (!atomic_load(&queue->ended) && (now = os_time_hns()) < deadline_hns)
        os_wait_on_address(&queue->ended, 0, (DWORD)((deadline_hns - now) / 10000 + 1));
    work_queue_unreference(queue);
}

void engine_stop(struct engine *engine)
{
    ULONGLONG deadline = os_time_hns() + STOP_TIMEOUT_MS * 10000ull;
    struct work_queue *queue, **closed = NULL, **grown;
    size_t count = 0, i;
    DWORD id;

    /* Timers first: nothing that was scheduled may fire while the rest is waited for. */
    timers_stop();
    waits_stop();
    joins_stop();
    periodic_stop();
    shared_queues_forget();

    while ((queue = work_queue_take_any()))
    {
        queue->ops->close(queue);
        if ((grown = memory_realloc_array(closed, count + 1, sizeof(*closed))))
        {
            closed = grown;
            closed[count++] = queue;
        }
        else
            await_end(queue, deadline);
    }
    for (i = 0; i < count; i++)
        await_end(closed[i], deadline);
    memory_free(closed);

    for (id = 0; id < QUEUE_COUNT; id++)
    {
        if ((queue = engine->queues[id]))
            queue->ops->close(queue);
    }
    for (id = 0; id < QUEUE_COUNT; id++)
    {
        struct work_queue *old = engine->queues[is_queue(id) ? id : MFASYNC_CALLBACK_QUEUE_STANDARD];
        void *expected = old;

        if (is_queue(id))
            await_end(old, deadline);
        /* Unless the next engine has put its own there. */
        atomic_compare_exchange_pointer((void **)&current[id], &expected, NULL);
    }
    memory_free(engine);
}

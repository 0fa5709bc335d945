/* SPDX-License-Identifier: MIT */
/* Periodic callbacks: one timer serves them all, and only while there is one. */

#include "async/periodic.h"
#include "async/timer.h"
#include "async/work_queue.h"
#include "base/memory.h"
#include "platform/platform.h"
#include <mferror.h>
#include <rtworkq.h>

#define PERIOD_MS 10

struct periodic
{
    struct periodic *next;            /* guarded by periodic_lock */
    RTWQPERIODICCALLBACK callback;    /* immutable */
    IUnknown *context;                /* immutable; with a reference; may be NULL */
    DWORD key;                        /* immutable */
    LONG references;                  /* atomic: the list's and those of ticks under way */
    LONG removed;                     /* atomic: no further call starts */
};

static struct lock periodic_lock = LOCK_INIT(LOCK_RANK_QUEUE_TABLE);
static struct periodic *first;  /* guarded by periodic_lock; newest first */
static DWORD last_key;          /* guarded by periodic_lock */

/* The tick is either in the set of timers, or its item is on the timer queue, or it rests. */
static enum { TICK_RESTS, TICK_MOVES } tick_state; /* guarded by periodic_lock */
static struct timer tick_timer;
static struct work_item tick_item;

static void unreference(struct periodic *periodic)
{
    if (atomic_decrement(&periodic->references))
        return;
    if (periodic->context)
        IUnknown_Release(periodic->context);
    memory_free(periodic);
}

/* The headers of Media Foundation give the type of the callback without a calling convention, so programs exist whose
 * callback leaves its argument on the stack: whatever it does, the stack pointer is put back. */
static void call(RTWQPERIODICCALLBACK callback, IUnknown *context)
{
#ifdef __i386__
    __asm__ __volatile__(
            "movl %%esp, %%esi\n\t"
            "subl $12, %%esp\n\t"
            "andl $-16, %%esp\n\t"
            "addl $12, %%esp\n\t"
            "pushl %[context]\n\t"
            "call *%[callback]\n\t"
            "movl %%esi, %%esp"
            : : [context] "D"(context), [callback] "b"(callback) : "esi", "eax", "ecx", "edx", "memory", "cc");
#else
    callback(context);
#endif
}

static void tick_fire(struct timer *timer)
{
    (void)timer;
    work_queue_submit_internal(MFASYNC_CALLBACK_QUEUE_TIMER, &tick_item);
}

static void tick_rest(void)
{
    lock_acquire(&periodic_lock);
    tick_state = TICK_RESTS;
    lock_release(&periodic_lock);
}

static void tick_discard_timer(struct timer *timer)
{
    (void)timer;
    tick_rest();
}

static void tick_discard_item(struct work_item *item)
{
    (void)item;
    tick_rest();
}

/* Calls everybody once, the oldest first, then sets the timer again while there is anybody. */
static void tick_run(struct work_item *item)
{
    struct periodic *periodic, **all = NULL;
    size_t count = 0, i;

    (void)item;
    lock_acquire(&periodic_lock);
    for (periodic = first; periodic; periodic = periodic->next)
        count++;
    if (count && (all = memory_alloc_array(count, sizeof(*all))))
    {
        for (periodic = first, i = count; periodic; periodic = periodic->next)
        {
            atomic_increment(&periodic->references);
            all[--i] = periodic;
        }
    }
    lock_release(&periodic_lock);

    for (i = 0; all && i < count; i++)
    {
        if (!atomic_load(&all[i]->removed))
            call(all[i]->callback, all[i]->context);
        unreference(all[i]);
    }
    memory_free(all);

    lock_acquire(&periodic_lock);
    if (!first || !timer_start(&tick_timer, PERIOD_MS))
        tick_state = TICK_RESTS;
    lock_release(&periodic_lock);
}

static const struct work_item_class tick_class = {tick_run, tick_discard_item, FALSE};

/* Has a function called about every 10 ms on the timer queue.
 *
 * callback(context): stdcall, or cdecl by programs that took the older header at its word. context: may be NULL; one
 * reference is held until the callback is removed and not running. *key (optional) receives what
 * MFRemovePeriodicCallback takes, never 0.
 * S_OK; E_POINTER for a NULL callback; MF_E_SHUTDOWN; E_OUTOFMEMORY. Thread safe. Documented; observed on Windows. */
HRESULT WINAPI RtwqAddPeriodicCallback(RTWQPERIODICCALLBACK callback, IUnknown *context, DWORD *key)
{
    struct periodic *periodic;
    HRESULT hr = S_OK;

    if (!callback)
        return E_POINTER;
    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    if (!(periodic = memory_alloc_zeroed(sizeof(*periodic))))
        return E_OUTOFMEMORY;
    periodic->callback = callback;
    periodic->context = context;
    periodic->references = 1;
    if (context)
        IUnknown_AddRef(context);

    lock_acquire(&periodic_lock);
    if (tick_state == TICK_RESTS)
    {
        timer_init(&tick_timer, tick_fire, tick_discard_timer);
        work_item_init(&tick_item, &tick_class, NULL, 0);
        if (timer_start(&tick_timer, PERIOD_MS))
            tick_state = TICK_MOVES;
        else
            hr = E_OUTOFMEMORY;
    }
    if (SUCCEEDED(hr))
    {
        if (!++last_key)
            last_key = 1;
        periodic->key = last_key;
        periodic->next = first;
        first = periodic;
        if (key)
            *key = last_key;
    }
    lock_release(&periodic_lock);
    if (FAILED(hr))
        unreference(periodic);
    return hr;
}

/* Ends a periodic callback. A call under way may end after the return; the context is released with it.
 * S_OK; MF_E_SHUTDOWN; MF_E_NOT_FOUND for an unknown key. Thread safe. */
HRESULT WINAPI RtwqRemovePeriodicCallback(DWORD key)
{
    struct periodic **link, *periodic;

    if (!platform_is_operational())
        return MF_E_SHUTDOWN;
    lock_acquire(&periodic_lock);
    for (link = &first; (periodic = *link) && periodic->key != key; link = &periodic->next)
        ;
    if (periodic)
    {
        *link = periodic->next;
        atomic_store(&periodic->removed, TRUE);
    }
    lock_release(&periodic_lock);
    if (!periodic)
        return MF_E_NOT_FOUND;
    unreference(periodic);
    return S_OK;
}

/* The period of the periodic callbacks in milliseconds: 10. S_OK, E_POINTER. Observed on Windows. */
HRESULT WINAPI MFGetTimerPeriodicity(DWORD *period)
{
    if (!period)
        return E_POINTER;
    *period = PERIOD_MS;
    return S_OK;
}

void periodic_stop(void)
{
    struct periodic *list, *next;

    lock_acquire(&periodic_lock);
    list = first;
    first = NULL;
    lock_release(&periodic_lock);
    for (; list; list = next)
    {
        next = list->next;
        atomic_store(&list->removed, TRUE);
        unreference(list);
    }
}

/* SPDX-License-Identifier: MIT */
/* The set of timers: ordered by deadline in a heap of four children a node, one thread that sleeps until the earliest.
 *
 * A timer is started once at a time. When its time has come it leaves the set and `fire` is called on the timer thread
 * with no lock held: fire only hands work over, it never runs foreign code. When the platform goes down a timer that is
 * still in the set gets `discard` instead. A platform without timers has no timer thread awake.
 */
#ifndef OPENMFPLAT_ASYNC_TIMER_H
#define OPENMFPLAT_ASYNC_TIMER_H

#include <windows.h>

struct timer
{
    void (*fire)(struct timer *timer);
    void (*discard)(struct timer *timer);
    ULONG key_slot;   /* guarded by the set's lock */
    ULONG heap_index; /* guarded by the set's lock; index + 1, 0 when not in the set */
};

/* Memory for a timer and what belongs to it. */
#define TIMER_BLOCK_SIZE 64
void *timer_block_alloc(void);
void timer_block_free(void *block);

static inline void timer_init(struct timer *timer, void (*fire)(struct timer *timer),
        void (*discard)(struct timer *timer))
{
    timer->fire = fire;
    timer->discard = discard;
    timer->key_slot = timer->heap_index = 0;
}

/* FALSE without memory or when the platform is down. */
BOOL timer_start(struct timer *timer, ULONGLONG ms);
/* The same, and a key for timer_cancel, made before the timer can fire. */
BOOL timer_start_with_key(struct timer *timer, ULONGLONG ms, UINT64 *key);
/* Takes the timer of a key out of the set; NULL when the key is stale. The timer is the caller's then. */
struct timer *timer_cancel(UINT64 key);

void timers_start(void);
/* Ends the thread and discards all timers. */
void timers_stop(void);

#endif

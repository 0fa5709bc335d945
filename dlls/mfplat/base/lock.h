/* SPDX-License-Identifier: MIT */
/* Locks of one word: one interlocked operation to take, one to leave, the kernel only when two threads meet.
 *
 * A struct lock is not recursive. A struct recursive_lock may be taken again by its owner; it exists for the
 * locks that an application can hold across calls (IMFAttributes::LockStore).
 *
 * Order: a thread that holds a lock may take only locks of a greater rank. Builds with OMF_DEBUG check it and stop
 * the program with the two ranks. Never under a lock: a callback, a method of an object we did not create, a final
 * Release, tracing that does I/O. Change under the lock, move what must be released or called to locals, unlock, then
 * release or call.
 */
#ifndef OPENMFPLAT_BASE_LOCK_H
#define OPENMFPLAT_BASE_LOCK_H

#include "base/atomic.h"

/* Outermost first. */
enum lock_rank
{
    LOCK_RANK_APPLICATION,  /* recursive locks the application may hold across calls */
    LOCK_RANK_REGISTRY,     /* local registrations of transforms and handlers */
    LOCK_RANK_PLATFORM,     /* start-up and shutdown */
    LOCK_RANK_OBJECT,       /* one COM object of the upper floors */
    LOCK_RANK_OBJECT_INNER, /* an object that an object above keeps for itself */
    LOCK_RANK_STORE,        /* one attribute store */
    LOCK_RANK_QUEUE_TABLE,  /* the table of work queues */
    LOCK_RANK_QUEUE,        /* one work queue */
    LOCK_RANK_TIMER,        /* the ordered set of timers; the waiting items */
    LOCK_RANK_POOL,         /* memory pools */
    LOCK_RANK_LEAF          /* takes nothing further */
};

struct lock
{
    LONG state; /* 0 free, 1 held, 2 held and somebody may sleep on the address */
#ifdef OMF_DEBUG
    enum lock_rank rank; /* immutable after lock_init */
#endif
};

#ifdef OMF_DEBUG
#define LOCK_INIT(rank) {0, rank}
#else
#define LOCK_INIT(rank) {0}
#endif

/* For builds with OMF_DEBUG; no-ops elsewhere. */
void lock_debug_acquired(const struct lock *lock);
void lock_debug_released(const struct lock *lock);

void lock_acquire_contended(struct lock *lock);
void lock_wake(struct lock *lock);

static inline void lock_init(struct lock *lock, enum lock_rank rank)
{
    lock->state = 0;
#ifdef OMF_DEBUG
    lock->rank = rank;
#else
    (void)rank;
#endif
}

static inline void lock_acquire(struct lock *lock)
{
    LONG expected = 0;
    if (!__atomic_compare_exchange_n(&lock->state, &expected, 1, FALSE, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
        lock_acquire_contended(lock);
#ifdef OMF_DEBUG
    lock_debug_acquired(lock);
#endif
}

static inline void lock_release(struct lock *lock)
{
#ifdef OMF_DEBUG
    lock_debug_released(lock);
#endif
    if (__atomic_exchange_n(&lock->state, 0, __ATOMIC_RELEASE) == 2)
        lock_wake(lock);
}

struct recursive_lock
{
    struct lock lock;
    LONG owner; /* thread id of the holder, 0 for none; written by the holder only */
    LONG depth; /* guarded by lock */
};

void recursive_lock_init(struct recursive_lock *lock, enum lock_rank rank);
void recursive_lock_acquire(struct recursive_lock *lock);
/* TRUE when the calling thread held the lock; a release by somebody else changes nothing. */
BOOL recursive_lock_release(struct recursive_lock *lock);

#endif

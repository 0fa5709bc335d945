/* SPDX-License-Identifier: MIT */
/* Locks of one word: the slow paths, the recursive lock, the rank check of debug builds. */

#include "base/lock.h"
#include "base/os.h"

#define SPIN_COUNT 64

void lock_acquire_contended(struct lock *lock)
{
    int i;

    for (i = 0; i < SPIN_COUNT; i++)
    {
        if (!atomic_load_relaxed(&lock->state) && atomic_compare_exchange(&lock->state, 0, 1))
            return;
        atomic_pause();
    }

    /* From here on the word is left at 2: we cannot know whether others sleep too, and a wake-up too many is harmless. */
    while (atomic_exchange(&lock->state, 2))
        os_wait_on_address(&lock->state, 2, OS_INFINITE);
}

void lock_wake(struct lock *lock)
{
    os_wake_one(&lock->state);
}

void recursive_lock_init(struct recursive_lock *lock, enum lock_rank rank)
{
    lock_init(&lock->lock, rank);
    lock->owner = 0;
    lock->depth = 0;
}

void recursive_lock_acquire(struct recursive_lock *lock)
{
    LONG self = (LONG)os_thread_id();

    /* Only this thread can have written its own id, so the unlocked look is exact. */
    if (atomic_load_relaxed(&lock->owner) != self)
    {
        lock_acquire(&lock->lock);
        atomic_store_relaxed(&lock->owner, self);
    }
    lock->depth++;
}

BOOL recursive_lock_release(struct recursive_lock *lock)
{
    if (atomic_load_relaxed(&lock->owner) != (LONG)os_thread_id())
        return FALSE;
    if (!--lock->depth)
    {
        atomic_store_relaxed(&lock->owner, 0);
        lock_release(&lock->lock);
    }
    return TRUE;
}

#ifdef OMF_DEBUG

/* Ranks held by the calling thread, outermost in the lowest bits: 4 bits each, 0 for none, rank + 1 otherwise. */
static DWORD_PTR rank_slot_plus_one;

static DWORD rank_slot(void)
{
    static LONG creating;
    DWORD_PTR slot = (DWORD_PTR)__atomic_load_n(&rank_slot_plus_one, __ATOMIC_ACQUIRE);

    while (!slot)
    {
        if (atomic_compare_exchange(&creating, 0, 1))
            __atomic_store_n(&rank_slot_plus_one, (DWORD_PTR)os_tls_alloc() + 1, __ATOMIC_RELEASE);
        slot = __atomic_load_n(&rank_slot_plus_one, __ATOMIC_ACQUIRE);
    }
    return (DWORD)(slot - 1);
}

void lock_debug_acquired(const struct lock *lock)
{
    DWORD slot = rank_slot();
    ULONG_PTR held = (ULONG_PTR)os_tls_get(slot), top = held & 15;

    if (top && (enum lock_rank)(top - 1) >= lock->rank && lock->rank != LOCK_RANK_APPLICATION)
        os_fatal("lock of rank %d taken while one of rank %d is held", (int)lock->rank, (int)top - 1);
    os_tls_set(slot, (void *)(held << 4 | (lock->rank + 1)));
}

void lock_debug_released(const struct lock *lock)
{
    DWORD slot = rank_slot();
    ULONG_PTR held = (ULONG_PTR)os_tls_get(slot), rank = lock->rank + 1, low = 0;
    unsigned int shift = 0;

    /* Usually the innermost; otherwise close the gap. */
    while (((held >> shift) & 15) != rank)
    {
        low |= held & ((ULONG_PTR)15 << shift);
        shift += 4;
        if (shift >= sizeof(held) * 8)
            os_fatal("lock of rank %d released by a thread that does not hold it", (int)lock->rank);
    }
    held = ((held >> shift) >> 4) << shift | low;
    os_tls_set(slot, (void *)held);
}

#endif

/* SPDX-License-Identifier: MIT */
/* The lock of an attribute store: the slow paths and the recursive side. */

#include "attributes/store_lock.h"
#include "base/os.h"

#define SPIN_COUNT 64

BOOL store_lock_acquire_contended(struct store_lock *lock)
{
    int i;

    /* Only this thread can have written its own id, so the look without the lock is exact. */
    if (atomic_load_relaxed(&lock->owner) == (LONG)os_thread_id())
        return FALSE;

    for (i = 0; i < SPIN_COUNT; i++)
    {
        LONG word = atomic_load_relaxed(&lock->word);

        if (!(word & STORE_LOCK_HELD) && atomic_compare_exchange(&lock->word, word, word | STORE_LOCK_HELD))
            return TRUE;
        atomic_pause();
    }

    for (;;)
    {
        LONG word = atomic_load(&lock->word);

        if (!(word & STORE_LOCK_HELD))
        {
            /* Others may sleep too: a wake-up too many is harmless, one too few is not. */
            if (atomic_compare_exchange(&lock->word, word, word | STORE_LOCK_HELD | STORE_LOCK_WAITERS))
                return TRUE;
        }
        else if ((word & STORE_LOCK_WAITERS) || atomic_compare_exchange(&lock->word, word, word | STORE_LOCK_WAITERS))
            os_wait_on_address(&lock->word, word | STORE_LOCK_WAITERS, STORE_LOCK_SLEEP_MS);
    }
}

void store_lock_wake(struct store_lock *lock)
{
    os_wake_one(&lock->word);
}

void store_lock_claim(struct store_lock *lock)
{
    atomic_store_relaxed(&lock->owner, (LONG)os_thread_id());
}

void store_lock_unclaim(struct store_lock *lock)
{
    atomic_store_relaxed(&lock->owner, 0);
}

#ifdef OMF_DEBUG

static const struct lock store_rank = LOCK_INIT(LOCK_RANK_STORE);

void store_lock_debug(BOOL acquired)
{
    if (acquired)
        lock_debug_acquired(&store_rank);
    else
        lock_debug_released(&store_rank);
}

#endif

void store_lock_enter(struct store_lock *lock)
{
    if (store_lock_acquire(lock))
    {
#ifdef OMF_DEBUG
        /* While the application holds the store it may call anything: no rank is held. */
        store_lock_debug(FALSE);
#endif
        store_lock_claim(lock);
        lock->depth = 0;
    }
    lock->depth++;
}

BOOL store_lock_leave(struct store_lock *lock)
{
    if (atomic_load_relaxed(&lock->owner) != (LONG)os_thread_id() || !lock->depth)
        return FALSE;
    if (!--lock->depth)
    {
        store_lock_unclaim(lock);
#ifdef OMF_DEBUG
        store_lock_debug(TRUE);
#endif
        store_lock_release(lock, TRUE);
    }
    return TRUE;
}

/* SPDX-License-Identifier: MIT */
/* The lock of an attribute store: one word that is a lock for writers and a version number for readers.
 *
 * Bit 0 of the word: held. Bit 1: somebody may sleep on the address. The other bits are a version that every release
 * advances.
 *
 * Readers of small values take no lock: they note the word (store_read_begin), copy what they want with relaxed
 * atomic loads, and look at the word again (store_read_valid). When it is the same and was not held, nothing was written
 * in between and the copy is consistent. What makes this safe: (1) memory a reader may look at is never freed while the
 * store lives (store_table.h keeps old tables), (2) indices found in shared memory are checked against the capacity of
 * the table they were found in, which never changes, (3) a reader dereferences no pointer found in an item, (4) a reader
 * that fails several times takes the lock. A version comes back after 2^30 releases; a reader that sleeps exactly that
 * long between two looks could be fooled, which we accept.
 *
 * The lock is recursive only for a thread that claimed it (store_lock_claim): LockStore does, so that the application can
 * call any method while it holds the store. Everybody else pays nothing for that: the owner is looked at only after
 * the first attempt failed. A claimed lock keeps bit 0 set, so readers of other threads wait, as documented.
 *
 * Leaving is a plain load and store, half the cost of an interlocked exchange. A thread that sets the waiters bit exactly
 * between the two is not seen. It then finds the word changed before it sleeps, unless the leaving thread is
 * interrupted between the two instructions for longer than that takes: for this case no sleep is longer than
 * STORE_LOCK_SLEEP_MS. Nobody else writes the word while it is held, so nothing but that bit can be lost.
 *
 * Rank: LOCK_RANK_STORE; claimed by the application: LOCK_RANK_APPLICATION.
 */
#ifndef OPENMFPLAT_ATTRIBUTES_STORE_LOCK_H
#define OPENMFPLAT_ATTRIBUTES_STORE_LOCK_H

#include "base/lock.h"

#define STORE_LOCK_HELD 1
#define STORE_LOCK_WAITERS 2
#define STORE_LOCK_VERSION 4 /* one step of the version */
#define STORE_LOCK_SLEEP_MS 2

struct store_lock
{
    LONG word;  /* atomic */
    LONG owner; /* thread id of the thread that claimed the lock, 0 for none; atomic, written by the holder */
    LONG depth; /* of LockStore calls; guarded by the lock */
};

/* TRUE when the lock was taken, FALSE when the calling thread had claimed it before: what store_lock_release wants. */
BOOL store_lock_acquire_contended(struct store_lock *lock);
void store_lock_wake(struct store_lock *lock);
/* For builds with OMF_DEBUG. */
void store_lock_debug(BOOL acquired);

static inline void store_lock_init(struct store_lock *lock)
{
    lock->word = 0;
    lock->owner = 0;
    lock->depth = 0;
}

static inline BOOL store_lock_acquire(struct store_lock *lock)
{
    LONG word = atomic_load_relaxed(&lock->word);

    if ((word & STORE_LOCK_HELD) || !atomic_compare_exchange(&lock->word, word, word | STORE_LOCK_HELD))
    {
        if (!store_lock_acquire_contended(lock))
            return FALSE;
    }
#ifdef OMF_DEBUG
    store_lock_debug(TRUE);
#endif
    /* Writes to the items stay behind the held bit for readers on every machine. */
    __atomic_thread_fence(__ATOMIC_RELEASE);
    return TRUE;
}

/* `taken` is what store_lock_acquire returned. */
static inline void store_lock_release(struct store_lock *lock, BOOL taken)
{
    ULONG word;

    if (!taken)
        return;
#ifdef OMF_DEBUG
    store_lock_debug(FALSE);
#endif
    /* No interlocked operation: see the head of this file. */
    word = (ULONG)atomic_load_relaxed(&lock->word);
    atomic_store_release(&lock->word, (LONG)((word & ~3u) + STORE_LOCK_VERSION));
    if (__builtin_expect(word & STORE_LOCK_WAITERS, 0))
        store_lock_wake(lock);
}

/* The holder lets itself in again until store_lock_unclaim: around calls that may come back to the store. */
void store_lock_claim(struct store_lock *lock);
void store_lock_unclaim(struct store_lock *lock);

/* LockStore and UnlockStore. FALSE when the calling thread does not hold the store. */
void store_lock_enter(struct store_lock *lock);
BOOL store_lock_leave(struct store_lock *lock);

/* FALSE: somebody writes (or holds the store); take the lock. */
static inline BOOL store_read_begin(const struct store_lock *lock, LONG *version)
{
    *version = atomic_load_acquire(&lock->word);
    return !(*version & STORE_LOCK_HELD);
}

static inline BOOL store_read_valid(const struct store_lock *lock, LONG version)
{
    __atomic_thread_fence(__ATOMIC_ACQUIRE);
    /* Nobody waits for a lock that nobody holds, so the waiters bit cannot differ. */
    return atomic_load_relaxed(&lock->word) == version;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Pools of small blocks of one size: per-thread magazines over a shared depot.
 *
 * Life cycle: a block is *cold* while it has never been used since the last pool_drain, *warm* from its first use on.
 * pool_alloc takes, in this order: the calling thread's magazine, a batch of the depot, another thread's magazine, and
 * only when there is no warm block anywhere a cold one. So the number of blocks that have become warm is the greatest
 * number that was in use at one time, whichever threads took and gave them: the platform's lock count is made of this.
 *
 * Safety: all functions may be called from any thread. pool_alloc and pool_free touch nothing shared on the fast path;
 * a magazine's lock word is only ever contended by a thief, and its owner then takes the slow path instead of waiting.
 *
 * With OMF_DEBUG or the environment variable OPENMFPLAT_PLAIN_HEAP every block is a heap block of its own, so that
 * page-heap tools see each use; the counts stay the same.
 */
#ifndef OPENMFPLAT_BASE_POOL_H
#define OPENMFPLAT_BASE_POOL_H

#include "base/atomic.h"

enum pool_id
{
    POOL_RESULTS, /* 128 bytes: asynchronous results */
    POOL_ITEMS,   /* 64 bytes: work items that cannot live in their result, timers */
    POOL_COUNT
};

#define POOL_RESULT_SIZE 128
#define POOL_ITEM_SIZE 64

/* Once, before anything else; undone by pool_exit when the DLL goes. */
BOOL pool_init(void);
void pool_exit(void);
/* The calling thread ends: its magazines go to the depot. */
void pool_thread_exit(void);

/* NULL when there is no memory. The content is undefined. *warmed tells whether a cold block was taken. */
void *pool_alloc(enum pool_id id, BOOL *warmed) __attribute__((warn_unused_result));
/* The block stays warm. */
void pool_free(enum pool_id id, void *block);
/* The block becomes cold. */
void pool_free_cold(enum pool_id id, void *block);

/* Makes all free blocks cold and gives back the memory that holds none in use. Returns how many were warm. */
LONG pool_drain(enum pool_id id);

#endif

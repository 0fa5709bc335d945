/* SPDX-License-Identifier: MIT */
/* Pools of small blocks of one size: per-thread magazines over a shared depot. */

#include "base/pool.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/os.h"

#define CHUNK_SIZE 0x10000
#define BATCH 32             /* blocks that move between a magazine and the depot at a time */
#define MAGAZINE_LIMIT (2 * BATCH)

/* A free block. The depot links batches through their first blocks. */
struct block
{
    struct block *next;
    struct block *next_batch;
};

/* One thread's free blocks of one pool. `busy` is its lock: taken by the owner for a few instructions, and by a thief
 * (who holds the pool's lock as well). Nobody ever waits for it. */
struct magazine
{
    LONG busy;
    LONG count;          /* guarded by busy; thieves look at it unlocked as a hint */
    struct block *first; /* guarded by busy */
};

struct thread_cache
{
    struct magazine magazines[POOL_COUNT];
    struct thread_cache *next; /* guarded by caches_lock */
};

/* Whole pages that are cut into blocks; starts at a multiple of its size, so that a block finds its chunk. */
struct chunk
{
    struct chunk *next;    /* guarded by the pool's lock */
    unsigned int free;     /* scratch of pool_drain */
    unsigned int capacity; /* immutable */
};

struct pool
{
    struct lock lock;      /* guards everything below; taken before a magazine's busy word */
    size_t block_size;     /* immutable */
    struct block *depot;   /* batches of BATCH warm blocks, linked by next_batch */
    struct block *loose;   /* warm blocks that fill no batch */
    struct block *cold;
    char *carve, *carve_end; /* the part of the newest chunk that was never used: cold too */
    struct chunk *chunks;
    LONG plain_warm;       /* plain heap only: warm blocks that are free */
};

static struct pool pools[POOL_COUNT] =
{
    {.lock = LOCK_INIT(LOCK_RANK_POOL), .block_size = POOL_RESULT_SIZE},
    {.lock = LOCK_INIT(LOCK_RANK_POOL), .block_size = POOL_ITEM_SIZE},
};

/* The list of all threads' caches. Order: a pool's lock, then this one. */
static struct lock caches_lock = LOCK_INIT(LOCK_RANK_LEAF);
static struct thread_cache *caches;
static DWORD cache_slot = OS_TLS_NONE; /* immutable after pool_init */
static BOOL plain_heap;                /* immutable after pool_init */

BOOL pool_init(void)
{
    char value[4];

#ifdef OMF_DEBUG
    plain_heap = TRUE;
#endif
    if (os_environment("OPENMFPLAT_PLAIN_HEAP", value, sizeof(value)))
        plain_heap = TRUE;
    cache_slot = os_tls_alloc();
    return cache_slot != OS_TLS_NONE;
}

void pool_exit(void)
{
    struct thread_cache *cache, *next;
    unsigned int i;

    for (i = 0; i < POOL_COUNT; i++)
        pool_drain(i);
    for (cache = caches; cache; cache = next)
    {
        next = cache->next;
        os_heap_free(cache);
    }
    caches = NULL;
    if (cache_slot != OS_TLS_NONE)
        os_tls_free(cache_slot);
}

static BOOL magazine_try_lock(struct magazine *magazine)
{
    return !__atomic_exchange_n(&magazine->busy, 1, __ATOMIC_ACQUIRE);
}

static void magazine_unlock(struct magazine *magazine)
{
    atomic_store_release(&magazine->busy, 0);
}

/* Only the owner and thieves, who hold the pool's lock, take a magazine; the holder is a few instructions from the end. */
static void magazine_lock(struct magazine *magazine)
{
    while (!magazine_try_lock(magazine))
        os_thread_yield();
}

static inline void magazine_push(struct magazine *magazine, struct block *block)
{
    block->next = magazine->first;
    magazine->first = block;
    atomic_store_relaxed(&magazine->count, magazine->count + 1);
}

static inline struct block *magazine_pop(struct magazine *magazine)
{
    struct block *block = magazine->first;

    if (block)
    {
        magazine->first = block->next;
        atomic_store_relaxed(&magazine->count, magazine->count - 1);
    }
    return block;
}

static struct thread_cache *create_cache(void)
{
    struct thread_cache *cache = os_heap_alloc(sizeof(*cache), TRUE);

    if (!cache)
        return NULL;
    os_tls_set(cache_slot, cache);
    lock_acquire(&caches_lock);
    cache->next = caches;
    caches = cache;
    lock_release(&caches_lock);
    return cache;
}

static void loose_push(struct pool *pool, struct block *list)
{
    struct block *next;

    for (; list; list = next)
    {
        next = list->next;
        list->next = pool->loose;
        pool->loose = list;
    }
}

void pool_thread_exit(void)
{
    struct thread_cache *cache = cache_slot == OS_TLS_NONE ? NULL : os_tls_get(cache_slot), **link;
    unsigned int i;

    if (!cache)
        return;
    os_tls_set(cache_slot, NULL);
    for (i = 0; i < POOL_COUNT; i++)
    {
        struct magazine *magazine = &cache->magazines[i];

        lock_acquire(&pools[i].lock);
        magazine_lock(magazine);
        loose_push(&pools[i], magazine->first);
        magazine->first = NULL;
        magazine->count = 0;
        magazine_unlock(magazine);
        lock_release(&pools[i].lock);
    }
    /* Thieves walk the list under caches_lock: after this nobody can hold the cache. */
    lock_acquire(&caches_lock);
    for (link = &caches; *link != cache; link = &(*link)->next)
        ;
    *link = cache->next;
    lock_release(&caches_lock);
    os_heap_free(cache);
}

/* Half of some other thread's free blocks, at least one; a list. The pool's lock is held. */
static struct block *steal_locked(enum pool_id id, struct thread_cache *own)
{
    struct block *list = NULL, *block;
    struct thread_cache *cache;
    LONG want;

    lock_acquire(&caches_lock);
    for (cache = caches; cache && !list; cache = cache->next)
    {
        struct magazine *magazine = &cache->magazines[id];

        if (cache == own || !atomic_load_relaxed(&magazine->count) || !magazine_try_lock(magazine))
            continue;
        for (want = (magazine->count + 1) / 2; want; want--)
        {
            block = magazine_pop(magazine);
            block->next = list;
            list = block;
        }
        magazine_unlock(magazine);
    }
    lock_release(&caches_lock);
    return list;
}

static struct block *carve_locked(struct pool *pool)
{
    struct block *block = pool->cold;

    if (block)
    {
        pool->cold = block->next;
        return block;
    }
    if (pool->carve == pool->carve_end)
    {
        struct chunk *chunk = os_pages_alloc(CHUNK_SIZE);

        if (!chunk)
            return NULL;
        /* The header takes the place of the first block. */
        chunk->capacity = CHUNK_SIZE / pool->block_size - 1;
        chunk->next = pool->chunks;
        pool->chunks = chunk;
        pool->carve = (char *)chunk + pool->block_size;
        pool->carve_end = (char *)chunk + CHUNK_SIZE;
    }
    block = (struct block *)pool->carve;
    pool->carve += pool->block_size;
    return block;
}

static void *plain_alloc(struct pool *pool, BOOL *warmed)
{
    void *block = os_heap_alloc(pool->block_size, FALSE);

    if (!block)
        return NULL;
    lock_acquire(&pool->lock);
    *warmed = !pool->plain_warm;
    if (pool->plain_warm)
        pool->plain_warm--;
    lock_release(&pool->lock);
    return block;
}

static void *alloc_slow(enum pool_id id, struct thread_cache *cache, BOOL *warmed)
{
    struct pool *pool = &pools[id];
    struct block *block, *list = NULL;

    if (plain_heap)
        return plain_alloc(pool, warmed);

    lock_acquire(&pool->lock);
    if ((list = pool->depot))
        pool->depot = list->next_batch;
    else if ((list = pool->loose))
    {
        pool->loose = list->next;
        list->next = NULL;
    }
    else
        list = steal_locked(id, cache);

    if ((block = list))
    {
        list = list->next;
        if (list && cache)
        {
            struct magazine *magazine = &cache->magazines[id];

            magazine_lock(magazine);
            while (list)
            {
                struct block *next = list->next;
                magazine_push(magazine, list);
                list = next;
            }
            magazine_unlock(magazine);
        }
        else
            loose_push(pool, list);
    }
    else if ((block = carve_locked(pool)))
        *warmed = TRUE;
    lock_release(&pool->lock);
    return block;
}

void *pool_alloc(enum pool_id id, BOOL *warmed)
{
    struct thread_cache *cache = os_tls_get(cache_slot);
    struct magazine *magazine;
    struct block *block;

    *warmed = FALSE;
    if (memory_must_fail())
        return NULL;
    if (__builtin_expect(!cache, 0))
        cache = create_cache();
    else
    {
        magazine = &cache->magazines[id];
        if (__builtin_expect(magazine_try_lock(magazine), 1))
        {
            block = magazine_pop(magazine);
            magazine_unlock(magazine);
            if (__builtin_expect(block != NULL, 1))
                return block;
        }
    }
    return alloc_slow(id, cache, warmed);
}

static void free_slow(enum pool_id id, struct block *block)
{
    struct pool *pool = &pools[id];

    if (plain_heap)
        os_heap_free(block);
    lock_acquire(&pool->lock);
    if (plain_heap)
        pool->plain_warm++;
    else
    {
        block->next = pool->loose;
        pool->loose = block;
    }
    lock_release(&pool->lock);
}

/* A full magazine gives one batch to the depot. */
static void flush(enum pool_id id, struct block *batch)
{
    struct pool *pool = &pools[id];

    lock_acquire(&pool->lock);
    batch->next_batch = pool->depot;
    pool->depot = batch;
    lock_release(&pool->lock);
}

void pool_free(enum pool_id id, void *memory)
{
    struct thread_cache *cache = os_tls_get(cache_slot);
    struct block *block = memory, *batch = NULL, *last;
    struct magazine *magazine;
    int i;

    if (__builtin_expect(plain_heap, 0) || (!cache && !(cache = create_cache())))
    {
        free_slow(id, block);
        return;
    }
    magazine = &cache->magazines[id];
    if (__builtin_expect(!magazine_try_lock(magazine), 0))
    {
        free_slow(id, block);
        return;
    }
    magazine_push(magazine, block);
    if (__builtin_expect(magazine->count >= MAGAZINE_LIMIT, 0))
    {
        batch = last = magazine->first;
        for (i = 1; i < BATCH; i++)
            last = last->next;
        magazine->first = last->next;
        last->next = NULL;
        atomic_store_relaxed(&magazine->count, magazine->count - BATCH);
    }
    magazine_unlock(magazine);
    if (batch)
        flush(id, batch);
}

void pool_free_cold(enum pool_id id, void *memory)
{
    struct pool *pool = &pools[id];
    struct block *block = memory;

    if (plain_heap)
    {
        os_heap_free(memory);
        return;
    }
    lock_acquire(&pool->lock);
    block->next = pool->cold;
    pool->cold = block;
    lock_release(&pool->lock);
}

static struct chunk *chunk_of(const void *block)
{
    return (struct chunk *)((ULONG_PTR)block & ~(ULONG_PTR)(CHUNK_SIZE - 1));
}

/* Moves a list of warm blocks to the cold list; returns how many there were. */
static LONG cool_locked(struct pool *pool, struct block *list)
{
    struct block *next;
    LONG count = 0;

    for (; list; list = next)
    {
        next = list->next;
        list->next = pool->cold;
        pool->cold = list;
        count++;
    }
    return count;
}

/* Gives back the chunks all of whose blocks are cold. */
static void trim_locked(struct pool *pool)
{
    struct block *block, **link;
    struct chunk *chunk, **chunk_link, *empty = NULL;

    for (; pool->carve != pool->carve_end; pool->carve += pool->block_size)
    {
        block = (struct block *)pool->carve;
        block->next = pool->cold;
        pool->cold = block;
    }
    for (chunk = pool->chunks; chunk; chunk = chunk->next)
        chunk->free = 0;
    for (block = pool->cold; block; block = block->next)
        chunk_of(block)->free++;
    for (link = &pool->cold; (block = *link);)
    {
        chunk = chunk_of(block);
        if (chunk->free == chunk->capacity)
            *link = block->next;
        else
            link = &block->next;
    }
    for (chunk_link = &pool->chunks; (chunk = *chunk_link);)
    {
        if (chunk->free != chunk->capacity)
        {
            chunk_link = &chunk->next;
            continue;
        }
        *chunk_link = chunk->next;
        chunk->next = empty;
        empty = chunk;
    }
    pool->carve = pool->carve_end = NULL;
    while ((chunk = empty))
    {
        empty = chunk->next;
        os_pages_free(chunk, CHUNK_SIZE);
    }
}

LONG pool_drain(enum pool_id id)
{
    struct pool *pool = &pools[id];
    struct thread_cache *cache;
    struct block *batch, *next;
    LONG count = 0;

    lock_acquire(&pool->lock);
    lock_acquire(&caches_lock);
    for (cache = caches; cache; cache = cache->next)
    {
        struct magazine *magazine = &cache->magazines[id];

        magazine_lock(magazine);
        count += cool_locked(pool, magazine->first);
        magazine->first = NULL;
        magazine->count = 0;
        magazine_unlock(magazine);
    }
    lock_release(&caches_lock);
    for (batch = pool->depot; batch; batch = next)
    {
        next = batch->next_batch;
        count += cool_locked(pool, batch);
    }
    count += cool_locked(pool, pool->loose);
    count += pool->plain_warm;
    pool->depot = pool->loose = NULL;
    pool->plain_warm = 0;
    trim_locked(pool);
    lock_release(&pool->lock);
    return count;
}

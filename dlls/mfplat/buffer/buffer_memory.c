/* SPDX-License-Identifier: MIT */
/* The bytes behind media buffers: heap blocks, pages, and a few pages kept for copies. */

#include "buffer/buffer_memory.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/os.h"

/* From here on a block is pages of its own. */
#define BIG_SIZE 0x20000
#define PAGES_UNIT 0x10000 /* what os_pages_alloc aligns to */

#define KEPT_BLOCKS 4
#define KEPT_BYTES 0x1000000

static struct
{
    struct lock lock;
    /* Guarded by lock. */
    struct
    {
        void *block; /* NULL: free place */
        size_t pages;
    } places[KEPT_BLOCKS];
    size_t bytes;
} kept = {.lock = LOCK_INIT(LOCK_RANK_LEAF)};

/* A kept block of at least `size` bytes that wastes no more than half of itself. */
static BOOL take_kept(struct buffer_memory *memory, size_t size)
{
    unsigned int i, best = KEPT_BLOCKS;

    lock_acquire(&kept.lock);
    for (i = 0; i < KEPT_BLOCKS; i++)
    {
        if (kept.places[i].block && kept.places[i].pages >= size && kept.places[i].pages / 2 <= size
                && (best == KEPT_BLOCKS || kept.places[i].pages < kept.places[best].pages))
            best = i;
    }
    if (best < KEPT_BLOCKS)
    {
        memory->block = kept.places[best].block;
        memory->pages = kept.places[best].pages;
        kept.places[best].block = NULL;
        kept.bytes -= memory->pages;
    }
    lock_release(&kept.lock);
    return best < KEPT_BLOCKS;
}

static BOOL keep(const struct buffer_memory *memory)
{
    unsigned int i = KEPT_BLOCKS;

    lock_acquire(&kept.lock);
    if (memory->pages <= KEPT_BYTES - kept.bytes)
    {
        for (i = 0; i < KEPT_BLOCKS && kept.places[i].block; i++)
            ;
        if (i < KEPT_BLOCKS)
        {
            kept.places[i].block = memory->block;
            kept.places[i].pages = memory->pages;
            kept.bytes += memory->pages;
        }
    }
    lock_release(&kept.lock);
    return i < KEPT_BLOCKS;
}

void buffer_memory_trim(void)
{
    unsigned int i;

    lock_acquire(&kept.lock);
    for (i = 0; i < KEPT_BLOCKS; i++)
    {
        if (kept.places[i].block)
            os_pages_free(kept.places[i].block, kept.places[i].pages);
        kept.places[i].block = NULL;
    }
    kept.bytes = 0;
    lock_release(&kept.lock);
}

static BYTE *align(void *block, size_t alignment)
{
    return (BYTE *)(((ULONG_PTR)block + alignment - 1) & ~((ULONG_PTR)alignment - 1));
}

BOOL buffer_memory_is_big(size_t size)
{
    return size >= BIG_SIZE;
}

BOOL buffer_memory_alloc(struct buffer_memory *memory, size_t size, size_t alignment, enum buffer_content content)
{
    BOOL big = buffer_memory_is_big(size);
    size_t total;

    memset(memory, 0, sizeof(*memory));
    /* Pages need more room only for an alignment beyond their own. */
    if (!size_add(size, big && alignment <= PAGES_UNIT ? 0 : alignment, &total))
        return FALSE;

    if (!big)
    {
        memory->block = content == BUFFER_CONTENT_ZERO ? memory_alloc_zeroed(total) : memory_alloc(total);
    }
    else if (memory_must_fail())
    {
        return FALSE;
    }
    else if (content == BUFFER_CONTENT_ZERO || !take_kept(memory, total))
    {
        if (!size_add(total, PAGES_UNIT - 1, &total))
            return FALSE;
        memory->pages = total & ~(size_t)(PAGES_UNIT - 1);
        memory->block = os_pages_alloc(memory->pages);
    }
    if (!memory->block)
    {
        memory->pages = 0;
        return FALSE;
    }
    memory->data = align(memory->block, alignment);
    return TRUE;
}

void buffer_memory_free(struct buffer_memory *memory)
{
    if (!memory->pages)
        memory_free(memory->block);
    else if (!keep(memory))
        os_pages_free(memory->block, memory->pages);
    memset(memory, 0, sizeof(*memory));
}

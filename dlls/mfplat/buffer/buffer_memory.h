/* SPDX-License-Identifier: MIT */
/* The bytes behind media buffers.
 *
 * Small blocks come from the heap, big ones are pages of their own: fresh pages are zero and stay untouched until
 * somebody uses them. Big blocks that only serve as a copy's target (the linear view of a picture, the joined buffers
 * of a sample) need not be zero, and making pages costs as much as filling them: a few freed blocks are kept for those.
 *
 * Safety: all functions may be called from any thread; a block belongs to its holder.
 */
#ifndef OPENMFPLAT_BUFFER_BUFFER_MEMORY_H
#define OPENMFPLAT_BUFFER_BUFFER_MEMORY_H

#include <windows.h>

enum buffer_content
{
    BUFFER_CONTENT_ZERO,
    BUFFER_CONTENT_UNDEFINED /* the caller writes every byte before anybody else reads one */
};

struct buffer_memory
{
    BYTE *data;   /* aligned; NULL: none */
    void *block;  /* what is freed */
    size_t pages; /* size of a block of pages, 0: the block is of the heap */
};

/* `alignment` is a power of two. A size of 0 is a block with an address of its own. FALSE: no memory. */
BOOL buffer_memory_alloc(struct buffer_memory *memory, size_t size, size_t alignment, enum buffer_content content);
/* Accepts a structure of zeros; leaves one. */
void buffer_memory_free(struct buffer_memory *memory);

/* TRUE when a block of that size is made of pages. */
BOOL buffer_memory_is_big(size_t size);

/* Gives back the blocks that are kept. */
void buffer_memory_trim(void);

#endif

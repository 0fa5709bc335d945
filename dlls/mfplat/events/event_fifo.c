/* SPDX-License-Identifier: MIT */
/* Events in the order they came: a ring of pointers that grows. */

#include "events/event_fifo.h"
#include "base/memory.h"

IMFMediaEvent **event_fifo_alloc(size_t capacity)
{
    size_t count;

    return size_multiply(capacity, 2, &count) ? memory_alloc_array(count, sizeof(IMFMediaEvent *)) : NULL;
}

IMFMediaEvent **event_fifo_grow(struct event_fifo *fifo, IMFMediaEvent **block)
{
    IMFMediaEvent **old = fifo->entries == fifo->few ? NULL : fifo->entries;
    size_t to_end = fifo->capacity - fifo->first;

    if (to_end > fifo->count)
        to_end = fifo->count;
    memcpy(block, fifo->entries + fifo->first, to_end * sizeof(*block));
    memcpy(block + to_end, fifo->entries, (fifo->count - to_end) * sizeof(*block));
    fifo->entries = block;
    fifo->capacity *= 2;
    fifo->first = 0;
    return old;
}

void event_fifo_free(IMFMediaEvent **block)
{
    memory_free(block);
}

void event_fifo_move(struct event_fifo *to, struct event_fifo *from)
{
    *to = *from;
    if (from->entries == from->few)
        to->entries = to->few;
    event_fifo_init(from);
}

void event_fifo_destroy(struct event_fifo *fifo)
{
    IMFMediaEvent *event;

    while ((event = event_fifo_pop(fifo)))
        IMFMediaEvent_Release(event);
    if (fifo->entries != fifo->few)
        event_fifo_free(fifo->entries);
}

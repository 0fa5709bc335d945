/* SPDX-License-Identifier: MIT */
/* Events in the order they came: a ring of pointers that grows.
 *
 * Not a list through the events: one event may stand in several queues, or in one twice. The ring knows no lock and never
 * calls a method of an event; each entry stands for one reference, which goes in with a push and out with a pop.
 */
#ifndef OPENMFPLAT_EVENTS_EVENT_FIFO_H
#define OPENMFPLAT_EVENTS_EVENT_FIFO_H

#include <windows.h>
#include <mfobjects.h>

#define EVENT_FIFO_INLINE 8 /* entries that need no memory of their own */

struct event_fifo
{
    IMFMediaEvent **entries; /* `few`, or a block of its own */
    size_t capacity;         /* a power of two */
    size_t first, count;     /* the oldest entry; entries in use */
    IMFMediaEvent *few[EVENT_FIFO_INLINE];
};

static inline void event_fifo_init(struct event_fifo *fifo)
{
    fifo->entries = fifo->few;
    fifo->capacity = EVENT_FIFO_INLINE;
    fifo->first = fifo->count = 0;
}

/* FALSE when the ring is full. */
static inline BOOL event_fifo_push(struct event_fifo *fifo, IMFMediaEvent *event)
{
    if (fifo->count == fifo->capacity)
        return FALSE;
    fifo->entries[(fifo->first + fifo->count++) & (fifo->capacity - 1)] = event;
    return TRUE;
}

/* NULL when there is none. */
static inline IMFMediaEvent *event_fifo_pop(struct event_fifo *fifo)
{
    IMFMediaEvent *event;

    if (!fifo->count)
        return NULL;
    event = fifo->entries[fifo->first];
    fifo->first = (fifo->first + 1) & (fifo->capacity - 1);
    fifo->count--;
    return event;
}

/* A block for event_fifo_grow with twice the entries of `capacity`; NULL without memory. */
IMFMediaEvent **event_fifo_alloc(size_t capacity);
/* Moves the entries to a block made for the present capacity. Returns what is to be given to event_fifo_free. */
IMFMediaEvent **event_fifo_grow(struct event_fifo *fifo, IMFMediaEvent **block);
void event_fifo_free(IMFMediaEvent **block);

/* Moves everything to another ring, which was not initialized, and leaves an empty one. */
void event_fifo_move(struct event_fifo *to, struct event_fifo *from);
/* Releases the events and the memory. */
void event_fifo_destroy(struct event_fifo *fifo);

#endif

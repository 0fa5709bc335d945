/* SPDX-License-Identifier: MIT */
/* A list of references on media buffers, the first few in place. Its owner locks. */
#ifndef OPENMFPLAT_SAMPLE_BUFFER_LIST_H
#define OPENMFPLAT_SAMPLE_BUFFER_LIST_H

#include <mfobjects.h>

#define BUFFER_LIST_INLINE 3

struct buffer_list
{
    DWORD count;
    DWORD capacity;         /* of items, 0: the places in the structure */
    IMFMediaBuffer **items; /* a heap block, when there are more than fit the structure */
    IMFMediaBuffer *places[BUFFER_LIST_INLINE];
};

static inline void buffer_list_init(struct buffer_list *list)
{
    list->count = list->capacity = 0;
    list->items = NULL;
}

static inline IMFMediaBuffer **buffer_list_items(struct buffer_list *list)
{
    return list->capacity ? list->items : list->places;
}

/* Room for `count` buffers. FALSE without memory. */
BOOL buffer_list_reserve(struct buffer_list *list, DWORD count);
/* Appends references on `count` buffers. FALSE without memory: nothing was added. */
BOOL buffer_list_append(struct buffer_list *list, IMFMediaBuffer *const *buffers, DWORD count);
/* Takes one out: its reference is the caller's. */
IMFMediaBuffer *buffer_list_take(struct buffer_list *list, DWORD index);
/* Moves the whole to `to`, which is empty or uninitialised, and leaves an empty list. */
void buffer_list_move(struct buffer_list *list, struct buffer_list *to);
/* Releases all and frees: never under a lock. The list is empty then. */
void buffer_list_clear(struct buffer_list *list);

#endif

/* SPDX-License-Identifier: MIT */
/* A list of references on media buffers, the first few in place. */

#include "sample/buffer_list.h"
#include "base/memory.h"

BOOL buffer_list_reserve(struct buffer_list *list, DWORD count)
{
    DWORD capacity = list->capacity ? list->capacity : BUFFER_LIST_INLINE;
    IMFMediaBuffer **items;

    if (count <= capacity)
        return TRUE;
    capacity = max(count, capacity * 2);
    if (!(items = memory_realloc_array(list->items, capacity, sizeof(*items))))
        return FALSE;
    if (!list->capacity)
        memcpy(items, list->places, list->count * sizeof(*items));
    list->items = items;
    list->capacity = capacity;
    return TRUE;
}

BOOL buffer_list_append(struct buffer_list *list, IMFMediaBuffer *const *buffers, DWORD count)
{
    IMFMediaBuffer **items;
    DWORD i, total;

    if (__builtin_add_overflow(list->count, count, &total) || !buffer_list_reserve(list, total))
        return FALSE;
    items = buffer_list_items(list);
    for (i = 0; i < count; i++)
    {
        IMFMediaBuffer_AddRef(buffers[i]);
        items[list->count++] = buffers[i];
    }
    return TRUE;
}

IMFMediaBuffer *buffer_list_take(struct buffer_list *list, DWORD index)
{
    IMFMediaBuffer **items = buffer_list_items(list), *taken = items[index];

    list->count--;
    memmove(items + index, items + index + 1, (list->count - index) * sizeof(*items));
    return taken;
}

void buffer_list_move(struct buffer_list *list, struct buffer_list *to)
{
    *to = *list;
    buffer_list_init(list);
}

void buffer_list_clear(struct buffer_list *list)
{
    IMFMediaBuffer **items = buffer_list_items(list);
    DWORD i;

    for (i = 0; i < list->count; i++)
        IMFMediaBuffer_Release(items[i]);
    memory_free(list->items);
    buffer_list_init(list);
}

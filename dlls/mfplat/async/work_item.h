/* SPDX-License-Identifier: MIT */
/* What travels through the queues. */
#ifndef OPENMFPLAT_ASYNC_WORK_ITEM_H
#define OPENMFPLAT_ASYNC_WORK_ITEM_H

#include "base/atomic.h"
#include <mfobjects.h>

struct work_item;

struct work_item_class
{
    void (*run)(struct work_item *item);     /* called once, on a thread of the queue, with no lock held */
    void (*discard)(struct work_item *item); /* called instead of run when the queue is gone */
    BOOL invokes;                            /* the item invokes the callback of its result */
};

/* An item belongs to who put it until the put, then to the queue until run is called, then to run. */
struct work_item
{
    struct work_item *next;              /* the queue's */
    const struct work_item_class *class;
    IMFAsyncResult *result;              /* of items that invoke a callback, with a reference; else NULL */
    LONG priority;                       /* -1, 0 or 1 */
};

static inline void work_item_init(struct work_item *item, const struct work_item_class *class, IMFAsyncResult *result,
        LONG priority)
{
    item->class = class;
    item->result = result;
    item->priority = priority > 0 ? 1 : priority < 0 ? -1 : 0;
}

struct item_list
{
    struct work_item *first, *last;
};

static inline void item_list_append(struct item_list *list, struct work_item *item)
{
    item->next = NULL;
    if (list->first)
        list->last->next = item;
    else
        list->first = item;
    list->last = item;
}

static inline struct work_item *item_list_pop(struct item_list *list)
{
    struct work_item *item = list->first;

    if (item)
        list->first = item->next;
    return item;
}

#endif

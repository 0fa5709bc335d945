/* SPDX-License-Identifier: MIT */
/* The list between many producers and one consumer, with the queue's idle state in its head.
 *
 * Protocol. `inbox` is LANE_IDLE while there is nothing to do and nobody looks, LANE_CLOSED when the queue is gone,
 * otherwise the newest of the items that wait (NULL for none) while a consumer is at work or on its way. A producer
 * pushes with one compare-and-exchange; the one that replaces LANE_IDLE has to wake the consumer, nobody else does. The
 * consumer takes the whole list with one exchange and turns it round. Only the consumer changes NULL to LANE_IDLE or
 * LANE_CLOSED, so while it works the word is a list. The word's low half can be slept on: no item has the address
 * that LANE_IDLE is.
 *
 * The consumer's side (everything but lane_push) is for one thread at a time: the queue's thread, or the holder of the
 * queue's lock. What a producer wrote before the push, the consumer sees after the pop.
 */
#ifndef OPENMFPLAT_ASYNC_LANE_H
#define OPENMFPLAT_ASYNC_LANE_H

#include "async/work_item.h"

#define LANE_IDLE ((void *)1)
#define LANE_CLOSED ((void *)2)

#define LANE_PRIORITIES 3

struct lane
{
    void *inbox;           /* atomic; the protocol above */
    char pad[56];          /* what producers write stays apart from what the consumer writes */
    LONG uses_priorities;  /* atomic: an item of a priority other than 0 was put once; set before its push */
    struct item_list waiting[LANE_PRIORITIES]; /* the consumer's: priorities 1, 0, -1 */
};

enum lane_push_result
{
    LANE_PUSHED,      /* somebody is at work and will see it */
    LANE_PUSHED_WAKE, /* the lane was idle: the caller wakes the consumer */
    LANE_REFUSED      /* the lane is closed; the item is still the caller's */
};

/* The inbox comes last: until then a producer that holds a stale pointer to the queue finds the lane closed. */
static inline void lane_init(struct lane *lane, void *inbox)
{
    lane->uses_priorities = FALSE;
    memset(lane->waiting, 0, sizeof(lane->waiting));
    atomic_store_pointer_release(&lane->inbox, inbox);
}

static inline enum lane_push_result lane_push(struct lane *lane, struct work_item *item)
{
    void *head = atomic_load_pointer_acquire(&lane->inbox);

    if (__builtin_expect(item->priority, 0))
        atomic_store(&lane->uses_priorities, TRUE);
    do
    {
        if (__builtin_expect(head == LANE_CLOSED, 0))
            return LANE_REFUSED;
        item->next = head == LANE_IDLE ? NULL : head;
    } while (!atomic_compare_exchange_pointer(&lane->inbox, &head, item));
    return head == LANE_IDLE ? LANE_PUSHED_WAKE : LANE_PUSHED;
}

/* Moves what has arrived to the waiting lists, oldest first. */
static inline void lane_sort(struct lane *lane)
{
    struct work_item *list = atomic_exchange_pointer(&lane->inbox, NULL), *next, *reversed = NULL;

    for (; list; list = next)
    {
        next = list->next;
        list->next = reversed;
        reversed = list;
    }
    for (; reversed; reversed = next)
    {
        next = reversed->next;
        item_list_append(&lane->waiting[1 - reversed->priority], reversed);
    }
}

/* The next item, NULL when there is none. The lane must not be idle. */
static inline struct work_item *lane_pop(struct lane *lane)
{
    struct work_item *item;
    int i;

    if (__builtin_expect(!atomic_load_relaxed(&lane->uses_priorities), 1))
    {
        if ((item = item_list_pop(&lane->waiting[1])))
            return item;
        if (!atomic_load_pointer_acquire(&lane->inbox))
            return NULL;
        lane_sort(lane);
        if (!atomic_load_relaxed(&lane->uses_priorities))
            return item_list_pop(&lane->waiting[1]);
    }
    else if (atomic_load_pointer_acquire(&lane->inbox))
        lane_sort(lane);

    for (i = 0; i < LANE_PRIORITIES; i++)
    {
        if ((item = item_list_pop(&lane->waiting[i])))
            return item;
    }
    return NULL;
}

static inline BOOL lane_has_arrivals(struct lane *lane)
{
    return atomic_load_pointer_acquire(&lane->inbox) != NULL;
}

/* TRUE when the lane was empty and its state is now `state` (LANE_IDLE or LANE_CLOSED). The waiting lists are empty. */
static inline BOOL lane_leave(struct lane *lane, void *state)
{
    void *expected = NULL;
    return atomic_compare_exchange_pointer(&lane->inbox, &expected, state);
}

/* TRUE when the lane was idle and its state is now `state` (NULL: somebody is at work; LANE_CLOSED). */
static inline BOOL lane_leave_idle(struct lane *lane, void *state)
{
    void *expected = LANE_IDLE;
    return atomic_compare_exchange_pointer(&lane->inbox, &expected, state);
}

#endif

/* SPDX-License-Identifier: MIT */
/* The table behind an attribute store: a dense array of items, an index by key, an order by key.
 *
 * A table has a fixed capacity. Up to STORE_TABLE_LINEAR items a search walks the array; larger tables have a hash of
 * slots (open addressing, half full at most). Items stand in no particular order; the ascending order of the keys,
 * which GetItemByIndex shows, is built when it is first asked for and kept up to date from then on.
 *
 * The table itself knows no lock. Within a store its writer holds the store's lock, while readers of other threads may
 * look through it without one (store_lock.h): so everything that such a reader touches (table header, items, slots) is
 * read and written by relaxed atomic operations on words. A reader's result counts only after store_read_valid.
 * Tables on their own (snapshots) belong to one thread.
 */
#ifndef OPENMFPLAT_ATTRIBUTES_STORE_TABLE_H
#define OPENMFPLAT_ATTRIBUTES_STORE_TABLE_H

#include "attributes/attribute_item.h"

#define STORE_TABLE_LINEAR 4
#define STORE_TABLE_FIRST 8 /* capacity of a first table */
#define STORE_TABLE_NONE 0xffffffff
#define STORE_TABLE_MAX 0x2000000 /* items; more is E_OUTOFMEMORY */

struct store_table
{
    struct store_table *next;     /* in the list of idle tables; guarded by the store's lock */
    UINT32 capacity;              /* immutable */
    UINT32 slot_mask;             /* immutable; 0: no slots, searched linearly */
    UINT32 count;                 /* atomic; written under the store's lock */
    BOOL ordered;                 /* `order` is valid; guarded by the store's lock */
    UINT32 *order;                /* indices of items in ascending order of keys; guarded by the store's lock */
    UINT32 *slots;                /* index + 1, or 0; atomic, written under the store's lock */
    struct attribute_item items[]; /* words of it atomic, written under the store's lock */
};

/* NULL when there is no memory. */
struct store_table *store_table_create(UINT32 capacity);
/* Clears what the items own: runs foreign Release methods, so never under a lock. NULL is fine. */
void store_table_destroy(struct store_table *table);
/* Clears what the items own and forgets them; likewise. */
void store_table_clear(struct store_table *table);
/* Forgets the items: what they own belongs to somebody else now. */
void store_table_reset(struct store_table *table);

/* The index of the item, or STORE_TABLE_NONE. */
UINT32 store_table_find(const struct store_table *table, const GUID *key);
/* A copy of the item, without a reference to its value. */
void store_table_read(const struct store_table *table, UINT32 index, struct attribute_item *item);
/* Exchanges the value of an item, ownership included: *item leaves with the old value. */
void store_table_exchange(struct store_table *table, UINT32 index, struct attribute_item *item);
/* Writes a number over the value of an item that has its type already: a value of up to 64 bits. */
void store_table_write_number(struct store_table *table, UINT32 index, UINT64 value);
/* Adds an item whose key is not there yet and takes over its value. The table must not be full. */
void store_table_append(struct store_table *table, const struct attribute_item *item);
/* Takes the item out; its value is the caller's. */
void store_table_remove(struct store_table *table, UINT32 index, struct attribute_item *item);
/* Moves all items of one table to an empty one of at least their number. */
void store_table_move(struct store_table *to, struct store_table *from);

/* The index of the n-th item in ascending order of the keys. */
UINT32 store_table_nth(struct store_table *table, UINT32 n);

/* Puts an item into a table of the caller's own, which grows (*table may be NULL): an item of that key is replaced. Takes
 * over the value on success. E_OUTOFMEMORY. */
HRESULT store_table_put(struct store_table **table, struct attribute_item *item);

#endif

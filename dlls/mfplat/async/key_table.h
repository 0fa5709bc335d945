/* SPDX-License-Identifier: MIT */
/* 64-bit keys with a generation, so that a stale or forged key finds nothing.
 *
 * A key is generation << 32 | slot << 4 | kind. The owner of a table guards it with its own lock. */
#ifndef OPENMFPLAT_ASYNC_KEY_TABLE_H
#define OPENMFPLAT_ASYNC_KEY_TABLE_H

#include <windows.h>

enum key_kind
{
    KEY_TIMER = 1,
    KEY_WAIT = 2
};

struct key_slot
{
    void *object;      /* NULL: free */
    ULONG generation;
    ULONG next_free;   /* slot + 1 */
};

struct key_table
{
    struct key_slot *slots;
    ULONG count, capacity;
    ULONG first_free;  /* slot + 1 */
};

static inline enum key_kind key_kind(UINT64 key)
{
    return (enum key_kind)(key & 15);
}

/* A key for the object, never 0; 0 without memory. */
UINT64 key_table_add(struct key_table *table, enum key_kind kind, void *object);
/* NULL for a key that is not in use. */
void *key_table_find(const struct key_table *table, UINT64 key);
void key_table_remove(struct key_table *table, UINT64 key);
/* Gives the memory back when no key is in use; generations start anew then, with a number that was not used. */
void key_table_trim(struct key_table *table);

#endif

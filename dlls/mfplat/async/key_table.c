/* SPDX-License-Identifier: MIT */
/* 64-bit keys with a generation. */

#include "async/key_table.h"
#include "base/atomic.h"
#include "base/memory.h"

#define MAX_SLOTS 0x0fffffff

/* Every new slot starts here, so that keys of a trimmed table stay stale. Atomic. */
static LONG first_generation = 1;

UINT64 key_table_add(struct key_table *table, enum key_kind kind, void *object)
{
    ULONG n = table->first_free;
    struct key_slot *slot;

    if (n)
        table->first_free = table->slots[n - 1].next_free;
    else
    {
        if (table->count == table->capacity)
        {
            ULONG capacity = table->capacity ? table->capacity * 2 : 32;
            struct key_slot *grown;

            if (table->count >= MAX_SLOTS / 2
                    || !(grown = memory_realloc_array(table->slots, capacity, sizeof(*grown))))
                return 0;
            table->slots = grown;
            table->capacity = capacity;
        }
        n = ++table->count;
        table->slots[n - 1].generation = (ULONG)atomic_load_relaxed(&first_generation);
    }
    slot = &table->slots[n - 1];
    slot->object = object;
    return (UINT64)slot->generation << 32 | (UINT64)(n - 1) << 4 | kind;
}

static struct key_slot *find(const struct key_table *table, UINT64 key)
{
    ULONG n = (ULONG)key >> 4;
    struct key_slot *slot;

    if (n >= table->count)
        return NULL;
    slot = &table->slots[n];
    return slot->object && slot->generation == (ULONG)(key >> 32) ? slot : NULL;
}

void *key_table_find(const struct key_table *table, UINT64 key)
{
    struct key_slot *slot = find(table, key);
    return slot ? slot->object : NULL;
}

void key_table_remove(struct key_table *table, UINT64 key)
{
    struct key_slot *slot = find(table, key);

    if (!slot)
        return;
    slot->object = NULL;
    slot->generation++;
    slot->next_free = table->first_free;
    table->first_free = (ULONG)(slot - table->slots) + 1;
}

void key_table_trim(struct key_table *table)
{
    ULONG n, highest = 0;

    for (n = 0; n < table->count; n++)
    {
        if (table->slots[n].object)
            return;
        highest = max(highest, table->slots[n].generation);
    }
    if ((LONG)highest >= atomic_load_relaxed(&first_generation))
        atomic_store_relaxed(&first_generation, (LONG)highest + 1);
    memory_free(table->slots);
    memset(table, 0, sizeof(*table));
}

/* SPDX-License-Identifier: MIT */
/* The table behind an attribute store. */

#include "attributes/store_table.h"
#include "base/memory.h"
#include <stddef.h>

/* Shared memory is read and written in words of this type. */
typedef ULONG_PTR __attribute__((may_alias)) table_word;

#define KEY_WORDS (sizeof(GUID) / sizeof(table_word))
#define ITEM_WORDS (sizeof(struct attribute_item) / sizeof(table_word))

C_ASSERT(sizeof(struct attribute_item) % sizeof(table_word) == 0);
C_ASSERT(offsetof(struct attribute_item, type) == sizeof(GUID));

struct key_words
{
    table_word words[KEY_WORDS];
};

static inline table_word load_word(const table_word *word)
{
    return __atomic_load_n(word, __ATOMIC_RELAXED);
}

static inline void store_words(void *to, const void *from, unsigned int count)
{
    unsigned int i;

    for (i = 0; i < count; i++)
    {
        table_word word;
        memcpy(&word, (const char *)from + i * sizeof(word), sizeof(word));
        __atomic_store_n((table_word *)to + i, word, __ATOMIC_RELAXED);
    }
}

static inline UINT32 load_count(const struct store_table *table)
{
    return __atomic_load_n(&table->count, __ATOMIC_RELAXED);
}

static inline UINT32 load_slot(const struct store_table *table, UINT32 slot)
{
    return __atomic_load_n(&table->slots[slot], __ATOMIC_RELAXED);
}

static inline void store_slot(struct store_table *table, UINT32 slot, UINT32 value)
{
    __atomic_store_n(&table->slots[slot], value, __ATOMIC_RELAXED);
}

static inline void store_count(struct store_table *table, UINT32 count)
{
    __atomic_store_n(&table->count, count, __ATOMIC_RELAXED);
}

static inline struct key_words load_key(const GUID *key)
{
    struct key_words words;
    memcpy(&words, key, sizeof(words));
    return words;
}

static inline BOOL has_key(const struct attribute_item *item, const struct key_words *key)
{
    const table_word *words = (const table_word *)item;
    unsigned int i;

    for (i = 0; i < KEY_WORDS; i++)
    {
        if (load_word(&words[i]) != key->words[i])
            return FALSE;
    }
    return TRUE;
}

static inline UINT32 hash_key(const struct key_words *key)
{
#ifdef _WIN64
    UINT64 hash = (key->words[0] ^ key->words[1] * 0x9e3779b97f4a7c15ull) * 0xd6e8feb86659fd93ull;
    return (UINT32)(hash >> 32);
#else
    UINT32 hash = key->words[0];
    hash = (hash ^ hash >> 15) * 0x85ebca6b + key->words[1];
    hash = (hash ^ hash >> 13) * 0xc2b2ae35 + key->words[2];
    hash = (hash ^ hash >> 16) * 0x9e3779b1 + key->words[3];
    hash *= 0x85ebca6b;
    return hash ^ hash >> 15;
#endif
}

struct store_table *store_table_create(UINT32 capacity)
{
    size_t size, items, order, slots = 0;
    struct store_table *table;
    UINT32 slot_count = 0;

    if (capacity > STORE_TABLE_MAX)
        return NULL;
    if (capacity > STORE_TABLE_LINEAR)
    {
        for (slot_count = 2 * STORE_TABLE_LINEAR; slot_count < 2 * capacity; slot_count *= 2)
            ;
        slots = slot_count * sizeof(UINT32);
    }
    if (!size_multiply(capacity, sizeof(struct attribute_item), &items)
            || !size_multiply(capacity, sizeof(UINT32), &order)
            || !size_add(sizeof(*table), items, &size) || !size_add(size, order, &size)
            || !size_add(size, slots, &size) || !(table = memory_alloc(size)))
        return NULL;

    table->next = NULL;
    table->capacity = capacity;
    table->slot_mask = slot_count ? slot_count - 1 : 0;
    table->count = 0;
    table->ordered = FALSE;
    table->order = (UINT32 *)(table->items + capacity);
    table->slots = slot_count ? table->order + capacity : NULL;
    if (slot_count)
        memset(table->slots, 0, slots);
    return table;
}

void store_table_clear(struct store_table *table)
{
    struct attribute_item item;
    UINT32 i;

    for (i = 0; i < table->count; i++)
    {
        if (!attribute_item_owns_memory(&table->items[i]))
            continue;
        store_table_read(table, i, &item);
        attribute_item_clear(&item);
    }
    store_table_reset(table);
}

void store_table_reset(struct store_table *table)
{
    UINT32 i;

    if (table->slot_mask)
    {
        for (i = 0; i <= table->slot_mask; i++)
            store_slot(table, i, 0);
    }
    store_count(table, 0);
    table->ordered = FALSE;
}

void store_table_destroy(struct store_table *table)
{
    UINT32 i;

    if (!table)
        return;
    for (i = 0; i < table->count; i++)
    {
        if (attribute_item_owns_memory(&table->items[i]))
            attribute_item_clear(&table->items[i]);
    }
    memory_free(table);
}

UINT32 store_table_find(const struct store_table *table, const GUID *key)
{
    struct key_words words = load_key(key);
    UINT32 i, slot, index, count;

    if (!table->slot_mask)
    {
        count = load_count(table);
        if (count > table->capacity)
            return STORE_TABLE_NONE;
        for (i = 0; i < count; i++)
        {
            if (has_key(&table->items[i], &words))
                return i;
        }
        return STORE_TABLE_NONE;
    }

    slot = hash_key(&words) & table->slot_mask;
    /* A reader without the lock may see slots in the middle of a change: the number of steps is limited. */
    for (i = 0; i <= table->slot_mask; i++, slot = (slot + 1) & table->slot_mask)
    {
        index = load_slot(table, slot) - 1;
        if (index >= table->capacity)
            return STORE_TABLE_NONE;
        if (has_key(&table->items[index], &words))
            return index;
    }
    return STORE_TABLE_NONE;
}

void store_table_read(const struct store_table *table, UINT32 index, struct attribute_item *item)
{
    const table_word *words = (const table_word *)&table->items[index];
    unsigned int i;

    for (i = 0; i < ITEM_WORDS; i++)
    {
        table_word word = load_word(&words[i]);
        memcpy((char *)item + i * sizeof(word), &word, sizeof(word));
    }
}

void store_table_exchange(struct store_table *table, UINT32 index, struct attribute_item *item)
{
    struct attribute_item *to = &table->items[index], old = *to;

    store_words((char *)to + sizeof(GUID), (char *)item + sizeof(GUID), ITEM_WORDS - KEY_WORDS);
    *item = old;
}

void store_table_write_number(struct store_table *table, UINT32 index, UINT64 value)
{
    store_words(&table->items[index].value, &value, sizeof(value) / sizeof(table_word));
}

static UINT32 home_slot(const struct store_table *table, UINT32 index)
{
    struct key_words words = load_key(&table->items[index].key);
    return hash_key(&words) & table->slot_mask;
}

/* The slot that holds `value`, an index + 1 or 0, on the way from the home of the item `index`. */
static UINT32 probe(const struct store_table *table, UINT32 index, UINT32 value)
{
    UINT32 slot = home_slot(table, index);

    while (table->slots[slot] != value)
        slot = (slot + 1) & table->slot_mask;
    return slot;
}

/* Where the key stands, or would stand, in a valid order. */
static UINT32 order_position(const struct store_table *table, const GUID *key)
{
    UINT32 low = 0, high = table->count, middle;

    while (low < high)
    {
        middle = low + (high - low) / 2;
        if (attribute_key_compare(&table->items[table->order[middle]].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void store_table_append(struct store_table *table, const struct attribute_item *item)
{
    UINT32 index = table->count, position;

    store_words(&table->items[index], item, ITEM_WORDS);
    if (table->slot_mask)
        store_slot(table, probe(table, index, 0), index + 1);
    if (table->ordered)
    {
        position = order_position(table, &item->key);
        memmove(&table->order[position + 1], &table->order[position], (index - position) * sizeof(UINT32));
        table->order[position] = index;
    }
    store_count(table, index + 1);
}

static void remove_slot(struct store_table *table, UINT32 index)
{
    UINT32 mask = table->slot_mask, hole = probe(table, index, index + 1), slot, home;

    /* Close the gap, so that no search ends at it early. */
    for (slot = (hole + 1) & mask; table->slots[slot]; slot = (slot + 1) & mask)
    {
        home = home_slot(table, table->slots[slot] - 1);
        if (((slot - home) & mask) < ((slot - hole) & mask))
            continue;
        store_slot(table, hole, table->slots[slot]);
        hole = slot;
    }
    store_slot(table, hole, 0);
}

void store_table_remove(struct store_table *table, UINT32 index, struct attribute_item *item)
{
    UINT32 last = table->count - 1, position;

    *item = table->items[index];
    if (table->ordered)
    {
        position = order_position(table, &item->key);
        memmove(&table->order[position], &table->order[position + 1], (last - position) * sizeof(UINT32));
    }
    if (table->slot_mask)
        remove_slot(table, index);
    store_count(table, last);
    if (index == last)
        return;

    /* The last item fills the hole. */
    if (table->ordered)
        table->order[order_position(table, &table->items[last].key)] = index;
    if (table->slot_mask)
        store_slot(table, probe(table, last, last + 1), index + 1);
    store_words(&table->items[index], &table->items[last], ITEM_WORDS);
}

void store_table_move(struct store_table *to, struct store_table *from)
{
    UINT32 i;

    for (i = 0; i < from->count; i++)
        store_table_append(to, &from->items[i]);
    if (from->ordered)
    {
        memcpy(to->order, from->order, from->count * sizeof(UINT32));
        to->ordered = TRUE;
    }
    store_table_reset(from);
}

static BOOL order_less(const struct store_table *table, UINT32 a, UINT32 b)
{
    return attribute_key_compare(&table->items[a].key, &table->items[b].key) < 0;
}

/* Heap sort: no memory, and no order of insertion makes it slow. */
static void sift_down(struct store_table *table, UINT32 root, UINT32 count)
{
    UINT32 *order = table->order, child, index = order[root];

    while ((child = 2 * root + 1) < count)
    {
        if (child + 1 < count && order_less(table, order[child], order[child + 1]))
            child++;
        if (!order_less(table, index, order[child]))
            break;
        order[root] = order[child];
        root = child;
    }
    order[root] = index;
}

static void build_order(struct store_table *table)
{
    UINT32 *order = table->order, count = table->count, i, index;
    BOOL sorted = TRUE;

    for (i = 0; i < count; i++)
    {
        order[i] = i;
        if (i && sorted)
            sorted = order_less(table, i - 1, i);
    }
    if (!sorted)
    {
        for (i = count / 2; i--;)
            sift_down(table, i, count);
        for (i = count; --i;)
        {
            index = order[0];
            order[0] = order[i];
            order[i] = index;
            sift_down(table, 0, i);
        }
    }
    table->ordered = TRUE;
}

UINT32 store_table_nth(struct store_table *table, UINT32 n)
{
    if (!table->ordered)
        build_order(table);
    return table->order[n];
}

HRESULT store_table_put(struct store_table **table, struct attribute_item *item)
{
    struct store_table *larger;
    UINT32 index;

    if (*table && (index = store_table_find(*table, &item->key)) != STORE_TABLE_NONE)
    {
        store_table_exchange(*table, index, item);
        attribute_item_clear(item);
        return S_OK;
    }
    if (!*table || (*table)->count == (*table)->capacity)
    {
        larger = store_table_create(*table ? (*table)->capacity * 2 : STORE_TABLE_FIRST);
        if (!larger)
            return E_OUTOFMEMORY;
        if (*table)
        {
            store_table_move(larger, *table);
            memory_free(*table);
        }
        *table = larger;
    }
    store_table_append(*table, item);
    return S_OK;
}

/* SPDX-License-Identifier: MIT */
/* What one can do to a store under its lock. */

#include "attributes/attribute_store.h"
#include "base/memory.h"

#define READ_TRIES 4
#define MAX_INITIAL_SIZE 1024 /* a hint above it is not believed */

static struct store_table *load_table(struct attributes *attributes)
{
    return atomic_load_pointer_acquire((void **)&attributes->table);
}

static void set_table_locked(struct attributes *attributes, struct store_table *table)
{
    atomic_store_pointer_release((void **)&attributes->table, table);
}

static void keep_idle_locked(struct attributes *attributes, struct store_table *table)
{
    table->next = attributes->idle;
    attributes->idle = table;
}

/* Takes the smallest idle table of at least the capacity; NULL when there is none. */
static struct store_table *take_idle_locked(struct attributes *attributes, UINT32 capacity)
{
    struct store_table **link, **best = NULL, *table;

    for (link = &attributes->idle; *link; link = &(*link)->next)
    {
        if ((*link)->capacity >= capacity && (!best || (*link)->capacity < (*best)->capacity))
            best = link;
    }
    if (!best)
        return NULL;
    table = *best;
    *best = table->next;
    return table;
}

BOOL attribute_store_peek(struct attributes *attributes, const GUID *key, struct attribute_item *item)
{
    struct store_table *table;
    UINT32 index;
    LONG version;
    BOOL taken;
    int i;

    for (i = 0; i < READ_TRIES && store_read_begin(&attributes->lock, &version); i++)
    {
        table = load_table(attributes);
        index = table ? store_table_find(table, key) : STORE_TABLE_NONE;
        if (index != STORE_TABLE_NONE)
            store_table_read(table, index, item);
        if (store_read_valid(&attributes->lock, version))
            return index != STORE_TABLE_NONE;
    }

    taken = store_lock_acquire(&attributes->lock);
    table = attributes->table;
    index = table ? store_table_find(table, key) : STORE_TABLE_NONE;
    if (index != STORE_TABLE_NONE)
        store_table_read(table, index, item);
    store_lock_release(&attributes->lock, taken);
    return index != STORE_TABLE_NONE;
}

UINT32 attribute_store_count(struct attributes *attributes)
{
    struct store_table *table;
    UINT32 count;
    LONG version;
    BOOL taken;
    int i;

    for (i = 0; i < READ_TRIES && store_read_begin(&attributes->lock, &version); i++)
    {
        table = load_table(attributes);
        count = table ? (UINT32)atomic_load_relaxed((LONG *)&table->count) : 0;
        if (store_read_valid(&attributes->lock, version))
            return count;
    }

    taken = store_lock_acquire(&attributes->lock);
    count = attributes->table ? attributes->table->count : 0;
    store_lock_release(&attributes->lock, taken);
    return count;
}

/* AddRef of a stored object runs inside the lock, or another thread could release the object before. It may come back
 * to this store: so the lock is claimed meanwhile, and nothing found before is used after. */
static void reference_locked(struct attributes *attributes, struct attribute_item *item, BOOL taken)
{
    BOOL foreign = taken && item->type == MF_ATTRIBUTE_IUNKNOWN && item->value.unknown;

    if (foreign)
        store_lock_claim(&attributes->lock);
    attribute_item_reference(item);
    if (foreign)
        store_lock_unclaim(&attributes->lock);
}

BOOL attribute_store_get(struct attributes *attributes, const GUID *key, struct attribute_item *item)
{
    BOOL taken = store_lock_acquire(&attributes->lock);
    UINT32 index = attributes->table ? store_table_find(attributes->table, key) : STORE_TABLE_NONE;

    if (index != STORE_TABLE_NONE)
    {
        *item = attributes->table->items[index];
        reference_locked(attributes, item, taken);
    }
    store_lock_release(&attributes->lock, taken);
    return index != STORE_TABLE_NONE;
}

BOOL attribute_store_get_nth(struct attributes *attributes, UINT32 n, struct attribute_item *item)
{
    BOOL taken = store_lock_acquire(&attributes->lock);
    BOOL found = attributes->table && n < attributes->table->count;

    if (found)
    {
        *item = attributes->table->items[store_table_nth(attributes->table, n)];
        reference_locked(attributes, item, taken);
    }
    store_lock_release(&attributes->lock, taken);
    return found;
}

/* Stores the item, which leaves with the old value. When the table is full: a larger one comes from the idle ones or
 * from *spare; with neither, returns the capacity it must have, otherwise 0. */
static UINT32 put_locked(struct attributes *attributes, struct attribute_item *item, struct store_table **spare)
{
    struct store_table *table = attributes->table, *larger;
    UINT32 index = table ? store_table_find(table, &item->key) : STORE_TABLE_NONE, capacity;

    if (index != STORE_TABLE_NONE)
    {
        store_table_exchange(table, index, item);
        return 0;
    }

    if (!table || table->count == table->capacity)
    {
        capacity = table ? table->capacity * 2 : max(STORE_TABLE_FIRST,
                min(attributes->initial_size, MAX_INITIAL_SIZE));
        if (*spare && (*spare)->capacity >= capacity)
        {
            larger = *spare;
            *spare = NULL;
        }
        else if (!(larger = take_idle_locked(attributes, capacity)))
            return capacity;
        if (table)
        {
            store_table_move(larger, table);
            keep_idle_locked(attributes, table);
        }
        set_table_locked(attributes, larger);
        table = larger;
    }
    store_table_append(table, item);
    attribute_item_set_empty(item);
    return 0;
}

HRESULT attribute_store_put(struct attributes *attributes, struct attribute_item *item)
{
    struct store_table *spare = NULL;
    UINT32 capacity;
    BOOL taken;

    for (;;)
    {
        taken = store_lock_acquire(&attributes->lock);
        capacity = put_locked(attributes, item, &spare);
        store_lock_release(&attributes->lock, taken);
        store_table_destroy(spare);
        if (!capacity)
            break;
        if (!(spare = store_table_create(capacity)))
        {
            attribute_item_clear(item);
            return E_OUTOFMEMORY;
        }
    }
    if (attribute_item_owns_memory(item))
        attribute_item_clear(item);
    return S_OK;
}

HRESULT attribute_store_put_number(struct attributes *attributes, const GUID *key, UINT32 type, UINT64 bits)
{
    BOOL taken = store_lock_acquire(&attributes->lock), done;
    struct store_table *table = attributes->table;
    UINT32 index = table ? store_table_find(table, key) : STORE_TABLE_NONE;
    struct attribute_item item;

    /* The usual case: a new value of the same type. */
    done = index != STORE_TABLE_NONE && table->items[index].type == type;
    if (done)
        store_table_write_number(table, index, bits);
    store_lock_release(&attributes->lock, taken);
    if (done)
        return S_OK;

    item.key = *key;
    attribute_item_set_empty(&item);
    item.type = type;
    item.value.uint64 = bits;
    return attribute_store_put(attributes, &item);
}

void attribute_store_delete(struct attributes *attributes, const GUID *key)
{
    BOOL taken = store_lock_acquire(&attributes->lock);
    struct store_table *table = attributes->table;
    UINT32 index = table ? store_table_find(table, key) : STORE_TABLE_NONE;
    struct attribute_item item;

    if (index != STORE_TABLE_NONE)
        store_table_remove(table, index, &item);
    store_lock_release(&attributes->lock, taken);
    if (index != STORE_TABLE_NONE)
        attribute_item_clear(&item);
}

/* FALSE: the store has more items than the snapshot can hold. */
static BOOL snapshot_locked(struct attributes *attributes, struct store_table *snapshot, BOOL taken)
{
    struct attribute_item item;
    UINT32 i;

    if (!attributes->table)
        return TRUE;
    if (attributes->table->count > snapshot->capacity)
        return FALSE;
    /* First what needs no foreign code: nothing changes meanwhile. */
    for (i = 0; i < attributes->table->count; i++)
    {
        item = attributes->table->items[i];
        if (item.type != MF_ATTRIBUTE_IUNKNOWN)
            attribute_item_reference(&item);
        store_table_append(snapshot, &item);
    }
    for (i = 0; i < snapshot->count; i++)
    {
        if (snapshot->items[i].type == MF_ATTRIBUTE_IUNKNOWN)
            reference_locked(attributes, &snapshot->items[i], taken);
    }
    return TRUE;
}

HRESULT attribute_store_snapshot(struct attributes *attributes, struct store_table **snapshot)
{
    UINT32 count;
    BOOL taken, done;

    *snapshot = NULL;
    while ((count = attribute_store_count(attributes)))
    {
        if (!(*snapshot = store_table_create(count)))
            return E_OUTOFMEMORY;
        taken = store_lock_acquire(&attributes->lock);
        done = snapshot_locked(attributes, *snapshot, taken);
        store_lock_release(&attributes->lock, taken);
        if (done)
            return S_OK;
        store_table_destroy(*snapshot);
        *snapshot = NULL;
    }
    return S_OK;
}

void attribute_store_replace(struct attributes *attributes, struct store_table *table)
{
    BOOL taken = store_lock_acquire(&attributes->lock);
    struct store_table *old = attributes->table;

    set_table_locked(attributes, table);
    store_lock_release(&attributes->lock, taken);
    if (!old)
        return;

    /* Nobody but late readers knows the old table now, and they follow no pointers. */
    store_table_clear(old);
    taken = store_lock_acquire(&attributes->lock);
    keep_idle_locked(attributes, old);
    store_lock_release(&attributes->lock, taken);
}

HRESULT attributes_init(struct attributes *attributes, struct object *owner, UINT32 initial_size)
{
    attributes->IMFAttributes_iface.lpVtbl = (IMFAttributesVtbl *)&attributes_vtbl;
    attributes->store = attributes;
    attributes->owner = owner;
    store_lock_init(&attributes->lock);
    attributes->initial_size = initial_size;
    attributes->table = NULL;
    attributes->idle = NULL;
    return S_OK;
}

void attributes_init_face(struct attributes_face *face, struct attributes *attributes, const void *vtbl)
{
    face->IMFAttributes_iface.lpVtbl = (void *)vtbl;
    face->store = attributes;
}

void attributes_destroy(struct attributes *attributes)
{
    struct store_table *table;

    store_table_destroy(attributes->table);
    while ((table = attributes->idle))
    {
        attributes->idle = table->next;
        memory_free(table);
    }
}

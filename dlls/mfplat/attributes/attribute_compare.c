/* SPDX-License-Identifier: MIT */
/* Comparing whole attribute stores.
 *
 * Both sides are read into snapshots first, each under its own lock: no thread ever holds the locks of two stores, so
 * a.Compare(b) and b.Compare(a) at the same time cannot stop each other, and a store can be compared with itself.
 */

#include "attributes/attribute_compare.h"

static UINT32 table_count(const struct store_table *table)
{
    return table ? table->count : 0;
}

static const struct attribute_item *table_item(const struct store_table *table, const GUID *key)
{
    UINT32 index = table ? store_table_find(table, key) : STORE_TABLE_NONE;

    return index == STORE_TABLE_NONE ? NULL : &table->items[index];
}

static BOOL is_excepted(const GUID *key, const GUID *const *except, unsigned int except_count)
{
    unsigned int i;

    for (i = 0; i < except_count; i++)
    {
        if (IsEqualGUID(key, except[i]))
            return TRUE;
    }
    return FALSE;
}

BOOL attribute_tables_contained(const struct store_table *a, const struct store_table *b, const GUID *const *except,
        unsigned int except_count)
{
    const struct attribute_item *other;
    UINT32 i;

    for (i = 0; i < table_count(a); i++)
    {
        if (is_excepted(&a->items[i].key, except, except_count))
            continue;
        other = table_item(b, &a->items[i].key);
        if (!other || !attribute_item_equal(&a->items[i], other))
            return FALSE;
    }
    return TRUE;
}

/* No key that both have has different values. */
static BOOL intersection_equal(const struct store_table *a, const struct store_table *b)
{
    const struct attribute_item *other;
    UINT32 i;

    for (i = 0; i < table_count(a); i++)
    {
        other = table_item(b, &a->items[i].key);
        if (other && !attribute_item_equal(&a->items[i], other))
            return FALSE;
    }
    return TRUE;
}

static BOOL tables_match(const struct store_table *ours, const struct store_table *theirs,
        MF_ATTRIBUTES_MATCH_TYPE match)
{
    switch (match)
    {
    case MF_ATTRIBUTES_MATCH_OUR_ITEMS:
        return attribute_tables_contained(ours, theirs, NULL, 0);
    case MF_ATTRIBUTES_MATCH_THEIR_ITEMS:
        return attribute_tables_contained(theirs, ours, NULL, 0);
    case MF_ATTRIBUTES_MATCH_ALL_ITEMS:
        return table_count(ours) == table_count(theirs) && attribute_tables_contained(ours, theirs, NULL, 0);
    case MF_ATTRIBUTES_MATCH_INTERSECTION:
        return intersection_equal(ours, theirs);
    default:
        return table_count(ours) <= table_count(theirs) ? attribute_tables_contained(ours, theirs, NULL, 0) :
                attribute_tables_contained(theirs, ours, NULL, 0);
    }
}

HRESULT attribute_compare(IMFAttributes *ours, IMFAttributes *theirs, MF_ATTRIBUTES_MATCH_TYPE match, BOOL *result)
{
    struct store_table *our_items, *their_items;
    HRESULT hr;

    if (!theirs || !result)
        return E_POINTER;
    if ((unsigned int)match > MF_ATTRIBUTES_MATCH_SMALLER)
        return E_INVALIDARG;

    if (ours == theirs)
    {
        *result = TRUE;
        return S_OK;
    }
    hr = attribute_snapshot_read(ours, &our_items);
    if (FAILED(hr))
        return hr;
    hr = attribute_snapshot_read(theirs, &their_items);
    if (SUCCEEDED(hr))
    {
        *result = tables_match(our_items, their_items, match);
        store_table_destroy(their_items);
    }
    store_table_destroy(our_items);
    return hr;
}

/* SPDX-License-Identifier: MIT */
/* What one can do to a store under its lock: the operations that the methods of IMFAttributes are made of.
 *
 * Each takes and leaves the lock itself; what has to be released is released after it was left.
 */
#ifndef OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_STORE_H
#define OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_STORE_H

#include "attributes/attributes.h"
#include "attributes/store_table.h"

/* A copy of the item without a reference to its value: good for type, size, numbers and GUIDs. FALSE: no such key. Takes
 * no lock when nobody writes. */
BOOL attribute_store_peek(struct attributes *attributes, const GUID *key, struct attribute_item *item);
/* A copy with a reference to its value, to be cleared by the caller. FALSE: no such key. */
BOOL attribute_store_get(struct attributes *attributes, const GUID *key, struct attribute_item *item);
/* The same by index in ascending order of keys. FALSE: no such index. */
BOOL attribute_store_get_nth(struct attributes *attributes, UINT32 n, struct attribute_item *item);
UINT32 attribute_store_count(struct attributes *attributes);

/* Stores the item under its key and takes over its value (clears it on failure). E_OUTOFMEMORY. */
HRESULT attribute_store_put(struct attributes *attributes, struct attribute_item *item);
/* The same for a UINT32, UINT64 or double, given by its bits. */
HRESULT attribute_store_put_number(struct attributes *attributes, const GUID *key, UINT32 type, UINT64 bits);
void attribute_store_delete(struct attributes *attributes, const GUID *key);

/* A table of the caller's own with a reference to every value (NULL for an empty store): a consistent picture at one
 * moment. E_OUTOFMEMORY. */
HRESULT attribute_store_snapshot(struct attributes *attributes, struct store_table **snapshot);
/* The store holds what the table held, and nothing else; takes over the table in any case, NULL for none. */
void attribute_store_replace(struct attributes *attributes, struct store_table *table);

#endif

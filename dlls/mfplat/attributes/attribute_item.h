/* SPDX-License-Identifier: MIT */
/* One attribute: a key, a type, a value.
 *
 * Numbers and GUIDs stand in the item itself. Strings and blobs stand in blocks that never change once they are
 * made and count their references: copying an attribute copies no bytes, and a reader works on its own reference
 * after it has left the lock of the store.
 */
#ifndef OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_ITEM_H
#define OPENMFPLAT_ATTRIBUTES_ATTRIBUTE_ITEM_H

#include "base/atomic.h"
#include <mfobjects.h>

struct attribute_block
{
    LONG refcount; /* atomic */
    BYTE data[];   /* immutable */
};

struct attribute_item
{
    GUID key;
    UINT32 type; /* a MF_ATTRIBUTE_TYPE, or VT_EMPTY for a key without a value */
    UINT32 size; /* string: bytes with the terminating NUL; blob: bytes; otherwise 0 */
    union
    {
        UINT32 uint32;
        UINT64 uint64;
        double number;
        GUID guid;
        struct attribute_block *block;
        IUnknown *unknown; /* may be NULL */
    } value;
};

/* Each makes an item that owns its value; the key is left alone. */
void attribute_item_set_empty(struct attribute_item *item);
void attribute_item_set_uint32(struct attribute_item *item, UINT32 value);
void attribute_item_set_uint64(struct attribute_item *item, UINT64 value);
void attribute_item_set_double(struct attribute_item *item, double value);
void attribute_item_set_guid(struct attribute_item *item, const GUID *value);
void attribute_item_set_unknown(struct attribute_item *item, IUnknown *value);
/* E_OUTOFMEMORY; E_INVALIDARG for a NULL string, or NULL data of a size. */
HRESULT attribute_item_set_string(struct attribute_item *item, const WCHAR *value);
HRESULT attribute_item_set_blob(struct attribute_item *item, const void *data, UINT32 size);
/* A string of `size` bytes, NUL included, at any alignment. */
HRESULT attribute_item_set_string_bytes(struct attribute_item *item, const void *data, UINT32 size);
/* MF_E_INVALIDTYPE for a type that attributes do not have. */
HRESULT attribute_item_set_propvariant(struct attribute_item *item, const PROPVARIANT *value);

/* A further reference to the value; it may run an AddRef that is not ours. */
void attribute_item_reference(struct attribute_item *item);
/* Gives the value back; it may run a Release that is not ours: never under a lock. */
void attribute_item_clear(struct attribute_item *item);
/* TRUE when clearing the item would do something. */
BOOL attribute_item_owns_memory(const struct attribute_item *item);

const WCHAR *attribute_item_string(const struct attribute_item *item);

/* A PROPVARIANT of its own, memory by CoTaskMemAlloc; *value is overwritten, or left alone on E_OUTOFMEMORY. */
HRESULT attribute_item_copy_to_propvariant(const struct attribute_item *item, PROPVARIANT *value);
/* A PROPVARIANT that borrows from the item: valid while the item is, never to be cleared. */
void attribute_item_view(struct attribute_item *item, PROPVARIANT *value);

/* Same type and same value; interface pointers by their value. */
BOOL attribute_item_equal(const struct attribute_item *a, const struct attribute_item *b);
BOOL attribute_item_equals_propvariant(const struct attribute_item *item, const PROPVARIANT *value);

/* Order of keys: Data1, Data2, Data3, then the bytes, as unsigned numbers. */
int attribute_key_compare(const GUID *a, const GUID *b);

#endif

/* SPDX-License-Identifier: MIT */
/* The attributes of a media type while a conversion reads or writes them: a table of the conversion's own.
 *
 * Reading works on one consistent picture of the type, whoever writes to it meanwhile. Writing gathers all attributes
 * first and then gives them to the type in one step, which replaces what it held: a conversion that fails has changed
 * nothing. One thread at a time. */
#ifndef OPENMFPLAT_MEDIATYPE_TYPE_ITEMS_H
#define OPENMFPLAT_MEDIATYPE_TYPE_ITEMS_H

#include "attributes/store_table.h"

struct type_items
{
    struct store_table *table; /* NULL while there is nothing in it */
    HRESULT hr;                /* the first error of the setters */
};

/* Each is undone by type_items_destroy; after a failed read there is nothing to undo. */
void type_items_init(struct type_items *items);
HRESULT type_items_read(struct type_items *items, IMFMediaType *type);
void type_items_destroy(struct type_items *items);

/* FALSE, and 0, for an attribute that is absent or of another type. */
BOOL type_items_get_uint32(const struct type_items *items, const GUID *key, UINT32 *value);
/* A pair of numbers in one UINT64, the first in its upper half. */
BOOL type_items_get_pair(const struct type_items *items, const GUID *key, UINT32 *first, UINT32 *second);
/* S_OK, MF_E_ATTRIBUTENOTFOUND, MF_E_INVALIDTYPE. */
HRESULT type_items_get_guid(const struct type_items *items, const GUID *key, GUID *value);
/* The size, 0 for none; the data stays the table's. */
UINT32 type_items_get_blob(const struct type_items *items, const GUID *key, const BYTE **data);
/* The number, or 0. */
UINT32 type_items_uint32(const struct type_items *items, const GUID *key);

/* The setters keep the first error in items->hr and then do nothing. A value already there is replaced. */
void type_items_set_uint32(struct type_items *items, const GUID *key, UINT32 value);
void type_items_set_pair(struct type_items *items, const GUID *key, UINT32 first, UINT32 second);
void type_items_set_guid(struct type_items *items, const GUID *key, const GUID *value);
void type_items_set_blob(struct type_items *items, const GUID *key, const void *data, UINT32 size);
/* The members of the structures say "absent" with 0: these set nothing then. */
void type_items_set_nonzero(struct type_items *items, const GUID *key, UINT32 value);
void type_items_set_nonzero_pair(struct type_items *items, const GUID *key, UINT32 first, UINT32 second);
void type_items_set_nonempty(struct type_items *items, const GUID *key, const void *data, UINT32 size);

/* Destroys the items and returns `hr` or their error if one of them is a failure; otherwise the type holds exactly the
 * items from now on. */
HRESULT type_items_commit(struct type_items *items, IMFMediaType *type, HRESULT hr);

#endif

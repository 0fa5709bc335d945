/* SPDX-License-Identifier: MIT */
/* The attribute store, and how other objects are one.
 *
 * Every pointer to IMFAttributes that we hand out, or to an interface that derives from it, points to a struct
 * attributes_face: a vtable and the store behind it. The store's own is its first part.
 *
 * An object whose interface derives from IMFAttributes embeds a struct attributes as the first member of the struct of
 * that interface: then a pointer to the derived interface is the pointer to IMFAttributes_iface. It puts its own
 * vtable there, which starts with ATTRIBUTES_VTBL_SLOTS:
 *
 *     static const IMFSampleVtbl sample_vtbl =
 *     {
 *         ATTRIBUTES_VTBL_SLOTS,
 *         .GetSampleFlags = sample_GetSampleFlags,
 *         ...
 *     };
 *     attributes_init(&sample->attributes, &sample->object, 0);
 *     sample->attributes.IMFAttributes_iface.lpVtbl = (IMFAttributesVtbl *)&sample_vtbl;
 *
 * An object that has IMFAttributes as one more interface embeds a struct attributes anywhere and keeps the vtable that
 * attributes_init sets. An object with several derived interfaces on one store adds a struct attributes_face for each
 * further one. In all cases the IUnknown slots go to the owner's struct object, unless the vtable has others
 * (ATTRIBUTES_VTBL_METHODS).
 *
 * Thread safe. Methods called on one store never call back under its lock, except that AddRef of a stored object may be
 * called with the lock claimed by the calling thread (it may use the store).
 */
#ifndef OPENMFPLAT_ATTRIBUTES_ATTRIBUTES_H
#define OPENMFPLAT_ATTRIBUTES_ATTRIBUTES_H

#include "attributes/attribute_item.h"
#include "attributes/store_lock.h"
#include "base/object.h"
#include <mfobjects.h>

struct store_table;
struct attributes;

struct attributes_face
{
    IMFAttributes IMFAttributes_iface; /* first: see above */
    struct attributes *store;          /* immutable */
};

struct attributes
{
    IMFAttributes IMFAttributes_iface; /* this and `store`: as in struct attributes_face */
    struct attributes *store;          /* itself; immutable */
    struct object *owner;              /* immutable */
    struct store_lock lock;
    UINT32 initial_size;               /* a hint for the first table; immutable */
    struct store_table *table;         /* NULL until something is stored; atomic, written under the lock */
    /* Tables that were in use before. Readers without the lock may still look at them, so they are kept for
     * re-use, and freed with the store. Guarded by the lock. */
    struct store_table *idle;
};

C_ASSERT(offsetof(struct attributes, store) == offsetof(struct attributes_face, store));

extern const IMFAttributesVtbl attributes_vtbl;

/* For pointers that our own vtables were called with. */
static inline struct attributes *attributes_from_IMFAttributes(IMFAttributes *iface)
{
    return CONTAINING_RECORD(iface, struct attributes_face, IMFAttributes_iface)->store;
}

/* Allocates nothing. `owner` serves IUnknown. Always S_OK today. */
HRESULT attributes_init(struct attributes *attributes, struct object *owner, UINT32 initial_size);
/* For the owner's destructor. */
void attributes_destroy(struct attributes *attributes);
/* Makes a further interface of the store; `vtbl` starts as ATTRIBUTES_VTBL_METHODS says. */
void attributes_init_face(struct attributes_face *face, struct attributes *attributes, const void *vtbl);
/* Our own store behind the interface, or NULL for somebody else's implementation (and for NULL). */
struct attributes *attributes_try_from_IMFAttributes(IMFAttributes *iface);

HRESULT WINAPI attributes_QueryInterface(IMFAttributes *iface, REFIID iid, void **out);
ULONG WINAPI attributes_AddRef(IMFAttributes *iface);
ULONG WINAPI attributes_Release(IMFAttributes *iface);
HRESULT WINAPI attributes_GetItem(IMFAttributes *iface, REFGUID key, PROPVARIANT *value);
HRESULT WINAPI attributes_GetItemType(IMFAttributes *iface, REFGUID key, MF_ATTRIBUTE_TYPE *type);
HRESULT WINAPI attributes_CompareItem(IMFAttributes *iface, REFGUID key, REFPROPVARIANT value, BOOL *result);
HRESULT WINAPI attributes_Compare(IMFAttributes *iface, IMFAttributes *theirs, MF_ATTRIBUTES_MATCH_TYPE match,
        BOOL *result);
HRESULT WINAPI attributes_GetUINT32(IMFAttributes *iface, REFGUID key, UINT32 *value);
HRESULT WINAPI attributes_GetUINT64(IMFAttributes *iface, REFGUID key, UINT64 *value);
HRESULT WINAPI attributes_GetDouble(IMFAttributes *iface, REFGUID key, double *value);
HRESULT WINAPI attributes_GetGUID(IMFAttributes *iface, REFGUID key, GUID *value);
HRESULT WINAPI attributes_GetStringLength(IMFAttributes *iface, REFGUID key, UINT32 *length);
HRESULT WINAPI attributes_GetString(IMFAttributes *iface, REFGUID key, WCHAR *value, UINT32 size, UINT32 *length);
HRESULT WINAPI attributes_GetAllocatedString(IMFAttributes *iface, REFGUID key, WCHAR **value, UINT32 *length);
HRESULT WINAPI attributes_GetBlobSize(IMFAttributes *iface, REFGUID key, UINT32 *size);
HRESULT WINAPI attributes_GetBlob(IMFAttributes *iface, REFGUID key, UINT8 *buffer, UINT32 buffer_size, UINT32 *size);
HRESULT WINAPI attributes_GetAllocatedBlob(IMFAttributes *iface, REFGUID key, UINT8 **buffer, UINT32 *size);
HRESULT WINAPI attributes_GetUnknown(IMFAttributes *iface, REFGUID key, REFIID iid, void **out);
HRESULT WINAPI attributes_SetItem(IMFAttributes *iface, REFGUID key, REFPROPVARIANT value);
HRESULT WINAPI attributes_DeleteItem(IMFAttributes *iface, REFGUID key);
HRESULT WINAPI attributes_DeleteAllItems(IMFAttributes *iface);
HRESULT WINAPI attributes_SetUINT32(IMFAttributes *iface, REFGUID key, UINT32 value);
HRESULT WINAPI attributes_SetUINT64(IMFAttributes *iface, REFGUID key, UINT64 value);
HRESULT WINAPI attributes_SetDouble(IMFAttributes *iface, REFGUID key, double value);
HRESULT WINAPI attributes_SetGUID(IMFAttributes *iface, REFGUID key, REFGUID value);
HRESULT WINAPI attributes_SetString(IMFAttributes *iface, REFGUID key, const WCHAR *value);
HRESULT WINAPI attributes_SetBlob(IMFAttributes *iface, REFGUID key, const UINT8 *data, UINT32 size);
HRESULT WINAPI attributes_SetUnknown(IMFAttributes *iface, REFGUID key, IUnknown *value);
HRESULT WINAPI attributes_LockStore(IMFAttributes *iface);
HRESULT WINAPI attributes_UnlockStore(IMFAttributes *iface);
HRESULT WINAPI attributes_GetCount(IMFAttributes *iface, UINT32 *count);
HRESULT WINAPI attributes_GetItemByIndex(IMFAttributes *iface, UINT32 index, GUID *key, PROPVARIANT *value);
HRESULT WINAPI attributes_CopyAllItems(IMFAttributes *iface, IMFAttributes *destination);

/* The 33 slots that every vtable of a derived interface starts with. Data, listed once; the casts are what the missing
 * inheritance of C asks for. */
#define ATTRIBUTES_VTBL_SLOTS \
    .QueryInterface = (void *)attributes_QueryInterface, \
    .AddRef = (void *)attributes_AddRef, \
    .Release = (void *)attributes_Release, \
    ATTRIBUTES_VTBL_METHODS

/* Those of IMFAttributes alone, for an object with an IUnknown part of its own. */
#define ATTRIBUTES_VTBL_METHODS \
    .GetItem = (void *)attributes_GetItem, \
    .GetItemType = (void *)attributes_GetItemType, \
    .CompareItem = (void *)attributes_CompareItem, \
    .Compare = (void *)attributes_Compare, \
    .GetUINT32 = (void *)attributes_GetUINT32, \
    .GetUINT64 = (void *)attributes_GetUINT64, \
    .GetDouble = (void *)attributes_GetDouble, \
    .GetGUID = (void *)attributes_GetGUID, \
    .GetStringLength = (void *)attributes_GetStringLength, \
    .GetString = (void *)attributes_GetString, \
    .GetAllocatedString = (void *)attributes_GetAllocatedString, \
    .GetBlobSize = (void *)attributes_GetBlobSize, \
    .GetBlob = (void *)attributes_GetBlob, \
    .GetAllocatedBlob = (void *)attributes_GetAllocatedBlob, \
    .GetUnknown = (void *)attributes_GetUnknown, \
    .SetItem = (void *)attributes_SetItem, \
    .DeleteItem = (void *)attributes_DeleteItem, \
    .DeleteAllItems = (void *)attributes_DeleteAllItems, \
    .SetUINT32 = (void *)attributes_SetUINT32, \
    .SetUINT64 = (void *)attributes_SetUINT64, \
    .SetDouble = (void *)attributes_SetDouble, \
    .SetGUID = (void *)attributes_SetGUID, \
    .SetString = (void *)attributes_SetString, \
    .SetBlob = (void *)attributes_SetBlob, \
    .SetUnknown = (void *)attributes_SetUnknown, \
    .LockStore = (void *)attributes_LockStore, \
    .UnlockStore = (void *)attributes_UnlockStore, \
    .GetCount = (void *)attributes_GetCount, \
    .GetItemByIndex = (void *)attributes_GetItemByIndex, \
    .CopyAllItems = (void *)attributes_CopyAllItems

#endif

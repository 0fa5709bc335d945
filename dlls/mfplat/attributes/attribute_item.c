/* SPDX-License-Identifier: MIT */
/* One attribute: a key, a type, a value. */

#include "attributes/attribute_item.h"
#include "base/memory.h"
#include <mferror.h>

static HRESULT block_create(const void *data, UINT32 size, struct attribute_block **block)
{
    size_t total;

    if (!size_add(size, sizeof(**block), &total) || !(*block = memory_alloc(total)))
        return E_OUTOFMEMORY;
    (*block)->refcount = 1;
    if (size)
        memcpy((*block)->data, data, size);
    return S_OK;
}

static void set_type(struct attribute_item *item, UINT32 type, UINT32 size)
{
    item->type = type;
    item->size = size;
    memset(&item->value, 0, sizeof(item->value));
}

void attribute_item_set_empty(struct attribute_item *item)
{
    set_type(item, VT_EMPTY, 0);
}

void attribute_item_set_uint32(struct attribute_item *item, UINT32 value)
{
    set_type(item, MF_ATTRIBUTE_UINT32, 0);
    item->value.uint32 = value;
}

void attribute_item_set_uint64(struct attribute_item *item, UINT64 value)
{
    set_type(item, MF_ATTRIBUTE_UINT64, 0);
    item->value.uint64 = value;
}

void attribute_item_set_double(struct attribute_item *item, double value)
{
    set_type(item, MF_ATTRIBUTE_DOUBLE, 0);
    item->value.number = value;
}

void attribute_item_set_guid(struct attribute_item *item, const GUID *value)
{
    set_type(item, MF_ATTRIBUTE_GUID, 0);
    item->value.guid = *value;
}

void attribute_item_set_unknown(struct attribute_item *item, IUnknown *value)
{
    set_type(item, MF_ATTRIBUTE_IUNKNOWN, 0);
    item->value.unknown = value;
    if (value)
        IUnknown_AddRef(value);
}

HRESULT attribute_item_set_string_bytes(struct attribute_item *item, const void *data, UINT32 size)
{
    struct attribute_block *block;
    HRESULT hr;

    hr = block_create(data, size, &block);
    if (FAILED(hr))
        return hr;
    set_type(item, MF_ATTRIBUTE_STRING, size);
    item->value.block = block;
    return S_OK;
}

HRESULT attribute_item_set_string(struct attribute_item *item, const WCHAR *value)
{
    size_t length;

    if (!value)
        return E_INVALIDARG;
    length = wcslen(value);
    if (length >= 0x7fffffff)
        return E_OUTOFMEMORY;
    return attribute_item_set_string_bytes(item, value, (UINT32)(length + 1) * sizeof(WCHAR));
}

HRESULT attribute_item_set_blob(struct attribute_item *item, const void *data, UINT32 size)
{
    struct attribute_block *block;
    HRESULT hr;

    if (!data && size)
        return E_INVALIDARG;
    hr = block_create(data, size, &block);
    if (FAILED(hr))
        return hr;
    set_type(item, MF_ATTRIBUTE_BLOB, size);
    item->value.block = block;
    return S_OK;
}

HRESULT attribute_item_set_propvariant(struct attribute_item *item, const PROPVARIANT *value)
{
    switch (value->vt)
    {
    case MF_ATTRIBUTE_UINT32:
        attribute_item_set_uint32(item, value->ulVal);
        return S_OK;
    case MF_ATTRIBUTE_UINT64:
        attribute_item_set_uint64(item, value->uhVal.QuadPart);
        return S_OK;
    case MF_ATTRIBUTE_DOUBLE:
        attribute_item_set_double(item, value->dblVal);
        return S_OK;
    case MF_ATTRIBUTE_GUID:
        if (!value->puuid)
            return E_INVALIDARG;
        attribute_item_set_guid(item, value->puuid);
        return S_OK;
    case MF_ATTRIBUTE_STRING:
        return attribute_item_set_string(item, value->pwszVal);
    case MF_ATTRIBUTE_BLOB:
        return attribute_item_set_blob(item, value->caub.pElems, value->caub.cElems);
    case MF_ATTRIBUTE_IUNKNOWN:
        attribute_item_set_unknown(item, value->punkVal);
        return S_OK;
    default:
        return MF_E_INVALIDTYPE;
    }
}

void attribute_item_reference(struct attribute_item *item)
{
    if (item->type == MF_ATTRIBUTE_STRING || item->type == MF_ATTRIBUTE_BLOB)
        atomic_increment(&item->value.block->refcount);
    else if (item->type == MF_ATTRIBUTE_IUNKNOWN && item->value.unknown)
        IUnknown_AddRef(item->value.unknown);
}

void attribute_item_clear(struct attribute_item *item)
{
    if (item->type == MF_ATTRIBUTE_STRING || item->type == MF_ATTRIBUTE_BLOB)
    {
        if (!atomic_decrement(&item->value.block->refcount))
            memory_free(item->value.block);
    }
    else if (item->type == MF_ATTRIBUTE_IUNKNOWN && item->value.unknown)
        IUnknown_Release(item->value.unknown);
    attribute_item_set_empty(item);
}

BOOL attribute_item_owns_memory(const struct attribute_item *item)
{
    return item->type == MF_ATTRIBUTE_STRING || item->type == MF_ATTRIBUTE_BLOB
            || (item->type == MF_ATTRIBUTE_IUNKNOWN && item->value.unknown);
}

const WCHAR *attribute_item_string(const struct attribute_item *item)
{
    return (const WCHAR *)item->value.block->data;
}

HRESULT attribute_item_copy_to_propvariant(const struct attribute_item *item, PROPVARIANT *value)
{
    void *copy = NULL;

    switch (item->type)
    {
    case MF_ATTRIBUTE_GUID:
        copy = task_memory_duplicate(&item->value.guid, sizeof(GUID));
        break;
    case MF_ATTRIBUTE_STRING:
    case MF_ATTRIBUTE_BLOB:
        /* An empty blob keeps a pointer, as a block of no bytes would have one. */
        copy = task_memory_alloc(item->size ? item->size : 1);
        if (copy)
            memcpy(copy, item->value.block->data, item->size);
        break;
    default:
        break;
    }
    if (!copy && (item->type == MF_ATTRIBUTE_GUID || item->type == MF_ATTRIBUTE_STRING
            || item->type == MF_ATTRIBUTE_BLOB))
        return E_OUTOFMEMORY;

    memset(value, 0, sizeof(*value));
    value->vt = (VARTYPE)item->type;
    switch (item->type)
    {
    case MF_ATTRIBUTE_UINT32:
        value->ulVal = item->value.uint32;
        break;
    case MF_ATTRIBUTE_UINT64:
        value->uhVal.QuadPart = item->value.uint64;
        break;
    case MF_ATTRIBUTE_DOUBLE:
        value->dblVal = item->value.number;
        break;
    case MF_ATTRIBUTE_GUID:
        value->puuid = copy;
        break;
    case MF_ATTRIBUTE_STRING:
        value->pwszVal = copy;
        break;
    case MF_ATTRIBUTE_BLOB:
        value->caub.cElems = item->size;
        value->caub.pElems = copy;
        break;
    case MF_ATTRIBUTE_IUNKNOWN:
        value->punkVal = item->value.unknown;
        if (value->punkVal)
            IUnknown_AddRef(value->punkVal);
        break;
    default:
        break;
    }
    return S_OK;
}

void attribute_item_view(struct attribute_item *item, PROPVARIANT *value)
{
    memset(value, 0, sizeof(*value));
    value->vt = (VARTYPE)item->type;
    switch (item->type)
    {
    case MF_ATTRIBUTE_UINT32:
        value->ulVal = item->value.uint32;
        break;
    case MF_ATTRIBUTE_UINT64:
        value->uhVal.QuadPart = item->value.uint64;
        break;
    case MF_ATTRIBUTE_DOUBLE:
        value->dblVal = item->value.number;
        break;
    case MF_ATTRIBUTE_GUID:
        value->puuid = &item->value.guid;
        break;
    case MF_ATTRIBUTE_STRING:
        value->pwszVal = (WCHAR *)item->value.block->data;
        break;
    case MF_ATTRIBUTE_BLOB:
        value->caub.cElems = item->size;
        value->caub.pElems = item->value.block->data;
        break;
    case MF_ATTRIBUTE_IUNKNOWN:
        value->punkVal = item->value.unknown;
        break;
    default:
        break;
    }
}

BOOL attribute_item_equal(const struct attribute_item *a, const struct attribute_item *b)
{
    if (a->type != b->type)
        return FALSE;
    switch (a->type)
    {
    case MF_ATTRIBUTE_UINT32:
        return a->value.uint32 == b->value.uint32;
    case MF_ATTRIBUTE_UINT64:
        return a->value.uint64 == b->value.uint64;
    case MF_ATTRIBUTE_DOUBLE:
        return a->value.number == b->value.number;
    case MF_ATTRIBUTE_GUID:
        return IsEqualGUID(&a->value.guid, &b->value.guid);
    case MF_ATTRIBUTE_STRING:
    case MF_ATTRIBUTE_BLOB:
        return a->size == b->size && (a->value.block == b->value.block
                || !memcmp(a->value.block->data, b->value.block->data, a->size));
    case MF_ATTRIBUTE_IUNKNOWN:
        return a->value.unknown == b->value.unknown;
    default:
        return TRUE;
    }
}

BOOL attribute_item_equals_propvariant(const struct attribute_item *item, const PROPVARIANT *value)
{
    size_t length;

    if (item->type != value->vt)
        return FALSE;
    switch (item->type)
    {
    case MF_ATTRIBUTE_UINT32:
        return item->value.uint32 == value->ulVal;
    case MF_ATTRIBUTE_UINT64:
        return item->value.uint64 == value->uhVal.QuadPart;
    case MF_ATTRIBUTE_DOUBLE:
        return item->value.number == value->dblVal;
    case MF_ATTRIBUTE_GUID:
        return value->puuid && IsEqualGUID(&item->value.guid, value->puuid);
    case MF_ATTRIBUTE_STRING:
        if (!value->pwszVal)
            return FALSE;
        length = wcslen(value->pwszVal);
        return item->size == (length + 1) * sizeof(WCHAR)
                && !memcmp(item->value.block->data, value->pwszVal, item->size);
    case MF_ATTRIBUTE_BLOB:
        return item->size == value->caub.cElems
                && (!item->size || (value->caub.pElems
                && !memcmp(item->value.block->data, value->caub.pElems, item->size)));
    case MF_ATTRIBUTE_IUNKNOWN:
        return item->value.unknown == value->punkVal;
    default:
        return TRUE;
    }
}

int attribute_key_compare(const GUID *a, const GUID *b)
{
    if (a->Data1 != b->Data1)
        return a->Data1 < b->Data1 ? -1 : 1;
    if (a->Data2 != b->Data2)
        return a->Data2 < b->Data2 ? -1 : 1;
    if (a->Data3 != b->Data3)
        return a->Data3 < b->Data3 ? -1 : 1;
    return memcmp(a->Data4, b->Data4, sizeof(a->Data4));
}

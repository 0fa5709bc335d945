/* SPDX-License-Identifier: MIT */
/* The value of a media event inside a packed block: its type, then what the type asks for. */

#include "events/event_value.h"
#include <mferror.h>

enum kind
{
    KIND_NONE,     /* another type */
    KIND_NUMBER,   /* `size` bytes in the variant itself */
    KIND_GUID,
    KIND_UNKNOWN,  /* a NULL pointer */
    KIND_STRING,   /* characters of `size` bytes and a NUL */
    KIND_BSTR,     /* a block and a NUL: it lies in memory as a BSTR does */
    KIND_BYTES
};

static enum kind kind_of(VARTYPE type, size_t *size)
{
    *size = 0;
    switch (type)
    {
        case VT_EMPTY:
        case VT_NULL:
            return KIND_NUMBER;
        case VT_I1:
        case VT_UI1:
            *size = 1;
            return KIND_NUMBER;
        case VT_I2:
        case VT_UI2:
        case VT_BOOL:
            *size = 2;
            return KIND_NUMBER;
        case VT_I4:
        case VT_UI4:
        case VT_INT:
        case VT_UINT:
        case VT_R4:
        case VT_ERROR:
            *size = 4;
            return KIND_NUMBER;
        case VT_I8:
        case VT_UI8:
        case VT_R8:
        case VT_CY:
        case VT_DATE:
        case VT_FILETIME:
            *size = 8;
            return KIND_NUMBER;
        case VT_CLSID:
            return KIND_GUID;
        case VT_UNKNOWN:
            return KIND_UNKNOWN;
        case VT_LPSTR:
            *size = sizeof(CHAR);
            return KIND_STRING;
        case VT_LPWSTR:
            *size = sizeof(WCHAR);
            return KIND_STRING;
        case VT_BSTR:
            return KIND_BSTR;
        case VT_BLOB:
        case VT_VECTOR | VT_UI1:
            return KIND_BYTES;
        default:
            return KIND_NONE;
    }
}

/* Strings may be NULL; a size of 0 stands for that, since others have a NUL at least. */
static void put_string(struct packer *packer, const PROPVARIANT *value)
{
    size_t size = 0;

    if (value->pszVal)
        size = value->vt == VT_LPSTR ? strlen(value->pszVal) + 1 : (wcslen(value->pwszVal) + 1) * sizeof(WCHAR);
    packer_put_block(packer, value->pszVal, size);
}

static void put_bstr(struct packer *packer, const PROPVARIANT *value)
{
    static const WCHAR end = 0;
    UINT32 size = 0;

    if (value->bstrVal)
        memcpy(&size, (const BYTE *)value->bstrVal - sizeof(size), sizeof(size));
    packer_put_uint32(packer, value->bstrVal != NULL);
    /* An odd number of bytes is possible, and would leave no even place for the NUL. */
    packer_put_block(packer, value->bstrVal, size & ~1u);
    packer_put(packer, &end, sizeof(end));
}

void event_value_put(struct packer *packer, const PROPVARIANT *value)
{
    size_t size;

    packer_put_uint32(packer, value->vt);
    switch (kind_of(value->vt, &size))
    {
        case KIND_NUMBER:
            packer_put(packer, &value->uhVal, size);
            break;
        case KIND_GUID:
            packer_put_block(packer, value->puuid, value->puuid ? sizeof(*value->puuid) : 0);
            break;
        case KIND_UNKNOWN:
            packer_fail(packer, value->punkVal ? MF_E_INVALIDTYPE : S_OK);
            break;
        case KIND_STRING:
            put_string(packer, value);
            break;
        case KIND_BSTR:
            put_bstr(packer, value);
            break;
        case KIND_BYTES:
            packer_put_block(packer, value->blob.pBlobData, value->blob.pBlobData ? value->blob.cbSize : 0);
            break;
        case KIND_NONE:
            packer_fail(packer, MF_E_INVALIDTYPE);
            break;
    }
}

/* TRUE when the characters of `unit` bytes end with a NUL, and have none before. */
static BOOL is_string(const BYTE *data, UINT32 size, size_t unit)
{
    WCHAR c;
    UINT32 i;

    if (size % unit)
        return FALSE;
    for (i = 0; i < size; i += unit)
    {
        c = 0;
        memcpy(&c, data + i, unit);
        if (!c != (i + unit == size))
            return FALSE;
    }
    return TRUE;
}

static BOOL view_string(struct unpacker *unpacker, PROPVARIANT *view, size_t unit)
{
    const void *data;
    UINT32 size;

    if (!unpacker_get_block(unpacker, &data, &size) || !is_string(data, size, unit))
        return FALSE;
    view->pszVal = size ? (char *)data : NULL;
    return TRUE;
}

static BOOL view_bstr(struct unpacker *unpacker, PROPVARIANT *view)
{
    UINT32 present, size;
    const void *data;
    WCHAR end;

    if (!unpacker_get_uint32(unpacker, &present) || present > 1 || !unpacker_get_block(unpacker, &data, &size) ||
            size % sizeof(WCHAR) || !unpacker_get(unpacker, &end, sizeof(end)) || end || (size && !present))
        return FALSE;
    /* The NUL follows at once: when the characters do not fill the last 4 bytes, what fills them must be 0. */
    if (size % 4)
    {
        memcpy(&end, (const BYTE *)data + size, sizeof(end));
        if (end)
            return FALSE;
    }
    view->bstrVal = present ? (BSTR)data : NULL;
    return TRUE;
}

BOOL event_value_view(struct unpacker *unpacker, PROPVARIANT *view)
{
    UINT32 type, bytes;
    const void *data;
    size_t size;

    memset(view, 0, sizeof(*view));
    if (!unpacker_get_uint32(unpacker, &type) || type > 0xffff)
        return FALSE;
    view->vt = type;
    switch (kind_of(type, &size))
    {
        case KIND_NUMBER:
            return unpacker_get(unpacker, &view->uhVal, size);
        case KIND_UNKNOWN:
            return TRUE;
        case KIND_GUID:
            if (!unpacker_get_block(unpacker, &data, &bytes) || (bytes && bytes != sizeof(GUID)))
                return FALSE;
            view->puuid = bytes ? (GUID *)data : NULL;
            return TRUE;
        case KIND_STRING:
            return view_string(unpacker, view, size);
        case KIND_BSTR:
            return view_bstr(unpacker, view);
        case KIND_BYTES:
            if (!unpacker_get_block(unpacker, &data, &bytes))
                return FALSE;
            view->blob.cbSize = bytes;
            view->blob.pBlobData = bytes ? (BYTE *)data : NULL;
            return TRUE;
        default:
            return FALSE;
    }
}

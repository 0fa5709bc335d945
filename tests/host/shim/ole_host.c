/* SPDX-License-Identifier: MIT */
/* The few functions of ole32 and kernel32 that the sources under test call, and the C functions with another wchar_t. */

#include <windows.h>
#include <objbase.h>
#include <propidl.h>

size_t host_wcslen(const wchar_t *string)
{
    size_t length = 0;

    while (string[length])
        length++;
    return length;
}

int host_wcscmp(const wchar_t *a, const wchar_t *b)
{
    while (*a && *a == *b)
        a++, b++;
    return *a < *b ? -1 : *a > *b;
}

void *WINAPI CoTaskMemAlloc(SIZE_T size)
{
    return malloc(size ? size : 1);
}

void WINAPI CoTaskMemFree(void *block)
{
    free(block);
}

/* The types of attributes and events; others own nothing here. */
HRESULT WINAPI PropVariantClear(PROPVARIANT *value)
{
    switch (value->vt)
    {
    case VT_BSTR:
        free(value->bstrVal ? (UINT32 *)value->bstrVal - 1 : NULL);
        break;
    case VT_BLOB:
        free(value->blob.pBlobData);
        break;
    case VT_CLSID:
    case VT_LPSTR:
    case VT_LPWSTR:
        free(value->pwszVal);
        break;
    case VT_VECTOR | VT_UI1:
        free(value->caub.pElems);
        break;
    case VT_UNKNOWN:
        if (value->punkVal)
            IUnknown_Release(value->punkVal);
        break;
    }
    memset(value, 0, sizeof(*value));
    return S_OK;
}

HRESULT WINAPI PropVariantCopy(PROPVARIANT *to, const PROPVARIANT *from)
{
    PROPVARIANT copy = *from;
    size_t size = 0;

    if (from->vt == VT_BSTR)
    {
        UINT32 length = from->bstrVal ? ((UINT32 *)from->bstrVal)[-1] : 0;
        UINT32 *block = malloc(sizeof(*block) + length + sizeof(WCHAR));

        if (!block)
            return E_OUTOFMEMORY;
        memcpy(block, (UINT32 *)from->bstrVal - 1, sizeof(*block) + length + sizeof(WCHAR));
        copy.bstrVal = (BSTR)(block + 1);
    }
    else if (from->vt == VT_BLOB && from->blob.cbSize)
    {
        copy.blob.pBlobData = malloc(from->blob.cbSize);
        if (!copy.blob.pBlobData)
            return E_OUTOFMEMORY;
        memcpy(copy.blob.pBlobData, from->blob.pBlobData, from->blob.cbSize);
    }
    else if (from->vt == VT_LPSTR)
        size = strlen(from->pszVal) + 1;
    else if (from->vt == VT_CLSID)
        size = sizeof(GUID);
    else if (from->vt == VT_LPWSTR)
        size = (host_wcslen(from->pwszVal) + 1) * sizeof(WCHAR);
    else if (from->vt == (VT_VECTOR | VT_UI1))
        size = from->caub.cElems ? from->caub.cElems : 1;
    if (size)
    {
        void *block = malloc(size), *source = from->vt & VT_VECTOR ? (void *)from->caub.pElems : from->pwszVal;

        if (!block)
            return E_OUTOFMEMORY;
        memcpy(block, source, size);
        if (from->vt & VT_VECTOR)
            copy.caub.pElems = block;
        else
            copy.pwszVal = block;
    }
    else if (from->vt == VT_UNKNOWN && from->punkVal)
        IUnknown_AddRef(from->punkVal);
    *to = copy;
    return S_OK;
}

/* There are no apartments: references to objects cannot be carried. */
HRESULT WINAPI CoMarshalInterface(IStream *stream, REFIID iid, IUnknown *object, DWORD context, void *data, DWORD flags)
{
    (void)stream; (void)iid; (void)object; (void)context; (void)data; (void)flags;
    return E_NOTIMPL;
}

HRESULT WINAPI CoUnmarshalInterface(IStream *stream, REFIID iid, void **object)
{
    (void)stream; (void)iid;
    *object = NULL;
    return E_NOTIMPL;
}

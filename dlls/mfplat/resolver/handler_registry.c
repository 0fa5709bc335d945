/* SPDX-License-Identifier: MIT */
/* Handlers that are registered on the machine. */

#include <windows.h>
#include <mfapi.h>
#include <mfidl.h>
#include "base/memory.h"
#include "resolver/handler_registry.h"
#include "resolver/content_type.h"

#define MAX_KEY_NAME 256

static const HKEY roots[] = {HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE};

static const WCHAR *path_of(enum handler_kind kind)
{
    return kind == HANDLER_SCHEME ? L"Software\\Microsoft\\Windows Media Foundation\\SchemeHandlers"
            : L"Software\\Microsoft\\Windows Media Foundation\\ByteStreamHandlers";
}

void clsid_list_free(struct clsid_list *list)
{
    memory_free(list->items);
    list->items = NULL;
    list->count = 0;
}

HRESULT clsid_list_add(struct clsid_list *list, const CLSID *clsid)
{
    unsigned int i;
    CLSID *items;

    for (i = 0; i < list->count; i++)
    {
        if (IsEqualCLSID(&list->items[i], clsid))
            return S_OK;
    }
    if (!(items = memory_realloc_array(list->items, list->count + 1, sizeof(*items))))
        return E_OUTOFMEMORY;
    items[list->count++] = *clsid;
    list->items = items;
    return S_OK;
}

/* The classes that the values of an open key are named after. Other names are skipped. */
static HRESULT add_values(HKEY key, struct clsid_list *list)
{
    WCHAR name[MAX_KEY_NAME];
    HRESULT hr = S_OK;
    CLSID clsid;
    DWORD i, length;
    LSTATUS status;

    for (i = 0; SUCCEEDED(hr); i++)
    {
        length = ARRAYSIZE(name);
        status = RegEnumValueW(key, i, name, &length, NULL, NULL, NULL, NULL);
        if (status == ERROR_MORE_DATA)
            continue;
        if (status)
            break;
        if (SUCCEEDED(CLSIDFromString(name, &clsid)))
            hr = clsid_list_add(list, &clsid);
    }
    return hr;
}

HRESULT handler_registry_find(enum handler_kind kind, const WCHAR *name, struct clsid_list *list)
{
    HRESULT hr = S_OK;
    unsigned int i;
    HKEY parent, key;

    /* A backslash would lead to another key. */
    if (!name[0] || wcschr(name, '\\'))
        return S_OK;
    for (i = 0; i < ARRAYSIZE(roots) && SUCCEEDED(hr); i++)
    {
        if (RegOpenKeyExW(roots[i], path_of(kind), 0, KEY_READ, &parent))
            continue;
        if (!RegOpenKeyExW(parent, name, 0, KEY_READ, &key))
        {
            hr = add_values(key, list);
            RegCloseKey(key);
        }
        RegCloseKey(parent);
    }
    return hr;
}

/* The n-th key below the root; FALSE when there is none. */
static BOOL key_name(HKEY parent, DWORD n, WCHAR name[MAX_KEY_NAME])
{
    DWORD length = MAX_KEY_NAME;

    return !RegEnumKeyExW(parent, n, name, &length, NULL, NULL, NULL, NULL);
}

HRESULT handler_registry_find_all(enum handler_kind kind, struct clsid_list *list)
{
    WCHAR name[MAX_KEY_NAME];
    HRESULT hr = S_OK;
    unsigned int i;
    HKEY parent, key;
    DWORD n;

    for (i = 0; i < ARRAYSIZE(roots) && SUCCEEDED(hr); i++)
    {
        if (RegOpenKeyExW(roots[i], path_of(kind), 0, KEY_READ, &parent))
            continue;
        for (n = 0; SUCCEEDED(hr) && key_name(parent, n, name); n++)
        {
            if (RegOpenKeyExW(parent, name, 0, KEY_READ, &key))
                continue;
            hr = add_values(key, list);
            RegCloseKey(key);
        }
        RegCloseKey(parent);
    }
    return hr;
}

/* Strings that end up in a PROPVARIANT, from the task allocator. */
struct string_list
{
    WCHAR **items;
    ULONG count;
};

static HRESULT string_list_add(struct string_list *list, const WCHAR *text)
{
    WCHAR **items, *copy;
    ULONG i;

    for (i = 0; i < list->count; i++)
    {
        if (!_wcsicmp(list->items[i], text))
            return S_OK;
    }
    if (!(copy = task_memory_duplicate(text, (wcslen(text) + 1) * sizeof(WCHAR))))
        return E_OUTOFMEMORY;
    if (!(items = task_memory_alloc((list->count + 1) * sizeof(*items))))
    {
        task_memory_free(copy);
        return E_OUTOFMEMORY;
    }
    if (list->count)
        memcpy(items, list->items, list->count * sizeof(*items));
    task_memory_free(list->items);
    items[list->count++] = copy;
    list->items = items;
    return S_OK;
}

static void string_list_free(struct string_list *list)
{
    ULONG i;

    for (i = 0; i < list->count; i++)
        task_memory_free(list->items[i]);
    task_memory_free(list->items);
}

static HRESULT add_key_names(struct string_list *list, enum handler_kind kind)
{
    WCHAR name[MAX_KEY_NAME];
    HRESULT hr = S_OK;
    unsigned int i;
    HKEY parent;
    DWORD n;

    for (i = 0; i < ARRAYSIZE(roots) && SUCCEEDED(hr); i++)
    {
        if (RegOpenKeyExW(roots[i], path_of(kind), 0, KEY_READ, &parent))
            continue;
        for (n = 0; SUCCEEDED(hr) && key_name(parent, n, name); n++)
        {
            if (kind == HANDLER_SCHEME || (name[0] != '.' && wcschr(name, '/')))
                hr = string_list_add(list, name);
        }
        RegCloseKey(parent);
    }
    return hr;
}

static HRESULT finish(struct string_list *list, HRESULT hr, PROPVARIANT *value)
{
    if (FAILED(hr))
    {
        string_list_free(list);
        return hr;
    }
    value->vt = VT_VECTOR | VT_LPWSTR;
    value->calpwstr.cElems = list->count;
    value->calpwstr.pElems = list->items;
    return S_OK;
}

/**
 * Lists the schemes that can be resolved: those registered on the machine and those this library opens itself.
 *
 * schemes: receives a VT_VECTOR | VT_LPWSTR, to be freed with PropVariantClear. E_POINTER for NULL, E_OUTOFMEMORY. Thread
 * safe, needs no MFStartup. Documented.
 */
HRESULT WINAPI MFGetSupportedSchemes(PROPVARIANT *schemes)
{
    static const WCHAR *const own[] = {L"file:", L"http:", L"https:"};
    struct string_list list = {NULL, 0};
    unsigned int i;
    HRESULT hr;

    if (!schemes)
        return E_POINTER;
    memset(schemes, 0, sizeof(*schemes));
    hr = add_key_names(&list, HANDLER_SCHEME);
    for (i = 0; i < ARRAYSIZE(own) && SUCCEEDED(hr); i++)
        hr = string_list_add(&list, own[i]);
    return finish(&list, hr, schemes);
}

/**
 * Lists the MIME types that can be resolved: those registered on the machine, and under Wine those of its media source.
 *
 * mime_types: as for MFGetSupportedSchemes; may be an empty list. Documented.
 */
HRESULT WINAPI MFGetSupportedMimeTypes(PROPVARIANT *mime_types)
{
    struct string_list list = {NULL, 0};
    const WCHAR *mime;
    unsigned int i;
    HRESULT hr;

    if (!mime_types)
        return E_POINTER;
    memset(mime_types, 0, sizeof(*mime_types));
    hr = add_key_names(&list, HANDLER_BYTESTREAM);
    if (content_type_has_generic_handler())
    {
        for (i = 0; SUCCEEDED(hr) && (mime = content_type_known_mime(i)); i++)
            hr = string_list_add(&list, mime);
    }
    return finish(&list, hr, mime_types);
}

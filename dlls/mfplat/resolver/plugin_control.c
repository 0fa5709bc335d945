/* SPDX-License-Identifier: MIT */
/* Which classes this process prefers and which it does not use: IMFPluginControl. */

#include <windows.h>
#include <mfapi.h>
#include "base/lock.h"
#include "base/memory.h"
#include "resolver/plugin_control.h"

#define KINDS 3 /* transforms, media sources, transforms by output type */

struct preferred
{
    WCHAR *selector;
    CLSID clsid;
};

/* The lists start as the registry has them and change for this process only. */
static struct
{
    struct lock lock;
    BOOL loaded[KINDS];              /* guarded by lock, like all that follows */
    struct preferred *preferred[KINDS];
    unsigned int preferred_count[KINDS];
    CLSID *disabled[KINDS];
    unsigned int disabled_count[KINDS];
    MF_PLUGIN_CONTROL_POLICY policy;
} control = {.lock = LOCK_INIT(LOCK_RANK_REGISTRY)};

static int find_preferred_locked(DWORD type, const WCHAR *selector)
{
    unsigned int i;

    for (i = 0; i < control.preferred_count[type]; i++)
    {
        if (!_wcsicmp(control.preferred[type][i].selector, selector))
            return i;
    }
    return -1;
}

static int find_disabled_locked(DWORD type, const CLSID *clsid)
{
    unsigned int i;

    for (i = 0; i < control.disabled_count[type]; i++)
    {
        if (IsEqualCLSID(&control.disabled[type][i], clsid))
            return i;
    }
    return -1;
}

static HRESULT add_preferred_locked(DWORD type, const WCHAR *selector, const CLSID *clsid)
{
    int n = find_preferred_locked(type, selector);
    struct preferred *list;
    WCHAR *copy;

    if (n >= 0)
    {
        control.preferred[type][n].clsid = *clsid;
        return S_OK;
    }
    list = memory_realloc_array(control.preferred[type], control.preferred_count[type] + 1, sizeof(*list));
    if (!list)
        return E_OUTOFMEMORY;
    control.preferred[type] = list;
    if (!(copy = memory_duplicate(selector, (wcslen(selector) + 1) * sizeof(WCHAR))))
        return E_OUTOFMEMORY;
    list += control.preferred_count[type]++;
    list->selector = copy;
    list->clsid = *clsid;
    return S_OK;
}

static HRESULT add_disabled_locked(DWORD type, const CLSID *clsid)
{
    CLSID *list;

    if (find_disabled_locked(type, clsid) >= 0)
        return S_OK;
    list = memory_realloc_array(control.disabled[type], control.disabled_count[type] + 1, sizeof(*list));
    if (!list)
        return E_OUTOFMEMORY;
    control.disabled[type] = list;
    list[control.disabled_count[type]++] = *clsid;
    return S_OK;
}

/* The values of Preferred (selector and class) and DoNotUse (class) below the key of the kind. */
static void load_values_locked(DWORD type, const WCHAR *path, BOOL preferred)
{
    WCHAR name[256], data[64];
    DWORD i, length, size, value_type;
    LSTATUS status;
    CLSID clsid;
    HKEY key;

    if (RegOpenKeyExW(HKEY_LOCAL_MACHINE, path, 0, KEY_READ, &key))
        return;
    for (i = 0;; i++)
    {
        length = ARRAYSIZE(name);
        size = sizeof(data) - sizeof(WCHAR);
        status = RegEnumValueW(key, i, name, &length, NULL, &value_type, (BYTE *)data, &size);
        if (status == ERROR_MORE_DATA)
            continue;
        if (status)
            break;
        data[size / sizeof(WCHAR)] = 0;
        if (!preferred && SUCCEEDED(CLSIDFromString(name, &clsid)))
            add_disabled_locked(type, &clsid);
        else if (preferred && value_type == REG_SZ && SUCCEEDED(CLSIDFromString(data, &clsid)))
            add_preferred_locked(type, name, &clsid);
    }
    RegCloseKey(key);
}

static void load_locked(DWORD type)
{
    if (control.loaded[type])
        return;
    control.loaded[type] = TRUE;
    if (type == MF_Plugin_Type_MediaSource)
    {
        load_values_locked(type, L"Software\\Microsoft\\Windows Media Foundation\\MediaSources\\Preferred", TRUE);
        load_values_locked(type, L"Software\\Microsoft\\Windows Media Foundation\\MediaSources\\DoNotUse", FALSE);
    }
    else if (type == MF_Plugin_Type_MFT)
    {
        load_values_locked(type, L"Software\\Microsoft\\Windows Media Foundation\\Transforms\\Preferred", TRUE);
        load_values_locked(type, L"Software\\Microsoft\\Windows Media Foundation\\Transforms\\DoNotUse", FALSE);
    }
}

BOOL plugin_control_preferred(MF_Plugin_Type type, const WCHAR *selector, CLSID *clsid)
{
    int n;

    lock_acquire(&control.lock);
    load_locked(type);
    n = find_preferred_locked(type, selector);
    if (n >= 0)
        *clsid = control.preferred[type][n].clsid;
    lock_release(&control.lock);
    return n >= 0;
}

BOOL plugin_control_is_disabled(MF_Plugin_Type type, const CLSID *clsid)
{
    int n;

    lock_acquire(&control.lock);
    load_locked(type);
    n = find_disabled_locked(type, clsid);
    lock_release(&control.lock);
    return n >= 0;
}

static HRESULT WINAPI plugin_control_QueryInterface(IMFPluginControl2 *iface, REFIID iid, void **out)
{
    if (!out)
        return E_POINTER;
    if (IsEqualIID(iid, &IID_IUnknown) || IsEqualIID(iid, &IID_IMFPluginControl) ||
            IsEqualIID(iid, &IID_IMFPluginControl2))
    {
        *out = iface;
        return S_OK;
    }
    *out = NULL;
    return E_NOINTERFACE;
}

/* The object belongs to the process and is never freed: the counts say nothing. */
static ULONG WINAPI plugin_control_AddRef(IMFPluginControl2 *iface)
{
    (void)iface;
    return 2;
}

static ULONG WINAPI plugin_control_Release(IMFPluginControl2 *iface)
{
    (void)iface;
    return 1;
}

/* E_INVALIDARG for NULL or an unknown type, 0x80070490 without a preference. */
static HRESULT WINAPI plugin_control_GetPreferredClsid(IMFPluginControl2 *iface, DWORD type, const WCHAR *selector,
        CLSID *clsid)
{
    (void)iface;
    if (type >= KINDS || !selector || !clsid)
        return E_INVALIDARG;
    return plugin_control_preferred(type, selector, clsid) ? S_OK : HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
}

/* *selector comes from CoTaskMemAlloc. E_INVALIDARG for NULL or an unknown type, 0x80070103 after the last. */
static HRESULT WINAPI plugin_control_GetPreferredClsidByIndex(IMFPluginControl2 *iface, DWORD type, DWORD index,
        WCHAR **selector, CLSID *clsid)
{
    HRESULT hr = HRESULT_FROM_WIN32(ERROR_NO_MORE_ITEMS);

    (void)iface;
    if (type >= KINDS || !selector || !clsid)
        return E_INVALIDARG;
    lock_acquire(&control.lock);
    load_locked(type);
    if (index < control.preferred_count[type])
    {
        const struct preferred *entry = &control.preferred[type][index];

        *selector = task_memory_duplicate(entry->selector, (wcslen(entry->selector) + 1) * sizeof(WCHAR));
        *clsid = entry->clsid;
        hr = *selector ? S_OK : E_OUTOFMEMORY;
    }
    lock_release(&control.lock);
    return hr;
}

/* A NULL class takes the preference away; none to take away is 0x80070490. */
static HRESULT WINAPI plugin_control_SetPreferredClsid(IMFPluginControl2 *iface, DWORD type, const WCHAR *selector,
        const CLSID *clsid)
{
    WCHAR *removed = NULL;
    HRESULT hr = S_OK;
    int n;

    (void)iface;
    if (type >= KINDS || !selector)
        return E_INVALIDARG;
    lock_acquire(&control.lock);
    load_locked(type);
    if (clsid)
    {
        hr = add_preferred_locked(type, selector, clsid);
    }
    else if ((n = find_preferred_locked(type, selector)) >= 0)
    {
        struct preferred *list = control.preferred[type];

        removed = list[n].selector;
        memmove(list + n, list + n + 1, (--control.preferred_count[type] - n) * sizeof(*list));
    }
    else
    {
        hr = HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
    }
    lock_release(&control.lock);
    memory_free(removed);
    return hr;
}

/* S_OK when the class is not to be used, 0x80070490 when it is. */
static HRESULT WINAPI plugin_control_IsDisabled(IMFPluginControl2 *iface, DWORD type, REFCLSID clsid)
{
    (void)iface;
    if (type >= KINDS || !clsid)
        return E_INVALIDARG;
    return plugin_control_is_disabled(type, clsid) ? S_OK : HRESULT_FROM_WIN32(ERROR_NOT_FOUND);
}

static HRESULT WINAPI plugin_control_GetDisabledByIndex(IMFPluginControl2 *iface, DWORD type, DWORD index,
        CLSID *clsid)
{
    HRESULT hr = HRESULT_FROM_WIN32(ERROR_NO_MORE_ITEMS);

    (void)iface;
    if (type >= KINDS || !clsid)
        return E_INVALIDARG;
    lock_acquire(&control.lock);
    load_locked(type);
    if (index < control.disabled_count[type])
    {
        *clsid = control.disabled[type][index];
        hr = S_OK;
    }
    lock_release(&control.lock);
    return hr;
}

/* Allowing a class that is not forbidden is S_OK. */
static HRESULT WINAPI plugin_control_SetDisabled(IMFPluginControl2 *iface, DWORD type, REFCLSID clsid, BOOL disabled)
{
    HRESULT hr = S_OK;
    int n;

    (void)iface;
    if (type >= KINDS || !clsid)
        return E_INVALIDARG;
    lock_acquire(&control.lock);
    load_locked(type);
    if (disabled)
    {
        hr = add_disabled_locked(type, clsid);
    }
    else if ((n = find_disabled_locked(type, clsid)) >= 0)
    {
        CLSID *list = control.disabled[type];

        memmove(list + n, list + n + 1, (--control.disabled_count[type] - n) * sizeof(*list));
    }
    lock_release(&control.lock);
    return hr;
}

static HRESULT WINAPI plugin_control_SetPolicy(IMFPluginControl2 *iface, MF_PLUGIN_CONTROL_POLICY policy)
{
    (void)iface;
    if ((unsigned int)policy > MF_PLUGIN_CONTROL_POLICY_USE_WEB_PLUGINS_EDGEMODE)
        return E_INVALIDARG;
    lock_acquire(&control.lock);
    control.policy = policy;
    lock_release(&control.lock);
    return S_OK;
}

static const IMFPluginControl2Vtbl plugin_control_vtbl =
{
    plugin_control_QueryInterface,
    plugin_control_AddRef,
    plugin_control_Release,
    plugin_control_GetPreferredClsid,
    plugin_control_GetPreferredClsidByIndex,
    plugin_control_SetPreferredClsid,
    plugin_control_IsDisabled,
    plugin_control_GetDisabledByIndex,
    plugin_control_SetDisabled,
    plugin_control_SetPolicy
};

static IMFPluginControl2 plugin_control = {(IMFPluginControl2Vtbl *)&plugin_control_vtbl};

/**
 * The one object that says which classes this process prefers and which it does not use; it is an IMFPluginControl2 too.
 *
 * control: receives the object. E_POINTER for NULL. Thread safe, needs no MFStartup. The lists start as
 * HKLM\Software\Microsoft\Windows Media Foundation has them (MediaSources and Transforms, each with Preferred and
 * DoNotUse). Documented; the registry's layout is not.
 */
HRESULT WINAPI MFGetPluginControl(IMFPluginControl **out)
{
    if (!out)
        return E_POINTER;
    *out = (IMFPluginControl *)&plugin_control;
    return S_OK;
}

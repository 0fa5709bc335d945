/* SPDX-License-Identifier: MIT */
/* Functions that Windows XP SP2 does not have, looked up at run time, each with a fallback. */

#include "base/os_newer.h"
#include "base/os.h"

struct os_newer os_newer;

static BOOL force_fallbacks;

static void *find(const WCHAR *dll, const char *function)
{
    HMODULE module = GetModuleHandleW(dll);
    return module && !force_fallbacks ? (void *)GetProcAddress(module, function) : NULL;
}

void os_newer_init(void)
{
    static const WCHAR synch_api[] = L"api-ms-win-core-synch-l1-2-0.dll";
    char value[8];

    force_fallbacks = os_environment("OPENMFPLAT_FORCE_FALLBACKS", value, sizeof(value));

    os_newer.wait_on_address = find(L"kernelbase.dll", "WaitOnAddress");
    os_newer.wake_by_address_single = find(L"kernelbase.dll", "WakeByAddressSingle");
    os_newer.wake_by_address_all = find(L"kernelbase.dll", "WakeByAddressAll");
    if (!os_newer.wait_on_address)
    {
        os_newer.wait_on_address = find(synch_api, "WaitOnAddress");
        os_newer.wake_by_address_single = find(synch_api, "WakeByAddressSingle");
        os_newer.wake_by_address_all = find(synch_api, "WakeByAddressAll");
    }
    if (!os_newer.wake_by_address_single || !os_newer.wake_by_address_all)
        os_newer.wait_on_address = NULL;

    os_newer.co_increment_mta_usage = find(L"ole32.dll", "CoIncrementMTAUsage");
    os_newer.co_decrement_mta_usage = find(L"ole32.dll", "CoDecrementMTAUsage");
    if (!os_newer.co_decrement_mta_usage)
        os_newer.co_increment_mta_usage = NULL;

    os_newer.set_thread_description = find(L"kernelbase.dll", "SetThreadDescription");
}

void *os_newer_lookup(const WCHAR *dll, const char *function)
{
    HMODULE module;

    if (force_fallbacks || !(module = LoadLibraryW(dll)))
        return NULL;
    return (void *)GetProcAddress(module, function);
}

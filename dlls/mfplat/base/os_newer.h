/* SPDX-License-Identifier: MIT */
/* Functions that Windows XP SP2 does not have, looked up at run time, each with a fallback.
 *
 * The environment variable OPENMFPLAT_FORCE_FALLBACKS makes every look-up fail, so that tests run the fallbacks on any
 * system. All members may be NULL (see each). Filled once by os_newer_init, immutable afterwards.
 */
#ifndef OPENMFPLAT_BASE_OS_NEWER_H
#define OPENMFPLAT_BASE_OS_NEWER_H

#include <windows.h>

struct os_newer
{
    /* Windows 8: both or none. Fallback: keyed events (ntdll, from XP on). */
    BOOL (WINAPI *wait_on_address)(volatile void *address, void *compare, SIZE_T size, DWORD timeout_ms);
    void (WINAPI *wake_by_address_single)(void *address);
    void (WINAPI *wake_by_address_all)(void *address);
    /* Windows 8, ole32: both or none. Fallback: a thread that stays in the multithreaded apartment. */
    HRESULT (WINAPI *co_increment_mta_usage)(void **cookie);
    HRESULT (WINAPI *co_decrement_mta_usage)(void *cookie);
    /* Windows 10. Fallback: threads have no names. */
    HRESULT (WINAPI *set_thread_description)(HANDLE thread, const WCHAR *description);
};

extern struct os_newer os_newer;

void os_newer_init(void);

/* Looks up a function of a system DLL that is loaded when first needed (avrt, propsys, winhttp ...). NULL when DLL or
 * function is missing or fallbacks are forced. The DLL stays loaded. */
void *os_newer_lookup(const WCHAR *dll, const char *function);

#endif

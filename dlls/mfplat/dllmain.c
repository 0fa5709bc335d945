/* SPDX-License-Identifier: MIT */
/* Entry point of mfplat.dll: bookkeeping only. */

#include "base/os_newer.h"
#include "base/trace.h"

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved);

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance;
    (void)reserved;

    if (reason == DLL_PROCESS_ATTACH)
    {
        os_newer_init();
        trace_init();
    }
    return TRUE;
}

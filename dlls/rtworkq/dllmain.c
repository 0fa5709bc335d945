/* SPDX-License-Identifier: MIT */
/* Entry point of rtworkq.dll, a file of forwarders: the platform lives in mfplat.dll. */

#include <windows.h>

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved);

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance;
    (void)reason;
    (void)reserved;
    return TRUE;
}

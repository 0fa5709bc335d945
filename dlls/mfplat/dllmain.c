/* SPDX-License-Identifier: MIT */
/* Entry point of mfplat.dll: bookkeeping only. */

#include "base/os_newer.h"
#include "base/pool.h"
#include "base/trace.h"
#include "buffer/buffer_memory.h"
#include "transform/transform_snapshot.h"

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved);

BOOL WINAPI DllMain(HINSTANCE instance, DWORD reason, void *reserved)
{
    (void)instance;

    switch (reason)
    {
        case DLL_PROCESS_ATTACH:
            os_newer_init();
            trace_init();
            return pool_init();
        case DLL_THREAD_DETACH:
            pool_thread_exit();
            break;
        case DLL_PROCESS_DETACH:
            /* At the end of the process the system takes everything, and other threads may hold our locks. */
            if (!reserved)
            {
                transform_snapshot_invalidate();
                buffer_memory_trim();
                pool_exit();
            }
            break;
    }
    return TRUE;
}

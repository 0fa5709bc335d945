/* SPDX-License-Identifier: MIT */
/* Threads for calls that may block for long. */

#include "bytestream/io_thread.h"
#include "base/atomic.h"

void io_thread_keep_module(void)
{
    static LONG kept;
    HMODULE module;

    if (atomic_load_relaxed(&kept))
        return;
    if (GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
            (const WCHAR *)io_thread_keep_module, &module))
        atomic_store_relaxed(&kept, 1);
}

HRESULT io_thread_run(LPTHREAD_START_ROUTINE function, void *context)
{
    io_thread_keep_module();
    if (!QueueUserWorkItem(function, context, WT_EXECUTELONGFUNCTION))
    {
        DWORD error = GetLastError();
        return error ? HRESULT_FROM_WIN32(error) : E_OUTOFMEMORY;
    }
    return S_OK;
}

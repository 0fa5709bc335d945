/* SPDX-License-Identifier: MIT */
/* The diagnostic entries that Windows' own media DLLs call. They record for tools of Microsoft's; here they do nothing, and
 * quickly: some are called at the start of every function.
 *
 * Only the size of their parameters on 32-bit x86 is known. All return 0, which reads as S_OK, FALSE and NULL alike.
 * Thread safe. Undocumented. This library's own event trace is another thing (see base/trace.h).
 */

#include <windows.h>

/* Reports an error. Windows Vista's has one parameter less; on 64-bit Windows 11 it shares its code with
 * MFTraceFuncEnter, so that neither can depend on its parameters. */
DWORD_PTR WINAPI MFTraceError(DWORD_PTR a0, DWORD_PTR a1, DWORD_PTR a2, DWORD_PTR a3, DWORD_PTR a4, DWORD_PTR a5);
DWORD_PTR WINAPI MFTraceError(DWORD_PTR a0, DWORD_PTR a1, DWORD_PTR a2, DWORD_PTR a3, DWORD_PTR a4, DWORD_PTR a5)
{
    (void)a0;
    (void)a1;
    (void)a2;
    (void)a3;
    (void)a4;
    (void)a5;
    return 0;
}

/* Reports that a function is entered. */
DWORD_PTR WINAPI MFTraceFuncEnter(DWORD_PTR a0, DWORD_PTR a1, DWORD_PTR a2, DWORD_PTR a3);
DWORD_PTR WINAPI MFTraceFuncEnter(DWORD_PTR a0, DWORD_PTR a1, DWORD_PTR a2, DWORD_PTR a3)
{
    (void)a0;
    (void)a1;
    (void)a2;
    (void)a3;
    return 0;
}

/* Remembers an error. Gone since Windows 8.1. */
DWORD_PTR WINAPI MFRecordError(DWORD_PTR a0);
DWORD_PTR WINAPI MFRecordError(DWORD_PTR a0)
{
    (void)a0;
    return 0;
}

/* The call-stack tracing of Windows 10: no stack is ever traced here, so there is nothing to take, restore, clear or log. */
DWORD_PTR WINAPI MFCallStackTracingClearSnapshot(DWORD_PTR a0);
DWORD_PTR WINAPI MFCallStackTracingClearSnapshot(DWORD_PTR a0)
{
    (void)a0;
    return 0;
}

/* See MFCallStackTracingClearSnapshot. */
DWORD_PTR WINAPI MFCallStackTracingTakeSnapshot(DWORD_PTR a0);
DWORD_PTR WINAPI MFCallStackTracingTakeSnapshot(DWORD_PTR a0)
{
    (void)a0;
    return 0;
}

/* See MFCallStackTracingClearSnapshot. */
DWORD_PTR WINAPI MFCallStackTracingRestoreSnapshot(DWORD_PTR a0);
DWORD_PTR WINAPI MFCallStackTracingRestoreSnapshot(DWORD_PTR a0)
{
    (void)a0;
    return 0;
}

/* See MFCallStackTracingClearSnapshot. */
DWORD_PTR WINAPI MFCallStackTracingLogSessionErrors(DWORD_PTR a0, DWORD_PTR a1, DWORD_PTR a2, DWORD_PTR a3,
        DWORD_PTR a4, DWORD_PTR a5, DWORD_PTR a6);
DWORD_PTR WINAPI MFCallStackTracingLogSessionErrors(DWORD_PTR a0, DWORD_PTR a1, DWORD_PTR a2, DWORD_PTR a3,
        DWORD_PTR a4, DWORD_PTR a5, DWORD_PTR a6)
{
    (void)a0;
    (void)a1;
    (void)a2;
    (void)a3;
    (void)a4;
    (void)a5;
    (void)a6;
    return 0;
}

/* The tracing of the calling thread: NULL, there is none. */
void * WINAPI MFGetCallStackTracingWeakReference(void);
void * WINAPI MFGetCallStackTracingWeakReference(void)
{
    return NULL;
}

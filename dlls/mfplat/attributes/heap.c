/* SPDX-License-Identifier: MIT */
/* MFHeapAlloc and MFHeapFree: the process heap under another name. */

#include <windows.h>
#include <mfapi.h>

/* Allocates from the process heap: the block may also go to HeapFree(GetProcessHeap()).
 *
 * size: bytes. flags: those of HeapAlloc, passed on. file, line, type: reserved, ignored (documented).
 * NULL when there is no memory. Any thread. Documented. */
void *WINAPI MFHeapAlloc(size_t size, ULONG flags, char *file, int line, EAllocationType type)
{
    (void)file;
    (void)line;
    (void)type;

    return HeapAlloc(GetProcessHeap(), flags, size);
}

/* Frees a block of MFHeapAlloc, or of the process heap. NULL is fine. Any thread. Documented. */
void WINAPI MFHeapFree(void *block)
{
    if (block)
        HeapFree(GetProcessHeap(), 0, block);
}

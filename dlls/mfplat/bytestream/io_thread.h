/* SPDX-License-Identifier: MIT */
/* Threads for calls that may block for long: opening files, reading foreign streams, talking to servers.
 *
 * They come from the system's pool and are none of the platform's queue threads: a device that does not answer holds
 * up no queue. The first use keeps the DLL loaded until the process ends, since such a thread may return from it at any
 * time. Thread safe.
 */
#ifndef OPENMFPLAT_BYTESTREAM_IO_THREAD_H
#define OPENMFPLAT_BYTESTREAM_IO_THREAD_H

#include <windows.h>

/* Runs the function on such a thread. E_OUTOFMEMORY or the system's error: it will not be called. */
HRESULT io_thread_run(LPTHREAD_START_ROUTINE function, void *context);
/* For others that have the system's pool call into the DLL. */
void io_thread_keep_module(void);

#endif

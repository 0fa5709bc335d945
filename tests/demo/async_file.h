/* SPDX-License-Identifier: MIT */
/* A file with an asynchronous read method, the way an application offers one on top of the Media Foundation platform. */
#ifndef OPENMFPLAT_DEMO_ASYNC_FILE_H
#define OPENMFPLAT_DEMO_ASYNC_FILE_H

#include <windows.h>
#include <mfobjects.h>

struct async_file;

/* Opens the file. Reads will run on `queue`, which must stay locked until the last one has completed. */
HRESULT async_file_open(const WCHAR *path, DWORD queue, struct async_file **file);
ULONG async_file_add_ref(struct async_file *file);
ULONG async_file_release(struct async_file *file);

ULONGLONG async_file_size(const struct async_file *file);

/* Starts reading `size` bytes at `offset` into `buffer`, which belongs to the operation until `callback` is invoked with
 * the result; `state` comes back from that result's GetState(). */
HRESULT async_file_begin_read(struct async_file *file, ULONGLONG offset, BYTE *buffer, DWORD size,
        IMFAsyncCallback *callback, IUnknown *state);

/* Ends the operation that the result stands for. `read` is the number of bytes that arrived: fewer than asked for at the
 * end of the file, 0 behind it. */
HRESULT async_file_end_read(struct async_file *file, IMFAsyncResult *result, DWORD *read);

#endif

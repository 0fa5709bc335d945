/* SPDX-License-Identifier: MIT */
/* Overlapped input and output on one file handle.
 *
 * Every transfer names its offset, so any number may be under way at once. What the system finishes inside the call is
 * done with at once; for the rest the system's pool waits on the transfer's event, so that no thread of the platform
 * stands still for a slow device. A handle stays open until nobody uses it any more: closing marks it closed, cancels
 * what is under way, and the last user closes it. Thread safe.
 */
#ifndef OPENMFPLAT_BYTESTREAM_FILE_IO_H
#define OPENMFPLAT_BYTESTREAM_FILE_IO_H

#include <mfobjects.h>
#include "base/atomic.h"

struct file_io
{
    HANDLE handle;  /* immutable; open while users > 0 */
    LONG users;     /* atomic: the stream's own use until it closes, calls and transfers under way */
    LONG closed;    /* atomic */
    LONG cancels;   /* atomic: how often everything under way was cancelled */
};

struct file_transfer
{
    OVERLAPPED overlapped;
    struct file_io *io;
    BYTE *data;
    ULONG size;
    QWORD offset;
    BOOL write;
    LONG cancels;  /* those of the io when the transfer was started */
    HANDLE event;
    HANDLE wait;       /* published by wait_state */
    LONG wait_state;   /* atomic: who is first, the one that registers the wait or the one that it wakes */
    /* Called once, on any thread, when the transfer is over; *transfer may be freed by it. */
    void (*done)(struct file_transfer *transfer, HRESULT hr, ULONG count);
};

void file_io_init(struct file_io *io, HANDLE handle);
/* Idempotent. */
void file_io_close(struct file_io *io);
/* Transfers under way end with E_ABORT, where the system can cancel those of other threads (Vista). */
void file_io_cancel(struct file_io *io);

/* For calls on the handle: FALSE once it is closed; else ends with file_io_release. */
BOOL file_io_acquire(struct file_io *io);
void file_io_release(struct file_io *io);

/* Synchronous. S_OK with a short count, down to 0, at the end of the data. E_HANDLE once closed. */
HRESULT file_io_transfer(struct file_io *io, BOOL write, QWORD offset, BYTE *data, ULONG size, ULONG *count);
/* Fills in everything of the transfer but `done`. On failure (E_HANDLE, E_OUTOFMEMORY) done is not called. */
HRESULT file_io_begin(struct file_io *io, struct file_transfer *transfer, BOOL write, QWORD offset, BYTE *data,
        ULONG size);

#endif

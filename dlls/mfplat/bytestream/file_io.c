/* SPDX-License-Identifier: MIT */
/* Overlapped input and output on one file handle. */

#include <stdint.h>
#include "bytestream/file_io.h"
#include "bytestream/io_thread.h"
#include "base/lock.h"
#include "base/os_newer.h"

/* file_transfer.wait_state */
enum
{
    WAIT_STARTING,   /* neither side is done */
    WAIT_REGISTERED, /* the handle of the wait is stored */
    WAIT_FIRED       /* the transfer is over */
};

/* Events that wait for their next transfer: making one is a request to the kernel. */
static struct
{
    struct lock lock;
    unsigned int count; /* guarded by lock */
    HANDLE events[32];  /* guarded by lock */
} event_cache = {LOCK_INIT(LOCK_RANK_LEAF), 0, {NULL}};

static HANDLE event_take(void)
{
    HANDLE event = NULL;

    lock_acquire(&event_cache.lock);
    if (event_cache.count)
        event = event_cache.events[--event_cache.count];
    lock_release(&event_cache.lock);
    return event ? event : CreateEventW(NULL, TRUE, FALSE, NULL);
}

static void event_give(HANDLE event)
{
    lock_acquire(&event_cache.lock);
    if (event_cache.count < ARRAYSIZE(event_cache.events))
    {
        event_cache.events[event_cache.count++] = event;
        event = NULL;
    }
    lock_release(&event_cache.lock);
    if (event)
        CloseHandle(event);
}

void file_io_init(struct file_io *io, HANDLE handle)
{
    io->handle = handle;
    io->users = 1;
    io->closed = 0;
    io->cancels = 0;
}

BOOL file_io_acquire(struct file_io *io)
{
    LONG users = atomic_load(&io->users);

    while (users && !atomic_load(&io->closed))
    {
        if (atomic_compare_exchange(&io->users, users, users + 1))
            return TRUE;
        users = atomic_load(&io->users);
    }
    return FALSE;
}

void file_io_release(struct file_io *io)
{
    if (!atomic_decrement(&io->users))
        CloseHandle(io->handle);
}

static void cancel_transfers(struct file_io *io, OVERLAPPED *overlapped)
{
    static BOOL (WINAPI *cancel_io_ex)(HANDLE handle, OVERLAPPED *overlapped);

    if (!cancel_io_ex)
        cancel_io_ex = os_newer_lookup(L"kernel32.dll", "CancelIoEx");
    if (cancel_io_ex)
        cancel_io_ex(io->handle, overlapped);
    else
        CancelIo(io->handle);
}

void file_io_cancel(struct file_io *io)
{
    if (!file_io_acquire(io))
        return;
    atomic_increment(&io->cancels);
    cancel_transfers(io, NULL);
    file_io_release(io);
}

void file_io_close(struct file_io *io)
{
    if (atomic_exchange(&io->closed, 1))
        return;
    atomic_increment(&io->cancels);
    /* More than the stream's own use: something is under way. */
    if (atomic_load(&io->users) > 1)
        cancel_transfers(io, NULL);
    file_io_release(io);
}

/* The number of bytes, or the error in terms of the contract: the end of the data is none. */
static HRESULT transfer_result(struct file_transfer *transfer, DWORD error, ULONG *count)
{
    struct file_io *io = transfer->io;
    DWORD transferred = 0;

    *count = 0;
    if (!error && !GetOverlappedResult(io->handle, &transfer->overlapped, &transferred, FALSE))
        error = GetLastError();
    if (!error)
    {
        *count = transferred;
        return S_OK;
    }
    if (!transfer->write && (error == ERROR_HANDLE_EOF || error == ERROR_BROKEN_PIPE))
        return S_OK;
    if (error == ERROR_OPERATION_ABORTED)
        return E_ABORT;
    return HRESULT_FROM_WIN32(error);
}

/* 0 when the transfer is over, ERROR_IO_PENDING when it goes on, else why it could not start. */
static DWORD transfer_start(struct file_transfer *transfer)
{
    struct file_io *io = transfer->io;
    OVERLAPPED *overlapped = &transfer->overlapped;
    DWORD error;
    BOOL ok;

    transfer->cancels = atomic_load(&io->cancels);
    memset(overlapped, 0, sizeof(*overlapped));
    overlapped->Offset = (DWORD)transfer->offset;
    overlapped->OffsetHigh = (DWORD)(transfer->offset >> 32);
    /* The lowest bit keeps the completion away from a port that the handle's maker may have bound it to. */
    overlapped->hEvent = (HANDLE)((ULONG_PTR)transfer->event | 1);

    if (transfer->write)
        ok = WriteFile(io->handle, transfer->data, transfer->size, NULL, overlapped);
    else
        ok = ReadFile(io->handle, transfer->data, transfer->size, NULL, overlapped);
    error = ok ? 0 : GetLastError();
    if (error != ERROR_IO_PENDING)
        return error;
    if (HasOverlappedIoCompleted(overlapped))
        return 0;
    /* A close that did not see the transfer yet: the cancel must not be lost. */
    if (atomic_load(&io->closed))
        cancel_transfers(io, overlapped);
    return ERROR_IO_PENDING;
}

static HRESULT transfer_init(struct file_io *io, struct file_transfer *transfer, BOOL write, QWORD offset,
        BYTE *data, ULONG size)
{
    if (write && offset > INT64_MAX)
        return HRESULT_FROM_WIN32(ERROR_INVALID_PARAMETER);
    if (!file_io_acquire(io))
        return E_HANDLE;
    if (!(transfer->event = event_take()))
    {
        file_io_release(io);
        return E_OUTOFMEMORY;
    }
    transfer->io = io;
    transfer->write = write;
    transfer->offset = offset;
    transfer->data = data;
    transfer->size = size;
    transfer->wait = NULL;
    transfer->wait_state = WAIT_STARTING;
    return S_OK;
}

static void transfer_end(struct file_transfer *transfer)
{
    event_give(transfer->event);
    transfer->event = NULL;
    file_io_release(transfer->io);
}

/* Nothing to transfer, or beyond where a file can reach. */
static BOOL transfer_is_empty(const struct file_transfer *transfer)
{
    return !transfer->size || transfer->offset > INT64_MAX;
}

/* TRUE when the system cancelled the transfer though nobody here asked for it: its thread has ended. */
static BOOL transfer_must_be_repeated(const struct file_transfer *transfer, HRESULT hr)
{
    struct file_io *io = transfer->io;

    return hr == E_ABORT && !atomic_load(&io->closed) && atomic_load(&io->cancels) == transfer->cancels;
}

HRESULT file_io_transfer(struct file_io *io, BOOL write, QWORD offset, BYTE *data, ULONG size, ULONG *count)
{
    struct file_transfer transfer;
    DWORD error;
    HRESULT hr;

    *count = 0;
    hr = transfer_init(io, &transfer, write, offset, data, size);
    if (FAILED(hr))
        return hr;
    if (!transfer_is_empty(&transfer))
    {
        error = transfer_start(&transfer);
        if (error == ERROR_IO_PENDING)
        {
            WaitForSingleObject(transfer.event, INFINITE);
            error = 0;
        }
        hr = transfer_result(&transfer, error, count);
    }
    transfer_end(&transfer);
    return hr;
}

static void transfer_run(struct file_transfer *transfer);

/* The one that comes second gives the wait back; the event is used again only then. */
static void transfer_finish(struct file_transfer *transfer)
{
    ULONG count;
    HRESULT hr = transfer_result(transfer, 0, &count);

    if (transfer->wait)
        UnregisterWait(transfer->wait);
    transfer->wait = NULL;
    if (transfer_must_be_repeated(transfer, hr))
    {
        transfer->wait_state = WAIT_STARTING;
        transfer_run(transfer);
        return;
    }
    transfer_end(transfer);
    transfer->done(transfer, hr, count);
}

static void CALLBACK transfer_event_set(void *context, BOOLEAN timed_out)
{
    struct file_transfer *transfer = context;

    (void)timed_out;
    if (atomic_exchange(&transfer->wait_state, WAIT_FIRED) == WAIT_REGISTERED)
        transfer_finish(transfer);
}

static void transfer_run(struct file_transfer *transfer)
{
    DWORD error = transfer_start(transfer);
    ULONG count;
    HRESULT hr;

    if (error == ERROR_IO_PENDING)
    {
        io_thread_keep_module();
        if (RegisterWaitForSingleObject(&transfer->wait, transfer->event, transfer_event_set, transfer, INFINITE,
                WT_EXECUTEONLYONCE))
        {
            if (atomic_exchange(&transfer->wait_state, WAIT_REGISTERED) == WAIT_FIRED)
                transfer_finish(transfer);
            return;
        }
        /* No memory to wait elsewhere. */
        WaitForSingleObject(transfer->event, INFINITE);
        error = 0;
    }
    hr = transfer_result(transfer, error, &count);
    transfer_end(transfer);
    transfer->done(transfer, hr, count);
}

HRESULT file_io_begin(struct file_io *io, struct file_transfer *transfer, BOOL write, QWORD offset, BYTE *data,
        ULONG size)
{
    HRESULT hr = transfer_init(io, transfer, write, offset, data, size);

    if (FAILED(hr))
        return hr;
    if (transfer_is_empty(transfer))
    {
        transfer_end(transfer);
        transfer->done(transfer, S_OK, 0);
    }
    else
    {
        transfer_run(transfer);
    }
    return S_OK;
}

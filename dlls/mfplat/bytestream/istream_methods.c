/* SPDX-License-Identifier: MIT */
/* The methods that every IStream of the library has in common. */

#include <windows.h>
#include "base/memory.h"
#include "bytestream/istream_methods.h"

#define COPY_SIZE 65536

HRESULT WINAPI istream_CopyTo(IStream *iface, IStream *target, ULARGE_INTEGER size, ULARGE_INTEGER *read,
        ULARGE_INTEGER *written)
{
    ULONGLONG total_read = 0, total_written = 0;
    ULONG part_read, part_written;
    HRESULT hr = S_OK;
    BYTE *buffer;

    if (!target)
        return STG_E_INVALIDPOINTER;
    if (!(buffer = memory_alloc(COPY_SIZE)))
        return E_OUTOFMEMORY;
    while (total_read < size.QuadPart)
    {
        ULONGLONG left = size.QuadPart - total_read;

        part_read = 0;
        hr = IStream_Read(iface, buffer, left < COPY_SIZE ? (ULONG)left : COPY_SIZE, &part_read);
        if (FAILED(hr) || !part_read)
            break;
        total_read += part_read;
        part_written = 0;
        hr = IStream_Write(target, buffer, part_read, &part_written);
        total_written += part_written;
        if (FAILED(hr) || part_written < part_read)
            break;
    }
    memory_free(buffer);
    if (read)
        read->QuadPart = total_read;
    if (written)
        written->QuadPart = total_written;
    return FAILED(hr) ? hr : S_OK;
}

HRESULT WINAPI istream_Commit(IStream *iface, DWORD flags)
{
    (void)iface;
    (void)flags;
    return S_OK;
}

HRESULT WINAPI istream_Revert(IStream *iface)
{
    (void)iface;
    return STG_E_INVALIDFUNCTION;
}

HRESULT WINAPI istream_LockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    (void)iface;
    (void)offset;
    (void)size;
    (void)type;
    return STG_E_INVALIDFUNCTION;
}

HRESULT WINAPI istream_UnlockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type)
{
    return istream_LockRegion(iface, offset, size, type);
}

HRESULT WINAPI istream_Clone(IStream *iface, IStream **clone)
{
    (void)iface;
    if (!clone)
        return STG_E_INVALIDPOINTER;
    *clone = NULL;
    return E_NOTIMPL;
}

HRESULT istream_stat(STATSTG *stat, ULONGLONG size, DWORD mode)
{
    if (!stat)
        return STG_E_INVALIDPOINTER;
    memset(stat, 0, sizeof(*stat));
    stat->type = STGTY_STREAM;
    stat->cbSize.QuadPart = size;
    stat->grfMode = mode;
    return S_OK;
}

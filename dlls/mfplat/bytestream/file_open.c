/* SPDX-License-Identifier: MIT */
/* Opening files by path, with the sharing rules of Media Foundation. */

#include <mfapi.h>
#include "base/atomic.h"
#include "bytestream/file_open.h"
#include "bytestream/file_stream.h"

/* Undocumented: declared by no header. */
HRESULT WINAPI MFCreateFileFromHandle(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags,
        const WCHAR *url, HANDLE handle, IMFByteStream **stream);

HRESULT file_open_check(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode)
{
    if (access < MF_ACCESSMODE_READ || access > MF_ACCESSMODE_READWRITE)
        return E_INVALIDARG;
    if ((unsigned int)mode > MF_OPENMODE_DELETE_IF_EXIST)
        return E_INVALIDARG;
    return S_OK;
}

/* Observed: a reader shares with readers and with somebody who deletes, and with writers when asked to; a writer never
 * shares with writers, whatever the flags. */
static DWORD share_mode(MF_FILE_ACCESSMODE access, MF_FILE_FLAGS flags)
{
    DWORD share = FILE_SHARE_READ | FILE_SHARE_DELETE;

    if (!(access & MF_ACCESSMODE_WRITE) && (flags & MF_FILEFLAGS_ALLOW_WRITE_SHARING))
        share |= FILE_SHARE_WRITE;
    return share;
}

HRESULT file_open(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags, const WCHAR *path,
        DWORD flags_and_attributes, IMFByteStream **stream)
{
    static const DWORD dispositions[] = {OPEN_EXISTING, CREATE_NEW, TRUNCATE_EXISTING, OPEN_ALWAYS, CREATE_ALWAYS};
    DWORD file_access = 0;
    HANDLE handle;
    HRESULT hr;

    if (access & MF_ACCESSMODE_READ)
        file_access |= GENERIC_READ;
    if (access & MF_ACCESSMODE_WRITE)
        file_access |= GENERIC_WRITE;
    if (flags & MF_FILEFLAGS_NOBUFFERING)
        flags_and_attributes |= FILE_FLAG_NO_BUFFERING;

    handle = CreateFileW(path, file_access, share_mode(access, flags), NULL, dispositions[mode],
            FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OVERLAPPED | flags_and_attributes, NULL);
    if (handle == INVALID_HANDLE_VALUE)
        return HRESULT_FROM_WIN32(GetLastError());
    hr = file_stream_create(handle, access, flags, path, stream);
    if (FAILED(hr))
    {
        CloseHandle(handle);
        return hr;
    }
    if (mode == MF_OPENMODE_APPEND_IF_EXIST)
    {
        QWORD length;

        if (SUCCEEDED(IMFByteStream_GetLength(*stream, &length)))
            IMFByteStream_SetCurrentPosition(*stream, length);
    }
    return S_OK;
}

/**
 * Opens or makes a file and returns a byte stream over it.
 *
 * access, mode, flags: what to open for, what to do when the file exists or does not, buffering and sharing (with
 * MF_FILEFLAGS_NOBUFFERING positions, sizes and buffers have to be aligned as the system wants it).
 * path: a path, not a URL. stream: receives the stream, whose only reference is the caller's; NULL on failure. The
 * position is 0, with MF_OPENMODE_APPEND_IF_EXIST the end. The file closes with the last reference or with Close.
 *
 * E_POINTER for a NULL path or stream, E_INVALIDARG for unknown modes, E_OUTOFMEMORY, else the system's error: 0x80070002
 * for a missing file, 0x80070020 for one that is open elsewhere, 0x80070050 for one that exists already.
 * Thread safe, needs no MFStartup. Documented; sharing rules and error codes as observed on Windows.
 */
HRESULT WINAPI MFCreateFile(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags, const WCHAR *path,
        IMFByteStream **stream)
{
    HRESULT hr;

    if (!stream)
        return E_POINTER;
    *stream = NULL;
    if (!path)
        return E_POINTER;
    hr = file_open_check(access, mode);
    if (FAILED(hr))
        return hr;
    return file_open(access, mode, flags, path, 0, stream);
}

/* A name nobody has: process, a counter, the time. */
static BOOL temp_file_path(WCHAR *path, DWORD size)
{
    static LONG counter;
    static const WCHAR digits[] = L"0123456789abcdef";
    ULONGLONG parts[2];
    FILETIME now;
    DWORD length = GetTempPathW(size - 48, path);
    int i, shift;

    if (!length || length >= size - 48)
        return FALSE;
    GetSystemTimeAsFileTime(&now);
    parts[0] = (ULONGLONG)GetCurrentProcessId() << 32 | (DWORD)atomic_increment(&counter);
    parts[1] = (ULONGLONG)now.dwHighDateTime << 32 | now.dwLowDateTime;
    path[length++] = 'm';
    path[length++] = 'f';
    for (i = 0; i < 2; i++)
    {
        for (shift = 60; shift >= 0; shift -= 4)
            path[length++] = digits[parts[i] >> shift & 15];
    }
    path[length++] = '.';
    path[length++] = 't';
    path[length++] = 'm';
    path[length++] = 'p';
    path[length] = 0;
    return TRUE;
}

/**
 * Makes a file in the directory for temporary files that goes away when the stream is closed.
 *
 * Arguments and errors as for MFCreateFile; the modes that want an existing file fail with 0x80070002, since the name is
 * always new. MF_BYTESTREAM_ORIGIN_NAME is the path. Thread safe, needs no MFStartup. Documented.
 */
HRESULT WINAPI MFCreateTempFile(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags,
        IMFByteStream **stream)
{
    WCHAR path[MAX_PATH + 48];
    HRESULT hr;

    if (!stream)
        return E_POINTER;
    *stream = NULL;
    hr = file_open_check(access, mode);
    if (FAILED(hr))
        return hr;
    if (!temp_file_path(path, ARRAYSIZE(path)))
        return HRESULT_FROM_WIN32(GetLastError());
    return file_open(access, mode, flags, path, FILE_FLAG_DELETE_ON_CLOSE, stream);
}

/**
 * Makes a byte stream over a file handle that somebody else has opened, best for overlapped I/O.
 *
 * access, flags: what the handle was opened with; mode is checked only. url: what MF_BYTESTREAM_ORIGIN_NAME will be, may be
 * empty. handle: the stream's from now on, which closes it; after a failure it is still the caller's. stream: receives
 * the stream.
 *
 * E_POINTER for a NULL url or stream, E_INVALIDARG for unknown modes or no handle, E_OUTOFMEMORY. Thread safe, needs no
 * MFStartup. Undocumented: the rules are those reported for Windows.
 */
HRESULT WINAPI MFCreateFileFromHandle(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags,
        const WCHAR *url, HANDLE handle, IMFByteStream **stream)
{
    HRESULT hr;

    if (!stream)
        return E_POINTER;
    *stream = NULL;
    if (!url)
        return E_POINTER;
    if (!handle || handle == INVALID_HANDLE_VALUE)
        return E_INVALIDARG;
    hr = file_open_check(access, mode);
    if (FAILED(hr))
        return hr;
    return file_stream_create(handle, access, flags, url, stream);
}

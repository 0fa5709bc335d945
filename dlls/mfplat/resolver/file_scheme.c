/* SPDX-License-Identifier: MIT */
/* The resolver's own handling of strings that mean files. */

#include <windows.h>
#include <mfidl.h>
#include "base/memory.h"
#include "bytestream/file_open.h"
#include "bytestream/url_path.h"
#include "resolver/file_scheme.h"

const CLSID file_scheme_system_handler =
{
    0x477ec299, 0x1421, 0x4bdd, {0x97, 0x1f, 0x7c, 0xcb, 0x93, 0x3f, 0x21, 0xad}
};

BOOL file_scheme_is_file(const WCHAR *url, size_t *scheme_length)
{
    return url_path_is_file_url(url) || !url_path_has_scheme(url, scheme_length);
}

static BOOL is_slash(WCHAR c)
{
    return c == '/' || c == '\\';
}

/* Observed codes for strings that start with slashes or a colon and mean no file, by the shape of the path: what the
 * file systems of Windows make of it, said here because others answer otherwise. */
static HRESULT check_shape(const WCHAR *path)
{
    const WCHAR *host_end;

    if (path[0] == ':')
        return HRESULT_FROM_WIN32(path[1] == ':' ? ERROR_PATH_NOT_FOUND : ERROR_INVALID_NAME);
    if (path[0] != '\\')
        return S_OK;
    if (path[1] != '\\')
        return wcschr(path, ':') ? HRESULT_FROM_WIN32(ERROR_INVALID_NAME) : S_OK;
    for (host_end = path + 2; *host_end && *host_end != '\\'; host_end++)
    {
        if (*host_end == ':')
            return HRESULT_FROM_WIN32(ERROR_BAD_NETPATH);
    }
    return S_OK;
}

HRESULT file_scheme_path(const WCHAR *url, WCHAR **out)
{
    const WCHAR *text = url, *after;
    WCHAR *path;
    HRESULT hr;

    *out = NULL;
    /* Slashes in front of a drive mean nothing, however many. */
    for (after = url; is_slash(*after); after++)
        ;
    if (after != url && url_path_is_drive(after) && after[1] == ':' && is_slash(after[2]))
        text = after;

    if (!(path = memory_alloc_array(wcslen(text) + 6, sizeof(WCHAR))))
        return E_OUTOFMEMORY;
    if (url_path_is_file_url(text))
    {
        url_path_convert(text + 5, path);
    }
    else if (is_slash(text[0]) || text[0] == ':')
    {
        url_path_convert(text, path);
        hr = check_shape(path);
        if (FAILED(hr))
        {
            memory_free(path);
            return hr;
        }
    }
    else
    {
        memcpy(path, text, (wcslen(text) + 1) * sizeof(WCHAR));
    }
    *out = path;
    return S_OK;
}

HRESULT file_scheme_open(const WCHAR *url, DWORD flags, IMFByteStream **stream)
{
    MF_FILE_ACCESSMODE access = (flags & MF_RESOLUTION_WRITE) ? MF_ACCESSMODE_READWRITE : MF_ACCESSMODE_READ;
    WCHAR *path;
    HRESULT hr;

    hr = file_scheme_path(url, &path);
    if (FAILED(hr))
        return hr;
    hr = file_open(access, MF_OPENMODE_FAIL_IF_NOT_EXIST, MF_FILEFLAGS_NONE, path, 0, stream);
    memory_free(path);
    return hr;
}

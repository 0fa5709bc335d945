/* SPDX-License-Identifier: MIT */
/* Byte streams over http and https: an IStream over a download, made a byte stream like any other IStream. */

#include <windows.h>
#include <mfapi.h>
#include "base/memory.h"
#include "base/object.h"
#include "bytestream/bytestream_on_stream.h"
#include "bytestream/istream_methods.h"
#include "resolver/http_download.h"
#include "resolver/http_stream.h"

/* What Wine's own mf.dll calls for its "http:" handler. */
HRESULT WINAPI __wine_create_http_bytestream(const WCHAR *url, void **stream);

/* Used by one byte stream only, which calls Seek and Read from one thread at a time. */
struct http_stream
{
    IStream IStream_iface;
    struct object object;
    struct http_download download;
    QWORD position;
};

static struct http_stream *impl_from_IStream(IStream *iface)
{
    return CONTAINING_RECORD(iface, struct http_stream, IStream_iface);
}

static HRESULT WINAPI http_stream_QueryInterface(IStream *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IStream(iface)->object, iid, out);
}

static ULONG WINAPI http_stream_AddRef(IStream *iface)
{
    return object_add_ref(&impl_from_IStream(iface)->object);
}

static ULONG WINAPI http_stream_Release(IStream *iface)
{
    return object_release(&impl_from_IStream(iface)->object);
}

static HRESULT WINAPI http_stream_Read(IStream *iface, void *data, ULONG size, ULONG *count)
{
    struct http_stream *stream = impl_from_IStream(iface);
    ULONG n;
    HRESULT hr;

    hr = http_download_read(&stream->download, stream->position, data, size, &n);
    stream->position += n;
    if (count)
        *count = n;
    return hr;
}

static HRESULT WINAPI http_stream_Write(IStream *iface, const void *data, ULONG size, ULONG *count)
{
    (void)iface;
    (void)data;
    (void)size;
    if (count)
        *count = 0;
    return STG_E_ACCESSDENIED;
}

static HRESULT WINAPI http_stream_Seek(IStream *iface, LARGE_INTEGER move, DWORD origin, ULARGE_INTEGER *position)
{
    struct http_stream *stream = impl_from_IStream(iface);

    if (origin != STREAM_SEEK_SET || move.QuadPart < 0)
        return STG_E_INVALIDFUNCTION;
    stream->position = move.QuadPart;
    if (position)
        position->QuadPart = move.QuadPart;
    return S_OK;
}

static HRESULT WINAPI http_stream_SetSize(IStream *iface, ULARGE_INTEGER size)
{
    (void)iface;
    (void)size;
    return STG_E_ACCESSDENIED;
}

static HRESULT WINAPI http_stream_Stat(IStream *iface, STATSTG *stat, DWORD flags)
{
    (void)flags;
    return istream_stat(stat, http_download_length(&impl_from_IStream(iface)->download), STGM_READ);
}

static const IStreamVtbl http_stream_vtbl =
{
    http_stream_QueryInterface,
    http_stream_AddRef,
    http_stream_Release,
    http_stream_Read,
    http_stream_Write,
    http_stream_Seek,
    http_stream_SetSize,
    istream_CopyTo,
    istream_Commit,
    istream_Revert,
    istream_LockRegion,
    istream_UnlockRegion,
    http_stream_Stat,
    istream_Clone
};

static const struct object_interface http_stream_interfaces[] =
{
    OBJECT_INTERFACE(http_stream, IStream)
};

static void http_stream_destroy(struct object *object)
{
    struct http_stream *stream = CONTAINING_RECORD(object, struct http_stream, object);

    http_download_close(&stream->download);
    memory_free(stream);
}

static const struct object_class http_stream_class =
{
    "http stream", offsetof(struct http_stream, object), http_stream_interfaces, ARRAYSIZE(http_stream_interfaces),
    http_stream_destroy
};

BOOL http_stream_is_http(const WCHAR *url)
{
    return !_wcsnicmp(url, L"http:", 5) || !_wcsnicmp(url, L"https:", 6);
}

/* A header or option of the response as an attribute, when there is one. */
static HRESULT set_string(struct http_download *download, DWORD header, IMFAttributes *attributes, const GUID *key)
{
    DWORD size = 0;
    WCHAR *text;
    HRESULT hr = S_OK;
    BOOL ok;

    if (header)
        download->api->query_headers(download->request, header, NULL, NULL, &size, NULL);
    else
        download->api->query_option(download->request, WINHTTP_OPTION_URL, NULL, &size);
    if (GetLastError() != ERROR_INSUFFICIENT_BUFFER || !size)
        return S_OK;
    if (!(text = memory_alloc(size + sizeof(WCHAR))))
        return E_OUTOFMEMORY;
    if (header)
        ok = download->api->query_headers(download->request, header, NULL, text, &size, NULL);
    else
        ok = download->api->query_option(download->request, WINHTTP_OPTION_URL, text, &size);
    if (ok)
    {
        text[size / sizeof(WCHAR)] = 0;
        if (!header)
            text[wcscspn(text, L"?#")] = 0;
        hr = IMFAttributes_SetString(attributes, key, text);
    }
    memory_free(text);
    return hr;
}

static HRESULT set_attributes(struct http_download *download, const WCHAR *url, IMFByteStream *stream)
{
    IMFAttributes *attributes;
    SYSTEMTIME modified;
    DWORD size = sizeof(modified);
    FILETIME time;
    HRESULT hr;

    hr = IMFByteStream_QueryInterface(stream, &IID_IMFAttributes, (void **)&attributes);
    if (FAILED(hr))
        return hr;
    hr = IMFAttributes_SetString(attributes, &MF_BYTESTREAM_ORIGIN_NAME, url);
    if (SUCCEEDED(hr))
        hr = set_string(download, WINHTTP_QUERY_CONTENT_TYPE, attributes, &MF_BYTESTREAM_CONTENT_TYPE);
    if (SUCCEEDED(hr))
        hr = set_string(download, 0, attributes, &MF_BYTESTREAM_EFFECTIVE_URL);
    if (SUCCEEDED(hr) && download->api->query_headers(download->request,
            WINHTTP_QUERY_LAST_MODIFIED | WINHTTP_QUERY_FLAG_SYSTEMTIME, NULL, &modified, &size, NULL) &&
            SystemTimeToFileTime(&modified, &time))
        hr = IMFAttributes_SetBlob(attributes, &MF_BYTESTREAM_LAST_MODIFIED_TIME, (const UINT8 *)&time, sizeof(time));
    IMFAttributes_Release(attributes);
    return hr;
}

HRESULT http_stream_create(const WCHAR *url, IMFByteStream **out)
{
    const DWORD capabilities = MFBYTESTREAM_IS_READABLE | MFBYTESTREAM_IS_SEEKABLE | MFBYTESTREAM_IS_REMOTE |
            MFBYTESTREAM_HAS_SLOW_SEEK;
    struct http_stream *stream;
    HRESULT hr;

    *out = NULL;
    if (!(stream = memory_alloc_zeroed(sizeof(*stream))))
        return E_OUTOFMEMORY;
    stream->IStream_iface.lpVtbl = (IStreamVtbl *)&http_stream_vtbl;
    object_init(&stream->object, &http_stream_class);
    hr = http_download_open(&stream->download, url);
    if (SUCCEEDED(hr))
        hr = bytestream_on_stream_create(&stream->IStream_iface, capabilities, out);
    if (SUCCEEDED(hr))
    {
        hr = set_attributes(&stream->download, url, *out);
        if (FAILED(hr))
        {
            IMFByteStream_Release(*out);
            *out = NULL;
        }
    }
    IStream_Release(&stream->IStream_iface);
    return hr;
}

/**
 * Opens an http or https URL as a byte stream, for Wine's own mf.dll, whose handler for these schemes asks for it.
 *
 * url: the URL. stream: receives an IMFByteStream; NULL on failure. E_POINTER for NULL arguments, E_NOTIMPL where there is
 * no WinHTTP, E_ACCESSDENIED, 0x80070002 for what the server does not have, else the system's error. Blocks until
 * the server has answered. Thread safe. Not an export of Windows.
 */
HRESULT WINAPI __wine_create_http_bytestream(const WCHAR *url, void **stream)
{
    if (!stream)
        return E_POINTER;
    *stream = NULL;
    if (!url)
        return E_POINTER;
    return http_stream_create(url, (IMFByteStream **)stream);
}

/* SPDX-License-Identifier: MIT */
/* One resource of a web server, read at any offset by way of a cache in a temporary file. */

#include "resolver/http_download.h"
#include <stdint.h>
#include <stdio.h>
#include <mfapi.h>
#include "base/memory.h"

#define CHUNK_SIZE 65536
#define LENGTH_UNKNOWN (~(QWORD)0)
#define MAX_CHUNKS 0x4000000 /* 4 TiB */

static HRESULT last_error(void)
{
    DWORD error = GetLastError();

    return error ? HRESULT_FROM_WIN32(error) : E_FAIL;
}

static HRESULT status_to_hresult(DWORD status)
{
    if (status == 200 || status == 206)
        return S_OK;
    if (status == 401 || status == 403 || status == 407)
        return E_ACCESSDENIED;
    if (status == 404 || status == 410)
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    return HRESULT_FROM_WIN32(ERROR_BAD_NET_RESP);
}

QWORD http_download_length(struct http_download *download)
{
    QWORD length;

    lock_acquire(&download->lock);
    length = download->length;
    lock_release(&download->lock);
    return length;
}

static void set_length(struct http_download *download, QWORD length)
{
    lock_acquire(&download->lock);
    download->length = length;
    lock_release(&download->lock);
}

static void close_request(struct http_download *download)
{
    if (download->request)
        download->api->close_handle(download->request);
    download->request = NULL;
}

static BOOL parse_number(const WCHAR **text, QWORD *number)
{
    QWORD n = 0;

    if (**text < '0' || **text > '9')
        return FALSE;
    for (; **text >= '0' && **text <= '9'; (*text)++)
    {
        if (n > (INT64_MAX - 9) / 10)
            return FALSE;
        n = n * 10 + (**text - '0');
    }
    *number = n;
    return TRUE;
}

static BOOL query_text(struct http_download *download, DWORD header, WCHAR *text, DWORD size)
{
    DWORD bytes = (size - 1) * sizeof(WCHAR);

    if (!download->api->query_headers(download->request, header, NULL, text, &bytes, NULL))
        return FALSE;
    text[bytes / sizeof(WCHAR)] = 0;
    return TRUE;
}

/* "bytes 0-99/1234", the total may be "*". */
static BOOL parse_content_range(const WCHAR *text, QWORD *first, QWORD *total)
{
    QWORD last;

    if (_wcsnicmp(text, L"bytes", 5))
        return FALSE;
    for (text += 5; *text == ' '; text++)
        ;
    if (!parse_number(&text, first) || *text++ != '-' || !parse_number(&text, &last) || *text++ != '/')
        return FALSE;
    if (*text == '*')
        *total = LENGTH_UNKNOWN;
    else if (!parse_number(&text, total) || *total <= last)
        return FALSE;
    return last >= *first;
}

/* Where the response starts and how long the whole is. */
static HRESULT read_headers(struct http_download *download, DWORD status, QWORD *first, QWORD *total)
{
    const WCHAR *number;
    WCHAR text[128];

    *first = 0;
    *total = LENGTH_UNKNOWN;
    if (status == 206)
    {
        if (!query_text(download, WINHTTP_QUERY_CONTENT_RANGE, text, ARRAYSIZE(text)) ||
                !parse_content_range(text, first, total))
            return HRESULT_FROM_WIN32(ERROR_BAD_NET_RESP);
    }
    else if (query_text(download, WINHTTP_QUERY_CONTENT_LENGTH, text, ARRAYSIZE(text)))
    {
        number = text;
        if (!parse_number(&number, total))
            *total = LENGTH_UNKNOWN;
    }
    return S_OK;
}

/* A request for everything from the offset on; `range` FALSE: without saying so, from the beginning. */
static HRESULT send_request(struct http_download *download, BOOL range, QWORD offset, DWORD *status)
{
    const struct winhttp_api *api = download->api;
    DWORD size = sizeof(*status);
    WCHAR header[64] = L"";

    close_request(download);
    download->request = api->open_request(download->connection, NULL, download->object, NULL, WINHTTP_NO_REFERER,
            WINHTTP_DEFAULT_ACCEPT_TYPES, download->request_flags);
    if (!download->request)
        return last_error();
    if (range)
        _snwprintf(header, ARRAYSIZE(header) - 1, L"Range: bytes=%I64u-", offset);
    if (!api->send_request(download->request, range ? header : NULL, range ? (DWORD)wcslen(header) : 0, NULL, 0, 0, 0)
            || !api->receive_response(download->request, NULL)
            || !api->query_headers(download->request, WINHTTP_QUERY_STATUS_CODE | WINHTTP_QUERY_FLAG_NUMBER, NULL,
                    status, &size, NULL))
    {
        HRESULT hr = last_error();

        close_request(download);
        return hr;
    }
    return S_OK;
}

static HRESULT connect_to(struct http_download *download, const WCHAR *url)
{
    const struct winhttp_api *api = download->api;
    URL_COMPONENTS parts = {.dwStructSize = sizeof(parts)};
    WCHAR *host;
    size_t length;

    parts.dwHostNameLength = parts.dwUrlPathLength = parts.dwExtraInfoLength = (DWORD)-1;
    if (!api->crack_url(url, 0, 0, &parts))
        return last_error();
    if (!(host = memory_alloc_array(parts.dwHostNameLength + 1, sizeof(WCHAR))))
        return E_OUTOFMEMORY;
    memcpy(host, parts.lpszHostName, parts.dwHostNameLength * sizeof(WCHAR));
    host[parts.dwHostNameLength] = 0;

    /* Path and query without the fragment. */
    length = parts.dwUrlPathLength;
    while (length - parts.dwUrlPathLength < parts.dwExtraInfoLength &&
            parts.lpszExtraInfo[length - parts.dwUrlPathLength] != '#')
        length++;
    if ((download->object = memory_alloc_array(length + 2, sizeof(WCHAR))))
    {
        size_t path = parts.dwUrlPathLength;
        WCHAR *end = download->object;

        if (!path)
            *end++ = '/';
        memcpy(end, parts.lpszUrlPath, path * sizeof(WCHAR));
        if (length > path)
            memcpy(end + path, parts.lpszExtraInfo, (length - path) * sizeof(WCHAR));
        end[length] = 0;
        download->request_flags = parts.nScheme == INTERNET_SCHEME_HTTPS ? WINHTTP_FLAG_SECURE : 0;
        download->session = api->open(L"openmfplat", WINHTTP_ACCESS_TYPE_DEFAULT_PROXY, WINHTTP_NO_PROXY_NAME,
                WINHTTP_NO_PROXY_BYPASS, 0);
        if (download->session)
            download->connection = api->connect(download->session, host, parts.nPort, 0);
    }
    memory_free(host);
    if (!download->object)
        return E_OUTOFMEMORY;
    return download->connection ? S_OK : last_error();
}

HRESULT http_download_open(struct http_download *download, const WCHAR *url)
{
    QWORD first, total;
    DWORD status;
    HRESULT hr;

    memset(download, 0, sizeof(*download));
    lock_init(&download->lock, LOCK_RANK_LEAF);
    if (!(download->api = winhttp_api_get()))
        return E_NOTIMPL;
    hr = connect_to(download, url);
    if (SUCCEEDED(hr))
        hr = send_request(download, TRUE, 0, &status);
    /* Nothing to send a range of, or a server that takes offence: ask for the whole. */
    if (SUCCEEDED(hr) && status == 416)
        hr = send_request(download, FALSE, 0, &status);
    if (SUCCEEDED(hr))
        hr = status_to_hresult(status);
    if (SUCCEEDED(hr))
        hr = read_headers(download, status, &first, &total);
    if (SUCCEEDED(hr) && first)
        hr = HRESULT_FROM_WIN32(ERROR_BAD_NET_RESP);
    if (SUCCEEDED(hr))
        hr = MFCreateTempFile(MF_ACCESSMODE_READWRITE, MF_OPENMODE_FAIL_IF_EXIST, MF_FILEFLAGS_NONE,
                &download->cache);
    if (FAILED(hr))
        return hr;
    download->ranges = status == 206;
    download->length = total;
    return S_OK;
}

void http_download_close(struct http_download *download)
{
    close_request(download);
    if (download->connection)
        download->api->close_handle(download->connection);
    if (download->session)
        download->api->close_handle(download->session);
    if (download->cache)
        IMFByteStream_Release(download->cache);
    memory_free(download->object);
    memory_free(download->chunks);
    memset(download, 0, sizeof(*download));
}

/* A new response from the offset on. */
static HRESULT restart(struct http_download *download, QWORD offset)
{
    QWORD first, total;
    DWORD status;
    HRESULT hr;

    hr = send_request(download, download->ranges, offset, &status);
    if (SUCCEEDED(hr))
        hr = status_to_hresult(status);
    if (SUCCEEDED(hr))
        hr = read_headers(download, status, &first, &total);
    if (SUCCEEDED(hr) && first != (download->ranges ? offset : 0))
        hr = HRESULT_FROM_WIN32(ERROR_BAD_NET_RESP);
    if (FAILED(hr))
    {
        close_request(download);
        return hr;
    }
    download->next = first;
    return S_OK;
}

static HRESULT mark_chunk(struct http_download *download, size_t n)
{
    size_t count;
    BYTE *chunks;

    if (n >= download->chunk_count)
    {
        count = n + 1 + n / 2;
        if (!(chunks = memory_realloc_array(download->chunks, count, 1)))
            return E_OUTOFMEMORY;
        memset(chunks + download->chunk_count, 0, count - download->chunk_count);
        download->chunks = chunks;
        download->chunk_count = count;
    }
    download->chunks[n] = 1;
    return S_OK;
}

static BOOL has_chunk(const struct http_download *download, size_t n)
{
    return n < download->chunk_count && download->chunks[n];
}

/* Reads the next chunk of the open response into the cache. *end: the response is over. */
static HRESULT receive_chunk(struct http_download *download, BYTE *buffer, BOOL *end)
{
    QWORD start = download->next, length = http_download_length(download);
    ULONG size = 0, written;
    DWORD part;
    HRESULT hr;

    *end = FALSE;
    while (size < CHUNK_SIZE)
    {
        part = 0;
        if (!download->api->read_data(download->request, buffer + size, CHUNK_SIZE - size, &part))
        {
            hr = last_error();
            close_request(download);
            return hr;
        }
        if (!part)
        {
            *end = TRUE;
            break;
        }
        size += part;
    }
    if (*end)
    {
        close_request(download);
        /* Less than the server promised: the connection broke. */
        if (length != LENGTH_UNKNOWN && start + size < length)
            return HRESULT_FROM_WIN32(ERROR_HANDLE_EOF);
        if (length == LENGTH_UNKNOWN)
            set_length(download, start + size);
    }
    if (size)
    {
        hr = IMFByteStream_SetCurrentPosition(download->cache, start);
        if (SUCCEEDED(hr))
            hr = IMFByteStream_Write(download->cache, buffer, size, &written);
        if (SUCCEEDED(hr) && written != size)
            hr = HRESULT_FROM_WIN32(ERROR_DISK_FULL);
        if (SUCCEEDED(hr))
            hr = mark_chunk(download, start / CHUNK_SIZE);
        if (FAILED(hr))
        {
            close_request(download);
            return hr;
        }
    }
    download->next = start + size;
    return S_OK;
}

/* Brings the chunk into the cache, unless the resource ends before it. A broken connection is tried once more. */
static HRESULT fetch_chunk(struct http_download *download, size_t n)
{
    QWORD start = (QWORD)n * CHUNK_SIZE;
    unsigned int failures = 0;
    BOOL end = FALSE;
    HRESULT hr = S_OK;
    BYTE *buffer;

    if (!(buffer = memory_alloc(CHUNK_SIZE)))
        return E_OUTOFMEMORY;
    while (!has_chunk(download, n) && start < http_download_length(download))
    {
        hr = S_OK;
        /* Beyond a gap a range is faster; a server without ranges is read from the beginning. */
        if (!download->request || download->next > start || (download->ranges && download->next != start))
            hr = restart(download, start);
        if (SUCCEEDED(hr))
            hr = receive_chunk(download, buffer, &end);
        if (hr == E_OUTOFMEMORY || (FAILED(hr) && ++failures > 1))
            break;
    }
    memory_free(buffer);
    return hr;
}

HRESULT http_download_read(struct http_download *download, QWORD offset, BYTE *data, ULONG size, ULONG *count)
{
    HRESULT hr = S_OK;

    *count = 0;
    while (*count < size)
    {
        QWORD here = offset + *count, length;
        ULONG part, got = 0;

        if (here < offset || here / CHUNK_SIZE >= MAX_CHUNKS || here >= http_download_length(download))
            break;
        hr = fetch_chunk(download, here / CHUNK_SIZE);
        if (FAILED(hr))
            break;
        length = http_download_length(download);
        if (here >= length)
            break;
        part = CHUNK_SIZE - here % CHUNK_SIZE;
        part = min(part, size - *count);
        if (part > length - here)
            part = length - here;
        hr = IMFByteStream_SetCurrentPosition(download->cache, here);
        if (SUCCEEDED(hr))
            hr = IMFByteStream_Read(download->cache, data + *count, part, &got);
        if (FAILED(hr) || !got)
            break;
        *count += got;
    }
    /* What came before an error is not lost; the next read meets it again. */
    return *count ? S_OK : hr;
}

/* SPDX-License-Identifier: MIT */
/* One resource of a web server, read at any offset by way of a cache in a temporary file.
 *
 * A response is read on as long as the wanted chunk follows; for another place a new request with a range is made. A
 * server without ranges is read from the beginning, everything on the way goes to the cache, so that every place
 * can be read again. Not thread safe: one caller at a time, except for http_download_length.
 */
#ifndef OPENMFPLAT_RESOLVER_HTTP_DOWNLOAD_H
#define OPENMFPLAT_RESOLVER_HTTP_DOWNLOAD_H

#include <mfobjects.h>
#include "base/lock.h"
#include "resolver/winhttp_api.h"

struct http_download
{
    const struct winhttp_api *api;
    HINTERNET session, connection, request; /* request: NULL when none is open */
    WCHAR *object;         /* path and query; immutable */
    DWORD request_flags;   /* immutable */
    BOOL ranges;           /* the server sends from the middle; immutable after the first response */
    QWORD next;            /* offset of what the open response sends next */
    struct lock lock;
    QWORD length;          /* guarded by lock; all ones while unknown */
    IMFByteStream *cache;
    BYTE *chunks;          /* one for each chunk: 1 when it is in the cache */
    size_t chunk_count;
};

/* Sends the first request. On success the response's headers can be asked for. */
HRESULT http_download_open(struct http_download *download, const WCHAR *url);
/* Also for one that could not be opened. */
void http_download_close(struct http_download *download);
QWORD http_download_length(struct http_download *download);
/* S_OK with a short count at the end. */
HRESULT http_download_read(struct http_download *download, QWORD offset, BYTE *data, ULONG size, ULONG *count);

#endif

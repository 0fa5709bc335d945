/* SPDX-License-Identifier: MIT */
/* Byte streams over http and https. */
#ifndef OPENMFPLAT_RESOLVER_HTTP_STREAM_H
#define OPENMFPLAT_RESOLVER_HTTP_STREAM_H

#include <mfobjects.h>

/* Whether the URL's scheme is one of the two. */
BOOL http_stream_is_http(const WCHAR *url);
/* Connects and makes the stream; blocks until the server has answered. E_NOTIMPL without WinHTTP, E_ACCESSDENIED,
 * 0x80070002 when the server has no such thing, else the system's error; E_OUTOFMEMORY. */
HRESULT http_stream_create(const WCHAR *url, IMFByteStream **stream);

#endif

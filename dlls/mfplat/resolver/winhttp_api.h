/* SPDX-License-Identifier: MIT */
/* WinHTTP, loaded when the first URL of the network is opened. */
#ifndef OPENMFPLAT_RESOLVER_WINHTTP_API_H
#define OPENMFPLAT_RESOLVER_WINHTTP_API_H

#include <windows.h>
#include <winhttp.h>

struct winhttp_api
{
    HINTERNET (WINAPI *open)(const WCHAR *agent, DWORD access, const WCHAR *proxy, const WCHAR *bypass, DWORD flags);
    HINTERNET (WINAPI *connect)(HINTERNET session, const WCHAR *server, INTERNET_PORT port, DWORD reserved);
    HINTERNET (WINAPI *open_request)(HINTERNET connection, const WCHAR *verb, const WCHAR *object,
            const WCHAR *version, const WCHAR *referrer, const WCHAR **accept, DWORD flags);
    BOOL (WINAPI *send_request)(HINTERNET request, const WCHAR *headers, DWORD headers_length, void *data,
            DWORD data_length, DWORD total_length, DWORD_PTR context);
    BOOL (WINAPI *receive_response)(HINTERNET request, void *reserved);
    BOOL (WINAPI *query_headers)(HINTERNET request, DWORD level, const WCHAR *name, void *buffer, DWORD *length,
            DWORD *index);
    BOOL (WINAPI *query_option)(HINTERNET handle, DWORD option, void *buffer, DWORD *length);
    BOOL (WINAPI *read_data)(HINTERNET request, void *buffer, DWORD size, DWORD *count);
    BOOL (WINAPI *close_handle)(HINTERNET handle);
    BOOL (WINAPI *crack_url)(const WCHAR *url, DWORD length, DWORD flags, URL_COMPONENTS *components);
};

/* NULL where the system has no WinHTTP (before XP SP1). The same pointer for ever otherwise. Thread safe. */
const struct winhttp_api *winhttp_api_get(void);

#endif

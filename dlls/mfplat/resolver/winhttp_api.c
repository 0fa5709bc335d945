/* SPDX-License-Identifier: MIT */
/* WinHTTP, loaded when the first URL of the network is opened. */

#include "resolver/winhttp_api.h"
#include "base/atomic.h"
#include "base/os_newer.h"

const struct winhttp_api *winhttp_api_get(void)
{
    /* Two threads may fill it at once: both write the same. */
    static struct winhttp_api api;
    static LONG loaded;
    static const struct
    {
        const char *name;
        void **function;
    } functions[] =
    {
        {"WinHttpOpen", (void **)&api.open},
        {"WinHttpConnect", (void **)&api.connect},
        {"WinHttpOpenRequest", (void **)&api.open_request},
        {"WinHttpSendRequest", (void **)&api.send_request},
        {"WinHttpReceiveResponse", (void **)&api.receive_response},
        {"WinHttpQueryHeaders", (void **)&api.query_headers},
        {"WinHttpQueryOption", (void **)&api.query_option},
        {"WinHttpReadData", (void **)&api.read_data},
        {"WinHttpCloseHandle", (void **)&api.close_handle},
        {"WinHttpCrackUrl", (void **)&api.crack_url},
    };
    unsigned int i;

    if (atomic_load_acquire(&loaded))
        return &api;
    for (i = 0; i < ARRAYSIZE(functions); i++)
    {
        void *function = os_newer_lookup(L"winhttp.dll", functions[i].name);

        if (!function)
            return NULL;
        *functions[i].function = function;
    }
    atomic_store_release(&loaded, 1);
    return &api;
}

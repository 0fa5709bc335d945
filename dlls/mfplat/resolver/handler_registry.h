/* SPDX-License-Identifier: MIT */
/* Handlers that are registered on the machine: HKCU and HKLM, Software\Microsoft\Windows Media Foundation.
 *
 * Below SchemeHandlers and ByteStreamHandlers each key is a scheme with its colon, an extension with its dot or a
 * MIME type; the name of each of its values is the class of a handler. Nothing is cached. Thread safe.
 */
#ifndef OPENMFPLAT_RESOLVER_HANDLER_REGISTRY_H
#define OPENMFPLAT_RESOLVER_HANDLER_REGISTRY_H

#include <windows.h>

enum handler_kind
{
    HANDLER_SCHEME,
    HANDLER_BYTESTREAM
};

struct clsid_list
{
    CLSID *items;
    unsigned int count;
};

void clsid_list_free(struct clsid_list *list);
/* Appends a class unless it is there already. E_OUTOFMEMORY. */
HRESULT clsid_list_add(struct clsid_list *list, const CLSID *clsid);

/* Appends the classes registered for the key, the user's before the machine's. None is no error. */
HRESULT handler_registry_find(enum handler_kind kind, const WCHAR *key, struct clsid_list *list);
/* Appends the classes of all keys. */
HRESULT handler_registry_find_all(enum handler_kind kind, struct clsid_list *list);

#endif

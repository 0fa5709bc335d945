/* SPDX-License-Identifier: MIT */
/* What a stream contains: by the extension of a name, a MIME type, its first bytes. */
#ifndef OPENMFPLAT_RESOLVER_CONTENT_TYPE_H
#define OPENMFPLAT_RESOLVER_CONTENT_TYPE_H

#include <windows.h>

#define CONTENT_KEY_SIZE 128        /* characters of a key, with the end */
#define CONTENT_SIGNATURE_SIZE 64   /* bytes to look at */

/* Wine's source for all kinds of media: {317df618-5e5a-468a-9f15-d827a9a08162}. No key of the registry names it. */
extern const CLSID content_type_generic_handler;
BOOL content_type_has_generic_handler(void);

/* The extension with its dot. A URL's query and fragment do not count. FALSE when there is none. */
BOOL content_type_extension(const WCHAR *name, WCHAR key[CONTENT_KEY_SIZE]);
/* The bare MIME type, without parameters. FALSE when there is none. */
BOOL content_type_mime(const WCHAR *text, WCHAR key[CONTENT_KEY_SIZE]);
/* The MIME type that the first bytes tell, and the usual extension; NULL for unknown ones. */
const WCHAR *content_type_of_bytes(const BYTE *data, size_t size, const WCHAR **extension);
/* Whether the key stands for media that the generic handler is meant for. */
BOOL content_type_is_known(const WCHAR *key);
/* The n-th known MIME type, each once at least; NULL at the end. */
const WCHAR *content_type_known_mime(unsigned int n);

#endif

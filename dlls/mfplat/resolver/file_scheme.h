/* SPDX-License-Identifier: MIT */
/* The resolver's own handling of strings that mean files. */
#ifndef OPENMFPLAT_RESOLVER_FILE_SCHEME_H
#define OPENMFPLAT_RESOLVER_FILE_SCHEME_H

#include <mfobjects.h>

/* The class that the registry of Windows and Wine names for "file:"; the resolver opens files itself instead. */
extern const CLSID file_scheme_system_handler;

/* Whether the string is a path or a "file:" URL, and none of another scheme (then *scheme_length is set). */
BOOL file_scheme_is_file(const WCHAR *url, size_t *scheme_length);
/* The path that the string means, to be freed with memory_free. A string that no file system could have is answered
 * with the code that the open has on Windows. E_OUTOFMEMORY. */
HRESULT file_scheme_path(const WCHAR *url, WCHAR **path);
/* Opens it for what the MF_RESOLUTION_* flags ask for, reading by default. */
HRESULT file_scheme_open(const WCHAR *url, DWORD flags, IMFByteStream **stream);

#endif

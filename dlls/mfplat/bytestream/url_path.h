/* SPDX-License-Identifier: MIT */
/* File URLs and paths. */
#ifndef OPENMFPLAT_BYTESTREAM_URL_PATH_H
#define OPENMFPLAT_BYTESTREAM_URL_PATH_H

#include <windows.h>

/* A letter with ':' or '|' behind it. */
BOOL url_path_is_drive(const WCHAR *text);
/* Whether it starts with "file:", in any case. */
BOOL url_path_is_file_url(const WCHAR *text);
/* Whether it starts with a scheme of at least two characters; *length counts it with its colon. */
BOOL url_path_has_scheme(const WCHAR *text, size_t *length);
/* What MFCreatePathFromURL makes of "file:" + rest. `path` has room for wcslen(rest) + 6 characters. */
void url_path_convert(const WCHAR *rest, WCHAR *path);

#endif

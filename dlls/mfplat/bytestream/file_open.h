/* SPDX-License-Identifier: MIT */
/* Opening files by path, with the sharing rules of Media Foundation. */
#ifndef OPENMFPLAT_BYTESTREAM_FILE_OPEN_H
#define OPENMFPLAT_BYTESTREAM_FILE_OPEN_H

#include <mfobjects.h>

/* S_OK when the modes are ones that exist, E_INVALIDARG otherwise. */
HRESULT file_open_check(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode);
/* Opens the file and makes the stream. `flags_and_attributes`: further FILE_FLAG_* of the system. The system's error as
 * an HRESULT; E_OUTOFMEMORY. */
HRESULT file_open(MF_FILE_ACCESSMODE access, MF_FILE_OPENMODE mode, MF_FILE_FLAGS flags, const WCHAR *path,
        DWORD flags_and_attributes, IMFByteStream **stream);

#endif

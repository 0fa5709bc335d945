/* SPDX-License-Identifier: MIT */
/* The methods that every IStream of the library has in common: slots for their vtables.
 *
 * They use the stream through its own interface only. There are no transactions and no locks on ranges.
 */
#ifndef OPENMFPLAT_BYTESTREAM_ISTREAM_METHODS_H
#define OPENMFPLAT_BYTESTREAM_ISTREAM_METHODS_H

#include <objidl.h>

/* Reads and writes piece by piece, up to `size` bytes or the end; the counts may be NULL. */
HRESULT WINAPI istream_CopyTo(IStream *iface, IStream *target, ULARGE_INTEGER size, ULARGE_INTEGER *read,
        ULARGE_INTEGER *written);
/* S_OK: what is written stands. */
HRESULT WINAPI istream_Commit(IStream *iface, DWORD flags);
/* STG_E_INVALIDFUNCTION, like streams without locks elsewhere. */
HRESULT WINAPI istream_Revert(IStream *iface);
HRESULT WINAPI istream_LockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type);
HRESULT WINAPI istream_UnlockRegion(IStream *iface, ULARGE_INTEGER offset, ULARGE_INTEGER size, DWORD type);
/* E_NOTIMPL: there is one position. */
HRESULT WINAPI istream_Clone(IStream *iface, IStream **clone);
/* The statistics of a nameless stream of `size` bytes. STG_E_INVALIDPOINTER for NULL. */
HRESULT istream_stat(STATSTG *stat, ULONGLONG size, DWORD mode);

#endif

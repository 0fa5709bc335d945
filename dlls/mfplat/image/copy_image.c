/* SPDX-License-Identifier: MIT */
/* MFCopyImage: copies one plane of a picture. */

#include "base/copy.h"
#include <mfapi.h>

/* Copies a plane row by row.
 * Params:  dest, src: the first row to be copied (the topmost or the lowest in memory); strides in bytes, signed: what
 *          is added from row to row; width_in_bytes: bytes of a row; lines: rows. A width beyond a stride is copied all
 *          the same, bytes between the rows are not touched. Source and destination must not overlap.
 * Returns: S_OK; E_INVALIDARG for a NULL pointer when there is something to copy.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows. */
HRESULT WINAPI MFCopyImage(BYTE *dest, LONG dest_stride, const BYTE *src, LONG src_stride, DWORD width_in_bytes,
        DWORD lines)
{
    if (!width_in_bytes || !lines)
        return S_OK;
    if (!dest || !src)
        return E_INVALIDARG;
    copy_rows(dest, dest_stride, src, src_stride, width_in_bytes, lines);
    return S_OK;
}

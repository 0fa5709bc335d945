/* SPDX-License-Identifier: MIT */
/* One format under the names of others: Direct3D 9, DXGI, DirectShow. */

#include "image/format.h"
#include <dxgiformat.h>
#include <mfapi.h>

/* Exported by Windows without a public prototype; the names and the bytes of arguments are what is known. */
DWORD WINAPI GetD3DFormatFromMFSubtype(const GUID *subtype);
HRESULT WINAPI GetAMSubtypeFromD3DFormat(DWORD format, GUID *am_subtype);

/* The Direct3D 9 format (or FOURCC) of the same pixels.
 * Returns: 0 for a format without a partner. sRGB formats lose that property; 29 leads to D3DFMT_A8R8G8B8 though its
 *          channels are in another order; BC2 and BC3 lead to DXT2 and DXT4.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows (28 and 32 are not mapped before version 1511 of Windows 10). */
DWORD WINAPI MFMapDXGIFormatToDX9Format(DXGI_FORMAT format)
{
    const struct image_format *row;
    unsigned int i;

    if (!format)
        return 0;
    for (i = 0; i < image_format_count; i++)
    {
        row = &image_format_table[i];
        if (format == row->dxgi || format == row->dxgi_also[0] || format == row->dxgi_also[1])
            return row->format;
    }
    return 0;
}

/* The DXGI format of the same pixels as a Direct3D 9 format or FOURCC; 0 (DXGI_FORMAT_UNKNOWN) without a partner.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows. */
DXGI_FORMAT WINAPI MFMapDX9FormatToDXGIFormat(DWORD format)
{
    const struct image_format *row = image_format_find(format);

    return row ? row->dxgi : DXGI_FORMAT_UNKNOWN;
}

/* The FOURCC or D3DFORMAT in a subtype.
 * Returns: the first field of a subtype of the base family, 0 for any other and for NULL.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    the name of the function and the documented form of the subtypes. */
DWORD WINAPI GetD3DFormatFromMFSubtype(const GUID *subtype)
{
    return subtype && image_subtype_is_base(subtype) ? subtype->Data1 : 0;
}

/* DirectShow's subtype of a FOURCC or D3DFORMAT.
 * Params:  am_subtype: receives the subtype; formats without one of their own get the base GUID.
 * Returns: S_OK; E_POINTER for NULL.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    the name of the function; the pairs are those the media type conversions show on Windows. */
HRESULT WINAPI GetAMSubtypeFromD3DFormat(DWORD format, GUID *am_subtype)
{
    GUID subtype;

    if (!am_subtype)
        return E_POINTER;
    image_subtype_from_format(format, &subtype);
    image_subtype_to_am(&subtype, am_subtype);
    return S_OK;
}

/* SPDX-License-Identifier: MIT */
/* Creates video media types: MFCreateVideoMediaType and its relatives. */

#include "image/format.h"
#include "mediatype/media_type.h"
#include "mediatype/video_flags.h"
#include "mediatype/video_format.h"
#include "mediatype/video_header_layout.h"
#include <ks.h>
#include <ksmedia.h>
#include <mfapi.h>

C_ASSERT(sizeof(KS_VIDEOINFOHEADER) == sizeof(VIDEOINFOHEADER));
C_ASSERT(sizeof(KS_VIDEOINFOHEADER2) == sizeof(VIDEOINFOHEADER2));

/* The end of every creator: a new type of the items, unless `hr` or the items are a failure. Consumes the items. */
static HRESULT create_from_items(struct type_items *items, HRESULT hr, IMFVideoMediaType **type)
{
    struct media_type *object = NULL;

    if (SUCCEEDED(hr))
        hr = media_type_create(&object);
    hr = type_items_commit(items, object ? media_type_interface(object) : NULL, hr);
    if (SUCCEEDED(hr))
        *type = media_type_video_interface(object);
    else if (object)
        IMFMediaType_Release(media_type_interface(object));
    return hr;
}

/* Creates a media type for a video format: MFCreateMediaType and MFInitMediaTypeFromMFVideoFormat in one.
 * Params:  format: dwSize bytes; type: receives the new type with one reference, NULL on failure.
 * Returns: S_OK, E_INVALIDARG, E_OUTOFMEMORY and the errors of MFInitMediaTypeFromMFVideoFormat.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented. */
HRESULT WINAPI MFCreateVideoMediaType(const MFVIDEOFORMAT *format, IMFVideoMediaType **type)
{
    struct type_items items;
    DWORD size;

    if (type)
        *type = NULL;
    if (!format || !type)
        return E_INVALIDARG;
    memcpy(&size, &format->dwSize, sizeof(size));
    type_items_init(&items);
    return create_from_items(&items, video_items_from_video_format(&items, format, size, NULL), type);
}

/* Creates a media type of two attributes: major type video, and the subtype.
 * Params:  subtype: of Media Foundation, not translated; type: receives the new type with one reference.
 * Returns: S_OK; E_INVALIDARG for NULL; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    observed on Windows. */
HRESULT WINAPI MFCreateVideoMediaTypeFromSubtype(const GUID *subtype, IMFVideoMediaType **type)
{
    struct type_items items;

    if (type)
        *type = NULL;
    if (!subtype || !type)
        return E_INVALIDARG;
    type_items_init(&items);
    type_items_set_guid(&items, &MF_MT_MAJOR_TYPE, &MFMediaType_Video);
    type_items_set_guid(&items, &MF_MT_SUBTYPE, subtype);
    return create_from_items(&items, S_OK, type);
}

/* The creators are stricter than the MFInitMediaTypeFrom* functions: the bitmap header must be complete. */
static HRESULT check_bitmap_header(const void *header, UINT32 size)
{
    BITMAPINFOHEADER bitmap;

    if (size < sizeof(bitmap))
        return E_INVALIDARG;
    memcpy(&bitmap, header, sizeof(bitmap));
    return bitmap.biSize < sizeof(bitmap) || bitmap.biSize > size || bitmap.biPlanes != 1 || !bitmap.biWidth
            || !bitmap.biHeight ? E_INVALIDARG : S_OK;
}

/* A subtype of zeros is taken for none. */
static const GUID *given_subtype(const GUID *subtype)
{
    return subtype && !IsEqualGUID(subtype, &GUID_NULL) ? subtype : NULL;
}

/* The arguments that stand for members of a MFVIDEOFORMAT. */
static void set_arguments(struct type_items *items, DWORD aspect_x, DWORD aspect_y, UINT32 interlace_mode,
        UINT64 video_flags)
{
    type_items_set_nonzero_pair(items, &MF_MT_PIXEL_ASPECT_RATIO, aspect_x, aspect_y);
    type_items_set_nonzero(items, &MF_MT_INTERLACE_MODE, interlace_mode);
    video_items_from_flags(items, video_flags);
}

/* Creates a media type for a KS_VIDEOINFOHEADER.
 * Params:  size: bytes at `header`, its extra bytes included; aspect_x, aspect_y: of a pixel; video_flags: MFVideoFlags;
 *          subtype: of Media Foundation, NULL or GUID_NULL: from the header. The arguments replace what the header says
 *          where they are not 0. type: receives the new type with one reference, NULL on failure.
 * Returns: S_OK; E_INVALIDARG for NULL and an incomplete header (biSize, biPlanes and the dimensions count); the errors
 *          of MFInitMediaTypeFromVideoInfoHeader; E_OUTOFMEMORY.
 * Threads: any. Needs no MFStartup.
 * Rule:    observed on Windows 8 to 11. */
HRESULT WINAPI MFCreateVideoMediaTypeFromVideoInfoHeader(const KS_VIDEOINFOHEADER *header, DWORD size, DWORD aspect_x,
        DWORD aspect_y, MFVideoInterlaceMode interlace_mode, QWORD video_flags, const GUID *subtype,
        IMFVideoMediaType **type)
{
    struct type_items items;
    HRESULT hr;

    if (type)
        *type = NULL;
    if (!header || !type || size < sizeof(*header))
        return E_INVALIDARG;
    hr = check_bitmap_header(&header->bmiHeader, size - offsetof(KS_VIDEOINFOHEADER, bmiHeader));
    if (FAILED(hr))
        return hr;

    type_items_init(&items);
    hr = video_items_from_header(&items, VIDEO_HEADER_1, header, size, given_subtype(subtype));
    set_arguments(&items, aspect_x, aspect_y, interlace_mode, video_flags);
    return create_from_items(&items, hr, type);
}

/* Creates a media type for a KS_VIDEOINFOHEADER2; interlacing, aspect ratio and colours come from the header.
 * Params, Returns, Threads: as MFCreateVideoMediaTypeFromVideoInfoHeader.
 * Rule:    documented. */
HRESULT WINAPI MFCreateVideoMediaTypeFromVideoInfoHeader2(const KS_VIDEOINFOHEADER2 *header, DWORD size,
        QWORD video_flags, const GUID *subtype, IMFVideoMediaType **type)
{
    struct type_items items;
    HRESULT hr;

    if (type)
        *type = NULL;
    if (!header || !type || size < sizeof(*header))
        return E_INVALIDARG;
    hr = check_bitmap_header(&header->bmiHeader, size - offsetof(KS_VIDEOINFOHEADER2, bmiHeader));
    if (FAILED(hr))
        return hr;

    type_items_init(&items);
    hr = video_items_from_header(&items, VIDEO_HEADER_2, header, size, given_subtype(subtype));
    video_items_from_flags(&items, video_flags);
    return create_from_items(&items, hr, type);
}

/* Does nothing.
 * Returns: E_FAIL, always; all parameters are reserved.
 * Rule:    documented: Windows does not implement it. */
HRESULT WINAPI MFCreateVideoMediaTypeFromBitMapInfoHeader(const BITMAPINFOHEADER *header, DWORD aspect_x,
        DWORD aspect_y, MFVideoInterlaceMode interlace_mode, QWORD video_flags, QWORD rate, QWORD rate_base,
        DWORD bit_rate, IMFVideoMediaType **type)
{
    (void)header, (void)aspect_x, (void)aspect_y, (void)interlace_mode, (void)video_flags;
    (void)rate, (void)rate_base, (void)bit_rate, (void)type;
    return E_FAIL;
}

/* Creates a media type for a bitmap header.
 * Params:  size: bytes at `header` with the masks or the palette behind it; rate, rate_base: frames a second, 0 for
 *          unknown, as bit_rate; the others as in MFCreateVideoMediaTypeFromVideoInfoHeader.
 * Returns, Threads: as MFCreateVideoMediaTypeFromVideoInfoHeader.
 * Rule:    documented. */
HRESULT WINAPI MFCreateVideoMediaTypeFromBitMapInfoHeaderEx(const BITMAPINFOHEADER *header, UINT32 size,
        DWORD aspect_x, DWORD aspect_y, MFVideoInterlaceMode interlace_mode, QWORD video_flags, DWORD rate,
        DWORD rate_base, DWORD bit_rate, IMFVideoMediaType **type)
{
    struct type_items items;
    HRESULT hr;

    if (type)
        *type = NULL;
    if (!header || !type)
        return E_INVALIDARG;
    hr = check_bitmap_header(header, size);
    if (FAILED(hr))
        return hr;

    type_items_init(&items);
    hr = video_items_from_header(&items, VIDEO_HEADER_BITMAP, header, size, NULL);
    set_arguments(&items, aspect_x, aspect_y, interlace_mode, video_flags);
    type_items_set_nonzero_pair(&items, &MF_MT_FRAME_RATE, rate, rate_base);
    type_items_set_nonzero(&items, &MF_MT_AVG_BITRATE, bit_rate);
    return create_from_items(&items, hr, type);
}

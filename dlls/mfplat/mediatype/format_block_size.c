/* SPDX-License-Identifier: MIT */
/* MFValidateMediaTypeSize: whether a format block fits its bytes. */

#include "mediatype/video_format.h"
#include "mediatype/video_header_layout.h"
#include <mmreg.h>
#include <uuids.h>
#include <mfapi.h>
#include <mferror.h>

#define DV_INFO_SIZE 32 /* DVINFO: six numbers and two reserved ones */

/* The block of FORMAT_MPEGStreams, as documented for DirectShow. */
struct mpeg_stream
{
    DWORD id;
    DWORD reserved;
    AM_MEDIA_TYPE type;
    BYTE format[1]; /* cbFormat bytes */
};

struct mpeg_system
{
    DWORD bit_rate;
    DWORD stream_count;
    struct mpeg_stream streams[1]; /* each at a multiple of eight bytes behind the first */
};

static UINT32 dword_at(const BYTE *block, size_t offset)
{
    UINT32 value;

    memcpy(&value, block + offset, sizeof(value));
    return value;
}

static BOOL wave_format_fits(const BYTE *block, UINT32 size)
{
    WAVEFORMATEX wave;

    if (size < sizeof(wave))
        return FALSE;
    memcpy(&wave, block, sizeof(wave));
    return sizeof(wave) + wave.cbSize <= size
            && (wave.wFormatTag != WAVE_FORMAT_EXTENSIBLE
            || wave.cbSize >= sizeof(WAVEFORMATEXTENSIBLE) - sizeof(wave));
}

/* A header with the masks or the colour table that its bitmap header promises. */
static BOOL video_header_fits(const BYTE *block, UINT32 size, enum video_header_kind kind)
{
    const struct video_header_layout *layout = &video_header_layouts[kind];
    BITMAPINFOHEADER bitmap;
    UINT64 end;

    if (size < layout->size)
        return FALSE;
    memcpy(&bitmap, block + layout->bitmap_offset, sizeof(bitmap));
    end = (UINT64)layout->bitmap_offset + max(bitmap.biSize, sizeof(bitmap));
    if (bitmap.biCompression == BI_BITFIELDS && bitmap.biSize < sizeof(bitmap) + 3 * sizeof(DWORD))
        end += 3 * sizeof(DWORD);
    else if (bitmap.biCompression == BI_RGB && bitmap.biBitCount <= 8)
        end += bitmap.biClrUsed * (UINT64)sizeof(RGBQUAD);
    return end <= size;
}

static BOOL mpeg_header_fits(const BYTE *block, UINT32 size, enum video_header_kind kind, size_t count_offset)
{
    UINT32 offset = video_header_layouts[kind].sequence_offset;

    return size >= offset && (UINT64)offset + dword_at(block, count_offset) <= size;
}

static BOOL video_format_fits(const BYTE *block, UINT32 size)
{
    UINT32 total;

    if (size < sizeof(MFVIDEOFORMAT))
        return FALSE;
    total = dword_at(block, offsetof(MFVIDEOFORMAT, dwSize));
    return total <= size && total >= video_format_header_size(dword_at(block,
            offsetof(MFVIDEOFORMAT, surfaceInfo.PaletteEntries)));
}

static BOOL mpeg_streams_fit(const BYTE *block, UINT32 size)
{
    const UINT32 stream_header = offsetof(struct mpeg_stream, format);
    UINT64 offset = offsetof(struct mpeg_system, streams);
    UINT32 count;

    if (size < offset)
        return FALSE;
    for (count = dword_at(block, offsetof(struct mpeg_system, stream_count)); count; count--)
    {
        if (offset + stream_header > size)
            return FALSE;
        offset += (UINT64)stream_header + dword_at(block, offset + offsetof(struct mpeg_stream, type.cbFormat));
        if (offset > size)
            return FALSE;
        offset = (offset + 7) & ~(UINT64)7;
    }
    return TRUE;
}

/* Says whether a format block of a known type fits into a number of bytes.
 * Params:  format_type: FORMAT_WaveFormatEx, _VideoInfo, _VideoInfo2, _MPEGVideo, _MPEG2Video, _MFVideoFormat, _DvInfo or
 *          _MPEGStreams; block: `size` bytes.
 * Returns: S_OK; MF_E_INVALIDMEDIATYPE for a block that is too small, also by the lengths in it, and for NULL;
 *          MF_E_UNSUPPORTED_FORMAT for any other format type.
 * Threads: any. Needs no MFStartup.
 * Rule:    documented; the least sizes are those of the structures. */
HRESULT WINAPI MFValidateMediaTypeSize(GUID format_type, UINT8 *block, UINT32 size)
{
    static const struct
    {
        const GUID *format_type;
        enum { WAVE, HEADER_1, HEADER_2, MPEG_1, MPEG_2, VIDEO_FORMAT, DV, STREAMS } kind;
    } known[] =
    {
        {&FORMAT_WaveFormatEx, WAVE}, {&FORMAT_VideoInfo, HEADER_1}, {&FORMAT_VideoInfo2, HEADER_2},
        {&FORMAT_MPEGVideo, MPEG_1}, {&FORMAT_MPEG2Video, MPEG_2}, {&FORMAT_MFVideoFormat, VIDEO_FORMAT},
        {&FORMAT_DvInfo, DV}, {&FORMAT_MPEGStreams, STREAMS},
    };
    BOOL fits = FALSE;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(known) && !IsEqualGUID(known[i].format_type, &format_type); i++)
        ;
    if (i == ARRAYSIZE(known))
        return MF_E_UNSUPPORTED_FORMAT;
    if (!block)
        return MF_E_INVALIDMEDIATYPE;

    switch (known[i].kind)
    {
    case WAVE:
        fits = wave_format_fits(block, size);
        break;
    case HEADER_1:
        fits = video_header_fits(block, size, VIDEO_HEADER_1);
        break;
    case HEADER_2:
        fits = video_header_fits(block, size, VIDEO_HEADER_2);
        break;
    case MPEG_1:
        fits = mpeg_header_fits(block, size, VIDEO_HEADER_MPEG1, offsetof(MPEG1VIDEOINFO, cbSequenceHeader));
        break;
    case MPEG_2:
        fits = mpeg_header_fits(block, size, VIDEO_HEADER_MPEG2, offsetof(MPEG2VIDEOINFO, cbSequenceHeader));
        break;
    case VIDEO_FORMAT:
        fits = video_format_fits(block, size);
        break;
    case DV:
        fits = size >= DV_INFO_SIZE;
        break;
    case STREAMS:
        fits = mpeg_streams_fit(block, size);
        break;
    }
    return fits ? S_OK : MF_E_INVALIDMEDIATYPE;
}

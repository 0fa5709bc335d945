/* SPDX-License-Identifier: MIT */
/* What the reader and the writer of video headers both know about the four structures. */
#ifndef OPENMFPLAT_MEDIATYPE_VIDEO_HEADER_LAYOUT_H
#define OPENMFPLAT_MEDIATYPE_VIDEO_HEADER_LAYOUT_H

#include "image/format.h"
#include "mediatype/video_header.h"
#include <stddef.h>
#include <strmif.h>
#include <dvdmedia.h>
#include <amvideo.h>

#define VIDEO_HEADER_OVERFLOW HRESULT_FROM_WIN32(ERROR_ARITHMETIC_OVERFLOW)

union video_header
{
    VIDEOINFOHEADER version1;
    VIDEOINFOHEADER2 version2;
    MPEG1VIDEOINFO mpeg1;
    MPEG2VIDEOINFO mpeg2;
};

struct video_header_layout
{
    BOOL version2;          /* starts with a VIDEOINFOHEADER2 */
    BOOL mpeg;
    UINT32 size;            /* of the structure, padding included */
    UINT32 bitmap_offset;
    UINT32 sequence_offset; /* MPEG: of the sequence header */
};

static const struct video_header_layout video_header_layouts[] =
{
    [VIDEO_HEADER_1] = {FALSE, FALSE, sizeof(VIDEOINFOHEADER), offsetof(VIDEOINFOHEADER, bmiHeader), 0},
    [VIDEO_HEADER_2] = {TRUE, FALSE, sizeof(VIDEOINFOHEADER2), offsetof(VIDEOINFOHEADER2, bmiHeader), 0},
    [VIDEO_HEADER_MPEG1] = {FALSE, TRUE, sizeof(MPEG1VIDEOINFO), offsetof(VIDEOINFOHEADER, bmiHeader),
            offsetof(MPEG1VIDEOINFO, bSequenceHeader)},
    [VIDEO_HEADER_MPEG2] = {TRUE, TRUE, sizeof(MPEG2VIDEOINFO), offsetof(VIDEOINFOHEADER2, bmiHeader),
            offsetof(MPEG2VIDEOINFO, dwSequenceHeader)},
    [VIDEO_HEADER_BITMAP] = {FALSE, FALSE, sizeof(BITMAPINFOHEADER), 0, 0},
};

C_ASSERT(sizeof(VIDEOINFOHEADER) == 88 && sizeof(VIDEOINFOHEADER2) == 112);
C_ASSERT(sizeof(MPEG1VIDEOINFO) == 104 && sizeof(MPEG2VIDEOINFO) == 136);
C_ASSERT(offsetof(MPEG1VIDEOINFO, bSequenceHeader) == 96 && offsetof(MPEG2VIDEOINFO, dwSequenceHeader) == 132);

/* Formats whose rows are known: those with a size, and RGB1 and RGB4, which only the headers know. */
static inline BOOL video_header_is_uncompressed(const struct image_format *format)
{
    return format && (format->flags & (IMAGE_FORMAT_SIZED | IMAGE_FORMAT_HEADER));
}

#endif

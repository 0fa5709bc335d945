/* SPDX-License-Identifier: MIT */
/* Two-dimensional buffers of system memory: MFCreate2DMediaBuffer, IMF2DBuffer, IMF2DBuffer2. */

#include "support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <d3d9types.h>
#include <mfapi.h>
#include <mferror.h>
#include <mfidl.h>
#include <mfplat_newer.h>

#define WAS_UNLOCKED HRESULT_FROM_WIN32(715)

#define FOURCC(a, b, c, d) MAKEFOURCC(a, b, c, d)
#define NV12 FOURCC('N','V','1','2')
#define NV11 FOURCC('N','V','1','1')
#define I420 FOURCC('I','4','2','0')
#define IYUV FOURCC('I','Y','U','V')
#define YV12 FOURCC('Y','V','1','2')
#define IMC1 FOURCC('I','M','C','1')
#define IMC2 FOURCC('I','M','C','2')
#define IMC3 FOURCC('I','M','C','3')
#define IMC4 FOURCC('I','M','C','4')
#define AYUV FOURCC('A','Y','U','V')
#define YUY2 FOURCC('Y','U','Y','2')
#define UYVY FOURCC('U','Y','V','Y')
#define P010 FOURCC('P','0','1','0')

/* How the second part of the picture lies: rows, bytes of a row, its row distance as a divisor of the pitch. */
enum part_kind
{
    NO_PART,
    FULL_ROWS, /* h/2 rows of S bytes at the pitch */
    HALF_ROWS, /* h rows of S/2 bytes at half of the pitch */
    WIDE_ROWS, /* h rows of S/2 bytes at the pitch */
};

static const struct geometry
{
    const char *label;
    DWORD format, width, height;
    DWORD max_length, contiguous, pitch;
    enum part_kind part;
} geometries[] =
{
    {"RGB8", D3DFMT_P8, 3, 5, 320, 20, 64, NO_PART},
    {"RGB8", D3DFMT_P8, 320, 240, 76800, 76800, 320, NO_PART},
    {"RGB555", D3DFMT_X1R5G5B5, 3, 5, 320, 40, 64, NO_PART},
    {"RGB555", D3DFMT_X1R5G5B5, 1, 1, 64, 4, 64, NO_PART},
    {"RGB565", D3DFMT_R5G6B5, 3, 5, 320, 40, 64, NO_PART},
    {"RGB565", D3DFMT_R5G6B5, 320, 240, 153600, 153600, 640, NO_PART},
    {"RGB24", D3DFMT_R8G8B8, 3, 5, 320, 60, 64, NO_PART},
    {"RGB24", D3DFMT_R8G8B8, 1, 1, 64, 4, 64, NO_PART},
    {"RGB24", D3DFMT_R8G8B8, 4, 3, 192, 36, 64, NO_PART},
    {"RGB32", D3DFMT_X8R8G8B8, 3, 5, 320, 60, 64, NO_PART},
    {"RGB32", D3DFMT_X8R8G8B8, 320, 240, 307200, 307200, 1280, NO_PART},
    {"RGB32", D3DFMT_X8R8G8B8, 82, 84, 32256, 27552, 384, NO_PART},
    {"ARGB32", D3DFMT_A8R8G8B8, 3, 5, 320, 60, 64, NO_PART},
    {"ARGB32", D3DFMT_A8R8G8B8, 2, 2, 128, 16, 64, NO_PART},
    {"ABGR32", D3DFMT_A8B8G8R8, 3, 5, 320, 60, 64, NO_PART},
    {"ABGR32", D3DFMT_A8B8G8R8, 1, 1, 64, 4, 64, NO_PART},
    {"A2R10G10B10", D3DFMT_A2B10G10R10, 3, 5, 320, 60, 64, NO_PART},
    {"A2R10G10B10", D3DFMT_A2B10G10R10, 320, 240, 307200, 307200, 1280, NO_PART},
    {"format 35", D3DFMT_A2R10G10B10, 1, 1, 64, 4, 64, NO_PART},
    {"A16B16G16R16F", D3DFMT_A16B16G16R16F, 3, 5, 320, 120, 64, NO_PART},
    {"A16B16G16R16F", D3DFMT_A16B16G16R16F, 1, 1, 64, 8, 64, NO_PART},
    {"AYUV", AYUV, 1, 1, 64, 4, 64, NO_PART},
    {"AYUV", AYUV, 1, 2, 128, 8, 64, NO_PART},
    {"AYUV", AYUV, 4, 3, 192, 48, 64, NO_PART},
    {"YUY2", YUY2, 2, 1, 64, 4, 64, NO_PART},
    {"YUY2", YUY2, 4, 3, 192, 24, 64, NO_PART},
    {"YUY2", YUY2, 320, 240, 153600, 153600, 640, NO_PART},
    {"UYVY", UYVY, 4, 3, 192, 24, 64, NO_PART},
    {"UYVY", UYVY, 128, 128, 32768, 32768, 256, NO_PART},
    {"IMC1", IMC1, 1, 1, 256, 8, 128, WIDE_ROWS},
    {"IMC3", IMC3, 1, 2, 512, 16, 128, WIDE_ROWS},
    {"IMC1", IMC1, 4, 2, 512, 32, 128, WIDE_ROWS},
    {"IMC3", IMC3, 4, 3, 768, 48, 128, WIDE_ROWS},
    {"IMC1", IMC1, 320, 240, 307200, 307200, 640, WIDE_ROWS},
    {"NV12", NV12, 1, 3, 288, 4, 64, FULL_ROWS},
    {"NV12", NV12, 1, 2, 192, 3, 64, FULL_ROWS},
    {"NV12", NV12, 2, 3, 288, 9, 64, FULL_ROWS},
    {"NV12", NV12, 3, 2, 192, 9, 64, FULL_ROWS},
    {"NV12", NV12, 96, 96, 18432, 13824, 128, FULL_ROWS},
    {"NV12", NV12, 144, 96, 27648, 20736, 192, FULL_ROWS},
    {"NV12", NV12, 82, 84, 16128, 10332, 128, FULL_ROWS},
    {"NV12", NV12, 320, 240, 115200, 115200, 320, FULL_ROWS},
    {"NV12", NV12, 650, 850, 897600, 828750, 704, FULL_ROWS},
    {"I420", I420, 1, 1, 192, 1, 128, HALF_ROWS},
    {"IYUV", IYUV, 1, 2, 384, 2, 128, HALF_ROWS},
    {"YV12", YV12, 1, 3, 576, 3, 128, HALF_ROWS},
    {"IMC2", IMC2, 3, 2, 384, 8, 128, HALF_ROWS},
    {"IMC4", IMC4, 3, 5, 960, 20, 128, HALF_ROWS},
    {"I420", I420, 4, 3, 576, 18, 128, HALF_ROWS},
    {"I420", I420, 96, 96, 18432, 13824, 128, HALF_ROWS},
    {"YV12", YV12, 320, 240, 138240, 115200, 384, HALF_ROWS},
    {"NV11", NV11, 1, 3, 576, 3, 128, HALF_ROWS},
    {"NV11", NV11, 2, 4, 768, 12, 128, HALF_ROWS},
    {"NV11", NV11, 3, 2, 384, 8, 128, HALF_ROWS},
    {"NV11", NV11, 320, 240, 138240, 115200, 384, HALF_ROWS},
    {"P010", P010, 1, 2, 192, 6, 64, FULL_ROWS},
    {"P010", P010, 3, 2, 192, 18, 64, FULL_ROWS},
    {"P010", P010, 2, 4, 384, 24, 64, FULL_ROWS},
    {"P010", P010, 320, 240, 230400, 230400, 640, FULL_ROWS},
};

struct fixture
{
    IMFMediaBuffer *buffer;
    IMF2DBuffer2 *surface;
};

static struct fixture create(DWORD width, DWORD height, DWORD format, BOOL bottom_up)
{
    struct fixture f;

    ck_assert_ok(MFCreate2DMediaBuffer(width, height, format, bottom_up, &f.buffer));
    ck_assert_ok(IMFMediaBuffer_QueryInterface(f.buffer, &IID_IMF2DBuffer2, (void **)&f.surface));
    return f;
}

static void destroy(struct fixture f)
{
    ck_assert_uint_eq(IMF2DBuffer2_Release(f.surface), 1);
    ck_assert_uint_eq(IMFMediaBuffer_Release(f.buffer), 0);
}

/* The row of the table, and the second part's rows and row bytes. */
static void second_part(const struct geometry *g, DWORD stride, DWORD *rows, DWORD *bytes)
{
    *rows = g->part == FULL_ROWS ? g->height / 2 : g->part == NO_PART ? 0 : g->height;
    *bytes = g->part == FULL_ROWS ? stride : stride / 2;
}

static DWORD stride_of(const struct geometry *g)
{
    switch (g->part)
    {
    case FULL_ROWS:
        return g->format == P010 ? g->width * 2 : g->width;
    case HALF_ROWS:
        return g->width;
    case WIDE_ROWS:
        return g->contiguous / g->height / 2;
    default:
        return g->contiguous / g->height;
    }
}

/* Addresses of a byte of the second part in the two views. */
static BYTE *part_in_memory(const struct geometry *g, BYTE *start, DWORD row)
{
    return start + g->pitch * g->height + row * (g->part == HALF_ROWS ? g->pitch / 2 : g->pitch);
}

static BYTE *part_in_linear(const struct geometry *g, BYTE *start, DWORD stride, DWORD row)
{
    return start + stride * g->height + row * (g->part == HALF_ROWS ? stride / 2 : stride);
}

START_TEST(lengths_and_pitch_are_those_of_the_format)
{
    const struct geometry *g = &geometries[_i];
    struct fixture f = create(g->width, g->height, g->format, FALSE);
    DWORD length, current;
    BYTE *data, *start;
    BOOL contiguous = TRUE;
    LONG pitch;

    ck_assert_ok(IMFMediaBuffer_GetMaxLength(f.buffer, &length));
    ck_assert_msg(length == g->max_length, "%s %lux%lu: maximum %lu", g->label, g->width, g->height, length);
    ck_assert_ok(IMFMediaBuffer_GetCurrentLength(f.buffer, &length));
    ck_assert_uint_eq(length, 0);
    ck_assert_ok(IMF2DBuffer2_GetContiguousLength(f.surface, &length));
    ck_assert_msg(length == g->contiguous, "%s %lux%lu: contiguous %lu", g->label, g->width, g->height, length);
    ck_assert_ok(IMF2DBuffer2_IsContiguousFormat(f.surface, &contiguous));
    ck_assert_int_eq(contiguous, FALSE);

    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, &length, &current));
    ck_assert_uint_eq(length, g->contiguous);
    ck_assert_uint_eq(current, g->contiguous);
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));

    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    ck_assert_msg(pitch == (LONG)g->pitch, "%s %lux%lu: pitch %ld", g->label, g->width, g->height, pitch);
    ck_assert_uint_eq((ULONG_PTR)data & MF_64_BYTE_ALIGNMENT, 0);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(f.surface, MF2DBuffer_LockFlags_Read, &data, &pitch, &start, &length));
    ck_assert_int_eq(pitch, g->pitch);
    ck_assert_uint_eq(length, g->max_length);
    ck_assert_ptr_eq(start, data);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    destroy(f);
}
END_TEST

START_TEST(the_linear_view_and_the_memory_show_each_other)
{
    const struct geometry *g = &geometries[_i];
    struct fixture f = create(g->width, g->height, g->format, FALSE);
    DWORD stride = stride_of(g), rows, bytes, row, i;
    BYTE *data;
    LONG pitch;

    second_part(g, stride, &rows, &bytes);

    /* Written through Lock, seen through Lock2D. */
    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    for (i = 0; i < g->contiguous; i++)
        data[i] = (BYTE)(i * 31 + 7 + i / 256);
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    for (row = 0; row < g->height; row++)
    {
        for (i = 0; i < stride; i++)
        {
            DWORD n = row * stride + i;
            ck_assert_msg(data[row * pitch + i] == (BYTE)(n * 31 + 7 + n / 256), "%s: row %lu, byte %lu", g->label,
                    row, i);
        }
    }
    for (row = 0; row < rows; row++)
    {
        for (i = 0; i < bytes; i++)
        {
            DWORD n = (DWORD)(part_in_linear(g, NULL, stride, row) - (BYTE *)NULL) + i;
            ck_assert_msg(part_in_memory(g, data, row)[i] == (BYTE)(n * 31 + 7 + n / 256),
                    "%s: second part, row %lu, byte %lu", g->label, row, i);
        }
    }

    /* Written through Lock2D, seen through Lock. */
    for (i = 0; i < g->max_length; i++)
        data[i] = (BYTE)(i * 13 + 5 + i / 256);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    for (row = 0; row < g->height; row++)
    {
        for (i = 0; i < stride; i++)
        {
            DWORD n = row * g->pitch + i;
            ck_assert_uint_eq(data[row * stride + i], (BYTE)(n * 13 + 5 + n / 256));
        }
    }
    for (row = 0; row < rows; row++)
    {
        for (i = 0; i < bytes; i++)
        {
            DWORD n = (DWORD)(part_in_memory(g, NULL, row) - (BYTE *)NULL) + i;
            ck_assert_uint_eq(part_in_linear(g, data, stride, row)[i], (BYTE)(n * 13 + 5 + n / 256));
        }
    }
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    destroy(f);
}
END_TEST

START_TEST(contiguous_copies_come_back_identical)
{
    const struct geometry *g = &geometries[_i];
    struct fixture f = create(g->width, g->height, g->format, FALSE);
    DWORD stride = stride_of(g), rows, bytes, row, i;
    BYTE *source = malloc(g->contiguous + 16), *dest = malloc(g->contiguous + 16), *data;

    second_part(g, stride, &rows, &bytes);
    for (i = 0; i < g->contiguous + 16; i++)
        source[i] = (BYTE)(i * 101 + 3 + i / 256);
    memset(dest, 0xee, g->contiguous + 16);

    ck_assert_hr(IMF2DBuffer2_ContiguousCopyFrom(f.surface, source, g->contiguous - 1), E_INVALIDARG);
    ck_assert_hr(IMF2DBuffer2_ContiguousCopyTo(f.surface, dest, g->contiguous - 1), E_INVALIDARG);
    ck_assert_uint_eq(dest[0], 0xee);
    ck_assert_ok(IMF2DBuffer2_ContiguousCopyFrom(f.surface, source, g->contiguous + 16));
    ck_assert_ok(IMF2DBuffer2_ContiguousCopyTo(f.surface, dest, g->contiguous));
    for (row = 0; row < g->height; row++)
        ck_assert(!memcmp(dest + row * stride, source + row * stride, g->part == WIDE_ROWS ? stride / 2 : stride));
    for (row = 0; row < rows; row++)
        ck_assert(!memcmp(part_in_linear(g, dest, stride, row), part_in_linear(g, source, stride, row), bytes));

    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    ck_assert(!memcmp(data, source, g->part == WIDE_ROWS ? stride / 2 : stride));
    for (row = 0; row < rows; row++)
        ck_assert(!memcmp(part_in_linear(g, data, stride, row), part_in_linear(g, source, stride, row), bytes));
    data[0] ^= 0xff;
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));

    /* Surplus stays as it was. */
    memset(dest, 0xee, g->contiguous + 16);
    ck_assert_ok(IMF2DBuffer2_ContiguousCopyTo(f.surface, dest, g->contiguous + 16));
    ck_assert_uint_eq(dest[0], source[0] ^ 0xff);
    for (i = 0; i < 16; i++)
        ck_assert_uint_eq(dest[g->contiguous + i], 0xee);
    free(source);
    free(dest);
    destroy(f);
}
END_TEST

static const DWORD rgb_formats[] =
{
    D3DFMT_P8, D3DFMT_X1R5G5B5, D3DFMT_R5G6B5, D3DFMT_R8G8B8, D3DFMT_X8R8G8B8, D3DFMT_A8R8G8B8, D3DFMT_A8B8G8R8,
    D3DFMT_A2B10G10R10, D3DFMT_A2R10G10B10, D3DFMT_A16B16G16R16F,
};

START_TEST(a_bottom_up_buffer_moves_scan_line_0_and_flips_nothing)
{
    struct fixture f = create(2, 4, rgb_formats[_i], TRUE);
    BYTE *scanline0, *start, *data;
    DWORD length, contiguous, row;
    LONG pitch, pitch2;

    ck_assert_ok(IMF2DBuffer2_GetContiguousLength(f.surface, &contiguous));
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(f.surface, MF2DBuffer_LockFlags_Read, &scanline0, &pitch, &start, &length));
    ck_assert_int_eq(pitch, -64);
    ck_assert_uint_eq(length, 256);
    ck_assert_ptr_eq(scanline0, start + 64 * 3);
    ck_assert_ok(IMF2DBuffer2_GetScanline0AndPitch(f.surface, &data, &pitch2));
    ck_assert_ptr_eq(data, scanline0);
    ck_assert_int_eq(pitch2, pitch);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));

    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    for (row = 0; row < 4; row++)
        memset(data + row * contiguous / 4, (int)row + 1, contiguous / 4);
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &scanline0, &pitch));
    for (row = 0; row < 4; row++)
        ck_assert_uint_eq(scanline0[(LONG)row * pitch], 4 - row);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    destroy(f);
}
END_TEST

START_TEST(creation_refuses_what_is_no_picture)
{
    static const struct
    {
        DWORD format;
        BOOL bottom_up;
    } rows[] =
    {
        {FOURCC('H','2','6','4'), FALSE},
        {FOURCC('H','2','6','4'), TRUE},
        {0xdeadbeef, FALSE},
        {0, FALSE},
        {NV12, TRUE},
        {I420, TRUE},
        {YUY2, TRUE},
        {AYUV, TRUE},
    };
    IMFMediaBuffer *buffer;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        ck_assert_hr_msg(MFCreate2DMediaBuffer(2, 3, rows[i].format, rows[i].bottom_up, &buffer), MF_E_INVALIDMEDIATYPE,
                "format %#lx", rows[i].format);
    }
    ck_assert(FAILED(MFCreate2DMediaBuffer(2, 3, NV12, FALSE, NULL)));
}
END_TEST

START_TEST(a_picture_beyond_32_bits_fails)
{
    static const struct
    {
        DWORD width, height, format;
    } rows[] =
    {
        {0xffffffff, 0xffffffff, D3DFMT_X8R8G8B8}, {0x40000000, 1, D3DFMT_X8R8G8B8}, {0x10000, 0x10000, D3DFMT_P8},
        {0xffffffff, 1, NV12}, {0xffff, 0xffff, NV12}, {0xffffffff, 2, IMC1}, {0xffffffff, 1, I420},
        {0x7fffffff, 1, YUY2},
    };
    IMFMediaBuffer *buffer;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(rows); i++)
        ck_assert(FAILED(MFCreate2DMediaBuffer(rows[i].width, rows[i].height, rows[i].format, FALSE, &buffer)));
}
END_TEST

START_TEST(the_interfaces_are_views_of_one_object)
{
    struct fixture f = create(2, 3, NV12, FALSE);
    IMFGetService *service;
    IMF2DBuffer *surface;
    IUnknown *unknown, *unknown2;

    ck_assert_interface(f.buffer, &IID_IMFMediaBuffer, TRUE);
    ck_assert_interface(f.buffer, &IID_IMF2DBuffer, TRUE);
    ck_assert_interface(f.buffer, &IID_IMF2DBuffer2, TRUE);
    ck_assert_interface(f.buffer, &IID_IMFGetService, TRUE);
    ck_assert_interface(f.buffer, &IID_IMFDXGIBuffer, FALSE);
    ck_assert_refcount(f.buffer, 2);

    ck_assert_ok(IMFMediaBuffer_QueryInterface(f.buffer, &IID_IMF2DBuffer, (void **)&surface));
    ck_assert_ptr_eq(surface, f.surface);
    ck_assert_uint_eq(IMF2DBuffer_Release(surface), 2);
    ck_assert_ok(IMFMediaBuffer_QueryInterface(f.buffer, &IID_IUnknown, (void **)&unknown));
    ck_assert_ok(IMF2DBuffer2_QueryInterface(f.surface, &IID_IUnknown, (void **)&unknown2));
    ck_assert_ptr_eq(unknown, unknown2);
    IUnknown_Release(unknown);
    IUnknown_Release(unknown2);

    ck_assert_ok(IMFMediaBuffer_QueryInterface(f.buffer, &IID_IMFGetService, (void **)&service));
    unknown = (IUnknown *)0xdead;
    ck_assert_hr(IMFGetService_GetService(service, &MR_BUFFER_SERVICE, &IID_IUnknown, (void **)&unknown), E_NOTIMPL);
    ck_assert_uint_eq(IMFGetService_Release(service), 2);
    destroy(f);
}
END_TEST

START_TEST(any_current_length_is_stored_and_lock_ignores_it)
{
    static const DWORD lengths[] = {0, 1, 9, 10, 1000000};
    struct fixture f = create(2, 3, NV12, FALSE);
    DWORD length, max_length, current_length;
    unsigned int i;
    BYTE *data;

    for (i = 0; i < ARRAYSIZE(lengths); i++)
    {
        ck_assert_ok(IMFMediaBuffer_SetCurrentLength(f.buffer, lengths[i]));
        ck_assert_ok(IMFMediaBuffer_GetCurrentLength(f.buffer, &length));
        ck_assert_uint_eq(length, lengths[i]);
        ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, &max_length, &current_length));
        ck_assert_uint_eq(max_length, 9);
        ck_assert_uint_eq(current_length, 9);
        ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    }
    destroy(f);
}
END_TEST

START_TEST(null_pointers_are_errors)
{
    struct fixture f = create(2, 3, NV12, FALSE);
    BYTE *data, *start;
    BYTE bytes[9] = {0};
    DWORD length;
    LONG pitch;

    ck_assert(FAILED(IMFMediaBuffer_Lock(f.buffer, NULL, &length, &length)));
    ck_assert(FAILED(IMFMediaBuffer_GetMaxLength(f.buffer, NULL)));
    ck_assert(FAILED(IMFMediaBuffer_GetCurrentLength(f.buffer, NULL)));
    ck_assert_hr(IMF2DBuffer2_GetContiguousLength(f.surface, NULL), E_POINTER);
    ck_assert_hr(IMF2DBuffer2_IsContiguousFormat(f.surface, NULL), E_POINTER);
    ck_assert_hr(IMF2DBuffer2_Lock2D(f.surface, NULL, &pitch), E_POINTER);
    ck_assert_hr(IMF2DBuffer2_Lock2D(f.surface, &data, NULL), E_POINTER);
    ck_assert_hr(IMF2DBuffer2_Lock2D(f.surface, NULL, NULL), E_POINTER);
    ck_assert_hr(IMF2DBuffer2_Lock2DSize(f.surface, MF2DBuffer_LockFlags_Read, &data, &pitch, NULL, &length),
            E_POINTER);
    ck_assert_hr(IMF2DBuffer2_Lock2DSize(f.surface, MF2DBuffer_LockFlags_Read, &data, &pitch, &start, NULL),
            E_POINTER);
    ck_assert(FAILED(IMF2DBuffer2_ContiguousCopyTo(f.surface, NULL, 9)));
    ck_assert(FAILED(IMF2DBuffer2_ContiguousCopyFrom(f.surface, NULL, 9)));
    ck_assert(FAILED(IMF2DBuffer2_Copy2DTo(f.surface, NULL)));
    ck_assert_hr(IMF2DBuffer2_Unlock2D(f.surface), WAS_UNLOCKED); /* none of these took a lock */
    ck_assert_ok(IMF2DBuffer2_ContiguousCopyFrom(f.surface, bytes, 9));

    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    ck_assert_hr(IMF2DBuffer2_GetScanline0AndPitch(f.surface, NULL, &pitch), E_POINTER);
    ck_assert_hr(IMF2DBuffer2_GetScanline0AndPitch(f.surface, &data, NULL), E_POINTER);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    destroy(f);
}
END_TEST

/* ---- locks */

START_TEST(linear_locks_nest)
{
    struct fixture f = create(3, 5, D3DFMT_X8R8G8B8, FALSE);
    BYTE *data, *data2;

    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data2, NULL, NULL));
    ck_assert_ptr_eq(data2, data);
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    ck_assert_hr(IMFMediaBuffer_Unlock(f.buffer), WAS_UNLOCKED); /* of surfaces observed, here inferred */
    destroy(f);
}
END_TEST

START_TEST(surface_locks_nest_and_share_one_count)
{
    struct fixture f = create(3, 5, D3DFMT_X8R8G8B8, FALSE);
    BYTE *data, *data2, *start;
    LONG pitch, pitch2;
    DWORD length;

    ck_assert_hr(IMF2DBuffer2_Unlock2D(f.surface), WAS_UNLOCKED);
    ck_assert_hr(IMF2DBuffer2_GetScanline0AndPitch(f.surface, &data, &pitch), WAS_UNLOCKED);
    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data2, &pitch2));
    ck_assert_ptr_eq(data2, data);
    ck_assert_int_eq(pitch2, pitch);
    ck_assert_ok(IMF2DBuffer2_Lock2DSize(f.surface, MF2DBuffer_LockFlags_Write, &data2, &pitch2, &start, &length));
    ck_assert_ptr_eq(data2, data);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_ok(IMF2DBuffer2_GetScanline0AndPitch(f.surface, &data2, &pitch2));
    ck_assert_ptr_eq(data2, data);
    ck_assert_int_eq(pitch2, pitch);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_hr(IMF2DBuffer2_Unlock2D(f.surface), WAS_UNLOCKED);
    ck_assert_hr(IMF2DBuffer2_GetScanline0AndPitch(f.surface, &data, &pitch), WAS_UNLOCKED);
    destroy(f);
}
END_TEST

START_TEST(the_two_kinds_of_lock_exclude_each_other)
{
    struct fixture f = create(3, 5, D3DFMT_X8R8G8B8, FALSE);
    BYTE *data, *data2, *start;
    DWORD length;
    LONG pitch;

    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    ck_assert_hr(IMF2DBuffer2_Lock2D(f.surface, &data2, &pitch), MF_E_UNEXPECTED);
    ck_assert(FAILED(IMF2DBuffer2_Lock2DSize(f.surface, MF2DBuffer_LockFlags_Read, &data2, &pitch, &start, &length)));
    ck_assert_hr(IMF2DBuffer2_GetScanline0AndPitch(f.surface, &data2, &pitch), WAS_UNLOCKED);
    ck_assert_hr(IMF2DBuffer2_Unlock2D(f.surface), WAS_UNLOCKED);
    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data2, NULL, NULL)); /* the lock is intact */
    ck_assert_ptr_eq(data2, data);
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));

    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    ck_assert_hr(IMFMediaBuffer_Lock(f.buffer, &data2, NULL, NULL), MF_E_INVALIDREQUEST);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_hr(IMFMediaBuffer_Lock(f.buffer, &data2, NULL, NULL), MF_E_INVALIDREQUEST);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data2, NULL, NULL));
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    destroy(f);
}
END_TEST

START_TEST(lock_flags_do_not_matter_in_system_memory)
{
    static const DWORD flags[] = {MF2DBuffer_LockFlags_Read, MF2DBuffer_LockFlags_Write, MF2DBuffer_LockFlags_ReadWrite};
    struct fixture f = create(3, 5, D3DFMT_X8R8G8B8, FALSE);
    BYTE *data, *start;
    unsigned int i, j;
    DWORD length;
    LONG pitch;

    for (i = 0; i < ARRAYSIZE(flags); i++)
    {
        ck_assert_ok(IMF2DBuffer2_Lock2DSize(f.surface, flags[i], &data, &pitch, &start, &length));
        data[0] = (BYTE)(i + 1); /* written under a read lock too */
        for (j = 0; j < ARRAYSIZE(flags); j++)
        {
            ck_assert_ok(IMF2DBuffer2_Lock2DSize(f.surface, flags[j], &data, &pitch, &start, &length));
            ck_assert_uint_eq(data[0], i + 1); /* read under a write lock too */
        }
        ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
        for (j = 0; j < ARRAYSIZE(flags) + 2; j++)
            ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
        ck_assert_hr(IMF2DBuffer2_Unlock2D(f.surface), WAS_UNLOCKED);
        ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
        ck_assert_uint_eq(data[0], i + 1);
        ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    }
    destroy(f);
}
END_TEST

START_TEST(a_buffer_released_while_locked_is_gone)
{
    struct fixture f = create(3, 5, D3DFMT_X8R8G8B8, FALSE);
    BYTE *data;
    LONG pitch;

    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    destroy(f);
    f = create(3, 5, D3DFMT_X8R8G8B8, FALSE);
    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    destroy(f);
}
END_TEST

/* ---- the example of the contract: two bytes of chroma below three rows of two */

START_TEST(nv12_of_odd_height_transfers_its_whole_rows)
{
    struct fixture f = create(2, 3, NV12, FALSE);
    BYTE *data;
    LONG pitch;
    int i;

    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    memset(data, 0xaa, 9);
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    ck_assert_ok(IMF2DBuffer2_Lock2D(f.surface, &data, &pitch));
    for (i = 0; i < 4; i++)
    {
        ck_assert_uint_eq(data[i * 64], 0xaa);
        ck_assert_uint_eq(data[i * 64 + 1], 0xaa);
    }
    memset(data, 0xbb, 194);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(f.surface));
    ck_assert_ok(IMFMediaBuffer_Lock(f.buffer, &data, NULL, NULL));
    for (i = 0; i < 8; i++)
        ck_assert_uint_eq(data[i], 0xbb);
    ck_assert_ok(IMFMediaBuffer_Unlock(f.buffer));
    destroy(f);
}
END_TEST

/* ---- Copy2DTo: documented, not observed */

START_TEST(copy_to_another_buffer_keeps_the_displayed_picture)
{
    struct fixture src = create(2, 3, D3DFMT_X8R8G8B8, FALSE), dest = create(2, 3, D3DFMT_X8R8G8B8, TRUE);
    BYTE *data;
    LONG pitch;
    int row;

    ck_assert_ok(IMF2DBuffer2_Lock2D(src.surface, &data, &pitch));
    for (row = 0; row < 3; row++)
        memset(data + row * pitch, row + 1, 8);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(src.surface));
    ck_assert_ok(IMF2DBuffer2_Copy2DTo(src.surface, dest.surface));
    ck_assert_ok(IMF2DBuffer2_Lock2D(dest.surface, &data, &pitch));
    for (row = 0; row < 3; row++)
        ck_assert_uint_eq(data[row * pitch], row + 1);
    ck_assert_ok(IMF2DBuffer2_Unlock2D(dest.surface));
    ck_assert_hr(IMF2DBuffer2_Unlock2D(src.surface), WAS_UNLOCKED);
    ck_assert_hr(IMF2DBuffer2_Unlock2D(dest.surface), WAS_UNLOCKED);
    destroy(src);
    destroy(dest);
}
END_TEST

START_TEST(copy_to_another_buffer_places_each_plane)
{
    static const struct
    {
        DWORD format;
        DWORD second_row; /* offset of the second part in rows of half a pitch */
        DWORD row_distance;
    } rows[] = {{NV12, 16, 128}, {I420, 16, 64}, {P010, 16, 128}};
    struct fixture src = create(8, 4, rows[_i].format, FALSE), dest = create(100, 8, rows[_i].format, FALSE);
    BYTE linear[96], *data;
    LONG pitch;
    DWORD i, length, chroma;

    ck_assert_ok(IMF2DBuffer2_GetContiguousLength(src.surface, &length));
    for (i = 0; i < length; i++)
        linear[i] = (BYTE)(i + 1);
    ck_assert_ok(IMF2DBuffer2_ContiguousCopyFrom(src.surface, linear, length));
    ck_assert_ok(IMF2DBuffer2_Copy2DTo(src.surface, dest.surface));
    ck_assert_ok(IMF2DBuffer2_Lock2D(dest.surface, &data, &pitch));
    ck_assert_uint_eq(data[0], 1);
    ck_assert_uint_eq(data[3 * pitch], length * 2 / 3 / 4 * 3 + 1);
    chroma = length * 2 / 3;
    ck_assert_uint_eq(data[8 * pitch], chroma + 1);
    ck_assert_uint_eq(data[8 * pitch + (rows[_i].format == I420 ? pitch / 2 : pitch)],
            chroma + 1 + (rows[_i].format == I420 ? 4 : length * 2 / 3 / 4));
    ck_assert_ok(IMF2DBuffer2_Unlock2D(dest.surface));
    destroy(src);
    destroy(dest);
}
END_TEST

START_TEST(copy_to_an_unfit_buffer_fails)
{
    struct fixture src = create(100, 4, D3DFMT_X8R8G8B8, FALSE), small_one = create(2, 3, D3DFMT_X8R8G8B8, FALSE);
    struct fixture other = create(100, 4, NV12, FALSE);
    BYTE *data;
    LONG pitch;

    ck_assert(FAILED(IMF2DBuffer2_Copy2DTo(src.surface, small_one.surface)));
    ck_assert(FAILED(IMF2DBuffer2_Copy2DTo(src.surface, other.surface)));
    ck_assert_ok(IMFMediaBuffer_Lock(src.buffer, &data, NULL, NULL));
    ck_assert_hr(IMF2DBuffer2_Copy2DTo(src.surface, small_one.surface), MF_E_UNEXPECTED);
    ck_assert_ok(IMFMediaBuffer_Unlock(src.buffer));
    ck_assert_ok(IMF2DBuffer2_Lock2D(src.surface, &data, &pitch)); /* all locks were given back */
    ck_assert_ok(IMF2DBuffer2_Unlock2D(src.surface));
    ck_assert_hr(IMF2DBuffer2_Unlock2D(src.surface), WAS_UNLOCKED);
    ck_assert_hr(IMF2DBuffer2_Unlock2D(small_one.surface), WAS_UNLOCKED);
    destroy(src);
    destroy(small_one);
    destroy(other);
}
END_TEST

static Suite *image_buffer_suite(void)
{
    Suite *suite = suite_create("2D buffer");
    TCase *tcase = tcase_create("geometry");

    tcase_add_loop_test(tcase, lengths_and_pitch_are_those_of_the_format, 0, ARRAYSIZE(geometries));
    tcase_add_loop_test(tcase, the_linear_view_and_the_memory_show_each_other, 0, ARRAYSIZE(geometries));
    tcase_add_loop_test(tcase, contiguous_copies_come_back_identical, 0, ARRAYSIZE(geometries));
    tcase_add_loop_test(tcase, a_bottom_up_buffer_moves_scan_line_0_and_flips_nothing, 0, ARRAYSIZE(rgb_formats));
    tcase_add_test(tcase, nv12_of_odd_height_transfers_its_whole_rows);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("contract");
    tcase_add_test(tcase, the_interfaces_are_views_of_one_object);
    tcase_add_test(tcase, any_current_length_is_stored_and_lock_ignores_it);
    tcase_add_test(tcase, copy_to_another_buffer_keeps_the_displayed_picture);
    tcase_add_loop_test(tcase, copy_to_another_buffer_places_each_plane, 0, 3);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_test(tcase, creation_refuses_what_is_no_picture);
    tcase_add_test(tcase, a_picture_beyond_32_bits_fails);
    tcase_add_test(tcase, null_pointers_are_errors);
    tcase_add_test(tcase, copy_to_an_unfit_buffer_fails);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("locks");
    tcase_add_test(tcase, linear_locks_nest);
    tcase_add_test(tcase, surface_locks_nest_and_share_one_count);
    tcase_add_test(tcase, the_two_kinds_of_lock_exclude_each_other);
    tcase_add_test(tcase, lock_flags_do_not_matter_in_system_memory);
    tcase_add_test(tcase, a_buffer_released_while_locked_is_gone);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(image_buffer_suite());
}

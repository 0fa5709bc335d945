/* SPDX-License-Identifier: MIT */
/* Sizes and strides of pictures: MFCalculateImageSize, MFGetPlaneSize, MFGetStrideForBitmapInfoHeader,
 * MFCalculateBitmapImageSize. Expectations are observed on Windows 10 and 11 unless a case says "documented". */

#include "support/suite.h"
#include "support/subtype.h"
#include <stdio.h>
#include <mfapi.h>
#include <mferror.h>

#define CC(a, b, c, d) MAKEFOURCC(a, b, c, d)

/* The classes of layouts, told apart by their rules. */
enum rule
{
    RULE_RGB,        /* rows of multiples of 4 bytes */
    RULE_PACKED,     /* rows of whole blocks */
    RULE_SEMI,       /* NV12 */
    RULE_HALF,       /* I420, NV11 */
    RULE_FULL        /* IMC1 */
};

/* Every format that MFCalculateImageSize knows. */
static const struct
{
    const char *name;
    DWORD format;
    enum rule rule;
    unsigned int block_pixels; /* the width counts in steps of these */
    unsigned int block_bytes;
    BOOL windows_10;           /* older ones do not know it */
    BOOL size_only;            /* the other functions were not observed for it */
} formats[] =
{
    {"RGB8", 41, RULE_RGB, 1, 1, FALSE, FALSE},
    {"RGB555", 24, RULE_RGB, 1, 2, FALSE, FALSE},
    {"RGB565", 23, RULE_RGB, 1, 2, FALSE, FALSE},
    {"RGB24", 20, RULE_RGB, 1, 3, FALSE, FALSE},
    {"RGB32", 22, RULE_RGB, 1, 4, FALSE, FALSE},
    {"ARGB32", 21, RULE_RGB, 1, 4, FALSE, FALSE},
    {"ABGR32", 32, RULE_RGB, 1, 4, TRUE, FALSE},
    {"A2R10G10B10", 31, RULE_RGB, 1, 4, TRUE, FALSE},
    {"D3DFMT_A2R10G10B10", 35, RULE_RGB, 1, 4, FALSE, FALSE},
    {"A16B16G16R16F", 113, RULE_RGB, 1, 8, TRUE, FALSE},
    {"AYUV", CC('A','Y','U','V'), RULE_PACKED, 1, 4, FALSE, FALSE},
    {"YUY2", CC('Y','U','Y','2'), RULE_PACKED, 2, 4, FALSE, FALSE},
    {"UYVY", CC('U','Y','V','Y'), RULE_PACKED, 2, 4, FALSE, FALSE},
    {"YVYU", CC('Y','V','Y','U'), RULE_PACKED, 2, 4, FALSE, TRUE},
    {"NV12", CC('N','V','1','2'), RULE_SEMI, 2, 1, FALSE, FALSE},
    {"P010", CC('P','0','1','0'), RULE_SEMI, 2, 2, TRUE, FALSE},
    {"P016", CC('P','0','1','6'), RULE_SEMI, 2, 2, TRUE, TRUE},
    {"I420", CC('I','4','2','0'), RULE_HALF, 2, 1, FALSE, FALSE},
    {"IYUV", CC('I','Y','U','V'), RULE_HALF, 2, 1, FALSE, FALSE},
    {"YV12", CC('Y','V','1','2'), RULE_HALF, 2, 1, FALSE, FALSE},
    {"IMC2", CC('I','M','C','2'), RULE_HALF, 2, 1, FALSE, FALSE},
    {"IMC4", CC('I','M','C','4'), RULE_HALF, 2, 1, FALSE, FALSE},
    {"NV11", CC('N','V','1','1'), RULE_HALF, 4, 1, FALSE, FALSE},
    {"IMC1", CC('I','M','C','1'), RULE_FULL, 2, 4, FALSE, FALSE},
    {"IMC3", CC('I','M','C','3'), RULE_FULL, 2, 4, FALSE, FALSE},
    {"Y216", CC('Y','2','1','6'), RULE_PACKED, 2, 8, TRUE, TRUE},
    {"v410", CC('v','4','1','0'), RULE_PACKED, 1, 4, TRUE, TRUE},
    {"Y41P", CC('Y','4','1','P'), RULE_PACKED, 8, 12, TRUE, TRUE},
};

static const UINT32 lengths[] = {1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 33, 64, 96, 123, 127, 320, 456, 650, 1080, 1920};

static UINT32 round_up(UINT32 value, UINT32 unit)
{
    return (value + unit - 1) / unit * unit;
}

/* The least stride, by the definition of each class. */
static UINT32 reference_stride(unsigned int i, UINT32 width)
{
    switch (formats[i].rule)
    {
    case RULE_RGB:
        return round_up(width * formats[i].block_bytes, 4);
    case RULE_SEMI:
    case RULE_HALF:
        return width * formats[i].block_bytes;
    default:
        return round_up(width, formats[i].block_pixels) / formats[i].block_pixels * formats[i].block_bytes;
    }
}

static UINT32 reference_image_size(unsigned int i, UINT32 width, UINT32 height)
{
    UINT32 row = reference_stride(i, round_up(width, formats[i].block_pixels));

    return formats[i].rule == RULE_SEMI || formats[i].rule == RULE_HALF ? row * height * 3 / 2 : row * height;
}

static UINT32 reference_plane_size(unsigned int i, UINT32 width, UINT32 height)
{
    UINT32 row = reference_stride(i, width);

    return formats[i].rule == RULE_SEMI || formats[i].rule == RULE_HALF ? row * height * 3 / 2 : row * height;
}

START_TEST(image_size_follows_the_rule_of_the_layout)
{
    GUID subtype = subtype_of(formats[_i].format);
    unsigned int w, h;
    UINT32 size, expected;

    if (formats[_i].windows_10 && !windows_at_least(10, 0))
        return;
    for (w = 0; w < ARRAYSIZE(lengths); w++)
    {
        for (h = 0; h < ARRAYSIZE(lengths); h++)
        {
            if (formats[_i].size_only && (lengths[w] % 16 || lengths[h] % 16))
                continue;
            size = 0xdeadbeef;
            ck_assert_hr_msg(MFCalculateImageSize(&subtype, lengths[w], lengths[h], &size), S_OK, "%s %ux%u",
                    formats[_i].name, lengths[w], lengths[h]);
            expected = reference_image_size(_i, lengths[w], lengths[h]);
            ck_assert_msg(size == expected, "%s %ux%u: %u, expected %u", formats[_i].name, lengths[w], lengths[h],
                    size, expected);
        }
    }
}
END_TEST

START_TEST(plane_size_does_not_round_the_width)
{
    unsigned int w, h;
    UINT32 expected;
    DWORD size;

    if (formats[_i].size_only || (formats[_i].windows_10 && !windows_at_least(10, 0)))
        return;
    for (w = 0; w < ARRAYSIZE(lengths); w++)
    {
        for (h = 0; h < ARRAYSIZE(lengths); h++)
        {
            if (formats[_i].rule == RULE_PACKED && lengths[w] % formats[_i].block_pixels)
                continue;
            size = 0xdeadbeef;
            ck_assert_hr(MFGetPlaneSize(formats[_i].format, lengths[w], lengths[h], &size), S_OK);
            expected = reference_plane_size(_i, lengths[w], lengths[h]);
            ck_assert_msg(size == expected, "%s %ux%u: %lu, expected %u", formats[_i].name, lengths[w], lengths[h],
                    size, expected);
        }
    }
}
END_TEST

START_TEST(stride_is_negative_for_rgb_and_not_rounded_for_luma)
{
    LONG stride, expected;
    unsigned int w;

    if (formats[_i].size_only || (formats[_i].windows_10 && !windows_at_least(10, 0)))
        return;
    for (w = 0; w < ARRAYSIZE(lengths); w++)
    {
        if (formats[_i].rule == RULE_PACKED && lengths[w] % formats[_i].block_pixels)
            continue;
        stride = 0xdeadbeef;
        ck_assert_hr(MFGetStrideForBitmapInfoHeader(formats[_i].format, lengths[w], &stride), S_OK);
        expected = reference_stride(_i, lengths[w]);
        if (formats[_i].rule == RULE_RGB)
            expected = -expected;
        ck_assert_msg(stride == expected, "%s %u: %ld, expected %ld", formats[_i].name, lengths[w], stride, expected);
    }
}
END_TEST

/* Single rows as they were seen: they keep the reference above honest. */
static const struct
{
    DWORD format;
    UINT32 width, height, image_size, plane_size;
} pinned[] =
{
    {41, 3, 5, 20, 20}, {41, 320, 240, 76800, 76800}, {24, 3, 5, 40, 40}, {24, 1, 1, 4, 4}, {23, 3, 5, 40, 40},
    {20, 3, 5, 60, 60}, {20, 1, 1, 4, 4}, {20, 4, 3, 36, 36}, {22, 3, 5, 60, 60}, {21, 3, 5, 60, 60},
    {32, 3, 5, 60, 60}, {31, 3, 5, 60, 60}, {35, 1, 1, 4, 4}, {113, 3, 5, 120, 120}, {113, 1, 1, 8, 8},
    {CC('A','Y','U','V'), 1, 2, 8, 8}, {CC('Y','U','Y','2'), 2, 1, 4, 4}, {CC('U','Y','V','Y'), 128, 128, 32768, 32768},
    {CC('I','M','C','1'), 1, 1, 4, 4}, {CC('I','M','C','3'), 4, 3, 24, 24}, {CC('I','M','C','1'), 320, 240, 153600, 153600},
    {CC('N','V','1','2'), 1, 3, 9, 4}, {CC('N','V','1','2'), 1, 2, 6, 3}, {CC('N','V','1','2'), 3, 2, 12, 9},
    {CC('N','V','1','2'), 650, 850, 828750, 828750}, {CC('I','4','2','0'), 1, 1, 3, 1}, {CC('I','Y','U','V'), 1, 2, 6, 3},
    {CC('Y','V','1','2'), 1, 3, 9, 4}, {CC('I','M','C','2'), 3, 2, 12, 9}, {CC('I','M','C','4'), 3, 5, 30, 22},
    {CC('N','V','1','1'), 1, 3, 18, 4}, {CC('N','V','1','1'), 2, 4, 24, 12}, {CC('N','V','1','1'), 3, 2, 12, 9},
    {CC('P','0','1','0'), 1, 2, 12, 6}, {CC('P','0','1','0'), 3, 2, 24, 18}, {CC('P','0','1','0'), 2, 4, 24, 24},
};

START_TEST(pinned_sizes)
{
    GUID subtype = subtype_of(pinned[_i].format);
    UINT32 size = 0;
    DWORD plane = 0;

    if (!windows_at_least(10, 0))
        return;
    ck_assert_ok(MFCalculateImageSize(&subtype, pinned[_i].width, pinned[_i].height, &size));
    ck_assert_ok(MFGetPlaneSize(pinned[_i].format, pinned[_i].width, pinned[_i].height, &plane));
    ck_assert_msg(size == pinned[_i].image_size && plane == pinned[_i].plane_size, "row %d: %u, %lu", _i, size, plane);
}
END_TEST

START_TEST(sixteen_by_sixteen_of_the_rare_formats)
{
    static const struct { DWORD format; UINT32 size; } rows[] =
    {
        {CC('Y','2','1','6'), 1024}, {CC('v','4','1','0'), 1024}, {CC('Y','4','1','P'), 384}, {CC('Y','V','Y','U'), 512},
        {CC('P','0','1','6'), 768},
    };
    unsigned int i;
    GUID subtype;
    UINT32 size;

    if (!windows_at_least(10, 0))
        return;
    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        subtype = subtype_of(rows[i].format);
        ck_assert_hr_msg(MFCalculateImageSize(&subtype, 16, 16, &size), S_OK, "row %u", i);
        ck_assert_uint_eq(size, rows[i].size);
    }
}
END_TEST

START_TEST(directshow_rgb_subtypes_have_sizes)
{
    static const struct { DWORD data1; UINT32 width, height, size; } rows[] =
    {
        {0xe436eb7a, 3, 5, 20}, {0xe436eb7a, 1, 1, 4}, {0xe436eb7b, 1, 1, 4}, {0xe436eb7c, 3, 5, 40},
        {0xe436eb7d, 3, 5, 60}, {0xe436eb7d, 4, 3, 36}, {0xe436eb7e, 3, 5, 60},
    };
    GUID subtype = {0, 0x524f, 0x11ce, {0x9f, 0x53, 0x00, 0x20, 0xaf, 0x0b, 0xa7, 0x70}};
    unsigned int i;
    UINT32 size;

    for (i = 0; i < ARRAYSIZE(rows); i++)
    {
        subtype.Data1 = rows[i].data1;
        ck_assert_hr_msg(MFCalculateImageSize(&subtype, rows[i].width, rows[i].height, &size), S_OK, "row %u", i);
        ck_assert_uint_eq(size, rows[i].size);
    }
}
END_TEST

START_TEST(unknown_subtype_gives_zero_and_an_error)
{
    static const GUID tails[] = /* known numbers, but the rest of the GUID is not the base */
    {
        {22, 0x0000, 0x0010, {0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x72}},
        {CC('N','V','1','2'), 0x0000, 0x0011, {0x80, 0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71}},
        {0, 0, 0, {0}},
    };
    static const DWORD numbers[] = {CC('H','2','6','4'), 0xdeadbeef, 0, CC('n','v','1','2'), 50, 81, 80};
    unsigned int i;
    GUID subtype;
    UINT32 size;

    size = 1;
    ck_assert_hr(MFCalculateImageSize(&IID_IUnknown, 1, 1, &size), E_INVALIDARG);
    ck_assert_uint_eq(size, 0);
    for (i = 0; i < ARRAYSIZE(tails); i++)
    {
        size = 1;
        ck_assert_hr_msg(MFCalculateImageSize(&tails[i], 16, 16, &size), E_INVALIDARG, "tail %u", i);
        ck_assert_uint_eq(size, 0);
    }
    for (i = 0; i < 4; i++)
    {
        subtype = subtype_of(numbers[i]);
        size = 1;
        ck_assert_hr_msg(MFCalculateImageSize(&subtype, 16, 16, &size), E_INVALIDARG, "number %u", i);
        ck_assert_uint_eq(size, 0);
    }
}
END_TEST

START_TEST(unknown_format_has_plane_size_zero)
{
    DWORD size = 1;

    ck_assert_ok(MFGetPlaneSize(0xdeadbeef, 64, 64, &size));
    ck_assert_uint_eq(size, 0);
    size = 1;
    ck_assert_ok(MFGetPlaneSize(CC('H','2','6','4'), 64, 64, &size));
    ck_assert_uint_eq(size, 0);
}
END_TEST

START_TEST(unknown_format_has_no_stride)
{
    LONG stride;

    ck_assert_hr(MFGetStrideForBitmapInfoHeader(CC('H','2','6','4'), 64, &stride), MF_E_INVALIDMEDIATYPE);
    ck_assert_hr(MFGetStrideForBitmapInfoHeader(0, 64, &stride), MF_E_INVALIDMEDIATYPE);
}
END_TEST

/* Nothing is known of Windows here but that a size never wraps: an error, or the number itself. */
START_TEST(sizes_beyond_32_bits_are_errors)
{
    static const struct { UINT32 width, height; } sides[] =
    {
        {0xffffffff, 0xffffffff}, {0xffffffff, 1}, {0x80000000, 2}, {65536, 65536}, {0x80000000, 0x80000000},
        {0xfffffffe, 3}, {3, 0xffffffff}, {0xaaaaaaab, 2}, {0xffffffff, 2},
    };
    GUID subtype = subtype_of(formats[_i].format);
    unsigned int i;
    UINT32 size;
    DWORD plane;
    LONG stride;
    HRESULT hr;

    for (i = 0; i < ARRAYSIZE(sides); i++)
    {
        /* Exact, in more bits than the product needs. */
        double row = sides[i].width, exact;

        switch (formats[_i].rule)
        {
        case RULE_RGB:
        case RULE_PACKED:
        case RULE_FULL:
            row = row * formats[_i].block_bytes / formats[_i].block_pixels;
            exact = row * sides[i].height;
            break;
        default:
            row *= formats[_i].block_bytes;
            exact = row * sides[i].height * 3 / 2;
        }
        hr = MFCalculateImageSize(&subtype, sides[i].width, sides[i].height, &size);
        if (exact > 4294967295.0)
            ck_assert_msg(FAILED(hr) && !size, "%s %ux%u: %s, %u", formats[_i].name, sides[i].width, sides[i].height,
                    hresult_name(hr), size);
        hr = MFGetPlaneSize(formats[_i].format, sides[i].width, sides[i].height, &plane);
        if (exact > 4294967295.0)
            ck_assert_msg(FAILED(hr) && !plane, "%s %ux%u: %s, %lu", formats[_i].name, sides[i].width,
                    sides[i].height, hresult_name(hr), plane);
        hr = MFGetStrideForBitmapInfoHeader(formats[_i].format, sides[i].width, &stride);
        if (row > 2147483647.0)
            ck_assert_msg(FAILED(hr), "%s %u: stride %ld", formats[_i].name, sides[i].width, stride);
    }
}
END_TEST

START_TEST(zero_dimensions_are_zero_sizes)
{
    GUID subtype = subtype_of(formats[_i].format);
    DWORD plane;
    UINT32 size;

    ck_assert_ok(MFCalculateImageSize(&subtype, 0, 16, &size));
    ck_assert_uint_eq(size, 0);
    ck_assert_ok(MFCalculateImageSize(&subtype, 16, 0, &size));
    ck_assert_uint_eq(size, 0);
    ck_assert_ok(MFGetPlaneSize(formats[_i].format, 0, 16, &plane));
    ck_assert_uint_eq(plane, 0);
}
END_TEST

#define BITMAP(size, width, height, bits, compression) \
    {.biSize = size, .biWidth = width, .biHeight = height, .biPlanes = 1, .biBitCount = bits, .biCompression = compression}

/* Documented. */
static const struct
{
    const char *label;
    BITMAPINFOHEADER header;
    UINT32 buffer_size;
    HRESULT hr;
    UINT32 size;
    BOOL known;
} bitmaps[] =
{
    {"24 bits", BITMAP(40, 3, 5, 24, BI_RGB), 40, S_OK, 60, TRUE},
    {"a negative height", BITMAP(40, 3, -5, 24, BI_RGB), 40, S_OK, 60, TRUE},
    {"1 bit", BITMAP(40, 33, 2, 1, BI_RGB), 48, S_OK, 16, TRUE},
    {"4 bits", BITMAP(40, 9, 2, 4, BI_RGB), 104, S_OK, 16, TRUE},
    {"8 bits", BITMAP(40, 3, 5, 8, BI_RGB), 40 + 1024, S_OK, 20, TRUE},
    {"16 bits", BITMAP(40, 3, 5, 16, BI_RGB), 40, S_OK, 40, TRUE},
    {"32 bits", BITMAP(40, 320, 240, 32, BI_RGB), 40, S_OK, 307200, TRUE},
    {"masks behind the header", BITMAP(40, 3, 5, 16, BI_BITFIELDS), 52, S_OK, 40, TRUE},
    {"masks missing", BITMAP(40, 3, 5, 16, BI_BITFIELDS), 51, E_INVALIDARG, 0, FALSE},
    {"NV12", BITMAP(40, 320, 240, 12, CC('N','V','1','2')), 40, S_OK, 115200, TRUE},
    {"YUY2 upside down", BITMAP(40, 320, -240, 16, CC('Y','U','Y','2')), 40, S_OK, 153600, TRUE},
    {"the least height", BITMAP(40, 0, MINLONG, 32, BI_RGB), 40, S_OK, 0, TRUE},
    {"an unknown FOURCC", BITMAP(40, 16, 16, 24, CC('H','2','6','4')), 40, S_OK, 768, FALSE},
    {"JPEG", BITMAP(40, 16, 16, 24, BI_JPEG), 40, E_INVALIDARG, 0, FALSE},
    {"PNG", BITMAP(40, 16, 16, 24, BI_PNG), 40, E_INVALIDARG, 0, FALSE},
    {"a short buffer", BITMAP(40, 16, 16, 24, BI_RGB), 39, E_INVALIDARG, 0, FALSE},
    {"a short header", BITMAP(39, 16, 16, 24, BI_RGB), 40, E_INVALIDARG, 0, FALSE},
    {"more header than buffer", BITMAP(41, 16, 16, 24, BI_RGB), 40, E_INVALIDARG, 0, FALSE},
    {"no such depth", BITMAP(40, 16, 16, 7, BI_RGB), 40, E_INVALIDARG, 0, FALSE},
    {"beyond 32 bits", BITMAP(40, 65536, 65536, 32, BI_RGB), 40, E_INVALIDARG, 0, FALSE},
    {"beyond 32 bits with the sign", BITMAP(40, MAXLONG, MINLONG, 32, BI_RGB), 40, E_INVALIDARG, 0, FALSE},
    {"YUV beyond 32 bits", BITMAP(40, 65536, 65536, 12, CC('N','V','1','2')), 40, E_INVALIDARG, 0, FALSE},
};

START_TEST(bitmap_image_size)
{
    BYTE block[2048] = {0};
    UINT32 size = 0xdeadbeef;
    BOOL known = 2;

    memcpy(block, &bitmaps[_i].header, sizeof(BITMAPINFOHEADER));
    ck_assert_hr_msg(MFCalculateBitmapImageSize((BITMAPINFOHEADER *)block, bitmaps[_i].buffer_size, &size, &known),
            bitmaps[_i].hr, "%s", bitmaps[_i].label);
    if (SUCCEEDED(bitmaps[_i].hr))
    {
        ck_assert_msg(size == bitmaps[_i].size, "%s: %u", bitmaps[_i].label, size);
        ck_assert_msg(known == bitmaps[_i].known, "%s: known %d", bitmaps[_i].label, known);
        ck_assert_ok(MFCalculateBitmapImageSize((BITMAPINFOHEADER *)block, bitmaps[_i].buffer_size, &size, NULL));
    }
}
END_TEST

static Suite *image_size_suite(void)
{
    Suite *suite = suite_create("image_size");
    TCase *tcase = tcase_create("contract");

    tcase_add_loop_test(tcase, image_size_follows_the_rule_of_the_layout, 0, ARRAYSIZE(formats));
    tcase_add_loop_test(tcase, plane_size_does_not_round_the_width, 0, ARRAYSIZE(formats));
    tcase_add_loop_test(tcase, stride_is_negative_for_rgb_and_not_rounded_for_luma, 0, ARRAYSIZE(formats));
    tcase_add_loop_test(tcase, pinned_sizes, 0, ARRAYSIZE(pinned));
    tcase_add_test(tcase, sixteen_by_sixteen_of_the_rare_formats);
    tcase_add_test(tcase, directshow_rgb_subtypes_have_sizes);
    tcase_add_loop_test(tcase, zero_dimensions_are_zero_sizes, 0, ARRAYSIZE(formats));
    tcase_add_loop_test(tcase, bitmap_image_size, 0, ARRAYSIZE(bitmaps));
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_test(tcase, unknown_subtype_gives_zero_and_an_error);
    tcase_add_test(tcase, unknown_format_has_plane_size_zero);
    tcase_add_test(tcase, unknown_format_has_no_stride);
    tcase_add_loop_test(tcase, sizes_beyond_32_bits_are_errors, 0, ARRAYSIZE(formats));
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(image_size_suite());
}

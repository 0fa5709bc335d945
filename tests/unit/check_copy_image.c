/* SPDX-License-Identifier: MIT */
/* MFCopyImage. Observed on Windows 8 to 11; the sizes of the last cases were chosen to meet every path of a copy. */

#include "support/suite.h"
#include <stdio.h>
#include <stdlib.h>
#include <mfapi.h>

START_TEST(padding_is_not_touched)
{
    DWORD src[] = {0x11111111, 0x22222222}, dest[] = {0xaaaaaaaa, 0xbbbbbbbb};

    ck_assert_ok(MFCopyImage((BYTE *)dest, 8, (BYTE *)src, 8, 4, 1));
    ck_assert_uint_eq(dest[0], 0x11111111);
    ck_assert_uint_eq(dest[1], 0xbbbbbbbb);
}
END_TEST

START_TEST(negative_stride_flips)
{
    DWORD src[] = {0x11111111, 0x22222222, 0x33333333, 0x44444444}, dest[] = {9, 9, 9, 9};

    ck_assert_ok(MFCopyImage((BYTE *)(dest + 2), -8, (BYTE *)src, 8, 4, 2));
    ck_assert_uint_eq(dest[0], 0x33333333);
    ck_assert_uint_eq(dest[1], 9);
    ck_assert_uint_eq(dest[2], 0x11111111);
    ck_assert_uint_eq(dest[3], 9);
}
END_TEST

START_TEST(negative_source_stride_flips)
{
    DWORD src[] = {1, 2, 3, 4}, dest[] = {9, 9, 9, 9};

    ck_assert_ok(MFCopyImage((BYTE *)dest, 8, (BYTE *)(src + 2), -8, 8, 2));
    ck_assert_uint_eq(dest[0], 3);
    ck_assert_uint_eq(dest[1], 4);
    ck_assert_uint_eq(dest[2], 1);
    ck_assert_uint_eq(dest[3], 2);
}
END_TEST

START_TEST(width_may_exceed_the_stride)
{
    BYTE src[16], dest[16] = {0};
    unsigned int i;

    for (i = 0; i < sizeof(src); i++)
        src[i] = i + 1;
    ck_assert_ok(MFCopyImage(dest, 8, src, 8, 16, 1));
    ck_assert_mem_eq(dest, src, 16);
}
END_TEST

START_TEST(whole_rows)
{
    BYTE src[16], dest[16] = {0};
    unsigned int i;

    for (i = 0; i < sizeof(src); i++)
        src[i] = i + 1;
    ck_assert_ok(MFCopyImage(dest, 8, src, 8, 8, 2));
    ck_assert_mem_eq(dest, src, 16);
}
END_TEST

START_TEST(stride_zero_repeats_a_row)
{
    BYTE src[4] = {1, 2, 3, 4}, dest[12] = {0};

    ck_assert_ok(MFCopyImage(dest, 4, src, 0, 4, 3));
    ck_assert_mem_eq(dest, src, 4);
    ck_assert_mem_eq(dest + 4, src, 4);
    ck_assert_mem_eq(dest + 8, src, 4);
}
END_TEST

START_TEST(nothing_to_copy)
{
    BYTE src[4] = {1, 2, 3, 4}, dest[4] = {0};

    ck_assert_ok(MFCopyImage(dest, 4, src, 4, 0, 3));
    ck_assert_ok(MFCopyImage(dest, 4, src, 4, 4, 0));
    ck_assert_uint_eq(dest[0], 0);
}
END_TEST

#define GUARD 64
#define MAX_WIDTH 4200

static BYTE pattern(unsigned int x, unsigned int y)
{
    return 1 + (x * 7 + y * 13 + (x >> 8)) % 251;
}

/* Every width around the borders of the steps, at every alignment: exact bytes, nothing beyond them. */
START_TEST(every_width_and_alignment)
{
    static const unsigned int more_widths[] = {255, 256, 257, 511, 640, 1023, 1024, 1025, 1087, 1920, 4095, 4096, 4097};
    unsigned int width = _i <= 200 ? (unsigned int)_i : more_widths[_i - 201];
    const unsigned int rows = 3, stride = MAX_WIDTH;
    BYTE *src = malloc(rows * stride + 2 * GUARD), *dest = malloc(rows * stride + 2 * GUARD), *s, *d;
    unsigned int shift, x, y;

    for (shift = 0; shift < 18; shift += width > 200 ? 5 : 1)
    {
        s = src + GUARD + (shift * 5) % 16;
        d = dest + GUARD + shift;
        memset(dest, 0, rows * stride + 2 * GUARD);
        for (y = 0; y < rows; y++)
            for (x = 0; x < width; x++)
                s[y * stride + x] = pattern(x, y);
        ck_assert_ok(MFCopyImage(d, stride, s, stride, width, rows));
        for (y = 0; y < rows; y++)
        {
            for (x = 0; x < width; x++)
            {
                if (d[y * stride + x] != pattern(x, y))
                    ck_abort_msg("width %u, shift %u: byte %u of row %u", width, shift, x, y);
            }
            for (x = 0; x < 40; x++)
            {
                if (d[y * stride + width + x] || d[(int)(y * stride) - 1 - (int)x])
                    ck_abort_msg("width %u, shift %u: byte beside row %u written", width, shift, y);
            }
        }
    }
    free(src);
    free(dest);
}
END_TEST

START_TEST(contiguous_picture)
{
    const unsigned int size = 1920 * 1080 * 3 / 2;
    BYTE *src = malloc(size), *dest = calloc(size + 1, 1);
    unsigned int i;

    for (i = 0; i < size; i++)
        src[i] = pattern(i, i >> 12);
    ck_assert_ok(MFCopyImage(dest, 1920, src, 1920, 1920, 1620));
    ck_assert(!memcmp(dest, src, size));
    ck_assert_uint_eq(dest[size], 0);
    free(src);
    free(dest);
}
END_TEST

static Suite *copy_image_suite(void)
{
    Suite *suite = suite_create("copy_image");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, padding_is_not_touched);
    tcase_add_test(tcase, negative_stride_flips);
    tcase_add_test(tcase, negative_source_stride_flips);
    tcase_add_test(tcase, width_may_exceed_the_stride);
    tcase_add_test(tcase, whole_rows);
    tcase_add_test(tcase, stride_zero_repeats_a_row);
    tcase_add_test(tcase, nothing_to_copy);
    tcase_add_loop_test(tcase, every_width_and_alignment, 0, 201 + 13);
    tcase_add_test(tcase, contiguous_picture);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(copy_image_suite());
}

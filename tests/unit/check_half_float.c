/* SPDX-License-Identifier: MIT */
/* MFConvertFromFP16Array and MFConvertToFP16Array. The values where all readings of the documentation agree; rounding
 * to nearest even is this library's choice, its cases are skipped with another DLL. */

#include "support/suite.h"
#include <stdio.h>
#include <math.h>
#include <mfapi.h>

static BOOL is_ours(void)
{
    return mfplat_function("LFGetGlobalPool") != NULL && windows_at_least(6, 3); /* Windows dropped it in 8.1 */
}

static float float_of(UINT32 bits)
{
    float value;

    memcpy(&value, &bits, sizeof(value));
    return value;
}

static UINT32 bits_of(float value)
{
    UINT32 bits;

    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

/* The definition of the format. */
static double value_of_half(WORD half)
{
    int exponent = half >> 10 & 0x1f, fraction = half & 0x3ff;
    double magnitude = exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24);

    return half & 0x8000 ? -magnitude : magnitude;
}

START_TEST(every_half_is_exact)
{
    static WORD halves[0x10000];
    static float floats[0x10000];
    unsigned int i;

    for (i = 0; i < 0x10000; i++)
        halves[i] = i;
    ck_assert_ok(MFConvertFromFP16Array(floats, halves, 0x10000));
    for (i = 0; i < 0x10000; i++)
    {
        if ((i & 0x7c00) == 0x7c00)
        {
            if (i & 0x3ff)
                ck_assert_msg(isnan(floats[i]), "%#x: %a", i, floats[i]);
            else
                ck_assert_msg(bits_of(floats[i]) == (i & 0x8000 ? 0xff800000 : 0x7f800000), "%#x: %a", i, floats[i]);
        }
        else
        {
            ck_assert_msg(floats[i] == value_of_half(i), "%#x: %a", i, floats[i]);
            ck_assert_msg(!(i & 0x8000) == !(bits_of(floats[i]) & 0x80000000), "%#x: sign", i);
        }
    }
}
END_TEST

START_TEST(every_half_survives_the_round_trip)
{
    static WORD halves[0x10000], again[0x10000];
    static float floats[0x10000];
    unsigned int i;

    for (i = 0; i < 0x10000; i++)
        halves[i] = i;
    ck_assert_ok(MFConvertFromFP16Array(floats, halves, 0x10000));
    ck_assert_ok(MFConvertToFP16Array(again, floats, 0x10000));
    for (i = 0; i < 0x10000; i++)
    {
        if ((i & 0x7c00) == 0x7c00 && (i & 0x3ff))
            ck_assert_msg((again[i] & 0x7c00) == 0x7c00 && (again[i] & 0x3ff), "%#x became %#x", i, again[i]);
        else
            ck_assert_msg(again[i] == i, "%#x became %#x", i, again[i]);
    }
}
END_TEST

static const struct
{
    UINT32 bits;
    WORD half;
    BOOL rounded; /* our rounding */
} to_half[] =
{
    {0x00000000, 0x0000, FALSE}, {0x80000000, 0x8000, FALSE}, {0x3f800000, 0x3c00, FALSE}, {0xc0000000, 0xc000, FALSE},
    {0x477fe000, 0x7bff, FALSE}, {0x38800000, 0x0400, FALSE}, {0x33800000, 0x0001, FALSE}, {0x3f000000, 0x3800, FALSE},
    {0x7f800000, 0x7c00, FALSE}, {0xff800000, 0xfc00, FALSE},
    {0x00000001, 0x0000, FALSE}, {0x80000001, 0x8000, FALSE}, {0x32ffffff, 0x0000, FALSE},
    {0x33000000, 0x0000, TRUE}, /* half of the least denormal: to even */
    {0x33000001, 0x0001, TRUE}, {0x33c00000, 0x0002, TRUE}, {0x33bfffff, 0x0001, TRUE},
    {0x387fe000, 0x0400, TRUE}, /* a denormal that rounds up to the least normal */
    {0x387fdfff, 0x03ff, TRUE},
    {0x3f801000, 0x3c00, TRUE}, {0x3f801001, 0x3c01, TRUE}, {0x3f803000, 0x3c02, TRUE}, {0x3f802fff, 0x3c01, TRUE},
    {0x477fefff, 0x7bff, TRUE}, {0x477ff000, 0x7c00, TRUE}, /* 65520 is infinity */
    {0x47800000, 0x7c00, TRUE}, {0x7f7fffff, 0x7c00, TRUE}, {0xff7fffff, 0xfc00, TRUE},
};

START_TEST(floats_round_to_nearest_even)
{
    float src[16], value = float_of(to_half[_i].bits);
    WORD half = 0xdead, halves[16];
    unsigned int i;

    if (to_half[_i].rounded && !is_ours())
        return;
    ck_assert_ok(MFConvertToFP16Array(&half, &value, 1));
    ck_assert_msg(half == to_half[_i].half, "%#x: %#x, expected %#x", to_half[_i].bits, half, to_half[_i].half);
    for (i = 0; i < 16; i++)
        src[i] = value;
    ck_assert_ok(MFConvertToFP16Array(halves, src, 16));
    for (i = 0; i < 16; i++)
        ck_assert_msg(halves[i] == to_half[_i].half, "%#x among others: %#x", to_half[_i].bits, halves[i]);
}
END_TEST

START_TEST(nan_never_becomes_infinity)
{
    static const UINT32 nans[] = {0x7fc00000, 0x7f800001, 0xff800001, 0x7fffffff, 0x7f801fff, 0xffffe000};
    WORD halves[16];
    float src[16];
    unsigned int i, k;

    for (i = 0; i < ARRAYSIZE(nans); i++)
    {
        for (k = 0; k < 16; k++)
            memcpy(&src[k], &nans[i], 4);
        for (k = 1; k <= 16; k += 15)
        {
            ck_assert_ok(MFConvertToFP16Array(halves, src, k));
            ck_assert_msg((halves[0] & 0x7c00) == 0x7c00 && (halves[0] & 0x3ff), "%#x: %#x", nans[i], halves[0]);
            ck_assert_msg((halves[0] & 0x8000) == (nans[i] >> 16 & 0x8000), "%#x: %#x", nans[i], halves[0]);
        }
    }
}
END_TEST

/* Long arrays may be converted by other instructions than short ones: not a bit may differ. */
START_TEST(single_numbers_and_arrays_agree)
{
    static float src[4096];
    static WORD together[4096];
    static float back[4096];
    UINT32 bits = 12345 + _i;
    unsigned int i;
    WORD alone;
    float single;

    for (i = 0; i < ARRAYSIZE(src); i++)
    {
        bits = bits * 1664525 + 1013904223;
        /* Half of them in the range of half floats, so that all roundings occur. */
        UINT32 value = i & 1 ? bits : (bits & 0x807fffff) | (0x65 + (bits >> 9) % 0x2c) << 23;
        memcpy(&src[i], &value, 4);
    }
    ck_assert_ok(MFConvertToFP16Array(together, src, ARRAYSIZE(src)));
    ck_assert_ok(MFConvertFromFP16Array(back, together, ARRAYSIZE(src)));
    for (i = 0; i < ARRAYSIZE(src); i++)
    {
        ck_assert_ok(MFConvertToFP16Array(&alone, &src[i], 1));
        ck_assert_msg(alone == together[i], "%#x: %#x alone, %#x in an array", bits_of(src[i]), alone, together[i]);
        ck_assert_ok(MFConvertFromFP16Array(&single, &together[i], 1));
        ck_assert_msg(!memcmp(&single, &back[i], 4), "%#x", together[i]);
    }
}
END_TEST

START_TEST(every_half_alone_and_in_an_array)
{
    static WORD halves[0x10000];
    static float floats[0x10000];
    float single;
    unsigned int i;

    for (i = 0; i < 0x10000; i++)
        halves[i] = i;
    ck_assert_ok(MFConvertFromFP16Array(floats, halves, 0x10000));
    for (i = 0; i < 0x10000; i++)
    {
        MFConvertFromFP16Array(&single, &halves[i], 1);
        ck_assert_msg(!memcmp(&single, &floats[i], 4), "%#x", i);
    }
}
END_TEST

START_TEST(only_count_elements_are_written)
{
    WORD halves[40];
    float floats[40];
    unsigned int i;

    for (i = 0; i < 40; i++)
    {
        halves[i] = 0x3c00;
        floats[i] = 2;
    }
    ck_assert_ok(MFConvertFromFP16Array(floats + 1, halves + 1, _i));
    ck_assert(floats[0] == 2);
    for (i = 1; i < 40; i++)
        ck_assert_msg(floats[i] == (i <= (unsigned int)_i ? 1 : 2), "count %d, element %u", _i, i);
    for (i = 0; i < 40; i++)
        floats[i] = 1;
    memset(halves, 0, sizeof(halves));
    ck_assert_ok(MFConvertToFP16Array(halves + 1, floats + 1, _i));
    for (i = 0; i < 40; i++)
        ck_assert_msg(halves[i] == (i >= 1 && i <= (unsigned int)_i ? 0x3c00 : 0), "count %d, element %u", _i, i);
}
END_TEST

static Suite *half_float_suite(void)
{
    Suite *suite = suite_create("half_float");
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, every_half_is_exact);
    tcase_add_test(tcase, every_half_survives_the_round_trip);
    tcase_add_loop_test(tcase, floats_round_to_nearest_even, 0, ARRAYSIZE(to_half));
    tcase_add_test(tcase, nan_never_becomes_infinity);
    tcase_add_loop_test(tcase, single_numbers_and_arrays_agree, 0, 4);
    tcase_add_test(tcase, every_half_alone_and_in_an_array);
    tcase_add_loop_test(tcase, only_count_elements_are_written, 0, 35);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(half_float_suite());
}

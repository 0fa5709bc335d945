/* SPDX-License-Identifier: MIT */
/* MFllMulDiv: nothing is lost between the product and the quotient. */

#include "support/suite.h"
#include <mfapi.h>

#define MAX MAXLONGLONG
#define MIN MINLONGLONG

static const struct
{
    const char *rule;
    LONGLONG a, b, c, d, result;
} rows[] =
{
    /* Observed on Windows. */
    {"division by zero", 0, 0, 0, 0, MAX},
    {"plain", 1000000, 1000000, 2, 0, 500000000000},
    {"wide product", MAX, 3, MAX, 0, 3},
    {"the remainder is dropped", MAX, 3, MAX, 1, 3},
    {"negative", -10000, 3, 100, 0, -300},
    {"the sum is truncated", 2, 0, 3, 5, 1},
    {"negative rounding term", 2, 1, 1, -3, -1},
    {"product beyond unsigned 64 bits", MAX, 4, 8, 0, 4611686018427387903},
    {"wide product and divisor", MAX, 4, 0x100000000, 0, 0x1ffffffff},
    /* Documented: only the result can overflow. */
    {"positive overflow", MAX, 2, 1, 0, MAX},
    {"positive overflow of two negative factors", MIN, MIN, 1, 0, MAX},
    {"negative overflow", MAX, -2, 1, 0, MIN},
    {"negative overflow by the divisor", MAX, 2, -1, 0, MIN},
    {"overflow by one", MAX, 1, 1, 1, MAX},
    {"the smallest value divided by -1", MIN, 1, -1, 0, MAX},
    {"largest result", MAX, 1, 1, 0, MAX},
    {"largest result of a wide product", MAX, MAX, MAX, 0, MAX},
    {"smallest result", MIN, 1, 1, 0, MIN},
    {"smallest result of a wide product", MIN, MAX, MAX, 0, MIN},
    {"smallest divisor", MIN, MIN, MIN, 0, MIN},
    {"largest product, largest divisor", MIN, MIN, MAX, 0, MAX},
    {"wide product that the rounding term makes smaller", MAX, 2, 2, MIN, 4611686018427387903},
    {"the rounding term carries", MAX, 4, 4, 4, MAX},
    {"the rounding term changes the sign", 1, 1, 1, -10, -9},
    {"a negative product that the rounding term brings to 0", -5, 2, 3, 10, 0},
    {"every digit of the quotient", 0x123456789abcdef, 0xfedcba987654321, 0xfedcba987654321, 0, 0x123456789abcdef},
    {"estimate of a digit too large", 0x7fffffffffffffff, 0x7ffffffffffffffe, 0x7fffffffffffffff, 0,
            0x7ffffffffffffffe},
    {"time stamps: 10 MHz to 48 kHz", 0x7fffffffffff, 48000, 10000000, 5000000, 675539944106},
    /* Not observed on Windows; documented for the function's namesake in Windows CE. */
    {"negative quotients are cut towards zero", -7, 1, 2, 0, -3},
    {"so are those of a negative divisor", 7, 1, -2, 0, -3},
    {"a negative numerator divided by zero", -1, 1, 0, 0, MAX},
};

START_TEST(mul_div)
{
    LONGLONG result = MFllMulDiv(rows[_i].a, rows[_i].b, rows[_i].c, rows[_i].d);

    ck_assert_msg(result == rows[_i].result, "%s: %jd", rows[_i].rule, result);
}
END_TEST

/* The quotient q and the rest r of random operands: a * b = q * c + r in 128 bits means that (a * b - r) / c is q, too,
 * and so is (q * c + r) / c. */
START_TEST(quotients_multiply_back)
{
    ULONGLONG seed = 88172645463325252u;
    unsigned int i;

    for (i = 0; i < 20000; i++)
    {
        LONGLONG v[3], q;
        unsigned int k;

        for (k = 0; k < 3; k++)
        {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            v[k] = (LONGLONG)(seed & MAXLONGLONG) >> (seed >> 32 & 31);
        }
        if (!v[2])
            continue;
        q = MFllMulDiv(v[0], v[1], v[2], 0);
        if (q == MAX)
            continue;
        /* floor(a * b / c) = q exactly when floor((a * b - q * c) / c) = 0; the low 64 bits hold that rest. */
        ck_assert_msg((ULONGLONG)v[0] * (ULONGLONG)v[1] - (ULONGLONG)q * (ULONGLONG)v[2] < (ULONGLONG)v[2],
                "%jd * %jd / %jd = %jd", v[0], v[1], v[2], q);
        /* And the rounding term is worth exactly one at a full divisor. */
        ck_assert(q == MAX - 1 || MFllMulDiv(v[0], v[1], v[2], v[2]) == q + 1);
    }
}
END_TEST

static Suite *mul_div_suite(void)
{
    Suite *suite = suite_create("mul_div");
    TCase *tcase = tcase_create("contract");

    tcase_add_loop_test(tcase, mul_div, 0, ARRAYSIZE(rows));
    tcase_add_test(tcase, quotients_multiply_back);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(mul_div_suite());
}

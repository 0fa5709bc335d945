/* SPDX-License-Identifier: MIT */
/* Ratios of two numbers. */

#include "base/ratio.h"

void ratio_reduce(UINT64 a, UINT64 b, UINT32 *numerator, UINT32 *denominator)
{
    UINT64 divisor = a, rest = b, next;

    *numerator = *denominator = 0;
    if (!a || !b)
        return;
    while (rest)
    {
        next = divisor % rest;
        divisor = rest;
        rest = next;
    }
    a /= divisor;
    b /= divisor;
    while (a > 0xffffffff || b > 0xffffffff)
    {
        a >>= 1;
        b >>= 1;
    }
    *numerator = a;
    *denominator = b;
}

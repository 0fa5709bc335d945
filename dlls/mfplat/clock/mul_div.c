/* SPDX-License-Identifier: MIT */
/* MFllMulDiv: multiply, add and divide without losing a bit in between. */

#include <windows.h>
#include <mfapi.h>

/* 128 bits, unsigned or in two's complement. */
struct wide
{
    ULONGLONG low, high;
};

static ULONGLONG magnitude(LONGLONG value)
{
    return value < 0 ? 0 - (ULONGLONG)value : (ULONGLONG)value;
}

static struct wide wide_negate(struct wide value)
{
    value.low = 0 - value.low;
    value.high = ~value.high + !value.low;
    return value;
}

static struct wide wide_multiply(ULONGLONG a, ULONGLONG b)
{
    ULONGLONG a_low = (ULONG)a, a_high = a >> 32, b_low = (ULONG)b, b_high = b >> 32;
    ULONGLONG low = a_low * b_low;
    ULONGLONG middle = a_high * b_low + (low >> 32); /* at most 2^64 - 2^32 */
    ULONGLONG other = a_low * b_high + (ULONG)middle;
    struct wide product;

    product.low = other << 32 | (ULONG)low;
    product.high = a_high * b_high + (middle >> 32) + (other >> 32);
    return product;
}

/* One digit of a long division in base 2^32: (*rest * 2^32 + next) / divisor, where *rest < divisor and the top bit of
 * the divisor is set. */
static ULONG divide_digit(ULONGLONG *rest, ULONG next, ULONGLONG divisor)
{
    ULONGLONG divisor_high = divisor >> 32, divisor_low = (ULONG)divisor;
    ULONGLONG digit = *rest / divisor_high, left = *rest % divisor_high;

    /* The estimate is at most 2 too large. */
    while (digit >> 32 || digit * divisor_low > (left << 32 | next))
    {
        digit--;
        left += divisor_high;
        if (left >> 32)
            break;
    }
    *rest = (*rest << 32 | next) - digit * divisor;
    return digit;
}

/* The quotient without its remainder; value.high < divisor. */
static ULONGLONG wide_divide(struct wide value, ULONGLONG divisor)
{
    ULONGLONG rest;
    ULONG digit;
    int shift;

    if (!value.high)
        return value.low / divisor;

    shift = __builtin_clzll(divisor);
    divisor <<= shift;
    rest = value.high;
    if (shift)
    {
        rest = value.high << shift | value.low >> (64 - shift);
        value.low <<= shift;
    }
    digit = divide_digit(&rest, value.low >> 32, divisor);
    return (ULONGLONG)digit << 32 | divide_digit(&rest, value.low, divisor);
}

/* Computes (a * b + d) / c; product and sum keep all 128 bits, the quotient is cut towards zero.
 *
 * a, b: the factors. c: the divisor. d: added before the division, for rounding.
 * Returns the quotient; _I64_MAX when c is 0 (observed on Windows for 0 * 0 / 0; here for every numerator), _I64_MAX or
 * _I64_MIN when the quotient does not fit (documented). Never fails, touches no state, any thread.
 * Observed on Windows: the quotients of positive and of exact negative divisions. Tests: check_mul_div. */
LONGLONG WINAPI MFllMulDiv(LONGLONG a, LONGLONG b, LONGLONG c, LONGLONG d)
{
    struct wide value = wide_multiply(magnitude(a), magnitude(b));
    ULONGLONG divisor = magnitude(c), quotient, limit;
    BOOL negative = FALSE;

    if (!c)
        return MAXLONGLONG;

    if ((a < 0) != (b < 0))
        value = wide_negate(value);
    /* The product is within 2^126, so the sum keeps its sign. */
    value.low += (ULONGLONG)d;
    value.high += (value.low < (ULONGLONG)d) - (ULONGLONG)(d < 0);
    if ((LONGLONG)value.high < 0)
    {
        value = wide_negate(value);
        negative = TRUE;
    }
    if (c < 0)
        negative = !negative;

    limit = (ULONGLONG)MAXLONGLONG + negative;
    if (value.high >= divisor || (quotient = wide_divide(value, divisor)) > limit)
        return negative ? MINLONGLONG : MAXLONGLONG;
    return negative ? (LONGLONG)(0 - quotient) : (LONGLONG)quotient;
}

/* SPDX-License-Identifier: MIT */
/* Conversions between 32-bit and 16-bit floating point numbers.
 *
 * Rounding is to nearest, ties to even; denormals are kept; too large magnitudes become infinity; a NaN stays a NaN:
 * quiet, with the upper bits of its payload. The conversion of single numbers gives bit for bit what the instructions
 * of F16C give, so the result does not depend on the machine. */

#include "base/cpu.h"
#include <mfapi.h>

#define HALF_SIGN 0x8000
#define HALF_INFINITY 0x7c00
#define HALF_QUIET 0x0200
#define FLOAT_INFINITY 0x7f800000
#define FLOAT_QUIET 0x00400000

static UINT32 float_bits_from_half(WORD half)
{
    UINT32 sign = (UINT32)(half & HALF_SIGN) << 16;
    UINT32 exponent = half >> 10 & 0x1f;
    UINT32 fraction = half & 0x3ff;

    if (exponent == 0x1f)
        return sign | FLOAT_INFINITY | (fraction ? FLOAT_QUIET : 0) | fraction << 13;
    if (exponent)
        return sign | (exponent + 112) << 23 | fraction << 13;
    if (!fraction)
        return sign;
    /* A denormal: every one is a normal float. */
    for (exponent = 113; !(fraction & 0x400); exponent--)
        fraction <<= 1;
    return sign | exponent << 23 | (fraction & 0x3ff) << 13;
}

static WORD half_from_float_bits(UINT32 bits)
{
    WORD sign = bits >> 16 & HALF_SIGN;
    UINT32 magnitude = bits & 0x7fffffff, fraction, shift, result, rest, half_way;

    if (magnitude > FLOAT_INFINITY)
        return sign | HALF_INFINITY | HALF_QUIET | (magnitude >> 13 & 0x3ff);
    if (magnitude >= 0x47800000) /* 65536 */
        return sign | HALF_INFINITY;
    if (magnitude >= 0x38800000) /* 2^-14: the result is normal; 65520 and more carry into infinity */
    {
        result = (magnitude >> 13) - (112 << 10);
        rest = magnitude & 0x1fff;
        half_way = 0x1000;
    }
    else if (magnitude >= 0x33000000) /* 2^-25, half of the least denormal */
    {
        fraction = (magnitude & 0x7fffff) | 0x800000;
        shift = 126 - (magnitude >> 23);
        result = fraction >> shift;
        rest = fraction & ((1u << shift) - 1);
        half_way = 1u << (shift - 1);
    }
    else
    {
        return sign;
    }
    if (rest > half_way || (rest == half_way && (result & 1)))
        result++;
    return sign | result;
}

#if defined(__i386__) || defined(__x86_64__)

#include <immintrin.h>

/* All floating point exceptions masked, round to nearest, no flushing of denormals. */
#define MXCSR_DEFAULT 0x1f80

/* Both convert eight numbers a step and return how many they have done. The caller's rounding and exception settings
 * are put back. */
__attribute__((target("avx,f16c")))
static DWORD from_half_f16c(float *dest, const WORD *src, DWORD count)
{
    unsigned int mxcsr = _mm_getcsr();
    DWORD i;

    _mm_setcsr(MXCSR_DEFAULT);
    for (i = 0; count - i >= 8; i += 8)
        _mm256_storeu_ps(dest + i, _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(src + i))));
    _mm256_zeroupper();
    _mm_setcsr(mxcsr);
    return i;
}

__attribute__((target("avx,f16c")))
static DWORD to_half_f16c(WORD *dest, const float *src, DWORD count)
{
    unsigned int mxcsr = _mm_getcsr();
    DWORD i;

    _mm_setcsr(MXCSR_DEFAULT);
    for (i = 0; count - i >= 8; i += 8)
    {
        _mm_storeu_si128((__m128i *)(dest + i),
                _mm256_cvtps_ph(_mm256_loadu_ps(src + i), _MM_FROUND_TO_NEAREST_INT));
    }
    _mm256_zeroupper();
    _mm_setcsr(mxcsr);
    return i;
}

#else

static DWORD from_half_f16c(float *dest, const WORD *src, DWORD count)
{
    (void)dest, (void)src, (void)count;
    return 0;
}

static DWORD to_half_f16c(WORD *dest, const float *src, DWORD count)
{
    (void)dest, (void)src, (void)count;
    return 0;
}

#endif

/* Converts `count` half floats to floats; exact.
 * Params:  dest, src: arrays of `count` elements of any alignment that do not overlap.
 * Returns: S_OK; E_POINTER for a NULL array of more than 0 elements.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    documented; the format of half floats is that of Direct3D. */
HRESULT WINAPI MFConvertFromFP16Array(float *dest, const WORD *src, DWORD count)
{
    DWORD i = 0;
    UINT32 bits;

    if (count && (!dest || !src))
        return E_POINTER;
    if (count >= 8 && cpu_has(CPU_F16C))
        i = from_half_f16c(dest, src, count);
    for (; i < count; i++)
    {
        bits = float_bits_from_half(src[i]);
        memcpy(&dest[i], &bits, sizeof(bits));
    }
    return S_OK;
}

/* Converts `count` floats to half floats, rounding to nearest even.
 * Params:  dest, src: arrays of `count` elements of any alignment that do not overlap.
 * Returns: S_OK; E_POINTER for a NULL array of more than 0 elements.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    documented; the rounding is the one of IEEE 754, the documentation names none. */
HRESULT WINAPI MFConvertToFP16Array(WORD *dest, const float *src, DWORD count)
{
    DWORD i = 0;
    UINT32 bits;

    if (count && (!dest || !src))
        return E_POINTER;
    if (count >= 8 && cpu_has(CPU_F16C))
        i = to_half_f16c(dest, src, count);
    for (; i < count; i++)
    {
        memcpy(&bits, &src[i], sizeof(bits));
        dest[i] = half_from_float_bits(bits);
    }
    return S_OK;
}

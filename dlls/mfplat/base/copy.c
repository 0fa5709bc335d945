/* SPDX-License-Identifier: MIT */
/* Copies of blocks and of rows. */

#include "base/copy.h"
#include "base/cpu.h"

/* Unaligned words that may alias anything: the compiler makes single moves of them, never a call to memcpy. */
typedef UINT16 __attribute__((aligned(1), may_alias)) word16;
typedef UINT32 __attribute__((aligned(1), may_alias)) word32;
typedef UINT64 __attribute__((aligned(1), may_alias)) word64;

/* At most 16 bytes: two moves that overlap in the middle. */
static inline void copy_few(BYTE *dest, const BYTE *src, SIZE_T size)
{
    if (size >= 8)
    {
        UINT64 first = *(const word64 *)src, last = *(const word64 *)(src + size - 8);

        *(word64 *)dest = first;
        *(word64 *)(dest + size - 8) = last;
    }
    else if (size >= 4)
    {
        UINT32 first = *(const word32 *)src, last = *(const word32 *)(src + size - 4);

        *(word32 *)dest = first;
        *(word32 *)(dest + size - 4) = last;
    }
    else if (size >= 2)
    {
        UINT16 first = *(const word16 *)src, last = *(const word16 *)(src + size - 2);

        *(word16 *)dest = first;
        *(word16 *)(dest + size - 2) = last;
    }
    else if (size)
    {
        *dest = *src;
    }
}

#if defined(__i386__) || defined(__x86_64__)

#include <emmintrin.h>

/* From this size on the start-up of rep movsb is paid back. */
#define MOVSB_MINIMUM 1024

/* More than 16 bytes, in steps of 64; the last step goes back so that it ends with the block. */
__attribute__((target("sse2")))
static void copy_sse2(BYTE *dest, const BYTE *src, SIZE_T size)
{
    const BYTE *src_end = src + size;
    BYTE *dest_end = dest + size;
    __m128i a, b, c, d;

    if (size <= 32)
    {
        a = _mm_loadu_si128((const __m128i *)src);
        b = _mm_loadu_si128((const __m128i *)(src_end - 16));
        _mm_storeu_si128((__m128i *)dest, a);
        _mm_storeu_si128((__m128i *)(dest_end - 16), b);
        return;
    }

    for (; size > 64; size -= 64, src += 64, dest += 64)
    {
        a = _mm_loadu_si128((const __m128i *)src);
        b = _mm_loadu_si128((const __m128i *)(src + 16));
        c = _mm_loadu_si128((const __m128i *)(src + 32));
        d = _mm_loadu_si128((const __m128i *)(src + 48));
        _mm_storeu_si128((__m128i *)dest, a);
        _mm_storeu_si128((__m128i *)(dest + 16), b);
        _mm_storeu_si128((__m128i *)(dest + 32), c);
        _mm_storeu_si128((__m128i *)(dest + 48), d);
    }

    if (size > 32)
    {
        a = _mm_loadu_si128((const __m128i *)src);
        b = _mm_loadu_si128((const __m128i *)(src + 16));
        c = _mm_loadu_si128((const __m128i *)(src_end - 32));
        d = _mm_loadu_si128((const __m128i *)(src_end - 16));
        _mm_storeu_si128((__m128i *)dest, a);
        _mm_storeu_si128((__m128i *)(dest + 16), b);
        _mm_storeu_si128((__m128i *)(dest_end - 32), c);
        _mm_storeu_si128((__m128i *)(dest_end - 16), d);
    }
    else if (size > 16)
    {
        a = _mm_loadu_si128((const __m128i *)src);
        b = _mm_loadu_si128((const __m128i *)(src_end - 16));
        _mm_storeu_si128((__m128i *)dest, a);
        _mm_storeu_si128((__m128i *)(dest_end - 16), b);
    }
    else
    {
        copy_few(dest, src, size);
    }
}

static inline void copy_movsb(BYTE *dest, const BYTE *src, SIZE_T size)
{
    __asm__ __volatile__("rep movsb" : "+D"(dest), "+S"(src), "+c"(size) : : "memory");
}

static inline void copy_many(BYTE *dest, const BYTE *src, SIZE_T size)
{
    if (size >= MOVSB_MINIMUM && cpu_has(CPU_FAST_MOVSB))
        copy_movsb(dest, src, size);
#ifdef __i386__
    else if (!cpu_has(CPU_SSE2))
        copy_movsb(dest, src, size);
#endif
    else
        copy_sse2(dest, src, size);
}

#else

static inline void copy_many(BYTE *dest, const BYTE *src, SIZE_T size)
{
    for (; size > 16; size -= 8, src += 8, dest += 8)
        *(word64 *)dest = *(const word64 *)src;
    copy_few(dest, src, size);
}

#endif

void copy_bytes(void *dest, const void *src, SIZE_T size)
{
    if (size <= 16)
        copy_few(dest, src, size);
    else
        copy_many(dest, src, size);
}

void copy_rows(void *dest, SSIZE_T dest_pitch, const void *src, SSIZE_T src_pitch, SIZE_T width, SIZE_T rows)
{
    const BYTE *src_row = src;
    BYTE *dest_row = dest;
    SIZE_T total;

    if (dest_pitch == src_pitch && src_pitch > 0 && (SIZE_T)src_pitch == width
            && !__builtin_mul_overflow(width, rows, &total))
    {
        copy_bytes(dest, src, total);
        return;
    }
    for (; rows; rows--, dest_row += dest_pitch, src_row += src_pitch)
        copy_bytes(dest_row, src_row, width);
}

#ifndef OMF_HOST
/* What the compiler calls for assignments of structs, and the rest of the library by name. */
void *memcpy(void *dest, const void *src, size_t size)
{
    copy_bytes(dest, src, size);
    return dest;
}
#endif

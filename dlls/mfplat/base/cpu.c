/* SPDX-License-Identifier: MIT */
/* Asks the processor for its features. */

#include "base/cpu.h"

LONG cpu_features;

#if defined(__i386__) || defined(__x86_64__)

#include <cpuid.h>

#define LEAF1_EDX_SSE2 (1 << 26)
#define LEAF1_ECX_OSXSAVE (1 << 27)
#define LEAF1_ECX_AVX (1 << 28)
#define LEAF1_ECX_F16C (1 << 29)
#define LEAF7_EBX_ERMS (1 << 9)
#define XCR0_SSE_AND_AVX 6

static unsigned int saved_register_sets(void)
{
    unsigned int low, high;

    __asm__ __volatile__("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
}

LONG cpu_detect(void)
{
    const unsigned int f16c = LEAF1_ECX_OSXSAVE | LEAF1_ECX_AVX | LEAF1_ECX_F16C;
    unsigned int a, b, c, d;
    LONG features = CPU_KNOWN;

    if (__get_cpuid(1, &a, &b, &c, &d))
    {
        if (d & LEAF1_EDX_SSE2)
            features |= CPU_SSE2;
        if ((c & f16c) == f16c && (saved_register_sets() & XCR0_SSE_AND_AVX) == XCR0_SSE_AND_AVX)
            features |= CPU_F16C;
    }
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & LEAF7_EBX_ERMS))
        features |= CPU_FAST_MOVSB;
    atomic_store_relaxed(&cpu_features, features);
    return features;
}

#else

LONG cpu_detect(void)
{
    atomic_store_relaxed(&cpu_features, CPU_KNOWN);
    return CPU_KNOWN;
}

#endif

/* SPDX-License-Identifier: MIT */
/* Which instructions beyond the compiler's baseline this processor (and its system) has.
 *
 * Asked once, on first use; thread safe (every thread finds the same answer). */
#ifndef OPENMFPLAT_BASE_CPU_H
#define OPENMFPLAT_BASE_CPU_H

#include "base/atomic.h"

enum cpu_feature
{
    CPU_KNOWN = 0x01,     /* the other bits are valid */
    CPU_SSE2 = 0x02,
    CPU_FAST_MOVSB = 0x04, /* rep movsb moves long blocks at full speed */
    CPU_F16C = 0x08       /* conversions of half floats; the system keeps the AVX registers */
};

LONG cpu_detect(void);

static inline BOOL cpu_has(enum cpu_feature feature)
{
    extern LONG cpu_features; /* atomic; 0 until cpu_detect has run */
    LONG features = atomic_load_relaxed(&cpu_features);

    if (__builtin_expect(!features, 0))
        features = cpu_detect();
    return !!(features & feature);
}

#endif

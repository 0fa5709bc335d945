/* SPDX-License-Identifier: MIT */
/* Ratios of two numbers. */
#ifndef OPENMFPLAT_BASE_RATIO_H
#define OPENMFPLAT_BASE_RATIO_H

#include <windows.h>

/* a : b in lowest terms. Where those need more than 32 bits: the nearest that shifting both gives. 0 : 0 when a or b is
 * 0. */
void ratio_reduce(UINT64 a, UINT64 b, UINT32 *numerator, UINT32 *denominator);

#endif

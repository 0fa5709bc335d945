/* SPDX-License-Identifier: MIT */
/* Frame rates as ratios and as durations of a frame. */

#include "base/ratio.h"
#include <mfapi.h>

#define HNS_PER_SECOND 10000000
/* A duration this close to one of the table is taken for it. */
#define SNAP_HNS 30
/* From this duration on (ten seconds) a rate is said to be 1/10. */
#define LONGEST_FRAME_HNS 100000000

/* The common rates. All but 24000/1001 are what the division gives. */
static const struct
{
    UINT32 numerator;
    UINT32 denominator;
    UINT32 hns;
} common_rates[] =
{
    {60000, 1001, 166833},
    {30000, 1001, 333667},
    {24000, 1001, 417188},
    {60, 1, 166667},
    {30, 1, 333333},
    {50, 1, 200000},
    {25, 1, 400000},
    {24, 1, 416667},
};

/* The duration of a frame in units of 100 ns.
 * Params:  numerator, denominator: frames a second; average_time: receives the duration rounded to nearest, 0 for a
 *          rate of 0.
 * Returns: S_OK; E_POINTER for NULL.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows; 24000/1001 gives 417188. */
HRESULT WINAPI MFFrameRateToAverageTimePerFrame(UINT32 numerator, UINT32 denominator, UINT64 *average_time)
{
    unsigned int i;

    if (!average_time)
        return E_POINTER;
    *average_time = 0;
    if (!numerator)
        return S_OK;
    for (i = 0; i < ARRAYSIZE(common_rates); i++)
    {
        if (common_rates[i].numerator == numerator && common_rates[i].denominator == denominator)
        {
            *average_time = common_rates[i].hns;
            return S_OK;
        }
    }
    *average_time = ((UINT64)denominator * HNS_PER_SECOND + numerator / 2) / numerator;
    return S_OK;
}

/* The frame rate of a duration in units of 100 ns.
 * Params:  average_time: 0 gives 0/0, ten seconds and more give 1/10; numerator, denominator: receive the rate: a
 *          common one within 30 units of it, otherwise the exact ratio in lowest terms.
 * Returns: S_OK; E_POINTER for NULL.
 * Threads: any, takes no lock. Needs no MFStartup.
 * Rule:    observed on Windows. */
HRESULT WINAPI MFAverageTimePerFrameToFrameRate(UINT64 average_time, UINT32 *numerator, UINT32 *denominator)
{
    unsigned int i;

    if (!numerator || !denominator)
        return E_POINTER;

    *numerator = *denominator = 0;
    if (!average_time)
        return S_OK;
    for (i = 0; i < ARRAYSIZE(common_rates); i++)
    {
        if (average_time >= common_rates[i].hns - SNAP_HNS && average_time <= common_rates[i].hns + SNAP_HNS)
        {
            *numerator = common_rates[i].numerator;
            *denominator = common_rates[i].denominator;
            return S_OK;
        }
    }
    if (average_time >= LONGEST_FRAME_HNS)
    {
        *numerator = 1;
        *denominator = 10;
        return S_OK;
    }
    ratio_reduce(HNS_PER_SECOND, average_time, numerator, denominator);
    return S_OK;
}

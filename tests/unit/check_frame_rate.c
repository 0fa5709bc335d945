/* SPDX-License-Identifier: MIT */
/* Frame rates and durations: MFFrameRateToAverageTimePerFrame, MFAverageTimePerFrameToFrameRate. Observed on Windows. */

#include "support/suite.h"
#include <stdio.h>
#include <mfapi.h>

static const struct
{
    UINT32 numerator, denominator;
    UINT64 time;
} durations[] =
{
    {60000, 1001, 166833}, {30000, 1001, 333667}, {24000, 1001, 417188}, {60, 1, 166667}, {30, 1, 333333},
    {50, 1, 200000}, {25, 1, 400000}, {24, 1, 416667}, {39, 1, 256410}, {123, 456, 37073171}, {0, 0, 0}, {0, 1001, 0},
    /* the formula in 64 bits */
    {1, 0xffffffff, 42949672950000000}, {0xffffffff, 1, 0}, {0xffffffff, 0xffffffff, 10000000}, {2, 3, 15000000},
    {3, 1, 3333333}, {3, 2, 6666667}, {20000000, 1, 1}, {20000001, 1, 0},
};

START_TEST(duration_of_a_rate)
{
    UINT64 time = 0xdeadbeef;

    ck_assert_ok(MFFrameRateToAverageTimePerFrame(durations[_i].numerator, durations[_i].denominator, &time));
    ck_assert_msg(time == durations[_i].time, "%u/%u: %ju, expected %ju", durations[_i].numerator,
            durations[_i].denominator, time, durations[_i].time);
}
END_TEST

static const struct
{
    UINT64 time;
    UINT32 numerator, denominator;
} rates[] =
{
    {0, 0, 0}, {256410, 1000000, 25641}, {10000000, 1, 1}, {2000000, 5, 1}, {1151617, 10000000, 1151617},
    {417083, 10000000, 417083}, {100000000, 1, 10}, {100000001, 1, 10}, {200000000, 1, 10}, {1, 10000000, 1},
    {99999999, 10000000, 99999999}, {0x100000000ull, 1, 10}, {0xffffffffffffffffull, 1, 10},
    {0x100000000ull + 333333, 1, 10},
};

START_TEST(rate_of_a_duration)
{
    UINT32 numerator = 0xdeadbeef, denominator = 0xdeadbeef;

    ck_assert_ok(MFAverageTimePerFrameToFrameRate(rates[_i].time, &numerator, &denominator));
    ck_assert_msg(numerator == rates[_i].numerator && denominator == rates[_i].denominator, "%ju: %u/%u, expected %u/%u",
            rates[_i].time, numerator, denominator, rates[_i].numerator, rates[_i].denominator);
}
END_TEST

START_TEST(durations_near_a_common_rate_snap_to_it)
{
    static const int distances[] = {-30, -29, -1, 0, 1, 29, 30};
    UINT32 numerator, denominator;
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(distances); i++)
    {
        ck_assert_ok(MFAverageTimePerFrameToFrameRate(durations[_i].time + distances[i], &numerator, &denominator));
        ck_assert_msg(numerator == durations[_i].numerator && denominator == durations[_i].denominator,
                "%ju%+d: %u/%u", durations[_i].time, distances[i], numerator, denominator);
    }
}
END_TEST

/* A rate that went through its duration is the same again, for all whole rates: the rounding is to nearest. */
START_TEST(whole_rates_survive_the_round_trip)
{
    UINT32 rate, numerator, denominator;
    UINT64 time, again;

    for (rate = 1; rate <= 1000; rate++)
    {
        ck_assert_ok(MFFrameRateToAverageTimePerFrame(rate, 1, &time));
        ck_assert_ok(MFAverageTimePerFrameToFrameRate(time, &numerator, &denominator));
        ck_assert_ok(MFFrameRateToAverageTimePerFrame(numerator, denominator, &again));
        ck_assert_msg(again >= time - 30 && again <= time + 30, "%u: %ju, then %ju", rate, time, again);
        ck_assert_uint_eq((numerator + denominator / 2) / denominator, rate);
    }
}
END_TEST

static Suite *frame_rate_suite(void)
{
    Suite *suite = suite_create("frame_rate");
    TCase *tcase = tcase_create("contract");

    tcase_add_loop_test(tcase, duration_of_a_rate, 0, ARRAYSIZE(durations));
    tcase_add_loop_test(tcase, rate_of_a_duration, 0, ARRAYSIZE(rates));
    tcase_add_loop_test(tcase, durations_near_a_common_rate_snap_to_it, 0, 8);
    tcase_add_test(tcase, whole_rates_survive_the_round_trip);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(frame_rate_suite());
}

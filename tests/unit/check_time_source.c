/* SPDX-License-Identifier: MIT */
/* The system time source, its underlying clock and the system time. */

#include "support/suite.h"
#include <mfapi.h>
#include <mfidl.h>
#include <mferror.h>

#define CURRENT MAXLONGLONG /* PRESENTATION_CURRENT_POSITION, which not every mfidl.h has */

static IMFPresentationTimeSource *source;
static IMFClockStateSink *sink;

static void setup(void)
{
    ck_assert_ok(MFCreateSystemTimeSource(&source));
    ck_assert_ok(IMFPresentationTimeSource_QueryInterface(source, &IID_IMFClockStateSink, (void **)&sink));
}

static void teardown(void)
{
    IMFClockStateSink_Release(sink);
    IMFPresentationTimeSource_Release(source);
}

enum call
{
    NONE, START, STOP, PAUSE, RESTART, SET_RATE
};

static const char *const call_names[] = {"none", "start", "stop", "pause", "restart", "set rate"};

static HRESULT make_call(enum call call, MFTIME time, LONGLONG offset, float rate)
{
    switch (call)
    {
        case START: return IMFClockStateSink_OnClockStart(sink, time, offset);
        case STOP: return IMFClockStateSink_OnClockStop(sink, time);
        case PAUSE: return IMFClockStateSink_OnClockPause(sink, time);
        case RESTART: return IMFClockStateSink_OnClockRestart(sink, time);
        case SET_RATE: return IMFClockStateSink_OnClockSetRate(sink, time, rate);
        default: return S_OK;
    }
}

static MFCLOCK_STATE current_state(void)
{
    MFCLOCK_STATE state = 77;

    ck_assert_ok(IMFPresentationTimeSource_GetState(source, 0, &state));
    return state;
}

START_TEST(interfaces_of_one_object)
{
    IUnknown *from_source, *from_sink;

    ck_assert_interface(source, &IID_IUnknown, TRUE);
    ck_assert_interface(source, &IID_IMFClock, TRUE);
    ck_assert_interface(source, &IID_IMFPresentationTimeSource, TRUE);
    ck_assert_interface(source, &IID_IMFClockStateSink, TRUE);
    ck_assert_interface(source, &IID_IMFAttributes, FALSE);

    ck_assert_ok(IMFPresentationTimeSource_QueryInterface(source, &IID_IUnknown, (void **)&from_source));
    ck_assert_ok(IMFClockStateSink_QueryInterface(sink, &IID_IUnknown, (void **)&from_sink));
    ck_assert_ptr_eq(from_source, from_sink);
    ck_assert_refcount(source, 4);
    ck_assert_refcount(sink, 4);
    IUnknown_Release(from_sink);
    IUnknown_Release(from_source);
    ck_assert_refcount(source, 2);
}
END_TEST

START_TEST(a_new_source_has_one_reference)
{
    IMFPresentationTimeSource *other;

    ck_assert_ok(MFCreateSystemTimeSource(&other));
    ck_assert_uint_eq(IMFPresentationTimeSource_Release(other), 0);
}
END_TEST

START_TEST(characteristics_and_properties)
{
    MFCLOCK_PROPERTIES properties, expected;
    IMFClock *clock;
    DWORD value;

    value = 99;
    ck_assert_ok(IMFPresentationTimeSource_GetClockCharacteristics(source, &value));
    ck_assert_uint_eq(value, 0xa);
    value = 99;
    ck_assert_ok(IMFPresentationTimeSource_GetContinuityKey(source, &value));
    ck_assert_uint_eq(value, 0);
    ck_assert_hr(IMFPresentationTimeSource_GetProperties(source, NULL), E_POINTER);
    memset(&properties, 0xcc, sizeof(properties));
    ck_assert_ok(IMFPresentationTimeSource_GetProperties(source, &properties));
    memset(&expected, 0, sizeof(expected));
    expected.qwClockFrequency = 10000000;
    expected.dwClockTolerance = 50000;
    expected.dwClockJitter = 1;
    ck_assert_uint_eq(sizeof(expected), 48);
    ck_assert_mem_eq(&properties, &expected, sizeof(expected));

    ck_assert_ok(IMFPresentationTimeSource_GetUnderlyingClock(source, &clock));
    value = 99;
    ck_assert_ok(IMFClock_GetClockCharacteristics(clock, &value));
    ck_assert_uint_eq(value, 0xe);
    value = 99;
    ck_assert_ok(IMFClock_GetContinuityKey(clock, &value));
    ck_assert_uint_eq(value, 0);
    memset(&properties, 0xcc, sizeof(properties));
    ck_assert_ok(IMFClock_GetProperties(clock, &properties));
    ck_assert_mem_eq(&properties, &expected, sizeof(expected));
    IMFClock_Release(clock);
}
END_TEST

/* The four calls in the four states, and in an order that meets each. */
static const struct
{
    enum call call;
    HRESULT hr;
    MFCLOCK_STATE state;
} transitions[] =
{
    {NONE, S_OK, MFCLOCK_STATE_INVALID},
    {STOP, S_OK, MFCLOCK_STATE_INVALID},
    {RESTART, MF_E_INVALIDREQUEST, MFCLOCK_STATE_INVALID},
    {PAUSE, S_OK, MFCLOCK_STATE_PAUSED},
    {PAUSE, MF_E_INVALIDREQUEST, MFCLOCK_STATE_PAUSED},
    {STOP, S_OK, MFCLOCK_STATE_STOPPED},
    {STOP, S_OK, MFCLOCK_STATE_STOPPED},
    {RESTART, MF_E_INVALIDREQUEST, MFCLOCK_STATE_STOPPED},
    {START, S_OK, MFCLOCK_STATE_RUNNING},
    {START, S_OK, MFCLOCK_STATE_RUNNING},
    {RESTART, MF_E_INVALIDREQUEST, MFCLOCK_STATE_RUNNING},
    {PAUSE, S_OK, MFCLOCK_STATE_PAUSED},
    {START, S_OK, MFCLOCK_STATE_RUNNING},
    {PAUSE, S_OK, MFCLOCK_STATE_PAUSED},
    {RESTART, S_OK, MFCLOCK_STATE_RUNNING},
    {RESTART, MF_E_INVALIDREQUEST, MFCLOCK_STATE_RUNNING},
    {STOP, S_OK, MFCLOCK_STATE_STOPPED},
    {PAUSE, MF_E_INVALIDREQUEST, MFCLOCK_STATE_STOPPED},
};

START_TEST(state_machine)
{
    unsigned int i;

    for (i = 0; i < ARRAYSIZE(transitions); i++)
    {
        ck_assert_hr_msg(make_call(transitions[i].call, 0, 0, 0), transitions[i].hr, "step %u, %s", i,
                call_names[transitions[i].call]);
        ck_assert_msg(current_state() == transitions[i].state, "step %u, %s: state %d", i,
                call_names[transitions[i].call], current_state());
    }
}
END_TEST

START_TEST(a_new_source_starts)
{
    ck_assert_ok(IMFClockStateSink_OnClockStart(sink, 0, 0));
    ck_assert_int_eq(current_state(), MFCLOCK_STATE_RUNNING);
}
END_TEST

START_TEST(set_rate_succeeds_in_every_state_and_changes_none)
{
    static const float rates[] = {0.0f, 0.5f, 1.0f, 2.0f};
    static const enum call calls[] = {NONE, START, PAUSE, RESTART, STOP};
    unsigned int i, j;

    for (i = 0; i < ARRAYSIZE(calls); i++)
    {
        MFCLOCK_STATE state;

        ck_assert_ok(make_call(calls[i], 0, 0, 0));
        state = current_state();
        for (j = 0; j < ARRAYSIZE(rates); j++)
        {
            ck_assert_hr_msg(IMFClockStateSink_OnClockSetRate(sink, 0, rates[j]), S_OK, "state %d, rate %f", state,
                    rates[j]);
            ck_assert_int_eq(current_state(), state);
        }
    }
}
END_TEST

/* One step of a sequence: a call, then the presentation time as factor * system time + offset. */
struct step
{
    enum call call;
    MFTIME time;
    LONGLONG offset;
    float rate;
    LONGLONG factor, expected;
};

static void run_sequence(const struct step *steps, unsigned int count)
{
    unsigned int i;

    for (i = 0; i < count; i++)
    {
        const struct step *step = &steps[i];
        LONGLONG time = 99;
        MFTIME system = 0, before = MFGetSystemTime();

        ck_assert_hr_msg(make_call(step->call, step->time, step->offset, step->rate), S_OK, "step %u", i);
        if (i + 1 < count && step->call == SET_RATE) /* the next call belongs to the same observation */
            continue;
        ck_assert_ok(IMFPresentationTimeSource_GetCorrelatedTime(source, 0, &time, &system));
        ck_assert_msg(time == step->factor * system + step->expected, "step %u, %s(%jd, %jd): %jd at %jd", i,
                call_names[step->call], step->time, step->offset, time, system);
        ck_assert_msg(system >= before && system <= MFGetSystemTime(), "step %u: the system time is the present one",
                i);
    }
}

START_TEST(times_of_explicit_offsets)
{
    static const struct step steps[] =
    {
        {START, 0, 0, 0, 1, 0},
        {STOP, 0, 0, 0, 0, 0},
        {START, 0, 0, 0, 1, 0},
        {START, 0, 1, 0, 1, 1},
        {PAUSE, 2, 0, 0, 0, 3},
        {RESTART, 5, 0, 0, 1, -2},
        {PAUSE, 0, 0, 0, 0, -2},
        {STOP, 123, 0, 0, 0, 0},
        {SET_RATE, 0, 0, 2.0f, 0, 0},
        {START, 0, 0, 0, 2, 0},
        {SET_RATE, 5, 0, 2.0f, 2, 0},
        {PAUSE, 6, 0, 0, 0, 12},
        {RESTART, 7, 0, 0, 2, -2},
        {PAUSE, 8, 0, 0, 0, 14},
        {START, 0, 0, 0, 2, 0},
        {START, 0, 10, 0, 2, 10},
        {PAUSE, 2, 0, 0, 0, 14},
        {RESTART, 5, 0, 0, 2, 4},
        {PAUSE, 0, 0, 0, 0, 4},
        {STOP, 123, 0, 0, 0, 0},
        {START, 10, 0, 0, 2, -20},
        {STOP, 123, 0, 0, 0, 0},
        {START, 10, 20, 0, 2, 0},
        {PAUSE, 2, 0, 0, 0, 4},
        {RESTART, 5, 0, 0, 2, -6},
        {PAUSE, 0, 0, 0, 0, -6},
    };

    run_sequence(steps, ARRAYSIZE(steps));
}
END_TEST

START_TEST(times_of_the_current_position)
{
    static const struct step steps[] =
    {
        {NONE, 0, 0, 0, 0, 0},
        {START, 10, CURRENT, 0, 1, -10},
        {START, 20, CURRENT, 0, 1, -10},
        {START, 0, CURRENT, 0, 1, -10},
        {START, 0, 0, 0, 1, 0},
        {START, 30, CURRENT, 0, 1, 0},
        {STOP, 567, 0, 0, 0, 0},
        {START, 30, CURRENT, 0, 1, -30},
        {PAUSE, 8, 0, 0, 0, -22},
        {START, 40, CURRENT, 0, 1, -62},
        {PAUSE, 7, 0, 0, 0, -55},
        {START, 50, 7, 0, 1, -43},
    };

    run_sequence(steps, ARRAYSIZE(steps));
}
END_TEST

START_TEST(times_of_realistic_size_are_exact)
{
    static const struct step steps[] =
    {
        {START, 123456789012345, 0, 0, 1, -123456789012345},
        {STOP, 0, 0, 0, 0, 0},
        {SET_RATE, 0, 0, 2.0f, 0, 0},
        {START, 123456789012345, 1, 0, 2, 1 - 2 * 123456789012345},
        {PAUSE, 123456789012346, 0, 0, 0, 3},
    };

    run_sequence(steps, ARRAYSIZE(steps));
}
END_TEST

START_TEST(the_rate_survives_stop_and_start)
{
    static const struct step steps[] =
    {
        {SET_RATE, 0, 0, 0.5f, 0, 0},
        {START, 0, 100, 0, 0, 0},
        {STOP, 0, 0, 0, 0, 0},
        {START, 1000, 7, 0, 0, 0},
        {PAUSE, 1100, 0, 0, 0, 57},
    };
    unsigned int i;

    for (i = 0; i + 1 < ARRAYSIZE(steps); i++)
        ck_assert_ok(make_call(steps[i].call, steps[i].time, steps[i].offset, steps[i].rate));
    run_sequence(&steps[i], 1);
}
END_TEST

/* Ours: Windows was seen with the rate that was set already. */
START_TEST(another_rate_counts_from_its_own_time_on)
{
    static const struct step steps[] =
    {
        {START, 0, 0, 0, 1, 0},
        {SET_RATE, 100, 0, 2.0f, 2, -100},
        {PAUSE, 150, 0, 0, 0, 200},
        {SET_RATE, 500, 0, 1.0f, 0, 200},
        {RESTART, 600, 0, 0, 1, -400},
        {SET_RATE, 600, 0, 0.0f, 0, 200},
    };

    run_sequence(steps, ARRAYSIZE(steps));
}
END_TEST

/* Whatever the caller's times are, nothing worse than an odd time comes of it. */
START_TEST(extreme_times_and_rates)
{
    static const float rates[] = {1.0f, -1.0f, 3e38f, -3e38f, 1e-30f};
    static const MFTIME times[] = {MINLONGLONG, -1, 0, MAXLONGLONG - 1, MAXLONGLONG};
    unsigned int i, j, k;

    for (i = 0; i < ARRAYSIZE(rates); i++)
    {
        for (j = 0; j < ARRAYSIZE(times); j++)
        {
            for (k = 0; k < ARRAYSIZE(times); k++)
            {
                LONGLONG time;
                MFTIME system = 0;

                ck_assert_ok(IMFClockStateSink_OnClockStart(sink, times[j], times[k]));
                ck_assert_ok(IMFClockStateSink_OnClockSetRate(sink, times[k], rates[i]));
                ck_assert_ok(IMFClockStateSink_OnClockPause(sink, times[k]));
                ck_assert_ok(IMFClockStateSink_OnClockRestart(sink, times[j]));
                ck_assert_ok(IMFPresentationTimeSource_GetCorrelatedTime(source, 0, &time, &system));
                ck_assert(system != 0);
            }
        }
    }
}
END_TEST

START_TEST(the_underlying_clock_is_an_object_of_its_own)
{
    IMFPresentationTimeSource *other;
    IMFClock *clock, *again, *foreign;
    LONGLONG time;
    MFTIME system;
    MFCLOCK_STATE state;

    ck_assert_ok(MFCreateSystemTimeSource(&other));
    ck_assert_ok(IMFPresentationTimeSource_GetUnderlyingClock(other, &clock));
    ck_assert_refcount(other, 1);
    ck_assert_refcount(clock, 2);
    ck_assert_ok(IMFPresentationTimeSource_GetUnderlyingClock(source, &foreign));
    ck_assert_ptr_ne(clock, foreign);
    IMFClock_Release(foreign);
    ck_assert_ok(IMFPresentationTimeSource_GetUnderlyingClock(other, &again));
    ck_assert_ptr_eq(clock, again);
    IMFClock_Release(again);
    ck_assert_interface(clock, &IID_IMFClock, TRUE);
    ck_assert_interface(clock, &IID_IMFPresentationTimeSource, FALSE);
    ck_assert_interface(clock, &IID_IMFClockStateSink, FALSE);

    ck_assert_uint_eq(IMFPresentationTimeSource_Release(other), 0);
    ck_assert_refcount(clock, 1);
    state = 77;
    ck_assert_ok(IMFClock_GetState(clock, 0, &state));
    ck_assert_int_eq(state, MFCLOCK_STATE_RUNNING);
    time = 1;
    system = 2;
    ck_assert_ok(IMFClock_GetCorrelatedTime(clock, 0, &time, &system));
    ck_assert(time == system && system <= MFGetSystemTime());
    ck_assert_uint_eq(IMFClock_Release(clock), 0);
}
END_TEST

/* Windows up to 8 only. */
START_TEST(stand_alone_underlying_clock)
{
    HRESULT (WINAPI *create)(IMFClock **) = mfplat_function("MFCreateSystemUnderlyingClock");
    IMFClock *clock;
    DWORD characteristics = 0;
    LONGLONG time = 0;
    MFTIME system = 0;

    if (!create)
        return;
    ck_assert_ok(create(&clock));
    ck_assert_ok(IMFClock_GetClockCharacteristics(clock, &characteristics));
    ck_assert_uint_eq(characteristics, 0xe);
    ck_assert_ok(IMFClock_GetCorrelatedTime(clock, 0, &time, &system));
    ck_assert(time == system && time != 0);
    ck_assert_uint_eq(IMFClock_Release(clock), 0);
}
END_TEST

START_TEST(the_system_time_is_the_performance_counter)
{
    LARGE_INTEGER counter, frequency;
    MFTIME before, after, counted;
    unsigned int i;

    QueryPerformanceFrequency(&frequency);
    before = MFGetSystemTime();
    ck_assert(before != 0);
    QueryPerformanceCounter(&counter);
    after = MFGetSystemTime();
    counted = counter.QuadPart / frequency.QuadPart * 10000000 +
            counter.QuadPart % frequency.QuadPart * 10000000 / frequency.QuadPart;
    ck_assert(before <= counted && counted <= after);

    for (i = 0; i < 1000; i++)
    {
        MFTIME next = MFGetSystemTime();

        ck_assert(next >= after);
        after = next;
    }
}
END_TEST

START_TEST(null_arguments)
{
    IMFClock *clock;
    LONGLONG time;

    ck_assert_hr(IMFPresentationTimeSource_GetClockCharacteristics(source, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationTimeSource_GetCorrelatedTime(source, 0, NULL, &time), E_POINTER);
    ck_assert_hr(IMFPresentationTimeSource_GetCorrelatedTime(source, 0, &time, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationTimeSource_GetContinuityKey(source, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationTimeSource_GetState(source, 0, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationTimeSource_GetUnderlyingClock(source, NULL), E_POINTER);
    ck_assert_hr(IMFPresentationTimeSource_QueryInterface(source, &IID_IUnknown, NULL), E_POINTER);
    ck_assert_hr(MFCreateSystemTimeSource(NULL), E_POINTER);

    ck_assert_ok(IMFPresentationTimeSource_GetUnderlyingClock(source, &clock));
    ck_assert_hr(IMFClock_GetClockCharacteristics(clock, NULL), E_POINTER);
    ck_assert_hr(IMFClock_GetCorrelatedTime(clock, 0, NULL, &time), E_POINTER);
    ck_assert_hr(IMFClock_GetCorrelatedTime(clock, 0, &time, NULL), E_POINTER);
    ck_assert_hr(IMFClock_GetContinuityKey(clock, NULL), E_POINTER);
    ck_assert_hr(IMFClock_GetState(clock, 0, NULL), E_POINTER);
    ck_assert_hr(IMFClock_GetProperties(clock, NULL), E_POINTER);
    IMFClock_Release(clock);
}
END_TEST

#define READERS 2

static LONG torn, stop_reading;

/* While another thread starts the source over and over with offset = -time, each time shown is the system time it comes
 * with minus one of the two bases. */
static DWORD WINAPI read_pairs(void *unused)
{
    (void)unused;
    while (!stop_reading)
    {
        LONGLONG time;
        MFTIME system;

        IMFPresentationTimeSource_GetCorrelatedTime(source, 0, &time, &system);
        if (system - time != 1000 && system - time != 123456789)
            InterlockedIncrement(&torn);
    }
    return 0;
}

START_TEST(pairs_are_consistent_while_the_source_is_restarted)
{
    HANDLE threads[READERS];
    unsigned int i;

    torn = stop_reading = 0;
    ck_assert_ok(IMFClockStateSink_OnClockStart(sink, 1000, 0));
    for (i = 0; i < READERS; i++)
        threads[i] = CreateThread(NULL, 0, read_pairs, NULL, 0, NULL);
    for (i = 0; i < 20000; i++)
        IMFClockStateSink_OnClockStart(sink, i % 2 ? 1000 : 123456789, 0);
    InterlockedExchange(&stop_reading, 1);
    for (i = 0; i < READERS; i++)
    {
        WaitForSingleObject(threads[i], INFINITE);
        CloseHandle(threads[i]);
    }
    ck_assert_int_eq(torn, 0);
}
END_TEST

static Suite *time_source_suite(void)
{
    Suite *suite = suite_create("time_source");
    TCase *tcase;

    tcase = tcase_create("contract");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, interfaces_of_one_object);
    tcase_add_test(tcase, a_new_source_has_one_reference);
    tcase_add_test(tcase, characteristics_and_properties);
    tcase_add_test(tcase, state_machine);
    tcase_add_test(tcase, a_new_source_starts);
    tcase_add_test(tcase, set_rate_succeeds_in_every_state_and_changes_none);
    tcase_add_test(tcase, times_of_explicit_offsets);
    tcase_add_test(tcase, times_of_the_current_position);
    tcase_add_test(tcase, times_of_realistic_size_are_exact);
    tcase_add_test(tcase, the_rate_survives_stop_and_start);
    tcase_add_test(tcase, another_rate_counts_from_its_own_time_on);
    tcase_add_test(tcase, extreme_times_and_rates);
    tcase_add_test(tcase, the_underlying_clock_is_an_object_of_its_own);
    tcase_add_test(tcase, stand_alone_underlying_clock);
    tcase_add_test(tcase, the_system_time_is_the_performance_counter);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("errors");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, null_arguments);
    suite_add_tcase(suite, tcase);

    tcase = tcase_create("threads");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, pairs_are_consistent_while_the_source_is_restarted);
    suite_add_tcase(suite, tcase);
    return suite;
}

int main(void)
{
    return suite_main(time_source_suite());
}

/* SPDX-License-Identifier: MIT */
/* The system time source: a presentation time that starts, stops and pauses on top of the system time. */

#include "clock/system_clock.h"
#include "base/lock.h"
#include "base/memory.h"
#include "base/object.h"
#include <mfapi.h>
#include <mferror.h>

struct time_source
{
    IMFPresentationTimeSource IMFPresentationTimeSource_iface;
    IMFClockStateSink IMFClockStateSink_iface;
    struct object object;
    IMFClock *underlying_clock; /* immutable after creation */
    struct lock lock;           /* LOCK_RANK_LEAF; the presentation time and the system time are read as one pair */
    /* Guarded by lock. At system time base_system the presentation time was base_time, and from there it advances by
     * `rate` for each unit of the system time while the state is running; in the paused state it is base_time. */
    MFCLOCK_STATE state;
    float rate;
    MFTIME base_system;
    LONGLONG base_time;
};

static struct time_source *impl_from_IMFPresentationTimeSource(IMFPresentationTimeSource *iface)
{
    return CONTAINING_RECORD(iface, struct time_source, IMFPresentationTimeSource_iface);
}

static struct time_source *impl_from_IMFClockStateSink(IMFClockStateSink *iface)
{
    return CONTAINING_RECORD(iface, struct time_source, IMFClockStateSink_iface);
}

/* Times come from callers and may be anything: the sums wrap. */
static LONGLONG add(LONGLONG a, LONGLONG b)
{
    return (ULONGLONG)a + (ULONGLONG)b;
}

/* rate * duration; exact for the rate 1, to 53 bits for others. */
static LONGLONG scale(float rate, LONGLONG duration)
{
    double product;

    if (rate == 1.0f)
        return duration;
    product = (double)rate * (double)duration;
    if (product >= 0x1p63)
        return MAXLONGLONG;
    if (product <= -0x1p63)
        return MINLONGLONG;
    return product == product ? (LONGLONG)product : 0; /* 0 for a rate that is no number */
}

/* The presentation time of a running source at a system time. */
static LONGLONG time_at_locked(const struct time_source *source, MFTIME system_time)
{
    return add(source->base_time, scale(source->rate, add(system_time, 0 - (ULONGLONG)source->base_system)));
}

static void set_base_locked(struct time_source *source, MFTIME system_time, LONGLONG time)
{
    source->base_system = system_time;
    source->base_time = time;
}

static HRESULT WINAPI time_source_QueryInterface(IMFPresentationTimeSource *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFPresentationTimeSource(iface)->object, iid, out);
}

static ULONG WINAPI time_source_AddRef(IMFPresentationTimeSource *iface)
{
    return object_add_ref(&impl_from_IMFPresentationTimeSource(iface)->object);
}

static ULONG WINAPI time_source_Release(IMFPresentationTimeSource *iface)
{
    return object_release(&impl_from_IMFPresentationTimeSource(iface)->object);
}

/* Observed on Windows: 10 MHz and the system clock; not always running, since it can be stopped. */
static HRESULT WINAPI time_source_GetClockCharacteristics(IMFPresentationTimeSource *iface, DWORD *characteristics)
{
    (void)iface;

    if (!characteristics)
        return E_POINTER;
    *characteristics = MFCLOCK_CHARACTERISTICS_FLAG_FREQUENCY_10MHZ | MFCLOCK_CHARACTERISTICS_FLAG_IS_SYSTEM_CLOCK;
    return S_OK;
}

/* The presentation time, and the system time it was computed from. Observed on Windows: 0 in the invalid and the
 * stopped state, and the system time is the present one in every state. E_POINTER for NULL. */
static HRESULT WINAPI time_source_GetCorrelatedTime(IMFPresentationTimeSource *iface, DWORD reserved,
        LONGLONG *clock_time, MFTIME *system_time)
{
    struct time_source *source = impl_from_IMFPresentationTimeSource(iface);
    LONGLONG time = 0;
    MFTIME now;

    (void)reserved;

    if (!clock_time || !system_time)
        return E_POINTER;

    lock_acquire(&source->lock);
    now = MFGetSystemTime();
    if (source->state == MFCLOCK_STATE_RUNNING)
        time = time_at_locked(source, now);
    else if (source->state == MFCLOCK_STATE_PAUSED)
        time = source->base_time;
    lock_release(&source->lock);

    *clock_time = time;
    *system_time = now;
    return S_OK;
}

static HRESULT WINAPI time_source_GetContinuityKey(IMFPresentationTimeSource *iface, DWORD *key)
{
    (void)iface;

    if (!key)
        return E_POINTER;
    *key = 0;
    return S_OK;
}

static HRESULT WINAPI time_source_GetState(IMFPresentationTimeSource *iface, DWORD reserved, MFCLOCK_STATE *state)
{
    struct time_source *source = impl_from_IMFPresentationTimeSource(iface);

    (void)reserved;

    if (!state)
        return E_POINTER;
    lock_acquire(&source->lock);
    *state = source->state;
    lock_release(&source->lock);
    return S_OK;
}

static HRESULT WINAPI time_source_GetProperties(IMFPresentationTimeSource *iface, MFCLOCK_PROPERTIES *properties)
{
    (void)iface;

    if (!properties)
        return E_POINTER;
    system_clock_properties(properties);
    return S_OK;
}

/* Observed on Windows: each time source has a clock object of its own, which outlives it. */
static HRESULT WINAPI time_source_GetUnderlyingClock(IMFPresentationTimeSource *iface, IMFClock **clock)
{
    struct time_source *source = impl_from_IMFPresentationTimeSource(iface);

    if (!clock)
        return E_POINTER;
    *clock = source->underlying_clock;
    IMFClock_AddRef(*clock);
    return S_OK;
}

static const IMFPresentationTimeSourceVtbl time_source_vtbl =
{
    time_source_QueryInterface,
    time_source_AddRef,
    time_source_Release,
    time_source_GetClockCharacteristics,
    time_source_GetCorrelatedTime,
    time_source_GetContinuityKey,
    time_source_GetState,
    time_source_GetProperties,
    time_source_GetUnderlyingClock,
};

static HRESULT WINAPI time_source_sink_QueryInterface(IMFClockStateSink *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFClockStateSink(iface)->object, iid, out);
}

static ULONG WINAPI time_source_sink_AddRef(IMFClockStateSink *iface)
{
    return object_add_ref(&impl_from_IMFClockStateSink(iface)->object);
}

static ULONG WINAPI time_source_sink_Release(IMFClockStateSink *iface)
{
    return object_release(&impl_from_IMFClockStateSink(iface)->object);
}

/* Runs from system_time on, where the presentation time is `offset`. PRESENTATION_CURRENT_POSITION goes on where the
 * source is: nothing changes while it runs, a pause ends there, and from the other states the offset is 0.
 * Always S_OK. Observed on Windows. */
static HRESULT WINAPI time_source_sink_OnClockStart(IMFClockStateSink *iface, MFTIME system_time, LONGLONG offset)
{
    struct time_source *source = impl_from_IMFClockStateSink(iface);

    lock_acquire(&source->lock);
    if (offset != PRESENTATION_CURRENT_POSITION)
        set_base_locked(source, system_time, offset);
    else if (source->state == MFCLOCK_STATE_PAUSED)
        set_base_locked(source, system_time, source->base_time);
    else if (source->state != MFCLOCK_STATE_RUNNING)
        set_base_locked(source, system_time, 0);
    source->state = MFCLOCK_STATE_RUNNING;
    lock_release(&source->lock);
    return S_OK;
}

/* Always S_OK; a source that has never run or paused stays invalid, every other stops. Observed on Windows. */
static HRESULT WINAPI time_source_sink_OnClockStop(IMFClockStateSink *iface, MFTIME system_time)
{
    struct time_source *source = impl_from_IMFClockStateSink(iface);

    (void)system_time;

    lock_acquire(&source->lock);
    if (source->state != MFCLOCK_STATE_INVALID)
        source->state = MFCLOCK_STATE_STOPPED;
    lock_release(&source->lock);
    return S_OK;
}

/* Keeps the presentation time of system_time. S_OK; MF_E_INVALIDREQUEST when stopped or paused, nothing changes then.
 * Observed on Windows, and that a new source can be paused. */
static HRESULT WINAPI time_source_sink_OnClockPause(IMFClockStateSink *iface, MFTIME system_time)
{
    struct time_source *source = impl_from_IMFClockStateSink(iface);
    HRESULT hr = MF_E_INVALIDREQUEST;

    lock_acquire(&source->lock);
    if (source->state == MFCLOCK_STATE_RUNNING || source->state == MFCLOCK_STATE_INVALID)
    {
        set_base_locked(source, system_time, time_at_locked(source, system_time));
        source->state = MFCLOCK_STATE_PAUSED;
        hr = S_OK;
    }
    lock_release(&source->lock);
    return hr;
}

/* Goes on from the time of the pause. S_OK; MF_E_INVALIDREQUEST when not paused. Observed on Windows. */
static HRESULT WINAPI time_source_sink_OnClockRestart(IMFClockStateSink *iface, MFTIME system_time)
{
    struct time_source *source = impl_from_IMFClockStateSink(iface);
    HRESULT hr = MF_E_INVALIDREQUEST;

    lock_acquire(&source->lock);
    if (source->state == MFCLOCK_STATE_PAUSED)
    {
        source->base_system = system_time;
        source->state = MFCLOCK_STATE_RUNNING;
        hr = S_OK;
    }
    lock_release(&source->lock);
    return hr;
}

/* The rate counts from system_time on, and survives stop and start. Always S_OK. Observed on Windows for the same rate
 * while running; a different one keeps the presentation time steady at system_time. */
static HRESULT WINAPI time_source_sink_OnClockSetRate(IMFClockStateSink *iface, MFTIME system_time, float rate)
{
    struct time_source *source = impl_from_IMFClockStateSink(iface);

    lock_acquire(&source->lock);
    if (source->state == MFCLOCK_STATE_RUNNING)
        set_base_locked(source, system_time, time_at_locked(source, system_time));
    source->rate = rate;
    lock_release(&source->lock);
    return S_OK;
}

static const IMFClockStateSinkVtbl time_source_sink_vtbl =
{
    time_source_sink_QueryInterface,
    time_source_sink_AddRef,
    time_source_sink_Release,
    time_source_sink_OnClockStart,
    time_source_sink_OnClockStop,
    time_source_sink_OnClockPause,
    time_source_sink_OnClockRestart,
    time_source_sink_OnClockSetRate,
};

static void time_source_destroy(struct object *object)
{
    struct time_source *source = CONTAINING_RECORD(object, struct time_source, object);

    IMFClock_Release(source->underlying_clock);
    memory_free(source);
}

static const struct object_interface time_source_interfaces[] =
{
    OBJECT_INTERFACE(time_source, IMFPresentationTimeSource),
    {&IID_IMFClock, offsetof(struct time_source, IMFPresentationTimeSource_iface)},
    OBJECT_INTERFACE(time_source, IMFClockStateSink),
};

static const struct object_class time_source_class =
{
    .name = "system time source",
    .object_offset = offsetof(struct time_source, object),
    .interfaces = time_source_interfaces,
    .interface_count = ARRAYSIZE(time_source_interfaces),
    .destroy = time_source_destroy,
};

/* Creates a presentation time source that follows the system time. It also answers IMFClockStateSink, through which a
 * presentation clock starts, stops, pauses it and sets its rate.
 *
 * time_source: receives the new object with one reference, the caller's; state invalid, rate 1.
 * S_OK; E_POINTER for NULL; E_OUTOFMEMORY, *time_source is NULL then.
 * The object may be used from any thread. No start-up needed. Documented; states and times observed on Windows.
 * Tests: check_time_source. */
HRESULT WINAPI MFCreateSystemTimeSource(IMFPresentationTimeSource **time_source)
{
    struct time_source *source;
    HRESULT hr;

    if (!time_source)
        return E_POINTER;
    *time_source = NULL;

    source = memory_alloc(sizeof(*source));
    if (!source)
        return E_OUTOFMEMORY;
    hr = system_clock_create(&source->underlying_clock);
    if (FAILED(hr))
    {
        memory_free(source);
        return hr;
    }
    object_init(&source->object, &time_source_class);
    source->IMFPresentationTimeSource_iface.lpVtbl = (IMFPresentationTimeSourceVtbl *)&time_source_vtbl;
    source->IMFClockStateSink_iface.lpVtbl = (IMFClockStateSinkVtbl *)&time_source_sink_vtbl;
    lock_init(&source->lock, LOCK_RANK_LEAF);
    source->state = MFCLOCK_STATE_INVALID;
    source->rate = 1.0f;
    source->base_system = 0;
    source->base_time = 0;
    *time_source = &source->IMFPresentationTimeSource_iface;
    return S_OK;
}

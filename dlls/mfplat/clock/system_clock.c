/* SPDX-License-Identifier: MIT */
/* The system clock as an object, and the system time itself. */

#include "clock/system_clock.h"
#include "base/memory.h"
#include "base/object.h"
#include "base/os.h"
#include <mfapi.h>

struct system_clock
{
    IMFClock IMFClock_iface;
    struct object object;
};

static struct system_clock *impl_from_IMFClock(IMFClock *iface)
{
    return CONTAINING_RECORD(iface, struct system_clock, IMFClock_iface);
}

static HRESULT WINAPI system_clock_QueryInterface(IMFClock *iface, REFIID iid, void **out)
{
    return object_query(&impl_from_IMFClock(iface)->object, iid, out);
}

static ULONG WINAPI system_clock_AddRef(IMFClock *iface)
{
    return object_add_ref(&impl_from_IMFClock(iface)->object);
}

static ULONG WINAPI system_clock_Release(IMFClock *iface)
{
    return object_release(&impl_from_IMFClock(iface)->object);
}

/* Observed on Windows: 10 MHz, always running, the system clock. E_POINTER for NULL. */
static HRESULT WINAPI system_clock_GetClockCharacteristics(IMFClock *iface, DWORD *characteristics)
{
    (void)iface;

    if (!characteristics)
        return E_POINTER;
    *characteristics = MFCLOCK_CHARACTERISTICS_FLAG_FREQUENCY_10MHZ | MFCLOCK_CHARACTERISTICS_FLAG_ALWAYS_RUNNING |
            MFCLOCK_CHARACTERISTICS_FLAG_IS_SYSTEM_CLOCK;
    return S_OK;
}

/* Observed on Windows: both times are the present system time. E_POINTER for NULL. */
static HRESULT WINAPI system_clock_GetCorrelatedTime(IMFClock *iface, DWORD reserved, LONGLONG *clock_time,
        MFTIME *system_time)
{
    (void)iface;
    (void)reserved;

    if (!clock_time || !system_time)
        return E_POINTER;
    *clock_time = *system_time = MFGetSystemTime();
    return S_OK;
}

static HRESULT WINAPI system_clock_GetContinuityKey(IMFClock *iface, DWORD *key)
{
    (void)iface;

    if (!key)
        return E_POINTER;
    *key = 0;
    return S_OK;
}

static HRESULT WINAPI system_clock_GetState(IMFClock *iface, DWORD reserved, MFCLOCK_STATE *state)
{
    (void)iface;
    (void)reserved;

    if (!state)
        return E_POINTER;
    *state = MFCLOCK_STATE_RUNNING;
    return S_OK;
}

static HRESULT WINAPI system_clock_GetProperties(IMFClock *iface, MFCLOCK_PROPERTIES *properties)
{
    (void)iface;

    if (!properties)
        return E_POINTER;
    system_clock_properties(properties);
    return S_OK;
}

static const IMFClockVtbl system_clock_vtbl =
{
    system_clock_QueryInterface,
    system_clock_AddRef,
    system_clock_Release,
    system_clock_GetClockCharacteristics,
    system_clock_GetCorrelatedTime,
    system_clock_GetContinuityKey,
    system_clock_GetState,
    system_clock_GetProperties,
};

static void system_clock_destroy(struct object *object)
{
    memory_free(CONTAINING_RECORD(object, struct system_clock, object));
}

static const struct object_interface system_clock_interfaces[] =
{
    OBJECT_INTERFACE(system_clock, IMFClock),
};

static const struct object_class system_clock_class =
{
    .name = "system clock",
    .object_offset = offsetof(struct system_clock, object),
    .interfaces = system_clock_interfaces,
    .interface_count = ARRAYSIZE(system_clock_interfaces),
    .destroy = system_clock_destroy,
};

HRESULT system_clock_create(IMFClock **clock)
{
    struct system_clock *object = memory_alloc(sizeof(*object));

    *clock = NULL;
    if (!object)
        return E_OUTOFMEMORY;
    object_init(&object->object, &system_clock_class);
    object->IMFClock_iface.lpVtbl = (IMFClockVtbl *)&system_clock_vtbl;
    *clock = &object->IMFClock_iface;
    return S_OK;
}

void system_clock_properties(MFCLOCK_PROPERTIES *properties)
{
    memset(properties, 0, sizeof(*properties));
    properties->qwClockFrequency = MFCLOCK_FREQUENCY_HNS;
    properties->dwClockTolerance = MFCLOCK_TOLERANCE_UNKNOWN;
    properties->dwClockJitter = 1; /* observed on Windows */
}

/* Creates a clock object that shows the system time: always running, 10 MHz, continuity key 0.
 *
 * clock: receives the new object with one reference, the caller's.
 * S_OK; E_POINTER for NULL; E_OUTOFMEMORY, *clock is NULL then. Any thread, no start-up needed.
 * Windows Vista to 8 export it undocumented: the number of arguments and the name are all that is known; the object is
 * the one that the system time source gives as its underlying clock. Tests: check_time_source. */
HRESULT WINAPI MFCreateSystemUnderlyingClock(IMFClock **clock)
{
    return clock ? system_clock_create(clock) : E_POINTER;
}

/* The time that Media Foundation counts in: the performance counter in units of 100 nanoseconds, not the time of day.
 *
 * Never goes back, is not 0, never fails. Any thread, no start-up needed. Documented. Tests: check_time_source. */
MFTIME WINAPI MFGetSystemTime(void)
{
    return os_time_hns();
}

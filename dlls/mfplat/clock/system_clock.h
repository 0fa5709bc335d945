/* SPDX-License-Identifier: MIT */
/* The system clock as an object: always running, its time is the system time. */
#ifndef OPENMFPLAT_CLOCK_SYSTEM_CLOCK_H
#define OPENMFPLAT_CLOCK_SYSTEM_CLOCK_H

#include <windows.h>
#include <mfidl.h>

/* Constants of mfidl.h that not every edition of it has. */
#ifndef PRESENTATION_CURRENT_POSITION
#define PRESENTATION_CURRENT_POSITION 0x7fffffffffffffff
#endif
#ifndef MFCLOCK_FREQUENCY_HNS
#define MFCLOCK_FREQUENCY_HNS 10000000
#endif
#ifndef MFCLOCK_TOLERANCE_UNKNOWN
#define MFCLOCK_TOLERANCE_UNKNOWN 50000
#endif

/* The export: in no header. */
HRESULT WINAPI MFCreateSystemUnderlyingClock(IMFClock **clock);

/* A new clock with one reference, the caller's. E_OUTOFMEMORY when there is no memory for it; *clock is NULL then. */
HRESULT system_clock_create(IMFClock **clock);

/* The properties of everything that runs on the system clock, padding zeroed. */
void system_clock_properties(MFCLOCK_PROPERTIES *properties);

#endif

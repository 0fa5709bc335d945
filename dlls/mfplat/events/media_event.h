/* SPDX-License-Identifier: MIT */
/* The media event object. */
#ifndef OPENMFPLAT_EVENTS_MEDIA_EVENT_H
#define OPENMFPLAT_EVENTS_MEDIA_EVENT_H

#include <windows.h>
#include <mfobjects.h>

/* A new event with one reference, the caller's; `value` is copied, NULL stands for VT_EMPTY. E_OUTOFMEMORY, or the error
 * of copying the value; *event is NULL then. */
HRESULT media_event_create(MediaEventType type, const GUID *extended_type, HRESULT status, const PROPVARIANT *value,
        IMFMediaEvent **event);

#endif

/* SPDX-License-Identifier: MIT */
/* Asynchronous results that carry a media event. */
#ifndef OPENMFPLAT_EVENTS_EVENT_RESULT_H
#define OPENMFPLAT_EVENTS_EVENT_RESULT_H

#include <windows.h>
#include <mfobjects.h>

/* The export: in no header. */
HRESULT WINAPI MFCreateMediaEventResult(IMFMediaEvent *event, IMFAsyncResult **result);

#endif

/* SPDX-License-Identifier: MIT */
/* Media events as bytes. */
#ifndef OPENMFPLAT_EVENTS_EVENT_SERIALIZATION_H
#define OPENMFPLAT_EVENTS_EVENT_SERIALIZATION_H

#include <windows.h>
#include <mfobjects.h>

/* The exports: in no header. */
HRESULT WINAPI MFSerializeEvent(IMFMediaEvent *event, DWORD *size, BYTE **data);
HRESULT WINAPI MFDeserializeEvent(DWORD size, BYTE *data, IMFMediaEvent **event);

#endif

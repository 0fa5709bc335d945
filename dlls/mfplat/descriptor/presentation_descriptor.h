/* SPDX-License-Identifier: MIT */
/* The presentation descriptor. */
#ifndef OPENMFPLAT_DESCRIPTOR_PRESENTATION_DESCRIPTOR_H
#define OPENMFPLAT_DESCRIPTOR_PRESENTATION_DESCRIPTOR_H

#include <windows.h>
#include <mfidl.h>

/* The exports: not in every mfidl.h. */
HRESULT WINAPI MFSerializePresentationDescriptor(IMFPresentationDescriptor *descriptor, DWORD *size, BYTE **data);
HRESULT WINAPI MFDeserializePresentationDescriptor(DWORD size, BYTE *data, IMFPresentationDescriptor **descriptor);

/* A new descriptor with one reference, the caller's, and no stream selected; the streams, none of them NULL, are kept with
 * a reference. E_OUTOFMEMORY; *descriptor is NULL then. */
HRESULT presentation_descriptor_create(DWORD count, IMFStreamDescriptor *const *streams,
        IMFPresentationDescriptor **descriptor);

#endif

/* SPDX-License-Identifier: MIT */
/* Representations of a media type: AM_MEDIA_TYPE structures for IMFMediaType::GetRepresentation and its relatives. */
#ifndef OPENMFPLAT_MEDIATYPE_REPRESENTATION_H
#define OPENMFPLAT_MEDIATYPE_REPRESENTATION_H

#include <mfobjects.h>

/* What IMFMediaType::GetRepresentation answers for a type of any make. MF_E_UNSUPPORTED_REPRESENTATION for a GUID it does
 * not know (checked before anything else), E_POINTER, and the errors of MFCreateAMMediaTypeFromMFMediaType. */
HRESULT representation_create(IMFMediaType *type, const GUID *representation, void **data);
/* The same with a stride in bytes instead of the type's; 0 keeps the type's. */
HRESULT representation_create_with_stride(IMFMediaType *type, const GUID *representation, LONG stride, void **data);
/* Frees what either made; NULL is fine. */
void representation_free(void *data);

#endif

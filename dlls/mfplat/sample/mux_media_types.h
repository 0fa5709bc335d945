/* SPDX-License-Identifier: MIT */
/* The manager of a multiplexed media type. */
#ifndef OPENMFPLAT_SAMPLE_MUX_MEDIA_TYPES_H
#define OPENMFPLAT_SAMPLE_MUX_MEDIA_TYPES_H

#include <mfobjects.h>

/* An IMFMuxStreamMediaTypeManager of the media types of the collection, with one reference. */
HRESULT mux_media_types_create(IMFCollection *collection, IUnknown **manager);

#endif

/* SPDX-License-Identifier: MIT */
/* Two-dimensional buffers of system memory. */
#ifndef OPENMFPLAT_BUFFER_SYSTEM_IMAGE_BUFFER_H
#define OPENMFPLAT_BUFFER_SYSTEM_IMAGE_BUFFER_H

#include <mfobjects.h>

/* What MFCreate2DMediaBuffer does, with the out pointer checked. */
HRESULT system_image_buffer_create(UINT32 width, UINT32 height, DWORD format_number, BOOL bottom_up,
        IMFMediaBuffer **out);

#endif

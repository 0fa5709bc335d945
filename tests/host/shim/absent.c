/* SPDX-License-Identifier: MIT */
/* Conversions of formats, which the host builds of media type objects leave out: calling one ends the program. */

#include "mediatype/representation.h"
#include "base/os.h"
#include <mfapi.h>

HRESULT representation_create(IMFMediaType *type, const GUID *representation, void **data)
{
    (void)type; (void)representation; (void)data;
    os_fatal("conversions are not part of this build");
}

HRESULT representation_create_with_stride(IMFMediaType *type, const GUID *representation, LONG stride, void **data)
{
    (void)type; (void)representation; (void)stride; (void)data;
    os_fatal("conversions are not part of this build");
}

void representation_free(void *data)
{
    (void)data;
    os_fatal("conversions are not part of this build");
}

HRESULT WINAPI MFCreateMFVideoFormatFromMFMediaType(IMFMediaType *type, MFVIDEOFORMAT **format, UINT32 *size)
{
    (void)type; (void)format; (void)size;
    os_fatal("conversions are not part of this build");
}

HRESULT WINAPI MFCreateWaveFormatExFromMFMediaType(IMFMediaType *type, WAVEFORMATEX **format, UINT32 *size,
        UINT32 flags)
{
    (void)type; (void)format; (void)size; (void)flags;
    os_fatal("conversions are not part of this build");
}

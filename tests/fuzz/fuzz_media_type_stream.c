/* SPDX-License-Identifier: MIT */
/* libFuzzer target: any bytes as a media type on a stream, and as a wrapped media type. */

#include "memory_stream.h"
#include <mfapi.h>

HRESULT WINAPI MFDeserializeMediaTypeFromStream(IStream *stream, IMFMediaType **type);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_stream stream;
    IMFMediaType *type, *original;
    HRESULT hr;
    DWORD flags;

    memory_stream_init(&stream, (void *)data, size, size);
    hr = MFDeserializeMediaTypeFromStream(&stream.IStream_iface, &type);
    if (FAILED(hr) != !type)
        abort();
    if (type)
    {
        IMFMediaType_IsEqual(type, type, &flags);
        if (SUCCEEDED(MFUnwrapMediaType(type, &original)) && IMFMediaType_Release(original))
            abort();
        if (IMFMediaType_Release(type))
            abort();
    }
    if (MFCreateMediaType(&type) != S_OK || IMFMediaType_SetBlob(type, &MF_MT_WRAPPED_TYPE, data, (UINT32)size) != S_OK)
        abort();
    if (SUCCEEDED(MFUnwrapMediaType(type, &original)) && IMFMediaType_Release(original))
        abort();
    return IMFMediaType_Release(type) ? abort(), 0 : 0;
}
